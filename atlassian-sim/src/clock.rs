//! What time it is for the simulated services.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::time::{self, GENERATED_AT};

/// Real time, or a time that stands still until it is turned; either can be set off by a skew.
#[derive(Debug, Default)]
pub(crate) struct Clock {
    /// Where a clock that stands still stands.
    stands_at: Option<i64>,
    /// Milliseconds by which it was turned on.
    turned: AtomicI64,
    /// Milliseconds by which it is wrong.
    skew: AtomicI64,
}

impl Clock {
    /// Stands at [`GENERATED_AT`] until it is turned.
    pub(crate) fn manual() -> Self {
        Self {
            stands_at: Some(GENERATED_AT),
            ..Self::default()
        }
    }

    /// Milliseconds since 1970.
    pub(crate) fn now(&self) -> i64 {
        self.stands_at
            .unwrap_or_else(real)
            .saturating_add(self.turned.load(Ordering::SeqCst))
            .saturating_add(self.skew.load(Ordering::SeqCst))
    }

    pub(crate) fn advance(&self, by: Duration) {
        let by = time::ms(by);
        let on = |turned: i64| Some(turned.saturating_add(by).clamp(-FARTHEST, FARTHEST));
        // The closure never refuses, so neither does the update.
        let _ = self
            .turned
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, on);
    }

    /// Milliseconds by which it was turned on.
    pub(crate) fn turned(&self) -> i64 {
        self.turned.load(Ordering::SeqCst)
    }

    pub(crate) fn set_turned(&self, ms: i64) {
        self.turned
            .store(ms.clamp(-FARTHEST, FARTHEST), Ordering::SeqCst);
    }

    /// Sets how many milliseconds the clock is ahead of the right time, or behind it.
    pub(crate) fn set_skew(&self, ms: i64) {
        self.skew.store(ms, Ordering::SeqCst);
    }
}

/// No clock is turned farther than five thousand years, so that dates go on fitting everywhere.
const FARTHEST: i64 = 5_000 * 365 * time::DAY;

fn real() -> i64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |d| i64::try_from(d.as_millis()).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_stands_moves_by_what_it_is_turned_and_by_its_skew() {
        let clock = Clock::manual();
        assert_eq!(clock.now(), 1_790_812_800_000);
        clock.advance(Duration::from_millis(1_500));
        clock.set_skew(-60_000);
        assert_eq!(clock.now(), 1_790_812_741_500);
        clock.set_skew(0);
        clock.advance(Duration::MAX);
        clock.advance(Duration::MAX);
        // The year 7023: far enough, and every date still fits.
        assert_eq!(&time::jira(clock.now())[..4], "7023");
    }
}
