//! The issues that were changed since the last look, and those that are gone.

mod checkpoint;
mod deleted;
mod plan;

use std::collections::VecDeque;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use atlassian_core::{BoxFuture, Client, Result};
use futures_core::Stream;

use super::Jira;
use super::crawl::census::Census;
use super::crawl::fetch::Wanted;
use super::issues::{Issue, IssueExpand};
use crate::ids::List;
use crate::jql::{Direction, Jql};

pub use checkpoint::Checkpoint;
pub use deleted::Deleted;
use plan::{Batch, Changed, Plan};

/// How far back to look, unless the caller says otherwise.
const OVERLAP: Duration = Duration::from_secs(15 * 60);

impl Jira {
    /// The issues of a query that were changed since a checkpoint.
    ///
    /// ```no_run
    /// # async fn example(jira: jira_client::cloud::Jira) -> Result<(), Box<dyn std::error::Error>> {
    /// # fn store(_: &jira_client::cloud::issues::Issue) {}
    /// use jira_client::cloud::changes::Checkpoint;
    ///
    /// let checkpoint: Checkpoint = match std::fs::read("checkpoint.json") {
    ///     Ok(stored) => serde_json::from_slice(&stored)?,
    ///     Err(_) => Checkpoint::beginning(),
    /// };
    /// let mut changes = jira.changes("project = ACME", checkpoint).items();
    /// while let Some(issue) = changes.next().await {
    ///     store(&issue?);
    /// }
    /// std::fs::write("checkpoint.json", serde_json::to_vec(changes.checkpoint())?)?;
    /// # Ok(()) }
    /// ```
    pub fn changes(&self, jql: impl Into<Jql>, since: Checkpoint) -> Changes {
        Changes {
            client: self.client().clone(),
            query: jql.into(),
            wanted: Wanted::fields(["*navigable"]),
            overlap: OVERLAP,
            since,
        }
    }

    /// The checkpoint of this moment: that of the last change that Jira knows of. Take it before a
    /// [crawl](Jira::crawl), and begin with it afterwards: what changes during the crawl is then yielded.
    ///
    /// # Errors
    /// Those of a search.
    pub async fn checkpoint(&self, jql: impl Into<Jql>) -> Result<Checkpoint> {
        let census = Census::new(self.client(), jql.into(), "updated");
        Ok(Checkpoint::at_millis(
            census.end(Direction::Descending).await?,
        ))
    }
}

/// A look at what was changed; made by [`Jira::changes`], begun by the first poll of [`items`](Self::items).
///
/// # What is promised
///
/// - Each version of an issue that stays long enough to be seen is yielded; of several changes between two looks only the
///   last. It is read from the database by its id, and not from the search index.
/// - The index may be behind by as much as the overlap: each look begins that much before the checkpoint, and leaves
///   out what the checkpoint knows to be yielded.
/// - No time zone shifts anything: bounds are sent as milliseconds, from the begin of a minute. No local clock is asked.
/// - [`ChangeItems::checkpoint`] can be stored at any moment, also halfway through: it covers what has been yielded. So
///   work on an issue first and store the checkpoint afterwards; whatever happens in between, nothing is lost, and what was
///   yielded since the checkpoint was stored comes again.
/// - While it runs, issues may be edited: they are asked for in ranges of time that fit into one answer, so that nothing
///   shifts between two pages, and changes made meanwhile are in front of the checkpoint.
///
/// # What is not
///
/// - An issue that does not match the query any more is not yielded. Ask for what stays, such as a project, and decide on
///   the rest by what the issue says.
/// - Deleted issues: [`Jira::find_deleted`].
/// - What does not touch `updated`: votes, watchers, properties of issues, renamed versions, sprints and projects, and
///   changed permissions. Look at everything from time to time.
///
/// The order is about that of the changes. An `ORDER BY` of the query does not count, and the query must have a
/// condition.
#[derive(Clone, Debug)]
#[must_use = "a look does nothing until its items are polled"]
pub struct Changes {
    client: Client,
    query: Jql,
    wanted: Wanted,
    overlap: Duration,
    since: Checkpoint,
}

impl Changes {
    /// Which fields to send; `*navigable` unless set. `updated` is always among them.
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

    /// How much the index may be behind; 15 minutes unless set. A longer time costs more at each look, a shorter one loses
    /// what the index learns of later. Keep it the same from look to look: what a longer one finds again is yielded again.
    pub fn with_overlap(mut self, overlap: Duration) -> Self {
        self.overlap = overlap;
        self
    }

    /// The changed issues.
    pub fn items(self) -> ChangeItems {
        let overlap = i64::try_from(self.overlap.as_millis()).unwrap_or(i64::MAX);
        let mut fields = self.wanted.fields.into_vec();
        fields.push("updated".to_owned());
        let wanted = Wanted {
            fields: fields.into(),
            ..self.wanted
        };
        let census = Census::new(&self.client, self.query, "updated");
        let plan = Plan::new(self.client, census, wanted, self.since.clone(), overlap);
        ChangeItems {
            state: State::Idle(Box::new(plan)),
            ready: VecDeque::new(),
            reached: None,
            checkpoint: self.since,
            overlap,
        }
    }
}

type Planned = (Box<Plan>, Result<Option<Batch>>);

enum State {
    Idle(Box<Plan>),
    Busy(BoxFuture<'static, Planned>),
    Ended,
}

/// The issues that were changed, about in the order of their changes.
///
/// An issue that does not fit the model comes as an error of its own ([`is_odd_element`](atlassian_core::Error::is_odd_element)), and the
/// others follow. After any other error the stream ends; to go on, begin a new look with [`checkpoint`](Self::checkpoint).
#[must_use = "a look fetches nothing until it is polled"]
pub struct ChangeItems {
    state: State,
    ready: VecDeque<Changed>,
    /// The time that is reached when nothing of `ready` is left.
    reached: Option<i64>,
    checkpoint: Checkpoint,
    overlap: i64,
}

impl ChangeItems {
    /// The next issue, `None` after the last one.
    pub async fn next(&mut self) -> Option<Result<Issue>> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    /// How far changes are known: covers every issue that has been yielded, the last one included.
    #[must_use]
    pub fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }
}

impl Stream for ChangeItems {
    type Item = Result<Issue>;

    #[inline]
    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        loop {
            if let Some(Changed { known, issue }) = this.ready.pop_front() {
                if let Some((id, updated)) = known {
                    if this.checkpoint.knows(id, updated) {
                        continue;
                    }
                    this.checkpoint.note(id, updated);
                }
                return Poll::Ready(Some(issue));
            }
            if let Some(reached) = this.reached.take() {
                this.checkpoint.reach(reached, this.overlap);
            }
            match std::mem::replace(&mut this.state, State::Ended) {
                State::Idle(mut plan) => {
                    this.state = State::Busy(Box::pin(async move {
                        let batch = plan.next().await;
                        (plan, batch)
                    }));
                }
                State::Busy(mut future) => {
                    let Poll::Ready((plan, batch)) = future.as_mut().poll(cx) else {
                        this.state = State::Busy(future);
                        return Poll::Pending;
                    };
                    match batch {
                        Ok(Some(batch)) => {
                            this.ready = batch.issues.into();
                            this.reached = batch.reached;
                            this.state = State::Idle(plan);
                        }
                        Ok(None) => {}
                        Err(error) => return Poll::Ready(Some(Err(error))),
                    }
                }
                State::Ended => return Poll::Ready(None),
            }
        }
    }
}

impl fmt::Debug for ChangeItems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ChangeItems")
            .field("since", &self.checkpoint.since())
            .finish_non_exhaustive()
    }
}
