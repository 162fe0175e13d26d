//! Who watches an issue.

use serde_json::{Map, Value, json};

use super::on_issues::{may, need_feature, seen};
use super::views::{parts, person};
use super::{READ_WORK, WRITE_WORK};
use crate::call::Call;
use crate::errors;
use crate::query::{json_value, strings};
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::{Anonymous, Login};
use crate::routes::Operation;
use crate::state::{Feature, State};

const WRITE: &[&str] = &["write:issue.watcher:jira"];

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::new(
        "GET",
        "/rest/api/3/issue/{issueIdOrKey}/watchers",
        Anonymous,
        get,
    )
    .scopes(
        READ_WORK,
        &[
            "read:issue.watcher:jira",
            "read:user:jira",
            "read:avatar:jira",
        ],
    ),
    Operation::new(
        "POST",
        "/rest/api/3/issue/{issueIdOrKey}/watchers",
        Login,
        add,
    )
    .scopes(WRITE_WORK, WRITE),
    Operation::new(
        "DELETE",
        "/rest/api/3/issue/{issueIdOrKey}/watchers",
        Login,
        remove,
    )
    .scopes(WRITE_WORK, WRITE),
    Operation::new("POST", "/rest/api/3/issue/watching", Anonymous, watching)
        .scopes(READ_WORK, &["read:issue.watcher:jira", "read:user:jira"]),
];

/// The number is for everybody; the people only for those who may see them, and one always sees
/// oneself.
fn get(call: &Call<'_>) -> Answer {
    let state = call.read();
    let issue = seen(call, &state)?;
    need_feature(&state, Feature::Watching)?;
    let all = state.may_for(call.caller, issue, "VIEW_VOTERS_AND_WATCHERS");
    let shown = issue
        .watchers
        .iter()
        .filter(|account| all || call.caller == Some(**account));
    let mut view = parts::watches(call, &state, issue);
    view["watchers"] = shown
        .map(|account| person(call, &state, *account))
        .collect();
    ok(&view)
}

fn no_such_user(id: &str) -> Reply {
    errors::jira(404, format!("The user \"{id}\" could not be found."))
}

/// The account that the body names: a bare JSON string, or nothing for the caller.
fn named(call: &Call<'_>, state: &State, caller: u32) -> Result<u32, Reply> {
    if call.body.iter().all(u8::is_ascii_whitespace) {
        return Ok(caller);
    }
    match json_value(call.content_type, call.body)? {
        Value::Null => Ok(caller),
        Value::String(id) => state.users.find(&id).ok_or_else(|| no_such_user(&id)),
        _ => Err(errors::bad_json()),
    }
}

fn not_allowed(state: &State, key: &str, caller: u32, verb: &str) -> Reply {
    let name = &state.users.get(caller).name;
    errors::jira(
        403,
        format!("User '{name}' is not allowed to {verb} issue '{key}'"),
    )
}

/// Watching what one watches already is no error.
fn add(call: &Call<'_>) -> Answer {
    let caller = call.account()?;
    let mut state = call.write();
    let issue = seen(call, &state)?;
    need_feature(&state, Feature::Watching)?;
    let account = named(call, &state, caller)?;
    if account != caller && !may(call, &state, issue, "MANAGE_WATCHERS") {
        let key = state.jira.key(issue);
        return Err(not_allowed(&state, &key, caller, "add watchers to"));
    }
    if !state.sees(Some(account), issue) {
        let name = &state.users.get(account).name;
        return Err(errors::bad_request(format!(
            "The user \"{name}\" does not have permission to view this issue. \
             This user will not be added to the watch list."
        )));
    }
    let issue = issue.id;
    if let Some(held) = state.jira.issues.edit(issue, call.now())
        && !held.watchers.contains(&account)
    {
        held.watchers.push(account);
    }
    Ok(Reply::empty(204))
}

/// Nor is no longer watching what one does not watch.
fn remove(call: &Call<'_>) -> Answer {
    let caller = call.account()?;
    let id = call.query.required("accountId")?;
    let mut state = call.write();
    let issue = seen(call, &state)?;
    need_feature(&state, Feature::Watching)?;
    let account = state.users.find(id).ok_or_else(|| no_such_user(id))?;
    if account != caller && !may(call, &state, issue, "MANAGE_WATCHERS") {
        let key = state.jira.key(issue);
        return Err(not_allowed(&state, &key, caller, "remove watchers from"));
    }
    let issue = issue.id;
    if let Some(held) = state.jira.issues.edit(issue, call.now()) {
        held.watchers.retain(|watcher| *watcher != account);
    }
    Ok(Reply::empty(204))
}

/// Which of these issues the caller watches. Ids of nothing that the caller sees are `false`, too.
fn watching(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    if !body["issueIds"].is_array() {
        return Err(errors::bad_json());
    }
    let state = call.read();
    need_feature(&state, Feature::Watching)?;
    let watches = |id: &str| {
        let id = id.parse().ok()?;
        let issue = state.jira.issues.get(id)?;
        let seen = state.sees(call.caller, issue);
        Some(seen && issue.watchers.contains(&call.caller?))
    };
    let answer: Map<String, Value> = strings(&body["issueIds"])
        .into_iter()
        .map(|id| (id.to_owned(), watches(id).unwrap_or(false).into()))
        .collect();
    ok(&json!({ "issuesIsWatching": answer }))
}
