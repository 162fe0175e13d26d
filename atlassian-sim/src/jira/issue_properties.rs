//! Properties of issues. They change nothing else about the issue, not even when it was updated.

use std::collections::BTreeMap;

use serde_json::Value;

use super::on_issues::{
    keys_view, may, part, property_body, property_view, remove_property, seen, set_property,
};
use super::views::url;
use super::{READ_WORK, WRITE_WORK};
use crate::call::Call;
use crate::errors;
use crate::query::encode;
use crate::reply::{Answer, Reply, ok};
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
    ok(&keys_view(Some(&issue.properties), |key| {
        url(call, &format!("/issue/{home}/properties/{key}"))
    }))
}

fn get(call: &Call<'_>) -> Answer {
    let state = call.read();
    let issue = seen(call, &state)?;
    ok(&property_view(Some(&issue.properties), part(call, 1))?)
}

fn change(
    call: &Call<'_>,
    (what, refusal): (Happened, u16),
    change: impl FnOnce(&mut BTreeMap<String, Value>) -> Answer,
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
    let key = part(call, 1);
    let value = property_body(call, key)?;
    change(call, (Happened::PropertySet(key.to_owned()), 403), |held| {
        Ok(set_property(held, key, value))
    })
}

fn delete(call: &Call<'_>) -> Answer {
    let key = part(call, 1);
    // Without the permission to change it, there is nothing here to delete.
    let what = (Happened::PropertyDeleted(key.to_owned()), 404);
    change(call, what, |held| remove_property(held, key))
}
