//! What pages, blog posts, comments and attachments have in common, and operations on any of them.

mod body;

pub use body::*;

use std::collections::BTreeMap;

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{id_type, open_enum, operations};

use crate::long_tasks::StartedTask;
use crate::{ContentId, List, PageId};

operations! {
    /// Content of any kind, by its id.
    pub struct Content;

    /// What kind of content each id belongs to.
    ///
    /// Nothing, if there is no such content or the caller may not see it. It only reads, so it is repeated like a GET.
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-content/#api-content-convert-ids-to-types-post)
    types: ConvertContentIdsToContentTypes = POST "/wiki/api/v2/content/convert-ids-to-types" => ContentTypes {
        permission "Can use, and see the content";
        scopes [];
        granular ["read:content.metadata:confluence"];
        repeat safe;
        takes { body ids = "contentIds": List<ContentId> }
    }

    /// Puts pages away: 300 at most. They can still be read, and most searches leave them out.
    ///
    /// Confluence does it later, in a task of its own; one such task can run at a time (400 otherwise). All pages must be
    /// current ones, of any spaces. What is below a page is not archived with it.
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-content/#api-wiki-rest-api-content-archive-post)
    archive: ArchivePages = POST "/wiki/rest/api/content/archive" => StartedTask {
        permission "Archive the pages";
        scopes ["write:confluence-content"];
        granular ["read:content.metadata:confluence", "write:page:confluence"];
        takes { body pages = "pages": ArchivedPages }
    }

    /// Moves a current page and all that is below it to the trash of its space.
    ///
    /// Confluence does it later, in a task of its own. It is sent once: where its answer was lost, look at
    /// the page before sending it again.
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-experimental/#api-wiki-rest-api-content-id-pageTree-delete)
    delete_tree: DeletePageTree = DELETE "/wiki/rest/api/content/{id}/pageTree" => StartedTask {
        permission "Delete pages in the space";
        scopes ["write:confluence-content"];
        granular ["delete:content:confluence"];
        repeat never;
        takes { path page = "id": PageId }
    }
}

open_enum! {
    /// What has become of content.
    pub enum ContentStatus {
        /// It is published.
        Current = "current",
        /// It was never published, or is a change that was not published yet.
        Draft = "draft",
        /// It was put away.
        Archived = "archived",
        /// It is a former version.
        Historical = "historical",
        /// It is in the trash.
        Trashed = "trashed",
        /// It is gone.
        Deleted = "deleted",
    }

    /// A kind of content.
    pub enum ContentType {
        /// A page.
        Page = "page",
        /// A blog post.
        BlogPost = "blogpost",
        /// An attachment.
        Attachment = "attachment",
        /// A comment below a text.
        FooterComment = "footer-comment",
        /// A comment on a place in a text.
        InlineComment = "inline-comment",
        /// A folder in the tree of pages.
        Folder = "folder",
        /// A whiteboard.
        Whiteboard = "whiteboard",
        /// A database.
        Database = "database",
        /// A link in the tree of pages.
        SmartLink = "embed",
    }

    /// The order of attachments or comments.
    pub enum DateSort {
        /// The oldest first.
        Created = "created-date",
        /// The newest first.
        CreatedDescending = "-created-date",
        /// The one first that was left alone longest.
        Modified = "modified-date",
        /// The last changed first.
        ModifiedDescending = "-modified-date",
    }
}

/// Kinds of content by id.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct ContentTypes {
    /// The kind of each; none for what is not there, or hidden from the caller.
    #[serde(default)]
    pub results: BTreeMap<ContentId, Option<ContentType>>,
}

/// The pages to be archived.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct ArchivedPages(Vec<ArchivedPage>);

id_type! {
    /// The id of a page, where the service wants a number.
    struct PageNumber: number;
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct ArchivedPage {
    id: PageNumber,
}

impl<I: IntoIterator<Item = T>, T: Into<PageId>> From<I> for ArchivedPages {
    fn from(pages: I) -> Self {
        let page = |page: T| ArchivedPage {
            id: PageNumber::new(page.into().into_inner()),
        };
        Self(pages.into_iter().map(page).collect())
    }
}

/// Where content is for browsers: paths below [`base`](Self::base), or below the site's `/wiki`.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct ContentLinks {
    /// To read it.
    pub webui: Option<String>,
    /// To edit it.
    pub editui: Option<String>,
    /// A short one to read it.
    pub tinyui: Option<String>,
    /// What comes before; in answers with a single content only.
    pub base: Option<String>,
}
