use std::time::Duration;

use atlassian_sim::Sim;
use serde_json::{Value, json};

use super::super::client::{admin, encode, pluck};
use super::{code, directory, keyed, post, somebody, v1};

fn actions(events: &[Value]) -> Vec<String> {
    events
        .iter()
        .map(|event| event["attributes"]["action"].as_str().unwrap().to_owned())
        .collect()
}

/// Follows `links.next` until there is none.
async fn walk(sim: &Sim, query: &str) -> Vec<Value> {
    let (mut all, mut next) = (Vec::new(), v1(sim, &format!("/events?{query}")));
    loop {
        let page = keyed(sim).json(&next).await;
        let data = page["data"].as_array().unwrap();
        assert_eq!(page["meta"]["page_size"], data.len());
        all.extend(data.iter().cloned());
        assert!(all.len() <= 1_000, "the listing does not end");
        let Some(url) = page["links"]["next"].as_str() else {
            assert!(page["meta"].get("next").is_none());
            return all;
        };
        assert!(url.contains(page["meta"]["next"].as_str().unwrap()));
        next = url
            .strip_prefix(sim.gateway_url())
            .expect("a full URL")
            .to_owned();
    }
}

#[tokio::test]
async fn history_is_walked_newest_first_and_filtered() {
    let sim = Sim::builder().manual_clock().start().await.unwrap();
    let all = walk(&sim, "limit=40").await;
    assert_eq!(all.len(), 150);
    let time = |event: &Value| event["attributes"]["time"].as_str().unwrap().to_owned();
    assert!(all.is_sorted_by(|a, b| time(a) > time(b)));
    let first = keyed(&sim).json(&v1(&sim, "/events")).await;
    assert_eq!(first["data"].as_array().unwrap(), &all[..30]);
    let known = keyed(&sim).json(&v1(&sim, "/event-actions")).await;
    let known = pluck(known["data"].as_array().unwrap(), "id");
    assert!(actions(&all).iter().all(|action| known.contains(action)));
    let count = |fits: &dyn Fn(&Value) -> bool| all.iter().filter(|event| fits(event)).count();
    let actor = all[0]["attributes"]["actor"]["id"].as_str().unwrap();
    // 2026-08-01, in milliseconds.
    let from = 1_785_542_400_000_u64;
    let austin = encode(r#"[{"city":"Austin","countryName":"United States"}]"#);
    for (query, expected) in [
        (
            "action=user_added_to_group".to_owned(),
            count(&|e| e["attributes"]["action"] == "user_added_to_group"),
        ),
        (
            format!("actor={}", encode(actor)),
            count(&|e| e["attributes"]["actor"]["id"] == actor),
        ),
        (
            "product=jira,confluence".to_owned(),
            count(&|e| e["attributes"]["container"][0]["type"] == "sites"),
        ),
        (
            "ip=192.0.2.99".to_owned(),
            count(&|e| e["attributes"]["location"]["ip"] == "192.0.2.99"),
        ),
        (
            format!("location={austin}"),
            count(&|e| e["attributes"]["location"]["city"] == "Austin"),
        ),
        (
            format!("from={from}"),
            count(&|e| time(e).as_str() >= "2026-08-01"),
        ),
        (
            format!("to={from}"),
            count(&|e| time(e).as_str() < "2026-08-01"),
        ),
        (
            "q=CREATED%20api%20token".to_owned(),
            count(&|e| e["attributes"]["action"] == "api_token_created"),
        ),
    ] {
        let found = walk(&sim, &format!("{query}&limit=7")).await;
        assert!(expected > 0 && expected < 150, "{query}");
        assert_eq!(found.len(), expected, "{query}");
    }
    let id = all[5]["id"].as_str().unwrap();
    let one = keyed(&sim).json(&v1(&sim, &format!("/events/{id}"))).await;
    assert_eq!(one["data"], all[5]);
    for (rest, status, expected) in [
        ("/events/none", 404, "ADMIN-404-4"),
        ("/events?cursor=none", 400, "ADMIN-400-1"),
        ("/events?from=2026-08-01", 400, "ADMIN-400-3"),
        ("/events?limit=501", 400, "ADMIN-400-19"),
        ("/events?product=word", 400, "ADMIN-400-19"),
        ("/events?location=Austin", 400, "ADMIN-400-19"),
        ("/events-stream?sortOrder=up", 400, "ADMIN-400-19"),
        ("/events-stream?cursor=none", 400, "ADMIN-400-1"),
    ] {
        let refused = keyed(&sim).get(&v1(&sim, rest)).await;
        assert_eq!(
            (refused.status, code(&refused).as_str()),
            (status, expected),
            "{rest}"
        );
    }
    // After half a year an event cannot be read any more.
    sim.advance(Duration::from_secs(180 * 86_400));
    let key = sim.org_key();
    let client = super::super::client::Client::bearer(sim.gateway_url(), &key);
    assert_eq!(client.json(&v1(&sim, "/events")).await["data"], json!([]));
}

#[tokio::test]
async fn the_stream_is_followed_with_the_cursor_it_gave() {
    let sim = Sim::builder().manual_clock().start().await.unwrap();
    let key = keyed(&sim);
    let mut seen: Vec<Value> = Vec::new();
    let mut path = v1(&sim, "/events-stream?limit=64");
    let cursor = loop {
        let page = key.json(&path).await;
        let data = page["data"].as_array().unwrap();
        seen.extend(data.iter().cloned());
        assert!(seen.len() <= 1_000, "the stream does not end");
        let next = page["meta"]["next"].as_str().unwrap().to_owned();
        assert!(page["links"]["next"].as_str().unwrap().ends_with(&next));
        path = v1(&sim, &format!("/events-stream?limit=64&cursor={next}"));
        if data.is_empty() {
            break next;
        }
    };
    let mut whole = walk(&sim, "limit=500").await;
    whole.reverse();
    assert_eq!(pluck(&seen, "id"), pluck(&whole, "id"));
    assert!(seen[0]["attributes"]["processedAt"].is_string());
    let down = key
        .json(&v1(&sim, "/events-stream?sortOrder=desc&limit=10"))
        .await;
    let newest: Vec<String> = pluck(&whole, "id").into_iter().rev().take(10).collect();
    assert_eq!(pluck(down["data"].as_array().unwrap(), "id"), newest);
    // The cursor keeps its order, and at the end brings what has happened since.
    let path = v1(
        &sim,
        &format!("/events-stream?sortOrder=desc&cursor={cursor}"),
    );
    assert_eq!(key.json(&path).await["data"], json!([]));
    let made = admin(&sim)
        .call("POST", "/rest/api/3/group", &json!({ "name": "watched" }))
        .await;
    assert_eq!(made.status, 201);
    let news = key.json(&path).await;
    assert_eq!(actions(news["data"].as_array().unwrap()), ["group_created"]);
    let event = &news["data"][0]["attributes"];
    assert_eq!(event["actor"]["id"], sim.admin().account_id.as_str());
    assert_eq!(event["context"][0]["attributes"]["name"], "watched");
    assert_eq!(event["time"], "2026-10-01T00:00:00.000Z");
}

#[tokio::test]
async fn whatever_changes_people_and_groups_is_noted_wherever_it_is_done() {
    let sim = Sim::builder().manual_clock().start().await.unwrap();
    let jira = admin(&sim);
    let user = somebody(&sim);
    let id = encode(&user.account_id);
    let newest = |number: usize| {
        let (key, path) = (keyed(&sim), v1(&sim, &format!("/events?limit={number}")));
        async move { key.json(&path).await["data"].as_array().unwrap().clone() }
    };
    let groups = sim.groups();
    let group = &groups
        .iter()
        .find(|group| group.name == "project-archive")
        .unwrap()
        .group_id;
    let membership = format!("/rest/api/3/group/user?groupId={group}");
    let body = json!({ "accountId": user.account_id });
    assert_eq!(jira.call("POST", &membership, &body).await.status, 201);
    let path = format!("{membership}&accountId={id}");
    assert_eq!(jira.call("DELETE", &path, &Value::Null).await.status, 200);
    let suspend = directory(&sim, &format!("/users/{id}/suspend")).await;
    assert_eq!(post(&sim, &suspend, Value::Null).await.status, 204);
    let body = json!({ "emailAddress": "new@example.com", "products": [] });
    assert_eq!(
        jira.call("POST", "/rest/api/3/user", &body).await.status,
        201
    );
    let path = format!("/rest/api/3/user?accountId={id}");
    assert_eq!(jira.call("DELETE", &path, &Value::Null).await.status, 204);
    let events = newest(5).await;
    assert_eq!(
        actions(&events),
        [
            "user_removed",
            "user_added",
            "user_suspended",
            "user_removed_from_group",
            "user_added_to_group",
        ]
    );
    assert_eq!(
        events[4]["attributes"]["context"][0]["id"],
        user.account_id.as_str()
    );
    assert_eq!(events[4]["attributes"]["context"][1]["id"], group.as_str());
    // What a key does is its owner's doing, and the key is named.
    let by = &events[2]["attributes"]["actor"];
    assert_eq!(by["id"], sim.admin().account_id.as_str());
    assert_eq!(
        (&by["auth"]["authType"], &by["auth"]["tokenLabel"]),
        (&"container-token".into(), &"without scopes".into())
    );
    assert!(events[4]["attributes"]["actor"].get("auth").is_none());
}
