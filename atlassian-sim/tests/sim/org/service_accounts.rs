use atlassian_sim::Sim;
use serde_json::{Value, json};

use super::super::client::{Client, pluck};
use super::{code, keyed, posted};

fn path(sim: &Sim, rest: &str) -> String {
    format!("/admin/api-access/v1/orgs/{}/{rest}", sim.org_id())
}

#[tokio::test]
async fn a_service_account_lives() {
    let sim = Sim::builder().start().await.unwrap();
    let key = Client::bearer(sim.gateway_url(), &sim.org_key());
    let base = path(&sim, "service-accounts");
    let list = key.json(&base).await;
    assert_eq!(
        (&list["total"], &list["items"][0]["email"]),
        (&1.into(), &sim.service_account().email.into())
    );
    assert_eq!(
        list["items"][0]["atlassianId"],
        sim.service_account().account_id.as_str()
    );
    let made = key
        .call(
            "POST",
            &base,
            &json!({ "displayName": "Sync", "description": "Nightly" }),
        )
        .await;
    assert_eq!(made.status, 200);
    let id = made.json()["id"].as_str().unwrap().to_owned();
    assert!(
        made.json()["email"]
            .as_str()
            .unwrap()
            .ends_with("@serviceaccount.atlassian.com")
    );
    assert!(
        sim.users()
            .iter()
            .any(|user| user.display_name == "Sync" && user.account_type == "app")
    );
    let changed = key
        .call(
            "PATCH",
            &base,
            &json!({ "id": id, "displayName": "Sync 2" }),
        )
        .await;
    assert_eq!(
        (
            &changed.json()["displayName"],
            &changed.json()["description"]
        ),
        (&"Sync 2".into(), &"Nightly".into())
    );
    assert_eq!(key.call("POST", &base, &json!({})).await.status, 400);
    assert_eq!(
        key.call("DELETE", &format!("{base}/{id}"), &Value::Null)
            .await
            .status,
        200
    );
    assert_eq!(key.json(&base).await["total"], 1);
    let gone = key
        .call("DELETE", &format!("{base}/{id}"), &Value::Null)
        .await;
    assert_eq!((gone.status, code(&gone).as_str()), (404, "ADMIN-404-8"));
}

#[tokio::test]
async fn tokens_of_service_accounts_are_apart_from_those_of_people() {
    let sim = Sim::builder().start().await.unwrap();
    let key = keyed(&sim);
    let base = path(&sim, "service-accounts");
    let id = key.json(&base).await["items"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let count = path(&sim, "service-accounts/count");
    assert_eq!(posted(&sim, &count, json!([id, "none"])).await, 1);
    let all = key.json(&format!("{base}/api-tokens")).await;
    let own = key
        .json(&format!("{base}/{id}/api-tokens?tokenLabel=SERVICE"))
        .await;
    assert_eq!(all, own);
    assert_eq!(all["data"].as_array().unwrap().len(), 1);
    let token = all["data"][0]["id"].as_str().unwrap();
    assert!(!sim.api_tokens().iter().any(|held| held.id == token));
    // Revoking the tokens of all people leaves it alone.
    let account = Client::basic(sim.gateway_url(), &sim.service_account());
    let myself = format!("/ex/jira/{}/rest/api/3/myself", sim.cloud_id());
    assert_eq!(
        key.call("DELETE", &path(&sim, "api-tokens"), &Value::Null)
            .await
            .status,
        200
    );
    assert_eq!(account.get(&myself).await.status, 200);
    assert_eq!(
        key.call("DELETE", &format!("{base}/{id}/api-tokens"), &Value::Null)
            .await
            .status,
        200
    );
    assert_eq!(account.get(&myself).await.status, 401);
    assert_eq!(posted(&sim, &count, json!([id])).await, 0);
    assert_eq!(
        key.get(&format!("{base}/none/api-tokens")).await.status,
        404
    );
}

#[tokio::test]
async fn oauth_clients_are_listed() {
    let sim = Sim::builder().start().await.unwrap();
    let key = keyed(&sim);
    let id = sim.oauth_app().client_id;
    let list = key.json(&path(&sim, "oauth-clients?pageSize=10")).await;
    assert_eq!(
        pluck(list["data"].as_array().unwrap(), "clientId"),
        [id.as_str()]
    );
    assert_eq!(
        key.json(&path(&sim, &format!("oauth-clients/{id}"))).await,
        list["data"][0]
    );
    assert_eq!(key.get(&path(&sim, "oauth-clients/none")).await.status, 404);
    assert_eq!(
        posted(&sim, &path(&sim, "oauth-clients/count"), Value::Null).await["count"],
        1
    );
    let all = key
        .json(&path(&sim, "service-accounts/oauth-clients"))
        .await;
    assert_eq!(all["data"], list["data"]);
    let service = key.json(&path(&sim, "service-accounts")).await["items"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let own = key
        .json(&path(
            &sim,
            &format!("service-accounts/{service}/oauth-clients"),
        ))
        .await;
    assert_eq!(own["data"], list["data"]);
    let other = key
        .json(&path(
            &sim,
            "service-accounts/oauth-clients?clientName=other",
        ))
        .await;
    assert_eq!(other["data"], json!([]));
}
