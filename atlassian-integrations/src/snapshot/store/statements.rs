//! The statements of a run, each on the transaction that the run is.

use std::time::SystemTime;

use atlassian_core::Timestamp;
use rusqlite::types::Value;
use rusqlite::{Transaction, params};

use crate::snapshot::{Script, ScriptReport};

/// The cells of a row behind `run_at`.
pub(crate) type Row = Vec<Value>;

pub(crate) fn text(text: impl Into<String>) -> Value {
    Value::Text(text.into())
}

pub(crate) fn integer(number: Option<i64>) -> Value {
    number.map_or(Value::Null, Value::Integer)
}

pub(crate) fn flag(flag: Option<bool>) -> Value {
    integer(flag.map(i64::from))
}

/// Now, or a millisecond after the newest run if the clock has not come that far.
pub(super) fn next_run_at(
    transaction: &Transaction<'_>,
    now: SystemTime,
) -> rusqlite::Result<String> {
    let newest: Option<String> =
        transaction.query_row("SELECT MAX(run_at) FROM runs", [], |row| row.get(0))?;
    let newest = newest.and_then(|newest| Timestamp::new(newest).epoch_millis());
    let now = Timestamp::from(now).epoch_millis().unwrap_or_default();
    let millis = newest.map_or(now, |newest| now.max(newest + 1));
    Ok(Timestamp::from_epoch_millis(millis).as_str().to_owned())
}

pub(super) fn insert(
    transaction: &Transaction<'_>,
    run_at: &str,
    script: Script,
    rows: Vec<Row>,
) -> rusqlite::Result<()> {
    let names: Vec<&str> = script.columns().iter().map(|column| column.name).collect();
    let sql = format!(
        "INSERT OR IGNORE INTO {} (run_at, {}) VALUES (?{})",
        script.table(),
        names.join(", "),
        ", ?".repeat(names.len())
    );
    let mut statement = transaction.prepare_cached(&sql)?;
    for row in rows {
        let cells = std::iter::once(text(run_at)).chain(row);
        statement.execute(rusqlite::params_from_iter(cells))?;
    }
    Ok(())
}

pub(super) fn count(
    transaction: &Transaction<'_>,
    run_at: &str,
    script: Script,
) -> rusqlite::Result<u64> {
    let sql = format!("SELECT COUNT(*) FROM {} WHERE run_at = ?1", script.table());
    let count: i64 = transaction.query_row(&sql, [run_at], |row| row.get(0))?;
    Ok(u64::try_from(count).unwrap_or(0))
}

/// Writes a script of the run down and removes the snapshots that are too old.
///
/// An empty snapshot removes all older ones of its table: otherwise `MAX(run_at)` would find one of those, and what is
/// gone would look as if it were still there.
pub(super) fn record(
    transaction: &Transaction<'_>,
    run_at: &str,
    report: &ScriptReport,
    keep: usize,
) -> rusqlite::Result<()> {
    let (script, table) = (report.script.name(), report.script.table());
    let keep = i64::try_from(keep.max(1)).unwrap_or(i64::MAX);
    transaction.execute(
        "INSERT INTO runs (run_at, script, rows, note, seconds) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![
            run_at,
            script,
            i64::try_from(report.rows).unwrap_or(i64::MAX),
            report.note,
            report.seconds
        ],
    )?;
    if report.rows == 0 {
        transaction.execute(&format!("DELETE FROM {table}"), [])?;
    } else {
        let sql = format!(
            "DELETE FROM {table} WHERE run_at NOT IN \
             (SELECT DISTINCT run_at FROM {table} ORDER BY run_at DESC LIMIT ?1)"
        );
        transaction.execute(&sql, [keep])?;
    }
    transaction.execute(
        "DELETE FROM runs WHERE script = ?1 AND run_at NOT IN \
         (SELECT run_at FROM runs WHERE script = ?1 ORDER BY run_at DESC LIMIT ?2)",
        params![script, keep],
    )?;
    if report.script == Script::GroupMembers {
        transaction.execute(
            "DELETE FROM groups_read WHERE run_at NOT IN (SELECT run_at FROM runs WHERE script = ?1)",
            [script],
        )?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use super::super::open;
    use super::*;

    fn report(script: Script, rows: u64) -> ScriptReport {
        ScriptReport {
            script,
            rows,
            note: String::new(),
            seconds: 0.5,
        }
    }

    #[test]
    fn run_at_always_goes_up() {
        let folder = tempfile::tempdir().unwrap();
        let mut connection = open::to_write(&folder.path().join("a.sqlite")).unwrap();
        let transaction = connection.transaction().unwrap();
        let at = |ms| UNIX_EPOCH + Duration::from_millis(ms);
        let mut seen = Vec::new();
        // The same millisecond twice, then a clock that was set back, then one that has caught up.
        for ms in [
            1_700_000_000_000,
            1_700_000_000_000,
            1_600_000_000_000,
            1_700_000_000_009,
        ] {
            let run_at = next_run_at(&transaction, at(ms)).unwrap();
            record(&transaction, &run_at, &report(Script::Users, 0), 9).unwrap();
            seen.push(run_at);
        }
        assert_eq!(
            seen,
            [
                "2023-11-14T22:13:20.000Z",
                "2023-11-14T22:13:20.001Z",
                "2023-11-14T22:13:20.002Z",
                "2023-11-14T22:13:20.009Z"
            ]
        );
    }

    #[test]
    fn old_snapshots_are_pruned_and_an_empty_one_removes_them_all() {
        let folder = tempfile::tempdir().unwrap();
        let mut connection = open::to_write(&folder.path().join("a.sqlite")).unwrap();
        let transaction = connection.transaction().unwrap();
        let count =
            |sql: &str| -> i64 { transaction.query_row(sql, [], |row| row.get(0)).unwrap() };
        let snapshots = "SELECT COUNT(DISTINCT run_at) FROM jira_groups";
        for at in 1..=4 {
            let run_at = format!("2026-01-0{at}T00:00:00.000Z");
            let rows = ["a", "b"].map(|id| vec![text(id), text(id)]).to_vec();
            insert(&transaction, &run_at, Script::Groups, rows).unwrap();
            record(&transaction, &run_at, &report(Script::Groups, 2), 3).unwrap();
        }
        assert_eq!(count(snapshots), 3);
        assert_eq!(count("SELECT COUNT(*) FROM jira_groups"), 6);
        assert_eq!(count("SELECT COUNT(*) FROM runs"), 3);
        let run_at = "2026-01-05T00:00:00.000Z";
        record(&transaction, run_at, &report(Script::Groups, 0), 3).unwrap();
        assert_eq!(count(snapshots), 0);
        assert_eq!(count("SELECT COUNT(*) FROM runs"), 3);
    }
}
