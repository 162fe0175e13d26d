//! What the service says of a step: whether it is carried out.

use atlassian_admin::users::MembershipStatus;
use atlassian_core::{AccountId, Error, ErrorKind};

use super::plan::{directories_of, groups_of, organization, unreadable};
use super::{RemovalError, Step};
use crate::Source;

/// What the service says of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// It is as the step leaves it.
    Done,
    /// It is not.
    NotDone,
    /// It does not tell.
    Unknown,
}

impl Standing {
    fn done_if(done: bool) -> Self {
        if done { Self::Done } else { Self::NotDone }
    }
}

/// Whether the service is as the step leaves it.
pub(super) async fn standing(
    source: &Source,
    account: &AccountId,
    step: &Step,
) -> Result<Standing, RemovalError> {
    match step {
        Step::LeaveGroup(group) => {
            let groups = groups_of(source, account).await?;
            let left = groups.iter().all(|held| held.id != group.id);
            Ok(Standing::done_if(left))
        }
        Step::DeleteFromSite { .. } => match source.jira.users().get(account).send().await {
            Ok(_) => Ok(Standing::NotDone),
            Err(error) if error.is_not_found() => Ok(Standing::Done),
            Err(error) => Err(unreadable("the account")(error)),
        },
        Step::Suspend { directory } => suspended(source, account, directory).await,
        Step::DeleteFromOrganization { directory, .. } => {
            let directories = directories_of(source, account).await?;
            Ok(Standing::done_if(!directories.contains(directory)))
        }
    }
}

/// The status is one for all directories together: with several of them it says nothing of any.
async fn suspended(
    source: &Source,
    account: &AccountId,
    directory: &str,
) -> Result<Standing, RemovalError> {
    if directories_of(source, account).await? != [directory] {
        return Ok(Standing::Unknown);
    }
    let (admin, id) = organization(source)?;
    let user = admin.users().get(id, directory, account).send().await;
    let user = user.map_err(unreadable("the account in the organization"))?;
    Ok(match user.data.membership_status {
        Some(MembershipStatus::Suspended) => Standing::Done,
        Some(MembershipStatus::Active | MembershipStatus::NoMembership) => Standing::NotDone,
        _ => Standing::Unknown,
    })
}

/// Whether a write that ended with this error may have been carried out.
pub(super) fn may_be_done(error: &Error) -> bool {
    // One that was sent again is answered by what the first time left behind.
    error.attempts() > 1
        || matches!(
            error.kind(),
            ErrorKind::Server
                | ErrorKind::Timeout
                | ErrorKind::Interrupted
                | ErrorKind::UnexpectedAnswer
                | ErrorKind::BodyTooLarge
                | ErrorKind::Redirect
        )
}
