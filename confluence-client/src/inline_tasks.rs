//! Tasks in texts: lines with a box to tick.

use atlassian_core::model::Deserialize;
use atlassian_core::{AccountId, NextIn, Page, Paging, Timestamp, id_type, open_enum, operations};

use crate::content::{Body, BodyFormat};
use crate::{BlogPostId, PageId, SpaceId};

operations! {
    /// Tasks in the texts of pages and blog posts. They are made and worded by editing the text.
    pub struct InlineTasks;

    /// The tasks of the site that the caller may see.
    ///
    /// Pages of 250. Texts come only where a form of them is asked for.
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-task/#api-tasks-get)
    list: GetInlineTasks = GET "/wiki/api/v2/tasks" => Page<InlineTask> {
        permission "Can use";
        scopes [];
        granular ["read:task:confluence"];
        query {
            /// Only open ones, or only those that are done.
            status = "status": TaskStatus,
            /// `false` leaves out those without a text.
            include_blank = "include-blank-tasks": bool,
            /// Only those made at this time or later, in milliseconds since 1970.
            created_from = "created-at-from": i64,
            /// Only those made up to this time, in milliseconds since 1970.
            created_to = "created-at-to": i64,
            /// Only those due at this time or later, in milliseconds since 1970.
            due_from = "due-at-from": i64,
            /// Only those due up to this time, in milliseconds since 1970.
            due_to = "due-at-to": i64,
            /// Only those done at this time or later, in milliseconds since 1970.
            completed_from = "completed-at-from": i64,
            /// Only those done up to this time, in milliseconds since 1970.
            completed_to = "completed-at-to": i64,
            /// Send the texts too, in this form.
            body_format = "body-format": BodyFormat,
        }
        query_filter {
            /// Only these.
            ids = "task-id": InlineTaskId,
            /// Only those in one of these spaces.
            in_spaces = "space-id": SpaceId,
            /// Only those on one of these pages, or of the blog posts that are named.
            on_pages = "page-id": PageId,
            /// Only those on one of these blog posts, or of the pages that are named.
            on_blog_posts = "blogpost-id": BlogPostId,
            /// Only those that one of these accounts has made.
            created_by = "created-by": AccountId,
            /// Only those of one of these accounts.
            assigned_to = "assigned-to": AccountId,
            /// Only those that one of these accounts has done.
            completed_by = "completed-by": AccountId,
        }
        pages InlineTask = Paging::cursor("results", NextIn::UnderscoreLinks).unique_by("id").page_size(250);
    }

    /// One task.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-task/#api-tasks-id-get)
    get: GetTaskById = GET "/wiki/api/v2/tasks/{id}" => InlineTask {
        permission "View the page or blog post, and its space";
        scopes [];
        granular ["read:task:confluence"];
        takes { path id = "id": InlineTaskId }
        query {
            /// Send the text too, in this form.
            body_format = "body-format": BodyFormat,
        }
    }

    /// Ticks a task off, or opens it again. Nothing else of it can be changed here.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-task/#api-tasks-id-put)
    set_status: UpdateTask = PUT "/wiki/api/v2/tasks/{id}" => InlineTask {
        permission "Edit the page or blog post, and view its space";
        scopes [];
        granular ["write:task:confluence"];
        takes { path id = "id": InlineTaskId, body status = "status": TaskStatus }
        query {
            /// Send the text too, in this form.
            body_format = "body-format": BodyFormat,
        }
    }
}

id_type! {
    /// The id of a task in a text: digits.
    pub struct InlineTaskId;
}

open_enum! {
    /// Whether a task is done.
    pub enum TaskStatus {
        /// It is not.
        Incomplete = "incomplete",
        /// It is.
        Complete = "complete",
    }
}

/// A task in a text.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct InlineTask {
    /// Its id.
    pub id: InlineTaskId,
    /// Its id within the text.
    pub local_id: Option<String>,
    /// The space.
    pub space_id: Option<SpaceId>,
    /// The page that it is on.
    pub page_id: Option<PageId>,
    /// The blog post that it is on.
    pub blog_post_id: Option<BlogPostId>,
    /// Whether it is done.
    pub status: Option<TaskStatus>,
    /// Its text, where that was asked for.
    #[serde(default)]
    pub body: Body,
    /// Who made it.
    pub created_by: Option<AccountId>,
    /// Whose it is.
    pub assigned_to: Option<AccountId>,
    /// Who did it.
    pub completed_by: Option<AccountId>,
    /// When it was made.
    pub created_at: Option<Timestamp>,
    /// When it was changed last.
    pub updated_at: Option<Timestamp>,
    /// When it is due.
    pub due_at: Option<Timestamp>,
    /// When it was done.
    pub completed_at: Option<Timestamp>,
}
