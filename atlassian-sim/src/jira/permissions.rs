//! What the caller, or anybody, may do.

use serde_json::{Map, Value, json};

use crate::call::Call;
use crate::errors;
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::Anonymous;
use crate::routes::Operation;
use crate::state::PROJECTS;
use crate::state::permissions::{ADMINISTER, PERMISSIONS, Permission, find};

const READ: &[&str] = &["read:permission:jira"];

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::new("GET", "/rest/api/3/mypermissions", Anonymous, mine)
        .scopes("read:jira-work", READ),
    Operation::new("GET", "/rest/api/3/permissions", Anonymous, all).scopes(super::MANAGE, READ),
    Operation::new("POST", "/rest/api/3/permissions/check", Anonymous, check)
        .scopes("read:jira-work", READ),
];

fn kind(permission: &Permission) -> &'static str {
    if permission.global {
        "GLOBAL"
    } else {
        "PROJECT"
    }
}

fn all(_: &Call<'_>) -> Answer {
    let map: Map<String, Value> = PERMISSIONS
        .iter()
        .map(|p| {
            let view = json!({
                "key": p.key, "name": p.name, "type": kind(p), "description": p.description,
            });
            (p.key.to_owned(), view)
        })
        .collect();
    ok(&json!({ "permissions": map }))
}

fn unrecognized(key: &str) -> Reply {
    errors::jira_field(400, key, "Unrecognized permission")
}

/// `permissions` must be there, and every key in it must exist.
fn mine(call: &Call<'_>) -> Answer {
    let keys = call.query.filled("permissions").ok_or_else(|| {
        errors::bad_request("The 'permissions' query parameter is required and cannot be empty.")
    })?;
    let mut wanted = Vec::new();
    for key in keys.split(',').map(str::trim).filter(|key| !key.is_empty()) {
        wanted.push(find(key).ok_or_else(|| unrecognized(key))?);
    }
    if wanted.is_empty() {
        return Err(errors::bad_request(
            "The 'permissions' query parameter is required and cannot be empty.",
        ));
    }
    let sees = |known: bool| known && call.caller.is_some();
    let no_project = match (
        call.query.filled("projectId"),
        call.query.filled("projectKey"),
    ) {
        (Some(id), _) => {
            (!sees(PROJECTS.iter().any(|p| p.0.to_string() == id))).then_some(("id", id))
        }
        (None, Some(key)) => (!sees(PROJECTS.iter().any(|p| p.1 == key))).then_some(("key", key)),
        (None, None) => None,
    };
    if let Some((what, value)) = no_project {
        let text = format!("No project could be found with {what} '{value}'.");
        return Err(errors::jira(404, text));
    }
    if call
        .query
        .filled("issueId")
        .or_else(|| call.query.filled("issueKey"))
        .is_some()
    {
        return Err(errors::jira(
            404,
            "Issue does not exist or you do not have permission to see it.",
        ));
    }
    let state = call.read();
    let map: Map<String, Value> = wanted
        .into_iter()
        .map(|p| {
            let view = json!({
                "id": p.id,
                "key": p.key,
                "name": p.name,
                "type": kind(p),
                "description": p.description,
                "havePermission": state.holds(call.caller, p.key),
            });
            (p.key.to_owned(), view)
        })
        .collect();
    ok(&json!({ "permissions": map }))
}

fn strings(value: &Value) -> impl Iterator<Item = &str> {
    value
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .filter(|s| !s.is_empty())
}

/// The grants of the caller, or for administrators of anybody. Anonymous callers have none, which
/// is no error.
fn check(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let state = call.read();
    let mut account = call.caller;
    if let Some(id) = body["accountId"].as_str() {
        let own = call.caller.is_some_and(|c| &*state.users.get(c).id == id);
        if !own && !state.holds(call.caller, ADMINISTER) {
            return Err(errors::jira(
                403,
                "Only Jira administrators can perform this operation.",
            ));
        }
        account = state.users.find(id);
    }
    let mut globals = Vec::new();
    for key in strings(&body["globalPermissions"]) {
        let known = find(key)
            .filter(|p| p.global)
            .ok_or_else(|| unrecognized(key))?;
        if state.holds(account, known.key) {
            globals.push(known.key);
        }
    }
    let mut grants = Vec::new();
    for wanted in body["projectPermissions"].as_array().into_iter().flatten() {
        if strings(&wanted["permissions"]).next().is_none() {
            return Err(errors::bad_request(
                "At least one project permission must be provided.",
            ));
        }
        let projects: Vec<i64> = wanted["projects"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_i64)
            .collect();
        let issues = wanted["issues"].as_array().map_or(0, Vec::len);
        if projects.len() > 1_000 || issues > 1_000 {
            return Err(errors::bad_request(
                "At most 1000 projects and 1000 issues can be checked.",
            ));
        }
        for key in strings(&wanted["permissions"]) {
            let known = find(key)
                .filter(|p| !p.global)
                .ok_or_else(|| unrecognized(key))?;
            let held = state.holds(account, known.key);
            let exists = |id: &&i64| PROJECTS.iter().any(|(known, _)| known == *id);
            let granted: Vec<i64> = projects
                .iter()
                .filter(exists)
                .copied()
                .filter(|_| held)
                .collect();
            grants.push(json!({ "permission": known.key, "projects": granted, "issues": [] }));
        }
    }
    ok(&json!({ "globalPermissions": globals, "projectPermissions": grants }))
}
