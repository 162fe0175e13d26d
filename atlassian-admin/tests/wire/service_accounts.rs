use atlassian_admin::Timestamp;
use serde_json::{Value, json};

use crate::site::{Site, admin, sent};

const PATH: &str = "/admin/api-access/v1/orgs/org-1/service-accounts";

#[test]
fn each_request_is_as_described() {
    let accounts = admin().service_accounts();
    let body = json!({"displayName": "Backup"});
    let requests = [
        (
            sent(accounts.create("org-1", body.clone()).request()),
            format!("POST {PATH}"),
            body.clone(),
        ),
        (
            sent(accounts.update("org-1", body.clone()).request()),
            format!("PATCH {PATH}"),
            body,
        ),
        (
            sent(accounts.delete("org-1", "s/1").request()),
            format!("DELETE {PATH}/s%2F1"),
            Value::Null,
        ),
        (
            sent(
                accounts
                    .all_api_tokens("org-1")
                    .token_label("nightly")
                    .request(),
            ),
            format!("GET {PATH}/api-tokens?tokenLabel=nightly"),
            Value::Null,
        ),
        (
            sent(
                accounts
                    .api_tokens("org-1", "s1")
                    .token_label("nightly")
                    .request(),
            ),
            format!("GET {PATH}/s1/api-tokens?tokenLabel=nightly"),
            Value::Null,
        ),
        (
            sent(accounts.count_api_tokens("org-1", ["s1", "s2"]).request()),
            format!("POST {PATH}/count"),
            json!(["s1", "s2"]),
        ),
        (
            sent(accounts.revoke_api_tokens("org-1", "s1").request()),
            format!("DELETE {PATH}/s1/api-tokens"),
            Value::Null,
        ),
        (
            sent(
                accounts
                    .all_oauth_clients("org-1")
                    .client_name("nightly")
                    .request(),
            ),
            format!("GET {PATH}/oauth-clients?clientName=nightly"),
            Value::Null,
        ),
        (
            sent(
                accounts
                    .oauth_clients("org-1", "s1")
                    .client_name("nightly")
                    .request(),
            ),
            format!("GET {PATH}/s1/oauth-clients?clientName=nightly"),
            Value::Null,
        ),
    ];
    for ((line, body), expected, expected_body) in requests {
        assert_eq!((line, body), (expected, expected_body));
    }
    let counting = accounts.count_api_tokens("org-1", ["s1"]);
    assert!(counting.request().is_safe_to_repeat());
    assert!(
        !accounts
            .revoke_api_tokens("org-1", "s1")
            .request()
            .is_safe_to_repeat()
    );
    assert!(!accounts.delete("org-1", "s1").request().is_safe_to_repeat());
}

/// The description names no cursor, and the answer links to a next page all the same.
#[tokio::test]
async fn a_listing_follows_its_links() {
    let site = Site::start().await;
    let account = json!({
        "atlassianId": "712020:a1", "id": "s1", "email": "backup@serviceaccount.atlassian.com",
        "displayName": "Backup", "picture": "https://example.com/p", "container": "ari:cloud:platform::org/org-1",
        "status": "ACTIVE", "createdById": "a2", "description": "Every night", "updatedAt": 1_764_642_980_899_u64
    });
    let first = json!({"items": [account], "total": 2, "links": {"next": format!("https://api.atlassian.com{PATH}?after=x")}});
    site.answer(&format!("GET {PATH}"), 200, first).await;
    let second = json!({"items": [{"id": "s2"}], "total": 2, "links": {"next": null}});
    site.answer(&format!("GET {PATH}?after=x"), 200, second)
        .await;
    let call = site.api.service_accounts().list("org-1");
    let found = call.items().collect().await.unwrap();
    assert_eq!(found.len(), 2);
    let updated = found[0].updated_at.as_ref().map(Timestamp::as_str);
    assert_eq!(updated, Some("1764642980899"));
    assert_eq!(serde_json::to_value(&found[0]).unwrap(), account);
}

#[tokio::test]
async fn what_is_not_described_is_given_as_it_came() {
    let site = Site::start().await;
    let tokens = json!({"data": [{"id": "t1", "label": "nightly"}], "links": {}});
    site.answer(&format!("GET {PATH}/s1/api-tokens"), 200, tokens.clone())
        .await;
    let accounts = site.api.service_accounts();
    let found = accounts.api_tokens("org-1", "s1").send().await.unwrap();
    assert_eq!(found, tokens);
    site.answer(&format!("DELETE {PATH}/s1"), 204, Value::Null)
        .await;
    accounts.delete("org-1", "s1").send().await.unwrap();
}
