use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use atlassian_sim::{Fault, Limits, Sim};
use serde_json::{Value, json};

use super::client::{Client, admin, member};

fn file(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name)
}

/// What is asked before and after.
const PATHS: &[&str] = &[
    "/rest/api/3/users/search?maxResults=200",
    "/rest/api/3/group/bulk?maxResults=50",
    "/rest/api/3/applicationrole",
    "/rest/api/3/application-properties",
    "/rest/api/3/auditing/record",
    "/rest/api/3/myself?expand=groups,applicationRoles",
    "/rest/api/3/permissions",
    "/rest/api/3/search/jql?jql=created%3E0&fields=*all&expand=changelog&maxResults=100",
    "/rest/api/3/filter/search?expand=jql,owner,sharePermissions",
    "/rest/api/3/instance/license",
    "/rest/agile/1.0/board",
    "/rest/agile/1.0/board/1/sprint",
    "/wiki/api/v2/spaces?limit=100",
    "/wiki/api/v2/pages?limit=100&body-format=storage",
    "/wiki/rest/api/audit?limit=100",
    "/wiki/rest/api/group?limit=100",
];

/// The answers of the administrator and of the member, without the address.
async fn answers(sim: &Sim) -> Vec<(String, u16, String)> {
    let mut all = Vec::new();
    for (who, client) in [("admin", admin(sim)), ("member", member(sim))] {
        for path in PATHS {
            let answer = client.get(path).await;
            let body = answer.body.replace(sim.url(), "");
            all.push((format!("{who} {path}"), answer.status, body));
        }
    }
    let organization = Client::bearer(sim.gateway_url(), &sim.org_key());
    for path in ["users", "groups", "domains", "events", "directory/users"] {
        let path = format!("/admin/v1/orgs/{}/{path}", sim.org_id());
        let answer = organization.get(&path).await;
        let body = answer.body.replace(sim.gateway_url(), "");
        let body = body.replace(sim.url(), "");
        all.push((path, answer.status, body));
    }
    all
}

/// A generator of its own, so that the writes are others for each seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit as u64).unwrap()
    }
}

/// Changes this and that; how many of the writes were carried out.
async fn write(sim: &Sim, dice: &mut Dice, count: usize) -> usize {
    let client = admin(sim);
    let mut done = 0;
    for number in 0..count {
        let (users, groups) = (sim.users(), sim.groups());
        let user = &users[dice.below(users.len())].account_id;
        let group = &groups[dice.below(groups.len())].group_id;
        let (method, path, body) = match dice.below(7) {
            0 => {
                let name = format!("group {number} \u{1f980} \"<&>");
                (
                    "POST",
                    "/rest/api/3/group".to_owned(),
                    json!({ "name": name }),
                )
            }
            1 => {
                let path = format!("/rest/api/3/group/user?groupId={group}");
                ("POST", path, json!({ "accountId": user }))
            }
            2 => {
                let path = format!("/rest/api/3/group/user?groupId={group}&accountId={user}");
                ("DELETE", path, Value::Null)
            }
            3 => {
                let mail = format!("new-{number}@example.com");
                let body = json!({ "emailAddress": mail, "products": ["jira-software"] });
                ("POST", "/rest/api/3/user".to_owned(), body)
            }
            4 => {
                let body = json!({ "id": "jira.title", "value": format!("Acme {number}") });
                (
                    "PUT",
                    "/rest/api/3/application-properties/jira.title".to_owned(),
                    body,
                )
            }
            5 => {
                let body = json!({ "name": format!("Filter {number}"), "jql": "project = ACME" });
                ("POST", "/rest/api/3/filter".to_owned(), body)
            }
            _ => {
                let body =
                    json!({ "name": format!("Space {number}"), "key": format!("S{number}") });
                ("POST", "/wiki/rest/api/space".to_owned(), body)
            }
        };
        done += usize::from(client.call(method, &path, &body).await.status < 300);
    }
    done
}

#[tokio::test]
async fn what_was_saved_answers_the_same_after_any_writes() {
    for seed in 1..=4 {
        let start = || Sim::builder().users(90).seed(seed).manual_clock();
        let sim = start().start().await.unwrap();
        sim.advance(Duration::from_secs(5));
        let done = write(&sim, &mut Dice(seed), 40).await;
        assert!(done > 10, "{done}");
        let before = answers(&sim).await;
        let path = file(&format!("saved-{seed}.json"));
        sim.save(&path).unwrap();
        // Ids of what is made next follow from the state too.
        let next = admin(&sim);
        let group = json!({ "name": "next" });
        let made = next.call("POST", "/rest/api/3/group", &group).await.json();

        let other = Sim::builder().manual_clock().load_state(&path);
        let other = other.start().await.unwrap();
        assert_eq!(other.cloud_id(), sim.cloud_id());
        assert_eq!(other.admin(), sim.admin());
        assert_eq!(other.now(), sim.now());
        let after = answers(&other).await;
        for (one, same) in before.iter().zip(&after) {
            assert_eq!(one, same, "seed {seed}");
        }
        let again = admin(&other)
            .call("POST", "/rest/api/3/group", &group)
            .await;
        assert_eq!(again.json()["groupId"], made["groupId"]);

        // Into the one that still runs.
        sim.load(&path).unwrap();
        assert_eq!(answers(&sim).await, before);
        assert!(sim.groups().iter().all(|group| group.name != "next"));
    }
}

#[tokio::test]
async fn reset_brings_back_what_was_generated() {
    let limits = Limits::new().burst("GET", "/rest/api/3/serverInfo", 1.0);
    let sim = Sim::builder().manual_clock().limits(limits);
    let sim = sim.start().await.unwrap();
    let fresh = Sim::builder().manual_clock().start().await.unwrap();
    let expected = answers(&fresh).await;
    let unused = sim.limit_report();
    write(&sim, &mut Dice(7), 20).await;
    sim.advance(Duration::from_secs(3_600));
    sim.inject(Fault::on("GET", "/rest/api/3/myself").status(500));
    Client::nobody(sim.url())
        .get("/rest/api/3/serverInfo")
        .await;
    assert_ne!(sim.limit_report(), unused);
    sim.reset();
    assert_eq!(sim.requests().len(), 0);
    assert_eq!(sim.now(), fresh.now());
    assert_eq!(sim.limit_report(), unused);
    assert_eq!(answers(&sim).await, expected);
    assert_eq!((sim.users(), sim.groups()), (fresh.users(), fresh.groups()));
}

#[tokio::test]
async fn a_file_of_another_version_and_a_damaged_one_are_refused() {
    let sim = Sim::builder().start().await.unwrap();
    let path = file("state-good.json");
    sim.save(&path).unwrap();
    let good = fs::read_to_string(&path).unwrap();
    let changed = good.replacen("Person 10", "Person 99", 1);
    assert_ne!(good, changed);
    let half = good[..good.len() / 2].to_owned();
    let newer = good.replacen("\"version\":1", "\"version\":2", 1);
    for (text, expected) in [
        (changed, "damaged or was changed by hand"),
        (half, "damaged or was changed by hand"),
        (good[..good.len() - 30].to_owned(), "damaged"),
        (newer, "in version 2 of its format"),
        ("{}\n".to_owned(), "not a saved state"),
        ("\u{0}\u{1}".to_owned(), "not a saved state"),
        (String::new(), "not a saved state"),
    ] {
        let path = file("state-bad.json");
        fs::write(&path, text).unwrap();
        let error = Sim::builder().load_state(&path).start().await.unwrap_err();
        let error = error.to_string();
        assert!(error.contains(expected), "{error}");
        assert!(error.contains("state-bad.json"), "{error}");
        assert!(sim.load(&path).is_err());
    }
    let other = Sim::builder().seed(9).start().await.unwrap();
    let error = other.load(&path).unwrap_err().to_string();
    assert!(error.contains("another site"), "{error}");
    let missing = file("no-folder/state.json");
    let error = sim.save(&missing).unwrap_err().to_string();
    assert!(error.contains("no-folder"), "{error}");
}

#[cfg(unix)]
#[tokio::test]
async fn only_its_owner_may_read_the_file_and_nothing_else_is_left() {
    use std::os::unix::fs::PermissionsExt;
    let folder = file("state-folder");
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join("state.json");
    fs::write(&path, "before").unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    Sim::builder().start().await.unwrap().save(&path).unwrap();
    let mode = fs::metadata(&path).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
}

#[tokio::test]
async fn the_deepest_value_a_request_may_have_can_be_saved() {
    let sim = Sim::builder().start().await.unwrap();
    let deep = format!("{}1{}", "[".repeat(120), "]".repeat(120));
    let path = "/rest/agile/1.0/board/1/properties/deep";
    let client = admin(&sim);
    let body = Some(("application/json", deep.as_str()));
    assert!(client.send("PUT", path, body).await.unwrap().status < 300);
    let file = file("state-deep.json");
    sim.save(&file).unwrap();
    let other = Sim::builder().load_state(&file).start().await.unwrap();
    assert_eq!(admin(&other).get(path).await.status, 200);
}

/// Someone without a credential who steers.
fn control(sim: &Sim) -> Client {
    Client::nobody(sim.url())
}

#[tokio::test]
async fn any_language_can_steer() {
    let sim = Sim::builder().manual_clock().start().await.unwrap();
    let steer = control(&sim);
    let saved = steer.get("/_sim/state").await;
    assert_eq!(saved.status, 200);
    let before = answers(&sim).await;
    write(&sim, &mut Dice(3), 15).await;
    let upload = async |text: &str| {
        let body = Some(("application/x-ndjson", text));
        steer.send("PUT", "/_sim/state", body).await.unwrap()
    };
    assert_eq!(upload(&saved.body).await.status, 204);
    assert_eq!(answers(&sim).await, before);
    let refused = upload("{}").await;
    assert_eq!(refused.status, 400);
    assert_eq!(
        refused.json()["error"],
        "this is not a saved state of atlassian-sim"
    );
    let other = Sim::builder().seed(9).start().await.unwrap();
    let foreign = control(&other).get("/_sim/state").await.body;
    assert_eq!(upload(&foreign).await.status, 409);

    let fault = json!({ "faults": [{ "path": "/rest/api/3/myself", "times": 1,
        "action": { "answer": { "status": 418 } } }] });
    let added = steer.call("POST", "/_sim/faults", &fault).await;
    assert_eq!(added.status, 204);
    let waiting = steer.json("/_sim/faults").await;
    assert_eq!(waiting[0]["path"], "/rest/api/3/myself");
    assert_eq!(waiting[0]["effect"], "answers 418");
    let clock = json!({ "clock": { "manual": true } });
    assert_eq!(steer.call("POST", "/_sim/faults", &clock).await.status, 400);
    assert_eq!(admin(&sim).get("/rest/api/3/myself").await.status, 418);
    assert_eq!(steer.json("/_sim/faults").await, json!([]));
    steer.call("POST", "/_sim/faults", &fault).await;
    steer.call("DELETE", "/_sim/faults", &Value::Null).await;
    assert_eq!(admin(&sim).get("/rest/api/3/myself").await.status, 200);

    let hour = json!({ "ms": 3_600_000 });
    let now = steer
        .call("POST", "/_sim/clock/advance", &hour)
        .await
        .json();
    assert_eq!(now["now"], "2026-10-01T01:00:00.000Z");
    steer.call("DELETE", "/_sim/requests", &Value::Null).await;
    admin(&sim).get("/rest/api/3/serverInfo?a=1").await;
    let requests = steer.json("/_sim/requests").await;
    assert_eq!(requests.as_array().unwrap().len(), 1);
    assert_eq!(requests[0]["path"], "/rest/api/3/serverInfo");
    assert_eq!(requests[0]["at"], "2026-10-01T01:00:00.000Z");
    let reset = steer.call("POST", "/_sim/reset", &Value::Null).await;
    assert_eq!(reset.status, 204);
    assert_eq!(answers(&sim).await, before);
    for (method, path, status) in [
        ("GET", "/_sim/reset", 405),
        ("GET", "/_sim/elsewhere", 404),
        ("GET", "/_simulator", 404),
    ] {
        assert_eq!(steer.call(method, path, &Value::Null).await.status, status);
    }
    assert_eq!(
        Client::nobody(sim.gateway_url())
            .get("/_sim/state")
            .await
            .status,
        404
    );
}

#[tokio::test]
async fn a_page_in_a_browser_cannot_steer() {
    let sim = Sim::builder().start().await.unwrap();
    let page = control(&sim).header("Origin", "https://elsewhere.example.com");
    let reset = page.call("POST", "/_sim/reset", &Value::Null).await;
    assert_eq!(reset.status, 403);
    let own = control(&sim).header("Origin", sim.url());
    assert_eq!(own.get("/_sim/faults").await.status, 200);
}
