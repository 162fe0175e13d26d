use std::time::Duration;

use atlassian_sim::{Limits, Quota, ResetFormat, Sim, Stage};
use serde_json::json;

use super::client::{Answer, Client, admin, member};

const ROLE: &str = "/rest/api/3/applicationrole/jira-core";

async fn limited(limits: Limits) -> Sim {
    Sim::builder()
        .manual_clock()
        .limits(limits)
        .start()
        .await
        .unwrap()
}

/// An app with an access token, and where it finds Jira.
async fn app(sim: &Sim) -> (Client, String) {
    let app = sim.oauth_app();
    let body = json!({
        "grant_type": "client_credentials",
        "client_id": app.client_id,
        "client_secret": app.client_secret,
    });
    let issued = Client::nobody(sim.gateway_url())
        .call("POST", "/oauth/token", &body)
        .await
        .json();
    let token = issued["access_token"].as_str().unwrap();
    let jira = format!("/ex/jira/{}/rest/api/3", sim.cloud_id());
    (Client::bearer(sim.gateway_url(), token), jira)
}

fn told<'a>(answer: &'a Answer, names: &[&str]) -> Vec<Option<&'a str>> {
    names.iter().map(|name| answer.header(name)).collect()
}

const LEVEL: [&str; 2] = ["x-ratelimit-limit", "x-ratelimit-remaining"];
const REFUSAL: [&str; 3] = ["retry-after", "x-ratelimit-reset", "ratelimit-reason"];

#[tokio::test]
async fn there_are_no_limits_unless_asked_for() {
    let sim = Sim::builder().start().await.unwrap();
    for _ in 0..150 {
        let answer = admin(&sim).get(ROLE).await;
        assert_eq!(answer.status, 200);
        assert_eq!(told(&answer, &LEVEL), [None, None]);
    }
    assert_eq!(sim.limit_report(), []);
}

#[tokio::test]
async fn the_hundred_and_first_call_of_a_second_is_refused() {
    let sim = limited(Limits::new()).await;
    for left in (0..100).rev() {
        let answer = admin(&sim).get(ROLE).await;
        assert_eq!(answer.status, 200);
        let left = left.to_string();
        assert_eq!(told(&answer, &LEVEL), [Some("100"), Some(left.as_str())]);
        assert_eq!(told(&answer, &REFUSAL), [None, None, None]);
    }
    // Whoever asks: the bucket is the site's.
    let refused = member(&sim).get(ROLE).await;
    assert_eq!(refused.status, 429);
    assert_eq!(told(&refused, &LEVEL), [Some("100"), Some("0")]);
    let reset = "2026-10-01T00:00:01Z";
    assert_eq!(
        told(&refused, &REFUSAL),
        [Some("1"), Some(reset), Some("jira-burst-based")]
    );
    let text = "The request has been rate-limited. Please try again later.";
    assert_eq!(refused.json()["errorMessages"][0], text);
    // Another operation has a bucket of its own.
    assert_eq!(admin(&sim).get("/rest/api/3/myself").await.status, 200);
    // Ten milliseconds bring one call back.
    sim.advance(Duration::from_millis(9));
    assert_eq!(admin(&sim).get(ROLE).await.status, 429);
    sim.advance(Duration::from_millis(1));
    assert_eq!(admin(&sim).get(ROLE).await.status, 200);
    assert_eq!(admin(&sim).get(ROLE).await.status, 429);
    let level = sim.limit_report();
    let role = level
        .iter()
        .find(|l| l.scope == "GET /rest/api/3/applicationrole/{key}")
        .unwrap();
    assert_eq!((role.limit, role.remaining), (100, 0));
    sim.clear_limits();
    assert_eq!(admin(&sim).get(ROLE).await.status, 200);
}

#[tokio::test]
async fn a_refused_write_is_not_carried_out() {
    let slow = Limits::new().burst("POST", "/rest/api/3/group", 1.0);
    let sim = limited(slow).await;
    let client = admin(&sim);
    let make = async |name: &str| {
        let body = json!({ "name": name });
        client.call("POST", "/rest/api/3/group", &body).await.status
    };
    assert_eq!(make("first").await, 201);
    assert_eq!(make("second").await, 429);
    assert!(sim.groups().iter().all(|group| group.name != "second"));
    sim.advance(Duration::from_secs(1));
    assert_eq!(make("second").await, 201);
}

#[tokio::test]
async fn documented_exceptions_and_scale_and_buffer() {
    let sim = limited(Limits::new()).await;
    let user = format!("/rest/api/3/user?accountId={}", sim.admin().account_id);
    let answer = admin(&sim).get(&user).await;
    assert_eq!(told(&answer, &LEVEL), [Some("150"), Some("149")]);
    sim.set_limits(Limits::new().burst_scale(0.02).burst_buffer(3.0));
    let answer = admin(&sim).get(&user).await;
    assert_eq!(told(&answer, &LEVEL), [Some("3"), Some("8")]);
    let gone = admin(&sim)
        .call("DELETE", "/rest/api/3/group?groupname=none", &json!(null))
        .await;
    assert_eq!(gone.status, 404);
    assert_eq!(told(&gone, &LEVEL), [Some("1"), Some("2")]);
    sim.set_limits(Limits::new().without_burst());
    assert_eq!(told(&admin(&sim).get(&user).await, &LEVEL), [None, None]);
}

#[tokio::test]
async fn who_is_not_let_in_takes_nothing_and_the_resets_can_be_short() {
    let limits = Limits::new().burst_scale(0.01);
    let sim = limited(limits.reset_format(ResetFormat::Minutes)).await;
    let nobody = Client::nobody(sim.url());
    assert_eq!(nobody.get(ROLE).await.status, 401);
    assert_eq!(admin(&sim).get(ROLE).await.status, 200);
    let refused = admin(&sim).get(ROLE).await;
    assert_eq!(refused.status, 429);
    assert_eq!(
        refused.header("x-ratelimit-reset"),
        Some("2026-10-01T00:00Z")
    );
    // Neither the edge nor the authorization server knows these limits.
    for _ in 0..3 {
        let answer = nobody.get("/_edge/tenant_info").await;
        assert_eq!((answer.status, answer.header(LEVEL[0])), (200, None));
    }
}

#[tokio::test]
async fn user_searches_share_a_limit_that_gives_no_reason() {
    let sim = limited(Limits::new().user_search(2.0)).await;
    let path = "/rest/api/3/user/search?query=person";
    for _ in 0..2 {
        assert_eq!(admin(&sim).get(path).await.status, 200);
    }
    let refused = admin(&sim).get(path).await;
    assert_eq!(refused.status, 429);
    assert_eq!(
        told(&refused, &REFUSAL),
        [Some("1"), Some("2026-10-01T00:00:01Z"), None]
    );
    let all = admin(&sim).get("/rest/api/3/users/search").await;
    assert_eq!(all.status, 200);
    sim.advance(Duration::from_millis(500));
    assert_eq!(admin(&sim).get(path).await.status, 200);
}

#[tokio::test]
async fn points_are_spent_by_apps_alone_and_come_back_at_the_full_hour() {
    let limits = Limits::new().quota(Quota::Global(40), Stage::Enforced);
    let sim = limited(limits).await;
    sim.advance(Duration::from_secs(2_700));
    let (client, jira) = app(&sim).await;
    let policy = ["ratelimit-policy", "ratelimit", "x-ratelimit-nearlimit"];
    // A group of seven: 1 and 2 for each.
    let path = format!("{jira}/group/bulk?maxResults=7");
    let first = client.get(&path).await;
    assert_eq!(first.status, 200);
    let described = "\"global-app-quota\";q=40;w=3600";
    let far = "\"global-app-quota\";t=900";
    assert_eq!(told(&first, &policy), [Some(described), Some(far), None]);
    let second = client.get(&path).await;
    assert_eq!(told(&second, &policy), [Some(described), Some(far), None]);
    // 10 left after the second; a call for one user costs 3.
    let third = client.get(&format!("{jira}/myself")).await;
    let near = "\"global-app-quota\";r=7;t=900";
    assert_eq!(
        told(&third, &policy),
        [Some(described), Some(near), Some("true")]
    );
    assert_eq!(client.get(&path).await.status, 200);
    let refused = client.get(&format!("{jira}/serverInfo")).await;
    assert_eq!(refused.status, 429);
    let used_up = "\"global-app-quota\";r=0;t=900";
    assert_eq!(told(&refused, &policy), [None, Some(used_up), Some("true")]);
    assert_eq!(told(&refused, &LEVEL), [Some("40"), Some("0")]);
    assert_eq!(
        told(&refused, &REFUSAL),
        [
            Some("900"),
            Some("2026-10-01T01:00:00Z"),
            Some("jira-quota-global-based")
        ]
    );
    let wiki = format!(
        "/ex/confluence/{}/wiki/rest/api/user/current",
        sim.cloud_id()
    );
    let refused = client.get(&wiki).await;
    assert_eq!(refused.json()["statusCode"], 429);
    assert_eq!(
        refused.header("ratelimit-reason"),
        Some("confluence-quota-global-based")
    );
    // API tokens do not have to do with points.
    let answer = admin(&sim).get("/rest/api/3/myself").await;
    assert_eq!((answer.status, answer.header("ratelimit")), (200, None));
    sim.advance(Duration::from_secs(899));
    assert_eq!(client.get(&path).await.status, 429);
    sim.advance(Duration::from_secs(1));
    let (client, _) = app(&sim).await;
    assert_eq!(client.get(&path).await.status, 200);
}

#[tokio::test]
async fn a_beta_limit_is_told_and_refuses_nobody() {
    let limits = Limits::new()
        .quota(Quota::Global(10), Stage::Beta)
        .structured_burst(Stage::Enforced);
    let sim = limited(limits).await;
    let (client, jira) = app(&sim).await;
    client.get(&format!("{jira}/group/bulk?maxResults=7")).await;
    let answer = client.get(&format!("{jira}/serverInfo")).await;
    assert_eq!(answer.status, 200);
    let names = [
        "beta-ratelimit-policy",
        "beta-ratelimit",
        "beta-retry-after",
        "x-beta-ratelimit-remaining",
        "x-beta-ratelimit-reason",
        "retry-after",
        "ratelimit-policy",
        "ratelimit",
    ];
    assert_eq!(
        told(&answer, &names),
        [
            None,
            Some("\"global-app-quota\";r=0;t=3600"),
            Some("3600"),
            Some("0"),
            Some("jira-quota-global-based"),
            None,
            Some("\"jira-burst-based\";q=100;w=1"),
            Some("\"jira-burst-based\";r=99;t=1"),
        ]
    );
}

#[tokio::test]
async fn a_site_of_its_own_pool_has_points_for_its_users() {
    let sim = limited(Limits::new().quota(Quota::Premium, Stage::Enforced)).await;
    let (client, jira) = app(&sim).await;
    let answer = client.get(&format!("{jira}/serverInfo")).await;
    let licences = admin(&sim)
        .json("/rest/api/3/license/approximateLicenseCount")
        .await;
    let users: u64 = licences["value"].as_str().unwrap().parse().unwrap();
    assert!(users > 10);
    let described = format!("\"tenant-app-quota\";q={};w=3600", 130_000 + 20 * users);
    assert_eq!(answer.header("ratelimit-policy"), Some(described.as_str()));
}

#[tokio::test]
async fn the_organization_says_so_in_its_own_way() {
    let sim = limited(Limits::new().organization(2)).await;
    let client = Client::bearer(sim.gateway_url(), &sim.org_key());
    let path = format!("/admin/api-access/v1/orgs/{}/api-keys/count", sim.org_id());
    for left in ["1", "0"] {
        let answer = client.get(&path).await;
        assert_eq!(answer.status, 200);
        assert_eq!(told(&answer, &LEVEL), [Some("2"), Some(left)]);
    }
    sim.advance(Duration::from_secs(20));
    let refused = client.get(&path).await;
    assert_eq!(refused.status, 429);
    let error = &refused.json()["errors"][0];
    assert_eq!(
        (&error["code"], &error["status"]),
        (&json!("ADMIN-429-1"), &json!("429"))
    );
    assert_eq!(
        told(&refused, &REFUSAL),
        [Some("40"), Some("2026-10-01T00:01:00Z"), None]
    );
    sim.advance(Duration::from_secs(40));
    assert_eq!(client.get(&path).await.status, 200);
}

#[tokio::test]
async fn by_the_real_clock_too() {
    let sim = Sim::builder().start().await.unwrap();
    sim.set_limits(Limits::new().burst_scale(0.001));
    assert_eq!(admin(&sim).get(ROLE).await.status, 200);
    let refused = admin(&sim).get(ROLE).await;
    assert_eq!(refused.header("retry-after"), Some("10"));
    sim.advance(Duration::from_secs(10));
    assert_eq!(admin(&sim).get(ROLE).await.status, 200);
}
