//! What services, hosts in between and callers do that nobody would expect.

use std::sync::Arc;
use std::time::Duration;

use atlassian_core::http::{HeaderValue, Method};
use atlassian_core::{
    Authenticator, BoxError, BoxFuture, Call, Client, Credential, ErrorKind, Items, NextIn,
    NoContent, OAuth, Paging, Product, VirtualClock,
};
use serde_json::{Value, json};

use crate::server::{Reply, Server};

fn patient(server: &Server) -> Client {
    server
        .builder()
        .clock(Arc::new(VirtualClock::new()))
        .build()
        .unwrap()
}

fn with_token(server: &Server) -> Client {
    let builder = server
        .builder()
        .gateway(server.site())
        .clock(Arc::new(VirtualClock::new()));
    builder
        .credential(Credential::api_token("me@example.com", "t"))
        .build()
        .unwrap()
}

fn post(client: &Client) -> Call {
    client.request(Method::POST, "/x").json(&json!({"a": 1}))
}

fn posts(server: &Server) -> usize {
    server
        .seen()
        .iter()
        .filter(|seen| seen.method == "POST")
        .count()
}

fn listing(server: &Server, paging: Paging) -> Items<Value> {
    server.client().request(Method::GET, "/x").items(paging)
}

#[tokio::test]
async fn a_write_behind_a_303_is_done_whatever_its_result_answers() {
    for status in [401, 429, 503] {
        let server = Server::start(move |seen, _| match (seen.path(), seen.method.as_str()) {
            ("/_edge/tenant_info", _) => Reply::json(r#"{"cloudId":"c"}"#),
            (_, "POST" | "DELETE") => Reply::new(303, "").with("location", "/task/1"),
            _ => Reply::new(status, "").with("retry-after", "1"),
        })
        .await;
        assert!(post(&with_token(&server)).send_raw().await.is_err());
        assert_eq!(posts(&server), 1, "{status}");
        // What may be repeated while nothing is known is done by now.
        let client = with_token(&server);
        let delete = client.request(Method::DELETE, "/rest/api/3/thing");
        assert!(delete.send_raw().await.is_err());
        let seen = server.seen();
        let deletes = seen.iter().filter(|seen| seen.method == "DELETE");
        assert_eq!(deletes.count(), 1, "{status}");
    }
}

#[tokio::test]
async fn a_write_that_failed_inside_is_not_sent_to_the_gateway() {
    let server = Server::start(|seen, _| match seen.path() {
        "/_edge/tenant_info" => Reply::json(r#"{"cloudId":"c"}"#),
        "/x" => Reply::new(504, "").with("x-seraph-loginreason", "AUTHENTICATED_FAILED"),
        _ => Reply::json(1),
    })
    .await;
    assert!(post(&with_token(&server)).send_raw().await.is_err());
    assert_eq!(posts(&server), 1);
}

#[tokio::test]
async fn numbers_beyond_all_measure_are_survived() {
    let most = u64::MAX.to_string();
    let refused = most.clone();
    let server =
        Server::start(move |_, _| Reply::new(429, "").with("retry-after", refused.clone())).await;
    let error = patient(&server)
        .request(Method::GET, "/x")
        .send_raw()
        .await
        .unwrap_err();
    assert!(error.is_rate_limited());
    let server = Server::start(move |_, _| {
        Reply::json(1)
            .with("x-ratelimit-remaining", "0")
            .with("x-ratelimit-reset", most.clone())
    })
    .await;
    let call = patient(&server)
        .request(Method::GET, "/x")
        .with_deadline(Duration::MAX);
    call.send_raw().await.unwrap();
    let server = Server::start(|seen, _| match seen.path() {
        "/_edge/tenant_info" => Reply::json(r#"{"cloudId":"c"}"#),
        "/oauth/token" => {
            Reply::json(json!({"access_token": "a", "refresh_token": "r", "expires_in": u64::MAX}))
        }
        _ => Reply::json(1),
    })
    .await;
    let oauth =
        OAuth::three_legged("app", "s", "r0", |_| async { Ok(()) }).token_host(&server.site());
    let builder = server
        .builder()
        .gateway(server.site())
        .credential(Credential::oauth(oauth));
    builder
        .build()
        .unwrap()
        .request(Method::GET, "/x")
        .send_raw()
        .await
        .unwrap();
}

#[tokio::test]
async fn a_search_put_together_by_hand_keeps_its_query() {
    let server = Server::start(|_, _| Reply::json(json!({"issues": []}))).await;
    let call = server
        .client()
        .request(Method::POST, "/search")
        .json(&json!({"jql": "project = A"}));
    call.items::<Value>(Paging::token("issues"))
        .collect()
        .await
        .unwrap();
    let sent: Value = serde_json::from_str(&server.seen()[0].body).unwrap();
    assert_eq!(sent, json!({"jql": "project = A", "maxResults": 50}));
}

#[tokio::test]
async fn a_service_that_ignores_the_position_comes_to_an_error() {
    let things = || json!([{"id": 1}, {"id": 2}]);
    for paging in [
        Paging::window().unique_by("id"),
        Paging::window(),
        Paging::number("values").unique_by("id"),
        Paging::offset("values").unique_by("id"),
    ] {
        let bare = paging.items_field().is_none();
        let server = Server::start(move |_, _| {
            Reply::json(if bare {
                things()
            } else {
                json!({"total": 30, "values": things()})
            })
        })
        .await;
        let error = listing(&server, paging).collect().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::IncompleteListing, "{paging:?}");
    }
}

#[tokio::test]
async fn an_empty_page_in_the_middle_is_neither_an_end_nor_complete() {
    let server = Server::start(|seen, _| {
        Reply::json(match seen.query("cursor").as_deref() {
            None => json!({"results": [{"id": 1}], "_links": {"next": "/x?cursor=a"}}),
            Some("a") => json!({"results": [], "_links": {"next": "/x?cursor=b"}}),
            _ => json!({"results": [{"id": 2}], "_links": {}}),
        })
    })
    .await;
    let paging = Paging::cursor("results", NextIn::UnderscoreLinks);
    assert_eq!(listing(&server, paging).collect().await.unwrap().len(), 2);
    // A gap that the total betrays and no flag explains.
    let server = Server::start(|seen, _| {
        let start = seen.number("startAt").unwrap();
        let values: Vec<Value> = match start {
            20 => Vec::new(),
            _ => (start..(start + 10).min(95))
                .map(|id| json!({"id": id}))
                .collect(),
        };
        Reply::json(json!({"startAt": start, "maxResults": 10, "total": 95, "values": values}))
    })
    .await;
    let paging = Paging::offset("values").unique_by("id").page_size(10);
    let error = listing(&server, paging).collect().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::IncompleteListing);
}

#[tokio::test]
async fn the_cursor_of_a_circle_points_behind_what_was_yielded() {
    let server = Server::start(|seen, _| {
        let id = if seen.query("nextPageToken").is_none() {
            1
        } else {
            2
        };
        Reply::json(json!({"issues": [{"id": id}], "nextPageToken": "a"}))
    })
    .await;
    let paging = Paging::token("issues").unique_by("id");
    let mut items = listing(&server, paging);
    let mut ids = Vec::new();
    let cursor = loop {
        match items.next().await.unwrap() {
            Ok(item) => ids.push(item["id"].clone()),
            Err(error) => break error.cursor().unwrap().clone(),
        }
    };
    let mut rest = listing(&server, paging).with_cursor(cursor);
    while let Some(Ok(item)) = rest.next().await {
        ids.push(item["id"].clone());
    }
    assert_eq!(ids, [1, 2]);
}

#[tokio::test]
async fn an_operation_that_returns_nothing_reads_nothing() {
    let server =
        Server::start(|_, _| Reply::new(200, "Done").with("content-type", "text/plain")).await;
    post(&server.client()).send_as::<NoContent>().await.unwrap();
}

#[tokio::test]
async fn debug_output_holds_no_password_of_a_proxy() {
    let server = Server::start(|_, _| Reply::json(1)).await;
    let builder = server.builder().proxy("http://user:s3cret@127.0.0.1:1");
    let shown = format!("{builder:?}");
    let shown = format!("{shown} {:?}", builder.build().unwrap());
    assert!(!shown.contains("s3cret"), "{shown}");
}

#[tokio::test]
async fn an_address_in_an_error_has_no_query() {
    let server = Server::start(|_, _| Reply::new(404, "")).await;
    let address = format!("{}/secure/attachment?token=s3cret", server.url);
    let error = server
        .client()
        .request(Method::GET, address)
        .send_raw()
        .await
        .unwrap_err();
    assert!(!format!("{error} {error:?}").contains("s3cret"), "{error}");
    let call = server
        .client()
        .request(Method::DELETE, format!("{}/x/{{key}}", server.url));
    let error = call.path("key", "A-1").send_raw().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn the_token_endpoint_is_not_hurried() {
    let server = Server::start(|seen, _| match seen.path() {
        "/_edge/tenant_info" => Reply::json(r#"{"cloudId":"c"}"#),
        _ => Reply::new(429, "").with("retry-after", "120"),
    })
    .await;
    let oauth = OAuth::client_credentials("app", "s").token_host(&server.site());
    let builder = server
        .builder()
        .gateway(server.site())
        .credential(Credential::oauth(oauth));
    let error = builder
        .build()
        .unwrap()
        .request(Method::GET, "/x")
        .send_raw()
        .await
        .unwrap_err();
    assert_eq!(error.retry_after(), Some(Duration::from_secs(120)));
    let asked = server
        .seen()
        .iter()
        .filter(|seen| seen.path() == "/oauth/token")
        .count();
    assert_eq!(asked, 1);
}

#[derive(Debug)]
struct Stuck;

impl Authenticator for Stuck {
    fn authorization(&self) -> BoxFuture<'_, Result<HeaderValue, BoxError>> {
        Box::pin(async { Ok(HeaderValue::from_static("Bearer x")) })
    }

    fn refresh(&self) -> BoxFuture<'_, Result<bool, BoxError>> {
        Box::pin(std::future::pending())
    }
}

#[tokio::test]
async fn the_deadline_covers_all_that_a_call_waits_for() {
    let server = Server::start(|seen, _| match seen.path() {
        "/_edge/tenant_info" => Reply::hang(),
        _ => Reply::new(401, ""),
    })
    .await;
    for credential in [
        Credential::custom(Stuck),
        Credential::scoped_api_token("me@example.com", "t"),
    ] {
        let builder = server
            .builder()
            .credential(credential)
            .deadline(Duration::from_millis(200));
        let error = builder
            .build()
            .unwrap()
            .request(Method::GET, "/x")
            .send_raw()
            .await
            .unwrap_err();
        assert!(error.is_timeout(), "{error}");
    }
}

#[tokio::test]
async fn another_host_says_nothing_about_the_token() {
    let media = Server::start(|_, _| {
        Reply::new(401, "").with("x-seraph-loginreason", "AUTHENTICATION_DENIED")
    })
    .await;
    let location = format!("{}/file", media.url);
    let server = Server::start(move |seen, _| match seen.path() {
        "/file" => Reply::new(302, "").with("location", location.clone()),
        _ => Reply::json(1),
    })
    .await;
    let client = server
        .builder()
        .credential(Credential::password("bot", "p"))
        .build()
        .unwrap();
    let file = client.request(Method::GET, "/file").with_media_redirects();
    assert!(!file.send_raw().await.unwrap_err().is_captcha());
    client.request(Method::GET, "/x").send_raw().await.unwrap();
}

#[tokio::test]
async fn a_scope_for_one_product_says_nothing_about_the_other() {
    let server = Server::start(|seen, _| match seen.path() {
        "/_edge/tenant_info" => Reply::json(r#"{"cloudId":"c"}"#),
        "/ex/jira/c/x" => Reply::json(1),
        _ => Reply::new(401, r#"{"code":401,"message":"Unauthorized"}"#),
    })
    .await;
    let jira = with_token(&server);
    let confluence = jira.clone().for_product(Product::Confluence);
    assert!(
        confluence
            .request(Method::GET, "/x")
            .send_raw()
            .await
            .unwrap_err()
            .is_unauthorized()
    );
    jira.request(Method::GET, "/x").send_raw().await.unwrap();
}
