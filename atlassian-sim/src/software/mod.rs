//! Jira Software's own API, `/rest/agile/1.0` and its successor `/rest/software/1.0`: boards, sprints,
//! epics, the backlog and ranks.

use crate::errors;
use crate::reply::Reply;
use crate::routes::Operation;

mod board_details;
mod board_issues;
pub(crate) mod boards;
mod epics;
mod issue_lists;
mod issues;
mod moves;
mod properties;
pub(crate) mod sprints;

pub(crate) const TABLES: &[&[Operation]] = &[
    boards::OPERATIONS,
    board_details::OPERATIONS,
    board_issues::OPERATIONS,
    sprints::OPERATIONS,
    epics::OPERATIONS,
    issues::OPERATIONS,
    moves::OPERATIONS,
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
