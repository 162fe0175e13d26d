//! Properties of boards and sprints: any JSON under a key of one's own.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::boards::{self, administers};
use super::sprints::{self, may_manage};
use super::{no_such_board, no_such_sprint};
use crate::call::Call;
use crate::errors;
use crate::query::encode;
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
        if call.param().parse::<u32>().is_err() {
            return Err(errors::bad_request("The id is not valid."));
        }
        if call.path.starts_with("/rest/agile/1.0/board/") {
            Ok(Self::Board(boards::visible(call, state, call.param())?.0))
        } else {
            Ok(Self::Sprint(
                sprints::visible_sprint(call, state, call.param())?.0,
            ))
        }
    }

    fn properties(self, state: &State) -> Result<&BTreeMap<String, Value>, Reply> {
        let agile = &state.jira.agile;
        match self {
            Self::Board(id) => {
                let board = agile.boards.get(&id).ok_or_else(no_such_board)?;
                Ok(&board.properties)
            }
            Self::Sprint(id) => {
                let sprint = agile.sprints.get(&id).ok_or_else(no_such_sprint)?;
                Ok(&sprint.properties)
            }
        }
    }

    /// To change them, which takes who may change the board, or its sprints.
    fn properties_mut<'a>(
        self,
        call: &Call<'_>,
        state: &'a mut State,
    ) -> Result<&'a mut BTreeMap<String, Value>, Reply> {
        let agile = &state.jira.agile;
        let may = match self {
            Self::Board(id) => {
                let board = agile.boards.get(&id);
                board.is_some_and(|b| administers(state, call.caller, b))
            }
            Self::Sprint(id) => {
                let sprint = agile.sprints.get(&id);
                sprint.is_some_and(|s| may_manage(state, call.caller, s.board))
            }
        };
        if !may {
            return Err(errors::jira(
                403,
                "You do not have permission to change these properties.",
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

/// The keys of properties whose addresses continue `base`.
pub(crate) fn show_keys(properties: &BTreeMap<String, Value>, base: &str) -> Answer {
    let keys: Vec<Value> = properties
        .keys()
        .map(|key| json!({ "key": key, "self": format!("{base}/{}", encode(key)) }))
        .collect();
    ok(&json!({ "keys": keys }))
}

pub(crate) fn show(properties: &BTreeMap<String, Value>, key: &str) -> Answer {
    let value = properties.get(key).ok_or_else(|| no_such_property(key))?;
    ok(&json!({ "key": key, "value": value }))
}

/// The value that a body sets under a key.
pub(crate) fn read(call: &Call<'_>, key: &str) -> Result<Value, Reply> {
    if key.len() > 255 {
        return Err(errors::bad_request(
            "The property key must not be longer than 255 characters.",
        ));
    }
    let value = call.any_json()?;
    if value.to_string().len() > 32_768 {
        return Err(errors::bad_request(
            "The property value must not be longer than 32768 characters.",
        ));
    }
    Ok(value)
}

/// 201 where the key is new.
pub(crate) fn put(properties: &mut BTreeMap<String, Value>, key: &str, value: Value) -> Answer {
    let before = properties.insert(key.to_owned(), value);
    Ok(Reply::empty(if before.is_some() { 200 } else { 201 }))
}

pub(crate) fn remove(properties: &mut BTreeMap<String, Value>, key: &str) -> Answer {
    match properties.remove(key) {
        Some(_) => Ok(Reply::empty(204)),
        None => Err(no_such_property(key)),
    }
}

fn keys(call: &Call<'_>) -> Answer {
    let state = call.read();
    let base = format!("{}{}", call.world.site_url, call.path);
    show_keys(Owner::of(call, &state)?.properties(&state)?, &base)
}

fn get(call: &Call<'_>) -> Answer {
    let state = call.read();
    show(Owner::of(call, &state)?.properties(&state)?, key(call))
}

fn set(call: &Call<'_>) -> Answer {
    let value = read(call, key(call))?;
    let mut state = call.write();
    let properties = Owner::of(call, &state)?.properties_mut(call, &mut state)?;
    put(properties, key(call), value)
}

fn delete(call: &Call<'_>) -> Answer {
    let mut state = call.write();
    let properties = Owner::of(call, &state)?.properties_mut(call, &mut state)?;
    remove(properties, key(call))
}
