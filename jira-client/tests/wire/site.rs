//! A site that answers exactly the requests it was told of, and 404 to every other.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use httpmock::{HttpMockResponse, Mock, MockServer};
use jira_client::cloud::Jira;
use jira_client::core::{Clock, RetryPolicy, SystemClock};
use jira_client::{Client, Credential, SiteUrl};
use serde_json::Value;

pub(crate) struct Site {
    server: MockServer,
    pub(crate) jira: Jira,
}

impl Site {
    pub(crate) async fn start() -> Self {
        Self::with_clock(Arc::new(SystemClock)).await
    }

    pub(crate) async fn with_clock(clock: Arc<dyn Clock>) -> Self {
        let server = MockServer::start_async().await;
        let client = Client::builder(SiteUrl::parse(&server.base_url()).unwrap())
            .credential(Credential::api_token("me@example.com", "the-token"))
            .retry(RetryPolicy::none())
            .clock(clock)
            .build()
            .unwrap();
        Self {
            server,
            jira: Jira::new(client),
        }
    }

    /// Answers a request without a body. `request` is the method, the path and the whole query, as sent.
    pub(crate) async fn answer(&self, request: &str, reply: Value) -> Mock<'_> {
        self.exchange(request, None, 200, &reply.to_string()).await
    }

    /// Answers a request without a body by sending the caller elsewhere on the site.
    pub(crate) async fn redirect(&self, request: &str, to: &str) -> Mock<'_> {
        let (method, path) = request.split_once(' ').unwrap();
        self.server
            .mock_async(|when, then| {
                when.method(method).path(path);
                then.status(303).header("location", to);
            })
            .await
    }

    /// Answers a request, which must have exactly this JSON body or none.
    pub(crate) async fn exchange(
        &self,
        request: &str,
        body: Option<Value>,
        status: u16,
        reply: &str,
    ) -> Mock<'_> {
        let (method, target) = request.split_once(' ').unwrap();
        let (method, target) = (method.to_owned(), target.to_owned());
        self.server
            .mock_async(|when, then| {
                when.is_true(move |sent| {
                    let uri = sent.uri();
                    let sent_body = serde_json::from_slice::<Value>(sent.body_ref()).ok();
                    sent.method_str() == method
                        && uri.path_and_query().map(ToString::to_string) == Some(target.clone())
                        && sent_body == body
                });
                then.status(status)
                    .header("content-type", "application/json")
                    .body(reply);
            })
            .await
    }

    /// Answers a request without a body, each time with the next reply and in the end always with the last.
    pub(crate) async fn answer_in_turn(&self, request: &str, replies: Vec<Value>) -> Mock<'_> {
        let (method, target) = request.split_once(' ').unwrap();
        let (method, target) = (method.to_owned(), target.to_owned());
        let asked = AtomicUsize::new(0);
        self.server
            .mock_async(|when, then| {
                when.is_true(move |sent| {
                    let uri = sent.uri();
                    sent.method_str() == method
                        && uri.path_and_query().map(ToString::to_string) == Some(target.clone())
                });
                then.respond_with(move |_| {
                    let turn = asked.fetch_add(1, Ordering::SeqCst).min(replies.len() - 1);
                    HttpMockResponse::builder()
                        .status(if replies[turn].is_null() { 500 } else { 200 })
                        .header("content-type", "application/json")
                        .body(replies[turn].to_string())
                        .build()
                });
            })
            .await
    }
}
