//! What the service does in the background.

use atlassian_core::{NextIn, Page, Paging, id_type, operations};
use serde::Deserialize;
use serde_json::Value;

operations! {
    /// What the service does in the background.
    pub struct LongTasks;

    /// The tasks that are running.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-long-running-task/#api-wiki-rest-api-longtask-get)
    list: GetTasks = GET "/wiki/rest/api/longtask" => Page<LongTask> {
        permission "Can use";
        scopes [];
        granular ["read:content.metadata:confluence"];
        query {
            /// Only tasks of this kind, by the key of their name.
            key = "key": String,
        }
        pages LongTask = Paging::cursor("results", NextIn::UnderscoreLinks)
            .parameters("start", "limit")
            .unique_by("id")
            .page_size(100);
    }

    /// One task, also for a while after its end.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-long-running-task/#api-wiki-rest-api-longtask-id-get)
    get: GetTask = GET "/wiki/rest/api/longtask/{id}" => LongTask {
        permission "Can use";
        scopes ["read:confluence-space.summary"];
        granular ["read:content.metadata:confluence"];
        takes { path id = "id": LongTaskId }
    }
}

id_type! {
    /// The id of a task.
    pub struct LongTaskId;
}

/// A task that was started.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct StartedTask {
    /// Its id.
    pub id: LongTaskId,
}

/// A task.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct LongTask {
    /// Its id.
    pub id: LongTaskId,
    /// What it does.
    pub name: Option<TaskName>,
    /// For how long it has been running, in milliseconds.
    pub elapsed_time: Option<i64>,
    /// How far it is, of 100.
    pub percentage_complete: Option<i32>,
    /// Whether it is over.
    pub finished: bool,
    /// Whether it did what it was to do. It means nothing before the task is over.
    pub successful: bool,
    /// In a word: `In progress`.
    pub status: Option<String>,
    /// What it has to say.
    #[serde(default)]
    pub messages: Vec<TaskMessage>,
    /// What went wrong.
    #[serde(default)]
    pub errors: Vec<TaskMessage>,
}

/// What a task does.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct TaskName {
    /// A key for it: `com.atlassian.confluence.longrunning.space.delete`.
    pub key: String,
    /// What goes into its text.
    #[serde(default)]
    pub args: Vec<Value>,
}

/// What a task has to say.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct TaskMessage {
    /// The text.
    pub translation: Option<String>,
    /// What went into it.
    #[serde(default)]
    pub args: Vec<Value>,
}
