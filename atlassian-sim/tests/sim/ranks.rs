//! Ranks, backlogs and estimates.

use atlassian_sim::Sim;
use serde_json::{Value, json};

use super::client::{Client, admin, member, outsider, pluck, refused};

const RANK: &str = "/rest/agile/1.0/issue/rank";

async fn start() -> Sim {
    Sim::builder().manual_clock().start().await.unwrap()
}

async fn ranked(client: &Client) -> Vec<String> {
    client.find("project = ACME ORDER BY Rank").await
}

#[tokio::test]
async fn issues_are_put_before_and_behind_others_in_the_order_of_the_request() {
    let sim = start().await;
    let client = outsider(&sim);
    let mut order = ranked(&client).await;
    let moved: Vec<String> = vec![order[9].clone(), order[4].clone()];
    let body = json!({ "issues": moved, "rankBeforeIssue": order[1] });
    assert_eq!(client.call("PUT", RANK, &body).await.status, 204);
    order.retain(|key| !moved.contains(key));
    order.splice(1..1, moved.clone());
    assert_eq!(ranked(&client).await, order);
    let last = order.last().unwrap().clone();
    let body = json!({ "issues": moved, "rankAfterIssue": last, "rankCustomFieldId": 10_019 });
    assert_eq!(client.call("PUT", RANK, &body).await.status, 204);
    order.retain(|key| !moved.contains(key));
    order.extend(moved.clone());
    assert_eq!(ranked(&client).await, order);
    // The text of a rank sorts as the rank does.
    let issue = async |key: &str| {
        let issue = client
            .json(&format!("/rest/api/3/issue/{key}?fields=customfield_10019"))
            .await;
        issue["fields"]["customfield_10019"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    assert!(issue(&order[0]).await < issue(&order[1]).await);
}

#[tokio::test]
async fn between_two_issues_there_is_always_room() {
    let sim = start().await;
    let client = outsider(&sim);
    let order = ranked(&client).await;
    // Each halves the room: it is used up long before the end.
    for round in 0..30 {
        let key = &order[2 + round % 2];
        let body = json!({ "issues": [key], "rankAfterIssue": order[0] });
        assert_eq!(client.call("PUT", RANK, &body).await.status, 204);
    }
    let mut wanted = order.clone();
    wanted[1..4].reverse();
    assert_eq!(ranked(&client).await, wanted);
}

#[tokio::test]
async fn what_cannot_be_ranked() {
    let sim = start().await;
    let client = outsider(&sim);
    for body in [
        json!({ "issues": ["ACME-1"] }),
        json!({ "issues": [], "rankBeforeIssue": "ACME-1" }),
        json!({ "issues": ["ACME-1"], "rankBeforeIssue": "ACME-1" }),
        json!({ "issues": ["ACME-1"], "rankBeforeIssue": "NOPE-1" }),
        json!({ "issues": ["ACME-1"], "rankBeforeIssue": "ACME-2", "rankAfterIssue": "ACME-3" }),
        json!({ "issues": ["SEC-1"], "rankBeforeIssue": "ACME-1" }),
        json!({ "issues": ["ACME-1"], "rankBeforeIssue": "ACME-2", "rankCustomFieldId": 10_016 }),
        json!({ "issues": vec!["ACME-1"; 51], "rankBeforeIssue": "ACME-2" }),
    ] {
        refused(&client.call("PUT", RANK, &body).await, 400);
    }
    // A reporter sees the issue, and may not schedule it.
    let own = client.find("project = ASK").await;
    if let Some(key) = own.first() {
        let body = json!({ "issues": [key], "rankBeforeIssue": "ACME-1" });
        refused(&client.call("PUT", RANK, &body).await, 403);
    }
}

async fn backlog(client: &Client, board: u32) -> Vec<String> {
    let page = client
        .json(&format!(
            "/rest/agile/1.0/board/{board}/backlog?maxResults=100"
        ))
        .await;
    pluck(page["issues"].as_array().unwrap(), "key")
}

#[tokio::test]
async fn a_kanban_board_moves_issues_out_of_its_first_column_and_back() {
    let sim = Sim::builder().issues(600).start().await.unwrap();
    let client = member(&sim);
    let waiting = backlog(&client, 2).await;
    let (key, other) = (waiting[0].clone(), waiting[2].clone());
    let body = json!({ "issues": [key], "rankAfterIssue": other });
    let onto = client
        .call("POST", "/rest/agile/1.0/board/2/issue", &body)
        .await;
    assert_eq!(onto.status, 204, "{}", onto.body);
    let path = format!("/rest/api/3/issue/{key}?expand=changelog");
    let status = async || client.json(&path).await["fields"]["status"]["name"].clone();
    assert_eq!(status().await, "In Progress");
    assert!(!backlog(&client, 2).await.contains(&key));
    let newest = client.json(&path).await["changelog"]["histories"][0]["items"][0].clone();
    assert_eq!(
        (&newest["field"], &newest["toString"]),
        (&json!("status"), &json!("In Progress"))
    );
    let body = json!({ "issues": [key], "rankBeforeIssue": waiting[1] });
    let back = client
        .call("POST", "/rest/agile/1.0/backlog/2/issue", &body)
        .await;
    assert_eq!(back.status, 204, "{}", back.body);
    assert_eq!(status().await, "To Do");
    assert_eq!(backlog(&client, 2).await, waiting);
}

#[tokio::test]
async fn the_backlog_of_a_scrum_board_takes_issues_out_of_sprints() {
    let sim = start().await;
    let client = member(&sim);
    let planned = client.find("sprint = 7 AND statusCategory != Done").await;
    let body = json!({ "issues": [planned[0]] });
    let path = "/rest/agile/1.0/backlog/1/issue";
    assert_eq!(client.call("POST", path, &body).await.status, 204);
    assert!(backlog(&client, 1).await.contains(&planned[0]));
    // It is on the board, which only ranks.
    let onto = client
        .call("POST", "/rest/agile/1.0/board/1/issue", &body)
        .await;
    assert_eq!(onto.status, 204);
    for (path, body, status) in [
        (path, json!({ "issues": ["OPS-1"] }), 400),
        ("/rest/agile/1.0/backlog/99/issue", body.clone(), 404),
        (
            "/rest/agile/1.0/board/1/issue",
            json!({ "issues": ["OPS-1"] }),
            400,
        ),
        ("/rest/agile/1.0/board/99/issue", body.clone(), 404),
    ] {
        refused(&client.call("POST", path, &body).await, status);
    }
}

#[tokio::test]
async fn an_issue_is_estimated_on_a_board_that_shows_it() {
    let sim = start().await;
    let client = member(&sim);
    let key = client
        .find("project = ACME AND issuetype = Story")
        .await
        .remove(0);
    let path = format!("/rest/agile/1.0/issue/{key}/estimation");
    let set = async |value: Value| {
        let body = json!({ "value": value });
        client
            .call("PUT", &format!("{path}?boardId=1"), &body)
            .await
    };
    let estimated = set(json!("8")).await;
    assert_eq!(
        (estimated.status, estimated.json()),
        (
            200,
            json!({ "fieldId": "customfield_10016", "value": "8.0" })
        )
    );
    assert_eq!(
        client.json(&format!("{path}?boardId=1")).await,
        estimated.json()
    );
    let issue = client
        .json(&format!("/rest/api/3/issue/{key}?fields=customfield_10016"))
        .await;
    assert_eq!(issue["fields"]["customfield_10016"], 8.0);
    assert_eq!(
        set(json!("")).await.json(),
        json!({ "fieldId": "customfield_10016" })
    );
    for value in ["many", "-1", "NaN"] {
        refused(&set(json!(value)).await, 400);
    }
    for (query, status) in [
        ("", 400),
        ("?boardId=99", 404),
        ("?boardId=3", 404),
        ("?boardId=2", 400),
    ] {
        refused(&client.get(&format!("{path}{query}")).await, status);
    }
    refused(
        &client
            .get("/rest/agile/1.0/issue/NOPE-1/estimation?boardId=1")
            .await,
        404,
    );
}

#[tokio::test]
async fn an_issue_as_boards_show_it() {
    let sim = start().await;
    let client = admin(&sim);
    let key = client
        .find("sprint = 6 AND parent is not EMPTY")
        .await
        .remove(0);
    let path = format!("/rest/agile/1.0/issue/{key}");
    let issue = client.json(&path).await;
    assert_eq!(issue["fields"]["sprint"]["name"], "ACME Sprint 6");
    assert!(issue["fields"]["epic"]["key"].is_string());
    assert!(issue["fields"]["comment"]["comments"].is_array());
    let description = &issue["fields"]["description"];
    assert!(
        description.is_string() || description.is_null(),
        "{description}"
    );
    let few = client.json(&format!("{path}?fields=sprint")).await;
    let fields: Vec<&String> = few["fields"].as_object().unwrap().keys().collect();
    assert_eq!(fields, ["sprint"]);
    refused(
        &outsider(&sim).get("/rest/agile/1.0/issue/SEC-1").await,
        404,
    );
    assert_eq!(Client::nobody(sim.url()).get(&path).await.status, 401);
}
