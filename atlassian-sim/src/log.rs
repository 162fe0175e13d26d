//! What was asked of the simulator.

use std::collections::VecDeque;

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
        let mut from = 0;
        while let Some(at) = text[from..].find(start).map(|at| from + at + start.len()) {
            let rest = &text[at..];
            let length = rest
                .find(|c: char| !c.is_ascii_hexdigit())
                .unwrap_or(rest.len());
            text.replace_range(at..at + length, "***");
            from = at;
        }
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

    pub(crate) fn all(&self) -> Vec<Recorded> {
        self.0.iter().cloned().collect()
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }
}
