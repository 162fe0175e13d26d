//! Creating issues: what is taken, what is filled in, and what is wrong in Jira's own words.

use atlassian_sim::Sim;
use serde_json::{Value, json};

use super::client::{Answer, Client, admin, member};

const ISSUE: &str = "/rest/api/3/issue";

pub(crate) fn document(text: &str) -> Value {
    json!({ "type": "doc", "version": 1, "content": [
        { "type": "paragraph", "content": [{ "type": "text", "text": text }] },
    ] })
}

/// Fields with what every issue needs, unless they say otherwise.
fn with_needed(fields: &Value) -> Value {
    let mut all = json!({
        "project": { "key": "ACME" },
        "issuetype": { "name": "Task" },
        "summary": "Written by a test",
    });
    for (name, value) in fields.as_object().unwrap() {
        all[name] = value.clone();
    }
    json!({ "fields": all })
}

/// Makes an issue; its key.
pub(crate) async fn make(client: &Client, fields: &Value) -> String {
    let made = client.call("POST", ISSUE, &with_needed(fields)).await;
    assert_eq!(made.status, 201, "{}", made.body);
    made.json()["key"].as_str().unwrap().to_owned()
}

pub(crate) async fn fields_of(client: &Client, key: &str) -> Value {
    client.json(&format!("{ISSUE}/{key}")).await["fields"].clone()
}

/// `errors` of a refusal; `errorMessages` has to be empty.
pub(crate) fn blamed(answer: &Answer) -> Value {
    assert_eq!(answer.status, 400, "{}", answer.body);
    let body = answer.json();
    assert_eq!(body["errorMessages"], json!([]), "{body}");
    body["errors"].clone()
}

async fn refused(client: &Client, fields: Value) -> Value {
    blamed(&client.call("POST", ISSUE, &with_needed(&fields)).await)
}

#[tokio::test]
async fn an_issue_is_made_of_its_fields_and_the_defaults() {
    let sim = Sim::builder().manual_clock().start().await.unwrap();
    let client = admin(&sim);
    let me = sim.admin().account_id.clone();
    let before = client
        .call(
            "POST",
            "/rest/api/3/search/approximate-count",
            &json!({ "jql": "project = ACME" }),
        )
        .await;
    let count = before.json()["count"].as_u64().unwrap();
    let made = client
        .call(
            "POST",
            ISSUE,
            &with_needed(&json!({
                "summary": "  Größe & <b>more</b>  ",
                "description": document("first"),
                "labels": ["zebra", "ant", "zebra"],
                "components": [{ "name": "Frontend" }, { "id": "10000" }],
                "fixVersions": [{ "name": "1.3.0" }],
                "versions": [{ "name": "1.1.0" }],
                "duedate": "2026-12-24",
                "timetracking": { "originalEstimate": "1d 2h" },
                "customfield_10016": 3.5,
                "customfield_10030": { "value": "Blue" },
                "customfield_10032": "2026-11-01T10:00:00.000+0200",
                "customfield_10033": document("notes"),
                "customfield_10034": [{ "accountId": me }],
                "customfield_10035": { "value": "Desktop", "child": { "value": "macOS" } },
                "customfield_10036": "CUST-1",
            })),
        )
        .await;
    assert_eq!(made.status, 201, "{}", made.body);
    let made = made.json();
    // Numbers go on where the project's last issue left them.
    assert_eq!(made["key"], format!("ACME-{}", count + 1));
    let id = made["id"].as_str().unwrap();
    assert_eq!(made["self"], format!("{}{ISSUE}/{id}", sim.url()));
    let fields = fields_of(&client, id).await;
    assert_eq!(fields["summary"], "Größe & <b>more</b>");
    assert_eq!(fields["description"], document("first"));
    assert_eq!(fields["labels"], json!(["ant", "zebra"]));
    assert_eq!(fields["components"][0]["name"], "Frontend");
    assert_eq!(fields["components"][1]["name"], "Backend");
    assert_eq!(fields["fixVersions"][0]["name"], "1.3.0");
    assert_eq!(fields["versions"][0]["name"], "1.1.0");
    assert_eq!(fields["duedate"], "2026-12-24");
    assert_eq!(fields["timetracking"]["originalEstimateSeconds"], 36_000);
    assert_eq!(fields["timetracking"]["remainingEstimate"], "1d 2h");
    assert_eq!(fields["customfield_10016"], 3.5);
    assert_eq!(fields["customfield_10030"]["id"], "10032");
    assert_eq!(fields["customfield_10032"], "2026-11-01T08:00:00.000+0000");
    assert_eq!(fields["customfield_10033"], document("notes"));
    assert_eq!(fields["customfield_10034"][0]["accountId"], me);
    assert_eq!(fields["customfield_10035"]["child"]["value"], "macOS");
    assert_eq!(fields["customfield_10036"], "CUST-1");
    assert_eq!(fields["status"]["name"], "To Do");
    assert_eq!(fields["resolution"], Value::Null);
    assert_eq!(fields["priority"]["name"], "Medium");
    assert_eq!(fields["reporter"]["accountId"], me);
    assert_eq!(fields["creator"]["accountId"], me);
    // Of the two components the first has no say, and the second is its lead's.
    assert_eq!(fields["assignee"]["accountId"], me);
    assert_eq!(fields["created"], "2026-10-01T00:00:00.000+0000");
    assert_eq!(fields["watches"]["isWatching"], true);
    assert_eq!(fields["comment"]["total"], 0);
    let log = client.json(&format!("{ISSUE}/{id}/changelog")).await;
    assert_eq!(log["total"], 0);
}

#[tokio::test]
async fn everything_that_is_missing_is_told_at_once() {
    let sim = Sim::builder().start().await.unwrap();
    let client = member(&sim);
    let errors = blamed(&client.call("POST", ISSUE, &json!({ "fields": {} })).await);
    assert_eq!(
        errors,
        json!({ "project": "Specify a valid project ID or key", "issuetype": "Specify an issue type" })
    );
    let body =
        json!({ "fields": { "project": { "key": "ACME" }, "issuetype": { "name": "Task" } } });
    let errors = blamed(&client.call("POST", ISSUE, &body).await);
    assert_eq!(
        errors,
        json!({ "summary": "You must specify a summary of the issue." })
    );
    for (project, issuetype, field, message) in [
        (
            json!({ "key": "SEC" }),
            json!({ "name": "Task" }),
            "project",
            "Specify a valid project ID or key",
        ),
        (
            json!({ "key": "NONE" }),
            json!({ "name": "Task" }),
            "project",
            "Specify a valid project ID or key",
        ),
        (
            json!({ "key": "ACME" }),
            json!({ "name": "Idea" }),
            "issuetype",
            "Specify a valid issue type",
        ),
        (
            json!({ "key": "TEAM" }),
            json!({ "name": "Story" }),
            "issuetype",
            "Specify a valid issue type",
        ),
        (
            json!({ "key": "ACME" }),
            json!({ "name": "Sub-task" }),
            "issuetype",
            "Issue type is a sub-task but parent issue key or id not specified.",
        ),
    ] {
        let fields = json!({ "project": project, "issuetype": issuetype });
        assert_eq!(refused(&client, fields).await, json!({ field: message }));
    }
    let body = with_needed(&json!({}));
    let nobody = Client::nobody(sim.url()).call("POST", ISSUE, &body).await;
    assert_eq!(
        blamed(&nobody),
        json!({ "project": "Specify a valid project ID or key" })
    );
    let text = client
        .send("POST", ISSUE, Some(("text/plain", "{}")))
        .await
        .unwrap();
    assert_eq!(text.status, 415);
    for broken in [
        "",
        "[]",
        "{\"fields\":[]}",
        "{\"fields\":{},\"update\":{\"labels\":{}}}",
    ] {
        let answer = client
            .send("POST", ISSUE, Some(("application/json", broken)))
            .await
            .unwrap();
        assert_eq!(answer.status, 400, "{broken}");
    }
}

#[tokio::test]
async fn each_field_refuses_in_its_own_words() {
    let sim = Sim::builder().start().await.unwrap();
    let client = admin(&sim);
    let long = "x".repeat(256);
    let not_adf =
        "Operation value must be an Atlassian Document (see the Atlassian Document Format)";
    let unset = |field: &str| {
        format!("Field '{field}' cannot be set. It is not on the appropriate screen, or unknown.")
    };
    let inactive = sim
        .users()
        .into_iter()
        .find(|u| u.listed && !u.active)
        .unwrap()
        .account_id;
    for (field, value, message) in [
        (
            "summary",
            json!(5),
            "Operation value must be a string".to_owned(),
        ),
        (
            "summary",
            json!("  "),
            "You must specify a summary of the issue.".to_owned(),
        ),
        (
            "summary",
            json!("a\nb"),
            "The summary is invalid because it contains newline characters.".to_owned(),
        ),
        (
            "summary",
            json!(long),
            "Summary must be less than 255 characters.".to_owned(),
        ),
        ("description", json!("plain"), not_adf.to_owned()),
        ("environment", json!({ "text": "x" }), not_adf.to_owned()),
        ("customfield_10033", json!("plain"), not_adf.to_owned()),
        (
            "priority",
            json!({ "name": "Urgent" }),
            "The priority selected is invalid.".to_owned(),
        ),
        (
            "priority",
            json!("High"),
            "Specify a valid 'id' or 'name' for priority".to_owned(),
        ),
        (
            "priority",
            json!({ "id": 3 }),
            "Specify a valid 'id' or 'name' for priority".to_owned(),
        ),
        (
            "labels",
            json!("one"),
            "Specify the value for labels in an array of strings".to_owned(),
        ),
        (
            "labels",
            json!(["a b"]),
            "The label 'a b' can't contain spaces.".to_owned(),
        ),
        (
            "components",
            json!({ "name": "Backend" }),
            "data was not an array".to_owned(),
        ),
        (
            "components",
            json!([{ "name": "Nothing" }]),
            "Component name 'Nothing' is not valid".to_owned(),
        ),
        (
            "components",
            json!([{ "id": 10000 }]),
            "expected 'id' property to be a string".to_owned(),
        ),
        (
            "fixVersions",
            json!([{ "id": "1" }]),
            "Version id '1' is not valid".to_owned(),
        ),
        (
            "versions",
            json!([{ "name": "9" }]),
            "Version name '9' is not valid".to_owned(),
        ),
        (
            "duedate",
            json!("2026-02-30"),
            "Error parsing date string: 2026-02-30".to_owned(),
        ),
        (
            "assignee",
            json!("Person 1"),
            "Specify a valid value for assignee".to_owned(),
        ),
        (
            "assignee",
            json!({ "accountId": "none" }),
            "User 'none' does not exist.".to_owned(),
        ),
        (
            "assignee",
            json!({ "accountId": inactive }),
            format!("User '{inactive}' cannot be assigned issues."),
        ),
        (
            "reporter",
            json!({ "accountId": inactive }),
            "The reporter specified is not a user.".to_owned(),
        ),
        ("reporter", Value::Null, "Reporter is required.".to_owned()),
        (
            "parent",
            json!("ACME-1"),
            "data was not an object".to_owned(),
        ),
        (
            "parent",
            json!({ "key": "ACME-99999" }),
            "Could not find issue by id or key.".to_owned(),
        ),
        (
            "timetracking",
            json!({ "originalEstimate": "soon" }),
            "The original estimate specified is not valid.".to_owned(),
        ),
        (
            "customfield_10016",
            json!("3"),
            "Operation value must be a number".to_owned(),
        ),
        (
            "customfield_10030",
            json!("Red"),
            "Specify a valid 'id' or 'name' for Squad".to_owned(),
        ),
        (
            "customfield_10030",
            json!({ "id": "10050" }),
            "Option id '10050' is not valid".to_owned(),
        ),
        (
            "customfield_10030",
            json!({ "value": "Pink" }),
            "Option value 'Pink' is not valid".to_owned(),
        ),
        (
            "customfield_10035",
            json!("Desktop"),
            "Could not find valid 'id' or 'value' in the Parent Option object.".to_owned(),
        ),
        (
            "customfield_10035",
            json!({ "value": "Server", "child": { "value": "macOS" } }),
            "The option 'macOS' is an invalid option for the parent 'Server'".to_owned(),
        ),
        (
            "customfield_10034",
            json!({ "accountId": "x" }),
            "data was not an array".to_owned(),
        ),
        (
            "customfield_10034",
            json!([{ "accountId": "x" }]),
            "User 'x' was not found in the system.".to_owned(),
        ),
        (
            "customfield_10032",
            json!("tomorrow"),
            "Error parsing time: tomorrow".to_owned(),
        ),
        (
            "customfield_10036",
            json!(7),
            "Operation value must be a string".to_owned(),
        ),
        (
            "customfield_10014",
            json!("ACME-99999"),
            "Issue 'ACME-99999' must be of type 'Epic'.".to_owned(),
        ),
        ("resolution", json!({ "name": "Done" }), unset("resolution")),
        ("status", json!({ "name": "Done" }), unset("status")),
        (
            "customfield_10019",
            json!("0|x"),
            unset("customfield_10019"),
        ),
        ("customfield_99999", json!(1), unset("customfield_99999")),
        ("nonsense", json!(1), unset("nonsense")),
        ("security", json!({ "name": "Internal" }), unset("security")),
    ] {
        let fields = with_needed(&json!({ field: value }));
        let answer = client.call("POST", ISSUE, &fields).await;
        assert_eq!(answer.status, 400, "{fields}");
        assert_eq!(blamed(&answer), json!({ field: message }), "{fields}");
    }
    for (field, value, message) in [
        (
            "description",
            json!({ "type": "doc", "version": 1, "content": [{ "type": "blink" }] }),
            "INVALID_INPUT",
        ),
        (
            "customfield_10020",
            json!([1]),
            "Number value expected as the Sprint id.",
        ),
    ] {
        let answer = client
            .call("POST", ISSUE, &with_needed(&json!({ field: value })))
            .await;
        assert_eq!(answer.status, 400);
        assert_eq!(
            answer.json(),
            json!({ "errorMessages": [message], "errors": {} })
        );
    }
    // Nothing of all that has left a trace.
    let count = client
        .call(
            "POST",
            "/rest/api/3/search/approximate-count",
            &json!({ "jql": "summary ~ \"Written\"" }),
        )
        .await;
    assert_eq!(count.json()["count"], 0);
}

#[tokio::test]
async fn what_only_some_may_set_is_no_field_for_others() {
    let sim = Sim::builder().start().await.unwrap();
    let me = sim.member().account_id.clone();
    let errors = refused(&member(&sim), json!({ "reporter": { "accountId": me } })).await;
    assert!(
        errors["reporter"]
            .as_str()
            .unwrap()
            .contains("cannot be set")
    );
    let key = make(&admin(&sim), &json!({ "reporter": { "id": me } })).await;
    assert_eq!(
        fields_of(&member(&sim), &key).await["reporter"]["accountId"],
        me
    );
    let secret = json!({ "project": { "key": "OPS" }, "security": { "name": "Internal" } });
    let errors = refused(
        &member(&sim),
        json!({ "project": { "key": "ACME" }, "security": { "id": "10000" } }),
    )
    .await;
    assert!(errors["security"].is_string());
    let key = make(&admin(&sim), &secret).await;
    assert_eq!(
        fields_of(&admin(&sim), &key).await["security"]["name"],
        "Internal"
    );
}

#[tokio::test]
async fn parents_are_one_level_up() {
    let sim = Sim::builder().start().await.unwrap();
    let client = admin(&sim);
    let epic = make(
        &client,
        &json!({ "issuetype": { "name": "Epic" }, "customfield_10011": "Short" }),
    )
    .await;
    let story = make(
        &client,
        &json!({ "issuetype": { "id": 10001 }, "parent": { "key": epic } }),
    )
    .await;
    let part = make(
        &client,
        &json!({ "issuetype": { "name": "Sub-task" }, "parent": { "key": story } }),
    )
    .await;
    let linked = make(&client, &json!({ "customfield_10014": epic })).await;
    assert_eq!(fields_of(&client, &linked).await["parent"]["key"], epic);
    assert_eq!(fields_of(&client, &part).await["parent"]["key"], story);
    assert_eq!(fields_of(&client, &story).await["subtasks"][0]["key"], part);
    assert_eq!(fields_of(&client, &story).await["customfield_10014"], epic);
    let hierarchy =
        json!({ "parentId": "Given parent work item does not belong to appropriate hierarchy." });
    for (kind, parent) in [
        ("Task", &story),
        ("Sub-task", &epic),
        ("Sub-task", &part),
        ("Epic", &epic),
    ] {
        let fields = json!({ "issuetype": { "name": kind }, "parent": { "key": parent } });
        assert_eq!(refused(&client, fields).await, hierarchy, "{kind}");
    }
    let elsewhere = json!({ "project": { "key": "OPS" }, "issuetype": { "name": "Sub-task" }, "parent": { "key": story } });
    let text = "Issues with this Issue Type must be created in the same project as the parent.";
    assert_eq!(refused(&client, elsewhere).await, json!({ "pid": text }));
    let alone = json!({ "project": { "key": "TEAM" }, "parent": { "key": epic } });
    assert_eq!(refused(&client, alone).await, hierarchy);
    // Epics of company-managed projects have children in others.
    make(
        &client,
        &json!({ "project": { "key": "OPS" }, "parent": { "key": epic } }),
    )
    .await;
}

#[tokio::test]
async fn many_are_made_at_once_each_for_itself() {
    let sim = Sim::builder().start().await.unwrap();
    let client = member(&sim);
    let good = with_needed(&json!({ "labels": ["bulk"] }));
    let bad = with_needed(&json!({ "priority": { "name": "Urgent" } }));
    let body = json!({ "issueUpdates": [bad, good, good, bad] });
    let made = client.call("POST", "/rest/api/3/issue/bulk", &body).await;
    assert_eq!(made.status, 201, "{}", made.body);
    let made = made.json();
    assert_eq!(made["issues"].as_array().unwrap().len(), 2);
    assert_eq!(
        made["errors"],
        json!([0, 3].map(|at| json!({
            "status": 400,
            "failedElementNumber": at,
            "elementErrors": { "errorMessages": [], "errors": { "priority": "The priority selected is invalid." } },
        })))
    );
    let numbers: Vec<u32> = made["issues"]
        .as_array()
        .unwrap()
        .iter()
        .map(|issue| issue["key"].as_str().unwrap()[5..].parse().unwrap())
        .collect();
    assert_eq!(numbers[1], numbers[0] + 1);
    let none = client
        .call(
            "POST",
            "/rest/api/3/issue/bulk",
            &json!({ "issueUpdates": [bad] }),
        )
        .await;
    assert_eq!(none.status, 400);
    assert_eq!(none.json()["issues"], json!([]));
    assert_eq!(none.json()["errors"][0]["failedElementNumber"], 0);
    let many = json!({ "issueUpdates": vec![good.clone(); 51] });
    assert_eq!(
        client
            .call("POST", "/rest/api/3/issue/bulk", &many)
            .await
            .status,
        400
    );
    // A part that cannot be read at all spoils the whole.
    let broken = json!({ "issueUpdates": [good, { "fields": [] }] });
    let answer = client.call("POST", "/rest/api/3/issue/bulk", &broken).await;
    assert_eq!(answer.status, 400);
    let jql = json!({ "jql": "labels = bulk" });
    let count = client
        .call("POST", "/rest/api/3/search/approximate-count", &jql)
        .await;
    assert_eq!(count.json()["count"], 2);
}

#[tokio::test]
async fn a_transition_and_properties_can_come_with_the_creation() {
    let sim = Sim::builder().start().await.unwrap();
    let client = member(&sim);
    let mut body = with_needed(&json!({}));
    body["transition"] = json!({ "id": "21" });
    body["properties"] = json!([{ "key": "acme.row", "value": { "n": 7 } }]);
    let made = client.call("POST", ISSUE, &body).await.json();
    assert_eq!(
        made["transition"],
        json!({ "status": 200, "errorCollection": { "errorMessages": [], "errors": {} } })
    );
    let key = made["key"].as_str().unwrap();
    assert_eq!(
        fields_of(&client, key).await["status"]["name"],
        "In Progress"
    );
    let property = client
        .json(&format!("{ISSUE}/{key}/properties/acme.row"))
        .await;
    assert_eq!(property["value"], json!({ "n": 7 }));
    body["transition"] = json!({ "id": "41" });
    let made = client.call("POST", ISSUE, &body).await;
    assert_eq!(made.status, 201);
    assert_eq!(made.json()["transition"]["status"], 400);
    assert_eq!(
        made.json()["transition"]["errorCollection"]["errorMessages"][0],
        "Transition id '41' is not valid for this issue."
    );
}

#[tokio::test]
async fn version_2_takes_and_gives_wiki_text() {
    let sim = Sim::builder().start().await.unwrap();
    let client = member(&sim);
    let wiki = "h2. What happens\n\nIt is *bad* at {{line 3}}.\n\n* one\n* two\n\n{code:rust}\nfn main() {}\n{code}";
    let body = with_needed(&json!({ "description": wiki }));
    let made = client.call("POST", "/rest/api/2/issue", &body).await;
    assert_eq!(made.status, 201, "{}", made.body);
    let made = made.json();
    assert!(
        made["self"]
            .as_str()
            .unwrap()
            .contains("/rest/api/2/issue/")
    );
    let key = made["key"].as_str().unwrap();
    let again = client
        .json(&format!("/rest/api/2/issue/{key}?fields=description"))
        .await;
    assert_eq!(again["fields"]["description"], wiki);
    let content = &fields_of(&client, key).await["description"]["content"];
    assert_eq!(content[0]["type"], "heading");
    assert_eq!(content[1]["content"][1]["marks"][0]["type"], "strong");
    assert_eq!(content[3]["attrs"]["language"], "rust");
    let document = with_needed(&json!({ "description": document("x") }));
    let answer = client.call("POST", "/rest/api/2/issue", &document).await;
    assert_eq!(
        blamed(&answer),
        json!({ "description": "Operation value must be a string" })
    );
}
