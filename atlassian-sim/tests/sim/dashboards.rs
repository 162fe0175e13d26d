//! Dashboards: the system's is 10000, the administrator's 10012 is shared with everybody who is logged in.

use atlassian_sim::Sim;
use serde_json::{Value, json};

use super::client::{Client, admin, member, outsider, pluck, refused};

const DASHBOARD: &str = "/rest/api/3/dashboard";

async fn start() -> Sim {
    Sim::builder().manual_clock().start().await.unwrap()
}

fn details(name: &str) -> Value {
    json!({ "name": name, "sharePermissions": [], "editPermissions": [] })
}

async fn make(client: &Client, body: &Value) -> String {
    let made = client.call("POST", DASHBOARD, body).await;
    assert_eq!(made.status, 200, "{}", made.body);
    made.json()["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn dashboards_are_listed_page_by_page() {
    let sim = start().await;
    let client = admin(&sim);
    let list = client.json(DASHBOARD).await;
    assert_eq!(
        (&list["total"], &list["maxResults"]),
        (&json!(2), &json!(20))
    );
    let system = &list["dashboards"][0];
    assert_eq!(
        (&system["id"], &system["systemDashboard"]),
        (&json!("10000"), &json!(true))
    );
    assert_eq!(
        (&system["view"], &system["isWritable"]),
        (&json!("/jira/dashboards/10000"), &json!(true))
    );
    assert!(system.get("owner").is_none() && system.get("description").is_none());
    let first = client.json(&format!("{DASHBOARD}?maxResults=1")).await;
    assert!(first.get("prev").is_none());
    let next = first["next"]
        .as_str()
        .unwrap()
        .strip_prefix(sim.url())
        .unwrap();
    let second = client.json(next).await;
    assert_eq!(second["dashboards"][0]["name"], "What is going on");
    assert!(second.get("next").is_none());
    let back = second["prev"]
        .as_str()
        .unwrap()
        .strip_prefix(sim.url())
        .unwrap();
    assert_eq!(client.json(back).await, first);
    let my = client.json(&format!("{DASHBOARD}?filter=my")).await;
    assert_eq!(
        pluck(my["dashboards"].as_array().unwrap(), "name"),
        ["What is going on"]
    );
    let marked = client.json(&format!("{DASHBOARD}?filter=favourite")).await;
    assert_eq!(marked["dashboards"], my["dashboards"]);
    let marked = &marked["dashboards"][0];
    assert_eq!(
        (&marked["rank"], &marked["popularity"]),
        (&json!(0), &json!(1))
    );
    refused(&client.get(&format!("{DASHBOARD}?filter=all")).await, 400);
    let nobody = Client::nobody(sim.url()).json(DASHBOARD).await;
    assert_eq!(
        pluck(nobody["dashboards"].as_array().unwrap(), "id"),
        ["10000"]
    );
}

#[tokio::test]
async fn a_dashboard_is_made_changed_copied_and_deleted() {
    let sim = start().await;
    let client = member(&sim);
    let id = make(&client, &details("Mine")).await;
    let path = format!("{DASHBOARD}/{id}");
    let made = client.json(&path).await;
    assert_eq!(made["owner"]["accountId"], sim.member().account_id);
    assert_eq!(
        (&made["self"], &made["isWritable"]),
        (&json!(format!("{}{path}", sim.url())), &json!(true))
    );
    let message = refused(&outsider(&sim).get(&path).await, 404);
    assert_eq!(
        message,
        format!("The dashboard with id '{id}' does not exist.")
    );
    refused(&outsider(&sim).call("PUT", &path, &details("x")).await, 404);
    refused(
        &outsider(&sim).call("DELETE", &path, &Value::Null).await,
        404,
    );
    assert_eq!(
        admin(&sim)
            .call(
                "PUT",
                &format!("{path}?extendAdminPermissions=true"),
                &details("Kept")
            )
            .await
            .status,
        200
    );
    let body = json!({
        "name": "Ours",
        "description": "d",
        "sharePermissions": [{ "type": "user", "user": { "accountId": sim.outsider().account_id } }],
        "editPermissions": [],
    });
    let changed = client.call("PUT", &path, &body).await.json();
    assert_eq!(
        (&changed["name"], &changed["description"]),
        (&json!("Ours"), &json!("d"))
    );
    let seen = outsider(&sim).json(&path).await;
    assert_eq!(
        (&seen["isWritable"], &seen["name"]),
        (&json!(false), &json!("Ours"))
    );
    refused(&outsider(&sim).call("PUT", &path, &details("x")).await, 404);
    refused(
        &outsider(&sim).call("DELETE", &path, &Value::Null).await,
        400,
    );
    let copied = outsider(&sim)
        .call("POST", &format!("{path}/copy"), &details("Copy"))
        .await;
    assert_eq!(copied.status, 200);
    assert_eq!(
        copied.json()["owner"]["accountId"],
        sim.outsider().account_id
    );
    assert_eq!(client.call("DELETE", &path, &Value::Null).await.status, 204);
    refused(&client.get(&path).await, 404);
    refused(
        &client
            .call("POST", &format!("{path}/copy"), &details("x"))
            .await,
        404,
    );
    refused(
        &admin(&sim)
            .call("DELETE", &format!("{DASHBOARD}/10000"), &Value::Null)
            .await,
        400,
    );
}

#[tokio::test]
async fn a_copy_has_the_gadgets_under_other_ids() {
    let sim = start().await;
    let client = member(&sim);
    let copied = client
        .call("POST", &format!("{DASHBOARD}/10012/copy"), &details("Copy"))
        .await
        .json();
    let gadgets = async |id: &str| {
        let found = client.json(&format!("{DASHBOARD}/{id}/gadget")).await;
        found["gadgets"].as_array().unwrap().clone()
    };
    let (held, new) = (
        gadgets("10012").await,
        gadgets(copied["id"].as_str().unwrap()).await,
    );
    assert_eq!(pluck(&new, "title"), ["Assigned to me", "Activity"]);
    assert!(
        new.iter()
            .all(|gadget| held.iter().all(|other| other["id"] != gadget["id"]))
    );
}

#[tokio::test]
async fn what_a_dashboard_needs() {
    let sim = start().await;
    let client = member(&sim);
    make(&client, &details("Mine")).await;
    for body in [
        details(" "),
        details("MINE"),
        details(&"x".repeat(256)),
        json!({ "name": "x", "sharePermissions": [] }),
        json!({ "name": "x", "sharePermissions": [{ "type": "nobody" }], "editPermissions": [] }),
    ] {
        refused(&client.call("POST", DASHBOARD, &body).await, 400);
    }
    assert_eq!(
        Client::nobody(sim.url())
            .call("POST", DASHBOARD, &details("x"))
            .await
            .status,
        401
    );
    // Another's may have the same name.
    make(&outsider(&sim), &details("Mine")).await;
}

#[tokio::test]
async fn dashboards_are_searched_by_name_owner_and_share() {
    let sim = start().await;
    let client = admin(&sim);
    let group = json!([{ "type": "group", "group": { "name": "site-admins" } }]);
    make(&client, &json!({ "name": "Zoo", "description": "a", "sharePermissions": group, "editPermissions": [] })).await;
    let names = async |query: &str| {
        let found = client.walk(&format!("{DASHBOARD}/search?{query}")).await;
        pluck(&found, "name")
    };
    assert_eq!(
        names("maxResults=1").await,
        ["Default dashboard", "What is going on", "Zoo"]
    );
    assert_eq!(names("dashboardName=GOING").await, ["What is going on"]);
    assert_eq!(names("groupname=site-admins").await, ["Zoo"]);
    assert_eq!(names("projectId=10000").await, [""; 0]);
    let own = format!("accountId={}&orderBy=-name", sim.admin().account_id);
    assert_eq!(names(&own).await, ["Zoo", "What is going on"]);
    assert_eq!(names("orderBy=-id&maxResults=1").await[0], "Zoo");
    assert_eq!(names("status=archived").await, [""; 0]);
    let short = &client
        .json(&format!("{DASHBOARD}/search?dashboardName=zoo"))
        .await["values"][0];
    assert!(short.get("owner").is_none() && short.get("sharePermissions").is_none());
    let expand = "description,owner,viewUrl,favourite,favouritedCount,sharePermissions,editPermissions,isWritable";
    let whole = &client
        .json(&format!(
            "{DASHBOARD}/search?dashboardName=zoo&expand={expand}"
        ))
        .await["values"][0];
    assert_eq!(
        (&whole["description"], &whole["popularity"]),
        (&json!("a"), &json!(0))
    );
    assert_eq!(whole["sharePermissions"][0]["group"]["name"], "site-admins");
    for bad in [
        "orderBy=age",
        "expand=gadgets",
        "accountId=a&owner=b",
        "groupname=a&groupId=b",
        "status=lost",
    ] {
        refused(&client.get(&format!("{DASHBOARD}/search?{bad}")).await, 400);
    }
}

#[tokio::test]
async fn many_dashboards_change_at_once_and_each_refusal_is_told() {
    let sim = start().await;
    let client = member(&sim);
    let mine: u32 = make(&client, &details("Mine")).await.parse().unwrap();
    let theirs: u32 = make(&outsider(&sim), &details("Mine"))
        .await
        .parse()
        .unwrap();
    let edit = async |client: &Client, body: Value| {
        client
            .call("PUT", &format!("{DASHBOARD}/bulk/edit"), &body)
            .await
    };
    let all = json!({ "sharePermissions": [{ "type": "loggedin" }], "editPermissions": [] });
    let permit = |action: &str| json!({ "action": action, "entityIds": [mine, 10_012, theirs], "permissionDetails": all });
    let shared = edit(&client, permit("addPermission")).await;
    assert_eq!(shared.status, 200, "{}", shared.body);
    let shared = shared.json();
    assert_eq!(shared["action"], "addPermission");
    let errors = shared["entityErrors"].as_object().unwrap();
    assert_eq!(errors.len(), 2);
    let told = &errors["10012"]["errorMessages"][0];
    assert_eq!(
        told,
        "Only owner or editors of the dashboard can change permissions."
    );
    let path = format!("{DASHBOARD}/{mine}");
    assert_eq!(outsider(&sim).get(&path).await.status, 200);
    edit(&client, permit("removePermission")).await;
    assert_eq!(outsider(&sim).get(&path).await.status, 404);
    edit(&client, permit("changePermission")).await;
    assert_eq!(outsider(&sim).get(&path).await.status, 200);
    let give = |rename: bool| {
        json!({
            "action": "changeOwner",
            "entityIds": [mine],
            "changeOwnerDetails": { "newOwner": sim.outsider().account_id, "autofixName": rename },
        })
    };
    let given = edit(&client, give(false)).await.json();
    assert_eq!(given["entityErrors"].as_object().unwrap().len(), 1);
    let given = edit(&client, give(true)).await.json();
    assert_eq!(given["entityErrors"], json!({}));
    let given = outsider(&sim).json(&path).await;
    assert_eq!(
        (&given["name"], &given["owner"]["accountId"]),
        (&json!("Mine (2)"), &json!(sim.outsider().account_id))
    );
    let mut back = give(true);
    back["changeOwnerDetails"]["newOwner"] = sim.member().account_id.into();
    assert_eq!(
        edit(&admin(&sim), back.clone()).await.json()["entityErrors"]
            .as_object()
            .unwrap()
            .len(),
        1
    );
    back["extendAdminPermissions"] = true.into();
    assert_eq!(
        edit(&admin(&sim), back).await.json()["entityErrors"],
        json!({})
    );
    for (field, value) in [
        ("action", json!("burn")),
        ("entityIds", json!([])),
        ("entityIds", json!((0..101).collect::<Vec<u32>>())),
        ("permissionDetails", Value::Null),
    ] {
        let mut body = permit("addPermission");
        body[field] = value;
        refused(&edit(&client, body).await, 400);
    }
}
