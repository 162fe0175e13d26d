//! The program itself; only there when the tests are built with its feature.
#![cfg(feature = "cli")]

use std::collections::HashMap;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use atlassian_sim::Sim;

use super::client::{Client, base64};

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_atlassian-sim"));
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

#[tokio::test]
async fn it_prints_what_a_shell_can_take_over() {
    let mut child = program()
        .args(["serve", "--users", "30", "--seed", "9"])
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    assert!(lines.next().unwrap().unwrap().contains("http://127.0.0.1:"));
    let exports: HashMap<String, String> = lines
        .take(6)
        .map(|line| {
            let line = line.unwrap();
            let (name, value) = line
                .strip_prefix("export ")
                .unwrap()
                .split_once('=')
                .unwrap();
            (name.to_owned(), value.to_owned())
        })
        .collect();
    let pair = format!("{}:{}", exports["JIRA_EMAIL"], exports["JIRA_API_TOKEN"]);
    let client = Client::nobody(&exports["JIRA_BASE_URL"])
        .with(&format!("Basic {}", base64(pair.as_bytes())));
    assert_eq!(client.get("/rest/api/3/myself").await.status, 200);
    let client = Client::bearer(
        &exports["ATLASSIAN_API_URL"],
        &exports["ATLASSIAN_ADMIN_API_KEY"],
    );
    let path = format!(
        "/admin/api-access/v1/orgs/{}/api-tokens?pageSize=10",
        exports["ATLASSIAN_ORG_ID"]
    );
    assert_eq!(client.get(&path).await.status, 200);
    child.kill().unwrap();
    child.wait().unwrap();
}

#[tokio::test]
async fn it_says_what_is_wrong() {
    let wrong = program()
        .args(["serve", "--port", "many"])
        .output()
        .unwrap();
    assert_eq!(wrong.status.code(), Some(2));
    assert_eq!(program().output().unwrap().status.code(), Some(2));
    let sim = Sim::builder().start().await.unwrap();
    let port = sim.url().rsplit(':').next().unwrap();
    let taken = program().args(["serve", "--port", port]).output().unwrap();
    assert_eq!(taken.status.code(), Some(1));
    let text = String::from_utf8(taken.stderr).unwrap();
    assert!(
        text.contains(&format!("cannot listen on port {port}")),
        "{text}"
    );
}

#[tokio::test]
async fn it_plays_a_scenario_and_says_what_is_wrong_with_one() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
    let good = folder.join("scenario-good.json");
    let fault = r#"{ "faults": [{ "path": "/rest/api/3/serverInfo", "action": "loginPage" }] }"#;
    std::fs::write(&good, fault).unwrap();
    let mut child = program()
        .args(["serve", "--users", "30", "--scenario"])
        .arg(&good)
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let url = lines.next().unwrap().unwrap();
    let url = url.rsplit(' ').next().unwrap();
    let answer = Client::nobody(url).get("/rest/api/3/serverInfo").await;
    assert_eq!(answer.header("content-type"), Some("text/html"));
    child.kill().unwrap();
    child.wait().unwrap();

    let wrong = folder.join("scenario-wrong.json");
    std::fs::write(&wrong, "{\n  \"fault\": []\n}").unwrap();
    for (file, expected) in [
        (wrong, "scenario-wrong.json: unknown field `fault`"),
        (folder.join("none.json"), "none.json cannot be read"),
    ] {
        let refused = program()
            .args(["serve", "--scenario"])
            .arg(file)
            .output()
            .unwrap();
        assert_eq!(refused.status.code(), Some(2));
        let text = String::from_utf8(refused.stderr).unwrap();
        assert!(text.contains(expected), "{text}");
    }
}

#[cfg(unix)]
#[tokio::test]
async fn it_keeps_its_state_in_a_file() {
    let file = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("state-of-program.json");
    let _ = std::fs::remove_file(&file);
    for run in 0..2 {
        let mut child = program()
            .args(["serve", "--users", "30", "--state"])
            .arg(&file)
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let lines: Vec<String> = lines.by_ref().take(4).map(Result::unwrap).collect();
        let value = |at: usize| lines[at].split_once('=').unwrap().1.to_owned();
        let pair = format!("{}:{}", value(2), value(3));
        let authorization = format!("Basic {}", base64(pair.as_bytes()));
        let client = Client::nobody(&value(1)).with(&authorization);
        let group = serde_json::json!({ "name": "kept" });
        let made = client.call("POST", "/rest/api/3/group", &group).await;
        assert_eq!(made.status, [201, 400][run], "{}", made.body);
        // As Ctrl-C does.
        let id = child.id().to_string();
        let asked = Command::new("kill").args(["-INT", &id]).status().unwrap();
        assert!(asked.success());
        assert!(child.wait().unwrap().success());
    }
    std::fs::write(&file, "{}").unwrap();
    let refused = program().args(["serve", "--state"]).arg(&file).output();
    let refused = refused.unwrap();
    assert_eq!(refused.status.code(), Some(1));
    let text = String::from_utf8(refused.stderr).unwrap();
    assert!(text.contains("not a saved state"), "{text}");
}
