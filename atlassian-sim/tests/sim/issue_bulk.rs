//! Bulk operations, moves to other projects, and archives.

use atlassian_sim::Sim;
use serde_json::{Value, json};

use super::client::{Client, admin, member, pluck};
use super::issue_create::{document, fields_of, make};

async fn submit(client: &Client, what: &str, body: Value) -> Value {
    let answer = client
        .call("POST", &format!("/rest/api/3/bulk/issues/{what}"), &body)
        .await;
    assert_eq!(answer.status, 201, "{}", answer.body);
    let task = answer.json()["taskId"].as_str().unwrap().to_owned();
    let progress = client.json(&format!("/rest/api/3/bulk/queue/{task}")).await;
    assert_eq!(
        (&progress["status"], &progress["progressPercent"]),
        (&json!("COMPLETE"), &json!(100))
    );
    assert_eq!(progress["taskId"], task);
    progress
}

async fn three(client: &Client) -> Vec<String> {
    let mut keys = Vec::new();
    for nth in 1..=3 {
        keys.push(
            make(
                client,
                &json!({ "summary": format!("Number {nth}"), "labels": ["old"] }),
            )
            .await,
        );
    }
    keys
}

async fn id_of(client: &Client, key: &str) -> u64 {
    let issue = client
        .json(&format!("/rest/api/3/issue/{key}?fields=summary"))
        .await;
    issue["id"].as_str().unwrap().parse().unwrap()
}

#[tokio::test]
async fn many_issues_get_the_same_values() {
    let sim = Sim::builder().start().await.unwrap();
    let client = member(&sim);
    let keys = three(&client).await;
    let query = format!("issueIdsOrKeys={}", keys.join(","));
    let fields = client
        .json(&format!("/rest/api/3/bulk/issues/fields?{query}"))
        .await;
    let ids = pluck(fields["fields"].as_array().unwrap(), "id");
    assert!(ids.contains(&"labels".to_owned()) && !ids.contains(&"reporter".to_owned()));
    let found = client
        .json(&format!(
            "/rest/api/3/bulk/issues/fields?{query}&searchText=priori"
        ))
        .await;
    assert_eq!(found["fields"][0]["fieldOptions"][0]["name"], "Highest");
    let input = json!({
        "priority": { "priorityId": "1" },
        "labelsFields": [{ "fieldId": "labels", "bulkEditMultiSelectFieldOption": "ADD", "labels": [{ "name": "new" }] }],
        "multiselectComponents": { "fieldId": "components", "bulkEditMultiSelectFieldOption": "REPLACE", "components": [{ "componentId": 10_001 }] },
        "singleSelectFields": [{ "fieldId": "customfield_10030", "option": { "optionId": 10_031 } }],
        "richTextFields": [{ "fieldId": "description", "richText": { "adfValue": document("bulk") } }],
        "clearableNumberFields": [{ "fieldId": "customfield_10016", "value": 8 }],
        "status": { "statusId": "3" },
    });
    let mut named = keys.clone();
    named.push("ACME-99999".to_owned());
    let mut body = json!({
        "selectedIssueIdsOrKeys": named,
        "selectedActions": ["priority", "labels", "components", "customfield_10030", "description", "customfield_10016"],
        "editedFieldsInput": input,
        "sendBulkNotification": false,
    });
    let refused = client
        .call("POST", "/rest/api/3/bulk/issues/fields", &body)
        .await;
    assert_eq!(refused.status, 400);
    assert_eq!(
        refused.json()["errors"][0]["message"],
        "The following editedFieldInput values are not listed as selectedActions : status"
    );
    body["selectedActions"]
        .as_array_mut()
        .unwrap()
        .push(json!("status"));
    let progress = submit(&client, "fields", body).await;
    assert_eq!(
        (
            &progress["totalIssueCount"],
            &progress["invalidOrInaccessibleIssueCount"]
        ),
        (&json!(4), &json!(1))
    );
    assert_eq!(
        progress["processedAccessibleIssues"]
            .as_array()
            .unwrap()
            .len(),
        3
    );
    assert!(progress.get("failedAccessibleIssues").is_none());
    for key in &keys {
        let fields = fields_of(&client, key).await;
        assert_eq!(fields["labels"], json!(["new", "old"]));
        assert_eq!(fields["components"][0]["id"], "10001");
        assert_eq!(fields["customfield_10030"]["value"], "Green");
        assert_eq!(fields["description"], document("bulk"));
        assert_eq!(fields["customfield_10016"], 8.0);
        assert_eq!(
            (&fields["priority"]["id"], &fields["status"]["name"]),
            (&json!("1"), &json!("In Progress"))
        );
    }
    let wrong = json!({
        "selectedIssueIdsOrKeys": keys, "selectedActions": ["priority"],
        "editedFieldsInput": { "priority": { "priorityId": "77" } },
    });
    let progress = submit(&client, "fields", wrong).await;
    let id = id_of(&client, &keys[0]).await.to_string();
    assert_eq!(
        progress["failedAccessibleIssues"][id],
        json!(["The priority selected is invalid."])
    );
    assert_eq!(progress["processedAccessibleIssues"], json!([]));
}

#[tokio::test]
async fn many_issues_go_through_a_transition() {
    let sim = Sim::builder().start().await.unwrap();
    let client = member(&sim);
    let keys = three(&client).await;
    let team = make(&client, &json!({ "project": { "key": "TEAM" } })).await;
    let query = format!("issueIdsOrKeys={},{team}", keys.join(","));
    let list = client
        .json(&format!("/rest/api/3/bulk/issues/transition?{query}"))
        .await;
    let groups = list["availableTransitions"].as_array().unwrap();
    assert_eq!(groups.len(), 2);
    assert_eq!(groups[0]["issues"], json!(keys));
    assert_eq!(
        pluck(
            groups[0]["transitions"].as_array().unwrap(),
            "transitionName"
        ),
        ["In Progress", "Close"]
    );
    assert_eq!(
        groups[1]["transitions"][2]["to"],
        json!({ "statusId": 10_012, "statusName": "Done" })
    );
    let progress = submit(
        &client,
        "transition",
        json!({ "bulkTransitionInputs": [
        { "selectedIssueIdsOrKeys": [keys[0], keys[1]], "transitionId": "21" },
        { "selectedIssueIdsOrKeys": [keys[2]], "transitionId": "61" },
    ] }),
    )
    .await;
    let (first, third) = (
        id_of(&client, &keys[0]).await,
        id_of(&client, &keys[2]).await,
    );
    assert_eq!(progress["processedAccessibleIssues"][0], first);
    assert_eq!(
        progress["failedAccessibleIssues"][third.to_string()],
        json!(["Transition id '61' is not valid for this issue."])
    );
    assert_eq!(
        fields_of(&client, &keys[1]).await["status"]["name"],
        "In Progress"
    );
    // The flat body of older descriptions is refused.
    let flat = json!({ "selectedIssueIdsOrKeys": keys, "transitionId": "21" });
    assert_eq!(
        client
            .call("POST", "/rest/api/3/bulk/issues/transition", &flat)
            .await
            .status,
        400
    );
    let none = json!({ "bulkTransitionInputs": [{ "selectedIssueIdsOrKeys": ["NONE-1"], "transitionId": "21" }] });
    let none = client
        .call("POST", "/rest/api/3/bulk/issues/transition", &none)
        .await;
    assert_eq!(
        none.json(),
        json!({ "errors": [{ "message": "Some of the issues in the issueIdsOrKeys are not valid" }] })
    );
}

#[tokio::test]
async fn many_issues_are_watched_and_deleted() {
    let sim = Sim::builder().start().await.unwrap();
    let client = admin(&sim);
    let keys = three(&member(&sim)).await;
    let body = json!({ "selectedIssueIdsOrKeys": keys });
    for (what, watching) in [("watch", true), ("watch", true), ("unwatch", false)] {
        submit(&client, what, body.clone()).await;
        let watches = &fields_of(&client, &keys[0]).await["watches"];
        assert_eq!(watches["isWatching"], watching);
        assert_eq!(watches["watchCount"], 1 + u32::from(watching));
    }
    let refused = submit(&member(&sim), "delete", body.clone()).await;
    assert_eq!(
        refused["failedAccessibleIssues"].as_object().unwrap().len(),
        3
    );
    let done = submit(&client, "delete", body.clone()).await;
    assert_eq!(
        done["processedAccessibleIssues"].as_array().unwrap().len(),
        3
    );
    assert_eq!(
        client
            .get(&format!("/rest/api/3/issue/{}", keys[1]))
            .await
            .status,
        404
    );
    assert_eq!(
        client
            .call("POST", "/rest/api/3/bulk/issues/delete", &body)
            .await
            .status,
        400
    );
    let wrong = client.get("/rest/api/3/bulk/queue/77").await;
    assert_eq!(
        wrong.json()["errorMessages"][0],
        "The task associated with this taskId is not a bulk operation task"
    );
    let many = json!({ "selectedIssueIdsOrKeys": vec!["ACME-1"; 1_001] });
    assert_eq!(
        client
            .call("POST", "/rest/api/3/bulk/issues/watch", &many)
            .await
            .status,
        400
    );
}

fn move_to(target: &str, keys: &[&str]) -> Value {
    json!({ "targetToSourcesMapping": { target: {
        "issueIdsOrKeys": keys, "inferFieldDefaults": true, "inferStatusDefaults": true,
        "inferSubtaskTypeDefault": true, "inferClassificationDefaults": true,
    } } })
}

#[tokio::test]
async fn a_moved_issue_has_a_new_key_and_keeps_its_old_one() {
    let sim = Sim::builder().start().await.unwrap();
    let client = admin(&sim);
    let story = make(
        &client,
        &json!({ "components": [{ "name": "Backend" }], "fixVersions": [{ "name": "1.3.0" }] }),
    )
    .await;
    let part = make(
        &client,
        &json!({ "issuetype": { "name": "Sub-task" }, "parent": { "key": story } }),
    )
    .await;
    let id = id_of(&client, &story).await;
    submit(&client, "move", move_to("OPS,10004", &[&story])).await;
    let moved = client.json(&format!("/rest/api/3/issue/{story}")).await;
    let key = moved["key"].as_str().unwrap().to_owned();
    assert!(key.starts_with("OPS-"), "{key}");
    assert_eq!(moved["id"], id.to_string());
    let fields = &moved["fields"];
    assert_eq!(
        (&fields["issuetype"]["name"], &fields["project"]["key"]),
        (&json!("Bug"), &json!("OPS"))
    );
    assert_eq!(
        (&fields["components"], &fields["fixVersions"]),
        (&json!([]), &json!([]))
    );
    assert_eq!(id_of(&client, &key).await, id);
    // Its sub-task came along.
    let child = client.json(&format!("/rest/api/3/issue/{part}")).await;
    assert!(child["key"].as_str().unwrap().starts_with("OPS-"));
    assert_eq!(child["fields"]["parent"]["key"], key);
    let log = client
        .json(&format!("/rest/api/3/issue/{key}/changelog"))
        .await;
    let items = log["values"][0]["items"].as_array().unwrap();
    let of = |field: &str| items.iter().find(|item| item["field"] == field).unwrap();
    assert_eq!(
        (&of("Key")["fromString"], &of("Key")["toString"]),
        (&json!(story), &json!(key))
    );
    assert_eq!(
        (&of("project")["from"], &of("project")["toString"]),
        (&json!("10000"), &json!("Operations"))
    );
    // A project of its own kind has other statuses.
    submit(&client, "move", move_to("TEAM,10010", &[&key])).await;
    let there = client.json(&format!("/rest/api/3/issue/{story}")).await;
    assert!(there["key"].as_str().unwrap().starts_with("TEAM-"));
    assert_eq!(there["fields"]["status"]["id"], "10010");
    for (target, keys) in [
        ("NONE,10004", [story.as_str()]),
        ("ACME,1", [&story]),
        ("ACME,10004", ["NONE-1"]),
    ] {
        let answer = client
            .call(
                "POST",
                "/rest/api/3/bulk/issues/move",
                &move_to(target, &keys),
            )
            .await;
        assert_eq!(answer.status, 400, "{target}");
    }
    // With the issue go all of its keys.
    let gone = client
        .call(
            "DELETE",
            &format!("/rest/api/3/issue/{story}?deleteSubtasks=true"),
            &Value::Null,
        )
        .await;
    assert_eq!(gone.status, 204);
    for old in [&story, &key, &part] {
        assert_eq!(
            client.get(&format!("/rest/api/3/issue/{old}")).await.status,
            404
        );
    }
}

#[tokio::test]
async fn archived_issues_are_read_but_neither_found_nor_changed() {
    let sim = Sim::builder().start().await.unwrap();
    let client = admin(&sim);
    let story = make(&client, &json!({ "labels": ["shelf"] })).await;
    let part = make(&client, &json!({ "issuetype": { "name": "Sub-task" }, "parent": { "key": story }, "labels": ["shelf"] })).await;
    let body = json!({ "issueIdsOrKeys": [story, part, "ACME-99999"] });
    let refused = member(&sim)
        .call("PUT", "/rest/api/3/issue/archive", &body)
        .await;
    assert_eq!(refused.status, 403);
    assert_eq!(
        refused.json()["errorMessages"][0],
        "Only admins can archive or unarchive issues. Access denied."
    );
    let nobody = Client::nobody(sim.url())
        .call("PUT", "/rest/api/3/issue/archive", &body)
        .await;
    assert_eq!(
        (nobody.status, nobody.json()["errorMessages"][0].as_str()),
        (401, Some("User is not logged in."))
    );
    let done = client.call("PUT", "/rest/api/3/issue/archive", &body).await;
    assert_eq!(done.status, 200, "{}", done.body);
    assert_eq!(
        done.json(),
        json!({ "numberOfIssuesUpdated": 2, "errors": {
            "issueIsSubtask": { "count": 1, "issueIdsOrKeys": [part], "message": "Issue is subtask." },
            "issuesNotFound": { "count": 1, "issueIdsOrKeys": ["ACME-99999"], "message": "Issue not found." },
        } })
    );
    let count = async || {
        let jql = json!({ "jql": "labels = shelf" });
        let answer = client
            .call("POST", "/rest/api/3/search/approximate-count", &jql)
            .await;
        answer.json()["count"].clone()
    };
    assert_eq!(count().await, 0);
    assert_eq!(fields_of(&client, &story).await["labels"], json!(["shelf"]));
    let edit = client
        .call(
            "PUT",
            &format!("/rest/api/3/issue/{story}"),
            &json!({ "fields": { "summary": "x" } }),
        )
        .await;
    assert_eq!(edit.status, 403);
    let export = json!({ "projects": ["ACME"], "archivedDateRange": { "dateAfter": "2020-01-01", "dateBefore": "2099-01-01" } });
    let export = client
        .call("PUT", "/rest/api/3/issues/archive/export", &export)
        .await;
    assert_eq!(export.status, 202, "{}", export.body);
    let task = export.json()["taskId"].as_str().unwrap().to_owned();
    assert_eq!(
        client.json(&format!("/rest/api/3/task/{task}")).await["result"]["numberOfIssues"],
        2
    );
    let wrong = json!({ "archivedDateRange": { "dateAfter": "soon", "dateBefore": "2099-01-01" } });
    assert_eq!(
        client
            .call("PUT", "/rest/api/3/issues/archive/export", &wrong)
            .await
            .status,
        400
    );
    let back = client
        .call(
            "PUT",
            "/rest/api/3/issue/unarchive",
            &json!({ "issueIdsOrKeys": [story] }),
        )
        .await;
    assert_eq!(
        back.json(),
        json!({ "numberOfIssuesUpdated": 2, "errors": {} })
    );
    assert_eq!(count().await, 2);
    let none = client
        .call(
            "PUT",
            "/rest/api/3/issue/unarchive",
            &json!({ "issueIdsOrKeys": [part] }),
        )
        .await;
    assert_eq!(
        (none.status, none.json()["errorMessages"][0].as_str()),
        (
            400,
            Some("No valid issue to archive or unarchive. Bad request.")
        )
    );
}

#[tokio::test]
async fn what_a_query_finds_is_archived_as_a_task() {
    let sim = Sim::builder().start().await.unwrap();
    let client = admin(&sim);
    let key = make(&client, &json!({ "labels": ["shelf"] })).await;
    let place = "/rest/api/3/issue/archive";
    let answer = client
        .call("POST", place, &json!({ "jql": "labels = shelf" }))
        .await;
    assert_eq!(answer.status, 202, "{}", answer.body);
    let address = answer.json();
    let task = address.as_str().unwrap().strip_prefix(sim.url()).unwrap();
    let task = client.json(task).await;
    assert_eq!(
        (&task["status"], &task["result"]["numberOfIssuesUpdated"]),
        (&json!("COMPLETE"), &json!(1))
    );
    let edit = client
        .call(
            "PUT",
            &format!("/rest/api/3/issue/{key}/assignee"),
            &json!({ "accountId": null }),
        )
        .await;
    assert_eq!(edit.status, 403);
    for jql in ["", "nonsense = ("] {
        let answer = client.call("POST", place, &json!({ "jql": jql })).await;
        assert_eq!(
            (answer.status, answer.json()["errorMessages"][0].as_str()),
            (400, Some("Invalid JQL. Bad request."))
        );
    }
    assert_eq!(
        member(&sim)
            .call("POST", place, &json!({ "jql": "labels = shelf" }))
            .await
            .status,
        403
    );
}
