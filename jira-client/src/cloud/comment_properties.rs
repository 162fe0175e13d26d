//! What apps keep on comments.

use atlassian_core::{NoContent, operations};
use serde_json::Value;

use super::properties::{EntityProperty, PropertyKeys};
use crate::ids::CommentId;

operations! {
    /// What apps keep on comments: JSON values under keys. They change nothing else about the comment.
    pub struct CommentProperties;

    /// The keys of a comment's properties.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-comment-properties/#api-rest-api-3-comment-commentid-properties-get)
    keys: GetCommentPropertyKeys = GET "/rest/api/3/comment/{commentId}/properties" => PropertyKeys {
        permission "Browse projects";
        scopes ["read:jira-work"];
        granular ["read:comment.property:jira"];
        takes { path comment = "commentId": CommentId }
    }

    /// One property.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-comment-properties/#api-rest-api-3-comment-commentid-properties-propertykey-get)
    get: GetCommentProperty = GET "/rest/api/3/comment/{commentId}/properties/{propertyKey}" => EntityProperty {
        permission "Browse projects";
        scopes ["read:jira-work"];
        granular ["read:comment.property:jira"];
        takes { path comment = "commentId": CommentId, path key = "propertyKey": String }
    }

    /// Sets a property, new or not.
    ///
    /// The key has up to 255 characters, the value up to 32768 characters of JSON.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-comment-properties/#api-rest-api-3-comment-commentid-properties-propertykey-put)
    set: SetCommentProperty = PUT "/rest/api/3/comment/{commentId}/properties/{propertyKey}" => NoContent {
        permission "Edit All Comments or Edit Own Comments";
        scopes ["write:jira-work"];
        granular ["write:comment.property:jira"];
        takes {
            path comment = "commentId": CommentId, path key = "propertyKey": String, whole_body value = "value": Value
        }
    }

    /// Removes a property.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-comment-properties/#api-rest-api-3-comment-commentid-properties-propertykey-delete)
    delete: DeleteCommentProperty = DELETE "/rest/api/3/comment/{commentId}/properties/{propertyKey}" => NoContent {
        permission "Edit All Comments or Edit Own Comments";
        scopes ["write:jira-work"];
        granular ["delete:comment.property:jira"];
        takes { path comment = "commentId": CommentId, path key = "propertyKey": String }
    }
}
