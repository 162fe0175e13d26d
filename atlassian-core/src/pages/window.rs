//! Bare arrays over a fixed window, such as all users of a site.
//!
//! The service takes the accounts from `startAt` to `startAt + maxResults` and then leaves out those that the caller may
//! not see. So a page may be short, or empty, with more behind it; and nothing in the answer tells whether `maxResults`
//! was honoured or lowered. The rules here lose nothing in either case:
//!
//! - Go on by the largest page seen so far: the window was at least that large. Where few elements are left out, that is
//!   nearly the size asked for; neighbouring windows overlap a little, and what comes twice is left out.
//! - Only a thousand positions without an element end the listing.

/// So many positions in a row without an element are the end: the largest window that the services give.
const EMPTY_AT_THE_END: u64 = 1000;
/// The smallest window that the services are known to lower a request to.
const SMALLEST: u64 = 50;

#[derive(Debug, Default)]
pub(super) struct Window {
    largest: u64,
    /// How many positions in a row were empty.
    empty: u64,
}

impl Window {
    /// Where the next window begins; `None` at the end.
    pub(super) fn after(&mut self, start: u64, received: u64, asked: u64) -> Option<u64> {
        self.largest = self.largest.max(received);
        let step = self.largest.max(SMALLEST.min(asked)).max(1);
        self.empty = if received == 0 { self.empty + step } else { 0 };
        (self.empty < EMPTY_AT_THE_END).then_some(start + step)
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
                Some(next) => start = next,
                None => return (seen, calls),
            }
        }
    }

    proptest! {
        /// Every visible element is found, whatever is filtered and wherever the service cuts the window, as long as
        /// no hidden run is a thousand long.
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
