//! Bodies in pieces, proxies, clients brought along, and what a trace shows.

use std::io::Write;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use atlassian_core::http::{HeaderValue, Method};
use atlassian_core::{
    Body, BodyStream, Bytes, Client, Credential, ErrorKind, FilePart, RetryPolicy, SiteUrl,
    VirtualClock,
};
use futures::{StreamExt, stream};

use crate::server::{Reply, Server};

#[tokio::test]
async fn a_body_is_sent_in_pieces_and_made_anew_for_another_attempt() {
    let server = Server::start(|_, n| {
        if n == 0 {
            Reply::new(503, "")
        } else {
            Reply::json(1)
        }
    })
    .await;
    let client = server
        .builder()
        .clock(Arc::new(VirtualClock::new()))
        .build()
        .unwrap();
    let made = Arc::new(Mutex::new(0));
    let count = Arc::clone(&made);
    let pieces = move || {
        *count.lock().unwrap() += 1;
        stream::iter(["one ", "two"])
            .map(|piece| Ok(piece.into()))
            .boxed()
    };
    let body = Body::Stream(BodyStream::new(
        HeaderValue::from_static("text/plain"),
        pieces,
    ));
    let answer: u8 = client
        .request(Method::PUT, "/thing")
        .body(body)
        .send_as()
        .await
        .unwrap();
    assert_eq!((answer, *made.lock().unwrap()), (1, 2));
    for seen in server.seen() {
        assert_eq!(
            (seen.body.as_str(), seen.headers["content-type"].as_str()),
            ("one two", "text/plain")
        );
    }
}

#[tokio::test]
async fn a_body_is_received_in_pieces_beyond_the_limit_for_whole_ones() {
    let server = Server::start(|_, _| Reply::new(200, vec![b'x'; 300_000])).await;
    let client = server.builder().max_body(1000).build().unwrap();
    let answer = client
        .request(Method::GET, "/file")
        .send_streamed()
        .await
        .unwrap();
    let mut length = 0;
    let mut body = answer.into_body();
    while let Some(piece) = body.next().await {
        length += piece.unwrap().len();
    }
    assert_eq!(length, 300_000);
}

#[tokio::test]
async fn the_rest_of_a_file_is_asked_for_and_told_from_the_whole() {
    let server = Server::start(|request, _| match request.headers.get("range") {
        Some(range) if range == "bytes=2-" => Reply::new(206, "cde")
            .with("content-range", "bytes 2-4/5")
            .with("etag", "\"v1\""),
        Some(_) => Reply::new(206, "?").with("content-range", "bytes somewhere"),
        None => Reply::new(200, "abcde").with("content-type", "text/plain"),
    })
    .await;
    let client = server.client();
    let file = || client.request(Method::GET, "/file");
    let whole = file().send_streamed().await.unwrap();
    assert_eq!((whole.starts_at(), whole.length()), (Some(0), Some(5)));
    assert_eq!(
        (whole.entity_tag(), whole.media_type()),
        (None, Some("text/plain"))
    );
    let rest = file()
        .with_range_from(2, Some("\"v1\""))
        .send_streamed()
        .await
        .unwrap();
    assert_eq!((rest.starts_at(), rest.length()), (Some(2), Some(3)));
    assert_eq!(rest.entity_tag(), Some("\"v1\""));
    let odd = file()
        .with_range_from(3, None)
        .send_streamed()
        .await
        .unwrap();
    assert_eq!(odd.starts_at(), None);
    let seen = server.seen();
    assert_eq!(seen[1].headers["if-range"], "\"v1\"");
    assert!(!seen[2].headers.contains_key("if-range"));
    assert!(
        seen.iter()
            .all(|one| one.headers["accept-encoding"] == "identity")
    );
}

/// Sends a file of ten pieces, of which `moving` come, each almost a time-out after the one before.
async fn upload(moving: u64) -> atlassian_core::Result<u8> {
    let server = Server::start(|_, _| Reply::json(1)).await;
    let client = server.builder().timeout(Duration::from_secs(60));
    let client = client.retry(RetryPolicy::none()).build().unwrap();
    // Time stands still but for what the test lets pass: while a blocking task runs it does not move by itself.
    let (done, wait) = std::sync::mpsc::channel::<()>();
    let holding = tokio::task::spawn_blocking(move || wait.recv());
    let (pieces, taken) = tokio::sync::mpsc::channel(1);
    let taken = Arc::new(tokio::sync::Mutex::new(taken));
    let file = FilePart::stream("slow.bin", 10, move || {
        let taken = Arc::clone(&taken);
        let next = move || {
            let taken = Arc::clone(&taken);
            async move { taken.lock_owned().await.recv().await }
        };
        stream::unfold(next, |next| async move { Some((Ok(next().await?), next)) }).boxed()
    });
    let mut call = client.request(Method::POST, "/file");
    call.request_mut().set_files("file", vec![file]);
    let sending = tokio::spawn(call.send_as::<u8>());
    for _ in 0..moving {
        pieces.send(Bytes::from_static(b"x")).await.unwrap();
        pieces.reserve().await.unwrap();
        tokio::time::advance(Duration::from_secs(50)).await;
    }
    if moving < 10 {
        tokio::time::advance(Duration::from_secs(121)).await;
        tokio::time::advance(Duration::from_secs(61)).await;
    } else {
        drop(pieces);
    }
    let answer = sending.await.unwrap();
    drop(done);
    let _ = holding.await;
    answer
}

#[tokio::test(start_paused = true)]
async fn a_long_upload_ends_by_standing_still_and_not_by_its_length() {
    assert_eq!(upload(10).await.unwrap(), 1);
    let error = upload(4).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout, 1));
}

#[tokio::test]
async fn a_proxy_is_asked_for_everything() {
    let proxy = Server::start(|_, _| Reply::json(1)).await;
    let site = SiteUrl::parse_allowing_http("http://jira.example.com/context").unwrap();
    let client = Client::builder(site.clone())
        .proxy(proxy.url.as_str())
        .build()
        .unwrap();
    assert_eq!(
        client
            .request(Method::GET, "/thing")
            .send_as::<u8>()
            .await
            .unwrap(),
        1
    );
    assert_eq!(
        proxy.seen()[0].target,
        "http://jira.example.com/context/thing"
    );
    let error = Client::builder(site)
        .proxy("not a proxy: hunter2")
        .build()
        .unwrap_err();
    assert!(
        error.kind() == ErrorKind::Configuration && !error.to_string().contains("hunter2"),
        "{error}"
    );
}

#[tokio::test]
async fn a_client_that_follows_redirects_by_itself_is_found_out() {
    #[cfg(feature = "rustls")]
    let _ = rustls::crypto::ring::default_provider().install_default();
    let server = Server::start(|seen, _| match seen.path() {
        "/old" => Reply::new(302, "").with("location", "/new"),
        _ => Reply::json(1),
    })
    .await;
    let client = server
        .builder()
        .http_client(reqwest::Client::new())
        .build()
        .unwrap();
    let error = client
        .request(Method::GET, "/old")
        .send_raw()
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Redirect);
    assert!(
        error.to_string().contains("redirect::Policy::none"),
        "{error}"
    );
}

#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Write for Lines {
    fn write(&mut self, text: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(text)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn a_span_names_operation_attempt_and_status_and_no_secret() {
    let lines = Lines::default();
    let sink = lines.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing_subscriber::filter::LevelFilter::TRACE)
        .with_span_events(tracing_subscriber::fmt::format::FmtSpan::CLOSE)
        .with_ansi(false)
        .with_writer(move || sink.clone())
        .finish();
    // One for the whole process: with one for this thread, calls of other tests can switch the span off.
    tracing::subscriber::set_global_default(subscriber).unwrap();
    let server = Server::start(|_, n| {
        if n == 0 {
            Reply::new(503, "")
        } else {
            Reply::json(1)
        }
    })
    .await;
    let client = server
        .builder()
        .credential(Credential::password("bot", "s3cret"))
        .clock(Arc::new(VirtualClock::new()))
        .build()
        .unwrap();
    client
        .request(Method::GET, "/group/{id}")
        .path("id", "hr-layoffs")
        .send_raw()
        .await
        .unwrap();
    let text = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
    let ours: Vec<_> = text
        .lines()
        .filter(|line| line.contains("/group/{id}"))
        .collect();
    let closed = ours.iter().find(|line| line.contains("close")).unwrap();
    for part in ["operation=GET /group/{id}", "attempt=2", "status=200"] {
        assert!(closed.contains(part), "{part} in {closed}");
    }
    for line in ours {
        assert!(
            !line.contains("s3cret") && !line.contains("hr-layoffs"),
            "{line}"
        );
    }
}
