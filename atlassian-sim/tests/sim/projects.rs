//! Projects: lists, making, changing, ending.

use atlassian_sim::Sim;
use serde_json::{Value, json};

use super::client::{Client, admin, member, outsider, pluck};

const PROJECT: &str = "/rest/api/3/project";

async fn make(client: &Client, key: &str, more: Value) -> Value {
    let me = client.json("/rest/api/3/myself").await;
    let mut body = json!({
        "key": key,
        "name": format!("Project {key}"),
        "projectTypeKey": "software",
        "leadAccountId": me["accountId"],
    });
    for (name, value) in more.as_object().into_iter().flatten() {
        body[name] = value.clone();
    }
    let made = client.call("POST", PROJECT, &body).await;
    assert_eq!(made.status, 201, "{}", made.body);
    made.json()
}

#[tokio::test]
async fn everybody_sees_the_projects_that_are_theirs_to_see() {
    let sim = Sim::builder().start().await.unwrap();
    let all = admin(&sim).walk("/rest/api/3/project/search").await;
    assert_eq!(pluck(&all, "key"), ["ACME", "ASK", "OPS", "SEC", "TEAM"]);
    let mine = member(&sim).walk("/rest/api/3/project/search").await;
    assert!(pluck(&mine, "key").contains(&"ACME".to_owned()));
    assert!(!pluck(&mine, "key").contains(&"SEC".to_owned()));
    let listed = member(&sim).json(PROJECT).await;
    assert_eq!(listed.as_array().unwrap().len(), mine.len());
    // Nobody sees nothing, which is no error.
    let nobody = Client::nobody(sim.url());
    assert_eq!(nobody.json(PROJECT).await, json!([]));
    assert_eq!(nobody.json("/rest/api/3/project/search").await["total"], 0);
    for client in [&member(&sim), &outsider(&sim), &nobody] {
        let hidden = client.get("/rest/api/3/project/SEC").await;
        assert_eq!(hidden.status, 404);
        assert_eq!(
            hidden.json(),
            json!({ "errorMessages": ["No project could be found with key 'SEC'."], "errors": {} })
        );
    }
    let unknown = admin(&sim).get("/rest/api/3/project/99999").await;
    assert_eq!(
        unknown.json()["errorMessages"][0],
        "No project could be found with id '99999'."
    );
}

#[tokio::test]
async fn searches_filter_sort_and_expand() {
    let sim = Sim::builder().start().await.unwrap();
    let client = admin(&sim);
    let keys = async |query: &str| {
        let all = client
            .walk(&format!("/rest/api/3/project/search?{query}"))
            .await;
        pluck(&all, "key")
    };
    assert_eq!(keys("keys=ACME&keys=OPS").await, ["ACME", "OPS"]);
    assert_eq!(keys("id=10001&id=10003").await, ["OPS", "SEC"]);
    assert_eq!(keys("query=operat").await, ["OPS"]);
    assert_eq!(keys("typeKey=business").await, ["ASK"]);
    assert_eq!(keys("categoryId=10000").await, ["ACME"]);
    assert_eq!(
        keys("orderBy=-key&maxResults=2").await,
        ["TEAM", "SEC", "OPS", "ASK", "ACME"]
    );
    assert_eq!(keys("orderBy=%2Bname").await.first().unwrap(), "ACME");
    assert_eq!(keys("status=archived&status=deleted").await, [""; 0]);
    for bad in ["orderBy=color", "status=gone", "action=fly", "id=x"] {
        let path = format!("/rest/api/3/project/search?{bad}");
        assert_eq!(client.get(&path).await.status, 400, "{bad}");
    }
    let page = client
        .json("/rest/api/3/project/search?maxResults=500&expand=description,lead,issueTypes,url,projectKeys,permissions,insight")
        .await;
    assert_eq!(page["maxResults"], 100);
    let acme = &page["values"][0];
    assert_eq!(acme["description"], "The work on Acme.");
    assert_eq!(acme["projectKeys"], json!(["ACME"]));
    assert_eq!(acme["permissions"]["canEdit"], true);
    assert_eq!(acme["issueTypes"].as_array().unwrap().len(), 5);
    let count = client
        .call(
            "POST",
            "/rest/api/3/search/approximate-count",
            &json!({ "jql": "project = ACME" }),
        )
        .await
        .json();
    assert_eq!(acme["insight"]["totalIssueCount"], count["count"]);
    let recent = member(&sim).json("/rest/api/3/project/recent").await;
    assert!(!recent.as_array().unwrap().is_empty());
    let one = member(&sim).json("/rest/api/3/project?recent=1").await;
    assert_eq!(one.as_array().unwrap(), &recent.as_array().unwrap()[..1]);
}

#[tokio::test]
async fn one_project_with_all_that_belongs_to_it() {
    let sim = Sim::builder().start().await.unwrap();
    let acme = admin(&sim)
        .json("/rest/api/3/project/acme?expand=issueTypeHierarchy,projectKeys")
        .await;
    assert_eq!(
        (acme["id"].as_str(), acme["key"].as_str()),
        (Some("10000"), Some("ACME"))
    );
    assert_eq!(acme["style"], "classic");
    assert_eq!(acme["simplified"], false);
    assert!(acme.get("uuid").is_none());
    assert_eq!(acme["versions"][3]["projectId"], 10_000);
    assert_eq!(acme["components"].as_array().unwrap().len(), 3);
    let administrators = format!("{}/rest/api/3/project/10000/role/10002", sim.url());
    assert_eq!(acme["roles"]["Administrators"], administrators);
    let team = admin(&sim).json("/rest/api/2/project/TEAM").await;
    assert_eq!(team["style"], "next-gen");
    assert!(team["uuid"].is_string());
    assert_eq!(
        team["self"],
        format!("{}/rest/api/2/project/10002", sim.url())
    );
    assert_eq!(team["issueTypes"][0]["scope"]["project"]["id"], "10002");
}

#[tokio::test]
async fn a_project_is_made_changed_and_found_by_its_former_key() {
    let sim = Sim::builder().start().await.unwrap();
    let client = admin(&sim);
    let made = make(
        &client,
        "NEW",
        json!({ "categoryId": 10_001, "assigneeType": "PROJECT_LEAD" }),
    )
    .await;
    assert_eq!(made["id"], 10_005);
    assert_eq!(made["key"], "NEW");
    let project = client.json("/rest/api/3/project/NEW").await;
    assert_eq!(project["projectCategory"]["name"], "Internal");
    assert_eq!(project["assigneeType"], "PROJECT_LEAD");
    let change = json!({ "key": "NEWER", "name": "Newer", "description": "More", "categoryId": -1, "url": "https://new.example.com" });
    let changed = client
        .call("PUT", "/rest/api/3/project/NEW?expand=projectKeys", &change)
        .await;
    assert_eq!(changed.status, 200, "{}", changed.body);
    let changed = changed.json();
    assert_eq!(changed["projectKeys"], json!(["NEWER", "NEW"]));
    assert_eq!(changed["url"], "https://new.example.com");
    assert!(changed.get("projectCategory").is_none());
    assert_eq!(client.json("/rest/api/3/project/NEW").await["key"], "NEWER");
    let release = json!({ "releasedProjectKeys": ["NEW"] });
    assert_eq!(
        client
            .call("PUT", "/rest/api/3/project/NEWER", &release)
            .await
            .status,
        200
    );
    assert_eq!(client.get("/rest/api/3/project/NEW").await.status, 404);
}

#[tokio::test]
async fn what_is_wrong_with_a_new_project_is_said_field_by_field() {
    let sim = Sim::builder().start().await.unwrap();
    let client = admin(&sim);
    let refused = client
        .call(
            "POST",
            PROJECT,
            &json!({ "key": "ACME", "name": "acme", "projectTypeKey": "software" }),
        )
        .await;
    assert_eq!(refused.status, 400);
    assert_eq!(
        refused.json(),
        json!({ "errorMessages": [], "errors": {
            "projectKey": "Project 'Acme' uses this project key.",
            "projectName": "A project with that name already exists.",
            "projectLead": "You must specify a valid project lead.",
        } })
    );
    let me = client.json("/rest/api/3/myself").await;
    let lead = &me["accountId"];
    for (body, field) in [
        (json!({ "key": "1x" }), "projectKey"),
        (json!({ "key": "ABCDEFGHIJK" }), "projectKey"),
        (json!({ "name": "x".repeat(81) }), "projectName"),
        (json!({ "projectTypeKey": "cooking" }), "projectType"),
        (
            json!({ "projectTemplateKey": "com.example:none" }),
            "projectTemplateKey",
        ),
        (json!({ "assigneeType": "ANYBODY" }), "assigneeType"),
        (json!({ "permissionScheme": 1 }), "permissionScheme"),
        (json!({ "categoryId": 7 }), "categoryId"),
        (json!({ "url": "example.com" }), "projectUrl"),
    ] {
        let mut whole = json!({ "key": "GOOD", "name": "Good", "projectTypeKey": "software", "leadAccountId": lead });
        for (name, value) in body.as_object().unwrap() {
            whole[name] = value.clone();
        }
        let refused = client.call("POST", PROJECT, &whole).await;
        assert_eq!(refused.status, 400, "{body}");
        let errors = refused.json()["errors"].as_object().unwrap().clone();
        assert_eq!(errors.keys().collect::<Vec<_>>(), [field], "{body}");
    }
    assert_eq!(client.json("/rest/api/3/project/search").await["total"], 5);
    let refused = member(&sim)
        .call("POST", PROJECT, &json!({ "key": "GOOD", "name": "Good" }))
        .await;
    assert_eq!(refused.status, 403);
    let nobody = Client::nobody(sim.url())
        .call("POST", PROJECT, &json!({}))
        .await;
    assert_eq!(nobody.status, 401);
}

#[tokio::test]
async fn a_team_managed_project_has_a_configuration_of_its_own() {
    let sim = Sim::builder().start().await.unwrap();
    let client = admin(&sim);
    let template = "com.pyxis.greenhopper.jira:gh-simplified-agility-scrum";
    make(&client, "SQUAD", json!({ "projectTemplateKey": template })).await;
    let project = client.json("/rest/api/3/project/SQUAD").await;
    assert_eq!(
        (project["simplified"].as_bool(), project["style"].as_str()),
        (Some(true), Some("next-gen"))
    );
    assert_eq!(project["issueTypes"].as_array().unwrap().len(), 3);
    for kind in project["issueTypes"].as_array().unwrap() {
        assert_eq!(kind["scope"]["project"]["id"], project["id"]);
    }
    let statuses = client.json("/rest/api/3/project/SQUAD/statuses").await;
    assert_eq!(
        pluck(statuses[1]["statuses"].as_array().unwrap(), "name"),
        ["To Do", "In Progress", "Done"]
    );
    let features = client.json("/rest/api/3/project/SQUAD/features").await;
    assert_eq!(features["features"][2]["feature"], "jsw.agility.sprints");
    assert_eq!(features["features"][2]["state"], "DISABLED");
    let path = "/rest/api/3/project/SQUAD/features/jsw.agility.sprints";
    let on = client
        .call("PUT", path, &json!({ "state": "ENABLED" }))
        .await;
    assert_eq!(on.json()["features"][2]["state"], "ENABLED");
    let path = "/rest/api/3/project/SQUAD/features/none";
    assert_eq!(
        client
            .call("PUT", path, &json!({ "state": "ENABLED" }))
            .await
            .status,
        404
    );
    let path = "/rest/api/3/project/ACME/features/jsw.agility.sprints";
    assert_eq!(
        client
            .call("PUT", path, &json!({ "state": "ENABLED" }))
            .await
            .status,
        400
    );
    // What it had for itself goes with it.
    let types = client
        .json("/rest/api/3/issuetype")
        .await
        .as_array()
        .unwrap()
        .len();
    let gone = client
        .call(
            "DELETE",
            "/rest/api/3/project/SQUAD?enableUndo=false",
            &Value::Null,
        )
        .await;
    assert_eq!(gone.status, 204);
    let left = client
        .json("/rest/api/3/issuetype")
        .await
        .as_array()
        .unwrap()
        .len();
    assert_eq!(left, types - 3);
    let next = make(&client, "SQUAD", json!({})).await;
    assert_ne!(
        next["id"].to_string(),
        project["id"].as_str().unwrap(),
        "ids are never used again"
    );
}

#[tokio::test]
async fn the_trash_hides_a_project_with_its_issues_and_gives_both_back() {
    let sim = Sim::builder().start().await.unwrap();
    let client = admin(&sim);
    let issue = client.json("/rest/api/3/issue/OPS-1").await;
    assert_eq!(
        member(&sim)
            .call("DELETE", "/rest/api/3/project/OPS", &Value::Null)
            .await
            .status,
        404
    );
    assert_eq!(
        client
            .call("DELETE", "/rest/api/3/project/OPS", &Value::Null)
            .await
            .status,
        204
    );
    assert_eq!(client.get("/rest/api/3/project/OPS").await.status, 404);
    assert_eq!(client.get("/rest/api/3/issue/OPS-1").await.status, 404);
    let trash = client
        .json("/rest/api/3/project/search?status=deleted")
        .await;
    assert_eq!(trash["values"][0]["key"], "OPS");
    assert_eq!(trash["values"][0]["deleted"], true);
    assert_eq!(
        member(&sim)
            .json("/rest/api/3/project/search?status=deleted")
            .await["total"],
        0
    );
    // The key stays taken.
    let key = client.json("/rest/api/3/projectvalidate/key?key=OPS").await;
    assert_eq!(
        key["errors"]["projectKey"],
        "Project 'Operations' uses this project key."
    );
    let restored = client
        .call("POST", "/rest/api/3/project/OPS/restore", &Value::Null)
        .await;
    assert_eq!(
        (restored.status, restored.json()["key"].as_str()),
        (200, Some("OPS"))
    );
    assert_eq!(
        client.json("/rest/api/3/issue/OPS-1").await["id"],
        issue["id"]
    );
    assert_eq!(
        client
            .call("POST", "/rest/api/3/project/OPS/restore", &Value::Null)
            .await
            .status,
        400
    );
}

#[tokio::test]
async fn deleted_for_good_a_project_takes_its_issues_along_as_a_task() {
    let sim = Sim::builder().start().await.unwrap();
    let client = admin(&sim);
    let linked = client.json("/rest/api/3/issue/ACME-1?fields=project").await;
    let started = client
        .call("POST", "/rest/api/3/project/ACME/delete", &Value::Null)
        .await;
    assert_eq!(started.status, 303);
    let task = started
        .header("location")
        .unwrap()
        .strip_prefix(sim.url())
        .unwrap()
        .to_owned();
    let task = client.json(&task).await;
    assert_eq!(
        (task["status"].as_str(), task["progress"].as_u64()),
        (Some("COMPLETE"), Some(100))
    );
    let id = task["id"].as_str().unwrap();
    assert_eq!(
        member(&sim)
            .get(&format!("/rest/api/3/task/{id}"))
            .await
            .status,
        403
    );
    assert_eq!(client.get("/rest/api/3/task/99").await.status, 404);
    let cancel = format!("/rest/api/3/task/{id}/cancel");
    assert_eq!(client.call("POST", &cancel, &Value::Null).await.status, 400);
    for path in [
        "/rest/api/3/project/ACME",
        "/rest/api/3/issue/ACME-1",
        "/rest/api/3/version/10000",
        "/rest/api/3/component/10000",
    ] {
        assert_eq!(client.get(path).await.status, 404, "{path}");
    }
    let by_id = format!("/rest/api/3/issue/{}", linked["id"].as_str().unwrap());
    assert_eq!(client.get(&by_id).await.status, 404);
    // What is left points at nothing that is gone.
    let rest = client
        .call("POST", "/rest/api/3/search/jql", &json!({ "jql": "project is not empty", "fields": ["issuelinks", "parent"], "maxResults": 200 }))
        .await
        .json();
    for issue in rest["issues"].as_array().unwrap() {
        assert!(!issue.to_string().contains("ACME-"), "{issue}");
    }
}

#[tokio::test]
async fn archived_projects_are_read_only_until_they_are_restored() {
    let sim = Sim::builder().start().await.unwrap();
    let client = admin(&sim);
    assert_eq!(
        member(&sim)
            .call("POST", "/rest/api/3/project/ACME/archive", &Value::Null)
            .await
            .status,
        403
    );
    assert_eq!(
        client
            .call("POST", "/rest/api/3/project/ACME/archive", &Value::Null)
            .await
            .status,
        204
    );
    assert_eq!(
        client
            .call("POST", "/rest/api/3/project/ACME/archive", &Value::Null)
            .await
            .status,
        400
    );
    assert_eq!(
        client
            .call("DELETE", "/rest/api/3/project/ACME", &Value::Null)
            .await
            .status,
        400
    );
    let archived = client
        .json("/rest/api/3/project/search?status=archived")
        .await;
    assert_eq!(archived["values"][0]["archived"], true);
    assert_eq!(archived["values"][0]["key"], "ACME");
    let live = client.walk("/rest/api/3/project/search").await;
    assert!(!pluck(&live, "key").contains(&"ACME".to_owned()));
    assert_eq!(
        client
            .call("POST", "/rest/api/3/project/ACME/restore", &Value::Null)
            .await
            .status,
        200
    );
    assert_eq!(client.json("/rest/api/3/project/search").await["total"], 5);
}

#[tokio::test]
async fn keys_and_names_are_validated_and_free_ones_proposed() {
    let sim = Sim::builder().start().await.unwrap();
    let client = admin(&sim);
    let fine = client
        .json("/rest/api/3/projectvalidate/key?key=FREE")
        .await;
    assert_eq!(fine, json!({ "errorMessages": [], "errors": {} }));
    assert_eq!(
        client
            .json("/rest/api/3/projectvalidate/validProjectKey?key=ACME")
            .await,
        "ACME2"
    );
    assert_eq!(
        client
            .json("/rest/api/3/projectvalidate/validProjectKey?key=free%20one")
            .await,
        "FREEONE"
    );
    assert_eq!(
        client
            .json("/rest/api/3/projectvalidate/validProjectName?name=Acme")
            .await,
        "Acme (2)"
    );
    assert_eq!(
        client
            .json("/rest/api/3/projectvalidate/validProjectName?name=Free")
            .await,
        "Free"
    );
    assert_eq!(
        client
            .get("/rest/api/3/projectvalidate/validProjectName")
            .await
            .status,
        400
    );
}

#[tokio::test]
async fn details_of_a_project() {
    let sim = Sim::builder().start().await.unwrap();
    let client = admin(&sim);
    let statuses = client.json("/rest/api/3/project/ACME/statuses").await;
    assert_eq!(statuses[0]["name"], "Epic");
    assert_eq!(
        pluck(statuses[0]["statuses"].as_array().unwrap(), "name"),
        ["To Do", "In Progress", "In Review", "Done"]
    );
    let hierarchy = client.json("/rest/api/3/project/10000/hierarchy").await;
    assert_eq!(
        hierarchy["hierarchy"][1]["issueTypes"]
            .as_array()
            .unwrap()
            .len(),
        3
    );
    assert_eq!(
        client
            .get("/rest/api/3/project/ACME/hierarchy")
            .await
            .status,
        400
    );
    let avatars = client.json("/rest/api/3/project/ACME/avatars").await;
    assert_eq!(avatars["system"][0]["isSelected"], true);
    let set = client
        .call(
            "PUT",
            "/rest/api/3/project/ACME/avatar",
            &json!({ "id": "10405" }),
        )
        .await;
    assert_eq!(set.status, 204);
    let avatars = client.json("/rest/api/3/project/ACME/avatars").await;
    assert_eq!(avatars["system"][5]["isSelected"], true);
    let set = client
        .call(
            "PUT",
            "/rest/api/3/project/ACME/avatar",
            &json!({ "id": "1" }),
        )
        .await;
    assert_eq!(set.status, 404);
    let set = client
        .call(
            "PUT",
            "/rest/api/3/project/10000/email",
            &json!({ "emailAddress": "acme@example.com" }),
        )
        .await;
    assert_eq!(set.status, 204);
    assert_eq!(
        client.json("/rest/api/3/project/10000/email").await["emailAddress"],
        "acme@example.com"
    );
    let set = client
        .call(
            "PUT",
            "/rest/api/3/project/10000/email",
            &json!({ "emailAddress": "nobody" }),
        )
        .await;
    assert_eq!(set.status, 400);
    let types = client.json("/rest/api/3/project/type").await;
    assert_eq!(
        pluck(types.as_array().unwrap(), "key"),
        ["software", "business", "service_desk"]
    );
    assert_eq!(
        client.json("/rest/api/3/project/type/software").await["formattedKey"],
        "Software"
    );
    assert_eq!(
        client.get("/rest/api/3/project/type/cooking").await.status,
        404
    );
    let mine = member(&sim)
        .json("/rest/api/3/project/type/accessible")
        .await;
    assert!(pluck(mine.as_array().unwrap(), "key").contains(&"software".to_owned()));
    assert_eq!(
        member(&sim)
            .get("/rest/api/3/project/type/software/accessible")
            .await
            .status,
        200
    );
    assert_eq!(
        member(&sim)
            .get("/rest/api/3/project/type/service_desk/accessible")
            .await
            .status,
        404
    );
}

#[tokio::test]
async fn properties_are_kept_by_key() {
    let sim = Sim::builder().start().await.unwrap();
    let client = admin(&sim);
    let path = "/rest/api/3/project/ACME/properties/a.b%20c";
    for (value, status) in [(json!({ "deep": [1] }), 201), (json!("text"), 200)] {
        let text = value.to_string();
        let set = client
            .send("PUT", path, Some(("application/json", &text)))
            .await
            .unwrap();
        assert_eq!(set.status, status);
        assert_eq!(
            client.json(path).await,
            json!({ "key": "a.b c", "value": value })
        );
    }
    let keys = member(&sim)
        .json("/rest/api/3/project/ACME/properties")
        .await;
    assert_eq!(keys["keys"][0]["key"], "a.b c");
    let listed = client.json("/rest/api/3/project?properties=a.b%20c").await;
    assert_eq!(listed[0]["properties"], json!({ "a.b c": "text" }));
    assert_eq!(
        member(&sim).call("DELETE", path, &Value::Null).await.status,
        403
    );
    assert_eq!(client.call("DELETE", path, &Value::Null).await.status, 204);
    assert_eq!(client.get(path).await.status, 404);
    assert_eq!(client.call("DELETE", path, &Value::Null).await.status, 404);
}

#[tokio::test]
async fn categories_come_and_go() {
    let sim = Sim::builder().start().await.unwrap();
    let client = admin(&sim);
    let all = client.json("/rest/api/3/projectCategory").await;
    assert_eq!(
        pluck(all.as_array().unwrap(), "name"),
        ["Products", "Internal"]
    );
    let made = client
        .call(
            "POST",
            "/rest/api/3/projectCategory",
            &json!({ "name": "Old", "description": "x" }),
        )
        .await;
    assert_eq!(made.status, 201);
    let path = format!(
        "/rest/api/3/projectCategory/{}",
        made.json()["id"].as_str().unwrap()
    );
    let twice = client
        .call(
            "POST",
            "/rest/api/3/projectCategory",
            &json!({ "name": "old" }),
        )
        .await;
    assert_eq!(twice.status, 409);
    let changed = client.call("PUT", &path, &json!({ "name": "Older" })).await;
    assert_eq!(changed.json()["name"], "Older");
    assert_eq!(client.json(&path).await["description"], "x");
    assert_eq!(client.call("DELETE", &path, &Value::Null).await.status, 204);
    assert_eq!(client.get(&path).await.status, 404);
    assert_eq!(
        client
            .call("DELETE", "/rest/api/3/projectCategory/10000", &Value::Null)
            .await
            .status,
        204
    );
    assert!(
        client
            .json("/rest/api/3/project/ACME")
            .await
            .get("projectCategory")
            .is_none()
    );
    assert_eq!(
        member(&sim)
            .call(
                "POST",
                "/rest/api/3/projectCategory",
                &json!({ "name": "Mine" })
            )
            .await
            .status,
        403
    );
}
