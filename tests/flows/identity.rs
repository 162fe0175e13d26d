//! The view of people over Jira, Confluence and the organization.

mod one;

use atlassian_admin::Admin;
use atlassian_core::Client;
use atlassian_integrations::identity::{
    AccountKind, AccountState, Activity, Everybody, Identities, Known, Origin, Person, Product,
    Reason,
};
use atlassian_sim::{Fault, SimUser};
use serde_json::json;

use crate::stage::Stage;

const USERS: &str = "/rest/api/3/users/search";
const WIKI_USERS: &str = "/wiki/rest/api/search/user";
const DIRECTORY: &str = "/admin/v2/orgs/{orgId}/directories/{directoryId}/users/search";

struct Clients {
    site: Client,
    gateway: Client,
}

fn clients(stage: &Stage) -> Clients {
    Clients {
        site: stage.site(&stage.sim.admin()),
        gateway: stage.organization(&stage.sim.org_key()),
    }
}

fn site_only(stage: &Stage) -> Identities {
    let clients = clients(stage);
    Identities::new()
        .jira(&clients.site)
        .confluence(&clients.site)
}

fn all(stage: &Stage) -> Identities {
    site_only(stage).organization(&clients(stage).gateway, stage.sim.org_id())
}

/// Suspends somebody in the organization, and nowhere else.
async fn suspend(stage: &Stage, user: &SimUser) {
    let client = stage.organization(&stage.sim.org_key_without_scopes());
    let (admin, id) = (Admin::new(client), stage.sim.org_id());
    let directories = admin
        .directories()
        .list(id)
        .account_id(user.account_id.as_str());
    for directory in directories.items().collect().await.unwrap() {
        let users = admin.users();
        let call = users.suspend(id, directory.directory_id, user.account_id.as_str());
        call.send().await.unwrap();
    }
}

/// An active person who uses Jira and Confluence, and whose tokens are told.
async fn somebody(stage: &Stage) -> SimUser {
    let everybody = all(stage).everybody().await;
    let special = [stage.sim.admin(), stage.sim.member(), stage.sim.outsider()];
    let fits = |person: &&Person| {
        let id = person.account_id.as_str();
        person.active == Some(true)
            && person.kind == AccountKind::Person
            && person.product(&Product::Jira).is_some()
            && person.product(&Product::Confluence).is_some()
            && person
                .tokens
                .known()
                .is_some_and(|tokens| !tokens.is_empty())
            && special.iter().all(|one| one.account_id != id)
    };
    let found = everybody.people.iter().find(fits).expect("somebody");
    let users = stage.sim.users().into_iter();
    let mut users = users.filter(|user| user.account_id == found.account_id.as_str());
    users.next().unwrap()
}

fn person<'a>(everybody: &'a Everybody, user: &SimUser) -> &'a Person {
    let id = user.account_id.as_str().into();
    everybody.person(&id).unwrap_or_else(|| panic!("{user:?}"))
}

fn reason<T: std::fmt::Debug>(known: &Known<T>) -> Reason {
    known.why().unwrap_or_else(|| panic!("{known:?}")).reason
}

#[tokio::test]
async fn three_sources_are_one_person() {
    let stage = Stage::of(300).await;
    let everybody = all(&stage).everybody().await;
    assert!(everybody.notes.is_empty(), "{:?}", everybody.notes);
    for user in stage.sim.users().iter().filter(|user| user.listed) {
        let person = person(&everybody, user);
        assert_eq!(person.seen_in(Origin::Jira), Known::Known(true));
        if !user.active {
            assert_eq!(person.states.jira, Known::Known(AccountState::Deactivated));
            assert_eq!(person.active, Some(false));
        }
        let shown = user
            .shown_email
            .as_deref()
            .filter(|shown| !shown.is_empty());
        if shown.is_some() {
            assert_eq!(person.email.as_deref(), shown);
        }
    }
    let people = || everybody.people.iter();
    for origin in Origin::ALL {
        let there = |yes| move |one: &&Person| one.seen_in(origin) == Known::Known(yes);
        assert!(people().filter(there(true)).count() > 50, "{origin:?}");
        let told = people().all(|one| one.states.of(origin).known().is_some());
        assert!(told, "{origin:?} was read to its end");
    }
    let absent = people().filter(|one| one.seen_in(Origin::Organization) == Known::Known(false));
    assert!(absent.count() > 0, "apps and customers are in no directory");
    let whole = |one: &&Person| {
        let groups = one.memberships.organization.known();
        let used = one.products.iter();
        let last = |activity: &Activity| matches!(activity, Activity::LastActive { .. });
        one.tokens.known().is_some_and(|tokens| !tokens.is_empty())
            && groups.is_some_and(|groups| one.groups.iter().all(|group| groups.contains(group)))
            && used.clone().count() > 1
            && used.clone().any(|held| last(&held.activity))
    };
    assert!(people().filter(whole).count() > 0);
}

#[tokio::test]
async fn hidden_addresses_deleted_accounts_and_apps_are_there() {
    let stage = Stage::of(300).await;
    let everybody = site_only(&stage).everybody().await;
    let users = stage.sim.users();
    let listed = || users.iter().filter(|user| user.listed);
    let hidden = |user: &&SimUser| user.shown_email.as_deref().is_none_or(str::is_empty);
    assert!(listed().filter(hidden).count() > 0);
    for user in listed().filter(hidden) {
        assert_eq!(person(&everybody, user).email, None, "{user:?}");
    }
    // A deleted account has no address of its own any more.
    let gone =
        |user: &&SimUser| !user.active && user.email.is_empty() && user.account_type == "atlassian";
    assert!(listed().filter(gone).count() > 0);
    for user in listed().filter(gone) {
        assert_eq!(person(&everybody, user).active, Some(false), "{user:?}");
    }
    let apps = |user: &&SimUser| user.account_type == "app";
    assert!(listed().filter(apps).count() > 0);
    for user in listed().filter(apps) {
        assert_eq!(person(&everybody, user).kind, AccountKind::App, "{user:?}");
    }
}

#[tokio::test]
async fn a_source_that_is_not_given_is_unknown_and_never_no() {
    let stage = Stage::of(150).await;
    let Clients { site, gateway } = clients(&stage);
    let id = stage.sim.org_id();
    let new = Identities::new;
    let without = [
        (
            Origin::Jira,
            new().confluence(&site).organization(&gateway, &*id),
        ),
        (
            Origin::Confluence,
            new().jira(&site).organization(&gateway, &*id),
        ),
        (Origin::Organization, new().jira(&site).confluence(&site)),
    ];
    for (missing, identities) in without {
        let everybody = identities.everybody().await;
        assert!(everybody.people.len() > 50, "{missing:?}");
        for person in &everybody.people {
            assert_eq!(reason(person.states.of(missing)), Reason::NotAsked);
            assert_eq!(reason(&person.seen_in(missing)), Reason::NotAsked);
            assert_eq!(reason(person.memberships.of(missing)), Reason::NotAsked);
            if missing == Origin::Organization {
                assert_eq!(reason(&person.tokens), Reason::NotAsked);
                let unknown = |one: &Activity| matches!(one, Activity::Unknown(_));
                assert!(person.products.iter().all(|held| unknown(&held.activity)));
            }
        }
    }
    assert!(new().everybody().await.people.is_empty());
}

#[tokio::test]
async fn each_source_alone_tells_its_own() {
    let stage = Stage::of(150).await;
    let Clients { site, gateway } = clients(&stage);
    let jira = Identities::new().jira(&site).everybody().await;
    for person in &jira.people {
        let wiki = person.product(&Product::Confluence).unwrap();
        assert_eq!(reason(&wiki.access), Reason::NotAsked, "{person:?}");
    }
    let wiki = Identities::new().confluence(&site).everybody().await;
    for person in &wiki.people {
        assert!(person.active.is_some(), "it was asked: {person:?}");
        let jira = person.product(&Product::Jira).unwrap();
        assert_eq!(reason(&jira.access), Reason::NotAsked, "{person:?}");
    }
    let organization = Identities::new().organization(&gateway, stage.sim.org_id());
    let organization = organization.everybody().await;
    let uses = organization.people.iter().flat_map(|one| &one.products);
    assert!(uses.clone().all(|held| held.access.known().is_some()));
    let last = uses.filter(|held| matches!(held.activity, Activity::LastActive { .. }));
    assert!(last.count() > 20);
}

#[tokio::test]
async fn a_source_that_fails_is_unknown_and_the_others_are_read() {
    let stage = Stage::of(150).await;
    for (broken, method, place) in [
        (Origin::Jira, "GET", USERS),
        (Origin::Jira, "GET", "/rest/api/3/serverInfo"),
        (Origin::Confluence, "GET", WIKI_USERS),
        (Origin::Organization, "POST", DIRECTORY),
    ] {
        stage.sim.inject(Fault::on(method, place).status(500));
        let everybody = all(&stage).everybody().await;
        stage.sim.clear_faults();
        assert!(!everybody.notes.is_empty(), "{place}");
        assert!(everybody.people.len() > 50, "{place}");
        for person in &everybody.people {
            let state = person.states.of(broken);
            assert_ne!(state, &Known::Known(AccountState::Absent), "{place}");
        }
        let unknown = everybody.people.iter().filter(|person| {
            let why = person.states.of(broken).why();
            why.is_some_and(|why| why.reason == Reason::Failed)
        });
        assert!(unknown.count() > 0, "{place}");
        let others = Origin::ALL.into_iter().filter(|other| *other != broken);
        for other in others {
            let whole = |one: &Person| one.states.of(other).known().is_some();
            assert!(everybody.people.iter().all(whole), "{place}: {other:?}");
        }
    }
}

#[tokio::test]
async fn dead_credentials_make_nobody_absent() {
    let stage = Stage::of(100).await;
    let dead = stage.site(&stage.sim.expired_token());
    let everybody = Identities::new()
        .jira(&dead)
        .confluence(&dead)
        .organization(&clients(&stage).gateway, stage.sim.org_id())
        .everybody()
        .await;
    assert!(everybody.people.len() > 50, "those of the organization");
    for person in &everybody.people {
        assert_eq!(reason(&person.states.jira), Reason::NotGranted);
        assert_eq!(reason(&person.states.confluence), Reason::NotGranted);
    }
    let site = site_only(&stage);
    let everybody = site
        .organization(&stage.organization("dead-key"), stage.sim.org_id())
        .everybody()
        .await;
    for person in &everybody.people {
        assert_eq!(reason(&person.states.organization), Reason::NotGranted);
        assert_eq!(reason(&person.tokens), Reason::NotGranted);
    }
    assert!(!format!("{everybody:?}").contains("dead-key"));
}

#[tokio::test]
async fn where_sources_differ_both_words_stay() {
    let stage = Stage::of(150).await;
    let user = somebody(&stage).await;
    let before = all(&stage).everybody().await;
    assert!(!person(&before, &user).states.disagree());
    suspend(&stage, &user).await;
    let everybody = all(&stage).everybody().await;
    let person = person(&everybody, &user);
    assert_eq!(
        person.states.organization,
        Known::Known(AccountState::Suspended)
    );
    assert_eq!(person.states.jira, Known::Known(AccountState::Active));
    assert!(person.states.disagree());
    assert_eq!(person.active, Some(false));
    let written = serde_json::to_value(person).unwrap();
    assert_eq!(
        written["states"]["organization"],
        json!({ "known": "suspended" })
    );
    assert_eq!(written["states"]["jira"], json!({ "known": "active" }));
}
