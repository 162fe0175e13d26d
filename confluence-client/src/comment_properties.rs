//! Properties of comments.

use atlassian_core::{NextIn, NoContent, Page, Paging, operations};

use crate::CommentId;
use crate::properties::{ContentProperty, NewProperty, PropertyId, PropertySort, PropertyUpdate};

operations! {
    /// Properties of a comment: JSON values that apps keep there, each under a key. Comments below and in texts are the same here.
    pub struct CommentProperties;

    /// The properties of a comment, with their values.
    ///
    /// Pages of 250.
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-content-properties/#api-comments-comment-id-properties-get)
    list: GetCommentContentProperties = GET "/wiki/api/v2/comments/{comment-id}/properties" => Page<ContentProperty> {
        permission "View the comment";
        scopes [];
        granular ["read:comment:confluence"];
        takes { path comment = "comment-id": CommentId }
        query {
            /// Only the one with exactly this key.
            key = "key": String,
            /// In this order.
            sort = "sort": PropertySort,
        }
        pages ContentProperty = Paging::cursor("results", NextIn::UnderscoreLinks).unique_by("id").page_size(250);
    }

    /// One property of a comment.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-content-properties/#api-comments-comment-id-properties-property-id-get)
    get: GetCommentContentPropertiesById = GET "/wiki/api/v2/comments/{comment-id}/properties/{property-id}" => ContentProperty {
        permission "View the comment";
        scopes [];
        granular ["read:comment:confluence"];
        takes { path comment = "comment-id": CommentId, path id = "property-id": PropertyId }
    }

    /// Gives a comment a property. A key that is there already is a conflict (409).
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-content-properties/#api-comments-comment-id-properties-post)
    create: CreateCommentProperty = POST "/wiki/api/v2/comments/{comment-id}/properties" => ContentProperty {
        permission "Edit the comment";
        scopes [];
        granular ["read:comment:confluence", "write:comment:confluence"];
        takes { path comment = "comment-id": CommentId, whole_body property = "property": NewProperty }
    }

    /// Changes a property of a comment.
    ///
    /// One that somebody else has changed since it was read is a conflict (409): read it again, and decide. It is not
    /// repeated by itself: a repetition of what was carried out would look like somebody else's change.
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-content-properties/#api-comments-comment-id-properties-property-id-put)
    update: UpdateCommentPropertyById = PUT "/wiki/api/v2/comments/{comment-id}/properties/{property-id}" => ContentProperty {
        permission "Edit the comment";
        scopes [];
        granular ["read:comment:confluence", "write:comment:confluence"];
        repeat never;
        takes {
            path comment = "comment-id": CommentId, path id = "property-id": PropertyId,
            whole_body update = "update": PropertyUpdate,
        }
    }

    /// Takes a property off a comment.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-content-properties/#api-comments-comment-id-properties-property-id-delete)
    delete: DeleteCommentPropertyById = DELETE "/wiki/api/v2/comments/{comment-id}/properties/{property-id}" => NoContent {
        permission "Edit the comment";
        scopes [];
        granular ["read:comment:confluence", "write:comment:confluence"];
        takes { path comment = "comment-id": CommentId, path id = "property-id": PropertyId }
    }
}
