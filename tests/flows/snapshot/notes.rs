//! What is not granted becomes a note, never a failure; what is broken becomes a failure, never a note.

use atlassian_integrations::snapshot::{Script, Snapshot, SnapshotError};
use atlassian_sim::Fault;

use crate::stage::{Stage, note, query, rows};

#[tokio::test]
async fn a_member_gets_what_members_may_see() {
    let stage = Stage::of(100).await;
    let source = stage.source_of(&stage.sim.member());
    let report = Snapshot::of(source).run(stage.database()).await.unwrap();
    for script in [Script::Users, Script::Groups, Script::GroupMembers] {
        assert!(rows(&report, script) > 0, "{script}");
        assert_eq!(note(&report, script), "", "{script}");
    }
    assert_eq!(rows(&report, Script::ApplicationRoles), 0);
    assert!(note(&report, Script::ApplicationRoles).contains("need a Jira admin token"));
    // The flags are there, the properties are not.
    assert_eq!(rows(&report, Script::Settings), 11);
    let settings = note(&report, Script::Settings);
    assert!(
        settings.contains("application properties need a Jira admin token"),
        "{settings}"
    );
    let tokens = note(&report, Script::ApiTokens);
    assert!(tokens.starts_with("API-token audit skipped: "), "{tokens}");
    let stored = query(
        &stage.database(),
        "SELECT note FROM runs WHERE script = 'api-tokens'",
    );
    assert_eq!(stored, [[tokens]]);
}

#[tokio::test]
async fn an_outsider_gets_notes_and_nothing_old_looks_new() {
    let stage = Stage::of(100).await;
    stage.run().await;
    let source = stage.source_of(&stage.sim.outsider());
    let snapshot = Snapshot::of(source).keep(5);
    let report = snapshot.run(stage.database()).await.unwrap();
    for script in [Script::Users, Script::Groups] {
        assert!(
            note(&report, script).contains("Browse users and groups"),
            "{report:?}"
        );
    }
    assert!(
        note(&report, Script::GroupMembers).contains("run `groups`"),
        "{report:?}"
    );
    for script in Script::ALL {
        if script == Script::Settings {
            continue;
        }
        assert_eq!(rows(&report, script), 0, "{script}");
        assert!(stage.latest(script).is_empty(), "{script}");
    }
}

#[tokio::test]
async fn a_key_that_may_not_read_tokens_is_a_note() {
    let stage = Stage::of(60).await;
    let (key, blind) = (
        stage.sim.org_key(),
        stage.sim.org_key_without_scopes_for_tokens(),
    );
    let org_id = stage.sim.org_id().to_owned();
    for (key, id) in [(blind, org_id), (key, "another-organization".to_owned())] {
        let source = stage
            .source()
            .with_organization(&stage.organization(&key), id);
        let snapshot = Snapshot::of(source).scripts([Script::ApiTokens]);
        let report = snapshot.run(stage.database()).await.unwrap();
        let note = note(&report, Script::ApiTokens);
        assert!(note.starts_with("endpoint unreadable"), "{note}");
        assert!(note.contains("read:tokens:admin"), "{note}");
        assert!(!note.contains(&key), "{note}");
    }
}

#[tokio::test]
async fn a_dead_token_fails_before_anything_is_believed() {
    let stage = Stage::of(60).await;
    stage.run().await;
    let before = stage.everything();
    let dead = stage.sim.expired_token();
    let snapshot = Snapshot::of(stage.source_of(&dead));
    let error = snapshot.run(stage.database()).await.unwrap_err();
    assert!(
        error.service_error().unwrap().is_unauthorized(),
        "{error:?}"
    );
    assert!(!format!("{error:?}").contains(&dead.token));
    assert_eq!(stage.everything(), before);
}

#[tokio::test]
async fn a_dead_organization_key_costs_only_the_tokens() {
    let stage = Stage::of(60).await;
    let organization = stage.organization("dead-key");
    let source = stage
        .source()
        .with_organization(&organization, stage.sim.org_id());
    let report = Snapshot::of(source).run(stage.database()).await.unwrap();
    let note = note(&report, Script::ApiTokens);
    assert!(note.starts_with("endpoint unreadable"), "{note}");
    assert!(note.contains("not accepted"), "{note}");
    assert_eq!(report.scripts.last().unwrap().rows, 0);
    assert!(report.scripts[0].rows > 0);
}

#[tokio::test]
async fn a_listing_that_ends_early_fails_the_run() {
    let stage = Stage::of(60).await;
    let body = r#"{"startAt":0,"maxResults":50,"total":80,"values":[{"name":"a","groupId":"1"}]}"#;
    let fault = Fault::on("GET", "/rest/api/3/group/bulk")
        .status(200)
        .body(body, "application/json");
    stage.sim.inject(fault);
    let error = Snapshot::of(stage.source())
        .run(stage.database())
        .await
        .unwrap_err();
    let SnapshotError::Script {
        script, finished, ..
    } = error
    else {
        panic!("{error:?}");
    };
    assert_eq!(script, Script::Groups);
    assert_eq!(finished.len(), 1);
    assert!(stage.everything().is_empty());
}

#[tokio::test]
async fn a_refusal_in_the_middle_of_a_listing_fails_the_run() {
    let stage = Stage::of(400).await;
    let organization = "/admin/api-access/v1/orgs/{orgId}/api-tokens";
    stage
        .sim
        .inject(Fault::on("GET", organization).after(1).status(403));
    let error = Snapshot::of(stage.source())
        .run(stage.database())
        .await
        .unwrap_err();
    assert!(
        matches!(
            error,
            SnapshotError::Script {
                script: Script::ApiTokens,
                ..
            }
        ),
        "{error:?}"
    );
    assert!(stage.everything().is_empty());
}

#[tokio::test]
async fn a_group_that_is_deleted_meanwhile_is_noted() {
    let stage = Stage::of(100).await;
    let gone = Fault::on("GET", "/rest/api/3/group/member")
        .after(2)
        .times(1)
        .status(404);
    let body = r#"{"errorMessages":["The group named 'x' does not exist."],"errors":{}}"#;
    stage.sim.inject(gone.body(body, "application/json"));
    let report = stage.run().await;
    let note = note(&report, Script::GroupMembers);
    assert!(note.starts_with("no longer there: the group \""), "{note}");
    assert!(rows(&report, Script::GroupMembers) > 0);
}

#[tokio::test]
async fn members_come_from_the_latest_groups() {
    let stage = Stage::of(100).await;
    let only = |script| Snapshot::of(stage.source()).scripts([script]);
    let report = only(Script::GroupMembers)
        .run(stage.database())
        .await
        .unwrap();
    assert!(note(&report, Script::GroupMembers).contains("run `groups`"));
    only(Script::Groups).run(stage.database()).await.unwrap();
    let report = only(Script::GroupMembers)
        .run(stage.database())
        .await
        .unwrap();
    let members: usize = stage.sim.groups().iter().map(|group| group.size).sum();
    assert_eq!(rows(&report, Script::GroupMembers), members as u64);
    assert_eq!(note(&report, Script::GroupMembers), "");
}

#[tokio::test]
async fn data_center_is_told_apart() {
    let stage = Stage::of(50).await;
    let body = r#"{"baseUrl":"http://jira.example.com","version":"10.3.1","versionNumbers":[10,3,1],"deploymentType":"Server"}"#;
    // Data Center has no version 3 of the API.
    stage
        .sim
        .inject(Fault::on("GET", "/rest/api/3/serverInfo").status(404));
    let answer = Fault::on("GET", "/rest/api/2/serverInfo").status(200);
    stage.sim.inject(answer.body(body, "application/json"));
    let error = Snapshot::of(stage.source())
        .run(stage.database())
        .await
        .unwrap_err();
    assert!(error.to_string().starts_with("Cloud only: "), "{error}");
    assert!(error.to_string().contains("10.3.1"), "{error}");
    let health = stage.source().health().await;
    assert!(!health.is_ok());
    assert!(
        health
            .checks
            .iter()
            .any(|check| check.detail.starts_with("Cloud only: "))
    );
}
