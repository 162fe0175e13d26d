//! The thread that writes a run: one transaction from the first row to the end of the run.
//!
//! Rows arrive as the pages do, through a channel of few places: a slow disk holds back the requests, and memory stays
//! flat however large the site is. If the run ends in any way but by [`Writer::commit`], nothing of it was written.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::SystemTime;

use rusqlite::{Connection, OptionalExtension as _, Transaction, TransactionBehavior, params};
use tokio::sync::{mpsc, oneshot};

use super::open;
use super::statements::{Row, count, insert, next_run_at, record};
use crate::snapshot::{DatabaseError, Script, ScriptReport};

/// How many batches of rows may wait to be written.
const WAITING: usize = 16;

enum Message {
    Rows(Script, Vec<Row>),
    Count(Script, oneshot::Sender<u64>),
    Groups(oneshot::Sender<Vec<(String, String)>>),
    GroupRead(String),
    ForgetMembers(String),
    Commit(Vec<ScriptReport>, usize, oneshot::Sender<()>),
}

/// The way to the writing thread.
#[derive(Clone, Debug)]
pub(crate) struct Writer {
    messages: mpsc::Sender<Message>,
    failure: Arc<Mutex<Option<DatabaseError>>>,
    path: PathBuf,
    run_at: String,
}

impl Writer {
    /// Opens the database and begins a run on it.
    pub(crate) async fn begin(
        path: &Path,
        site: String,
        scripts: &[Script],
    ) -> Result<Self, DatabaseError> {
        let (messages, inbox) = mpsc::channel(WAITING);
        let (ready, begun) = oneshot::channel();
        let failure = Arc::new(Mutex::new(None));
        let work = Work {
            path: path.to_owned(),
            site,
            groups_are_new: scripts.contains(&Script::Groups),
        };
        let failed = Arc::clone(&failure);
        thread::Builder::new()
            .name("snapshot-writer".to_owned())
            .spawn(move || {
                let mut inbox = inbox;
                if let Err(error) = work.run(&mut inbox, ready) {
                    *failed.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
                }
                // Only now, so that whoever finds the channel closed finds the reason as well.
                drop(inbox);
            })
            .map_err(|error| DatabaseError::Failed {
                path: path.to_owned(),
                source: error.into(),
            })?;
        let mut writer = Self {
            messages,
            failure,
            path: path.to_owned(),
            run_at: String::new(),
        };
        match begun.await {
            Ok(run_at) => writer.run_at = run_at,
            Err(_) => return Err(writer.reason().await),
        }
        Ok(writer)
    }

    /// The `run_at` of this run.
    pub(crate) fn run_at(&self) -> &str {
        &self.run_at
    }

    /// Adds rows to the table of a script. A row whose key is there already is left out.
    pub(crate) async fn add(&self, script: Script, rows: Vec<Row>) -> Result<(), DatabaseError> {
        if rows.is_empty() {
            return Ok(());
        }
        self.send(Message::Rows(script, rows)).await
    }

    /// How many rows of a script are written.
    pub(crate) async fn count(&self, script: Script) -> Result<u64, DatabaseError> {
        self.ask(|reply| Message::Count(script, reply)).await
    }

    /// Ids and names of the groups in the latest snapshot: of this run, if it reads groups.
    pub(crate) async fn groups(&self) -> Result<Vec<(String, String)>, DatabaseError> {
        self.ask(Message::Groups).await
    }

    /// Notes that all members of a group have been read: having none is then a fact, and not a gap.
    pub(crate) async fn group_read(&self, group_id: String) -> Result<(), DatabaseError> {
        self.send(Message::GroupRead(group_id)).await
    }

    /// Takes back the members of a group.
    pub(crate) async fn forget_members(&self, group_id: String) -> Result<(), DatabaseError> {
        self.send(Message::ForgetMembers(group_id)).await
    }

    /// Records the run, prunes what is too old, and makes all of it visible at once.
    pub(crate) async fn commit(
        self,
        reports: Vec<ScriptReport>,
        keep: usize,
    ) -> Result<(), DatabaseError> {
        self.ask(|reply| Message::Commit(reports, keep, reply))
            .await
    }

    async fn ask<T>(
        &self,
        message: impl FnOnce(oneshot::Sender<T>) -> Message,
    ) -> Result<T, DatabaseError> {
        let (reply, answer) = oneshot::channel();
        self.send(message(reply)).await?;
        match answer.await {
            Ok(answer) => Ok(answer),
            Err(_) => Err(self.reason().await),
        }
    }

    async fn send(&self, message: Message) -> Result<(), DatabaseError> {
        if self.messages.send(message).await.is_err() {
            return Err(self.reason().await);
        }
        Ok(())
    }

    /// Why the thread ended.
    async fn reason(&self) -> DatabaseError {
        self.messages.closed().await;
        let mut failure = self.failure.lock().unwrap_or_else(PoisonError::into_inner);
        failure.take().unwrap_or_else(|| DatabaseError::Failed {
            path: self.path.clone(),
            source: "the thread that writes has ended".into(),
        })
    }
}

struct Work {
    path: PathBuf,
    site: String,
    groups_are_new: bool,
}

impl Work {
    fn run(
        &self,
        inbox: &mut mpsc::Receiver<Message>,
        ready: oneshot::Sender<String>,
    ) -> Result<(), DatabaseError> {
        let failed = |error| DatabaseError::of(&self.path, error);
        let mut connection = open::to_write(&self.path)?;
        let transaction = connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(failed)?;
        self.claim(&transaction)?;
        let run_at = next_run_at(&transaction, SystemTime::now()).map_err(failed)?;
        if ready.send(run_at.clone()).is_err() {
            return Ok(());
        }
        // Without a commit the transaction is rolled back when it is dropped.
        while let Some(message) = inbox.blocking_recv() {
            match message {
                Message::Rows(script, rows) => {
                    insert(&transaction, &run_at, script, rows).map_err(failed)?;
                }
                Message::Count(script, reply) => {
                    let _ = reply.send(count(&transaction, &run_at, script).map_err(failed)?);
                }
                Message::Groups(reply) => {
                    let _ = reply.send(self.groups(&transaction, &run_at).map_err(failed)?);
                }
                Message::GroupRead(group_id) => {
                    let sql = "INSERT INTO groups_read (run_at, group_id) VALUES (?1, ?2)";
                    transaction
                        .execute(sql, params![run_at, group_id])
                        .map_err(failed)?;
                }
                Message::ForgetMembers(group_id) => {
                    transaction
                        .execute(
                            "DELETE FROM jira_group_members WHERE run_at = ?1 AND group_id = ?2",
                            params![run_at, group_id],
                        )
                        .map_err(failed)?;
                }
                Message::Commit(reports, keep, reply) => {
                    for report in &reports {
                        record(&transaction, &run_at, report, keep).map_err(failed)?;
                    }
                    transaction.commit().map_err(failed)?;
                    close(connection);
                    let _ = reply.send(());
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    /// Writes down whose snapshots the database holds, or checks that they are this site's.
    fn claim(&self, transaction: &Transaction<'_>) -> Result<(), DatabaseError> {
        let failed = |error| DatabaseError::of(&self.path, error);
        let holds: Option<String> = transaction
            .query_row("SELECT site FROM snapshot_site", [], |row| row.get(0))
            .optional()
            .map_err(failed)?;
        match holds {
            Some(holds) if holds != self.site => Err(DatabaseError::OtherSite {
                path: self.path.clone(),
                holds,
                wanted: self.site.clone(),
            }),
            Some(_) => Ok(()),
            None => transaction
                .execute("INSERT INTO snapshot_site (site) VALUES (?1)", [&self.site])
                .map(drop)
                .map_err(failed),
        }
    }

    fn groups(
        &self,
        transaction: &Transaction<'_>,
        run_at: &str,
    ) -> rusqlite::Result<Vec<(String, String)>> {
        // If this run read no groups because there are none to see, those of an older run are not the latest.
        let sql = if self.groups_are_new {
            "SELECT group_id, name FROM jira_groups WHERE run_at = ?1 ORDER BY group_id"
        } else {
            "SELECT group_id, name FROM jira_groups WHERE run_at < ?1 \
             AND run_at = (SELECT MAX(run_at) FROM jira_groups) ORDER BY group_id"
        };
        transaction
            .prepare(sql)?
            .query_map([run_at], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect()
    }
}

/// Closing takes the write-ahead log into the file, so that the file is all there is between two runs.
fn close(connection: Connection) {
    let _ = connection.close();
}
