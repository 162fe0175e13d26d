//! The wrappers that the organization APIs put around everything.

use atlassian_core::model::{Deserialize, Serialize};

/// An answer about one thing, which stands in the field `data`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Data<T> {
    /// The thing.
    pub data: T,
}

/// Where something can be fetched.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct SelfLink {
    /// Its address in the API, or a cursor that stands for it.
    #[serde(rename = "self", skip_serializing_if = "Option::is_none")]
    pub self_url: Option<String>,
}

/// Where what belongs to something can be fetched.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Related {
    /// The link.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub links: Option<RelatedLink>,
}

/// A link to something that belongs to something else.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct RelatedLink {
    /// The address in the API.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub related: Option<String>,
}

/// Which way to sort.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub enum Direction {
    /// From the smallest up.
    #[serde(rename = "asc")]
    Ascending,
    /// From the largest down.
    #[serde(rename = "desc")]
    Descending,
}
