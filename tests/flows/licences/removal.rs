//! Removing people, and undoing it.

use std::collections::BTreeSet;
use std::path::PathBuf;

use atlassian_integrations::Source;
use atlassian_integrations::licences::Product;
use atlassian_integrations::licences::removal::{
    Event, Journal, JournalError, Plan, RemovalError, Step, UndoOutcome, Way,
};
use atlassian_sim::{Fault, SimUser};

use super::{site, with_key};
use crate::stage::Stage;

const LEAVE: &str = "/rest/api/3/group/user";
const SUSPEND: &str = "/admin/v2/orgs/{orgId}/directories/{directoryId}/users/{accountId}/suspend";

/// Everything, with the key that may change things.
fn source(stage: &Stage) -> Source {
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
fn somebody(stage: &Stage) -> SimUser {
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

fn groups(stage: &Stage, user: &SimUser) -> BTreeSet<String> {
    let users = stage.sim.users();
    let found = users.iter().find(|one| one.account_id == user.account_id);
    found
        .map(|one| one.group_ids.iter().cloned().collect())
        .unwrap_or_default()
}

/// Paths of the requests that change something.
fn writes(stage: &Stage) -> Vec<String> {
    let all = stage.sim.requests().into_iter();
    let reads = ["/search", "/workspaces", "/check"];
    all.filter(|one| one.method != "GET" && !reads.iter().any(|read| one.path.ends_with(read)))
        .map(|one| format!("{} {}?{}", one.method, one.path, one.query))
        .collect()
}

async fn plan(source: &Source, user: &SimUser, way: Way) -> Plan {
    Plan::make(source, &*user.account_id, way).await.unwrap()
}

async fn refused(source: &Source, id: &str) -> RemovalError {
    Plan::make(source, id, Way::Products(Vec::new()))
        .await
        .unwrap_err()
}

fn journal(stage: &Stage, source: &Source) -> Journal {
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
    let admin = stage.sim.admin();
    let other = site(&stage, &stage.sim.member());
    let user = SimUser::clone(
        stage
            .sim
            .users()
            .iter()
            .find(|one| one.account_id == admin.account_id)
            .unwrap(),
    );
    // Planned with one credential and carried out with another.
    let error = Plan::make(&other, &*user.account_id, Way::Products(vec![])).await;
    if let Ok(plan) = error {
        let own = source(&stage);
        let mut journal = journal(&stage, &own);
        let error = plan.apply(&own, &mut journal, |_| ()).await.unwrap_err();
        assert!(matches!(error, RemovalError::OwnAccount), "{error:?}");
    }
    let own = source(&stage);
    let user = somebody(&stage);
    let plan = plan(&own, &user, Way::Products(Vec::new())).await;
    stage
        .sim
        .inject(Fault::on("GET", "/rest/api/3/myself").status(500));
    let mut journal = journal(&stage, &own);
    let error = plan.apply(&own, &mut journal, |_| ()).await.unwrap_err();
    assert!(matches!(error, RemovalError::CallerUnknown(_)), "{error:?}");
    assert_eq!(writes(&stage), Vec::<String>::new());
}

/// Carries a plan out in a task of its own, which dies at the given event.
async fn killed_at(source: &Source, plan: &Plan, path: PathBuf, event: usize) -> bool {
    let (source, plan) = (source.clone(), plan.clone());
    let task = tokio::spawn(async move {
        let mut journal = Journal::open(path, &source).unwrap();
        let mut count = 0;
        let kill = |_: Event<'_>| {
            assert!(count != event, "killed");
            count += 1;
        };
        plan.apply(&source, &mut journal, kill).await.unwrap();
    });
    task.await.is_err()
}

#[tokio::test]
async fn killed_at_any_moment_everything_comes_back() {
    for way in [Way::Products(Vec::new()), Way::Suspend] {
        for event in 0.. {
            let stage = Stage::of(120).await;
            let (source, user) = (source(&stage), somebody(&stage));
            let before = groups(&stage, &user);
            let plan = plan(&source, &user, way.clone()).await;
            let killed = killed_at(&source, &plan, stage.path("journal"), event).await;
            assert_eq!(killed, event < plan.steps.len() * 2);
            // Event 0 is before the first step, event 1 after it, and so on.
            let carried_out = event.div_ceil(2).min(plan.steps.len());
            assert_eq!(writes(&stage).len(), carried_out, "{way:?} {event}");

            let mut journal = journal(&stage, &source);
            let undone = journal.undo(&source).await.unwrap();
            let restored = undone
                .iter()
                .filter(|one| one.outcome == UndoOutcome::Restored)
                .count();
            assert_eq!(restored, carried_out, "{way:?} {event}: {undone:?}");
            assert_eq!(groups(&stage, &user), before, "{way:?} {event}");
            assert!(journal.open_steps().is_empty());
            let again = plan_of_suspended(&stage, &user).await;
            assert!(!again, "{way:?} {event}: still suspended");
            if !killed {
                break;
            }
        }
    }
}

/// Whether the organization has the account suspended.
async fn plan_of_suspended(stage: &Stage, user: &SimUser) -> bool {
    use atlassian_admin::users::MembershipStatus;
    let client = super::organization(stage, &stage.sim.org_key());
    let admin = atlassian_admin::Admin::new(client);
    let all = atlassian_admin::DirectoryId::all();
    let found = admin
        .users()
        .get(stage.sim.org_id(), all, &*user.account_id)
        .send()
        .await
        .unwrap();
    found.data.membership_status == Some(MembershipStatus::Suspended)
}

#[tokio::test]
async fn a_lost_answer_is_looked_into_and_nothing_is_sent_twice() {
    let stage = Stage::of(200).await;
    let (source, user) = (source(&stage), somebody(&stage));
    let plan = plan(&source, &user, Way::Products(Vec::new())).await;
    stage.sim.inject(
        Fault::on("DELETE", LEAVE)
            .times(1)
            .status(504)
            .carried_out(),
    );
    let mut journal = journal(&stage, &source);
    let done = plan.apply(&source, &mut journal, |_| ()).await.unwrap();
    assert_eq!(done.steps, plan.steps, "the service said that it was done");
    let writes = writes(&stage);
    assert_eq!(writes.len(), plan.steps.len(), "{writes:?}");
    assert_eq!(writes.iter().collect::<BTreeSet<_>>().len(), writes.len());
}

#[tokio::test]
async fn a_step_that_fails_is_the_last_one() {
    let stage = Stage::of(200).await;
    let (source, user) = (source(&stage), somebody(&stage));
    let before = groups(&stage, &user);
    let plan = plan(&source, &user, Way::Products(Vec::new())).await;
    stage
        .sim
        .inject(Fault::on("DELETE", LEAVE).after(1).status(403));
    let mut journal = journal(&stage, &source);
    let error = plan.apply(&source, &mut journal, |_| ()).await.unwrap_err();
    let RemovalError::Step {
        possibly_done: false,
        done: 1,
        error,
        ..
    } = error
    else {
        panic!("{error:?}")
    };
    assert!(error.is_forbidden());
    assert_eq!(journal.open_steps().len(), 1);
    stage.sim.clear_faults();
    journal.undo(&source).await.unwrap();
    assert_eq!(groups(&stage, &user), before);
}

#[tokio::test]
async fn what_nobody_can_tell_is_asked_when_it_is_undone() {
    let stage = Stage::of(200).await;
    let (source, user) = (source(&stage), somebody(&stage));
    let before = groups(&stage, &user);
    let plan = plan(&source, &user, Way::Products(Vec::new())).await;
    stage
        .sim
        .inject(Fault::on("DELETE", LEAVE).status(500).carried_out());
    stage
        .sim
        .inject(Fault::on("GET", "/rest/api/3/user/groups").status(500));
    let mut journal = journal(&stage, &source);
    let error = plan.apply(&source, &mut journal, |_| ()).await.unwrap_err();
    assert!(
        matches!(
            error,
            RemovalError::Step {
                possibly_done: true,
                done: 0,
                ..
            }
        ),
        "{error:?}"
    );
    let blind = journal.undo(&source).await.unwrap();
    assert!(
        matches!(blind[0].outcome, UndoOutcome::Failed(_)),
        "{blind:?}"
    );
    assert!(journal.open_steps()[0].possibly);
    stage.sim.clear_faults();
    let undone = journal.undo(&source).await.unwrap();
    assert_eq!(undone[0].outcome, UndoOutcome::Restored);
    assert_eq!(groups(&stage, &user), before);
}

#[tokio::test]
async fn who_came_back_by_themselves_is_left_alone() {
    let stage = Stage::of(200).await;
    let (source, user) = (source(&stage), somebody(&stage));
    let plan = plan(&source, &user, Way::Suspend).await;
    let mut journal = journal(&stage, &source);
    plan.apply(&source, &mut journal, |_| ()).await.unwrap();
    assert!(plan_of_suspended(&stage, &user).await);
    let copy = stage.path("copy");
    std::fs::copy(stage.path("journal"), &copy).unwrap();
    journal.undo(&source).await.unwrap();
    let sent = writes(&stage).len();
    let mut copy = Journal::open(&copy, &source).unwrap();
    let undone = copy.undo(&source).await.unwrap();
    assert_eq!(undone[0].outcome, UndoOutcome::NothingToDo);
    assert_eq!(writes(&stage).len(), sent);
}

#[tokio::test]
async fn deleted_people_stay_deleted_and_it_says_what_to_do() {
    for way in [Way::DeleteFromSite, Way::DeleteFromOrganization] {
        let stage = Stage::of(200).await;
        let (source, user) = (source(&stage), somebody(&stage));
        let plan = plan(&source, &user, way.clone()).await;
        assert!(
            plan.notes
                .iter()
                .any(|note| note.contains("cannot be undone")),
            "{plan:?}"
        );
        let mut journal = journal(&stage, &source);
        plan.apply(&source, &mut journal, |_| ()).await.unwrap();
        assert_eq!(writes(&stage).len(), 1);
        let undone = journal.undo(&source).await.unwrap();
        let UndoOutcome::CannotBeUndone(instead) = &undone[0].outcome else {
            panic!("{way:?}: {undone:?}")
        };
        assert!(
            instead.contains("invite") && instead.contains("jira-software-users"),
            "{instead}"
        );
        assert_eq!(writes(&stage).len(), 1);
    }
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
        plan_of_suspended(&stage, &user).await,
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
