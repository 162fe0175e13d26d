//! How far the changes of a site are known: a value to store.

use std::collections::BTreeMap;
use std::time::SystemTime;

use atlassian_core::Timestamp;
use atlassian_core::model::{Deserialize, Serialize};

use crate::cloud::crawl::census::minute;

/// How far changes are known. A plain value to store, as JSON or whatever else serde writes.
///
/// It holds a point in time, up to which all changes have been yielded, and the issues that were yielded from a little
/// before it on, so that looking back yields none of them again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checkpoint {
    /// In milliseconds; absent at the beginning.
    since: Option<i64>,
    /// When the issues were changed that were yielded, as far as they will be found again.
    seen: BTreeMap<u64, i64>,
}

impl Checkpoint {
    /// Before everything: the first run yields every issue of the query.
    ///
    /// That is one request after the other. For a large site, take [`Jira::checkpoint`](super::Jira::checkpoint), then
    /// [crawl](super::Jira::crawl), and begin with that checkpoint.
    #[must_use]
    pub fn beginning() -> Self {
        Self::default()
    }

    /// At a point in time, such as a time that Jira sent. That of a local clock may be ahead of Jira's; the overlap makes
    /// up for that.
    #[must_use]
    pub fn at(time: SystemTime) -> Self {
        Self::at_millis(Timestamp::from(time).epoch_millis())
    }

    pub(super) fn at_millis(since: Option<i64>) -> Self {
        Self {
            since,
            seen: BTreeMap::new(),
        }
    }

    /// Up to when all changes have been yielded; `None` at the beginning.
    #[must_use]
    pub fn since(&self) -> Option<Timestamp> {
        self.since.map(Timestamp::from_epoch_millis)
    }

    /// From where to look again.
    pub(super) fn lower(&self, overlap: i64) -> Option<i64> {
        self.since
            .map(|since| minute(since.saturating_sub(overlap)))
    }

    /// Whether this version of an issue was yielded.
    pub(super) fn knows(&self, id: u64, updated: i64) -> bool {
        self.seen.get(&id) == Some(&updated)
    }

    /// Notes that this version of an issue is yielded.
    pub(super) fn note(&mut self, id: u64, updated: i64) {
        self.seen.insert(id, updated);
    }

    /// Notes that all changes up to this time have been yielded, and forgets what will not be found again.
    pub(super) fn reach(&mut self, since: i64, overlap: i64) {
        self.since = Some(self.since.map_or(since, |before| before.max(since)));
        if let Some(lower) = self.lower(overlap) {
            self.seen.retain(|_, updated| *updated >= lower);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_checkpoint_moves_on_and_forgets() {
        let mut checkpoint = Checkpoint::beginning();
        assert_eq!((checkpoint.since(), checkpoint.lower(5)), (None, None));
        checkpoint.note(1, 100_000);
        checkpoint.note(2, 300_000);
        checkpoint.reach(310_000, 60_000);
        assert_eq!(checkpoint.lower(60_000), Some(240_000));
        assert!(!checkpoint.knows(1, 100_000));
        assert!(checkpoint.knows(2, 300_000));
        assert!(!checkpoint.knows(2, 300_001));
        // It never goes back.
        checkpoint.reach(1, 60_000);
        assert_eq!(checkpoint.since().unwrap().epoch_millis(), Some(310_000));
        let stored = serde_json::to_string(&checkpoint).unwrap();
        assert_eq!(stored, r#"{"since":310000,"seen":{"2":300000}}"#);
        assert_eq!(
            serde_json::from_str::<Checkpoint>(&stored).unwrap(),
            checkpoint
        );
    }
}
