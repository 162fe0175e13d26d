//! The file: whose it is, who may read it, how long a snapshot stays.

use std::fs;

use atlassian_integrations::snapshot::{Database, DatabaseError, Script, Snapshot, SnapshotError};
use atlassian_sim::Sim;
use rusqlite::Connection;

use crate::stage::{Stage, query};

async fn refused(stage: &Stage, name: &str) -> DatabaseError {
    let snapshot = Snapshot::of(stage.source()).scripts([Script::Groups]);
    match snapshot.run(stage.path(name)).await {
        Err(SnapshotError::Database(error)) => error,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn what_something_else_made_is_not_touched() {
    let stage = Stage::of(20).await;
    fs::write(
        stage.path("notes.txt"),
        "not a database, but somebody's notes",
    )
    .unwrap();
    fs::write(stage.path("short"), "x").unwrap();
    let make = |name: &str, sql: &str| {
        let connection = Connection::open(stage.path(name)).unwrap();
        connection.execute_batch(sql).unwrap();
    };
    make(
        "tables.sqlite",
        "CREATE TABLE jira_users (a); INSERT INTO jira_users VALUES (1);",
    );
    make(
        "other.sqlite",
        "PRAGMA application_id = 7; CREATE TABLE runs (a);",
    );
    for name in ["notes.txt", "short", "tables.sqlite", "other.sqlite"] {
        let before = fs::read(stage.path(name)).unwrap();
        let error = refused(&stage, name).await;
        assert!(
            matches!(error, DatabaseError::Foreign { .. }),
            "{name}: {error:?}"
        );
        assert!(error.is_bad_input());
        assert!(Database::open(stage.path(name)).is_err());
        assert_eq!(fs::read(stage.path(name)).unwrap(), before, "{name}");
    }
    let mut files: Vec<_> = fs::read_dir(stage.path(""))
        .unwrap()
        .map(|f| f.unwrap().file_name())
        .collect();
    files.sort();
    assert_eq!(
        files,
        ["notes.txt", "other.sqlite", "short", "tables.sqlite"]
    );
    // Nothing was asked of the site for this.
    assert!(stage.sim.requests().is_empty());
}

#[tokio::test]
async fn what_a_newer_version_made_is_not_touched() {
    let stage = Stage::of(20).await;
    stage.run().await;
    let connection = Connection::open(stage.database()).unwrap();
    connection
        .execute_batch("PRAGMA user_version = 99; PRAGMA wal_checkpoint(TRUNCATE)")
        .unwrap();
    drop(connection);
    let before = fs::read(stage.database()).unwrap();
    let error = refused(&stage, "snapshot.sqlite").await;
    assert!(
        matches!(error, DatabaseError::Newer { found: 99, .. }),
        "{error:?}"
    );
    assert_eq!(fs::read(stage.database()).unwrap(), before);
}

#[tokio::test]
async fn another_site_does_not_replace_the_first() {
    let stage = Stage::of(20).await;
    stage.run().await;
    let connection = Connection::open(stage.database()).unwrap();
    connection
        .execute("UPDATE snapshot_site SET site = 'acme.atlassian.net'", [])
        .unwrap();
    drop(connection);
    let before = stage.everything();
    let error = refused(&stage, "snapshot.sqlite").await;
    assert!(
        error
            .to_string()
            .contains("holds snapshots of acme.atlassian.net"),
        "{error}"
    );
    assert_eq!(stage.everything(), before);
}

#[tokio::test]
async fn a_path_that_cannot_be_written_is_told() {
    let stage = Stage::of(20).await;
    let error = refused(&stage, "no/such/folder.sqlite").await;
    assert!(matches!(error, DatabaseError::Unusable { .. }), "{error:?}");
    let error = refused(&stage, "").await;
    assert!(error.to_string().contains("a directory"), "{error}");
    assert!(matches!(
        Database::open(stage.path("none")),
        Err(DatabaseError::Missing { .. })
    ));
}

#[tokio::test]
async fn an_empty_file_will_do() {
    let stage = Stage::of(20).await;
    fs::write(stage.database(), "").unwrap();
    assert!(matches!(
        Database::open(stage.database()),
        Err(DatabaseError::Missing { .. })
    ));
    stage.run().await;
    assert!(!stage.latest(Script::Users).is_empty());
}

#[cfg(unix)]
#[tokio::test]
async fn a_new_file_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let stage = Stage::of(20).await;
    stage.run().await;
    let mode = fs::metadata(stage.database()).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[tokio::test]
async fn as_many_snapshots_stay_as_are_wanted() {
    let stage = Stage::with(Sim::builder().users(30).start().await.unwrap());
    let mut all = Vec::new();
    for _ in 0..4 {
        let report = Snapshot::of(stage.source())
            .keep(2)
            .run(stage.database())
            .await
            .unwrap();
        all.push(report.run_at);
    }
    assert!(all.is_sorted_by(|a, b| a < b), "{all:?}");
    let kept = |table: &str| -> Vec<String> {
        let sql = format!("SELECT DISTINCT run_at FROM {table} ORDER BY run_at");
        query(&stage.database(), &sql)
            .into_iter()
            .flatten()
            .collect()
    };
    for script in Script::ALL {
        assert_eq!(kept(script.table()), all[2..], "{script}");
    }
    assert_eq!(kept("runs"), all[2..]);
    // A run of one script leaves the tables of the others alone.
    let snapshot = Snapshot::of(stage.source()).scripts([Script::Groups]);
    let report = snapshot.run(stage.database()).await.unwrap();
    assert_eq!(kept("jira_groups"), [report.run_at]);
    assert_eq!(kept("jira_users"), all[2..]);
}
