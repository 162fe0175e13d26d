//! Real issues in a generated site: values as they stand in the files, read over HTTP.

use std::fs;
use std::path::{Path, PathBuf};

use atlassian_sim::{LoadError, Sim, SimBuilder};
use serde_json::{Value, json};

use super::client::{Client, admin, encode};

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data/load")
        .join(name)
}

/// The project comes last: the order of files is nobody's matter.
fn bicycles() -> SimBuilder {
    Sim::builder()
        .seed(3)
        .load_issues(fixture("data-center.jsonl"))
        .load_issues(fixture("project.json"))
}

async fn count(client: &Client, jql: &str) -> u64 {
    let body = json!({ "jql": jql });
    let answer = client
        .call("POST", "/rest/api/3/search/approximate-count", &body)
        .await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.json()["count"].as_u64().unwrap()
}

async fn keys(client: &Client, jql: &str) -> Vec<String> {
    let path = format!("/rest/api/3/search/jql?fields=key&jql={}", encode(jql));
    let found = client.json(&path).await;
    let issues = found["issues"].as_array().unwrap().iter();
    issues.map(|i| i["key"].as_str().unwrap().into()).collect()
}

#[tokio::test]
async fn an_issue_of_a_data_center_is_what_its_line_says() {
    let sim = bicycles().start().await.unwrap();
    let client = admin(&sim);
    let issue = client.json("/rest/api/3/issue/BIKE-3").await;
    let fields = &issue["fields"];
    assert_eq!(issue["key"], "BIKE-3");
    assert_eq!(fields["summary"], "Brighter lamps");
    assert_eq!(fields["issuetype"]["name"], "Improvement");
    assert_eq!(fields["status"]["name"], "In Test");
    assert_eq!(fields["status"]["statusCategory"]["key"], "indeterminate");
    assert_eq!(fields["priority"]["name"], "Whenever");
    assert_eq!(fields["resolution"], Value::Null);
    assert_eq!(fields["created"], "2012-05-16T08:10:19.000+0000");
    assert_eq!(fields["updated"], "2013-01-02T03:04:05.000+0000");
    assert_eq!(fields["reporter"]["displayName"], "Person 12");
    assert_eq!(fields["reporter"]["timeZone"], "Asia/Tokyo");
    assert_eq!(fields["creator"]["displayName"], "Person 13");
    assert_eq!(fields["creator"]["active"], false);
    assert_eq!(fields["assignee"], Value::Null);
    assert_eq!(fields["labels"], json!(["light"]));
    assert_eq!(fields["components"][0]["name"], "Lamps");
    assert_eq!(fields["fixVersions"][0]["releaseDate"], "2014-09-29");
    assert_eq!(fields["attachment"][0]["filename"], "dark.png");
    assert_eq!(fields["attachment"][0]["size"], 17_231);
    let text = &fields["description"]["content"];
    assert_eq!(text[0]["type"], "heading");
    assert_eq!(text[0]["attrs"]["level"], 2);
    assert_eq!(text[1]["content"][0]["marks"][0]["type"], "strong");
    let mention = &text[1]["content"][2];
    assert_eq!(mention["type"], "mention");
    assert_eq!(mention["attrs"]["id"], fields["creator"]["accountId"]);
    // One link, though both lines tell of it; none to what is not there.
    let links = fields["issuelinks"].as_array().unwrap();
    assert_eq!(links.len(), 1);
    assert_eq!(links[0]["type"]["outward"], "depends on");
    assert_eq!(links[0]["outwardIssue"]["key"], "BIKE-7");
    let other = client.json("/rest/api/3/issue/BIKE-7").await;
    let other = &other["fields"];
    assert_eq!(other["issuelinks"][0]["inwardIssue"]["key"], "BIKE-3");
    assert_eq!(other["resolution"]["name"], "Fixed");
    assert_eq!(other["resolutiondate"], "2012-05-21T05:00:00.000+0000");
    assert_eq!(other["subtasks"][0]["key"], "BIKE-8");
    assert_eq!(other["worklog"]["worklogs"][0]["timeSpentSeconds"], 5_400);
    // One person, one account.
    let (a, b) = (&other["assignee"], &fields["reporter"]);
    assert_eq!(a["accountId"], b["accountId"]);
    let child = client.json("/rest/api/3/issue/BIKE-8").await;
    assert_eq!(child["fields"]["parent"]["key"], "BIKE-7");
    assert_eq!(client.get("/rest/api/3/issue/BIKE-4").await.status, 404);
}

#[tokio::test]
async fn loaded_issues_are_found_and_worked_on() {
    let sim = bicycles().start().await.unwrap();
    let client = admin(&sim);
    assert_eq!(
        keys(&client, "project = BIKE ORDER BY created ASC").await,
        ["BIKE-3", "BIKE-7", "BIKE-8"]
    );
    assert_eq!(keys(&client, "key = BIKE-7").await, ["BIKE-7"]);
    let jql = "component = Lamps AND status = \"In Test\" AND fixVersion = 2.0 AND text ~ dark";
    assert_eq!(keys(&client, jql).await, ["BIKE-3"]);
    assert_eq!(keys(&client, "parent = BIKE-7").await, ["BIKE-8"]);
    let comments = client.json("/rest/api/3/issue/BIKE-3/comment").await;
    assert_eq!(comments["total"], 2);
    let code = &comments["comments"][0]["body"]["content"][0];
    assert_eq!(code["type"], "codeBlock");
    assert_eq!(code["content"][0]["text"], "lamp.on();");
    assert_eq!(
        comments["comments"][0]["updateAuthor"]["displayName"],
        "Person 12"
    );
    assert_eq!(comments["comments"][1]["body"]["content"], json!([]));

    let project = client.json("/rest/api/3/project/BIKE").await;
    assert_eq!(project["description"], "Everything with two wheels");
    let named = |list: &Value| -> Vec<String> {
        let list = list.as_array().unwrap().iter();
        list.map(|it| it["name"].as_str().unwrap().into()).collect()
    };
    assert_eq!(named(&project["components"]), ["Lamps", "Saddles"]);
    assert_eq!(named(&project["versions"]), ["2.0", "3.0"]);
    assert_eq!(
        named(&project["issueTypes"]),
        ["Bug", "Improvement", "Sub-task"]
    );

    let path = "/rest/api/3/issue/BIKE-8/transitions";
    let possible = client.json(path).await;
    let names = named(&possible["transitions"]);
    assert_eq!(names, ["In Test", "Closed", "Open"]);
    let body = json!({ "transition": { "id": possible["transitions"][0]["id"] } });
    assert_eq!(client.call("POST", path, &body).await.status, 204);
    assert_eq!(count(&client, "status = \"In Test\"").await, 2);
    // New issues go on behind the highest key, and begin with what is to be done.
    let body = json!({ "fields": { "project": { "key": "BIKE" }, "summary": "New", "issuetype": { "name": "Bug" } } });
    let made = client.call("POST", "/rest/api/3/issue", &body).await;
    assert_eq!(made.json()["key"], "BIKE-9", "{}", made.body);
    assert_eq!(
        keys(&client, "project = BIKE AND status = Open").await,
        ["BIKE-9"]
    );

    // Everything is back, and as it was.
    sim.reset();
    assert_eq!(count(&client, "project = BIKE").await, 3);
    let issue = client.json("/rest/api/3/issue/BIKE-8").await;
    assert_eq!(issue["fields"]["status"]["name"], "Open");
}

#[tokio::test]
async fn people_can_use_jira_and_have_no_real_addresses() {
    let sim = bicycles()
        .load_issues(fixture("cloud.jsonl"))
        .start()
        .await
        .unwrap();
    let all = sim.users();
    for (name, email) in [
        ("Person 12", "person-12@example.com"),
        ("Person 13", "person-13@example.com"),
        ("Person 77", "person-77@example.com"),
    ] {
        let found = all.iter().filter(|user| user.email == email);
        let found: Vec<_> = found.collect();
        assert_eq!(found.len(), 1, "{email}");
        assert_eq!(found[0].display_name, name);
        let groups = sim.groups();
        let users = groups.iter().find(|g| g.name == "jira-software-users");
        let members = sim.members(&users.unwrap().group_id);
        assert!(members.contains(&found[0].account_id), "{name}");
    }
}

#[tokio::test]
async fn an_issue_of_the_cloud_goes_into_a_project_that_is_there() {
    let sim = Sim::builder()
        .load_issues(fixture("cloud.jsonl"))
        .start()
        .await
        .unwrap();
    let client = admin(&sim);
    let issue = client.json("/rest/api/3/issue/ACME-90001").await;
    let fields = &issue["fields"];
    assert_eq!(
        fields["description"]["content"][0]["content"][0],
        json!({ "type": "text", "text": "Ding", "marks": [{ "type": "strong" }] })
    );
    assert_eq!(
        fields["reporter"]["accountId"],
        "712020:0c0c0c0c-0000-4000-8000-000000000077"
    );
    assert_eq!(fields["created"], "2025-01-02T02:04:05.678+0000");
    assert_eq!(fields["parent"]["key"], "ACME-90002");
    assert_eq!(fields["duedate"], "2025-03-04");
    assert_eq!(fields["timeoriginalestimate"], 7_200);
    assert_eq!(fields["status"]["id"], "10002");
    assert_eq!(fields["resolution"]["id"], "10000");
    assert_eq!(client.get("/rest/api/3/issue/ACME-1").await.status, 200);
    // The site's own workflow leads on from there.
    let path = "/rest/api/3/issue/ACME-90001/transitions";
    let possible = client.json(path).await;
    let names = possible["transitions"].as_array().unwrap().iter();
    let names: Vec<_> = names.map(|t| t["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Close", "Reopen"]);
}

#[tokio::test]
async fn a_saved_state_keeps_what_was_loaded() {
    let saved = Path::new(env!("CARGO_TARGET_TMPDIR")).join("loaded.state");
    let sim = bicycles().start().await.unwrap();
    sim.save(&saved).unwrap();
    drop(sim);
    let sim = bicycles().load_state(&saved).start().await.unwrap();
    let client = admin(&sim);
    assert_eq!(count(&client, "project = BIKE").await, 3);
    let path = "/rest/api/3/issue/BIKE-8";
    assert_eq!(client.call("DELETE", path, &Value::Null).await.status, 204);
    sim.reset();
    assert_eq!(count(&client, "project = BIKE").await, 3);
}

/// What the start fails with, for a file with these lines.
async fn refused(name: &str, lines: &[Value]) -> (Option<usize>, String) {
    let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
    refused_text(name, &text).await
}

async fn refused_text(name: &str, text: &str) -> (Option<usize>, String) {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&file, text).unwrap();
    let started = Sim::builder().load_issues(&file).start().await;
    let error = started.expect_err("the file is wrong");
    let inner = error.get_ref().and_then(|e| e.downcast_ref::<LoadError>());
    let inner = inner.unwrap();
    assert_eq!(inner.file(), file);
    let shown = inner.to_string();
    assert!(shown.starts_with(&file.display().to_string()), "{shown}");
    (inner.line(), shown)
}

#[tokio::test]
async fn a_line_that_makes_no_issue_is_refused_by_its_number() {
    let text = fs::read_to_string(fixture("data-center.jsonl")).unwrap();
    let lines: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let good = lines[0].clone();
    for (name, pointer, said) in [
        ("no-key", "/key", "`key` is missing"),
        ("no-fields", "/fields", "`fields` is missing"),
        (
            "no-summary",
            "/fields/summary",
            "`fields.summary` is missing",
        ),
        (
            "no-type",
            "/fields/issuetype",
            "`fields.issuetype.name` is missing",
        ),
        (
            "no-status",
            "/fields/status",
            "`fields.status.name` is missing",
        ),
        ("no-date", "/fields/created", "`fields.created` is missing"),
    ] {
        let mut bad = lines[1].clone();
        *bad.pointer_mut(pointer).unwrap() = Value::Null;
        let (line, shown) = refused(name, &[good.clone(), bad]).await;
        assert_eq!(line, Some(2), "{name}");
        assert!(shown.ends_with(said), "{shown}");
    }
    let mut wrong = lines[1].clone();
    wrong["key"] = json!("BIKE-007");
    let (_, shown) = refused("wrong-key", &[wrong]).await;
    assert!(shown.ends_with("`key` is no key of an issue: BIKE-007"));
    let mut wrong = lines[1].clone();
    wrong["fields"]["updated"] = json!("yesterday");
    let (_, shown) = refused("wrong-date", &[wrong]).await;
    assert!(shown.ends_with("`updated` is no date with a time: yesterday"));

    let (line, shown) = refused("twice", &[good.clone(), good.clone()]).await;
    assert_eq!(line, Some(2));
    assert!(shown.ends_with("the key BIKE-3 is taken by another issue"));
    let mut taken = lines[1].clone();
    taken["key"] = json!("ACME-1");
    let (line, shown) = refused("taken", &[taken]).await;
    assert_eq!(line, Some(1));
    assert!(shown.ends_with("the key ACME-1 is taken by another issue"));
    let (line, shown) = refused("orphan", &[good.clone(), lines[2].clone()]).await;
    assert_eq!(line, Some(2));
    assert!(shown.contains("BIKE-7, whose sub-task this is"), "{shown}");

    let (line, shown) = refused_text("no-json", &format!("{good}\n\n{{\"key\":\n")).await;
    assert_eq!(line, Some(3));
    assert!(shown.contains("this is no JSON"), "{shown}");
    let (line, _) = refused_text("no-object", "12\n").await;
    assert_eq!(line, Some(1));
}

#[cfg(feature = "cli")]
#[tokio::test]
async fn the_program_takes_files_and_refuses_wrong_ones() {
    let run = |file: &Path| {
        let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_atlassian-sim"));
        program.args(["serve", "--issues", "0", "--load"]).arg(file);
        program
    };
    let bad = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bad-for-program");
    fs::write(&bad, "{}\n").unwrap();
    for (file, said) in [
        (bad.as_path(), ", line 1: `key` is missing"),
        (Path::new("/nowhere/issues.jsonl"), "cannot be read"),
    ] {
        let refused = run(file).output().unwrap();
        assert_eq!(refused.status.code(), Some(2));
        let text = String::from_utf8(refused.stderr).unwrap();
        assert!(text.contains(said), "{text}");
        assert!(text.contains(&file.display().to_string()), "{text}");
    }
}

fn recordings() -> Option<PathBuf> {
    let named = std::env::var_os("ATLASSIAN_RECORDINGS").map(PathBuf::from);
    let root = named
        .unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/recordings"));
    let folder = root.join("tidev-jira-archive");
    folder.is_dir().then_some(folder)
}

#[tokio::test]
async fn recorded_issues_load_and_keep_their_values() {
    let Some(folder) = recordings() else {
        println!("skipped: no recordings (ATLASSIAN_RECORDINGS names their folder)");
        return;
    };
    let projects = ["ALOY", "DAEMON", "MOD"];
    let mut builder = Sim::builder().issues(0);
    for key in projects {
        builder = builder
            .load_issues(folder.join(format!("issues-{key}.jsonl")))
            .load_issues(folder.join(format!("project-{key}.json")));
    }
    let began = std::time::Instant::now();
    let sim = builder.start().await.unwrap();
    println!("started in {:?}", began.elapsed());
    let client = admin(&sim);
    let mut total = 0;
    for project in projects {
        let text = fs::read_to_string(folder.join(format!("issues-{project}.jsonl"))).unwrap();
        let lines: Vec<Value> = text
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        let jql = format!("project = {project}");
        assert_eq!(count(&client, &jql).await, lines.len() as u64);
        total += lines.len() as u64;
        let open = lines.iter().filter(|l| l["fields"]["resolution"].is_null());
        let jql = format!("project = {project} AND resolution IS EMPTY");
        assert_eq!(count(&client, &jql).await, open.count() as u64);
        let done = |l: &&Value| l["fields"]["status"]["statusCategory"]["key"] == "done";
        let jql = format!("project = {project} AND statusCategory = Done");
        let done = lines.iter().filter(done).count() as u64;
        assert_eq!(count(&client, &jql).await, done);
        for line in lines.iter().step_by(lines.len() / 12) {
            let key = line["key"].as_str().unwrap();
            let issue = client.json(&format!("/rest/api/3/issue/{key}")).await;
            let (was, is) = (&line["fields"], &issue["fields"]);
            assert_eq!(issue["key"], line["key"]);
            for field in ["created", "updated", "resolutiondate", "labels"] {
                assert_eq!(is[field], was[field], "{key} {field}");
            }
            for path in [
                "/status/name",
                "/status/statusCategory/key",
                "/issuetype/name",
                "/resolution/name",
                "/reporter/displayName",
                "/assignee/displayName",
                "/parent/key",
            ] {
                // Here an epic is a parent too.
                if path != "/parent/key" || was["epic"].is_null() {
                    assert_eq!(is.pointer(path), was.pointer(path), "{key} {path}");
                }
            }
            let summary = was["summary"].as_str().unwrap().trim();
            assert_eq!(is["summary"], summary, "{key}");
            let listed = |of: &Value| of["comment"]["comments"].as_array().unwrap().len();
            assert_eq!(listed(is), listed(was), "{key}");
        }
    }
    assert_eq!(count(&client, "key IS NOT EMPTY").await, total);
}
