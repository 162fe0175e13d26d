//! A crawl while it runs: what is on its way, what waits, and what was seen.

use std::collections::{HashSet, VecDeque};

use atlassian_core::{BoxFuture, Error, ErrorKind, Result};
use tokio::sync::mpsc;
use tokio::task::JoinSet;

use super::census::{Extent, Ids, Range, number};
use super::fetch::{Fetched, MOST, fetch};
use super::{Crawl, CrawlReport};
use crate::cloud::issues::Issue;
use crate::ids::IssueId;

/// How often a range is asked for its ids again, at most, until it shows nothing new.
const ROUNDS: u32 = 8;
/// How many issues a range of the first cut should hold: fewer than fit into a page, for some hold more than others.
const PER_RANGE: u64 = 2_500;

/// How often the service may count issues and then have none, at most.
const EMPTIED: u32 = 3;

/// What goes to the consumer.
pub(super) enum Message {
    Issues(Vec<Result<Issue>>),
    End(CrawlReport, Option<Error>),
}

/// What came of a request.
enum Done {
    Page(Range, Ids),
    Walk(Range, Vec<u64>),
    Plan(Option<Extent>, u64),
    Fetch(Fetched),
}

/// A range that was asked for all its ids, and those of them that are new and older than the crawl.
struct Settled {
    range: Range,
    added: Vec<u64>,
}

pub(super) struct Run {
    crawl: Crawl,
    out: mpsc::Sender<Message>,
    tasks: JoinSet<Result<Done>>,
    /// How many of the tasks may still bring ids.
    looking: usize,
    ranges: VecDeque<Range>,
    ids: VecDeque<u64>,
    seen: HashSet<u64>,
    /// The greatest id of the first round. Ids are given out in order, so greater ones belong to issues that were
    /// created while the crawl was running.
    newest: u64,
    /// When the first and the last issue was created, once it is known.
    extent: Option<Extent>,
    settled: Vec<Settled>,
    /// How often there was nothing after all where issues were counted.
    emptied: u32,
    report: CrawlReport,
}

impl Run {
    pub(super) fn new(crawl: Crawl, out: mpsc::Sender<Message>) -> Self {
        Self {
            crawl,
            out,
            tasks: JoinSet::new(),
            looking: 0,
            ranges: VecDeque::new(),
            ids: VecDeque::new(),
            seen: HashSet::new(),
            newest: 0,
            extent: None,
            settled: Vec::new(),
            emptied: 0,
            report: CrawlReport::default(),
        }
    }

    pub(super) async fn all(mut self) {
        let error = self.rounds().await.err();
        self.tasks.shutdown().await;
        // Nobody is there to hear it if the consumer is gone.
        let _ = self.out.send(Message::End(self.report, error)).await;
    }

    async fn rounds(&mut self) -> Result<()> {
        let mut open = self.round([Range::ALL]).await?;
        self.newest = self.seen.iter().copied().max().unwrap_or(0);
        let first = self.seen.len();
        self.report.ranges = open.len();
        while self.report.rounds < ROUNDS {
            self.report.rounds += 1;
            open = self.round(open.iter().map(|settled| settled.range)).await?;
            self.report.late = (self.seen.len() - first) as u64;
            open.retain(|settled| !settled.added.is_empty());
            if open.is_empty() {
                return self.confirm().await;
            }
        }
        let added = open.iter().flat_map(|settled| &settled.added);
        self.report.unsettled = added.map(|id| IssueId::new(id.to_string())).collect();
        let range = open.first().map_or(Range::ALL, |settled| settled.range);
        Err(Error::new(
            ErrorKind::IncompleteListing,
            format!(
                "older issues go on turning up after {ROUNDS} rounds, {} in the last one, {} of them created {range}",
                self.report.unsettled.len(),
                open.first().map_or(0, |settled| settled.added.len()),
            ),
        ))
    }

    /// Asks once more for what was not there: an error of a moment must not lose an issue.
    async fn confirm(&mut self) -> Result<()> {
        let gone = std::mem::take(&mut self.report.vanished);
        let ids: Vec<u64> = gone.iter().map(number).collect::<Result<_>>()?;
        let fetched = fetch(&self.crawl.client, &self.crawl.wanted, &ids).await?;
        self.take(Done::Fetch(fetched)).await
    }

    /// Asks some ranges for their ids and fetches what is new.
    async fn round(&mut self, ranges: impl IntoIterator<Item = Range>) -> Result<Vec<Settled>> {
        self.ranges.extend(ranges);
        loop {
            self.start();
            let Some(done) = self.tasks.join_next().await else {
                return Ok(std::mem::take(&mut self.settled));
            };
            let done = done.map_err(|_| Error::new(ErrorKind::Interrupted, "the runtime ended"))?;
            self.take(done?).await?;
        }
    }

    /// Sends for as much as may be on its way: ids first, for they tell what else there is to do.
    #[inline]
    fn start(&mut self) {
        while self.tasks.len() < self.crawl.parallel {
            if let Some(range) = self.ranges.pop_front() {
                let census = self.crawl.census.clone();
                self.look(async move { Ok(Done::Page(range, census.page(range).await?)) });
                continue;
            }
            if self.ids.len() < MOST && self.looking > 0 || self.ids.is_empty() {
                return;
            }
            let part: Vec<u64> = self.ids.drain(..self.ids.len().min(MOST)).collect();
            let (client, wanted) = (self.crawl.client.clone(), self.crawl.wanted.clone());
            self.send(async move { Ok(Done::Fetch(fetch(&client, &wanted, &part).await?)) });
        }
    }

    fn look(&mut self, task: impl Future<Output = Result<Done>> + Send + 'static) {
        self.looking += 1;
        self.send(task);
    }

    fn send(&mut self, task: impl Future<Output = Result<Done>> + Send + 'static) {
        // Boxed, so that what runs a task is compiled for one kind of task and not for four.
        let task: BoxFuture<'static, Result<Done>> = Box::pin(task);
        self.tasks.spawn(task);
    }

    async fn take(&mut self, done: Done) -> Result<()> {
        match done {
            Done::Fetch(fetched) => {
                let gone = fetched.gone.iter();
                let gone = gone.map(|id| IssueId::new(id.to_string()));
                self.report.vanished.extend(gone);
                // A consumer that is gone has stopped this task, or is about to.
                let _ = self.out.send(Message::Issues(fetched.issues)).await;
                return Ok(());
            }
            Done::Page(range, page) if page.whole => {
                let added = self.add(page.ids);
                self.settled.push(Settled { range, added });
            }
            Done::Page(range, page) => {
                // Later on it counts in which range an id is new, and the parts will bring these again.
                if self.report.rounds == 0 {
                    self.add(page.ids);
                }
                self.cut(range);
            }
            Done::Walk(range, ids) => {
                let added = self.add(ids);
                self.settled.push(Settled { range, added });
            }
            Done::Plan(None, _) if self.emptied < EMPTIED => {
                // Whatever was there is gone again.
                self.emptied += 1;
                self.ranges.push_back(Range::ALL);
            }
            Done::Plan(None, _) => {
                return Err(Error::new(
                    ErrorKind::IncompleteListing,
                    "the service says by turns that there are many issues and that there is none",
                ));
            }
            Done::Plan(Some(extent), count) => {
                self.extent = Some(extent);
                let slices = i64::try_from(count / PER_RANGE).unwrap_or(i64::MAX);
                self.ranges
                    .extend(Range::slices(extent, slices.clamp(2, 10_000)));
            }
        }
        self.looking -= 1;
        Ok(())
    }

    /// Notes ids, and returns those that are new although their issues are older than the crawl.
    fn add(&mut self, ids: Vec<u64>) -> Vec<u64> {
        let mut added = Vec::new();
        for id in ids {
            if self.seen.insert(id) {
                self.ids.push_back(id);
                if id <= self.newest {
                    added.push(id);
                }
            }
        }
        added
    }

    /// Goes on with a range that does not fit into a page.
    #[inline]
    fn cut(&mut self, range: Range) {
        let census = self.crawl.census.clone();
        let Some(extent) = self.extent else {
            self.look(async move {
                let count = census.count().await?;
                Ok(Done::Plan(census.extent().await?, count))
            });
            return;
        };
        match range.halves(extent) {
            Some((first, second)) => self.ranges.extend([first, second]),
            None => self.look(async move { Ok(Done::Walk(range, census.walk(range).await?)) }),
        }
    }
}
