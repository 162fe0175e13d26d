//! One limiter for each client and all its clones: how much may be on its way, and what has to wait.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use http::{HeaderMap, StatusCode};
use tokio::sync::Notify;

use crate::clock::Clock;
use crate::error::{Error, ErrorKind, Result};
use crate::headers;

/// The longest pause that a hint on a successful answer can cause. Such hints are wrong at times; a 429 is not.
const LONGEST_HINTED_PAUSE: Duration = Duration::from_secs(60);

/// How much may be on its way at once.
///
/// The client starts with `start` requests at a time, goes up by one after as many successes as it has at a time, and
/// goes down by half when the service says 429, by a quarter when it says that the limit is near.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Concurrency {
    /// How many requests to begin with.
    pub start: u32,
    /// How many requests at the most.
    pub most: u32,
}

impl Default for Concurrency {
    /// Eight to begin with, thirty-two at the most.
    fn default() -> Self {
        Self { start: 8, most: 32 }
    }
}

/// What a request counts against.
#[derive(Clone, Debug)]
pub(crate) struct Keys {
    /// Method and path template.
    pub(crate) operation: String,
    /// The thing that is written to.
    pub(crate) resource: Option<String>,
}

/// Who has to wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scope {
    Operation,
    Resource,
    Everything,
}

#[derive(Debug)]
pub(crate) struct Limiter {
    state: Mutex<State>,
    released: Notify,
    most: u32,
}

#[derive(Debug)]
struct State {
    on_their_way: u32,
    allowed: u32,
    successes: u32,
    everything: Option<Instant>,
    operations: HashMap<String, Instant>,
    resources: HashMap<String, Instant>,
}

/// The right to have one request on its way; given back when dropped.
#[derive(Debug)]
pub(crate) struct Permit(Arc<Limiter>);

impl Drop for Permit {
    fn drop(&mut self) {
        self.0.lock().on_their_way -= 1;
        self.0.released.notify_one();
    }
}

impl Limiter {
    pub(crate) fn new(concurrency: Concurrency) -> Self {
        let most = concurrency.most.max(1);
        Self {
            state: Mutex::new(State {
                on_their_way: 0,
                allowed: concurrency.start.clamp(1, most),
                successes: 0,
                everything: None,
                operations: HashMap::new(),
                resources: HashMap::new(),
            }),
            released: Notify::new(),
            most,
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until the request may be sent. A wait that would end after the deadline is an error at once.
    pub(crate) async fn acquire(
        self: &Arc<Self>,
        keys: &Keys,
        clock: &dyn Clock,
        deadline: Instant,
    ) -> Result<Permit> {
        loop {
            let released = self.released.notified();
            let now = clock.now();
            let gate = {
                let mut state = self.lock();
                let gate = state.gate(keys, now);
                if gate.is_none() && state.on_their_way < state.allowed {
                    state.on_their_way += 1;
                    return Ok(Permit(Arc::clone(self)));
                }
                gate
            };
            let left = deadline.saturating_duration_since(now);
            match gate {
                Some(until) if until > deadline => {
                    self.released.notify_one();
                    return Err(too_long(until.saturating_duration_since(now), left));
                }
                Some(until) => {
                    // The wake-up that led here may be of use to a request that need not wait.
                    self.released.notify_one();
                    clock.sleep(until.saturating_duration_since(now)).await;
                }
                None => {
                    if tokio::time::timeout(left, released).await.is_err() {
                        return Err(Error::new(
                            ErrorKind::Timeout,
                            "the deadline passed while other requests of this client were on their way",
                        ));
                    }
                }
            }
        }
    }

    /// Learns from an answer.
    pub(crate) fn learn(
        &self,
        keys: &Keys,
        status: StatusCode,
        headers: &HeaderMap,
        clock: &dyn Clock,
    ) {
        let (now, wall) = (clock.now(), clock.wall());
        let mut state = self.lock();
        if status == StatusCode::TOO_MANY_REQUESTS {
            state.allowed = (state.allowed / 2).max(1);
            state.successes = 0;
            if let Some(wait) = retry_after(status, headers, wall) {
                state.close(keys, Scope::of(headers), now + wait);
            }
            return;
        }
        if headers::text(headers, "x-ratelimit-nearlimit")
            .is_some_and(|v| v.eq_ignore_ascii_case("true"))
        {
            state.allowed = (state.allowed - state.allowed / 4).max(1);
            state.successes = 0;
        } else if status.is_success() {
            state.successes += 1;
            if state.successes >= state.allowed {
                state.allowed = (state.allowed + 1).min(self.most);
                state.successes = 0;
            }
        }
        if headers::number(headers, "x-ratelimit-remaining") == Some(0) {
            // Data Center has one bucket for a user, Cloud one for each operation.
            let (scope, pause) = match headers::refill(headers) {
                Some(pause) => (Scope::Everything, Some(pause)),
                None => (Scope::Operation, headers::reset(headers, wall)),
            };
            let pause = pause
                .unwrap_or(Duration::from_secs(1))
                .min(LONGEST_HINTED_PAUSE);
            state.close(keys, scope, now + pause);
        }
        drop(state);
        // A permit more may have become free than the one that is given back.
        self.released.notify_one();
    }
}

impl State {
    /// Until when the request has to wait.
    fn gate(&mut self, keys: &Keys, now: Instant) -> Option<Instant> {
        self.everything = self.everything.filter(|until| *until > now);
        if self.operations.len() + self.resources.len() > 1000 {
            self.operations.retain(|_, until| *until > now);
            self.resources.retain(|_, until| *until > now);
        }
        let operation = self.operations.get(&keys.operation).copied();
        let resource = keys
            .resource
            .as_ref()
            .and_then(|resource| self.resources.get(resource))
            .copied();
        [self.everything, operation, resource]
            .into_iter()
            .flatten()
            .filter(|until| *until > now)
            .max()
    }

    fn close(&mut self, keys: &Keys, scope: Scope, until: Instant) {
        let gate = match (scope, &keys.resource) {
            (Scope::Operation, _) => self
                .operations
                .entry(keys.operation.clone())
                .or_insert(until),
            (Scope::Resource, Some(resource)) => {
                self.resources.entry(resource.clone()).or_insert(until)
            }
            (Scope::Resource, None) | (Scope::Everything, _) => {
                self.everything.get_or_insert(until)
            }
        };
        *gate = until.max(*gate);
    }
}

impl Scope {
    /// `RateLimit-Reason` says which of the service's limits was met. What it does not name concerns everything.
    fn of(headers: &HeaderMap) -> Self {
        match headers::text(headers, "ratelimit-reason") {
            Some("jira-burst-based") => Self::Operation,
            Some("jira-per-issue-on-write") => Self::Resource,
            _ => Self::Everything,
        }
    }
}

/// How long the service asks to be left alone. A zero is no answer: then one's own back-off counts.
pub(crate) fn retry_after(
    status: StatusCode,
    headers: &HeaderMap,
    wall: SystemTime,
) -> Option<Duration> {
    let asked = headers::retry_after(headers, wall).filter(|wait| !wait.is_zero());
    if status != StatusCode::TOO_MANY_REQUESTS {
        return asked;
    }
    asked
        .or_else(|| headers::reset(headers, wall))
        .or_else(|| headers::refill(headers))
}

/// The error for a wait that the deadline does not allow.
pub(crate) fn too_long(wait: Duration, left: Duration) -> Error {
    let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
    Error::new(
        ErrorKind::RateLimited,
        format!(
            "the service asks for a wait of {seconds} s and the deadline leaves {} s",
            left.as_secs()
        ),
    )
    .wait(Some(wait))
    .hint("Nothing waits that long by itself: call again after it, or set a later deadline")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::VirtualClock;
    use http::HeaderValue;

    fn keys(operation: &str, resource: Option<&str>) -> Keys {
        Keys {
            operation: operation.to_owned(),
            resource: resource.map(str::to_owned),
        }
    }

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(n, v)| (n.parse().unwrap(), HeaderValue::from_static(v)))
            .collect()
    }

    async fn waited(limiter: &Arc<Limiter>, clock: &VirtualClock, keys: &Keys) -> Duration {
        let before = clock.slept();
        let deadline = clock.now() + Duration::from_secs(3600);
        limiter.acquire(keys, clock, deadline).await.unwrap();
        clock.slept().saturating_sub(before)
    }

    #[tokio::test]
    async fn the_reason_decides_who_waits() {
        let (list, other) = (keys("GET /list", None), keys("GET /other", None));
        let (one, two) = (
            keys("PUT /issue/{key}", Some("A-1")),
            keys("PUT /issue/{key}", Some("A-2")),
        );
        let minute = Duration::from_secs(60);
        for (reason, refused, waiting, free) in [
            ("jira-burst-based", &list, vec![&list], vec![&other, &one]),
            (
                "jira-per-issue-on-write",
                &one,
                vec![&one],
                vec![&two, &list],
            ),
            ("jira-quota-tenant-based", &list, vec![&list], vec![]),
            ("something-new", &list, vec![&one], vec![]),
        ] {
            let (limiter, clock) = (
                Arc::new(Limiter::new(Concurrency::default())),
                VirtualClock::new(),
            );
            let mut said = headers(&[("retry-after", "60")]);
            said.insert("ratelimit-reason", HeaderValue::from_static(reason));
            limiter.learn(refused, StatusCode::TOO_MANY_REQUESTS, &said, &clock);
            for keys in free {
                assert_eq!(
                    waited(&limiter, &clock, keys).await,
                    Duration::ZERO,
                    "{reason}: {keys:?}"
                );
            }
            for keys in waiting {
                assert_eq!(
                    waited(&limiter, &clock, keys).await,
                    minute,
                    "{reason}: {keys:?}"
                );
            }
        }
    }

    #[tokio::test]
    async fn a_wait_beyond_the_deadline_is_an_error_that_names_it() {
        let (limiter, clock) = (
            Arc::new(Limiter::new(Concurrency::default())),
            VirtualClock::new(),
        );
        let list = keys("GET /list", None);
        limiter.learn(
            &list,
            StatusCode::TOO_MANY_REQUESTS,
            &headers(&[("retry-after", "1425")]),
            &clock,
        );
        let error = limiter
            .acquire(&list, &clock, clock.now() + Duration::from_secs(60))
            .await
            .unwrap_err();
        assert!(error.is_rate_limited());
        assert_eq!(error.retry_after(), Some(Duration::from_secs(1425)));
        assert!(error.to_string().contains("1425 s"), "{error}");
        assert_eq!(clock.slept(), Duration::ZERO);
    }

    #[tokio::test]
    async fn a_spent_bucket_pauses_its_operation_before_the_wall() {
        let (limiter, clock) = (
            Arc::new(Limiter::new(Concurrency::default())),
            VirtualClock::new(),
        );
        let list = keys("GET /list", None);
        limiter.learn(
            &list,
            StatusCode::OK,
            &headers(&[("x-ratelimit-remaining", "0")]),
            &clock,
        );
        assert_eq!(
            waited(&limiter, &clock, &list).await,
            Duration::from_secs(1)
        );
        // Data Center sends `Retry-After: 0` and friends with every answer; while tokens remain they mean nothing.
        let calm = headers(&[("x-ratelimit-remaining", "5"), ("retry-after", "30")]);
        limiter.learn(&list, StatusCode::OK, &calm, &clock);
        assert_eq!(waited(&limiter, &clock, &list).await, Duration::ZERO);
    }

    #[test]
    fn concurrency_falls_fast_and_rises_slowly() {
        let (limiter, clock) = (
            Limiter::new(Concurrency { start: 8, most: 9 }),
            VirtualClock::new(),
        );
        let list = keys("GET /list", None);
        let none = HeaderMap::new();
        limiter.learn(&list, StatusCode::TOO_MANY_REQUESTS, &none, &clock);
        assert_eq!(limiter.lock().allowed, 4);
        for _ in 0..4 {
            limiter.learn(&list, StatusCode::OK, &none, &clock);
        }
        assert_eq!(limiter.lock().allowed, 5);
        limiter.learn(
            &list,
            StatusCode::OK,
            &headers(&[("x-ratelimit-nearlimit", "true")]),
            &clock,
        );
        assert_eq!(limiter.lock().allowed, 4);
        for _ in 0..100 {
            limiter.learn(&list, StatusCode::OK, &none, &clock);
        }
        assert_eq!(limiter.lock().allowed, 9);
    }

    #[tokio::test]
    async fn a_permit_comes_back_when_a_call_is_given_up() {
        let (limiter, clock) = (
            Arc::new(Limiter::new(Concurrency { start: 1, most: 1 })),
            VirtualClock::new(),
        );
        let list = keys("GET /list", None);
        let deadline = clock.now() + Duration::from_secs(60);
        let first = limiter.acquire(&list, &clock, deadline).await.unwrap();
        let mut second = std::pin::pin!(limiter.acquire(&list, &clock, deadline));
        let mut nobody = std::task::Context::from_waker(std::task::Waker::noop());
        assert!(second.as_mut().poll(&mut nobody).is_pending());
        drop(first);
        assert!(second.await.is_ok());
    }

    #[tokio::test]
    async fn a_free_place_goes_to_whom_it_is_of_use() {
        // The first in the row has to wait for the service now, or gives up since that takes too long.
        for (seconds, retry_after, gives_up) in [(3600, "60", false), (30, "600", true)] {
            let one_at_a_time = Concurrency { start: 1, most: 1 };
            let (limiter, clock) = (Arc::new(Limiter::new(one_at_a_time)), VirtualClock::new());
            let (list, other) = (keys("GET /list", None), keys("GET /other", None));
            let deadline = clock.now() + Duration::from_secs(seconds);
            let first = limiter.acquire(&list, &clock, deadline).await.unwrap();
            let mut nobody = std::task::Context::from_waker(std::task::Waker::noop());
            let mut refused = std::pin::pin!(limiter.acquire(&list, &clock, deadline));
            let mut free = std::pin::pin!(limiter.acquire(&other, &clock, deadline));
            assert!(refused.as_mut().poll(&mut nobody).is_pending());
            assert!(free.as_mut().poll(&mut nobody).is_pending());
            let mut said = headers(&[("ratelimit-reason", "jira-burst-based")]);
            said.insert("retry-after", HeaderValue::from_static(retry_after));
            limiter.learn(&list, StatusCode::TOO_MANY_REQUESTS, &said, &clock);
            drop(first);
            assert_eq!(refused.as_mut().poll(&mut nobody).is_ready(), gives_up);
            assert!(free.as_mut().poll(&mut nobody).is_ready());
        }
    }
}
