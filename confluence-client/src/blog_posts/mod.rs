//! Blog posts.

mod model;

pub use model::*;

use atlassian_core::{NextIn, NoContent, Page, Paging, operations};

use crate::content::{BodyFormat, ContentStatus};
use crate::{BlogPostId, LabelId, SpaceId};

operations! {
    /// Blog posts. They are to Confluence what pages are, without a place in a tree.
    pub struct BlogPosts;

    /// All blog posts of the site that the caller may see, those in use unless asked otherwise.
    ///
    /// Pages of 250. Texts come only where a form of them is asked for.
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-blog-post/#api-blogposts-get)
    list: GetBlogPosts = GET "/wiki/api/v2/blogposts" => Page<BlogPost> {
        permission "Can use";
        scopes [];
        granular ["read:page:confluence"];
        query {
            /// Only blog posts with exactly this title.
            title = "title": String,
            /// In this order.
            sort = "sort": BlogPostSort,
            /// Send the texts too, in this form.
            body_format = "body-format": BodyFormat,
        }
        query_filter {
            /// Only these.
            ids = "id": BlogPostId,
            /// Only those in one of these spaces.
            spaces = "space-id": SpaceId,
            /// Only those with one of these states.
            status = "status": ContentStatus,
        }
        pages BlogPost = Paging::cursor("results", NextIn::UnderscoreLinks).unique_by("id").page_size(250);
    }

    /// The blog posts of a space.
    ///
    /// As [`list`](BlogPosts::list) otherwise.
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-blog-post/#api-spaces-id-blogposts-get)
    in_space: GetBlogPostsInSpace = GET "/wiki/api/v2/spaces/{id}/blogposts" => Page<BlogPost> {
        permission "Can use, and view the space";
        scopes [];
        granular ["read:page:confluence"];
        takes { path space = "id": SpaceId }
        query {
            /// Only blog posts with exactly this title.
            title = "title": String,
            /// In this order.
            sort = "sort": BlogPostSort,
            /// Send the texts too, in this form.
            body_format = "body-format": BodyFormat,
        }
        query_filter {
            /// Only those with one of these states.
            status = "status": ContentStatus,
        }
        pages BlogPost = Paging::cursor("results", NextIn::UnderscoreLinks).unique_by("id").page_size(250);
    }

    /// The blog posts with a label.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-blog-post/#api-labels-id-blogposts-get)
    with_label: GetLabelBlogPosts = GET "/wiki/api/v2/labels/{id}/blogposts" => Page<BlogPost> {
        permission "View the blog post and its space";
        scopes [];
        granular ["read:page:confluence"];
        takes { path label = "id": LabelId }
        query {
            /// In this order.
            sort = "sort": BlogPostSort,
            /// Send the texts too, in this form.
            body_format = "body-format": BodyFormat,
        }
        query_filter {
            /// Only those in one of these spaces.
            spaces = "space-id": SpaceId,
        }
        pages BlogPost = Paging::cursor("results", NextIn::UnderscoreLinks).unique_by("id").page_size(250);
    }

    /// One blog post.
    ///
    /// What it includes besides is 50 elements at most of each; the rest has operations of its own.
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-blog-post/#api-blogposts-id-get)
    get: GetBlogPostById = GET "/wiki/api/v2/blogposts/{id}" => BlogPost {
        permission "View the blog post and its space";
        scopes [];
        granular ["read:page:confluence"];
        takes { path id = "id": BlogPostId }
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

    /// Makes a blog post, and publishes it unless it is a draft.
    ///
    /// Sent once: when the connection breaks the blog post may be there all the same.
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-blog-post/#api-blogposts-post)
    create: CreateBlogPost = POST "/wiki/api/v2/blogposts" => BlogPost {
        permission "View the space, and add blog posts in it";
        scopes [];
        granular ["write:page:confluence"];
        takes { whole_body post = "post": NewBlogPost }
        query {
            /// Only its author may see and edit it.
            private = "private": bool,
        }
    }

    /// Publishes a new version of a blog post, or saves a draft of one.
    ///
    /// The version has to be the one that was read, plus one: a blog post that somebody else has changed since is a
    /// conflict (409) and stays as it is. Then read it again, and put your change into what it says now. It is not
    /// repeated by itself: a repetition of what was carried out would look like somebody else's change.
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-blog-post/#api-blogposts-id-put)
    update: UpdateBlogPost = PUT "/wiki/api/v2/blogposts/{id}" => BlogPost {
        permission "View the blog post and its space, and update blog posts in it";
        scopes [];
        granular ["write:page:confluence"];
        repeat never;
        takes { path id = "id": BlogPostId, whole_body update = "update": BlogPostUpdate }
    }

    /// Moves a blog post to the trash.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-blog-post/#api-blogposts-id-delete)
    delete: DeleteBlogPost = DELETE "/wiki/api/v2/blogposts/{id}" => NoContent {
        permission "View the blog post and its space, and delete blog posts in it";
        scopes [];
        granular ["delete:page:confluence"];
        takes { path id = "id": BlogPostId }
        query {
            /// Out of the trash for good: only for what is in the trash already, and by who administers the space.
            purge = "purge": bool,
            /// The draft, which goes for good.
            draft = "draft": bool,
        }
    }
}
