//! What is on dashboards.

use atlassian_sim::Sim;
use serde_json::{Value, json};

use super::client::{Client, admin, member, outsider, refused};

const GADGET: &str = "/rest/api/3/dashboard/10012/gadget";
const PIE: &str =
    "rest/gadgets/1.0/g/com.atlassian.jira.gadgets:pie-chart-gadget/gadgets/piechart-gadget.xml";
const BURNDOWN: &str =
    "com.pyxis.greenhopper.jira:greenhopper-gadget-sprint-burndown-dashboard-item";

async fn start() -> Sim {
    Sim::builder().manual_clock().start().await.unwrap()
}

/// Title, column and row of each gadget.
async fn places(client: &Client) -> Vec<String> {
    let found = client.json(GADGET).await;
    let gadgets = found["gadgets"].as_array().unwrap().iter();
    let place = |g: &Value| {
        let at = &g["position"];
        format!(
            "{} {}.{}",
            g["title"].as_str().unwrap(),
            at["column"],
            at["row"]
        )
    };
    gadgets.map(place).collect()
}

async fn add(client: &Client, body: &Value) -> u64 {
    let added = client.call("POST", GADGET, body).await;
    assert_eq!(added.status, 200, "{}", added.body);
    added.json()["id"].as_u64().unwrap()
}

#[tokio::test]
async fn gadgets_make_room_for_each_other() {
    let sim = start().await;
    let client = admin(&sim);
    assert_eq!(
        places(&outsider(&sim)).await,
        ["Assigned to me 0.0", "Activity 1.0"]
    );
    let body = json!({ "uri": PIE, "title": "Pie", "color": "red", "position": { "column": 0, "row": 0 } });
    let id = add(&client, &body).await;
    assert_eq!(
        places(&client).await,
        ["Pie 0.0", "Assigned to me 0.1", "Activity 1.0"]
    );
    let path = format!("{GADGET}/{id}");
    let change = async |body: Value| client.call("PUT", &path, &body).await;
    assert_eq!(
        change(json!({ "position": { "column": 1, "row": 1 } }))
            .await
            .status,
        204
    );
    assert_eq!(
        places(&client).await,
        ["Assigned to me 0.0", "Activity 1.0", "Pie 1.1"]
    );
    assert_eq!(
        change(json!({ "title": "Cake", "color": "green", "position": { "column": 1, "row": 0 } }))
            .await
            .status,
        204
    );
    assert_eq!(
        places(&client).await,
        ["Assigned to me 0.0", "Cake 1.0", "Activity 1.1"]
    );
    let message = refused(
        &change(json!({ "position": { "column": 1, "row": 2 } })).await,
        400,
    );
    assert_eq!(
        message,
        "The gadget cannot be placed in the selected row. The selected row does not exist on the dashboard."
    );
    for bad in [
        json!({ "position": { "column": 9, "row": 0 } }),
        json!({ "color": "pink" }),
        json!({ "title": "" }),
    ] {
        refused(&change(bad).await, 400);
    }
    let one = client.json(&format!("{GADGET}?gadgetId={id}")).await;
    assert_eq!(
        (&one["gadgets"][0]["color"], &one["gadgets"][0]["uri"]),
        (&json!("green"), &json!(PIE))
    );
    assert_eq!(client.call("DELETE", &path, &Value::Null).await.status, 204);
    assert_eq!(
        places(&client).await,
        ["Assigned to me 0.0", "Activity 1.0"]
    );
    assert_eq!(
        refused(&client.call("DELETE", &path, &Value::Null).await, 404),
        "The dashboard gadget was not found."
    );
}

#[tokio::test]
async fn gadgets_are_known_by_module_key_or_address() {
    let sim = start().await;
    let client = admin(&sim);
    let all = member(&sim).json("/rest/api/3/dashboard/gadgets").await;
    let all = all["gadgets"].as_array().unwrap();
    assert!(all.iter().any(|gadget| gadget["moduleKey"] == BURNDOWN));
    assert!(all.iter().any(|gadget| gadget["uri"] == PIE));
    add(&client, &json!({ "moduleKey": BURNDOWN })).await;
    let found = client.json(&format!("{GADGET}?moduleKey={BURNDOWN}")).await;
    assert_eq!(found["gadgets"][0]["title"], "Sprint Burndown Gadget");
    assert_eq!(found["gadgets"].as_array().unwrap().len(), 1);
    assert_eq!(
        client.json(&format!("{GADGET}?uri=nothing")).await["gadgets"],
        json!([])
    );
    let unknown = json!({ "moduleKey": "com.example:ours" });
    refused(&client.call("POST", GADGET, &unknown).await, 400);
    add(
        &client,
        &json!({ "moduleKey": "com.example:ours", "ignoreUriAndModuleKeyValidation": true }),
    )
    .await;
    for bad in [json!({}), json!({ "moduleKey": BURNDOWN, "uri": PIE })] {
        refused(&client.call("POST", GADGET, &bad).await, 400);
    }
    for _ in 4..20 {
        add(&client, &json!({ "uri": PIE })).await;
    }
    let message = refused(
        &client.call("POST", GADGET, &json!({ "uri": PIE })).await,
        400,
    );
    assert!(
        message.starts_with("Cannot add another gadget."),
        "{message}"
    );
}

#[tokio::test]
async fn only_those_who_may_change_a_dashboard_change_its_gadgets() {
    let sim = start().await;
    let client = member(&sim);
    let missing = "The dashboard you requested either does not exist or you don't have the required permissions to perform this action.";
    assert_eq!(
        refused(
            &client.call("POST", GADGET, &json!({ "uri": PIE })).await,
            404
        ),
        missing
    );
    let one = format!("{GADGET}/10010");
    assert_eq!(
        refused(
            &client.call("PUT", &one, &json!({ "title": "x" })).await,
            404
        ),
        missing
    );
    assert_eq!(
        refused(&client.call("DELETE", &one, &Value::Null).await, 404),
        missing
    );
    assert_eq!(
        refused(&client.get("/rest/api/3/dashboard/99/gadget").await, 404),
        missing
    );
    assert_eq!(
        refused(&Client::nobody(sim.url()).get(GADGET).await, 404),
        missing
    );
}

#[tokio::test]
async fn gadgets_keep_properties() {
    let sim = start().await;
    let client = admin(&sim);
    let all = "/rest/api/3/dashboard/10012/items/10010/properties";
    let path = format!("{all}/config");
    assert_eq!(
        client
            .call("PUT", &path, &json!({ "num": "5" }))
            .await
            .status,
        201
    );
    assert_eq!(
        client
            .call("PUT", &path, &json!({ "num": "6" }))
            .await
            .status,
        200
    );
    let held = member(&sim).json(&path).await;
    assert_eq!(held, json!({ "key": "config", "value": { "num": "6" } }));
    let keys = member(&sim).json(all).await;
    assert_eq!(keys["keys"][0]["self"], format!("{}{path}", sim.url()));
    let message = refused(&client.call("PUT", &path, &json!({ "num": 5 })).await, 400);
    assert!(
        message.starts_with("The JSON data provided for the property has too many levels."),
        "{message}"
    );
    assert_eq!(
        client
            .call("PUT", &format!("{all}/other"), &json!({ "num": 5 }))
            .await
            .status,
        201
    );
    refused(&member(&sim).call("PUT", &path, &json!({})).await, 403);
    refused(&member(&sim).call("DELETE", &path, &Value::Null).await, 403);
    for missing in [
        "/rest/api/3/dashboard/10012/items/99/properties",
        "/rest/api/3/dashboard/99/items/10010/properties",
    ] {
        refused(&client.get(missing).await, 404);
    }
    assert_eq!(client.call("DELETE", &path, &Value::Null).await.status, 204);
    refused(&client.get(&path).await, 404);
}
