//! What a refused call is told.

use serde_json::json;

use super::ResetFormat;
use super::subject::{Product, Subject};
use crate::errors;
use crate::reply::Reply;
use crate::time;

/// Why a call is refused, and until when.
#[derive(Debug)]
pub(super) struct Refusal {
    /// `RateLimit-Reason`, where the service gives one.
    pub(super) reason: Option<String>,
    pub(super) limit: u64,
    /// Milliseconds.
    pub(super) wait: u64,
}

impl Refusal {
    pub(super) fn reply(&self, subject: &Subject, format: ResetFormat, now: i64) -> Reply {
        let mut reply = body(subject)
            .with_header("retry-after", &seconds(self.wait).to_string())
            .with_header("x-ratelimit-limit", &self.limit.to_string())
            .with_header("x-ratelimit-remaining", "0")
            .with_header("x-ratelimit-reset", &reset(format, now, self.wait));
        if let Some(reason) = &self.reason {
            reply = reply.with_header("ratelimit-reason", reason);
        }
        reply
    }
}

/// Whole seconds, at least one.
pub(super) fn seconds(ms: u64) -> u64 {
    ms.div_ceil(1_000).max(1)
}

/// The end of a wait, as a header tells it.
pub(super) fn reset(format: ResetFormat, now: i64, wait: u64) -> String {
    let wait = i64::try_from(seconds(wait)).unwrap_or(0);
    let stamp = time::rfc3339(now.saturating_add(wait.saturating_mul(1_000)));
    let length = match format {
        ResetFormat::Seconds => "2026-01-01T01:01:01".len(),
        ResetFormat::Minutes => "2026-01-01T01:01".len(),
    };
    format!("{}Z", stamp.get(..length).unwrap_or(&stamp))
}

fn body(subject: &Subject) -> Reply {
    const MESSAGE: &str = "The request has been rate-limited. Please try again later.";
    match subject.product {
        Product::Jira => Reply::json(
            429,
            &json!({ "errorMessages": [MESSAGE], "errors": {}, "status": 429 }),
        ),
        Product::Confluence => Reply::json(429, &json!({ "message": MESSAGE, "statusCode": 429 })),
        // Some operations are refused by the gateway before the organization's API sees them.
        Product::Organization
            if subject.template.starts_with("/admin/")
                && !["/last-active-dates", "/roles/", "/role-assignments/"]
                    .iter()
                    .any(|part| subject.template.contains(part)) =>
        {
            errors::admin(
                429,
                "ADMIN-429-1",
                "Too Many Requests",
                "Rate limit exceeded.",
            )
        }
        Product::Organization | Product::Other => errors::gateway(429, "Too many requests"),
    }
}
