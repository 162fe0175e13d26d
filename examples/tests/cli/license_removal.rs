//! What `license-insights` changes, and takes back.

use std::fs;

use atlassian_sim::{Fault, Sim};

use crate::license_insights::{lines, run, spawn, whole};
use crate::program::{Ended, Place, start, wait_until};

const SOMEBODY: &str = "user-10@example.com";

/// Who is in which groups.
fn members(sim: &Sim) -> Vec<(String, Vec<String>)> {
    let groups = sim.groups().into_iter();
    groups
        .map(|group| (group.name, sim.members(&group.group_id)))
        .collect()
}

fn writes(sim: &Sim) -> usize {
    let requests = sim.requests();
    let writes = requests
        .iter()
        .filter(|one| matches!(&*one.method, "DELETE" | "PUT"));
    writes.count()
}

fn account(place: &Place) -> String {
    let plan = run(place, &["--format", "json", "remove", SOMEBODY]).expect(0);
    lines(&plan.stdout)[0]["account_id"]
        .as_str()
        .unwrap()
        .to_owned()
}

#[test]
fn nothing_is_changed_unless_it_is_said() {
    let sim = start(Sim::builder().users(60));
    let place = whole(&sim);
    let before = members(&sim);
    for more in [
        &[][..],
        &["--from", "organization"],
        &["--delete"],
        &["--from", "organization", "--delete"],
        &["--product", "confluence"],
    ] {
        let ended = run(&place, &[&["remove", SOMEBODY], more].concat()).expect(0);
        assert!(
            ended.stderr.contains("nothing was changed"),
            "{}",
            ended.stderr
        );
        assert!(ended.stdout.contains("planned"), "{}", ended.stdout);
    }
    assert_eq!(members(&sim), before);
    assert_eq!(writes(&sim), 0);
    assert!(!place.path("license-insights.journal").exists());
}

#[test]
fn what_is_taken_is_given_back() {
    let sim = start(Sim::builder().users(60));
    // No scope allows suspending anybody.
    let key = sim.org_key_without_scopes();
    let place = Place::of(&sim, &sim.admin()).with_organization(sim.org_id(), &key);
    let before = members(&sim);
    for (more, steps) in [(&[][..], 3), (&["--from", "organization"], 1)] {
        let arguments = [
            &[
                "--format",
                "json",
                "remove",
                SOMEBODY,
                "--apply",
                "--yes",
                "--journal",
                "j",
            ],
            more,
        ]
        .concat();
        let done = lines(&run(&place, &arguments).expect(0).stdout);
        assert_eq!(done.len(), steps, "{done:?}");
        assert!(done.iter().all(|row| row["state"] == "done"));
        let undone = lines(
            &run(&place, &["--format", "json", "undo", "j"])
                .expect(0)
                .stdout,
        );
        assert_eq!(undone.len(), steps);
        assert!(
            undone.iter().all(|row| row["state"] == "restored"),
            "{undone:?}"
        );
        assert_eq!(members(&sim), before);
        let again = run(&place, &["undo", "j"]).expect(0);
        assert!(again.stderr.contains("nothing to undo"), "{}", again.stderr);
    }
    let journal = fs::read_to_string(place.path("j")).unwrap();
    assert!(!journal.contains(&sim.admin().token) && !journal.contains(&key));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(place.path("j")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}

#[test]
fn what_cannot_be_undone_is_said() {
    let sim = start(Sim::builder().users(60));
    let place = whole(&sim);
    let done = run(
        &place,
        &["remove", SOMEBODY, "--delete", "--apply", "--yes"],
    )
    .expect(0);
    assert!(done.stderr.contains("cannot be undone"), "{}", done.stderr);
    let undo = run(&place, &["undo", "license-insights.journal"]).expect(1);
    assert!(
        undo.stdout.contains("invite the person again"),
        "{}",
        undo.stdout
    );
}

#[test]
fn some_accounts_are_not_removed() {
    let sim = start(Sim::builder().users(60));
    let place = whole(&sim);
    let admin = sim.admin();
    for more in [&[][..], &["--from", "organization"], &["--apply", "--yes"]] {
        let arguments = [&["remove", &admin.email], more].concat();
        run(&place, &arguments).refused(&["does not remove itself"]);
    }
    let app = sim
        .users()
        .into_iter()
        .find(|user| user.account_type == "app")
        .unwrap();
    run(&place, &["remove", &app.account_id]).refused(&["is an app"]);
    let without = Place::of(&sim, &admin);
    run(&without, &["remove", SOMEBODY, "--from", "organization"])
        .refused(&["ATLASSIAN_ORG_ID and ATLASSIAN_ADMIN_API_KEY are not set"]);
    assert_eq!(writes(&sim), 0);
}

#[test]
fn a_journal_of_another_site_stays_as_it_is() {
    let sim = start(Sim::builder().users(60));
    let place = whole(&sim);
    let foreign =
        r#"{"at":"2026-11-22T00:00:00Z","record":"opened","format":1,"site":"acme.atlassian.net"}"#;
    place.write("j", &format!("{foreign}\n"));
    run(&place, &["undo", "j"]).refused(&["acme.atlassian.net"]);
    let arguments = ["remove", SOMEBODY, "--apply", "--yes", "--journal", "j"];
    run(&place, &arguments).refused(&["acme.atlassian.net"]);
    assert_eq!(
        fs::read_to_string(place.path("j")).unwrap(),
        format!("{foreign}\n")
    );
    assert_eq!(writes(&sim), 0);
}

/// One step is done, and the answer to the second never comes.
fn in_the_middle(sim: &Sim) -> (Place, std::process::Child) {
    let place = whole(sim);
    let account = account(&place);
    sim.clear_requests();
    sim.inject(
        Fault::on("DELETE", "/rest/api/3/group/user")
            .after(1)
            .hang(),
    );
    let child = spawn(
        &place,
        &["remove", &account, "--apply", "--yes", "--journal", "j"],
    );
    wait_until("the second removal", || writes(sim) == 2);
    (place, child)
}

#[cfg(unix)]
#[test]
fn interrupted_in_the_middle() {
    let sim = start(Sim::builder().users(60));
    let before = members(&sim);
    let (place, child) = in_the_middle(&sim);
    let ended = Ended::interrupted(child);
    assert_eq!(ended.stdout.matches("done").count(), 1, "{}", ended.stdout);
    assert!(
        ended.stderr.contains("stands in the journal"),
        "{}",
        ended.stderr
    );
    assert_ne!(members(&sim), before);
    sim.clear_faults();
    run(&place, &["undo", "j"]).expect(0);
    assert_eq!(members(&sim), before);
}

#[test]
fn killed_in_the_middle() {
    let sim = start(Sim::builder().users(60));
    let before = members(&sim);
    let (place, mut child) = in_the_middle(&sim);
    child.kill().unwrap();
    child.wait().unwrap();
    sim.clear_faults();
    assert_ne!(members(&sim), before);
    run(&place, &["undo", "j"]).expect(0);
    assert_eq!(members(&sim), before);
}
