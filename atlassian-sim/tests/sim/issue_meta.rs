//! What can be written, suggested and counted.

use atlassian_sim::Sim;
use serde_json::{Value, json};

use super::client::{Client, admin, member, pluck};
use super::issue_create::make;

#[tokio::test]
async fn what_can_be_created_comes_page_by_page() {
    let sim = Sim::builder().start().await.unwrap();
    let client = member(&sim);
    let types = client
        .json("/rest/api/3/issue/createmeta/ACME/issuetypes")
        .await;
    let names = pluck(types["issueTypes"].as_array().unwrap(), "name");
    assert_eq!(names, ["Epic", "Story", "Task", "Sub-task", "Bug"]);
    assert_eq!(
        (&types["startAt"], &types["maxResults"], &types["total"]),
        (&json!(0), &json!(50), &json!(5))
    );
    let page = client
        .json("/rest/api/3/issue/createmeta/10000/issuetypes?startAt=3&maxResults=1")
        .await;
    assert_eq!(
        pluck(page["issueTypes"].as_array().unwrap(), "name"),
        ["Sub-task"]
    );
    let place = "/rest/api/3/issue/createmeta/ACME/issuetypes/10003";
    let mut fields: Vec<Value> = Vec::new();
    loop {
        let page = client
            .json(&format!("{place}?maxResults=4&startAt={}", fields.len()))
            .await;
        fields.extend(page["fields"].as_array().unwrap().iter().cloned());
        if fields.len() >= page["total"].as_u64().unwrap().try_into().unwrap() {
            break;
        }
    }
    let of = |id: &str| fields.iter().find(|field| field["fieldId"] == id);
    assert_eq!(of("parent").unwrap()["required"], true);
    assert_eq!(of("summary").unwrap()["operations"], json!(["set"]));
    assert_eq!(
        of("labels").unwrap()["operations"],
        json!(["add", "set", "remove"])
    );
    assert_eq!(of("priority").unwrap()["defaultValue"]["name"], "Medium");
    assert_eq!(
        of("components").unwrap()["allowedValues"]
            .as_array()
            .unwrap()
            .len(),
        3
    );
    assert_eq!(
        of("customfield_10030").unwrap()["allowedValues"][1]["value"],
        "Green"
    );
    let platform = of("customfield_10035").unwrap();
    assert_eq!(
        platform["allowedValues"][1]["children"][0]["value"],
        "Windows"
    );
    // Who may not set the reporter does not see that there is one.
    assert!(
        of("reporter").is_none() && of("resolution").is_none() && of("customfield_10019").is_none()
    );
    let theirs = admin(&sim).json(place).await;
    assert!(
        theirs["fields"]
            .as_array()
            .unwrap()
            .iter()
            .any(|field| field["fieldId"] == "reporter")
    );
    let much = client
        .get("/rest/api/3/issue/createmeta/ACME/issuetypes?maxResults=201")
        .await;
    assert_eq!(
        much.json()["errorMessages"][0],
        "Parameter 'maxResults' must not exceed the limit '200'"
    );
    for project in ["SEC", "NONE"] {
        let answer = client
            .get(&format!(
                "/rest/api/3/issue/createmeta/{project}/issuetypes"
            ))
            .await;
        assert_eq!(answer.status, 404);
        assert_eq!(
            answer.json()["errorMessages"][0],
            "You cannot create issues in this project."
        );
    }
    assert_eq!(
        client
            .get("/rest/api/3/issue/createmeta/ACME/issuetypes/1")
            .await
            .status,
        400
    );
}

#[tokio::test]
async fn the_older_answer_has_it_all_at_once() {
    let sim = Sim::builder().start().await.unwrap();
    let place = "/rest/api/3/issue/createmeta";
    let all = member(&sim).json(place).await;
    assert_eq!(all["expand"], "projects");
    assert!(!pluck(all["projects"].as_array().unwrap(), "key").contains(&"SEC".to_owned()));
    let query = "?projectKeys=acme,NONE&issuetypeNames=Bug&expand=projects.issuetypes.fields";
    let one = member(&sim).json(&format!("{place}{query}")).await;
    assert_eq!(one["projects"].as_array().unwrap().len(), 1);
    let types = one["projects"][0]["issuetypes"].as_array().unwrap();
    assert_eq!(pluck(types, "name"), ["Bug"]);
    assert_eq!(
        types[0]["fields"]["issuetype"]["allowedValues"][0]["name"],
        "Bug"
    );
    assert_eq!(
        types[0]["fields"]["customfield_10031"]["schema"]["type"],
        "option"
    );
    let nobody = Client::nobody(sim.url());
    assert_eq!(nobody.json(place).await["projects"], json!([]));
}

#[tokio::test]
async fn what_can_be_edited_can_be_edited() {
    let sim = Sim::builder().start().await.unwrap();
    let client = admin(&sim);
    let key = make(&client, &json!({})).await;
    let meta = client
        .json(&format!("/rest/api/3/issue/{key}/editmeta"))
        .await;
    let fields = meta["fields"].as_object().unwrap();
    assert_eq!(fields["timetracking"]["operations"], json!(["set", "edit"]));
    let types = fields["issuetype"]["allowedValues"].as_array().unwrap();
    assert_eq!(pluck(types, "name"), ["Story", "Task", "Bug"]);
    assert_eq!(fields["comment"]["schema"]["type"], "comments-page");
    assert!(!fields.contains_key("resolution") && !fields.contains_key("security"));
    // Each of them takes nothing at all, but for those that must be there.
    for (name, field) in fields {
        let can_set = field["operations"]
            .as_array()
            .unwrap()
            .contains(&json!("set"));
        if !can_set || ["issuetype", "timetracking", "attachment"].contains(&name.as_str()) {
            continue;
        }
        let body = json!({ "fields": { name: null } });
        let answer = client
            .call("PUT", &format!("/rest/api/3/issue/{key}"), &body)
            .await;
        let status = if field["required"] == true { 400 } else { 204 };
        assert_eq!(answer.status, status, "{name}: {}", answer.body);
    }
    let over = format!("/rest/api/3/issue/{key}/editmeta?overrideScreenSecurity=true");
    assert_eq!(member(&sim).get(&over).await.status, 403);
    assert_eq!(
        client
            .get("/rest/api/3/issue/ACME-99999/editmeta")
            .await
            .status,
        404
    );
}

#[tokio::test]
async fn issues_are_suggested_by_key_and_words() {
    let sim = Sim::builder().start().await.unwrap();
    let client = member(&sim);
    let one = make(&client, &json!({ "summary": "Zebra <crossing> & more" })).await;
    let place = "/rest/api/3/issue/picker";
    let found = client.json(&format!("{place}?query=CROSS")).await;
    let section = &found["sections"][0];
    assert_eq!(
        (&section["id"], &section["label"]),
        (&json!("hs"), &json!("History Search"))
    );
    assert_eq!(section["sub"], "Showing 1 of 1 matching issues");
    let issue = &section["issues"][0];
    assert_eq!(issue["key"], one);
    assert_eq!(issue["summary"], "Zebra &lt;<b>cross</b>ing&gt; &amp; more");
    assert_eq!(issue["summaryText"], "Zebra <crossing> & more");
    // What others did is found by a query.
    let jql = "project%3DACME%20ORDER%20BY%20key%20DESC";
    let found = client
        .json(&format!("{place}?query={one}&currentJQL={jql}"))
        .await;
    let current = &found["sections"][1];
    assert_eq!(
        (&current["id"], &current["issues"][0]["keyHtml"]),
        (&json!("cs"), &json!(format!("<b>{one}</b>")))
    );
    let none = client
        .json(&format!("{place}?query={one}&currentIssueKey={one}"))
        .await;
    assert_eq!(none["sections"][0]["msg"], "No matching issues");
    let nobody = Client::nobody(sim.url())
        .json(&format!("{place}?query=a&currentJQL={jql}"))
        .await;
    assert_eq!(nobody["sections"][0]["issues"], json!([]));
    assert_eq!(nobody["sections"][1]["issues"], json!([]));
}

#[tokio::test]
async fn limits_are_told_and_mail_is_taken() {
    let sim = Sim::builder().start().await.unwrap();
    let report = admin(&sim)
        .json("/rest/api/3/issue/limit/report?isReturningKeys=true")
        .await;
    assert_eq!(
        report["limits"],
        json!({ "comment": 5_000, "worklog": 10_000, "attachment": 2_000, "issuelinks": 2_000, "remoteIssueLinks": 2_000 })
    );
    assert_eq!(report["issuesBreachingLimit"], json!({}));
    assert_eq!(
        member(&sim)
            .get("/rest/api/3/issue/limit/report")
            .await
            .status,
        403
    );
    let client = member(&sim);
    let key = make(&client, &json!({ "assignee": null })).await;
    let place = format!("/rest/api/3/issue/{key}/notify");
    let other = sim.admin().account_id.clone();
    for (to, status) in [
        (json!({ "users": [{ "accountId": other }] }), 204),
        (json!({ "groups": [{ "name": "jira-admins" }] }), 204),
        (json!({ "reporter": true }), 400),
        (json!({ "assignee": true }), 400),
        (json!({ "users": [{ "accountId": "x" }] }), 400),
        (json!({}), 400),
    ] {
        let body = json!({ "subject": "News", "textBody": "There are some.", "to": to });
        let answer = client.call("POST", &place, &body).await;
        assert_eq!(answer.status, status, "{body}: {}", answer.body);
    }
    assert_eq!(
        client
            .call("POST", "/rest/api/3/issue/ACME-99999/notify", &json!({}))
            .await
            .status,
        404
    );
}
