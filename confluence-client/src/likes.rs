//! Who likes what.

use atlassian_core::model::Deserialize;
use atlassian_core::{AccountId, NextIn, Page, Paging, operations};

use crate::{BlogPostId, CommentId, PageId};

operations! {
    /// Likes of pages, blog posts and comments. They can be read and not given.
    pub struct Likes;

    /// Who likes a page.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-like/#api-pages-id-likes-users-get)
    of_page: GetPageLikeUsers = GET "/wiki/api/v2/pages/{id}/likes/users" => Page<Like> {
        permission "View the page and its space";
        scopes [];
        granular ["read:page:confluence"];
        takes { path id = "id": PageId }
        pages Like = Paging::cursor("results", NextIn::UnderscoreLinks).unique_by("accountId").page_size(250);
    }

    /// How many like a page.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-like/#api-pages-id-likes-count-get)
    count_of_page: GetPageLikeCount = GET "/wiki/api/v2/pages/{id}/likes/count" => LikeCount {
        permission "View the page and its space";
        scopes [];
        granular ["read:page:confluence"];
        takes { path id = "id": PageId }
    }

    /// Who likes a blog post.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-like/#api-blogposts-id-likes-users-get)
    of_blog_post: GetBlogPostLikeUsers = GET "/wiki/api/v2/blogposts/{id}/likes/users" => Page<Like> {
        permission "View the blog post and its space";
        scopes [];
        granular ["read:page:confluence"];
        takes { path id = "id": BlogPostId }
        pages Like = Paging::cursor("results", NextIn::UnderscoreLinks).unique_by("accountId").page_size(250);
    }

    /// How many like a blog post.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-like/#api-blogposts-id-likes-count-get)
    count_of_blog_post: GetBlogPostLikeCount = GET "/wiki/api/v2/blogposts/{id}/likes/count" => LikeCount {
        permission "View the blog post and its space";
        scopes [];
        granular ["read:page:confluence"];
        takes { path id = "id": BlogPostId }
    }

    /// Who likes a footer comment.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-like/#api-footer-comments-id-likes-users-get)
    of_footer_comment: GetFooterLikeUsers = GET "/wiki/api/v2/footer-comments/{id}/likes/users" => Page<Like> {
        permission "View the comment and what it is on";
        scopes [];
        granular ["read:comment:confluence"];
        takes { path id = "id": CommentId }
        pages Like = Paging::cursor("results", NextIn::UnderscoreLinks).unique_by("accountId").page_size(250);
    }

    /// How many like a footer comment.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-like/#api-footer-comments-id-likes-count-get)
    count_of_footer_comment: GetFooterLikeCount = GET "/wiki/api/v2/footer-comments/{id}/likes/count" => LikeCount {
        permission "View the comment and what it is on";
        scopes [];
        granular ["read:comment:confluence"];
        takes { path id = "id": CommentId }
    }

    /// Who likes an inline comment.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-like/#api-inline-comments-id-likes-users-get)
    of_inline_comment: GetInlineLikeUsers = GET "/wiki/api/v2/inline-comments/{id}/likes/users" => Page<Like> {
        permission "View the comment and what it is on";
        scopes [];
        granular ["read:comment:confluence"];
        takes { path id = "id": CommentId }
        pages Like = Paging::cursor("results", NextIn::UnderscoreLinks).unique_by("accountId").page_size(250);
    }

    /// How many like an inline comment.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-like/#api-inline-comments-id-likes-count-get)
    count_of_inline_comment: GetInlineLikeCount = GET "/wiki/api/v2/inline-comments/{id}/likes/count" => LikeCount {
        permission "View the comment and what it is on";
        scopes [];
        granular ["read:comment:confluence"];
        takes { path id = "id": CommentId }
    }
}

/// Somebody who likes it.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Like {
    /// Who.
    pub account_id: AccountId,
}

/// How many like it.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct LikeCount {
    /// The number.
    pub count: u64,
}
