//! Redirects are followed where they are legitimate, and the credential goes to no other origin.

use atlassian_core::http::Method;
use atlassian_core::{Call, Credential, ErrorKind, Product, SiteUrl};

use crate::server::{Reply, Server};

fn credential() -> Credential {
    Credential::password("bot", "hunter2")
}

#[tokio::test]
async fn within_the_site_the_credential_goes_along() {
    let server = Server::start(|seen, _| match seen.path() {
        "/old" => Reply::new(301, "").with("location", "/new?x=1"),
        _ => Reply::json(1),
    })
    .await;
    let client = server.builder().credential(credential()).build().unwrap();
    assert_eq!(
        client
            .request(Method::GET, "/old")
            .send_as::<u8>()
            .await
            .unwrap(),
        1
    );
    let seen = server.seen();
    assert_eq!(seen[1].target, "/new?x=1");
    assert!(seen[1].headers.contains_key("authorization"));
    let error = client
        .request(Method::POST, "/old")
        .send_raw()
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Redirect);
    assert_eq!(server.seen().len(), 3, "a write is not sent twice");
}

#[tokio::test]
async fn another_host_is_an_error_that_names_it() {
    let other = Server::start(|_, _| Reply::json(1)).await;
    let location = format!("{}/rest", other.url);
    let server =
        Server::start(move |_, _| Reply::new(302, "").with("location", location.clone())).await;
    let client = server.builder().credential(credential()).build().unwrap();
    let error = client
        .request(Method::GET, "/thing")
        .send_raw()
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Redirect);
    assert!(error.to_string().contains(&other.url), "{error}");
    assert!(other.seen().is_empty());
}

#[tokio::test]
async fn a_file_is_fetched_elsewhere_without_the_credential() {
    let media =
        Server::start(|_, _| Reply::new(200, "bytes").with("content-type", "text/plain")).await;
    let location = format!("{}/file?token=jwt", media.url);
    let server =
        Server::start(move |_, _| Reply::new(303, "").with("location", location.clone())).await;
    let client = server.builder().credential(credential()).build().unwrap();
    let file = client
        .request(Method::GET, "/attachment")
        .with_media_redirects()
        .send_raw()
        .await
        .unwrap();
    assert_eq!(&file.body()[..], b"bytes");
    assert!(server.seen()[0].headers.contains_key("authorization"));
    assert!(!media.seen()[0].headers.contains_key("authorization"));
}

#[tokio::test]
async fn a_log_in_page_means_not_logged_in() {
    let server =
        Server::start(|_, _| Reply::new(302, "").with("location", "/login.jsp?os_destination=%2F"))
            .await;
    let client = server.builder().credential(credential()).build().unwrap();
    let error = client
        .request(Method::GET, "/secure/thing")
        .send_raw()
        .await
        .unwrap_err();
    assert!(error.is_unauthorized(), "{error}");
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn a_circle_ends() {
    let server = Server::start(|_, _| Reply::new(302, "").with("location", "/again")).await;
    let error = server
        .client()
        .request(Method::GET, "/again")
        .send_raw()
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Redirect);
    assert_eq!(server.seen().len(), 6);
}

#[tokio::test]
async fn cookies_are_not_kept() {
    let server =
        Server::start(|_, _| Reply::json(1).with("set-cookie", "JSESSIONID=stale; Path=/")).await;
    let client = server.client();
    for _ in 0..2 {
        client
            .request(Method::GET, "/thing")
            .send_raw()
            .await
            .unwrap();
    }
    assert!(
        server
            .seen()
            .iter()
            .all(|seen| !seen.headers.contains_key("cookie"))
    );
}

/// A gateway that answers a write with the place of its result, and that result below its own path only.
async fn gateway(location: &'static str) -> Server {
    Server::start(move |seen, _| match (seen.method.as_str(), seen.path()) {
        ("DELETE", "/ex/jira/c1/rest/api/3/thing/1") => {
            Reply::new(303, "").with("location", location)
        }
        ("GET", "/ex/jira/c1/rest/api/3/task/1") => Reply::json(7),
        _ => Reply::new(404, ""),
    })
    .await
}

/// A write with a credential that the gateway takes.
fn delete_through(gateway: &Server, site: &Server) -> Call {
    let client = site
        .builder()
        .gateway(gateway.site())
        .credential(Credential::scoped_api_token("me@example.com", "the-token"))
        .build()
        .unwrap();
    client.request(Method::DELETE, "/rest/api/3/thing/1")
}

#[tokio::test]
async fn the_result_of_a_write_is_read_through_the_gateway_too() {
    let site = Server::start(|seen, _| match seen.path() {
        "/_edge/tenant_info" => Reply::json(r#"{"cloudId":"c1"}"#),
        _ => Reply::new(500, ""),
    })
    .await;
    let own: &'static str = format!("{}/rest/api/3/task/1?x=1", site.url).leak();
    for location in [
        own,
        "/rest/api/3/task/1?x=1",
        "/ex/jira/c1/rest/api/3/task/1?x=1",
    ] {
        let gateway = gateway(location).await;
        let call = delete_through(&gateway, &site);
        assert_eq!(call.send_as::<u8>().await.unwrap(), 7, "{location}");
        let seen = gateway.seen();
        assert_eq!(seen[1].target, "/ex/jira/c1/rest/api/3/task/1?x=1");
        assert!(seen[1].headers.contains_key("authorization"));
    }
    let asked = site.seen();
    assert!(asked.iter().all(|seen| seen.path() == "/_edge/tenant_info"));
}

/// Who configures the gateway's address says nowhere what the site's own host is: its path alone is taken.
#[tokio::test]
async fn an_unknown_host_gives_its_path_and_gets_no_credential() {
    let site = Server::start(|_, _| Reply::new(500, "")).await;
    let own: &'static str = format!("{}/rest/api/3/task/1", site.url).leak();
    let gateway = gateway(own).await;
    let base = SiteUrl::parse(&format!("{}/ex/jira/c1", gateway.url)).unwrap();
    let client = atlassian_core::Client::builder(base)
        .credential(credential())
        .build()
        .unwrap()
        .for_product(Product::Jira);
    let call = client.request(Method::DELETE, "/rest/api/3/thing/1");
    assert_eq!(call.send_as::<u8>().await.unwrap(), 7);
    assert!(site.seen().is_empty());
}

#[tokio::test]
async fn elsewhere_is_elsewhere_through_the_gateway_too() {
    let other = Server::start(|_, _| Reply::json(7)).await;
    let site = Server::start(|_, _| Reply::json(r#"{"cloudId":"c1"}"#)).await;
    let gateway = gateway(format!("{}/rest/api/3/task/1", other.url).leak()).await;
    let call = delete_through(&gateway, &site);
    let error = call.send_raw().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Redirect);
    assert!(other.seen().is_empty());
}
