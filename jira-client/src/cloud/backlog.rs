//! The backlog: moving issues back to it.
//!
//! What is in the backlog of a board is listed by [`Boards::backlog`](super::boards::Boards::backlog).

use atlassian_core::{NoContent, operations};

use super::boards::BoardId;
use super::software_issues::{RankOutcome, RankedIssues};
use crate::ids::{IssueIdOrKey, List};

operations! {
    /// The backlog.
    pub struct Backlog;

    /// Takes issues out of their active and future sprints: up to 50 at once.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/software/rest/api-group-backlog/#api-rest-agile-1-0-backlog-issue-post)
    move_issues: MoveIssuesToBacklog = POST "/rest/agile/1.0/backlog/issue" => NoContent {
        permission "Schedule issues, and Edit issues";
        scopes [];
        granular ["write:board-scope:jira-software"];
        takes { body issues = "issues": List<IssueIdOrKey> }
    }

    /// Moves issues of a board to its backlog: up to 50 at once.
    ///
    /// On a board with sprints they leave their active and future sprints. On one without, they go into the column that is the backlog,
    /// which is a transition and can fail for some while it works for others: look at [`RankOutcome::failed`].
    /// Issues that the board does not show are refused (400).
    /// [Reference](https://developer.atlassian.com/cloud/jira/software/rest/api-group-backlog/#api-rest-agile-1-0-backlog-boardid-issue-post)
    move_issues_of_board: MoveIssuesToBacklogForBoard =
        POST "/rest/agile/1.0/backlog/{boardId}/issue" => RankOutcome {
        permission "Schedule issues, or what the transition takes";
        scopes [];
        granular ["write:board-scope:jira-software"];
        takes { path board = "boardId": BoardId, whole_body issues = "issues": RankedIssues }
    }
}
