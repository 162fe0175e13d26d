//! Moving issues: into sprints, to the backlog, onto boards, up and down in rank.

use std::collections::HashSet;

use serde_json::{Value, json};

use super::board_issues::{backlog_column, issues_of};
use super::boards::visible;
use super::ranks::{Target, rank_all};
use super::record;
use super::sprints::visible_sprint;
use crate::call::Call;
use crate::errors;
use crate::jira::issue::transitions;
use crate::query::strings;
use crate::reply::{Answer, Reply};
use crate::routes::Access::Login;
use crate::routes::Operation;
use crate::state::State;
use crate::state::jira::agile::{Board, BoardType, SprintState};
use crate::state::jira::config::IssueType;
use crate::state::jira::field::{FieldId, SPRINT};
use crate::state::jira::issue::{ChangeItem, CustomValue};

const BOARD: &[&str] = &["write:board-scope:jira-software"];

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::new("POST", "/rest/agile/1.0/backlog/issue", Login, to_backlog).scopes("", BOARD),
    Operation::new(
        "POST",
        "/rest/agile/1.0/backlog/{boardId}/issue",
        Login,
        to_backlog_of_board,
    )
    .scopes("", BOARD),
    Operation::new(
        "POST",
        "/rest/agile/1.0/board/{boardId}/issue",
        Login,
        to_board,
    )
    .scopes("", BOARD),
    Operation::new(
        "POST",
        "/rest/agile/1.0/sprint/{sprintId}/issue",
        Login,
        to_sprint,
    )
    .scopes("", &["write:sprint:jira-software"]),
];

/// How many issues one request may move.
const MOST: usize = 50;

pub(super) fn no_issue(name: &str) -> Reply {
    errors::bad_request(format!(
        "Issue '{name}' does not exist or you do not have permission to view it."
    ))
}

/// The issues that a list of ids or keys names: all of them have to be there.
pub(super) fn find_all(call: &Call<'_>, state: &State, list: &Value) -> Result<Vec<u32>, Reply> {
    let named = strings(list);
    if named.is_empty() {
        return Err(errors::jira_field(
            400,
            "issues",
            "At least one issue is required.",
        ));
    }
    if named.len() > MOST {
        return Err(errors::bad_request(format!(
            "At most {MOST} issues may be moved in one operation."
        )));
    }
    let find = |name: &&str| {
        let found = state.visible_issue(call.caller, name);
        found.map(|issue| issue.id).ok_or_else(|| no_issue(name))
    };
    let mut found = named.iter().map(find).collect::<Result<Vec<_>, _>>()?;
    let mut seen = HashSet::new();
    found.retain(|id| seen.insert(*id));
    Ok(found)
}

pub(super) fn may_schedule(call: &Call<'_>, state: &State, ids: &[u32]) -> Result<(), Reply> {
    let refused = ids.iter().any(|id| {
        let issue = state.jira.issues.get(*id);
        issue.is_none_or(|i| !state.may_for(call.caller, i, "SCHEDULE_ISSUES"))
    });
    if refused {
        return Err(errors::jira(
            403,
            "You do not have permission to schedule these issues.",
        ));
    }
    Ok(())
}

/// Puts issues into a sprint, or out of the one they are in. Sprints that are over stay noted.
fn set_sprint(
    call: &Call<'_>,
    state: &mut State,
    ids: &[u32],
    sprint: Option<u32>,
) -> Result<(), Reply> {
    let author = call.account()?;
    may_schedule(call, state, ids)?;
    let kinds = &state.jira.config.issue_types;
    let is_subtask = |id: &u32| {
        let kind = state
            .jira
            .issues
            .get(*id)
            .and_then(|i| kinds.get(&i.issue_type));
        kind.is_some_and(IssueType::is_subtask)
    };
    if ids.iter().any(is_subtask) {
        return Err(errors::bad_request(
            "A sub-task is in the sprint of its parent and cannot be moved to another one.",
        ));
    }
    for id in ids {
        let Some(issue) = state.jira.issues.get(*id) else {
            continue;
        };
        let sprints = &state.jira.agile.sprints;
        let before = issue.sprints().to_vec();
        let over = |id: &u32| {
            sprints
                .get(id)
                .is_some_and(|s| s.state == SprintState::Closed)
        };
        let mut after: Vec<u32> = before.iter().copied().filter(over).collect();
        after.extend(sprint);
        if before == after {
            continue;
        }
        let text = |ids: &[u32]| {
            ids.iter()
                .map(u32::to_string)
                .collect::<Vec<_>>()
                .join(", ")
        };
        let names = |ids: &[u32]| {
            let names = ids
                .iter()
                .filter_map(|id| sprints.get(id))
                .map(|s| s.name.clone());
            names.collect::<Vec<_>>().join(", ")
        };
        let item = ChangeItem {
            field: FieldId::Custom(SPRINT),
            from: Some(text(&before).into()),
            from_string: Some(names(&before).into()),
            to: Some(text(&after).into()),
            to_string: Some(names(&after).into()),
        };
        let value = (!after.is_empty()).then_some(CustomValue::Sprints(after));
        if let Some(issue) = state.jira.issues.edit(*id, call.now()) {
            issue.set_custom(SPRINT, value);
        }
        record(call, state, *id, author, vec![item]);
    }
    Ok(())
}

fn to_backlog(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let mut state = call.write();
    let ids = find_all(call, &state, &body["issues"])?;
    set_sprint(call, &mut state, &ids, None)?;
    Ok(Reply::empty(204))
}

/// The issues that a body names, all of which the board of the path shows.
fn on_board<'a>(
    call: &Call<'_>,
    state: &'a State,
    body: &Value,
) -> Result<(&'a Board, Vec<u32>), Reply> {
    let (_, board) = visible(call, state, call.param())?;
    let shown = issues_of(call, state, board)?;
    let ids = find_all(call, state, &body["issues"])?;
    if ids.iter().all(|id| shown.contains(id)) {
        Ok((board, ids))
    } else {
        Err(errors::bad_request("All issues must be on the board."))
    }
}

/// Out of its sprints; without sprints, into the column that is the backlog.
fn to_backlog_of_board(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let mut state = call.write();
    let (board, ids) = on_board(call, &state, &body)?;
    if board.kind == BoardType::Kanban {
        let column = backlog_column(board).to_vec();
        return carry(call, &mut state, &ids, &ids, &column, &body);
    }
    let target = Target::of_issues(call, &state, &body, &ids)?;
    set_sprint(call, &mut state, &ids, None)?;
    rank_all(call, &mut state, &ids, target);
    Ok(Reply::empty(204))
}

/// Out of the column that is the backlog into the next one; boards with sprints only rank.
fn to_board(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let mut state = call.write();
    let (board, ids) = on_board(call, &state, &body)?;
    let backlog = backlog_column(board);
    let waits = |id: &u32| {
        let issue = state.jira.issues.get(*id);
        board.kind == BoardType::Kanban && issue.is_some_and(|i| backlog.contains(&i.status))
    };
    let waiting: Vec<u32> = ids.iter().copied().filter(waits).collect();
    let column = board
        .columns
        .get(1)
        .map_or(&[][..], |c| &c.statuses)
        .to_vec();
    carry(call, &mut state, &ids, &waiting, &column, &body)
}

/// Brings some of the issues into a column, and ranks them all. Where that fails for some, the
/// answer tells of each.
fn carry(
    call: &Call<'_>,
    state: &mut State,
    ids: &[u32],
    moving: &[u32],
    column: &[u32],
    body: &Value,
) -> Answer {
    let target = Target::of_issues(call, state, body, ids)?;
    may_schedule(call, state, ids)?;
    rank_all(call, state, ids, target);
    let mut stuck = Vec::new();
    for id in moving {
        if !transition(call, state, *id, column) {
            stuck.push(*id);
        }
    }
    if stuck.is_empty() {
        return Ok(Reply::empty(204));
    }
    let entries: Vec<Value> = ids
        .iter()
        .filter_map(|id| state.jira.issues.get(*id))
        .map(|issue| {
            let mut entry = json!({
                "issueId": issue.id,
                "issueKey": state.jira.key(issue),
                "status": 200,
            });
            if stuck.contains(&issue.id) {
                entry["status"] = 400.into();
                entry["errors"] = json!(["No transition leads to the column."]);
            }
            entry
        })
        .collect();
    Ok(Reply::json(207, &json!({ "entries": entries })))
}

/// Brings an issue into a column, by a transition that its workflow has; `false` where none leads
/// there, or the caller may not use it.
fn transition(call: &Call<'_>, state: &mut State, id: u32, column: &[u32]) -> bool {
    let Some(issue) = state.jira.issues.get(id) else {
        return false;
    };
    if column.contains(&issue.status) {
        return true;
    }
    let there = transitions::from_here(call, state, issue).into_iter();
    let mut there = there.filter(|(found, available)| *available && column.contains(&found.to));
    let Some(wanted) = there.next().map(|(found, _)| found.id) else {
        return false;
    };
    let body = json!({ "transition": { "id": wanted } });
    matches!(transitions::perform(call, state, id, &body), Ok(Ok(())))
}

fn to_sprint(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let mut state = call.write();
    let (sprint, found) = visible_sprint(call, &state, call.param())?;
    if found.state == SprintState::Closed {
        return Err(errors::bad_request(
            "Issues can only be moved to open or active sprints.",
        ));
    }
    let ids = find_all(call, &state, &body["issues"])?;
    let target = Target::of_issues(call, &state, &body, &ids)?;
    set_sprint(call, &mut state, &ids, Some(sprint))?;
    rank_all(call, &mut state, &ids, target);
    Ok(Reply::empty(204))
}
