//! A run that is killed or interrupted in its middle leaves the snapshot before it whole.

use std::process::Child;

use atlassian_sim::{Fault, Sim};
use rusqlite::Connection;

use crate::program::{Ended, Place, start, wait_until};

/// A whole snapshot, and then a run that has written much and waits for ever for the rest.
fn in_the_middle(sim: &Sim) -> (Place, Vec<(String, i64)>, Child) {
    let place = Place::of(sim, &sim.admin()).with_organization(sim.org_id(), &sim.org_key());
    place.run(&["run"]).expect(0);
    let before = content(&place);
    sim.clear_requests();
    sim.inject(Fault::on("GET", "/admin/api-access/v1/orgs/{orgId}/api-tokens").hang());
    let child = place.command(&["run"]).spawn().unwrap();
    wait_until("the last request before the tokens", || {
        let advanced = "/rest/api/3/application-properties/advanced-settings";
        sim.requests()
            .iter()
            .any(|request| request.path == advanced)
    });
    (place, before, child)
}

/// The snapshots in the database, and how many rows each has.
fn content(place: &Place) -> Vec<(String, i64)> {
    let connection = Connection::open(place.path("config-snapshot.sqlite")).unwrap();
    let sound: String = connection
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .unwrap();
    assert_eq!(sound, "ok");
    let mut all = Vec::new();
    for table in [
        "runs",
        "jira_users",
        "jira_groups",
        "jira_group_members",
        "jira_api_tokens",
    ] {
        let sql = format!("SELECT run_at, COUNT(*) FROM {table} GROUP BY run_at");
        let mut statement = connection.prepare(&sql).unwrap();
        let rows = statement
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
            .unwrap();
        all.extend(rows.map(Result::unwrap));
    }
    assert_eq!(all.len(), 5);
    all
}

#[test]
fn killed() {
    let sim = start(Sim::builder().users(300));
    let (place, before, mut child) = in_the_middle(&sim);
    child.kill().unwrap();
    child.wait().unwrap();
    sim.clear_faults();
    assert_eq!(content(&place), before);
    // What is left of the killed run is in nobody's way.
    place.run(&["run"]).expect(0);
    assert_ne!(content(&place), before);
}

#[cfg(unix)]
#[test]
fn interrupted() {
    let sim = start(Sim::builder().users(100));
    let (place, before, child) = in_the_middle(&sim);
    let ended = Ended::interrupted(child);
    assert!(
        ended.stderr.contains("interrupted; the snapshot before"),
        "{}",
        ended.stderr
    );
    assert_eq!(content(&place), before);
}

#[test]
fn a_second_run_is_told_of_the_first() {
    let sim = start(Sim::builder().users(50));
    let (place, before, mut child) = in_the_middle(&sim);
    let ended = place.run(&["run"]).expect(1);
    assert!(
        ended.stderr.contains("another run is writing"),
        "{}",
        ended.stderr
    );
    place.run(&["show", "users"]).expect(0);
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(content(&place), before);
}
