//! `jira_users`: every account that the token can see.

use jira_client::cloud::Jira;
use jira_client::cloud::users::User;

use super::{Failure, Listed, Recorder};
use crate::snapshot::store::{Row, flag, text};

pub(super) async fn run(recorder: &Recorder<'_>, jira: &Jira) -> Result<(), Failure> {
    if let Listed::Refused(error) = recorder.list(jira.users().all().pages(), row).await? {
        recorder.say(format!(
            "users unreadable: the token needs the permission \"Browse users and groups\" ({error})"
        ));
    }
    Ok(())
}

fn row(user: User) -> Option<Row> {
    Some(vec![
        text(user.account_id?.into_inner()),
        text(
            user.account_type
                .map(|kind| kind.to_string())
                .unwrap_or_default(),
        ),
        text(user.display_name.unwrap_or_default()),
        text(user.email_address.unwrap_or_default()),
        flag(user.active),
    ])
}
