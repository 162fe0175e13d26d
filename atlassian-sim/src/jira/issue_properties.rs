//! Properties of issues. They change nothing else about the issue, not even when it was updated.

use super::entity_properties::{self, Properties};
use super::forms::path_part;
use super::on_issues::{may, seen};
use super::views::url;
use super::{READ_WORK, WRITE_WORK};
use crate::call::Call;
use crate::errors;
use crate::query::encode;
use crate::reply::{Answer, Reply};
use crate::routes::Access::Anonymous;
use crate::routes::Operation;
use crate::state::jira::event::Happened;

const READ: &[&str] = &["read:issue.property:jira"];

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::new(
        "GET",
        "/rest/api/3/issue/{issueIdOrKey}/properties",
        Anonymous,
        keys,
    )
    .scopes(READ_WORK, READ),
    Operation::new(
        "GET",
        "/rest/api/3/issue/{issueIdOrKey}/properties/{propertyKey}",
        Anonymous,
        get,
    )
    .scopes(READ_WORK, READ),
    Operation::new(
        "PUT",
        "/rest/api/3/issue/{issueIdOrKey}/properties/{propertyKey}",
        Anonymous,
        set,
    )
    .scopes(WRITE_WORK, &["write:issue.property:jira"]),
    Operation::new(
        "DELETE",
        "/rest/api/3/issue/{issueIdOrKey}/properties/{propertyKey}",
        Anonymous,
        delete,
    )
    .scopes(WRITE_WORK, &["delete:issue.property:jira"]),
];

fn keys(call: &Call<'_>) -> Answer {
    let state = call.read();
    let issue = seen(call, &state)?;
    let home = encode(&state.jira.key(issue));
    let path = format!("/issue/{home}/properties");
    entity_properties::keys(&issue.properties, &url(call, &path))
}

fn get(call: &Call<'_>) -> Answer {
    let state = call.read();
    let issue = seen(call, &state)?;
    entity_properties::get(&issue.properties, path_part(call, 1))
}

fn change(
    call: &Call<'_>,
    (what, refusal): (Happened, u16),
    change: impl FnOnce(&mut Properties) -> Answer,
) -> Answer {
    let now = call.now();
    let mut state = call.write();
    let issue = seen(call, &state)?;
    if !may(call, &state, issue, "EDIT_ISSUES") {
        let key = state.jira.key(issue);
        return Err(errors::jira(
            refusal,
            format!("You do not have permission to edit the issue '{key}'."),
        ));
    }
    let issue = issue.id;
    let held = state.jira.issues.edit(issue, now);
    let held = held.ok_or_else(super::issues::no_such_issue)?;
    let reply: Reply = change(&mut held.properties)?;
    state.jira.emit(what, Some(issue), call.caller, now);
    Ok(reply)
}

fn set(call: &Call<'_>) -> Answer {
    let key = path_part(call, 1);
    let value = entity_properties::value(call, key)?;
    change(call, (Happened::PropertySet(key.to_owned()), 403), |held| {
        entity_properties::set(Some(held), key, value)
    })
}

fn delete(call: &Call<'_>) -> Answer {
    let key = path_part(call, 1);
    // Without the permission to change it, there is nothing here to delete.
    let what = (Happened::PropertyDeleted(key.to_owned()), 404);
    change(call, what, |held| {
        entity_properties::delete(Some(held), key)
    })
}
