use atlassian_admin::policies::{
    ApplicationStatus, PolicyDraft, PolicyResourceLinks, PolicyResourceMeta, PolicyRule,
    PolicyStatus, PolicyType,
};
use serde_json::{Value, json, to_value};

use crate::site::Site;

const PATH: &str = "/admin/v1/orgs/org-1/policies";

fn policy(id: &str) -> Value {
    json!({"id": id, "attributes": {
        "type": "ip-allowlist", "name": "Office", "status": "enabled", "rule": {"in": ["203.0.113.0/24"]},
        "resources": [{"id": "r1", "applicationStatus": "scheduled", "links": {"ticket": "T-1"}, "meta": {
            "migrationStartDateTime": "2026-01-01T00:00:00Z", "migrationEndDataTime": "2026-01-02T00:00:00Z",
            "scheduledDate": "2026-01-01", "atlassianAccountId": "a1"}}]}})
}

#[tokio::test]
async fn reads_policies() {
    let site = Site::start().await;
    let policies = site.api.policies();
    let page = json!({"data": [policy("p1")], "meta": {"next": null, "page_size": 1}, "links": {"self": "x"}});
    site.answer(&format!("GET {PATH}?type=ip-allowlist"), 200, page)
        .await;
    let call = policies.list("org-1").policy_type(PolicyType::IpAllowlist);
    let listed = call.items().collect().await.unwrap();
    assert_eq!(to_value(&listed[0]).unwrap(), policy("p1"));
    site.answer(
        &format!("GET {PATH}/p1"),
        200,
        json!({"data": policy("p1")}),
    )
    .await;
    let found = policies
        .get("org-1", "p1")
        .send()
        .await
        .unwrap()
        .data
        .attributes
        .unwrap();
    let resource = &found.resources.as_ref().unwrap()[0];
    assert_eq!(
        resource.application_status,
        Some(ApplicationStatus::Scheduled)
    );
    site.answer(&format!("GET {PATH}/p1/validate"), 202, Value::Null)
        .await;
    policies.validate("org-1", "p1").send().await.unwrap();
}

#[tokio::test]
async fn changes_policies() {
    let site = Site::start().await;
    let policies = site.api.policies();
    let answer = json!({"data": policy("p1")});
    let body = json!({"data": {"type": "policy", "attributes": {"type": "ip-allowlist", "name": "Office", "status": "disabled",
        "rule": {"in": ["203.0.113.0/24"]}, "resources": [{"id": "r1"}, {"id": "r2"}]}}});
    site.exchange(&format!("POST {PATH}"), Some(body), 202, answer.clone())
        .await;
    let draft = PolicyDraft::new(PolicyType::IpAllowlist)
        .name("Office")
        .status(PolicyStatus::Disabled)
        .rule(PolicyRule::allow(["203.0.113.0/24"]))
        .resource("r1")
        .resource("r2");
    policies.create("org-1", draft).send().await.unwrap();

    let body =
        json!({"data": {"type": "policy", "attributes": {"type": "data-residency", "name": "EU"}}});
    site.exchange(&format!("PUT {PATH}/p1"), Some(body), 202, answer.clone())
        .await;
    let draft = PolicyDraft::new(PolicyType::DataResidency).name("EU");
    policies.update("org-1", "p1", draft).send().await.unwrap();

    let meta = || PolicyResourceMeta {
        scheduled_date: Some("2026-01-01".parse().unwrap()),
        ..Default::default()
    };
    let links = PolicyResourceLinks {
        ticket: Some("T-1".into()),
    };
    let body =
        json!({"id": "r1", "meta": {"scheduledDate": "2026-01-01"}, "links": {"ticket": "T-1"}});
    site.exchange(
        &format!("POST {PATH}/p1/resources"),
        Some(body),
        202,
        answer.clone(),
    )
    .await;
    policies
        .add_resource("org-1", "p1", "r1")
        .meta(meta())
        .links(links)
        .send()
        .await
        .unwrap();
    let body = json!({"meta": {"scheduledDate": "2026-01-01"}});
    site.exchange(
        &format!("PUT {PATH}/p1/resources/ari%3Acloud%3Ajira%3A%3Asite%2F1"),
        Some(body),
        202,
        answer,
    )
    .await;
    let call = policies
        .update_resource("org-1", "p1", "ari:cloud:jira::site/1")
        .meta(meta());
    call.send().await.unwrap();

    site.answer(&format!("DELETE {PATH}/p1/resources/r1"), 204, Value::Null)
        .await;
    policies
        .remove_resource("org-1", "p1", "r1")
        .send()
        .await
        .unwrap();
    site.answer(&format!("DELETE {PATH}/p1"), 202, Value::Null)
        .await;
    policies.delete("org-1", "p1").send().await.unwrap();
}
