//! A request as plain data, before anything is sent.

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::header::{HeaderName, HeaderValue};
use http::{HeaderMap, Method};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::error::{Error, ErrorKind, Result};
use crate::operation::{OperationInfo, Place};
use crate::upload::{BodyStream, FilePart};

/// What a request carries.
#[derive(Clone, Default)]
pub enum Body {
    /// Nothing.
    #[default]
    Empty,
    /// A JSON object that is put together field by field.
    Object(Map<String, Value>),
    /// Any JSON value.
    Json(Value),
    /// Bytes of the given media type.
    Bytes(HeaderValue, Bytes),
    /// Bytes that come piece by piece.
    Stream(BodyStream),
}

impl fmt::Debug for Body {
    /// Names the kind and never the content: a body can hold personal data.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("Empty"),
            Self::Object(fields) => f.debug_tuple("Object").field(&fields.keys()).finish(),
            Self::Json(_) => f.write_str("Json(..)"),
            Self::Bytes(media_type, bytes) => f
                .debug_tuple("Bytes")
                .field(media_type)
                .field(&bytes.len())
                .finish(),
            Self::Stream(stream) => stream.fmt(f),
        }
    }
}

/// Where an answer may send the call.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Redirects {
    /// Within the same origin only.
    #[default]
    SameOrigin,
    /// To another origin too, without the credential: attachments are kept by a media service.
    Media,
}

/// One request as data: method, path template, parameters, body, and how the call is to be treated.
///
/// Operations fill it in; nothing is sent and nothing is checked until the call is. So a test can look at it without
/// any network.
#[derive(Clone, Debug)]
pub struct Request {
    pub(crate) method: Method,
    pub(crate) template: Cow<'static, str>,
    pub(crate) path: Vec<(Cow<'static, str>, String)>,
    pub(crate) query: Vec<(Cow<'static, str>, String)>,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Body,
    pub(crate) safe_to_repeat: bool,
    /// The scopes of a declared operation, one of which a token needs; nothing is known of a request by hand.
    pub(crate) scopes: Option<&'static [&'static str]>,
    pub(crate) redirects: Redirects,
    /// The answer is no JSON, so that any media type is asked for.
    pub(crate) raw: bool,
    pub(crate) timeout: Option<Duration>,
    pub(crate) deadline: Option<Duration>,
    pub(crate) max_body: Option<usize>,
    /// The first thing that could not be put into the request; the call fails with it instead of being sent.
    pub(crate) defect: Option<String>,
}

impl Request {
    /// A request by hand. `{name}` in `template` is filled by [`Request::path_parameter`].
    ///
    /// GET, HEAD, PUT and DELETE count as safe to repeat, others not.
    pub fn new(method: Method, template: impl Into<Cow<'static, str>>) -> Self {
        let safe_to_repeat = method.is_idempotent();
        Self {
            method,
            template: template.into(),
            path: Vec::new(),
            query: Vec::new(),
            headers: HeaderMap::new(),
            body: Body::Empty,
            safe_to_repeat,
            scopes: None,
            redirects: Redirects::SameOrigin,
            raw: false,
            timeout: None,
            deadline: None,
            max_body: None,
            defect: None,
        }
    }

    /// The request of a declared operation, still without its parameters.
    #[must_use]
    pub fn of(operation: &'static OperationInfo) -> Self {
        let method = Method::from_bytes(operation.method.as_bytes()).unwrap_or(Method::GET);
        let mut request = Self::new(method, operation.path);
        request.safe_to_repeat = operation.safe_to_repeat;
        request.scopes = Some(operation.scopes);
        // A service that reads an object wants one, though nothing be set in it.
        if operation.parameters.iter().any(|p| p.place == Place::Body) {
            request.body = Body::Object(Map::new());
        }
        request
    }

    /// Asks for any media type: the answer is no JSON.
    #[doc(hidden)]
    pub fn accept_anything(&mut self) {
        self.raw = true;
    }

    /// The HTTP method.
    #[must_use]
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// The path template, with `{name}` where parameters go.
    #[must_use]
    pub fn template(&self) -> &str {
        &self.template
    }

    /// The path with its parameters filled in, each percent-encoded to one segment.
    ///
    /// # Errors
    /// A parameter is missing, unknown, empty, or one of the segments `.` and `..` that no URL can carry.
    pub fn path(&self) -> Result<String> {
        let parameters: Vec<(&str, &str)> = self
            .path
            .iter()
            .map(|(name, value)| (&**name, &**value))
            .collect();
        crate::template::expand(&self.template, &parameters)
            .map_err(|error| Error::new(ErrorKind::Configuration, error.to_string()))
    }

    /// The query parameters in the order in which they go out, not yet encoded.
    pub fn query(&self) -> impl Iterator<Item = (&str, &str)> {
        self.query.iter().map(|(name, value)| (&**name, &**value))
    }

    /// The body.
    #[must_use]
    pub fn body(&self) -> &Body {
        &self.body
    }

    /// Whether the request may be sent again after it was possibly carried out.
    #[must_use]
    pub fn is_safe_to_repeat(&self) -> bool {
        self.safe_to_repeat
    }

    /// Fills the path parameter `name`.
    pub fn path_parameter(&mut self, name: impl Into<Cow<'static, str>>, value: impl Into<String>) {
        self.path.push((name.into(), value.into()));
    }

    /// Sets a query parameter, replacing an earlier value.
    pub fn set_query(&mut self, name: impl Into<Cow<'static, str>>, value: impl Into<String>) {
        let name = name.into();
        self.query.retain(|(known, _)| *known != name);
        self.query.push((name, value.into()));
    }

    /// Adds one more value of a query parameter that may be repeated.
    pub fn add_query(&mut self, name: impl Into<Cow<'static, str>>, value: impl Into<String>) {
        self.query.push((name.into(), value.into()));
    }

    /// Adds several values of a query parameter. No value at all is refused when the call is sent: the service would take
    /// it for no filter, and answer with everything.
    pub fn add_all(&mut self, name: &'static str, values: impl IntoIterator<Item = String>) {
        let before = self.query.len();
        self.query
            .extend(values.into_iter().map(|value| (name.into(), value)));
        if self.query.len() == before {
            self.refuse_empty(name);
        }
    }

    /// Sets a query parameter to several values with commas between them. No value at all is refused as by
    /// [`add_all`](Self::add_all).
    pub fn set_joined(&mut self, name: &'static str, values: impl IntoIterator<Item = String>) {
        let values: Vec<String> = values.into_iter().collect();
        if values.is_empty() {
            self.refuse_empty(name);
        }
        self.set_query(name, values.join(","));
    }

    fn refuse_empty(&mut self, name: &str) {
        self.defect.get_or_insert(format!(
            "`{name}` is an empty list, which the service would take for all"
        ));
    }

    /// Takes over the parameters of a link, each with all its values, and keeps the others. `position` does not stay: the
    /// link may say under another name where it begins.
    pub(crate) fn follow_query(&mut self, pairs: &[(String, String)], position: &str) {
        self.query
            .retain(|(known, _)| known != position && pairs.iter().all(|(name, _)| name != known));
        let pairs = pairs.iter().cloned();
        self.query
            .extend(pairs.map(|(name, value)| (name.into(), value)));
    }

    /// Sets a field of the JSON body.
    pub fn set_field(&mut self, name: &str, value: &impl Serialize) {
        let value = self.as_json(name, value);
        match &mut self.body {
            Body::Object(fields) | Body::Json(Value::Object(fields)) => {
                fields.insert(name.to_owned(), value);
            }
            body => *body = Body::Object(Map::from_iter([(name.to_owned(), value)])),
        }
    }

    /// Sets the whole JSON body.
    pub fn set_json(&mut self, value: &impl Serialize) {
        self.body = Body::Json(self.as_json("body", value));
    }

    /// Sets a form with these files as the body. No file at all is refused when the call is sent.
    pub fn set_files(&mut self, field: &str, files: Vec<FilePart>) {
        if files.is_empty() {
            self.defect
                .get_or_insert_with(|| format!("`{field}` holds no file"));
        }
        self.body = Body::Stream(BodyStream::form(field, files));
    }

    /// Sets any other body.
    pub fn set_body(&mut self, body: Body) {
        self.body = body;
    }

    /// Sets a header. `Authorization` and `Cookie` belong to the credential and are refused when the call is sent.
    pub fn set_header(&mut self, name: HeaderName, value: HeaderValue) {
        self.headers.insert(name, value);
    }

    fn as_json(&mut self, what: &str, value: &impl Serialize) -> Value {
        serde_json::to_value(value).unwrap_or_else(|error| {
            self.defect
                .get_or_insert(format!("`{what}` cannot be written as JSON: {error}"));
            Value::Null
        })
    }

    /// Method and template: what errors, spans and limits call this operation.
    pub(crate) fn label(&self) -> String {
        let path = self.template.split('?').next().unwrap_or_default();
        format!("{} {path}", self.method)
    }

    /// The thing that a write is about, for limits of one issue: the first path parameter.
    pub(crate) fn resource(&self) -> Option<&str> {
        self.path.first().map(|(_, value)| value.as_str())
    }
}
