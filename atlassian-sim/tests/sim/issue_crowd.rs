//! A hundred clients that write to one site at once: nothing is lost, and every history hangs together.

use std::collections::{BTreeMap, BTreeSet};

use atlassian_sim::Sim;
use serde_json::{Value, json};
use tokio::task::JoinSet;

use super::client::{Client, admin, member};
use super::issue_create::{document, make};

const CLIENTS: usize = 100;
const ROUNDS: usize = 5;

/// What one client did, by what the service accepted.
#[derive(Default)]
struct Done {
    created: Vec<String>,
    /// Comments and labels on the issue that all of them write to.
    comments: usize,
    labels: Vec<String>,
    summaries: Vec<String>,
    transitions: usize,
}

async fn work(client: Client, shared: String, me: usize) -> Done {
    let mut done = Done::default();
    let place = format!("/rest/api/3/issue/{shared}");
    for round in 0..ROUNDS {
        let own = make(&client, &json!({ "labels": [format!("crowd-{me}")] })).await;
        let label = format!("l-{me}-{round}");
        let added = client
            .call(
                "PUT",
                &place,
                &json!({ "update": { "labels": [{ "add": label }] } }),
            )
            .await;
        assert_eq!(added.status, 204, "{}", added.body);
        done.labels.push(label);
        let summary = format!("by {me} in {round}");
        let named = client
            .call("PUT", &place, &json!({ "fields": { "summary": summary } }))
            .await;
        assert_eq!(named.status, 204, "{}", named.body);
        done.summaries.push(summary);
        let said = client
            .call(
                "POST",
                &format!("{place}/comment"),
                &json!({ "body": document("hello") }),
            )
            .await;
        assert_eq!(said.status, 201, "{}", said.body);
        done.comments += 1;
        // Others may have been faster, so that the way is no longer open.
        for transition in ["21", "11"] {
            let body = json!({ "transition": { "id": transition } });
            let moved = client
                .call("POST", &format!("{place}/transitions"), &body)
                .await;
            match moved.status {
                204 => done.transitions += 1,
                status => assert_eq!(status, 400, "{}", moved.body),
            }
        }
        if round % 2 == 1 {
            let gone = client
                .call("DELETE", &format!("/rest/api/3/issue/{own}"), &Value::Null)
                .await;
            assert!([204, 403].contains(&gone.status), "{}", gone.body);
        }
        done.created.push(own);
    }
    done
}

/// The value of each field after its history; each change has to begin where the one before ended.
fn replay(history: &[Value], field: &str) -> Vec<(Value, Value)> {
    let items = history
        .iter()
        .flat_map(|entry| entry["items"].as_array().unwrap());
    items
        .filter(|item| item["field"] == field)
        .map(|item| (item["fromString"].clone(), item["toString"].clone()))
        .collect()
}

#[tokio::test]
async fn a_hundred_writers_lose_nothing() {
    let sim = Sim::builder().start().await.unwrap();
    let (boss, colleague) = (admin(&sim), member(&sim));
    let shared = make(&boss, &json!({ "summary": "begin" })).await;
    let first: usize = shared[5..].parse().unwrap();
    let mut crowd = JoinSet::new();
    for me in 0..CLIENTS {
        let client = if me % 2 == 0 {
            boss.clone()
        } else {
            colleague.clone()
        };
        crowd.spawn(work(client, shared.clone(), me));
    }
    let mut all = Done::default();
    while let Some(done) = crowd.join_next().await {
        let done = done.unwrap();
        all.created.extend(done.created);
        all.comments += done.comments;
        all.labels.extend(done.labels);
        all.summaries.extend(done.summaries);
        all.transitions += done.transitions;
    }
    // Every number once, and none left out.
    let numbers: BTreeSet<usize> = all
        .created
        .iter()
        .map(|key| key[5..].parse().unwrap())
        .collect();
    let expected: BTreeSet<usize> = (first + 1..=first + CLIENTS * ROUNDS).collect();
    assert_eq!(numbers, expected);
    let issue = boss.json(&format!("/rest/api/3/issue/{shared}")).await;
    let fields = &issue["fields"];
    let labels: BTreeSet<&str> = fields["labels"]
        .as_array()
        .unwrap()
        .iter()
        .map(|l| l.as_str().unwrap())
        .collect();
    assert_eq!(labels, all.labels.iter().map(String::as_str).collect());
    assert_eq!(fields["comment"]["total"], all.comments);
    let mut history: Vec<Value> = Vec::new();
    loop {
        let path = format!(
            "/rest/api/3/issue/{shared}/changelog?startAt={}",
            history.len()
        );
        let page = boss.json(&path).await;
        history.extend(page["values"].as_array().unwrap().iter().cloned());
        if page["isLast"] == true {
            break;
        }
    }
    let ids: Vec<u64> = history
        .iter()
        .map(|entry| entry["id"].as_str().unwrap().parse().unwrap())
        .collect();
    assert!(ids.is_sorted_by(|a, b| a < b));
    let times: Vec<&str> = history
        .iter()
        .map(|entry| entry["created"].as_str().unwrap())
        .collect();
    assert!(times.is_sorted());
    let mut expected = BTreeMap::from([
        ("summary", json!("begin")),
        ("labels", json!("")),
        ("status", json!("To Do")),
    ]);
    for (field, value) in &mut expected {
        for (from, to) in replay(&history, field) {
            assert_eq!(from, *value, "{field}");
            *value = to;
        }
    }
    assert_eq!(expected["summary"], fields["summary"]);
    assert_eq!(expected["status"], fields["status"]["name"]);
    let joined: Vec<&str> = labels.into_iter().collect();
    assert_eq!(expected["labels"], joined.join(" "));
    let told: Vec<(Value, Value)> = replay(&history, "summary");
    let told: BTreeSet<&str> = told.iter().map(|(_, to)| to.as_str().unwrap()).collect();
    let summaries: BTreeSet<&str> = all.summaries.iter().map(String::as_str).collect();
    assert_eq!(told, summaries);
    assert_eq!(replay(&history, "labels").len(), CLIENTS * ROUNDS);
    assert_eq!(replay(&history, "status").len(), all.transitions);
}
