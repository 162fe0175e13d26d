//! Work logged on an issue.

use atlassian_core::{id_type, operations};
use serde::{Deserialize, Serialize};

operations! {
    /// Work logged on an issue.
    pub struct Worklogs;
}

id_type! {
    /// The id of a worklog: digits, like `10000`.
    pub struct WorklogId;
}

/// Logged work.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Worklog {
    /// Its id.
    pub id: WorklogId,
    /// Its address in the API.
    #[serde(rename = "self", skip_serializing_if = "Option::is_none")]
    pub self_url: Option<String>,
}
