//! Properties of issues and of people.

use std::time::Duration;

use atlassian_sim::Sim;
use serde_json::{Value, json};

use super::client::{Client, admin, member, outsider};

#[tokio::test]
async fn an_issue_keeps_properties_and_is_not_updated_by_them() {
    let sim = Sim::builder().manual_clock().start().await.unwrap();
    let client = member(&sim);
    let issue = "/rest/api/3/issue/ACME-1";
    let before = client.json(&format!("{issue}?fields=updated")).await;
    sim.advance(Duration::from_secs(60));
    let path = format!("{issue}/properties");
    let one = format!("{path}/acme%2Fsync%20state");
    let value = json!({ "row": 7, "nested": [true, null] });
    assert_eq!(client.get(&one).await.status, 404);
    assert_eq!(client.call("PUT", &one, &value).await.status, 201);
    assert_eq!(client.call("PUT", &one, &json!("other")).await.status, 200);
    assert_eq!(client.call("PUT", &one, &value).await.status, 200);
    assert_eq!(
        client.json(&one).await,
        json!({ "key": "acme/sync state", "value": value })
    );
    let keys = client.json(&path).await["keys"].as_array().unwrap().clone();
    let held = keys
        .iter()
        .find(|key| key["key"] == "acme/sync state")
        .unwrap();
    assert_eq!(held["self"], format!("{}{one}", sim.url()));
    let shown = client
        .json(&format!(
            "{issue}?fields=updated&properties=acme/sync%20state"
        ))
        .await;
    assert_eq!(shown["properties"], json!({ "acme/sync state": value }));
    assert_eq!(shown["fields"], before["fields"]);
    assert_eq!(client.call("DELETE", &one, &Value::Null).await.status, 204);
    let gone = client.call("DELETE", &one, &Value::Null).await;
    assert_eq!(gone.status, 404);
    let message = "The property with key 'acme/sync state' does not exist.";
    assert_eq!(gone.json()["errorMessages"], json!([message]));
}

#[tokio::test]
async fn properties_have_their_limits() {
    let sim = Sim::builder().start().await.unwrap();
    let client = member(&sim);
    let path = "/rest/api/3/issue/ACME-1/properties";
    let key = "k".repeat(255);
    assert_eq!(
        client
            .call("PUT", &format!("{path}/{key}"), &json!(1))
            .await
            .status,
        201
    );
    assert_eq!(
        client
            .call("PUT", &format!("{path}/{key}k"), &json!(1))
            .await
            .status,
        400
    );
    // With its quotes.
    let longest = "v".repeat(32_766);
    assert_eq!(
        client
            .call("PUT", &format!("{path}/v"), &json!(longest))
            .await
            .status,
        201
    );
    let longer = format!("{longest}v");
    assert_eq!(
        client
            .call("PUT", &format!("{path}/v"), &json!(longer))
            .await
            .status,
        400
    );
    let broken = client
        .send("PUT", &format!("{path}/v"), Some(("application/json", "{")))
        .await
        .unwrap();
    assert_eq!(broken.status, 400);
    assert_eq!(
        outsider(&sim)
            .get("/rest/api/3/issue/SEC-1/properties")
            .await
            .status,
        404
    );
    assert_eq!(Client::nobody(sim.url()).get(path).await.status, 404);
}

#[tokio::test]
async fn many_issues_get_properties_by_a_task() {
    let sim = Sim::builder().start().await.unwrap();
    let client = member(&sim);
    let id = async |key: &str| {
        let issue = client
            .json(&format!("/rest/api/3/issue/{key}?fields=id"))
            .await;
        issue["id"].as_str().unwrap().parse::<u64>().unwrap()
    };
    let ids = [id("ACME-1").await, id("OPS-1").await];
    let read = async |id: u64| {
        let issue = client
            .json(&format!("/rest/api/3/issue/{id}?fields=id&properties=*all"))
            .await;
        let held = issue["properties"].as_object().unwrap().clone();
        held.into_iter()
            .filter(|(key, _)| key.starts_with("bulk."))
            .collect::<serde_json::Map<_, _>>()
    };
    let finished = async |answer: super::client::Answer| {
        assert_eq!(answer.status, 303, "{}", answer.body);
        let task = answer
            .header("location")
            .unwrap()
            .strip_prefix(sim.url())
            .unwrap()
            .to_owned();
        assert_eq!(client.json(&task).await["status"], "COMPLETE");
    };
    let path = "/rest/api/3/issue/properties";
    let all = json!({ "entitiesIds": ids, "properties": { "bulk.a": 1, "bulk.b": { "x": 2 } } });
    finished(client.call("POST", path, &all).await).await;
    for id in ids {
        assert_eq!(
            Value::from(read(id).await),
            json!({ "bulk.a": 1, "bulk.b": { "x": 2 } })
        );
    }
    // All or nothing.
    let bad = json!({ "entitiesIds": [ids[0], 99_999_999], "properties": { "bulk.a": 7 } });
    assert_eq!(client.call("POST", path, &bad).await.status, 400);
    assert_eq!(read(ids[0]).await["bulk.a"], 1);
    // Each on its own; what is not there is passed over.
    let each = json!({ "issues": [
        { "issueID": ids[0], "properties": { "bulk.a": 3 } },
        { "issueID": 99_999_999, "properties": { "bulk.a": 4 } },
    ] });
    finished(client.call("POST", &format!("{path}/multi"), &each).await).await;
    assert_eq!(
        (&read(ids[0]).await["bulk.a"], &read(ids[1]).await["bulk.a"]),
        (&json!(3), &json!(1))
    );
    let filter = json!({ "value": "new", "filter": { "currentValue": 1, "hasProperty": true } });
    finished(client.call("PUT", &format!("{path}/bulk.a"), &filter).await).await;
    assert_eq!(
        (&read(ids[0]).await["bulk.a"], &read(ids[1]).await["bulk.a"]),
        (&json!(3), &json!("new"))
    );
    let some = json!({ "entityIds": [ids[1]] });
    finished(
        client
            .call("DELETE", &format!("{path}/bulk.a"), &some)
            .await,
    )
    .await;
    assert_eq!(
        Value::from(read(ids[1]).await),
        json!({ "bulk.b": { "x": 2 } })
    );
    assert_eq!(read(ids[0]).await.len(), 2);
    for body in [
        json!({ "filter": {} }),
        json!({ "value": 1, "expression": "1" }),
        json!({ "value": 1, "filter": { "hasProperty": false, "currentValue": 1 } }),
        json!({ "value": 1, "filter": { "entityIds": "all" } }),
    ] {
        assert_eq!(
            client.call("PUT", &format!("{path}/k"), &body).await.status,
            400,
            "{body}"
        );
    }
    let many: Vec<u32> = (0..11).collect();
    let many: serde_json::Map<_, _> = many.iter().map(|n| (n.to_string(), json!(n))).collect();
    for body in [
        json!({ "entitiesIds": [], "properties": { "a": 1 } }),
        json!({ "entitiesIds": ids, "properties": {} }),
        json!({ "entitiesIds": ids, "properties": many }),
    ] {
        assert_eq!(client.call("POST", path, &body).await.status, 400, "{body}");
    }
}

#[tokio::test]
async fn people_have_properties_of_their_own() {
    let sim = Sim::builder().start().await.unwrap();
    let (boss, client) = (admin(&sim), member(&sim));
    let mine = sim.member().account_id;
    let query = format!("?accountId={mine}");
    let one = format!("/rest/api/3/user/properties/location{query}");
    let office = json!({ "office": { "city": "New York", "floor": 3 } });
    assert_eq!(client.call("PUT", &one, &office).await.status, 201);
    assert_eq!(boss.call("PUT", &one, &office).await.status, 200);
    assert_eq!(
        client.json(&one).await,
        json!({ "key": "location", "value": office })
    );
    let keys = client
        .json(&format!("/rest/api/3/user/properties{query}"))
        .await;
    assert_eq!(keys["keys"][0]["key"], "location");
    assert_eq!(keys["keys"][0]["self"], format!("{}{one}", sim.url()));
    for (client, path, status) in [
        (&outsider(&sim), one.as_str(), 403),
        (
            &boss,
            "/rest/api/3/user/properties/location?accountId=nobody",
            404,
        ),
        (&boss, "/rest/api/3/user/properties/location", 400),
    ] {
        assert_eq!(client.get(path).await.status, status, "{path}");
    }
    // People are found by them.
    let found = boss
        .json("/rest/api/3/user/search?property=location.office.city%3DNew%20York")
        .await;
    assert_eq!(found[0]["accountId"], *mine);
    let found = boss
        .json("/rest/api/3/user/search?property=location.office.floor%3D3&query=member")
        .await;
    assert_eq!(found.as_array().unwrap().len(), 1);
    let found = boss
        .json("/rest/api/3/user/search?property=location.office.floor%3D4")
        .await;
    assert_eq!(found, json!([]));
    assert_eq!(
        boss.get("/rest/api/3/user/search?property=location")
            .await
            .status,
        400
    );
    let query = "%5Blocation%5D.office.city%20is%20%22New%20York%22";
    let page = boss
        .json(&format!("/rest/api/3/user/search/query?query={query}"))
        .await;
    assert_eq!(page["values"][0]["accountId"], *mine);
    assert_eq!(client.call("DELETE", &one, &Value::Null).await.status, 204);
    assert_eq!(client.call("DELETE", &one, &Value::Null).await.status, 404);
}

#[tokio::test]
async fn people_set_what_they_prefer() {
    let sim = Sim::builder().start().await.unwrap();
    let client = member(&sim);
    let path = |key: &str| format!("/rest/api/3/mypreferences?key={key}");
    assert_eq!(
        client.json(&path("user.notifications.mimetype")).await,
        json!("html")
    );
    let text = client
        .send(
            "PUT",
            &path("user.notifications.mimetype"),
            Some(("text/plain", "text")),
        )
        .await
        .unwrap();
    assert_eq!(text.status, 204);
    assert_eq!(
        client.json(&path("user.notifications.mimetype")).await,
        json!("text")
    );
    assert_eq!(
        outsider(&sim)
            .json(&path("user.notifications.mimetype"))
            .await,
        json!("html")
    );
    assert_eq!(
        client
            .call("DELETE", &path("user.notifications.mimetype"), &Value::Null)
            .await
            .status,
        204
    );
    assert_eq!(
        client.json(&path("user.notifications.mimetype")).await,
        json!("html")
    );
    assert_eq!(
        client
            .call("DELETE", &path("none"), &Value::Null)
            .await
            .status,
        404
    );
    assert_eq!(client.get(&path("none")).await.status, 404);
    assert_eq!(client.get("/rest/api/3/mypreferences").await.status, 404);
    let locale = "/rest/api/3/mypreferences/locale";
    assert_eq!(client.json(locale).await, json!({ "locale": "en_US" }));
    assert_eq!(
        client
            .call("PUT", locale, &json!({ "locale": "de_DE" }))
            .await
            .status,
        204
    );
    assert_eq!(client.json(locale).await, json!({ "locale": "de_DE" }));
    assert_eq!(
        client
            .call("PUT", locale, &json!({ "locale": "xx_XX" }))
            .await
            .status,
        400
    );
    let nobody = Client::nobody(sim.url());
    assert_eq!(nobody.json(locale).await, json!({ "locale": "en_US" }));
    let french = nobody.header("Accept-Language", "xx, fr;q=0.8, en;q=0.5");
    assert_eq!(french.json(locale).await, json!({ "locale": "fr_FR" }));
}
