use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use atlassian_sim::Sim;
use serde_json::{Value, json};

use super::client::{Client, admin, member};

/// What came in: the head, and the body.
type Received = Arc<Mutex<Vec<(String, String)>>>;

/// Somebody who listens, and answers with these statuses in turn and with 200 after them.
fn receiver(mut statuses: Vec<u16>) -> (String, Received) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/hook?a=1", listener.local_addr().unwrap());
    let received = Received::default();
    let kept = Arc::clone(&received);
    thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            let status = if statuses.is_empty() {
                200
            } else {
                statuses.remove(0)
            };
            take(stream, status, &kept);
        }
    });
    (url, received)
}

fn take(mut stream: TcpStream, status: u16, kept: &Received) {
    let mut bytes = Vec::new();
    let mut chunk = [0; 4_096];
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length: usize = header(head, "content-length").unwrap().parse().unwrap();
            if body.len() >= length {
                kept.lock()
                    .unwrap()
                    .push((head.to_owned(), body.to_owned()));
                let _ = write!(stream, "HTTP/1.1 {status} X\r\nContent-Length: 0\r\n\r\n");
                return;
            }
        }
        match stream.read(&mut chunk) {
            Ok(read) if read > 0 => bytes.extend_from_slice(&chunk[..read]),
            _ => return,
        }
    }
}

fn header(head: &str, name: &str) -> Option<String> {
    head.lines().find_map(|line| {
        let (key, value) = line.split_once(':')?;
        key.eq_ignore_ascii_case(name)
            .then(|| value.trim().to_owned())
    })
}

fn bodies(received: &Received) -> Vec<Value> {
    let received = received.lock().unwrap();
    let body = |(_, body): &(String, String)| serde_json::from_str(body).unwrap();
    received.iter().map(body).collect()
}

/// An app that acts for the administrator, at the gateway.
async fn app(sim: &Sim) -> (Client, String) {
    let oauth = sim.oauth_app();
    let sent = json!({
        "grant_type": "refresh_token",
        "client_id": oauth.client_id,
        "client_secret": oauth.client_secret,
        "refresh_token": oauth.refresh_token,
    });
    let gateway = Client::nobody(sim.gateway_url());
    let token = gateway.call("POST", "/oauth/token", &sent).await.json();
    let token = token["access_token"].as_str().unwrap();
    let path = format!("/ex/jira/{}/rest/api/3/webhook", sim.cloud_id());
    (Client::bearer(sim.gateway_url(), token), path)
}

/// The first two issues that there are, in two projects.
async fn issues(sim: &Sim) -> Vec<(String, String)> {
    let path = "/rest/api/3/search/jql?jql=created%3E0&fields=project&maxResults=200";
    let found = admin(sim).json(path).await;
    let mut issues: Vec<(String, String)> = Vec::new();
    for issue in found["issues"].as_array().unwrap() {
        let key = issue["key"].as_str().unwrap().to_owned();
        let project = issue["fields"]["project"]["key"]
            .as_str()
            .unwrap()
            .to_owned();
        if issues.iter().all(|(_, known)| *known != project) {
            issues.push((key, project));
        }
    }
    issues
}

async fn comment(sim: &Sim, issue: &str, text: &str) -> Value {
    let path = format!("/rest/api/2/issue/{issue}/comment");
    let made = admin(sim)
        .call("POST", &path, &json!({ "body": text }))
        .await;
    assert_eq!(made.status, 201, "{}", made.body);
    made.json()
}

#[tokio::test]
async fn an_app_hears_of_what_its_filter_lets_through() {
    let sim = Sim::builder().manual_clock().start().await.unwrap();
    let (url, received) = receiver(Vec::new());
    let (client, path) = app(&sim).await;
    let issues = issues(&sim).await;
    let (key, project) = &issues[0];
    let (other, _) = &issues[1];
    let sent = json!({ "url": url, "webhooks": [
        { "events": ["comment_created", "comment_deleted"], "jqlFilter": format!("project = {project}") },
        { "events": ["comment_created"], "jqlFilter": "watchers = 1" },
        { "events": ["comment_created"], "jqlFilter": "project = NOWHERE" },
    ] });
    let result = client.call("POST", &path, &sent).await;
    assert_eq!(result.status, 200, "{}", result.body);
    let results = &result.json()["webhookRegistrationResult"];
    let id = results[0]["createdWebhookId"].as_u64().unwrap();
    let clause = json!({ "errors": ["The clause watchers is unsupported"] });
    assert_eq!(results[1], clause);
    assert_eq!(results[2]["errors"].as_array().unwrap().len(), 1);
    let sung = json!({ "url": url, "webhooks": [{ "events": ["comment_sung"], "jqlFilter": "" }] });
    assert_eq!(client.call("POST", &path, &sung).await.status, 400);

    let made = comment(&sim, key, "heard").await;
    comment(&sim, other, "not heard").await;
    sim.webhooks_idle().await;
    let heard = bodies(&received);
    assert_eq!(heard.len(), 1, "{heard:?}");
    assert_eq!(heard[0]["webhookEvent"], "comment_created");
    assert_eq!(heard[0]["timestamp"], 1_790_812_800_000_u64);
    assert_eq!(heard[0]["comment"]["id"], made["id"]);
    // Version 2's shape: wiki text and no document.
    assert_eq!(heard[0]["comment"]["body"], "heard");
    assert_eq!(heard[0]["issue"]["key"], *key);
    assert!(heard[0]["issue"]["fields"]["status"]["name"].is_string());
    let head = received.lock().unwrap()[0].0.clone();
    assert!(head.starts_with("POST /hook?a=1 HTTP/1.1\r\n"), "{head}");
    assert_eq!(header(&head, "x-atlassian-webhook-retry"), None);
    assert_eq!(header(&head, "x-hub-signature"), None);

    // It lives for 30 days, and longer when it is refreshed.
    let day = Duration::from_secs(86_400);
    let until = 1_790_812_800_000 + 30 * 86_400_000_u64;
    let page = client.json(&path).await;
    assert_eq!(page["values"][0]["expirationDate"], until);
    assert_eq!(page["total"], 1);
    sim.advance(20 * day);
    let client = fresh(&sim).await;
    let ids = json!({ "webhookIds": [id, 4_711] });
    let longer = client.call("PUT", &format!("{path}/refresh"), &ids).await;
    assert_eq!(longer.json()["expirationDate"], until + 20 * 86_400_000);
    sim.advance(29 * day);
    comment(&sim, key, "still").await;
    sim.webhooks_idle().await;
    assert_eq!(bodies(&received).len(), 2);
    sim.advance(2 * day);
    comment(&sim, key, "too late").await;
    sim.webhooks_idle().await;
    assert_eq!(bodies(&received).len(), 2);
    let client = fresh(&sim).await;
    assert_eq!(client.json(&path).await["values"], json!([]));
    let gone = client.call("DELETE", &path, &ids).await;
    assert_eq!(gone.status, 202);
}

/// The app once more, when its access token has expired: with the refresh token of the state.
async fn fresh(sim: &Sim) -> Client {
    let oauth = sim.oauth_app();
    let state = Client::nobody(sim.url()).get("/_sim/state").await.body;
    let line: Value = serde_json::from_str(state.lines().nth(1).unwrap()).unwrap();
    let refresh = line["tokens"]["oauth"]["refresh"].as_object().unwrap();
    let sent = json!({
        "grant_type": "refresh_token",
        "client_id": oauth.client_id,
        "client_secret": oauth.client_secret,
        "refresh_token": refresh.keys().next().unwrap(),
    });
    let gateway = Client::nobody(sim.gateway_url());
    let token = gateway.call("POST", "/oauth/token", &sent).await.json();
    Client::bearer(sim.gateway_url(), token["access_token"].as_str().unwrap())
}

#[tokio::test]
async fn only_apps_have_webhooks_of_apps() {
    let sim = Sim::builder().start().await.unwrap();
    let path = "/rest/api/3/webhook";
    let ids = json!({ "webhookIds": [1] });
    for (method, path, body) in [
        ("GET", path, Value::Null),
        ("DELETE", path, ids.clone()),
        ("PUT", "/rest/api/3/webhook/refresh", ids),
        ("GET", "/rest/api/3/webhook/failed", Value::Null),
    ] {
        let refused = admin(&sim).call(method, path, &body).await;
        assert_eq!(refused.status, 403, "{method} {path}");
    }
    let (client, path) = app(&sim).await;
    // That is for Connect apps alone.
    let failed = client.get(&format!("{path}/failed")).await;
    assert_eq!(failed.status, 403);
    let one = json!({ "events": ["comment_created"], "jqlFilter": "" });
    for (body, status) in [
        (json!({ "url": "nowhere", "webhooks": [one] }), 400),
        (
            json!({ "url": "https://example.com/a", "webhooks": [] }),
            400,
        ),
        (
            json!({ "url": "https://example.com/a", "webhooks": [one] }),
            200,
        ),
        (
            json!({ "url": "https://example.com/b", "webhooks": [one] }),
            400,
        ),
    ] {
        let answer = client.call("POST", &path, &body).await;
        assert_eq!(answer.status, status, "{}", answer.body);
    }
}

const ADMIN: &str = "/rest/webhooks/1.0/webhook";

fn hook(url: &str) -> Value {
    json!({
        "name": "all comments",
        "url": url,
        "events": ["comment_created", "jira:version_created"],
        "filters": { "issue-related-events-section": "" },
        "secret": "Jefe",
    })
}

#[tokio::test]
async fn what_is_not_taken_comes_again_five_times() {
    let sim = Sim::builder().manual_clock().start().await.unwrap();
    let (url, received) = receiver(vec![500, 503, 429, 408, 502, 500]);
    let made = admin(&sim).call("POST", ADMIN, &hook(&url)).await;
    assert_eq!(made.status, 201, "{}", made.body);
    let (key, _) = issues(&sim).await[0].clone();
    comment(&sim, &key, "again").await;
    for minutes in [0, 1, 5, 10, 20, 40] {
        if minutes > 0 {
            sim.advance(Duration::from_secs(minutes * 60 - 1));
            sim.webhooks_idle().await;
        }
        let before = received.lock().unwrap().len();
        sim.advance(Duration::from_secs(u64::from(minutes > 0)));
        sim.webhooks_idle().await;
        let after = received.lock().unwrap().len();
        assert_eq!(after, if minutes > 0 { before + 1 } else { 1 }, "{minutes}");
    }
    sim.advance(Duration::from_secs(86_400));
    sim.webhooks_idle().await;
    let all = received.lock().unwrap().clone();
    let retries: Vec<Option<String>> = all
        .iter()
        .map(|(head, _)| header(head, "x-atlassian-webhook-retry"))
        .collect();
    let numbers = ["1", "2", "3", "4", "5"].map(|n| Some(n.to_owned()));
    assert_eq!(retries[0], None);
    assert_eq!(retries[1..], numbers);
    let id = header(&all[0].0, "x-atlassian-webhook-identifier").unwrap();
    for (head, body) in &all {
        let same = header(head, "x-atlassian-webhook-identifier");
        assert_eq!(same.as_deref(), Some(id.as_str()));
        assert_eq!(body, &all[0].1);
        let signed = header(head, "x-hub-signature").unwrap();
        assert_eq!(signed.len(), "sha256=".len() + 64);
    }
    let failed = sim.failed_webhooks();
    assert_eq!(failed.len(), 1);
    assert_eq!((&failed[0].id, &failed[0].body), (&id, &all[0].1));
    sim.advance(Duration::from_secs(3 * 86_400));
    assert_eq!(sim.failed_webhooks(), []);
}

#[tokio::test]
async fn administrators_keep_webhooks_until_they_are_deleted() {
    let sim = Sim::builder().start().await.unwrap();
    let client = admin(&sim);
    let (url, received) = receiver(vec![404]);
    let made = client.call("POST", ADMIN, &hook(&url)).await.json();
    let own = made["self"]
        .as_str()
        .unwrap()
        .strip_prefix(sim.url())
        .unwrap();
    assert_eq!(made["isSigned"], true);
    assert_eq!(made["enabled"], true);
    assert_eq!(made["lastUpdatedUser"], sim.admin().account_id);
    assert!(!made.to_string().contains("Jefe"));
    assert_eq!(client.json(own).await, made);
    assert_eq!(client.json(ADMIN).await, json!([made]));
    for (method, path) in [("GET", ADMIN), ("GET", own), ("DELETE", own)] {
        let refused = member(&sim).call(method, path, &Value::Null).await;
        assert_eq!(refused.status, 403, "{method} {path}");
    }
    let bad = json!({ "filters": { "issue-related-events-section": "nothing" } });
    assert_eq!(client.call("PUT", own, &bad).await.status, 400);

    let (key, _) = issues(&sim).await[0].clone();
    comment(&sim, &key, "refused for good").await;
    sim.webhooks_idle().await;
    sim.advance(Duration::from_secs(7_200));
    sim.webhooks_idle().await;
    assert_eq!(bodies(&received).len(), 1);
    let quiet = client.call("PUT", own, &json!({ "enabled": false })).await;
    assert_eq!(quiet.json()["name"], "all comments");
    comment(&sim, &key, "unheard").await;
    client
        .call("PUT", own, &json!({ "enabled": true, "excludeBody": true }))
        .await;
    sim.webhooks_idle().await;
    comment(&sim, &key, "without a body").await;
    sim.webhooks_idle().await;
    let last = received.lock().unwrap().last().unwrap().1.clone();
    assert_eq!(last, "");
    // A saved state remembers who listens.
    let file = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("state-webhooks.json");
    sim.save(&file).unwrap();
    let other = Sim::builder().load_state(&file).start().await.unwrap();
    let before = received.lock().unwrap().len();
    comment(&other, &key, "from the other").await;
    other.webhooks_idle().await;
    assert_eq!(received.lock().unwrap().len(), before + 1);

    assert_eq!(client.call("DELETE", own, &Value::Null).await.status, 204);
    assert_eq!(client.get(own).await.status, 404);
    comment(&sim, &key, "nobody").await;
    sim.webhooks_idle().await;
    assert_eq!(received.lock().unwrap().len(), before + 1);
}
