use serde_json::json;

use crate::requests::assert_sends;
use crate::site::Site;

#[tokio::test]
async fn each_call_sends_what_the_service_reads() {
    let site = Site::start().await;
    let permitted = site.api.permitted_operations();
    assert_sends! {
        permitted.on_page("1"), "GET /wiki/api/v2/pages/1/operations";
        permitted.on_blog_post("1"), "GET /wiki/api/v2/blogposts/1/operations";
        permitted.on_attachment("att1"), "GET /wiki/api/v2/attachments/att1/operations";
        permitted.on_footer_comment("1"), "GET /wiki/api/v2/footer-comments/1/operations";
        permitted.on_inline_comment("1"), "GET /wiki/api/v2/inline-comments/1/operations";
    }
}

#[tokio::test]
async fn what_is_permitted_is_read() {
    let site = Site::start().await;
    let answer = json!({"operations": [{"operation": "restrict_content", "targetType": "page"}]});
    site.answer("GET /wiki/api/v2/pages/1/operations", answer)
        .await;
    let permitted = site
        .api
        .permitted_operations()
        .on_page("1")
        .send()
        .await
        .unwrap();
    let permitted = permitted.operations.into_vec().unwrap();
    assert_eq!(permitted[0].operation, "restrict_content");
    assert_eq!(permitted[0].target_type, "page");
}
