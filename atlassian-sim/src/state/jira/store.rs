//! All issues: found by id and by key, with what the search index has not seen yet.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use super::issue::{Change, ChangeItem, Issue, Link};

/// The ids of issues begin here.
const FIRST: u32 = 10_000;

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Issues {
    /// By id less [`FIRST`]; `None` where the issue was deleted.
    list: Vec<Option<Issue>>,
    pub(crate) links: BTreeMap<u32, Link>,
    /// The issue of each comment, worklog, attachment.
    pub(crate) comments: Owners,
    pub(crate) worklogs: Owners,
    pub(crate) attachments: Owners,
    last_link: u32,
    last_remote_link: u32,
    last_change: u32,
    last_rank: u64,
    /// Deleted worklogs with the time of their end, oldest first.
    pub(crate) deleted_worklogs: Vec<(u32, i64)>,
    /// The issues that name an issue as their parent, by id.
    #[serde(skip)]
    children: HashMap<u32, Vec<u32>>,
    #[serde(skip)]
    lag: i64,
    /// What the index still shows of issues that changed since.
    #[serde(skip)]
    stale: HashMap<u32, Vec<Stale>>,
}

/// The issue of each thing with an id of its own; ids begin at 10,000 and are given out in order.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Owners(Vec<u32>);

impl Owners {
    /// The next id, for something on this issue.
    pub(crate) fn give(&mut self, issue: u32) -> u32 {
        self.0.push(issue);
        FIRST + u32::try_from(self.0.len() - 1).unwrap_or(0)
    }

    /// The issue that the thing with this id is on.
    pub(crate) fn issue(&self, id: u32) -> Option<u32> {
        let owner = *self.0.get(id.checked_sub(FIRST)? as usize)?;
        (owner != 0).then_some(owner)
    }

    pub(crate) fn remove(&mut self, id: u32) {
        self.hand_over(id, 0);
    }

    /// Puts the thing with this id on another issue.
    pub(crate) fn hand_over(&mut self, id: u32, issue: u32) {
        if let Some(owner) = id
            .checked_sub(FIRST)
            .and_then(|at| self.0.get_mut(at as usize))
        {
            *owner = issue;
        }
    }
}

/// How an issue looked to the index until the index caught up.
#[derive(Debug, Clone)]
struct Stale {
    /// The index learns of the change at this moment.
    until: i64,
    /// `None`: the issue did not exist.
    was: Option<Box<Issue>>,
}

impl Issues {
    /// The id of the next issue.
    pub(crate) fn next_id(&self) -> u32 {
        FIRST + u32::try_from(self.list.len()).unwrap_or(0)
    }

    /// Takes in an issue whose id is [`next_id`](Self::next_id).
    pub(crate) fn push(&mut self, issue: Issue, now: i64) {
        self.remember(issue.id, now);
        if let Some(parent) = issue.parent {
            self.children.entry(parent).or_default().push(issue.id);
        }
        self.list.push(Some(issue));
    }

    /// Gives an issue another parent, or none.
    pub(crate) fn set_parent(&mut self, id: u32, parent: Option<u32>, now: i64) {
        let Some(issue) = self.edit(id, now) else {
            return;
        };
        let before = std::mem::replace(&mut issue.parent, parent);
        if let Some(siblings) = before.and_then(|b| self.children.get_mut(&b)) {
            siblings.retain(|child| *child != id);
        }
        if let Some(parent) = parent {
            let siblings = self.children.entry(parent).or_default();
            let at = siblings.partition_point(|child| *child < id);
            siblings.insert(at, id);
        }
    }

    /// The issues that have this one as their parent, by id.
    pub(crate) fn children(&self, id: u32) -> impl Iterator<Item = &Issue> {
        let ids = self.children.get(&id).into_iter().flatten();
        ids.filter_map(|child| self.get(*child))
    }

    /// Finds out again what is not saved.
    pub(crate) fn reindex(&mut self) {
        self.children.clear();
        for issue in self.list.iter().flatten() {
            if let Some(parent) = issue.parent {
                self.children.entry(parent).or_default().push(issue.id);
            }
        }
    }

    pub(crate) fn get(&self, id: u32) -> Option<&Issue> {
        self.list.get(id.checked_sub(FIRST)? as usize)?.as_ref()
    }

    /// To change an issue: the one way to do it, so that the index goes on showing it as it was for
    /// as long as it is behind.
    pub(crate) fn edit(&mut self, id: u32, now: i64) -> Option<&mut Issue> {
        self.remember(id, now);
        self.slot(id)
    }

    fn slot(&mut self, id: u32) -> Option<&mut Issue> {
        self.list.get_mut(id.checked_sub(FIRST)? as usize)?.as_mut()
    }

    /// All that exist, by id.
    pub(crate) fn all(&self) -> impl DoubleEndedIterator<Item = &Issue> {
        self.list.iter().flatten()
    }

    /// Takes an issue out for good. What hangs on it goes with it; its links and its sub-tasks are
    /// the caller's matter.
    pub(crate) fn remove(&mut self, id: u32, now: i64) -> Option<Issue> {
        self.remember(id, now);
        let issue = self.list.get_mut(id.checked_sub(FIRST)? as usize)?.take()?;
        if let Some(siblings) = issue.parent.and_then(|p| self.children.get_mut(&p)) {
            siblings.retain(|child| *child != id);
        }
        issue
            .comments
            .iter()
            .for_each(|c| self.comments.remove(c.id));
        issue
            .worklogs
            .iter()
            .for_each(|w| self.worklogs.remove(w.id));
        issue
            .attachments
            .iter()
            .for_each(|a| self.attachments.remove(a.id));
        Some(issue)
    }

    pub(crate) fn next_link_id(&mut self) -> u32 {
        self.last_link = self.last_link.max(FIRST - 1) + 1;
        self.last_link
    }

    pub(crate) fn next_remote_link_id(&mut self) -> u32 {
        self.last_remote_link = self.last_remote_link.max(FIRST - 1) + 1;
        self.last_remote_link
    }

    /// A rank below all others, with room for others in between.
    pub(crate) fn next_rank(&mut self) -> u64 {
        self.last_rank += 1 << 24;
        self.last_rank
    }

    /// An entry for some issue's history.
    pub(super) fn next_change(&mut self, author: u32, at: i64, items: Vec<ChangeItem>) -> Change {
        self.last_change = self.last_change.max(FIRST - 1) + 1;
        Change {
            id: self.last_change,
            author,
            at,
            items,
        }
    }

    /// Makes room between all ranks, in their order.
    pub(crate) fn spread_ranks(&mut self, now: i64) {
        let mut order: Vec<(u64, u32)> = self.all().map(|issue| (issue.rank, issue.id)).collect();
        order.sort_unstable();
        self.last_rank = 0;
        for (_, id) in order {
            let rank = self.next_rank();
            if let Some(issue) = self.edit(id, now) {
                issue.rank = rank;
            }
        }
    }

    /// Notes a change in the issue's history and dates it; the id of the entry. Nothing is noted for
    /// no items, but the issue counts as updated all the same.
    pub(crate) fn note(
        &mut self,
        id: u32,
        author: u32,
        at: i64,
        items: Vec<ChangeItem>,
    ) -> Option<u32> {
        let change = (!items.is_empty()).then(|| self.next_change(author, at, items));
        let issue = self.edit(id, at)?;
        issue.updated = issue.updated.max(at);
        let change = change?;
        let id = change.id;
        issue.history.push(change);
        Some(id)
    }
}

/// The search index, which learns of changes late where that was asked for.
impl Issues {
    /// How late the index learns of changes, in milliseconds; 0: at once.
    pub(crate) fn set_lag(&mut self, lag: i64) {
        self.lag = lag;
    }

    /// Whether the index is behind, or may be.
    pub(crate) fn lags(&self) -> bool {
        self.lag > 0 || !self.stale.is_empty()
    }

    /// Keeps what the index shows of an issue that is about to change.
    fn remember(&mut self, id: u32, now: i64) {
        if self.lag <= 0 {
            return;
        }
        let until = now + self.lag;
        let was = self.get(id).cloned().map(Box::new);
        let kept = self.stale.entry(id).or_default();
        kept.retain(|stale| stale.until > now);
        // Several changes of one request are one to the index.
        if kept.last().is_none_or(|last| last.until < until) {
            kept.push(Stale { until, was });
        }
    }

    /// How the index shows an issue.
    pub(crate) fn indexed(&self, id: u32, now: i64) -> Option<&Issue> {
        if self.stale.is_empty() {
            return self.get(id);
        }
        let oldest = |kept: &'_ Vec<Stale>| kept.iter().position(|stale| stale.until > now);
        match self.stale.get(&id) {
            Some(kept) => match oldest(kept) {
                Some(at) => kept[at].was.as_deref(),
                None => self.get(id),
            },
            None => self.get(id),
        }
    }

    /// All issues as the index shows them, by id; those in `reconciled` as they really are.
    pub(crate) fn all_indexed(&self, now: i64, reconciled: &[u32]) -> impl Iterator<Item = &Issue> {
        (FIRST..self.next_id()).filter_map(move |id| {
            if reconciled.contains(&id) {
                self.get(id)
            } else {
                self.indexed(id, now)
            }
        })
    }
}
