//! Each failure ends complete or in a precise error; none loses, doubles or loops.

use std::io::Write;
use std::sync::Arc;
use std::time::Duration;

use atlassian_core::http::Method;
use atlassian_core::{Client, Credential, ErrorKind, RetryPolicy, SiteUrl, VirtualClock};
use serde_json::{Value, json};

use crate::server::{Reply, Server};

fn patient(server: &Server) -> (Client, Arc<VirtualClock>) {
    let clock = Arc::new(VirtualClock::new());
    (
        server.builder().clock(clock.clone()).build().unwrap(),
        clock,
    )
}

fn get(client: &Client) -> atlassian_core::Call {
    client.request(Method::GET, "/thing")
}

#[tokio::test]
async fn too_many_requests_are_asked_again_no_earlier_than_the_service_wants() {
    for (header, value, date, least) in [
        ("retry-after", "17", None, 17_000),
        (
            "retry-after",
            "Sun, 01 Mar 2026 10:00:45 GMT",
            Some("Sun, 01 Mar 2026 10:00:00 GMT"),
            45_000,
        ),
        ("retry-after", "0", None, 500),
        (
            "x-ratelimit-reset",
            "2026-03-01T10:02Z",
            Some("Sun, 01 Mar 2026 10:00:00 GMT"),
            120_000,
        ),
        ("x-nothing", "", None, 500),
    ] {
        let server = Server::start(move |_, n| {
            let refused = Reply::new(429, "").with(header, value);
            match (n, date) {
                (0, Some(date)) => refused.with("date", date),
                (0, None) => refused,
                _ => Reply::json(1),
            }
        })
        .await;
        let (client, clock) = patient(&server);
        // A write too: a refused request was not carried out.
        let answer: u8 = client
            .request(Method::POST, "/thing")
            .send_as()
            .await
            .unwrap();
        assert_eq!(answer, 1);
        assert_eq!(server.seen().len(), 2, "{header}: {value}");
        assert!(
            clock.slept() >= Duration::from_millis(least),
            "{header}: {value}: {:?}",
            clock.slept()
        );
        assert!(
            clock.slept() <= Duration::from_millis(least * 3 / 2 + 500),
            "{value}: {:?}",
            clock.slept()
        );
    }
}

#[tokio::test]
async fn a_wait_beyond_the_deadline_is_an_error_at_once() {
    let server = Server::start(|_, _| {
        Reply::new(429, "")
            .with("retry-after", "1425")
            .with("atl-traceid", "7f3c")
    })
    .await;
    let (client, clock) = patient(&server);
    let error = get(&client).send_raw().await.unwrap_err();
    assert!(error.is_rate_limited());
    assert_eq!(error.retry_after(), Some(Duration::from_secs(1425)));
    assert!(error.to_string().contains("1425 s"), "{error}");
    assert_eq!(error.trace_id(), Some("7f3c"));
    assert_eq!(clock.slept(), Duration::ZERO);
    assert_eq!(server.seen().len(), 1);
    // Every other call of the client knows it, and asks no more either.
    let error = client
        .request(Method::GET, "/other")
        .send_raw()
        .await
        .unwrap_err();
    assert!(error.is_rate_limited());
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn what_may_be_repeated_survives_a_bad_moment() {
    for bad in [502, 503, 504] {
        let server = Server::start(move |_, n| {
            if n < 2 {
                Reply::new(bad, "busy")
            } else {
                Reply::json(1)
            }
        })
        .await;
        let (client, clock) = patient(&server);
        assert_eq!(get(&client).send_as::<u8>().await.unwrap(), 1);
        assert_eq!(server.seen().len(), 3);
        assert!(clock.slept() >= Duration::from_millis(1500));
    }
}

#[tokio::test]
async fn a_write_is_sent_once_whatever_the_answer() {
    for bad in [500, 502, 503, 504] {
        let server =
            Server::start(move |_, _| Reply::new(bad, "busy").with("retry-after", "1")).await;
        let (client, _) = patient(&server);
        let error = client
            .request(Method::POST, "/thing")
            .json(&json!({}))
            .send_raw()
            .await
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Server);
        assert_eq!(error.status().unwrap(), bad);
        assert!(
            error.to_string().contains("read before you repeat"),
            "{error}"
        );
        assert_eq!(server.seen().len(), 1, "{bad}");
    }
    let server = Server::start(|_, _| Reply::json(1).cut()).await;
    let (client, _) = patient(&server);
    let error = client
        .request(Method::POST, "/thing")
        .send_as::<u8>()
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Interrupted);
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn an_inner_error_of_the_service_is_not_asked_again() {
    let server =
        Server::start(|_, _| Reply::new(500, r#"{"errorMessages":["Internal server error"]}"#))
            .await;
    let (client, _) = patient(&server);
    let error = get(&client).send_raw().await.unwrap_err();
    assert_eq!((error.kind(), server.seen().len()), (ErrorKind::Server, 1));
}

#[tokio::test]
async fn attempts_end() {
    let server = Server::start(|_, _| Reply::new(503, "")).await;
    let (client, _) = patient(&server);
    let error = get(&client).send_raw().await.unwrap_err();
    assert_eq!((server.seen().len(), error.attempts()), (5, 5));
}

#[tokio::test]
async fn a_body_cut_in_its_middle_is_fetched_again() {
    let whole = json!({"list": vec!["element"; 1000]});
    let body = whole.clone();
    let server = Server::start(move |_, n| {
        if n == 0 {
            Reply::json(&body).cut()
        } else {
            Reply::json(&body)
        }
    })
    .await;
    let (client, _) = patient(&server);
    assert_eq!(get(&client).send_as::<Value>().await.unwrap(), whole);
    assert_eq!(server.seen().len(), 2);
    // Without another attempt it is an error, and never a shorter answer.
    let body = whole.clone();
    let server = Server::start(move |_, _| Reply::json(&body).cut()).await;
    let client = server.builder().retry(RetryPolicy::none()).build().unwrap();
    let error = get(&client).send_raw().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Interrupted);
}

#[tokio::test]
async fn silence_ends_in_a_time_out() {
    let server = Server::start(|_, _| Reply::hang()).await;
    let client = server.builder().retry(RetryPolicy::none()).build().unwrap();
    let short = Duration::from_millis(100);
    for method in [Method::GET, Method::POST] {
        let error = client
            .request(method, "/thing")
            .with_timeout(short)
            .send_raw()
            .await
            .unwrap_err();
        assert!(error.is_timeout(), "{error}");
    }
    assert_eq!(server.seen().len(), 2);
    let error = get(&client)
        .with_deadline(short)
        .send_raw()
        .await
        .unwrap_err();
    assert!(
        error.is_timeout() && error.to_string().contains("deadline"),
        "{error}"
    );
}

#[tokio::test]
async fn a_refused_connection_is_tried_again_and_then_named() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let clock = Arc::new(VirtualClock::new());
    let client = Client::builder(SiteUrl::parse(&url).unwrap())
        .clock(clock.clone())
        .build()
        .unwrap();
    let error = client
        .request(Method::POST, "/thing")
        .send_raw()
        .await
        .unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Connect, 5));
    assert!(clock.slept() >= Duration::from_millis(7500));
}

#[tokio::test]
async fn a_page_where_data_was_to_be_is_an_error() {
    let page =
        "<!DOCTYPE html><html><head><title>Log in - Jira</title></head><body>Welcome</body></html>";
    let server = Server::start(move |_, _| {
        Reply::new(200, page).with("content-type", "text/html;charset=UTF-8")
    })
    .await;
    let error = get(&server.client()).send_as::<Value>().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UnexpectedAnswer);
    assert!(error.to_string().contains("Log in"), "{error}");
}

#[tokio::test]
async fn an_empty_answer_is_no_value() {
    let server = Server::start(|_, _| Reply::new(200, "")).await;
    let client = server.client();
    let error = get(&client).send_as::<Vec<Value>>().await.unwrap_err();
    assert!(error.to_string().contains("empty"), "{error}");
    get(&client)
        .send_as::<atlassian_core::NoContent>()
        .await
        .unwrap();
}

#[tokio::test]
async fn a_dead_token_is_no_empty_site() {
    let server = Server::start(|seen, _| {
        if seen.path() == "/_edge/tenant_info" {
            return Reply::new(404, "");
        }
        Reply::json("[]").with("x-seraph-loginreason", "AUTHENTICATED_FAILED")
    })
    .await;
    let credential = Credential::api_token("me@example.com", "dead");
    let client = server.builder().credential(credential).build().unwrap();
    let error = get(&client).send_as::<Vec<Value>>().await.unwrap_err();
    assert!(error.is_unauthorized(), "{error}");
    assert_eq!(error.status().unwrap(), 200);
}

#[tokio::test]
async fn after_a_captcha_nothing_more_is_sent() {
    let server = Server::start(|_, _| {
        Reply::new(403, "").with(
            "x-authentication-denied-reason",
            "CAPTCHA_CHALLENGE; login-url=/login.jsp",
        )
    })
    .await;
    let credential = Credential::password("bot", "right");
    let client = server
        .builder()
        .credential(credential.clone())
        .build()
        .unwrap();
    assert!(get(&client).send_raw().await.unwrap_err().is_captcha());
    let other = server.builder().credential(credential).build().unwrap();
    for client in [client.clone(), other] {
        let error = get(&client).send_raw().await.unwrap_err();
        assert!(
            error.is_captcha() && error.to_string().contains("browser"),
            "{error}"
        );
    }
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn bodies_are_limited() {
    let big = vec![b' '; 100_000];
    let (with_length, without) = (big.clone(), big.clone());
    let server = Server::start(move |seen, _| match seen.path() {
        "/length" => Reply::new(200, with_length.clone()),
        "/endless" => Reply::new(200, without.clone()).without_length(),
        _ => {
            // A megabyte of blanks: a kilobyte on the wire.
            let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
            gzip.write_all(&vec![b' '; 1 << 20]).unwrap();
            Reply::new(200, gzip.finish().unwrap()).with("content-encoding", "gzip")
        }
    })
    .await;
    let client = server.builder().max_body(50_000).build().unwrap();
    for path in ["/length", "/endless", "/bomb"] {
        let error = client
            .request(Method::GET, path)
            .send_raw()
            .await
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::BodyTooLarge, "{path}");
        assert!(error.to_string().contains("50000"), "{error}");
    }
    assert_eq!(server.seen().len(), 3, "it would be as large the next time");
    let whole = client
        .request(Method::GET, "/bomb")
        .with_max_body(2 << 20)
        .send_raw()
        .await
        .unwrap();
    assert_eq!(whole.body().len(), 1 << 20);
}

#[tokio::test]
async fn a_streamed_body_that_breaks_says_so() {
    use futures::StreamExt;
    let server = Server::start(|_, _| Reply::new(200, vec![b'x'; 100_000]).cut()).await;
    let answer = get(&server.client()).send_streamed().await.unwrap();
    let pieces: Vec<_> = answer.into_body().collect().await;
    let error = pieces.last().unwrap().as_ref().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Interrupted);
}

#[tokio::test]
async fn a_removed_operation_names_its_replacement() {
    let body = json!({"errorMessages": ["The requested API has been removed. Please migrate to the /rest/api/3/search/jql API."], "errors": {}});
    let server = Server::start(move |_, _| Reply::new(410, body.to_string())).await;
    let error = get(&server.client()).send_raw().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Gone);
    assert!(
        error.to_string().contains("/rest/api/3/search/jql"),
        "{error}"
    );
}

#[tokio::test]
async fn what_does_not_fit_is_named_by_its_path() {
    #[derive(Debug, serde::Deserialize)]
    struct Outer {
        #[allow(dead_code)]
        inner: Vec<Inner>,
    }
    #[derive(Debug, serde::Deserialize)]
    struct Inner {
        #[allow(dead_code)]
        size: u32,
    }
    let server =
        Server::start(|_, _| Reply::json(r#"{"inner":[{"size":1},{"size":"two"}]}"#)).await;
    let error = get(&server.client()).send_as::<Outer>().await.unwrap_err();
    assert!(error.to_string().contains("`inner[1].size`"), "{error}");
    assert!(error.to_string().starts_with("GET /thing: "), "{error}");
}
