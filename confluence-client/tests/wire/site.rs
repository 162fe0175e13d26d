//! A service that answers exactly the requests it was told of, and 404 to every other.

use confluence_client::core::RetryPolicy;
use confluence_client::{Client, Confluence, Credential, SiteUrl};
use httpmock::{Mock, MockServer};
use serde_json::Value;

pub(crate) struct Site {
    server: MockServer,
    pub(crate) api: Confluence,
}

impl Site {
    pub(crate) async fn start() -> Self {
        let server = MockServer::start_async().await;
        let client = Client::builder(SiteUrl::parse(&server.base_url()).unwrap())
            .credential(Credential::api_token("me@example.com", "the-token"))
            .retry(RetryPolicy::none())
            .build()
            .unwrap();
        Self {
            server,
            api: Confluence::new(client),
        }
    }

    /// Answers a request without a body. `request` is the method, the path and the whole query, as sent.
    pub(crate) async fn answer(&self, request: &str, reply: Value) -> Mock<'_> {
        self.exchange(request, None, 200, &reply.to_string()).await
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
}
