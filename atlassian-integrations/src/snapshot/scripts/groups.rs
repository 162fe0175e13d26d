//! `jira_groups`: every group of the site.

use jira_client::cloud::Jira;
use jira_client::cloud::groups::Group;

use super::{Failure, Listed, Recorder};
use crate::snapshot::store::{Row, text};

pub(super) async fn run(recorder: &Recorder<'_>, jira: &Jira) -> Result<(), Failure> {
    if let Listed::Refused(error) = recorder.list(jira.groups().list().pages(), row).await? {
        recorder.say(format!(
            "groups unreadable: the token needs the permission \"Browse users and groups\" ({error})"
        ));
    }
    Ok(())
}

fn row(group: Group) -> Option<Row> {
    Some(vec![text(group.group_id?.into_inner()), text(group.name)])
}
