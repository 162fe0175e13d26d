//! What is asked again, and when.

use std::time::Duration;

use crate::error::{Error, ErrorKind};
use crate::request::Request;

/// How often and how far apart a call is tried. On by default.
///
/// Asked again are: 429 and a failed connection, since the request was not carried out; 502, 503, 504, time-outs and
/// broken connections, but only for what is safe to repeat. A 500 never is. The service's `Retry-After` is the least
/// wait; jitter comes on top of it.
///
/// ```
/// # use std::time::Duration;
/// # use atlassian_core::RetryPolicy;
/// let patient = RetryPolicy { attempts: 8, ..RetryPolicy::default() };
/// let none = RetryPolicy::none();
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RetryPolicy {
    /// How many times a request is sent at most, the first time included.
    pub attempts: u32,
    /// The wait before the second attempt; it doubles from one to the next.
    pub first_wait: Duration,
    /// The longest wait that doubling leads to. A `Retry-After` may be longer.
    pub longest_wait: Duration,
}

impl Default for RetryPolicy {
    /// Five attempts, waits of half a second to half a minute.
    fn default() -> Self {
        Self {
            attempts: 5,
            first_wait: Duration::from_millis(500),
            longest_wait: Duration::from_secs(30),
        }
    }
}

impl RetryPolicy {
    /// Sends everything once.
    #[must_use]
    pub fn none() -> Self {
        Self {
            attempts: 1,
            ..Self::default()
        }
    }

    /// How long to wait before the next attempt; `None` if there is to be none. `attempt` counts from 1.
    pub(crate) fn wait(&self, request: &Request, error: &Error, attempt: u32) -> Option<Duration> {
        let again = match error.kind() {
            ErrorKind::RateLimited | ErrorKind::Connect => true,
            ErrorKind::Server => {
                request.safe_to_repeat
                    && matches!(error.status().map(|s| s.as_u16()), Some(502..=504))
            }
            ErrorKind::Timeout | ErrorKind::Interrupted => request.safe_to_repeat,
            _ => false,
        };
        if !again || attempt >= self.attempts {
            return None;
        }
        let doubled = self
            .first_wait
            .saturating_mul(1 << (attempt - 1).min(16))
            .min(self.longest_wait);
        let least = doubled.max(error.retry_after().unwrap_or_default());
        Some(least + jitter(least))
    }
}

/// Up to a quarter of the wait, five seconds at most: enough to spread clients that were refused together.
fn jitter(wait: Duration) -> Duration {
    use std::hash::{BuildHasher, RandomState};
    // Each `RandomState` has keys of its own: a random number without a crate for it.
    let share = RandomState::new().hash_one(0_u8) % 1000;
    (wait / 4)
        .min(Duration::from_secs(5))
        .mul_f64(f64::from(u32::try_from(share).unwrap_or(0)) / 1000.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::{Method, StatusCode};

    fn failed(kind: ErrorKind, status: u16) -> Error {
        Error::new(kind, "failed").status_of(StatusCode::from_u16(status).unwrap())
    }

    #[test]
    fn only_what_was_not_carried_out_or_may_be_repeated_is_sent_again() {
        let policy = RetryPolicy::default();
        let (get, post) = (
            Request::new(Method::GET, "/x"),
            Request::new(Method::POST, "/x"),
        );
        for (error, for_get, for_post) in [
            (failed(ErrorKind::RateLimited, 429), true, true),
            (Error::new(ErrorKind::Connect, "refused"), true, true),
            (failed(ErrorKind::Server, 500), false, false),
            (failed(ErrorKind::Server, 502), true, false),
            (failed(ErrorKind::Server, 503), true, false),
            (failed(ErrorKind::Server, 504), true, false),
            (Error::new(ErrorKind::Timeout, "late"), true, false),
            (Error::new(ErrorKind::Interrupted, "cut"), true, false),
            (failed(ErrorKind::Forbidden, 403), false, false),
            (failed(ErrorKind::Unauthorized, 401), false, false),
        ] {
            assert_eq!(
                policy.wait(&get, &error, 1).is_some(),
                for_get,
                "GET {error}"
            );
            assert_eq!(
                policy.wait(&post, &error, 1).is_some(),
                for_post,
                "POST {error}"
            );
        }
    }

    #[test]
    fn waits_double_and_never_undercut_what_the_service_asks_for() {
        let policy = RetryPolicy::default();
        let get = Request::new(Method::GET, "/x");
        let hurried = failed(ErrorKind::RateLimited, 429);
        for (attempt, least) in [(1, 500), (2, 1000), (3, 2000), (4, 4000)] {
            let wait = policy.wait(&get, &hurried, attempt).unwrap();
            assert!(
                wait >= Duration::from_millis(least),
                "attempt {attempt}: {wait:?}"
            );
            assert!(
                wait <= Duration::from_millis(least * 5 / 4),
                "attempt {attempt}: {wait:?}"
            );
        }
        assert_eq!(policy.wait(&get, &hurried, 5), None);
        let asked = failed(ErrorKind::RateLimited, 429).wait(Some(Duration::from_secs(120)));
        for _ in 0..100 {
            assert!(policy.wait(&get, &asked, 1).unwrap() >= Duration::from_secs(120));
        }
    }
}
