use std::time::Duration;

use atlassian_sim::Sim;
use serde_json::{Value, json};

use super::super::client::{Client, admin, encode, member};
use super::{directory, keyed, people, scim_members, somebody, v1};

fn manage(id: &str, rest: &str) -> String {
    format!("/users/{}/manage{rest}", encode(id))
}

#[tokio::test]
async fn only_a_key_without_scopes_manages_and_only_managed_accounts() {
    let sim = Sim::builder().start().await.unwrap();
    let user = somebody(&sim);
    let path = manage(&user.account_id, "/profile");
    let scoped = Client::bearer(sim.gateway_url(), &sim.org_key())
        .get(&path)
        .await;
    assert_eq!(scoped.status, 403);
    assert!(scoped.body.contains("manage:org"));
    let wrong = Client::bearer(sim.gateway_url(), "wrong").get(&path).await;
    assert_eq!(
        (wrong.status, wrong.json()),
        (401, json!({ "key": "unauthorized" }))
    );
    let nobody = keyed(&sim).get(&manage("none", "/profile")).await;
    assert_eq!(
        (nobody.status, nobody.json()),
        (404, json!({ "key": "accountNotFound" }))
    );
    let guest = people(&sim)
        .into_iter()
        .find(|u| u.email.ends_with("partner.example.com"))
        .unwrap();
    let forbidden = keyed(&sim).get(&manage(&guest.account_id, "")).await;
    assert_eq!(
        (forbidden.status, forbidden.json()),
        (403, json!({ "key": "forbidden" }))
    );
}

#[tokio::test]
async fn privileges_tell_what_may_be_done_and_why_not() {
    let sim = Sim::builder().users(200).start().await.unwrap();
    let all = keyed(&sim)
        .json(&manage(&somebody(&sim).account_id, ""))
        .await;
    for name in [
        "profile.read",
        "email.set",
        "lifecycle.enablement",
        "lifecycle.delete",
        "apiToken.read",
        "apiToken.delete",
    ] {
        assert_eq!(all[name], json!({ "allowed": true }), "{name}");
    }
    assert_eq!(
        all["profile.write"]["extended_profile.job_title"],
        json!({ "allowed": true })
    );
    let some = keyed(&sim)
        .json(&manage(
            &somebody(&sim).account_id,
            "?privileges=email.set,profile",
        ))
        .await;
    assert_eq!(some.as_object().unwrap().len(), 2);
    let own = keyed(&sim).json(&manage(&sim.admin().account_id, "")).await;
    let not_myself = json!({ "allowed": false, "reason": { "key": "administrative.notMyself" } });
    assert_eq!(own["lifecycle.delete"], not_myself);
    let myself = keyed(&sim)
        .call(
            "POST",
            &manage(&sim.admin().account_id, "/lifecycle/disable"),
            &Value::Null,
        )
        .await;
    assert_eq!(
        (myself.status, myself.json()),
        (
            403,
            json!({ "key": "forbidden.action", "context": not_myself })
        )
    );
    let provisioned = people(&sim).into_iter().find(|user| {
        user.email.ends_with("@example.com") && scim_members(&sim).contains(&user.account_id)
    });
    let provisioned = provisioned.unwrap().account_id;
    let kept = keyed(&sim).json(&manage(&provisioned, "")).await;
    assert_eq!(kept["email.set"]["reason"]["key"], "externalDirectory.scim");
    assert_eq!(
        kept["profile.write"]["name"]["reason"]["key"],
        "externalDirectory.scim"
    );
    let refused = keyed(&sim)
        .call(
            "PATCH",
            &manage(&provisioned, "/profile"),
            &json!({ "name": "X" }),
        )
        .await;
    assert_eq!(
        (refused.status, &refused.json()["key"]),
        (403, &"forbidden.fieldMutation".into())
    );
    assert_eq!(
        refused.json()["context"]["name"],
        kept["profile.write"]["name"]
    );
}

#[tokio::test]
async fn a_profile_is_changed_everywhere_or_not_at_all() {
    let sim = Sim::builder().start().await.unwrap();
    let user = somebody(&sim);
    let path = manage(&user.account_id, "/profile");
    let before = keyed(&sim).json(&path).await;
    assert_eq!(before["account"]["email"], user.email.as_str());
    let body = json!({
        "name": "Renamed",
        "nickname": "Re",
        "zoneinfo": "Pacific/Auckland",
        "locale": "fr-FR",
        "extended_profile": { "job_title": "Gardener", "location": "Greenhouse" },
    });
    let changed = keyed(&sim).call("PATCH", &path, &body).await;
    assert_eq!(changed.status, 200);
    let account = &changed.json()["account"];
    assert_eq!(
        (&account["nickname"], &account["locale"]),
        (&"Re".into(), &"fr-FR".into())
    );
    assert_eq!(account["extended_profile"]["job_title"], "Gardener");
    let jira = admin(&sim)
        .json(&format!(
            "/rest/api/3/user?accountId={}",
            encode(&user.account_id)
        ))
        .await;
    assert_eq!(
        (&jira["displayName"], &jira["timeZone"], &jira["locale"]),
        (
            &"Renamed".into(),
            &"Pacific/Auckland".into(),
            &"fr_FR".into()
        )
    );
    let seen = keyed(&sim)
        .json(&directory(&sim, &format!("/users/{}", encode(&user.account_id))).await)
        .await;
    assert_eq!(
        (&seen["data"]["nickname"], &seen["data"]["location"]),
        (&"Re".into(), &"Greenhouse".into())
    );
    for (body, status, expected) in [
        (
            json!({ "name": "x".repeat(101), "nickname": "No" }),
            400,
            json!({ "key": "fieldConstraintsViolated", "context": { "fieldViolations": [{ "field": "name", "violations": [{ "key": "maxLength" }] }] } }),
        ),
        (
            json!({ "nickname": "No", "email": "a@example.com" }),
            403,
            json!({ "key": "forbidden.fieldMutation", "context": { "email": { "allowed": false, "reason": { "key": "administrative" } } } }),
        ),
    ] {
        let refused = keyed(&sim).call("PATCH", &path, &body).await;
        assert_eq!((refused.status, refused.json()), (status, expected));
    }
    let broken = keyed(&sim)
        .send("PATCH", &path, Some(("application/json", "{")))
        .await
        .unwrap();
    assert_eq!(
        (broken.status, broken.json()),
        (400, json!({ "key": "bodyParseFailure" }))
    );
    assert_eq!(keyed(&sim).json(&path).await["account"]["nickname"], "Re");
}

#[tokio::test]
async fn an_address_moves_within_claimed_domains_only() {
    let sim = Sim::builder().start().await.unwrap();
    let account = sim.member();
    let path = manage(&account.account_id, "/email");
    for (email, status, key) in [
        ("member@elsewhere.example", 403, "forbidden.unclaimedDomain"),
        ("member@example.net", 403, "forbidden.unclaimedDomain"),
        ("admin@example.com", 400, "fieldConstraintsViolated"),
        ("nonsense", 400, "fieldConstraintsViolated"),
    ] {
        let refused = keyed(&sim)
            .call("PUT", &path, &json!({ "email": email }))
            .await;
        assert_eq!(
            (refused.status, &refused.json()["key"]),
            (status, &key.into()),
            "{email}"
        );
    }
    let moved = keyed(&sim)
        .call("PUT", &path, &json!({ "email": "moved@example.org" }))
        .await;
    assert_eq!(moved.status, 204);
    // The token goes with the new address, and no more with the old one.
    assert_eq!(
        member(&sim).get("/rest/api/3/myself").await.json()["emailAddress"],
        "moved@example.org"
    );
    assert_eq!(
        Client::basic(sim.url(), &account)
            .get("/rest/api/3/myself")
            .await
            .status,
        401
    );
}

#[tokio::test]
async fn an_account_is_switched_off_and_on() {
    let sim = Sim::builder().start().await.unwrap();
    let id = sim.member().account_id;
    let step = |rest: &str, body: Value| {
        let (key, path) = (keyed(&sim), manage(&id, rest));
        async move { key.call("POST", &path, &body).await }
    };
    assert_eq!(
        step("/lifecycle/disable", json!({ "message": "On leave" }))
            .await
            .status,
        204
    );
    assert_eq!(member(&sim).get("/rest/api/3/myself").await.status, 401);
    let seen = keyed(&sim).json(&manage(&id, "/profile")).await;
    assert_eq!(seen["account"]["account_status"], "inactive");
    assert_eq!(
        step("/lifecycle/cancel-delete", Value::Null).await.status,
        404
    );
    assert_eq!(step("/lifecycle/enable", Value::Null).await.status, 204);
    assert_eq!(member(&sim).get("/rest/api/3/myself").await.status, 200);
}

#[tokio::test]
async fn a_deleted_account_can_be_saved_for_fourteen_days() {
    let sim = Sim::builder().manual_clock().start().await.unwrap();
    let id = sim.member().account_id;
    let (key, user) = (sim.org_key_without_scopes(), encode(&id));
    let client = Client::bearer(sim.gateway_url(), &key);
    let step = |rest: &'static str| {
        let (client, path) = (client.clone(), manage(&id, &format!("/lifecycle/{rest}")));
        async move { client.call("POST", &path, &Value::Null).await }
    };
    let deleted = step("delete").await;
    assert_eq!(deleted.status, 200);
    assert!(deleted.json()["message"].is_string());
    assert_eq!(member(&sim).get("/rest/api/3/myself").await.status, 401);
    let shown = client
        .json(&directory(&sim, &format!("/users/{user}")).await)
        .await;
    assert_eq!(shown["data"]["status"], "for_deletion");
    for rest in ["enable", "delete"] {
        let refused = step(rest).await;
        assert_eq!(
            (refused.status, &refused.json()["key"]),
            (409, &"conflict.lifecycleErrors".into())
        );
        assert_eq!(refused.json()["context"]["accountId"], id.as_str());
    }
    sim.advance(Duration::from_secs(5 * 86_400));
    assert_eq!(step("cancel-delete").await.status, 200);
    assert_eq!(member(&sim).get("/rest/api/3/myself").await.status, 200);
    assert_eq!(step("delete").await.status, 200);
    let jira = format!("/rest/api/3/user?accountId={user}");
    sim.advance(Duration::from_secs(14 * 86_400 - 1));
    assert_eq!(admin(&sim).json(&jira).await["displayName"], "Member");
    sim.advance(Duration::from_secs(1));
    let seen = admin(&sim).json(&jira).await;
    assert_eq!(
        (&seen["displayName"], &seen["active"]),
        (&"Former user".into(), &false.into())
    );
    assert_eq!(seen["groups"]["size"], 0);
    let scoped = Client::bearer(sim.gateway_url(), &sim.org_key());
    let managed = scoped.json(&v1(&sim, "/users")).await;
    assert!(!managed.to_string().contains(&id));
    // The key without scopes lives for a week only.
    assert_eq!(step("cancel-delete").await.status, 401);
}

#[tokio::test]
async fn tokens_of_one_account_are_listed_and_die_at_once() {
    let sim = Sim::builder().start().await.unwrap();
    let id = sim.member().account_id;
    let truth: Vec<String> = sim
        .api_tokens()
        .into_iter()
        .filter(|token| token.account_id == id)
        .map(|token| token.id)
        .collect();
    let list = keyed(&sim).json(&manage(&id, "/api-tokens")).await;
    assert_eq!(
        super::super::client::pluck(list.as_array().unwrap(), "id"),
        truth
    );
    assert_eq!(list[0]["label"], "member");
    assert!(list[0]["expiry"].is_string());
    assert_eq!(member(&sim).get("/rest/api/3/myself").await.status, 200);
    let one = manage(&id, &format!("/api-tokens/{}", truth[0]));
    assert_eq!(
        keyed(&sim).call("DELETE", &one, &Value::Null).await.status,
        204
    );
    assert_eq!(member(&sim).get("/rest/api/3/myself").await.status, 401);
    let again = keyed(&sim).call("DELETE", &one, &Value::Null).await;
    assert_eq!(
        (again.status, again.json()),
        (404, json!({ "key": "notFound" }))
    );
    let news = keyed(&sim).json(&v1(&sim, "/events?limit=1")).await;
    assert_eq!(news["data"][0]["attributes"]["action"], "api_token_revoked");
    assert_eq!(
        news["data"][0]["attributes"]["context"][1]["id"],
        truth[0].as_str()
    );
}
