//! What the caller may do with content.

use atlassian_core::model::Deserialize;
use atlassian_core::{Elements, operations};

use crate::users::OperationCheckResult;
use crate::{AttachmentId, BlogPostId, CommentId, PageId};

operations! {
    /// What the caller may do with a page, a blog post, an attachment or a comment.
    pub struct PermittedOperations;

    /// What the caller may do with a page.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-operation/#api-pages-id-operations-get)
    on_page: GetPageOperations = GET "/wiki/api/v2/pages/{id}/operations" => Permitted {
        permission "View the page and its space";
        scopes [];
        granular ["read:page:confluence"];
        takes { path id = "id": PageId }
    }

    /// What the caller may do with a blog post.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-operation/#api-blogposts-id-operations-get)
    on_blog_post: GetBlogPostOperations = GET "/wiki/api/v2/blogposts/{id}/operations" => Permitted {
        permission "View the blog post and its space";
        scopes [];
        granular ["read:page:confluence"];
        takes { path id = "id": BlogPostId }
    }

    /// What the caller may do with an attachment.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-operation/#api-attachments-id-operations-get)
    on_attachment: GetAttachmentOperations = GET "/wiki/api/v2/attachments/{id}/operations" => Permitted {
        permission "View the attachment and what it is on";
        scopes [];
        granular ["read:attachment:confluence"];
        takes { path id = "id": AttachmentId }
    }

    /// What the caller may do with a footer comment.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-operation/#api-footer-comments-id-operations-get)
    on_footer_comment: GetFooterCommentOperations = GET "/wiki/api/v2/footer-comments/{id}/operations" => Permitted {
        permission "View the comment and what it is on";
        scopes [];
        granular ["read:comment:confluence"];
        takes { path id = "id": CommentId }
    }

    /// What the caller may do with an inline comment.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-operation/#api-inline-comments-id-operations-get)
    on_inline_comment: GetInlineCommentOperations = GET "/wiki/api/v2/inline-comments/{id}/operations" => Permitted {
        permission "View the comment and what it is on";
        scopes [];
        granular ["read:comment:confluence"];
        takes { path id = "id": CommentId }
    }
}

/// What the caller may do.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct Permitted {
    /// Each of it.
    #[serde(default)]
    pub operations: Elements<OperationCheckResult>,
}
