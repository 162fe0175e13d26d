//! What a page is.

use atlassian_core::model::Deserialize;
use atlassian_core::{AccountId, Timestamp, open_enum};

use crate::content::{Body, ContentLinks, ContentStatus, ContentType};
use crate::labels::Label;
use crate::likes::Like;
use crate::properties::ContentProperty;
use crate::users::OperationCheckResult;
use crate::versions::{NewVersion, Version};
use crate::{ContentId, Included, PageId, SpaceId};

open_enum! {
    /// The order of pages.
    pub enum PageSort {
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
        /// By title.
        Title = "title",
        /// By title, backwards.
        TitleDescending = "-title",
    }

    /// A kind of page.
    pub enum PageSubtype {
        /// One that has no drafts: each change is there at once.
        Live = "live",
        /// One that is edited and published.
        Page = "page",
    }

    /// How far down in the tree of a space.
    pub enum PageDepth {
        /// All pages.
        All = "all",
        /// Those at the root only.
        Root = "root",
    }
}

/// A page.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct WikiPage {
    /// Its id. It never changes.
    pub id: PageId,
    /// What has become of it.
    pub status: Option<ContentStatus>,
    /// Its title.
    pub title: Option<String>,
    /// The space that it is in.
    pub space_id: Option<SpaceId>,
    /// What it is below of.
    pub parent_id: Option<ContentId>,
    /// What kind of content that is.
    pub parent_type: Option<ContentType>,
    /// Its place among all that have the same parent; the order counts and not the number.
    pub position: Option<i64>,
    /// Who made it.
    pub author_id: Option<AccountId>,
    /// Whom it belongs to.
    pub owner_id: Option<AccountId>,
    /// Whom it belonged to before.
    pub last_owner_id: Option<AccountId>,
    /// Its kind, in listings.
    pub subtype: Option<PageSubtype>,
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

impl WikiPage {
    /// The version that comes after this one. A draft stays at its first until it is published.
    pub fn next_version(&self) -> NewVersion {
        NewVersion::of_content(self.status.as_ref(), self.version.as_ref())
    }
}
