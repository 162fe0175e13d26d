//! The health check.

use atlassian_integrations::snapshot::{CheckStatus, Health};

use crate::stage::Stage;

fn status(health: &Health, name: &str) -> CheckStatus {
    let check = health.checks.iter().find(|check| check.name == name);
    check
        .unwrap_or_else(|| panic!("{name} in {health:?}"))
        .status
}

#[tokio::test]
async fn an_administrator_may_read_everything() {
    let stage = Stage::of(50).await;
    let health = stage.source().health().await;
    assert!(
        health
            .checks
            .iter()
            .all(|check| check.status == CheckStatus::Ok),
        "{health:?}"
    );
    assert_eq!(health.checks.len(), 8);
}

#[tokio::test]
async fn what_a_member_may_not_read_is_skipped() {
    let stage = Stage::of(50).await;
    let health = stage.source_of(&stage.sim.member()).health().await;
    assert!(health.is_ok());
    assert_eq!(status(&health, "Groups"), CheckStatus::Ok);
    for name in ["Application roles", "Settings of the site", "API tokens"] {
        assert_eq!(status(&health, name), CheckStatus::Skip, "{name}");
        let check = health
            .checks
            .iter()
            .find(|check| check.name == name)
            .unwrap();
        assert!(!check.core && !check.detail.is_empty(), "{check:?}");
    }
}

#[tokio::test]
async fn a_key_without_the_scope_is_skipped_with_its_name() {
    let stage = Stage::of(50).await;
    let key = stage.organization(&stage.sim.org_key_without_scopes_for_tokens());
    let source = stage.source().with_organization(&key, stage.sim.org_id());
    let health = source.health().await;
    assert!(health.is_ok());
    let check = health
        .checks
        .iter()
        .find(|check| check.name == "API tokens")
        .unwrap();
    assert_eq!(check.status, CheckStatus::Skip);
    assert!(check.detail.contains("read:tokens:admin"), "{check:?}");
}

#[tokio::test]
async fn without_users_or_a_living_token_it_fails() {
    let stage = Stage::of(50).await;
    let health = stage.source_of(&stage.sim.outsider()).health().await;
    assert!(!health.is_ok());
    assert_eq!(
        status(&health, "/users/search reachable"),
        CheckStatus::Fail
    );
    let health = stage.source_of(&stage.sim.expired_token()).health().await;
    assert_eq!(
        status(&health, "Jira API auth (/myself)"),
        CheckStatus::Fail
    );
}
