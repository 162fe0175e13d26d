//! The clock that waiting goes by, so that tests need not wait.

use std::fmt::Debug;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use futures_core::future::BoxFuture;

/// Tells the time and waits. A client asks it for every wait between two requests.
pub trait Clock: Debug + Send + Sync + 'static {
    /// A point in time that never goes back.
    fn now(&self) -> Instant;
    /// The time of day.
    fn wall(&self) -> SystemTime;
    /// Completes when `duration` has passed on this clock.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()>;
}

/// The machine's own clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Instant {
        Instant::now()
    }

    fn wall(&self) -> SystemTime {
        SystemTime::now()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(duration))
    }
}

/// A clock for tests: time passes only by sleeping, and sleeping takes no time.
///
/// ```
/// # use std::{sync::Arc, time::Duration};
/// # use atlassian_core::{Client, SiteUrl, VirtualClock};
/// let clock = Arc::new(VirtualClock::new());
/// let client = Client::builder(SiteUrl::parse("https://acme.atlassian.net")?).clock(clock.clone()).build()?;
/// // … whatever a call waited for stands in:
/// assert_eq!(clock.slept(), Duration::ZERO);
/// # Ok::<(), atlassian_core::Error>(())
/// ```
#[derive(Debug)]
pub struct VirtualClock {
    start: (Instant, SystemTime),
    slept: Mutex<Duration>,
}

impl VirtualClock {
    /// A clock that starts now.
    #[must_use]
    pub fn new() -> Self {
        Self {
            start: (Instant::now(), SystemTime::now()),
            slept: Mutex::default(),
        }
    }

    /// How much time has passed on this clock.
    #[must_use]
    pub fn slept(&self) -> Duration {
        *self.slept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for VirtualClock {
    fn default() -> Self {
        Self::new()
    }
}

impl Clock for VirtualClock {
    fn now(&self) -> Instant {
        self.start.0 + self.slept()
    }

    fn wall(&self) -> SystemTime {
        self.start.1 + self.slept()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        *self.slept.lock().unwrap_or_else(PoisonError::into_inner) += duration;
        Box::pin(tokio::task::yield_now())
    }
}
