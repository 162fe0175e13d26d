//! The one error type of these crates.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use http::StatusCode;

use crate::elements::OddElement;
use crate::pages::Cursor;

/// What every fallible function of these crates returns.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What went wrong, in the words that a program branches on.
///
/// The list grows, so a `match` needs a catch-all arm. [`Error`] has a predicate for the kinds that
/// callers usually ask about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The call cannot be made as it was put together: a bad address, an unusable header, an empty path parameter.
    ///
    /// # Troubleshooting
    /// Nothing was sent. The message names the value and shows the right form.
    Configuration,
    /// The service does not know who is calling (401, or a 200 that was answered as anonymous).
    ///
    /// # Troubleshooting
    /// The token is wrong, expired or revoked, or it belongs to another e-mail address. API tokens live for a year at
    /// most, organization keys for a week by default. An API token *with scopes* works only through the gateway, which
    /// is found by itself when the site is on Atlassian's cloud and `/_edge/tenant_info` can be reached.
    Unauthorized,
    /// Jira wants a person to solve a CAPTCHA before this account may log in again.
    ///
    /// # Troubleshooting
    /// Log in once in a browser as that user. Until then even the right password fails, and every further try
    /// prolongs the lock: so this credential sends nothing more, in any clone of the client.
    Captcha,
    /// The token is valid but was made without the scope that this operation needs.
    ///
    /// # Troubleshooting
    /// The operation's documentation names its scopes. Classic scopes (`read:jira-work`) are the safer choice:
    /// granular ones are refused by some operations that write.
    MissingScope,
    /// The account may not do this (403).
    ///
    /// # Troubleshooting
    /// The operation's documentation names the permission. Other reasons for a 403: the product's plan does not include
    /// the feature, an IP allow-list, or an account without a licence for the product.
    Forbidden,
    /// There is no such thing, or the account may not see it: the services answer 404 for both.
    ///
    /// # Troubleshooting
    /// Check the id, then whether the account can open the same thing in the browser.
    NotFound,
    /// The operation has been removed by Atlassian (410).
    ///
    /// # Troubleshooting
    /// The message carries Atlassian's pointer to the replacement.
    Gone,
    /// The state of the thing does not allow it now (409): a concurrent change, or a listing that took too long.
    Conflict,
    /// The service rejects the values (400, 415, 422 and other 4xx).
    ///
    /// # Troubleshooting
    /// [`Error::messages`] and [`Error::field_errors`] hold what the service says of each value.
    Invalid,
    /// Something is over a limit of the service (413): an attachment, or the comments or links of one issue.
    TooLarge,
    /// Too many requests (429), and waiting was not possible within the deadline or the attempts.
    ///
    /// # Troubleshooting
    /// [`Error::retry_after`] says how long the service wants to be left alone. Raise the deadline
    /// ([`ClientBuilder::deadline`](crate::ClientBuilder::deadline)) to have it waited for.
    RateLimited,
    /// The service failed (5xx).
    ///
    /// # Troubleshooting
    /// A write that ended so may have been carried out: read before you repeat it.
    Server,
    /// No connection could be made; the request was not sent.
    ///
    /// # Troubleshooting
    /// Check the host name, the firewall, the proxy, and the server's certificate.
    Connect,
    /// The service did not answer in time.
    ///
    /// # Troubleshooting
    /// A write that ended so may have been carried out: read before you repeat it.
    Timeout,
    /// The connection broke before the answer was complete.
    ///
    /// # Troubleshooting
    /// A write that ended so may have been carried out: read before you repeat it.
    Interrupted,
    /// The answer is not what the operation returns: an HTML page, an empty or a cut body, another shape.
    ///
    /// # Troubleshooting
    /// A log-in page with status 200 means a session or single sign-on stands in front of the API; a proxy's page means
    /// that the request never reached Atlassian. [`Error::body`] holds the beginning of what came.
    UnexpectedAnswer,
    /// The answer is larger than the limit for one body.
    ///
    /// # Troubleshooting
    /// Ask for smaller pages or fewer fields, stream the body, or raise
    /// [`ClientBuilder::max_body`](crate::ClientBuilder::max_body).
    BodyTooLarge,
    /// The service sent the call elsewhere, to a place where the credential must not go.
    ///
    /// # Troubleshooting
    /// Use the address that the message shows, if it is yours: a renamed site redirects to its new name.
    Redirect,
    /// A listing cannot be completed: its position repeats, is ignored, or ends before the service's own count.
    ///
    /// # Troubleshooting
    /// What was yielded so far is right but not everything. [`Error::cursor`] is the position to resume from.
    IncompleteListing,
    /// A file on this machine cannot be written.
    ///
    /// # Troubleshooting
    /// The message holds what the operating system says: a full disk, a folder that is missing or not writable.
    File,
    /// One element of a listing does not fit the model; the others follow.
    ///
    /// # Troubleshooting
    /// [`Error::odd_element`] holds its raw JSON and the path within it.
    OddElement,
}

/// Why a call failed, where, and what to do about it.
///
/// `Display` is one line for a person or a log: the operation, the status, Atlassian's own message, what to do next and
/// the id that Atlassian's support asks for. No secret and no id of your data stands in it.
///
/// ```
/// # use atlassian_core::{Error, ErrorKind};
/// fn skip_what_is_not_granted(error: Error) -> Result<(), Error> {
///     if error.is_forbidden() || error.is_missing_scope() { Ok(()) } else { Err(error) }
/// }
/// ```
pub struct Error(Box<Inner>);

struct Inner {
    kind: ErrorKind,
    operation: Option<String>,
    status: Option<StatusCode>,
    detail: Cow<'static, str>,
    hint: Option<Cow<'static, str>>,
    messages: Vec<String>,
    field_errors: BTreeMap<String, String>,
    code: Option<String>,
    trace_id: Option<String>,
    retry_after: Option<Duration>,
    attempts: u32,
    body: Option<String>,
    element: Option<OddElement>,
    cursor: Option<Cursor>,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

impl Error {
    /// An error of this kind; `detail` says what happened, in a sentence without a full stop.
    pub fn new(kind: ErrorKind, detail: impl Into<Cow<'static, str>>) -> Self {
        Self(Box::new(Inner {
            kind,
            operation: None,
            status: None,
            detail: detail.into(),
            hint: None,
            messages: Vec::new(),
            field_errors: BTreeMap::new(),
            code: None,
            trace_id: None,
            retry_after: None,
            attempts: 0,
            body: None,
            element: None,
            cursor: None,
            source: None,
        }))
    }

    pub(crate) fn odd(element: OddElement) -> Self {
        let mut error = Self::new(ErrorKind::OddElement, element.to_string());
        error.0.element = Some(element);
        error
    }

    pub(crate) fn hint(mut self, hint: impl Into<Cow<'static, str>>) -> Self {
        self.0.hint = Some(hint.into());
        self
    }

    /// Sets the hint unless there is one already.
    pub(crate) fn or_hint(mut self, hint: &'static str) -> Self {
        let known = self.0.hint.as_deref().is_some_and(|hint| !hint.is_empty());
        if !known {
            self.0.hint = Some(hint.into());
        }
        self
    }

    /// Sets the operation unless one is known already.
    pub(crate) fn operation_of(mut self, operation: impl FnOnce() -> String) -> Self {
        self.0.operation.get_or_insert_with(operation);
        self
    }

    pub(crate) fn source_of(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    pub(crate) fn status_of(mut self, status: StatusCode) -> Self {
        self.0.status = Some(status);
        self
    }

    pub(crate) fn said(mut self, messages: Vec<String>, fields: BTreeMap<String, String>) -> Self {
        self.0.messages = messages;
        self.0.field_errors = fields;
        self
    }

    pub(crate) fn code_of(mut self, code: Option<String>) -> Self {
        self.0.code = code;
        self
    }

    pub(crate) fn trace(mut self, trace_id: Option<String>) -> Self {
        if trace_id.is_some() {
            self.0.trace_id = trace_id;
        }
        self
    }

    pub(crate) fn wait(mut self, retry_after: Option<Duration>) -> Self {
        self.0.retry_after = retry_after;
        self
    }

    pub(crate) fn attempts_of(mut self, attempts: u32) -> Self {
        self.0.attempts = attempts;
        self
    }

    pub(crate) fn body_of(mut self, body: String) -> Self {
        if !body.is_empty() {
            self.0.body = Some(body);
        }
        self
    }

    pub(crate) fn cursor_of(mut self, cursor: Cursor) -> Self {
        self.0.cursor = Some(cursor);
        self
    }

    /// What kind of failure it is.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The HTTP status, where an answer came.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.0.status
    }

    /// Method and path template of the operation, such as `GET /rest/api/3/group/member`.
    #[must_use]
    pub fn operation(&self) -> Option<&str> {
        self.0.operation.as_deref()
    }

    /// What the service says, in its own words.
    #[must_use]
    pub fn messages(&self) -> &[String] {
        &self.0.messages
    }

    /// What the service says of single fields, by their names.
    #[must_use]
    pub fn field_errors(&self) -> &BTreeMap<String, String> {
        &self.0.field_errors
    }

    /// The service's own code for what went wrong, where it has one: `ADMIN-400-1`, `forbidden.unclaimedDomain`,
    /// `uniqueness`. What the codes mean stands in the reference of each API.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.0.code.as_deref()
    }

    /// The id under which Atlassian's logs know the request.
    #[must_use]
    pub fn trace_id(&self) -> Option<&str> {
        self.0.trace_id.as_deref()
    }

    /// How long the service asks to be left alone, counted from its answer. Asking earlier fails again.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// How many times the request was sent.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// The beginning of the answer's body as text (64 KiB at most), where one came.
    ///
    /// It can hold data of your site: keep it out of public logs.
    #[must_use]
    pub fn body(&self) -> Option<&str> {
        self.0.body.as_deref()
    }

    /// The element that did not fit, for [`ErrorKind::OddElement`].
    #[must_use]
    pub fn odd_element(&self) -> Option<&OddElement> {
        self.0.element.as_ref()
    }

    /// Where a listing stopped: a position to resume from.
    #[must_use]
    pub fn cursor(&self) -> Option<&Cursor> {
        self.0.cursor.as_ref()
    }

    /// The service does not accept the credential, or wants a CAPTCHA solved first.
    #[must_use]
    pub fn is_unauthorized(&self) -> bool {
        matches!(self.0.kind, ErrorKind::Unauthorized | ErrorKind::Captcha)
    }

    /// A person has to solve a CAPTCHA.
    #[must_use]
    pub fn is_captcha(&self) -> bool {
        self.0.kind == ErrorKind::Captcha
    }

    /// The token lacks a scope.
    #[must_use]
    pub fn is_missing_scope(&self) -> bool {
        self.0.kind == ErrorKind::MissingScope
    }

    /// The account lacks the permission.
    #[must_use]
    pub fn is_forbidden(&self) -> bool {
        self.0.kind == ErrorKind::Forbidden
    }

    /// There is no such thing, or it is hidden from this account.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        self.0.kind == ErrorKind::NotFound
    }

    /// The service's limit is reached.
    #[must_use]
    pub fn is_rate_limited(&self) -> bool {
        self.0.kind == ErrorKind::RateLimited
    }

    /// A concurrent change stands in the way.
    #[must_use]
    pub fn is_conflict(&self) -> bool {
        self.0.kind == ErrorKind::Conflict
    }

    /// The service rejects the values.
    #[must_use]
    pub fn is_invalid(&self) -> bool {
        self.0.kind == ErrorKind::Invalid
    }

    /// Time ran out, whether the service's or the caller's.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        self.0.kind == ErrorKind::Timeout
    }

    /// One element of a listing does not fit; the rest of the listing follows.
    #[must_use]
    pub fn is_odd_element(&self) -> bool {
        self.0.kind == ErrorKind::OddElement
    }

    /// A later try of the same call may succeed. For a write after [`ErrorKind::Server`], [`ErrorKind::Timeout`] or
    /// [`ErrorKind::Interrupted`], read first: it may have been carried out.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        matches!(
            self.0.kind,
            ErrorKind::RateLimited
                | ErrorKind::Server
                | ErrorKind::Connect
                | ErrorKind::Timeout
                | ErrorKind::Interrupted
        )
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.0;
        if let Some(operation) = &inner.operation {
            write!(f, "{operation}: ")?;
        }
        if let Some(status) = inner.status {
            write!(f, "{status}: ")?;
        }
        f.write_str(&inner.detail)?;
        if let Some(message) = inner.messages.first() {
            write!(f, ": {}", message.trim_end_matches('.'))?;
            if inner.messages.len() > 1 {
                write!(f, " (and {} more)", inner.messages.len() - 1)?;
            }
        }
        for (field, message) in inner.field_errors.iter().take(3) {
            write!(f, "; {field}: {}", message.trim_end_matches('.'))?;
        }
        if inner.attempts > 1 {
            write!(f, " (after {} attempts)", inner.attempts)?;
        }
        if let Some(hint) = inner.hint.as_deref().filter(|hint| !hint.is_empty()) {
            write!(f, ". {hint}")?;
        }
        if let Some(trace) = &inner.trace_id {
            write!(f, " [request {trace}]")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.0;
        let mut out = f.debug_struct("Error");
        out.field("kind", &inner.kind)
            .field("text", &self.to_string());
        if inner.messages.len() > 1 {
            out.field("messages", &inner.messages);
        }
        if let Some(wait) = inner.retry_after {
            out.field("retry_after", &wait);
        }
        if let Some(source) = &inner.source {
            out.field("source", source);
        }
        out.finish_non_exhaustive()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0
            .source
            .as_deref()
            .map(|source| source as &(dyn StdError + 'static))
    }
}

impl From<OddElement> for Error {
    fn from(element: OddElement) -> Self {
        Self::odd(element)
    }
}

impl From<crate::site::SiteUrlError> for Error {
    fn from(error: crate::site::SiteUrlError) -> Self {
        Self::new(ErrorKind::Configuration, error.to_string())
    }
}
