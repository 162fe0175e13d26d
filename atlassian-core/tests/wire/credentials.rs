//! Who calls where: site and gateway, tokens that are renewed, and secrets that stay secret.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use atlassian_core::http::{HeaderValue, Method, header};
use atlassian_core::{
    Authenticator, BoxError, BoxFuture, Client, Credential, ErrorKind, OAuth, Product, SiteUrl,
};
use secrecy::ExposeSecret;
use serde_json::json;

use crate::server::{Reply, Server};

const REFUSED: &str =
    r#"{"message":"Client must be authenticated to access this resource.","status-code":401}"#;

/// A site that knows its cloud id and takes no token with scopes.
async fn site() -> Server {
    Server::start(|seen, _| match seen.path() {
        "/_edge/tenant_info" => Reply::json(r#"{"cloudId":"11111111-aaaa"}"#),
        _ => Reply::new(401, REFUSED),
    })
    .await
}

fn client(site: &Server, gateway: &Server, credential: Credential) -> Client {
    site.builder()
        .gateway(gateway.site())
        .credential(credential)
        .build()
        .unwrap()
}

async fn thing(client: &Client) -> atlassian_core::Result<u8> {
    client
        .request(Method::POST, "/rest/api/3/thing")
        .send_as()
        .await
}

#[tokio::test]
async fn a_token_with_scopes_finds_the_gateway_and_stays_there() {
    let (site, gateway) = (site().await, Server::start(|_, _| Reply::json(1)).await);
    let client = client(
        &site,
        &gateway,
        Credential::api_token("me@example.com", "scoped"),
    );
    for _ in 0..3 {
        assert_eq!(thing(&client).await.unwrap(), 1);
    }
    let asked: Vec<_> = site
        .seen()
        .iter()
        .map(|seen| seen.path().to_owned())
        .collect();
    assert_eq!(asked, ["/rest/api/3/thing", "/_edge/tenant_info"]);
    assert!(
        !site.seen()[1].headers.contains_key("authorization"),
        "the cloud id is no secret"
    );
    assert_eq!(
        gateway.seen()[0].path(),
        "/ex/jira/11111111-aaaa/rest/api/3/thing"
    );
    assert_eq!(gateway.seen().len(), 3);
    let confluence = client.clone().for_product(Product::Confluence);
    confluence
        .request(Method::GET, "/wiki/rest/api/user/current")
        .send_raw()
        .await
        .unwrap();
    assert_eq!(
        gateway.seen()[3].path(),
        "/ex/confluence/11111111-aaaa/wiki/rest/api/user/current"
    );
}

#[tokio::test]
async fn an_anonymous_answer_proves_nothing_about_a_token() {
    let site = Server::start(|seen, _| match seen.path() {
        "/_edge/tenant_info" => Reply::json(r#"{"cloudId":"c"}"#),
        "/rest/api/3/serverInfo" => Reply::json(1),
        _ => Reply::new(401, REFUSED),
    })
    .await;
    let gateway = Server::start(|_, _| Reply::json(2)).await;
    let client = client(
        &site,
        &gateway,
        Credential::api_token("me@example.com", "scoped"),
    );
    let info = client.request(Method::GET, "/rest/api/3/serverInfo");
    assert_eq!(info.send_as::<u8>().await.unwrap(), 1);
    assert_eq!(thing(&client).await.unwrap(), 2);
}

#[tokio::test]
async fn a_write_that_was_taken_as_anonymous_is_not_sent_to_the_gateway_as_well() {
    let site = Server::start(|seen, _| match seen.path() {
        "/_edge/tenant_info" => Reply::json(r#"{"cloudId":"c"}"#),
        _ => Reply::new(201, "1").with("x-seraph-loginreason", "AUTHENTICATED_FAILED"),
    })
    .await;
    let gateway = Server::start(|_, _| Reply::json(1)).await;
    let client = client(
        &site,
        &gateway,
        Credential::api_token("me@example.com", "scoped"),
    );
    let error = thing(&client).await.unwrap_err();
    assert!(error.is_unauthorized(), "{error}");
    assert!(gateway.seen().is_empty());
}

#[tokio::test]
async fn a_service_account_goes_to_the_gateway_at_once() {
    let (site, gateway) = (site().await, Server::start(|_, _| Reply::json(1)).await);
    for credential in [
        Credential::api_token("bot@serviceaccount.atlassian.com", "t"),
        Credential::scoped_api_token("me@example.com", "t"),
    ] {
        assert_eq!(
            thing(&client(&site, &gateway, credential)).await.unwrap(),
            1
        );
    }
    assert!(
        site.seen()
            .iter()
            .all(|seen| seen.path() == "/_edge/tenant_info")
    );
}

#[tokio::test]
async fn a_dead_token_is_tried_at_the_gateway_once() {
    let (site, gateway) = (
        site().await,
        Server::start(|_, _| Reply::new(401, r#"{"code":401,"message":"Unauthorized"}"#)).await,
    );
    let client = client(
        &site,
        &gateway,
        Credential::api_token("me@example.com", "dead"),
    );
    for _ in 0..3 {
        let error = thing(&client).await.unwrap_err();
        assert!(error.is_unauthorized());
        let said = "Client must be authenticated to access this resource.";
        assert_eq!(error.messages(), [said], "the site says it best");
    }
    assert_eq!(gateway.seen().len(), 1);
    assert_eq!(site.seen().len(), 4, "three calls and the cloud id");
}

#[tokio::test]
async fn a_token_that_worked_at_the_site_is_not_moved_when_it_dies() {
    let site = Server::start(|seen, n| match (seen.path(), n) {
        ("/_edge/tenant_info", _) => Reply::json(r#"{"cloudId":"c"}"#),
        (_, 0) => Reply::json(1).with("x-seraph-loginreason", "OK"),
        _ => Reply::new(401, REFUSED),
    })
    .await;
    let gateway = Server::start(|_, _| Reply::json(1)).await;
    let client = client(
        &site,
        &gateway,
        Credential::api_token("me@example.com", "classic"),
    );
    assert_eq!(thing(&client).await.unwrap(), 1);
    assert!(thing(&client).await.unwrap_err().is_unauthorized());
    assert!(gateway.seen().is_empty());
}

#[tokio::test]
async fn an_unreachable_gateway_leaves_the_answer_of_the_site() {
    let site = site().await;
    let gateway = Server::start(|_, _| Reply::json(1)).await;
    let nowhere = gateway.site();
    drop(gateway);
    let credential = Credential::api_token("me@example.com", "t");
    let client = site
        .builder()
        .gateway(nowhere)
        .credential(credential)
        .build()
        .unwrap();
    assert!(thing(&client).await.unwrap_err().is_unauthorized());
}

#[tokio::test]
async fn a_missing_scope_is_told_apart() {
    let scope = r#"{"code":401,"message":"Unauthorized; scope does not match"}"#;
    let (site, gateway) = (
        site().await,
        Server::start(move |_, _| Reply::new(401, scope)).await,
    );
    let client = client(
        &site,
        &gateway,
        Credential::scoped_api_token("me@example.com", "t"),
    );
    let error = thing(&client).await.unwrap_err();
    assert!(
        error.is_missing_scope() && !error.is_unauthorized(),
        "{error}"
    );
    assert_eq!(gateway.seen().len(), 1);
}

#[tokio::test]
async fn addresses_in_answers_are_put_on_the_host_in_use() {
    let (site, gateway) = (site().await, Server::start(|_, _| Reply::json(1)).await);
    let client = client(
        &site,
        &gateway,
        Credential::scoped_api_token("me@example.com", "t"),
    );
    let link = format!("{}/rest/api/3/user?accountId=5b10", site.url);
    client.request(Method::GET, link).send_raw().await.unwrap();
    assert_eq!(
        gateway.seen()[0].target,
        "/ex/jira/11111111-aaaa/rest/api/3/user?accountId=5b10"
    );
    for foreign in ["https://evil.example.net/rest/api/3/user", "no-slash"] {
        let error = client
            .request(Method::GET, foreign)
            .send_raw()
            .await
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration, "{error}");
    }
    assert_eq!(gateway.seen().len(), 1);
}

#[tokio::test]
async fn every_call_says_who_it_is_and_writes_are_no_browser() {
    let server = Server::start(|_, _| Reply::json(1)).await;
    let client = server
        .builder()
        .credential(Credential::password("bot", "pass:word"))
        .product_name("acme-sync/1.2")
        .build()
        .unwrap();
    for method in [Method::GET, Method::PUT] {
        client
            .request(method, "/thing")
            .json(&json!({"a": 1}))
            .send_raw()
            .await
            .unwrap();
    }
    let (read, write) = (&server.seen()[0], &server.seen()[1]);
    assert!(read.headers["user-agent"].starts_with("acme-sync/1.2 atlassian-core/"));
    assert_eq!(read.headers["authorization"], "Basic Ym90OnBhc3M6d29yZA==");
    assert_eq!(read.headers["accept"], "application/json");
    assert!(read.headers["accept-encoding"].contains("gzip"));
    assert_eq!(read.headers.get("x-atlassian-token"), None);
    assert_eq!(write.headers["x-atlassian-token"], "no-check");
    assert_eq!(
        (write.method.as_str(), write.body.as_str()),
        ("PUT", r#"{"a":1}"#)
    );
    let error = server
        .builder()
        .product_name("Mozilla/5.0")
        .build()
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    let smuggled = client
        .request(Method::GET, "/thing")
        .with_header(header::AUTHORIZATION, HeaderValue::from_static("Basic x"));
    assert_eq!(
        smuggled.send_raw().await.unwrap_err().kind(),
        ErrorKind::Configuration
    );
}

#[tokio::test]
async fn one_renewal_at_a_time_and_the_new_token_is_stored_before_use() {
    let spent = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&spent);
    let gateway = Server::start(move |seen, _| {
        if seen.path() == "/oauth/token" {
            let body: serde_json::Value = serde_json::from_str(&seen.body).unwrap();
            let used = body["refresh_token"].as_str().unwrap().to_owned();
            let mut log = log.lock().unwrap();
            assert!(!log.contains(&used), "a refresh token was used twice");
            log.push(used);
            let n = log.len();
            return Reply::json(json!({
                "access_token": format!("access-{n}"), "refresh_token": format!("refresh-{n}"), "expires_in": 3600,
            }));
        }
        // The first access token is revoked at once.
        if seen.headers["authorization"] == "Bearer access-1" { Reply::new(401, "") } else { Reply::json(1) }
    })
    .await;
    let site = site().await;
    let stored = Arc::new(Mutex::new(Vec::new()));
    let store = Arc::clone(&stored);
    let oauth = OAuth::three_legged("app", "app-secret", "refresh-0", move |tokens| {
        let store = Arc::clone(&store);
        async move {
            store
                .lock()
                .unwrap()
                .push(tokens.refresh_token.expose_secret().to_owned());
            Ok(())
        }
    })
    .token_host(&gateway.site());
    let client = client(&site, &gateway, Credential::oauth(oauth));
    let calls = (0..10).map(|_| thing(&client));
    for answer in futures::future::join_all(calls).await {
        assert_eq!(answer.unwrap(), 1);
    }
    assert_eq!(*spent.lock().unwrap(), ["refresh-0", "refresh-1"]);
    assert_eq!(*stored.lock().unwrap(), ["refresh-1", "refresh-2"]);
}

#[tokio::test]
async fn a_token_that_cannot_be_stored_is_not_used_and_not_lost() {
    let gateway = Server::start(|seen, _| match seen.path() {
        "/oauth/token" => {
            Reply::json(r#"{"access_token":"a","refresh_token":"r1","expires_in":3600}"#)
        }
        _ => Reply::json(1),
    })
    .await;
    let site = site().await;
    let tries = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&tries);
    let oauth = OAuth::three_legged("app", "s", "r0", move |tokens| {
        let first = count.fetch_add(1, Ordering::SeqCst) == 0;
        assert_eq!(tokens.refresh_token.expose_secret(), "r1");
        async move {
            if first {
                Err("the disk is full".into())
            } else {
                Ok(())
            }
        }
    })
    .token_host(&gateway.site());
    let client = client(&site, &gateway, Credential::oauth(oauth));
    let error = thing(&client).await.unwrap_err();
    assert!(error.to_string().contains("stored"), "{error}");
    assert_eq!(thing(&client).await.unwrap(), 1);
    assert_eq!(tries.load(Ordering::SeqCst), 2);
    let asked: Vec<_> = gateway
        .seen()
        .iter()
        .map(|seen| seen.path().to_owned())
        .collect();
    assert_eq!(
        asked,
        ["/oauth/token", "/ex/jira/11111111-aaaa/rest/api/3/thing"]
    );
}

#[tokio::test]
async fn refusals_of_the_token_endpoint_say_what_to_do() {
    for (status, body, kind, word) in [
        (
            403,
            r#"{"error":"unauthorized_client","error_description":"refresh_token is invalid"}"#,
            ErrorKind::Unauthorized,
            "consent",
        ),
        (
            400,
            r#"{"error":"invalid_grant","error_description":"Unknown or invalid refresh token."}"#,
            ErrorKind::Unauthorized,
            "consent",
        ),
        (
            401,
            r#"{"error":"access_denied","error_description":"Unauthorized"}"#,
            ErrorKind::Configuration,
            "client secret",
        ),
        (502, "<html>Bad gateway</html>", ErrorKind::Server, "later"),
    ] {
        let (site, gateway) = (
            site().await,
            Server::start(move |_, _| Reply::new(status, body)).await,
        );
        let oauth = OAuth::three_legged("app", "app-secret", "refresh-0", |_| async { Ok(()) })
            .token_host(&gateway.site());
        let error = thing(&client(&site, &gateway, Credential::oauth(oauth)))
            .await
            .unwrap_err();
        assert_eq!(error.kind(), kind, "{error}");
        assert!(error.to_string().contains(word), "{error}");
        let all = format!("{error} {error:?}");
        assert!(
            !all.contains("app-secret") && !all.contains("refresh-0"),
            "{all}"
        );
    }
}

#[tokio::test]
async fn client_credentials_and_data_center_ask_in_their_own_forms() {
    let gateway = Server::start(|seen, _| match seen.path() {
        "/oauth/token" | "/jira/rest/oauth2/latest/token" => {
            Reply::json(r#"{"access_token":"a","expires_in":3600}"#)
        }
        _ => Reply::json(1),
    })
    .await;
    let site = site().await;
    let cloud = OAuth::client_credentials("app", "s").token_host(&gateway.site());
    thing(&client(&site, &gateway, Credential::oauth(cloud)))
        .await
        .unwrap();
    let sent: serde_json::Value = serde_json::from_str(&gateway.seen()[0].body).unwrap();
    assert_eq!(
        sent,
        json!({"grant_type": "client_credentials", "client_id": "app", "client_secret": "s"})
    );

    let data_center = SiteUrl::parse(&format!("{}/jira", gateway.url)).unwrap();
    let oauth = OAuth::data_center(&data_center, "app", "s&s", "WRITE");
    let client = Client::builder(data_center)
        .credential(Credential::oauth(oauth))
        .build()
        .unwrap();
    assert_eq!(thing(&client).await.unwrap(), 1);
    assert_eq!(
        gateway.seen()[2].body,
        "grant_type=client_credentials&client_id=app&client_secret=s%26s&scope=WRITE"
    );
    assert_eq!(gateway.seen()[3].path(), "/jira/rest/api/3/thing");
}

#[derive(Debug, Default)]
struct Vault(AtomicUsize);

impl Authenticator for Vault {
    fn authorization(&self) -> BoxFuture<'_, Result<HeaderValue, BoxError>> {
        let value = format!("Bearer vault-{}", self.0.load(Ordering::SeqCst));
        Box::pin(async move { Ok(HeaderValue::from_str(&value)?) })
    }

    fn refresh(&self) -> BoxFuture<'_, Result<bool, BoxError>> {
        self.0.fetch_add(1, Ordering::SeqCst);
        Box::pin(async { Ok(true) })
    }
}

#[tokio::test]
async fn a_credential_of_ones_own_is_renewed_once() {
    let server = Server::start(|seen, _| {
        if seen.headers["authorization"] == "Bearer vault-1" {
            Reply::json(1)
        } else {
            Reply::new(401, "")
        }
    })
    .await;
    let client = server
        .builder()
        .credential(Credential::custom(Vault::default()))
        .build()
        .unwrap();
    assert_eq!(thing(&client).await.unwrap(), 1);
    let hopeless = Server::start(|_, _| Reply::new(401, "")).await;
    let client = hopeless
        .builder()
        .credential(Credential::custom(Vault::default()))
        .build()
        .unwrap();
    assert!(thing(&client).await.unwrap_err().is_unauthorized());
    assert_eq!(hopeless.seen().len(), 2);
}

#[tokio::test]
async fn secrets_show_up_nowhere() {
    let server = Server::start(|_, _| Reply::new(401, REFUSED)).await;
    for credential in [
        Credential::api_token("me@example.com", "s3cret\n"),
        Credential::password("me", "s3cret"),
        Credential::personal_access_token("s3cret"),
        Credential::organization_key("s3cret"),
    ] {
        let client = server
            .builder()
            .credential(credential)
            .timeout(Duration::from_secs(5))
            .build()
            .unwrap();
        let call = client.request(Method::GET, "/thing");
        let shown = format!("{call:?} {client:?}");
        let error = call.send_raw().await.unwrap_err();
        let all = format!(
            "{shown} {error} {error:?} {}",
            error.body().unwrap_or_default()
        );
        assert!(
            !all.contains("s3cret") && !all.contains("czNjcmV0"),
            "{all}"
        );
    }
    assert!(server.seen().iter().any(|seen| {
        seen.headers
            .get("authorization")
            .is_some_and(|a| a == "Bearer s3cret")
    }));
}
