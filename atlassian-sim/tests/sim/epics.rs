//! Epics: the issue, what boards know of it, and the issues below it.

use atlassian_sim::Sim;
use serde_json::{Value, json};

use super::client::{Client, admin, member, pluck, refused};

const EPIC: &str = "/rest/agile/1.0/epic";

async fn start() -> Sim {
    Sim::builder().manual_clock().start().await.unwrap()
}

/// The epics of ACME, from the highest rank down.
async fn epics(client: &Client) -> Vec<String> {
    let found = client
        .find("project = ACME AND issuetype = Epic ORDER BY Rank")
        .await;
    assert!(found.len() > 1, "{found:?}");
    found
}

async fn listed(client: &Client, path: &str) -> Vec<String> {
    let page = client.json(&format!("{path}?maxResults=100")).await;
    pluck(page["issues"].as_array().unwrap(), "key")
}

#[tokio::test]
async fn an_epic_is_found_by_id_and_key_and_changed_in_part() {
    let sim = start().await;
    let client = admin(&sim);
    let key = epics(&client).await.remove(0);
    let path = format!("{EPIC}/{key}");
    let epic = client.json(&path).await;
    assert_eq!((&epic["key"], &epic["done"]), (&json!(key), &json!(false)));
    assert_eq!(client.json(&format!("{EPIC}/{}", epic["id"])).await, epic);
    assert_eq!(epic["self"], format!("{}{EPIC}/{}", sim.url(), epic["id"]));
    let body =
        json!({ "name": "Short", "summary": "Long", "color": { "key": "color_6" }, "done": true });
    let changed = member(&sim).call("POST", &path, &body).await;
    assert_eq!(changed.status, 200, "{}", changed.body);
    let changed = changed.json();
    for (field, value) in [
        ("name", json!("Short")),
        ("summary", json!("Long")),
        ("done", json!(true)),
    ] {
        assert_eq!(changed[field], value);
    }
    assert_eq!(changed["color"]["key"], "color_6");
    let rest = client
        .call("POST", &path, &json!({ "done": false }))
        .await
        .json();
    assert_eq!(
        (&rest["name"], &rest["done"]),
        (&json!("Short"), &json!(false))
    );
    let issue = client
        .json(&format!("/rest/api/3/issue/{key}?fields=summary"))
        .await;
    assert_eq!(issue["fields"]["summary"], "Long");
    for body in [
        json!({ "color": { "key": "color_15" } }),
        json!({ "summary": "a\nb" }),
    ] {
        refused(&client.call("POST", &path, &body).await, 400);
    }
    let story = client.find("project = ACME AND issuetype = Story").await;
    let team = client.find("project = TEAM AND issuetype = Epic").await;
    for other in ["NOPE-1", "99", &story[0], &team[0]] {
        refused(&client.get(&format!("{EPIC}/{other}")).await, 404);
    }
}

#[tokio::test]
async fn the_epics_of_a_board_by_whether_they_are_done() {
    let sim = start().await;
    let client = admin(&sim);
    let wanted = epics(&client).await;
    let path = "/rest/agile/1.0/board/1/epic";
    let all = client.json(path).await;
    assert_eq!(pluck(all["values"].as_array().unwrap(), "key"), wanted);
    client
        .call(
            "POST",
            &format!("{EPIC}/{}", wanted[1]),
            &json!({ "done": true }),
        )
        .await;
    let done = client.json(&format!("{path}?done=true")).await;
    assert_eq!(
        pluck(done["values"].as_array().unwrap(), "key"),
        [wanted[1].as_str()]
    );
    let page = client
        .json(&format!("{path}?done=false&maxResults=1"))
        .await;
    assert_eq!(page["values"][0]["key"], wanted[0].as_str());
    refused(&client.get("/rest/agile/1.0/board/99/epic").await, 404);
}

#[tokio::test]
async fn the_issues_of_an_epic_and_of_none_by_rank() {
    let sim = start().await;
    let client = admin(&sim);
    let with_most = async || {
        let mut best: (String, Vec<String>) = Default::default();
        for epic in epics(&client).await {
            let below = client.find(&format!("parent = {epic} ORDER BY Rank")).await;
            if below.len() > best.1.len() {
                best = (epic, below);
            }
        }
        best
    };
    let (epic, below) = with_most().await;
    assert!(below.len() > 1);
    let id = client.json(&format!("{EPIC}/{epic}")).await["id"].clone();
    for path in [
        format!("epic/{epic}/issue"),
        format!("board/1/epic/{id}/issue"),
    ] {
        assert_eq!(
            listed(&client, &format!("/rest/agile/1.0/{path}")).await,
            below
        );
        let walked = client
            .walk_tokens(&format!(
                "/rest/software/1.0/{path}?maxResults=1&fields=epic"
            ))
            .await;
        assert_eq!(pluck(&walked, "key"), below);
        assert!(
            walked
                .iter()
                .all(|issue| issue["fields"]["epic"]["key"] == epic.as_str())
        );
    }
    let none = "parent is EMPTY AND issuetype not in (Epic, Sub-task)";
    let wanted = client.find(&format!("{none} ORDER BY Rank")).await;
    let walked = client
        .walk_tokens("/rest/software/1.0/epic/none/issue?maxResults=100&fields=epic")
        .await;
    assert_eq!(pluck(&walked, "key"), wanted);
    let page = client.json("/rest/agile/1.0/epic/none/issue").await;
    assert_eq!(page["total"], wanted.len());
    let wanted = client
        .find(&format!("project = ACME AND {none} ORDER BY Rank"))
        .await;
    assert_eq!(
        listed(&client, "/rest/agile/1.0/board/1/epic/none/issue").await,
        wanted
    );
    let walked = client
        .walk_tokens("/rest/software/1.0/board/1/epic/none/issue?fields=epic")
        .await;
    assert_eq!(pluck(&walked, "key"), wanted);
    refused(
        &client.get("/rest/agile/1.0/board/1/epic/99/issue").await,
        404,
    );
}

#[tokio::test]
async fn issues_move_under_an_epic_and_out_again() {
    let sim = start().await;
    let client = member(&sim);
    let epic = epics(&client).await.remove(0);
    let free = "project = ACME AND parent is EMPTY AND issuetype = Story";
    let story = client.find(free).await.remove(0);
    let path = format!("{EPIC}/{epic}/issue");
    let body = json!({ "issues": [story] });
    assert_eq!(client.call("POST", &path, &body).await.status, 204);
    let issue = client.json(&format!("/rest/agile/1.0/issue/{story}")).await;
    assert_eq!(issue["fields"]["epic"]["key"], epic.as_str());
    assert!(
        client
            .find(&format!("parent = {epic}"))
            .await
            .contains(&story)
    );
    let changed = client
        .json(&format!("/rest/api/3/issue/{story}?expand=changelog"))
        .await;
    let newest = &changed["changelog"]["histories"][0]["items"][0];
    assert_eq!(
        (&newest["fromString"], &newest["toString"]),
        (&Value::Null, &json!(epic))
    );
    let out = client
        .call("POST", &format!("{EPIC}/none/issue"), &body)
        .await;
    assert_eq!(out.status, 204);
    assert!(client.find(free).await.contains(&story));
    let subtask = client
        .find("project = ACME AND issuetype = Sub-task")
        .await
        .remove(0);
    for issues in [
        json!([subtask]),
        json!([epic]),
        json!(["NOPE-1"]),
        json!([]),
    ] {
        refused(
            &client
                .call("POST", &path, &json!({ "issues": issues }))
                .await,
            400,
        );
    }
    refused(
        &client
            .call("POST", &format!("{EPIC}/{story}/issue"), &body)
            .await,
        404,
    );
    refused(
        &client
            .call("POST", &format!("{EPIC}/NOPE-1/issue"), &body)
            .await,
        404,
    );
}

#[tokio::test]
async fn epics_are_ranked_among_each_other() {
    let sim = start().await;
    let client = member(&sim);
    let before = epics(&client).await;
    let (first, last) = (&before[0], before.last().unwrap());
    let path = format!("{EPIC}/{last}/rank");
    let body = json!({ "rankBeforeEpic": first });
    assert_eq!(client.call("PUT", &path, &body).await.status, 204);
    assert_eq!(&epics(&client).await[..2], [last.clone(), first.clone()]);
    let body = json!({ "rankAfterEpic": first, "rankCustomFieldId": 10_019 });
    assert_eq!(client.call("PUT", &path, &body).await.status, 204);
    assert_eq!(&epics(&client).await[..2], [first.clone(), last.clone()]);
    for (body, status) in [
        (json!({}), 400),
        (json!({ "rankAfterEpic": last }), 400),
        (
            json!({ "rankAfterEpic": first, "rankCustomFieldId": 1 }),
            400,
        ),
        (json!({ "rankAfterEpic": "NOPE-1" }), 404),
    ] {
        refused(&client.call("PUT", &path, &body).await, status);
    }
    refused(
        &client
            .call("PUT", &format!("{EPIC}/NOPE-1/rank"), &body)
            .await,
        404,
    );
}
