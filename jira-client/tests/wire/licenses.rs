use jira_client::cloud::application_roles::ApplicationKey;
use jira_client::cloud::licenses::LicensePlan;
use serde_json::json;

use crate::site::Site;

#[tokio::test]
async fn reads_plans() {
    let site = Site::start().await;
    let plans = json!({"applications": [{"id": "jira-software", "plan": "PAID"}, {"id": "jira-core", "plan": "NEW"}]});
    site.answer("GET /rest/api/3/instance/license", plans).await;
    let license = site.jira.licenses().instance().send().await.unwrap();
    assert_eq!(license.applications[0].plan, LicensePlan::Paid);
    assert_eq!(license.applications[1].plan.as_str(), "NEW");
}

#[tokio::test]
async fn a_count_is_text() {
    let site = Site::start().await;
    let path = "GET /rest/api/3/license/approximateLicenseCount";
    site.answer(
        path,
        json!({"key": "license.totalApproximateUserCount", "value": "1000"}),
    )
    .await;
    site.answer(
        &format!("{path}/product/jira-servicedesk"),
        json!({"key": "x", "value": "many"}),
    )
    .await;
    let licenses = site.jira.licenses();
    let all = licenses.approximate_count().send().await.unwrap();
    assert_eq!(
        (all.count(), all.value.as_deref()),
        (Some(1000), Some("1000"))
    );
    let desk = licenses
        .approximate_count_of(ApplicationKey::JiraServiceDesk)
        .send()
        .await
        .unwrap();
    assert_eq!(desk.count(), None);
}
