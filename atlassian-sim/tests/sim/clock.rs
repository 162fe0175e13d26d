use std::time::{Duration, SystemTime, UNIX_EPOCH};

use atlassian_sim::Sim;
use serde_json::json;

use super::client::{Client, admin};

const DAY: Duration = Duration::from_secs(86_400);

#[tokio::test]
async fn a_clock_that_stands_is_turned_by_the_test_alone() {
    let sim = Sim::builder().manual_clock().start().await.unwrap();
    let answer = admin(&sim).get("/rest/api/3/serverInfo").await;
    assert_eq!(answer.json()["serverTime"], "2026-10-01T00:00:00.000+0000");
    assert_eq!(answer.header("date"), Some("Thu, 01 Oct 2026 00:00:00 GMT"));
    sim.advance(Duration::from_millis(3_600_250));
    let answer = admin(&sim).get("/rest/api/3/serverInfo").await;
    assert_eq!(answer.json()["serverTime"], "2026-10-01T01:00:00.250+0000");
    assert_eq!(answer.header("date"), Some("Thu, 01 Oct 2026 01:00:00 GMT"));
    let since = sim.now().duration_since(UNIX_EPOCH).unwrap();
    assert_eq!(since, Duration::from_millis(1_790_816_400_250));
}

#[tokio::test]
async fn by_default_it_is_as_late_as_it_is_and_a_skew_sets_it_wrong() {
    let sim = Sim::builder().start().await.unwrap();
    assert!(SystemTime::now().duration_since(sim.now()).unwrap() < Duration::from_secs(60));
    sim.set_clock_skew(-7_200);
    let behind = SystemTime::now().duration_since(sim.now()).unwrap();
    assert!(behind > Duration::from_secs(7_100) && behind < Duration::from_secs(7_300));
}

#[tokio::test]
async fn what_is_written_is_stamped_by_this_clock() {
    let sim = Sim::builder().manual_clock().start().await.unwrap();
    sim.advance(3 * DAY);
    let made = admin(&sim)
        .call("POST", "/rest/api/3/group", &json!({ "name": "new" }))
        .await;
    assert_eq!(made.status, 201);
    let log = admin(&sim)
        .json("/rest/api/3/auditing/record?limit=1")
        .await;
    assert_eq!(log["records"][0]["created"], "2026-10-04T00:00:00.000+0000");
}

#[tokio::test]
async fn an_access_token_lives_an_hour() {
    let sim = Sim::builder().manual_clock().start().await.unwrap();
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
    let client = Client::bearer(sim.gateway_url(), issued["access_token"].as_str().unwrap());
    let path = format!("/ex/jira/{}/rest/api/3/myself", sim.cloud_id());
    sim.advance(Duration::from_millis(3_599_999));
    assert_eq!(client.get(&path).await.status, 200);
    sim.advance(Duration::from_millis(1));
    assert_eq!(client.get(&path).await.status, 401);
}

#[tokio::test]
async fn tokens_and_keys_expire_after_their_year() {
    let sim = Sim::builder().manual_clock().start().await.unwrap();
    let scoped = Client::basic(sim.gateway_url(), &sim.scoped_admin());
    let behind = format!("/ex/jira/{}/rest/api/3/myself", sim.cloud_id());
    let key = Client::bearer(sim.gateway_url(), &sim.org_key());
    let keys = format!("/admin/api-access/v1/orgs/{}/api-keys/count", sim.org_id());
    sim.advance(334 * DAY);
    assert_eq!(admin(&sim).get("/rest/api/3/myself").await.status, 200);
    assert_eq!(scoped.get(&behind).await.status, 200);
    sim.advance(DAY);
    // The site takes the owner of an expired token for nobody.
    let refused = admin(&sim).get("/rest/api/3/myself").await;
    assert_eq!(refused.status, 401);
    assert_eq!(
        refused.header("x-seraph-loginreason"),
        Some("AUTHENTICATED_FAILED")
    );
    assert_eq!(admin(&sim).get("/rest/api/3/serverInfo").await.status, 200);
    assert_eq!(scoped.get(&behind).await.status, 401);
    assert_eq!(key.get(&keys).await.status, 200);
    sim.advance(25 * DAY);
    assert_eq!(key.get(&keys).await.status, 401);
}

#[tokio::test]
async fn every_credential_handed_out_lives_in_the_beginning() {
    let sim = Sim::builder().start().await.unwrap();
    for account in [sim.admin(), sim.member(), sim.outsider()] {
        let client = Client::basic(sim.url(), &account);
        assert_eq!(client.get("/rest/api/3/myself").await.status, 200);
    }
    sim.advance(DAY);
    assert_eq!(admin(&sim).get("/rest/api/3/myself").await.status, 200);
}
