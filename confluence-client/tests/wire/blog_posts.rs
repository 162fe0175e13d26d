use confluence_client::Timestamp;
use confluence_client::blog_posts::{BlogPost, BlogPostSort, BlogPostUpdate, NewBlogPost};
use confluence_client::content::{BodyFormat, ContentStatus, NewBody};
use serde_json::{Value, json};

use crate::pages::version;
use crate::requests::assert_sends;
use crate::site::Site;

fn post() -> Value {
    json!({"id": "7", "status": "current", "title": "News", "spaceId": "65538", "authorId": "557058:ab",
        "createdAt": "2026-01-01T00:00:00.000Z", "version": version(2), "body": {},
        "_links": {"webui": "/spaces/DOCS/blog/2026/01/01/7/News", "editui": "/e", "tinyui": "/x/Bw"}})
}

#[tokio::test]
async fn each_call_sends_what_the_service_reads() {
    let site = Site::start().await;
    let posts = site.api.blog_posts();
    let read: BlogPost = serde_json::from_value(post()).unwrap();
    let mut draft = post();
    draft["status"] = json!("draft");
    draft["version"] = version(1);
    let draft: BlogPost = serde_json::from_value(draft).unwrap();
    let text = || NewBody::wiki("h1. News");
    assert_sends! {
        posts.list().ids(["1"]).spaces(["2", "3"]).status([ContentStatus::Trashed]).title("News")
            .sort(BlogPostSort::CreatedDescending).body_format(BodyFormat::Storage),
        "GET /wiki/api/v2/blogposts?id=1&space-id=2,3&status=trashed&title=News&sort=-created-date&body-format=storage";
        posts.in_space("2").title("News").sort(BlogPostSort::Id).body_format(BodyFormat::Document)
            .status([ContentStatus::Current]),
        "GET /wiki/api/v2/spaces/2/blogposts?title=News&sort=id&body-format=atlas_doc_format&status=current";
        posts.with_label("5").spaces(["2"]).sort(BlogPostSort::Modified).body_format(BodyFormat::Storage),
        "GET /wiki/api/v2/labels/5/blogposts?space-id=2&sort=modified-date&body-format=storage";
        posts.get("7").body_format(BodyFormat::ExportView).draft(true).version(1_u32).include_labels(true)
            .include_properties(true).include_operations(true).include_likes(true).include_versions(true)
            .include_favorite(true).status([ContentStatus::Current, ContentStatus::Historical]),
        "GET /wiki/api/v2/blogposts/7?body-format=export_view&get-draft=true&version=1&include-labels=true\
            &include-properties=true&include-operations=true&include-likes=true&include-versions=true\
            &include-favorited-by-current-user-status=true&status=current,historical";
        posts.create(NewBlogPost::new("2", "News").body(text()).draft()
            .created_at("2025-12-31T00:00:00Z".parse::<Timestamp>().unwrap())).private(true),
        "POST /wiki/api/v2/blogposts?private=true",
        {"spaceId": "2", "status": "draft", "title": "News", "body": {"representation": "wiki", "value": "h1. News"},
            "createdAt": "2025-12-31T00:00:00Z"};
        posts.update("7", BlogPostUpdate::of(&read, text())), "PUT /wiki/api/v2/blogposts/7",
        {"id": "7", "status": "current", "title": "News", "body": {"representation": "wiki", "value": "h1. News"},
            "version": {"number": 3}};
        posts.update("7", BlogPostUpdate::of(&read, text()).title("Old news").message("m").draft()),
        "PUT /wiki/api/v2/blogposts/7",
        {"id": "7", "status": "draft", "title": "Old news", "body": {"representation": "wiki", "value": "h1. News"},
            "version": {"number": 1, "message": "m"}};
        posts.update("7", BlogPostUpdate::of(&read, text()).draft().publish()), "PUT /wiki/api/v2/blogposts/7",
        {"id": "7", "status": "current", "title": "News", "body": {"representation": "wiki", "value": "h1. News"},
            "version": {"number": 3}};
        posts.update("7", BlogPostUpdate::of(&draft, text()).publish()), "PUT /wiki/api/v2/blogposts/7",
        {"id": "7", "status": "current", "title": "News", "body": {"representation": "wiki", "value": "h1. News"},
            "version": {"number": 1}};
        posts.update("7", BlogPostUpdate::of(&draft, text()).publish().version(read.next_version())),
        "PUT /wiki/api/v2/blogposts/7",
        {"id": "7", "status": "current", "title": "News", "body": {"representation": "wiki", "value": "h1. News"},
            "version": {"number": 3}};
        posts.delete("7").purge(true), "DELETE /wiki/api/v2/blogposts/7?purge=true";
        posts.delete("7").draft(true), "DELETE /wiki/api/v2/blogposts/7?draft=true";
    }
}

#[tokio::test]
async fn a_blog_post_is_read() {
    let site = Site::start().await;
    let all = json!({"results": [post()], "_links": {"base": "https://acme.example.com/wiki"}});
    site.answer("GET /wiki/api/v2/spaces/2/blogposts?limit=250", all)
        .await;
    let posts = site
        .api
        .blog_posts()
        .in_space("2")
        .items()
        .collect()
        .await
        .unwrap();
    let post = &posts[0];
    assert_eq!(
        (post.id.as_str(), post.title.as_deref()),
        ("7", Some("News"))
    );
    assert_eq!(post.status, Some(ContentStatus::Current));
    assert_eq!(
        post.links.as_ref().unwrap().tinyui.as_deref(),
        Some("/x/Bw")
    );
}
