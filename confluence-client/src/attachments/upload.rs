//! Files to attach, and changes to attachments.

use atlassian_core::model::Serialize;
use atlassian_core::{Body, FilePart, Form};

use super::Attachment;
use crate::versions::NewVersion;
use crate::{AttachmentId, ContentId, PageId};

/// A file to attach, with what is said of it.
#[derive(Clone, Debug)]
#[must_use = "a file is attached by `add`"]
pub struct Upload {
    file: FilePart,
    comment: Option<String>,
    minor_edit: bool,
}

impl Upload {
    /// This file. Give it its media type, which is not guessed here.
    pub fn new(file: FilePart) -> Self {
        Self {
            file,
            comment: None,
            minor_edit: false,
        }
    }

    /// With a comment.
    pub fn comment(mut self, comment: impl Into<String>) -> Self {
        self.comment = Some(comment.into());
        self
    }

    /// Without telling anybody who watches.
    pub fn minor_edit(mut self) -> Self {
        self.minor_edit = true;
        self
    }
}

impl From<FilePart> for Upload {
    fn from(file: FilePart) -> Self {
        Self::new(file)
    }
}

impl From<Upload> for Body {
    fn from(upload: Upload) -> Self {
        let mut form = Form::new().file("file", upload.file);
        if let Some(comment) = upload.comment {
            form = form.text("comment", comment);
        }
        let minor_edit = if upload.minor_edit { "true" } else { "false" };
        form.text("minorEdit", minor_edit).into()
    }
}

/// Changes to what is known of an attachment, made from it as it was read.
#[derive(Clone, Debug, Serialize)]
#[must_use = "an attachment is changed by `update`"]
pub struct AttachmentUpdate {
    id: AttachmentId,
    #[serde(rename = "type")]
    kind: &'static str,
    /// Here it is the version that was read: only new content makes a new one.
    version: NewVersion,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    metadata: Option<Metadata>,
    #[serde(skip_serializing_if = "Option::is_none")]
    container: Option<Container>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Metadata {
    media_type: String,
}

#[derive(Clone, Debug, Serialize)]
struct Container {
    id: ContentId,
    #[serde(rename = "type")]
    kind: &'static str,
}

impl AttachmentUpdate {
    /// The attachment that was read, unchanged.
    pub fn of(attachment: &Attachment) -> Self {
        let number = attachment.version.as_ref().map_or(1, |it| it.number);
        Self {
            id: attachment.id.clone(),
            kind: "attachment",
            version: NewVersion::number(number),
            title: None,
            metadata: None,
            container: None,
        }
    }

    /// With this name.
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// Of this media type.
    pub fn media_type(mut self, media_type: impl Into<String>) -> Self {
        self.metadata = Some(Metadata {
            media_type: media_type.into(),
        });
        self
    }

    /// On this page.
    pub fn page(mut self, page: impl Into<PageId>) -> Self {
        self.container = Some(Container {
            id: page.into().into(),
            kind: "page",
        });
        self
    }
}
