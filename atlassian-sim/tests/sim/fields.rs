//! Fields with their contexts, options and defaults.

use atlassian_sim::Sim;
use serde_json::{Value, json};

use super::client::{Client, admin, member, pluck};

const SELECT: &str = "com.atlassian.jira.plugin.system.customfieldtypes:select";

async fn status(client: &Client, method: &str, path: &str, body: &Value) -> u16 {
    client.call(method, path, body).await.status
}

#[tokio::test]
async fn the_catalogue_has_every_field() {
    let sim = Sim::builder().start().await.unwrap();
    let all = member(&sim).json("/rest/api/3/field").await;
    let field = |id: &str| {
        let found = all.as_array().unwrap().iter().find(|f| f["id"] == id);
        found.unwrap_or_else(|| panic!("{id}")).clone()
    };
    assert_eq!(
        field("statuscategorychangedate"),
        json!({
            "id": "statuscategorychangedate", "key": "statuscategorychangedate", "name": "Status Category Changed",
            "custom": false, "orderable": false, "navigable": true, "searchable": true,
            "clauseNames": ["statusCategoryChangedDate"],
            "schema": { "type": "datetime", "system": "statuscategorychangedate" },
        })
    );
    assert!(field("parent").get("schema").is_none());
    let points = field("customfield_10016");
    assert_eq!(
        points["clauseNames"],
        json!(["cf[10016]", "Story point estimate"])
    );
    assert_eq!(points["schema"]["customId"], 10_016);
}

#[tokio::test]
async fn a_custom_field_lives_and_dies() {
    let sim = Sim::builder().start().await.unwrap();
    let client = admin(&sim);
    let made = client
        .call(
            "POST",
            "/rest/api/3/field",
            &json!({ "name": "Region", "type": SELECT, "description": "Where" }),
        )
        .await;
    assert_eq!(made.status, 201, "{}", made.body);
    let id = made.json()["id"].as_str().unwrap().to_owned();
    let path = format!("/rest/api/3/field/{id}");
    for bad in [
        json!({ "name": "x" }),
        json!({ "type": SELECT }),
        json!({ "name": "x", "type": "odd" }),
    ] {
        assert_eq!(
            status(&client, "POST", "/rest/api/3/field", &bad).await,
            400,
            "{bad}"
        );
    }
    assert_eq!(
        status(&client, "PUT", &path, &json!({ "name": "Area" })).await,
        204
    );
    let expand =
        "key,lastUsed,screensCount,contextsCount,projectsCount,isLocked,searcherKey,stableId";
    let found = client
        .walk(&format!(
            "/rest/api/3/field/search?type=custom&query=area&expand={expand}"
        ))
        .await;
    assert_eq!(pluck(&found, "name"), ["Area"]);
    assert_eq!(
        (
            found[0]["contextsCount"].as_u64(),
            found[0]["projectsCount"].as_u64()
        ),
        (Some(1), Some(5))
    );
    let sorted = client
        .walk("/rest/api/3/field/search?orderBy=-screensCount&maxResults=7")
        .await;
    assert!(sorted.len() > 40);
    assert_eq!(
        status(&client, "POST", &format!("{path}/trash"), &Value::Null).await,
        200
    );
    assert!(
        !client
            .json("/rest/api/3/field")
            .await
            .to_string()
            .contains("Area")
    );
    assert_eq!(
        pluck(
            &client.walk("/rest/api/3/field/search/trashed").await,
            "name"
        ),
        ["Area"]
    );
    assert_eq!(
        status(&client, "POST", &format!("{path}/trash"), &Value::Null).await,
        400
    );
    assert_eq!(
        status(&client, "POST", &format!("{path}/restore"), &Value::Null).await,
        200
    );
    assert!(
        client
            .json("/rest/api/3/field")
            .await
            .to_string()
            .contains("Area")
    );
    assert_eq!(status(&client, "DELETE", &path, &Value::Null).await, 303);
    assert_eq!(status(&client, "DELETE", &path, &Value::Null).await, 404);
    assert_eq!(
        status(&client, "DELETE", "/rest/api/3/field/summary", &Value::Null).await,
        400
    );
    assert_eq!(
        status(
            &client,
            "DELETE",
            "/rest/api/3/field/customfield_10020",
            &Value::Null
        )
        .await,
        400
    );
    assert_eq!(
        status(
            &member(&sim),
            "POST",
            &format!("{path}/trash"),
            &Value::Null
        )
        .await,
        403
    );
    assert_eq!(
        member(&sim).get("/rest/api/3/field/search").await.status,
        403
    );
}

#[tokio::test]
async fn a_deleted_field_is_gone_from_issues_and_screens() {
    let sim = Sim::builder().start().await.unwrap();
    let client = admin(&sim);
    let query = json!({ "jql": "cf[10037] is not EMPTY", "fields": ["customfield_10037"], "maxResults": 1 });
    let found = client
        .call("POST", "/rest/api/3/search/jql", &query)
        .await
        .json();
    let issue = format!(
        "/rest/api/3/issue/{}",
        found["issues"][0]["id"].as_str().unwrap()
    );
    assert!(
        client.json(&issue).await["fields"]
            .get("customfield_10037")
            .is_some()
    );
    let path = "/rest/api/3/field/customfield_10037";
    assert_eq!(status(&client, "DELETE", path, &Value::Null).await, 303);
    assert!(
        client.json(&issue).await["fields"]
            .get("customfield_10037")
            .is_none()
    );
    let fields = client.json("/rest/api/3/screens/1/tabs/10000/fields").await;
    assert!(!fields.to_string().contains("customfield_10037"));
}

#[tokio::test]
async fn contexts_say_where_a_field_can_be_used() {
    let sim = Sim::builder().start().await.unwrap();
    let client = admin(&sim);
    let base = "/rest/api/3/field/customfield_10030/context";
    let all = client.walk(base).await;
    assert_eq!(
        all,
        [json!({
            "id": "10130", "name": "Default Configuration Scheme for Squad",
            "description": "Default configuration scheme generated by Jira",
            "isGlobalContext": true, "isAnyIssueType": true,
        })]
    );
    assert_eq!(
        status(&client, "POST", base, &json!({ "name": "Second" })).await,
        400
    );
    let body = json!({ "name": "Acme's", "description": "", "projectIds": ["10000"], "issueTypeIds": ["10004"] });
    let made = client.call("POST", base, &body).await;
    assert_eq!(made.status, 201, "{}", made.body);
    let id = made.json()["id"].as_str().unwrap().to_owned();
    assert_eq!(status(&client, "POST", base, &body).await, 400);
    let path = format!("{base}/{id}");
    assert_eq!(
        status(&client, "PUT", &path, &json!({ "name": "Acme" })).await,
        204
    );
    assert_eq!(
        status(
            &client,
            "PUT",
            &format!("{path}/project"),
            &json!({ "projectIds": ["10001"] })
        )
        .await,
        204
    );
    assert_eq!(
        status(
            &client,
            "PUT",
            &format!("{path}/project"),
            &json!({ "projectIds": ["7"] })
        )
        .await,
        404
    );
    assert_eq!(
        status(
            &client,
            "PUT",
            &format!("{path}/issuetype"),
            &json!({ "issueTypeIds": ["10001"] })
        )
        .await,
        204
    );
    let mapped = client.walk(&format!("{base}/projectmapping")).await;
    assert_eq!(
        mapped,
        [
            json!({ "contextId": "10130", "isGlobalContext": true }),
            json!({ "contextId": id, "projectId": "10000" }),
            json!({ "contextId": id, "projectId": "10001" }),
        ]
    );
    let mapped = client
        .walk(&format!("{base}/issuetypemapping?contextId={id}"))
        .await;
    assert_eq!(pluck(&mapped, "issueTypeId"), ["10004", "10001"]);
    let pairs = json!({ "mappings": [
        { "projectId": "10000", "issueTypeId": "10004" },
        { "projectId": "10003", "issueTypeId": "10004" },
    ] });
    let applied = client
        .call("POST", &format!("{base}/mapping"), &pairs)
        .await
        .json();
    assert_eq!(
        pluck(applied["values"].as_array().unwrap(), "contextId"),
        [id.as_str(), "10130"]
    );
    let gone = json!({ "issueTypeIds": ["10001"] });
    assert_eq!(
        status(&client, "POST", &format!("{path}/issuetype/remove"), &gone).await,
        204
    );
    assert_eq!(
        status(&client, "POST", &format!("{path}/issuetype/remove"), &gone).await,
        400
    );
    let gone = json!({ "projectIds": ["10000"] });
    assert_eq!(
        status(&client, "POST", &format!("{path}/project/remove"), &gone).await,
        204
    );
    // The last project cannot go while another context is for all of them.
    let gone = json!({ "projectIds": ["10001"] });
    assert_eq!(
        status(&client, "POST", &format!("{path}/project/remove"), &gone).await,
        400
    );
    let global = client.walk(&format!("{base}?isGlobalContext=true")).await;
    assert_eq!(pluck(&global, "id"), ["10130"]);
    assert_eq!(
        client
            .walk("/rest/api/3/field/customfield_10030/contexts")
            .await
            .len(),
        2
    );
    assert_eq!(
        client
            .walk("/rest/api/3/field/customfield_10030/association/project")
            .await
            .len(),
        5
    );
    assert_eq!(status(&client, "DELETE", &path, &Value::Null).await, 204);
    assert_eq!(status(&client, "DELETE", &path, &Value::Null).await, 404);
    assert_eq!(
        client
            .get("/rest/api/3/field/customfield_1/context")
            .await
            .status,
        404
    );
    assert_eq!(member(&sim).get(base).await.status, 403);
}

#[tokio::test]
async fn options_are_made_moved_and_replaced() {
    let sim = Sim::builder().start().await.unwrap();
    let client = admin(&sim);
    let base = "/rest/api/3/field/customfield_10030/context/10130/option";
    let names = async || pluck(&client.walk(base).await, "value");
    assert_eq!(names().await, ["Red", "Green", "Blue"]);
    let made = client
        .call(
            "POST",
            base,
            &json!({ "options": [{ "value": "Pink" }, { "value": "Grey", "disabled": true }] }),
        )
        .await;
    assert_eq!(made.status, 200, "{}", made.body);
    let pink = made.json()["options"][0]["id"].as_str().unwrap().to_owned();
    let grey = made.json()["options"][1]["id"].as_str().unwrap().to_owned();
    for bad in [
        json!({ "options": [] }),
        json!({ "options": [{ "value": "red" }] }),
        json!({ "options": [{ "value": "" }] }),
    ] {
        assert_eq!(status(&client, "POST", base, &bad).await, 400, "{bad}");
    }
    let changed = client
        .call(
            "PUT",
            base,
            &json!({ "options": [{ "id": grey, "value": "Gray", "disabled": false }] }),
        )
        .await;
    assert_eq!(changed.json()["options"][0]["value"], "Gray");
    assert_eq!(
        status(
            &client,
            "PUT",
            base,
            &json!({ "options": [{ "id": "7", "value": "x" }] })
        )
        .await,
        404
    );
    let order = json!({ "customFieldOptionIds": [pink], "position": "First" });
    assert_eq!(
        status(&client, "PUT", &format!("{base}/move"), &order).await,
        204
    );
    assert_eq!(names().await, ["Pink", "Red", "Green", "Blue", "Gray"]);
    let order = json!({ "customFieldOptionIds": [grey], "after": "10030" });
    assert_eq!(
        status(&client, "PUT", &format!("{base}/move"), &order).await,
        204
    );
    assert_eq!(names().await, ["Pink", "Red", "Gray", "Green", "Blue"]);
    let one = client.json("/rest/api/3/customFieldOption/10030").await;
    assert_eq!(one["value"], "Red");
    assert_eq!(
        client.get("/rest/api/3/customFieldOption/1").await.status,
        404
    );
    // An option in use goes only when another takes its place.
    let count = async |value: &str| {
        let body = json!({ "jql": format!("cf[10030] = {value}") });
        let found = client
            .call("POST", "/rest/api/3/search/approximate-count", &body)
            .await;
        found.json()["count"].as_u64().unwrap()
    };
    let red = count("Red").await;
    assert!(red > 0);
    assert_eq!(
        status(&client, "DELETE", &format!("{base}/10030"), &Value::Null).await,
        400
    );
    let replace = format!("{base}/10030/issue?replaceWith={pink}");
    assert_eq!(status(&client, "DELETE", &replace, &Value::Null).await, 303);
    assert_eq!(count("Pink").await, red);
    assert_eq!(
        status(&client, "DELETE", &format!("{base}/10030"), &Value::Null).await,
        204
    );
    assert_eq!(
        status(&client, "DELETE", &format!("{base}/10030"), &Value::Null).await,
        404
    );
    // Options below options, in cascading fields alone.
    let below = "/rest/api/3/field/customfield_10035/context/10135/option";
    let tops = client.walk(&format!("{below}?onlyOptions=true")).await;
    let top = tops[0]["id"].as_str().unwrap();
    let made = client
        .call(
            "POST",
            below,
            &json!({ "options": [{ "value": "New", "optionId": top }] }),
        )
        .await;
    assert_eq!(made.json()["options"][0]["optionId"], top);
    let family = client.walk(&format!("{below}?optionId={top}")).await;
    assert!(pluck(&family, "value").contains(&"New".to_owned()));
    // With others below it, an option stays.
    let path = format!("{below}/{top}");
    assert_eq!(status(&client, "DELETE", &path, &Value::Null).await, 400);
    let all = client.walk(below).await;
    let levels: Vec<bool> = all.iter().map(|o| o.get("optionId").is_some()).collect();
    assert!(levels.is_sorted(), "{all:?}");
    let same = json!({ "options": [{ "id": top, "value": tops[0]["value"] }] });
    let told = client.call("PUT", below, &same).await;
    assert_eq!(told.json(), json!({ "options": [] }));
    assert_eq!(&pluck(&all, "value")[..tops.len()], pluck(&tops, "value"));
    assert_eq!(
        status(
            &client,
            "POST",
            base,
            &json!({ "options": [{ "value": "x", "optionId": pink }] })
        )
        .await,
        404
    );
}

#[tokio::test]
async fn contexts_have_default_values() {
    let sim = Sim::builder().start().await.unwrap();
    let client = admin(&sim);
    let path = "/rest/api/3/field/customfield_10030/context/defaultValue";
    assert_eq!(client.json(path).await["total"], 0);
    let value = json!({ "contextId": "10130", "optionId": "10030", "type": "option.single" });
    assert_eq!(
        status(&client, "PUT", path, &json!({ "defaultValues": [value] })).await,
        204
    );
    assert_eq!(client.walk(path).await, [value]);
    for (bad, wanted) in [
        (
            json!({ "contextId": "7", "optionId": "10030", "type": "option.single" }),
            404,
        ),
        (
            json!({ "contextId": "10130", "optionId": "7", "type": "option.single" }),
            404,
        ),
        (
            json!({ "contextId": "10130", "number": 1.5, "type": "float" }),
            400,
        ),
    ] {
        assert_eq!(
            status(&client, "PUT", path, &json!({ "defaultValues": [bad] })).await,
            wanted,
            "{bad}"
        );
    }
    let none = json!({ "contextId": "10130", "optionId": null, "type": "option.single" });
    assert_eq!(
        status(&client, "PUT", path, &json!({ "defaultValues": [none] })).await,
        204
    );
    assert_eq!(client.json(path).await["total"], 0);
}

#[tokio::test]
async fn every_project_uses_the_default_field_configuration() {
    let sim = Sim::builder().start().await.unwrap();
    let client = admin(&sim);
    let all = client.walk("/rest/api/3/fieldconfiguration").await;
    assert_eq!(
        (all[0]["id"].as_u64(), all[0]["isDefault"].as_bool()),
        (Some(10_000), Some(true))
    );
    let fields = client
        .walk("/rest/api/3/fieldconfiguration/10000/fields")
        .await;
    let needed: Vec<&Value> = fields
        .iter()
        .filter(|f| f["isRequired"] == true)
        .map(|f| &f["id"])
        .collect();
    assert_eq!(needed, ["issuetype", "summary"]);
    assert_eq!(
        client
            .get("/rest/api/3/fieldconfiguration/7/fields")
            .await
            .status,
        404
    );
    assert_eq!(
        client.json("/rest/api/3/fieldconfigurationscheme").await["total"],
        0
    );
    assert_eq!(
        client
            .json("/rest/api/3/fieldconfigurationscheme/mapping")
            .await["total"],
        0
    );
    let used = client
        .walk("/rest/api/3/fieldconfigurationscheme/project?projectId=10000")
        .await;
    assert_eq!(used, [json!({ "projectIds": ["10000"] })]);
}
