//! Sprints.
//!
//! The sprints of a board are listed by [`Boards::sprints`](super::boards::Boards::sprints).

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{NoContent, Page, Paging, Timestamp, id_type, open_enum, operations};
use serde_json::Value;

use super::boards::BoardId;
use super::issues::{Issue, IssueExpand};
use super::properties::{EntityProperty, PropertyKeys};
use super::software_issues::RankedIssues;
use crate::ids::IssueId;

operations! {
    /// Sprints.
    ///
    /// A sprint goes from [`Future`](SprintState::Future) to [`Active`](SprintState::Active) to
    /// [`Closed`](SprintState::Closed), and never back.
    pub struct Sprints;

    /// Makes a sprint on a board; it is in the future.
    ///
    /// The name has up to 30 characters; spaces around it are cut off. The person who starts the sprint on the screen is
    /// offered an end by the length of the last sprint and not the end that was set here.
    /// [Reference](https://developer.atlassian.com/cloud/jira/software/rest/api-group-sprint/#api-rest-agile-1-0-sprint-post)
    create: CreateSprint = POST "/rest/agile/1.0/sprint" => Sprint {
        permission "Manage sprints";
        scopes [];
        granular ["write:sprint:jira-software"];
        takes { body name = "name": String, body board = "originBoardId": BoardId }
        body {
            /// When it begins.
            start_date = "startDate": Timestamp,
            /// When it ends.
            end_date = "endDate": Timestamp,
            /// What it is to reach.
            goal = "goal": String,
        }
    }

    /// One sprint.
    ///
    /// Whoever sees the board that it was made on, or one of its issues, sees it.
    /// [Reference](https://developer.atlassian.com/cloud/jira/software/rest/api-group-sprint/#api-rest-agile-1-0-sprint-sprintid-get)
    get: GetSprint = GET "/rest/agile/1.0/sprint/{sprintId}" => Sprint {
        permission "Permission to view the board or an issue of the sprint";
        scopes [];
        granular ["read:sprint:jira-software"];
        takes { path sprint = "sprintId": SprintId }
    }

    /// Changes what is named of a sprint. [`start`](Sprints::start) and [`complete`](Sprints::complete) are made of it.
    ///
    /// Of a closed sprint, name and goal alone can change; everything else is ignored without a word.
    /// [Reference](https://developer.atlassian.com/cloud/jira/software/rest/api-group-sprint/#api-rest-agile-1-0-sprint-sprintid-post)
    update: PartiallyUpdateSprint = POST "/rest/agile/1.0/sprint/{sprintId}" => Sprint {
        permission "Manage sprints";
        scopes [];
        granular ["write:sprint:jira-software"];
        takes { path sprint = "sprintId": SprintId }
        body {
            /// Its name.
            name = "name": String,
            /// The next state. [`SprintState::Active`] takes a start and an end.
            state = "state": SprintState,
            /// When it begins.
            start_date = "startDate": Timestamp,
            /// When it ends.
            end_date = "endDate": Timestamp,
            /// What it is to reach.
            goal = "goal": String,
            /// The board that it belongs to.
            board = "originBoardId": BoardId,
        }
    }

    /// Replaces a sprint as a whole: what the new one leaves out is emptied.
    ///
    /// Read the sprint, change the fields, and hand it back. The rules are those of [`update`](Sprints::update).
    /// [Reference](https://developer.atlassian.com/cloud/jira/software/rest/api-group-sprint/#api-rest-agile-1-0-sprint-sprintid-put)
    replace: UpdateSprint = PUT "/rest/agile/1.0/sprint/{sprintId}" => Sprint {
        permission "Manage sprints";
        scopes [];
        granular ["write:sprint:jira-software"];
        takes { path sprint = "sprintId": SprintId, whole_body details = "sprint": Sprint }
    }

    /// Deletes a sprint; its open issues go to the backlog.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/software/rest/api-group-sprint/#api-rest-agile-1-0-sprint-sprintid-delete)
    delete: DeleteSprint = DELETE "/rest/agile/1.0/sprint/{sprintId}" => NoContent {
        permission "Manage sprints";
        scopes [];
        granular ["delete:sprint:jira-software"];
        takes { path sprint = "sprintId": SprintId }
    }

    /// The issues of a sprint, in the order of ranks unless the query says otherwise.
    ///
    /// Pages by token. Sends all navigable fields and those of Jira Software unless some are named. What was changed a
    /// moment ago may be missing unless it is named in `reconcile_issues`.
    /// [Reference](https://developer.atlassian.com/cloud/jira/software/rest/api-group-sprint/#api-rest-software-1-0-sprint-sprintid-issue-get)
    issues: GetIssuesForSprintJsis = GET "/rest/software/1.0/sprint/{sprintId}/issue" => Page<Issue> {
        permission "Permission to view the sprint, and Browse projects";
        scopes [];
        granular ["read:issue-details:jira", "read:jql:jira", "read:sprint:jira-software"];
        takes { path sprint = "sprintId": SprintId }
        query {
            /// Only issues that this query finds too; an order in it wins over the ranks.
            jql = "jql": String,
            /// Whether a query with mistakes is refused. It is unless this is false.
            validate_query = "validateQuery": bool,
        }
        query_repeated {
            /// Issues that were changed just now, up to 50: for these the list is up to date.
            reconcile_issues = "reconcileIssues": IssueId,
        }
        query_joined {
            /// Only these fields.
            fields = "fields": String,
            /// What to send besides the fields.
            expand = "expand": IssueExpand,
        }
        pages Issue = Paging::token("issues").unique_by("id").page_size(100);
    }

    /// Moves issues into a sprint: up to 50 at once.
    ///
    /// A closed sprint takes none (400).
    /// [Reference](https://developer.atlassian.com/cloud/jira/software/rest/api-group-sprint/#api-rest-agile-1-0-sprint-sprintid-issue-post)
    move_issues: MoveIssuesToSprintAndRank = POST "/rest/agile/1.0/sprint/{sprintId}/issue" => NoContent {
        permission "Schedule issues, and Edit issues";
        scopes [];
        granular ["write:sprint:jira-software"];
        takes { path sprint = "sprintId": SprintId, whole_body issues = "issues": RankedIssues }
    }

    /// Lets two sprints of a board change places.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/software/rest/api-group-sprint/#api-rest-agile-1-0-sprint-sprintid-swap-post)
    swap: SwapSprint = POST "/rest/agile/1.0/sprint/{sprintId}/swap" => NoContent {
        permission "Manage sprints";
        scopes [];
        granular ["write:sprint:jira-software"];
        takes { path sprint = "sprintId": SprintId, body with = "sprintToSwapWith": SprintId }
    }

    /// The keys of a sprint's properties.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/software/rest/api-group-sprint/#api-rest-agile-1-0-sprint-sprintid-properties-get)
    property_keys: GetPropertiesKeys = GET "/rest/agile/1.0/sprint/{sprintId}/properties" => PropertyKeys {
        permission "Permission to view the sprint";
        scopes [];
        granular ["read:sprint:jira-software"];
        takes { path sprint = "sprintId": SprintId }
    }

    /// A property of a sprint.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/software/rest/api-group-sprint/#api-rest-agile-1-0-sprint-sprintid-properties-propertykey-get)
    property: GetProperty = GET "/rest/agile/1.0/sprint/{sprintId}/properties/{propertyKey}" => EntityProperty {
        permission "Permission to view the sprint";
        scopes [];
        granular ["read:sprint:jira-software"];
        takes { path sprint = "sprintId": SprintId, path key = "propertyKey": String }
    }

    /// Sets a property of a sprint. A key has up to 255 bytes.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/software/rest/api-group-sprint/#api-rest-agile-1-0-sprint-sprintid-properties-propertykey-put)
    set_property: SetProperty = PUT "/rest/agile/1.0/sprint/{sprintId}/properties/{propertyKey}" => NoContent {
        permission "Manage sprints";
        scopes [];
        granular ["write:sprint:jira-software"];
        takes { path sprint = "sprintId": SprintId, path key = "propertyKey": String, whole_body value = "value": Value }
    }

    /// Deletes a property of a sprint.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/software/rest/api-group-sprint/#api-rest-agile-1-0-sprint-sprintid-properties-propertykey-delete)
    delete_property: DeleteProperty =
        DELETE "/rest/agile/1.0/sprint/{sprintId}/properties/{propertyKey}" => NoContent {
        permission "Manage sprints";
        scopes [];
        granular ["delete:sprint:jira-software"];
        takes { path sprint = "sprintId": SprintId, path key = "propertyKey": String }
    }
}

impl Sprints {
    /// Starts a sprint that is in the future.
    ///
    /// Refused (400) while another sprint of the board is active, unless the site allows parallel sprints.
    pub fn start(
        &self,
        sprint: impl Into<SprintId>,
        start_date: impl Into<Timestamp>,
        end_date: impl Into<Timestamp>,
    ) -> PartiallyUpdateSprint {
        self.update(sprint)
            .state(SprintState::Active)
            .start_date(start_date)
            .end_date(end_date)
    }

    /// Closes an active sprint; it is complete from this moment on, and what is not done goes to the backlog.
    pub fn complete(&self, sprint: impl Into<SprintId>) -> PartiallyUpdateSprint {
        self.update(sprint).state(SprintState::Closed)
    }
}

id_type! {
    /// The id of a sprint: digits, like `37`.
    pub struct SprintId: number;
}

open_enum! {
    /// How far a sprint is.
    pub enum SprintState {
        /// It has not begun.
        Future = "future",
        /// It runs.
        Active = "active",
        /// It is over.
        Closed = "closed",
    }
}

/// A sprint, as the operations here send it and as the field *Sprint* of an issue holds it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Sprint {
    /// Its id.
    pub id: SprintId,
    /// Its address in the API.
    #[serde(rename = "self", skip_serializing_if = "Option::is_none")]
    pub self_url: Option<String>,
    /// How far it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<SprintState>,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// When it begins. Absent where that was not settled yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_date: Option<Timestamp>,
    /// When it ends, by plan.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_date: Option<Timestamp>,
    /// When it was completed. Nobody can set it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub complete_date: Option<Timestamp>,
    /// When it was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_date: Option<Timestamp>,
    /// The board that it was made on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin_board_id: Option<BoardId>,
    /// The same board, as the field of an issue names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub board_id: Option<BoardId>,
    /// What it is to reach.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub goal: Option<String>,
}
