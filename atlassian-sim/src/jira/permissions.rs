//! What the caller, or anybody, may do.

use serde_json::{Map, Value, json};

use crate::call::Call;
use crate::errors;
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::Anonymous;
use crate::routes::Operation;
use crate::state::State;
use crate::state::jira::issue::Issue;
use crate::state::jira::project::Project;
use crate::state::permissions::{ADMINISTER, PERMISSIONS, Permission, find};

const READ: &[&str] = &["read:permission:jira"];

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::new("GET", "/rest/api/3/mypermissions", Anonymous, mine)
        .scopes("read:jira-work", READ),
    Operation::new("GET", "/rest/api/3/permissions", Anonymous, all).scopes(super::MANAGE, READ),
    Operation::new(
        "POST",
        "/rest/api/3/permissions/project",
        Anonymous,
        permitted,
    )
    .scopes(
        "read:jira-work",
        &["read:permission:jira", "read:project:jira"],
    ),
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
    let state = call.read();
    let context = Context::of(call, &state)?;
    let map: Map<String, Value> = wanted
        .into_iter()
        .map(|p| {
            let view = json!({
                "id": p.id,
                "key": p.key,
                "name": p.name,
                "type": kind(p),
                "description": p.description,
                "havePermission": context.holds(&state, call.caller, p.key),
            });
            (p.key.to_owned(), view)
        })
        .collect();
    ok(&json!({ "permissions": map }))
}

/// What the permissions are asked for.
enum Context<'a> {
    Site,
    Project(&'a Project),
    Issue(&'a Issue),
}

impl<'a> Context<'a> {
    /// A context that the caller does not see does not exist.
    fn of(call: &Call<'_>, state: &'a State) -> Result<Self, Reply> {
        let no_issue = || {
            errors::jira(
                404,
                "Issue does not exist or you do not have permission to see it.",
            )
        };
        let asked = |name| call.query.filled(name);
        if let Some(issue) = asked("issueId").or_else(|| asked("issueKey")) {
            let found = state.visible_issue(call.caller, issue);
            return found.map(Self::Issue).ok_or_else(no_issue);
        }
        let (what, project) = match (asked("projectId"), asked("projectKey")) {
            (Some(id), _) => ("id", id),
            (None, Some(key)) => ("key", key),
            (None, None) => return Ok(Self::Site),
        };
        let found = state.visible_project(call.caller, project);
        found.map(Self::Project).ok_or_else(|| {
            let text = format!("No project could be found with {what} '{project}'.");
            errors::jira(404, text)
        })
    }

    fn holds(&self, state: &State, caller: Option<u32>, key: &str) -> bool {
        let global = find(key).is_none_or(|p| p.global);
        match self {
            Self::Project(project) if !global => state.may(caller, project, key),
            Self::Issue(issue) if !global => state.may_for(caller, issue, key),
            _ => state.holds(caller, key),
        }
    }
}

fn strings(value: &Value) -> impl Iterator<Item = &str> {
    value
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .filter(|s| !s.is_empty())
}

/// The projects in which the caller holds all of the permissions.
fn permitted(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let mut wanted = Vec::new();
    for key in strings(&body["permissions"]) {
        wanted.push(
            find(key)
                .filter(|p| !p.global)
                .ok_or_else(|| unrecognized(key))?,
        );
    }
    if wanted.is_empty() {
        return Err(errors::bad_request(
            "At least one project permission must be provided.",
        ));
    }
    let state = call.read();
    let all = state.jira.projects.all();
    let found: Vec<Value> = all
        .filter(|project| {
            wanted
                .iter()
                .all(|p| state.may(call.caller, project, p.key))
        })
        .map(|project| json!({ "id": project.id, "key": project.key }))
        .collect();
    ok(&json!({ "projects": found }))
}

/// The ids in an array; what is no id is passed over, as unknown ids are.
fn numbers(value: &Value) -> Vec<u32> {
    let ids = value
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_u64);
    ids.filter_map(|id| u32::try_from(id).ok()).collect()
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
        let (projects, issues) = (numbers(&wanted["projects"]), numbers(&wanted["issues"]));
        if projects.len() > 1_000 || issues.len() > 1_000 {
            return Err(errors::bad_request(
                "At most 1000 projects and 1000 issues can be checked.",
            ));
        }
        for key in strings(&wanted["permissions"]) {
            let known = find(key)
                .filter(|p| !p.global)
                .ok_or_else(|| unrecognized(key))?;
            let in_project = |id: &&u32| {
                let project = state.jira.projects.get(**id);
                project.is_some_and(|p| state.may(account, p, known.key))
            };
            let in_issue = |id: &&u32| {
                let issue = state.jira.issues.get(**id);
                issue
                    .is_some_and(|i| state.sees(account, i) && state.may_for(account, i, known.key))
            };
            grants.push(json!({
                "permission": known.key,
                "projects": projects.iter().filter(in_project).collect::<Vec<_>>(),
                "issues": issues.iter().filter(in_issue).collect::<Vec<_>>(),
            }));
        }
    }
    ok(&json!({ "globalPermissions": globals, "projectPermissions": grants }))
}
