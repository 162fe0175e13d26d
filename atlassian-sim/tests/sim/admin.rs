use atlassian_sim::Sim;
use serde_json::{Value, json};

use super::client::{Client, admin};

fn path(sim: &Sim, rest: &str) -> String {
    format!("/admin/api-access/v1/orgs/{}/{rest}", sim.org_id())
}

fn keyed(sim: &Sim) -> Client {
    Client::bearer(sim.gateway_url(), &sim.org_key())
}

async fn walk(sim: &Sim, query: &str) -> Vec<Value> {
    let mut all = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = keyed(sim)
            .json(&path(sim, &format!("api-tokens?{query}{cursor}")))
            .await;
        all.extend(page["data"].as_array().unwrap().iter().cloned());
        match page["links"]["next"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return all,
        }
    }
}

#[tokio::test]
async fn tokens_walked_to_the_end_are_all_tokens() {
    let sim = Sim::builder().users(500).start().await.unwrap();
    let truth = sim.api_tokens();
    for size in [7, 100, 5_000] {
        let all = walk(&sim, &format!("pageSize={size}")).await;
        assert_eq!(all.len(), truth.len());
        for token in &truth {
            let seen = all
                .iter()
                .find(|seen| seen["id"] == token.id.as_str())
                .unwrap();
            assert_eq!(seen["user"]["id"], token.account_id.as_str());
            assert_eq!(seen["user"]["orgId"], sim.org_id());
            assert_eq!(
                seen["status"],
                if token.blocked { "BLOCKED" } else { "ALLOWED" }
            );
            let text = |name: &str| {
                seen.get(name)
                    .and_then(Value::as_str)
                    .filter(|t| !t.is_empty())
            };
            assert_eq!(text("expiresAt"), token.expires_at.as_deref());
            assert_eq!(text("lastActiveAt"), token.last_active_at.as_deref());
        }
        assert!(
            all.iter().any(|t| t["expiresAt"] == "")
                && all.iter().any(|t| t.get("expiresAt").is_none())
        );
    }
    assert!(
        truth.iter().any(|t| !t.owner_active) && truth.iter().any(|t| t.last_active_at.is_none())
    );
    let count = keyed(&sim).json(&path(&sim, "api-tokens/count")).await;
    assert_eq!(count, truth.len());
}

#[tokio::test]
async fn tokens_are_filtered_and_sorted() {
    let sim = Sim::builder().users(300).start().await.unwrap();
    let blocked = sim.api_tokens().iter().filter(|t| t.blocked).count();
    assert_eq!(walk(&sim, "pageSize=9&status=blocked").await.len(), blocked);
    let count = keyed(&sim)
        .json(&path(&sim, "api-tokens/count?status=BLOCKED"))
        .await;
    assert_eq!(count, blocked);
    let used = walk(&sim, "pageSize=50&sort=-lastActiveAt").await;
    let times: Vec<&str> = used
        .iter()
        .filter_map(|t| t["lastActiveAt"].as_str())
        .collect();
    assert!(times.is_sorted_by(|a, b| a >= b));
    let one = walk(&sim, "pageSize=50&q=MEMBER%40example").await;
    assert_eq!(one.len(), 1);
    let old = "pageSize=50&createdAtSearchType=gt&createdAtUom=day&createdAtValue=30";
    assert!(walk(&sim, old).await.len() > 1);
    let range = "pageSize=50&lastActiveAtSearchType=range&lastActiveAtFrom=2000-01-01&lastActiveAtTo=2001-01-01";
    assert_eq!(walk(&sim, range).await.len(), 0);
}

#[tokio::test]
async fn odd_calls_are_a_500_and_always_the_same() {
    let sim = Sim::builder().start().await.unwrap();
    let mut bodies = Vec::new();
    for rest in [
        "api-tokens",
        "api-tokens?limit=10",
        "api-tokens?pageSize=10&invented=1",
        "api-tokens?pageSize=x",
    ] {
        let answer = keyed(&sim).get(&path(&sim, rest)).await;
        assert_eq!(answer.status, 500, "{rest}");
        bodies.push(answer.body);
    }
    bodies.dedup();
    assert_eq!(bodies.len(), 1);
    let bad = keyed(&sim)
        .get(&path(&sim, "api-tokens?pageSize=10&cursor=zzz"))
        .await;
    assert_eq!(bad.status, 400);
    assert_eq!(bad.json()["errors"][0]["code"], "ADMIN-400-1");
    assert_eq!(bad.json()["errors"][0]["status"], "400");
}

#[tokio::test]
async fn keys_are_checked_before_organizations_before_scopes() {
    let sim = Sim::builder().start().await.unwrap();
    let tokens = path(&sim, "api-tokens?pageSize=10");
    for client in [
        Client::nobody(sim.gateway_url()),
        Client::bearer(sim.gateway_url(), "wrong"),
        Client::basic(sim.gateway_url(), &sim.admin()),
        Client::basic(sim.gateway_url(), &sim.scoped_admin()),
    ] {
        let refused = client.get(&tokens).await;
        assert_eq!(refused.status, 401);
        assert_eq!(
            refused.json(),
            json!({ "code": 401, "message": "Unauthorized" })
        );
    }
    let elsewhere = "/admin/api-access/v1/orgs/none/api-tokens?pageSize=10";
    let missing = keyed(&sim).get(elsewhere).await;
    assert_eq!(
        (
            missing.status,
            missing.json()["errors"][0]["status"].clone()
        ),
        (404, "404".into())
    );
    let weak = Client::bearer(sim.gateway_url(), &sim.org_key_without_scopes_for_tokens());
    let refused = weak.get(&tokens).await;
    assert_eq!(refused.status, 403);
    assert_eq!(
        refused.json()["message"],
        "User has no permission to access resource."
    );
    assert_eq!(refused.json()["status"], 403);
    assert!(refused.json()["requestId"].is_string());
    assert_eq!(
        admin(&sim).get(&tokens).await.status,
        404,
        "not on the site"
    );
}

#[tokio::test]
async fn revoked_tokens_and_keys_stop_working() {
    let sim = Sim::builder().start().await.unwrap();
    assert_eq!(admin(&sim).get("/rest/api/3/myself").await.status, 200);
    let revoked = keyed(&sim)
        .call("DELETE", &path(&sim, "api-tokens"), &Value::Null)
        .await;
    assert_eq!(revoked.status, 200);
    assert_eq!(sim.api_tokens().len(), 0);
    assert_eq!(admin(&sim).get("/rest/api/3/myself").await.status, 401);
    let keys = keyed(&sim).json(&path(&sim, "api-keys?pageSize=10")).await;
    assert_eq!(keys["data"].as_array().unwrap().len(), 3);
    assert_eq!(keyed(&sim).json(&path(&sim, "api-keys/count")).await, 3);
    let everything = keys["data"]
        .as_array()
        .unwrap()
        .iter()
        .find(|k| k["label"] == "everything");
    let id = everything.unwrap()["id"].as_str().unwrap();
    let revoke = path(&sim, &format!("api-keys/revoke/{id}"));
    assert_eq!(
        keyed(&sim)
            .call("PATCH", &path(&sim, "api-keys/revoke/none"), &Value::Null)
            .await
            .status,
        404
    );
    assert_eq!(
        keyed(&sim)
            .call("PATCH", &revoke, &Value::Null)
            .await
            .status,
        200
    );
    assert_eq!(
        keyed(&sim)
            .get(&path(&sim, "api-keys?pageSize=10"))
            .await
            .status,
        401
    );
}
