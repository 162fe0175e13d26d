//! A run is there as a whole or not at all.

use atlassian_integrations::snapshot::{
    Database, DatabaseError, Progress, Script, Snapshot, SnapshotError,
};
use atlassian_sim::Fault;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use crate::stage::{Stage, query};

const TOKENS: &str = "/admin/api-access/v1/orgs/{orgId}/api-tokens";

#[tokio::test]
async fn a_fault_in_the_last_script_leaves_nothing() {
    let stage = Stage::of(200).await;
    stage
        .sim
        .inject(Fault::on("GET", TOKENS).status(500).times(1));
    let error = Snapshot::of(stage.source())
        .run(stage.database())
        .await
        .unwrap_err();
    let SnapshotError::Script {
        script, finished, ..
    } = error
    else {
        panic!("{error:?}");
    };
    assert_eq!((script, finished.len()), (Script::ApiTokens, 5));
    assert!(stage.everything().is_empty());

    // The same with a snapshot before it, which stays as it is.
    let first = stage.run().await;
    let before = stage.everything();
    stage
        .sim
        .inject(Fault::on("GET", TOKENS).status(500).times(1));
    Snapshot::of(stage.source())
        .run(stage.database())
        .await
        .unwrap_err();
    assert_eq!(stage.everything(), before);
    let latest = Database::open(stage.database())
        .unwrap()
        .last_run(Script::Users)
        .unwrap();
    assert_eq!(latest.unwrap().run_at, first.run_at);
}

/// A run that has stored everything but the tokens, and waits for those for ever.
async fn stuck(stage: &Stage) -> JoinHandle<Result<(), SnapshotError>> {
    stage.sim.inject(Fault::on("GET", TOKENS).hang());
    let (tell, mut told) = mpsc::unbounded_channel();
    let snapshot = Snapshot::of(stage.source()).on_progress(move |progress| {
        if let Progress::Started(Script::ApiTokens) = progress {
            let _ = tell.send(());
        }
    });
    let path = stage.database();
    let run = tokio::spawn(async move { snapshot.run(path).await.map(drop) });
    told.recv().await.unwrap();
    run
}

#[tokio::test]
async fn a_cancelled_run_leaves_nothing() {
    let stage = Stage::of(200).await;
    stage.run().await;
    let before = stage.everything();
    let run = stuck(&stage).await;
    run.abort();
    assert!(run.await.unwrap_err().is_cancelled());
    stage.sim.clear_faults();
    assert_eq!(stage.everything(), before);
    // And the next one is not in the way of its remains.
    let report = stage.run().await;
    assert_eq!(
        query(&stage.database(), "SELECT DISTINCT run_at FROM runs"),
        [[report.run_at]]
    );
}

#[tokio::test]
async fn readers_see_the_snapshot_before_and_a_second_run_is_refused() {
    let stage = Stage::of(100).await;
    stage.run().await;
    let before = stage.everything();
    let run = stuck(&stage).await;
    assert_eq!(stage.everything(), before);
    let table = Database::open(stage.database())
        .unwrap()
        .latest(Script::Users, Some(3))
        .unwrap();
    assert_eq!(table.rows.len(), 3);

    let second = Snapshot::of(stage.source()).scripts([Script::Groups]);
    let error = second.run(stage.database()).await.unwrap_err();
    assert!(
        matches!(error, SnapshotError::Database(DatabaseError::Busy { .. })),
        "{error:?}"
    );
    assert!(
        error.to_string().contains("another run is writing"),
        "{error}"
    );
    run.abort();
    assert!(run.await.is_err());
}
