use confluence_client::attachments::{Attachment, AttachmentUpdate, Upload};
use confluence_client::content::{ContentStatus, DateSort};
use confluence_client::core::{FilePart, RetryPolicy};
use confluence_client::{Client, Confluence, Credential, ErrorKind, SiteUrl};
use httpmock::MockServer;
use serde_json::{Value, json};

use crate::pages::version;
use crate::requests::assert_sends;
use crate::site::Site;

fn attachment() -> Value {
    json!({"id": "att7", "status": "current", "title": "plan.pdf", "createdAt": "2026-01-02T03:04:05.006Z",
        "pageId": "65601", "mediaType": "application/pdf", "mediaTypeDescription": "PDF Document", "comment": "Draft",
        "fileId": "3a5b9b5e-0001-4b2c-9a3d-000000000001", "fileSize": 23_123, "webuiLink": "/pages/x",
        "downloadLink": "/download/attachments/65601/plan.pdf?version=2", "version": version(2),
        "_links": {"webui": "/pages/x", "download": "/download/attachments/65601/plan.pdf?version=2"}})
}

/// As version 1 shows one.
fn uploaded() -> Value {
    json!({"id": "att7", "type": "attachment", "status": "current", "title": "plan.pdf",
        "version": {"by": {"type": "known", "accountId": "a"}, "when": "2026-01-02T03:04:05.006Z", "number": 1,
            "message": "", "minorEdit": true, "contentTypeModified": false},
        "container": {"id": "65601", "type": "page"}, "macroRenderedOutput": {},
        "metadata": {"mediaType": "application/pdf", "labels": {"results": [], "size": 0}},
        "extensions": {"mediaType": "application/pdf", "fileSize": 3, "comment": "Draft", "mediaTypeDescription": "PDF",
            "fileId": "3a5b9b5e-0001-4b2c-9a3d-000000000001", "collectionName": "contentId-65601"},
        "_expandable": {}, "_links": {"webui": "/x", "download": "/download/attachments/65601/plan.pdf"}})
}

fn api(server: &MockServer) -> Confluence {
    let client = Client::builder(SiteUrl::parse(&server.base_url()).unwrap())
        .credential(Credential::api_token("me@example.com", "the-token"))
        .retry(RetryPolicy::none())
        .build()
        .unwrap();
    Confluence::new(client)
}

#[tokio::test]
async fn each_call_sends_what_the_service_reads() {
    let site = Site::start().await;
    let attachments = site.api.attachments();
    let read: Attachment = serde_json::from_value(attachment()).unwrap();
    assert_sends! {
        attachments.list().media_type("image/png").filename("a.png").sort(DateSort::Created)
            .status([ContentStatus::Current, ContentStatus::Trashed]),
        "GET /wiki/api/v2/attachments?mediaType=image/png&filename=a.png&sort=created-date&status=current,trashed";
        attachments.of_page("1").media_type("image/png").filename("a.png").sort(DateSort::ModifiedDescending)
            .status([ContentStatus::Archived]),
        "GET /wiki/api/v2/pages/1/attachments?mediaType=image/png&filename=a.png&sort=-modified-date&status=archived";
        attachments.of_blog_post("1").media_type("image/png").filename("a.png").sort(DateSort::Modified)
            .status([ContentStatus::Archived]),
        "GET /wiki/api/v2/blogposts/1/attachments?mediaType=image/png&filename=a.png&sort=modified-date&status=archived";
        attachments.with_label("5").sort(DateSort::CreatedDescending),
        "GET /wiki/api/v2/labels/5/attachments?sort=-created-date";
        attachments.get("att7").version(1_u32).include_labels(true).include_properties(true).include_operations(true)
            .include_versions(true),
        "GET /wiki/api/v2/attachments/att7?version=1&include-labels=true&include-properties=true\
            &include-operations=true&include-versions=true";
        attachments.content("65601", "att7"), "GET /wiki/rest/api/content/65601/child/attachment/att7/download";
        attachments.content("65601", "att7").version(1_u32).status([ContentStatus::Current, ContentStatus::Archived]),
        "GET /wiki/rest/api/content/65601/child/attachment/att7/download?version=1&status=current,archived";
        attachments.thumbnail("att7").version(1_u32).width(40_u32).height(30_u32),
        "GET /wiki/api/v2/attachments/att7/thumbnail/download?version=1&width=40&height=30";
        attachments.update("65601", "att7", AttachmentUpdate::of(&read)),
        "PUT /wiki/rest/api/content/65601/child/attachment/att7",
        {"id": "att7", "type": "attachment", "version": {"number": 2}};
        attachments.update("65601", "att7", AttachmentUpdate::of(&read).title("b.pdf").media_type("text/plain").page("9")),
        "PUT /wiki/rest/api/content/65601/child/attachment/att7",
        {"id": "att7", "type": "attachment", "version": {"number": 2}, "title": "b.pdf",
            "metadata": {"mediaType": "text/plain"}, "container": {"id": "9", "type": "page"}};
        attachments.delete("att7").purge(true), "DELETE /wiki/api/v2/attachments/att7?purge=true";
    }
    let file = || FilePart::bytes("a", "x");
    let writes = [
        attachments.add("1", file()).request().is_safe_to_repeat(),
        attachments
            .add_or_replace("1", file())
            .request()
            .is_safe_to_repeat(),
        attachments
            .replace("1", "att7", file())
            .request()
            .is_safe_to_repeat(),
        attachments
            .update("1", "att7", AttachmentUpdate::of(&read))
            .request()
            .is_safe_to_repeat(),
    ];
    assert_eq!(writes, [false; 4]);
}

#[tokio::test]
async fn what_is_known_of_attachments_is_read() {
    let site = Site::start().await;
    let all = json!({"results": [attachment()], "_links": {}});
    site.answer("GET /wiki/api/v2/pages/65601/attachments?limit=250", all)
        .await;
    let found = site
        .api
        .attachments()
        .of_page("65601")
        .items()
        .collect()
        .await
        .unwrap();
    let file = &found[0];
    assert_eq!((file.id.as_str(), file.file_size), ("att7", Some(23_123)));
    assert_eq!(file.page_id.as_ref().unwrap().as_str(), "65601");
    assert_eq!(file.version.as_ref().unwrap().number, 2);
}

#[tokio::test]
async fn a_file_goes_up_in_a_form_with_what_is_said_of_it() {
    let server = MockServer::start_async().await;
    let upload = server
        .mock_async(|when, then| {
            when.path("/wiki/rest/api/content/65601/child/attachment")
                .query_param("status", "current")
                .header("x-atlassian-token", "no-check")
                .is_true(|sent| {
                    let kind = sent.headers()["content-type"].to_str().unwrap().to_owned();
                    let boundary = kind.strip_prefix("multipart/form-data; boundary=").unwrap();
                    let expected = format!(
                        "--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"план 📎.pdf\"\r\n\
                         Content-Type: application/pdf\r\n\r\none\r\n--{boundary}\r\n\
                         Content-Disposition: form-data; name=\"comment\"\r\n\
                         Content-Type: text/plain; charset=utf-8\r\n\r\nчерновик\r\n--{boundary}\r\n\
                         Content-Disposition: form-data; name=\"minorEdit\"\r\n\
                         Content-Type: text/plain; charset=utf-8\r\n\r\ntrue\r\n--{boundary}--\r\n"
                    );
                    sent.body_ref() == expected.as_bytes()
                });
            then.status(200).json_body(json!({"results": [uploaded()], "start": 0, "limit": 50, "size": 1, "_links": {}}));
        })
        .await;
    let attachments = api(&server).attachments();
    let file = || {
        let file = FilePart::bytes("план 📎.pdf", "one").media_type("application/pdf");
        Upload::new(file).comment("черновик").minor_edit()
    };
    let current = ContentStatus::Current;
    let added = attachments
        .add("65601", file())
        .status(current.clone())
        .send()
        .await
        .unwrap();
    let added = added.results.into_vec().unwrap();
    assert_eq!(
        (
            added[0].id.as_str(),
            added[0].version.as_ref().unwrap().number
        ),
        ("att7", 1)
    );
    assert_eq!(added[0].extensions.as_ref().unwrap().file_size, Some(3));
    attachments
        .add_or_replace("65601", file())
        .status(current)
        .send()
        .await
        .unwrap();
    assert_eq!(upload.calls_async().await, 2);

    // Without a comment none is sent; whether people are told is always said.
    let replaced = server
        .mock_async(|when, then| {
            when.method("POST")
                .path("/wiki/rest/api/content/65601/child/attachment/att7/data")
                .is_true(|sent| {
                    let body = String::from_utf8_lossy(sent.body_ref()).into_owned();
                    body.contains("name=\"minorEdit\"\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nfalse\r\n")
                        && !body.contains("name=\"comment\"")
                });
            then.status(200).json_body(uploaded());
        })
        .await;
    let file = FilePart::bytes("b.bin", "two");
    let new = attachments
        .replace("65601", "att7", file)
        .send()
        .await
        .unwrap();
    assert_eq!(
        (new.title.as_deref(), replaced.calls_async().await),
        (Some("plan.pdf"), 1)
    );
}

#[tokio::test]
async fn an_upload_is_not_sent_again_when_nobody_knows_what_became_of_it() {
    let server = MockServer::start_async().await;
    let failing = server
        .mock_async(|_, then| {
            then.status(502);
        })
        .await;
    let client = Client::builder(SiteUrl::parse(&server.base_url()).unwrap())
        .build()
        .unwrap();
    let attachments = Confluence::new(client).attachments();
    let file = || FilePart::bytes("a", "x");
    for error in [
        attachments.add("1", file()).send().await.unwrap_err(),
        attachments
            .add_or_replace("1", file())
            .send()
            .await
            .unwrap_err(),
    ] {
        assert_eq!(error.kind(), ErrorKind::Server);
    }
    assert_eq!(failing.calls_async().await, 2);
}

#[tokio::test]
async fn the_media_service_is_asked_without_the_credential() {
    let (site, media) = (
        MockServer::start_async().await,
        MockServer::start_async().await,
    );
    let file = "/wiki/download/attachments/65601/plan.pdf";
    // The site sends on to itself first, and then to the media service.
    site.mock_async(|when, then| {
        when.path("/wiki/rest/api/content/65601/child/attachment/att7/download")
            .header_exists("authorization");
        then.status(302).header("location", file);
    })
    .await;
    let address = format!("{}/file/7/binary?token=t", media.base_url());
    site.mock_async(|when, then| {
        when.path(file).header_exists("authorization");
        then.status(302).header("location", address);
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
    let attachments = api(&site).attachments();
    let content = attachments.content("65601", "att7").download();
    assert_eq!(content.to_writer(&mut memory).await.unwrap(), 6);
    assert_eq!(
        (memory.as_slice(), kept.calls_async().await),
        (&b"<html>"[..], 1)
    );

    let address = format!("{}/file/7/binary?token=t", media.base_url());
    site.mock_async(|when, then| {
        when.path("/wiki/api/v2/attachments/att7/thumbnail/download")
            .header_exists("authorization");
        then.status(302).header("location", address);
    })
    .await;
    let picture = attachments.thumbnail("att7").send().await.unwrap();
    assert_eq!(picture.media_type(), Some("text/html"));
    assert_eq!(kept.calls_async().await, 2);
}
