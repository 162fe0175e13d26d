//! Links from a version to other work.

use atlassian_core::id_type;
use atlassian_core::model::Deserialize;

use crate::ids::IssueId;

id_type! {
    /// The id of a link from a version to other work: a UUID.
    pub struct RelatedWorkId;
}

/// A link from a version to other work.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct RelatedWork {
    /// Its id. The release notes that Jira writes have none, and cannot be changed.
    pub related_work_id: Option<RelatedWorkId>,
    /// What kind of work it is, like `Design`.
    pub category: String,
    /// What people call it.
    pub title: Option<String>,
    /// Where it is. The release notes that Jira writes are nowhere.
    pub url: Option<String>,
    /// The issue that belongs to it, if one does.
    pub issue_id: Option<IssueId>,
}
