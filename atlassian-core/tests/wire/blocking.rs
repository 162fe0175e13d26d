//! Ordinary code that waits.

use atlassian_core::blocking::{Wait, WaitEach};
use atlassian_core::http::Method;
use atlassian_core::{ErrorKind, Paging};

use crate::server::{Reply, Server};

fn page(start: u64) -> Reply {
    let items: Vec<String> = (start..start + 2)
        .map(|n| format!("{{\"id\":{n}}}"))
        .collect();
    let body = format!(
        "{{\"startAt\":{start},\"maxResults\":2,\"total\":6,\"values\":[{}]}}",
        items.join(",")
    );
    Reply::new(200, body)
}

#[test]
fn a_thread_waits_for_calls_and_for_each_element() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let server = runtime.block_on(Server::start(|request, _| {
        match request.number("startAt") {
            Some(start) => page(start),
            None => Reply::new(404, "{}"),
        }
    }));
    let client = server.client();
    let listing = client.request(Method::GET, "/thing").page_size(2);
    let mut each = listing
        .items::<serde_json::Value>(Paging::offset("values"))
        .wait_each();
    let ids: Vec<u64> = each
        .by_ref()
        .map(|item| item.unwrap()["id"].as_u64().unwrap())
        .collect();
    assert_eq!(ids, [0, 1, 2, 3, 4, 5]);
    assert!(each.get_ref().cursor().is_none());
    let error = client
        .request(Method::GET, "/none")
        .send_raw()
        .wait()
        .unwrap_err();
    assert!(error.is_not_found());
}

#[tokio::test]
async fn async_code_is_told_to_await() {
    let server = Server::start(|_, _| Reply::json(1)).await;
    let client = server.client();
    let error = client
        .request(Method::GET, "/thing")
        .send_raw()
        .wait()
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert!(error.to_string().contains(".await"), "{error}");
    let mut each = client
        .request(Method::GET, "/thing")
        .items::<u8>(Paging::window())
        .wait_each();
    assert!(each.next().unwrap().is_err());
    assert!(each.next().is_none(), "a careless loop has to end");
    assert_eq!(server.seen().len(), 0);
}
