use atlassian_sim::Sim;
use serde_json::{Value, json};

use super::super::client::{Client, admin, encode, pluck};
use super::{code, directory, keyed, people, posted, somebody, v1, v2};

#[tokio::test]
async fn the_organization_is_found_with_its_directory_and_domains() {
    let sim = Sim::builder().start().await.unwrap();
    let key = Client::bearer(sim.gateway_url(), &sim.org_key());
    let orgs = key.json("/admin/v1/orgs").await;
    assert_eq!(orgs["data"][0]["id"], sim.org_id());
    assert_eq!(orgs["data"].as_array().unwrap().len(), 1);
    let org = key.json(&v1(&sim, "")).await;
    assert_eq!(org["data"], orgs["data"][0]);
    assert_eq!(org["data"]["type"], "orgs");
    let own = format!("{}/admin/v1/orgs/{}", sim.gateway_url(), sim.org_id());
    assert_eq!(org["data"]["links"]["self"], own.as_str());
    let domains = key.json(&v1(&sim, "/domains")).await;
    let claims: Vec<String> = domains["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|d| {
            let of = &d["attributes"];
            format!(
                "{} {} {}",
                of["name"], of["claim"]["type"], of["claim"]["status"]
            )
        })
        .collect();
    let expected = [
        r#""example.com" "dns" "verified""#,
        r#""example.org" "http" "verified""#,
        r#""example.net" "dns" "unverified""#,
    ];
    assert_eq!(claims, expected);
    let id = domains["data"][2]["id"].as_str().unwrap();
    let one = key.json(&v1(&sim, &format!("/domains/{id}"))).await;
    assert_eq!(one["data"], domains["data"][2]);
    for (path, status, expected) in [
        (v1(&sim, "/domains/none"), 404, "ADMIN-404-3"),
        (v1(&sim, "/domains/no%20ne"), 400, "ADMIN-400-2"),
        (v1(&sim, "/domains?cursor=x"), 400, "ADMIN-400-1"),
        ("/admin/v1/orgs/none".to_owned(), 404, "ADMIN-404-2"),
        (
            v2(&sim, "/directories/none/users/stats"),
            404,
            "ADMIN-404-1",
        ),
    ] {
        let refused = key.get(&path).await;
        assert_eq!(
            (refused.status, code(&refused).as_str()),
            (status, expected),
            "{path}"
        );
    }
    let wrong = key.call("PUT", &v1(&sim, "/domains"), &json!({})).await;
    assert_eq!((wrong.status, code(&wrong).as_str()), (405, "ADMIN-405-1"));
    assert_eq!(
        admin(&sim).get("/admin/v1/orgs").await.status,
        404,
        "not on the site"
    );
}

#[tokio::test]
async fn scopes_are_checked_for_each_operation() {
    let sim = Sim::builder().start().await.unwrap();
    let narrow = Client::bearer(sim.gateway_url(), &sim.org_key_without_scopes_for_tokens());
    assert_eq!(narrow.get(&v2(&sim, "/directories")).await.status, 200);
    let refused = narrow.get(&v1(&sim, "/users")).await;
    assert_eq!(refused.status, 403);
    assert_eq!(refused.json()["error"], "Forbidden");
    assert_eq!(refused.json()["path"], v1(&sim, "/users").as_str());
    assert_eq!(narrow.get("/admin/v1/orgs").await.status, 403);
    // Changing people has no scope: it takes a key without any.
    let scoped = Client::bearer(sim.gateway_url(), &sim.org_key());
    let id = encode(&somebody(&sim).account_id);
    let suspend = directory(&sim, &format!("/users/{id}/suspend")).await;
    assert_eq!(
        scoped.call("POST", &suspend, &Value::Null).await.status,
        403
    );
    assert_eq!(
        keyed(&sim)
            .call("POST", &suspend, &Value::Null)
            .await
            .status,
        204
    );
}

#[tokio::test]
async fn managed_accounts_are_those_on_claimed_domains_fifty_at_a_time() {
    let sim = Sim::builder().users(400).start().await.unwrap();
    let expected: Vec<String> = people(&sim)
        .into_iter()
        .filter(|user| user.email.ends_with("@example.com"))
        .map(|user| user.account_id)
        .collect();
    let mut next = v1(&sim, "/users");
    let mut all: Vec<Value> = Vec::new();
    loop {
        let page = keyed(&sim).json(&next).await;
        assert_eq!(page["meta"]["total"], expected.len());
        all.extend(page["data"].as_array().unwrap().iter().cloned());
        assert!(all.len() <= 1_000, "the list does not end");
        let Some(url) = page["links"]["next"].as_str() else {
            break;
        };
        assert_eq!(page["data"].as_array().unwrap().len(), 50);
        next = url
            .strip_prefix(sim.gateway_url())
            .expect("a full URL")
            .to_owned();
    }
    assert_eq!(pluck(&all, "account_id"), expected);
    assert!(all.len() > 100);
    for status in ["active", "inactive"] {
        assert!(all.iter().any(|user| user["account_status"] == status));
    }
    assert!(
        all.iter()
            .any(|user| user["product_access"].as_array().unwrap().is_empty())
    );
    let bad = keyed(&sim).get(&v1(&sim, "/users?cursor=00000000ff")).await;
    assert_eq!((bad.status, code(&bad).as_str()), (400, "ADMIN-400-1"));
}

#[tokio::test]
async fn last_active_dates_name_the_products_that_were_used() {
    let sim = Sim::builder().manual_clock().start().await.unwrap();
    let mut used = 0;
    for user in people(&sim).iter().take(20) {
        let path = format!(
            "/directory/users/{}/last-active-dates",
            encode(&user.account_id)
        );
        let answer = keyed(&sim).json(&v1(&sim, &path)).await;
        let added = answer["data"]["added_to_org_timestamp"].as_str().unwrap();
        assert_eq!(answer["data"]["added_to_org"], added[..10]);
        for product in answer["data"]["product_access"].as_array().unwrap() {
            used += 1;
            let stamp = product["last_active_timestamp"].as_str().unwrap();
            assert_eq!(stamp.len(), "2026-10-01T00:00:00Z".len());
            assert!(stamp > added && stamp < "2026-10-01T00:00:00Z", "{stamp}");
            let ari = product["id"].as_str().unwrap();
            assert!(ari.starts_with("ari:cloud:") && ari.ends_with(sim.cloud_id()));
        }
    }
    assert!(used > 0);
    let nobody = keyed(&sim)
        .get(&v1(&sim, "/directory/users/none/last-active-dates"))
        .await;
    assert_eq!(
        (nobody.status, code(&nobody).as_str()),
        (404, "ADMIN-404-8")
    );
}

#[tokio::test]
async fn workspaces_tell_the_seats_and_take_a_cursor_alone() {
    let sim = Sim::builder().start().await.unwrap();
    let path = v2(&sim, "/workspaces");
    let first = posted(&sim, &path, json!({ "limit": 2 })).await;
    assert_eq!(first["meta"]["total"], 5);
    assert_eq!(first["data"].as_array().unwrap().len(), 2);
    let software = &first["data"][0];
    let role = sim
        .roles()
        .into_iter()
        .find(|role| role.key == "jira-software")
        .unwrap();
    assert_eq!(software["attributes"]["typeKey"], "jira-software");
    assert_eq!(software["attributes"]["capacity"], role.seats.unwrap());
    assert_eq!(software["attributes"]["usage"], role.user_count);
    assert_eq!(software["attributes"]["hostUrl"], sim.url());
    let cursor = &first["links"]["next"];
    let both = super::post(&sim, &path, json!({ "cursor": cursor, "limit": 2 })).await;
    assert_eq!((both.status, code(&both).as_str()), (400, "ADMIN-400-4"));
    let second = posted(&sim, &path, json!({ "cursor": cursor })).await;
    assert_eq!(second["meta"]["startIndex"], 2);
    assert_eq!(second["data"].as_array().unwrap().len(), 2);
    let query = json!({ "query": { "and": [
        { "field": { "name": "attributes.typeKey", "values": ["confluence", "jira-core"] } },
        { "nor": [{ "searchWorkspaces": "/wiki" }] },
    ] } });
    let found = posted(&sim, &path, query).await;
    assert_eq!(found["data"].as_array().unwrap().len(), 1);
    assert_eq!(found["data"][0]["attributes"]["typeKey"], "jira-core");
}
