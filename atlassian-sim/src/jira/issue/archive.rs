//! Archiving issues: they can still be read, but neither found nor changed.

use serde_json::{Map, Value, json};

use super::edit::subtasks;
use crate::call::Call;
use crate::errors;
use crate::jira::search::{Seen, find};
use crate::jira::views::url;
use crate::jira::{READ_WORK, WRITE_WORK};
use crate::query::strings;
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::Anonymous;
use crate::routes::Operation;
use crate::state::State;
use crate::state::jira::issue::{Archived, Issue};
use crate::state::jira::project::ProjectState;
use crate::state::permissions::ADMINISTER;
use crate::time;

use super::hierarchy::type_of;

const WRITE: &[&str] = &["write:issue:jira"];

pub(in crate::jira) const OPERATIONS: &[Operation] = &[
    Operation::new("PUT", "/rest/api/3/issue/archive", Anonymous, archive)
        .scopes(WRITE_WORK, WRITE),
    Operation::new("PUT", "/rest/api/3/issue/unarchive", Anonymous, unarchive)
        .scopes(WRITE_WORK, WRITE),
    Operation::new("POST", "/rest/api/3/issue/archive", Anonymous, by_query)
        .scopes(WRITE_WORK, WRITE),
    Operation::new(
        "PUT",
        "/rest/api/3/issues/archive/export",
        Anonymous,
        export,
    )
    .scopes(READ_WORK, &["read:issue:jira"]),
];

/// How many issues one request may name, and how many a query may find.
const MOST: usize = 1_000;
const MOST_FOUND: usize = 100_000;

/// The account of an administrator.
fn need_admin(call: &Call<'_>, state: &State, message: &str) -> Result<u32, Reply> {
    let account = call
        .caller
        .ok_or_else(|| errors::jira(401, "User is not logged in."))?;
    if state.holds(call.caller, ADMINISTER) {
        Ok(account)
    } else {
        Err(errors::jira(403, message))
    }
}

/// Why an issue can be neither archived nor brought back.
fn hindrance(call: &Call<'_>, state: &State, issue: Option<&Issue>) -> Option<&'static str> {
    let Some(issue) = issue.filter(|issue| state.sees(call.caller, issue)) else {
        return Some("issuesNotFound");
    };
    if type_of(state, issue).is_some_and(crate::state::jira::config::IssueType::is_subtask) {
        return Some("issueIsSubtask");
    }
    let project = state.jira.projects.get(issue.project);
    let archived = project.is_some_and(|p| matches!(p.state, ProjectState::Archived { .. }));
    archived.then_some("issuesInArchivedProjects")
}

fn message(hindrance: &str) -> &'static str {
    match hindrance {
        "issueIsSubtask" => "Issue is subtask.",
        "issuesInArchivedProjects" => "Issue exists in archived project.",
        _ => "Issue not found.",
    }
}

/// Archives an issue with its sub-tasks, or brings them back; how many there were.
fn switch(state: &mut State, id: u32, to: Option<Archived>, now: i64) -> usize {
    let Some(issue) = state.jira.issues.get(id) else {
        return 0;
    };
    let below: Vec<u32> = subtasks(state, issue).map(|child| child.id).collect();
    let mut count = 0;
    for id in below.into_iter().chain([id]) {
        if let Some(issue) = state.jira.issues.edit(id, now) {
            issue.archived = to;
            count += 1;
        }
    }
    count
}

fn archive(call: &Call<'_>) -> Answer {
    set(call, true)
}

fn unarchive(call: &Call<'_>) -> Answer {
    set(call, false)
}

fn set(call: &Call<'_>, archived: bool) -> Answer {
    let body = call.json()?;
    let mut state = call.write();
    let by = need_admin(
        call,
        &state,
        "Only admins can archive or unarchive issues. Access denied.",
    )?;
    let named = strings(&body["issueIdsOrKeys"]);
    if named.len() > MOST {
        return Err(errors::jira(
            412,
            "The number of issues to archive or unarchive exceeds the hard limit of 1000. Precondition failed.",
        ));
    }
    let now = call.now();
    let to = archived.then_some(Archived { at: now, by });
    let mut failed: Map<String, Value> = Map::new();
    let mut updated = 0;
    for name in &named {
        let issue = state.jira.issue(name);
        let id = issue.map(|issue| issue.id);
        match (hindrance(call, &state, issue), id) {
            (None, Some(id)) => updated += switch(&mut state, id, to, now),
            (why, _) => {
                let why = why.unwrap_or("issuesNotFound");
                let entry = failed.entry(why).or_insert_with(
                    || json!({ "count": 0, "issueIdsOrKeys": [], "message": message(why) }),
                );
                if let Some(list) = entry["issueIdsOrKeys"].as_array_mut() {
                    list.push((*name).into());
                    entry["count"] = list.len().into();
                }
            }
        }
    }
    if updated == 0 {
        return Err(errors::bad_request(
            "No valid issue to archive or unarchive. Bad request.",
        ));
    }
    ok(&json!({ "numberOfIssuesUpdated": updated, "errors": failed }))
}

/// Archives what a query finds. The answer says where to ask how far that is.
fn by_query(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let mut state = call.write();
    let by = need_admin(
        call,
        &state,
        "Only admins can archive or unarchive issues. Access denied.",
    )?;
    let jql = body["jql"].as_str().filter(|jql| !jql.trim().is_empty());
    let invalid = || errors::bad_request("Invalid JQL. Bad request.");
    let jql = jql.ok_or_else(invalid)?;
    let found = find(call, &state, jql, Seen::Indexed(&[])).map_err(|_| invalid())?;
    let now = call.now();
    let to = Some(Archived { at: now, by });
    let (mut updated, mut failed) = (0, 0_usize);
    for id in found.iter().take(MOST_FOUND) {
        if hindrance(call, &state, state.jira.issues.get(*id)).is_none() {
            updated += switch(&mut state, *id, to, now);
        } else {
            failed += 1;
        }
    }
    let result = json!({ "numberOfIssuesUpdated": updated, "numberOfIssuesFailed": failed });
    let tasks = &mut state.jira.tasks;
    let id = tasks.done("Archive Issues", result, by, now);
    Ok(Reply::json(202, &url(call, &format!("/task/{id}")).into()))
}

/// Whether an archived issue passes the filters of an export.
fn passes(state: &State, issue: &Issue, body: &Value) -> bool {
    let Some(archived) = issue.archived else {
        return false;
    };
    let among = |name: &str, value: Option<&str>| {
        let wanted = strings(&body[name]);
        wanted.is_empty() || value.is_some_and(|value| wanted.contains(&value))
    };
    let day = |name: &str| {
        body["archivedDateRange"][name]
            .as_str()
            .and_then(time::parse)
    };
    let account = |account: Option<u32>| account.map(|account| &*state.users.get(account).id);
    let project = state
        .jira
        .projects
        .get(issue.project)
        .map(|p| p.key.as_str());
    let kind = issue.issue_type.to_string();
    among("archivedBy", account(Some(archived.by)))
        && among("reporters", account(issue.reporter))
        && among("projects", project)
        && among("issueTypes", Some(&kind))
        && day("dateAfter").is_none_or(|from| archived.at >= from)
        && day("dateBefore").is_none_or(|to| archived.at <= to)
}

/// The file with the issues is sent by mail, which nobody gets here.
fn export(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let mut state = call.write();
    let by = need_admin(call, &state, "User is not an admin.")?;
    let range = &body["archivedDateRange"];
    for name in ["dateAfter", "dateBefore"] {
        let valid = range[name].as_str().and_then(time::parse).is_some();
        if !range.is_null() && !valid {
            return Err(errors::bad_request(format!(
                "Your filter contains invalid values: {name}"
            )));
        }
    }
    let count = state
        .jira
        .issues
        .all()
        .filter(|issue| passes(&state, issue, &body))
        .count();
    let now = call.now();
    let result = json!({ "numberOfIssues": count });
    let id = state
        .jira
        .tasks
        .done("Export Archived Issues", result, by, now);
    Ok(Reply::json(
        202,
        &json!({
            "payload": body.to_string(),
            "progress": 0,
            "status": "ENQUEUED",
            "submittedTime": now,
            "taskId": id.to_string(),
        }),
    ))
}
