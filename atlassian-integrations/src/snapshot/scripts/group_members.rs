//! `jira_group_members`: the groups of the latest snapshot, expanded.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use atlassian_core::Error;
use futures_util::stream::{self, TryStreamExt as _};
use jira_client::cloud::Jira;
use jira_client::cloud::users::User;

use super::{Failure, Listed, Recorder};
use crate::snapshot::store::{Row, flag, text};

/// How many groups to read at once. The limits of the client apply below this.
const AT_ONCE: usize = 12;

pub(super) async fn run(recorder: &Recorder<'_>, jira: &Jira) -> Result<(), Failure> {
    let groups = recorder.writer.groups().await?;
    if groups.is_empty() {
        recorder.say(
            "no members: the latest jira_groups snapshot is empty; run `groups` before or with this script, with a token \
             that may read them",
        );
        return Ok(());
    }
    let total = groups.len();
    let skipped = Skipped::default();
    stream::iter(groups.iter().map(Ok))
        .try_for_each_concurrent(AT_ONCE, |group: &(String, String)| {
            let (skipped, (id, name)) = (&skipped, group);
            async move {
                let members = jira
                    .groups()
                    .members(id.as_str())
                    .include_inactive_users(true);
                let row = |member| row(id, name, member);
                match recorder.list(members.pages(), row).await {
                    Ok(Listed::Whole) => recorder.writer.group_read(id.clone()).await?,
                    Ok(Listed::Refused(error)) => skipped.refused(name, &error),
                    // Deleted since it was listed: none of it then, not even what came before.
                    Err(Failure::Service(error)) if error.is_not_found() => {
                        recorder.writer.forget_members(id.clone()).await?;
                        skipped.gone(name);
                    }
                    Err(failure) => return Err(failure),
                }
                Ok::<(), Failure>(())
            }
        })
        .await?;
    skipped.say(recorder, total);
    Ok(())
}

/// Groups that could not be read, by name, so that the note does not depend on who was first.
#[derive(Default)]
struct Skipped {
    refused: Mutex<BTreeMap<String, String>>,
    gone: Mutex<BTreeSet<String>>,
}

impl Skipped {
    fn refused(&self, group: &str, error: &Error) {
        let mut refused = self.refused.lock().unwrap_or_else(PoisonError::into_inner);
        refused.insert(group.to_owned(), error.to_string());
    }

    fn gone(&self, group: &str) {
        let mut gone = self.gone.lock().unwrap_or_else(PoisonError::into_inner);
        gone.insert(group.to_owned());
    }

    fn say(self, recorder: &Recorder<'_>, total: usize) {
        let refused = self
            .refused
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(error) = refused.values().next() {
            recorder.say(format!(
                "members of {} of {total} groups unreadable: the token needs \"Browse users and groups\" or \
                 \"Administer Jira\" ({error})",
                refused.len()
            ));
        }
        let gone = self
            .gone
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(name) = gone.first() {
            let others = match gone.len() - 1 {
                0 => String::new(),
                others => format!(" and {others} others"),
            };
            recorder.say(format!("no longer there: the group \"{name}\"{others}"));
        }
    }
}

fn row(group_id: &str, group_name: &str, member: User) -> Option<Row> {
    Some(vec![
        text(group_id),
        text(group_name),
        text(member.account_id?.into_inner()),
        text(member.display_name.unwrap_or_default()),
        text(member.email_address.unwrap_or_default()),
        text(
            member
                .account_type
                .map(|kind| kind.to_string())
                .unwrap_or_default(),
        ),
        flag(member.active),
    ])
}
