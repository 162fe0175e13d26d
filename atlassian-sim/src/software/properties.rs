//! Properties of boards and sprints: any JSON under a key of one's own.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::boards::{self, administers};
use super::sprints;
use super::{no_such_board, no_such_sprint};
use crate::call::Call;
use crate::errors;
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::Login;
use crate::routes::Operation;
use crate::state::State;

const BOARD: &str = "/rest/agile/1.0/board/{boardId}/properties";
const BOARD_KEY: &str = "/rest/agile/1.0/board/{boardId}/properties/{propertyKey}";
const SPRINT: &str = "/rest/agile/1.0/sprint/{sprintId}/properties";
const SPRINT_KEY: &str = "/rest/agile/1.0/sprint/{sprintId}/properties/{propertyKey}";

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::new("GET", BOARD, Login, keys).scopes("", &["read:board-scope.admin:jira-software"]),
    Operation::new("GET", BOARD_KEY, Login, get)
        .scopes("", &["read:board-scope.admin:jira-software"]),
    Operation::new("PUT", BOARD_KEY, Login, set)
        .scopes("", &["write:board-scope.admin:jira-software"]),
    Operation::new("DELETE", BOARD_KEY, Login, delete)
        .scopes("", &["delete:board-scope.admin:jira-software"]),
    Operation::new("GET", SPRINT, Login, keys).scopes("", &["read:sprint:jira-software"]),
    Operation::new("GET", SPRINT_KEY, Login, get).scopes("", &["read:sprint:jira-software"]),
    Operation::new("PUT", SPRINT_KEY, Login, set).scopes("", &["write:sprint:jira-software"]),
    Operation::new("DELETE", SPRINT_KEY, Login, delete)
        .scopes("", &["delete:sprint:jira-software"]),
];

/// What the path names: a board or a sprint.
#[derive(Clone, Copy)]
enum Owner {
    Board(u32),
    Sprint(u32),
}

impl Owner {
    fn of(call: &Call<'_>, state: &State) -> Result<Self, Reply> {
        if call.path.starts_with("/rest/agile/1.0/board/") {
            Ok(Self::Board(boards::visible(call, state, call.param())?.0))
        } else {
            Ok(Self::Sprint(
                sprints::visible_sprint(call, state, call.param())?.0,
            ))
        }
    }

    fn properties(self, state: &State) -> Option<&BTreeMap<String, Value>> {
        match self {
            Self::Board(id) => state.jira.agile.boards.get(&id).map(|b| &b.properties),
            Self::Sprint(id) => state.jira.agile.sprints.get(&id).map(|s| &s.properties),
        }
    }

    /// To change them, which takes the administration of the board.
    fn properties_mut<'a>(
        self,
        call: &Call<'_>,
        state: &'a mut State,
    ) -> Result<&'a mut BTreeMap<String, Value>, Reply> {
        let board = match self {
            Self::Board(id) => Some(id),
            Self::Sprint(id) => state.jira.agile.sprints.get(&id).map(|s| s.board),
        };
        let board = board.and_then(|id| state.jira.agile.boards.get(&id));
        if !board.is_some_and(|b| administers(state, call.caller, b)) {
            return Err(errors::jira(
                403,
                "You do not have permission to administer this board.",
            ));
        }
        let agile = &mut state.jira.agile;
        match self {
            Self::Board(id) => agile
                .boards
                .get_mut(&id)
                .map(|b| &mut b.properties)
                .ok_or_else(no_such_board),
            Self::Sprint(id) => agile
                .sprints
                .get_mut(&id)
                .map(|s| &mut s.properties)
                .ok_or_else(no_such_sprint),
        }
    }
}

fn key<'a>(call: &'a Call<'_>) -> &'a str {
    call.params.get(1).map_or("", String::as_str)
}

fn no_such_property(key: &str) -> Reply {
    errors::jira(
        404,
        format!("The property with key '{key}' does not exist."),
    )
}

fn keys(call: &Call<'_>) -> Answer {
    let state = call.read();
    let properties = Owner::of(call, &state)?.properties(&state);
    let keys: Vec<Value> = properties
        .into_iter()
        .flatten()
        .map(|(key, _)| json!({ "key": key, "self": format!("{}{}/{key}", call.world.site_url, call.path) }))
        .collect();
    ok(&json!({ "keys": keys }))
}

fn get(call: &Call<'_>) -> Answer {
    let state = call.read();
    let found = Owner::of(call, &state)?
        .properties(&state)
        .and_then(|p| p.get(key(call)));
    let value = found.ok_or_else(|| no_such_property(key(call)))?;
    ok(&json!({ "key": key(call), "value": value }))
}

fn set(call: &Call<'_>) -> Answer {
    let value = call.any_json()?;
    let mut state = call.write();
    let properties = Owner::of(call, &state)?.properties_mut(call, &mut state)?;
    let before = properties.insert(key(call).to_owned(), value);
    Ok(Reply::empty(if before.is_some() { 200 } else { 201 }))
}

fn delete(call: &Call<'_>) -> Answer {
    let mut state = call.write();
    let properties = Owner::of(call, &state)?.properties_mut(call, &mut state)?;
    match properties.remove(key(call)) {
        Some(_) => Ok(Reply::empty(204)),
        None => Err(no_such_property(key(call))),
    }
}
