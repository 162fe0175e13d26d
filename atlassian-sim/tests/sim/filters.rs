//! Filters. Each board has one: ACME's is 10002, shared with the project and owned by the administrator.

use atlassian_sim::Sim;
use serde_json::{Value, json};

use super::client::{Client, admin, member, outsider, pluck, refused};

const FILTER: &str = "/rest/api/3/filter";
const HIDDEN: &str = "The selected filter is not available to you, perhaps it has been deleted or had its permissions changed.";

async fn start() -> Sim {
    Sim::builder().manual_clock().start().await.unwrap()
}

async fn make(client: &Client, body: &Value) -> Value {
    let made = client.call("POST", FILTER, body).await;
    assert_eq!(made.status, 200, "{}", made.body);
    made.json()
}

async fn make_named(client: &Client, name: &str) -> String {
    let made = make(client, &json!({ "name": name, "jql": "project = ACME" })).await;
    format!("{FILTER}/{}", made["id"].as_str().unwrap())
}

#[tokio::test]
async fn a_filter_is_made_changed_and_deleted() {
    let sim = start().await;
    let client = member(&sim);
    let body =
        json!({ "name": "Bugs", "description": "d", "jql": "type = Bug", "favourite": true });
    let made = make(&client, &body).await;
    let path = format!("{FILTER}/{}", made["id"].as_str().unwrap());
    assert_eq!(made["self"], format!("{}{path}", sim.url()));
    assert_eq!(made["owner"]["accountId"], sim.member().account_id);
    assert_eq!(
        (&made["favourite"], &made["favouritedCount"]),
        (&json!(true), &json!(1))
    );
    assert_eq!(
        made["searchUrl"],
        format!("{}/rest/api/3/search?jql=type%20%3D%20Bug", sim.url())
    );
    assert_eq!(
        (&made["sharedUsers"]["size"], &made["sharedUsers"]["items"]),
        (&json!(0), &json!([]))
    );
    assert_eq!(client.json(&path).await, made);
    let changed = client
        .call("PUT", &path, &json!({ "name": "All bugs" }))
        .await
        .json();
    assert_eq!(
        (&changed["name"], &changed["jql"]),
        (&json!("All bugs"), &json!("type = Bug"))
    );
    for (status, body, message) in [
        (
            400,
            json!({ "name": " " }),
            "filterName: You must specify a name to save this filter.",
        ),
        (
            400,
            json!({ "name": "all BUGS", "jql": "" }),
            "filterName: Filter with same name already exists.",
        ),
        (
            400,
            json!({ "name": "x", "jql": "nope = 1" }),
            "Field 'nope' does not exist or you do not have permission to view it.",
        ),
    ] {
        assert_eq!(
            refused(&client.call("POST", FILTER, &body).await, status),
            message
        );
    }
    // Another's filter of the same name is another filter.
    make(&admin(&sim), &json!({ "name": "All bugs", "jql": "" })).await;
    for other in [&path, &format!("{FILTER}/99"), &format!("{FILTER}/x")] {
        assert_eq!(refused(&outsider(&sim).get(other).await, 400), HIDDEN);
    }
    assert_eq!(
        refused(
            &outsider(&sim).call("DELETE", &path, &Value::Null).await,
            400
        ),
        HIDDEN
    );
    let hidden = admin(&sim);
    assert_eq!(refused(&hidden.get(&path).await, 400), HIDDEN);
    assert_eq!(
        hidden
            .json(&format!("{path}?overrideSharePermissions=true"))
            .await["id"],
        made["id"]
    );
    assert_eq!(client.call("DELETE", &path, &Value::Null).await.status, 204);
    assert_eq!(refused(&client.get(&path).await, 400), HIDDEN);
}

#[tokio::test]
async fn those_with_whom_a_filter_is_shared_see_it_and_editors_change_it() {
    let sim = start().await;
    let client = member(&sim);
    let user = |account: &str| json!([{ "type": "user", "user": { "accountId": account } }]);
    let made = make(
        &client,
        &json!({
            "name": "Ours",
            "jql": "project = ACME",
            "sharePermissions": user(&sim.outsider().account_id),
            "editPermissions": user(&sim.admin().account_id),
        }),
    )
    .await;
    let path = format!("{FILTER}/{}", made["id"].as_str().unwrap());
    assert_eq!(
        made["sharePermissions"][0]["user"]["accountId"],
        sim.outsider().account_id
    );
    let body = json!({ "name": "Theirs" });
    refused(&outsider(&sim).call("PUT", &path, &body).await, 400);
    assert_eq!(admin(&sim).call("PUT", &path, &body).await.status, 200);
    assert_eq!(outsider(&sim).json(&path).await["name"], "Theirs");
    let whole = client.json(&format!("{path}?expand=sharedUsers")).await;
    let users = &whole["sharedUsers"];
    assert_eq!(
        (&users["size"], &users["items"][0]["accountId"]),
        (&json!(1), &json!(sim.outsider().account_id))
    );
    let none = client
        .json(&format!("{path}?expand=sharedUsers%5B1:9%5D"))
        .await;
    assert_eq!(none["sharedUsers"]["items"], json!([]));
    for bad in [
        json!([{ "type": "group", "group": { "name": "nobody-knows" } }]),
        json!([{ "type": "project", "project": { "id": "99" } }]),
        json!([{ "type": "family" }]),
    ] {
        let body = json!({ "name": "x", "sharePermissions": bad });
        let message = refused(&client.call("POST", FILTER, &body).await, 400);
        assert!(message.starts_with("sharePermissions: "), "{message}");
    }
}

#[tokio::test]
async fn shares_are_added_read_and_taken_back_by_the_owner() {
    let sim = start().await;
    let client = member(&sim);
    let path = make_named(&client, "Shared").await;
    let shares = format!("{path}/permission");
    let share = async |body: Value| client.call("POST", &shares, &body).await;
    let group = json!({ "type": "group", "groupname": "site-admins" });
    assert_eq!(share(group).await.status, 201);
    let two = share(json!({ "type": "project", "projectId": "10000" }))
        .await
        .json();
    assert_eq!(pluck(two.as_array().unwrap(), "type"), ["group", "project"]);
    assert_eq!(client.json(&shares).await, two);
    let one = format!("{shares}/{}", two[1]["id"]);
    assert_eq!(client.json(&one).await, two[1]);
    refused(&client.get(&format!("{shares}/1")).await, 404);
    refused(
        &outsider(&sim)
            .call("POST", &shares, &json!({ "type": "global" }))
            .await,
        400,
    );
    refused(
        &outsider(&sim).call("DELETE", &one, &Value::Null).await,
        404,
    );
    refused(&Client::nobody(sim.url()).get(&shares).await, 404);
    // Sharing with everybody takes the place of the others.
    let all = share(json!({ "type": "authenticated" })).await.json();
    assert_eq!(pluck(all.as_array().unwrap(), "type"), ["loggedin"]);
    let one = format!("{shares}/{}", all[0]["id"]);
    assert_eq!(client.call("DELETE", &one, &Value::Null).await.status, 204);
    refused(&outsider(&sim).get(&shares).await, 404);
    for bad in [
        json!({ "type": "group" }),
        json!({ "type": "project", "projectId": "1" }),
    ] {
        refused(&share(bad).await, 400);
    }
}

#[tokio::test]
async fn new_filters_are_shared_as_their_owner_chose() {
    let sim = start().await;
    let client = member(&sim);
    let scope = format!("{FILTER}/defaultShareScope");
    assert_eq!(client.json(&scope).await["scope"], "PRIVATE");
    let path = make_named(&client, "Alone").await;
    assert_eq!(client.json(&path).await["sharePermissions"], json!([]));
    let set = client
        .call("PUT", &scope, &json!({ "scope": "GLOBAL" }))
        .await;
    assert_eq!(set.json()["scope"], "AUTHENTICATED");
    let path = make_named(&client, "Together").await;
    assert_eq!(
        outsider(&sim).json(&path).await["sharePermissions"][0]["type"],
        "loggedin"
    );
    refused(
        &client.call("PUT", &scope, &json!({ "scope": "ALL" })).await,
        400,
    );
    assert_eq!(Client::nobody(sim.url()).get(&scope).await.status, 401);
}

#[tokio::test]
async fn filters_are_searched_by_name_owner_share_and_id() {
    let sim = start().await;
    let client = admin(&sim);
    make(&client, &json!({ "name": "Open bugs", "jql": "", "description": "z", "sharePermissions": [{ "type": "global" }] })).await;
    let names = async |query: &str| {
        let found = client.walk(&format!("{FILTER}/search?{query}")).await;
        pluck(&found, "name")
    };
    let boards = [
        "Filter for ACME board",
        "Filter for OPS board",
        "Filter for SEC board",
        "Filter for TEAM board",
    ];
    assert_eq!(
        names("maxResults=2").await,
        [&boards[..], &["Open bugs"]].concat()
    );
    assert_eq!(names("filterName=bug").await, ["Open bugs"]);
    assert_eq!(names("filterName=ugs").await, [""; 0]);
    assert_eq!(
        names("filterName=UGS&isSubstringMatch=true").await,
        ["Open bugs"]
    );
    let own = format!("accountId={}", sim.member().account_id);
    assert_eq!(names(&own).await, [boards[1], boards[3]]);
    assert_eq!(names("accountId=nobody").await, [""; 0]);
    assert_eq!(names("id=10002&id=10004").await, boards[..2]);
    assert_eq!(names("projectId=10001").await, [boards[1]]);
    assert_eq!(names("groupname=site-admins").await, [""; 0]);
    assert_eq!(
        names("orderBy=-description&maxResults=1").await[0],
        "Open bugs"
    );
    assert_eq!(names("orderBy=-id").await[0], "Open bugs");
    let short = &client.json(&format!("{FILTER}/search?id=10002")).await["values"][0];
    assert_eq!(short.as_object().unwrap().len(), 4, "{short}");
    let whole = "description,owner,jql,viewUrl,searchUrl,favourite,favouritedCount,sharePermissions,editPermissions,isWritable,subscriptions";
    let whole = &client
        .json(&format!("{FILTER}/search?id=10002&expand={whole}"))
        .await["values"][0];
    assert_eq!(
        (&whole["isWritable"], &whole["jql"]),
        (&json!(true), &json!("project = ACME ORDER BY Rank ASC"))
    );
    assert_eq!(whole["sharePermissions"][0]["project"]["key"], "ACME");
    let many: String = (0..201).map(|id| format!("id={id}&")).collect();
    for bad in [
        "orderBy=age",
        "expand=sharedUsers",
        "accountId=a&owner=b",
        "groupId=a&groupname=b",
        &many,
    ] {
        refused(&client.get(&format!("{FILTER}/search?{bad}")).await, 400);
    }
    let nobody = Client::nobody(sim.url())
        .walk(&format!("{FILTER}/search"))
        .await;
    assert_eq!(pluck(&nobody, "name"), ["Open bugs"]);
}

#[tokio::test]
async fn people_mark_filters_and_find_them_again() {
    let sim = start().await;
    let client = outsider(&sim);
    let mark = format!("{FILTER}/10002/favourite");
    let list = async |path: &str| {
        let list = client.json(&format!("{FILTER}/{path}")).await;
        pluck(list.as_array().unwrap(), "id")
    };
    assert_eq!(list("favourite").await, [""; 0]);
    let marked = client.call("PUT", &mark, &Value::Null).await;
    assert_eq!(
        (marked.status, &marked.json()["favourite"]),
        (200, &json!(true))
    );
    client.call("PUT", &mark, &Value::Null).await;
    assert_eq!(
        admin(&sim).json(&format!("{FILTER}/10002")).await["favouritedCount"],
        1
    );
    assert_eq!(list("favourite").await, ["10002"]);
    assert_eq!(list("my").await, [""; 0]);
    assert_eq!(list("my?includeFavourites=true").await, ["10002"]);
    let own = admin(&sim).json(&format!("{FILTER}/my")).await;
    assert_eq!(pluck(own.as_array().unwrap(), "id"), ["10002", "10008"]);
    let unmarked = client.call("DELETE", &mark, &Value::Null).await;
    assert_eq!(
        (unmarked.status, &unmarked.json()["favourite"]),
        (200, &json!(false))
    );
    assert_eq!(list("favourite").await, [""; 0]);
    let secret = format!("{FILTER}/10008/favourite");
    assert_eq!(
        refused(&client.call("PUT", &secret, &Value::Null).await, 400),
        HIDDEN
    );
    assert_eq!(
        Client::nobody(sim.url())
            .json(&format!("{FILTER}/favourite"))
            .await,
        json!([])
    );
    assert_eq!(
        Client::nobody(sim.url())
            .get(&format!("{FILTER}/my"))
            .await
            .status,
        401
    );
}

#[tokio::test]
async fn a_filter_is_given_to_another_owner() {
    let sim = start().await;
    let client = member(&sim);
    let path = make_named(&client, "Given").await;
    let owner = format!("{path}/owner");
    let to = |account: &str| json!({ "accountId": account });
    refused(&client.call("PUT", &owner, &to("nobody")).await, 404);
    refused(
        &outsider(&sim)
            .call("PUT", &owner, &to(&sim.outsider().account_id))
            .await,
        404,
    );
    let shared = format!("{FILTER}/10002/owner");
    refused(
        &outsider(&sim)
            .call("PUT", &shared, &to(&sim.outsider().account_id))
            .await,
        403,
    );
    make_named(&outsider(&sim), "given").await;
    refused(
        &client
            .call("PUT", &owner, &to(&sim.outsider().account_id))
            .await,
        400,
    );
    let given = client
        .call("PUT", &owner, &to(&sim.admin().account_id))
        .await;
    assert_eq!(given.status, 204, "{}", given.body);
    assert_eq!(
        admin(&sim).json(&path).await["owner"]["accountId"],
        sim.admin().account_id
    );
    assert_eq!(refused(&client.get(&path).await, 400), HIDDEN);
}

#[tokio::test]
async fn the_columns_of_a_filter() {
    let sim = start().await;
    let client = admin(&sim);
    let path = format!("{FILTER}/10002/columns");
    refused(&client.get(&path).await, 404);
    let body = json!({ "columns": ["summary", "customfield_10016"] });
    assert_eq!(client.call("PUT", &path, &body).await.status, 200);
    let columns = client.json(&path).await;
    assert_eq!(
        columns[0],
        json!({ "label": "Summary", "value": "summary" })
    );
    assert_eq!(columns[1]["value"], "customfield_10016");
    let form = (
        "application/x-www-form-urlencoded",
        "columns=status&columns=updated",
    );
    let set = client.send("PUT", &path, Some(form)).await.unwrap();
    assert_eq!(set.status, 200);
    assert_eq!(
        pluck(
            outsider(&sim).json(&path).await.as_array().unwrap(),
            "value"
        ),
        ["status", "updated"]
    );
    for bad in ["comment", "nope"] {
        refused(
            &client
                .call("PUT", &path, &json!({ "columns": [bad] }))
                .await,
            400,
        );
    }
    refused(&outsider(&sim).call("PUT", &path, &body).await, 403);
    refused(
        &outsider(&sim).call("DELETE", &path, &Value::Null).await,
        400,
    );
    assert_eq!(client.call("DELETE", &path, &Value::Null).await.status, 204);
    refused(&client.get(&path).await, 404);
    refused(
        &outsider(&sim).get(&format!("{FILTER}/10008/columns")).await,
        400,
    );
}
