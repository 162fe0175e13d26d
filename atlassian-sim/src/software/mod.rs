//! Jira Software's own API, `/rest/agile/1.0` and its successor `/rest/software/1.0`: boards, sprints,
//! epics, the backlog and ranks.

use crate::call::Call;
use crate::errors;
use crate::reply::Reply;
use crate::routes::Operation;
use crate::state::State;
use crate::state::jira::event::Happened;
use crate::state::jira::issue::ChangeItem;

mod board_details;
mod board_issues;
pub(crate) mod boards;
mod epics;
mod issue_lists;
mod issues;
mod moves;
mod properties;
mod ranks;
pub(crate) mod sprints;

pub(crate) const TABLES: &[&[Operation]] = &[
    boards::OPERATIONS,
    board_details::OPERATIONS,
    board_issues::OPERATIONS,
    sprints::OPERATIONS,
    epics::OPERATIONS,
    issues::OPERATIONS,
    moves::OPERATIONS,
    ranks::OPERATIONS,
    properties::OPERATIONS,
];

fn no_such_board() -> Reply {
    errors::jira(
        404,
        "The requested board cannot be viewed because it either does not exist or you do not have permission to view it.",
    )
}

fn no_such_sprint() -> Reply {
    errors::jira(
        404,
        "Sprint does not exist or you do not have permission to view it.",
    )
}

fn no_such_epic() -> Reply {
    errors::jira(
        404,
        "The requested epic does not exist or you do not have permission to see it.",
    )
}

/// Dates a change of an issue, notes it in its history and tells whoever listens.
fn record(call: &Call<'_>, state: &mut State, id: u32, author: u32, items: Vec<ChangeItem>) {
    let noted = state.jira.issues.note(id, author, call.now(), items);
    let what = Happened::IssueUpdated(noted);
    state.jira.emit(what, Some(id), call.caller, call.now());
}
