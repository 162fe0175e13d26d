//! The short programs, each against a simulated site.

use std::fs;
use std::process::Command;

use tempfile::TempDir;

/// Runs a program in this folder, without any settings. Gives its exit code and what it wrote to stdout and stderr.
fn run(folder: &TempDir, program: &str, arguments: &[&str]) -> (i32, String, String) {
    let ended = Command::new(program)
        .args(arguments)
        .current_dir(folder.path())
        .env_clear()
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (
        ended.status.code().unwrap(),
        text(ended.stdout),
        text(ended.stderr),
    )
}

#[test]
fn an_issue_is_created_with_rich_text() {
    let folder = tempfile::tempdir().unwrap();
    let program = env!("CARGO_BIN_EXE_create-issue");
    let (code, stdout, stderr) = run(&folder, program, &["--demo", "Smoke"]);
    assert_eq!(code, 0, "{stderr}");
    assert!(
        stdout.starts_with("ACME-") && stdout.contains(" was created"),
        "{stdout}"
    );
    assert!(
        stdout.contains("## What happens") && stdout.contains("**on fire**"),
        "{stdout}"
    );

    let (code, _, stderr) = run(&folder, program, &["--demo", "--project", "NONE", "Smoke"]);
    assert_eq!(code, 1);
    assert!(stderr.contains("project"), "{stderr}");
    let (code, _, stderr) = run(&folder, program, &["Smoke"]);
    assert_eq!(code, 2);
    assert!(stderr.contains("JIRA_BASE_URL"), "{stderr}");
}

#[test]
fn issues_are_found_and_printed() {
    let folder = tempfile::tempdir().unwrap();
    let program = env!("CARGO_BIN_EXE_search-issues");
    let (code, stdout, stderr) = run(
        &folder,
        program,
        &["--demo", "--limit", "7", "project = ACME"],
    );
    assert_eq!(code, 0, "{stderr}");
    assert_eq!(stdout.lines().count(), 7);
    assert!(
        stdout.lines().all(|line| line.starts_with("ACME-")),
        "{stdout}"
    );
    let (code, _, stderr) = run(&folder, program, &["--demo", "project ="]);
    assert_eq!(code, 1);
    assert!(stderr.contains("JQL"), "{stderr}");
    let (code, stdout, stderr) = run(&folder, program, &["--demo"]);
    assert_eq!(code, 0, "{stderr}");
    assert_eq!(stdout.lines().count(), 50, "{stderr}");
}

#[test]
fn many_issues_are_changed_only_when_it_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let program = env!("CARGO_BIN_EXE_bulk-change");
    let (code, stdout, stderr) = run(&folder, program, &["--demo"]);
    assert_eq!(code, 0, "{stderr}");
    assert!(stderr.contains("nothing was changed"), "{stderr}");
    let found = stdout.split(' ').next().unwrap();
    let (code, stdout, stderr) = run(&folder, program, &["--demo", "--apply"]);
    assert_eq!(code, 0, "{stderr}");
    assert!(
        stdout.contains(&format!("{found} issues were changed")),
        "{stdout}"
    );
}

#[test]
fn files_go_up_and_come_down_as_they_were() {
    let folder = tempfile::tempdir().unwrap();
    let bytes: Vec<u8> = (0..300_000_u32).map(|n| (n % 251) as u8).collect();
    fs::write(folder.path().join("data.bin"), &bytes).unwrap();
    let program = env!("CARGO_BIN_EXE_attachments");
    let (code, stdout, stderr) = run(&folder, program, &["--demo", "data.bin", "--to", "down"]);
    assert_eq!(code, 0, "{stderr}");
    let line = stdout
        .lines()
        .find(|line| line.ends_with("data.bin (300000 bytes)"))
        .unwrap();
    let path = line.strip_suffix(" (300000 bytes)").unwrap();
    assert!(fs::read(folder.path().join(path)).unwrap() == bytes);
    let (code, _, stderr) = run(&folder, program, &["--demo", "missing.bin"]);
    assert_eq!(code, 2);
    assert!(stderr.contains("missing.bin"), "{stderr}");
}

#[test]
fn a_sprint_is_reported() {
    let folder = tempfile::tempdir().unwrap();
    let program = env!("CARGO_BIN_EXE_sprint-report");
    let (code, stdout, stderr) = run(&folder, program, &["--demo"]);
    assert_eq!(code, 0, "{stderr}");
    assert!(
        stdout.contains("Sprint") && stdout.contains("In Progress"),
        "{stdout}"
    );
    let (code, _, stderr) = run(&folder, program, &["--demo", "999"]);
    assert_eq!(code, 1);
    assert!(stderr.contains("404"), "{stderr}");
}
