//! Properties of pages.

use atlassian_core::{NextIn, NoContent, Page, Paging, operations};

use crate::PageId;
use crate::properties::{ContentProperty, NewProperty, PropertyId, PropertySort, PropertyUpdate};

operations! {
    /// Properties of a page: JSON values that apps keep there, each under a key.
    pub struct PageProperties;

    /// The properties of a page, with their values.
    ///
    /// Pages of 250.
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-content-properties/#api-pages-page-id-properties-get)
    list: GetPageContentProperties = GET "/wiki/api/v2/pages/{page-id}/properties" => Page<ContentProperty> {
        permission "View the page";
        scopes [];
        granular ["read:page:confluence"];
        takes { path page = "page-id": PageId }
        query {
            /// Only the one with exactly this key.
            key = "key": String,
            /// In this order.
            sort = "sort": PropertySort,
        }
        pages ContentProperty = Paging::cursor("results", NextIn::UnderscoreLinks).unique_by("id").page_size(250);
    }

    /// One property of a page.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-content-properties/#api-pages-page-id-properties-property-id-get)
    get: GetPageContentPropertiesById = GET "/wiki/api/v2/pages/{page-id}/properties/{property-id}" => ContentProperty {
        permission "View the page";
        scopes [];
        granular ["read:page:confluence"];
        takes { path page = "page-id": PageId, path id = "property-id": PropertyId }
    }

    /// Gives a page a property. A key that is there already is a conflict (409).
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-content-properties/#api-pages-page-id-properties-post)
    create: CreatePageProperty = POST "/wiki/api/v2/pages/{page-id}/properties" => ContentProperty {
        permission "Edit the page";
        scopes [];
        granular ["read:page:confluence", "write:page:confluence"];
        takes { path page = "page-id": PageId, whole_body property = "property": NewProperty }
    }

    /// Changes a property of a page.
    ///
    /// One that somebody else has changed since it was read is a conflict (409): read it again, and decide. It is not
    /// repeated by itself: a repetition of what was carried out would look like somebody else's change.
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-content-properties/#api-pages-page-id-properties-property-id-put)
    update: UpdatePagePropertyById = PUT "/wiki/api/v2/pages/{page-id}/properties/{property-id}" => ContentProperty {
        permission "Edit the page";
        scopes [];
        granular ["read:page:confluence", "write:page:confluence"];
        repeat never;
        takes {
            path page = "page-id": PageId, path id = "property-id": PropertyId,
            whole_body update = "update": PropertyUpdate,
        }
    }

    /// Takes a property off a page.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-content-properties/#api-pages-page-id-properties-property-id-delete)
    delete: DeletePagePropertyById = DELETE "/wiki/api/v2/pages/{page-id}/properties/{property-id}" => NoContent {
        permission "Edit the page";
        scopes [];
        granular ["read:page:confluence", "write:page:confluence"];
        takes { path page = "page-id": PageId, path id = "property-id": PropertyId }
    }
}
