//! Work logged on an issue, and the feeds of what was logged, changed and deleted on the whole site.

mod estimate;
mod worklog;

use atlassian_core::{Elements, NextIn, NoContent, Page, Paging, Patch, open_enum, operations};
use atlassian_document::Document;

use super::comments::Visibility;
use super::properties::EntityProperty;
use crate::ids::{IssueIdOrKey, NumericIds};

pub use estimate::{EstimateAfter, EstimateAfterMany, EstimateAfterUpdate, WorkingTime};
pub use worklog::{ChangedWorklog, Started, TimeSpent, Worklog, WorklogId};

operations! {
    /// Work logged on an issue.
    ///
    /// Everything here needs time tracking to be switched on for the site. Logging work changes the issue's remaining
    /// estimate unless told otherwise: see [`EstimateAfter`].
    ///
    /// ```no_run
    /// # async fn example(jira: jira_client::Jira) -> jira_client::Result<()> {
    /// use std::time::Duration;
    /// use jira_client::cloud::worklogs::EstimateAfter;
    ///
    /// jira.worklogs()
    ///     .create("ACME-1", Duration::from_secs(90 * 60))
    ///     .started("2026-03-26T09:00:00Z")
    ///     .estimate(EstimateAfter::Leave)
    ///     .notify_users(false)
    ///     .send()
    ///     .await?;
    /// # Ok(()) }
    /// ```
    pub struct Worklogs;

    /// The work logged on an issue, the oldest first.
    ///
    /// All of it, while an issue itself carries 20 worklogs at most. Worklogs that the caller may not see are left out and
    /// not counted.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-worklogs/#api-rest-api-3-issue-issueidorkey-worklog-get)
    list: GetIssueWorklog = GET "/rest/api/3/issue/{issueIdOrKey}/worklog" => Page<Worklog> {
        permission "Browse projects";
        scopes ["read:jira-work"];
        granular ["read:group:jira", "read:issue-worklog:jira", "read:issue-worklog.property:jira",
            "read:project-role:jira", "read:user:jira", "read:avatar:jira"];
        takes { path issue = "issueIdOrKey": IssueIdOrKey }
        query {
            /// Only work that began at this time or later, in milliseconds since 1970-01-01 UTC.
            started_after = "startedAfter": i64,
            /// Only work that began before this time, in milliseconds since 1970-01-01 UTC.
            started_before = "startedBefore": i64,
        }
        query_joined {
            /// What else to send of each worklog.
            expand = "expand": WorklogExpand,
        }
        pages Worklog = Paging::offset("worklogs").unique_by("id").page_size(1000);
    }

    /// One worklog.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-worklogs/#api-rest-api-3-issue-issueidorkey-worklog-id-get)
    get: GetWorklog = GET "/rest/api/3/issue/{issueIdOrKey}/worklog/{id}" => Worklog {
        permission "Browse projects";
        scopes ["read:jira-work"];
        granular ["read:comment:jira", "read:group:jira", "read:issue-worklog:jira",
            "read:issue-worklog.property:jira", "read:project-role:jira", "read:user:jira", "read:avatar:jira"];
        takes { path issue = "issueIdOrKey": IssueIdOrKey, path id = "id": WorklogId }
        query_joined {
            /// What else to send of the worklog.
            expand = "expand": WorklogExpand,
        }
    }

    /// Worklogs of any issues, by their ids: 1000 at most.
    ///
    /// An id that does not exist, or whose worklog the caller may not see, is left out of the answer without a word. It
    /// only reads, so it is repeated like a GET.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-worklogs/#api-rest-api-3-worklog-list-post)
    by_ids: GetWorklogsForIds = POST "/rest/api/3/worklog/list" => Elements<Worklog> {
        permission "Permission to access Jira";
        scopes ["read:jira-work"];
        granular ["read:comment:jira", "read:group:jira", "read:issue-worklog:jira",
            "read:issue-worklog.property:jira", "read:project-role:jira", "read:user:jira", "read:avatar:jira"];
        repeat safe;
        takes { body ids = "ids": NumericIds<WorklogId> }
        query_joined {
            /// What else to send of each worklog.
            expand = "expand": WorklogExpand,
        }
    }

    /// The worklogs of the site that were logged or changed after a point in time, the oldest change first.
    ///
    /// A feed to poll: keep the largest [`updated_time`](ChangedWorklog::updated_time) that came, and begin there the next
    /// time. The last minute before the call is always left out, so that nothing is missed by that; what changed then
    /// comes with the next poll. Only ids come: [`by_ids`](Worklogs::by_ids) reads up to 1000 worklogs at once. Pages have
    /// up to 1000 entries, whatever page size is asked for.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-worklogs/#api-rest-api-3-worklog-updated-get)
    updated: GetIdsOfWorklogsModifiedSince = GET "/rest/api/3/worklog/updated" => Page<ChangedWorklog> {
        permission "Permission to access Jira";
        scopes ["read:jira-work"];
        granular ["read:issue-worklog:jira", "read:issue-worklog.property:jira"];
        query {
            /// Only changes after this point in time, in milliseconds since 1970-01-01 UTC; all of them unless set.
            since = "since": i64,
        }
        query_joined {
            /// What else to send of each worklog.
            expand = "expand": WorklogExpand,
        }
        pages ChangedWorklog = Paging::cursor("values", NextIn::Field("nextPage")).parameters("since", "");
    }

    /// The worklogs of the site that were deleted after a point in time, the oldest deletion first.
    ///
    /// A feed like [`updated`](Worklogs::updated), with the same minute of delay. It tells of all worklogs, of those too
    /// that the caller could not see. A worklog that was moved to another issue is not told of.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-worklogs/#api-rest-api-3-worklog-deleted-get)
    deleted: GetIdsOfWorklogsDeletedSince = GET "/rest/api/3/worklog/deleted" => Page<ChangedWorklog> {
        permission "Permission to access Jira";
        scopes ["read:jira-work"];
        granular ["read:issue-worklog:jira", "read:issue-worklog.property:jira"];
        query {
            /// Only deletions after this point in time, in milliseconds since 1970-01-01 UTC; all of them unless set.
            since = "since": i64,
        }
        pages ChangedWorklog = Paging::cursor("values", NextIn::Field("nextPage")).parameters("since", "");
    }

    /// Logs work on an issue.
    ///
    /// Whole minutes are kept; less than one is refused (400). Author and time of logging are those of the call and cannot
    /// be set, only when the work [`started`](AddWorklog::started). The remaining estimate goes down by what was logged
    /// unless [`estimate`](AddWorklog::estimate) says otherwise. An issue that has reached its limit of worklogs answers
    /// 413.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-worklogs/#api-rest-api-3-issue-issueidorkey-worklog-post)
    create: AddWorklog = POST "/rest/api/3/issue/{issueIdOrKey}/worklog" => Worklog {
        permission "Browse projects and Work On Issues";
        scopes ["write:jira-work"];
        granular ["write:issue-worklog:jira", "write:issue-worklog.property:jira", "read:avatar:jira", "read:group:jira",
            "read:issue-worklog:jira", "read:project-role:jira", "read:user:jira", "read:issue-worklog.property:jira"];
        takes { path issue = "issueIdOrKey": IssueIdOrKey, body time_spent = "timeSpentSeconds": TimeSpent }
        query {
            /// Whether those who watch the issue are told; they are unless this is `false`.
            notify_users = "notifyUsers": bool,
            /// Logs the work although the issue's status forbids changes. For apps of administrators.
            override_editable_flag = "overrideEditableFlag": bool,
        }
        query_joined {
            /// What else to send of the new worklog.
            expand = "expand": WorklogExpand,
        }
        body {
            /// When the work began; now unless set.
            started = "started": Started,
            /// What was done.
            comment = "comment": Document,
            /// Only these may see it; the caller has to be one of them.
            visibility = "visibility": Visibility,
            /// Properties to begin with.
            properties = "properties": Vec<EntityProperty>,
        }
    }

    /// Changes a worklog; what is not set stays as it is.
    ///
    /// The remaining estimate changes with the time spent unless [`estimate`](UpdateWorklog::estimate) says otherwise.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-worklogs/#api-rest-api-3-issue-issueidorkey-worklog-id-put)
    update: UpdateWorklog = PUT "/rest/api/3/issue/{issueIdOrKey}/worklog/{id}" => Worklog {
        permission "Browse projects, and Edit All Worklogs or Edit Own Worklogs";
        scopes ["write:jira-work"];
        granular ["read:comment:jira", "read:group:jira", "read:issue-worklog:jira",
            "read:issue-worklog.property:jira", "read:project-role:jira", "read:user:jira", "write:comment:jira",
            "write:issue-worklog:jira", "write:issue-worklog.property:jira", "read:avatar:jira"];
        takes { path issue = "issueIdOrKey": IssueIdOrKey, path id = "id": WorklogId }
        query {
            /// Whether those who watch the issue are told; they are unless this is `false`.
            notify_users = "notifyUsers": bool,
            /// Changes the worklog although the issue's status forbids it. For apps of administrators.
            override_editable_flag = "overrideEditableFlag": bool,
        }
        query_joined {
            /// What else to send of the worklog.
            expand = "expand": WorklogExpand,
        }
        body {
            /// How long the work took: whole minutes.
            time_spent = "timeSpentSeconds": TimeSpent,
            /// When the work began.
            started = "started": Started,
            /// What was done.
            comment = "comment": Document,
            /// Only these may see it from now on; [`Patch::Clear`] opens it to everybody who sees the issue.
            visibility = "visibility": Patch<Visibility>,
            /// Properties to set; others stay.
            properties = "properties": Vec<EntityProperty>,
        }
    }

    /// Deletes a worklog, for good.
    ///
    /// The remaining estimate goes up by what was logged unless [`estimate`](DeleteWorklog::estimate) says otherwise.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-worklogs/#api-rest-api-3-issue-issueidorkey-worklog-id-delete)
    delete: DeleteWorklog = DELETE "/rest/api/3/issue/{issueIdOrKey}/worklog/{id}" => NoContent {
        permission "Browse projects, and Delete All Worklogs or Delete Own Worklogs";
        scopes ["write:jira-work"];
        granular ["delete:issue-worklog:jira", "delete:issue-worklog.property:jira", "write:issue.time-tracking:jira"];
        takes { path issue = "issueIdOrKey": IssueIdOrKey, path id = "id": WorklogId }
        query {
            /// Whether those who watch the issue are told; they are unless this is `false`.
            notify_users = "notifyUsers": bool,
            /// Deletes the worklog although the issue's status forbids changes. For apps of administrators.
            override_editable_flag = "overrideEditableFlag": bool,
        }
    }

    /// Deletes up to 5000 worklogs of one issue.
    ///
    /// Nobody is told. When some could not be deleted the service answers with success all the same and says so in a
    /// sentence only: list the worklogs afterwards. Atlassian calls this operation experimental.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-worklogs/#api-rest-api-3-issue-issueidorkey-worklog-delete)
    delete_many: BulkDeleteWorklogs = DELETE "/rest/api/3/issue/{issueIdOrKey}/worklog" => NoContent {
        permission "Browse projects and Delete All Worklogs";
        scopes ["write:jira-work"];
        granular ["delete:issue-worklog:jira", "delete:issue-worklog.property:jira", "write:issue.time-tracking:jira",
            "read:group:jira", "read:issue-worklog:jira", "read:project-role:jira", "read:user:jira",
            "read:issue-worklog.property:jira"];
        takes { path issue = "issueIdOrKey": IssueIdOrKey, body ids = "ids": NumericIds<WorklogId> }
        query {
            /// What becomes of the remaining estimate.
            estimate = "adjustEstimate": EstimateAfterMany,
            /// Deletes them although the issue's status forbids changes. For apps of administrators.
            override_editable_flag = "overrideEditableFlag": bool,
        }
    }

    /// Moves up to 5000 worklogs from one issue to another.
    ///
    /// Nobody is told, no webhook is sent, and neither issue's history tells of it. Worklogs that hold an attachment or
    /// are restricted to a role cannot be moved. When some could not be moved the service answers with success all the
    /// same and says so in a sentence only: list the worklogs afterwards. Atlassian calls this operation experimental.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-worklogs/#api-rest-api-3-issue-issueidorkey-worklog-move-post)
    move_many: BulkMoveWorklogs = POST "/rest/api/3/issue/{issueIdOrKey}/worklog/move" => NoContent {
        permission "Browse projects, Delete All Worklogs, and Work On Issues where they go";
        scopes ["write:jira-work"];
        granular ["read:issue-worklog:jira", "write:issue-worklog:jira", "delete:issue-worklog:jira",
            "read:issue-worklog.property:jira", "write:issue-worklog.property:jira",
            "delete:issue-worklog.property:jira", "write:issue.time-tracking:jira", "read:group:jira",
            "read:project-role:jira", "read:user:jira"];
        takes { path issue = "issueIdOrKey": IssueIdOrKey, body ids = "ids": NumericIds<WorklogId> }
        query {
            /// What becomes of the remaining estimates of both issues.
            estimate = "adjustEstimate": EstimateAfterMany,
            /// Moves them although an issue's status forbids changes. For apps of administrators.
            override_editable_flag = "overrideEditableFlag": bool,
        }
        body {
            /// The issue that they go to.
            to = "issueIdOrKey": IssueIdOrKey,
        }
    }
}

open_enum! {
    /// What else to send of a worklog.
    pub enum WorklogExpand {
        /// Its properties.
        Properties = "properties",
    }
}
