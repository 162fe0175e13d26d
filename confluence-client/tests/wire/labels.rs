use confluence_client::labels::{LabelPrefix, LabelSort, NewLabel};
use serde_json::json;

use crate::requests::assert_sends;
use crate::site::Site;

#[tokio::test]
async fn each_call_sends_what_the_service_reads() {
    let site = Site::start().await;
    let labels = site.api.labels();
    assert_sends! {
        labels.list().ids(["1", "2"]).prefixes([LabelPrefix::My, LabelPrefix::Team]).sort(LabelSort::NameDescending),
        "GET /wiki/api/v2/labels?label-id=1,2&prefix=my,team&sort=-name";
        labels.of_page("1").prefix(LabelPrefix::Global).sort(LabelSort::Id),
        "GET /wiki/api/v2/pages/1/labels?prefix=global&sort=id";
        labels.of_blog_post("1").prefix(LabelPrefix::Global).sort(LabelSort::Id),
        "GET /wiki/api/v2/blogposts/1/labels?prefix=global&sort=id";
        labels.of_attachment("att1").prefix(LabelPrefix::Global).sort(LabelSort::Id),
        "GET /wiki/api/v2/attachments/att1/labels?prefix=global&sort=id";
        labels.add("1", ["plan", "q3"]), "POST /wiki/rest/api/content/1/label",
        [{"prefix": "global", "name": "plan"}, {"prefix": "global", "name": "q3"}];
        labels.add("1", [NewLabel::with_prefix(LabelPrefix::My, "favourite")]), "POST /wiki/rest/api/content/1/label",
        [{"prefix": "my", "name": "favourite"}];
        labels.remove("1", "a/b"), "DELETE /wiki/rest/api/content/1/label?name=a/b";
    }
}

#[tokio::test]
async fn labels_are_read() {
    let site = Site::start().await;
    let labels = site.api.labels();
    let all = json!({"results": [{"id": "1", "name": "plan", "prefix": "global"}], "_links": {}});
    site.answer("GET /wiki/api/v2/pages/1/labels?limit=250", all)
        .await;
    let found = labels.of_page("1").items().collect().await.unwrap();
    assert_eq!(
        (found[0].name.as_str(), &found[0].prefix),
        ("plan", &LabelPrefix::Global)
    );
    let all = json!({"results": [{"prefix": "global", "name": "plan", "id": "1", "label": "plan"}], "start": 0,
        "limit": 200, "size": 1, "_links": {}});
    let body = json!([{"prefix": "global", "name": "plan"}]);
    site.exchange(
        "POST /wiki/rest/api/content/1/label",
        Some(body),
        200,
        &all.to_string(),
    )
    .await;
    let added = labels.add("1", ["plan"]).send().await.unwrap();
    assert_eq!(added.results.into_vec().unwrap()[0].id.as_str(), "1");
}
