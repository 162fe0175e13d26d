//! Answers: whole, or piece by piece.

use std::fmt;

use bytes::Bytes;
use futures_core::stream::BoxStream;
use http::header::{CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, ETAG, HeaderName, LINK};
use http::{HeaderMap, StatusCode};
use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};

use crate::decode::decode;
use crate::drift::Drift;
use crate::error::{Error, ErrorKind, Result};

/// How much of a body an error keeps.
pub(crate) const EXCERPT: usize = 64 * 1024;

/// A successful answer, its body read whole.
#[derive(Clone)]
pub struct Response {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) drift: Drift,
}

impl Response {
    /// The status, always a success.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body as it came, decompressed.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// The body as a value.
    ///
    /// # Errors
    /// [`ErrorKind::UnexpectedAnswer`] with the path of the part that does not fit. An empty body fits only what takes
    /// nothing, such as [`NoContent`].
    pub fn decode<T: DeserializeOwned>(&self) -> Result<T> {
        let empty = self.body.iter().all(u8::is_ascii_whitespace);
        // What has no size holds nothing of the answer, so that none of it is read.
        let nothing = size_of::<T>() == 0;
        let json: &[u8] = if empty || nothing {
            b"null"
        } else {
            &self.body
        };
        self.drift.scope(|| decode(json)).map_err(|error| {
            let detail = if empty {
                "the answer is empty where a value was to be".to_owned()
            } else if error.path.is_empty() {
                format!("the answer does not fit: {}", error.source)
            } else {
                format!(
                    "the answer does not fit at `{}`: {}",
                    error.path, error.source
                )
            };
            Error::new(ErrorKind::UnexpectedAnswer, detail)
                .status_of(self.status)
                .trace(crate::classify::trace_id(&self.headers))
                .body_of(self.text_excerpt())
                .source_of(error.source)
        })
    }

    pub(crate) fn text_excerpt(&self) -> String {
        excerpt(&self.body)
    }

    /// The `rel="next"` address of the `Link` header.
    pub(crate) fn next_link(&self) -> Option<String> {
        self.headers
            .get_all(LINK)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .find_map(|links| {
                links.split(',').find_map(|link| {
                    let (address, parameters) = link.trim().strip_prefix('<')?.split_once('>')?;
                    let next = parameters
                        .split(';')
                        .any(|p| p.trim().replace('"', "") == "rel=next");
                    next.then(|| address.to_owned())
                })
            })
    }
}

impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.status)
            .field("content_type", &self.headers.get(CONTENT_TYPE))
            .field("bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

/// The beginning of a body as text.
pub(crate) fn excerpt(body: &[u8]) -> String {
    String::from_utf8_lossy(&body[..body.len().min(EXCERPT)]).into_owned()
}

/// A successful answer whose body comes piece by piece.
pub struct StreamedResponse {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: BoxStream<'static, Result<Bytes>>,
}

impl StreamedResponse {
    /// The status, always a success.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// How many bytes the body has, where the service says so.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        self.text(CONTENT_LENGTH)?.parse().ok()
    }

    /// At which byte of the file the body begins: 0 unless a part was asked for and given. `None` for a part of which
    /// the service does not say where it begins, so that it cannot be used.
    #[must_use]
    pub fn starts_at(&self) -> Option<u64> {
        if self.status != StatusCode::PARTIAL_CONTENT {
            return Some(0);
        }
        let range = self.text(CONTENT_RANGE)?.strip_prefix("bytes ")?;
        range.split_once('-')?.0.trim().parse().ok()
    }

    /// How many bytes the whole file has, of which the body may be a part, where the service says so.
    #[must_use]
    pub fn file_length(&self) -> Option<u64> {
        if self.status != StatusCode::PARTIAL_CONTENT {
            return self.length();
        }
        let (_, length) = self.text(CONTENT_RANGE)?.split_once('/')?;
        length.trim().parse().ok()
    }

    /// What names this very content of the file, to ask for the rest of it later.
    #[must_use]
    pub fn entity_tag(&self) -> Option<&str> {
        self.text(ETAG)
    }

    /// The media type, like `image/png`.
    #[must_use]
    pub fn media_type(&self) -> Option<&str> {
        self.text(CONTENT_TYPE)
    }

    fn text(&self, header: HeaderName) -> Option<&str> {
        self.headers.get(header)?.to_str().ok()
    }

    /// The body. Its end without an error is its true end.
    #[must_use]
    pub fn into_body(self) -> BoxStream<'static, Result<Bytes>> {
        self.body
    }
}

impl fmt::Debug for StreamedResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StreamedResponse")
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}

/// The result of an operation that returns nothing of use. A body, where one comes, is left unread.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NoContent;

impl<'de> Deserialize<'de> for NoContent {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        IgnoredAny::deserialize(deserializer).map(|_| Self)
    }
}
