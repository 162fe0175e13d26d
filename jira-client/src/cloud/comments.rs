//! Comments on an issue.

use atlassian_core::operations;
use atlassian_document::Document;
use serde::{Deserialize, Serialize};

use crate::ids::CommentId;

operations! {
    /// Comments on an issue.
    pub struct Comments;
}

/// A comment.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Comment {
    /// Its id.
    pub id: CommentId,
    /// Its text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<Document>,
    /// Its address in the API.
    #[serde(rename = "self", skip_serializing_if = "Option::is_none")]
    pub self_url: Option<String>,
}
