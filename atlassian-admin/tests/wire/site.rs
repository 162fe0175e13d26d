//! A service that answers exactly the requests it was told of, and 404 to every other.

use atlassian_admin::core::{Body, Request, RetryPolicy};
use atlassian_admin::scim::Scim;
use atlassian_admin::{Admin, Client, Credential, SiteUrl};
use httpmock::{Mock, MockServer};
use serde_json::Value;

pub(crate) struct Site {
    server: MockServer,
    pub(crate) api: Admin,
}

/// A request as one line, `METHOD path?query`, and its JSON body.
pub(crate) fn sent(request: &Request) -> (String, Value) {
    let query: Vec<String> = request
        .query()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    let mut line = format!("{} {}", request.method(), request.path().unwrap());
    if !query.is_empty() {
        line = format!("{line}?{}", query.join("&"));
    }
    let body = match request.body() {
        Body::Empty => Value::Null,
        Body::Object(fields) => fields.clone().into(),
        Body::Json(value) => value.clone(),
        other => panic!("{other:?}"),
    };
    (line, body)
}

/// The organization APIs, at an address where nobody answers.
pub(crate) fn admin() -> Admin {
    Admin::new(Client::builder(Admin::site().unwrap()).build().unwrap())
}

impl Site {
    pub(crate) fn scim(&self) -> Scim {
        Scim::new(self.api.client().clone())
    }

    pub(crate) async fn start() -> Self {
        let server = MockServer::start_async().await;
        let client = Client::builder(SiteUrl::parse(&server.base_url()).unwrap())
            .credential(Credential::organization_key("the-api-key"))
            .retry(RetryPolicy::none())
            .build()
            .unwrap();
        Self {
            server,
            api: Admin::new(client),
        }
    }

    /// Answers a request with this JSON body.
    pub(crate) async fn answer_to(
        &self,
        request: &str,
        body: &Value,
        status: u16,
        reply: Value,
    ) -> Mock<'_> {
        let (method, path) = request.split_once(' ').unwrap();
        let method = method.to_owned();
        self.server
            .mock_async(|when, then| {
                when.is_true(move |sent| sent.method_str() == method)
                    .path(path)
                    .json_body(body.clone());
                then.status(status).json_body(reply);
            })
            .await
    }

    /// Answers a request without a body. `request` is the method, the path and the whole query, as sent.
    pub(crate) async fn answer(&self, request: &str, status: u16, reply: Value) -> Mock<'_> {
        self.exchange(request, None, status, reply).await
    }

    /// Answers a request, which must have exactly this JSON body or none.
    pub(crate) async fn exchange(
        &self,
        request: &str,
        body: Option<Value>,
        status: u16,
        reply: Value,
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
                    .body(if reply.is_null() {
                        String::new()
                    } else {
                        reply.to_string()
                    });
            })
            .await
    }
}

/// Where a further page is said to be: as a whole link, or as the bare cursor.
pub(crate) const NEXT: [&str; 2] = [
    "https://api.atlassian.com/admin/x?limit=7&cursor=c%2F2",
    "c/2",
];
