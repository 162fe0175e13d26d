//! Deleting and moving many worklogs at once.

use serde_json::Value;

use super::WRITE_WORK;
use super::issues::no_such_issue;
use super::on_issues::{may, need_feature, need_room, seen};
use super::worklog_estimates::{Adjust, remove, sum, take};
use super::worklogs::no_such_worklog;
use crate::call::Call;
use crate::errors;
use crate::reply::{Answer, Reply};
use crate::routes::Access::Anonymous;
use crate::routes::Operation;
use crate::state::jira::issue::{Issue, Visibility, Worklog};
use crate::state::jira::site::MOST_WORKLOGS;
use crate::state::{Feature, State};

/// The most worklogs that one call deletes or moves.
const MOST_AT_ONCE: usize = 5_000;

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::new(
        "DELETE",
        "/rest/api/3/issue/{issueIdOrKey}/worklog",
        Anonymous,
        delete_many,
    )
    .scopes(
        WRITE_WORK,
        &[
            "delete:issue-worklog:jira",
            "delete:issue-worklog.property:jira",
            "write:issue.time-tracking:jira",
            "read:group:jira",
            "read:issue-worklog:jira",
            "read:project-role:jira",
            "read:user:jira",
            "read:issue-worklog.property:jira",
        ],
    ),
    Operation::new(
        "POST",
        "/rest/api/3/issue/{issueIdOrKey}/worklog/move",
        Anonymous,
        move_many,
    )
    .scopes(
        WRITE_WORK,
        &[
            "read:issue-worklog:jira",
            "write:issue-worklog:jira",
            "delete:issue-worklog:jira",
            "read:issue-worklog.property:jira",
            "write:issue-worklog.property:jira",
            "delete:issue-worklog.property:jira",
            "write:issue.time-tracking:jira",
            "read:group:jira",
            "read:project-role:jira",
            "read:user:jira",
        ],
    ),
];

/// The ids of the body, all of which must be worklogs of the issue that the caller sees.
fn many(call: &Call<'_>, state: &State, issue: &Issue, body: &Value) -> Result<Vec<u32>, Reply> {
    let ids = body["ids"].as_array().map_or(&[][..], Vec::as_slice);
    if ids.is_empty() || ids.len() > MOST_AT_ONCE {
        return Err(errors::bad_request(format!(
            "The number of worklog IDs must be between 1 and {MOST_AT_ONCE}."
        )));
    }
    if !may(call, state, issue, "DELETE_ALL_WORKLOGS") {
        return Err(errors::bad_request(
            "You do not have the permission to delete all worklogs of this issue.",
        ));
    }
    let visible = |id: u32| {
        let worklog = issue.worklogs.iter().find(|w| w.id == id)?;
        let passes = state.passes(call.caller, issue.project, worklog.visibility.as_ref());
        passes.then_some(id)
    };
    ids.iter()
        .map(|id| {
            let number = id.as_u64().and_then(|id| u32::try_from(id).ok());
            number
                .and_then(visible)
                .ok_or_else(|| no_such_worklog(&id.to_string()))
        })
        .collect()
}

/// Of several worklogs the estimate is left alone, or moved by their sum.
fn adjust_many(call: &Call<'_>) -> Result<Adjust, Reply> {
    match call.query.filled("adjustEstimate").unwrap_or("auto") {
        "leave" => Ok(Adjust::Leave),
        "auto" => Ok(Adjust::Auto),
        _ => Err(errors::jira_field(
            400,
            "adjustEstimate",
            "The value must be one of 'leave' and 'auto'.",
        )),
    }
}

/// Nobody is told of what several deletions at once take away.
fn delete_many(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let now = call.now();
    let mut state = call.write();
    let issue = seen(call, &state)?;
    need_feature(&state, Feature::TimeTracking)?;
    let account = call.account()?;
    let adjust = adjust_many(call)?;
    let ids = many(call, &state, issue, &body)?;
    let issue = issue.id;
    remove(&mut state, issue, &ids, adjust, (account, now));
    Ok(Reply::empty(204))
}

/// Moves worklogs to another issue. Neither issue's history tells of it.
fn move_many(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let now = call.now();
    let mut state = call.write();
    let issue = seen(call, &state)?;
    need_feature(&state, Feature::TimeTracking)?;
    let target = match &body["issueIdOrKey"] {
        Value::String(key) => key.clone(),
        other => other.to_string(),
    };
    let target = state
        .visible_issue(call.caller, &target)
        .ok_or_else(no_such_issue)?;
    let adjust = adjust_many(call)?;
    let ids = many(call, &state, issue, &body)?;
    if !may(call, &state, target, "WORK_ON_ISSUES") {
        return Err(errors::bad_request(
            "You do not have the permission to associate a worklog to this issue.",
        ));
    }
    let by_role = |w: &Worklog| matches!(w.visibility, Some(Visibility::Role(_)));
    if issue
        .worklogs
        .iter()
        .any(|w| ids.contains(&w.id) && by_role(w))
    {
        return Err(errors::bad_request(
            "Worklogs restricted by project roles cannot be moved.",
        ));
    }
    need_room("worklogs", target.worklogs.len(), ids.len(), MOST_WORKLOGS)?;
    let (from, to) = (issue.id, target.id);
    if from == to {
        return Ok(Reply::empty(204));
    }
    let mut moved = take(&mut state, from, &ids, now);
    let seconds = sum(&moved);
    let issues = &mut state.jira.issues;
    for worklog in &mut moved {
        issues.worklogs.hand_over(worklog.id, to);
        worklog.updated = now;
    }
    if let Some(held) = issues.edit(from, now) {
        held.remaining_estimate = adjust.apply(held.remaining_estimate, seconds, 0);
    }
    if let Some(held) = issues.edit(to, now) {
        held.remaining_estimate = adjust.apply(held.remaining_estimate, 0, seconds);
        held.worklogs.extend(moved);
        held.worklogs.sort_by_key(|w| (w.created, w.id));
    }
    Ok(Reply::empty(204))
}
