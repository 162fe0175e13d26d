//! Attachments of an issue.

use atlassian_core::{id_type, operations};
use serde::{Deserialize, Serialize};

operations! {
    /// Attachments of an issue.
    pub struct Attachments;
}

id_type! {
    /// The id of an attachment: digits, like `10000`.
    pub struct AttachmentId;
}

/// An attachment.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Attachment {
    /// Its id.
    pub id: AttachmentId,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filename: Option<String>,
    /// Its address in the API.
    #[serde(rename = "self", skip_serializing_if = "Option::is_none")]
    pub self_url: Option<String>,
}
