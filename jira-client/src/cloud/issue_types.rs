//! Issue types.

use atlassian_core::{id_type, operations};
use serde::{Deserialize, Serialize};

operations! {
    /// Issue types.
    pub struct IssueTypes;
}

id_type! {
    /// The id of an issue type: digits, like `10001`.
    pub struct IssueTypeId;
}

/// An issue type.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct IssueType {
    /// Its id.
    pub id: IssueTypeId,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Whether issues of it are parts of other issues.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subtask: Option<bool>,
    /// Its level: 0 for ordinary issues, 1 for epics, -1 for sub-tasks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hierarchy_level: Option<i32>,
    /// Its address in the API.
    #[serde(rename = "self", skip_serializing_if = "Option::is_none")]
    pub self_url: Option<String>,
}
