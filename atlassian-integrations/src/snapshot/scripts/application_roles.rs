//! `jira_application_roles`: seats and licence use of each product.

use jira_client::cloud::Jira;
use jira_client::cloud::application_roles::ApplicationRole;
use rusqlite::types::Value;

use super::{Failure, Recorder};
use crate::snapshot::store::{Row, flag, integer, text};
use crate::source::is_not_granted;

pub(super) async fn run(recorder: &Recorder<'_>, jira: &Jira) -> Result<(), Failure> {
    match jira.application_roles().list().send().await {
        Ok(roles) => recorder.store(roles, |role| Some(row(role))).await?,
        Err(error) if is_not_granted(&error) => recorder.say(format!(
            "application roles unreadable: they need a Jira admin token ({error})"
        )),
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

fn row(role: ApplicationRole) -> Row {
    // Both lists name the same groups; either may be absent.
    let groups = [
        role.groups.map(|list| list.len()),
        role.group_details.map(|list| list.len()),
    ];
    let groups = groups.into_iter().flatten().max();
    vec![
        text(role.key.to_string()),
        text(role.name.unwrap_or_default()),
        integer(role.number_of_seats),
        integer(role.remaining_seats),
        integer(role.user_count),
        integer(groups.and_then(|count| i64::try_from(count).ok())),
        flag(role.has_unlimited_seats),
        flag(role.platform),
        json(role.default_groups),
    ]
}

/// A list of texts as JSON; an empty one where none was sent.
pub(super) fn json(list: Option<Vec<String>>) -> Value {
    text(serde_json::Value::from(list.unwrap_or_default()).to_string())
}
