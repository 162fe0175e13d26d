//! Moving issues: into sprints, to the backlog, onto boards, up and down in rank.

use serde_json::Value;

use super::board_issues::issues_of;
use super::boards::visible;
use super::sprints::visible_sprint;
use crate::call::Call;
use crate::errors;
use crate::query::strings;
use crate::reply::{Answer, Reply};
use crate::routes::Access::Login;
use crate::routes::Operation;
use crate::state::State;
use crate::state::jira::agile::SprintState;
use crate::state::jira::field::{FieldId, RANK, SPRINT};
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
    Operation::new("PUT", "/rest/agile/1.0/issue/rank", Login, rank)
        .scopes("", &["write:issue:jira-software"]),
];

/// How many issues one request may move.
const MOST: usize = 50;

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
        found.map(|issue| issue.id).ok_or_else(|| {
            errors::bad_request(format!(
                "Issue '{name}' does not exist or you do not have permission to view it."
            ))
        })
    };
    named.iter().map(find).collect()
}

fn may_schedule(call: &Call<'_>, state: &State, ids: &[u32]) -> Result<(), Reply> {
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
        state.jira.issues.note(*id, author, call.now(), vec![item]);
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

/// The places that a body names for the issues it moves.
fn places(body: &Value) -> (Option<&str>, Option<&str>) {
    (
        body["rankBeforeIssue"].as_str(),
        body["rankAfterIssue"].as_str(),
    )
}

fn to_backlog_of_board(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let mut state = call.write();
    on_board(call, &state, &body)?;
    let ids = find_all(call, &state, &body["issues"])?;
    set_sprint(call, &mut state, &ids, None)?;
    rank_all(call, &mut state, &ids, places(&body).0, places(&body).1)?;
    Ok(Reply::empty(204))
}

/// 400 unless the board shows all of these issues.
fn on_board(call: &Call<'_>, state: &State, body: &Value) -> Result<(), Reply> {
    let (_, board) = visible(call, state, call.param())?;
    let shown = issues_of(call, state, board)?;
    let ids = find_all(call, state, &body["issues"])?;
    if ids.iter().all(|id| shown.contains(id)) {
        Ok(())
    } else {
        Err(errors::bad_request("All issues must be on the board."))
    }
}

fn to_board(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let mut state = call.write();
    on_board(call, &state, &body)?;
    let ids = find_all(call, &state, &body["issues"])?;
    may_schedule(call, &state, &ids)?;
    rank_all(call, &mut state, &ids, places(&body).0, places(&body).1)?;
    Ok(Reply::empty(204))
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
    set_sprint(call, &mut state, &ids, Some(sprint))?;
    rank_all(call, &mut state, &ids, places(&body).0, places(&body).1)?;
    Ok(Reply::empty(204))
}

fn rank(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let mut state = call.write();
    if let Some(field) = body["rankCustomFieldId"]
        .as_u64()
        .filter(|f| *f != u64::from(RANK))
    {
        return Err(errors::bad_request(format!(
            "The field {field} is not a rank field."
        )));
    }
    let ids = find_all(call, &state, &body["issues"])?;
    let (before, after) = places(&body);
    if before.is_none() && after.is_none() {
        return Err(errors::bad_request(
            "One of rankBeforeIssue and rankAfterIssue is required.",
        ));
    }
    may_schedule(call, &state, &ids)?;
    rank_all(call, &mut state, &ids, before, after)?;
    Ok(Reply::empty(204))
}

/// Puts issues, in their order, right before or right behind another one. Without a place they stay.
pub(super) fn rank_all(
    call: &Call<'_>,
    state: &mut State,
    ids: &[u32],
    before: Option<&str>,
    after: Option<&str>,
) -> Result<(), Reply> {
    let Some(place) = before.or(after) else {
        return Ok(());
    };
    let anchor = state.visible_issue(call.caller, place).ok_or_else(|| {
        errors::bad_request(format!(
            "Issue '{place}' does not exist or you do not have permission to view it."
        ))
    })?;
    if ids.contains(&anchor.id) {
        return Err(errors::bad_request(
            "An issue cannot be ranked against itself.",
        ));
    }
    let (anchor, at) = (anchor.id, anchor.rank);
    let issues = &state.jira.issues;
    let others = issues
        .all()
        .filter(|i| i.id != anchor && !ids.contains(&i.id))
        .map(|i| i.rank);
    let (low, high) = if before.is_some() {
        (others.filter(|r| *r < at).max().unwrap_or(0), at)
    } else {
        (
            at,
            others.filter(|r| *r > at).min().unwrap_or(at + (1 << 24)),
        )
    };
    let step = (high - low) / (ids.len() as u64 + 1);
    if step == 0 {
        state.jira.issues.spread_ranks(call.now());
        return rank_all(call, state, ids, before, after);
    }
    for (id, nth) in ids.iter().zip(1..) {
        if let Some(issue) = state.jira.issues.edit(*id, call.now()) {
            issue.rank = low + step * nth;
        }
    }
    Ok(())
}
