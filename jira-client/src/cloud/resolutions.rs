//! Resolutions.

use atlassian_core::{id_type, operations};
use serde::{Deserialize, Serialize};

operations! {
    /// Resolutions.
    pub struct Resolutions;
}

id_type! {
    /// The id of a resolution: digits, like `10000`.
    pub struct ResolutionId;
}

/// A resolution.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Resolution {
    /// Its id.
    pub id: ResolutionId,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its address in the API.
    #[serde(rename = "self", skip_serializing_if = "Option::is_none")]
    pub self_url: Option<String>,
}
