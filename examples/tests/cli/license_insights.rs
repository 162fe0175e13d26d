//! What `license-insights` prints, and how it ends. What it changes is tested in `license_removal`.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::process::Child;

use atlassian_sim::Sim;
use serde_json::Value;

use crate::program::{Ended, Place, start, wait_until};

const PROGRAM: &str = env!("CARGO_BIN_EXE_license-insights");

pub(crate) fn run(place: &Place, arguments: &[&str]) -> Ended {
    Ended::from(place.program(PROGRAM, arguments).output().unwrap())
}

pub(crate) fn spawn(place: &Place, arguments: &[&str]) -> Child {
    place.program(PROGRAM, arguments).spawn().unwrap()
}

/// The settings of a site's administrator, with the organization.
pub(crate) fn whole(sim: &Sim) -> Place {
    Place::of(sim, &sim.admin()).with_organization(sim.org_id(), &sim.org_key())
}

pub(crate) fn lines(text: &str) -> Vec<Value> {
    let value = |line| serde_json::from_str(line).expect(line);
    text.lines().map(value).collect()
}

#[test]
fn the_demo_needs_nothing() {
    let place = Place::new();
    let demo = |arguments: &[&str]| {
        let arguments = [&["--demo", "--demo-users", "60"], arguments].concat();
        let ended = run(&place, &arguments).expect(0);
        assert!(!ended.stdout.contains('\u{1b}') && !ended.stderr.contains('\u{1b}'));
        ended
    };
    let check = demo(&["check"]).stdout;
    for part in [
        "Permission *Browse users and groups*",
        "Permission *Administer Jira*",
        "granted",
        "Confluence",
    ] {
        assert!(check.contains(part), "{part:?} in {check}");
    }
    let users = demo(&["users"]);
    assert!(users.stdout.starts_with("NAME"), "{}", users.stdout);
    assert!(users.stdout.contains("Confluence"), "{}", users.stdout);
    // Progress as plain lines, since nobody looks at a terminal.
    assert!(users.stderr.starts_with("Jira users: "), "{}", users.stderr);
    let licenses = demo(&["licenses"]).stdout;
    assert!(licenses.contains("CAN BE FREED"), "{licenses}");
    let audit = demo(&["audit", "--text", "group"]).stdout;
    assert!(audit.contains("User added to group"), "{audit}");
    let remove = demo(&["remove", "user-10@example.com"]);
    assert!(remove.stdout.contains("planned"), "{}", remove.stdout);
    assert!(
        remove.stderr.contains("nothing was changed"),
        "{}",
        remove.stderr
    );
    demo(&["remove", "user-10@example.com", "--apply", "--yes"]);
    demo(&[
        "remove",
        "user-10@example.com",
        "--from",
        "organization",
        "--apply",
        "--yes",
    ]);
    let undo = demo(&["undo", "license-insights.journal"]).stdout;
    assert!(undo.contains("was as before already"), "{undo}");
    demo(&["report", "--html", "a.html"]);
    let page = fs::read_to_string(place.path("a.html")).unwrap();
    assert!(page.starts_with("<!doctype html>") && page.ends_with("</html>\n"));
    let files = fs::read_dir(place.path("")).unwrap().count();
    assert_eq!(files, 2, "the journal and the page, and nothing else");
}

#[test]
fn each_form_has_the_same_rows() {
    let sim = start(Sim::builder().users(60));
    let place = whole(&sim);
    for command in ["check", "licenses", "users", "audit"] {
        let rows = |format: &str| run(&place, &["--format", format, command]).expect(0).stdout;
        let json = lines(&rows("json"));
        assert!(!json.is_empty());
        assert_eq!(rows("table").lines().count(), json.len() + 1, "{command}");
        let csv = rows("csv");
        let (header, _) = csv.split_once('\n').unwrap();
        assert!(header.split(',').count() >= 3, "{header}");
    }
    let licenses = lines(
        &run(&place, &["--format", "json", "licenses"])
            .expect(0)
            .stdout,
    );
    for product in &licenses {
        let number = |name: &str| product[name].as_u64().expect(name);
        assert_eq!(
            number("counted"),
            number("needed") + number("possibly_freeable") + number("freeable")
        );
        // The same people, one by one.
        let key = product["product"].as_str().unwrap();
        let listed = |standing: &str| {
            let arguments = [
                "--format",
                "json",
                "users",
                "--product",
                key,
                "--standing",
                standing,
            ];
            lines(&run(&place, &arguments).expect(0).stdout).len() as u64
        };
        assert_eq!(listed("inactive"), number("freeable"), "{key}");
        assert_eq!(listed("active,new"), number("needed"), "{key}");
        assert_eq!(listed("app"), number("apps"), "{key}");
        assert_eq!(listed("deactivated"), number("deactivated"), "{key}");
    }
}

#[test]
fn without_a_key_nobody_is_inactive() {
    let sim = start(Sim::builder().users(60));
    let place = Place::of(&sim, &sim.admin());
    let ended = run(&place, &["users", "--standing", "inactive"]).expect(0);
    assert_eq!(ended.stdout.lines().count(), 1, "{}", ended.stdout);
    assert!(
        ended
            .stderr
            .contains("ATLASSIAN_ORG_ID and ATLASSIAN_ADMIN_API_KEY are not set"),
        "{}",
        ended.stderr
    );
    run(&place, &["report", "--html", "a.html"]).expect(0);
    let page = fs::read_to_string(place.path("a.html")).unwrap();
    assert!(page.contains("Whether any can be freed is not known"));
    let check = run(&place, &["check"]).expect(0).stdout;
    assert!(check.contains("skip"), "{check}");
}

#[test]
fn wrong_input_is_told() {
    let place = Place::new();
    for command in ["check", "users", "licenses", "audit"] {
        run(&place, &[command]).refused(&["JIRA_BASE_URL (", "JIRA_EMAIL (", "JIRA_API_TOKEN ("]);
    }
    let bare = Place::new()
        .set("JIRA_BASE_URL", "acme.atlassian.net")
        .set("JIRA_EMAIL", "me@example.com")
        .set("JIRA_API_TOKEN", "secret-token");
    run(&bare, &["check"]).refused(&["`https://acme.atlassian.net`"]);
    for (arguments, part) in [
        (&["users", "--inactive-days", "0"][..], "--inactive-days"),
        (&["users", "--standing", "lazy"], "unknown-access"),
        (&["users", "--product", "trello"], "it has jira-core"),
        (&["audit", "--from", "soon"], "2026-11-01"),
        (&["audit", "--state", "a"], "--follow"),
        (&["report", "--html", "missing/a.html"], "missing/a.html"),
        (&["report", "--html", "."], "folder"),
        (&["remove", "x", "--apply"], "--yes"),
        (&["remove", "x", "--yes"], "--apply"),
        (
            &["remove", "nobody@example.com"],
            "no account shows the address",
        ),
        (
            &["remove", "x", "--from", "organization", "--product", "a"],
            "--product",
        ),
        (&["undo", "missing"], "no journal `missing`"),
        (&["--demo-users", "1", "users"], "8..=1000000"),
    ] {
        run(&place, &[&["--demo"], arguments].concat()).refused(&[part]);
    }
    place.write("letter.txt", "Dear Sir,\n");
    run(&place, &["--demo", "undo", "letter.txt"]).refused(&["letter.txt", "left as it is"]);
    run(
        &place,
        &["--demo", "audit", "--follow", "--state", "letter.txt"],
    )
    .refused(&["letter.txt", "no state"]);
    place.write(
        "state",
        r#"{"site":"https://other.example.com/","position":{}}"#,
    );
    run(&place, &["--demo", "audit", "--follow", "--state", "state"])
        .refused(&["another site, https://other.example.com/"]);
    assert_eq!(
        fs::read_to_string(place.path("letter.txt")).unwrap(),
        "Dear Sir,\n"
    );
}

#[test]
fn missing_permissions_are_named() {
    let sim = start(Sim::builder().users(60));
    let place = Place::of(&sim, &sim.member());
    let ended = run(&place, &["check"]).expect(1);
    let missing = ended
        .stdout
        .lines()
        .find(|line| line.contains("Administer Jira"))
        .unwrap();
    assert!(missing.contains("fail"), "{missing}");
    // Figures without it are said to be incomplete, and are no failure.
    let ended = run(&place, &["licenses"]).expect(0);
    assert!(
        ended.stderr.contains("permission *Administer Jira*"),
        "{}",
        ended.stderr
    );
    assert!(ended.stdout.contains("unknown"), "{}", ended.stdout);
}

#[test]
fn a_dead_token_is_no_empty_site() {
    let sim = start(Sim::builder().users(60));
    let dead = sim.expired_token();
    let place = Place::of(&sim, &dead);
    place.write("a.html", "the page of last week");
    for arguments in [
        &["check"][..],
        &["users"],
        &["licenses"],
        &["audit"],
        &["remove", "somebody"],
        &["report", "--html", "a.html"],
    ] {
        let ended = run(&place, arguments).expect(1);
        assert!(!ended.stderr.contains(&dead.token) && !ended.stdout.contains(&dead.token));
        assert!(!ended.stderr.is_empty());
    }
    assert_eq!(
        fs::read_to_string(place.path("a.html")).unwrap(),
        "the page of last week"
    );
    assert_eq!(fs::read_dir(place.path("")).unwrap().count(), 1);
}

/// Something new in the audit log, through the program itself.
fn happen(place: &Place, email: &str) {
    let arguments = [
        "remove",
        email,
        "--product",
        "confluence",
        "--apply",
        "--yes",
        "--format",
        "json",
    ];
    let done = run(place, &arguments).expect(0);
    assert_eq!(lines(&done.stdout).len(), 1, "{}", done.stdout);
}

#[test]
fn a_log_is_followed_over_a_restart() {
    let sim = start(Sim::builder().users(60));
    let place = whole(&sim);
    let arguments = [
        "--format",
        "json",
        "audit",
        "--text",
        "group",
        "--follow",
        "--state",
        "state",
        "--interval",
        "1",
    ];
    let state = || fs::read_to_string(place.path("state")).unwrap();
    let mut child = spawn(&place, &arguments);
    // It says so when it knows where the log ends.
    let mut said = BufReader::new(child.stderr.take().unwrap());
    said.read_line(&mut String::new()).unwrap();
    let before = state();
    happen(&place, "user-10@example.com");
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    out.read_line(&mut line).unwrap();
    let first: Value = serde_json::from_str(&line).unwrap();
    wait_until("the state after the line", || state() != before);
    child.kill().unwrap();
    child.wait().unwrap();
    happen(&place, "user-12@example.com");
    let mut child = spawn(&place, &arguments);
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    out.read_line(&mut line).unwrap();
    let second: Value = serde_json::from_str(&line).unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(first["summary"], second["summary"]);
    assert_ne!(first["objects"], second["objects"]);
}
