use jira_client::cloud::components::{ComponentAssigneeType, ComponentOrder, ComponentSource};
use serde_json::{Value, json};

use crate::site::Site;

fn pumps() -> Value {
    json!({"self": "https://x/rest/api/3/component/10047", "id": "10047", "name": "Pumps", "description": "What pumps",
        "lead": {"accountId": "a1", "displayName": "Lead", "active": true}, "assigneeType": "COMPONENT_LEAD",
        "assignee": {"accountId": "a1"}, "realAssigneeType": "COMPONENT_LEAD", "realAssignee": {"accountId": "a1"},
        "isAssigneeTypeValid": true, "project": "ACME", "projectId": 10000})
}

#[tokio::test]
async fn lists_components() {
    let site = Site::start().await;
    // The service sends the component twice, once inside itself.
    let mut counted = pumps();
    counted["componentBean"] = pumps();
    counted["issueCount"] = json!(3);
    site.answer(
        "GET /rest/api/3/project/ACME/component?orderBy=-issueCount&query=pum&componentSource=auto&maxResults=50&startAt=0",
        json!({"maxResults": 50, "startAt": 0, "total": 1, "isLast": true, "values": [counted]}),
    )
    .await;
    let listed = site
        .jira
        .components()
        .list("ACME")
        .order_by(ComponentOrder::IssueCountDescending)
        .query("pum")
        .component_source(ComponentSource::Auto)
        .items()
        .collect()
        .await
        .unwrap();
    assert_eq!(
        (listed[0].issue_count, listed[0].project_id.clone()),
        (Some(3), Some("10000".into()))
    );
    assert_eq!(
        listed[0].assignee_type,
        Some(ComponentAssigneeType::ComponentLead)
    );

    let compass = json!({"ari": "ari:cloud:compass:1", "id": "10050", "name": "Valves", "self": "https://x",
        "metadata": {"icon": "https://x/icon"}});
    site.answer(
        "GET /rest/api/3/component?projectIdsOrKeys=ACME&projectIdsOrKeys=10001&orderBy=name&query=v&maxResults=50&startAt=0",
        json!({"maxResults": 50, "startAt": 0, "total": 1, "isLast": true, "values": [compass]}),
    )
    .await;
    let call = site
        .jira
        .components()
        .search()
        .projects(["ACME", "10001"])
        .order_by(ComponentOrder::Name)
        .query("v");
    let found = call.items().collect().await.unwrap();
    assert_eq!(
        found[0].metadata.as_ref().unwrap()["icon"],
        "https://x/icon"
    );
    assert_eq!(found[0].ari.as_deref(), Some("ari:cloud:compass:1"));
}

#[tokio::test]
async fn makes_changes_and_deletes_components() {
    let site = Site::start().await;
    let components = site.jira.components();
    let body = json!({"project": "ACME", "name": "Pumps", "description": "D", "leadAccountId": "a1",
        "assigneeType": "UNASSIGNED"});
    site.exchange(
        "POST /rest/api/3/component",
        Some(body),
        201,
        &pumps().to_string(),
    )
    .await;
    let made = components
        .create("ACME", "Pumps")
        .description("D")
        .lead("a1")
        .assignee_type(ComponentAssigneeType::Unassigned)
        .send()
        .await
        .unwrap();
    assert_eq!(made.id.as_str(), "10047");

    let body = json!({"name": "N", "description": "D", "leadAccountId": "", "assigneeType": "PROJECT_DEFAULT"});
    site.exchange(
        "PUT /rest/api/3/component/10047",
        Some(body),
        200,
        &pumps().to_string(),
    )
    .await;
    let call = components
        .update(&made.id)
        .name("N")
        .description("D")
        .lead("");
    call.assignee_type(ComponentAssigneeType::ProjectDefault)
        .send()
        .await
        .unwrap();

    site.answer("GET /rest/api/3/component/10047", pumps())
        .await;
    let read = components.get("10047").send().await.unwrap();
    assert_eq!(read.lead.unwrap().account_id, Some("a1".into()));
    site.answer(
        "GET /rest/api/3/component/10047/relatedIssueCounts",
        json!({"self": "https://x", "issueCount": 23}),
    )
    .await;
    assert_eq!(
        components
            .issue_count("10047")
            .send()
            .await
            .unwrap()
            .issue_count,
        23
    );
    site.exchange(
        "DELETE /rest/api/3/component/10047?moveIssuesTo=10048",
        None,
        204,
        "",
    )
    .await;
    components
        .delete("10047")
        .move_issues_to("10048")
        .send()
        .await
        .unwrap();
}
