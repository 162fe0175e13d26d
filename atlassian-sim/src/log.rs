//! What was asked of the simulator.

use std::collections::VecDeque;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use axum::http::{HeaderMap, header};

use crate::time;

/// How many requests are remembered; older ones are forgotten.
pub(crate) const KEPT: usize = 100_000;

/// One request that reached the simulator, and what became of it. The credential is never kept.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Recorded {
    /// `GET`, `POST`, …
    pub method: String,
    /// The path as sent, still percent-encoded.
    pub path: String,
    /// The query string as sent, without the `?`; empty when there was none.
    pub query: String,
    /// The template of the operation, such as `/rest/api/3/applicationrole/{key}`; on the gateway
    /// without `/ex/jira/{cloudId}`. `None` when no operation has this path.
    pub operation: Option<String>,
    /// Whether it came in at the gateway's address and not at the site's.
    pub gateway: bool,
    /// The status answered; 0 when an injected fault left the call without one.
    pub status: u16,
    /// The account the service took the caller for; `None` for anonymous and for organization keys.
    pub account_id: Option<String>,
    /// The `User-Agent` header, or empty.
    pub user_agent: String,
    /// The headers of the request, apart from credentials, connection matters and what has a field
    /// of its own; names in lower case.
    pub request_headers: Vec<(String, String)>,
    /// The `Content-Type` header of the request.
    pub request_content_type: Option<String>,
    /// The body of the request, with
    /// [`SimBuilder::record_bodies`](crate::SimBuilder::record_bodies); without it, and beyond
    /// 4 MiB, `None`.
    pub request_body: Option<Vec<u8>>,
    /// The `Content-Type` header of the answer.
    pub response_content_type: Option<String>,
    /// The body of the answer, on the same terms as the request's; whole, also where an injected
    /// fault cut it on the way.
    pub response_body: Option<Vec<u8>>,
    /// Whether an injected fault gave or changed this answer.
    pub fault: bool,
    /// When it was answered, by the clock of the services.
    pub at: SystemTime,
    /// How long the answer took, in real time and with all waiting.
    pub duration: Duration,
}

impl Recorded {
    /// Milliseconds since 1970.
    pub(crate) fn at_ms(&self) -> i64 {
        let since = self.at.duration_since(UNIX_EPOCH);
        time::ms(since.unwrap_or_default())
    }

    pub(crate) fn duration_ms(&self) -> i64 {
        time::ms(self.duration)
    }
}

/// The largest body that is kept.
const BODY_KEPT: usize = 4 * 1024 * 1024;

/// The headers worth keeping.
pub(crate) fn headers(all: &HeaderMap) -> Vec<(String, String)> {
    const LEFT_OUT: [header::HeaderName; 8] = [
        header::AUTHORIZATION,
        header::PROXY_AUTHORIZATION,
        header::COOKIE,
        header::HOST,
        header::CONNECTION,
        header::CONTENT_LENGTH,
        header::CONTENT_TYPE,
        header::USER_AGENT,
    ];
    all.iter()
        .filter(|(name, _)| !LEFT_OUT.contains(name))
        .map(|(name, value)| {
            (
                name.to_string(),
                scrub(&String::from_utf8_lossy(value.as_bytes())),
            )
        })
        .collect()
}

/// A body as it is kept: without secrets, and not at all when it is very large.
pub(crate) fn body(bytes: &[u8]) -> Option<Vec<u8>> {
    if bytes.len() > BODY_KEPT {
        return None;
    }
    Some(match std::str::from_utf8(bytes) {
        Ok(text) => scrub(text).into_bytes(),
        Err(_) => bytes.to_vec(),
    })
}

/// Every secret the simulator hands out begins like one of these.
const SECRETS: [&str; 5] = [
    "sim-token-",
    "sim-key-",
    "sim-secret-",
    "sim-refresh-",
    "sim-access-",
];

/// Blackens a secret that a caller put into a path or a query.
pub(crate) fn scrub(text: &str) -> String {
    let mut text = text.to_owned();
    for start in SECRETS {
        if !text.contains(start) {
            continue;
        }
        let mut clean = String::with_capacity(text.len());
        let mut pieces = text.split(start);
        clean.push_str(pieces.next().unwrap_or(""));
        for piece in pieces {
            clean.push_str(start);
            clean.push_str("***");
            clean.push_str(piece.trim_start_matches(|c: char| c.is_ascii_hexdigit()));
        }
        text = clean;
    }
    text
}

#[derive(Debug, Default)]
pub(crate) struct Log(VecDeque<Recorded>);

impl Log {
    pub(crate) fn push(&mut self, entry: Recorded) {
        if self.0.len() == KEPT {
            self.0.pop_front();
        }
        self.0.push_back(entry);
    }

    /// The oldest first.
    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = &Recorded> {
        self.0.iter()
    }

    pub(crate) fn all(&self) -> Vec<Recorded> {
        self.0.iter().cloned().collect()
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }
}
