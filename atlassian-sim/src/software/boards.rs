//! Boards: listing, reading, making, deleting.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::no_such_board;
use crate::call::Call;
use crate::errors;
use crate::jira::views;
use crate::paging::{Window, plain};
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::Login;
use crate::routes::Operation;
use crate::state::State;
use crate::state::jira::agile::{Board, BoardType, Column, Location};
use crate::state::jira::config::StatusCategory;
use crate::state::jira::event::Happened;
use crate::state::jira::permit::ADMINISTER_PROJECTS;
use crate::state::jira::project::Project;
use crate::state::permissions::ADMINISTER;

const BOARD: &str = "/rest/agile/1.0/board";
const READ: &[&str] = &["read:board-scope:jira-software", "read:project:jira"];
const WRITE: &[&str] = &["write:board-scope:jira-software"];

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::new("GET", BOARD, Login, list).scopes("", READ),
    Operation::new("POST", BOARD, Login, create).scopes("", WRITE),
    Operation::new(
        "GET",
        "/rest/agile/1.0/board/filter/{filterId}",
        Login,
        by_filter,
    )
    .scopes("", &["read:board-scope.admin:jira-software"]),
    Operation::new("GET", "/rest/agile/1.0/board/{boardId}", Login, get).scopes(
        "",
        &["read:board-scope:jira-software", "read:issue-details:jira"],
    ),
    Operation::new("DELETE", "/rest/agile/1.0/board/{boardId}", Login, delete).scopes("", WRITE),
];

pub(super) fn url(call: &Call<'_>, path: &str) -> String {
    format!("{}/rest/agile/1.0{path}", call.world.site_url)
}

/// Whether the caller may know of the board: its filter and its project are open to them.
fn sees_board(state: &State, caller: Option<u32>, board: &Board) -> bool {
    let at_home = match board.location {
        Location::Project(id) => {
            let project = state.jira.projects.get(id);
            project.is_some_and(|p| p.live() && state.sees_project(caller, p))
        }
        Location::User(_) => true,
    };
    let own = caller == Some(board.admin);
    at_home && (own || state.visible_filter(caller, board.filter).is_some())
}

/// The board with this number, if the caller sees it.
pub(super) fn visible<'a>(
    call: &Call<'_>,
    state: &'a State,
    id: &str,
) -> Result<(u32, &'a Board), Reply> {
    let id: u32 = id.parse().map_err(|_| no_such_board())?;
    let board = state.jira.agile.boards.get(&id).ok_or_else(no_such_board)?;
    if sees_board(state, call.caller, board) {
        Ok((id, board))
    } else {
        Err(no_such_board())
    }
}

fn project_of<'a>(state: &'a State, board: &Board) -> Option<&'a Project> {
    match board.location {
        Location::Project(id) => state.jira.projects.get(id),
        Location::User(_) => None,
    }
}

/// Whether the caller may change the board.
pub(super) fn administers(state: &State, caller: Option<u32>, board: &Board) -> bool {
    caller == Some(board.admin)
        || state.holds(caller, ADMINISTER)
        || project_of(state, board).is_some_and(|p| state.may(caller, p, ADMINISTER_PROJECTS))
}

fn location(call: &Call<'_>, state: &State, board: &Board) -> Value {
    match board.location {
        Location::Project(id) => {
            let Some(project) = state.jira.projects.get(id) else {
                return Value::Null;
            };
            json!({
                "projectId": id,
                "displayName": format!("{} ({})", project.name, project.key),
                "projectName": project.name,
                "projectKey": project.key,
                "projectTypeKey": project.kind.key(),
                "avatarURI": views::config::project_avatars(call, project)["24x24"],
                "name": format!("{} ({})", project.name, project.key),
            })
        }
        Location::User(account) => {
            let user = state.users.get(account);
            json!({ "userId": account, "userAccountId": &*user.id, "displayName": &*user.name, "name": &*user.name })
        }
    }
}

pub(crate) fn view(call: &Call<'_>, state: &State, id: u32, board: &Board) -> Value {
    json!({
        "id": id,
        "self": url(call, &format!("/board/{id}")),
        "name": board.name,
        "type": board.kind.key(),
        "location": location(call, state, board),
        "isPrivate": project_of(state, board).is_none_or(|p| p.private),
    })
}

fn list(call: &Call<'_>) -> Answer {
    let window = Window::of_bean(call, 50, 50)?;
    let state = call.read();
    let query = &call.query;
    let kinds: Vec<&str> = query
        .all("type")
        .flat_map(|t| t.split(','))
        .filter(|t| !t.is_empty())
        .collect();
    if let Some(odd) = kinds
        .iter()
        .find(|k| !BoardType::ALL.iter().any(|t| t.key() == **k))
    {
        return Err(errors::bad_request(format!("Unknown board type: {odd}")));
    }
    let project = match query.filled("projectKeyOrId") {
        None => None,
        Some(wanted) => Some(state.visible_project(call.caller, wanted).ok_or_else(|| {
            errors::bad_request(format!(
                "No project could be found with key or id '{wanted}'."
            ))
        })?),
    };
    let filter: Option<u32> = query.filled("filterId").map(|id| id.parse().unwrap_or(0));
    let name = query.get("name").unwrap_or("").to_lowercase();
    let of_project =
        |board: &Board, project: &Project| board.location == Location::Project(project.id);
    let mut found: Vec<(u32, &Board)> = state
        .jira
        .agile
        .boards
        .iter()
        .map(|(id, board)| (*id, board))
        .filter(|(_, b)| kinds.is_empty() || kinds.contains(&b.kind.key()))
        .filter(|(_, b)| b.name.to_lowercase().contains(&name))
        .filter(|(_, b)| project.is_none_or(|p| of_project(b, p)))
        .filter(|(_, b)| filter.is_none_or(|f| b.filter == f))
        .filter(|(_, b)| sees_board(&state, call.caller, b))
        .collect();
    match query.filled("orderBy") {
        Some("name" | "+name") => found.sort_by(|a, b| a.1.name.cmp(&b.1.name)),
        Some("-name") => found.sort_by(|a, b| b.1.name.cmp(&a.1.name)),
        _ => {}
    }
    let total = found.len();
    let page: Vec<Value> = window
        .cut(&found)
        .iter()
        .map(|(id, b)| view(call, &state, *id, b))
        .collect();
    ok(&plain(window, Some(total), total, "values", page))
}

fn by_filter(call: &Call<'_>) -> Answer {
    let window = Window::of_bean(call, 50, 50)?;
    let state = call.read();
    let filter: Option<u32> = call.param().parse().ok();
    let boards = state.jira.agile.boards.iter();
    let found: Vec<Value> = boards
        .filter(|(_, b)| Some(b.filter) == filter && sees_board(&state, call.caller, b))
        .map(|(id, b)| json!({ "id": id, "self": url(call, &format!("/board/{id}")), "name": b.name }))
        .collect();
    let total = found.len();
    ok(&plain(
        window,
        Some(total),
        total,
        "values",
        window.cut(&found).to_vec(),
    ))
}

fn get(call: &Call<'_>) -> Answer {
    let state = call.read();
    let (id, board) = visible(call, &state, call.param())?;
    ok(&view(call, &state, id, board))
}

/// A board of a filter that the caller sees, at a project or at the caller.
fn create(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let caller = call.account()?;
    let mut state = call.write();
    let name = body["name"].as_str().map(str::trim).unwrap_or("");
    if name.is_empty() {
        return Err(errors::jira_field(
            400,
            "name",
            "The board name cannot be empty.",
        ));
    }
    if name.chars().count() >= 255 {
        return Err(errors::jira_field(
            400,
            "name",
            "The board name must be less than 255 characters.",
        ));
    }
    let kind = match body["type"].as_str() {
        Some("scrum") => BoardType::Scrum,
        Some("kanban") => BoardType::Kanban,
        _ => {
            return Err(errors::jira_field(
                400,
                "type",
                "Board type must be 'scrum' or 'kanban'.",
            ));
        }
    };
    let filter = body["filterId"]
        .as_u64()
        .and_then(|id| u32::try_from(id).ok());
    let Some(filter) = filter.filter(|id| state.visible_filter(Some(caller), *id).is_some()) else {
        return Err(errors::jira_field(
            400,
            "filterId",
            "The selected filter does not exist or you do not have permission to use it.",
        ));
    };
    let location = match body["location"]["type"].as_str() {
        Some("project") => {
            let wanted = &body["location"]["projectKeyOrId"];
            let wanted = wanted
                .as_str()
                .map_or_else(|| wanted.to_string(), str::to_owned);
            let project = state
                .visible_project(Some(caller), &wanted)
                .ok_or_else(|| {
                    errors::jira_field(
                        400,
                        "location",
                        "The project does not exist or you do not have permission to view it.",
                    )
                })?;
            Location::Project(project.id)
        }
        Some("user") | None => Location::User(caller),
        Some(_) => {
            return Err(errors::jira_field(
                400,
                "location",
                "The type of the location must be 'project' or 'user'.",
            ));
        }
    };
    let board = Board {
        name: name.to_owned(),
        kind,
        filter,
        location,
        admin: caller,
        columns: usual_columns(&state),
        quick_filters: Vec::new(),
        properties: BTreeMap::new(),
        features: BTreeMap::new(),
    };
    let id = state.jira.agile.next_board_id();
    let shown = view(call, &state, id, &board);
    state.jira.agile.boards.insert(id, board);
    state
        .jira
        .emit(Happened::BoardCreated(id), None, Some(caller), call.now());
    Ok(Reply::json(201, &shown))
}

fn usual_columns(state: &State) -> Vec<Column> {
    [
        StatusCategory::New,
        StatusCategory::Indeterminate,
        StatusCategory::Done,
    ]
    .map(|category| {
        let statuses = state.jira.config.statuses.iter();
        let fits = statuses.filter(|(_, s)| s.category == category && s.project.is_none());
        Column {
            name: category.name().to_owned(),
            statuses: fits.map(|(id, _)| *id).collect(),
        }
    })
    .into()
}

fn delete(call: &Call<'_>) -> Answer {
    let mut state = call.write();
    let (id, board) = visible(call, &state, call.param())?;
    if !administers(&state, call.caller, board) {
        return Err(errors::jira(
            403,
            "You do not have permission to delete this board.",
        ));
    }
    state
        .jira
        .emit(Happened::BoardDeleted(id), None, call.caller, call.now());
    state.jira.agile.boards.remove(&id);
    Ok(Reply::empty(204))
}
