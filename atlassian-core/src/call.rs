//! A request together with the client that will send it.

use std::borrow::Cow;
use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use futures_core::future::BoxFuture;
use http::header::{HeaderName, HeaderValue, IF_RANGE, RANGE};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::client::Client;
use crate::download::Download;
use crate::error::Result;
use crate::pages::{Items, Pages, Paging};
use crate::request::{Body, Redirects, Request};
use crate::response::{Response, StreamedResponse};

/// A request together with the client that will send it: made by hand, or what a declared operation is made of
/// (`into_call`, `customize`). By hand it has the credential, limits, retries, pages and errors of every other call.
///
/// ```no_run
/// # async fn example(client: atlassian_core::Client) -> atlassian_core::Result<()> {
/// use atlassian_core::{Paging, http::Method};
///
/// let fields: serde_json::Value = client.request(Method::GET, "/rest/api/3/field").send_as().await?;
///
/// let boards = client
///     .request(Method::GET, "/rest/agile/1.0/board")
///     .query("type", "scrum")
///     .items::<serde_json::Value>(Paging::offset("values").unique_by("id"))
///     .collect()
///     .await?;
/// # Ok(()) }
/// ```
///
/// Ids belong into parameters and not into the template, since limits, spans and errors call the operation by it:
/// `client.request(Method::GET, "/rest/api/3/issue/{key}").path("key", "ABC-1")`.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct Call {
    client: Client,
    request: Request,
    pub(crate) page_size: Option<u32>,
}

impl Call {
    pub(crate) fn new(client: Client, request: Request) -> Self {
        Self {
            client,
            request,
            page_size: None,
        }
    }

    /// The request as it would be sent.
    #[must_use]
    pub fn request(&self) -> &Request {
        &self.request
    }

    /// The request, to be changed.
    pub fn request_mut(&mut self) -> &mut Request {
        &mut self.request
    }

    pub(crate) fn client(&self) -> &Client {
        &self.client
    }

    /// Fills `{name}` in the path.
    pub fn path(mut self, name: impl Into<Cow<'static, str>>, value: impl Into<String>) -> Self {
        self.request.path_parameter(name, value);
        self
    }

    /// Adds a query parameter.
    pub fn query(mut self, name: impl Into<Cow<'static, str>>, value: impl Into<String>) -> Self {
        self.request.add_query(name, value);
        self
    }

    /// Sets the JSON body.
    pub fn json(mut self, value: &impl Serialize) -> Self {
        self.request.set_json(value);
        self
    }

    /// Sets any other body.
    pub fn body(mut self, body: Body) -> Self {
        self.request.set_body(body);
        self
    }

    /// Says that the call may be sent again although it may have been carried out: a POST that only reads, for one.
    pub fn safe_to_repeat(mut self) -> Self {
        self.request.safe_to_repeat = true;
        self
    }

    /// How many elements of a listing to ask for at a time.
    pub fn page_size(mut self, size: u32) -> Self {
        self.page_size = Some(size);
        self
    }

    /// The longest that one attempt may take; the client's setting otherwise.
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        self.request.timeout = Some(timeout);
        self
    }

    /// The longest that the call may take, waits and repetitions included; the client's setting otherwise.
    pub fn with_deadline(mut self, deadline: Duration) -> Self {
        self.request.deadline = Some(deadline);
        self
    }

    /// The largest body to accept, in bytes after decompression; the client's setting otherwise.
    pub fn with_max_body(mut self, bytes: usize) -> Self {
        self.request.max_body = Some(bytes);
        self
    }

    /// Adds a header.
    pub fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.request.set_header(name, value);
        self
    }

    /// Only what follows this many bytes of the file. With `entity_tag`, from
    /// [`StreamedResponse::entity_tag`], only if it is still the same file; another one comes whole.
    pub fn with_range_from(mut self, start: u64, entity_tag: Option<&str>) -> Self {
        // Digits always make a header; a tag that does not cannot be the service's own, and no range is asked for.
        let tag = entity_tag.map(HeaderValue::from_str).transpose();
        if let (Ok(range), Ok(tag)) = (HeaderValue::try_from(format!("bytes={start}-")), tag) {
            self.request.set_header(RANGE, range);
            if let Some(tag) = tag {
                self.request.set_header(IF_RANGE, tag);
            }
        }
        self
    }

    /// Follows the answer to another origin, without the credential: for files that a media service keeps.
    pub fn with_media_redirects(mut self) -> Self {
        self.request.redirects = Redirects::Media;
        self
    }

    /// Sends the call and decodes its JSON.
    pub fn send_as<T: DeserializeOwned>(self) -> Sending<T> {
        Sending {
            label: self.request.label(),
            writes: !self.request.method.is_safe() && !self.request.safe_to_repeat,
            response: self.send_raw(),
            value: PhantomData,
        }
    }

    /// Sends the call and returns status, headers and bytes as they came.
    pub fn send_raw(self) -> BoxFuture<'static, Result<Response>> {
        Box::pin(async move { self.client.execute(&self.request).await })
    }

    /// Sends the call and hands out the body piece by piece. It is limited neither in size nor by time-out and deadline,
    /// which end with the head; a minute of silence, or a connection that breaks, is an error of the stream.
    pub fn send_streamed(self) -> BoxFuture<'static, Result<StreamedResponse>> {
        Box::pin(async move { self.client.stream(&self.request).await })
    }

    /// The call as a download: to a writer, or to a file on disk that is there whole or not at all. It is followed to
    /// another origin without the credential.
    pub fn download(self) -> Download {
        Download::new(self)
    }

    /// The call as a listing, its pages decoded as they are asked for.
    pub fn pages<T: DeserializeOwned>(self, paging: Paging) -> Pages<T> {
        Pages::new(self, paging)
    }

    /// The call as a listing, element by element.
    pub fn items<T: DeserializeOwned>(self, paging: Paging) -> Items<T> {
        self.pages(paging).items()
    }
}

/// A call on its way, from [`Call::send_as`] and the `send` of each operation: a future of the decoded answer.
///
/// A type of its own and no `async fn`, so that everything but the decoding is compiled once, in this crate, however
/// many operations there are.
#[must_use = "a call does nothing until it is awaited"]
pub struct Sending<T> {
    response: BoxFuture<'static, Result<Response>>,
    label: String,
    /// Whether it did something that must not be done twice.
    writes: bool,
    value: PhantomData<fn() -> T>,
}

impl<T: DeserializeOwned> Future for Sending<T> {
    type Output = Result<T>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<T>> {
        let response = ready!(self.response.as_mut().poll(cx))?;
        let value = response.decode();
        Poll::Ready(value.map_err(|error| {
            let error = error.operation_of(|| self.label.clone());
            if self.writes {
                error.hint(
                    "It was carried out, only its answer does not fit: read before you repeat it",
                )
            } else {
                error
            }
        }))
    }
}

impl<T> fmt::Debug for Sending<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sending")
            .field("operation", &self.label)
            .finish_non_exhaustive()
    }
}
