use confluence_client::ContentId;
use confluence_client::content::ContentType;
use serde_json::json;

use crate::requests::assert_sends;
use crate::site::Site;

#[tokio::test]
async fn each_call_sends_what_the_service_reads() {
    let site = Site::start().await;
    let content = site.api.content();
    assert_sends! {
        content.types(["1", "att2"]),
        "POST /wiki/api/v2/content/convert-ids-to-types", {"contentIds": ["1", "att2"]};
        content.archive(["1", "2"]), "POST /wiki/rest/api/content/archive", {"pages": [{"id": 1}, {"id": 2}]};
        content.delete_tree("1"), "DELETE /wiki/rest/api/content/1/pageTree";
    }
    let types = content.types(["1"]);
    assert!(types.request().is_safe_to_repeat());
    assert!(!content.delete_tree("1").request().is_safe_to_repeat());
}

#[tokio::test]
async fn kinds_and_tasks_are_read() {
    let site = Site::start().await;
    let content = site.api.content();
    let kinds = json!({"results": {"1": "page", "2": null, "3": "ac:acme:chart"}});
    let body = json!({"contentIds": ["1", "2", "3"]});
    site.exchange(
        "POST /wiki/api/v2/content/convert-ids-to-types",
        Some(body),
        200,
        &kinds.to_string(),
    )
    .await;
    let ids = ["1", "2", "3"].map(ContentId::new);
    let kinds = content.types(&ids).send().await.unwrap().results;
    let kinds: Vec<_> = ids.iter().map(|id| kinds[id].clone()).collect();
    assert_eq!(
        kinds,
        [
            Some(ContentType::Page),
            None,
            Some(ContentType::Other("ac:acme:chart".to_owned()))
        ]
    );
    let task = json!({"ari": "ari:cloud:confluence:1:longtask/5", "id": 5, "links": {"status": "/rest/api/longtask/5"}});
    site.exchange(
        "DELETE /wiki/rest/api/content/1/pageTree",
        None,
        202,
        &task.to_string(),
    )
    .await;
    let task = content.delete_tree("1").send().await.unwrap();
    assert_eq!(task.id.as_str(), "5");
}
