//! Inline comments: on a place in the text of a page or a blog post.

mod model;

pub use model::*;

use atlassian_core::{NextIn, NoContent, Page, Paging, operations};

use crate::content::{BodyFormat, ContentStatus, DateSort, NewBody};
use crate::versions::NewVersion;
use crate::{BlogPostId, CommentId, PageId};

operations! {
    /// Inline comments: those on a place in the text of a page or a blog post.
    pub struct InlineComments;

    /// All inline comments of the site that the caller may see.
    ///
    /// Pages of 250. Texts come only where a form of them is asked for.
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-comment/#api-inline-comments-get)
    list: GetInlineComments = GET "/wiki/api/v2/inline-comments" => Page<InlineComment> {
        permission "View what the comments are on";
        scopes [];
        granular ["read:comment:confluence"];
        query {
            /// In this order.
            sort = "sort": DateSort,
            /// Send the texts too, in this form.
            body_format = "body-format": BodyFormat,
        }
        pages InlineComment = Paging::cursor("results", NextIn::UnderscoreLinks).unique_by("id").page_size(250);
    }

    /// The inline comments on a page, without the answers to them.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-comment/#api-pages-id-inline-comments-get)
    on_page: GetPageInlineComments = GET "/wiki/api/v2/pages/{id}/inline-comments" => Page<InlineComment> {
        permission "View the page and its space";
        scopes [];
        granular ["read:comment:confluence"];
        takes { path page = "id": PageId }
        query {
            /// Only those in this state of discussion.
            resolution = "resolution-status": Resolution,
            /// In this order.
            sort = "sort": DateSort,
            /// Send the texts too, in this form.
            body_format = "body-format": BodyFormat,
        }
        query_filter {
            /// Only those with one of these states.
            status = "status": ContentStatus,
        }
        pages InlineComment = Paging::cursor("results", NextIn::UnderscoreLinks).unique_by("id").page_size(250);
    }

    /// The inline comments on a blog post, without the answers to them.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-comment/#api-blogposts-id-inline-comments-get)
    on_blog_post: GetBlogPostInlineComments = GET "/wiki/api/v2/blogposts/{id}/inline-comments" => Page<InlineComment> {
        permission "View the blog post and its space";
        scopes [];
        granular ["read:comment:confluence"];
        takes { path post = "id": BlogPostId }
        query {
            /// Only those in this state of discussion.
            resolution = "resolution-status": Resolution,
            /// In this order.
            sort = "sort": DateSort,
            /// Send the texts too, in this form.
            body_format = "body-format": BodyFormat,
        }
        query_filter {
            /// Only those with one of these states.
            status = "status": ContentStatus,
        }
        pages InlineComment = Paging::cursor("results", NextIn::UnderscoreLinks).unique_by("id").page_size(250);
    }

    /// The answers to a comment.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-comment/#api-inline-comments-id-children-get)
    answers: GetInlineCommentChildren = GET "/wiki/api/v2/inline-comments/{id}/children" => Page<InlineComment> {
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
        pages InlineComment = Paging::cursor("results", NextIn::UnderscoreLinks).unique_by("id").page_size(250);
    }

    /// One comment.
    ///
    /// What it includes besides is 50 elements at most of each; the rest has operations of its own.
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-comment/#api-inline-comments-comment-id-get)
    get: GetInlineCommentById = GET "/wiki/api/v2/inline-comments/{comment-id}" => InlineComment {
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
    /// A place in the text that cannot be found there is refused (400). Sent once: when the connection breaks the
    /// comment may be there all the same.
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-comment/#api-inline-comments-post)
    create: CreateInlineComment = POST "/wiki/api/v2/inline-comments" => InlineComment {
        permission "View what it is on, and add comments in the space";
        scopes [];
        granular ["write:comment:confluence"];
        takes { whole_body comment = "comment": NewInlineComment }
    }

    /// Changes a comment, or resolves it.
    ///
    /// `version` is [`next_version`](InlineComment::next_version) of the comment that was read. One that was changed since is a
    /// conflict (409): read it again, and decide. It is not repeated by itself: a repetition of what was carried out would
    /// look like somebody else's change.
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-comment/#api-inline-comments-comment-id-put)
    update: UpdateInlineComment = PUT "/wiki/api/v2/inline-comments/{comment-id}" => InlineComment {
        permission "View what it is on, and add comments in the space";
        scopes [];
        granular ["write:comment:confluence"];
        repeat never;
        takes { path id = "comment-id": CommentId, body version = "version": NewVersion }
        body {
            /// The new text.
            body = "body": NewBody,
            /// Whether the discussion is over. `false` opens it again.
            resolved = "resolved": bool,
        }
    }

    /// Deletes a comment for good, with the answers to it.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-comment/#api-inline-comments-comment-id-delete)
    delete: DeleteInlineComment = DELETE "/wiki/api/v2/inline-comments/{comment-id}" => NoContent {
        permission "View what it is on, and delete comments in the space";
        scopes [];
        granular ["delete:comment:confluence"];
        takes { path id = "comment-id": CommentId }
    }
}
