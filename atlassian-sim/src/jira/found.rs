//! What recent searches found, so that the pages of one search do not look at every issue again.
//!
//! Nothing here is ever out of date: a result is good for as long as nobody changes the state, and at
//! most for a moment, because queries can ask for "an hour ago".

use std::collections::VecDeque;
use std::sync::Arc;

/// How many results are kept.
const KEPT: usize = 64;
/// How long a result is good for, in milliseconds.
const MOMENT: i64 = 1_000;

#[derive(Debug, Default)]
pub(crate) struct Searches(VecDeque<Found>);

#[derive(Debug)]
struct Found {
    caller: Option<u32>,
    jql: String,
    /// How often the state had been changed.
    changes: u64,
    at: i64,
    ids: Arc<[u32]>,
}

impl Searches {
    pub(crate) fn get(
        &self,
        (caller, jql): (Option<u32>, &str),
        changes: u64,
        now: i64,
    ) -> Option<Arc<[u32]>> {
        let fresh = |found: &&Found| {
            found.changes == changes && (0..MOMENT).contains(&now.saturating_sub(found.at))
        };
        let same = |found: &&Found| found.caller == caller && found.jql == jql;
        let found = self.0.iter().find(|found| same(found) && fresh(found))?;
        Some(Arc::clone(&found.ids))
    }

    pub(crate) fn keep(
        &mut self,
        (caller, jql): (Option<u32>, &str),
        changes: u64,
        at: i64,
        ids: &Arc<[u32]>,
    ) {
        self.0.retain(|found| {
            found.changes == changes && (found.caller != caller || found.jql != jql)
        });
        if self.0.len() == KEPT {
            self.0.pop_front();
        }
        self.0.push_back(Found {
            caller,
            jql: jql.to_owned(),
            changes,
            at,
            ids: Arc::clone(ids),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_result_is_good_for_its_caller_until_something_changes_or_a_moment_has_passed() {
        let mut searches = Searches::default();
        let ids: Arc<[u32]> = vec![1, 2].into();
        searches.keep((Some(1), "a = b"), 7, 5_000, &ids);
        let get = |who, jql, changes, now| searches.get((who, jql), changes, now).is_some();
        assert!(get(Some(1), "a = b", 7, 5_999));
        assert!(!get(Some(2), "a = b", 7, 5_000));
        assert!(!get(Some(1), "a = c", 7, 5_000));
        assert!(!get(Some(1), "a = b", 8, 5_000));
        assert!(!get(Some(1), "a = b", 7, 6_000));
        assert!(!get(Some(1), "a = b", 7, 4_999));
    }
}
