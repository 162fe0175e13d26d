use atlassian_admin::events::{AuthType, EventOrder};
use serde_json::{Value, json, to_value};

use crate::site::{NEXT, Site};

const PATH: &str = "/admin/v1/orgs/org-1";

fn event(id: &str) -> Value {
    json!({
        "id": id,
        "attributes": {
            "time": "2026-11-01T10:00:00.123Z", "processedAt": "2026-11-01T10:00:05Z", "action": "user_added_to_group",
            "actor": {
                "id": "a1", "name": "Mia Example", "email": "mia@example.com",
                "auth": {"authType": "auth-token-for-3LO", "tokenId": "t1", "tokenLabel": "sync"},
                "app": {"id": "app-1", "type": "forge", "attributes": {"name": "Sync"}},
                "onBehalfOf": {"id": "a2", "name": "Ben Example", "email": "ben@example.com"}, "links": {"self": "https://x"}
            },
            "context": [{"id": "g1", "type": "groups", "attributes": {"name": "crew"}, "links": {"alt": "https://x"}}],
            "container": [{"id": "c1", "type": "sites", "attributes": {}, "links": {"self": "https://x", "alt": "https://y"}}],
            "location": {"ip": "203.0.113.7", "geo": "1,2", "city": "Bern", "regionName": "Bern", "countryName": "Switzerland"}
        },
        "message": {"content": "Mia added Ben", "format": "text/plain"}, "links": {"self": "https://x"}
    })
}

#[tokio::test]
async fn queries_events() {
    for (next, second) in NEXT
        .into_iter()
        .zip(["&limit=7&cursor=c%2F2", "&limit=200&cursor=c%2F2"])
    {
        let site = Site::start().await;
        let query = "actor=a1&actor=a2&ip=203.0.113.7&product=jira&q=crew&from=1000&to=2000&action=user_added_to_group\
            &location=%5B%7B%22city%22%3A%22Bern%22%7D%5D";
        let page = json!({"data": [event("e1")], "meta": {"next": "c/2", "page_size": 1}, "links": {"self": "x", "next": next}});
        site.answer(&format!("GET {PATH}/events?{query}&limit=200"), 200, page)
            .await;
        let page = json!({"data": [event("e2")], "meta": {"page_size": 1}, "links": {"self": "x"}});
        site.answer(&format!("GET {PATH}/events?{query}{second}"), 200, page)
            .await;
        let call = site
            .api
            .events()
            .list("org-1")
            .actor(["a1", "a2"])
            .ip(["203.0.113.7"])
            .product(["jira"])
            .query("crew")
            .from(1_000)
            .to(2_000)
            .action("user_added_to_group")
            .location(r#"[{"city":"Bern"}]"#);
        let events = call.items().collect().await.unwrap();
        assert_eq!(events.len(), 2);
        assert_eq!(to_value(&events[0]).unwrap(), event("e1"));
        let actor = events[0]
            .attributes
            .as_ref()
            .unwrap()
            .actor
            .as_ref()
            .unwrap();
        assert_eq!(
            actor.auth.as_ref().unwrap().auth_type,
            Some(AuthType::ThreeLegged)
        );
    }
}

#[tokio::test]
async fn gets_events_and_their_kinds() {
    let site = Site::start().await;
    let events = site.api.events();
    site.answer(
        &format!("GET {PATH}/events/e%2F1"),
        200,
        json!({"data": event("e/1")}),
    )
    .await;
    assert_eq!(
        events
            .get("org-1", "e/1")
            .send()
            .await
            .unwrap()
            .data
            .id
            .as_str(),
        "e/1"
    );
    let actions = json!({"data": [{"id": "user_added_to_group", "type": "event-actions",
        "attributes": {"displayName": "Added to group", "groupDisplayName": "Groups"}}]});
    site.answer(&format!("GET {PATH}/event-actions"), 200, actions)
        .await;
    let actions = events.actions("org-1").send().await.unwrap().data;
    let names = actions[0].attributes.as_ref().unwrap();
    assert_eq!(names.group_display_name.as_deref(), Some("Groups"));
}

/// Every page of the stream names a further one; the first empty one is the end for now.
#[tokio::test]
async fn the_stream_ends_at_now() {
    for (next, second) in NEXT
        .into_iter()
        .zip(["&limit=7&cursor=c%2F2", "&limit=200&cursor=c%2F2"])
    {
        let site = Site::start().await;
        let query = "from=1000&to=2000&sortOrder=desc";
        let page = json!({"data": [event("e1")], "meta": {"next": "c/2"}, "links": {"next": next}});
        site.answer(
            &format!("GET {PATH}/events-stream?{query}&limit=200"),
            200,
            page,
        )
        .await;
        let page = json!({"data": [], "meta": {"next": "c/2"}, "links": {"next": next}});
        site.answer(
            &format!("GET {PATH}/events-stream?{query}{second}"),
            200,
            page,
        )
        .await;
        let call = site
            .api
            .events()
            .stream("org-1")
            .from(1_000)
            .to(2_000)
            .sort_order(EventOrder::Descending);
        assert_eq!(call.items().collect().await.unwrap().len(), 1);
    }
}
