//! What a blog post is, and how it is written.

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{AccountId, Timestamp, open_enum};

use crate::content::{Body, ContentLinks, ContentStatus, NewBody};
use crate::labels::Label;
use crate::likes::Like;
use crate::properties::ContentProperty;
use crate::users::OperationCheckResult;
use crate::versions::{NewVersion, UpdateVersion, Version};
use crate::{BlogPostId, Included, SpaceId};

open_enum! {
    /// The order of blog posts.
    pub enum BlogPostSort {
        /// The oldest first.
        Id = "id",
        /// The newest first.
        IdDescending = "-id",
        /// By the time at which they were made.
        Created = "created-date",
        /// The other way round.
        CreatedDescending = "-created-date",
        /// The one first that was left alone longest.
        Modified = "modified-date",
        /// The last changed first.
        ModifiedDescending = "-modified-date",
    }
}

/// A blog post.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct BlogPost {
    /// Its id. It never changes.
    pub id: BlogPostId,
    /// What has become of it.
    pub status: Option<ContentStatus>,
    /// Its title.
    pub title: Option<String>,
    /// The space that it is in.
    pub space_id: Option<SpaceId>,
    /// Who made it.
    pub author_id: Option<AccountId>,
    /// When it was made.
    pub created_at: Option<Timestamp>,
    /// Its version.
    pub version: Option<Version>,
    /// Its text, where that was asked for.
    #[serde(default)]
    pub body: Body,
    /// Its labels, where those were asked for.
    pub labels: Option<Included<Label>>,
    /// Its properties, where those were asked for.
    pub properties: Option<Included<ContentProperty>>,
    /// What the caller may do with it, where that was asked for.
    pub operations: Option<Included<OperationCheckResult>>,
    /// Who likes it, where that was asked for.
    pub likes: Option<Included<Like>>,
    /// Its versions, where those were asked for.
    pub versions: Option<Included<Version>>,
    /// Whether the caller has marked it as a favourite, where that was asked for.
    pub is_favorited_by_current_user: Option<bool>,
    /// Where it is for browsers.
    #[serde(rename = "_links")]
    pub links: Option<ContentLinks>,
}

impl BlogPost {
    /// The version that comes after this one. A draft stays at its first until it is published.
    pub fn next_version(&self) -> NewVersion {
        NewVersion::of_content(self.status.as_ref(), self.version.as_ref())
    }
}

/// A blog post to make.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[must_use = "a blog post is made by `create`"]
pub struct NewBlogPost {
    space_id: SpaceId,
    status: ContentStatus,
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<NewBody>,
    #[serde(skip_serializing_if = "Option::is_none")]
    created_at: Option<Timestamp>,
}

impl NewBlogPost {
    /// A blog post of this title in this space, without a text.
    pub fn new(space: impl Into<SpaceId>, title: impl Into<String>) -> Self {
        Self {
            space_id: space.into(),
            status: ContentStatus::Current,
            title: title.into(),
            body: None,
            created_at: None,
        }
    }

    /// With this text.
    pub fn body(mut self, body: impl Into<NewBody>) -> Self {
        self.body = Some(body.into());
        self
    }

    /// Not published yet.
    pub fn draft(mut self) -> Self {
        self.status = ContentStatus::Draft;
        self
    }

    /// As if it had been made then.
    pub fn created_at(mut self, time: impl Into<Timestamp>) -> Self {
        self.created_at = Some(time.into());
        self
    }
}

/// The next version of a blog post.
///
/// It is made from the blog post as it was read, so that a change that somebody else has made since is found out.
#[derive(Clone, Debug, Serialize)]
#[must_use = "a blog post is changed by `update`"]
pub struct BlogPostUpdate {
    id: BlogPostId,
    status: ContentStatus,
    title: String,
    body: NewBody,
    version: UpdateVersion,
}

impl BlogPostUpdate {
    /// The blog post that was read, with this text.
    pub fn of(post: &BlogPost, body: impl Into<NewBody>) -> Self {
        Self {
            id: post.id.clone(),
            status: post.status.clone().unwrap_or(ContentStatus::Current),
            title: post.title.clone().unwrap_or_default(),
            body: body.into(),
            version: UpdateVersion::of(post.status.as_ref(), post.version.as_ref()),
        }
    }

    /// With this title.
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }

    /// With a note on what has changed.
    pub fn message(mut self, message: impl Into<String>) -> Self {
        self.version.message(message);
        self
    }

    /// Published, where it was a draft.
    pub fn publish(mut self) -> Self {
        self.status = ContentStatus::Current;
        self.version.becomes(&self.status);
        self
    }

    /// Published as this version: the [`next_version`](BlogPost::next_version) of the blog post as it is published.
    ///
    /// Where the draft of a published blog post was read, it takes this: such a draft has a number of its own, the first one,
    /// which the service refuses here (409).
    pub fn version(mut self, published: NewVersion) -> Self {
        self.version.set_published(published, &self.status);
        self
    }

    /// Saved as a draft beside the published one, which stays as it is.
    pub fn draft(mut self) -> Self {
        self.status = ContentStatus::Draft;
        self.version.becomes(&self.status);
        self
    }
}
