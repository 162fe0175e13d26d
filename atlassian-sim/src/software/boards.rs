//! Boards: listing, reading, making, deleting.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::no_such_board;
use crate::call::Call;
use crate::errors;
use crate::jira::{shares, views};
use crate::jql::{Candidates, Query};
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

/// The board with this number, if the caller may know that there is one, and whether they see it:
/// administrators know of boards that are closed to them.
fn known<'a>(call: &Call<'_>, state: &'a State, id: &str) -> Result<(u32, &'a Board, bool), Reply> {
    if let Ok((id, board)) = visible(call, state, id) {
        return Ok((id, board, true));
    }
    let id: u32 = id.parse().map_err(|_| no_such_board())?;
    let board = state.jira.agile.boards.get(&id);
    let board = board.filter(|_| state.holds(call.caller, ADMINISTER));
    board
        .map(|board| (id, board, false))
        .ok_or_else(no_such_board)
}

fn project_of<'a>(state: &'a State, board: &Board) -> Option<&'a Project> {
    match board.location {
        Location::Project(id) => state.jira.projects.get(id),
        Location::User(_) => None,
    }
}

/// The projects that the filter of a board is limited to.
pub(super) fn projects_named(call: &Call<'_>, state: &State, board: &Board) -> Vec<u32> {
    let filter = state.jira.sharing.filters.get(&board.filter);
    let query = filter.map(|f| Query::compile(&f.jql, state, call.caller, call.now()));
    match query.map(|query| query.map(|query| query.candidates())) {
        Some(Ok(Candidates::Projects(ids))) => ids,
        _ => Vec::new(),
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
    let mut view = json!({
        "id": id,
        "self": url(call, &format!("/board/{id}")),
        "name": board.name,
        "type": board.kind.key(),
        "location": location(call, state, board),
        "isPrivate": false,
    });
    if call.query.lists("expand", "admins") {
        let admin = shares::owner(call, state, board.admin);
        view["admins"] = json!({ "users": [admin], "groups": [] });
    }
    if call.query.lists("expand", "permissions") {
        view["canEdit"] = administers(state, call.caller, board).into();
    }
    view
}

/// What administrators see of a board that is closed to them: neither name nor type.
fn private_view(call: &Call<'_>, state: &State, id: u32, board: &Board) -> Value {
    json!({
        "id": id,
        "self": url(call, &format!("/board/{id}")),
        "location": location(call, state, board),
        "isPrivate": true,
    })
}

/// Which boards a list has.
struct Listed<'a> {
    kinds: Vec<&'a str>,
    name: String,
    project: Option<u32>,
    filter: Option<u32>,
    at_project: Option<u32>,
    at_user: Option<u32>,
    project_types: Vec<&'a str>,
    /// Whether the places are those that are not wanted.
    elsewhere: bool,
}

impl<'a> Listed<'a> {
    fn of(call: &'a Call<'_>, state: &State) -> Result<Self, Reply> {
        let query = &call.query;
        let kinds = all(call, "type");
        let unknown = |kind: &&&str| !BoardType::ALL.iter().any(|t| t.key() == **kind);
        if let Some(odd) = kinds.iter().find(unknown) {
            return Err(errors::bad_request(format!("Unknown board type: {odd}")));
        }
        let project = |name: &str| {
            let wanted = query.filled(name);
            let found = wanted.map(|wanted| {
                let found = state.visible_project(call.caller, wanted);
                found.map(|p| p.id).ok_or_else(|| {
                    errors::bad_request(format!(
                        "No project could be found with key or id '{wanted}'."
                    ))
                })
            });
            found.transpose()
        };
        let user = query.filled("accountIdLocation");
        let user = user.map(|id| state.users.find(id).unwrap_or(u32::MAX));
        let filter = query.filled("filterId");
        Ok(Self {
            kinds,
            name: query.get("name").unwrap_or("").to_lowercase(),
            project: project("projectKeyOrId")?,
            filter: match filter {
                None => None,
                Some(_) => Some(u32::try_from(query.number("filterId", 0)?).unwrap_or(0)),
            },
            at_project: project("projectLocation")?,
            at_user: user,
            project_types: all(call, "projectTypeLocation"),
            elsewhere: query.flag("negateLocationFiltering"),
        })
    }

    fn has(&self, call: &Call<'_>, state: &State, board: &Board) -> bool {
        let at_home = |project: u32| {
            board.kind == BoardType::Simple && board.location == Location::Project(project)
        };
        let relevant = |project: u32| {
            at_home(project) || projects_named(call, state, board).contains(&project)
        };
        (self.kinds.is_empty() || self.kinds.contains(&board.kind.key()))
            && board.name.to_lowercase().contains(&self.name)
            && self.filter.is_none_or(|filter| board.filter == filter)
            && self.is_placed(state, board) != self.elsewhere
            && self.project.is_none_or(relevant)
    }

    fn is_placed(&self, state: &State, board: &Board) -> bool {
        let here = |wanted: Location| board.location == wanted;
        let no_place =
            self.at_project.is_none() && self.at_user.is_none() && self.project_types.is_empty();
        if no_place {
            // Then there is nothing to turn round.
            return !self.elsewhere;
        }
        let kind = project_of(state, board).map(|p| p.kind.key());
        self.at_project.is_none_or(|id| here(Location::Project(id)))
            && self.at_user.is_none_or(|id| here(Location::User(id)))
            && (self.project_types.is_empty()
                || kind.is_some_and(|kind| self.project_types.contains(&kind)))
    }
}

/// The values of a parameter that takes several, repeated or with commas.
fn all<'a>(call: &'a Call<'_>, name: &'a str) -> Vec<&'a str> {
    let values = call.query.all(name).flat_map(|value| value.split(','));
    values.filter(|value| !value.is_empty()).collect()
}

fn list(call: &Call<'_>) -> Answer {
    let window = Window::of_bean(call, 50, 50)?;
    let state = call.read();
    let listed = Listed::of(call, &state)?;
    let boards = state.jira.agile.boards.iter();
    let (mut found, closed): (Vec<_>, Vec<_>) = boards
        .filter(|(_, board)| listed.has(call, &state, board))
        .partition(|(_, board)| sees_board(&state, call.caller, board));
    match call.query.filled("orderBy") {
        None => {}
        Some("name" | "+name") => found.sort_by(|a, b| a.1.name.cmp(&b.1.name)),
        Some("-name") => found.sort_by(|a, b| b.1.name.cmp(&a.1.name)),
        Some(other) => return Err(errors::bad_request(format!("Invalid orderBy: {other}"))),
    }
    let seen = found.len();
    if call.query.flag("includePrivate") && state.holds(call.caller, ADMINISTER) {
        found.extend(closed);
    }
    let total = found.len();
    let numbered: Vec<_> = found.into_iter().enumerate().collect();
    let page: Vec<Value> = window
        .cut(&numbered)
        .iter()
        .map(|(at, (id, board))| {
            if *at < seen {
                view(call, &state, **id, board)
            } else {
                private_view(call, &state, **id, board)
            }
        })
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
    let (id, board, seen) = known(call, &state, call.param())?;
    if seen {
        ok(&view(call, &state, id, board))
    } else {
        ok(&private_view(call, &state, id, board))
    }
}

/// A board of a filter that the caller sees, at a project or at the caller.
fn create(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let caller = call.account()?;
    let mut state = call.write();
    let name = body["name"].as_str().map_or("", str::trim);
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
    let (id, board, _) = known(call, &state, call.param())?;
    if board.kind == BoardType::Simple {
        return Err(errors::jira(
            403,
            "The board of a team-managed project cannot be deleted.",
        ));
    }
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
