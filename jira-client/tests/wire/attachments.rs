use std::sync::{Arc, Mutex};

use httpmock::MockServer;
use jira_client::cloud::Jira;
use jira_client::core::{FilePart, RetryPolicy};
use jira_client::{Client, Credential, ErrorKind, SiteUrl};
use serde_json::{Value, json};

use crate::requests::assert_sends;
use crate::site::Site;

fn attachment(id: &Value) -> Value {
    json!({
        "self": "https://acme.example.com/rest/api/3/attachment/10000", "id": id, "filename": "picture.jpg",
        "author": {"accountId": "a1", "displayName": "M", "active": false},
        "created": "2021-01-17T12:34:00.000+0000", "size": 23_123, "mimeType": "image/jpeg",
        "content": "https://acme.example.com/rest/api/3/attachment/content/10000",
        "thumbnail": "https://acme.example.com/rest/api/3/attachment/thumbnail/10000", "properties": {"k": "v"}
    })
}

fn client(url: &str) -> Jira {
    let client = Client::builder(SiteUrl::parse(url).unwrap())
        .credential(Credential::api_token("me@example.com", "the-token"))
        .retry(RetryPolicy::none())
        .build()
        .unwrap();
    Jira::new(client)
}

#[tokio::test]
async fn each_call_sends_what_the_service_reads() {
    let site = Site::start().await;
    let attachments = site.jira.attachments();
    assert_sends! {
        attachments.settings(), "GET /rest/api/3/attachment/meta";
        attachments.get("7"), "GET /rest/api/3/attachment/7";
        attachments.content("7"), "GET /rest/api/3/attachment/content/7";
        attachments.content("7").redirect(false), "GET /rest/api/3/attachment/content/7?redirect=false";
        attachments.thumbnail("7").redirect(false).fallback_to_default(false).width(40_u32).height(30_u32),
            "GET /rest/api/3/attachment/thumbnail/7?redirect=false&fallbackToDefault=false&width=40&height=30";
        attachments.archive("7"), "GET /rest/api/3/attachment/7/expand/raw";
        attachments.archive_for_people("7"), "GET /rest/api/3/attachment/7/expand/human";
        attachments.delete("7"), "DELETE /rest/api/3/attachment/7";
    }
}

#[tokio::test]
async fn what_is_known_of_attachments_is_read() {
    let site = Site::start().await;
    let attachments = site.jira.attachments();
    let path = "/rest/api/3/attachment";
    site.answer(
        &format!("GET {path}/meta"),
        json!({"enabled": true, "uploadLimit": 1_000_000}),
    )
    .await;
    let settings = attachments.settings().send().await.unwrap();
    assert_eq!(
        (settings.enabled, settings.upload_limit),
        (Some(true), Some(1_000_000))
    );
    // A number here, and a string everywhere else.
    site.answer(&format!("GET {path}/10000"), attachment(&json!(10_000)))
        .await;
    let read = attachments.get("10000").send().await.unwrap();
    assert_eq!(
        serde_json::to_value(&read).unwrap(),
        attachment(&json!("10000"))
    );
    let raw = json!({"entries": [
        {"entryIndex": 0, "abbreviatedName": "M.../x.txt", "mediaType": "text/plain", "name": "META/x.txt", "size": 12},
        {"entryIndex": "?"}
    ], "totalEntryCount": 24});
    site.answer(&format!("GET {path}/7/expand/raw"), raw).await;
    let archive = attachments.archive("7").send().await.unwrap();
    let entry = archive.entries.good().next().unwrap();
    assert_eq!(
        (archive.total_entry_count, entry.size, entry.entry_index),
        (Some(24), Some(12), Some(0))
    );
    assert_eq!(
        (entry.name.as_deref(), archive.entries.odd().count()),
        (Some("META/x.txt"), 1)
    );
    let human = json!({"id": 7, "name": "x.zip", "mediaType": "application/zip", "totalEntryCount": 1, "entries": [
        {"index": 0, "label": "x.txt", "mediaType": "text/plain", "path": "META/x.txt", "size": "14 kB"}
    ]});
    site.answer(&format!("GET {path}/7/expand/human"), human)
        .await;
    let archive = attachments.archive_for_people("7").send().await.unwrap();
    let entry = archive.entries.good().next().unwrap();
    assert_eq!(
        (archive.id.as_str(), archive.name.as_deref()),
        ("7", Some("x.zip"))
    );
    assert_eq!(
        (entry.size.as_deref(), entry.path.as_deref()),
        (Some("14 kB"), Some("META/x.txt"))
    );
    site.exchange(&format!("DELETE {path}/7"), None, 204, "")
        .await;
    attachments.delete("7").send().await.unwrap();
}

#[tokio::test]
async fn files_go_up_as_one_form_and_once_only() {
    let server = MockServer::start_async().await;
    let upload = server
        .mock_async(|when, then| {
            when.method("POST")
                .path("/rest/api/3/issue/ACME-1/attachments")
                .header("x-atlassian-token", "no-check")
                .is_true(|sent| {
                    let headers = sent.headers();
                    let kind = headers["content-type"].to_str().unwrap();
                    let boundary = kind.strip_prefix("multipart/form-data; boundary=").unwrap();
                    let expected = format!(
                        "--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"отчёт 📎.txt\"\r\n\
                         Content-Type: text/plain\r\n\r\none\r\n--{boundary}\r\nContent-Disposition: form-data; \
                         name=\"file\"; filename=\"b.bin\"\r\nContent-Type: application/octet-stream\r\n\r\ntwo\r\n\
                         --{boundary}--\r\n"
                    );
                    headers["content-length"] == expected.len().to_string() && sent.body_ref() == expected.as_bytes()
                });
            then.status(200).json_body(json!([attachment(&json!("10000")), {"id": null}]));
        })
        .await;
    let heard = Arc::new(Mutex::new(Vec::new()));
    let listener = Arc::clone(&heard);
    let first = FilePart::bytes("отчёт 📎.txt", "one").media_type("text/plain");
    let first = first.on_progress(move |bytes| listener.lock().unwrap().push(bytes));
    let files = vec![first, FilePart::bytes("b.bin", "two")];
    let attachments = client(&server.base_url()).attachments();
    let added = attachments.add("ACME-1", files).send().await.unwrap();
    assert_eq!(
        (
            added.good().count(),
            added.odd().count(),
            upload.calls_async().await
        ),
        (1, 1, 1)
    );
    assert_eq!(*heard.lock().unwrap(), [3]);

    let none = attachments.add("ACME-1", vec![]).send().await.unwrap_err();
    assert_eq!(none.kind(), ErrorKind::Configuration);

    // A gateway that gave up may have passed the files on.
    let server = MockServer::start_async().await;
    let failing = server.mock_async(|_, then| {
        then.status(502);
    });
    let failing = failing.await;
    let client = Client::builder(SiteUrl::parse(&server.base_url()).unwrap())
        .build()
        .unwrap();
    let call = Jira::new(client)
        .attachments()
        .add("ACME-1", vec![FilePart::bytes("a", "x")]);
    assert!(!call.request().is_safe_to_repeat());
    assert_eq!(call.send().await.unwrap_err().kind(), ErrorKind::Server);
    assert_eq!(failing.calls_async().await, 1);
}

#[tokio::test]
async fn the_media_service_is_asked_without_the_credential() {
    let (site, media) = (
        MockServer::start_async().await,
        MockServer::start_async().await,
    );
    let address = format!("{}/file/7/binary?token=t", media.base_url());
    site.mock_async(|when, then| {
        when.path("/rest/api/3/attachment/content/7")
            .header_exists("authorization");
        then.status(303).header("location", address);
    })
    .await;
    let kept = media
        .mock_async(|when, then| {
            when.path("/file/7/binary")
                .is_true(|sent| !sent.headers().contains_key("authorization"));
            then.status(200)
                .header("content-type", "text/html")
                .body("<html>");
        })
        .await;
    let mut memory = Vec::new();
    let content = client(&site.base_url()).attachments().content("7");
    // A page is what was attached, and no log-in page.
    assert_eq!(content.download().to_writer(&mut memory).await.unwrap(), 6);
    assert_eq!(
        (memory.as_slice(), kept.calls_async().await),
        (&b"<html>"[..], 1)
    );
}
