//! Sprints: ACME's board has eight, of which the sixth is running. Its name is ACME Sprint 6, its id 6.

use std::time::Duration;

use atlassian_sim::Sim;
use serde_json::{Value, json};

use super::client::{Client, admin, member, outsider, pluck, refused};

const SPRINT: &str = "/rest/agile/1.0/sprint";
const OF_BOARD: &str = "/rest/agile/1.0/board/1/sprint";

async fn start() -> Sim {
    Sim::builder().manual_clock().start().await.unwrap()
}

fn ids(page: &Value) -> Vec<u64> {
    let values = page["values"].as_array().unwrap().iter();
    values
        .map(|sprint| sprint["id"].as_u64().unwrap())
        .collect()
}

async fn make(client: &Client, name: &str) -> u64 {
    let body = json!({ "name": name, "originBoardId": 1 });
    let made = client.call("POST", SPRINT, &body).await;
    assert_eq!(made.status, 201, "{}", made.body);
    made.json()["id"].as_u64().unwrap()
}

#[tokio::test]
async fn the_sprints_of_a_board_stand_by_state_and_place() {
    let sim = start().await;
    let client = admin(&sim);
    let all = client.json(OF_BOARD).await;
    assert_eq!(ids(&all), [1, 2, 3, 4, 5, 6, 7, 8]);
    assert!(all.get("total").is_none());
    assert_eq!(
        ids(&client
            .json(&format!("{OF_BOARD}?state=active,future"))
            .await),
        [6, 7, 8]
    );
    let page = client
        .json(&format!("{OF_BOARD}?state=closed&startAt=3&maxResults=1"))
        .await;
    assert_eq!((ids(&page), &page["isLast"]), (vec![4], &json!(false)));
    refused(&client.get(&format!("{OF_BOARD}?state=done")).await, 400);
    let message = refused(&client.get("/rest/agile/1.0/board/2/sprint").await, 400);
    assert_eq!(message, "The board does not support sprints");
    refused(
        &outsider(&sim).get("/rest/agile/1.0/board/4/sprint").await,
        404,
    );
    let body = json!({ "sprintToSwapWith": 8 });
    assert_eq!(
        client
            .call("POST", &format!("{SPRINT}/1/swap"), &body)
            .await
            .status,
        204
    );
    assert_eq!(ids(&client.json(OF_BOARD).await), [2, 3, 4, 5, 1, 6, 8, 7]);
    let body = json!({ "sprintToSwapWith": 99 });
    refused(
        &client
            .call("POST", &format!("{SPRINT}/1/swap"), &body)
            .await,
        404,
    );
    let body = json!({ "sprintToSwapWith": 8 });
    refused(
        &outsider(&sim)
            .call("POST", &format!("{SPRINT}/1/swap"), &body)
            .await,
        403,
    );
}

#[tokio::test]
async fn a_sprint_goes_from_future_to_active_to_closed() {
    let sim = start().await;
    let client = admin(&sim);
    let body = json!({ "name": "  Ninth ", "originBoardId": 1, "goal": "g" });
    let made = client.call("POST", SPRINT, &body).await;
    assert_eq!(made.status, 201);
    let made = made.json();
    assert_eq!(made["name"], "Ninth");
    assert_eq!((&made["id"], &made["state"]), (&json!(9), &json!("future")));
    assert_eq!(made["createdDate"], "2026-10-01T00:00:00.000Z");
    assert!(made.get("startDate").is_none());
    let path = format!("{SPRINT}/9");
    let change = async |body: Value| client.call("POST", &path, &body).await;
    let message = refused(&change(json!({ "state": "active" })).await, 400);
    assert!(message.starts_with("state:"), "{message}");
    let dates = json!({ "startDate": "2026-10-01T09:00:00.000+02:00", "endDate": "2026-10-15T09:00:00.000+02:00" });
    let set = change(dates).await.json();
    assert_eq!(set["startDate"], "2026-10-01T07:00:00.000Z");
    refused(&change(json!({ "state": "closed" })).await, 400);
    // The sixth is still running.
    refused(&change(json!({ "state": "active" })).await, 400);
    let closed = client
        .call(
            "POST",
            &format!("{SPRINT}/6"),
            &json!({ "state": "closed" }),
        )
        .await;
    assert_eq!(
        (closed.status, &closed.json()["completeDate"]),
        (200, &json!("2026-10-01T00:00:00.000Z"))
    );
    let running = change(json!({ "state": "active" })).await;
    assert_eq!(
        (running.status, &running.json()["state"]),
        (200, &json!("active"))
    );
    refused(&change(json!({ "state": "future" })).await, 400);
    sim.advance(Duration::from_secs(3_600));
    let over =
        change(json!({ "state": "closed", "completeDate": "2020-01-01T00:00:00.000Z" })).await;
    assert_eq!(over.json()["completeDate"], "2026-10-01T01:00:00.000Z");
    // Now only name and goal are heard.
    let late = json!({ "name": "Tenth", "goal": "h", "endDate": "2030-01-01", "state": "active" });
    let late = change(late).await.json();
    assert_eq!(
        (&late["name"], &late["goal"]),
        (&json!("Tenth"), &json!("h"))
    );
    assert_eq!(
        (&late["endDate"], &late["state"]),
        (&json!("2026-10-15T07:00:00.000Z"), &json!("closed"))
    );
    assert_eq!(client.json(&path).await, late);
}

#[tokio::test]
async fn what_a_closed_sprint_did_not_finish_is_in_the_backlog_again() {
    let sim = start().await;
    let client = admin(&sim);
    let open = client
        .find("sprint = 6 AND statusCategory != Done ORDER BY Rank")
        .await;
    assert!(!open.is_empty());
    let backlog = async || {
        let page = client
            .json("/rest/agile/1.0/board/1/backlog?maxResults=100")
            .await;
        pluck(page["issues"].as_array().unwrap(), "key")
    };
    let before = backlog().await;
    assert!(open.iter().all(|key| !before.contains(key)));
    client
        .call(
            "POST",
            &format!("{SPRINT}/6"),
            &json!({ "state": "closed" }),
        )
        .await;
    let after = backlog().await;
    assert!(open.iter().all(|key| after.contains(key)));
    let issue = client
        .json(&format!("/rest/agile/1.0/issue/{}", open[0]))
        .await;
    assert_eq!(issue["fields"]["sprint"], Value::Null);
    let closed = issue["fields"]["closedSprints"].as_array().unwrap();
    assert_eq!(closed.last().unwrap()["id"], 6);
}

#[tokio::test]
async fn a_whole_update_empties_what_it_leaves_out() {
    let sim = start().await;
    let client = admin(&sim);
    let id = make(&client, "Whole").await;
    let path = format!("{SPRINT}/{id}");
    let dates = json!({ "goal": "g", "startDate": "2026-10-02", "endDate": "2026-10-03" });
    assert_eq!(client.call("POST", &path, &dates).await.status, 200);
    let whole = client
        .call("PUT", &path, &json!({ "name": "Other", "state": "future" }))
        .await;
    let whole = whole.json();
    assert_eq!(whole["name"], "Other");
    assert!(whole.get("goal").is_none() && whole.get("startDate").is_none());
    for body in [
        json!({ "state": "future" }),
        json!({ "name": "x" }),
        json!({ "name": "x", "state": "paused" }),
        json!({ "name": "x".repeat(31), "state": "future" }),
        json!({ "name": "x", "state": "future", "startDate": "soon" }),
        json!({ "name": "x", "state": "future", "startDate": "2026-10-03", "endDate": "2026-10-02" }),
    ] {
        refused(&client.call("PUT", &path, &body).await, 400);
    }
    // A sprint that runs has to have dates.
    let body = json!({ "name": "x", "state": "active" });
    refused(
        &client.call("PUT", &format!("{SPRINT}/6"), &body).await,
        400,
    );
}

#[tokio::test]
async fn only_those_who_manage_sprints_make_change_and_delete_them() {
    let sim = start().await;
    let client = admin(&sim);
    let new = json!({ "name": "x", "originBoardId": 1 });
    refused(&member(&sim).call("POST", SPRINT, &new).await, 403);
    refused(
        &member(&sim)
            .call("POST", &format!("{SPRINT}/7"), &json!({ "name": "x" }))
            .await,
        403,
    );
    refused(
        &member(&sim)
            .call("DELETE", &format!("{SPRINT}/7"), &Value::Null)
            .await,
        403,
    );
    for (body, status) in [
        (json!({ "originBoardId": 1 }), 400),
        (json!({ "name": " ", "originBoardId": 1 }), 400),
        (json!({ "name": "x" }), 400),
        (json!({ "name": "x", "originBoardId": 2 }), 400),
        (json!({ "name": "x", "originBoardId": 99 }), 404),
    ] {
        refused(&client.call("POST", SPRINT, &body).await, status);
    }
    refused(&client.get(&format!("{SPRINT}/99")).await, 404);
    let within = client.find("sprint = 7").await;
    assert!(!within.is_empty());
    assert_eq!(
        client
            .call("DELETE", &format!("{SPRINT}/7"), &Value::Null)
            .await
            .status,
        204
    );
    refused(&client.get(&format!("{SPRINT}/7")).await, 404);
    let issue = client
        .json(&format!("/rest/agile/1.0/issue/{}", within[0]))
        .await;
    assert_eq!(issue["fields"]["sprint"], Value::Null);
}

#[tokio::test]
async fn the_issues_of_a_sprint() {
    let sim = start().await;
    let client = admin(&sim);
    let wanted = client.find("sprint = 6 ORDER BY Rank").await;
    assert!(wanted.len() > 3);
    for path in [format!("{SPRINT}/6/issue"), format!("{OF_BOARD}/6/issue")] {
        let page = client.json(&format!("{path}?maxResults=100")).await;
        assert_eq!(pluck(page["issues"].as_array().unwrap(), "key"), wanted);
        let path = path.replace("agile", "software");
        let walked = client
            .walk_tokens(&format!("{path}?fields=summary&maxResults=2"))
            .await;
        assert_eq!(pluck(&walked, "key"), wanted);
    }
    refused(&client.get(&format!("{SPRINT}/99/issue")).await, 404);
    refused(&client.get("/rest/software/1.0/sprint/99/issue").await, 404);
    refused(&client.get(&format!("{OF_BOARD}/99/issue")).await, 404);
}

#[tokio::test]
async fn issues_move_into_sprints_and_out_again() {
    let sim = start().await;
    let client = outsider(&sim);
    let key = client
        .find("project = ACME AND sprint is EMPTY AND issuetype = Story AND statusCategory != Done")
        .await;
    let key = key.first().unwrap().clone();
    let body = json!({ "issues": [key] });
    let into = async |sprint: u64| {
        client
            .call("POST", &format!("{SPRINT}/{sprint}/issue"), &body)
            .await
    };
    assert_eq!(into(7).await.status, 204);
    assert!(client.find("sprint = 7").await.contains(&key));
    assert_eq!(into(8).await.status, 204);
    assert!(!client.find("sprint = 7").await.contains(&key));
    let message = refused(&into(1).await, 400);
    assert_eq!(
        message,
        "Issues can only be moved to open or active sprints."
    );
    refused(&into(99).await, 404);
    let changed = client
        .json(&format!("/rest/api/3/issue/{key}?expand=changelog"))
        .await;
    let newest = &changed["changelog"]["histories"][0]["items"][0];
    assert_eq!(
        (&newest["field"], &newest["toString"]),
        (&json!("Sprint"), &json!("ACME Sprint 8"))
    );
    assert_eq!(
        client
            .call("POST", "/rest/agile/1.0/backlog/issue", &body)
            .await
            .status,
        204
    );
    assert!(!client.find("sprint = 8").await.contains(&key));
    for issues in [
        json!([]),
        json!(["NOPE-1"]),
        Value::from(vec!["ACME-1"; 51]),
    ] {
        let path = format!("{SPRINT}/7/issue");
        refused(
            &client
                .call("POST", &path, &json!({ "issues": issues }))
                .await,
            400,
        );
    }
    let subtask = client.find("project = ACME AND issuetype = Sub-task").await;
    let body = json!({ "issues": [subtask[0]] });
    refused(
        &client
            .call("POST", &format!("{SPRINT}/7/issue"), &body)
            .await,
        400,
    );
    // Nothing is done where the place does not exist.
    let body = json!({ "issues": [key], "rankBeforeIssue": "NOPE-1" });
    refused(
        &client
            .call("POST", &format!("{SPRINT}/7/issue"), &body)
            .await,
        400,
    );
    assert!(!client.find("sprint = 7").await.contains(&key));
}

#[tokio::test]
async fn properties_of_sprints_are_set_by_those_who_manage_them() {
    let sim = start().await;
    let client = admin(&sim);
    let path = format!("{SPRINT}/6/properties/our.key");
    assert_eq!(client.call("PUT", &path, &json!("v")).await.status, 201);
    assert_eq!(client.call("PUT", &path, &json!("w")).await.status, 200);
    assert_eq!(member(&sim).json(&path).await["value"], "w");
    refused(&member(&sim).call("PUT", &path, &json!("x")).await, 403);
    let keys = client.json(&format!("{SPRINT}/6/properties")).await;
    assert_eq!(keys["keys"][0]["key"], "our.key");
    refused(&client.get(&format!("{SPRINT}/x/properties")).await, 400);
    assert_eq!(client.call("DELETE", &path, &Value::Null).await.status, 204);
    refused(&client.get(&path).await, 404);
}
