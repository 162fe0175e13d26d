//! The issues of a board: all, its backlog, its sprints'; and the issues of a sprint anywhere.

use super::board_details::done_statuses;
use super::boards::visible;
use super::issue_lists::{Source, count, list};
use super::sprints::visible_sprint;
use crate::call::Call;
use crate::jira::search::Seen;
use crate::reply::{Answer, Reply};
use crate::routes::Access::Login;
use crate::routes::Operation;
use crate::state::State;
use crate::state::jira::agile::{Board, BoardType};
use crate::state::jira::config::IssueType;
use crate::state::jira::issue::Issue;

const BOARD: &[&str] = &["read:board-scope:jira-software", "read:issue-details:jira"];
const OF_SPRINT: &[&str] = &[
    "read:sprint:jira-software",
    "read:issue-details:jira",
    "read:jql:jira",
];

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::new("GET", "/rest/agile/1.0/board/{boardId}/issue", Login, all).scopes("", BOARD),
    Operation::new(
        "GET",
        "/rest/software/1.0/board/{boardId}/issue",
        Login,
        all,
    )
    .scopes("", BOARD),
    Operation::new(
        "GET",
        "/rest/software/1.0/board/{boardId}/issue/approximate-count",
        Login,
        count_all,
    )
    .scopes("", BOARD),
    Operation::new(
        "GET",
        "/rest/agile/1.0/board/{boardId}/backlog",
        Login,
        backlog,
    )
    .scopes("", BOARD),
    Operation::new(
        "GET",
        "/rest/software/1.0/board/{boardId}/backlog",
        Login,
        backlog,
    )
    .scopes("", BOARD),
    Operation::new(
        "GET",
        "/rest/software/1.0/board/{boardId}/backlog/approximate-count",
        Login,
        count_backlog,
    )
    .scopes("", BOARD),
    Operation::new(
        "GET",
        "/rest/agile/1.0/board/{boardId}/sprint/{sprintId}/issue",
        Login,
        sprint_of_board,
    )
    .scopes("", OF_SPRINT),
    Operation::new(
        "GET",
        "/rest/software/1.0/board/{boardId}/sprint/{sprintId}/issue",
        Login,
        sprint_of_board,
    )
    .scopes("", OF_SPRINT),
    Operation::new(
        "GET",
        "/rest/agile/1.0/sprint/{sprintId}/issue",
        Login,
        sprint,
    )
    .scopes("", OF_SPRINT),
    Operation::new(
        "GET",
        "/rest/software/1.0/sprint/{sprintId}/issue",
        Login,
        sprint,
    )
    .scopes("", OF_SPRINT),
];

/// Whether a board shows an issue that its filter finds: the status is in one of its columns, and
/// the issue is no epic where there are sprints.
pub(super) fn shows(state: &State, board: &Board, issue: &Issue) -> bool {
    let kinds = &state.jira.config.issue_types;
    let hidden = board.kind == BoardType::Scrum
        && kinds.get(&issue.issue_type).is_some_and(IssueType::is_epic);
    let mut columns = board.columns.iter();
    !hidden && columns.any(|column| column.statuses.contains(&issue.status))
}

/// The ids of the issues that a board shows the caller, as they are now.
pub(super) fn issues_of(call: &Call<'_>, state: &State, board: &Board) -> Result<Vec<u32>, Reply> {
    let fits = |issue: &Issue| shows(state, board, issue);
    Ok(Source::of_board(call, state, board, &fits)?.ids(call, state, Seen::Now))
}

/// How a list is given out: whole or as a number.
type Give = fn(&Call<'_>, &State, &Source<'_>) -> Answer;

fn give_all(call: &Call<'_>, give: Give) -> Answer {
    let state = call.read();
    let (_, board) = visible(call, &state, call.param())?;
    let fits = |issue: &Issue| shows(&state, board, issue);
    give(call, &state, &Source::of_board(call, &state, board, &fits)?)
}

fn all(call: &Call<'_>) -> Answer {
    give_all(call, list)
}

fn count_all(call: &Call<'_>) -> Answer {
    give_all(call, count)
}

/// What is not done, no epic, and in no sprint that is not over. Where there are no sprints, the
/// first column is the backlog.
fn waits(state: &State, board: &Board, done: &[u32], issue: &Issue) -> bool {
    let kinds = &state.jira.config.issue_types;
    let standard = kinds.get(&issue.issue_type).is_some_and(|t| t.level == 0);
    let within = if board.kind == BoardType::Kanban {
        backlog_column(board).contains(&issue.status)
    } else {
        !done.contains(&issue.status) && state.jira.agile.current_sprint(issue).is_none()
    };
    standard && within && shows(state, board, issue)
}

/// The statuses of the column that is the backlog of a board without sprints.
pub(super) fn backlog_column(board: &Board) -> &[u32] {
    board.columns.first().map_or(&[], |c| &c.statuses)
}

fn give_backlog(call: &Call<'_>, give: Give) -> Answer {
    let state = call.read();
    let (_, board) = visible(call, &state, call.param())?;
    let done = done_statuses(&state, board);
    let fits = |issue: &Issue| waits(&state, board, &done, issue);
    give(call, &state, &Source::of_board(call, &state, board, &fits)?)
}

fn backlog(call: &Call<'_>) -> Answer {
    give_backlog(call, list)
}

fn count_backlog(call: &Call<'_>) -> Answer {
    give_backlog(call, count)
}

fn sprint_of_board(call: &Call<'_>) -> Answer {
    let state = call.read();
    let (_, board) = visible(call, &state, call.param())?;
    let asked = call.params.get(1).map_or("", String::as_str);
    let (sprint, _) = visible_sprint(call, &state, asked)?;
    let fits = |issue: &Issue| issue.sprints().contains(&sprint) && shows(&state, board, issue);
    list(call, &state, &Source::of_board(call, &state, board, &fits)?)
}

/// Every issue of the sprint that the caller sees, by rank.
fn sprint(call: &Call<'_>) -> Answer {
    let state = call.read();
    let (sprint, _) = visible_sprint(call, &state, call.param())?;
    let fits = |issue: &Issue| issue.sprints().contains(&sprint);
    list(call, &state, &Source::everywhere(call, &state, &fits)?)
}
