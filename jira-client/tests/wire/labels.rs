use serde_json::json;

use crate::site::Site;

#[tokio::test]
async fn lists_labels() {
    let site = Site::start().await;
    let ask = |start: usize| format!("GET /rest/api/3/label?maxResults=1000&startAt={start}");
    let page = |start: usize, last: bool, labels: &[&str]| json!({"maxResults": 2, "startAt": start, "total": 3, "isLast": last, "values": labels});
    site.answer(&ask(0), page(0, false, &["performance", "security"]))
        .await;
    site.answer(&ask(2), page(2, true, &["Ünïcode"])).await;
    let labels = site.jira.labels().list().items().collect().await.unwrap();
    assert_eq!(labels, ["performance", "security", "Ünïcode"]);
}
