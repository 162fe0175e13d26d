//! Sprints.

use atlassian_core::{id_type, operations};
use serde::{Deserialize, Serialize};

operations! {
    /// Sprints.
    pub struct Sprints;
}

id_type! {
    /// The id of a sprint: digits, like `37`.
    pub struct SprintId;
}

/// A sprint.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Sprint {
    /// Its id.
    pub id: SprintId,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// `future`, `active` or `closed`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// Its address in the API.
    #[serde(rename = "self", skip_serializing_if = "Option::is_none")]
    pub self_url: Option<String>,
}
