//! The program org-explorer, against a simulated organization.

use std::fs::{self, OpenOptions};
use std::io::{BufRead, BufReader, Write};
use std::process::Child;

use atlassian_admin::{Admin, Client, Credential, DirectoryId, SiteUrl};
use atlassian_sim::{Fault, Sim};
use serde_json::Value;

use crate::program::{Ended, Place, start, wait_until};

const PROGRAM: &str = env!("CARGO_BIN_EXE_org-explorer");

/// An organization, and the settings for it with this key.
fn with_key(sim: &Sim, key: &str) -> Place {
    Place::new()
        .set("ATLASSIAN_API_URL", sim.gateway_url())
        .with_organization(sim.org_id(), key)
}

fn organization(users: usize) -> (Sim, Place) {
    let sim = start(Sim::builder().users(users));
    let place = with_key(&sim, &sim.org_key());
    (sim, place)
}

fn run(place: &Place, arguments: &[&str]) -> Ended {
    Ended::from(place.program(PROGRAM, arguments).output().unwrap())
}

fn spawn(place: &Place, arguments: &[&str]) -> Child {
    place.program(PROGRAM, arguments).spawn().unwrap()
}

/// The values of a field in JSON lines, the last line whole.
fn pluck(lines: &str, field: &str) -> Vec<String> {
    let value = |line: &str| serde_json::from_str::<Value>(line).expect(line);
    let text = |value: Value| value[field].as_str().unwrap().to_owned();
    lines.lines().map(value).map(text).collect()
}

/// Lets something happen in the organization: so many events.
fn change(sim: &Sim, count: usize) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let site = SiteUrl::parse(sim.gateway_url()).unwrap();
    let key = Credential::organization_key(sim.org_key_without_scopes());
    let client = Client::builder(site).credential(key).build().unwrap();
    let groups = Admin::new(client.clone()).groups();
    runtime.block_on(async {
        let directories = Admin::new(client).directories().list(sim.org_id());
        let directories = directories.items().collect().await.unwrap();
        let directory: &DirectoryId = &directories[0].directory_id;
        for _ in 0..count {
            let name = format!("group {}", sim.requests().len());
            let create = groups.create(sim.org_id(), directory, name);
            create.send().await.unwrap();
        }
    });
    sim.advance(std::time::Duration::from_secs(3_600));
}

#[test]
fn everything_is_listed_in_each_form() {
    let (sim, place) = organization(150);
    let people = run(&place, &["--format", "json", "users"]).expect(0);
    let ids = pluck(&people.stdout, "accountId");
    assert!(ids.len() > 100, "{}", ids.len());
    assert!(people.stderr.contains(&format!("{} rows", ids.len())));
    let csv = run(&place, &["--format", "csv", "users"]).expect(0);
    let mut lines = csv.stdout.lines();
    let header = "account_id,name,email,status,claim,added,last_active";
    assert_eq!(lines.next(), Some(header));
    assert!(
        lines
            .zip(&ids)
            .all(|(line, id)| line.starts_with(id.as_str()))
    );
    let table = run(&place, &["users"]).expect(0);
    assert_eq!(table.stdout.lines().count(), ids.len() + 1);

    let some = run(
        &place,
        &[
            "--format",
            "json",
            "users",
            "--claim",
            "managed",
            "--status",
            "active,suspended",
        ],
    );
    let some = pluck(&some.expect(0).stdout, "accountId");
    assert!(!some.is_empty() && some.len() < ids.len());
    let managed = run(&place, &["--format", "json", "users", "--managed"]).expect(0);
    assert!(pluck(&managed.stdout, "account_id").len() > some.len());
    let wiki = run(&place, &["--format", "json", "confluence-users"]).expect(0);
    let wiki = pluck(&wiki.stdout, "accountId");
    assert!(!wiki.is_empty() && wiki.iter().all(|id| ids.contains(id)));

    let orgs = run(&place, &["--format", "json", "orgs"]).expect(0);
    assert_eq!(pluck(&orgs.stdout, "id"), [sim.org_id()]);
    let org = run(&place, &["org"]).expect(0);
    assert!(org.stdout.contains("attributes.name"), "{}", org.stdout);
    let domains = run(&place, &["--format", "json", "domains"]).expect(0);
    let domain = &pluck(&domains.stdout, "id")[0];
    let one = run(&place, &["--format", "json", "domain", domain]).expect(0);
    assert_eq!(one.json()["id"], domain.as_str());
    let events = run(&place, &["--format", "json", "events", "--limit", "3"]).expect(0);
    let events = pluck(&events.stdout, "id");
    assert_eq!(events.len(), 3);
    let one = run(&place, &["--format", "csv", "event", &events[1]]).expect(0);
    assert!(
        one.stdout.contains(&format!("id,{}\n", events[1])),
        "{}",
        one.stdout
    );
    let action = "user_added_to_group";
    let from = [
        "--format",
        "json",
        "events",
        "--action",
        action,
        "--from",
        "2026-01-01",
    ];
    for line in run(&place, &from).expect(0).stdout.lines() {
        assert!(line.contains(action), "{line}");
    }
}

#[test]
fn wrong_input_is_refused_with_what_to_do() {
    let (sim, place) = organization(10);
    run(&Place::new(), &["users"]).refused(&[
        "ATLASSIAN_ORG_ID",
        "ATLASSIAN_ADMIN_API_KEY",
        "--demo",
    ]);
    for arguments in [
        &["users", "--managed", "--claim", "managed"][..],
        &["users", "--email", "a@example.com", "--search", "a"],
        &["events", "--follow", "--action", "x"],
        &["events", "--state", "x"],
        &["--format", "csv", "events", "--follow", "--out", "x"],
        &["events", "--from", "yesterday"],
        &["--format", "xml", "users"],
        &["key-status", "--scopes", "write:all"],
    ] {
        run(&place, arguments).refused(&[]);
    }
    run(&place, &["domain", "nothing"]).refused(&["there is no domain \"nothing\""]);
    run(&place, &["event", "nothing"]).refused(&["there is no event \"nothing\""]);
    let elsewhere = with_key(&sim, &sim.org_key()).set("ATLASSIAN_ORG_ID", "another");
    run(&elsewhere, &["org"]).refused(&["ATLASSIAN_ORG_ID", "another"]);
    run(&elsewhere, &["key-status"]).refused(&["ATLASSIAN_ORG_ID", "another"]);
    let nowhere = place.set("ATLASSIAN_API_URL", "ftp://example.com");
    run(&nowhere, &["users"]).refused(&["ATLASSIAN_API_URL"]);
}

#[test]
fn a_key_that_is_refused_says_just_that() {
    let sim = start(Sim::builder().users(10));
    let dead = sim.org_key();
    let place = with_key(&sim, &dead);
    // Years later it has ended.
    sim.advance(std::time::Duration::from_secs(3_000 * 24 * 60 * 60));
    for arguments in [&["users"][..], &["key-status"], &["events", "--follow"]] {
        let ended = run(&place, arguments).expect(1);
        assert!(ended.stderr.contains("has expired"), "{}", ended.stderr);
        assert!(!ended.stderr.contains(&dead), "{}", ended.stderr);
    }
}

#[test]
fn a_key_is_checked_for_its_scopes_and_its_end() {
    let (sim, place) = organization(10);
    let good = run(
        &place,
        &["--format", "json", "key-status", "--warn-days", "1"],
    );
    let good = good.expect(0);
    assert_eq!(pluck(&good.stdout, "result"), ["ok"; 8]);
    // Whoever wants to know of each end long before is warned.
    let soon = run(&place, &["key-status", "--warn-days", "5000"]).expect(1);
    assert!(soon.stdout.contains("soon"), "{}", soon.stdout);
    assert!(soon.stderr.contains("wants attention"), "{}", soon.stderr);

    let narrow = with_key(&sim, &sim.org_key_without_scopes_for_tokens());
    let lacking = run(&narrow, &["key-status"]).expect(1);
    let row = lacking
        .stdout
        .lines()
        .find(|line| line.starts_with("read:keys:admin"));
    assert!(row.unwrap().contains("missing"), "{}", lacking.stdout);
    assert!(
        lacking.stdout.contains("it takes read:keys:admin"),
        "{}",
        lacking.stdout
    );
    run(
        &narrow,
        &["key-status", "--scopes", "read:directories:admin"],
    )
    .expect(0);
}

#[test]
fn a_scope_that_is_missing_is_named() {
    let sim = start(Sim::builder().users(10));
    let narrow = with_key(&sim, &sim.org_key_without_scopes_for_tokens());
    run(&narrow, &["users"]).expect(0);
    for (command, scope) in [
        ("events", "`read:events:admin`"),
        ("domains", "`read:domains:admin`"),
        ("confluence-users", "`read:workspaces:admin`"),
    ] {
        let ended = run(&narrow, &[command]).expect(1);
        assert!(ended.stderr.contains(scope), "{}", ended.stderr);
    }
}

/// The whole log, as the service has it.
fn log(place: &Place) -> Vec<String> {
    let all = run(place, &["--format", "json", "events", "--follow", "--once"]).expect(0);
    pluck(&all.stdout, "id")
}

const FOLLOW: [&str; 6] = [
    "events",
    "--follow",
    "--state",
    "state.json",
    "--out",
    "events.jsonl",
];

fn follow_once(place: &Place) -> Ended {
    run(place, &[&FOLLOW[..], &["--once"]].concat())
}

/// What the output file holds, whole lines only.
fn followed(place: &Place) -> Vec<String> {
    pluck(
        &fs::read_to_string(place.path("events.jsonl")).unwrap(),
        "id",
    )
}

#[test]
fn following_goes_on_where_it_was() {
    let (sim, place) = organization(100);
    follow_once(&place).expect(0);
    let before = followed(&place);
    assert!(before.len() > 10);
    change(&sim, 7);
    follow_once(&place).expect(0);
    let after = followed(&place);
    assert_eq!(after.len(), before.len() + 7);
    assert_eq!(after, log(&place));
    // On stdout as well.
    let arguments = [
        "--format",
        "json",
        "events",
        "--follow",
        "--once",
        "--state",
        "other.json",
    ];
    assert_eq!(
        pluck(&run(&place, &arguments).expect(0).stdout, "id"),
        after
    );
    assert_eq!(run(&place, &arguments).expect(0).stdout, "");
}

#[test]
fn a_follower_that_is_killed_anywhere_misses_and_repeats_nothing() {
    let (sim, place) = organization(300);
    for lines in [0, 1, 2, 17, 40] {
        let mut child = spawn(&place, &FOLLOW);
        let text = || fs::read_to_string(place.path("events.jsonl")).unwrap_or_default();
        let count = || text().matches('\n').count();
        wait_until("some lines", || {
            count() >= lines && place.path("state.json").exists()
        });
        child.kill().unwrap();
        child.wait().unwrap();
        // Killed between the event and the state, in the middle of a line.
        let mut file = OpenOptions::new()
            .append(true)
            .open(place.path("events.jsonl"))
            .unwrap();
        file.write_all(b"{\"id\":\"not-in-the-log\"}\n{\"id\":\"ha")
            .unwrap();
    }
    change(&sim, 3);
    follow_once(&place).expect(0);
    assert_eq!(followed(&place), log(&place));
}

#[cfg(unix)]
#[test]
fn a_follower_waits_for_what_comes_until_it_is_interrupted() {
    let (sim, place) = organization(50);
    let child = spawn(&place, &[&FOLLOW[..], &["--interval", "1"]].concat());
    let all = log(&place).len();
    let count = || {
        fs::read_to_string(place.path("events.jsonl"))
            .unwrap_or_default()
            .lines()
            .count()
    };
    wait_until("all events", || count() == all);
    change(&sim, 2);
    wait_until("the new events", || count() == all + 2);
    let ended = Ended::interrupted(child);
    assert!(
        ended.stderr.contains("goes on from here"),
        "{}",
        ended.stderr
    );
    assert_eq!(followed(&place), log(&place));
}

#[test]
fn a_state_that_does_not_fit_is_told_of() {
    let (sim, place) = organization(50);
    follow_once(&place).expect(0);
    let lines = fs::read(place.path("events.jsonl")).unwrap();
    fs::write(place.path("events.jsonl"), &lines[..lines.len() - 1]).unwrap();
    follow_once(&place).refused(&["events.jsonl", "shorter than the state says"]);
    fs::write(place.path("events.jsonl"), &lines).unwrap();
    follow_once(&place).expect(0);
    fs::write(
        place.path("state.json"),
        "{\"org\":\"another\",\"cursor\":{}}",
    )
    .unwrap();
    follow_once(&place).refused(&["state.json", "another organization"]);
    fs::write(place.path("state.json"), "").unwrap();
    follow_once(&place).refused(&["state.json", "no state"]);
    drop(sim);
}

#[test]
fn a_state_of_another_file_cuts_nothing() {
    let (_sim, place) = organization(50);
    follow_once(&place).expect(0);
    let precious = "something else\n".repeat(100_000);
    place.write("precious.txt", &precious);
    for name in ["precious.txt", "new.jsonl"] {
        let arguments = FOLLOW.map(|argument| match argument {
            "events.jsonl" => name,
            other => other,
        });
        let ended = run(&place, &[&arguments[..], &["--once"]].concat());
        ended.refused(&["events.jsonl", name]);
    }
    let text = fs::read_to_string(place.path("precious.txt")).unwrap();
    assert!(text == precious);
    assert!(!place.path("new.jsonl").exists());
    // By another way to the same file it is the same.
    let out = place.path("events.jsonl");
    let same = [&FOLLOW[..5], &[out.to_str().unwrap(), "--once"]].concat();
    run(&place, &same).expect(0);
}

#[test]
fn a_second_follower_at_the_same_state_is_refused() {
    let (_sim, place) = organization(50);
    let mut first = spawn(&place, &FOLLOW);
    wait_until("a state", || place.path("state.json").exists());
    let second = follow_once(&place).expect(1);
    assert!(
        second.stderr.contains("in use by another program"),
        "{}",
        second.stderr
    );
    first.kill().unwrap();
    first.wait().unwrap();
    follow_once(&place).expect(0);
    assert_eq!(followed(&place), log(&place));
}

const STREAM: &str = "/admin/v1/orgs/{orgId}/events-stream";

#[test]
fn an_event_that_does_not_fit_is_not_lost() {
    let (sim, place) = organization(50);
    let odd = || {
        let odd = Fault::on("GET", STREAM).times(1);
        sim.inject(odd.odd_element("{\"id\": \"odd-1\",\n\"attributes\": \"none\"}"));
    };
    odd();
    let ended = follow_once(&place).expect(0);
    assert!(ended.stderr.contains("not as expected"), "{}", ended.stderr);
    assert!(followed(&place).contains(&"odd-1".to_owned()));
    let all = followed(&place).len();
    odd();
    let json = run(
        &place,
        &["--format", "json", "events", "--follow", "--once"],
    );
    let ids = pluck(&json.expect(0).stdout, "id");
    assert_eq!(ids.len(), all);
    assert!(ids.contains(&"odd-1".to_owned()));
    // A table has no place for it.
    odd();
    let table = run(&place, &["events", "--follow", "--once"]).expect(1);
    assert!(table.stderr.contains("1 elements"), "{}", table.stderr);
}

#[test]
fn what_was_listed_is_written_before_a_failure() {
    let (sim, place) = organization(3_000);
    let search = "/admin/v2/orgs/{orgId}/directories/{directoryId}/users/search";
    sim.inject(Fault::on("POST", search).after(1).status(403));
    for format in ["json", "table"] {
        let ended = run(&place, &["--format", format, "confluence-users"]).expect(1);
        assert!(ended.stdout.lines().count() >= 50, "{}", ended.stdout);
        sim.clear_faults();
        sim.inject(Fault::on("POST", search).after(1).status(403));
    }
    sim.clear_faults();
    let orgs = Fault::on("GET", "/admin/v1/orgs").status(200).body(
        "{\"data\":[{\"id\":[]},{\"id\":\"org-2\"}],\"links\":{}}",
        "application/json",
    );
    sim.inject(orgs);
    let orgs = run(&place, &["orgs"]).expect(1);
    assert!(orgs.stdout.contains("org-2"), "{}", orgs.stdout);
    assert!(orgs.stderr.contains("1 elements"), "{}", orgs.stderr);
    sim.clear_faults();
    let first = Fault::on("GET", "/admin/v1/orgs").times(1).status(200);
    let page = "{\"data\":[{\"id\":\"org-1\"}],\"links\":{\"next\":\"more\"}}";
    sim.inject(first.body(page, "application/json"));
    sim.inject(Fault::on("GET", "/admin/v1/orgs").after(1).status(403));
    let orgs = run(&place, &["orgs"]).expect(1);
    assert!(orgs.stdout.contains("org-1"), "{}", orgs.stdout);
}

/// `| head` ends the listing, without an error and without the rest.
#[test]
fn a_reader_that_goes_away_ends_the_listing() {
    let (sim, place) = organization(3_000);
    let mut child = spawn(&place, &["users"]);
    let mut line = String::new();
    let mut reader = BufReader::new(child.stdout.take().unwrap());
    reader.read_line(&mut line).unwrap();
    assert!(line.starts_with("ACCOUNT_ID"), "{line}");
    drop(reader);
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert!(sim.requests().len() < 30, "{}", sim.requests().len());
}
