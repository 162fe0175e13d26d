//! Sprints: listing those of a board, making, changing, starting and closing them.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::boards::{url, visible};
use super::{no_such_board, no_such_sprint};
use crate::call::Call;
use crate::errors;
use crate::paging::{Window, plain};
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::Login;
use crate::routes::Operation;
use crate::state::State;
use crate::state::jira::agile::{Board, BoardType, Location, Sprint, SprintState};
use crate::state::jira::event::Happened;
use crate::state::jira::field::SPRINT;
use crate::state::jira::issue::CustomValue;
use crate::state::jira::permit::BROWSE;
use crate::time;

const SPRINT_ID: &str = "/rest/agile/1.0/sprint/{sprintId}";
const READ: &[&str] = &["read:sprint:jira-software"];
const WRITE: &[&str] = &["write:sprint:jira-software"];
const MANAGE: &str = "MANAGE_SPRINTS_PERMISSION";

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::new(
        "GET",
        "/rest/agile/1.0/board/{boardId}/sprint",
        Login,
        of_board,
    )
    .scopes("", READ),
    Operation::new("POST", "/rest/agile/1.0/sprint", Login, create).scopes("", WRITE),
    Operation::new("GET", SPRINT_ID, Login, get).scopes("", READ),
    Operation::new("PUT", SPRINT_ID, Login, replace).scopes("", WRITE),
    Operation::new("POST", SPRINT_ID, Login, update).scopes("", WRITE),
    Operation::new("DELETE", SPRINT_ID, Login, delete).scopes("", &["delete:sprint:jira-software"]),
    Operation::new(
        "POST",
        "/rest/agile/1.0/sprint/{sprintId}/swap",
        Login,
        swap,
    )
    .scopes("", WRITE),
];

/// The sprint with this number, if the caller sees its board or one of its issues.
pub(super) fn visible_sprint<'a>(
    call: &Call<'_>,
    state: &'a State,
    id: &str,
) -> Result<(u32, &'a Sprint), Reply> {
    let id: u32 = id.parse().map_err(|_| no_such_sprint())?;
    let sprint = state
        .jira
        .agile
        .sprints
        .get(&id)
        .ok_or_else(no_such_sprint)?;
    let mut issues = state.jira.issues.all();
    if visible(call, state, &sprint.board.to_string()).is_ok()
        || issues.any(|i| i.sprints().contains(&id) && state.sees(call.caller, i))
    {
        Ok((id, sprint))
    } else {
        Err(no_such_sprint())
    }
}

pub(crate) fn view(call: &Call<'_>, id: u32, sprint: &Sprint) -> Value {
    let mut view = json!({
        "id": id,
        "self": url(call, &format!("/sprint/{id}")),
        "state": sprint.state.key(),
        "name": sprint.name,
        "createdDate": time::rfc3339(sprint.created),
        "originBoardId": sprint.board,
    });
    let dates = [
        ("startDate", sprint.start),
        ("endDate", sprint.end),
        ("completeDate", sprint.completed),
    ];
    for (name, at) in dates {
        if let Some(at) = at {
            view[name] = time::rfc3339(at).into();
        }
    }
    if let Some(goal) = &sprint.goal {
        view["goal"] = goal.as_str().into();
    }
    view
}

fn has_sprints(board: &Board) -> bool {
    match board.kind {
        BoardType::Scrum => true,
        BoardType::Kanban => false,
        BoardType::Simple => board.features.get("SPRINTS").copied().unwrap_or(true),
    }
}

fn of_board(call: &Call<'_>) -> Answer {
    let window = Window::of_bean(call, 50, 50)?;
    let state = call.read();
    let (id, board) = visible(call, &state, call.param())?;
    if !has_sprints(board) {
        return Err(errors::bad_request("The board does not support sprints"));
    }
    let wanted: Vec<&str> = call
        .query
        .all("state")
        .flat_map(|s| s.split(','))
        .filter(|s| !s.is_empty())
        .collect();
    if let Some(odd) = wanted
        .iter()
        .find(|w| !SprintState::ALL.iter().any(|s| s.key() == **w))
    {
        return Err(errors::bad_request(format!("Unknown sprint state: {odd}")));
    }
    let mut found: Vec<(u32, &Sprint)> = state
        .jira
        .agile
        .sprints_of(id)
        .into_iter()
        .filter(|(_, s)| wanted.is_empty() || wanted.contains(&s.state.key()))
        .collect();
    // Those that are over, the running ones, the coming ones; each in the board's order.
    found.sort_by_key(|(_, s)| Reverse(s.state));
    let page = window
        .cut(&found)
        .iter()
        .map(|(id, s)| view(call, *id, s))
        .collect();
    ok(&plain(window, None, found.len(), "values", page))
}

fn get(call: &Call<'_>) -> Answer {
    let state = call.read();
    let (id, sprint) = visible_sprint(call, &state, call.param())?;
    ok(&view(call, id, sprint))
}

/// *Manage sprints* in the project of the board.
pub(super) fn may_manage(state: &State, caller: Option<u32>, board: u32) -> bool {
    let Some(board) = state.jira.agile.boards.get(&board) else {
        return false;
    };
    match board.location {
        Location::Project(id) => {
            let project = state.jira.projects.get(id);
            project.is_some_and(|p| state.may(caller, p, MANAGE) && state.may(caller, p, BROWSE))
        }
        Location::User(_) => caller == Some(board.admin),
    }
}

fn forbidden() -> Reply {
    errors::jira(
        403,
        "The user does not have permission to manage sprints on this board.",
    )
}

fn field_error(field: &str, message: &str) -> Reply {
    errors::jira_field(400, field, message)
}

/// A name of 1 to 30 characters, without spaces around it.
fn name(body: &Value) -> Result<Option<String>, Reply> {
    match body["name"].as_str().map(str::trim) {
        None if body["name"].is_null() => Ok(None),
        None => Err(errors::bad_json()),
        Some("") => Err(field_error("name", "The sprint name cannot be empty.")),
        Some(name) if name.chars().count() > 30 => Err(field_error(
            "name",
            "The sprint name must be shorter than 30 characters.",
        )),
        Some(name) => Ok(Some(name.to_owned())),
    }
}

fn date(body: &Value, field: &str) -> Result<Option<i64>, Reply> {
    match &body[field] {
        Value::Null => Ok(None),
        Value::String(text) => match time::parse(text) {
            Some(at) => Ok(Some(at)),
            None => Err(field_error(
                field,
                "The date is not valid. It must be in ISO 8601 form.",
            )),
        },
        _ => Err(errors::bad_json()),
    }
}

fn create(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let mut state = call.write();
    let name = name(&body)?.ok_or_else(|| field_error("name", "The sprint name is required."))?;
    let Some(board) = body["originBoardId"].as_u64() else {
        return Err(field_error(
            "originBoardId",
            "The origin board is required.",
        ));
    };
    let (board, found) = visible(call, &state, &board.to_string()).map_err(|_| no_such_board())?;
    if !has_sprints(found) {
        return Err(errors::bad_request("The board does not support sprints"));
    }
    if !may_manage(&state, call.caller, board) {
        return Err(forbidden());
    }
    let (start, end) = (date(&body, "startDate")?, date(&body, "endDate")?);
    check_order(start, end)?;
    let position = state
        .jira
        .agile
        .sprints_of(board)
        .last()
        .map_or(0, |(_, s)| s.position + 1);
    let sprint = Sprint {
        name,
        state: SprintState::Future,
        start,
        end,
        completed: None,
        created: call.now(),
        board,
        goal: body["goal"].as_str().map(str::to_owned),
        properties: BTreeMap::new(),
        position,
    };
    let id = state.jira.agile.next_sprint_id();
    let shown = view(call, id, &sprint);
    state.jira.agile.sprints.insert(id, sprint);
    state
        .jira
        .emit(Happened::SprintCreated(id), None, call.caller, call.now());
    Ok(Reply::json(201, &shown))
}

fn check_order(start: Option<i64>, end: Option<i64>) -> Result<(), Reply> {
    match (start, end) {
        (Some(start), Some(end)) if end <= start => Err(field_error(
            "endDate",
            "The end date of a sprint must be after the start date.",
        )),
        _ => Ok(()),
    }
}

/// Everything that the body leaves out is emptied.
fn replace(call: &Call<'_>) -> Answer {
    change(call, true)
}

/// What the body leaves out stays.
fn update(call: &Call<'_>) -> Answer {
    change(call, false)
}

fn change(call: &Call<'_>, whole: bool) -> Answer {
    let body = call.json()?;
    let mut state = call.write();
    let (id, sprint) = visible_sprint(call, &state, call.param())?;
    if !may_manage(&state, call.caller, sprint.board) {
        return Err(forbidden());
    }
    let mut changed = sprint.clone();
    match name(&body)? {
        Some(name) => changed.name = name,
        None if whole => return Err(field_error("name", "The sprint name is required.")),
        None => {}
    }
    if whole || !body["goal"].is_null() {
        changed.goal = body["goal"].as_str().map(str::to_owned);
    }
    // Of a sprint that is over nothing else changes, whatever the body says.
    if changed.state != SprintState::Closed {
        change_dates(&mut changed, &body, whole)?;
    }
    let next = match body["state"].as_str() {
        _ if changed.state == SprintState::Closed => SprintState::Closed,
        None if whole => return Err(field_error("state", "The sprint state is required.")),
        None => changed.state,
        Some(text) => SprintState::ALL
            .into_iter()
            .find(|s| s.key() == text)
            .ok_or_else(|| {
                field_error(
                    "state",
                    "The sprint state must be 'future', 'active' or 'closed'.",
                )
            })?,
    };
    let what = advance(&state, id, &mut changed, next, call.now())?;
    let shown = view(call, id, &changed);
    state.jira.agile.sprints.insert(id, changed);
    state.jira.emit(what, None, call.caller, call.now());
    ok(&shown)
}

fn change_dates(sprint: &mut Sprint, body: &Value, whole: bool) -> Result<(), Reply> {
    let (start, end) = (date(body, "startDate")?, date(body, "endDate")?);
    if whole || start.is_some() {
        sprint.start = start;
    }
    if whole || end.is_some() {
        sprint.end = end;
    }
    check_order(sprint.start, sprint.end)?;
    if sprint.state == SprintState::Active && (sprint.start.is_none() || sprint.end.is_none()) {
        return Err(field_error(
            "endDate",
            "An active sprint needs a start date and an end date.",
        ));
    }
    Ok(())
}

/// From future to active to closed; nothing else. What a closed sprint did not finish is in no
/// sprint that is not over, and so in the backlog again.
fn advance(
    state: &State,
    id: u32,
    sprint: &mut Sprint,
    next: SprintState,
    now: i64,
) -> Result<Happened, Reply> {
    match (sprint.state, next) {
        (before, after) if before == after => Ok(Happened::SprintUpdated(id)),
        (SprintState::Future, SprintState::Active) => {
            if sprint.start.is_none() || sprint.end.is_none() {
                return Err(field_error(
                    "state",
                    "A sprint can only be started with a start date and an end date.",
                ));
            }
            let sprints = state.jira.agile.sprints_of(sprint.board);
            if sprints.iter().any(|(_, s)| s.state == SprintState::Active) {
                return Err(field_error(
                    "state",
                    "Another sprint of this board is active already.",
                ));
            }
            sprint.state = next;
            Ok(Happened::SprintStarted(id))
        }
        (SprintState::Active, SprintState::Closed) => {
            sprint.state = next;
            sprint.completed = Some(now);
            Ok(Happened::SprintClosed(id))
        }
        (before, after) => Err(field_error(
            "state",
            &format!(
                "A sprint cannot go from '{}' to '{}'.",
                before.key(),
                after.key()
            ),
        )),
    }
}

fn delete(call: &Call<'_>) -> Answer {
    let mut state = call.write();
    let (id, sprint) = visible_sprint(call, &state, call.param())?;
    if !may_manage(&state, call.caller, sprint.board) {
        return Err(forbidden());
    }
    state
        .jira
        .emit(Happened::SprintDeleted(id), None, call.caller, call.now());
    state.jira.agile.sprints.remove(&id);
    let within: Vec<u32> = state
        .jira
        .issues
        .all()
        .filter(|issue| issue.sprints().contains(&id))
        .map(|issue| issue.id)
        .collect();
    for issue in within {
        if let Some(issue) = state.jira.issues.edit(issue, call.now()) {
            let left: Vec<u32> = issue
                .sprints()
                .iter()
                .copied()
                .filter(|s| *s != id)
                .collect();
            let value = (!left.is_empty()).then_some(CustomValue::Sprints(left));
            issue.set_custom(SPRINT, value);
        }
    }
    Ok(Reply::empty(204))
}

/// Two sprints of a board change places.
fn swap(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let mut state = call.write();
    let (one, first) = visible_sprint(call, &state, call.param())?;
    let other = body["sprintToSwapWith"]
        .as_u64()
        .ok_or_else(|| field_error("sprintToSwapWith", "The sprint to swap with is required."))?;
    let (two, second) = visible_sprint(call, &state, &other.to_string())?;
    if !may_manage(&state, call.caller, first.board)
        || !may_manage(&state, call.caller, second.board)
    {
        return Err(forbidden());
    }
    let places = (first.position, second.position);
    for (id, place) in [(one, places.1), (two, places.0)] {
        if let Some(sprint) = state.jira.agile.sprints.get_mut(&id) {
            sprint.position = place;
        }
    }
    Ok(Reply::empty(204))
}
