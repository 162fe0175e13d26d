//! Long-running tasks, and which Confluence this is.

use serde_json::json;

use crate::requests::assert_sends;
use crate::site::Site;

#[tokio::test]
async fn follows_tasks() {
    let site = Site::start().await;
    let tasks = site.api.long_tasks();
    assert_sends! {
        tasks.list().key("com.example.copy"), "GET /wiki/rest/api/longtask?key=com.example.copy";
    }
    let task = json!({"ari": "ari:cloud:confluence:c:longtask/t1", "id": "t1",
        "name": {"key": "com.example.copy", "args": [{"x": 1}]}, "elapsedTime": 1200, "percentageComplete": 40,
        "successful": false, "finished": false, "status": "In progress",
        "messages": [{"translation": "Copying 2 of 5", "args": ["2", 5]}], "errors": [],
        "additionalDetails": {"destinationId": "7"}});
    site.answer(
        "GET /wiki/rest/api/longtask?limit=100",
        json!({"results": [task], "start": 0, "limit": 100, "size": 1, "_links": {}}),
    )
    .await;
    site.answer("GET /wiki/rest/api/longtask/t1", task).await;
    let all = tasks.list().items().collect().await.unwrap();
    let one = tasks.get(&all[0].id).send().await.unwrap();
    assert!(!one.finished);
    assert_eq!(one.percentage_complete, Some(40));
    assert_eq!(
        one.messages[0].translation.as_deref(),
        Some("Copying 2 of 5")
    );
}

#[tokio::test]
async fn says_which_confluence_it_is() {
    let site = Site::start().await;
    site.answer(
        "GET /wiki/rest/api/settings/systemInfo",
        json!({"cloudId": "c1", "commitHash": "abc", "baseUrl": "https://acme.atlassian.net/wiki", "edition": "standard",
            "siteTitle": "Acme", "defaultLocale": "en_GB", "defaultTimeZone": "Europe/Berlin",
            "microsPerimeter": "commercial"}),
    )
    .await;
    let info = site.api.system_info().get().send().await.unwrap();
    assert_eq!(info.cloud_id, "c1");
    assert_eq!(info.default_time_zone.as_deref(), Some("Europe/Berlin"));
}
