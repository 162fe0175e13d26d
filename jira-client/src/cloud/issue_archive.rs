//! Archiving issues: out of sight, but not deleted.

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{AccountId, Timestamp, operations};

use super::issue_types::IssueTypeId;
use super::tasks::{TaskId, TaskLink, TaskStatus};
use crate::ids::{AtLeastOne, IssueIdOrKey, List, ProjectKey};

operations! {
    /// Issues that are archived: out of sight, and not deleted. Only plans from Premium on have that.
    ///
    /// An archived issue is in no search and cannot be changed; by its key it can still be read.
    pub struct IssueArchive;

    /// Archives up to 1000 issues, with their sub-tasks.
    ///
    /// Sub-tasks cannot be archived without the issue above them. The answer tells what was not archived; if nothing was,
    /// the call fails (400). Of more than 1000 issues, some are archived, and the call fails all the same (412).
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-archive-put)
    archive: ArchiveIssues = PUT "/rest/api/3/issue/archive" => ArchiveOutcome {
        permission "Administer Jira";
        scopes ["write:jira-work"];
        granular ["write:issue:jira"];
        takes { body issues = "issueIdsOrKeys": List<IssueIdOrKey> }
    }

    /// Brings up to 1000 archived issues back, with their sub-tasks.
    ///
    /// The answer tells what was not brought back; if nothing was, the call fails (400).
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-unarchive-put)
    unarchive: UnarchiveIssues = PUT "/rest/api/3/issue/unarchive" => ArchiveOutcome {
        permission "Administer Jira";
        scopes ["write:jira-work"];
        granular ["write:issue:jira"];
        takes { body issues = "issueIdsOrKeys": List<IssueIdOrKey> }
    }

    /// Archives what a query finds, up to 100000 issues, in the background.
    ///
    /// [`Tasks::wait`](super::tasks::Tasks::wait) waits for its end. While one such task is going on, another is refused
    /// (412).
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-archive-post)
    archive_by_jql: ArchiveIssuesAsync = POST "/rest/api/3/issue/archive" => TaskLink {
        permission "Administer Jira";
        scopes ["write:jira-work"];
        granular ["write:issue:jira"];
        takes { body jql = "jql": String }
    }

    /// Writes a file of the archived issues, in the background: their system fields, and who archived them when.
    ///
    /// The caller gets a mail with the address of the file (CSV). All archived issues unless filters are set; more than a
    /// million are refused. While one such task is going on, another is refused (412).
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issues-archive-export-put)
    export: ExportArchivedIssues = PUT "/rest/api/3/issues/archive/export" => ArchiveExport {
        permission "Administer Jira";
        scopes ["read:jira-work"];
        granular ["read:issue:jira"];
        repeat never;
        takes { whole_body filter = "filter": ArchiveFilter }
    }
}

/// What came of archiving issues, or of bringing them back.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ArchiveOutcome {
    /// How many issues it was done to, sub-tasks included.
    #[serde(default)]
    pub number_of_issues_updated: u64,
    /// To which it was not, and why.
    #[serde(default)]
    pub errors: ArchiveErrors,
}

/// Issues that were left as they were, by reason.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ArchiveErrors {
    /// Sub-tasks, which follow the issue above them.
    pub issue_is_subtask: Option<ArchiveError>,
    /// Issues of projects that are archived.
    pub issues_in_archived_projects: Option<ArchiveError>,
    /// Issues of projects whose product has no licence.
    pub issues_in_unlicensed_projects: Option<ArchiveError>,
    /// Issues that are not there, or hidden from the caller.
    pub issues_not_found: Option<ArchiveError>,
    /// Issues that the caller may not archive.
    pub user_does_not_have_permission: Option<ArchiveError>,
}

/// Issues that were left as they were for one reason.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ArchiveError {
    /// How many they are.
    #[serde(default)]
    pub count: u64,
    /// The issues, as they were named.
    #[serde(default)]
    pub issue_ids_or_keys: Vec<IssueIdOrKey>,
    /// The reason.
    pub message: Option<String>,
}

/// Which archived issues to export; all of them unless something is set. With a list that is empty, the call fails
/// without being sent: the service would take it for all.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
#[must_use]
pub struct ArchiveFilter {
    #[serde(skip_serializing_if = "Option::is_none")]
    archived_by: Option<AtLeastOne<AccountId>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    archived_date_range: Option<DateRange>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issue_types: Option<AtLeastOne<IssueTypeId>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    projects: Option<AtLeastOne<ProjectKey>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reporters: Option<AtLeastOne<AccountId>>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct DateRange {
    date_after: String,
    date_before: String,
}

impl ArchiveFilter {
    /// All archived issues.
    pub fn all() -> Self {
        Self::default()
    }

    /// Only issues archived after one day and before another, both as `2026-01-31`. The service takes only both.
    pub fn archived_between(mut self, after: impl Into<String>, before: impl Into<String>) -> Self {
        self.archived_date_range = Some(DateRange {
            date_after: after.into(),
            date_before: before.into(),
        });
        self
    }

    /// Only issues archived by one of these accounts.
    pub fn archived_by(mut self, accounts: impl Into<List<AccountId>>) -> Self {
        self.archived_by = Some(AtLeastOne(accounts.into().into_vec()));
        self
    }

    /// Only issues of these types.
    pub fn issue_types(mut self, types: impl Into<List<IssueTypeId>>) -> Self {
        self.issue_types = Some(AtLeastOne(types.into().into_vec()));
        self
    }

    /// Only issues of these projects.
    pub fn projects(mut self, keys: impl Into<List<ProjectKey>>) -> Self {
        self.projects = Some(AtLeastOne(keys.into().into_vec()));
        self
    }

    /// Only issues reported by one of these accounts.
    pub fn reporters(mut self, accounts: impl Into<List<AccountId>>) -> Self {
        self.reporters = Some(AtLeastOne(accounts.into().into_vec()));
        self
    }
}

/// An export of archived issues that has begun.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ArchiveExport {
    /// Its task.
    pub task_id: TaskId,
    /// How far it is.
    pub status: Option<TaskStatus>,
    /// How far it is, in percent.
    pub progress: Option<i64>,
    /// The filter, in words of the service's own.
    pub payload: Option<String>,
    /// When it was asked for.
    pub submitted_time: Option<Timestamp>,
    /// The address of the file, once it is there.
    pub file_url: Option<String>,
}
