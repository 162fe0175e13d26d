//! What the scripts share: listings become rows, and what is not granted becomes a note.

mod api_tokens;
mod application_roles;
mod group_members;
mod groups;
mod settings;
mod users;

use std::sync::{Mutex, PoisonError};

use atlassian_core::{Elements, Error, Pages};
use serde::de::DeserializeOwned;

pub(super) use api_tokens::unreadable;

use super::store::{Row, Writer};
use super::{DatabaseError, Progress, Script, Source};
use crate::source::is_not_granted;

/// What ends a script, and the run with it.
pub(super) enum Failure {
    Database(DatabaseError),
    Service(Error),
}

impl From<DatabaseError> for Failure {
    fn from(error: DatabaseError) -> Self {
        Self::Database(error)
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Service(error)
    }
}

/// How a listing ended that did not fail.
enum Listed {
    Whole,
    /// The service refused it at its beginning.
    Refused(Error),
}

/// A script at work.
pub(super) struct Recorder<'a> {
    script: Script,
    writer: &'a Writer,
    observer: &'a (dyn Fn(Progress<'_>) + Send + Sync),
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    read: u64,
    odd: usize,
    first_odd: String,
    notes: Vec<String>,
}

impl<'a> Recorder<'a> {
    pub(super) fn new(
        script: Script,
        writer: &'a Writer,
        observer: &'a (dyn Fn(Progress<'_>) + Send + Sync),
    ) -> Self {
        Self {
            script,
            writer,
            observer,
            state: Mutex::default(),
        }
    }

    pub(super) async fn run(&mut self, source: &Source) -> Result<(), Failure> {
        match self.script {
            Script::Users => users::run(self, &source.jira).await,
            Script::Groups => groups::run(self, &source.jira).await,
            Script::GroupMembers => group_members::run(self, &source.jira).await,
            Script::ApplicationRoles => application_roles::run(self, &source.jira).await,
            Script::Settings => settings::run(self, &source.jira).await,
            Script::ApiTokens => api_tokens::run(self, &source.organization).await,
        }
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Everything that has to be said about the snapshot, in one line.
    pub(super) fn note(&self) -> String {
        let state = self.state();
        let mut notes = state.notes.clone();
        match state.odd {
            0 => {}
            1 => notes.push(format!("1 element was left out: {}", state.first_odd)),
            odd => notes.push(format!(
                "{odd} elements were left out, the first because: {}",
                state.first_odd
            )),
        }
        notes.join("; ")
    }

    /// Forgets what was counted, for a listing that is made anew.
    fn begin_again(&self) {
        *self.state() = State::default();
    }

    /// Whether nothing has been written so far.
    fn is_empty(&self) -> bool {
        self.state().read == 0
    }

    fn say(&self, note: impl Into<String>) {
        self.state().notes.push(one_line(&note.into()));
    }

    fn odd(&self, reason: String) {
        let mut state = self.state();
        if state.odd == 0 {
            state.first_odd = reason;
        }
        state.odd += 1;
    }

    async fn add(&self, rows: Vec<Row>) -> Result<(), DatabaseError> {
        let count = u64::try_from(rows.len()).unwrap_or(0);
        self.writer.add(self.script, rows).await?;
        let read = {
            let mut state = self.state();
            state.read += count;
            state.read
        };
        (self.observer)(Progress::Read(self.script, read));
        Ok(())
    }

    /// Writes the elements that are as expected and have an id, and counts the others.
    async fn store<T>(
        &self,
        elements: Elements<T>,
        row: impl Fn(T) -> Option<Row>,
    ) -> Result<(), DatabaseError> {
        let mut rows = Vec::with_capacity(elements.len());
        for element in elements {
            match element {
                Ok(element) => match row(element) {
                    Some(row) => rows.push(row),
                    None => self.odd("it has no id".to_owned()),
                },
                Err(element) => self.odd(one_line(&element.to_string())),
            }
        }
        self.add(rows).await
    }

    /// Writes a listing page by page. A refusal in its middle is a failure, since what came before is not everything.
    async fn list<T: DeserializeOwned>(
        &self,
        mut pages: Pages<T>,
        row: impl Fn(T) -> Option<Row>,
    ) -> Result<Listed, Failure> {
        let mut begun = false;
        while let Some(page) = pages.next().await {
            match page {
                Ok(page) => self.store(page.items, &row).await?,
                Err(error) if !begun && is_not_granted(&error) => {
                    return Ok(Listed::Refused(error));
                }
                Err(error) => return Err(error.into()),
            }
            begun = true;
        }
        Ok(Listed::Whole)
    }
}

/// Notes stand in tables and logs.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
