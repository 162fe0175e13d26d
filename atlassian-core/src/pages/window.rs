//! Bare arrays over a fixed window, such as all users of a site.
//!
//! The service takes the accounts from `startAt` to `startAt + maxResults` and then leaves out those that the caller may
//! not see. So a page may be short, or empty, with more behind it; and nothing in the answer tells whether `maxResults`
//! was honoured, as Cloud does up to a thousand, or lowered.
//!
//! - Go on by the largest page seen so far: the window was at least that large. Where few elements are left out, that is
//!   nearly the size asked for; neighbouring windows overlap a little, and what comes twice is left out.
//! - An empty window is followed by looks further on, with windows of a thousand and at growing distances up to a thousand
//!   positions. What is found there sends the walk back to go through all that lies between; nothing found is the end. A
//!   window of a thousand that is empty needs no further look. Around such a run elements can come out of their order.
//!
//! Nothing visible is lost while fewer than a thousand positions in a row are hidden. Where the service lowers the window
//! without a word, nothing is lost while fewer are hidden in a row than the window covers; a few elements behind a longer
//! run can be missed then, and no client could know.

/// The largest window that the services give; so far beyond the last element is looked for more.
const FARTHEST: u32 = 1000;
/// The smallest window that the services are known to lower a request to.
const SMALLEST: u64 = 50;
/// By how much the distance grows from one look to the next.
const GROWTH: u64 = 5;

#[derive(Debug, Default)]
pub(super) struct Window {
    largest: u64,
    /// Where the present run of empty windows began.
    empty_since: Option<u64>,
    /// A look found elements here, so that empty windows before it are no end.
    alive_until: u64,
}

impl Window {
    /// How large a window to ask for, where the caller wants pages of `size`.
    pub(super) fn size(&self, size: u32) -> u32 {
        if self.empty_since.is_some() {
            size.max(FARTHEST)
        } else {
            size
        }
    }

    /// Where the window after this one begins, for which `asked` were asked for; `None` at the end.
    pub(super) fn after(&mut self, start: u64, received: u64, asked: u32) -> Option<u64> {
        self.largest = self.largest.max(received);
        let known = if self.largest == 0 {
            SMALLEST
        } else {
            self.largest
        };
        let step = known.min(asked.into()).max(received).max(1);
        if received > 0 {
            let skipped = self.empty_since.take().map(|first| first + step);
            return match skipped.filter(|skipped| *skipped < start) {
                Some(skipped) => {
                    self.alive_until = start;
                    Some(skipped)
                }
                None => Some(start + step),
            };
        }
        if start < self.alive_until {
            return Some(start + step);
        }
        let first = *self.empty_since.get_or_insert(start);
        let behind = start - first;
        let farthest = u64::from(FARTHEST);
        if behind + step >= farthest {
            return None;
        }
        let nearest = step.max(SMALLEST);
        Some(first + (behind * GROWTH).clamp(nearest, nearest.max(farthest - step)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    /// Walks over positions of which only some are visible, served in windows of `cut` at most.
    fn walk(visible: &[bool], size: u32, cut: u64) -> (BTreeSet<u64>, usize) {
        let is_visible =
            |position: &u64| visible.get(usize::try_from(*position).unwrap()) == Some(&true);
        let (mut window, mut seen, mut start, mut calls) =
            (Window::default(), BTreeSet::new(), 0, 0);
        loop {
            calls += 1;
            let asked = window.size(size);
            let page: Vec<u64> = (start..start + u64::from(asked).min(cut))
                .filter(is_visible)
                .collect();
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
            asked in prop::sample::select(vec![50_u32, 200, 1000]),
            cut in prop::sample::select(vec![50_u64, 100, 1000]),
            hidden in 0_usize..900,
            at in 0_usize..3000,
        ) {
            // A long hidden run is found only by windows that are honoured.
            let mut visible = visible;
            let run = at.min(visible.len())..(at + hidden).min(visible.len());
            if cut == 1000 {
                visible[run].fill(false);
            }
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
    fn the_end_of_a_small_listing_costs_few_calls() {
        for (size, asked, most) in [
            (0, 1000, 5),
            (1, 1000, 5),
            (50, 1000, 5),
            (930, 1000, 3),
            (1000, 1000, 2),
        ] {
            let (seen, calls) = walk(&vec![true; size], asked, 1000);
            assert_eq!(seen.len(), size);
            assert!(calls <= most, "{calls} calls for {size} elements");
        }
    }

    #[test]
    fn a_window_lowered_to_ten_loses_nothing() {
        assert_eq!(walk(&[true; 95], 1000, 10).0.len(), 95);
    }

    #[test]
    fn a_long_hidden_run_is_no_end() {
        let mut visible = vec![true; 3000];
        visible[700..1400].fill(false);
        for (size, cut) in [(50, 50), (50, 1000), (1000, 50), (1000, 1000), (3, 1000)] {
            assert_eq!(
                walk(&visible, size, cut).0.len(),
                2300,
                "{size} asked, {cut} given"
            );
        }
        // A single element after nine hundred hidden ones is found by any window of a thousand.
        let mut visible = vec![false; 1051];
        visible[..50].fill(true);
        visible[1000] = true;
        for size in [3, 50, 100, 1000] {
            assert_eq!(walk(&visible, size, 1000).0.len(), 51, "{size} asked");
        }
    }
}
