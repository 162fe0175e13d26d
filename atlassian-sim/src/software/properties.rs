//! Properties of boards and sprints: any JSON under a key of one's own.

use super::boards::{self, administers};
use super::sprints::{self, may_manage};
use super::{no_such_board, no_such_sprint};
use crate::call::Call;
use crate::errors;
use crate::jira::entity_properties::{self, Properties};
use crate::reply::{Answer, Reply};
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

    fn properties(self, state: &State) -> Result<&Properties, Reply> {
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
    ) -> Result<&'a mut Properties, Reply> {
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

fn keys(call: &Call<'_>) -> Answer {
    let state = call.read();
    let base = format!("{}{}", call.world.site_url, call.path);
    entity_properties::keys(Owner::of(call, &state)?.properties(&state)?, &base)
}

fn get(call: &Call<'_>) -> Answer {
    let state = call.read();
    entity_properties::get(Owner::of(call, &state)?.properties(&state)?, key(call))
}

fn set(call: &Call<'_>) -> Answer {
    let value = entity_properties::value(call, key(call))?;
    let mut state = call.write();
    let properties = Owner::of(call, &state)?.properties_mut(call, &mut state)?;
    entity_properties::set(Some(properties), key(call), value)
}

fn delete(call: &Call<'_>) -> Answer {
    let mut state = call.write();
    let properties = Owner::of(call, &state)?.properties_mut(call, &mut state)?;
    entity_properties::delete(Some(properties), key(call))
}
