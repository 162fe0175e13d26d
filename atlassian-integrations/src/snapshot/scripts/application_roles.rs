//! `jira_application_roles`: seats and licence use of each product.

use jira_client::cloud::{ApplicationRole, Jira};
use rusqlite::types::Value;

use super::{Failure, Recorder};
use crate::snapshot::source::is_not_granted;
use crate::snapshot::store::{Row, flag, integer, text};

pub(super) async fn run(recorder: &Recorder<'_>, jira: &Jira) -> Result<(), Failure> {
    match jira.application_roles().list().send().await {
        Ok(roles) => recorder.store(roles, row).await?,
        Err(error) if is_not_granted(&error) => recorder.say(format!(
            "application roles unreadable: they need a Jira admin token ({error})"
        )),
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

fn row(role: ApplicationRole) -> Row {
    let groups = role.groups.len().max(role.group_details.len());
    vec![
        text(role.key),
        text(role.name.unwrap_or_default()),
        integer(role.number_of_seats),
        integer(role.remaining_seats),
        integer(role.user_count),
        integer(i64::try_from(groups).ok()),
        flag(role.has_unlimited_seats),
        flag(role.platform),
        json(&role.default_groups),
    ]
}

/// A list of texts as JSON.
pub(super) fn json(list: &[String]) -> Value {
    text(serde_json::Value::from(list).to_string())
}
