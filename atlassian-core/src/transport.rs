//! The way of one request: limits, credential, exchange, classification, and whether to try again.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use bytes::Bytes;
use futures_core::stream::BoxStream;
use futures_util::StreamExt;
use http::header::{
    ACCEPT, ACCEPT_ENCODING, AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, COOKIE, HeaderValue,
};
use http::{Method, StatusCode};
use tracing::Instrument;
use url::Url;

use crate::classify::{Head, Login, classify};
use crate::client::{Client, Shared};
use crate::credential::{Authorization, Credential};
use crate::drift::Drift;
use crate::error::{Error, ErrorKind, Result};
use crate::exchange;
use crate::headers::LONGEST;
use crate::limits::{Keys, too_long};
use crate::request::{Body, Redirects, Request};
use crate::response::{EXCERPT, Response, StreamedResponse};
use crate::route::Route;
use crate::site::SiteUrl;

const DEADLINE_PASSED: &str = "the deadline passed before the service answered";
/// How many redirects one attempt follows.
const MOST_REDIRECTS: usize = 5;

/// Whether the body is read whole or handed out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Whole,
    Streamed,
}

/// What one attempt is about.
#[derive(Clone, Copy)]
struct Attempt<'a> {
    request: &'a Request,
    mode: Mode,
    route: &'a Route,
    keys: &'a Keys,
    /// How many pieces of a streamed body have been taken by the connection.
    moved: &'a Arc<AtomicU64>,
}

enum Payload {
    Whole(Bytes),
    Streamed(BoxStream<'static, Result<Bytes>>),
}

/// Says what a refusal means for what was sent: which scope is wanted, and what becomes of an organization's key.
fn refused(error: Error, request: &Request, credential: &Credential) -> Error {
    let of_organization = credential.is_organization_key();
    let scopes = request.scopes.map(|scopes| {
        let quoted: Vec<String> = scopes.iter().map(|scope| format!("`{scope}`")).collect();
        quoted.join(" or ")
    });
    match (error.kind(), scopes.as_deref()) {
        (ErrorKind::Unauthorized, _) if of_organization => error.hint(
            "The API key is wrong, has expired or was revoked. Unless its maker chose otherwise it lives for a week: make \
             another one at admin.atlassian.com under Settings > API keys",
        ),
        (ErrorKind::Forbidden, Some("")) if of_organization => {
            error.hint("No scope allows this: it takes an API key that was made without scopes")
        }
        (ErrorKind::Forbidden, Some(scopes)) if of_organization => error.hint(format!(
            "A key that was made with scopes needs {scopes} for this; with it, the organization's plan may be without the \
             feature"
        )),
        (ErrorKind::MissingScope, Some(scopes)) if !scopes.is_empty() => {
            error.hint(format!("Make a token or key with the scope {scopes}"))
        }
        _ => error,
    }
}

/// Where one request led.
enum Hop {
    Answer(Head, Payload),
    Redirect(Url, StatusCode),
}

/// An attempt that failed.
struct Failed {
    error: Error,
    /// What was sent as the credential, if the service refused it.
    refused: Option<Authorization>,
    /// Another attempt is out of the question: a write was accepted, or the credential could not be had.
    last: bool,
}

impl Failed {
    fn last(error: Error) -> Self {
        Self {
            error,
            refused: None,
            last: true,
        }
    }
}

impl From<Error> for Failed {
    fn from(error: Error) -> Self {
        Self {
            error,
            refused: None,
            last: false,
        }
    }
}

impl Client {
    pub(crate) async fn execute(&self, request: &Request) -> Result<Response> {
        let (head, payload) = self.run(request, Mode::Whole).await?;
        let Payload::Whole(body) = payload else {
            return Err(Error::new(
                ErrorKind::UnexpectedAnswer,
                "the body was not read",
            ));
        };
        Ok(Response {
            status: head.status,
            headers: head.headers,
            body,
            drift: self.drift(request),
        })
    }

    pub(crate) async fn stream(&self, request: &Request) -> Result<StreamedResponse> {
        let (head, payload) = self.run(request, Mode::Streamed).await?;
        let body = match payload {
            Payload::Streamed(body) => body,
            Payload::Whole(bytes) => Box::pin(futures_util::stream::iter([Ok(bytes)])),
        };
        Ok(StreamedResponse {
            status: head.status,
            headers: head.headers,
            body,
        })
    }

    #[cfg(feature = "drift")]
    fn drift(&self, request: &Request) -> Drift {
        Drift {
            operation: request.label(),
            ..self.shared.drift.clone()
        }
    }

    #[cfg(not(feature = "drift"))]
    fn drift(&self, _: &Request) -> Drift {
        self.shared.drift.clone()
    }

    async fn run(&self, request: &Request, mode: Mode) -> Result<(Head, Payload)> {
        let span = tracing::info_span!(
            "atlassian.call",
            operation = %request.label(),
            attempt = tracing::field::Empty,
            status = tracing::field::Empty,
        );
        // How long a stream takes is up to its size; what stands still is ended by the time-out.
        let usual = match request.body {
            Body::Stream(_) => LONGEST,
            _ => self.shared.deadline,
        };
        let deadline = request.deadline.unwrap_or(usual).min(LONGEST);
        // The attempts keep the deadline themselves; what hangs between them is ended here.
        let attempts = self.attempts(request, mode, deadline).instrument(span);
        let result = tokio::time::timeout(deadline, attempts)
            .await
            .unwrap_or_else(|_| Err(Error::new(ErrorKind::Timeout, DEADLINE_PASSED)));
        result.map_err(|error| {
            let unclear = matches!(
                error.kind(),
                ErrorKind::Server | ErrorKind::Timeout | ErrorKind::Interrupted
            );
            let error = error.operation_of(|| request.label());
            let error = refused(error, request, &self.shared.credential);
            if unclear && !request.method.is_safe() {
                return error.or_hint(
                    "It may have been carried out all the same: read before you repeat it",
                );
            }
            error
        })
    }

    /// Tries until it succeeds, fails for good, or runs out of time.
    async fn attempts(
        &self,
        request: &Request,
        mode: Mode,
        deadline: Duration,
    ) -> Result<(Head, Payload)> {
        let shared = &*self.shared;
        if let Some(defect) = &request.defect {
            return Err(Error::new(ErrorKind::Configuration, defect.clone()));
        }
        let deadline = shared.clock.now() + deadline;
        let keys = Keys {
            operation: request.label(),
            resource: request.resource().map(str::to_owned),
        };
        let mut route = shared
            .router
            .route(shared.credential.gateway(), self.product, &shared.http)
            .await?;
        let mut refusal = None;
        let mut renewed = false;
        let mut attempt = 0;
        loop {
            let permit = shared
                .limiter
                .acquire(&keys, &*shared.clock, deadline)
                .await
                .map_err(|error| error.attempts_of(attempt))?;
            shared.credential.check_unlocked()?;
            attempt += 1;
            tracing::Span::current().record("attempt", attempt);
            let about = Attempt {
                request,
                mode,
                route: &route,
                keys: &keys,
                moved: &Arc::default(),
            };
            let answer = self.attempt(about, deadline).await;
            drop(permit);
            let failed = match answer {
                Ok(answer) => return Ok(answer),
                Err(failed) => failed,
            };
            let error = failed.error.attempts_of(attempt);
            if failed.last {
                return Err(error);
            }
            // Where the gateway does no better, what the site said is the answer.
            if let Some(refusal) = refusal.take()
                && matches!(
                    error.kind(),
                    ErrorKind::Unauthorized | ErrorKind::Connect | ErrorKind::Timeout
                )
            {
                return Err(refusal);
            }
            // A refused request was not carried out, so that writes too can be sent elsewhere or with a new token.
            if let Some(refused) = failed.refused {
                if route.may_move {
                    if let Some(gateway) = shared.router.elsewhere(self.product, &shared.http).await
                    {
                        tracing::debug!("the site refused the token; trying the gateway");
                        route = gateway;
                        refusal = Some(error);
                        continue;
                    }
                } else if !renewed {
                    renewed = true;
                    if shared.credential.refresh(&refused, &shared.http).await? {
                        continue;
                    }
                }
                return Err(error);
            }
            let Some(wait) = shared.retry.wait(request, &error, attempt) else {
                return Err(error);
            };
            let left = deadline.saturating_duration_since(shared.clock.now());
            if wait > left {
                return Err(beyond(error, wait, left));
            }
            tracing::debug!(attempt, ?wait, %error, "trying again");
            shared.clock.sleep(wait).await;
        }
    }

    /// One attempt, redirects included.
    async fn attempt(
        &self,
        about: Attempt<'_>,
        deadline: Instant,
    ) -> Result<(Head, Payload), Failed> {
        let shared = &*self.shared;
        let mut exchange = std::pin::pin!(self.exchange(about));
        loop {
            let left = deadline.saturating_duration_since(shared.clock.now());
            let limit = about.request.timeout.unwrap_or(shared.timeout).min(left);
            let moved = about.moved.load(Ordering::Relaxed);
            if let Ok(answer) = tokio::time::timeout(limit, &mut exchange).await {
                return answer;
            }
            let error = if limit == left {
                DEADLINE_PASSED
            } else if moved == about.moved.load(Ordering::Relaxed) {
                "the service did not answer in time"
            } else {
                // A long body is on its way.
                continue;
            };
            return Err(Error::new(ErrorKind::Timeout, error).into());
        }
    }

    async fn exchange(&self, about: Attempt<'_>) -> Result<(Head, Payload), Failed> {
        let shared = &*self.shared;
        let Attempt { request, route, .. } = about;
        let authorization = shared.credential.authorization(&shared.http).await;
        let authorization = authorization.map_err(Failed::last)?;
        let mut url = address(request, route, shared.router.site())?;
        let mut method = request.method.clone();
        let mut credential = Some(&authorization);
        for _ in 0..=MOST_REDIRECTS {
            let hop = self.hop(about, (&method, &url), credential).await;
            // Behind a 303 the write is done: whatever its result answers, it is not sent again.
            let done = method != request.method;
            match hop.map_err(|failed| Failed {
                last: failed.last || done,
                ..failed
            })? {
                Hop::Answer(head, payload) => return Ok((head, payload)),
                Hop::Redirect(next, status) => {
                    if !same_origin(&url, &next) {
                        credential = None;
                    }
                    if status == StatusCode::SEE_OTHER {
                        method = Method::GET;
                    }
                    url = next;
                }
            }
        }
        Err(Failed::last(Error::new(
            ErrorKind::Redirect,
            "the service redirects in a circle",
        )))
    }

    /// One request over the network, and what its answer is.
    async fn hop(
        &self,
        about: Attempt<'_>,
        (method, url): (&Method, &Url),
        credential: Option<&Authorization>,
    ) -> Result<Hop, Failed> {
        let shared = &*self.shared;
        let built = build(shared, about, method, url.clone(), credential)?;
        let (head, response) = exchange::send(&shared.http, built).await?;
        tracing::Span::current().record("status", head.status.as_u16());
        // What another origin says of its limits is not this site's.
        if credential.is_some() {
            shared
                .limiter
                .learn(about.keys, head.status, &head.headers, &*shared.clock);
        }
        if let Some(location) = head.location() {
            let to = Destination {
                location,
                status: head.status,
                route: about.route,
                site: shared.router.site(),
            };
            let next = follow(about.request, url, &to)?;
            return Ok(Hop::Redirect(next, head.status));
        }
        let (head, payload) = self.judge(about, head, response, credential).await?;
        Ok(Hop::Answer(head, payload))
    }

    /// Reads the answer and says what it means.
    async fn judge(
        &self,
        about: Attempt<'_>,
        head: Head,
        response: reqwest::Response,
        credential: Option<&Authorization>,
    ) -> Result<(Head, Payload), Failed> {
        let shared = &*self.shared;
        let Attempt {
            request,
            mode,
            route,
            ..
        } = about;
        let login = Login::of(&head.headers);
        let refused = matches!(login, Login::Failed | Login::Captcha);
        let sent = !matches!(credential, None | Some(Authorization::None));
        let payload = if !head.status.is_success() || sent && refused {
            Payload::Whole(exchange::read_some(response, EXCERPT).await)
        } else if mode == Mode::Streamed {
            Payload::Streamed(exchange::stream(response))
        } else {
            Payload::Whole(
                exchange::read(response, request.max_body.unwrap_or(shared.max_body)).await?,
            )
        };
        let (body, wants_json): (&[u8], bool) = match &payload {
            Payload::Whole(body) => (body, !request.headers.contains_key(ACCEPT)),
            Payload::Streamed(_) => (&[], false),
        };
        let Some(error) = classify(&head, body, sent, wants_json, shared.clock.wall()) else {
            // An anonymous answer proves nothing; only a log-in that the service confirms, or the gateway, does.
            if sent && (login == Login::Ok || !route.may_move) {
                shared.router.accepted(route);
            }
            return Ok((head, payload));
        };
        if error.is_captcha() && sent {
            shared.credential.lock();
        }
        let refused = error.kind() == ErrorKind::Unauthorized && sent;
        if refused {
            shared.router.refused(route);
        } else if sent && (login == Login::Ok || error.is_forbidden() || error.is_missing_scope()) {
            shared.router.accepted(route);
        }
        // A refusal is a 4xx. What answers otherwise may have been carried out, and a write is then not sent once more.
        let again = refused && (head.status.is_client_error() || request.safe_to_repeat);
        Err(Failed {
            error,
            refused: credential.filter(|_| again).cloned(),
            last: false,
        })
    }
}

/// The address of the request at this host.
fn address(request: &Request, route: &Route, site: &SiteUrl) -> Result<Url> {
    let query: Vec<(&str, &str)> = request.query().collect();
    let configuration =
        |error: &dyn std::fmt::Display| Error::new(ErrorKind::Configuration, error.to_string());
    if request.template.starts_with('/') {
        return route
            .base
            .url(&request.path()?, &query)
            .map_err(|e| configuration(&e));
    }
    if !request.path.is_empty() {
        return Err(configuration(
            &"path parameters need a path that begins with `/`",
        ));
    }
    // Answers contain absolute addresses of the site, through the gateway too: they are put on the host in use.
    let absolute = Url::parse(&request.template)
        .map_err(|_| configuration(&"a path begins with `/`, such as `/rest/api/3/myself`"))?;
    let relative = route
        .base
        .strip(&absolute)
        .or_else(|| site.strip(&absolute))
        .ok_or_else(|| {
            Error::new(
                ErrorKind::Configuration,
                format!(
                    "`{}` is not the configured site",
                    absolute.host_str().unwrap_or_default()
                ),
            )
            .hint("The credential goes nowhere else: make a client for that site")
        })?;
    let (path, inner) = relative.split_once('?').unwrap_or((&relative, ""));
    let inner: Vec<_> = url::form_urlencoded::parse(inner.as_bytes()).collect();
    let pairs: Vec<(&str, &str)> = inner
        .iter()
        .map(|(n, v)| (&**n, &**v))
        .chain(query)
        .collect();
    route.base.url(path, &pairs).map_err(|e| configuration(&e))
}

fn build(
    shared: &Shared,
    about: Attempt<'_>,
    method: &Method,
    url: Url,
    credential: Option<&Authorization>,
) -> Result<reqwest::Request> {
    use secrecy::ExposeSecret;
    let Attempt { request, moved, .. } = about;
    for name in [AUTHORIZATION, COOKIE] {
        if request.headers.contains_key(&name) {
            return Err(Error::new(
                ErrorKind::Configuration,
                format!("the header `{name}` belongs to the credential"),
            ));
        }
    }
    let mut builder = shared.http.request(method.clone(), url);
    if about.mode == Mode::Streamed {
        // A file comes as it is, so that its length and its ranges are its own.
        builder = builder.header(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
    } else if !request.headers.contains_key(ACCEPT) {
        let accepted = if request.raw {
            "*/*"
        } else {
            "application/json"
        };
        builder = builder.header(ACCEPT, HeaderValue::from_static(accepted));
    }
    if !method.is_safe() {
        // Without it, Jira takes some writes for a browser's and refuses them.
        builder = builder.header("x-atlassian-token", HeaderValue::from_static("no-check"));
    }
    builder = match credential {
        None | Some(Authorization::None) => builder,
        Some(Authorization::Basic { user, secret }) => {
            builder.basic_auth(user, Some(secret.expose_secret()))
        }
        Some(Authorization::Bearer(token)) => builder.bearer_auth(token.expose_secret()),
        Some(Authorization::Header(value)) => builder.header(AUTHORIZATION, value.clone()),
    };
    if method == request.method {
        let json = HeaderValue::from_static("application/json");
        builder = match &request.body {
            Body::Empty => builder,
            Body::Object(fields) => builder
                .header(CONTENT_TYPE, json)
                .body(serde_json::Value::from(fields.clone()).to_string()),
            Body::Json(value) => builder.header(CONTENT_TYPE, json).body(value.to_string()),
            Body::Bytes(media_type, bytes) => {
                builder.header(CONTENT_TYPE, media_type).body(bytes.clone())
            }
            Body::Stream(stream) => {
                let moved = Arc::clone(moved);
                let pieces = (stream.make)().inspect(move |_| {
                    moved.fetch_add(1, Ordering::Relaxed);
                });
                let builder = match stream.length {
                    Some(length) => builder.header(CONTENT_LENGTH, length),
                    None => builder,
                };
                builder
                    .header(CONTENT_TYPE, &stream.media_type)
                    .body(reqwest::Body::wrap_stream(pieces))
            }
        };
    }
    builder.headers(request.headers.clone()).build().map_err(|error| {
        Error::new(ErrorKind::Configuration, "the request cannot be sent: a header or the credential holds characters that no header may hold")
            .source_of(error.without_url())
    })
}

/// What a redirect says, and what is known of whom it may mean.
struct Destination<'a> {
    location: &'a str,
    status: StatusCode,
    route: &'a Route,
    site: &'a SiteUrl,
}

/// The same place behind the gateway's path, where the service names its own host or leaves that path out: through the
/// gateway it does not know how it was reached. Anything else stays what it is.
fn behind_gateway(request: &Request, to: Url, about: &Destination<'_>) -> Url {
    let base = &about.route.base;
    if !base.is_gateway() || base.strip(&to).is_some() {
        return to;
    }
    let whole_path = || {
        let mut inside = to.path().to_owned();
        if let Some(query) = to.query() {
            inside.push('?');
            inside.push_str(query);
        }
        inside
    };
    let inside = if base.same_origin(&to) {
        (!to.path().starts_with("/ex/")).then(whole_path)
    } else if about.site.is_gateway() {
        // Nobody has said what the site's own host is. Only the path is taken, so that the credential stays here.
        let result = about.status == StatusCode::SEE_OTHER && !request.method.is_safe();
        let of_api = ["/rest/", "/wiki/"]
            .iter()
            .any(|part| to.path().starts_with(part));
        (result && of_api).then(whole_path)
    } else {
        about.site.strip(&to)
    };
    inside
        .and_then(|inside| base.join(&inside).ok())
        .unwrap_or(to)
}

/// Where a redirect leads, if it may be followed.
fn follow(request: &Request, from: &Url, about: &Destination<'_>) -> Result<Url> {
    let status = about.status;
    let to = from.join(about.location).map_err(|_| {
        Error::new(
            ErrorKind::Redirect,
            "the service redirects to what is no address",
        )
        .status_of(status)
    })?;
    let login = [
        "/login",
        "/plugins/servlet/samlsso",
        "/plugins/servlet/oidc",
    ]
    .iter()
    .any(|part| to.path().contains(part));
    let host = to.host_str().unwrap_or_default();
    if login || host == "id.atlassian.com" {
        return Err(Error::new(
            ErrorKind::Unauthorized,
            "the service redirects to its log-in page",
        )
        .status_of(status)
        .hint("The credential is not accepted here, or the API is behind single sign-on"));
    }
    let to = behind_gateway(request, to, about);
    if same_origin(from, &to) {
        if request.method.is_safe() || status == StatusCode::SEE_OTHER {
            return Ok(to);
        }
        return Err(Error::new(
            ErrorKind::Redirect,
            "the service redirects a write, which is not sent twice",
        )
        .status_of(status)
        .hint("Use the address that the site itself shows in the browser"));
    }
    let downgrade = from.scheme() == "https" && to.scheme() != "https";
    if request.redirects == Redirects::Media && request.method.is_safe() && !downgrade {
        return Ok(to);
    }
    Err(Error::new(
        ErrorKind::Redirect,
        format!(
            "the service redirects to `{}`",
            to.origin().ascii_serialization()
        ),
    )
    .status_of(status)
    .hint("The credential does not go there: if that is the site's new address, configure it"))
}

fn same_origin(one: &Url, other: &Url) -> bool {
    one.origin() == other.origin()
}

/// The error of the last attempt, when there is no time for another.
fn beyond(error: Error, wait: Duration, left: Duration) -> Error {
    match (error.is_rate_limited(), error.retry_after()) {
        (true, asked) => {
            let late = too_long(asked.unwrap_or(wait), left).attempts_of(error.attempts());
            let late = late
                .trace(error.trace_id().map(str::to_owned))
                .said(error.messages().to_vec(), error.field_errors().clone())
                .code_of(error.code().map(str::to_owned));
            match error.status() {
                Some(status) => late.status_of(status),
                None => late,
            }
        }
        (false, _) => error,
    }
}
