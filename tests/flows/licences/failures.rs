//! What is not granted or fails becomes a note and "unknown"; what all figures rest on fails the run.

use atlassian_core::SiteUrl;
use atlassian_integrations::licences::{Activity, Gather, LicencesError, Product, Reason, Verdict};
use atlassian_sim::Fault;

use super::{everything, figures, gathered, insights, organization, said, site, uses, with_key};
use crate::stage::Stage;

const LAST_ACTIVE: &str = "/admin/v1/orgs/{orgId}/directory/users/{accountId}/last-active-dates";

async fn error(source: atlassian_integrations::Source) -> LicencesError {
    Gather::of(source).run().await.unwrap_err()
}

#[tokio::test]
async fn calls_that_fail_leave_unknown_and_never_inactive() {
    let stage = Stage::of(200).await;
    let whole = insights(everything(&stage)).await;
    stage.sim.inject(Fault::on("GET", LAST_ACTIVE).status(500));
    let broken = insights(everything(&stage)).await;
    let never =
        uses(&broken.people).filter(|(_, held)| matches!(held.activity, Activity::Never { .. }));
    assert_eq!(never.count(), 0);
    let failed = uses(&broken.people).filter(|(_, held)| match &held.activity {
        Activity::Unknown(why) => why.reason == Reason::Failed,
        _ => false,
    });
    assert!(failed.count() > 0);
    for of in &whole.products {
        let then = figures(&broken, &of.product);
        assert_eq!(then.counted, of.counted);
        assert!(then.freeable <= of.freeable);
        assert!(then.possibly_freeable >= of.possibly_freeable);
        assert_eq!(then.histogram.never, 0);
    }
    assert!(
        whole.products.iter().any(|of| of.histogram.never > 0),
        "or this proves nothing"
    );
    assert!(
        said(&broken.notes).contains("could not be read"),
        "{:?}",
        broken.notes
    );
}

#[tokio::test]
async fn a_single_call_that_fails_is_a_single_unknown() {
    let stage = Stage::of(200).await;
    let whole = gathered(everything(&stage)).await;
    stage
        .sim
        .inject(Fault::on("GET", LAST_ACTIVE).times(1).status(500));
    let broken = gathered(everything(&stage)).await;
    let activity = |people: &[_]| -> Vec<(String, String)> {
        uses(people)
            .map(|(one, held)| (one.account_id.to_string(), format!("{:?}", held.activity)))
            .collect()
    };
    let (whole, broken) = (activity(&whole.people), activity(&broken.people));
    let different = whole
        .iter()
        .zip(&broken)
        .filter(|(one, other)| one != other);
    let who: std::collections::BTreeSet<&str> = different.map(|(one, _)| one.0.as_str()).collect();
    assert_eq!(who.len(), 1);
}

#[tokio::test]
async fn too_many_requests_are_waited_for() {
    let stage = Stage::of(200).await;
    let whole = gathered(everything(&stage)).await;
    stage.sim.inject(
        Fault::on("GET", LAST_ACTIVE)
            .times(5)
            .status(429)
            .retry_after(30),
    );
    stage.sim.inject(
        Fault::on("GET", "/rest/api/3/group/member")
            .times(2)
            .status(429)
            .retry_after(5),
    );
    let slow = gathered(everything(&stage)).await;
    let shown =
        |of: &atlassian_integrations::licences::Gathered| serde_json::to_value(&of.people).unwrap();
    assert_eq!(shown(&whole), shown(&slow));
    assert!(said(&slow.notes).is_empty(), "{:?}", slow.notes);
}

#[tokio::test]
async fn a_scope_that_is_missing_costs_what_it_would_tell() {
    let stage = Stage::of(120).await;
    let key = stage.sim.org_key_without_scopes_for_tokens();
    let gathered = gathered(with_key(&stage, &key)).await;
    for person in &gathered.people {
        let why = person.tokens.why().unwrap();
        assert_eq!(why.reason, Reason::NotGranted);
    }
    let notes = said(&gathered.notes);
    assert!(
        notes.contains("API tokens") && notes.contains("read:tokens:admin"),
        "{notes}"
    );
    assert!(!notes.contains(&key));
    let active = uses(&gathered.people)
        .filter(|(_, held)| matches!(held.activity, Activity::LastActive { .. }));
    assert!(active.count() > 0, "the rest is read");
}

#[tokio::test]
async fn a_dead_key_and_a_wrong_organization_cost_the_activity_only() {
    let stage = Stage::of(120).await;
    let wrong = site(&stage, &stage.sim.admin())
        .with_organization(&organization(&stage, &stage.sim.org_key()), "elsewhere");
    for source in [with_key(&stage, "dead-key"), wrong] {
        let insights = insights(source).await;
        let notes = said(&insights.notes);
        assert!(notes.contains("key or its id does not work"), "{notes}");
        assert!(!notes.contains("dead-key"), "{notes}");
        for of in &insights.products {
            assert_eq!(of.freeable, 0);
            assert_eq!(of.possibly_freeable, of.counted);
        }
        assert!(figures(&insights, &Product::Jira).counted > 0);
    }
}

#[tokio::test]
async fn an_organization_without_this_site_tells_nothing_of_it() {
    let stage = Stage::of(80).await;
    let body = r#"{"data":[{"id":"ari:cloud:confluence::site/other","attributes":{"typeKey":"confluence",
        "hostUrl":"https://other.atlassian.net/wiki","capacity":5000}}],"links":{}}"#;
    let elsewhere = Fault::on("POST", "/admin/v2/orgs/{orgId}/workspaces")
        .status(200)
        .body(body, "application/json");
    stage.sim.inject(elsewhere);
    let insights = insights(everything(&stage)).await;
    assert!(
        said(&insights.notes).contains("on this site"),
        "{:?}",
        insights.notes
    );
    let wiki = figures(&insights, &Product::Confluence);
    assert!(wiki.seats.known().is_none(), "not another site's seats");
    assert_eq!(wiki.freeable, 0);
}

#[tokio::test]
async fn without_the_list_of_sites_activity_anywhere_counts() {
    let stage = Stage::of(80).await;
    stage
        .sim
        .inject(Fault::on("POST", "/admin/v2/orgs/{orgId}/workspaces").status(403));
    let insights = insights(everything(&stage)).await;
    assert!(
        said(&insights.notes).contains("apps were not all read"),
        "{:?}",
        insights.notes
    );
    let judged =
        uses(&insights.people).map(|(_, held)| held.activity.verdict(insights.active_since));
    assert!(judged.filter(|verdict| *verdict == Verdict::Active).count() > 10);
}

#[tokio::test]
async fn a_member_learns_what_members_may_see() {
    let stage = Stage::of(120).await;
    let insights = insights(site(&stage, &stage.sim.member())).await;
    let jira = figures(&insights, &Product::Jira);
    assert_eq!(jira.counted, 0);
    assert!(
        jira.unknown_access > 50,
        "nobody knows who has access: {jira:?}"
    );
    assert!(
        jira.unread.join(" ").contains("Administer Jira"),
        "{jira:?}"
    );
    assert!(jira.seats.known().is_none() && jira.surplus().is_none());
    assert!(figures(&insights, &Product::Confluence).counted > 0);
}

#[tokio::test]
async fn an_outsider_gets_notes() {
    let stage = Stage::of(80).await;
    let insights = insights(site(&stage, &stage.sim.outsider())).await;
    let notes = said(&insights.notes);
    for what in ["Browse users and groups", "Administer Jira", "Confluence"] {
        assert!(notes.contains(what), "{what} in {notes}");
    }
    assert!(insights.products.iter().all(|of| of.freeable == 0));
}

#[tokio::test]
async fn a_dead_token_fails_before_anything_is_believed() {
    let stage = Stage::of(80).await;
    let dead = stage.sim.expired_token();
    let error = error(site(&stage, &dead)).await;
    assert!(matches!(error, LicencesError::Site(_)), "{error:?}");
    assert!(error.service_error().unwrap().is_unauthorized());
    assert!(!format!("{error:?}").contains(&dead.token));
}

#[tokio::test]
async fn a_token_that_dies_on_the_way_fails_the_run() {
    let stage = Stage::of(80).await;
    for place in [
        "/rest/api/3/users/search",
        "/rest/api/3/applicationrole",
        "/rest/api/3/group/member",
        "/wiki/rest/api/search/user",
    ] {
        // An anonymous answer to a dead token, empty and with status 200.
        let dead = Fault::on("GET", place)
            .status(200)
            .header("X-Seraph-LoginReason", "AUTHENTICATED_FAILED")
            .body("[]", "application/json");
        stage.sim.inject(dead);
        let error = error(everything(&stage)).await;
        assert!(
            error.service_error().unwrap().is_unauthorized(),
            "{place}: {error:?}"
        );
        stage.sim.clear_faults();
    }
}

#[tokio::test]
async fn a_server_is_refused() {
    let stage = Stage::of(80).await;
    stage
        .sim
        .inject(Fault::on("GET", "/rest/api/3/serverInfo").status(404));
    let body = r#"{"baseUrl":"https://jira.example.com","version":"9.12.2","versionNumbers":[9,12,2],
        "deploymentType":"Server","buildNumber":9120002}"#;
    let older = Fault::on("GET", "/rest/api/2/serverInfo")
        .status(200)
        .body(body, "application/json");
    stage.sim.inject(older);
    let error = error(everything(&stage)).await;
    assert!(
        matches!(error, LicencesError::CloudOnly { .. }),
        "{error:?}"
    );
    assert!(error.to_string().starts_with("Cloud only"), "{error}");
}

#[test]
fn an_address_without_its_scheme_is_refused_with_the_right_form() {
    let error = SiteUrl::parse("acme.atlassian.net").unwrap_err();
    assert!(
        error.to_string().contains("https://acme.atlassian.net"),
        "{error}"
    );
}

#[tokio::test]
async fn a_list_of_users_that_breaks_off_fails_the_run() {
    let stage = Stage::of(1_500).await;
    let broken = Fault::on("GET", "/rest/api/3/users/search")
        .after(1)
        .status(500);
    stage.sim.inject(broken);
    let error = error(everything(&stage)).await;
    assert!(
        matches!(error, LicencesError::Incomplete { .. }),
        "{error:?}"
    );
}

#[tokio::test]
async fn members_that_break_off_leave_lower_bounds() {
    let stage = Stage::of(300).await;
    let whole = insights(site(&stage, &stage.sim.admin())).await;
    let body = r#"{"startAt":0,"maxResults":50,"total":80,"values":[]}"#;
    let cut = Fault::on("GET", "/rest/api/3/group/member")
        .status(200)
        .body(body, "application/json");
    stage.sim.inject(cut);
    let cut = insights(site(&stage, &stage.sim.admin())).await;
    let (then, of) = (
        figures(&cut, &Product::Jira),
        figures(&whole, &Product::Jira),
    );
    assert!(!then.unread.is_empty() && then.counted < of.counted);
    assert!(then.unknown_access > 0, "{then:?}");
    assert_eq!(then.surplus(), None);
    assert!(of.surplus().is_some());
    // The organization names everybody with access, in whatever way.
    let healed = insights(everything(&stage)).await;
    assert!(figures(&healed, &Product::Jira).unread.is_empty());
    assert_eq!(figures(&healed, &Product::Jira).counted, of.counted);
}

#[tokio::test]
async fn confluence_may_be_closed_or_missing() {
    let stage = Stage::of(120).await;
    let place = "/wiki/rest/api/search/user";
    stage.sim.inject(Fault::on("GET", place).status(503));
    let closed = insights(site(&stage, &stage.sim.admin())).await;
    assert!(!figures(&closed, &Product::Confluence).unread.is_empty());
    assert!(figures(&closed, &Product::Confluence).unknown_access > 0);
    assert!(figures(&closed, &Product::Jira).counted > 0);
    stage.sim.clear_faults();
    stage.sim.inject(Fault::on("GET", place).status(404));
    let missing = insights(site(&stage, &stage.sim.admin())).await;
    assert!(
        missing
            .products
            .iter()
            .all(|of| of.product != Product::Confluence)
    );
    assert!(said(&missing.notes).contains("seems to have none"));
}

#[tokio::test]
async fn an_account_that_is_not_understood_is_left_out_and_said() {
    let stage = Stage::of(80).await;
    stage
        .sim
        .inject(Fault::on("GET", "/rest/api/3/users/search").odd_element("17"));
    let gathered = gathered(everything(&stage)).await;
    assert!(
        said(&gathered.notes).contains("left out"),
        "{:?}",
        gathered.notes
    );
}
