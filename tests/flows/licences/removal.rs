//! Removing people, and undoing it.

use std::collections::BTreeSet;

use atlassian_integrations::Source;
use atlassian_integrations::licences::Product;
use atlassian_integrations::licences::removal::{
    Journal, JournalError, Plan, RemovalError, Step, UndoOutcome, Way,
};
use atlassian_sim::{Fault, SimUser};

use super::undo::is_suspended;
use super::{site, with_key};
use crate::stage::Stage;

pub(super) const LEAVE: &str = "/rest/api/3/group/user";
pub(super) const SUSPEND: &str =
    "/admin/v2/orgs/{orgId}/directories/{directoryId}/users/{accountId}/suspend";

/// Everything, with the key that may change things.
pub(super) fn source(stage: &Stage) -> Source {
    with_key(stage, &stage.sim.org_key_without_scopes())
}

fn licensed(stage: &Stage) -> BTreeSet<String> {
    stage
        .sim
        .roles()
        .into_iter()
        .flat_map(|role| role.group_ids)
        .collect()
}

/// Somebody in several groups, not all of them licensed ones.
pub(super) fn somebody(stage: &Stage) -> SimUser {
    let licensed = licensed(stage);
    let special =
        [stage.sim.admin(), stage.sim.member(), stage.sim.outsider()].map(|one| one.account_id);
    let fits = |user: &SimUser| {
        let held = user
            .group_ids
            .iter()
            .filter(|id| licensed.contains(*id))
            .count();
        user.active
            && user.listed
            && user.account_type == "atlassian"
            && held >= 2
            && user.group_ids.len() > held
            && !special.contains(&user.account_id)
    };
    stage
        .sim
        .users()
        .into_iter()
        .find(fits)
        .expect("somebody like this")
}

pub(super) fn groups(stage: &Stage, user: &SimUser) -> BTreeSet<String> {
    let users = stage.sim.users();
    let found = users.iter().find(|one| one.account_id == user.account_id);
    found
        .map(|one| one.group_ids.iter().cloned().collect())
        .unwrap_or_default()
}

/// Paths of the requests that change something.
pub(super) fn writes(stage: &Stage) -> Vec<String> {
    let all = stage.sim.requests().into_iter();
    let reads = ["/search", "/workspaces", "/check"];
    all.filter(|one| one.method != "GET" && !reads.iter().any(|read| one.path.ends_with(read)))
        .map(|one| format!("{} {}?{}", one.method, one.path, one.query))
        .collect()
}

pub(super) async fn plan(source: &Source, user: &SimUser, way: Way) -> Plan {
    Plan::make(source, &*user.account_id, way).await.unwrap()
}

async fn refused(source: &Source, id: &str) -> RemovalError {
    Plan::make(source, id, Way::Products(Vec::new()))
        .await
        .unwrap_err()
}

pub(super) fn journal(stage: &Stage, source: &Source) -> Journal {
    Journal::open(stage.path("journal"), source).unwrap()
}

#[tokio::test]
async fn a_plan_changes_nothing() {
    let stage = Stage::of(200).await;
    let (source, user) = (source(&stage), somebody(&stage));
    for way in [
        Way::Products(Vec::new()),
        Way::DeleteFromSite,
        Way::Suspend,
        Way::DeleteFromOrganization,
    ] {
        let plan = plan(&source, &user, way.clone()).await;
        assert!(!plan.steps.is_empty(), "{way:?}");
        assert_eq!(plan.name, user.display_name);
    }
    assert_eq!(writes(&stage), Vec::<String>::new());
}

#[tokio::test]
async fn leaving_the_groups_and_coming_back() {
    let stage = Stage::of(200).await;
    let (source, user) = (source(&stage), somebody(&stage));
    let before = groups(&stage, &user);
    let plan = plan(&source, &user, Way::Products(Vec::new())).await;
    let mut journal = journal(&stage, &source);
    let done = plan.apply(&source, &mut journal, |_| ()).await.unwrap();
    assert_eq!(done.steps, plan.steps);
    let after = groups(&stage, &user);
    assert!(after.is_disjoint(&licensed(&stage)), "{after:?}");
    assert!(!after.is_empty(), "other groups stay");
    assert_eq!(journal.open_steps().len(), plan.steps.len());
    drop(journal);

    let mut journal = Journal::open(stage.path("journal"), &source).unwrap();
    let undone = journal.undo(&source).await.unwrap();
    assert!(
        undone
            .iter()
            .all(|one| one.outcome == UndoOutcome::Restored),
        "{undone:?}"
    );
    assert_eq!(groups(&stage, &user), before);
    assert!(journal.open_steps().is_empty());
    assert!(journal.undo(&source).await.unwrap().is_empty());
}

#[tokio::test]
async fn one_product_alone() {
    let stage = Stage::of(200).await;
    let (source, user) = (source(&stage), somebody(&stage));
    let roles = stage.sim.roles();
    let of_jira = &roles
        .iter()
        .find(|role| role.key == "jira-software")
        .unwrap()
        .group_ids;
    let plan = plan(&source, &user, Way::Products(vec![Product::Jira])).await;
    for step in &plan.steps {
        let Step::LeaveGroup(group) = step else {
            panic!("{step:?}")
        };
        assert!(of_jira.contains(&group.id), "{group:?}");
    }
    // Only the organization tells Confluence's groups.
    let confluence = || Way::Products(vec![Product::Confluence]);
    let known = Plan::make(&source, &*user.account_id, confluence()).await;
    assert!(known.is_ok(), "{known:?}");
    let alone = site(&stage, &stage.sim.admin());
    let unknown = Plan::make(&alone, &*user.account_id, confluence())
        .await
        .unwrap_err();
    assert!(
        matches!(unknown, RemovalError::GroupsUnknown { .. }),
        "{unknown:?}"
    );
    assert!(unknown.to_string().contains("organization"), "{unknown}");
    let all = Plan::make(&alone, &*user.account_id, Way::Products(Vec::new()))
        .await
        .unwrap();
    assert!(
        all.notes
            .iter()
            .any(|note| note.contains("Confluence stays")),
        "{all:?}"
    );
}

#[tokio::test]
async fn groups_that_cannot_be_read_are_not_taken_for_none() {
    let stage = Stage::of(120).await;
    let (source, user) = (source(&stage), somebody(&stage));
    for (method, place) in [
        ("GET", "/rest/api/3/applicationrole"),
        (
            "POST",
            "/admin/v2/orgs/{orgId}/directories/{directoryId}/groups/search",
        ),
    ] {
        stage.sim.inject(Fault::on(method, place).status(403));
        let error = refused(&source, &user.account_id).await;
        assert!(
            matches!(error, RemovalError::GroupsUnknown { .. }),
            "{place}: {error:?}"
        );
        stage.sim.clear_faults();
    }
}

#[tokio::test]
async fn nobody_removes_themselves_or_an_app() {
    let stage = Stage::of(200).await;
    let source = source(&stage);
    let own = refused(&source, &stage.sim.admin().account_id).await;
    assert!(matches!(own, RemovalError::OwnAccount), "{own:?}");
    for kind in ["app", "customer"] {
        let users = stage.sim.users();
        let other = users
            .iter()
            .find(|one| one.account_type == kind && one.listed)
            .unwrap();
        let error = refused(&source, &other.account_id).await;
        assert!(
            matches!(error, RemovalError::NotAPerson { .. }),
            "{error:?}"
        );
    }
    let user = somebody(&stage);
    for answer in [
        Fault::on("GET", "/rest/api/3/myself").status(500),
        Fault::on("GET", "/rest/api/3/myself")
            .status(200)
            .body("{}", "application/json"),
    ] {
        // The check before reads it as well.
        stage.sim.inject(answer);
        let unknown = refused(&source, &user.account_id).await;
        assert!(
            matches!(unknown, RemovalError::CallerUnknown(_)),
            "{unknown:?}"
        );
        stage.sim.clear_faults();
    }
    assert_eq!(writes(&stage), Vec::<String>::new());
}

#[tokio::test]
async fn who_asks_is_looked_at_again_before_anything_is_done() {
    let stage = Stage::of(200).await;
    let own = source(&stage);
    // Planned with one credential and carried out with that of the person to remove.
    let other = site(&stage, &stage.sim.service_account());
    let admin = stage.sim.admin().account_id;
    let other = Plan::make(&other, &*admin, Way::Products(vec![])).await;
    let mut journal = journal(&stage, &own);
    let error = other.unwrap().apply(&own, &mut journal, |_| ()).await;
    let error = error.unwrap_err();
    assert!(matches!(error, RemovalError::OwnAccount), "{error:?}");
    let user = somebody(&stage);
    let plan = plan(&own, &user, Way::Products(Vec::new())).await;
    stage
        .sim
        .inject(Fault::on("GET", "/rest/api/3/myself").status(500));
    let error = plan.apply(&own, &mut journal, |_| ()).await.unwrap_err();
    assert!(matches!(error, RemovalError::CallerUnknown(_)), "{error:?}");
    assert_eq!(writes(&stage), Vec::<String>::new());
}

#[tokio::test]
async fn a_key_that_may_not_change_things_changes_nothing() {
    let stage = Stage::of(200).await;
    let reader = with_key(&stage, &stage.sim.org_key());
    let user = somebody(&stage);
    let plan = plan(&reader, &user, Way::Suspend).await;
    let mut journal = journal(&stage, &reader);
    let error = plan.apply(&reader, &mut journal, |_| ()).await.unwrap_err();
    assert!(
        matches!(
            error,
            RemovalError::Step {
                possibly_done: false,
                ..
            }
        ),
        "{error:?}"
    );
    assert!(journal.open_steps().is_empty());
    let alone = site(&stage, &stage.sim.admin());
    let error = Plan::make(&alone, &*user.account_id, Way::Suspend)
        .await
        .unwrap_err();
    assert!(
        matches!(error, RemovalError::NoOrganization(_)),
        "{error:?}"
    );
    drop(journal);
    stage.sim.inject(
        Fault::on("POST", SUSPEND)
            .status(429)
            .retry_after(1)
            .times(2),
    );
    let source = source(&stage);
    let mut journal = Journal::open(stage.path("journal"), &source).unwrap();
    plan.apply(&source, &mut journal, |_| ()).await.unwrap();
    assert!(
        is_suspended(&stage, &user).await,
        "what was refused was waited for"
    );
}

#[tokio::test]
async fn a_journal_holds_no_secret() {
    let stage = Stage::of(200).await;
    let (source, user) = (source(&stage), somebody(&stage));
    let plan = plan(&source, &user, Way::Products(Vec::new())).await;
    let mut journal = journal(&stage, &source);
    assert!(matches!(
        Journal::open(stage.path("journal"), &source),
        Err(JournalError::Busy { .. })
    ));
    stage.sim.inject(Fault::on("DELETE", LEAVE).status(400));
    plan.apply(&source, &mut journal, |_| ()).await.unwrap_err();
    let text = std::fs::read_to_string(stage.path("journal")).unwrap();
    assert!(text.contains(&user.account_id));
    for secret in [stage.sim.admin().token, stage.sim.org_key_without_scopes()] {
        assert!(!text.contains(&secret));
    }
}
