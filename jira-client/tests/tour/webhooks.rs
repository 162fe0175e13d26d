use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::mpsc::{Receiver, channel};
use std::thread;

use jira_client::cloud::Jira;
use jira_client::cloud::webhooks::{EventName, NewWebhook, Subject, WebhookEvent};
use jira_client::core::OAuth;
use jira_client::http::{HeaderMap, HeaderName, HeaderValue};
use jira_client::{Client, Credential, SiteUrl};

use crate::site::Site;

/// A delivery as it came.
pub(crate) struct Received {
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

/// Somebody who listens at an address, and takes everything.
pub(crate) fn receiver() -> (String, Receiver<Received>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/hook", listener.local_addr().unwrap());
    let (sender, received) = channel();
    thread::spawn(move || {
        for mut stream in listener.incoming().map_while(Result::ok) {
            let mut bytes = Vec::new();
            let delivery = loop {
                let mut chunk = [0; 4_096];
                let read = stream.read(&mut chunk).unwrap();
                bytes.extend_from_slice(&chunk[..read]);
                if let Some(delivery) = parse(&bytes) {
                    break delivery;
                }
                assert!(read > 0, "the delivery was cut");
            };
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
            if sender.send(delivery).is_err() {
                return;
            }
        }
    });
    (url, received)
}

/// Reads a request, if all of it is there.
fn parse(bytes: &[u8]) -> Option<Received> {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = std::str::from_utf8(&bytes[..end]).unwrap();
    let mut headers = HeaderMap::new();
    for line in head.lines().skip(1) {
        let (name, value) = line.split_once(':').unwrap();
        let name = HeaderName::from_bytes(name.as_bytes()).unwrap();
        headers.insert(name, HeaderValue::from_str(value.trim()).unwrap());
    }
    let length: usize = headers["content-length"].to_str().unwrap().parse().unwrap();
    let body = bytes.get(end + 4..end + 4 + length)?.to_vec();
    Some(Received { headers, body })
}

/// An app that acts for the administrator.
fn app(site: &Site) -> Jira {
    let app = site.sim.oauth_app();
    let gateway = SiteUrl::parse(site.sim.gateway_url()).unwrap();
    let store = |_| async { Ok(()) };
    let oauth = OAuth::three_legged(app.client_id, app.client_secret, app.refresh_token, store);
    let client = Client::builder(SiteUrl::parse(site.sim.url()).unwrap())
        .credential(Credential::oauth(oauth.token_host(&gateway)))
        .gateway(gateway)
        .build()
        .unwrap();
    Jira::new(client)
}

pub(crate) async fn tour(site: &Site) {
    let webhooks = app(site).webhooks();
    let (url, received) = receiver();
    let wanted = vec![
        NewWebhook::new(
            [EventName::IssueUpdated, EventName::SprintCreated],
            "project = ACME",
        ),
        NewWebhook::new([EventName::IssueUpdated], "watchers = 1"),
    ];
    let results = webhooks.register(&*url, wanted).send().await.unwrap();
    let results = results.webhook_registration_result.into_vec().unwrap();
    let [made, refused] = &results[..] else {
        panic!("{results:?}");
    };
    assert!(refused.created_webhook_id.is_none() && refused.errors.len() == 1);
    let id = made.created_webhook_id.clone().unwrap();
    let all = webhooks.list().items().collect().await.unwrap();
    assert_eq!(all[0].id, id);
    let until = webhooks
        .refresh([&id])
        .send()
        .await
        .unwrap()
        .expiration_date;
    assert!(until.epoch_millis() >= all[0].expiration_date.as_ref().unwrap().epoch_millis());

    let epics = site.jira.epics();
    let boards = site
        .jira
        .boards()
        .list()
        .project("ACME")
        .items()
        .collect()
        .await
        .unwrap();
    let epic = site
        .jira
        .boards()
        .epics(&boards[0].id)
        .items()
        .collect()
        .await
        .unwrap()
        .remove(0);
    epics
        .update(epic.id.as_str())
        .summary("Heard of")
        .send()
        .await
        .unwrap();
    site.sim.webhooks_idle().await;
    let delivery = received.recv().unwrap();
    let event: WebhookEvent = serde_json::from_slice(&delivery.body).unwrap();
    assert_eq!(event.name, EventName::IssueUpdated);
    assert!(event.timestamp.is_some() && event.user.is_some());
    let Subject::Issue(about) = &event.subject else {
        panic!("{event:?}");
    };
    assert_eq!(about.issue.key, epic.key);
    let change = &about.changelog.as_ref().unwrap().items[0];
    assert_eq!(
        (change.field.as_str(), change.to_string.as_deref()),
        ("summary", Some("Heard of"))
    );

    webhooks.delete([id]).send().await.unwrap();
    assert!(webhooks.list().items().collect().await.unwrap().is_empty());
}

#[cfg(feature = "webhooks")]
mod signed {
    use jira_client::cloud::webhooks::{SignatureError, WebhookSecret, delivery_id, retry_number};
    use jira_client::http::Method;
    use serde_json::{Value, json};

    use super::*;
    use crate::boards::board;
    use jira_client::cloud::boards::{BoardType, NewBoard};

    async fn call(site: &Site, method: Method, path: &'static str, body: Value) -> Value {
        let call = site.jira.request(method, path).json(&body);
        call.send_as().await.unwrap()
    }

    /// One thing of each kind that the simulator tells of, made by an administrator whom a webhook of the site is about.
    async fn happen(site: &Site) {
        let text = json!({"type": "doc", "version": 1, "content": [
            {"type": "paragraph", "content": [{"type": "text", "text": "Heard"}]}]});
        call(
            site,
            Method::POST,
            "/rest/api/3/issue/ACME-1/comment",
            json!({"body": text}),
        )
        .await;
        let worklog = json!({"timeSpentSeconds": 3600, "started": "2026-10-01T08:00:00.000+0000"});
        call(
            site,
            Method::POST,
            "/rest/api/3/issue/ACME-1/worklog",
            worklog,
        )
        .await;
        let value = json!({"seen": true});
        call(
            site,
            Method::PUT,
            "/rest/api/3/issue/ACME-1/properties/tour",
            value,
        )
        .await;
        let link = json!({"type": {"name": "Blocks"}, "inwardIssue": {"key": "ACME-1"}, "outwardIssue": {"key": "ACME-2"}});
        call(site, Method::POST, "/rest/api/3/issueLink", link).await;
        let project = site.jira.issues().get("ACME-1").send().await.unwrap();
        let project = project.fields.get("project").unwrap()["id"]
            .as_str()
            .unwrap()
            .parse::<u64>();
        let version = json!({"name": "Tour", "projectId": project.unwrap()});
        call(site, Method::POST, "/rest/api/3/version", version).await;
        call(
            site,
            Method::PUT,
            "/rest/api/3/project/ACME",
            json!({"description": "Heard of"}),
        )
        .await;
        let scrum = board(site, BoardType::Scrum).await.id;
        site.jira
            .sprints()
            .create("Tour", &scrum)
            .send()
            .await
            .unwrap();
        let filter = site
            .jira
            .filters()
            .create("Tour")
            .jql("project = ACME")
            .send()
            .await
            .unwrap()
            .id;
        site.jira
            .boards()
            .create(NewBoard::kanban("Tour", filter))
            .send()
            .await
            .unwrap();
        let fields = json!({"fields": {"summary": "Heard"}});
        call(site, Method::PUT, "/rest/api/3/issue/ACME-2", fields).await;
    }

    #[tokio::test]
    async fn every_delivery_is_signed_and_fits_its_model() {
        let site = Site::start().await;
        let (url, received) = receiver();
        let hook = json!({"name": "all", "url": url, "events": EventName::known(), "secret": "Jefe",
            "filters": {"issue-related-events-section": ""}});
        call(&site, Method::POST, "/rest/webhooks/1.0/webhook", hook).await;
        happen(&site).await;
        site.sim.webhooks_idle().await;
        let secret = WebhookSecret::new("Jefe");
        let (mut names, mut ids) = (Vec::new(), Vec::new());
        for delivery in received.try_iter() {
            secret.verify(&delivery.headers, &delivery.body).unwrap();
            let changed = [&delivery.body[..], b" "].concat();
            let wrong = secret.verify(&delivery.headers, &changed);
            assert_eq!(wrong, Err(SignatureError::Wrong));
            assert_eq!(retry_number(&delivery.headers), 0);
            ids.push(delivery_id(&delivery.headers).unwrap().to_owned());

            let event: WebhookEvent = serde_json::from_slice(&delivery.body).unwrap();
            assert!(
                !matches!(event.subject, Subject::Unknown | Subject::Odd(_)),
                "{event:?}"
            );
            let sent: Value = serde_json::from_slice(&delivery.body).unwrap();
            assert_eq!(serde_json::to_value(&event).unwrap(), sent);
            names.push(event.name.to_string());
        }
        names.sort_unstable();
        names.dedup();
        ids.sort_unstable();
        ids.dedup();
        assert!(ids.len() >= names.len());
        let expected = [
            "board_created",
            "comment_created",
            "issue_property_set",
            "issuelink_created",
            "jira:issue_updated",
            "jira:version_created",
            "project_updated",
            "sprint_created",
            "worklog_created",
        ];
        assert_eq!(names, expected);
    }
}
