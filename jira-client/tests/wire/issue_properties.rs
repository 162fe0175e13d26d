use jira_client::ErrorKind;
use jira_client::cloud::issue_properties::{PropertiesOfIssue, PropertyFilter, PropertyUpdate};
use jira_client::cloud::tasks::TaskStatus;
use serde_json::json;

use crate::requests::shown;
use crate::site::Site;

#[tokio::test]
async fn reads_and_writes_properties_of_an_issue() {
    let site = Site::start().await;
    let properties = site.jira.issue_properties();
    let reply =
        json!({"keys": [{"key": "a/b", "self": "https://acme.example.com/x"}, {"key": "c"}]});
    site.answer("GET /rest/api/3/issue/ACME-1/properties", reply)
        .await;
    let keys = properties.keys("ACME-1").send().await.unwrap();
    let keys = keys.keys.into_vec().unwrap();
    assert_eq!((keys[0].key.as_str(), keys.len()), ("a/b", 2));

    let at = "/rest/api/3/issue/ACME-1/properties/a%2Fb";
    let reply = json!({"key": "a/b", "value": {"weight": 100}});
    site.answer(&format!("GET {at}"), reply).await;
    let one = properties.get("ACME-1", "a/b").send().await.unwrap();
    assert_eq!(
        (one.key.as_str(), &one.value["weight"]),
        ("a/b", &json!(100))
    );

    site.exchange(&format!("PUT {at}"), Some(json!({"weight": 1})), 201, "")
        .await;
    let set = properties.set("ACME-1", "a/b", json!({"weight": 1}));
    set.send().await.unwrap();
    site.exchange(&format!("DELETE {at}"), None, 204, "").await;
    properties.delete("ACME-1", "a/b").send().await.unwrap();
}

#[tokio::test]
async fn bulk_writes_lead_to_their_task() {
    let site = Site::start().await;
    let task = json!({"self": "https://acme.example.com/rest/api/3/task/1", "id": "1", "status": "RUNNING",
        "submittedBy": 10000, "progress": 3, "elapsedRuntime": 6, "submitted": 1_u64, "lastUpdate": 2_u64});
    site.answer("GET /rest/api/3/task/1", task).await;
    let ask = "POST /rest/api/3/issue/properties";
    let body = json!({"entitiesIds": [10_001, 10_002], "properties": {"a": 1, "b": {"c": null}}});
    site.redirect(ask, "/rest/api/3/task/1").await;
    let values = [("a", json!(1)), ("b", json!({"c": null}))];
    let call = site
        .jira
        .issue_properties()
        .set_on_all(["10001", "10002"], values);
    assert_eq!(shown(call.request()), (ask.to_owned(), body));
    let task = call.send().await.unwrap();
    assert_eq!((task.id.as_str(), task.status), ("1", TaskStatus::Running));
}

#[tokio::test]
async fn bulk_bodies_say_which_issues_and_what() {
    let site = Site::start().await;
    let properties = site.jira.issue_properties();
    let each = [
        PropertiesOfIssue::new("1000", [("a", json!({"n": 1}))]),
        PropertiesOfIssue::new("1001", [("b", json!([2]))]),
    ];
    let one = || PropertyFilter::issues(["10100", "100010"]);
    let update = PropertyUpdate::value(one().with_value(json!({"n": 50})), json!({"n": 100}));
    let computed = PropertyUpdate::expression(PropertyFilter::all_issues(), "issue.id");
    for (request, target, body) in [
        (
            properties.set_on_each(each).request().clone(),
            "POST /rest/api/3/issue/properties/multi",
            json!({"issues": [{"issueID": 1000, "properties": {"a": {"n": 1}}},
                {"issueID": 1001, "properties": {"b": [2]}}]}),
        ),
        (
            properties
                .set_where("k", update.where_present(true))
                .request()
                .clone(),
            "PUT /rest/api/3/issue/properties/k",
            json!({"filter": {"entityIds": [10_100, 100_010], "currentValue": {"n": 50}, "hasProperty": true},
                "value": {"n": 100}}),
        ),
        (
            properties.set_where("k", computed).request().clone(),
            "PUT /rest/api/3/issue/properties/k",
            json!({"filter": {}, "expression": "issue.id"}),
        ),
        (
            properties
                .delete_where("k", one().with_value("old"))
                .request()
                .clone(),
            "DELETE /rest/api/3/issue/properties/k",
            json!({"entityIds": [10_100, 100_010], "currentValue": "old"}),
        ),
        (
            properties
                .delete_where("k", PropertyFilter::all_issues())
                .request()
                .clone(),
            "DELETE /rest/api/3/issue/properties/k",
            json!({}),
        ),
    ] {
        assert_eq!(shown(&request), (target.to_owned(), body));
    }
}

/// To the service an empty list is no filter at all.
#[tokio::test]
async fn no_issue_is_not_taken_for_all_issues() {
    let site = Site::start().await;
    let none = PropertyFilter::issues(Vec::<String>::new());
    let call = site.jira.issue_properties().delete_where("k", none);
    let error = call.send().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert!(error.to_string().contains("an empty list"), "{error}");
}
