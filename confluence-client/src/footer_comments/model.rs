//! What a footer comment is, and how it is made.

use atlassian_core::model::Deserialize;

use crate::content::{Body, ContentLinks, ContentStatus, NewBody};
use crate::likes::Like;
use crate::properties::ContentProperty;
use crate::users::OperationCheckResult;
use crate::versions::{NewVersion, Version};
use crate::{AttachmentId, BlogPostId, CommentId, ContentId, Included, PageId};

/// A footer comment. Who wrote it is the author of its first version.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct FooterComment {
    /// Its id.
    pub id: CommentId,
    /// What has become of it.
    pub status: Option<ContentStatus>,
    /// Its title, which Confluence makes.
    pub title: Option<String>,
    /// The page that it is on.
    pub page_id: Option<PageId>,
    /// The blog post that it is on.
    pub blog_post_id: Option<BlogPostId>,
    /// The attachment that it is on.
    pub attachment_id: Option<AttachmentId>,
    /// The content of an app that it is on.
    pub custom_content_id: Option<ContentId>,
    /// The comment that it answers.
    pub parent_comment_id: Option<CommentId>,
    /// Its version.
    pub version: Option<Version>,
    /// Its text, where that was asked for.
    #[serde(default)]
    pub body: Body,
    /// Its properties, where those were asked for.
    pub properties: Option<Included<ContentProperty>>,
    /// What the caller may do with it, where that was asked for.
    pub operations: Option<Included<OperationCheckResult>>,
    /// Who likes it, where that was asked for.
    pub likes: Option<Included<Like>>,
    /// Its versions, where those were asked for.
    pub versions: Option<Included<Version>>,
    /// Where it is for browsers.
    #[serde(rename = "_links")]
    pub links: Option<ContentLinks>,
}

impl FooterComment {
    /// The version that comes after this one.
    pub fn next_version(&self) -> NewVersion {
        NewVersion::of_content(self.status.as_ref(), self.version.as_ref())
    }
}

/// A comment to add.
#[derive(Clone, Debug, serde::Serialize)]
#[serde(rename_all = "camelCase")]
#[must_use = "a comment is added by `create`"]
pub struct NewFooterComment {
    #[serde(flatten)]
    on: On,
    body: NewBody,
}

#[derive(Clone, Debug, serde::Serialize)]
enum On {
    #[serde(rename = "pageId")]
    Page(PageId),
    #[serde(rename = "blogPostId")]
    BlogPost(BlogPostId),
    #[serde(rename = "attachmentId")]
    Attachment(AttachmentId),
    #[serde(rename = "parentCommentId")]
    ParentComment(CommentId),
}

impl NewFooterComment {
    /// On this page.
    pub fn on_page(page: impl Into<PageId>, body: impl Into<NewBody>) -> Self {
        Self {
            on: On::Page(page.into()),
            body: body.into(),
        }
    }

    /// On this blog post.
    pub fn on_blog_post(post: impl Into<BlogPostId>, body: impl Into<NewBody>) -> Self {
        Self {
            on: On::BlogPost(post.into()),
            body: body.into(),
        }
    }

    /// On this attachment.
    pub fn on_attachment(attachment: impl Into<AttachmentId>, body: impl Into<NewBody>) -> Self {
        Self {
            on: On::Attachment(attachment.into()),
            body: body.into(),
        }
    }

    /// As an answer to this comment.
    pub fn answer(comment: impl Into<CommentId>, body: impl Into<NewBody>) -> Self {
        Self {
            on: On::ParentComment(comment.into()),
            body: body.into(),
        }
    }
}
