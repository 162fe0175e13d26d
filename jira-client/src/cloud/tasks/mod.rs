//! Long-running work of the service, which goes on in the background.

mod wait;

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{BoxFuture, NoContent, Timestamp, id_type, open_enum, operations};
use serde_json::Value;

pub(crate) use wait::Told;
pub use wait::Waiting;

operations! {
    /// Tasks that go on in the background.
    pub struct Tasks;

    /// How far a task is, and its result once it is over.
    ///
    /// Tasks are kept for about 14 days. [`wait`](Tasks::wait) asks until it is over. What bulk changes of issues come
    /// to is asked for by [`IssueBulk::progress`](super::issue_bulk::IssueBulk::progress).
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-tasks/#api-rest-api-3-task-taskid-get)
    get: GetTask = GET "/rest/api/3/task/{taskId}" => Task {
        permission "Administer Jira, or having started the task";
        scopes ["read:jira-work"];
        granular [];
        takes { path task = "taskId": TaskId }
    }

    /// Asks the service to end a task before its time.
    ///
    /// What it did by then stays done. A task that is over, and one that cannot be ended, are refused (400).
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-tasks/#api-rest-api-3-task-taskid-cancel-post)
    cancel: CancelTask = POST "/rest/api/3/task/{taskId}/cancel" => NoContent {
        permission "Administer Jira, or having started the task";
        scopes ["write:jira-work"];
        granular ["delete:async-task:jira"];
        takes { path task = "taskId": TaskId }
    }
}

impl Tasks {
    /// Asks for a task until it is over, and gives it with its result.
    ///
    /// ```no_run
    /// # async fn example(jira: jira_client::Jira) -> jira_client::Result<()> {
    /// let link = jira.issue_archive().archive_by_jql("project = ACME AND updated < -730d").send().await?;
    /// let task = jira.tasks().wait(link.task_id()).finish().await?;
    /// println!("{:?}", task.result);
    /// # Ok(()) }
    /// ```
    pub fn wait(&self, task: impl Into<TaskId>) -> Waiting<Task> {
        let (tasks, task) = (self.clone(), task.into());
        let ask = move |left| -> BoxFuture<'static, _> {
            Box::pin(
                tasks
                    .get(&task)
                    .customize(|call| call.with_deadline(left))
                    .send(),
            )
        };
        Waiting::new(&self.client, ask, Task::told)
    }
}

id_type! {
    /// The id of a task: digits, like `10641`.
    pub struct TaskId;
}

open_enum! {
    /// How far a task is.
    pub enum TaskStatus {
        /// It waits for its turn.
        Enqueued = "ENQUEUED",
        /// It is being done.
        Running = "RUNNING",
        /// It is done.
        Complete = "COMPLETE",
        /// It failed.
        Failed = "FAILED",
        /// It is to end before its time, and has not yet.
        CancelRequested = "CANCEL_REQUESTED",
        /// It was ended before its time.
        Cancelled = "CANCELLED",
        /// The service lost it.
        Dead = "DEAD",
    }
}

impl TaskStatus {
    /// Whether nothing more will happen.
    #[must_use]
    pub fn is_over(&self) -> bool {
        matches!(
            self,
            Self::Complete | Self::Failed | Self::Cancelled | Self::Dead
        )
    }
}

/// A task.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Task {
    /// Its id.
    pub id: TaskId,
    /// How far it is.
    pub status: TaskStatus,
    /// How far it is, in percent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub progress: Option<i64>,
    /// What it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// What the service says of it, in a sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// What came of it, once it is over. Each kind of task has a form of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result: Option<Value>,
    /// A number for the account that started it; no account id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub submitted_by: Option<i64>,
    /// When it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub submitted: Option<Timestamp>,
    /// When it began.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub started: Option<Timestamp>,
    /// When it ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub finished: Option<Timestamp>,
    /// When something was last heard of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_update: Option<Timestamp>,
    /// How long it has been going on, in milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub elapsed_runtime: Option<i64>,
    /// Its address in the API.
    #[serde(rename = "self", skip_serializing_if = "Option::is_none")]
    pub self_url: Option<String>,
}

impl Task {
    fn told(&self) -> Told<'_> {
        Told {
            status: &self.status,
            progress: self.progress,
            message: self.message.as_deref(),
        }
    }
}

/// The address of a task, which is all that some operations answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TaskLink(String);

impl TaskLink {
    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The id of the task: the end of the address.
    #[must_use]
    pub fn task_id(&self) -> TaskId {
        let path = self.0.split(['?', '#']).next().unwrap_or_default();
        let id = path.trim_end_matches('/').rsplit('/').next();
        TaskId::new(id.unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_ends_with_the_id() {
        for link in [
            "https://acme.atlassian.net/rest/api/3/task/1010",
            "/rest/api/3/task/1010/",
            "https://api.atlassian.com/ex/jira/1/rest/api/3/task/1010?x=1",
        ] {
            assert_eq!(TaskLink(link.to_owned()).task_id().as_str(), "1010");
        }
    }

    #[test]
    fn only_four_words_mean_the_end() {
        let over: Vec<&str> = TaskStatus::known()
            .iter()
            .copied()
            .filter(|word| TaskStatus::from(*word).is_over())
            .collect();
        assert_eq!(over, ["COMPLETE", "FAILED", "CANCELLED", "DEAD"]);
        assert!(!TaskStatus::from("RESTING").is_over());
    }
}
