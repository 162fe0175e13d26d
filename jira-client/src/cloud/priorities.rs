//! Priorities.

use atlassian_core::{id_type, operations};
use serde::{Deserialize, Serialize};

operations! {
    /// Priorities.
    pub struct Priorities;
}

id_type! {
    /// The id of a priority: digits, like `3`.
    pub struct PriorityId;
}

/// A priority.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Priority {
    /// Its id.
    pub id: PriorityId,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its address in the API.
    #[serde(rename = "self", skip_serializing_if = "Option::is_none")]
    pub self_url: Option<String>,
}
