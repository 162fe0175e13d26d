//! Many threads write to one site at once, past the server, which would let one request after the other through.

use std::sync::Arc;
use std::thread;

use axum::http::HeaderMap;
use serde_json::{Value, json};

use crate::Sim;
use crate::call::Call;
use crate::query::Query;
use crate::routes::{Door, Route, find};
use crate::state::{ADMIN, MEMBER};
use crate::world::World;

const THREADS: usize = 100;
const ROUNDS: usize = 10;

/// One request, as the server hands it to its operation: the status and the answer.
fn ask(world: &World, caller: u32, method: &str, path: &str, body: &Value) -> (u16, Value) {
    let Route::Found { operation, params } = find(method, path, Door::Site, false) else {
        panic!("nobody answers {method} {path}");
    };
    let body = body.to_string();
    let call = Call {
        world,
        skew: 0,
        caller: Some(caller),
        key: None,
        oauth: false,
        scopes: None,
        path,
        params,
        query: Query::default(),
        content_type: Some("application/json"),
        headers: &HeaderMap::new(),
        body: body.as_bytes(),
    };
    let reply = (operation.handler)(&call).unwrap_or_else(|reply| reply);
    (
        reply.status,
        serde_json::from_slice(&reply.body).unwrap_or(Value::Null),
    )
}

fn make(world: &World, caller: u32) -> String {
    let fields = json!({ "project": { "key": "ACME" }, "issuetype": { "name": "Task" }, "summary": "begin" });
    let body = json!({ "fields": fields });
    let (status, made) = ask(world, caller, "POST", "/rest/api/3/issue", &body);
    assert_eq!(status, 201, "{made}");
    made["key"].as_str().unwrap().to_owned()
}

/// Creates, renames, labels, comments and moves; the keys made and how often the status changed.
fn work(world: &World, shared: &str, me: usize) -> (Vec<String>, usize) {
    let caller = if me.is_multiple_of(2) { ADMIN } else { MEMBER };
    let place = format!("/rest/api/3/issue/{shared}");
    let (mut keys, mut moved) = (Vec::new(), 0);
    for round in 0..ROUNDS {
        keys.push(make(world, caller));
        let body = json!({
            "fields": { "summary": format!("{me}-{round}") },
            "update": { "labels": [{ "add": format!("l{me}-{round}") }] },
        });
        assert_eq!(ask(world, caller, "PUT", &place, &body).0, 204);
        let document = json!({ "type": "doc", "version": 1, "content": [{ "type": "rule" }] });
        let comment = format!("{place}/comment");
        assert_eq!(
            ask(
                world,
                caller,
                "POST",
                &comment,
                &json!({ "body": document })
            )
            .0,
            201
        );
        for transition in [21, 11] {
            let body = json!({ "transition": { "id": transition } });
            match ask(
                world,
                caller,
                "POST",
                &format!("{place}/transitions"),
                &body,
            )
            .0
            {
                204 => moved += 1,
                // Somebody else was faster.
                status => assert_eq!(status, 400),
            }
        }
    }
    (keys, moved)
}

#[tokio::test]
async fn threads_lose_nothing_to_each_other() {
    let sim = Sim::builder().start().await.unwrap();
    let world = Arc::clone(sim.world());
    let shared = make(&world, ADMIN);
    let first: usize = shared[5..].parse().unwrap();
    let threads: Vec<_> = (0..THREADS)
        .map(|me| {
            let (world, shared) = (Arc::clone(&world), shared.clone());
            thread::spawn(move || work(&world, &shared, me))
        })
        .collect();
    let (mut numbers, mut moved) = (Vec::new(), 0);
    for thread in threads {
        let (keys, times) = thread.join().unwrap();
        numbers.extend(keys.iter().map(|key| key[5..].parse::<usize>().unwrap()));
        moved += times;
    }
    numbers.sort_unstable();
    let all = THREADS * ROUNDS;
    assert_eq!(numbers, (first + 1..=first + all).collect::<Vec<_>>());
    let state = world.read();
    let issue = state.jira.issue(&shared).unwrap();
    assert_eq!((issue.labels.len(), issue.comments.len()), (all, all));
    assert!(
        issue
            .history
            .is_sorted_by(|a, b| a.id < b.id && a.at <= b.at)
    );
    let items: Vec<Value> = issue
        .history
        .iter()
        .flat_map(|change| &change.items)
        .map(|item| json!([item.field.to_string(), item.from_string, item.to_string]))
        .collect();
    let status = state.jira.config.statuses.get(&issue.status).unwrap();
    let ends = [
        ("summary", "begin", &*issue.summary, all),
        ("labels", "", &*issue.labels.join(" "), all),
        ("status", "To Do", status.name.as_str(), moved),
    ];
    for (field, begin, end, times) in ends {
        let changes: Vec<&Value> = items.iter().filter(|item| item[0] == field).collect();
        assert_eq!(changes.len(), times, "{field}");
        let mut held = json!(begin);
        for change in changes {
            assert_eq!(
                change[1], held,
                "each change begins where the one before ended"
            );
            held = change[2].clone();
        }
        assert_eq!(held, end);
    }
}
