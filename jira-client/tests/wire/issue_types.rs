use jira_client::cloud::issue_types::IssueType;
use serde_json::{Value, json};

use crate::site::Site;

fn task() -> Value {
    json!({"self": "https://x/rest/api/3/issuetype/10003", "id": "10003", "description": "A task", "iconUrl": "https://x",
        "name": "Aufgabe", "untranslatedName": "Task", "subtask": false, "avatarId": 10318, "hierarchyLevel": 0,
        "entityId": "e-1", "scope": {"type": "PROJECT", "project": {"id": "10013"}}})
}

#[test]
fn an_avatar_id_stays_a_number() {
    let read: IssueType = serde_json::from_value(task()).unwrap();
    assert_eq!(serde_json::to_value(read).unwrap(), task());
}

#[tokio::test]
async fn issue_types() {
    let site = Site::start().await;
    let types = site.jira.issue_types();
    site.answer("GET /rest/api/3/issuetype", json!([task()]))
        .await;
    let all = types.list().send().await.unwrap().into_vec().unwrap();
    assert_eq!(
        all[0]
            .scope
            .as_ref()
            .unwrap()
            .project
            .as_ref()
            .unwrap()
            .id
            .as_str(),
        "10013"
    );
    site.answer(
        "GET /rest/api/3/issuetype/project?projectId=10013&level=-1",
        json!([task()]),
    )
    .await;
    assert_eq!(
        types
            .of_project("10013")
            .level(-1)
            .send()
            .await
            .unwrap()
            .len(),
        1
    );
    site.answer("GET /rest/api/3/issuetype/10003/alternatives", json!([]))
        .await;
    assert!(types.alternatives("10003").send().await.unwrap().is_empty());
    site.answer("GET /rest/api/3/issuetype/10003", task()).await;
    assert_eq!(
        types.get("10003").send().await.unwrap().avatar_id,
        Some("10318".into())
    );

    let body = json!({"name": "Task", "description": "D", "hierarchyLevel": -1});
    site.exchange(
        "POST /rest/api/3/issuetype",
        Some(body),
        201,
        &task().to_string(),
    )
    .await;
    types
        .create("Task")
        .description("D")
        .hierarchy_level(-1)
        .send()
        .await
        .unwrap();
    let body = json!({"name": "N", "description": "D", "avatarId": 10300});
    site.exchange(
        "PUT /rest/api/3/issuetype/10003",
        Some(body),
        200,
        &task().to_string(),
    )
    .await;
    types
        .update("10003")
        .name("N")
        .description("D")
        .avatar("10300")
        .send()
        .await
        .unwrap();
    site.exchange(
        "DELETE /rest/api/3/issuetype/10003?alternativeIssueTypeId=10004",
        None,
        204,
        "",
    )
    .await;
    types
        .delete("10003")
        .alternative("10004")
        .send()
        .await
        .unwrap();
}

#[tokio::test]
async fn properties_of_issue_types() {
    let site = Site::start().await;
    let properties = site.jira.issue_type_properties();
    let path = "/rest/api/3/issuetype/10003/properties";
    site.answer(
        &format!("GET {path}"),
        json!({"keys": [{"self": "https://x", "key": "a/b"}]}),
    )
    .await;
    assert_eq!(
        properties
            .keys("10003")
            .send()
            .await
            .unwrap()
            .keys
            .into_vec()
            .unwrap()[0]
            .key,
        "a/b"
    );
    site.answer(
        &format!("GET {path}/a%2Fb"),
        json!({"key": "a/b", "value": [1]}),
    )
    .await;
    assert_eq!(
        properties.get("10003", "a/b").send().await.unwrap().value,
        json!([1])
    );
    site.exchange(&format!("PUT {path}/k"), Some(json!("text")), 201, "")
        .await;
    properties.set("10003", "k", "text").send().await.unwrap();
    site.exchange(&format!("DELETE {path}/k"), None, 204, "")
        .await;
    properties.delete("10003", "k").send().await.unwrap();
}
