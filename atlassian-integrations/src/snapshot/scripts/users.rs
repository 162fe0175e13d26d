//! `jira_users`: every account that the token can see.

use jira_client::cloud::Jira;
use jira_client::cloud::users::User;

use super::{Failure, Listed, Recorder};
use crate::snapshot::store::{Row, flag, text};

/// How many accounts to ask for at a time. A page that takes the service longer than ten seconds is a conflict (409), and
/// the listing begins again with smaller ones.
const PAGE_SIZES: [u32; 3] = [1000, 200, 50];

pub(super) async fn run(recorder: &Recorder<'_>, jira: &Jira) -> Result<(), Failure> {
    let mut result = Ok(Listed::Whole);
    for size in PAGE_SIZES {
        // What an attempt before has written already is found there, and not written twice.
        recorder.begin_again();
        let pages = jira.users().all().page_size(size).pages();
        result = recorder.list(pages, row).await;
        if !matches!(&result, Err(Failure::Service(error)) if error.is_conflict()) {
            break;
        }
    }
    if let Listed::Refused(error) = result? {
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
