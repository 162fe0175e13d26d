//! Issue types with their schemes, screens, priorities, resolutions, link types.

use atlassian_sim::Sim;
use serde_json::{Value, json};

use super::client::{Client, admin, member, pluck};

async fn status(client: &Client, method: &str, path: &str, body: &Value) -> u16 {
    client.call(method, path, body).await.status
}

#[tokio::test]
async fn issue_types_come_and_go() {
    let sim = Sim::builder().start().await.unwrap();
    let client = admin(&sim);
    let all = client.json("/rest/api/3/issuetype").await;
    assert_eq!(
        pluck(&all.as_array().unwrap()[..5], "name"),
        ["Epic", "Story", "Task", "Sub-task", "Bug"]
    );
    let nobody = Client::nobody(sim.url());
    assert_eq!(nobody.json("/rest/api/3/issuetype").await, json!([]));
    assert_eq!(nobody.get("/rest/api/3/issuetype/10000").await.status, 404);
    let body = json!({ "name": "Chore", "type": "standard", "description": "Small" });
    let made = client.call("POST", "/rest/api/3/issuetype", &body).await;
    assert_eq!(made.status, 201, "{}", made.body);
    let id = made.json()["id"].as_str().unwrap().to_owned();
    let path = format!("/rest/api/3/issuetype/{id}");
    // The default scheme has every issue type of the site.
    let project = client
        .json("/rest/api/3/issuetype/project?projectId=10000&level=0")
        .await;
    assert_eq!(
        pluck(project.as_array().unwrap(), "name"),
        ["Story", "Task", "Bug", "Chore"]
    );
    assert_eq!(
        status(
            &client,
            "POST",
            "/rest/api/3/issuetype",
            &json!({ "name": "chore" })
        )
        .await,
        409
    );
    assert_eq!(
        status(
            &client,
            "POST",
            "/rest/api/3/issuetype",
            &json!({ "name": "x".repeat(61) })
        )
        .await,
        400
    );
    assert_eq!(
        status(&member(&sim), "POST", "/rest/api/3/issuetype", &body).await,
        403
    );
    let changed = client
        .call(
            "PUT",
            &path,
            &json!({ "name": "Errand", "avatarId": 10_320 }),
        )
        .await;
    assert_eq!(
        (
            changed.json()["name"].as_str(),
            changed.json()["avatarId"].as_u64()
        ),
        (Some("Errand"), Some(10_320))
    );
    assert_eq!(client.json(&path).await, changed.json());
    assert_eq!(
        status(&client, "PUT", &path, &json!({ "avatarId": 1 })).await,
        400
    );
    let alternatives = client
        .json("/rest/api/3/issuetype/10002/alternatives")
        .await;
    assert_eq!(
        pluck(alternatives.as_array().unwrap(), "name"),
        ["Epic", "Story", "Bug", "Errand"]
    );
    let property = format!("{path}/properties/team");
    assert_eq!(
        status(&client, "PUT", &property, &json!({ "a": 1 })).await,
        201
    );
    assert_eq!(client.json(&property).await["value"], json!({ "a": 1 }));
    assert_eq!(
        client.json(&format!("{path}/properties")).await["keys"][0]["key"],
        "team"
    );
    assert_eq!(
        status(&client, "DELETE", &property, &Value::Null).await,
        204
    );
    assert_eq!(status(&client, "DELETE", &path, &Value::Null).await, 204);
    assert_eq!(client.get(&path).await.status, 404);
    // One in use needs an heir of its own kind.
    let count = async |jql: &str| {
        let body = json!({ "jql": jql });
        let found = client
            .call("POST", "/rest/api/3/search/approximate-count", &body)
            .await;
        found.json()["count"].as_u64().unwrap()
    };
    let both = count("type in (10001, 10004)").await;
    let bug = "/rest/api/3/issuetype/10004";
    assert_eq!(status(&client, "DELETE", bug, &Value::Null).await, 404);
    assert_eq!(
        status(
            &client,
            "DELETE",
            &format!("{bug}?alternativeIssueTypeId=10003"),
            &Value::Null
        )
        .await,
        409
    );
    assert_eq!(
        status(
            &client,
            "DELETE",
            &format!("{bug}?alternativeIssueTypeId=10001"),
            &Value::Null
        )
        .await,
        204
    );
    assert_eq!(count("type = 10001").await, both);
}

#[tokio::test]
async fn issue_type_schemes() {
    let sim = Sim::builder().start().await.unwrap();
    let client = admin(&sim);
    let base = "/rest/api/3/issuetypescheme";
    let all = client.walk(base).await;
    assert_eq!(
        all,
        [json!({
            "id": "10000", "name": "Default Issue Type Scheme", "description": "Every issue type of the site.",
            "defaultIssueTypeId": "10001", "isDefault": true,
        })]
    );
    let body = json!({ "name": "Small", "issueTypeIds": ["10002", "10003"], "defaultIssueTypeId": "10002" });
    let made = client.call("POST", base, &body).await;
    assert_eq!(made.status, 201, "{}", made.body);
    let id = made.json()["issueTypeSchemeId"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(status(&client, "POST", base, &body).await, 409);
    assert_eq!(
        status(
            &client,
            "POST",
            base,
            &json!({ "name": "None", "issueTypeIds": [] })
        )
        .await,
        400
    );
    assert_eq!(
        status(
            &client,
            "POST",
            base,
            &json!({ "name": "None", "issueTypeIds": ["1"] })
        )
        .await,
        400
    );
    let mapped = async || {
        let all = client
            .walk(&format!("{base}/mapping?issueTypeSchemeId={id}"))
            .await;
        pluck(&all, "issueTypeId")
    };
    assert_eq!(mapped().await, ["10002", "10003"]);
    let types = format!("{base}/{id}/issuetype");
    assert_eq!(
        status(
            &client,
            "PUT",
            &types,
            &json!({ "issueTypeIds": ["10004"] })
        )
        .await,
        204
    );
    assert_eq!(
        status(
            &client,
            "PUT",
            &types,
            &json!({ "issueTypeIds": ["10004"] })
        )
        .await,
        400
    );
    assert_eq!(
        status(
            &client,
            "PUT",
            &format!("{types}/move"),
            &json!({ "issueTypeIds": ["10004"], "position": "First" })
        )
        .await,
        204
    );
    assert_eq!(mapped().await, ["10004", "10002", "10003"]);
    assert_eq!(
        status(
            &client,
            "PUT",
            &format!("{types}/move"),
            &json!({ "issueTypeIds": ["10004"], "after": "10002" })
        )
        .await,
        204
    );
    assert_eq!(mapped().await, ["10002", "10004", "10003"]);
    assert_eq!(
        status(&client, "DELETE", &format!("{types}/10004"), &Value::Null).await,
        204
    );
    assert_eq!(
        status(&client, "DELETE", &format!("{types}/10002"), &Value::Null).await,
        400
    );
    let change = json!({ "name": "Smaller", "description": "x" });
    assert_eq!(
        status(&client, "PUT", &format!("{base}/{id}"), &change).await,
        204
    );
    let found = client
        .walk(&format!("{base}?queryString=small&orderBy=-name"))
        .await;
    assert_eq!(pluck(&found, "name"), ["Smaller"]);
    // A project whose issues would lose their type keeps its scheme.
    let assign = json!({ "issueTypeSchemeId": id, "projectId": "10000" });
    assert_eq!(
        status(&client, "PUT", &format!("{base}/project"), &assign).await,
        400
    );
    let me = client.json("/rest/api/3/myself").await["accountId"].clone();
    let project =
        json!({ "key": "NEW", "name": "New", "projectTypeKey": "software", "leadAccountId": me });
    let project = client
        .call("POST", "/rest/api/3/project", &project)
        .await
        .json()["id"]
        .to_string();
    let assign = json!({ "issueTypeSchemeId": id, "projectId": project });
    assert_eq!(
        status(&client, "PUT", &format!("{base}/project"), &assign).await,
        204
    );
    let users = client
        .walk(&format!(
            "{base}/project?projectId={project}&projectId=10000"
        ))
        .await;
    assert_eq!(users[1]["projectIds"], json!([project]));
    assert_eq!(users[0]["issueTypeScheme"]["id"], "10000");
    let shown = client.json("/rest/api/3/project/NEW").await;
    assert_eq!(
        pluck(shown["issueTypes"].as_array().unwrap(), "name"),
        ["Task", "Sub-task"]
    );
    assert_eq!(
        status(&client, "DELETE", &format!("{base}/{id}"), &Value::Null).await,
        400
    );
    assert_eq!(
        status(&client, "DELETE", &format!("{base}/10000"), &Value::Null).await,
        400
    );
    let back = json!({ "issueTypeSchemeId": "10000", "projectId": project });
    assert_eq!(
        status(&client, "PUT", &format!("{base}/project"), &back).await,
        204
    );
    assert_eq!(
        status(&client, "DELETE", &format!("{base}/{id}"), &Value::Null).await,
        204
    );
    assert_eq!(
        status(&client, "DELETE", &format!("{base}/{id}"), &Value::Null).await,
        404
    );
    assert_eq!(member(&sim).get(base).await.status, 403);
}

#[tokio::test]
async fn screens_with_tabs_and_fields() {
    let sim = Sim::builder().start().await.unwrap();
    let client = admin(&sim);
    let base = "/rest/api/3/screens";
    let all = client.walk(&format!("{base}?maxResults=2")).await;
    assert_eq!(
        pluck(&all, "name"),
        ["Default Screen", "Workflow Screen", "Resolve Issue Screen"]
    );
    let made = client
        .call("POST", base, &json!({ "name": "Mine", "description": "x" }))
        .await;
    assert_eq!(made.status, 201);
    let screen = format!("{base}/{}", made.json()["id"]);
    assert_eq!(
        status(&client, "POST", base, &json!({ "name": "Mine" })).await,
        400
    );
    assert_eq!(
        client
            .call("PUT", &screen, &json!({ "name": "Ours" }))
            .await
            .json()["name"],
        "Ours"
    );
    let tabs = format!("{screen}/tabs");
    let first = client.json(&tabs).await[0]["id"].clone();
    let second = client
        .call("POST", &tabs, &json!({ "name": "More" }))
        .await
        .json()["id"]
        .clone();
    assert_eq!(
        status(&client, "POST", &tabs, &json!({ "name": "More" })).await,
        400
    );
    let renamed = client
        .call(
            "PUT",
            &format!("{tabs}/{second}"),
            &json!({ "name": "Most" }),
        )
        .await;
    assert_eq!(renamed.json()["name"], "Most");
    assert_eq!(
        status(
            &client,
            "POST",
            &format!("{tabs}/{second}/move/0"),
            &Value::Null
        )
        .await,
        204
    );
    assert_eq!(
        pluck(client.json(&tabs).await.as_array().unwrap(), "name"),
        ["Most", "Field Tab"]
    );
    assert_eq!(
        status(
            &client,
            "POST",
            &format!("{tabs}/{second}/move/7"),
            &Value::Null
        )
        .await,
        404
    );
    let fields = format!("{tabs}/{first}/fields");
    for id in ["summary", "customfield_10037", "labels"] {
        let added = client
            .call("POST", &fields, &json!({ "fieldId": id }))
            .await;
        assert_eq!((added.status, added.json()["id"].as_str()), (200, Some(id)));
    }
    assert_eq!(
        status(&client, "POST", &fields, &json!({ "fieldId": "labels" })).await,
        400
    );
    assert_eq!(
        status(
            &client,
            "POST",
            &fields,
            &json!({ "fieldId": "customfield_1" })
        )
        .await,
        404
    );
    let order = async || pluck(client.json(&fields).await.as_array().unwrap(), "name");
    assert_eq!(order().await, ["Summary", "Effort", "Labels"]);
    for (body, wanted) in [
        (
            json!({ "position": "First" }),
            ["Labels", "Summary", "Effort"],
        ),
        (
            json!({ "position": "Later" }),
            ["Summary", "Labels", "Effort"],
        ),
        (
            json!({ "after": "customfield_10037" }),
            ["Summary", "Effort", "Labels"],
        ),
        (
            json!({ "position": "Earlier" }),
            ["Summary", "Labels", "Effort"],
        ),
    ] {
        assert_eq!(
            status(&client, "POST", &format!("{fields}/labels/move"), &body).await,
            204
        );
        assert_eq!(order().await, wanted, "{body}");
    }
    let available = client.json(&format!("{screen}/availableFields")).await;
    let available = pluck(available.as_array().unwrap(), "id");
    assert!(
        available.contains(&"priority".to_owned()) && !available.contains(&"labels".to_owned())
    );
    let shown = client
        .walk("/rest/api/3/field/labels/screens?expand=tab")
        .await;
    assert_eq!(pluck(&shown, "name"), ["Default Screen", "Ours"]);
    assert_eq!(shown[1]["tab"]["id"], first);
    let listed = client.json(&format!("{base}/tabs?screenId=1")).await;
    assert_eq!(listed["values"][0]["tabName"], "Field Tab");
    assert_eq!(
        status(&client, "DELETE", &format!("{fields}/labels"), &Value::Null).await,
        204
    );
    assert_eq!(
        status(&client, "DELETE", &format!("{fields}/labels"), &Value::Null).await,
        404
    );
    assert_eq!(
        status(&client, "DELETE", &format!("{tabs}/{second}"), &Value::Null).await,
        204
    );
    assert_eq!(status(&client, "DELETE", &screen, &Value::Null).await, 204);
    assert_eq!(
        status(&client, "DELETE", &format!("{base}/3"), &Value::Null).await,
        400
    );
    assert_eq!(
        status(
            &client,
            "POST",
            &format!("{base}/addToDefault/labels"),
            &Value::Null
        )
        .await,
        404
    );
    assert_eq!(
        status(
            &client,
            "POST",
            &format!("{base}/addToDefault/worklog"),
            &Value::Null
        )
        .await,
        200
    );
    assert_eq!(member(&sim).get(base).await.status, 403);
    let path = format!("{base}/1/tabs?projectKey=OPS");
    assert_eq!(client.get(&path).await.status, 200);
}

#[tokio::test]
async fn screen_schemes_and_those_of_issue_types() {
    let sim = Sim::builder().start().await.unwrap();
    let client = admin(&sim);
    let base = "/rest/api/3/screenscheme";
    let all = client
        .walk(&format!("{base}?expand=issueTypeScreenSchemes"))
        .await;
    assert_eq!(
        (all[0]["id"].as_u64(), all[0]["screens"]["default"].as_u64()),
        (Some(1), Some(1))
    );
    let body = json!({ "name": "Two", "screens": { "default": 1, "create": 3 } });
    let made = client.call("POST", base, &body).await;
    assert_eq!(made.status, 201, "{}", made.body);
    let id = made.json()["id"].to_string();
    assert_eq!(
        status(
            &client,
            "POST",
            base,
            &json!({ "name": "Bad", "screens": { "default": 99 } })
        )
        .await,
        404
    );
    assert_eq!(
        status(
            &client,
            "POST",
            base,
            &json!({ "name": "Bad", "screens": {} })
        )
        .await,
        400
    );
    let path = format!("{base}/{id}");
    assert_eq!(
        status(
            &client,
            "PUT",
            &path,
            &json!({ "screens": { "create": null, "edit": "2" } })
        )
        .await,
        204
    );
    let found = client.walk(&format!("{base}?queryString=two")).await;
    assert_eq!(found[0]["screens"], json!({ "default": 1, "edit": 2 }));
    let types = "/rest/api/3/issuetypescreenscheme";
    let body = json!({ "name": "By type", "issueTypeMappings": [
        { "issueTypeId": "default", "screenSchemeId": "1" }, { "issueTypeId": "10004", "screenSchemeId": id },
    ] });
    let made = client.call("POST", types, &body).await;
    assert_eq!(made.status, 201, "{}", made.body);
    let scheme = made.json()["id"].as_str().unwrap().to_owned();
    assert_eq!(
        pluck(&client.walk(types).await, "name"),
        ["Default Issue Type Screen Scheme", "By type"]
    );
    let mapping = async || {
        client
            .walk(&format!("{types}/mapping?issueTypeScreenSchemeId={scheme}"))
            .await
    };
    assert_eq!(pluck(&mapping().await, "issueTypeId"), ["default", "10004"]);
    assert_eq!(status(&client, "DELETE", &path, &Value::Null).await, 400);
    let more = json!({ "issueTypeMappings": [{ "issueTypeId": "10001", "screenSchemeId": id }] });
    assert_eq!(
        status(&client, "PUT", &format!("{types}/{scheme}/mapping"), &more).await,
        204
    );
    let default = json!({ "screenSchemeId": id });
    assert_eq!(
        status(
            &client,
            "PUT",
            &format!("{types}/{scheme}/mapping/default"),
            &default
        )
        .await,
        204
    );
    assert_eq!(mapping().await[0]["screenSchemeId"], id.as_str());
    let gone = json!({ "issueTypeIds": ["10001", "10004"] });
    assert_eq!(
        status(
            &client,
            "POST",
            &format!("{types}/{scheme}/mapping/remove"),
            &gone
        )
        .await,
        204
    );
    assert_eq!(
        status(
            &client,
            "POST",
            &format!("{types}/{scheme}/mapping/remove"),
            &gone
        )
        .await,
        404
    );
    let assign = json!({ "issueTypeScreenSchemeId": scheme, "projectId": "10000" });
    assert_eq!(
        status(&client, "PUT", &format!("{types}/project"), &assign).await,
        204
    );
    let team = json!({ "issueTypeScreenSchemeId": scheme, "projectId": "10002" });
    assert_eq!(
        status(&client, "PUT", &format!("{types}/project"), &team).await,
        400
    );
    let users = client.walk(&format!("{types}/{scheme}/project")).await;
    assert_eq!(pluck(&users, "key"), ["ACME"]);
    let users = client
        .walk(&format!("{types}/project?projectId=10000"))
        .await;
    assert_eq!(users[0]["issueTypeScreenScheme"]["id"], scheme.as_str());
    assert_eq!(
        status(
            &client,
            "PUT",
            &format!("{types}/{scheme}"),
            &json!({ "name": "Typed" })
        )
        .await,
        204
    );
    assert_eq!(
        status(
            &client,
            "DELETE",
            &format!("{types}/{scheme}"),
            &Value::Null
        )
        .await,
        400
    );
    // What nobody uses can go: first the one, then the other that it was made of.
    let body = json!({ "name": "Spare", "screens": { "default": 1 } });
    let made = client.call("POST", base, &body).await.json();
    let spare = format!("{base}/{}", made["id"]);
    let body = json!({ "name": "Spare by type", "issueTypeMappings": [
        { "issueTypeId": "default", "screenSchemeId": made["id"].to_string() },
    ] });
    let made = client.call("POST", types, &body).await.json();
    let by_type = format!("{types}/{}", made["id"].as_str().unwrap());
    assert_eq!(status(&client, "DELETE", &spare, &Value::Null).await, 400);
    assert_eq!(status(&client, "DELETE", &by_type, &Value::Null).await, 204);
    assert_eq!(status(&client, "DELETE", &spare, &Value::Null).await, 204);
    for list in [base, types] {
        let left = client.walk(list).await;
        assert!(
            pluck(&left, "name")
                .iter()
                .all(|name| !name.starts_with("Spare"))
        );
    }
}

#[tokio::test]
async fn priorities_are_ordered_replaced_and_deleted() {
    let sim = Sim::builder().start().await.unwrap();
    let client = admin(&sim);
    let base = "/rest/api/3/priority";
    let names = async || pluck(client.json(base).await.as_array().unwrap(), "name");
    assert_eq!(
        names().await,
        ["Highest", "High", "Medium", "Low", "Lowest"]
    );
    let medium = client.json("/rest/api/3/priority/3").await;
    assert_eq!(
        (
            medium["statusColor"].as_str(),
            medium["isDefault"].as_bool()
        ),
        (Some("#f79232"), Some(true))
    );
    let body = json!({ "name": "Urgent", "statusColor": "#ff0000", "iconUrl": "/images/icons/priorities/blocker.png" });
    let made = client.call("POST", base, &body).await;
    assert_eq!(made.status, 201, "{}", made.body);
    let id = made.json()["id"].as_str().unwrap().to_owned();
    for bad in [
        json!({ "name": "Urgent", "statusColor": "#fff" }),
        json!({ "name": "Red", "statusColor": "red" }),
        json!({ "name": "Red" }),
    ] {
        assert_eq!(status(&client, "POST", base, &bad).await, 400, "{bad}");
    }
    let order = json!({ "ids": [id], "position": "First" });
    assert_eq!(
        status(&client, "PUT", &format!("{base}/move"), &order).await,
        204
    );
    assert_eq!(names().await[0], "Urgent");
    assert_eq!(
        status(
            &client,
            "PUT",
            &format!("{base}/move"),
            &json!({ "ids": ["99"], "after": "1" })
        )
        .await,
        404
    );
    assert_eq!(
        status(
            &client,
            "PUT",
            &format!("{base}/{id}"),
            &json!({ "name": "Now" })
        )
        .await,
        204
    );
    assert_eq!(
        status(
            &client,
            "PUT",
            &format!("{base}/default"),
            &json!({ "id": id })
        )
        .await,
        204
    );
    let found = client
        .walk(&format!("{base}/search?onlyDefault=true"))
        .await;
    assert_eq!(pluck(&found, "name"), ["Now"]);
    assert_eq!(
        status(&client, "DELETE", &format!("{base}/{id}"), &Value::Null).await,
        400
    );
    // Issues of a deleted priority get the default one.
    assert_eq!(
        status(&client, "DELETE", &format!("{base}/1"), &Value::Null).await,
        303
    );
    let body = json!({ "jql": format!("priority = {id}") });
    let found = client
        .call("POST", "/rest/api/3/search/approximate-count", &body)
        .await;
    assert!(found.json()["count"].as_u64().unwrap() > 0);
    assert_eq!(client.get("/rest/api/3/priority/1").await.status, 404);
    assert_eq!(
        member(&sim).call("POST", base, &json!({})).await.status,
        403
    );
}

#[tokio::test]
async fn resolutions_are_ordered_replaced_and_deleted() {
    let sim = Sim::builder().start().await.unwrap();
    let client = admin(&sim);
    let base = "/rest/api/3/resolution";
    let names = async || pluck(client.json(base).await.as_array().unwrap(), "name");
    assert_eq!(
        names().await,
        ["Done", "Won't Do", "Duplicate", "Cannot Reproduce"]
    );
    let made = client
        .call("POST", base, &json!({ "name": "Declined" }))
        .await;
    assert_eq!(made.status, 201);
    let id = made.json()["id"].as_str().unwrap().to_owned();
    let order = json!({ "ids": [id], "after": "10000" });
    assert_eq!(
        status(&client, "PUT", &format!("{base}/move"), &order).await,
        204
    );
    assert_eq!(names().await[1], "Declined");
    assert_eq!(
        status(
            &client,
            "PUT",
            &format!("{base}/{id}"),
            &json!({ "name": "Refused" })
        )
        .await,
        204
    );
    assert_eq!(
        client.json(&format!("{base}/{id}")).await["name"],
        "Refused"
    );
    assert_eq!(
        status(
            &client,
            "PUT",
            &format!("{base}/default"),
            &json!({ "id": id })
        )
        .await,
        204
    );
    let found = client
        .walk(&format!("{base}/search?onlyDefault=true"))
        .await;
    assert_eq!(found[0]["isDefault"], true);
    assert_eq!(
        status(&client, "DELETE", &format!("{base}/10001"), &Value::Null).await,
        400
    );
    let path = format!("{base}/10001?replaceWith={id}");
    assert_eq!(status(&client, "DELETE", &path, &Value::Null).await, 303);
    let body = json!({ "jql": format!("resolution = {id}") });
    let found = client
        .call("POST", "/rest/api/3/search/approximate-count", &body)
        .await;
    assert!(found.json()["count"].as_u64().unwrap() > 0);
    assert_eq!(client.get(&format!("{base}/10001")).await.status, 404);
}

#[tokio::test]
async fn link_types_take_their_links_along() {
    let sim = Sim::builder().start().await.unwrap();
    let client = admin(&sim);
    let base = "/rest/api/3/issueLinkType";
    let all = client.json(base).await;
    assert_eq!(
        pluck(all["issueLinkTypes"].as_array().unwrap(), "name"),
        ["Blocks", "Cloners", "Duplicate", "Relates"]
    );
    assert_eq!(
        Client::nobody(sim.url()).json(base).await["issueLinkTypes"],
        json!([])
    );
    let made = client
        .call(
            "POST",
            base,
            &json!({ "name": "Causes", "inward": "is caused by", "outward": "causes" }),
        )
        .await;
    assert_eq!(made.status, 201);
    let path = format!("{base}/{}", made.json()["id"].as_str().unwrap());
    assert_eq!(
        client
            .call("PUT", &path, &json!({ "outward": "leads to" }))
            .await
            .json()["outward"],
        "leads to"
    );
    assert_eq!(
        status(
            &client,
            "POST",
            base,
            &json!({ "name": "causes", "inward": "a", "outward": "b" })
        )
        .await,
        404
    );
    assert_eq!(
        status(
            &member(&sim),
            "POST",
            base,
            &json!({ "name": "x", "inward": "a", "outward": "b" })
        )
        .await,
        404
    );
    assert_eq!(
        client.json(&format!("{base}/10000")).await["inward"],
        "is blocked by"
    );
    assert_eq!(client.get(&format!("{base}/x")).await.status, 400);
    assert_eq!(
        client.get(&format!("{base}/7")).await.json()["errorMessages"][0],
        "No issue link type with id '7' found."
    );
    assert_eq!(status(&client, "DELETE", &path, &Value::Null).await, 204);
    let link = json!({
        "type": { "name": "Blocks" }, "inwardIssue": { "key": "ACME-1" }, "outwardIssue": { "key": "ACME-2" },
    });
    assert_eq!(
        status(&client, "POST", "/rest/api/3/issueLink", &link).await,
        201
    );
    let blocks = async || {
        let issue = client
            .json("/rest/api/3/issue/ACME-1?fields=issuelinks")
            .await;
        issue.to_string().matches("\"Blocks\"").count()
    };
    assert!(blocks().await > 0);
    let path = format!("{base}/10000");
    assert_eq!(status(&client, "DELETE", &path, &Value::Null).await, 204);
    assert_eq!(blocks().await, 0);
}
