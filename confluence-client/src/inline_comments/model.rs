//! What an inline comment is, and how it is made.

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{AccountId, Elements, Timestamp, open_enum};

use crate::content::{Body, ContentLinks, ContentStatus, NewBody};
use crate::likes::Like;
use crate::properties::ContentProperty;
use crate::users::OperationCheckResult;
use crate::versions::{NewVersion, Version};
use crate::{BlogPostId, CommentId, Included, IncludedMeta, PageId};

open_enum! {
    /// How the discussion of an inline comment stands.
    pub enum Resolution {
        /// It goes on.
        Open = "open",
        /// It goes on after it was over once.
        Reopened = "reopened",
        /// It is over.
        Resolved = "resolved",
        /// What it was about is no longer in the text.
        Dangling = "dangling",
    }
}

/// An inline comment. Who wrote it is the author of its first version.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct InlineComment {
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
    /// The comment that it answers.
    pub parent_comment_id: Option<CommentId>,
    /// Its version.
    pub version: Option<Version>,
    /// Its text, where that was asked for.
    #[serde(default)]
    pub body: Body,
    /// Where in the text it is; and the properties that apps keep on it, where those were asked for.
    pub properties: Option<InlineProperties>,
    /// How the discussion stands.
    pub resolution_status: Option<Resolution>,
    /// Who resolved it or opened it again.
    pub resolution_last_modifier_id: Option<AccountId>,
    /// When that was.
    pub resolution_last_modified_at: Option<Timestamp>,
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

impl InlineComment {
    /// The version that comes after this one.
    pub fn next_version(&self) -> NewVersion {
        NewVersion::of_content(self.status.as_ref(), self.version.as_ref())
    }
}

/// Where in a text a comment is, and what apps keep on it.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct InlineProperties {
    /// What marks the place in the text.
    pub inline_marker_ref: Option<String>,
    /// What stood there when the comment was made.
    pub inline_original_selection: Option<String>,
    /// The properties, where those were asked for.
    #[serde(default)]
    pub results: Elements<ContentProperty>,
    /// Whether there are more.
    pub meta: Option<IncludedMeta>,
}

/// A place in a text: where some words stand in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[must_use = "it belongs into a comment"]
pub struct Selection {
    #[serde(rename = "textSelection")]
    words: String,
    #[serde(rename = "textSelectionMatchCount")]
    count: u32,
    #[serde(rename = "textSelectionMatchIndex")]
    index: u32,
}

impl Selection {
    /// These words, which stand in the text once.
    pub fn of(words: impl Into<String>) -> Self {
        Self::one_of(words, 0, 1)
    }

    /// These words where they stand for the `index`th time, from 0, of `count` times in all.
    pub fn one_of(words: impl Into<String>, index: u32, count: u32) -> Self {
        Self {
            words: words.into(),
            count,
            index,
        }
    }
}

/// A comment to add.
#[derive(Clone, Debug, serde::Serialize)]
#[serde(rename_all = "camelCase")]
#[must_use = "a comment is added by `create`"]
pub struct NewInlineComment {
    #[serde(flatten)]
    on: On,
    body: NewBody,
    #[serde(skip_serializing_if = "Option::is_none")]
    inline_comment_properties: Option<Selection>,
}

#[derive(Clone, Debug, serde::Serialize)]
enum On {
    #[serde(rename = "pageId")]
    Page(PageId),
    #[serde(rename = "blogPostId")]
    BlogPost(BlogPostId),
    #[serde(rename = "parentCommentId")]
    ParentComment(CommentId),
}

impl NewInlineComment {
    /// On this place in a page.
    pub fn on_page(page: impl Into<PageId>, body: impl Into<NewBody>, at: Selection) -> Self {
        Self {
            on: On::Page(page.into()),
            body: body.into(),
            inline_comment_properties: Some(at),
        }
    }

    /// On this place in a blog post.
    pub fn on_blog_post(
        post: impl Into<BlogPostId>,
        body: impl Into<NewBody>,
        at: Selection,
    ) -> Self {
        Self {
            on: On::BlogPost(post.into()),
            body: body.into(),
            inline_comment_properties: Some(at),
        }
    }

    /// As an answer to this comment.
    pub fn answer(comment: impl Into<CommentId>, body: impl Into<NewBody>) -> Self {
        Self {
            on: On::ParentComment(comment.into()),
            body: body.into(),
            inline_comment_properties: None,
        }
    }
}
