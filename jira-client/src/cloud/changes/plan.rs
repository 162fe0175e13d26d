//! One look at what was changed, piece by piece: which ids, in which ranges of time, and then the issues.

use std::collections::VecDeque;

use atlassian_core::{Client, Result, Timestamp};

use super::Checkpoint;
use crate::cloud::crawl::census::{Census, Extent, Range, time};
use crate::cloud::crawl::fetch::{MOST, Wanted, fetch_surely, id_of, raw};
use crate::cloud::issues::Issue;
use crate::jql::Direction;

/// An issue that may have been changed.
pub(super) struct Changed {
    /// Its id and when it was changed; not known of an issue so odd that they cannot be read.
    pub(super) known: Option<(u64, i64)>,
    pub(super) issue: Result<Issue>,
}

/// What one step of a look brings.
pub(super) struct Batch {
    pub(super) issues: Vec<Changed>,
    /// With these issues, all changes up to this time have been handed on.
    pub(super) reached: Option<i64>,
}

pub(super) struct Plan {
    client: Client,
    census: Census,
    wanted: Wanted,
    since: Checkpoint,
    lower: Option<i64>,
    state: State,
    /// Ids to fetch, and the time that is reached with the last of them.
    parts: VecDeque<Vec<u64>>,
    reached: Option<i64>,
}

enum State {
    New,
    /// The ranges that are left, the next one last, and between which times the issues were changed when the look began.
    Ranges(Vec<Range>, Extent),
}

impl Plan {
    pub(super) fn new(
        client: Client,
        census: Census,
        wanted: Wanted,
        since: Checkpoint,
        overlap: i64,
    ) -> Self {
        Self {
            lower: since.lower(overlap),
            client,
            census,
            wanted,
            since,
            state: State::New,
            parts: VecDeque::new(),
            reached: None,
        }
    }

    /// What comes next, `None` at the end.
    pub(super) async fn next(&mut self) -> Result<Option<Batch>> {
        loop {
            if let Some(part) = self.parts.pop_front() {
                let issues = self.fetch(&part).await?;
                let reached = self.reached.take_if(|_| self.parts.is_empty());
                return Ok(Some(Batch { issues, reached }));
            }
            if let Some(reached) = self.reached.take() {
                return Ok(Some(Batch {
                    issues: Vec::new(),
                    reached: Some(reached),
                }));
            }
            let range = match &mut self.state {
                State::New => {
                    self.begin().await?;
                    continue;
                }
                State::Ranges(ranges, _) => ranges.pop(),
            };
            match range {
                Some(range) => self.look(range).await?,
                None => return Ok(None),
            }
        }
    }

    /// Mostly little was changed, and one answer has it all, with the time of each change.
    async fn begin(&mut self) -> Result<()> {
        let range = self.lower.map_or(Range::ALL, Range::since);
        let times = self.census.times(range).await?;
        if times.whole {
            self.reached = times.found.iter().map(|(_, updated)| *updated).max();
            let new = times.found.into_iter();
            let new = new.filter(|(id, updated)| !self.since.knows(*id, *updated));
            let new: Vec<u64> = new.map(|(id, _)| id).collect();
            self.plan(&new);
            self.state = State::Ranges(Vec::new(), Extent { first: 0, last: 0 });
            return Ok(());
        }
        // Changes that are made from now on lie behind what this look can promise to have seen.
        let last = self.census.end(Direction::Descending).await?;
        let first = match self.lower {
            Some(lower) => Some(lower),
            None => self.census.end(Direction::Ascending).await?,
        };
        let (first, last) = (first.unwrap_or(0), last.unwrap_or(0));
        self.state = State::Ranges(vec![range], Extent { first, last });
        Ok(())
    }

    /// Looks for the ids of a range, or cuts it in two.
    async fn look(&mut self, range: Range) -> Result<()> {
        let page = self.census.page(range).await?;
        let State::Ranges(ranges, extent) = &mut self.state else {
            return Ok(());
        };
        let ids = if page.whole {
            page.ids
        } else if let Some((first, second)) = range.halves(*extent) {
            ranges.extend([second, first]);
            return Ok(());
        } else {
            self.census.walk(range).await?
        };
        self.reached = Some(range.to.map_or(extent.last, |to| to.min(extent.last)));
        self.plan(&ids);
        Ok(())
    }

    fn plan(&mut self, ids: &[u64]) {
        self.parts = ids.chunks(MOST).map(<[u64]>::to_vec).collect();
    }

    async fn fetch(&self, part: &[u64]) -> Result<Vec<Changed>> {
        let fetched = fetch_surely(&self.client, &self.wanted, part).await?;
        let mut changed = Vec::with_capacity(fetched.issues.len());
        for issue in fetched.issues {
            let updated = match &issue {
                Ok(issue) => Some(time(issue, "updated")?),
                Err(odd) => raw(odd).and_then(|raw| {
                    Timestamp::new(raw["fields"]["updated"].as_str()?).epoch_millis()
                }),
            };
            let known = id_of(&issue)?.zip(updated);
            changed.push(Changed { known, issue });
        }
        changed.sort_by_key(|changed| changed.known.map(|(_, updated)| updated));
        Ok(changed)
    }
}
