//! Pages.

mod model;
mod update;

pub use model::*;
pub use update::*;

use atlassian_core::{NextIn, NoContent, Page, Paging, operations};

use crate::content::{BodyFormat, ContentStatus};
use crate::{LabelId, PageId, SpaceId};

operations! {
    /// Pages.
    ///
    /// ```no_run
    /// # async fn example(confluence: confluence_client::Confluence) -> Result<(), Box<dyn std::error::Error>> {
    /// use confluence_client::content::{BodyFormat, NewBody};
    /// use confluence_client::pages::{NewPage, PageUpdate};
    ///
    /// let pages = confluence.pages();
    /// let page = NewPage::new("65538", "Plan").body(NewBody::storage("<p>Ship it.</p>"));
    /// let page = pages.create(page).send().await?;
    ///
    /// let update = PageUpdate::of(&page, NewBody::storage("<p>Shipped.</p>")).message("Done");
    /// match pages.update(&page.id, update).send().await {
    ///     Err(error) if error.is_conflict() => println!("somebody else was faster: {error}"),
    ///     result => println!("version {:?}", result?.version),
    /// }
    /// # Ok(()) }
    /// ```
    pub struct WikiPages;

    /// All pages of the site that the caller may see, current and archived ones unless asked otherwise.
    ///
    /// Pages of 250. Texts come only where a form of them is asked for.
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-page/#api-pages-get)
    list: GetPages = GET "/wiki/api/v2/pages" => Page<WikiPage> {
        permission "Can use";
        scopes [];
        granular ["read:page:confluence"];
        query {
            /// Only pages with exactly this title.
            title = "title": String,
            /// Only pages of this kind.
            subtype = "subtype": PageSubtype,
            /// In this order.
            sort = "sort": PageSort,
            /// Send the texts too, in this form.
            body_format = "body-format": BodyFormat,
        }
        query_filter {
            /// Only these.
            ids = "id": PageId,
            /// Only those in one of these spaces.
            spaces = "space-id": SpaceId,
            /// Only those with one of these states.
            status = "status": ContentStatus,
        }
        pages WikiPage = Paging::cursor("results", NextIn::UnderscoreLinks).unique_by("id").page_size(250);
    }

    /// The pages of a space.
    ///
    /// As [`list`](WikiPages::list) otherwise.
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-page/#api-spaces-id-pages-get)
    in_space: GetPagesInSpace = GET "/wiki/api/v2/spaces/{id}/pages" => Page<WikiPage> {
        permission "Can use, and view the space";
        scopes [];
        granular ["read:page:confluence"];
        takes { path space = "id": SpaceId }
        query {
            /// Which of them: all, or those at the root of the space only.
            depth = "depth": PageDepth,
            /// Only pages with exactly this title.
            title = "title": String,
            /// In this order.
            sort = "sort": PageSort,
            /// Send the texts too, in this form.
            body_format = "body-format": BodyFormat,
        }
        query_filter {
            /// Only those with one of these states.
            status = "status": ContentStatus,
        }
        pages WikiPage = Paging::cursor("results", NextIn::UnderscoreLinks).unique_by("id").page_size(250);
    }

    /// The pages with a label.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-page/#api-labels-id-pages-get)
    with_label: GetLabelPages = GET "/wiki/api/v2/labels/{id}/pages" => Page<WikiPage> {
        permission "View the page and its space";
        scopes [];
        granular ["read:page:confluence"];
        takes { path label = "id": LabelId }
        query {
            /// In this order.
            sort = "sort": PageSort,
            /// Send the texts too, in this form.
            body_format = "body-format": BodyFormat,
        }
        query_filter {
            /// Only those in one of these spaces.
            spaces = "space-id": SpaceId,
        }
        pages WikiPage = Paging::cursor("results", NextIn::UnderscoreLinks).unique_by("id").page_size(250);
    }

    /// One page.
    ///
    /// What it includes besides is 50 elements at most of each; the rest has operations of its own.
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-page/#api-pages-id-get)
    get: GetPageById = GET "/wiki/api/v2/pages/{id}" => WikiPage {
        permission "View the page and its space";
        scopes [];
        granular ["read:page:confluence"];
        takes { path id = "id": PageId }
        query {
            /// Send the text too, in this form.
            body_format = "body-format": BodyFormat,
            /// The change that was not published yet, where there is one.
            draft = "get-draft": bool,
            /// A former version, by its number.
            version = "version": u32,
            /// Send its labels too.
            include_labels = "include-labels": bool,
            /// Send its properties too.
            include_properties = "include-properties": bool,
            /// Send too what the caller may do with it.
            include_operations = "include-operations": bool,
            /// Send too who likes it.
            include_likes = "include-likes": bool,
            /// Send its versions too.
            include_versions = "include-versions": bool,
            /// Send too whether the caller has marked it as a favourite.
            include_favorite = "include-favorited-by-current-user-status": bool,
        }
        query_filter {
            /// Only if it has one of these states; 404 otherwise.
            status = "status": ContentStatus,
        }
    }

    /// Makes a page, and publishes it unless it is a draft.
    ///
    /// A space has each title once (400 otherwise). More than 5 MB answer 413. Sent once: when the connection breaks the
    /// page may be there all the same.
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-page/#api-pages-post)
    create: CreatePage = POST "/wiki/api/v2/pages" => WikiPage {
        permission "View the space, and add pages in it";
        scopes [];
        granular ["write:page:confluence"];
        takes { whole_body page = "page": NewPage }
        query {
            /// Only its author may see and edit it.
            private = "private": bool,
            /// Beside the homepage of the space and not below it; then it cannot have a parent. Pages at the root are hard
            /// to find for people.
            root_level = "root-level": bool,
            /// Made for being shown inside of something else.
            embedded = "embedded": bool,
        }
    }

    /// Publishes a new version of a page, or saves a draft of one.
    ///
    /// The version has to be the one that was read, plus one: a page that somebody else has changed since is a conflict
    /// (409) and stays as it is. Then read it again, and put your change into what it says now; there is no writing over
    /// it. A draft that others are working on takes the new text in, or gives way to it.
    ///
    /// It is not repeated by itself: a repetition of what was carried out would look like somebody else's change.
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-page/#api-pages-id-put)
    update: UpdatePage = PUT "/wiki/api/v2/pages/{id}" => WikiPage {
        permission "View the page and its space, and update pages in it";
        scopes [];
        granular ["write:page:confluence"];
        repeat never;
        takes { path id = "id": PageId, whole_body update = "update": PageUpdate }
    }

    /// Gives a page another title, whatever version it has.
    ///
    /// `status` says which one of them is renamed, the published page or its draft.
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-page/#api-pages-id-title-put)
    rename: UpdatePageTitle = PUT "/wiki/api/v2/pages/{id}/title" => WikiPage {
        permission "View the page and its space, and update pages in it";
        scopes [];
        granular ["write:page:confluence"];
        repeat never;
        takes { path id = "id": PageId, body title = "title": String, body status = "status": ContentStatus }
    }

    /// Moves a page to the trash.
    ///
    /// What is below it moves up to its parent.
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-page/#api-pages-id-delete)
    delete: DeletePage = DELETE "/wiki/api/v2/pages/{id}" => NoContent {
        permission "View the page and its space, and delete pages in it";
        scopes [];
        granular ["delete:page:confluence"];
        takes { path id = "id": PageId }
        query {
            /// Out of the trash for good: only for a page that is in the trash already, and by who administers the space.
            purge = "purge": bool,
            /// The draft, which goes for good.
            draft = "draft": bool,
        }
    }
}
