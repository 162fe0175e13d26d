use serde_json::{Value, json};

use crate::site::{Site, admin, sent};

const PATH: &str = "/admin/api-access/v1/orgs/org-1/oauth-clients";

#[test]
fn each_request_is_as_described() {
    let clients = admin().oauth_clients();
    let body = json!({"name": "nightly"});
    let requests = [
        (
            sent(clients.get("org-1", "c/1").request()),
            format!("GET {PATH}/c%2F1"),
            Value::Null,
        ),
        (
            sent(clients.count("org-1").request()),
            format!("POST {PATH}/count"),
            Value::Null,
        ),
        (
            sent(clients.create("org-1", body.clone()).request()),
            format!("POST {PATH}"),
            body,
        ),
        (
            sent(clients.delete("org-1", "c1").request()),
            format!("DELETE {PATH}/c1"),
            Value::Null,
        ),
    ];
    for ((line, body), expected, expected_body) in requests {
        assert_eq!((line, body), (expected, expected_body));
    }
    assert!(clients.count("org-1").request().is_safe_to_repeat());
    assert!(!clients.delete("org-1", "c1").request().is_safe_to_repeat());
}

#[tokio::test]
async fn lists_clients() {
    let site = Site::start().await;
    let first = json!({
        "data": [{
            "clientId": "c1", "name": "nightly", "createdAt": 1_763_149_545_609_u64,
            "updatedAt": 1_763_149_545_609_u64, "status": "ACTIVE"
        }],
        "links": {"self": "x", "next": "c2"}
    });
    site.answer(&format!("GET {PATH}?pageSize=50"), 200, first)
        .await;
    let second = json!({"data": [{"clientId": "c2"}], "links": {"self": "x"}});
    site.answer(&format!("GET {PATH}?pageSize=50&cursor=c2"), 200, second)
        .await;
    let found = site
        .api
        .oauth_clients()
        .list("org-1")
        .items()
        .collect()
        .await
        .unwrap();
    assert_eq!(found[0].status.as_deref(), Some("ACTIVE"));
    assert_eq!(
        found[0].created_at.as_ref().unwrap().as_str(),
        "1763149545609"
    );
    assert_eq!(found[1].id.as_str(), "c2");
}

/// What is answered to a new client is not described: it is there to be read, a secret with it.
#[tokio::test]
async fn a_new_client_is_given_as_it_came() {
    let site = Site::start().await;
    let made = json!({"clientId": "c1", "clientSecret": "not-to-be-lost"});
    site.answer_to(
        &format!("POST {PATH}"),
        &json!({"name": "nightly"}),
        201,
        made.clone(),
    )
    .await;
    let call = site
        .api
        .oauth_clients()
        .create("org-1", json!({"name": "nightly"}));
    let answer = call.send().await.unwrap();
    assert_eq!(answer.decode::<Value>().unwrap(), made);
}
