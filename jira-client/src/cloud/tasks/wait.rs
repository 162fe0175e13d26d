//! Waiting for what goes on in the background.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use atlassian_core::{BoxFuture, Client, Clock, Error, ErrorKind, Result};

use super::TaskStatus;

/// The wait before the second question; it doubles from one to the next.
const FIRST_WAIT: Duration = Duration::from_millis(500);
/// The longest wait between two questions.
const LONGEST_WAIT: Duration = Duration::from_secs(10);
/// How long a single question may take, however little time is left: the last one is asked when none is.
const LEAST_FOR_ONE: Duration = Duration::from_secs(10);
/// The longest deadline: longer than any task, and short enough to be a point in time.
const LONGEST: Duration = Duration::from_secs(365 * 24 * 3600);
/// How long is waited unless the caller says otherwise.
const DEADLINE: Duration = Duration::from_secs(600);

/// What is told of a task, whatever else is known of it.
pub(crate) struct Told<'a> {
    pub(crate) status: &'a TaskStatus,
    /// In percent.
    pub(crate) progress: Option<i64>,
    pub(crate) message: Option<&'a str>,
}

type Ask<T> = Box<dyn Fn(Duration) -> BoxFuture<'static, Result<T>> + Send + Sync>;

/// Asks for a task until it is over: after half a second, then more and more seldom, every ten seconds in the end.
///
/// To stop waiting leaves the task going on; it can be waited for again by its id.
#[must_use = "nothing is asked until `finish`"]
pub struct Waiting<T> {
    clock: Arc<dyn Clock>,
    deadline: Duration,
    /// Asks once, for no longer than it is told.
    ask: Ask<T>,
    told: fn(&T) -> Told<'_>,
}

impl<T> Waiting<T> {
    pub(crate) fn new(
        client: &Client,
        ask: impl Fn(Duration) -> BoxFuture<'static, Result<T>> + Send + Sync + 'static,
        told: fn(&T) -> Told<'_>,
    ) -> Self {
        Self {
            clock: Arc::clone(client.clock()),
            deadline: DEADLINE,
            ask: Box::new(ask),
            told,
        }
    }

    /// The longest to wait; ten minutes unless set.
    pub fn with_deadline(mut self, deadline: Duration) -> Self {
        self.deadline = deadline;
        self
    }

    /// Waits for the end, and gives the task as it was then.
    ///
    /// # Errors
    /// - [`ErrorKind::Timeout`]: it was not over by the deadline. It goes on.
    /// - [`ErrorKind::Server`]: it failed, or the service lost it. A part of it may have been done.
    /// - [`ErrorKind::Conflict`]: it was ended before its time. A part of it may have been done.
    /// - What asking for it can fail with.
    pub async fn finish(self) -> Result<T> {
        let end = self.clock.now() + self.deadline.min(LONGEST);
        let mut wait = FIRST_WAIT;
        loop {
            let left = end.saturating_duration_since(self.clock.now());
            let task = (self.ask)(left.max(LEAST_FOR_ONE)).await;
            let left = end.saturating_duration_since(self.clock.now());
            match task {
                Ok(task) => {
                    let told = (self.told)(&task);
                    match told.status {
                        TaskStatus::Complete => return Ok(task),
                        TaskStatus::Failed | TaskStatus::Dead => {
                            return Err(Error::new(ErrorKind::Server, ended(&told)));
                        }
                        TaskStatus::Cancelled => {
                            return Err(Error::new(ErrorKind::Conflict, ended(&told)));
                        }
                        _ if left.is_zero() => return Err(not_over(&told, self.deadline)),
                        _ => {}
                    }
                }
                // A question that got no answer says nothing of the task, which goes on.
                Err(error) if passes(&error) && !left.is_zero() => {}
                Err(error) => return Err(error),
            }
            // The last question is asked at the deadline itself.
            self.clock.sleep(wait.min(left)).await;
            wait = (wait * 2).min(LONGEST_WAIT);
        }
    }
}

/// Whether the same question may be answered a moment later.
fn passes(error: &Error) -> bool {
    use ErrorKind::{Connect, Interrupted, RateLimited, Server, Timeout};
    matches!(
        error.kind(),
        Connect | Interrupted | RateLimited | Server | Timeout
    )
}

fn not_over(told: &Told<'_>, deadline: Duration) -> Error {
    let progress = told
        .progress
        .map_or_else(String::new, |percent| format!(", at {percent} %"));
    let text = format!(
        "the task was not over after {deadline:?} ({}{progress}), and goes on",
        told.status
    );
    Error::new(ErrorKind::Timeout, text)
}

fn ended(told: &Told<'_>) -> String {
    let message = told
        .message
        .map_or_else(String::new, |message| format!(": {message}"));
    format!("the task ended as {}{message}", told.status)
}

impl<T> fmt::Debug for Waiting<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Waiting")
            .field("deadline", &self.deadline)
            .finish_non_exhaustive()
    }
}
