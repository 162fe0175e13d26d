//! The database: made, written and read.

mod open;
mod statements;
mod writer;

use std::path::{Path, PathBuf};

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension as _};
use serde::Serialize;

use super::{DatabaseError, Script};

pub(crate) use statements::{Row, flag, integer, text};
pub(crate) use writer::Writer;

/// A snapshot database, opened to be read.
///
/// It stays readable while a run writes to it, and shows the snapshot before until the run has ended. The tables are
/// ordinary ones, so any SQLite tool reads them as well.
///
/// ```
/// use atlassian_integrations::snapshot::{Database, DatabaseError};
///
/// let error = Database::open("no-such-file.sqlite").unwrap_err();
/// assert!(matches!(error, DatabaseError::Missing { .. }));
/// ```
#[derive(Debug)]
pub struct Database {
    path: PathBuf,
    pub(super) connection: Connection,
}

/// A value of a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Cell {
    /// The service sent nothing.
    Null,
    /// A whole number, or a flag as 0 or 1.
    Integer(i64),
    /// Text, or JSON as text.
    Text(String),
}

/// The latest snapshot of a table.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Table {
    /// Which one.
    pub script: Script,
    /// What is known of the run that made it; `None` if the script never ran.
    pub run: Option<RunRecord>,
    /// How many rows it has in all.
    pub total: u64,
    /// The rows, at most as many as were asked for, by the columns of their key. Their cells are those of
    /// [`Script::columns`].
    pub rows: Vec<Vec<Cell>>,
}

/// One script of one run: a row of the table `runs`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct RunRecord {
    /// When the run began, RFC 3339 in UTC; the `run_at` of its rows.
    pub run_at: String,
    /// Which script.
    pub script: Script,
    /// How many rows it stored.
    pub rows: u64,
    /// What it could not read, and why; empty if there is nothing to say.
    pub note: String,
    /// How long it took.
    pub seconds: f64,
}

impl Database {
    /// Opens a database that a run has made.
    ///
    /// # Errors
    /// [`DatabaseError::Missing`] if there is none, [`DatabaseError::Foreign`] if the file is something else.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, DatabaseError> {
        let path = path.as_ref();
        Ok(Self {
            path: path.to_owned(),
            connection: open::to_read(path)?,
        })
    }

    pub(super) fn failed(&self, error: rusqlite::Error) -> DatabaseError {
        DatabaseError::of(&self.path, error)
    }

    /// The latest snapshot of a table, and at most `limit` of its rows.
    pub fn latest(&self, script: Script, limit: Option<usize>) -> Result<Table, DatabaseError> {
        let mut rows = Vec::new();
        let table = self.visit_latest(script, limit, |row| rows.push(row))?;
        Ok(Table { rows, ..table })
    }

    /// As [`latest`](Self::latest), but hands each row over as it is read and leaves [`Table::rows`] empty: for tables
    /// that are better not held in memory.
    pub fn visit_latest(
        &self,
        script: Script,
        limit: Option<usize>,
        mut visit: impl FnMut(Vec<Cell>),
    ) -> Result<Table, DatabaseError> {
        // One view of everything, also if a run ends in between.
        let view = self
            .connection
            .unchecked_transaction()
            .map_err(|error| self.failed(error))?;
        let run = self.last_run(script)?;
        let columns: Vec<&str> = script.columns().iter().map(|column| column.name).collect();
        let (table, names, key) = (script.table(), columns.join(", "), script.key().join(", "));
        let latest = format!("FROM {table} WHERE run_at = (SELECT MAX(run_at) FROM {table})");
        let limit = limit.map_or(-1, |limit| i64::try_from(limit).unwrap_or(i64::MAX));
        let mut read = || -> rusqlite::Result<i64> {
            let count = format!("SELECT COUNT(*) {latest}");
            let total = view.query_row(&count, [], |row| row.get(0))?;
            let select = format!("SELECT {names} {latest} ORDER BY {key} LIMIT ?1");
            let mut statement = view.prepare(&select)?;
            let mut rows = statement.query([limit])?;
            while let Some(row) = rows.next()? {
                let cells = (0..columns.len()).map(|at| row.get_ref(at).map(cell));
                visit(cells.collect::<rusqlite::Result<_>>()?);
            }
            Ok(total)
        };
        let total = read().map_err(|error| self.failed(error))?;
        Ok(Table {
            script,
            run,
            total: u64::try_from(total).unwrap_or(0),
            rows: Vec::new(),
        })
    }

    /// What is known of the last run of a script; `None` if it never ran.
    pub fn last_run(&self, script: Script) -> Result<Option<RunRecord>, DatabaseError> {
        self.connection
            .query_row(
                "SELECT run_at, rows, note, seconds FROM runs WHERE script = ?1 ORDER BY run_at DESC LIMIT 1",
                [script.name()],
                |row| {
                    Ok(RunRecord {
                        run_at: row.get(0)?,
                        script,
                        rows: u64::try_from(row.get::<_, i64>(1)?).unwrap_or(0),
                        note: row.get(2)?,
                        seconds: row.get(3)?,
                    })
                },
            )
            .optional()
            .map_err(|error| self.failed(error))
    }
}

fn cell(value: ValueRef<'_>) -> Cell {
    match value {
        ValueRef::Null => Cell::Null,
        ValueRef::Integer(number) => Cell::Integer(number),
        ValueRef::Real(number) => Cell::Text(number.to_string()),
        ValueRef::Text(text) | ValueRef::Blob(text) => {
            Cell::Text(String::from_utf8_lossy(text).into_owned())
        }
    }
}
