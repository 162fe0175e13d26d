//! Lists of projects.

use std::cmp::Reverse;
use std::collections::HashMap;

use serde_json::{Value, json};

use super::READ_WHOLE;
use crate::call::Call;
use crate::errors;
use crate::jira::READ_WORK;
use crate::jira::forms::{admits, asked_ids, order, page};
use crate::jira::views::project::listed;
use crate::paging::Window;
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::Anonymous;
use crate::routes::Operation;
use crate::state::State;
use crate::state::jira::permit::{ADMINISTER_PROJECTS, BROWSE};
use crate::state::jira::project::{Project, ProjectState};
use crate::state::permissions::ADMINISTER;
use crate::time;

pub(in crate::jira) const OPERATIONS: &[Operation] = &[
    Operation::new("GET", "/rest/api/3/project", Anonymous, list).scopes(READ_WORK, READ_WHOLE),
    Operation::new("GET", "/rest/api/3/project/search", Anonymous, search)
        .scopes(READ_WORK, READ_WHOLE),
    Operation::new("GET", "/rest/api/3/project/recent", Anonymous, recent)
        .scopes(READ_WORK, READ_WHOLE),
];

/// How many projects somebody looked at lately are kept.
const RECENT: usize = 20;

/// Issues of each project: how many, and when one changed last.
type Activity = HashMap<u32, (usize, i64)>;

fn activity(state: &State) -> Activity {
    let mut found = Activity::new();
    for issue in state.jira.issues.all() {
        let (count, updated) = found.entry(issue.project).or_default();
        *count += 1;
        *updated = issue.updated.max(*updated);
    }
    found
}

/// The projects where the caller is at work: those whose issues changed last.
fn recently_used<'a>(call: &Call<'_>, state: &'a State, limit: usize) -> Vec<&'a Project> {
    let Some(account) = call.caller else {
        return Vec::new();
    };
    let mut touched: HashMap<u32, i64> = HashMap::new();
    for issue in state.jira.issues.all() {
        if issue.assignee == Some(account) || issue.reporter == Some(account) {
            let last = touched.entry(issue.project).or_default();
            *last = issue.updated.max(*last);
        }
    }
    let mut found: Vec<&Project> = state
        .jira
        .projects
        .all()
        .filter(|p| touched.contains_key(&p.id) && p.live() && state.sees_project(call.caller, p))
        .collect();
    found.sort_by_key(|p| Reverse(touched.get(&p.id)));
    found.truncate(limit);
    found
}

fn list(call: &Call<'_>) -> Answer {
    let state = call.read();
    let recent = call.query.number("recent", 0)?;
    let mut found: Vec<&Project> = if recent > 0 {
        recently_used(call, &state, recent.min(RECENT))
    } else {
        let all = state.jira.projects.all();
        all.filter(|p| p.live() && state.sees_project(call.caller, p))
            .collect()
    };
    if recent == 0 {
        found.sort_by(|a, b| a.name.cmp(&b.name));
    }
    let views: Vec<Value> = found.iter().map(|p| listed(call, &state, p)).collect();
    ok(&views.into())
}

fn recent(call: &Call<'_>) -> Answer {
    let state = call.read();
    let found = recently_used(call, &state, RECENT);
    let views: Vec<Value> = found.iter().map(|p| listed(call, &state, p)).collect();
    ok(&views.into())
}

/// Whether a caller may do something with a project.
type May = fn(&State, Option<u32>, &Project) -> bool;

/// What the caller must be able to do with a project for it to be found.
fn action(call: &Call<'_>) -> Result<May, Reply> {
    Ok(match call.query.filled("action").unwrap_or("view") {
        "view" => |state, caller, project| match project.state {
            ProjectState::Deleted { .. } => state.holds(caller, ADMINISTER),
            _ => state.sees_project(caller, project),
        },
        "browse" => |state, caller, project| state.may(caller, project, BROWSE),
        "edit" => |state, caller, project| {
            state.may(caller, project, ADMINISTER_PROJECTS) || state.holds(caller, ADMINISTER)
        },
        "create" => |state, caller, project| state.may(caller, project, "CREATE_ISSUES"),
        other => {
            return Err(errors::bad_request(format!(
                "'{other}' is no valid value of 'action'."
            )));
        }
    })
}

/// The states to look in: live projects unless others are named.
fn states<'a>(call: &'a Call<'_>) -> Result<Vec<&'a str>, Reply> {
    let named = call.query.all("status").flat_map(|v| v.split(','));
    let named: Vec<&str> = named.map(str::trim).filter(|v| !v.is_empty()).collect();
    if let Some(other) = named
        .iter()
        .find(|name| !["live", "archived", "deleted"].contains(*name))
    {
        return Err(errors::bad_request(format!(
            "'{other}' is no valid value of 'status'."
        )));
    }
    Ok(if named.is_empty() {
        vec!["live"]
    } else {
        named
    })
}

fn state_name(project: &Project) -> &'static str {
    match project.state {
        ProjectState::Live => "live",
        ProjectState::Archived { .. } => "archived",
        ProjectState::Deleted { .. } => "deleted",
    }
}

fn search(call: &Call<'_>) -> Answer {
    let window = Window::of_bean(call, 50, 100)?;
    let (ids, categories) = (asked_ids(call, "id")?, asked_ids(call, "categoryId")?);
    let keys: Vec<&str> = call.query.all("keys").flat_map(|v| v.split(',')).collect();
    if keys.len() > 50 || ids.as_ref().is_some_and(|ids| ids.len() > 50) {
        return Err(errors::bad_request(
            "At most 50 projects can be named in one request.",
        ));
    }
    let needle = call.query.get("query").unwrap_or("").to_lowercase();
    let kinds: Option<Vec<&str>> = call.query.filled("typeKey").map(|v| v.split(',').collect());
    let (states, may) = (states(call)?, action(call)?);
    let order = order(call, &ORDERS)?.unwrap_or(("key", false));
    let state = call.read();
    let fits = |project: &&Project| {
        states.contains(&state_name(project))
            && admits(ids.as_ref(), project.id)
            && (keys.is_empty() || keys.contains(&project.key.as_str()))
            && categories
                .as_ref()
                .is_none_or(|ids| project.category.is_some_and(|id| ids.contains(&id)))
            && kinds
                .as_ref()
                .is_none_or(|k| k.contains(&project.kind.key()))
            && (project.key.to_lowercase().contains(&needle)
                || project.name.to_lowercase().contains(&needle))
            && may(&state, call.caller, project)
    };
    let mut found: Vec<&Project> = state.jira.projects.all().filter(fits).collect();
    let insight = call.query.lists("expand", "insight");
    let counts = if insight || ["issueCount", "lastIssueUpdatedDate"].contains(&order.0) {
        activity(&state)
    } else {
        Activity::new()
    };
    sort(&state, &counts, &mut found, order);
    page(call, window, &found, |project| {
        let mut view = listed(call, &state, project);
        if insight {
            let (count, updated) = counts.get(&project.id).copied().unwrap_or_default();
            view["insight"] = json!({ "totalIssueCount": count });
            if count > 0 {
                view["insight"]["lastIssueUpdateTime"] = time::jira(updated).into();
            }
        }
        view
    })
}

const ORDERS: [&str; 8] = [
    "category",
    "key",
    "name",
    "owner",
    "issueCount",
    "lastIssueUpdatedDate",
    "archivedDate",
    "deletedDate",
];

fn sort(state: &State, counts: &Activity, found: &mut [&Project], (by, down): (&str, bool)) {
    let config = &state.jira.config;
    let category = |p: &Project| {
        p.category
            .and_then(|id| config.categories.get(&id))
            .map(|c| &c.name)
    };
    let number = |p: &Project| counts.get(&p.id).copied().unwrap_or_default();
    let ended = |p: &Project| match p.state {
        ProjectState::Archived { at, .. } | ProjectState::Deleted { at, .. } => at,
        ProjectState::Live => 0,
    };
    found.sort_by(|a, b| {
        let order = match by {
            "category" => category(a).cmp(&category(b)),
            "name" => a.name.cmp(&b.name),
            "owner" => state
                .users
                .get(a.lead)
                .name
                .cmp(&state.users.get(b.lead).name),
            "issueCount" => number(a).0.cmp(&number(b).0),
            "lastIssueUpdatedDate" => number(a).1.cmp(&number(b).1),
            "archivedDate" | "deletedDate" => ended(a).cmp(&ended(b)),
            _ => a.key.cmp(&b.key),
        };
        if down { order.reverse() } else { order }
    });
}
