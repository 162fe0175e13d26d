//! What `config-snapshot` prints, and how it ends.

use std::fs;

use atlassian_sim::{Fault, Sim};
use rusqlite::Connection;
use serde_json::Value;

use crate::program::{Ended, Place, start};

const TABLES: [&str; 6] = [
    "jira_users",
    "jira_groups",
    "jira_group_members",
    "jira_application_roles",
    "jira_settings",
    "jira_api_tokens",
];

#[test]
fn the_demo_needs_nothing() {
    let place = Place::new();
    let ended = place
        .run(&["--demo", "--demo-users", "60", "run"])
        .expect(0);
    for table in TABLES {
        assert!(ended.stdout.contains(table), "{}", ended.stdout);
    }
    // Progress as plain lines, since nobody looks at a terminal.
    assert!(ended.stderr.starts_with("users: "), "{}", ended.stderr);
    assert!(!ended.stderr.contains('\u{1b}') && !ended.stdout.contains('\u{1b}'));
    assert!(place.path("config-snapshot.sqlite").exists());
    let files = fs::read_dir(place.path("")).unwrap().count();
    assert_eq!(files, 1, "nothing else is left behind");
}

#[test]
fn json_is_all_that_stdout_has() {
    let place = Place::new();
    // Global flags go behind the command as well.
    let arguments = [
        "run",
        "--demo",
        "--demo-users",
        "40",
        "--database",
        "a.sqlite",
        "--json",
    ];
    let report = place.run(&arguments).expect(0).json();
    assert_eq!(report["ok"], true);
    assert_eq!(report["database"], "a.sqlite");
    let scripts = report["scripts"].as_array().unwrap();
    let tables: Vec<&str> = scripts
        .iter()
        .map(|s| s["table"].as_str().unwrap())
        .collect();
    assert_eq!(tables, TABLES);
    let show = |arguments: &[&str]| {
        let arguments = [&["--database", "a.sqlite", "--json", "show"], arguments].concat();
        place.run(&arguments).expect(0).json()
    };
    for script in scripts {
        let shown = show(&[script["table"].as_str().unwrap()]);
        assert_eq!(shown["run_at"], report["run_at"]);
        assert_eq!(shown["total"], script["rows"]);
        assert_eq!(shown["rows"].as_array().unwrap().len(), script["rows"]);
    }
    let users = show(&["users", "--limit", "2"]);
    assert_eq!(users["rows"].as_array().unwrap().len(), 2);
    assert!(users["rows"][0]["active"].is_boolean());
    assert!(show(&["application-roles"])["rows"][0]["default_groups"].is_array());
    for (command, key) in [
        ("audit-tokens", "never_expire"),
        ("audit-groups", "administrators"),
    ] {
        let answer = place
            .run(&["--database", "a.sqlite", "--json", command])
            .expect(0)
            .json();
        assert!(!answer[key].as_array().unwrap().is_empty(), "{answer}");
    }
    let health = place.run(&["--demo", "--json", "health"]).expect(0).json();
    assert_eq!(health["ok"], true);
}

#[test]
fn tables_are_shown() {
    let place = Place::new();
    place
        .run(&["--demo", "run", "--scripts", "users,groups", "--keep", "3"])
        .expect(0);
    let users = place.run(&["show", "jira_users"]).expect(0).stdout;
    assert!(
        users.contains("display_name") && users.contains("\n20 of "),
        "{users}"
    );
    let groups = place
        .run(&["show", "groups", "--limit", "1"])
        .expect(0)
        .stdout;
    assert!(groups.contains("\n1 of 12 rows"), "{groups}");
    let none = place.run(&["show", "settings"]).expect(0).stdout;
    assert!(none.contains("no snapshot yet"), "{none}");
    place
        .run(&["audit-tokens"])
        .refused(&["`api-tokens` has not run yet"]);
}

#[test]
fn missing_settings_are_all_named_at_once() {
    for command in ["run", "health"] {
        Place::new().run(&[command]).refused(&[
            "JIRA_BASE_URL (the address of the site, such as https://acme.atlassian.net)",
            "JIRA_EMAIL (",
            "JIRA_API_TOKEN (",
            "--demo",
        ]);
    }
    let place = Place::new()
        .set("JIRA_EMAIL", "me@example.com")
        .set("JIRA_API_TOKEN", " ");
    let ended = place.run(&["run"]);
    assert!(!ended.stderr.contains("JIRA_EMAIL ("), "{}", ended.stderr);
    ended.refused(&["JIRA_BASE_URL (", "JIRA_API_TOKEN ("]);
    let error = place.run(&["run", "--json"]).expect(2).json();
    assert_eq!(error["ok"], false);
}

#[test]
fn an_address_without_a_scheme_is_shown_in_its_right_form() {
    let place = Place::new()
        .set("JIRA_BASE_URL", "acme.atlassian.net")
        .set("JIRA_EMAIL", "me@example.com")
        .set("JIRA_API_TOKEN", "secret-token");
    place
        .run(&["run"])
        .refused(&["JIRA_BASE_URL: ", "`https://acme.atlassian.net`"]);
}

#[test]
fn a_file_with_settings_is_read() {
    let sim = start(Sim::builder().users(20));
    let admin = sim.admin();
    let place = Place::new().set("ATLASSIAN_API_URL", sim.gateway_url());
    let text = format!(
        "# settings\nJIRA_BASE_URL={}/\nJIRA_EMAIL={}\nJIRA_API_TOKEN={}\n",
        sim.url(),
        admin.email,
        admin.token
    );
    place.write(".env", &text);
    place.run(&["health"]).expect(0);
    // The environment goes before the file.
    let place = place.set("JIRA_API_TOKEN", "another");
    place.run(&["health"]).expect(1);
    place.write(".env", "JIRA_API_TOKEN='very-secret\n");
    let ended = place.run(&["health"]);
    assert!(!ended.stderr.contains("very-secret"), "{}", ended.stderr);
    ended.refused(&[".env"]);
}

#[test]
fn unknown_names_are_answered_with_the_known_ones() {
    let place = Place::new();
    let known = [
        "group-members (jira_group_members)",
        "api-tokens (jira_api_tokens)",
    ];
    place.run(&["show", "jira_userz"]).refused(&known);
    place
        .run(&["--demo", "run", "--scripts", "users,userz"])
        .refused(&known);
    place
        .run(&["--demo", "run", "--keep", "0"])
        .refused(&["at least one"]);
    place
        .run(&["--demo", "walk"])
        .refused(&["unrecognized subcommand"]);
    assert!(!place.path("config-snapshot.sqlite").exists());
}

#[test]
fn a_database_that_cannot_be_used_is_told() {
    let place = Place::new();
    place
        .run(&["show", "users"])
        .refused(&["config-snapshot.sqlite", "--demo run"]);
    let demo = |database| place.run(&["--demo", "run", "--database", database]);
    demo("no/folder/a.sqlite").refused(&["no/folder/a.sqlite", "No such file"]);
    demo(".").refused(&["a directory"]);

    place.write("letter.txt", "Dear reader, this is not a database.");
    let connection = Connection::open(place.path("other.sqlite")).unwrap();
    connection
        .execute_batch("CREATE TABLE jira_users (id); INSERT INTO jira_users VALUES (1)")
        .unwrap();
    drop(connection);
    for name in ["letter.txt", "other.sqlite"] {
        let before = fs::read(place.path(name)).unwrap();
        demo(name).refused(&[name, "left as it is"]);
        place
            .run(&["show", "users", "--database", name])
            .refused(&[name]);
        assert_eq!(fs::read(place.path(name)).unwrap(), before);
    }
}

#[test]
fn what_is_not_granted_is_a_note_and_no_failure() {
    let sim = start(Sim::builder().users(40));
    let place = Place::of(&sim, &sim.member());
    let report = place.run(&["run", "--json"]).expect(0).json();
    let note =
        |report: &Value, at: usize| report["scripts"][at]["note"].as_str().unwrap().to_owned();
    let tokens = note(&report, 5);
    assert!(tokens.starts_with("API-token audit skipped: "), "{tokens}");
    assert!(
        tokens.contains("ATLASSIAN_ORG_ID and ATLASSIAN_ADMIN_API_KEY are not set"),
        "{tokens}"
    );
    let text = place.run(&["run"]).expect(0).stdout;
    assert!(text.contains("API-token audit skipped"), "{text}");

    let place = place.set("ATLASSIAN_ORG_ID", sim.org_id());
    let report = place.run(&["run", "--json"]).expect(0).json();
    assert!(note(&report, 5).ends_with("ATLASSIAN_ADMIN_API_KEY is not set"));
    let place = place.set(
        "ATLASSIAN_ADMIN_API_KEY",
        &sim.org_key_without_scopes_for_tokens(),
    );
    let report = place.run(&["run", "--json"]).expect(0).json();
    assert!(
        note(&report, 5).starts_with("endpoint unreadable"),
        "{report}"
    );

    let health = place.run(&["health"]).expect(0).stdout;
    assert!(
        health.contains("skip") && health.contains("admin token"),
        "{health}"
    );
}

#[test]
fn failures_end_with_one_and_keep_secrets() {
    let sim = start(Sim::builder().users(40));
    let dead = sim.expired_token();
    let place = Place::of(&sim, &dead);
    let failed = |ended: Ended| {
        let ended = ended.expect(1);
        assert!(!ended.stderr.contains(&dead.token) && !ended.stdout.contains(&dead.token));
        ended
    };
    let ended = failed(place.run(&["run"]));
    assert_eq!(ended.stdout, "");
    assert_eq!(
        ended.stderr.trim_end().lines().count(),
        1,
        "{}",
        ended.stderr
    );
    let health = failed(place.run(&["health"]));
    assert!(health.stdout.contains("fail"), "{}", health.stdout);
    assert_eq!(failed(place.run(&["run", "--json"])).json()["ok"], false);

    let place = Place::of(&sim, &sim.admin()).with_organization(sim.org_id(), &sim.org_key());
    sim.inject(Fault::on("GET", "/rest/api/3/applicationrole").status(500));
    let ended = place.run(&["run"]).expect(1);
    assert!(
        ended
            .stderr
            .contains("the script `application-roles` failed"),
        "{}",
        ended.stderr
    );
    assert!(
        ended.stderr.contains("GET /rest/api/3/applicationrole"),
        "{}",
        ended.stderr
    );
    place.run(&["show", "users"]).expect(0);
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let place = Place::new();
    place
        .run(&["--demo", "run", "--scripts", "users"])
        .expect(0);
    let mut child = place
        .command(&["show", "users", "--limit", "500"])
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let ended = Ended::from(child.wait_with_output().unwrap()).expect(0);
    assert_eq!(ended.stderr, "");
}
