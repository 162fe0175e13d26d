//! Properties of blog posts.

use atlassian_core::{NextIn, NoContent, Page, Paging, operations};

use crate::BlogPostId;
use crate::properties::{ContentProperty, NewProperty, PropertyId, PropertySort, PropertyUpdate};

operations! {
    /// Properties of a blog post: JSON values that apps keep there, each under a key.
    pub struct BlogPostProperties;

    /// The properties of a blog post, with their values.
    ///
    /// Pages of 250.
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-content-properties/#api-blogposts-blogpost-id-properties-get)
    list: GetBlogpostContentProperties = GET "/wiki/api/v2/blogposts/{blogpost-id}/properties" => Page<ContentProperty> {
        permission "View the blog post";
        scopes [];
        granular ["read:page:confluence"];
        takes { path post = "blogpost-id": BlogPostId }
        query {
            /// Only the one with exactly this key.
            key = "key": String,
            /// In this order.
            sort = "sort": PropertySort,
        }
        pages ContentProperty = Paging::cursor("results", NextIn::UnderscoreLinks).unique_by("id").page_size(250);
    }

    /// One property of a blog post.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-content-properties/#api-blogposts-blogpost-id-properties-property-id-get)
    get: GetBlogpostContentPropertiesById = GET "/wiki/api/v2/blogposts/{blogpost-id}/properties/{property-id}" => ContentProperty {
        permission "View the blog post";
        scopes [];
        granular ["read:page:confluence"];
        takes { path post = "blogpost-id": BlogPostId, path id = "property-id": PropertyId }
    }

    /// Gives a blog post a property. A key that is there already is a conflict (409).
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-content-properties/#api-blogposts-blogpost-id-properties-post)
    create: CreateBlogpostProperty = POST "/wiki/api/v2/blogposts/{blogpost-id}/properties" => ContentProperty {
        permission "Edit the blog post";
        scopes [];
        granular ["read:page:confluence", "write:page:confluence"];
        takes { path post = "blogpost-id": BlogPostId, whole_body property = "property": NewProperty }
    }

    /// Changes a property of a blog post.
    ///
    /// One that somebody else has changed since it was read is a conflict (409): read it again, and decide. It is not
    /// repeated by itself: a repetition of what was carried out would look like somebody else's change.
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-content-properties/#api-blogposts-blogpost-id-properties-property-id-put)
    update: UpdateBlogpostPropertyById = PUT "/wiki/api/v2/blogposts/{blogpost-id}/properties/{property-id}" => ContentProperty {
        permission "Edit the blog post";
        scopes [];
        granular ["read:page:confluence", "write:page:confluence"];
        repeat never;
        takes {
            path post = "blogpost-id": BlogPostId, path id = "property-id": PropertyId,
            whole_body update = "update": PropertyUpdate,
        }
    }

    /// Takes a property off a blog post.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-content-properties/#api-blogposts-blogpost-id-properties-property-id-delete)
    delete: DeleteBlogpostPropertyById = DELETE "/wiki/api/v2/blogposts/{blogpost-id}/properties/{property-id}" => NoContent {
        permission "Edit the blog post";
        scopes [];
        granular ["read:page:confluence", "write:page:confluence"];
        takes { path post = "blogpost-id": BlogPostId, path id = "property-id": PropertyId }
    }
}
