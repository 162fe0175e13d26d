//! Bare arrays over a fixed window, such as all users of a site.
//!
//! The service takes the accounts from `startAt` to `startAt + maxResults` and then leaves out those that the caller may
//! not see. So a page may be short, or empty, with more behind it; and nothing in the answer tells whether `maxResults`
//! was honoured or lowered. The rules here lose nothing in either case:
//!
//! - Go on by the largest page seen so far: the window was at least that large. Where few elements are left out, that is
//!   nearly the size asked for; neighbouring windows overlap a little, and what comes twice is left out.
//! - An empty window ends the listing only if the next thousand positions begin with an empty window as well.

/// How far beyond an empty window to look: the largest window that the services give.
const PROBE: u64 = 1000;
/// The smallest window that the services are known to lower a request to.
const SMALLEST: u64 = 50;

#[derive(Debug, Default)]
pub(super) struct Window {
    largest: u64,
    /// A probe found elements here, so empty windows before it are no end.
    alive_until: u64,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Go on at this position.
    Go(u64),
    /// Look at the window at `at`: empty, and the listing has ended; otherwise go on at `or`.
    Probe { at: u64, or: u64 },
}

impl Window {
    pub(super) fn after(&mut self, start: u64, received: u64, asked: u64) -> Step {
        let asked = asked.max(1);
        self.largest = self.largest.max(received);
        let step = if self.largest == 0 {
            asked.min(SMALLEST)
        } else {
            self.largest
        };
        if received > 0 {
            return Step::Go(start + step);
        }
        let next = start + step;
        if start < self.alive_until {
            Step::Go(next)
        } else {
            Step::Probe {
                at: start + asked.max(PROBE),
                or: next,
            }
        }
    }

    pub(super) fn probed(&mut self, at: u64, alive: bool) {
        if alive {
            self.alive_until = at;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    /// Walks over positions of which only some are visible, served in windows of `cut` at most.
    fn walk(visible: &[bool], asked: u64, cut: u64) -> (BTreeSet<u64>, usize) {
        let serve = |start: u64| -> Vec<u64> {
            (start..start + asked.min(cut))
                .filter(|position| {
                    visible
                        .get(usize::try_from(*position).unwrap())
                        .copied()
                        .unwrap_or(false)
                })
                .collect()
        };
        let (mut window, mut seen, mut start, mut calls) =
            (Window::default(), BTreeSet::new(), 0, 0);
        loop {
            calls += 1;
            let page = serve(start);
            seen.extend(&page);
            match window.after(start, page.len() as u64, asked) {
                Step::Go(next) => start = next,
                Step::Probe { at, or } => {
                    calls += 1;
                    let alive = !serve(at).is_empty();
                    window.probed(at, alive);
                    if !alive {
                        return (seen, calls);
                    }
                    start = or;
                }
            }
        }
    }

    proptest! {
        /// Every visible element is found, whatever is filtered and wherever the service cuts the window, as long as
        /// no hidden run is longer than a window and the probe.
        #[test]
        fn nothing_visible_is_lost(
            visible in prop::collection::vec(prop::bool::weighted(0.8), 0..3000),
            asked in prop::sample::select(vec![50_u64, 200, 1000]),
            cut in prop::sample::select(vec![50_u64, 100, 1000]),
        ) {
            let expected: BTreeSet<u64> =
                visible.iter().zip(0..).filter(|(seen, _)| **seen).map(|(_, position)| position).collect();
            prop_assert_eq!(walk(&visible, asked, cut).0, expected);
        }
    }

    #[test]
    fn a_window_with_few_hidden_elements_costs_few_more_calls() {
        let visible: Vec<bool> = (0..20_000).map(|n| n % 13 != 0).collect();
        let (seen, calls) = walk(&visible, 1000, 1000);
        assert_eq!(seen.len(), visible.iter().filter(|v| **v).count());
        assert!(calls <= 24, "{calls} calls for 20 windows");
    }

    #[test]
    fn a_long_hidden_run_is_no_end() {
        let mut visible = vec![true; 3000];
        visible[700..1400].fill(false);
        assert_eq!(walk(&visible, 50, 50).0.len(), 2300);
    }
}
