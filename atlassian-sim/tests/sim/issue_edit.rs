//! Changing, assigning, transitioning and deleting issues, and what their histories say of it.

use std::time::Duration;

use atlassian_sim::Sim;
use serde_json::{Value, json};

use super::client::{Client, admin, member, outsider};
use super::issue_create::{blamed, document, fields_of, make};

fn path(key: &str) -> String {
    format!("/rest/api/3/issue/{key}")
}

async fn edit(client: &Client, key: &str, body: Value) {
    let answer = client.call("PUT", &path(key), &body).await;
    assert_eq!(answer.status, 204, "{}", answer.body);
    assert_eq!(answer.body, "");
}

/// The items of the newest entry of an issue's history.
async fn newest(client: &Client, key: &str) -> Vec<Value> {
    let log = client.json(&format!("{}/changelog", path(key))).await;
    let values = log["values"].as_array().unwrap();
    values.last().unwrap()["items"].as_array().unwrap().clone()
}

/// `from`, `fromString`, `to`, `toString` of the item of a field.
fn ends(items: &[Value], field: &str) -> [Value; 4] {
    let item = items.iter().find(|item| item["field"] == field);
    let item = item.unwrap_or_else(|| panic!("no {field} in {items:?}"));
    ["from", "fromString", "to", "toString"].map(|name| item[name].clone())
}

#[tokio::test]
async fn changes_are_made_and_noted_as_the_service_notes_them() {
    let sim = Sim::builder().manual_clock().start().await.unwrap();
    let client = admin(&sim);
    let (me, other) = (
        sim.admin().account_id.clone(),
        sim.member().account_id.clone(),
    );
    let name = |id: &str| {
        sim.users()
            .into_iter()
            .find(|u| u.account_id == id)
            .unwrap()
            .display_name
    };
    let key = make(&client, &json!({
        "summary": "before", "labels": ["b", "a"], "components": [{ "name": "Frontend" }],
        "assignee": { "accountId": me }, "duedate": "2026-11-01", "description": document("old"),
    })).await;
    sim.advance(Duration::from_secs(5));
    edit(&client, &key, json!({
        "fields": {
            "summary": "after", "description": document("new *x*"), "duedate": null,
            "assignee": { "accountId": other }, "priority": { "id": "1" },
            "timetracking": { "originalEstimate": "2h", "remainingEstimate": "1h" },
            "customfield_10030": { "value": "Red" }, "customfield_10021": [{ "value": "Impediment" }],
            "customfield_10016": 5,
        },
        "update": {
            "labels": [{ "add": "c" }, { "remove": "a" }],
            "components": [{ "set": [{ "name": "Backend" }] }],
            "fixVersions": [{ "add": { "name": "1.3.0" } }],
        },
    })).await;
    let fields = fields_of(&client, &key).await;
    assert_eq!(fields["labels"], json!(["b", "c"]));
    assert_eq!(fields["components"][0]["name"], "Backend");
    assert_eq!(fields["components"].as_array().unwrap().len(), 1);
    assert_eq!(fields["updated"], "2026-10-01T00:00:05.000+0000");
    let items = newest(&client, &key).await;
    let null = Value::Null;
    let text = |text: &str| Value::from(text);
    assert_eq!(
        ends(&items, "summary"),
        [null.clone(), text("before"), null.clone(), text("after")]
    );
    assert_eq!(
        ends(&items, "description"),
        [null.clone(), text("old"), null.clone(), text("new \\*x*")]
    );
    assert_eq!(
        ends(&items, "labels"),
        [null.clone(), text("a b"), null.clone(), text("b c")]
    );
    assert_eq!(
        ends(&items, "priority"),
        [text("3"), text("Medium"), text("1"), text("Highest")]
    );
    assert_eq!(
        ends(&items, "assignee"),
        [
            text(&me),
            text(&name(&me)),
            text(&other),
            text(&name(&other))
        ]
    );
    assert_eq!(
        ends(&items, "duedate"),
        [
            text("2026-11-01"),
            text("2026-11-01 00:00:00.0"),
            null.clone(),
            null.clone()
        ]
    );
    assert_eq!(
        ends(&items, "timeoriginalestimate"),
        [null.clone(), null.clone(), text("7200"), text("7200")]
    );
    assert_eq!(ends(&items, "timeestimate")[3], "3600");
    assert_eq!(
        ends(&items, "Fix Version"),
        [null.clone(), null.clone(), text("10003"), text("1.3.0")]
    );
    assert_eq!(
        ends(&items, "Squad"),
        [null.clone(), null.clone(), text("10030"), text("Red")]
    );
    assert_eq!(
        ends(&items, "Flagged"),
        [text(""), text(""), text("[10019]"), text("Impediment")]
    );
    assert_eq!(
        ends(&items, "Story point estimate"),
        [null.clone(), null.clone(), null.clone(), text("5")]
    );
    let components: Vec<&Value> = items
        .iter()
        .filter(|item| item["field"] == "Component")
        .collect();
    assert_eq!(components[0]["fromString"], "Frontend");
    assert_eq!(components[1]["toString"], "Backend");
    let squad = items.iter().find(|item| item["field"] == "Squad").unwrap();
    assert_eq!(squad["fieldtype"], "custom");
    assert_eq!(squad["fieldId"], "customfield_10030");
    // What changes nothing leaves no entry.
    edit(&client, &key, json!({ "fields": { "summary": "after" } })).await;
    let log = client.json(&format!("{}/changelog", path(&key))).await;
    assert_eq!(log["total"], 1);
}

#[tokio::test]
async fn an_edit_that_is_refused_changes_nothing() {
    let sim = Sim::builder().start().await.unwrap();
    let client = member(&sim);
    let key = make(&client, &json!({ "summary": "kept" })).await;
    let wrong = json!({
        "fields": { "summary": "lost", "priority": { "name": "Urgent" }, "resolution": { "name": "Done" } },
        "update": { "summary": [{ "set": "lost" }], "labels": [{ "edit": "x" }], "status": [{ "set": "x" }] },
    });
    let errors = blamed(&client.call("PUT", &path(&key), &wrong).await);
    assert_eq!(
        errors,
        json!({ "summary": "Field 'summary' cannot appear in both 'fields' and 'update'" })
    );
    let wrong = json!({
        "fields": { "summary": "lost", "priority": { "name": "Urgent" }, "resolution": { "name": "Done" } },
        "update": { "labels": [{ "edit": "x" }], "status": [{ "set": "x" }] },
    });
    let errors = blamed(&client.call("PUT", &path(&key), &wrong).await);
    let unset = |field: &str| {
        format!("Field '{field}' cannot be set. It is not on the appropriate screen, or unknown.")
    };
    assert_eq!(
        errors,
        json!({
            "priority": "The priority selected is invalid.",
            "resolution": unset("resolution"),
            "status": unset("status"),
            "labels": "Field with id 'labels' and name 'Labels' does not support operation 'edit' \
                       Supported operation(s) are: 'add,set,remove'",
        })
    );
    assert_eq!(fields_of(&client, &key).await["summary"], "kept");
    let missing = client
        .call("PUT", &path("ACME-99999"), &json!({ "fields": {} }))
        .await;
    assert_eq!(missing.status, 404);
    assert_eq!(
        missing.json()["errorMessages"][0],
        "Issue does not exist or you do not have permission to see it."
    );
    let secret = make(&admin(&sim), &json!({ "project": { "key": "SEC" } })).await;
    let hidden = client
        .call("PUT", &path(&secret), &json!({ "fields": {} }))
        .await;
    assert_eq!(hidden.status, 404);
    let nobody = Client::nobody(sim.url())
        .call("DELETE", &path(&key), &Value::Null)
        .await;
    assert_eq!(nobody.status, 404);
    let over = format!("{}?overrideScreenSecurity=true", path(&key));
    assert_eq!(
        client
            .call("PUT", &over, &json!({ "fields": {} }))
            .await
            .status,
        403
    );
}

#[tokio::test]
async fn those_who_only_see_an_issue_cannot_change_it() {
    let sim = Sim::builder().start().await.unwrap();
    let boss = admin(&sim);
    let reporter = sim.outsider().account_id.clone();
    // Reporters see what they reported in that project, and no more.
    let key = make(
        &boss,
        &json!({ "project": { "key": "ASK" }, "reporter": { "accountId": reporter } }),
    )
    .await;
    let client = outsider(&sim);
    assert_eq!(
        fields_of(&client, &key).await["summary"],
        "Written by a test"
    );
    let answer = client
        .call("PUT", &path(&key), &json!({ "fields": { "summary": "x" } }))
        .await;
    assert_eq!(answer.status, 403);
    assert_eq!(
        answer.json()["errorMessages"][0],
        "You do not have permission to edit issues in this project."
    );
    let assign = client
        .call(
            "PUT",
            &format!("{}/assignee", path(&key)),
            &json!({ "accountId": null }),
        )
        .await;
    assert_eq!(assign.status, 403);
    assert_eq!(
        client
            .call("DELETE", &path(&key), &Value::Null)
            .await
            .status,
        403
    );
    let transitions = client.json(&format!("{}/transitions", path(&key))).await;
    assert_eq!(transitions["transitions"], json!([]));
    let go = client
        .call(
            "POST",
            &format!("{}/transitions", path(&key)),
            &json!({ "transition": { "id": "21" } }),
        )
        .await;
    assert_eq!(go.status, 400);
    assert_eq!(
        client.json(&format!("{}/editmeta", path(&key))).await["fields"],
        json!({})
    );
}

#[tokio::test]
async fn the_issue_comes_back_where_asked_for() {
    let sim = Sim::builder().start().await.unwrap();
    let client = member(&sim);
    let key = make(&client, &json!({})).await;
    let body = json!({
        "fields": { "summary": "seen", "project": { "key": "ACME" }, "customfield_10034": null },
        "properties": [{ "key": "p", "value": 1 }],
        "historyMetadata": { "type": "acme:import" },
    });
    let query = format!(
        "{}?returnIssue=true&notifyUsers=false&expand=changelog,editmeta,transitions",
        path(&key)
    );
    let answer = client.call("PUT", &query, &body).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let issue = answer.json();
    assert_eq!(issue["fields"]["summary"], "seen");
    assert_eq!(issue["changelog"]["total"], 1);
    assert_eq!(issue["editmeta"]["fields"]["summary"]["required"], true);
    assert_eq!(issue["transitions"][0]["id"], "21");
    let away = json!({ "fields": { "project": { "key": "OPS" } } });
    assert!(blamed(&client.call("PUT", &path(&key), &away).await)["project"].is_string());
    assert_eq!(
        client.json(&format!("{}/properties/p", path(&key))).await["value"],
        1
    );
}

#[tokio::test]
async fn parents_and_types_change_within_their_rules() {
    let sim = Sim::builder().start().await.unwrap();
    let client = admin(&sim);
    let epic = make(&client, &json!({ "issuetype": { "name": "Epic" } })).await;
    let story = make(&client, &json!({ "issuetype": { "name": "Story" } })).await;
    let part = make(
        &client,
        &json!({ "issuetype": { "name": "Sub-task" }, "parent": { "key": story } }),
    )
    .await;
    edit(
        &client,
        &story,
        json!({ "fields": { "parent": { "key": epic } } }),
    )
    .await;
    let epic_id = client.json(&path(&epic)).await["id"].clone();
    let items = newest(&client, &story).await;
    let null = Value::Null;
    assert_eq!(
        ends(&items, "IssueParentAssociation"),
        [
            null.clone(),
            null.clone(),
            epic_id.clone(),
            epic.clone().into()
        ]
    );
    edit(
        &client,
        &story,
        json!({ "update": { "parent": [{ "set": { "none": true } }] } }),
    )
    .await;
    let items = newest(&client, &story).await;
    assert_eq!(
        ends(&items, "IssueParentAssociation"),
        [epic_id, epic.clone().into(), null.clone(), null]
    );
    assert!(fields_of(&client, &story).await.get("parent").is_none());
    edit(
        &client,
        &story,
        json!({ "fields": { "issuetype": { "name": "Bug" } } }),
    )
    .await;
    assert_eq!(ends(&newest(&client, &story).await, "issuetype")[3], "Bug");
    let no_parent = "Issue type is a sub-task but parent issue key or id not specified.";
    for (key, body, errors) in [
        (
            &part,
            json!({ "fields": { "parent": null } }),
            json!({ "issuetype": no_parent }),
        ),
        (
            &story,
            json!({ "fields": { "issuetype": { "name": "Epic" } } }),
            json!({ "issuetype": "The issue type selected is invalid." }),
        ),
        (
            &epic,
            json!({ "fields": { "issuetype": { "name": "Sub-task" } } }),
            json!({ "issuetype": no_parent }),
        ),
        (
            &epic,
            json!({ "fields": { "issuetype": {} } }),
            json!({ "issuetype": "Specify an issue type" }),
        ),
        (
            &part,
            json!({ "fields": { "parent": { "key": epic } } }),
            json!({ "parentId": "Given parent work item does not belong to appropriate hierarchy." }),
        ),
    ] {
        assert_eq!(
            blamed(&client.call("PUT", &path(key), &body).await),
            errors,
            "{body}"
        );
    }
}

#[tokio::test]
async fn an_issue_is_given_to_people_to_nobody_and_to_whom_the_project_says() {
    let sim = Sim::builder().start().await.unwrap();
    let client = member(&sim);
    let (me, lead) = (
        sim.member().account_id.clone(),
        sim.admin().account_id.clone(),
    );
    // The lead of the project OPS gets what nobody is named for.
    let key = make(&client, &json!({ "project": { "key": "OPS" } })).await;
    assert_eq!(fields_of(&client, &key).await["assignee"]["accountId"], me);
    let place = format!("{}/assignee", path(&key));
    for (body, expected) in [
        (json!({ "accountId": lead }), Value::from(lead.as_str())),
        (json!({ "accountId": null }), Value::Null),
        (json!({ "accountId": "-1" }), Value::from(me.as_str())),
    ] {
        let answer = client.call("PUT", &place, &body).await;
        assert_eq!(answer.status, 204, "{}", answer.body);
        assert_eq!(
            fields_of(&client, &key).await["assignee"]["accountId"],
            expected
        );
    }
    let mut users = sim.users().into_iter();
    let stranger = users.rfind(|user| user.listed && !user.active);
    let stranger = stranger.unwrap().account_id;
    for (body, status) in [
        (json!({ "accountId": "nobody" }), 400),
        (json!({ "accountId": stranger }), 400),
        (json!({}), 400),
        (json!({ "accountId": me, "name": me }), 400),
    ] {
        assert_eq!(
            client.call("PUT", &place, &body).await.status,
            status,
            "{body}"
        );
    }
    let answer = client
        .call("PUT", &place, &json!({ "accountId": stranger }))
        .await;
    let message = format!("User '{stranger}' cannot be assigned issues.");
    assert_eq!(blamed(&answer), json!({ "assignee": message }));
}

#[tokio::test]
async fn a_deleted_issue_is_gone_with_all_that_hung_on_it() {
    let sim = Sim::builder().start().await.unwrap();
    let client = admin(&sim);
    let epic = make(&client, &json!({ "issuetype": { "name": "Epic" } })).await;
    let story = make(&client, &json!({ "parent": { "key": epic } })).await;
    let part = make(
        &client,
        &json!({ "issuetype": { "name": "Sub-task" }, "parent": { "key": story } }),
    )
    .await;
    let link = json!({ "update": { "issuelinks": [{ "add": { "type": { "name": "Blocks" }, "outwardIssue": { "key": epic } } }] } });
    edit(&client, &story, link).await;
    let linked = fields_of(&client, &story).await;
    assert_eq!(linked["issuelinks"][0]["outwardIssue"]["key"], epic);
    assert_eq!(
        fields_of(&client, &epic).await["issuelinks"][0]["inwardIssue"]["key"],
        story
    );
    let kept = client.call("DELETE", &path(&story), &Value::Null).await;
    assert_eq!(kept.status, 400);
    assert_eq!(
        kept.json()["errorMessages"][0],
        format!(
            "The issue '{story}' has subtasks. You must specify the 'deleteSubtasks' parameter to delete this issue and all its subtasks."
        )
    );
    let gone = client
        .call(
            "DELETE",
            &format!("{}?deleteSubtasks=True", path(&story)),
            &Value::Null,
        )
        .await;
    assert_eq!((gone.status, gone.body.as_str()), (204, ""));
    for key in [&story, &part] {
        assert_eq!(client.get(&path(key)).await.status, 404);
    }
    assert_eq!(fields_of(&client, &epic).await["issuelinks"], json!([]));
    // Its number is never given again.
    let next = make(&client, &json!({})).await;
    let number = |key: &str| key[5..].parse::<u32>().unwrap();
    assert_eq!(number(&next), number(&part) + 1);
    // The children of an epic stay without it.
    let child = make(&client, &json!({ "parent": { "key": epic } })).await;
    assert_eq!(
        client
            .call("DELETE", &path(&epic), &Value::Null)
            .await
            .status,
        204
    );
    assert!(fields_of(&client, &child).await.get("parent").is_none());
}

#[tokio::test]
async fn transitions_lead_through_the_workflow() {
    let sim = Sim::builder().manual_clock().start().await.unwrap();
    let client = member(&sim);
    let key = make(&client, &json!({})).await;
    let place = format!("{}/transitions", path(&key));
    let list = client.json(&place).await;
    let names: Vec<&str> = list["transitions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|t| t["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["In Progress", "Close"]);
    let close = &list["transitions"][1];
    assert_eq!(
        (
            &close["isGlobal"],
            &close["isConditional"],
            &close["hasScreen"]
        ),
        (&json!(true), &json!(true), &json!(false))
    );
    assert_eq!(close["to"]["statusCategory"]["key"], "done");
    assert!(close.get("fields").is_none());
    let go = async |body: Value| client.call("POST", &place, &body).await;
    sim.advance(Duration::from_secs(60));
    assert_eq!(
        go(json!({ "transition": { "id": 21 }, "fields": {} }))
            .await
            .status,
        204
    );
    let fields = fields_of(&client, &key).await;
    assert_eq!(
        fields["statuscategorychangedate"],
        "2026-10-01T00:01:00.000+0000"
    );
    // From here a screen asks how it ended.
    let screen = client
        .json(&format!(
            "{place}?transitionId=41&expand=transitions.fields"
        ))
        .await;
    assert_eq!(screen["transitions"].as_array().unwrap().len(), 1);
    let resolution = &screen["transitions"][0]["fields"]["resolution"];
    assert_eq!(
        (
            &resolution["required"],
            &resolution["allowedValues"][1]["name"]
        ),
        (&json!(true), &json!("Won't Do"))
    );
    for (body, messages, errors) in [
        (
            json!({}),
            json!(["Missing 'transition' identifier"]),
            json!({}),
        ),
        (
            json!({ "transition": {} }),
            json!(["Missing 'transition' identifier"]),
            json!({}),
        ),
        (
            json!({ "transition": { "id": "x" } }),
            json!(["'transition' identifier must be an integer"]),
            json!({}),
        ),
        (
            json!({ "transition": { "id": "61" } }),
            json!(["Transition id '61' is not valid for this issue."]),
            json!({}),
        ),
        (
            json!({ "transition": { "id": "41" } }),
            json!([]),
            json!({ "resolution": "Resolution is required." }),
        ),
        (
            json!({ "transition": { "id": "31" }, "fields": { "summary": "x" } }),
            json!([]),
            json!({ "summary": "Field 'summary' cannot be set. It is not on the appropriate screen, or unknown." }),
        ),
    ] {
        let answer = go(body.clone()).await;
        assert_eq!(answer.status, 400, "{body}");
        assert_eq!(
            answer.json(),
            json!({ "errorMessages": messages, "errors": errors }),
            "{body}"
        );
    }
    sim.advance(Duration::from_secs(60));
    let done = go(json!({
        "transition": { "id": "41" },
        "fields": { "resolution": { "name": "Won't Do" } },
        "update": { "comment": [{ "add": { "body": document("over") } }] },
    }))
    .await;
    assert_eq!(done.status, 204, "{}", done.body);
    let fields = fields_of(&client, &key).await;
    assert_eq!(fields["resolution"]["name"], "Won't Do");
    assert_eq!(fields["resolutiondate"], "2026-10-01T00:02:00.000+0000");
    assert_eq!(fields["comment"]["comments"][0]["body"], document("over"));
    let items = newest(&client, &key).await;
    assert_eq!(
        ends(&items, "status"),
        [
            json!("3"),
            json!("In Progress"),
            json!("10002"),
            json!("Done")
        ]
    );
    assert_eq!(ends(&items, "resolution")[3], "Won't Do");
    // Going on working on it takes the resolution away.
    assert_eq!(
        go(json!({ "transition": { "id": "61" } })).await.status,
        204
    );
    let fields = fields_of(&client, &key).await;
    assert_eq!(
        (&fields["resolution"], &fields["resolutiondate"]),
        (&Value::Null, &Value::Null)
    );
    // Without a screen it is resolved by itself.
    assert_eq!(
        go(json!({ "transition": { "id": "51" } })).await.status,
        204
    );
    assert_eq!(fields_of(&client, &key).await["resolution"]["name"], "Done");
    assert_eq!(
        client
            .get(&format!("{}/transitions", path("ACME-99999")))
            .await
            .status,
        404
    );
}

#[tokio::test]
async fn work_is_logged_with_a_change() {
    let sim = Sim::builder().start().await.unwrap();
    let client = member(&sim);
    let key = make(
        &client,
        &json!({ "timetracking": { "originalEstimate": "3h" } }),
    )
    .await;
    edit(
        &client,
        &key,
        json!({ "update": { "worklog": [{ "add": { "timeSpent": "1h" } }] } }),
    )
    .await;
    let times = &fields_of(&client, &key).await["timetracking"];
    assert_eq!(
        (&times["timeSpentSeconds"], &times["remainingEstimate"]),
        (&json!(3_600), &json!("2h"))
    );
    edit(
        &client,
        &key,
        json!({ "update": { "timetracking": [{ "edit": { "remainingEstimate": "4h" } }] } }),
    )
    .await;
    let times = &fields_of(&client, &key).await["timetracking"];
    assert_eq!(
        (&times["originalEstimate"], &times["remainingEstimate"]),
        (&json!("3h"), &json!("4h"))
    );
}
