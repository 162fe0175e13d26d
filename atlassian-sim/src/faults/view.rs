//! A request as a condition sees it.

use serde_json::Value;

/// A request, for the condition of a [`Fault`](crate::Fault).
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct RequestView<'a> {
    /// `GET`, `POST`, …
    pub method: &'a str,
    /// The path as sent, still percent-encoded.
    pub path: &'a str,
    /// The template of the operation, without the gateway's prefix.
    pub operation: Option<&'a str>,
    /// Whether it came in at the gateway's address and not at the site's.
    pub gateway: bool,
    /// The decoded parameters of the query, in the order in which they were sent.
    pub query: Vec<(&'a str, &'a str)>,
    /// The body; empty when it is no text.
    pub body: &'a str,
    /// The account the service takes the caller for.
    pub account_id: Option<&'a str>,
}

/// The names under which a position travels that only the service understands.
pub(super) const TOKENS: [&str; 3] = ["nextPageToken", "cursor", "pageToken"];
/// The names of a position that is a number.
const OFFSETS: [&str; 4] = ["startAt", "start", "offset", "startIndex"];

impl<'a> RequestView<'a> {
    /// The first parameter of the query with this name.
    #[must_use]
    pub fn query(&self, name: &str) -> Option<&'a str> {
        self.query
            .iter()
            .find(|(key, _)| *key == name)
            .map(|(_, value)| *value)
    }

    /// The name and value of the page token or cursor that was sent, in the query or in the body.
    pub(super) fn token(&self) -> Option<(&'static str, String)> {
        let in_query = TOKENS.into_iter().find_map(|name| {
            let value = self.query(name).filter(|value| !value.is_empty())?;
            Some((name, value.to_owned()))
        });
        in_query.or_else(|| {
            let body: Value = serde_json::from_str(self.body).ok()?;
            TOKENS.into_iter().find_map(|name| {
                let value = body.get(name)?.as_str().filter(|value| !value.is_empty())?;
                Some((name, value.to_owned()))
            })
        })
    }

    /// Whether a later page was asked for than the first.
    pub(super) fn is_later_page(&self) -> bool {
        let moved = |name| {
            self.query(name)
                .and_then(|value| value.parse::<u64>().ok())
                .is_some_and(|at| at > 0)
        };
        OFFSETS.into_iter().any(moved) || self.token().is_some()
    }

    /// What was sent as a position under this name, if positions travel under it at all.
    pub(super) fn position(&self, name: &str) -> Option<String> {
        if OFFSETS.contains(&name) {
            return Some(self.query(name).unwrap_or("0").to_owned());
        }
        if TOKENS.contains(&name) {
            return self.token().map(|(_, value)| value);
        }
        None
    }
}
