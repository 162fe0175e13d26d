//! What a handler gives back.

use axum::body::{Body, Bytes};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::Response;
use serde_json::Value;

/// One answer, before the headers that every answer has.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) content_type: Option<&'static str>,
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
    pub(crate) body: Bytes,
}

/// An answer either way; `Err` only lets a handler leave early with `?`.
pub(crate) type Answer = Result<Reply, Reply>;

pub(crate) const JSON: &str = "application/json;charset=UTF-8";

/// What a directory of an identity provider speaks.
pub(crate) const SCIM: &str = "application/scim+json";

impl Reply {
    pub(crate) fn json(status: u16, value: &Value) -> Self {
        Self {
            status,
            content_type: Some(JSON),
            headers: Vec::new(),
            body: value.to_string().into(),
        }
    }

    /// JSON that is text already.
    pub(crate) fn raw_json(status: u16, text: String) -> Self {
        Self::text(status, JSON, text)
    }

    pub(crate) fn text(status: u16, content_type: &'static str, body: impl Into<Bytes>) -> Self {
        Self {
            status,
            content_type: Some(content_type),
            headers: Vec::new(),
            body: body.into(),
        }
    }

    /// Bytes of a type that is known only now.
    pub(crate) fn bytes(status: u16, content_type: &str, body: impl Into<Bytes>) -> Self {
        let reply = Self {
            body: body.into(),
            ..Self::empty(status)
        };
        reply.with_header("content-type", content_type)
    }

    pub(crate) fn empty(status: u16) -> Self {
        Self {
            status,
            content_type: None,
            headers: Vec::new(),
            body: Bytes::new(),
        }
    }

    /// What the answer says it is; an answer that stands in for another says so in its headers.
    pub(crate) fn content_type(&self) -> Option<&str> {
        let in_headers = || {
            let (_, value) = self
                .headers
                .iter()
                .find(|(name, _)| *name == CONTENT_TYPE)?;
            value.to_str().ok()
        };
        self.content_type.or_else(in_headers)
    }

    /// With its own headers and no others.
    pub(crate) fn plain(self) -> Response {
        let mut response = Response::new(Body::from(self.body));
        *response.status_mut() =
            StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let headers = response.headers_mut();
        if let Some(content_type) = self.content_type {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
        }
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        headers.extend(self.headers);
        response
    }

    pub(crate) fn with_header(mut self, name: &'static str, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.push((HeaderName::from_static(name), value));
        }
        self
    }
}

/// A 200 with JSON.
pub(crate) fn ok(value: &Value) -> Answer {
    Ok(Reply::json(200, value))
}
