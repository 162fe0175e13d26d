//! The check before a run.

use atlassian_integrations::licences::{CheckStatus, Health, check};
use atlassian_sim::Fault;

use super::{everything, organization, site, with_key};
use crate::stage::Stage;

fn of<'a>(health: &'a Health, name: &str) -> (CheckStatus, &'a str) {
    let found = health.checks.iter().find(|check| check.name.contains(name));
    let check = found.unwrap_or_else(|| panic!("{name} in {health:?}"));
    (check.status, &check.detail)
}

#[tokio::test]
async fn an_administrator_with_a_key_has_everything() {
    let stage = Stage::of(50).await;
    let health = check(&everything(&stage)).await;
    let ok = |one: &atlassian_integrations::licences::Check| one.status == CheckStatus::Ok;
    assert!(health.checks.iter().all(ok), "{health:?}");
    assert_eq!(health.checks.len(), 9);
    for name in ["Browse users and groups", "Administer Jira"] {
        assert_eq!(of(&health, name), (CheckStatus::Ok, "granted"));
    }
}

#[tokio::test]
async fn each_permission_is_granted_or_missing_by_its_name() {
    let stage = Stage::of(50).await;
    let health = check(&site(&stage, &stage.sim.member())).await;
    assert!(!health.is_ok());
    assert_eq!(of(&health, "Browse users and groups").0, CheckStatus::Ok);
    let (status, detail) = of(&health, "Administer Jira");
    assert_eq!(status, CheckStatus::Fail);
    assert!(
        detail.contains("missing") && detail.contains("ADMINISTER"),
        "{detail}"
    );
    let health = check(&site(&stage, &stage.sim.outsider())).await;
    for name in ["Browse users and groups", "Administer Jira"] {
        assert_eq!(of(&health, name).0, CheckStatus::Fail);
    }
    let (status, detail) = of(&health, "Confluence");
    assert_eq!(status, CheckStatus::Skip);
    assert!(detail.contains("may not use Confluence"), "{detail}");
}

#[tokio::test]
async fn an_organization_is_optional_and_each_scope_is_named() {
    let stage = Stage::of(50).await;
    let health = check(&site(&stage, &stage.sim.admin())).await;
    assert!(health.is_ok());
    let (status, detail) = of(&health, "Organization");
    assert_eq!(status, CheckStatus::Skip);
    assert!(detail.contains("last active"), "{detail}");

    let health = check(&with_key(
        &stage,
        &stage.sim.org_key_without_scopes_for_tokens(),
    ))
    .await;
    assert!(health.is_ok());
    assert_eq!(of(&health, "Organization: activity").0, CheckStatus::Ok);
    let (status, detail) = of(&health, "Organization: API tokens");
    assert_eq!(status, CheckStatus::Skip);
    assert!(detail.contains("read:tokens:admin"), "{detail}");
}

#[tokio::test]
async fn a_dead_key_or_a_wrong_organization_says_so() {
    let stage = Stage::of(50).await;
    let wrong = site(&stage, &stage.sim.admin())
        .with_organization(&organization(&stage, &stage.sim.org_key()), "elsewhere");
    for source in [with_key(&stage, "dead-key"), wrong] {
        let health = check(&source).await;
        assert!(health.is_ok());
        for part in ["seats", "activity", "groups", "API tokens"] {
            let (status, detail) = of(&health, &format!("Organization: {part}"));
            assert_eq!(status, CheckStatus::Skip, "{part}");
            assert!(
                detail.contains("key or id does not work"),
                "{part}: {detail}"
            );
            assert!(!detail.contains("dead-key"), "{detail}");
        }
    }
}

#[tokio::test]
async fn a_dead_token_fails_at_the_log_in() {
    let stage = Stage::of(50).await;
    let health = check(&site(&stage, &stage.sim.expired_token())).await;
    assert!(!health.is_ok());
    assert_eq!(of(&health, "Log-in").0, CheckStatus::Fail);
    assert!(!format!("{health:?}").contains(&stage.sim.expired_token().token));
}

#[tokio::test]
async fn a_server_is_told_that_this_is_for_cloud_only() {
    let stage = Stage::of(50).await;
    let body = r#"{"baseUrl":"https://jira.example.com","version":"9.12.2","versionNumbers":[9,12,2],
        "deploymentType":"Server","buildNumber":9120002}"#;
    let server = Fault::on("GET", "/rest/api/3/serverInfo")
        .status(200)
        .body(body, "application/json");
    stage.sim.inject(server);
    let health = check(&everything(&stage)).await;
    assert_eq!(health.checks.len(), 1);
    let (status, detail) = of(&health, "Jira Cloud");
    assert_eq!(status, CheckStatus::Fail);
    assert!(
        detail.contains("Cloud only") && detail.contains("9.12.2"),
        "{detail}"
    );
}
