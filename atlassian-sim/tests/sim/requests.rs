use std::time::{Duration, UNIX_EPOCH};

use atlassian_sim::{Fault, Sim};
use serde_json::{Value, json};

use super::client::{Client, admin};

#[tokio::test]
async fn bodies_are_kept_when_asked_for() {
    let sim = Sim::builder()
        .manual_clock()
        .record_bodies(true)
        .start()
        .await
        .unwrap();
    sim.advance(Duration::from_secs(5));
    let sent = json!({ "name": "new" });
    let answer = admin(&sim).call("POST", "/rest/api/3/group", &sent).await;
    sim.inject(Fault::on("GET", "*").status(500).body("oh", "text/plain"));
    admin(&sim).get("/rest/api/3/myself").await;
    let seen = sim.requests();
    let (made, failed) = (&seen[0], &seen[1]);
    let body = made.request_body.as_deref().unwrap();
    assert_eq!(serde_json::from_slice::<Value>(body).unwrap(), sent);
    assert_eq!(
        made.request_content_type.as_deref(),
        Some("application/json")
    );
    assert_eq!(made.response_body.as_deref(), Some(answer.body.as_bytes()));
    let json = "application/json;charset=UTF-8";
    assert_eq!(made.response_content_type.as_deref(), Some(json));
    assert_eq!(made.at, UNIX_EPOCH + Duration::from_secs(1_790_812_805));
    assert!(!made.fault);
    assert_eq!((failed.status, failed.fault), (500, true));
    assert_eq!(failed.request_body.as_deref(), Some(&b""[..]));
    assert_eq!(failed.response_body.as_deref(), Some(&b"oh"[..]));
    assert_eq!(failed.response_content_type.as_deref(), Some("text/plain"));
}

#[tokio::test]
async fn without_being_asked_no_body_is_kept_and_never_a_credential() {
    let sim = Sim::builder().start().await.unwrap();
    let key = sim.org_key();
    Client::nobody(sim.url())
        .header("X-Note", &format!("my key is {key}"))
        .get("/rest/api/3/serverInfo")
        .await;
    admin(&sim).get("/rest/api/3/myself").await;
    for seen in sim.requests() {
        assert_eq!((seen.request_body, seen.response_body), (None, None));
    }
    let [first, second] = &sim.requests()[..] else {
        panic!("two requests")
    };
    let note = ("x-note".to_owned(), "my key is sim-key-***".to_owned());
    assert_eq!(first.request_headers, [note]);
    assert_eq!(second.request_headers, []);
}

#[tokio::test]
async fn secrets_in_bodies_are_blackened_and_huge_bodies_left_out() {
    let sim = Sim::builder().record_bodies(true).start().await.unwrap();
    let app = sim.oauth_app();
    let client = Client::nobody(sim.gateway_url());
    let sent = json!({
        "grant_type": "refresh_token",
        "client_id": app.client_id,
        "client_secret": app.client_secret,
        "refresh_token": app.refresh_token,
    });
    assert_eq!(client.call("POST", "/oauth/token", &sent).await.status, 200);
    let long = json!({ "name": "x".repeat(5 << 20) });
    admin(&sim).call("POST", "/rest/api/3/group", &long).await;
    let seen = sim.requests();
    for body in [&seen[0].request_body, &seen[0].response_body] {
        let text = String::from_utf8(body.clone().unwrap()).unwrap();
        assert!(text.contains("sim-refresh-***"), "{text}");
        assert!(!text.contains(&app.client_secret) && !text.contains(&app.refresh_token));
    }
    assert_eq!(seen[1].request_body, None);
    assert!(seen[1].response_body.is_some());
}
