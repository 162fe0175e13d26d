//! Components, versions and roles of projects.

use atlassian_sim::Sim;
use serde_json::{Value, json};

use super::client::{Client, admin, member, pluck};

/// How many issues a query finds.
async fn count(client: &Client, jql: &str) -> Value {
    let path = "/rest/api/3/search/approximate-count";
    client
        .call("POST", path, &json!({ "jql": jql }))
        .await
        .json()["count"]
        .clone()
}

#[tokio::test]
async fn components_are_made_changed_and_counted() {
    let sim = Sim::builder().start().await.unwrap();
    let client = admin(&sim);
    let all = client.json("/rest/api/3/project/ACME/components").await;
    assert_eq!(
        pluck(all.as_array().unwrap(), "name"),
        ["Backend", "Documentation", "Frontend"]
    );
    assert_eq!(all[0]["assigneeType"], "COMPONENT_LEAD");
    assert_eq!(
        all[0]["realAssignee"]["accountId"],
        all[0]["lead"]["accountId"]
    );
    assert_eq!(all[1]["realAssigneeType"], "UNASSIGNED");
    let body = json!({ "name": "Docs", "project": "ACME", "isAssigneeTypeValid": false, "description": "Words" });
    let made = client.call("POST", "/rest/api/3/component", &body).await;
    assert_eq!(made.status, 201, "{}", made.body);
    let id = made.json()["id"].as_str().unwrap().to_owned();
    let path = format!("/rest/api/3/component/{id}");
    assert_eq!(client.json(&path).await["projectId"], 10_000);
    let twice = client
        .call(
            "POST",
            "/rest/api/3/component",
            &json!({ "name": "docs", "project": "ACME" }),
        )
        .await;
    assert_eq!(twice.status, 400);
    assert_eq!(
        twice.json()["errors"]["name"],
        "A component with the name docs already exists in this project."
    );
    let changed = client
        .call(
            "PUT",
            &path,
            &json!({ "name": "Manuals", "assigneeType": "PROJECT_LEAD" }),
        )
        .await;
    assert_eq!(changed.json()["name"], "Manuals");
    assert_eq!(changed.json()["realAssigneeType"], "PROJECT_LEAD");
    let bad = client
        .call("PUT", &path, &json!({ "assigneeType": "ANY" }))
        .await;
    assert_eq!(bad.status, 400);
    assert_eq!(
        member(&sim)
            .call("PUT", &path, &json!({ "name": "x" }))
            .await
            .status,
        403
    );
    assert_eq!(
        client.get("/rest/api/3/component/1").await.json()["errorMessages"][0],
        "The component with id 1 does not exist."
    );
    let paged = client
        .walk("/rest/api/3/project/ACME/component?maxResults=2&orderBy=-name")
        .await;
    assert_eq!(
        pluck(&paged, "name"),
        ["Manuals", "Frontend", "Documentation", "Backend"]
    );
    let counts = client
        .json("/rest/api/3/component/10000/relatedIssueCounts")
        .await;
    assert_eq!(counts["issueCount"], paged[3]["issueCount"]);
    assert_eq!(
        counts["issueCount"],
        count(&client, "component = 10000").await
    );
    let found = client
        .walk("/rest/api/3/component?projectIdsOrKeys=ACME&query=manual")
        .await;
    assert_eq!(found.len(), 1);
    assert_eq!(
        client
            .get("/rest/api/3/component?projectIdsOrKeys=NONE")
            .await
            .status,
        404
    );
}

#[tokio::test]
async fn a_deleted_component_leaves_its_issues_to_another() {
    let sim = Sim::builder().start().await.unwrap();
    let client = admin(&sim);
    let both = count(&client, "component in (10000, 10001)").await;
    assert!(both.as_u64().unwrap() > 0);
    let some = client
        .call(
            "POST",
            "/rest/api/3/search/jql",
            &json!({ "jql": "component = 10000 AND component != 10001", "maxResults": 1 }),
        )
        .await
        .json();
    let issue = some["issues"][0]["id"].as_str().unwrap().to_owned();
    let foreign = client
        .call(
            "DELETE",
            "/rest/api/3/component/10000?moveIssuesTo=10004",
            &Value::Null,
        )
        .await;
    assert_eq!(foreign.status, 404);
    let gone = client
        .call(
            "DELETE",
            "/rest/api/3/component/10000?moveIssuesTo=10001",
            &Value::Null,
        )
        .await;
    assert_eq!(gone.status, 204);
    assert_eq!(count(&client, "component = 10001").await, both);
    let issue = client
        .json(&format!("/rest/api/3/issue/{issue}?expand=changelog"))
        .await;
    let items = &issue["changelog"]["histories"][0]["items"];
    assert_eq!(
        (items[0]["field"].as_str(), items[0]["fromString"].as_str()),
        (Some("Component"), Some("Backend"))
    );
    assert_eq!(items[1]["toString"], "Frontend");
}

#[tokio::test]
async fn versions_are_made_changed_and_put_in_order() {
    let sim = Sim::builder().start().await.unwrap();
    let client = admin(&sim);
    let body = json!({
        "name": "9.0", "project": "ACME", "startDate": "2026-02-01", "releaseDate": "2026-03-01", "description": "Big",
    });
    let made = client.call("POST", "/rest/api/3/version", &body).await;
    assert_eq!(made.status, 201, "{}", made.body);
    let made = made.json();
    assert_eq!(made["userReleaseDate"], "01/Mar/26");
    assert_eq!(made["overdue"], true);
    let id = made["id"].as_str().unwrap();
    let path = format!("/rest/api/3/version/{id}");
    assert_eq!(client.json(&path).await["userReleaseDate"], "01/Mar/26");
    let twice = client
        .call(
            "POST",
            "/rest/api/3/version",
            &json!({ "name": "9.0", "projectId": 10_000 }),
        )
        .await;
    assert_eq!(twice.status, 400);
    assert_eq!(
        twice.json()["errors"]["name"],
        "A version with this name already exists in this project."
    );
    let bad = client
        .call("PUT", &path, &json!({ "releaseDate": "2026-01-01" }))
        .await;
    assert_eq!(bad.status, 400);
    let bad = client
        .call("PUT", &path, &json!({ "releaseDate": "1st of May" }))
        .await;
    assert_eq!(bad.status, 400);
    let changed = client
        .call("PUT", &path, &json!({ "released": true, "name": "9.1" }))
        .await
        .json();
    assert_eq!(
        (changed["released"].as_bool(), changed.get("overdue")),
        (Some(true), None)
    );
    let names = async || {
        let all = client.json("/rest/api/3/project/ACME/versions").await;
        pluck(all.as_array().unwrap(), "name")
    };
    assert_eq!(names().await, ["1.0.0", "1.1.0", "1.2.0", "1.3.0", "9.1"]);
    let move_path = format!("{path}/move");
    let first = client
        .call("POST", &move_path, &json!({ "position": "First" }))
        .await;
    assert_eq!(first.status, 200);
    assert_eq!(names().await, ["9.1", "1.0.0", "1.1.0", "1.2.0", "1.3.0"]);
    let after = format!("{}/rest/api/3/version/10001", sim.url());
    assert_eq!(
        client
            .call("POST", &move_path, &json!({ "after": after }))
            .await
            .status,
        200
    );
    assert_eq!(names().await, ["1.0.0", "1.1.0", "9.1", "1.2.0", "1.3.0"]);
    for bad in [
        json!({}),
        json!({ "position": "Up" }),
        json!({ "after": after, "position": "Last" }),
    ] {
        assert_eq!(
            client.call("POST", &move_path, &bad).await.status,
            400,
            "{bad}"
        );
    }
    let sorted = client.walk("/rest/api/3/project/ACME/version?orderBy=-name&status=released,unreleased&expand=issuesstatus,operations").await;
    assert_eq!(pluck(&sorted, "name"), ["9.1", "1.3.0", "1.2.0", "1.1.0"]);
    assert!(sorted[0]["issuesStatusForFixVersion"]["done"].is_number());
    // Who may not administer the project is told that there is no such version.
    assert_eq!(
        member(&sim)
            .call("PUT", &path, &json!({ "name": "x" }))
            .await
            .status,
        404
    );
    assert_eq!(
        client.get("/rest/api/3/version/1").await.json()["errorMessages"][0],
        "Could not find version for id '1'"
    );
}

#[tokio::test]
async fn issues_follow_when_versions_end() {
    let sim = Sim::builder().start().await.unwrap();
    let client = admin(&sim);
    let counts = client
        .json("/rest/api/3/version/10001/relatedIssueCounts")
        .await;
    assert_eq!(
        counts["issuesFixedCount"],
        count(&client, "fixVersion = 10001").await
    );
    assert_eq!(
        counts["issuesAffectedCount"],
        count(&client, "affectedVersion = 10001").await
    );
    let open = client
        .json("/rest/api/3/version/10001/unresolvedIssueCount")
        .await;
    assert_eq!(open["issuesCount"], counts["issuesFixedCount"]);
    assert_eq!(
        open["issuesUnresolvedCount"],
        count(&client, "fixVersion = 10001 AND resolution is EMPTY").await
    );
    let both = count(&client, "fixVersion in (10001, 10002)").await;
    let affected = count(&client, "affectedVersion in (10001, 10002)").await;
    let merged = client
        .call(
            "PUT",
            "/rest/api/3/version/10001/mergeto/10002",
            &Value::Null,
        )
        .await;
    assert_eq!(merged.status, 204, "{}", merged.body);
    assert_eq!(count(&client, "fixVersion = 10002").await, both);
    assert_eq!(count(&client, "affectedVersion = 10002").await, affected);
    assert_eq!(client.get("/rest/api/3/version/10001").await.status, 404);
    let swap = client
        .call(
            "POST",
            "/rest/api/3/version/10002/removeAndSwap",
            &json!({ "moveFixIssuesTo": 10_003 }),
        )
        .await;
    assert_eq!(swap.status, 204);
    assert_eq!(client.get("/rest/api/3/version/10002").await.status, 404);
    assert!(count(&client, "fixVersion = 10003").await.as_u64() >= both.as_u64());
    let wrong = client
        .call(
            "DELETE",
            "/rest/api/3/version/10003?moveFixIssuesTo=10003",
            &Value::Null,
        )
        .await;
    assert_eq!(wrong.status, 400);
    let gone = client
        .call(
            "DELETE",
            "/rest/api/3/version/10003?moveFixIssuesTo=10000",
            &Value::Null,
        )
        .await;
    assert_eq!(gone.status, 204);
    assert!(count(&client, "fixVersion = 10000").await.as_u64() >= both.as_u64());
}

#[tokio::test]
async fn a_release_leaves_what_is_done_where_it_is() {
    let sim = Sim::builder().start().await.unwrap();
    let client = admin(&sim);
    // Generated issues get a version when they are resolved.
    let done = count(&client, "fixVersion = 10003").await;
    assert!(done.as_u64().unwrap() > 0, "{done}");
    let body = json!({ "name": "2.0.0", "projectId": 10_000 });
    let next = client
        .call("POST", "/rest/api/3/version", &body)
        .await
        .json();
    let change = json!({ "released": true, "moveUnfixedIssuesTo": next["self"] });
    let path = "/rest/api/3/version/10003";
    assert_eq!(client.call("PUT", path, &change).await.status, 200);
    assert_eq!(count(&client, "fixVersion = 10003").await, done);
    let id = next["id"].as_str().unwrap();
    assert_eq!(count(&client, &format!("fixVersion = {id}")).await, 0);
}

#[tokio::test]
async fn roles_decide_who_sees_a_private_project() {
    let sim = Sim::builder().start().await.unwrap();
    let (client, other) = (admin(&sim), member(&sim));
    let me = other.json("/rest/api/3/myself").await["accountId"].clone();
    let path = "/rest/api/3/project/SEC/role/10003";
    assert_eq!(other.get("/rest/api/3/project/SEC").await.status, 404);
    let added = client.call("POST", path, &json!({ "user": [me] })).await;
    assert_eq!(added.status, 200, "{}", added.body);
    assert_eq!(other.get("/rest/api/3/project/SEC").await.status, 200);
    assert_eq!(
        client
            .call("POST", path, &json!({ "user": [me] }))
            .await
            .status,
        400
    );
    assert_eq!(
        client
            .call("POST", path, &json!({ "user": ["nobody"] }))
            .await
            .status,
        404
    );
    let shown = client.json(path).await;
    assert_eq!(shown["actors"][0]["actorUser"]["accountId"], me);
    // Reading who plays a role takes an administrator of the project.
    assert_eq!(other.get(path).await.status, 404);
    let query = format!("{path}?user={}", me.as_str().unwrap());
    assert_eq!(
        client.call("DELETE", &query, &Value::Null).await.status,
        204
    );
    assert_eq!(
        client.call("DELETE", &query, &Value::Null).await.status,
        404
    );
    assert_eq!(other.get("/rest/api/3/project/SEC").await.status, 404);
    let group =
        json!({ "categorisedActors": { "atlassian-group-role-actor": ["jira-software-users"] } });
    let set = client.call("PUT", path, &group).await;
    assert_eq!(set.json()["actors"].as_array().unwrap().len(), 1);
    assert_eq!(other.get("/rest/api/3/project/SEC").await.status, 200);
    let details = client.json("/rest/api/3/project/SEC/roledetails").await;
    assert_eq!(
        pluck(details.as_array().unwrap(), "name"),
        ["Administrators", "Developers"]
    );
    let mine = other
        .json("/rest/api/3/project/SEC/roledetails?currentMember=true")
        .await;
    assert_eq!(pluck(mine.as_array().unwrap(), "name"), ["Developers"]);
    let urls = client.json("/rest/api/3/project/SEC/role").await;
    assert_eq!(
        urls["Developers"],
        format!("{}/rest/api/3/project/10003/role/10003", sim.url())
    );
    assert_eq!(
        client.get("/rest/api/3/project/SEC/role/1").await.json()["errorMessages"][0],
        "Role with given id not found."
    );
}

#[tokio::test]
async fn role_definitions_come_and_go() {
    let sim = Sim::builder().start().await.unwrap();
    let client = admin(&sim);
    let all = client.json("/rest/api/3/role").await;
    assert_eq!(
        pluck(all.as_array().unwrap(), "name"),
        ["Administrators", "Developers"]
    );
    let made = client
        .call(
            "POST",
            "/rest/api/3/role",
            &json!({ "name": "Testers", "description": "Test" }),
        )
        .await;
    assert_eq!(made.status, 200);
    let path = format!("/rest/api/3/role/{}", made.json()["id"]);
    assert_eq!(
        client
            .call("POST", "/rest/api/3/role", &json!({ "name": "testers" }))
            .await
            .status,
        409
    );
    assert_eq!(
        client
            .call("POST", "/rest/api/3/role", &json!({ "name": " x" }))
            .await
            .status,
        400
    );
    let part = client
        .call("POST", &path, &json!({ "description": "Try" }))
        .await;
    assert_eq!(
        (
            part.json()["name"].as_str(),
            part.json()["description"].as_str()
        ),
        (Some("Testers"), Some("Try"))
    );
    assert_eq!(
        client
            .call("PUT", &path, &json!({ "name": "Checkers" }))
            .await
            .status,
        400
    );
    let whole = client
        .call(
            "PUT",
            &path,
            &json!({ "name": "Checkers", "description": "" }),
        )
        .await;
    assert_eq!(whole.json()["name"], "Checkers");
    let read = client.json(&path).await;
    assert_eq!(
        (&read["name"], &read["description"]),
        (&json!("Checkers"), &json!(""))
    );
    let actors = format!("{path}/actors");
    let added = client
        .call("POST", &actors, &json!({ "group": ["jira-admins"] }))
        .await;
    assert_eq!(
        added.json()["actors"][0]["actorGroup"]["name"],
        "jira-admins"
    );
    assert_eq!(
        client.json(&actors).await["actors"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    let removed = client
        .call(
            "DELETE",
            &format!("{actors}?group=jira-admins"),
            &Value::Null,
        )
        .await;
    assert_eq!(removed.json()["actors"], json!([]));
    // A role that holds permissions needs another to take its place.
    assert_eq!(
        client
            .call("DELETE", "/rest/api/3/role/10003", &Value::Null)
            .await
            .status,
        409
    );
    let id = path.rsplit('/').next().unwrap();
    assert_eq!(
        client
            .call(
                "DELETE",
                &format!("/rest/api/3/role/10003?swap={id}"),
                &Value::Null
            )
            .await
            .status,
        204
    );
    let grants = client
        .json("/rest/api/3/permissionscheme/10001?expand=permissions")
        .await;
    assert!(
        grants
            .to_string()
            .contains(&format!("\"parameter\":\"{id}\""))
    );
    assert_eq!(client.get("/rest/api/3/role/10003").await.status, 404);
    assert_eq!(member(&sim).get("/rest/api/3/role").await.status, 403);
}
