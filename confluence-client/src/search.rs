//! Finding content and spaces by CQL.

use atlassian_core::model::Deserialize;
use atlassian_core::{NextIn, Page, Paging, Timestamp, open_enum, operations};

use crate::ContentId;
use crate::cql::Cql;
use crate::spaces::SpaceOverview;
use crate::users::SitePermissionTypeFilter;

operations! {
    /// The search.
    pub struct Search;

    /// What a query finds: pages, blog posts, comments, attachments and spaces, each with what a list of results shows.
    ///
    /// - The next page is where the answer's link says, and cannot be computed.
    /// - What is found is what the index knows, a while behind what was written.
    /// - Users are found by [`Users::search`](crate::users::Users::search) only.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-search/#api-wiki-rest-api-search-get)
    all: SearchByCql = GET "/wiki/rest/api/search" => Page<SearchResult> {
        permission "Can use";
        scopes ["search:confluence"];
        granular ["read:content-details:confluence"];
        takes { query cql = "cql": Cql }
        query {
            /// Where the query is asked from, as JSON text: `{"spaceKey":"DOCS","contentId":"98417"}`. It decides what
            /// `currentSpace()` means.
            cql_context = "cqlcontext": String,
            /// Look in archived spaces as well.
            include_archived_spaces = "includeArchivedSpaces": bool,
            /// Look in archived spaces only.
            exclude_current_spaces = "excludeCurrentSpaces": bool,
            /// What to show of the text of each.
            excerpt = "excerpt": Excerpt,
            /// Which accounts to look among.
            site_permission_type_filter = "sitePermissionTypeFilter": SitePermissionTypeFilter,
        }
        query_joined {
            /// What else to send of each, in words like `content.space` and `content.history`.
            expand = "expand": String,
        }
        pages SearchResult = Paging::cursor("results", NextIn::UnderscoreLinks).page_size(100);
    }

    /// The content that a query finds, as version 1 of the API shows content; no spaces.
    ///
    /// What is said of [`all`](Self::all) holds here too.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-content/#api-wiki-rest-api-content-search-get)
    content: SearchContentByCql = GET "/wiki/rest/api/content/search" => Page<FoundContent> {
        permission "Can use";
        scopes ["search:confluence"];
        granular ["read:content-details:confluence"];
        takes { query cql = "cql": Cql }
        query {
            /// Where the query is asked from, as in [`all`](Search::all).
            cql_context = "cqlcontext": String,
        }
        query_joined {
            /// What else to send of each: `space`, for example.
            expand = "expand": String,
        }
        pages FoundContent = Paging::cursor("results", NextIn::UnderscoreLinks).unique_by("id").page_size(100);
    }
}

open_enum! {
    /// What a result shows of the text that was found.
    pub enum Excerpt {
        /// The place where it was found, the words marked with `@@@hl@@@` and `@@@endhl@@@`.
        Highlight = "highlight",
        /// The beginning of the text.
        Indexed = "indexed",
        /// Nothing.
        Nothing = "none",
        /// As [`Highlight`](Self::Highlight), with the characters of HTML as they are.
        HighlightUnescaped = "highlight_unescaped",
        /// As [`Indexed`](Self::Indexed), with the characters of HTML as they are.
        IndexedUnescaped = "indexed_unescaped",
    }
}

/// Something that a search found.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SearchResult {
    /// What was found: `content` or `space`.
    pub entity_type: Option<String>,
    /// The content, if it is content.
    pub content: Option<FoundContent>,
    /// The space, if it is a space.
    pub space: Option<SpaceOverview>,
    /// Its title; for display, and so perhaps with marks.
    pub title: Option<String>,
    /// A part of its text.
    pub excerpt: Option<String>,
    /// Its page, below the address of Confluence.
    pub url: Option<String>,
    /// What it stands in.
    pub result_parent_container: Option<Container>,
    /// The space that it stands in.
    pub result_global_container: Option<Container>,
    /// When it was changed.
    pub last_modified: Option<Timestamp>,
    /// The same for people: `yesterday at 5:01 PM`.
    pub friendly_last_modified: Option<String>,
    /// How well it fits.
    pub score: Option<f64>,
}

/// What something stands in.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Container {
    /// Its title.
    pub title: Option<String>,
    /// Its page, below the address of Confluence.
    pub display_url: Option<String>,
}

open_enum! {
    /// What kind of content something is.
    pub enum ContentType {
        /// A page.
        Page = "page",
        /// A blog post.
        BlogPost = "blogpost",
        /// A comment.
        Comment = "comment",
        /// An attachment.
        Attachment = "attachment",
        /// A whiteboard.
        Whiteboard = "whiteboard",
        /// A database.
        Database = "database",
        /// A link that stands in the tree of pages.
        Embed = "embed",
        /// A folder.
        Folder = "folder",
    }
}

/// Content, as version 1 of the API names it. Who needs more of it asks for it by its id, or reads what was expanded by
/// `into_call().send_as()`.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct FoundContent {
    /// Its id.
    pub id: Option<ContentId>,
    /// What it is.
    #[serde(rename = "type")]
    pub kind: ContentType,
    /// `current`, `archived`, `trashed`, `draft`.
    pub status: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// Its space, where that was expanded.
    pub space: Option<SpaceOverview>,
}
