//! Which issues a query finds, asked for in ranges of time so that nothing can shift between two pages.
//!
//! A listing by page token is many looks at an index that changes: whatever enters or leaves it between two pages can
//! push an issue over the edge of a page, to be seen twice or never. So a range that does not fit into one page of ids is
//! cut in two. What is left are ranges that are disjoint, leave nothing out, and were each answered at one moment.

use std::collections::HashSet;
use std::fmt;

use atlassian_core::model::Deserialize;
use atlassian_core::{Client, Error, ErrorKind, Request, Result, Timestamp};
use serde_json::Value;

use crate::cloud::issues::Issue;
use crate::cloud::search::{CountIssues, MOST_IDS, Search, SearchAndReconsileIssuesUsingJqlPost};
use crate::ids::IssueId;
use crate::jql::{Direction, Jql};

/// The service compares times by the minute in places, so ranges begin and end with whole ones.
pub(in crate::cloud) const MINUTE: i64 = 60_000;
/// How often a minute that fills several pages is walked through, at most, until nothing new comes.
const WALKS: u32 = 5;

/// The begin of the minute.
pub(in crate::cloud) fn minute(millis: i64) -> i64 {
    millis.div_euclid(MINUTE) * MINUTE
}

/// From one minute, which belongs to it, to another one, which does not; in milliseconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cloud) struct Range {
    pub(in crate::cloud) from: Option<i64>,
    pub(in crate::cloud) to: Option<i64>,
}

impl Range {
    pub(in crate::cloud) const ALL: Self = Self {
        from: None,
        to: None,
    };

    pub(in crate::cloud) fn since(from: i64) -> Self {
        Self {
            from: Some(minute(from)),
            to: None,
        }
    }

    /// The range in two; `None` for a single minute.
    pub(in crate::cloud) fn halves(self, extent: Extent) -> Option<(Self, Self)> {
        let low = self.from.unwrap_or(minute(extent.first));
        let high = self.to.unwrap_or(minute(extent.last) + MINUTE);
        let middle = minute(low + (high - low) / 2);
        let inside =
            |at: &i64| self.from.is_none_or(|from| from < *at) && self.to.is_none_or(|to| *at < to);
        let at = [middle, low, high].into_iter().find(inside)?;
        let first = Self {
            to: Some(at),
            ..self
        };
        let second = Self {
            from: Some(at),
            ..self
        };
        Some((first, second))
    }

    /// All of time in so many ranges, of equal length as far as there are issues.
    pub(in crate::cloud) fn slices(extent: Extent, count: i64) -> Vec<Self> {
        let (first, end) = (minute(extent.first), minute(extent.last) + MINUTE);
        let step = (end - first) / count.max(1);
        let mut cuts: Vec<i64> = (1..count).map(|n| minute(first + step * n)).collect();
        cuts.dedup();
        let mut slices = Vec::new();
        let mut from = None;
        for cut in cuts {
            slices.push(Self {
                from,
                to: Some(cut),
            });
            from = Some(cut);
        }
        slices.push(Self { from, to: None });
        slices
    }
}

impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.from, self.to) {
            (None, None) => f.write_str("at any time"),
            (Some(from), None) => write!(f, "since {}", Timestamp::from_epoch_millis(from)),
            (None, Some(to)) => write!(f, "before {}", Timestamp::from_epoch_millis(to)),
            (Some(from), Some(to)) => write!(
                f,
                "from {} to {}",
                Timestamp::from_epoch_millis(from),
                Timestamp::from_epoch_millis(to)
            ),
        }
    }
}

/// When the first and the last of some issues were created, or changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cloud) struct Extent {
    pub(in crate::cloud) first: i64,
    pub(in crate::cloud) last: i64,
}

/// The ids of a range.
#[derive(Debug)]
pub(in crate::cloud) struct Ids {
    pub(in crate::cloud) ids: Vec<u64>,
    /// Whether these are all of them.
    pub(in crate::cloud) whole: bool,
}

/// The ids of a range, with the time of each.
#[derive(Debug)]
pub(in crate::cloud) struct Times {
    pub(in crate::cloud) found: Vec<(u64, i64)>,
    /// Whether these are all of them.
    pub(in crate::cloud) whole: bool,
}

/// The number that an id is.
pub(in crate::cloud) fn number(id: &IssueId) -> Result<u64> {
    id.as_str()
        .parse()
        .map_err(|_| Error::new(ErrorKind::UnexpectedAnswer, "an issue's id is not a number"))
}

/// A query that is asked for ids, in ranges of one of its fields.
#[derive(Clone, Debug)]
pub(in crate::cloud) struct Census {
    client: Client,
    query: Jql,
    /// `created` or `updated`.
    pub(in crate::cloud) field: &'static str,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Page {
    issues: Vec<Issue>,
    next_page_token: Option<String>,
    is_last: Option<bool>,
    #[serde(default)]
    warnings: Vec<Warning>,
}

impl Page {
    fn is_whole(&self) -> bool {
        self.is_last
            .unwrap_or_else(|| self.next_page_token.is_none())
    }
}

#[derive(Deserialize)]
struct Warning {
    #[serde(rename = "type")]
    kind: Option<String>,
}

impl Census {
    /// The order of the query does not count.
    pub(in crate::cloud) fn new(client: &Client, query: Jql, field: &'static str) -> Self {
        Self {
            client: client.clone(),
            query: query.without_order(),
            field,
        }
    }

    pub(in crate::cloud) fn query(&self, range: Range, direction: Direction) -> Jql {
        let mut query = self.query.clone();
        if let Some(from) = range.from {
            query = query.and(Jql::field(self.field).ge(from));
        }
        if let Some(to) = range.to {
            query = query.and(Jql::field(self.field).lt(to));
        }
        query.order_by(self.field, direction).with_stable_order()
    }

    /// The ids that one page holds, in order.
    pub(in crate::cloud) async fn page(&self, range: Range) -> Result<Ids> {
        let page = self.ask(range, "id").await?;
        let ids = page.issues.iter().map(|issue| number(&issue.id));
        Ok(Ids {
            ids: ids.collect::<Result<_>>()?,
            whole: page.is_whole(),
        })
    }

    /// The ids that one page holds, in order, and the time of each: far fewer fit into a page.
    pub(in crate::cloud) async fn times(&self, range: Range) -> Result<Times> {
        let page = self.ask(range, self.field).await?;
        let found = page.issues.iter();
        let found = found.map(|issue| Ok((number(&issue.id)?, time(issue, self.field)?)));
        Ok(Times {
            found: found.collect::<Result<_>>()?,
            whole: page.is_whole(),
        })
    }

    async fn ask(&self, range: Range, field: &str) -> Result<Page> {
        let mut request = Request::of(&SearchAndReconsileIssuesUsingJqlPost::INFO);
        request.set_field("jql", &self.query(range, Direction::Ascending));
        request.set_field("fields", &[field]);
        request.set_field("maxResults", &MOST_IDS);
        let page: Page = self.client.call(request).send_as().await?;
        if let Some(warning) = page.warnings.first() {
            let kind = warning.kind.as_deref().unwrap_or("of no kind");
            return Err(Error::new(
                ErrorKind::IncompleteListing,
                format!(
                    "the service warns that the query does not find all that it should: {kind}"
                ),
            ));
        }
        Ok(page)
    }

    /// The ids of a range that cannot be cut, page after page, until a walk finds nothing that the others did not.
    pub(in crate::cloud) async fn walk(&self, range: Range) -> Result<Vec<u64>> {
        let mut ids = Vec::new();
        let mut seen = HashSet::new();
        for _ in 0..WALKS {
            let before = ids.len();
            let query = self.query(range, Direction::Ascending);
            let mut items = Search::new(&self.client).ids(query).items();
            while let Some(issue) = items.next().await {
                let id = number(&issue?.id)?;
                if seen.insert(id) {
                    ids.push(id);
                }
            }
            if ids.len() == before {
                return Ok(ids);
            }
        }
        Err(Error::new(
            ErrorKind::IncompleteListing,
            format!(
                "the issues with `{}` {range} come and go: each of {WALKS} walks through them found more",
                self.field
            ),
        ))
    }

    /// About how many issues there are.
    pub(in crate::cloud) async fn count(&self) -> Result<u64> {
        let call: CountIssues = Search::new(&self.client).approximate_count(self.query.clone());
        Ok(call.send().await?.count)
    }

    /// When the first and the last issue was; `None` where there is none.
    pub(in crate::cloud) async fn extent(&self) -> Result<Option<Extent>> {
        let (Some(first), Some(last)) = (
            self.end(Direction::Ascending).await?,
            self.end(Direction::Descending).await?,
        ) else {
            return Ok(None);
        };
        Ok(Some(Extent { first, last }))
    }

    /// When the issue at this end was.
    pub(in crate::cloud) async fn end(&self, direction: Direction) -> Result<Option<i64>> {
        let query = self.query(Range::ALL, direction);
        let call = Search::new(&self.client).issues_with(query, [self.field]);
        let page = call.page_size(1).send().await?;
        match page.items.into_vec()?.first() {
            Some(issue) => Ok(Some(time(issue, self.field)?)),
            None => Ok(None),
        }
    }
}

/// The point in time that a field of an issue holds.
pub(in crate::cloud) fn time(issue: &Issue, field: &str) -> Result<i64> {
    let text = issue.fields.get(field).and_then(Value::as_str);
    text.and_then(|text| Timestamp::new(text).epoch_millis())
        .ok_or_else(|| {
            Error::new(
                ErrorKind::UnexpectedAnswer,
                format!("an issue has no point in time in its field `{field}`"),
            )
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const EXTENT: Extent = Extent {
        first: 1_000_123,
        last: 90_000_456,
    };

    /// Each range begins where the one before ends, and nothing is left out at either end.
    fn assert_whole(ranges: &[Range], within: Range) {
        assert_eq!(ranges.first().map(|range| range.from), Some(within.from));
        assert_eq!(ranges.last().map(|range| range.to), Some(within.to));
        for pair in ranges.windows(2) {
            assert!(pair[0].to.is_some());
            assert_eq!(pair[0].to, pair[1].from);
        }
        for range in ranges {
            let (from, to) = (range.from, range.to);
            assert!(from.zip(to).is_none_or(|(from, to)| from < to), "{range}");
            assert!([from, to].iter().flatten().all(|at| at % MINUTE == 0));
        }
    }

    #[test]
    fn all_of_time_is_cut_into_slices() {
        for count in [1, 2, 3, 7, 5_000] {
            let slices = Range::slices(EXTENT, count);
            assert_whole(&slices, Range::ALL);
            assert!(slices.len() > 1 || count == 1);
        }
        let moment = Extent { first: 5, last: 5 };
        assert_whole(&Range::slices(moment, 4), Range::ALL);
    }

    proptest! {
        #[test]
        fn a_range_is_halved_down_to_its_minutes(
            first in -10_000_000_i64..10_000_000,
            length in 0_i64..5_000_000,
            open in any::<(bool, bool)>(),
        ) {
            let extent = Extent { first, last: first + length };
            let range = Range {
                from: open.0.then_some(minute(first)),
                to: open.1.then_some(minute(first + length) + MINUTE),
            };
            let mut todo = vec![range];
            let mut done = Vec::new();
            while let Some(range) = todo.pop() {
                match range.halves(extent) {
                    Some((first, second)) => {
                        assert_whole(&[first, second], range);
                        // What lies outside of where the issues are is cut off once and not again.
                        let beyond = |range: &Range| range.from.is_some_and(|from| from > extent.last)
                            || range.to.is_some_and(|to| to <= extent.first);
                        for half in [second, first] {
                            if beyond(&half) { done.push(half) } else { todo.push(half) }
                        }
                    }
                    None => done.push(range),
                }
            }
            done.sort_by_key(|range| range.from);
            assert_whole(&done, range);
        }
    }
}
