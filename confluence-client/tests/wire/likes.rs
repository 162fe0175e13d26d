use serde_json::json;

use crate::requests::assert_sends;
use crate::site::Site;

#[tokio::test]
async fn each_call_sends_what_the_service_reads() {
    let site = Site::start().await;
    let likes = site.api.likes();
    assert_sends! {
        likes.of_page("1"), "GET /wiki/api/v2/pages/1/likes/users";
        likes.of_blog_post("1"), "GET /wiki/api/v2/blogposts/1/likes/users";
        likes.of_footer_comment("1"), "GET /wiki/api/v2/footer-comments/1/likes/users";
        likes.of_inline_comment("1"), "GET /wiki/api/v2/inline-comments/1/likes/users";
        likes.count_of_page("1"), "GET /wiki/api/v2/pages/1/likes/count";
        likes.count_of_blog_post("1"), "GET /wiki/api/v2/blogposts/1/likes/count";
        likes.count_of_footer_comment("1"), "GET /wiki/api/v2/footer-comments/1/likes/count";
        likes.count_of_inline_comment("1"), "GET /wiki/api/v2/inline-comments/1/likes/count";
    }
}

#[tokio::test]
async fn likes_are_read() {
    let site = Site::start().await;
    let likes = site.api.likes();
    let next = "/wiki/api/v2/pages/1/likes/users?limit=250&cursor=x";
    let first = json!({"results": [{"accountId": "a"}], "_links": {"next": next}});
    site.answer("GET /wiki/api/v2/pages/1/likes/users?limit=250", first)
        .await;
    let last = json!({"results": [{"accountId": "a"}, {"accountId": "b"}], "_links": {}});
    site.answer(&format!("GET {next}"), last).await;
    let who = likes.of_page("1").items().collect().await.unwrap();
    let who: Vec<_> = who.iter().map(|like| like.account_id.as_str()).collect();
    assert_eq!(who, ["a", "b"]);
    site.answer("GET /wiki/api/v2/pages/1/likes/count", json!({"count": 2}))
        .await;
    assert_eq!(likes.count_of_page("1").send().await.unwrap().count, 2);
}
