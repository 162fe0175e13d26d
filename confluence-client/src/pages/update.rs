//! Pages to write.

use atlassian_core::AccountId;
use atlassian_core::model::Serialize;

use super::{PageSubtype, WikiPage};
use crate::content::{ContentStatus, NewBody};
use crate::versions::{NewVersion, UpdateVersion};
use crate::{ContentId, PageId, SpaceId};

/// A page to make.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[must_use = "a page is made by `create`"]
pub struct NewPage {
    space_id: SpaceId,
    status: ContentStatus,
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    parent_id: Option<ContentId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<NewBody>,
    #[serde(skip_serializing_if = "Option::is_none")]
    subtype: Option<PageSubtype>,
}

impl NewPage {
    /// A page of this title in this space, below its homepage, without a text.
    pub fn new(space: impl Into<SpaceId>, title: impl Into<String>) -> Self {
        Self {
            space_id: space.into(),
            status: ContentStatus::Current,
            title: title.into(),
            parent_id: None,
            body: None,
            subtype: None,
        }
    }

    /// With this text.
    pub fn body(mut self, body: impl Into<NewBody>) -> Self {
        self.body = Some(body.into());
        self
    }

    /// Below this page or folder.
    pub fn parent(mut self, parent: impl Into<ContentId>) -> Self {
        self.parent_id = Some(parent.into());
        self
    }

    /// Not published yet.
    pub fn draft(mut self) -> Self {
        self.status = ContentStatus::Draft;
        self
    }

    /// Without drafts from now on: each change is there at once.
    pub fn live(mut self) -> Self {
        self.subtype = Some(PageSubtype::Live);
        self
    }
}

/// The next version of a page.
///
/// It is made from the page as it was read, so that a change that somebody else has made since is found out.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[must_use = "a page is changed by `update`"]
pub struct PageUpdate {
    id: PageId,
    status: ContentStatus,
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    parent_id: Option<ContentId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    owner_id: Option<AccountId>,
    body: NewBody,
    version: UpdateVersion,
}

impl PageUpdate {
    /// The page that was read, with this text.
    pub fn of(page: &WikiPage, body: impl Into<NewBody>) -> Self {
        Self {
            id: page.id.clone(),
            status: page.status.clone().unwrap_or(ContentStatus::Current),
            title: page.title.clone().unwrap_or_default(),
            parent_id: None,
            owner_id: None,
            body: body.into(),
            version: UpdateVersion::of(page.status.as_ref(), page.version.as_ref()),
        }
    }

    /// With this title.
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }

    /// Below this page of the same space.
    pub fn parent(mut self, parent: impl Into<ContentId>) -> Self {
        self.parent_id = Some(parent.into());
        self
    }

    /// Belonging to this account.
    pub fn owner(mut self, owner: impl Into<AccountId>) -> Self {
        self.owner_id = Some(owner.into());
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

    /// Published as this version: the [`next_version`](WikiPage::next_version) of the page as it is published.
    ///
    /// Where the draft of a published page was read, it takes this: such a draft has a number of its own, the first one,
    /// which the service refuses here (409).
    pub fn version(mut self, published: NewVersion) -> Self {
        self.version.set_published(published, &self.status);
        self
    }

    /// Saved as a draft beside the published page, which stays as it is.
    pub fn draft(mut self) -> Self {
        self.status = ContentStatus::Draft;
        self.version.becomes(&self.status);
        self
    }
}
