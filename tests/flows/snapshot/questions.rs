//! The answers, compared with what the simulator knows.

use std::collections::BTreeSet;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use atlassian_core::Timestamp;
use atlassian_integrations::snapshot::{Database, DatabaseError, Script, Snapshot};
use atlassian_sim::{Fault, SimApiToken};

use crate::stage::Stage;

fn ids(tokens: &[SimApiToken], wanted: impl Fn(&SimApiToken) -> bool) -> BTreeSet<String> {
    tokens
        .iter()
        .filter(|token| wanted(token))
        .map(|token| token.id.clone())
        .collect()
}

fn millis(text: &str) -> i64 {
    Timestamp::new(text).epoch_millis().unwrap()
}

#[tokio::test]
async fn tokens() {
    let stage = Stage::of(400).await;
    stage.run().await;
    let database = Database::open(stage.database()).unwrap();
    let truth = stage.sim.api_tokens();

    let newest = truth
        .iter()
        .map(|token| millis(&token.created_at))
        .max()
        .unwrap();
    let now: SystemTime = UNIX_EPOCH + Duration::from_millis(u64::try_from(newest).unwrap());
    let limit = newest - 90 * 86_400_000;
    let expected = ids(&truth, |token| {
        millis(token.last_active_at.as_ref().unwrap_or(&token.created_at)) < limit
    });
    let unused = database.stale_tokens(90, now).unwrap();
    assert!(unused.iter().any(|token| token.last_active_at.is_empty()));
    assert_eq!(
        unused
            .iter()
            .map(|t| t.token_id.clone())
            .collect::<BTreeSet<_>>(),
        expected
    );
    assert!(!expected.is_empty() && expected.len() < truth.len());

    let expected = ids(&truth, |token| token.expires_at.is_none());
    let endless = database.tokens_that_never_expire().unwrap();
    assert_eq!(
        endless
            .iter()
            .map(|t| t.token_id.clone())
            .collect::<BTreeSet<_>>(),
        expected
    );

    let expected = ids(&truth, |token| !token.owner_active);
    let left = database.tokens_of_inactive_people().unwrap();
    assert!(!left.is_empty());
    assert_eq!(
        left.iter()
            .map(|t| t.token.token_id.clone())
            .collect::<BTreeSet<_>>(),
        expected
    );
}

#[tokio::test]
async fn groups() {
    let stage = Stage::of(300).await;
    stage.run().await;
    let database = Database::open(stage.database()).unwrap();
    let truth = stage.sim.groups();

    let empty = database.groups_without_members().unwrap();
    let names: BTreeSet<&str> = empty.iter().map(|group| group.name.as_str()).collect();
    let expected = truth
        .iter()
        .filter(|group| group.size == 0)
        .map(|group| group.name.as_str());
    assert_eq!(names, expected.collect());
    assert!(names.contains("project-archive"));

    let admins = database.administrators().unwrap();
    let expected: BTreeSet<String> = truth
        .iter()
        .filter(|group| ["org-admins", "site-admins", "jira-admins"].contains(&&*group.name))
        .flat_map(|group| stage.sim.members(&group.group_id))
        .collect();
    assert_eq!(admins.len(), expected.len());
    assert_eq!(
        admins
            .iter()
            .map(|a| a.account_id.clone())
            .collect::<BTreeSet<_>>(),
        expected
    );
    let admin = admins
        .iter()
        .find(|a| a.account_id == stage.sim.admin().account_id)
        .unwrap();
    assert_eq!(admin.groups, ["jira-admins", "org-admins", "site-admins"]);
}

#[tokio::test]
async fn a_group_that_could_not_be_read_is_not_taken_for_empty() {
    let stage = Stage::of(300).await;
    let refused = Fault::on("GET", "/rest/api/3/group/member")
        .times(4)
        .status(403);
    stage.sim.inject(refused);
    stage.run().await;
    // One more is listed later, and its members were not asked for.
    let jira = jira_client::cloud::Jira::new(stage.site(&stage.sim.admin()));
    jira.groups().create("brand-new").send().await.unwrap();
    let groups = Snapshot::of(stage.source()).scripts([Script::Groups]);
    groups.run(stage.database()).await.unwrap();

    let database = Database::open(stage.database()).unwrap();
    let empty: BTreeSet<String> = database
        .groups_without_members()
        .unwrap()
        .into_iter()
        .map(|group| group.group_id)
        .collect();
    let truth = stage.sim.groups();
    let really = truth
        .iter()
        .filter(|group| group.size == 0 && group.name != "brand-new");
    let really: BTreeSet<String> = really.map(|group| group.group_id.clone()).collect();
    assert!(empty.is_subset(&really), "{empty:?} {really:?}");
    let note = database
        .last_run(Script::GroupMembers)
        .unwrap()
        .unwrap()
        .note;
    assert!(note.contains("members of 4 of"), "{note}");
}

#[tokio::test]
async fn nothing_is_answered_from_nothing() {
    let stage = Stage::of(50).await;
    let snapshot = Snapshot::of(stage.source_of(&stage.sim.outsider()));
    snapshot
        .scripts([Script::Groups, Script::GroupMembers])
        .run(stage.database())
        .await
        .unwrap();
    let database = Database::open(stage.database()).unwrap();
    let error = database.groups_without_members().unwrap_err();
    assert!(
        matches!(error, DatabaseError::NoSnapshot { .. }),
        "{error:?}"
    );
    assert!(
        error.to_string().contains("Browse users and groups"),
        "{error}"
    );
    let error = database.tokens_that_never_expire().unwrap_err();
    assert!(
        error.to_string().contains("`api-tokens` has not run"),
        "{error}"
    );
    // An empty table that was read with all rights is an answer.
    let latest = database.latest(Script::Users, None).unwrap();
    assert!(latest.run.is_none() && latest.rows.is_empty());
}
