//! Footer comments: below a page, a blog post or an attachment.

mod model;

pub use model::*;

use atlassian_core::{NextIn, NoContent, Page, Paging, operations};

use crate::content::{BodyFormat, ContentStatus, DateSort, NewBody};
use crate::versions::NewVersion;
use crate::{AttachmentId, BlogPostId, CommentId, PageId};

operations! {
    /// Footer comments: those below a page, a blog post or an attachment.
    pub struct FooterComments;

    /// All footer comments of the site that the caller may see.
    ///
    /// Pages of 250. Texts come only where a form of them is asked for.
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-comment/#api-footer-comments-get)
    list: GetFooterComments = GET "/wiki/api/v2/footer-comments" => Page<FooterComment> {
        permission "View what the comments are on";
        scopes [];
        granular ["read:comment:confluence"];
        query {
            /// In this order.
            sort = "sort": DateSort,
            /// Send the texts too, in this form.
            body_format = "body-format": BodyFormat,
        }
        pages FooterComment = Paging::cursor("results", NextIn::UnderscoreLinks).unique_by("id").page_size(250);
    }

    /// The footer comments on a page, without the answers to them.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-comment/#api-pages-id-footer-comments-get)
    on_page: GetPageFooterComments = GET "/wiki/api/v2/pages/{id}/footer-comments" => Page<FooterComment> {
        permission "View the page and its space";
        scopes [];
        granular ["read:comment:confluence"];
        takes { path page = "id": PageId }
        query {
            /// In this order.
            sort = "sort": DateSort,
            /// Send the texts too, in this form.
            body_format = "body-format": BodyFormat,
        }
        query_filter {
            /// Only those with one of these states.
            status = "status": ContentStatus,
        }
        pages FooterComment = Paging::cursor("results", NextIn::UnderscoreLinks).unique_by("id").page_size(250);
    }

    /// The footer comments on a blog post, without the answers to them.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-comment/#api-blogposts-id-footer-comments-get)
    on_blog_post: GetBlogPostFooterComments = GET "/wiki/api/v2/blogposts/{id}/footer-comments" => Page<FooterComment> {
        permission "View the blog post and its space";
        scopes [];
        granular ["read:comment:confluence"];
        takes { path post = "id": BlogPostId }
        query {
            /// In this order.
            sort = "sort": DateSort,
            /// Send the texts too, in this form.
            body_format = "body-format": BodyFormat,
        }
        query_filter {
            /// Only those with one of these states.
            status = "status": ContentStatus,
        }
        pages FooterComment = Paging::cursor("results", NextIn::UnderscoreLinks).unique_by("id").page_size(250);
    }

    /// The comments on an attachment.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-comment/#api-attachments-id-footer-comments-get)
    on_attachment: GetAttachmentComments = GET "/wiki/api/v2/attachments/{id}/footer-comments" => Page<FooterComment> {
        permission "View the attachment and what it is on";
        scopes [];
        granular ["read:comment:confluence"];
        takes { path attachment = "id": AttachmentId }
        query {
            /// Only those on this version of it.
            version = "version": u32,
            /// In this order.
            sort = "sort": DateSort,
            /// Send the texts too, in this form.
            body_format = "body-format": BodyFormat,
        }
        pages FooterComment = Paging::cursor("results", NextIn::UnderscoreLinks).unique_by("id").page_size(250);
    }

    /// The answers to a comment.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-comment/#api-footer-comments-id-children-get)
    answers: GetFooterCommentChildren = GET "/wiki/api/v2/footer-comments/{id}/children" => Page<FooterComment> {
        permission "View what the comment is on";
        scopes [];
        granular ["read:comment:confluence"];
        takes { path comment = "id": CommentId }
        query {
            /// In this order.
            sort = "sort": DateSort,
            /// Send the texts too, in this form.
            body_format = "body-format": BodyFormat,
        }
        pages FooterComment = Paging::cursor("results", NextIn::UnderscoreLinks).unique_by("id").page_size(250);
    }

    /// One comment.
    ///
    /// What it includes besides is 50 elements at most of each; the rest has operations of its own.
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-comment/#api-footer-comments-comment-id-get)
    get: GetFooterCommentById = GET "/wiki/api/v2/footer-comments/{comment-id}" => FooterComment {
        permission "View what the comment is on";
        scopes [];
        granular ["read:comment:confluence"];
        takes { path id = "comment-id": CommentId }
        query {
            /// Send the text too, in this form.
            body_format = "body-format": BodyFormat,
            /// A former version, by its number.
            version = "version": u32,
            /// Send its properties too.
            include_properties = "include-properties": bool,
            /// Send too what the caller may do with it.
            include_operations = "include-operations": bool,
            /// Send too who likes it.
            include_likes = "include-likes": bool,
            /// Send its versions too.
            include_versions = "include-versions": bool,
        }
    }

    /// Adds a comment.
    ///
    /// What it is on must be there (404 otherwise). Sent once: when the connection breaks the
    /// comment may be there all the same.
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-comment/#api-footer-comments-post)
    create: CreateFooterComment = POST "/wiki/api/v2/footer-comments" => FooterComment {
        permission "View what it is on, and add comments in the space";
        scopes [];
        granular ["write:comment:confluence"];
        takes { whole_body comment = "comment": NewFooterComment }
    }

    /// Changes a comment.
    ///
    /// `version` is [`next_version`](FooterComment::next_version) of the comment that was read. One that was changed since is a
    /// conflict (409): read it again, and decide. It is not repeated by itself: a repetition of what was carried out would
    /// look like somebody else's change.
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-comment/#api-footer-comments-comment-id-put)
    update: UpdateFooterComment = PUT "/wiki/api/v2/footer-comments/{comment-id}" => FooterComment {
        permission "View what it is on, and add comments in the space";
        scopes [];
        granular ["write:comment:confluence"];
        repeat never;
        takes { path id = "comment-id": CommentId, body version = "version": NewVersion }
        body {
            /// The new text.
            body = "body": NewBody,
        }
    }

    /// Deletes a comment for good, with the answers to it.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-comment/#api-footer-comments-comment-id-delete)
    delete: DeleteFooterComment = DELETE "/wiki/api/v2/footer-comments/{comment-id}" => NoContent {
        permission "View what it is on, and delete comments in the space";
        scopes [];
        granular ["delete:comment:confluence"];
        takes { path id = "comment-id": CommentId }
    }
}
