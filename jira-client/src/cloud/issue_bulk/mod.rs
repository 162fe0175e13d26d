//! Changes of up to a thousand issues at once, in the background.

mod edit;
mod moves;
mod progress;

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{BoxFuture, NextIn, Page, Paging, operations};

use super::issues::TransitionId;
use super::statuses::StatusId;
use super::tasks::{TaskId, Waiting};
use crate::ids::{IssueIdOrKey, IssueKey, List};

pub use edit::{BulkEdit, Choice};
pub use moves::{BulkMove, MoveTarget};
pub use progress::BulkProgress;

operations! {
    /// Changes of many issues at once. Each is accepted as a whole and then carried out in the background, issue by issue:
    /// some may be changed and others not.
    ///
    /// The answer is the id of a task; [`wait`](IssueBulk::wait) waits for its end and gives what became of each issue. All
    /// accounts of a site together have five such changes under way at a time. A request is refused as a whole (400) if
    /// none of its issues is there.
    ///
    /// ```no_run
    /// # async fn example(jira: jira_client::Jira) -> jira_client::Result<()> {
    /// let bulk = jira.issue_bulk();
    /// let task = bulk.watch(["ACME-1", "ACME-2"]).send().await?;
    /// let result = bulk.wait(task.task_id).finish().await?;
    /// for (issue, reasons) in &result.failed_accessible_issues {
    ///     println!("{issue}: {}", reasons.join("; "));
    /// }
    /// # Ok(()) }
    /// ```
    pub struct IssueBulk;

    /// Deletes up to 1000 issues, for good.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-bulk-operations/#api-rest-api-3-bulk-issues-delete-post)
    delete: SubmitBulkDelete = POST "/rest/api/3/bulk/issues/delete" => SubmittedBulkOperation {
        permission "Make bulk changes, Browse projects and Delete issues";
        scopes ["write:jira-work"];
        granular ["write:issue:jira", "read:issue:jira"];
        takes { body issues = "selectedIssueIdsOrKeys": List<IssueIdOrKey> }
        body {
            /// Whether people get mail about it; they do unless set.
            send_bulk_notification = "sendBulkNotification": bool,
        }
    }

    /// The fields that can be edited in all of these issues at once, 50 at a time.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-bulk-operations/#api-rest-api-3-bulk-issues-fields-get)
    editable_fields: GetBulkEditableFields = GET "/rest/api/3/bulk/issues/fields" => Page<BulkEditField> {
        permission "Make bulk changes and Browse projects";
        scopes ["read:jira-work"];
        granular ["read:issue:jira"];
        takes { query issues = "issueIdsOrKeys": List<IssueIdOrKey> }
        query {
            /// Only fields whose name contains this.
            search_text = "searchText": String,
        }
        pages BulkEditField = Paging::cursor("fields", NextIn::Field("startingAfter"))
            .parameters("startingAfter", "").unique_by("id");
    }

    /// Sets the same fields in up to 1000 issues; 200 fields at most.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-bulk-operations/#api-rest-api-3-bulk-issues-fields-post)
    edit: SubmitBulkEdit = POST "/rest/api/3/bulk/issues/fields" => SubmittedBulkOperation {
        permission "Make bulk changes, Browse projects and Edit issues";
        scopes ["write:jira-work"];
        granular ["write:issue:jira", "read:issue:jira"];
        takes { whole_body edit = "edit": BulkEdit }
    }

    /// Moves up to 1000 issues, sub-tasks included, to other projects, types and parents.
    ///
    /// An epic and the issues below it go one after the other: the epic first, then they, with it as their parent.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-bulk-operations/#api-rest-api-3-bulk-issues-move-post)
    move_to: SubmitBulkMove = POST "/rest/api/3/bulk/issues/move" => SubmittedBulkOperation {
        permission "Make bulk changes, Browse projects, Move issues, and Create issues where they go";
        scopes ["write:jira-work"];
        granular ["write:issue:jira", "read:issue:jira"];
        takes { whole_body moves = "moves": BulkMove }
    }

    /// The transitions that issues have in common, workflow by workflow.
    ///
    /// Only those without a screen: others cannot be made in bulk. One issue that is not there fails the call (400).
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-bulk-operations/#api-rest-api-3-bulk-issues-transition-get)
    transitions: GetAvailableTransitions = GET "/rest/api/3/bulk/issues/transition" => Page<WorkflowTransitions> {
        permission "Make bulk changes, Browse projects and Transition issues";
        scopes ["read:jira-work"];
        granular ["read:issue:jira"];
        takes { query issues = "issueIdsOrKeys": List<IssueIdOrKey> }
        pages WorkflowTransitions = Paging::cursor("availableTransitions", NextIn::Field("startingAfter"))
            .parameters("startingAfter", "");
    }

    /// Makes transitions of up to 1000 issues, each list of issues its own.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-bulk-operations/#api-rest-api-3-bulk-issues-transition-post)
    transition: SubmitBulkTransition = POST "/rest/api/3/bulk/issues/transition" => SubmittedBulkOperation {
        permission "Make bulk changes, Browse projects and Transition issues";
        scopes ["write:jira-work"];
        granular ["write:issue:jira", "read:issue:jira"];
        takes { body transitions = "bulkTransitionInputs": Vec<BulkTransition> }
        body {
            /// Whether people get mail about it; they do unless set.
            send_bulk_notification = "sendBulkNotification": bool,
        }
    }

    /// Makes the caller watch up to 1000 issues.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-bulk-operations/#api-rest-api-3-bulk-issues-watch-post)
    watch: SubmitBulkWatch = POST "/rest/api/3/bulk/issues/watch" => SubmittedBulkOperation {
        permission "Make bulk changes and Browse projects";
        scopes ["write:jira-work"];
        granular ["write:issue:jira", "read:issue:jira"];
        takes { body issues = "selectedIssueIdsOrKeys": List<IssueIdOrKey> }
    }

    /// Makes the caller watch up to 1000 issues no longer.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-bulk-operations/#api-rest-api-3-bulk-issues-unwatch-post)
    unwatch: SubmitBulkUnwatch = POST "/rest/api/3/bulk/issues/unwatch" => SubmittedBulkOperation {
        permission "Make bulk changes and Browse projects";
        scopes ["write:jira-work"];
        granular ["write:issue:jira", "read:issue:jira"];
        takes { body issues = "selectedIssueIdsOrKeys": List<IssueIdOrKey> }
    }

    /// How far such a task is, and what became of each issue so far.
    ///
    /// Tasks are kept for 14 days. [`wait`](IssueBulk::wait) asks until it is over.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-bulk-operations/#api-rest-api-3-bulk-queue-taskid-get)
    progress: GetBulkOperationProgress = GET "/rest/api/3/bulk/queue/{taskId}" => BulkProgress {
        permission "Make bulk changes";
        scopes ["read:jira-work"];
        granular ["read:issue:jira"];
        takes { path task = "taskId": TaskId }
    }
}

impl IssueBulk {
    /// Asks for a task until it is over, and gives what became of each issue.
    ///
    /// That some issues were not changed is no error: look at [`BulkProgress::failed_accessible_issues`]. What became of the
    /// issues of a task that failed as a whole, [`progress`](IssueBulk::progress) tells.
    pub fn wait(&self, task: impl Into<TaskId>) -> Waiting<BulkProgress> {
        let (bulk, task) = (self.clone(), task.into());
        let ask = move |left| -> BoxFuture<'static, _> {
            Box::pin(
                bulk.progress(&task)
                    .customize(|call| call.with_deadline(left))
                    .send(),
            )
        };
        Waiting::new(&self.client, ask, BulkProgress::told)
    }
}

/// A change of many issues that was accepted.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SubmittedBulkOperation {
    /// Its task.
    pub task_id: TaskId,
}

/// A field that can be edited in many issues at once.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct BulkEditField {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// What kind of field it is.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// Whether it cannot be emptied.
    pub is_required: Option<bool>,
    /// Where values for it are found: an address to which a text is appended.
    pub search_url: Option<String>,
    /// Why it cannot be edited in these issues, if so.
    pub unavailable_message: Option<String>,
    /// What can be done to its values, if it has several.
    #[serde(default)]
    pub multi_select_field_options: Vec<Choice>,
    /// The values that it takes, where it takes only some. Each kind of field has a form of its own.
    #[serde(default)]
    pub field_options: Vec<serde_json::Value>,
}

/// The transitions that issues of one workflow have in common.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct WorkflowTransitions {
    /// The issues of this workflow, of those that were asked about.
    #[serde(default)]
    pub issues: Vec<IssueKey>,
    /// The transitions.
    #[serde(default)]
    pub transitions: Vec<CommonTransition>,
    /// Whether the workflow has more transitions, which not all of the issues can make, or which have a screen.
    pub is_transitions_filtered: Option<bool>,
}

/// A transition that several issues have in common.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct CommonTransition {
    /// Its id.
    pub transition_id: TransitionId,
    /// Its name.
    pub transition_name: Option<String>,
    /// The status that it leads to.
    pub to: Option<CommonStatus>,
}

/// The status that a transition leads to.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct CommonStatus {
    /// Its id.
    pub status_id: StatusId,
    /// Its name.
    pub status_name: Option<String>,
}

/// A transition, and the issues that are to make it.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[must_use]
pub struct BulkTransition {
    transition_id: TransitionId,
    selected_issue_ids_or_keys: Vec<IssueIdOrKey>,
}

impl BulkTransition {
    /// This transition of these issues, which must have it in common: [`IssueBulk::transitions`] tells.
    pub fn new(transition: impl Into<TransitionId>, issues: impl Into<List<IssueIdOrKey>>) -> Self {
        Self {
            transition_id: transition.into(),
            selected_issue_ids_or_keys: issues.into().into_vec(),
        }
    }
}
