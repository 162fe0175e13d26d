//! Opening a database without ever touching one that was made by something else.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use crate::snapshot::{ColumnKind, DatabaseError, Script};

/// `JSNP`, in the header of every database of ours.
pub(crate) const APPLICATION_ID: u32 = 0x4A53_4E50;
/// The version of the tables, in the header as well.
pub(crate) const FORMAT: u32 = 1;
/// How long to wait for another process that writes.
const PATIENCE: Duration = Duration::from_secs(2);

const MAGIC: &[u8; 16] = b"SQLite format 3\0";

enum Found {
    Nothing,
    Empty,
    Ours,
}

/// Opens a database to read from it.
pub(crate) fn to_read(path: &Path) -> Result<Connection, DatabaseError> {
    match look(path)? {
        Found::Ours => connect(path),
        Found::Nothing | Found::Empty => Err(DatabaseError::Missing {
            path: path.to_owned(),
        }),
    }
}

/// Opens a database to write to it, and makes it if need be, readable for its owner only.
pub(crate) fn to_write(path: &Path) -> Result<Connection, DatabaseError> {
    if matches!(look(path)?, Found::Nothing) {
        make_file(path)?;
    }
    let mut connection = connect(path)?;
    prepare(path, &mut connection)?;
    Ok(connection)
}

/// What the file is, by its first bytes alone: SQLite itself may change a file by opening it.
fn look(path: &Path) -> Result<Found, DatabaseError> {
    let unusable = |error: io::Error| DatabaseError::Unusable {
        path: path.to_owned(),
        source: error.into(),
    };
    let foreign = |what| DatabaseError::Foreign {
        path: path.to_owned(),
        what,
    };
    let metadata = match fs::metadata(path) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Found::Nothing),
        Err(error) => return Err(unusable(error)),
    };
    if metadata.is_dir() {
        return Err(foreign("a directory"));
    }
    if !metadata.is_file() {
        return Err(foreign("not even a file"));
    }
    let mut header = Vec::with_capacity(100);
    File::open(path)
        .and_then(|file| file.take(100).read_to_end(&mut header))
        .map_err(unusable)?;
    if header.is_empty() {
        return Ok(Found::Empty);
    }
    if !header.starts_with(MAGIC) {
        return Err(foreign("something else than a SQLite database"));
    }
    let number = |at: usize| {
        let bytes = header.get(at..at + 4).and_then(|b| b.try_into().ok());
        bytes.map_or(0, u32::from_be_bytes)
    };
    let (format, application) = (number(60), number(68));
    if application != APPLICATION_ID {
        return Err(foreign("a database of another application"));
    }
    if format > FORMAT {
        return Err(DatabaseError::Newer {
            path: path.to_owned(),
            found: format,
            known: FORMAT,
        });
    }
    Ok(Found::Ours)
}

fn make_file(path: &Path) -> Result<(), DatabaseError> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    match options.open(path) {
        Ok(_) => Ok(()),
        // Another run was faster; whose it is shows when it is opened.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(DatabaseError::Unusable {
            path: path.to_owned(),
            source: error.into(),
        }),
    }
}

fn connect(path: &Path) -> Result<Connection, DatabaseError> {
    // An absolute path is never one of SQLite's special names, such as `:memory:`.
    let absolute: PathBuf = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(absolute, flags)
        .map_err(|error| DatabaseError::of(path, error))?;
    connection
        .busy_timeout(PATIENCE)
        .map_err(|error| DatabaseError::of(path, error))?;
    Ok(connection)
}

/// Makes the tables if they are not there. The header is written in the same step, and before the write-ahead log is
/// switched on, so that the file itself says from then on whose it is.
fn prepare(path: &Path, connection: &mut Connection) -> Result<(), DatabaseError> {
    let failed = |error| DatabaseError::of(path, error);
    let made = application_id(connection).map_err(failed)?;
    if made != APPLICATION_ID {
        let transaction = connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(failed)?;
        let tables: i64 = transaction
            .query_row("SELECT COUNT(*) FROM sqlite_schema", [], |row| row.get(0))
            .map_err(failed)?;
        // Another run may have made them in the meantime.
        if application_id(&transaction).map_err(failed)? != APPLICATION_ID {
            if tables > 0 {
                return Err(DatabaseError::Foreign {
                    path: path.to_owned(),
                    what: "a database of another application",
                });
            }
            transaction.execute_batch(&schema()).map_err(failed)?;
        }
        transaction.commit().map_err(failed)?;
    }
    // Readers then see the snapshot before while a run writes the next. Where the file system cannot do it, or another
    // run is at it, the mode stays as it is, and everything works all the same.
    let _ = connection.pragma_update(None, "journal_mode", "WAL");
    Ok(())
}

fn application_id(connection: &Connection) -> rusqlite::Result<u32> {
    connection.query_row("PRAGMA application_id", [], |row| row.get(0))
}

fn schema() -> String {
    use std::fmt::Write as _;
    let mut sql =
        format!("PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {FORMAT};");
    for script in Script::ALL {
        let _ = write!(sql, "CREATE TABLE {} (run_at TEXT NOT NULL", script.table());
        for column in script.columns() {
            let kind = match column.kind {
                ColumnKind::Text | ColumnKind::Json => "TEXT NOT NULL",
                ColumnKind::Integer | ColumnKind::Flag => "INTEGER",
            };
            let _ = write!(sql, ", {} {kind}", column.name);
        }
        let key = script.key().join(", ");
        let _ = write!(sql, ", PRIMARY KEY (run_at, {key})) WITHOUT ROWID;");
    }
    sql.push_str(
        "CREATE TABLE runs (run_at TEXT NOT NULL, script TEXT NOT NULL, rows INTEGER NOT NULL, note TEXT NOT NULL, \
         seconds REAL NOT NULL, PRIMARY KEY (run_at, script)) WITHOUT ROWID; \
         CREATE TABLE groups_read (run_at TEXT NOT NULL, group_id TEXT NOT NULL, PRIMARY KEY (run_at, group_id)) \
         WITHOUT ROWID; \
         CREATE TABLE snapshot_site (site TEXT NOT NULL);",
    );
    sql
}
