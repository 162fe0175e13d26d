//! What became of a change of many issues.

use std::collections::BTreeMap;

use atlassian_core::Timestamp;
use atlassian_core::model::{Deserialize, Serialize};

use crate::cloud::tasks::{TaskId, TaskStatus, Told};
use crate::cloud::users::User;
use crate::ids::IssueId;

/// How far a change of many issues is, and what became of each of them.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct BulkProgress {
    /// Its task.
    pub task_id: TaskId,
    /// How far it is.
    pub status: TaskStatus,
    /// How far it is, in percent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub progress_percent: Option<i64>,
    /// How many issues it is about. Sent at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_issue_count: Option<u64>,
    /// The issues that were changed. Sent at the end, like what follows.
    #[serde(default)]
    pub processed_accessible_issues: Vec<IssueId>,
    /// The issues that were not changed, each with the reasons, in sentences for people.
    #[serde(default)]
    pub failed_accessible_issues: BTreeMap<IssueId, Vec<String>>,
    /// How many issues are not there, or hidden from the caller. The service does not say which.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invalid_or_inaccessible_issue_count: Option<u64>,
    /// Who asked for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub submitted_by: Option<User>,
    /// When it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created: Option<Timestamp>,
    /// When it began.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub started: Option<Timestamp>,
    /// When something was last heard of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated: Option<Timestamp>,
}

impl BulkProgress {
    /// Whether it is over and every issue was changed.
    #[must_use]
    pub fn is_all_done(&self) -> bool {
        self.status == TaskStatus::Complete
            && self.failed_accessible_issues.is_empty()
            && self.invalid_or_inaccessible_issue_count.unwrap_or(0) == 0
    }

    pub(super) fn told(&self) -> Told<'_> {
        Told {
            status: &self.status,
            progress: self.progress_percent,
            message: None,
        }
    }
}
