//! Bodies in pieces, proxies, clients brought along, and what a trace shows.

use std::io::Write;
use std::sync::{Arc, Mutex};

use atlassian_core::http::{HeaderValue, Method};
use atlassian_core::{Body, Client, Credential, ErrorKind, SiteUrl, VirtualClock};
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
    let body = Body::Stream(HeaderValue::from_static("text/plain"), Arc::new(pieces));
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
