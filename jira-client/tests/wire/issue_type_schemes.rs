use jira_client::cloud::issue_type_schemes::{
    IssueTypeMove, IssueTypeSchemeExpand, IssueTypeSchemeOrder,
};
use serde_json::{Value, json};

use crate::site::Site;

fn page(value: &Value) -> Value {
    json!({"maxResults": 50, "startAt": 0, "total": 1, "isLast": true, "values": [value]})
}

#[tokio::test]
async fn reads_schemes() {
    let site = Site::start().await;
    let schemes = site.jira.issue_type_schemes();
    let scheme = json!({"id": "10001", "name": "Kanban", "description": "", "defaultIssueTypeId": "10003",
        "projects": {"isLast": true, "maxResults": 100, "startAt": 0, "total": 1,
            "values": [{"id": "10000", "key": "EX", "projectTypeKey": "ProjectTypeKey{key='software'}"}]},
        "issueTypes": {"isLast": true, "maxResults": 100, "startAt": 0, "total": 1,
            "values": [{"id": "1000L", "name": "Improvement", "subtask": true}]}});
    let path = "GET /rest/api/3/issuetypescheme";
    site.answer(
        &format!(
            "{path}?orderBy=-name&queryString=kan&id=10001&id=10002&expand=projects%2CissueTypes&maxResults=50&startAt=0"
        ),
        page(&scheme),
    )
    .await;
    let call = schemes
        .list()
        .order_by(IssueTypeSchemeOrder::NameDescending)
        .query("kan")
        .id(["10001", "10002"]);
    let call = call.expand([
        IssueTypeSchemeExpand::Projects,
        IssueTypeSchemeExpand::IssueTypes,
    ]);
    let all = call.items().collect().await.unwrap();
    assert_eq!(all[0].is_default, None);
    assert_eq!(
        all[0].projects.as_ref().unwrap().values[0].id.as_str(),
        "10000"
    );
    assert_eq!(all[0].issue_types.as_ref().unwrap().total, Some(1));

    let pair = json!({"issueTypeSchemeId": "10001", "issueTypeId": "10003"});
    site.answer(
        &format!("{path}/mapping?issueTypeSchemeId=10001&maxResults=50&startAt=0"),
        page(&pair),
    )
    .await;
    let pairs = schemes
        .mapping()
        .scheme(["10001"])
        .items()
        .collect()
        .await
        .unwrap();
    assert_eq!(pairs[0].issue_type_id.as_str(), "10003");

    let used = json!({"issueTypeScheme": {"id": "10001", "name": "Kanban", "isDefault": true}, "projectIds": ["10000"]});
    site.answer(
        &format!("{path}/project?projectId=10000&projectId=10001&maxResults=50&startAt=0"),
        page(&used),
    )
    .await;
    let used = schemes
        .of_projects(["10000", "10001"])
        .items()
        .collect()
        .await
        .unwrap();
    assert_eq!(used[0].project_ids[0].as_str(), "10000");
}

#[tokio::test]
async fn makes_and_changes_schemes() {
    let site = Site::start().await;
    let schemes = site.jira.issue_type_schemes();
    let path = "/rest/api/3/issuetypescheme";
    let body = json!({"name": "S", "issueTypeIds": ["1", "2"], "description": "D", "defaultIssueTypeId": "2"});
    site.exchange(
        &format!("POST {path}"),
        Some(body),
        201,
        r#"{"issueTypeSchemeId":"10010"}"#,
    )
    .await;
    let made = schemes
        .create("S", ["1", "2"])
        .description("D")
        .default_issue_type("2")
        .send()
        .await
        .unwrap();
    assert_eq!(made.issue_type_scheme_id.as_str(), "10010");
    let body = json!({"name": "N", "description": "D", "defaultIssueTypeId": "1"});
    site.exchange(&format!("PUT {path}/10010"), Some(body), 204, "")
        .await;
    schemes
        .update("10010")
        .name("N")
        .description("D")
        .default_issue_type("1")
        .send()
        .await
        .unwrap();
    let body = json!({"issueTypeSchemeId": "10010", "projectId": "10000"});
    site.exchange(&format!("PUT {path}/project"), Some(body), 204, "")
        .await;
    schemes.assign("10010", "10000").send().await.unwrap();
    site.exchange(&format!("DELETE {path}/10010"), None, 204, "")
        .await;
    schemes.delete("10010").send().await.unwrap();

    let types = format!("{path}/10010/issuetype");
    site.exchange(
        &format!("PUT {types}"),
        Some(json!({"issueTypeIds": ["3"]})),
        204,
        "",
    )
    .await;
    schemes
        .add_issue_types("10010", vec!["3"])
        .send()
        .await
        .unwrap();
    for (order, body) in [
        (
            IssueTypeMove::first(["1"]),
            json!({"issueTypeIds": ["1"], "position": "First"}),
        ),
        (
            IssueTypeMove::last(["1"]),
            json!({"issueTypeIds": ["1"], "position": "Last"}),
        ),
        (
            IssueTypeMove::after("3", ["1", "2"]),
            json!({"issueTypeIds": ["1", "2"], "after": "3"}),
        ),
    ] {
        let mock = site
            .exchange(&format!("PUT {types}/move"), Some(body), 204, "")
            .await;
        schemes
            .move_issue_types("10010", order)
            .send()
            .await
            .unwrap();
        mock.delete_async().await;
    }
    site.exchange(&format!("DELETE {types}/3"), None, 204, "")
        .await;
    schemes
        .remove_issue_type("10010", "3")
        .send()
        .await
        .unwrap();
}
