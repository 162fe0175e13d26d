//! What an attachment is.

use atlassian_core::model::Deserialize;
use atlassian_core::{Elements, Timestamp};

use crate::content::{ContentLinks, ContentStatus};
use crate::labels::Label;
use crate::properties::ContentProperty;
use crate::users::OperationCheckResult;
use crate::versions::{PublishedVersion, Version};
use crate::{AttachmentId, BlogPostId, ContentId, Included, PageId};

/// An attachment.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Attachment {
    /// Its id.
    pub id: AttachmentId,
    /// What has become of it.
    pub status: Option<ContentStatus>,
    /// Its name. A page has each name once.
    pub title: Option<String>,
    /// When it was attached.
    pub created_at: Option<Timestamp>,
    /// The page that it is on.
    pub page_id: Option<PageId>,
    /// The blog post that it is on.
    pub blog_post_id: Option<BlogPostId>,
    /// The content of an app that it is on.
    pub custom_content_id: Option<ContentId>,
    /// Its media type, like `image/png`.
    pub media_type: Option<String>,
    /// Its media type in words.
    pub media_type_description: Option<String>,
    /// What is said of it.
    pub comment: Option<String>,
    /// Its id in the media service.
    pub file_id: Option<String>,
    /// How many bytes it has.
    pub file_size: Option<u64>,
    /// Its version.
    pub version: Option<Version>,
    /// Its labels, where those were asked for.
    pub labels: Option<Included<Label>>,
    /// Its properties, where those were asked for.
    pub properties: Option<Included<ContentProperty>>,
    /// What the caller may do with it, where that was asked for.
    pub operations: Option<Included<OperationCheckResult>>,
    /// Its versions, where those were asked for.
    pub versions: Option<Included<Version>>,
    /// Where it is for browsers. Programs use [`content`](super::Attachments::content), which gives no credential away.
    #[serde(rename = "_links")]
    pub links: Option<ContentLinks>,
}

/// The files that were attached.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct UploadedAttachments {
    /// Each of them.
    #[serde(default)]
    pub results: Elements<UploadedAttachment>,
}

/// An attachment, as version 1 of the API shows it.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct UploadedAttachment {
    /// Its id.
    pub id: AttachmentId,
    /// What has become of it.
    pub status: Option<ContentStatus>,
    /// Its name.
    pub title: Option<String>,
    /// Its version.
    pub version: Option<PublishedVersion>,
    /// The file.
    pub extensions: Option<UploadedFile>,
}

/// The file of an attachment.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct UploadedFile {
    /// Its media type.
    pub media_type: Option<String>,
    /// How many bytes it has.
    pub file_size: Option<u64>,
    /// What is said of it.
    pub comment: Option<String>,
    /// Its id in the media service.
    pub file_id: Option<String>,
}
