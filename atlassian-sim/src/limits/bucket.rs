//! The two ways to count: a bucket that fills again, and a window that moves on.

use std::collections::VecDeque;

/// What one call takes; a bucket counts in millionths of that.
const CALL: u64 = 1_000_000;

/// A token bucket.
#[derive(Debug)]
pub(super) struct Bucket {
    /// Millionths of a call that come back in a millisecond.
    rate: u64,
    capacity: u64,
    held: u64,
    filled: i64,
}

impl Bucket {
    pub(super) fn new(per_second: f64, seconds: f64, now: i64) -> Self {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // clamped
        let whole = |value: f64| value.clamp(1.0, 1e15).round() as u64;
        let capacity = whole(per_second * seconds * 1e6).max(CALL);
        Self {
            rate: whole(per_second * 1e3),
            capacity,
            held: capacity,
            filled: now,
        }
    }

    fn fill(&mut self, now: i64) {
        // Not negative: a clock that was turned back fills nothing.
        let passed = u64::try_from(now - self.filled).unwrap_or(0);
        self.filled = now;
        let gained = passed.saturating_mul(self.rate);
        self.held = self.held.saturating_add(gained).min(self.capacity);
    }

    /// How many milliseconds to wait for the next call; 0 when it may be made.
    pub(super) fn wait(&mut self, now: i64) -> u64 {
        self.fill(now);
        CALL.saturating_sub(self.held).div_ceil(self.rate)
    }

    pub(super) fn take(&mut self) {
        self.held = self.held.saturating_sub(CALL);
    }

    /// How many calls could be made at once.
    pub(super) fn remaining(&self) -> u64 {
        self.held / CALL
    }

    /// The calls of a second, at least 1.
    pub(super) fn limit(&self) -> u64 {
        (self.rate / 1_000).max(1)
    }
}

/// So many calls within so many milliseconds.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rule {
    pub(super) calls: usize,
    pub(super) span: i64,
}

/// The calls of a while back.
#[derive(Debug, Default)]
pub(super) struct Window(VecDeque<i64>);

impl Window {
    /// Forgets what no rule looks at any more, and what a clock that was turned back has not
    /// reached yet.
    pub(super) fn forget(&mut self, rules: &[Rule], now: i64) {
        let longest = rules.iter().map(|rule| rule.span).max().unwrap_or(0);
        self.0.retain(|at| now - longest < *at && *at <= now);
    }

    fn within(&self, rule: Rule, now: i64) -> usize {
        self.0.iter().filter(|at| now - rule.span < **at).count()
    }

    /// How many milliseconds to wait for the next call; 0 when it may be made.
    pub(super) fn wait(&mut self, rules: &[Rule], now: i64) -> u64 {
        self.forget(rules, now);
        let wait = rules.iter().map(|rule| {
            if self.within(*rule, now) < rule.calls {
                return 0;
            }
            // The next call is possible when the oldest of the last so many is out of the span.
            let oldest = self
                .0
                .len()
                .checked_sub(rule.calls)
                .and_then(|at| self.0.get(at));
            oldest.map_or(rule.span, |at| at + rule.span - now)
        });
        u64::try_from(wait.max().unwrap_or(0)).unwrap_or(0)
    }

    pub(super) fn take(&mut self, now: i64) {
        self.0.push_back(now);
    }

    pub(super) fn remaining(&self, rule: Rule, now: i64) -> u64 {
        let left = rule.calls.saturating_sub(self.within(rule, now));
        u64::try_from(left).unwrap_or(0)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_is_full_then_empty_then_as_fast_as_it_fills() {
        let mut bucket = Bucket::new(4.0, 2.0, 0);
        for left in (0..8).rev() {
            assert_eq!(bucket.wait(0), 0);
            bucket.take();
            assert_eq!(bucket.remaining(), left);
        }
        assert_eq!(bucket.wait(0), 250);
        assert_eq!(bucket.wait(100), 150);
        assert_eq!(bucket.wait(250), 0);
        bucket.take();
        assert_eq!(bucket.wait(250), 250);
        // Turned back: nothing is gained, and it goes on from there.
        assert_eq!(bucket.wait(-5_000), 250);
        assert_eq!(bucket.wait(-4_750), 0);
        bucket.wait(1_000_000);
        assert_eq!(bucket.remaining(), 8);
        assert_eq!(bucket.limit(), 4);
    }

    #[test]
    fn a_slow_bucket_holds_one_call_all_the_same() {
        let mut bucket = Bucket::new(0.5, 1.0, 0);
        assert_eq!(bucket.wait(0), 0);
        bucket.take();
        assert_eq!(bucket.wait(0), 2_000);
        assert_eq!(bucket.limit(), 1);
    }

    #[test]
    fn a_window_moves_on() {
        let rules = [
            Rule {
                calls: 2,
                span: 1_000,
            },
            Rule {
                calls: 3,
                span: 5_000,
            },
        ];
        let mut window = Window::default();
        for at in [0, 400] {
            assert_eq!(window.wait(&rules, at), 0);
            window.take(at);
        }
        assert_eq!(window.wait(&rules, 500), 500);
        assert_eq!(window.wait(&rules, 1_000), 0);
        window.take(1_000);
        assert_eq!(window.wait(&rules, 2_000), 3_000);
        assert_eq!(window.remaining(rules[0], 1_100), 0);
        assert_eq!(window.wait(&rules, 5_000), 0);
        window.forget(&rules, 60_000);
        assert!(window.is_empty());
    }
}
