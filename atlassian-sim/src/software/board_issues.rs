//! The issues of a board: all, its backlog, its sprints'; and the issues of a sprint anywhere.

use super::board_details::done_statuses;
use super::boards::visible;
use super::issue_lists::{count, list};
use super::sprints::visible_sprint;
use crate::call::Call;
use crate::errors;
use crate::jira::search::run;
use crate::jql::Query;
use crate::reply::{Answer, Reply};
use crate::routes::Access::Login;
use crate::routes::Operation;
use crate::state::State;
use crate::state::jira::agile::{Board, BoardType};
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

/// The issues that the filter of a board finds for the caller, in the order of the filter.
pub(super) fn issues_of(call: &Call<'_>, state: &State, board: &Board) -> Result<Vec<u32>, Reply> {
    let filter = state.jira.sharing.filters.get(&board.filter);
    let jql = filter.map_or("", |f| &f.jql);
    let query = Query::compile(jql, state, call.caller, call.now()).map_err(errors::jql)?;
    Ok(run(call, state, &query, &[]))
}

fn all(call: &Call<'_>) -> Answer {
    let state = call.read();
    let (_, board) = visible(call, &state, call.param())?;
    list(call, &state, issues_of(call, &state, board)?)
}

fn count_all(call: &Call<'_>) -> Answer {
    let state = call.read();
    let (_, board) = visible(call, &state, call.param())?;
    count(call, &state, issues_of(call, &state, board)?)
}

/// What is not done, no epic, and in no sprint that is not over.
fn backlog_of(call: &Call<'_>, state: &State, board: &Board) -> Result<Vec<u32>, Reply> {
    let done = done_statuses(state, board);
    let first = board
        .columns
        .first()
        .map(|c| c.statuses.clone())
        .unwrap_or_default();
    let kinds = &state.jira.config.issue_types;
    let waits = |issue: &Issue| {
        let standard = kinds.get(&issue.issue_type).is_some_and(|t| t.level == 0);
        standard
            && match board.kind {
                BoardType::Kanban => first.contains(&issue.status),
                _ => {
                    !done.contains(&issue.status)
                        && state.jira.agile.current_sprint(issue).is_none()
                }
            }
    };
    let all = issues_of(call, state, board)?;
    let found = all
        .into_iter()
        .filter(|id| state.jira.issues.get(*id).is_some_and(waits));
    Ok(found.collect())
}

fn backlog(call: &Call<'_>) -> Answer {
    let state = call.read();
    let (_, board) = visible(call, &state, call.param())?;
    list(call, &state, backlog_of(call, &state, board)?)
}

fn count_backlog(call: &Call<'_>) -> Answer {
    let state = call.read();
    let (_, board) = visible(call, &state, call.param())?;
    count(call, &state, backlog_of(call, &state, board)?)
}

fn in_sprint(state: &State, ids: impl Iterator<Item = u32>, sprint: u32) -> Vec<u32> {
    let within = |id: &u32| {
        state
            .jira
            .issues
            .get(*id)
            .is_some_and(|i| i.sprints().contains(&sprint))
    };
    ids.filter(within).collect()
}

fn sprint_of_board(call: &Call<'_>) -> Answer {
    let state = call.read();
    let (_, board) = visible(call, &state, call.param())?;
    let asked = call.params.get(1).map_or("", String::as_str);
    let (sprint, _) = visible_sprint(call, &state, asked)?;
    let ids = issues_of(call, &state, board)?;
    list(call, &state, in_sprint(&state, ids.into_iter(), sprint))
}

/// Every issue of the sprint that the caller sees, by rank.
fn sprint(call: &Call<'_>) -> Answer {
    let state = call.read();
    let (sprint, _) = visible_sprint(call, &state, call.param())?;
    let mut found: Vec<&Issue> = state
        .jira
        .issues
        .all()
        .filter(|i| i.sprints().contains(&sprint) && state.sees(call.caller, i))
        .collect();
    found.sort_by_key(|issue| issue.rank);
    list(call, &state, found.iter().map(|issue| issue.id).collect())
}
