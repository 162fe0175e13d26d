use atlassian_admin::SearchType;
use serde_json::{Value, json};

use crate::site::Site;

const PATH: &str = "/admin/api-access/v1/orgs/org-1/api-keys";

#[tokio::test]
async fn lists_keys() {
    let site = Site::start().await;
    let key = json!({
        "id": "k1", "label": "audit", "createdAt": "2026-11-01T00:00:00Z", "expiresAt": "2026-11-08T00:00:00Z",
        "lastActiveAt": "2026-11-02T00:00:00Z", "systemAccountId": "s1", "resource": "ari:cloud:x", "orgId": "org-1",
        "createdBy": {"id": "a1", "name": "Mia Example", "email": "mia@example.com"},
        "scopes": ["read:tokens:admin"], "targetResources": ["ari:cloud:y"]
    });
    let query =
        "keyType=scoped&expiresAtSearchType=lt&expiresAtUom=day&expiresAtValue=7&sort=expiresAt";
    let first = json!({"data": [key], "links": {"next": "c2"}});
    site.answer(&format!("GET {PATH}?{query}&pageSize=50"), 200, first)
        .await;
    let second = json!({"data": [{"id": "k2"}], "links": {}});
    site.answer(
        &format!("GET {PATH}?{query}&pageSize=50&cursor=c2"),
        200,
        second,
    )
    .await;
    let call = site
        .api
        .api_keys()
        .list("org-1")
        .key_type("scoped")
        .expires_at_search_type(SearchType::LessThan)
        .expires_at_uom("day")
        .expires_at_value(7_u32)
        .sort("expiresAt");
    let keys = call.items().collect().await.unwrap();
    assert_eq!(keys.len(), 2);
    assert_eq!(serde_json::to_value(&keys[0]).unwrap(), key);
}

#[tokio::test]
async fn counts_and_revokes_keys() {
    let site = Site::start().await;
    site.answer(&format!("GET {PATH}/count"), 200, json!(3))
        .await;
    let keys = site.api.api_keys();
    assert_eq!(keys.count("org-1").send().await.unwrap(), 3);

    site.answer(&format!("PATCH {PATH}/revoke/k%2F1"), 200, Value::Null)
        .await;
    let call = keys.revoke("org-1", "k/1");
    assert!(call.request().is_safe_to_repeat());
    call.send().await.unwrap();
}
