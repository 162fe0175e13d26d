use std::time::{Duration, Instant};

use atlassian_sim::{Fault, Sim};
use serde_json::{Value, json};

use super::client::{Client, admin};

const ROLE: &str = "/rest/api/3/applicationrole/{key}";

#[tokio::test]
async fn a_status_strikes_after_some_calls_and_so_many_times() {
    let sim = Sim::builder().start().await.unwrap();
    let fault = Fault::on("GET", ROLE).after(1).times(2);
    sim.inject(
        fault
            .status(429)
            .header("Retry-After", "7")
            .body("slow down", "text/plain"),
    );
    let client = admin(&sim);
    let mut statuses = Vec::new();
    for key in ["jira-core", "jira-software", "jira-core", "jira-software"] {
        let answer = client
            .get(&format!("/rest/api/3/applicationrole/{key}"))
            .await;
        if answer.status == 429 {
            assert_eq!(answer.header("retry-after"), Some("7"));
            assert_eq!(answer.body, "slow down");
        }
        statuses.push(answer.status);
        assert_eq!(client.get("/rest/api/3/myself").await.status, 200);
    }
    assert_eq!(statuses, [200, 429, 429, 200]);
}

#[tokio::test]
async fn a_refused_write_is_not_carried_out_and_faults_reach_the_gateway_too() {
    let sim = Sim::builder().start().await.unwrap();
    sim.inject(Fault::on("POST", "/rest/api/3/group").times(1));
    let body = json!({ "name": "new" });
    let path = format!("/ex/jira/{}/rest/api/3/group", sim.cloud_id());
    let client = Client::basic(sim.gateway_url(), &sim.scoped_admin());
    assert_eq!(client.call("POST", &path, &body).await.status, 503);
    assert!(sim.groups().iter().all(|g| g.name != "new"));
    assert_eq!(client.call("POST", &path, &body).await.status, 201);
    let seen: Vec<(u16, bool)> = sim
        .requests()
        .iter()
        .map(|r| (r.status, r.gateway))
        .collect();
    assert_eq!(seen, [(503, true), (201, true)]);
}

#[tokio::test]
async fn a_cut_body_promises_more_than_it_gives() {
    let sim = Sim::builder().users(300).start().await.unwrap();
    let path = "/rest/api/3/users/search?maxResults=1000";
    let whole = admin(&sim).get(path).await;
    sim.inject(
        Fault::on("GET", "/rest/api/3/users/search")
            .times(1)
            .cut_body(),
    );
    let cut = admin(&sim).get(path).await;
    assert_eq!(cut.status, 200);
    assert!(!cut.complete && !cut.body.is_empty() && cut.body.len() < whole.body.len());
    assert_eq!(
        cut.header("content-length"),
        Some(whole.body.len().to_string().as_str())
    );
    assert!(serde_json::from_str::<Value>(&cut.body).is_err());
    assert!(admin(&sim).get(path).await.complete);
}

#[tokio::test]
async fn a_cut_answer_to_a_write_was_carried_out() {
    let sim = Sim::builder().start().await.unwrap();
    sim.inject(Fault::on("POST", "/rest/api/3/group").times(1).cut_body());
    let cut = admin(&sim)
        .call("POST", "/rest/api/3/group", &json!({ "name": "new" }))
        .await;
    assert!(!cut.complete);
    assert!(sim.groups().iter().any(|g| g.name == "new"));
}

#[tokio::test]
async fn a_hanging_call_is_recorded_and_ends_with_the_simulator() {
    let sim = Sim::builder().start().await.unwrap();
    sim.inject(Fault::on("*", "/rest/api/3/myself").times(1).hang());
    let client = admin(&sim);
    let hanging = tokio::spawn(async move { client.send("GET", "/rest/api/3/myself", None).await });
    while sim.requests().is_empty() {
        tokio::task::yield_now().await;
    }
    assert_eq!(sim.requests()[0].status, 0);
    assert!(!hanging.is_finished());
    assert_eq!(admin(&sim).get("/rest/api/3/myself").await.status, 200);
    drop(sim);
    assert!(hanging.await.unwrap().is_err());
}

#[tokio::test]
async fn a_reset_is_a_reset() {
    let sim = Sim::builder().start().await.unwrap();
    sim.inject(Fault::on("GET", "*").times(1).reset());
    let error = admin(&sim)
        .send("GET", "/rest/api/3/myself", None)
        .await
        .unwrap_err();
    assert_eq!(error.kind(), std::io::ErrorKind::ConnectionReset);
    assert_eq!(admin(&sim).get("/rest/api/3/myself").await.status, 200);
}

#[tokio::test]
async fn delays_and_latency_hold_answers_back() {
    let time = Duration::from_millis(40);
    let sim = Sim::builder().latency(time).start().await.unwrap();
    let since = Instant::now();
    admin(&sim).get("/rest/api/3/myself").await;
    assert!(since.elapsed() >= time);
    sim.inject(Fault::on("GET", "*").delay(time));
    let since = Instant::now();
    assert_eq!(admin(&sim).get("/rest/api/3/myself").await.status, 200);
    assert!(since.elapsed() >= 2 * time);
    sim.clear_faults();
}

#[tokio::test]
async fn the_first_fault_strikes_and_the_others_wait() {
    let sim = Sim::builder().start().await.unwrap();
    sim.inject(Fault::on("GET", "/rest/api/3/myself").times(1).status(500));
    sim.inject(Fault::on("GET", "*").times(1).status(502));
    let client = admin(&sim);
    let mut statuses = Vec::new();
    for _ in 0..3 {
        statuses.push(client.get("/rest/api/3/myself").await.status);
    }
    assert_eq!(statuses, [500, 502, 200]);
    sim.inject(Fault::on("GET", "/nowhere").status(418));
    assert_eq!(client.get("/nowhere").await.status, 418);
    sim.clear_faults();
    assert_eq!(client.get("/nowhere").await.status, 404);
}

#[tokio::test]
async fn a_fault_strikes_the_version_that_it_names() {
    let sim = Sim::builder().start().await.unwrap();
    sim.inject(Fault::on("GET", "/rest/api/2/myself").status(503));
    let client = admin(&sim);
    assert_eq!(client.get("/rest/api/3/myself").await.status, 200);
    assert_eq!(client.get("/rest/api/2/myself").await.status, 503);
    assert_eq!(client.get("/rest/api/latest/myself").await.status, 200);
}
