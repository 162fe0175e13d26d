//! All issues that a query finds, each exactly once, fetched many at a time.

pub(super) mod census;
pub(super) mod fetch;
mod run;

use std::collections::VecDeque;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use atlassian_core::{Client, Error, ErrorKind, Result};
use futures_core::Stream;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use super::Jira;
use super::issues::{Issue, IssueExpand};
use crate::ids::{IssueId, List};
use crate::jql::Jql;

use census::Census;
use fetch::Wanted;
use run::{Message, Run};

impl Jira {
    /// All issues that a query finds, fetched many at a time, with a proof that none is missing.
    ///
    /// ```no_run
    /// # async fn example(jira: jira_client::cloud::Jira) -> jira_client::Result<()> {
    /// let mut issues = jira.crawl("project = ACME").fields(["summary", "status"]).items();
    /// while let Some(issue) = issues.next().await {
    ///     let issue = issue?;
    ///     println!("{:?}", issue.key);
    /// }
    /// println!("{} issues", issues.report().issues);
    /// # Ok(()) }
    /// ```
    pub fn crawl(&self, jql: impl Into<Jql>) -> Crawl {
        Crawl {
            client: self.client().clone(),
            census: Census::new(self.client(), jql.into(), "created"),
            wanted: Wanted::fields(["*navigable"]),
            parallel: PARALLEL,
        }
    }
}

/// How many requests are on their way at once, unless the caller says otherwise.
const PARALLEL: usize = 32;

/// A crawl that has not begun; made by [`Jira::crawl`], begun by the first poll of [`items`](Self::items).
///
/// It asks the index for ids only, in ranges of the time of creation that do not overlap and leave nothing out, each so
/// small that its ids fit into one answer. The issues themselves are fetched by their ids, a hundred at a time, from the
/// database and not from the index. When all are there, every range is asked for its ids once more, and again as long
/// as one turns up that was not there before.
///
/// So, while others go on working on the site:
///
/// - An issue that the query finds from beginning to end comes exactly once, however often it is edited or moved.
/// - An issue that is created, deleted, or edited so that the query finds it no more (or only now), may come or not;
///   if it comes, then once, as it was at that moment. The deleted ones are named in the [`CrawlReport`].
/// - What cannot be completed is an error: a range in which older issues go on turning up, or a query of which the
///   service says itself that it does not find everything.
///
/// What no client can know: an issue that the index keeps hiding all the time.
///
/// The issues come in no particular order; an `ORDER BY` of the query does not count. No more than a few thousand are
/// held at once, plus the id of each: the consumer's pace is the crawl's. The limits of the client hold for all
/// requests together. The query must have a condition, as in every search.
#[derive(Clone, Debug)]
#[must_use = "a crawl does nothing until its items are polled"]
pub struct Crawl {
    client: Client,
    census: Census,
    wanted: Wanted,
    parallel: usize,
}

impl Crawl {
    /// Which fields to send; `*navigable` unless set.
    pub fn fields(mut self, fields: impl Into<List<String>>) -> Self {
        self.wanted.fields = fields.into();
        self
    }

    /// What to send besides the fields.
    pub fn expand(mut self, expand: impl Into<List<IssueExpand>>) -> Self {
        self.wanted.expand = Some(expand.into());
        self
    }

    /// These properties of each issue, five at most.
    pub fn properties(mut self, properties: impl Into<List<String>>) -> Self {
        self.wanted.properties = Some(properties.into());
        self
    }

    /// Fields are named by their keys and not by their ids.
    pub fn fields_by_keys(mut self, by_keys: bool) -> Self {
        self.wanted.fields_by_keys = Some(by_keys);
        self
    }

    /// How many requests may be on their way at once; 32 unless set. The client's own limit holds as well.
    pub fn with_parallel(mut self, requests: usize) -> Self {
        self.parallel = requests.max(1);
        self
    }

    /// The issues.
    pub fn items(self) -> CrawlItems {
        CrawlItems {
            state: State::New(Box::new(self)),
            ready: VecDeque::new(),
            report: CrawlReport::default(),
        }
    }
}

/// What a crawl did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct CrawlReport {
    /// How many issues it yielded, those included that did not fit the model.
    pub issues: u64,
    /// Into how many ranges of time it went.
    pub ranges: usize,
    /// How often it asked for ids that were not there the time before: 1 if nothing was added.
    pub rounds: u32,
    /// How many of the issues only turned up when they were asked for again.
    pub late: u64,
    /// Issues that the index knew and that were not there when they were fetched: deleted, or hidden from the caller.
    pub vanished: Vec<IssueId>,
    /// After an error, the issues that turned up in the last round, of which there may be more.
    pub unsettled: Vec<IssueId>,
}

enum State {
    New(Box<Crawl>),
    Running {
        messages: mpsc::Receiver<Message>,
        task: JoinHandle<()>,
    },
    Ended,
}

/// The issues of a crawl, in no particular order.
///
/// An issue that does not fit the model comes as an error of its own ([`is_odd_element`](Error::is_odd_element)), and the
/// others follow. After any other error the stream ends. Dropping it stops all requests.
#[must_use = "a crawl fetches nothing until it is polled"]
pub struct CrawlItems {
    state: State,
    ready: VecDeque<Result<Issue>>,
    report: CrawlReport,
}

impl CrawlItems {
    /// The next issue, `None` after the last one.
    pub async fn next(&mut self) -> Option<Result<Issue>> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    /// All issues, or the first error.
    pub async fn collect(mut self) -> Result<Vec<Issue>> {
        let mut all = Vec::new();
        while let Some(issue) = self.next().await {
            all.push(issue?);
        }
        Ok(all)
    }

    /// What the crawl did; complete when the stream has ended.
    #[must_use]
    pub fn report(&self) -> &CrawlReport {
        &self.report
    }
}

impl Stream for CrawlItems {
    type Item = Result<Issue>;

    #[inline]
    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        loop {
            if let Some(issue) = this.ready.pop_front() {
                this.report.issues += u64::from(match &issue {
                    Ok(_) => true,
                    Err(error) => error.is_odd_element(),
                });
                return Poll::Ready(Some(issue));
            }
            let message = match &mut this.state {
                State::New(crawl) => {
                    let (sender, messages) = mpsc::channel(1);
                    let task = tokio::spawn(Run::new((**crawl).clone(), sender).all());
                    this.state = State::Running { messages, task };
                    continue;
                }
                State::Running { messages, .. } => ready!(messages.poll_recv(cx)),
                State::Ended => return Poll::Ready(None),
            };
            match message {
                Some(Message::Issues(issues)) => {
                    this.ready.extend(issues);
                }
                Some(Message::End(report, error)) => {
                    let issues = this.report.issues;
                    this.report = CrawlReport { issues, ..report };
                    this.state = State::Ended;
                    this.ready.extend(error.map(Err));
                }
                None => {
                    this.state = State::Ended;
                    this.ready.push_back(Err(Error::new(
                        ErrorKind::Interrupted,
                        "the runtime ended before the crawl",
                    )));
                }
            }
        }
    }
}

impl Drop for CrawlItems {
    fn drop(&mut self) {
        if let State::Running { task, .. } = &self.state {
            task.abort();
        }
    }
}

impl fmt::Debug for CrawlItems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CrawlItems")
            .field("report", &self.report)
            .finish_non_exhaustive()
    }
}
