use std::time::Duration;

use atlassian_sim::Sim;
use serde_json::{Value, json};

use super::super::client::{Client, pluck};
use super::{code, keyed, post, posted, somebody, v1};

fn control(sim: &Sim, version: &str, rest: &str) -> String {
    format!("/admin/control/{version}/orgs/{}{rest}", sim.org_id())
}

fn allowlist(name: &str, addresses: &[&str]) -> Value {
    json!({ "data": { "type": "policy", "attributes": {
        "type": "ip-allowlist",
        "name": name,
        "rule": { "in": addresses },
        "resources": [{ "id": "ari:cloud:jira::site/1" }],
    } } })
}

#[tokio::test]
async fn a_policy_lives_and_both_apis_see_it() {
    let sim = Sim::builder().manual_clock().start().await.unwrap();
    let key = Client::bearer(sim.gateway_url(), &sim.org_key());
    let base = v1(&sim, "/policies");
    assert_eq!(key.json(&base).await["data"].as_array().unwrap().len(), 3);
    let only = key.json(&format!("{base}?type=data-residency")).await;
    assert_eq!(only["data"].as_array().unwrap().len(), 1);
    let made = key
        .call("POST", &base, &allowlist("Home", &["192.0.2.0/24"]))
        .await;
    assert_eq!(made.status, 202);
    let made = made.json()["data"].clone();
    let resource = &made["attributes"]["resources"][0];
    assert_eq!(resource["applicationStatus"], "applying");
    let id = made["id"].as_str().unwrap();
    let path = format!("{base}/{id}");
    sim.advance(Duration::from_secs(31));
    let seen = key.json(&path).await;
    assert_eq!(
        seen["data"]["attributes"]["resources"][0]["applicationStatus"],
        "applied"
    );
    assert_eq!(
        key.json(&control(&sim, "v1", &format!("/policies/{id}")))
            .await,
        seen
    );
    // Version 2 keeps resources apart.
    let newer = key
        .json(&control(&sim, "v2", &format!("/policies/{id}")))
        .await;
    let mut bare = seen["data"].clone();
    bare["attributes"]
        .as_object_mut()
        .unwrap()
        .remove("resources");
    assert_eq!(newer["data"], bare);
    // Of what may leave, the organization's own API knows the name alone.
    let security = key.json(&format!("{base}?type=data-security")).await;
    let security = &security["data"][0]["attributes"];
    assert_eq!(
        security,
        &json!({ "type": "data-security", "name": "No exports", "status": "enabled" })
    );
    let all = key.json(&control(&sim, "v2", "/policies")).await;
    assert_eq!(
        all["data"][2]["attributes"]["rule"]["export"]["effect"],
        "block"
    );
    for version in ["v1", "v2"] {
        let list = key.json(&control(&sim, version, "/policies")).await;
        assert_eq!(list["data"].as_array().unwrap().len(), 4);
        let mut body = allowlist(&format!("Home {version}"), &["192.0.2.0/25"]);
        body["data"]["id"] = id.into();
        let attributes = body["data"]["attributes"].as_object_mut().unwrap();
        attributes.remove("resources");
        let put = key
            .call(
                "PUT",
                &control(&sim, version, &format!("/policies/{id}")),
                &body,
            )
            .await;
        assert_eq!(
            (put.status, &put.json()["data"]["attributes"]["name"]),
            (200, &format!("Home {version}").into())
        );
    }
    let changed = key
        .call("PUT", &path, &allowlist("Office", &["198.51.100.1"]))
        .await;
    assert_eq!(
        (
            changed.status,
            &changed.json()["data"]["attributes"]["name"]
        ),
        (202, &"Office".into())
    );
    let bad = json!({ "data": { "type": "policy", "attributes": { "type": "ip-allowlist", "name": "No", "status": "so-so" } } });
    let refused = key.call("PUT", &path, &bad).await;
    assert_eq!(
        (refused.status, code(&refused).as_str()),
        (400, "ADMIN-400-4")
    );
    assert_eq!(
        key.json(&path).await["data"]["attributes"]["name"],
        "Office"
    );
    assert_eq!(key.get(&format!("{path}/validate")).await.status, 202);
    let validate = control(&sim, "v1", &format!("/policies/{id}/validate"));
    assert_eq!(key.get(&validate).await.status, 200);
    assert_eq!(key.call("DELETE", &path, &Value::Null).await.status, 202);
    for method in ["GET", "DELETE"] {
        let gone = key.call(method, &path, &Value::Null).await;
        assert_eq!((gone.status, code(&gone).as_str()), (404, "ADMIN-404-5"));
    }
    for body in [
        json!({}),
        json!({ "data": { "type": "policy", "attributes": { "type": "none" } } }),
    ] {
        let refused = key.call("POST", &base, &body).await;
        assert_eq!(
            (refused.status, code(&refused).as_str()),
            (400, "ADMIN-400-4")
        );
    }
    let news = key.json(&v1(&sim, "/events?limit=5")).await;
    assert_eq!(news["data"][0]["attributes"]["action"], "policy_deleted");
    assert_eq!(news["data"][4]["attributes"]["action"], "policy_created");
}

#[tokio::test]
async fn data_security_policies_are_drafts_until_they_are_published() {
    let sim = Sim::builder().start().await.unwrap();
    let body = json!({ "data": { "type": "policy", "attributes": { "type": "data-security", "name": "No copies" } } });
    for version in ["v1", "v2"] {
        let made = posted(&sim, &control(&sim, version, "/policies"), body.clone()).await;
        assert_eq!(made["data"]["attributes"]["status"], "draft");
        let id = made["data"]["id"].as_str().unwrap();
        let published = posted(
            &sim,
            &control(&sim, "v2", "/policies/publishDraftPolicies"),
            json!({}),
        )
        .await;
        assert_eq!(pluck(published["data"].as_array().unwrap(), "id"), [id]);
        let path = control(&sim, version, &format!("/policies/{id}"));
        assert_eq!(
            keyed(&sim).json(&path).await["data"]["attributes"]["status"],
            "enabled"
        );
        let path = control(&sim, "v1", &format!("/policies/{id}"));
        assert_eq!(
            keyed(&sim).call("DELETE", &path, &Value::Null).await.status,
            200
        );
    }
}

#[tokio::test]
async fn resources_of_a_policy_come_and_go() {
    let sim = Sim::builder().start().await.unwrap();
    let key = keyed(&sim);
    let made = post(&sim, &v1(&sim, "/policies"), allowlist("Home", &[]))
        .await
        .json();
    let id = made["data"]["id"].as_str().unwrap();
    let old = v1(&sim, &format!("/policies/{id}/resources"));
    let new = control(&sim, "v1", &format!("/policies/{id}/resources"));
    let ids = || {
        let (key, path) = (
            keyed(&sim),
            control(&sim, "v2", &format!("/policies/{id}/resources")),
        );
        async move { pluck(key.json(&path).await["data"].as_array().unwrap(), "id") }
    };
    assert_eq!(post(&sim, &old, json!({ "id": "r-1" })).await.status, 202);
    assert_eq!(post(&sim, &new, json!({ "id": "r-2" })).await.status, 200);
    assert_eq!(ids().await, ["ari:cloud:jira::site/1", "r-1", "r-2"]);
    let later = json!({ "meta": { "scheduledDate": "2999-01-01T00:00:00Z" } });
    let put = key.call("PUT", &format!("{old}/r-1"), &later).await;
    assert_eq!(
        (
            put.status,
            &put.json()["data"]["attributes"]["resources"][1]["applicationStatus"]
        ),
        (202, &"scheduled".into())
    );
    assert_eq!(
        key.call("PUT", &format!("{new}/r-2"), &later).await.status,
        200
    );
    let missing = key.call("PUT", &format!("{old}/none"), &later).await;
    assert_eq!(
        (missing.status, code(&missing).as_str()),
        (404, "ADMIN-404-6")
    );
    assert_eq!(
        key.call("DELETE", &format!("{old}/r-1"), &Value::Null)
            .await
            .status,
        204
    );
    assert_eq!(
        key.call("DELETE", &format!("{new}/r-2"), &Value::Null)
            .await
            .status,
        200
    );
    assert_eq!(
        key.call("DELETE", &format!("{new}/r-2"), &Value::Null)
            .await
            .status,
        404
    );
    assert_eq!(key.json(&new).await["data"].as_array().unwrap().len(), 1);
    assert_eq!(key.call("DELETE", &new, &Value::Null).await.status, 200);
    assert!(ids().await.is_empty());
    let path = control(&sim, "v2", &format!("/policies/{id}/resources"));
    assert_eq!(key.call("DELETE", &path, &Value::Null).await.status, 200);
}

#[tokio::test]
async fn people_are_moved_under_an_authentication_policy_by_a_task() {
    let sim = Sim::builder().manual_clock().start().await.unwrap();
    let user = somebody(&sim).account_id;
    let bulk = control(&sim, "v1", "/users/auth-policies/bulk-fetch");
    let before = posted(&sim, &bulk, json!({ "userIds": [user, "none"] })).await;
    assert_eq!(before["data"].as_array().unwrap().len(), 1);
    let default = &before["data"][0]["authPolicy"];
    assert_eq!(default["name"], "Default");
    let id = default["id"].as_str().unwrap();
    let add = control(&sim, "v1", &format!("/auth-policy/{id}/add-users"));
    let started = posted(&sim, &add, json!({ "users": [user, "none"] })).await;
    let task = control(
        &sim,
        "v1",
        &format!("/auth-policy/task/{}", started["taskId"].as_str().unwrap()),
    );
    assert_eq!(keyed(&sim).json(&task).await["status"], "IN_PROGRESS");
    sim.advance(Duration::from_secs(5));
    let done = keyed(&sim).json(&task).await;
    assert_eq!(done["status"], "COMPLETED_WITH_ERRORS");
    assert_eq!(done["errors"][0]["userId"], "none");
    for path in [control(&sim, "v1", "/auth-policy/none/add-users"), bulk] {
        let refused = post(&sim, &path, json!({})).await;
        assert_eq!(
            (refused.status, code(&refused).as_str()),
            (400, "ADMIN-400-24")
        );
    }
    let none = post(
        &sim,
        &control(&sim, "v1", "/auth-policy/none/add-users"),
        json!({ "users": [user] }),
    )
    .await;
    assert_eq!(none.status, 404);
    assert_eq!(
        keyed(&sim)
            .get(&control(&sim, "v1", "/auth-policy/task/none"))
            .await
            .status,
        404
    );
}
