//! What a field was, and when it changed.

use std::sync::Arc;

use super::node::Ids;
use crate::state::jira::field::{FieldId, System};
use crate::state::jira::issue::{Change, ChangeItem, Issue};

/// Values as the changelog has them: ids as text, `None` for no value.
#[derive(Debug, Default)]
pub(super) struct Values {
    pub(super) ids: Vec<Arc<str>>,
    pub(super) empty: bool,
}

impl Values {
    fn contain(&self, value: Option<&str>) -> bool {
        match value {
            None => self.empty,
            Some(value) => self.ids.iter().any(|id| &**id == value),
        }
    }
}

/// The predicates of a clause.
#[derive(Debug)]
pub(super) struct When {
    /// Milliseconds, both included.
    pub(super) from: i64,
    pub(super) to: i64,
    /// The only authors that count.
    pub(super) by: Option<Ids>,
}

impl When {
    fn authored(&self, author: u32) -> bool {
        self.by.as_ref().is_none_or(|by| by.contains(author))
    }
}

/// A field whose past is kept in a way that can be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Past {
    pub(super) field: System,
    /// Whether each entry adds or takes away one of several values.
    pub(super) several: bool,
}

#[derive(Debug)]
pub(super) struct Was {
    pub(super) past: Past,
    pub(super) values: Values,
    /// The same values as the issue has them.
    pub(super) now: Ids,
    pub(super) when: When,
    pub(super) not: bool,
}

impl Was {
    pub(super) fn matches(&self, issue: &Issue) -> bool {
        self.ever(issue) != self.not
    }

    fn has_now(&self, issue: &Issue) -> bool {
        let one = |id: Option<u32>| id.map_or(self.values.empty, |id| self.now.contains(id));
        match self.past.field {
            System::Assignee => one(issue.assignee),
            System::Reporter => one(issue.reporter),
            System::Priority => one(issue.priority),
            System::Resolution => one(issue.resolution),
            _ => one(Some(issue.status)),
        }
    }

    /// The changes of the field, oldest first.
    fn steps<'a>(&self, issue: &'a Issue) -> impl Iterator<Item = (&'a Change, &'a ChangeItem)> {
        let wanted = FieldId::System(self.past.field);
        issue.history.iter().flat_map(move |change| {
            let items = change.items.iter().filter(move |item| item.field == wanted);
            items.map(move |item| (change, item))
        })
    }

    /// Whether the field had one of the values at some time within the span.
    fn ever(&self, issue: &Issue) -> bool {
        if self.past.several {
            return self.values.ids.iter().any(|id| self.ever_among(issue, id))
                || (self.values.empty && self.ever_without(issue));
        }
        let begun = match self.steps(issue).next() {
            None => self.has_now(issue),
            Some((_, first)) => self.values.contain(first.from.as_deref()),
        };
        let after = |item: &ChangeItem| self.values.contain(item.to.as_deref());
        self.walk(
            issue,
            begun,
            self.steps(issue).map(|(c, item)| (c, after(item))),
        )
    }

    /// The same for one of several values at a time, each of which comes and goes on its own.
    fn ever_among(&self, issue: &Issue, id: &str) -> bool {
        let about =
            |item: &ChangeItem| item.from.as_deref() == Some(id) || item.to.as_deref() == Some(id);
        let mut steps = self.steps(issue).filter(|(_, item)| about(item));
        let begun = match steps.next() {
            None => id.parse().is_ok_and(|id| issue.fix_versions.contains(&id)),
            Some((_, first)) => first.from.as_deref() == Some(id),
        };
        let steps = self.steps(issue).filter(|(_, item)| about(item));
        self.walk(
            issue,
            begun,
            steps.map(|(c, item)| (c, item.to.as_deref() == Some(id))),
        )
    }

    fn ever_without(&self, issue: &Issue) -> bool {
        let change =
            |item: &ChangeItem| isize::from(item.to.is_some()) - isize::from(item.from.is_some());
        let grown: isize = self.steps(issue).map(|(_, item)| change(item)).sum();
        let mut count = isize::try_from(issue.fix_versions.len()).unwrap_or(0) - grown;
        let begun = count <= 0;
        let steps = self.steps(issue).map(|(c, item)| {
            count += change(item);
            (c, count <= 0)
        });
        self.walk(issue, begun, steps)
    }

    /// Goes from the making of the issue through its changes: whether some time in which it had the
    /// value fits.
    fn walk<'a>(
        &self,
        issue: &Issue,
        begun: bool,
        steps: impl Iterator<Item = (&'a Change, bool)>,
    ) -> bool {
        let (mut had, mut since, mut author) = (begun, issue.created, issue.creator);
        for (change, has) in steps {
            if had && self.fits(since, change.at, author) {
                return true;
            }
            (had, since, author) = (has, change.at, change.author);
        }
        had && self.fits(since, i64::MAX, author)
    }

    /// Whether the time from `since` up to `until` reaches into the span, and began by the right
    /// hand.
    fn fits(&self, since: i64, until: i64, author: u32) -> bool {
        since <= self.when.to && until > self.when.from && self.when.authored(author)
    }
}

#[derive(Debug)]
pub(super) struct Changed {
    pub(super) past: Past,
    /// `None`: from and to whatever.
    pub(super) from: Option<Values>,
    pub(super) to: Option<Values>,
    pub(super) when: When,
}

impl Changed {
    pub(super) fn matches(&self, issue: &Issue) -> bool {
        let wanted = FieldId::System(self.past.field);
        let fits = |values: &Option<Values>, value: Option<&str>| {
            values.as_ref().is_none_or(|v| v.contain(value))
        };
        issue.history.iter().any(|change| {
            (self.when.from..=self.when.to).contains(&change.at)
                && self.when.authored(change.author)
                && change.items.iter().any(|item| {
                    item.field == wanted
                        && fits(&self.from, item.from.as_deref())
                        && fits(&self.to, item.to.as_deref())
                })
        })
    }
}
