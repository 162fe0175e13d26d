//! One person.

use std::collections::BTreeSet;

use atlassian_integrations::identity::{
    AccountKind, AccountState, BySource, GroupRef, Identities, Known, Origin, Person, Product,
    Reason,
};
use atlassian_sim::Fault;

use super::{Clients, all, clients, person, reason, site_only, somebody, suspend};
use crate::stage::Stage;

fn products(person: &Person) -> BTreeSet<String> {
    let held = person.products.iter();
    let held = held.filter(|held| held.access.known().is_some());
    held.map(|held| held.product.to_string()).collect()
}

fn ids(groups: &Known<Vec<GroupRef>>) -> BTreeSet<String> {
    let groups = groups.known().unwrap_or_else(|| panic!("{groups:?}"));
    groups.iter().map(|group| group.id.clone()).collect()
}

#[tokio::test]
async fn one_person_is_as_among_everybody() {
    let stage = Stage::of(200).await;
    let user = somebody(&stage).await;
    let everybody = all(&stage).everybody().await;
    let among = person(&everybody, &user);
    let before = stage.sim.requests().len();
    let one = all(&stage).person(&*user.account_id).await;
    assert!(stage.sim.requests().len() - before < 16, "few calls");
    assert_eq!(one.name, user.display_name);
    assert_eq!((one.kind, one.active), (AccountKind::Person, Some(true)));
    assert_eq!((&one.email, &one.states), (&among.email, &among.states));
    assert_eq!(products(&one), products(among));
    for product in [Product::Jira, Product::Confluence] {
        let (one, among) = (one.product(&product), among.product(&product));
        assert_eq!(one.unwrap().activity, among.unwrap().activity);
    }
    let tokens = |person: &Person| -> BTreeSet<String> {
        let tokens = person.tokens.known().unwrap().iter();
        tokens.map(|token| token.id.to_string()).collect()
    };
    assert!(!tokens(&one).is_empty());
    assert_eq!(tokens(&one), tokens(among));
    let real: BTreeSet<String> = user.group_ids.iter().cloned().collect();
    for origin in Origin::ALL {
        assert_eq!(ids(one.memberships.of(origin)), real, "{origin:?}");
    }
}

#[tokio::test]
async fn somebody_whom_nobody_knows_is_absent_everywhere() {
    let stage = Stage::of(60).await;
    let one = all(&stage).person("5b10ffffffffffffffffffff").await;
    for (origin, state) in one.states.iter() {
        assert_eq!(state, &Known::Known(AccountState::Absent), "{origin:?}");
        assert_eq!(reason(one.memberships.of(origin)), Reason::NotTold);
    }
    assert_eq!((one.active, one.kind), (None, AccountKind::Unknown));
    assert!(products(&one).is_empty());
    assert!(one.tokens.known().is_none());
}

#[tokio::test]
async fn what_is_missing_or_fails_is_unknown() {
    let stage = Stage::of(60).await;
    let user = somebody(&stage).await;
    let id = &*user.account_id;
    let Clients { site, gateway } = clients(&stage);

    let nothing = Identities::new().person(id).await;
    assert!(nothing.states.told().next().is_none());
    let organization = Identities::new().organization(&gateway, stage.sim.org_id());
    let organization = organization.person(id).await;
    assert_eq!(reason(&organization.states.jira), Reason::NotAsked);
    assert_eq!(organization.active, Some(true));
    assert!(organization.tokens.known().is_some());
    let wiki = Identities::new().confluence(&site).person(id).await;
    assert_eq!(wiki.states.confluence, Known::Known(AccountState::Active));
    assert_eq!(reason(&wiki.tokens), Reason::NotAsked);

    let broken = |method: &str, place: &str| stage.sim.inject(Fault::on(method, place).status(500));
    broken("GET", "/rest/api/3/user");
    broken("GET", "/wiki/rest/api/user");
    let one = all(&stage).person(id).await;
    assert_eq!(reason(&one.states.jira), Reason::Failed);
    assert_eq!(reason(&one.states.confluence), Reason::Failed);
    assert_eq!(one.states.organization, Known::Known(AccountState::Active));
    stage.sim.clear_faults();
    broken("POST", super::DIRECTORY);
    let one = all(&stage).person(id).await;
    assert_eq!(reason(&one.states.organization), Reason::Failed);
    assert_eq!(one.states.jira, Known::Known(AccountState::Active));
    assert!(one.tokens.known().is_some(), "told by their owner's id");
    stage.sim.clear_faults();
    broken("GET", "/rest/api/3/user/groups");
    let one = site_only(&stage).person(id).await;
    assert_eq!(reason(&one.memberships.jira), Reason::Failed);
    assert!(!ids(&one.memberships.confluence).is_empty());
}

#[tokio::test]
async fn a_suspended_person_an_app_and_a_deactivated_account() {
    let stage = Stage::of(200).await;
    let user = somebody(&stage).await;
    suspend(&stage, &user).await;
    let one = all(&stage).person(&*user.account_id).await;
    assert!(one.states.disagree());
    assert_eq!(one.active, Some(false));
    let users = stage.sim.users();
    let listed = || users.iter().filter(|user| user.listed);
    let app = listed().find(|user| user.account_type == "app").unwrap();
    let app = all(&stage).person(&*app.account_id).await;
    assert_eq!(app.kind, AccountKind::App);
    let gone = listed().find(|user| !user.active && user.account_type == "atlassian");
    let gone = all(&stage).person(&*gone.unwrap().account_id).await;
    let BySource { jira, .. } = gone.states;
    assert_eq!(jira, Known::Known(AccountState::Deactivated));
    assert_eq!(gone.active, Some(false));
}
