//! The tree of pages: what is above and below a page, and where it belongs.

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{NextIn, Page, Paging, ParameterValue, open_enum, operations};

use crate::content::{ContentStatus, ContentType, NewBody};
use crate::long_tasks::StartedTask;
use crate::versions::PublishedVersion;
use crate::{ContentId, PageId, SpaceId, SpaceKey};

operations! {
    /// The tree of pages, in which folders, whiteboards, databases and links have places too.
    pub struct PageTree;

    /// What is right below a page, in the order of the tree.
    ///
    /// Pages of 250.
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-children/#api-pages-id-direct-children-get)
    children: GetPageDirectChildren = GET "/wiki/api/v2/pages/{id}/direct-children" => Page<Child> {
        permission "View the page and its space";
        scopes [];
        granular ["read:hierarchical-content:confluence"];
        takes { path page = "id": PageId }
        query {
            /// In another order.
            sort = "sort": ChildSort,
        }
        pages Child = Paging::cursor("results", NextIn::UnderscoreLinks).unique_by("id").page_size(250);
    }

    /// What is below a page, level by level: two levels unless asked otherwise.
    ///
    /// Pages of 250. What is further down than `depth` is left out without a word; look further from the deepest ones.
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-descendants/#api-pages-id-descendants-get)
    descendants: GetPageDescendants = GET "/wiki/api/v2/pages/{id}/descendants" => Page<Descendant> {
        permission "View the page and its space";
        scopes [];
        granular ["read:hierarchical-content:confluence"];
        takes { path page = "id": PageId }
        query {
            /// How many levels: 10 at most.
            depth = "depth": u32,
        }
        pages Descendant = Paging::cursor("results", NextIn::UnderscoreLinks).unique_by("id").page_size(250);
    }

    /// What is above a page, from the top down to its parent.
    ///
    /// 250 at most: where a page is deeper, those that are left out are the ancestors of the first one.
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-ancestors/#api-pages-id-ancestors-get)
    ancestors: GetPageAncestors = GET "/wiki/api/v2/pages/{id}/ancestors" => Page<Ancestor> {
        permission "Can use";
        scopes [];
        granular ["read:content.metadata:confluence"];
        takes { path page = "id": PageId }
        pages Ancestor = Paging::cursor("results", NextIn::UnderscoreLinks)
            .parameters("", "limit")
            .unique_by("id")
            .page_size(250);
    }

    /// Moves a page with all that is below it, into another space too.
    ///
    /// A page beside one at the root of a space gets to the root as well, where people hardly find it. A title that the
    /// other space has already is refused (400).
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-content---children-and-descendants/#api-wiki-rest-api-content-pageId-move-position-targetId-put)
    move_page: MovePage = PUT "/wiki/rest/api/content/{pageId}/move/{position}/{targetId}" => MovedPage {
        permission "Remove the page from its space, and add pages in the other one";
        scopes ["write:confluence-content"];
        granular ["write:page:confluence"];
        takes { path page = "pageId": PageId, path position = "position": Position, path target = "targetId": Target }
    }

    /// Copies one page, without what is below it.
    ///
    /// What hangs on it is copied only where that is asked for. A copy onto a page replaces that page's text.
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-content---children-and-descendants/#api-wiki-rest-api-content-id-copy-post)
    copy: CopyPage = POST "/wiki/rest/api/content/{id}/copy" => CopiedPage {
        permission "Add pages in the space that it is copied to";
        scopes ["write:confluence-content"];
        granular ["read:content-details:confluence", "write:page:confluence"];
        takes { path page = "id": PageId, body destination = "destination": Destination }
        body {
            /// The title of the copy.
            title = "pageTitle": String,
            /// Its attachments too.
            attachments = "copyAttachments": bool,
            /// Its restrictions too.
            permissions = "copyPermissions": bool,
            /// Its properties too.
            properties = "copyProperties": bool,
            /// Its labels too.
            labels = "copyLabels": bool,
            /// What apps keep on it too.
            custom_contents = "copyCustomContents": bool,
            /// Another text in place of its own.
            body = "body": CopyBody,
        }
    }

    /// Copies a page and all that is below it under another page.
    ///
    /// Confluence does it later, in a task of its own. Within one space the titles have to change, by
    /// [`titles`](CopyPageHierarchy::titles).
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-content---children-and-descendants/#api-wiki-rest-api-content-id-pagehierarchy-copy-post)
    copy_all: CopyPageHierarchy = POST "/wiki/rest/api/content/{id}/pagehierarchy/copy" => StartedTask {
        permission "Add pages in both spaces";
        scopes ["write:confluence-content"];
        granular ["read:content.metadata:confluence", "write:page:confluence"];
        takes { path page = "id": PageId, body destination = "destinationPageId": Target }
        body {
            /// How the titles of the copies are made.
            titles = "titleOptions": CopiedTitles,
            /// Their attachments too.
            attachments = "copyAttachments": bool,
            /// Their restrictions too.
            permissions = "copyPermissions": bool,
            /// Their properties too.
            properties = "copyProperties": bool,
            /// Their labels too.
            labels = "copyLabels": bool,
            /// What apps keep on them too.
            custom_contents = "copyCustomContents": bool,
            /// `false` copies the page alone.
            descendants = "copyDescendants": bool,
        }
    }
}

open_enum! {
    /// The order of what is below a page.
    pub enum ChildSort {
        /// As in the tree.
        Position = "child-position",
        /// As in the tree, backwards.
        PositionDescending = "-child-position",
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

    /// Where a page goes, as seen from another.
    pub enum Position {
        /// Below it, as its last child.
        Below = "append",
        /// Beside it, right before it.
        Before = "before",
        /// Beside it, right after it.
        After = "after",
    }
}

/// The page that others are moved or copied to.
///
/// It is a type of its own, so that no call takes one of the two pages for the other.
///
/// ```
/// # use confluence_client::{Confluence, PageId};
/// use confluence_client::page_tree::{Position, Target};
///
/// # fn example(confluence: Confluence, (plan, archive): (PageId, PageId)) {
/// let tree = confluence.page_tree();
/// let moved = tree.move_page(&plan, Position::Below, Target::page(&archive));
/// let copied = tree.copy_all(&plan, Target::page(&archive));
/// # let _ = (moved, copied);
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Target(PageId);

impl Target {
    /// This page.
    pub fn page(id: impl Into<PageId>) -> Self {
        Self(id.into())
    }
}

impl ParameterValue for Target {
    fn into_parameter(self) -> String {
        self.0.into_inner()
    }
}

/// What is right below a page.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Child {
    /// Its id.
    pub id: ContentId,
    /// Its kind.
    #[serde(rename = "type")]
    pub kind: Option<ContentType>,
    /// What has become of it.
    pub status: Option<ContentStatus>,
    /// Its title.
    pub title: Option<String>,
    /// The space that it is in.
    pub space_id: Option<SpaceId>,
    /// Its place; the order counts and not the number.
    pub child_position: Option<i64>,
}

/// What is somewhere below a page.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Descendant {
    /// Its id.
    pub id: ContentId,
    /// Its kind.
    #[serde(rename = "type")]
    pub kind: Option<ContentType>,
    /// What has become of it.
    pub status: Option<ContentStatus>,
    /// Its title.
    pub title: Option<String>,
    /// What it is right below of.
    pub parent_id: Option<ContentId>,
    /// How many levels down it is, from 1.
    pub depth: Option<u32>,
    /// Its place; the order counts and not the number.
    pub child_position: Option<i64>,
}

/// What is above a page.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct Ancestor {
    /// Its id.
    pub id: ContentId,
    /// Its kind.
    #[serde(rename = "type")]
    pub kind: Option<ContentType>,
}

/// A page that was moved.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct MovedPage {
    /// Its id, the same as before.
    pub page_id: PageId,
}

/// Where a copy of a page goes.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(tag = "type", content = "value", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Destination {
    /// To the root of a space.
    Space(SpaceKey),
    /// Below a page.
    ParentPage(PageId),
    /// Below a page, a folder or other content.
    ParentContent(ContentId),
    /// Onto a page, whose text is replaced.
    ExistingPage(PageId),
}

/// The text of a copy.
#[derive(Clone, Debug, Serialize)]
pub struct CopyBody {
    storage: NewBody,
}

impl CopyBody {
    /// Confluence's own XHTML.
    pub fn storage(xhtml: impl Into<String>) -> Self {
        Self {
            storage: NewBody::storage(xhtml),
        }
    }
}

/// How the titles of copies are made from those of the pages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[must_use = "it belongs into a copy"]
pub struct CopiedTitles {
    #[serde(skip_serializing_if = "Option::is_none")]
    prefix: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    search: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    replace: Option<String>,
}

impl CopiedTitles {
    /// With this before each of them.
    pub fn prefix(prefix: impl Into<String>) -> Self {
        Self {
            prefix: Some(prefix.into()),
            ..Self::default()
        }
    }

    /// And with the one put in place of the other wherever that stands.
    pub fn replace(mut self, search: impl Into<String>, replace: impl Into<String>) -> Self {
        self.search = Some(search.into());
        self.replace = Some(replace.into());
        self
    }
}

/// A copy of a page.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct CopiedPage {
    /// Its id.
    pub id: PageId,
    /// What has become of it.
    pub status: Option<ContentStatus>,
    /// Its title.
    pub title: Option<String>,
    /// Its version.
    pub version: Option<PublishedVersion>,
}
