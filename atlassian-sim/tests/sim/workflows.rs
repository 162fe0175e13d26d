//! Statuses, workflows and workflow schemes.

use atlassian_sim::Sim;
use serde_json::{Value, json};

use super::client::{Client, admin, member, outsider, pluck};

const SOFTWARE: &str = "1a111111-0000-4000-8000-000000000001";

async fn status(client: &Client, method: &str, path: &str, body: &Value) -> u16 {
    client.call(method, path, body).await.status
}

async fn count(client: &Client, jql: &str) -> u64 {
    let path = "/rest/api/3/search/approximate-count";
    let found = client.call("POST", path, &json!({ "jql": jql })).await;
    found.json()["count"].as_u64().unwrap()
}

#[tokio::test]
async fn statuses_are_those_of_active_workflows() {
    let sim = Sim::builder().start().await.unwrap();
    let client = member(&sim);
    let all = client.json("/rest/api/3/status").await;
    assert_eq!(
        pluck(&all.as_array().unwrap()[..4], "name"),
        ["In Progress", "To Do", "In Review", "Done"]
    );
    let one = client.json("/rest/api/3/status/3").await;
    assert_eq!(one["statusCategory"]["key"], "indeterminate");
    assert_eq!(
        client.json("/rest/api/3/status/in%20progress").await["id"],
        "3"
    );
    assert_eq!(
        client.get("/rest/api/3/status/Closed").await.status,
        404,
        "in no workflow"
    );
    assert_eq!(
        Client::nobody(sim.url()).json("/rest/api/3/status").await,
        json!([])
    );
    let categories = client.json("/rest/api/3/statuscategory").await;
    assert_eq!(
        pluck(categories.as_array().unwrap(), "key"),
        ["undefined", "new", "indeterminate", "done"]
    );
    assert_eq!(
        client.json("/rest/api/3/statuscategory/done").await["colorName"],
        "green"
    );
    assert_eq!(
        client.json("/rest/api/3/statuscategory/4").await["name"],
        "In Progress"
    );
    assert_eq!(client.get("/rest/api/3/statuscategory/5").await.status, 404);
}

#[tokio::test]
async fn statuses_are_managed_many_at_a_time() {
    let sim = Sim::builder().start().await.unwrap();
    let client = admin(&sim);
    let base = "/rest/api/3/statuses";
    let body = json!({ "scope": { "type": "GLOBAL" }, "statuses": [
        { "name": "Waiting", "statusCategory": "IN_PROGRESS", "description": "For others" },
        { "name": "Parked", "statusCategory": "TODO" },
    ] });
    let made = client.call("POST", base, &body).await;
    assert_eq!(made.status, 200, "{}", made.body);
    let ids = pluck(made.json().as_array().unwrap(), "id");
    assert_eq!(
        status(&client, "POST", base, &body).await,
        400,
        "names are taken"
    );
    let path = format!("{base}?id={}&id={}", ids[0], ids[1]);
    let shown = client.json(&path).await;
    assert_eq!(
        pluck(shown.as_array().unwrap(), "statusCategory"),
        ["IN_PROGRESS", "TODO"]
    );
    let change =
        json!({ "statuses": [{ "id": ids[1], "name": "Shelved", "statusCategory": "DONE" }] });
    assert_eq!(status(&client, "PUT", base, &change).await, 204);
    let found = client
        .walk(&format!(
            "{base}/search?searchString=shel&statusCategory=DONE"
        ))
        .await;
    assert_eq!(pluck(&found, "name"), ["Shelved"]);
    let named = client
        .json(&format!("{base}/byNames?name=Waiting&name=None"))
        .await;
    assert_eq!(pluck(named.as_array().unwrap(), "id"), [ids[0].as_str()]);
    let local = client.walk(&format!("{base}/search?projectId=10002")).await;
    assert_eq!(pluck(&local, "name"), ["Done", "In Progress", "To Do"]);
    assert_eq!(
        local[0]["scope"],
        json!({ "type": "PROJECT", "project": { "id": "10002" } })
    );
    assert_eq!(
        status(&client, "DELETE", &format!("{base}?id=3"), &Value::Null).await,
        400
    );
    assert_eq!(status(&client, "DELETE", &path, &Value::Null).await, 204);
    assert_eq!(client.json(&path).await, json!([]));
    let used = client
        .json(&format!("{base}/3/projectUsages?maxResults=2"))
        .await;
    assert_eq!(
        used["projects"]["values"],
        json!([{ "id": "10000" }, { "id": "10001" }])
    );
    let token = used["projects"]["nextPageToken"].as_str().unwrap();
    let rest = client
        .json(&format!(
            "{base}/3/projectUsages?maxResults=2&nextPageToken={token}"
        ))
        .await;
    assert_eq!(
        rest["projects"]["values"],
        json!([{ "id": "10003" }, { "id": "10004" }])
    );
    let used = client.json(&format!("{base}/3/workflowUsages")).await;
    assert_eq!(used["workflows"]["values"][0]["id"], SOFTWARE);
    let used = client
        .json(&format!("{base}/3/project/10000/issueTypeUsages"))
        .await;
    assert_eq!(used["issueTypes"]["values"].as_array().unwrap().len(), 5);
    assert_eq!(
        client.get(&format!("{base}/7/workflowUsages")).await.status,
        404
    );
    assert_eq!(status(&member(&sim), "POST", base, &body).await, 403);
}

#[tokio::test]
async fn workflows_are_read_and_searched() {
    let sim = Sim::builder().start().await.unwrap();
    let client = admin(&sim);
    let found = client
        .walk("/rest/api/3/workflows/search?scope=GLOBAL&isActive=true")
        .await;
    assert_eq!(pluck(&found, "name"), ["Software workflow"]);
    let page = client
        .json("/rest/api/3/workflows/search?orderBy=-name&maxResults=1")
        .await;
    assert_eq!(page["values"][0]["name"], "TEAM workflow");
    assert_eq!(page["statuses"].as_array().unwrap().len(), 3);
    for body in [
        json!({ "workflowNames": ["Software workflow"] }),
        json!({ "workflowIds": [SOFTWARE] }),
        json!({ "projectAndIssueTypes": [{ "projectId": "10000", "issueTypeId": "10001" }] }),
    ] {
        let read = client.call("POST", "/rest/api/3/workflows", &body).await;
        assert_eq!(read.status, 200, "{}", read.body);
        let read = read.json();
        let workflow = &read["workflows"][0];
        assert_eq!(workflow["id"], SOFTWARE);
        assert_eq!(workflow["transitions"][0]["type"], "INITIAL");
        let done = &workflow["transitions"][4];
        assert_eq!(done["transitionScreen"]["parameters"]["screenId"], "3");
        assert_eq!(read["statuses"].as_array().unwrap().len(), 4);
    }
    assert_eq!(
        status(&client, "POST", "/rest/api/3/workflows", &json!({})).await,
        400
    );
    let able = client
        .json(&format!(
            "/rest/api/3/workflows/capabilities?workflowId={SOFTWARE}"
        ))
        .await;
    assert_eq!(able["editorScope"], "GLOBAL");
    let able = client
        .json("/rest/api/3/workflows/capabilities?projectId=10002&issueTypeId=10010")
        .await;
    assert_eq!(able["editorScope"], "PROJECT");
    assert_eq!(
        client.json("/rest/api/3/workflows/defaultEditor").await["value"],
        "NEW"
    );
    let used = client
        .json(&format!("/rest/api/3/workflow/{SOFTWARE}/projectUsages"))
        .await;
    assert_eq!(used["projects"]["values"].as_array().unwrap().len(), 4);
    let used = client
        .json(&format!("/rest/api/3/workflow/{SOFTWARE}/workflowSchemes"))
        .await;
    assert_eq!(
        used["workflowSchemes"]["values"],
        json!([{ "id": "10000" }])
    );
    let used = client
        .json(&format!(
            "/rest/api/3/workflow/{SOFTWARE}/project/10000/issueTypeUsages"
        ))
        .await;
    assert_eq!(used["issueTypes"]["values"].as_array().unwrap().len(), 5);
    let gone = client.get("/rest/api/3/workflow/search").await;
    assert_eq!(gone.status, 410);
    assert_eq!(
        outsider(&sim)
            .get("/rest/api/3/workflows/search")
            .await
            .status,
        403
    );
}

fn workflow(name: &str) -> Value {
    json!({
        "scope": { "type": "GLOBAL" },
        "statuses": [
            { "name": "Fresh", "statusCategory": "TODO", "statusReference": "a" },
            { "id": "10002", "name": "Done", "statusCategory": "DONE", "statusReference": "b" },
        ],
        "workflows": [{
            "name": name, "description": "Two steps",
            "statuses": [{ "statusReference": "a", "properties": {} }, { "statusReference": "b", "properties": {} }],
            "transitions": [
                { "id": "1", "type": "INITIAL", "name": "Create", "toStatusReference": "a", "links": [] },
                { "id": "11", "type": "DIRECTED", "name": "Finish", "toStatusReference": "b",
                  "links": [{ "fromStatusReference": "a", "fromPort": 0, "toPort": 1 }],
                  "transitionScreen": { "ruleKey": "system:transition-screen", "parameters": { "screenId": "3" } } },
            ],
        }],
    })
}

#[tokio::test]
async fn workflows_are_made_changed_and_deleted() {
    let sim = Sim::builder().start().await.unwrap();
    let client = admin(&sim);
    let check = "/rest/api/3/workflows/create/validation";
    let fine = client
        .call("POST", check, &json!({ "payload": workflow("Short") }))
        .await
        .json();
    assert_eq!(fine, json!({ "errors": [] }));
    let mut bad = workflow("Software workflow");
    bad["statuses"][0]["name"] = "Done".into();
    bad["workflows"][0]["transitions"][0]["toStatusReference"] = "c".into();
    let wrong = client
        .call("POST", check, &json!({ "payload": bad }))
        .await
        .json();
    let codes = pluck(wrong["errors"].as_array().unwrap(), "code");
    for code in [
        "NON_UNIQUE_STATUS_NAME",
        "NON_UNIQUE_WORKFLOW_NAME",
        "INVALID_STATUS_REFERENCE",
    ] {
        assert!(codes.contains(&code.to_owned()), "{codes:?}");
    }
    assert_eq!(
        status(&client, "POST", "/rest/api/3/workflows/create", &bad).await,
        400
    );
    let made = client
        .call("POST", "/rest/api/3/workflows/create", &workflow("Short"))
        .await;
    assert_eq!(made.status, 200, "{}", made.body);
    let made = made.json();
    let id = made["workflows"][0]["id"].as_str().unwrap();
    assert_eq!(
        made["workflows"][0]["transitions"][1]["transitionScreen"]["parameters"]["screenId"],
        "3"
    );
    assert_eq!(
        status(
            &member(&sim),
            "POST",
            "/rest/api/3/workflows/create",
            &workflow("Mine")
        )
        .await,
        403
    );
    // Changed by what was read; a second change needs the next version.
    let fresh = made["statuses"]
        .as_array()
        .unwrap()
        .iter()
        .find(|s| s["name"] == "Fresh")
        .unwrap();
    let change = json!({
        "statuses": [],
        "workflows": [{
            "id": id,
            "version": made["workflows"][0]["version"],
            "description": "One step",
            "statuses": [{ "statusReference": fresh["id"], "properties": {} }],
            "transitions": [
                { "id": "1", "type": "INITIAL", "name": "Create", "toStatusReference": fresh["id"], "links": [] },
            ],
        }],
    });
    let check = "/rest/api/3/workflows/update/validation";
    assert_eq!(
        client
            .call("POST", check, &json!({ "payload": change }))
            .await
            .json()["errors"],
        json!([])
    );
    let changed = client
        .call("POST", "/rest/api/3/workflows/update", &change)
        .await;
    assert_eq!(changed.status, 200, "{}", changed.body);
    assert_eq!(
        changed.json()["workflows"][0]["version"]["versionNumber"],
        2
    );
    assert_eq!(
        status(&client, "POST", "/rest/api/3/workflows/update", &change).await,
        409
    );
    assert_eq!(
        status(
            &client,
            "DELETE",
            &format!("/rest/api/3/workflow/{id}"),
            &Value::Null
        )
        .await,
        204
    );
    assert_eq!(
        status(
            &client,
            "DELETE",
            &format!("/rest/api/3/workflow/{id}"),
            &Value::Null
        )
        .await,
        404
    );
    assert_eq!(
        status(
            &client,
            "DELETE",
            &format!("/rest/api/3/workflow/{SOFTWARE}"),
            &Value::Null
        )
        .await,
        400
    );
}

#[tokio::test]
async fn issues_are_moved_out_of_statuses_that_go() {
    let sim = Sim::builder().start().await.unwrap();
    let client = admin(&sim);
    let read = client
        .call(
            "POST",
            "/rest/api/3/workflows",
            &json!({ "workflowIds": [SOFTWARE] }),
        )
        .await
        .json();
    let old = &read["workflows"][0];
    let keep = |value: &Value| !value.to_string().contains("\"10001\"");
    let some = |list: &Value| -> Vec<Value> {
        list.as_array()
            .unwrap()
            .iter()
            .filter(|v| keep(v))
            .cloned()
            .collect()
    };
    let mut statuses = some(&old["statuses"]);
    for status in &mut statuses {
        status.as_object_mut().unwrap().remove("deprecated");
    }
    let mut transitions = some(&old["transitions"]);
    for transition in &mut transitions {
        transition.as_object_mut().unwrap().remove("conditions");
    }
    let mut change = json!({ "statuses": [], "workflows": [{
        "id": SOFTWARE, "version": old["version"], "statuses": statuses, "transitions": transitions,
    }] });
    let review = count(&client, "status = 10001").await;
    let progress = count(&client, "status = 3").await;
    assert!(review > 0);
    let refused = client
        .call("POST", "/rest/api/3/workflows/update", &change)
        .await;
    assert_eq!(refused.status, 400, "{}", refused.body);
    change["workflows"][0]["defaultStatusMappings"] =
        json!([{ "oldStatusReference": "10001", "newStatusReference": "3" }]);
    let changed = client
        .call("POST", "/rest/api/3/workflows/update", &change)
        .await;
    assert_eq!(changed.status, 200, "{}", changed.body);
    assert_eq!(count(&client, "status = 3").await, progress + review);
}

#[tokio::test]
async fn workflow_schemes_map_issue_types() {
    let sim = Sim::builder().start().await.unwrap();
    let client = admin(&sim);
    let base = "/rest/api/3/workflowscheme";
    let all = client.walk(base).await;
    assert_eq!(all[0]["defaultWorkflow"], "Software workflow");
    client
        .call("POST", "/rest/api/3/workflows/create", &workflow("Short"))
        .await;
    let body = json!({ "name": "Mixed", "defaultWorkflow": "Software workflow", "issueTypeMappings": { "10004": "Short" } });
    let made = client.call("POST", base, &body).await;
    assert_eq!(made.status, 201, "{}", made.body);
    let id = made.json()["id"].to_string();
    let path = format!("{base}/{id}");
    assert_eq!(status(&client, "POST", base, &body).await, 400);
    assert_eq!(
        status(
            &client,
            "POST",
            base,
            &json!({ "name": "x", "defaultWorkflow": "None" })
        )
        .await,
        400
    );
    assert_eq!(
        client.json(&format!("{path}/issuetype/10004")).await["workflow"],
        "Short"
    );
    assert_eq!(
        client.get(&format!("{path}/issuetype/10001")).await.status,
        404
    );
    let set = json!({ "workflow": "Short" });
    assert_eq!(
        client
            .call("PUT", &format!("{path}/issuetype/10001"), &set)
            .await
            .json()["issueTypeMappings"]["10001"],
        "Short"
    );
    let one = client
        .json(&format!("{path}/workflow?workflowName=Short"))
        .await;
    assert_eq!(one["issueTypes"], json!(["10001", "10004"]));
    assert_eq!(
        client
            .json(&format!("{path}/workflow"))
            .await
            .as_array()
            .unwrap()
            .len(),
        2
    );
    let gone = client
        .call("DELETE", &format!("{path}/issuetype/10001"), &Value::Null)
        .await;
    assert!(gone.json()["issueTypeMappings"].get("10001").is_none());
    assert_eq!(
        client.json(&format!("{path}/default")).await["workflow"],
        "Software workflow"
    );
    assert_eq!(
        client
            .call("PUT", &format!("{path}/default"), &set)
            .await
            .json()["defaultWorkflow"],
        "Short"
    );
    let reset = client
        .call("DELETE", &format!("{path}/default"), &Value::Null)
        .await;
    assert_eq!(reset.json()["defaultWorkflow"], "Software workflow");
    let types = json!({ "workflow": "Short", "issueTypes": ["10002"] });
    let set = client
        .call(
            "PUT",
            &format!("{path}/workflow?workflowName=Short"),
            &types,
        )
        .await;
    assert_eq!(set.json()["issueTypeMappings"], json!({ "10002": "Short" }));
    assert_eq!(
        status(
            &client,
            "DELETE",
            &format!("{path}/workflow?workflowName=Short"),
            &Value::Null
        )
        .await,
        200
    );
    let renamed = client
        .call(
            "PUT",
            &path,
            &json!({ "name": "Plain", "issueTypeMappings": { "10004": "Short" } }),
        )
        .await;
    assert_eq!(renamed.json()["name"], "Plain");
    assert_eq!(client.json(&path).await["name"], "Plain");
    let made = client
        .call("POST", base, &json!({ "name": "Spare" }))
        .await
        .json();
    let spare = format!("{base}/{}", made["id"]);
    assert_eq!(
        client.json(&spare).await["defaultWorkflow"],
        "Software workflow"
    );
    assert_eq!(status(&client, "DELETE", &spare, &Value::Null).await, 204);
    assert_eq!(client.get(&spare).await.status, 404);
    // The scheme of a project is active, and cannot be changed so.
    assert_eq!(
        status(
            &client,
            "PUT",
            &format!("{base}/10000"),
            &json!({ "name": "x" })
        )
        .await,
        400
    );
    assert_eq!(
        status(&client, "DELETE", &format!("{base}/10000"), &Value::Null).await,
        400
    );
    let used = client.json(&format!("{base}/10000/projectUsages")).await;
    assert_eq!(used["projects"]["values"].as_array().unwrap().len(), 4);
    let used = client
        .json(&format!("{base}/project?projectId=10000&projectId=10001"))
        .await;
    assert_eq!(used["values"][0]["projectIds"], json!(["10000", "10001"]));
    let read = client
        .call(
            "POST",
            &format!("{base}/read"),
            &json!({ "workflowSchemeIds": [id] }),
        )
        .await
        .json();
    assert_eq!(
        read[0]["workflowsForIssueTypes"][0]["issueTypeIds"],
        json!(["10004"])
    );
    // Projects with issues are switched, which needs a status for each issue.
    let assign = json!({ "workflowSchemeId": id, "projectId": "10000" });
    assert_eq!(
        status(&client, "PUT", &format!("{base}/project"), &assign).await,
        400
    );
    let mut switch = json!({ "targetSchemeId": id, "projectId": "10000" });
    assert_eq!(
        status(&client, "POST", &format!("{base}/project/switch"), &switch).await,
        400
    );
    let bugs = count(&client, "project = ACME AND type = Bug AND status != 10002").await;
    let fresh = client.json("/rest/api/3/statuses/byNames?name=Fresh").await[0]["id"].clone();
    let mappings: Vec<Value> = ["10000", "3", "10001"]
        .iter()
        .map(|old| json!({ "oldStatusId": old, "newStatusId": fresh }))
        .collect();
    switch["mappingsByIssueTypeOverride"] =
        json!([{ "issueTypeId": "10004", "statusMappings": mappings }]);
    let started = client
        .call("POST", &format!("{base}/project/switch"), &switch)
        .await;
    assert_eq!(started.status, 303, "{}", started.body);
    assert_eq!(
        count(&client, &format!("status = {}", fresh.as_str().unwrap())).await,
        bugs
    );
    let statuses = client.json("/rest/api/3/project/ACME/statuses").await;
    assert_eq!(
        pluck(statuses[4]["statuses"].as_array().unwrap(), "name"),
        ["Fresh", "Done"]
    );
    let me = client.json("/rest/api/3/myself").await["accountId"].clone();
    let body =
        json!({ "key": "NEW", "name": "New", "projectTypeKey": "software", "leadAccountId": me });
    let project = client
        .call("POST", "/rest/api/3/project", &body)
        .await
        .json()["id"]
        .to_string();
    let assign = json!({ "workflowSchemeId": id, "projectId": project });
    assert_eq!(
        status(&client, "PUT", &format!("{base}/project"), &assign).await,
        204
    );
    assert_eq!(member(&sim).get(base).await.status, 403);
}
