//! What the service says of a step: whether it is carried out.

use atlassian_admin::users::MembershipStatus;
use atlassian_core::{AccountId, Error, ErrorKind};

use super::plan::{groups_of, organization, unreadable};
use super::{RemovalError, Step};
use crate::Source;

/// Whether the service is as the step leaves it.
pub(super) async fn is_done(
    source: &Source,
    account: &AccountId,
    step: &Step,
) -> Result<bool, RemovalError> {
    match step {
        Step::LeaveGroup(group) => {
            let groups = groups_of(source, account).await?;
            Ok(groups.iter().all(|held| held.id != group.id))
        }
        Step::DeleteFromSite { .. } => match source.jira.users().get(account).send().await {
            Ok(_) => Ok(false),
            Err(error) if error.is_not_found() => Ok(true),
            Err(error) => Err(unreadable("the account")(error)),
        },
        Step::Suspend { directory } => {
            let membership = membership(source, account, directory).await?;
            Ok(membership == Some(MembershipStatus::Suspended))
        }
        Step::DeleteFromOrganization { directory, .. } => {
            let membership = membership(source, account, directory).await?;
            Ok(matches!(
                membership,
                None | Some(MembershipStatus::NoMembership)
            ))
        }
    }
}

/// How the account is in a directory; `None` if it is not.
async fn membership(
    source: &Source,
    account: &AccountId,
    directory: &str,
) -> Result<Option<MembershipStatus>, RemovalError> {
    let (admin, id) = organization(source)?;
    match admin.users().get(id, directory, account).send().await {
        Ok(user) => Ok(Some(
            user.data
                .membership_status
                .unwrap_or(MembershipStatus::Active),
        )),
        Err(error) if error.is_not_found() => Ok(None),
        Err(error) => Err(unreadable("the account in the organization")(error)),
    }
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
