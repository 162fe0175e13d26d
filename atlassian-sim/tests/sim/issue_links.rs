//! Links between issues, and to other systems.

use std::time::Duration;

use atlassian_sim::{Feature, Sim};
use serde_json::{Value, json};

use super::client::{Client, admin, encode, member, outsider};

/// The links of an issue to another one.
async fn links(client: &Client, from: &str, to: &str) -> Vec<Value> {
    let path = format!("/rest/api/3/issue/{from}?fields=issuelinks");
    let fields = client.json(&path).await["fields"].clone();
    let all = fields["issuelinks"].as_array().unwrap().clone();
    let ends =
        |link: &Value| link["inwardIssue"]["key"] == *to || link["outwardIssue"]["key"] == *to;
    all.into_iter().filter(ends).collect()
}

async fn last_change(client: &Client, key: &str) -> Value {
    let log = client
        .json(&format!("/rest/api/3/issue/{key}/changelog?maxResults=100"))
        .await;
    log["values"].as_array().unwrap().last().unwrap().clone()
}

#[tokio::test]
async fn a_link_reads_differently_from_its_ends() {
    let sim = Sim::builder().manual_clock().start().await.unwrap();
    let client = member(&sim);
    let (a, b) = ("ACME-3", "OPS-1");
    assert_eq!(links(&client, a, b).await, Vec::<Value>::new());
    sim.advance(Duration::from_secs(3));
    let order = json!({
        "type": { "name": "Blocks" },
        "inwardIssue": { "key": a },
        "outwardIssue": { "key": b },
        "comment": null,
    });
    let made = client.call("POST", "/rest/api/3/issueLink", &order).await;
    assert_eq!((made.status, made.body.as_str()), (201, ""));
    // A second time nothing comes of it.
    assert_eq!(
        client
            .call("POST", "/rest/api/3/issueLink", &order)
            .await
            .status,
        201
    );
    let from_a = links(&client, a, b).await;
    assert_eq!(from_a.len(), 1);
    assert_eq!(from_a[0]["outwardIssue"]["key"], b);
    assert_eq!(from_a[0]["type"]["outward"], "blocks");
    let from_b = links(&client, b, a).await;
    assert_eq!(
        (&from_b[0]["inwardIssue"]["key"], &from_b[0]["id"]),
        (&json!(a), &from_a[0]["id"])
    );
    let id = from_a[0]["id"].as_str().unwrap();
    let path = format!("/rest/api/3/issueLink/{id}");
    let whole = client.json(&path).await;
    assert_eq!(
        (&whole["inwardIssue"]["key"], &whole["outwardIssue"]["key"]),
        (&json!(a), &json!(b))
    );
    assert_eq!(whole["self"], format!("{}{path}", sim.url()));
    // Both histories tell of it, and both issues count as updated.
    for (key, text, other) in [
        (a, "This work item blocks OPS-1", b),
        (b, "This work item is blocked by ACME-3", a),
    ] {
        let change = last_change(&client, key).await;
        assert_eq!(change["created"], "2026-10-01T00:00:03.000+0000");
        assert_eq!(
            change["items"],
            json!([{
                "field": "Link", "fieldtype": "jira",
                "from": null, "fromString": null, "to": other, "toString": text,
            }])
        );
        let fields = client
            .json(&format!("/rest/api/3/issue/{key}?fields=updated"))
            .await;
        assert_eq!(fields["fields"]["updated"], "2026-10-01T00:00:03.000+0000");
    }
    assert_eq!(client.call("DELETE", &path, &Value::Null).await.status, 204);
    assert_eq!(client.call("DELETE", &path, &Value::Null).await.status, 404);
    let gone = client.get(&path).await;
    let message = format!("No issue link with id '{id}' exists.");
    assert_eq!(
        (gone.status, gone.json()["errorMessages"].clone()),
        (404, json!([message]))
    );
    assert_eq!(last_change(&client, b).await["items"][0]["from"], a);
    assert_eq!(links(&client, b, a).await, Vec::<Value>::new());
    assert_eq!(client.get("/rest/api/3/issueLink/x").await.status, 400);
}

#[tokio::test]
async fn links_to_what_is_not_there_are_refused() {
    let sim = Sim::builder().start().await.unwrap();
    let (client, other) = (member(&sim), outsider(&sim));
    let order = |kind: Value, a: &str, b: &str| json!({ "type": kind, "inwardIssue": { "key": a }, "outwardIssue": { "key": b } });
    let blocks = json!({ "id": "10000" });
    for (order, message) in [
        (
            order(json!({ "name": "Loves" }), "ACME-1", "ACME-2"),
            "No issue link type with name 'Loves' found.",
        ),
        (
            order(json!({ "id": "7" }), "ACME-1", "ACME-2"),
            "No issue link type with id '7' found.",
        ),
        (
            order(blocks.clone(), "ACME-99999", "ACME-2"),
            "Issue does not exist or you do not have permission to see it.",
        ),
        // SEC is not for everybody.
        (
            order(blocks.clone(), "ACME-1", "SEC-1"),
            "Issue does not exist or you do not have permission to see it.",
        ),
    ] {
        let refused = other.call("POST", "/rest/api/3/issueLink", &order).await;
        assert_eq!(refused.status, 404, "{order}");
        assert_eq!(refused.json()["errorMessages"], json!([message]));
    }
    let itself = order(blocks.clone(), "ACME-1", "ACME-1");
    assert_eq!(
        client
            .call("POST", "/rest/api/3/issueLink", &itself)
            .await
            .status,
        400
    );
    // A comment that cannot be written keeps the link from being made.
    let mut with_comment = order(blocks.clone(), "ACME-3", "OPS-1");
    with_comment["comment"] = json!({ "body": "text" });
    assert_eq!(
        client
            .call("POST", "/rest/api/3/issueLink", &with_comment)
            .await
            .status,
        400
    );
    assert_eq!(links(&client, "ACME-3", "OPS-1").await, Vec::<Value>::new());
    let text = json!({ "type": "doc", "version": 1, "content": [
        { "type": "paragraph", "content": [{ "type": "text", "text": "linked" }] },
    ] });
    with_comment["comment"] = json!({ "body": text });
    assert_eq!(
        client
            .call("POST", "/rest/api/3/issueLink", &with_comment)
            .await
            .status,
        201
    );
    let comments = client
        .json("/rest/api/3/issue/ACME-3/comment?orderBy=-created")
        .await;
    assert_eq!(comments["comments"][0]["body"], text);
    sim.set_feature(Feature::IssueLinking, false);
    let off = client
        .call("POST", "/rest/api/3/issueLink", &with_comment)
        .await;
    assert_eq!(off.status, 404);
    assert_eq!(
        off.json()["errorMessages"],
        json!(["Issue linking is currently disabled."])
    );
    assert_eq!(
        client
            .get("/rest/api/3/issue/ACME-3/remotelink")
            .await
            .status,
        403
    );
}

#[tokio::test]
async fn a_link_to_another_system_is_known_by_its_global_id() {
    let sim = Sim::builder().manual_clock().start().await.unwrap();
    let client = member(&sim);
    let path = "/rest/api/3/issue/TEAM-1/remotelink";
    let before = client.json(path).await.as_array().unwrap().len();
    let global = "system=https://tickets.example.com/&id=1";
    let mut order = json!({
        "globalId": global,
        "application": { "type": "com.example.tickets", "name": "Tickets" },
        "relationship": "causes",
        "object": {
            "url": "https://tickets.example.com/1",
            "title": "Ticket 1",
            "summary": "It is broken",
            "icon": { "url16x16": "https://tickets.example.com/icon.png", "title": "Ticket" },
            "status": { "resolved": true, "icon": { "title": "Closed" } },
        },
    });
    let made = client.call("POST", path, &order).await;
    assert_eq!(made.status, 201);
    let location = made.header("location").map(str::to_owned);
    let made = made.json();
    let id = made["id"].as_u64().unwrap();
    assert_eq!(made["self"], format!("{}{path}/{id}", sim.url()));
    assert_eq!(location.as_deref(), made["self"].as_str());
    let one = client.json(&format!("{path}/{id}")).await;
    for name in ["globalId", "application", "relationship", "object"] {
        assert_eq!(one[name], order[name], "{name}");
    }
    let change = last_change(&client, "TEAM-1").await;
    let said = "This work item links to \"Ticket 1 (Tickets)\"";
    assert_eq!(
        change["items"],
        json!([{
            "field": "RemoteWorkItemLink", "fieldtype": "jira",
            "from": null, "fromString": null, "to": id.to_string(), "toString": said,
        }])
    );
    // The same global id is the same link; what is not sent is gone.
    order = json!({ "globalId": global, "object": { "url": "https://tickets.example.com/1", "title": "New" } });
    let again = client.call("POST", path, &order).await;
    assert_eq!((again.status, &again.json()["id"]), (200, &json!(id)));
    let by_global = client
        .json(&format!("{path}?globalId={}", encode(global)))
        .await;
    assert_eq!(
        (&by_global["id"], &by_global["application"]),
        (&json!(id), &json!({}))
    );
    assert!(by_global.get("relationship").is_none());
    assert_eq!(
        client.json(path).await.as_array().unwrap().len(),
        before + 1
    );
    // Without one, each is another.
    let plain = json!({ "object": { "url": "https://example.com/", "title": "Page" } });
    for _ in 0..2 {
        assert_eq!(client.call("POST", path, &plain).await.status, 201);
    }
    assert_eq!(
        client.json(path).await.as_array().unwrap().len(),
        before + 3
    );
    let last = last_change(&client, "TEAM-1").await;
    assert_eq!(
        last["items"][0]["toString"],
        "This work item links to \"Page (Web Link)\""
    );
    assert_eq!(
        client
            .call("PUT", &format!("{path}/{id}"), &plain)
            .await
            .status,
        204
    );
    let changed = client.json(&format!("{path}/{id}")).await;
    assert_eq!(changed["object"]["title"], "Page");
    assert!(changed.get("globalId").is_none());
    let missing = format!("{path}?globalId={}", encode(global));
    assert_eq!(client.get(&missing).await.status, 404);
    assert_eq!(
        client.call("DELETE", &missing, &Value::Null).await.status,
        404
    );
    assert_eq!(client.call("DELETE", path, &Value::Null).await.status, 400);
    let elsewhere = format!("/rest/api/3/issue/ACME-1/remotelink/{id}");
    assert_eq!(client.get(&elsewhere).await.status, 400);
    assert_eq!(
        client
            .call("DELETE", &format!("{path}/{id}"), &Value::Null)
            .await
            .status,
        204
    );
    for (id, status) in [(id.to_string(), 404), ("99a".to_owned(), 400)] {
        assert_eq!(
            client
                .call("DELETE", &format!("{path}/{id}"), &Value::Null)
                .await
                .status,
            status
        );
    }
    assert_eq!(
        client
            .call(
                "POST",
                path,
                &json!({ "globalId": "g", "object": plain["object"] })
            )
            .await
            .status,
        201
    );
    assert_eq!(
        client
            .call("DELETE", &format!("{path}?globalId=g"), &Value::Null)
            .await
            .status,
        204
    );
}

#[tokio::test]
async fn a_link_needs_a_title_and_addresses() {
    let sim = Sim::builder().start().await.unwrap();
    let client = member(&sim);
    let path = "/rest/api/3/issue/ACME-1/remotelink";
    for (object, errors) in [
        (
            json!({ "url": "https://example.com/" }),
            json!({ "title": "'title' is required." }),
        ),
        (
            json!({ "title": " " }),
            json!({ "title": "'title' is required.", "url": "'url' is required." }),
        ),
        (
            json!({ "title": "t", "url": "no address", "icon": { "url16x16": "nor this" } }),
            json!({ "url": "'url' is not a valid URI.", "iconUrl": "'iconUrl' is not a valid URI." }),
        ),
    ] {
        let refused = client
            .call("POST", path, &json!({ "object": object }))
            .await;
        assert_eq!(refused.status, 400, "{object}");
        assert_eq!(
            refused.json(),
            json!({ "errorMessages": [], "errors": errors })
        );
    }
}

#[tokio::test]
async fn two_thousand_links_are_the_most() {
    let sim = Sim::builder().start().await.unwrap();
    let client = admin(&sim);
    let path = "/rest/api/3/issue/ACME-1/remotelink";
    let link = json!({ "object": { "url": "https://example.com/", "title": "t" } });
    let before = client.json(path).await.as_array().unwrap().len();
    for _ in before..2_000 {
        assert_eq!(client.call("POST", path, &link).await.status, 201);
    }
    assert_eq!(client.call("POST", path, &link).await.status, 413);
}
