//! What is read of a site where everything is granted.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use atlassian_integrations::licences::{
    AccountKind, Activity, Gather, Known, Part, Product, Progress, Seats, Verdict,
};

use super::{everything, figures, gathered, insights, known, said, site, uses};
use crate::stage::Stage;

#[tokio::test]
async fn the_figures_are_those_of_the_site() {
    let stage = Stage::of(400).await;
    let insights = insights(everything(&stage)).await;
    assert!(said(&insights.notes).is_empty(), "{:?}", insights.notes);
    for role in stage.sim.roles() {
        let of = figures(&insights, &Product::of_key(&role.key));
        let seats = role
            .seats
            .map_or(Seats::Unlimited, |seats| Seats::Limited(seats as u64));
        assert_eq!(known(&of.seats), Some(seats), "{}", role.key);
        assert_eq!(
            known(&of.seats_used),
            Some(role.user_count as u64),
            "{}",
            role.key
        );
        assert_eq!(of.counted, role.user_count as u64, "{}", role.key);
        assert_eq!(of.counted, of.needed + of.possibly_freeable + of.freeable);
        assert!(of.unread.is_empty() && of.unknown_access == 0);
    }
    let wiki = figures(&insights, &Product::Confluence);
    assert!(wiki.counted > 0);
    assert_eq!(known(&wiki.seats_used), Some(wiki.counted));
    assert!(matches!(known(&wiki.seats), Some(Seats::Limited(_))));
    assert!(
        insights.products.iter().any(|of| of.deactivated > 0),
        "deactivated people in groups"
    );
    assert!(
        insights.products.iter().any(|of| of.freeable > 0),
        "never used, for long"
    );
}

#[tokio::test]
async fn people_are_joined_by_their_account_ids() {
    let stage = Stage::of(300).await;
    let gathered = gathered(everything(&stage)).await;
    let ids: Vec<&str> = gathered
        .people
        .iter()
        .map(|one| one.account_id.as_str())
        .collect();
    let each: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), each.len(), "each once");
    for user in stage.sim.users().iter().filter(|user| user.listed) {
        let found = gathered
            .people
            .iter()
            .find(|one| one.account_id.as_str() == user.account_id);
        let person = found.unwrap_or_else(|| panic!("{user:?}"));
        let kind = match user.account_type.as_str() {
            "app" => AccountKind::App,
            "customer" => AccountKind::Customer,
            _ => AccountKind::Person,
        };
        assert_eq!(person.kind, kind, "{user:?}");
        let licensed = stage
            .sim
            .roles()
            .into_iter()
            .flat_map(|role| role.group_ids);
        let licensed: BTreeSet<String> = licensed.collect();
        let of_jira: BTreeSet<&str> = user
            .group_ids
            .iter()
            .map(String::as_str)
            .filter(|id| licensed.contains(*id))
            .collect();
        let groups: BTreeSet<&str> = person
            .groups
            .iter()
            .map(|group| group.id.as_str())
            .collect();
        assert!(groups.is_superset(&of_jira), "{user:?} {person:?}");
    }
    let hidden = gathered
        .people
        .iter()
        .filter(|one| one.email.is_none())
        .count();
    assert!(hidden > 0, "some hide their address, and are there");
    assert!(
        gathered
            .people
            .iter()
            .all(|one| one.email.as_deref() != Some(""))
    );
}

#[tokio::test]
async fn who_never_came_is_known_to_have_never_come() {
    let stage = Stage::of(300).await;
    let gathered = gathered(everything(&stage)).await;
    let never = uses(&gathered.people)
        .filter(|(_, held)| matches!(held.activity, Activity::Never { added: Some(_) }));
    assert!(never.count() > 5);
    let asked = stage.sim.requests();
    let asked = asked
        .iter()
        .filter(|one| one.path.ends_with("/last-active-dates"))
        .count();
    assert!(
        asked > 0 && asked < 200,
        "only who is not in the directory's list: {asked}"
    );
    // The calls for one person do not report on this one, so their silence means nothing.
    let discovery = uses(&gathered.people).filter(|(_, held)| held.product == Product::Discovery);
    for (_, held) in discovery {
        assert!(!matches!(held.activity, Activity::Never { .. }), "{held:?}");
    }
}

#[tokio::test]
async fn tokens_stand_with_their_owners() {
    let stage = Stage::of(200).await;
    let gathered = gathered(everything(&stage)).await;
    let mut found: Vec<String> = Vec::new();
    for person in &gathered.people {
        for token in person.tokens.known().into_iter().flatten() {
            assert_eq!(
                token.user.as_ref().unwrap().id.as_ref(),
                Some(&person.account_id)
            );
            found.push(token.id.to_string());
        }
    }
    let mut real: Vec<String> = stage
        .sim
        .api_tokens()
        .into_iter()
        .map(|token| token.id)
        .collect();
    found.sort();
    real.sort();
    assert_eq!(found, real);
    let untold = gathered
        .people
        .iter()
        .filter(|one| matches!(one.tokens, Known::Unknown(_)));
    assert!(
        untold.count() > 0,
        "of accounts that the organization does not manage"
    );
}

#[tokio::test]
async fn without_a_key_nobody_is_inactive() {
    let stage = Stage::of(200).await;
    let insights = insights(site(&stage, &stage.sim.admin())).await;
    for (person, held) in uses(&insights.people) {
        assert!(matches!(held.activity, Activity::Unknown(_)), "{person:?}");
    }
    for of in &insights.products {
        assert_eq!((of.freeable, of.needed), (0, 0), "{of:?}");
        assert_eq!(of.possibly_freeable, of.counted);
        assert_eq!(of.histogram.unknown, of.counted);
    }
    let why = uses(&insights.people).find_map(|(_, held)| match &held.activity {
        Activity::Unknown(why) => Some(why.detail.clone()),
        _ => None,
    });
    let why = why.unwrap();
    assert!(
        why.contains("no organization") && why.contains("does not tell"),
        "{why}"
    );
    assert!(said(&insights.notes).contains("no organization"));
    // Confluence's users are found all the same.
    assert!(figures(&insights, &Product::Confluence).counted > 0);
}

#[tokio::test]
async fn traces_in_the_site_prove_activity_and_nothing_else() {
    let stage = Stage::with(
        atlassian_sim::Sim::builder()
            .users(40)
            .issues(200)
            .start()
            .await
            .unwrap(),
    );
    let source = site(&stage, &stage.sim.admin());
    let insights = Gather::of(source)
        .with_contributions(900)
        .run()
        .await
        .unwrap()
        .insights(900);
    let judged: Vec<Verdict> = uses(&insights.people)
        .map(|(_, held)| held.activity.verdict(insights.active_since))
        .collect();
    assert!(judged.contains(&Verdict::Active), "{judged:?}");
    assert!(!judged.contains(&Verdict::Inactive));
    assert!(insights.products.iter().all(|of| of.freeable == 0));
    assert!(insights.products.iter().any(|of| of.needed > 0));
    assert!(said(&insights.notes).contains("never that there is none"));
}

#[tokio::test]
async fn one_tells_how_it_goes() {
    let stage = Stage::of(120).await;
    let seen: Arc<Mutex<Vec<Progress>>> = Arc::default();
    let into = Arc::clone(&seen);
    let gather =
        Gather::of(everything(&stage)).on_progress(move |now| into.lock().unwrap().push(now));
    gather.run().await.unwrap();
    let seen = seen.lock().unwrap();
    for part in [
        Part::JiraUsers,
        Part::GroupMembers,
        Part::ConfluenceUsers,
        Part::OrganizationUsers,
        Part::LastActiveDates,
        Part::ApiTokens,
    ] {
        assert!(seen.contains(&Progress::Started(part)), "{part:?}");
    }
    let last = seen.iter().rev().find_map(|now| match now {
        Progress::Asked {
            part: Part::LastActiveDates,
            done,
            of,
        } => Some((*done, *of)),
        _ => None,
    });
    let (done, of) = last.unwrap();
    assert!(done == of && of > 0);
}
