//! Configuration and identity snapshots of a Jira Cloud site, in SQLite.
//!
//! A run reads six things of a site, each by a [`Script`], and stores them in a table each:
//!
//! | script | table | what a row is |
//! |---|---|---|
//! | `users` | `jira_users` | an account that the token can see: people, active or not, apps and customers |
//! | `groups` | `jira_groups` | a group |
//! | `group-members` | `jira_group_members` | a member of a group, inactive ones included |
//! | `application-roles` | `jira_application_roles` | seats and licence use of a product |
//! | `settings` | `jira_settings` | a feature flag (`configuration`) or an `application-property` |
//! | `api-tokens` | `jira_api_tokens` | an API token of one of the organization's people |
//!
//! ```no_run
//! use atlassian_core::{Client, Credential, SiteUrl};
//! use atlassian_integrations::snapshot::{Database, Snapshot, Source};
//!
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let client = Client::builder(SiteUrl::parse("https://acme.atlassian.net")?)
//!     .credential(Credential::api_token("me@example.com", "the-token"))
//!     .build()?;
//!
//! let report = Snapshot::of(Source::new(&client)).run("acme.sqlite").await?;
//! for script in &report.scripts {
//!     println!("{}: {} rows {}", script.script, script.rows, script.note);
//! }
//!
//! for token in Database::open("acme.sqlite")?.tokens_that_never_expire()? {
//!     println!("{} of {} never expires", token.label, token.user_name);
//! }
//! # Ok(()) }
//! ```
//!
//! # The rules
//!
//! - **A run is atomic.** Everything is written in one transaction that ends with the run. A run that fails, is
//!   cancelled (drop its future, before [`Progress::Storing`]) or is killed leaves the snapshot before it whole, and readers see that one all the
//!   while. Two runs at once on one database do not mix: the second waits for a moment and then ends with
//!   [`DatabaseError::Busy`].
//! - **What is not granted never fails a run.** It leaves an empty or partial snapshot and a note that says which
//!   permission or scope is missing. A dead token of the site, a network that is down and a listing that ends early *do*
//!   fail the run: what they would leave behind is wrong without looking so.
//! - **`run_at` is a run's name:** RFC 3339 in UTC with milliseconds, in every row, and higher with each run, also if the
//!   clock is set back. The latest snapshot of a table is
//!   `WHERE run_at = (SELECT MAX(run_at) FROM jira_users)`.
//! - **Old snapshots are pruned** at the end of each run, in the same transaction: the latest alone stays, unless
//!   [`Snapshot::keep`] says otherwise. An empty snapshot removes all older ones of its table whatever `keep` says, for
//!   otherwise the query above would find an older one and show what is not there any more.
//! - **The table `runs`** says of each snapshot when it was made, how many rows it has, how long it took, and what was
//!   not readable (`run_at`, `script`, `rows`, `note`, `seconds`). That is how an empty snapshot differs from none.
//! - **One database, one site.** A file that holds another site's snapshots, or was made by another program, is refused
//!   and left as it is. New files are readable for their owner only, since they hold personal data.
//!
//! Empty text stands for what the service does not send. An e-mail address is empty where its owner hides it; an
//! empty `expires_at` means that the token never expires; an empty `last_active_at` that it was never used. The
//! timestamps of tokens are the text that was sent. `default_groups` and `scopes` are JSON as text.

mod audit;
mod error;
mod health;
mod script;
mod scripts;
mod store;

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use serde::Serialize;

pub use crate::Source;
pub use crate::health::{Check, CheckStatus, Health};
pub use audit::{Administrator, EmptyGroup, InactiveOwner, Token, grants_administration};
pub use error::{DatabaseError, SnapshotError};
pub use script::{Column, ColumnKind, Script, UnknownScript};
pub use store::{Cell, Database, RunRecord, Table};

use scripts::{Failure, Recorder};
use store::Writer;

/// A run to come: what to read, and what to keep.
///
/// See the [module](self) for an example and for the rules that runs keep.
#[derive(Clone)]
#[must_use = "nothing is read until `run`"]
pub struct Snapshot {
    source: Source,
    scripts: Vec<Script>,
    keep: usize,
    observer: Arc<dyn Fn(Progress<'_>) + Send + Sync>,
}

/// What a run is doing, for whoever shows it.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Progress<'a> {
    /// A script begins.
    Started(Script),
    /// A script has read this many rows so far.
    Read(Script, u64),
    /// A script has ended well.
    Finished(&'a ScriptReport),
    /// Everything has been read and is being made the latest snapshot. From here on the run cannot be called off.
    Storing,
}

/// What a run has stored.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Report {
    /// The run's name, in every row of it.
    pub run_at: String,
    /// The database.
    pub database: PathBuf,
    /// Each script, in the order in which they ran.
    pub scripts: Vec<ScriptReport>,
}

/// What a script has read.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ScriptReport {
    /// Which one.
    pub script: Script,
    /// How many rows its new snapshot has.
    pub rows: u64,
    /// What it could not read, and why; empty if it has read everything.
    pub note: String,
    /// How long it took.
    pub seconds: f64,
}

impl Snapshot {
    /// All scripts, and no snapshot kept but the latest.
    pub fn of(source: Source) -> Self {
        Self {
            source,
            scripts: Script::ALL.to_vec(),
            keep: 1,
            observer: Arc::new(|_| ()),
        }
    }

    /// Runs these scripts only. The tables of the others keep what they have.
    pub fn scripts(mut self, scripts: impl IntoIterator<Item = Script>) -> Self {
        let wanted: Vec<Script> = scripts.into_iter().collect();
        self.scripts = Script::ALL.to_vec();
        self.scripts.retain(|script| wanted.contains(script));
        self
    }

    /// How many snapshots of each table to keep, the new one included; at least 1, and 1 unless set.
    pub fn keep(mut self, snapshots: usize) -> Self {
        self.keep = snapshots.max(1);
        self
    }

    /// Tells how the run goes. Called often, so it should be quick.
    pub fn on_progress(mut self, observer: impl Fn(Progress<'_>) + Send + Sync + 'static) -> Self {
        self.observer = Arc::new(observer);
        self
    }

    /// Reads the site and stores the snapshot, making the database if need be.
    ///
    /// # Errors
    /// [`SnapshotError`] says what failed. Whatever it is, nothing of the run was stored.
    pub async fn run(&self, database: impl AsRef<Path>) -> Result<Report, SnapshotError> {
        let path = database.as_ref();
        let writer = Writer::begin(path, self.source.label(), &self.scripts).await?;
        self.source.check().await?;
        let mut finished = Vec::with_capacity(self.scripts.len());
        for &script in &self.scripts {
            (self.observer)(Progress::Started(script));
            let begun = Instant::now();
            let mut recorder = Recorder::new(script, &writer, &*self.observer);
            match recorder.run(&self.source).await {
                Ok(()) => {}
                Err(Failure::Database(error)) => return Err(error.into()),
                Err(Failure::Service(error)) => {
                    return Err(SnapshotError::Script {
                        script,
                        finished,
                        error,
                    });
                }
            }
            let report = ScriptReport {
                script,
                rows: writer.count(script).await?,
                note: recorder.note(),
                seconds: begun.elapsed().as_secs_f64(),
            };
            (self.observer)(Progress::Finished(&report));
            finished.push(report);
        }
        let report = Report {
            run_at: writer.run_at().to_owned(),
            database: path.to_owned(),
            scripts: finished,
        };
        (self.observer)(Progress::Storing);
        writer.commit(report.scripts.clone(), self.keep).await?;
        Ok(report)
    }
}

impl fmt::Debug for Snapshot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Snapshot")
            .field("source", &self.source)
            .field("scripts", &self.scripts)
            .field("keep", &self.keep)
            .finish_non_exhaustive()
    }
}
