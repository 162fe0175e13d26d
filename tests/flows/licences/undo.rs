//! Removals that end in the middle, and what undoing makes of them.

use std::collections::BTreeSet;
use std::path::PathBuf;

use atlassian_integrations::Source;
use atlassian_integrations::licences::removal::{
    Event, Journal, JournalError, Plan, RemovalError, Undo, UndoOutcome, Way,
};
use atlassian_sim::{Fault, SimUser};

use super::removal::{LEAVE, SUSPEND, groups, journal, plan, somebody, source, writes};
use crate::stage::Stage;

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
            // Who is a member again cannot become one twice; to restore who is not suspended does no harm.
            let expected = if way == Way::Suspend { 1 } else { carried_out };
            assert_eq!(restored, expected, "{way:?} {event}: {undone:?}");
            assert_eq!(groups(&stage, &user), before, "{way:?} {event}");
            assert!(journal.open_steps().is_empty());
            let again = is_suspended(&stage, &user).await;
            assert!(!again, "{way:?} {event}: still suspended");
            if !killed {
                break;
            }
        }
    }
}

/// Whether the organization has the account suspended.
pub(super) async fn is_suspended(stage: &Stage, user: &SimUser) -> bool {
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
    // Each step was looked at before.
    let looks = plan.steps.len();
    let blind = Fault::on("GET", "/rest/api/3/user/groups").after(looks);
    stage.sim.inject(blind.status(500));
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
    assert!(is_suspended(&stage, &user).await);
    let copy = stage.path("copy");
    // By now all shows.
    let text = std::fs::read_to_string(stage.path("journal")).unwrap();
    assert!(text.contains("2026-10-26"), "{text}");
    std::fs::write(&copy, text.replace("2026-10-26", "2026-10-25")).unwrap();
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

const PERSON: &str = "/admin/v2/orgs/{orgId}/directories/{directoryId}/users/{userId}";
const RESTORE: &str = "/admin/v2/orgs/{orgId}/directories/{directoryId}/users/{accountId}/restore";

fn outcomes(undone: &[Undo]) -> Vec<&UndoOutcome> {
    undone.iter().map(|one| &one.outcome).collect()
}

/// The status of a person is one for all directories.
#[tokio::test]
async fn of_several_directories_each_is_restored() {
    let stage = Stage::of(200).await;
    let (source, user) = (source(&stage), somebody(&stage));
    let step = &plan(&source, &user, Way::Suspend).await.steps[0];
    let first = serde_json::to_value(step).unwrap()["suspend"]["directory"].clone();
    let both = serde_json::json!({"data": [{"directoryId": first}, {"directoryId": "second"}], "links": {}});
    stage.sim.inject(
        Fault::on("GET", "/admin/v2/orgs/{orgId}/directories")
            .status(200)
            .body(both.to_string(), "application/json"),
    );
    for place in [SUSPEND, RESTORE] {
        let second = Fault::on("POST", place).when(|sent| sent.path.contains("/second/"));
        stage.sim.inject(second.status(204));
    }
    let plan = plan(&source, &user, Way::Suspend).await;
    let told = |note: &String| note.contains("does not tell in which");
    assert!(plan.notes.iter().any(told), "{plan:?}");
    let mut journal = journal(&stage, &source);
    plan.apply(&source, &mut journal, |_| ()).await.unwrap();
    assert!(is_suspended(&stage, &user).await);
    let undone = journal.undo(&source).await.unwrap();
    assert_eq!(outcomes(&undone), [&UndoOutcome::Restored; 2]);
    assert!(!is_suspended(&stage, &user).await);
    assert_eq!(writes(&stage).len(), 4);
}

#[tokio::test]
async fn what_the_organization_does_not_know_stays_to_be_undone() {
    let stage = Stage::of(200).await;
    let (source, user) = (source(&stage), somebody(&stage));
    let plan = plan(&source, &user, Way::Suspend).await;
    let mut journal = journal(&stage, &source);
    plan.apply(&source, &mut journal, |_| ()).await.unwrap();
    stage.sim.inject(Fault::on("GET", PERSON).status(404));
    let undone = journal.undo(&source).await.unwrap();
    assert!(
        matches!(undone[0].outcome, UndoOutcome::Failed(_)),
        "{undone:?}"
    );
    assert_eq!(journal.open_steps().len(), 1);
    stage.sim.clear_faults();

    let client = super::organization(&stage, &stage.sim.org_key_without_scopes());
    let other = super::site(&stage, &stage.sim.admin()).with_organization(&client, "another");
    let refused = journal.undo(&other).await.unwrap_err();
    assert!(
        matches!(
            refused,
            RemovalError::Journal(JournalError::OtherOrganization { .. })
        ),
        "{refused:?}"
    );
    let refused = plan.apply(&other, &mut journal, |_| ()).await.unwrap_err();
    assert!(matches!(refused, RemovalError::Journal(_)), "{refused:?}");
    drop(journal);
    assert!(matches!(
        Journal::open(stage.path("journal"), &other),
        Err(JournalError::OtherOrganization { .. })
    ));
}

#[tokio::test]
async fn what_was_so_before_is_not_undone() {
    for way in [Way::Products(Vec::new()), Way::Suspend] {
        let stage = Stage::of(200).await;
        let (source, user) = (source(&stage), somebody(&stage));
        let late = plan(&source, &user, way.clone()).await;
        let mut other = Journal::open(stage.path("other"), &source).unwrap();
        late.apply(&source, &mut other, |_| ()).await.unwrap();
        let sent = writes(&stage).len();

        let mut journal = journal(&stage, &source);
        let mut told = 0;
        let done = late
            .apply(&source, &mut journal, |event| {
                told += usize::from(matches!(event, Event::Already(_)));
            })
            .await
            .unwrap();
        assert_eq!(done.steps, []);
        assert_eq!(done.already, late.steps);
        assert_eq!(told, late.steps.len());
        assert_eq!(
            outcomes(&journal.undo(&source).await.unwrap()),
            [&UndoOutcome::Restored; 0]
        );
        assert_eq!(writes(&stage).len(), sent, "{way:?}");
        let again = plan(&source, &user, way).await;
        assert_eq!(again.steps, []);
        assert!(!again.notes.is_empty());
    }
}

#[tokio::test]
async fn a_no_right_after_a_lost_answer_is_not_believed() {
    let stage = Stage::of(200).await;
    let (source, user) = (source(&stage), somebody(&stage));
    let before = groups(&stage, &user);
    let plan = plan(&source, &user, Way::Products(Vec::new())).await;
    stage.sim.inject(Fault::on("DELETE", LEAVE).status(504));
    let mut journal = journal(&stage, &source);
    let error = plan.apply(&source, &mut journal, |_| ()).await.unwrap_err();
    assert!(
        matches!(
            error,
            RemovalError::Step {
                possibly_done: true,
                ..
            }
        ),
        "{error:?}"
    );
    assert!(journal.open_steps()[0].possibly);
    // The service takes nobody twice, so it was not done.
    let undone = journal.undo(&source).await.unwrap();
    assert_eq!(outcomes(&undone), [&UndoOutcome::NothingToDo]);
    assert!(journal.open_steps().is_empty());
    assert_eq!(groups(&stage, &user), before);
}

#[tokio::test]
async fn what_was_done_a_moment_ago_is_undone_even_if_it_does_not_show() {
    let stage = Stage::of(200).await;
    let (source, user) = (source(&stage), somebody(&stage));
    let plan = plan(&source, &user, Way::Suspend).await;
    let mut journal = journal(&stage, &source);
    plan.apply(&source, &mut journal, |_| ()).await.unwrap();
    let outdated =
        serde_json::json!({"data": {"accountId": user.account_id, "membershipStatus": "active"}});
    stage.sim.inject(
        Fault::on("GET", PERSON)
            .status(200)
            .body(outdated.to_string(), "application/json"),
    );
    assert!(!is_suspended(&stage, &user).await, "it does not show");
    let undone = journal.undo(&source).await.unwrap();
    assert_eq!(outcomes(&undone), [&UndoOutcome::Restored]);
    stage.sim.clear_faults();
    assert!(!is_suspended(&stage, &user).await);
}
