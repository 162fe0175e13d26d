//! A crawl against one page after the other, on a simulated site at a distance where others work all the while.
//!
//!     cargo bench --package jira-client --bench crawl [-- ISSUES [LATENCY_MS]]

#![allow(clippy::unwrap_used, clippy::panic, reason = "a program that measures")]

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use atlassian_sim::Sim;
use jira_client::cloud::Jira;
use jira_client::http::Method;
use jira_client::jql::{Direction, Jql};
use jira_client::{Client, Credential, SiteUrl};
use serde_json::json;

/// How much faster the crawl has to be.
const BAR: f64 = 8.0;

/// A site with threads of its own.
fn site(issues: usize, latency: Duration) -> Sim {
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(async {
            let sim = Sim::builder().users(1_000).issues(issues).latency(latency);
            sender.send(sim.start().await.unwrap()).unwrap();
            std::future::pending::<()>().await;
        });
    });
    receiver.recv().unwrap()
}

fn jira(sim: &Sim) -> Jira {
    let admin = sim.admin();
    let client = Client::builder(SiteUrl::parse(sim.url()).unwrap())
        .credential(Credential::api_token(&*admin.email, &*admin.token))
        .build()
        .unwrap();
    Jira::new(client)
}

fn everything() -> Jql {
    Jql::field("created").is_not_empty().into()
}

async fn ids(jira: &Jira) -> HashSet<String> {
    let mut found = HashSet::new();
    let mut items = jira.search().ids(everything()).items();
    while let Some(issue) = items.next().await {
        found.insert(issue.unwrap().id.into_inner());
    }
    found
}

/// Edits, creates and deletes issues, one after the other, until it is stopped.
async fn work(jira: Jira, ids: Vec<String>, stop: Arc<AtomicBool>, done: Arc<AtomicU64>) {
    let mut random = 1_usize;
    while !stop.load(Ordering::Relaxed) {
        random = random
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let id = ids[(random >> 33) % ids.len()].clone();
        let call = match done.fetch_add(1, Ordering::Relaxed) % 3 {
            0 => jira
                .request(Method::PUT, "/rest/api/3/issue/{id}")
                .path("id", id)
                .json(&json!({"fields": {"summary": "Edited"}})),
            1 => jira.request(Method::POST, "/rest/api/3/issue").json(&json!({"fields": {
                "project": {"key": "ACME"}, "issuetype": {"name": "Task"}, "summary": "Made meanwhile"}})),
            _ => jira
                .request(Method::DELETE, "/rest/api/3/issue/{id}")
                .path("id", id)
                .query("deleteSubtasks", "true"),
        };
        match call.send_raw().await {
            Ok(_) => {}
            Err(error) => assert!(error.is_not_found(), "{error}"),
        }
    }
}

async fn page_after_page(jira: &Jira) -> (Duration, Vec<String>) {
    let begun = Instant::now();
    let query = everything().order_by("created", Direction::Ascending);
    let mut items = jira.search().issues(query).items();
    let mut found = Vec::new();
    while let Some(issue) = items.next().await {
        found.push(issue.unwrap().id.into_inner());
    }
    (begun.elapsed(), found)
}

async fn crawl(jira: &Jira) -> (Duration, Vec<String>) {
    let begun = Instant::now();
    let mut items = jira.crawl(everything()).items();
    let mut found = Vec::new();
    while let Some(issue) = items.next().await {
        found.push(issue.unwrap().id.into_inner());
    }
    println!("{:?}", items.report());
    (begun.elapsed(), found)
}

/// How many issues that were there all along did not come, and how many came more than once.
fn faults(found: &[String], before: &HashSet<String>, after: &HashSet<String>) -> (usize, usize) {
    let each: HashSet<&String> = found.iter().collect();
    let missing = before
        .intersection(after)
        .filter(|id| !each.contains(id))
        .count();
    (missing, found.len() - each.len())
}

#[tokio::main]
async fn main() {
    // `cargo test` runs benches too, without this word.
    if !std::env::args().any(|word| word == "--bench") {
        return;
    }
    let mut numbers = std::env::args().filter_map(|word| word.parse().ok());
    let issues = numbers.next().unwrap_or(50_000);
    let latency = numbers.next().unwrap_or(80);
    println!("{issues} issues at {latency} ms");
    let sim = site(issues, Duration::from_millis(latency as u64));
    let jira = jira(&sim);
    let begin = ids(&jira).await;
    let stop = Arc::new(AtomicBool::new(false));
    let done = Arc::new(AtomicU64::new(0));
    let all: Vec<String> = begin.iter().cloned().collect();
    // A client of its own, as of somebody else.
    let others = tokio::spawn(work(
        self::jira(&sim),
        all,
        Arc::clone(&stop),
        Arc::clone(&done),
    ));

    let (sequential, listed) = page_after_page(&jira).await;
    let middle = ids(&jira).await;
    let (crawled, found) = crawl(&jira).await;
    stop.store(true, Ordering::Relaxed);
    others.await.unwrap();
    let end = ids(&jira).await;

    let row = |name: &str, time: Duration, found: &[String], (missing, twice): (usize, usize)| {
        println!(
            "{name:<28} {:>8.2} {:>8} {missing:>8} {twice:>8}",
            time.as_secs_f64(),
            found.len()
        );
    };
    println!(
        "{} changes by others meanwhile",
        done.load(Ordering::Relaxed)
    );
    println!(
        "{:<28} {:>8} {:>8} {:>8} {:>8}",
        "", "seconds", "issues", "missing", "twice"
    );
    row(
        "one page after the other",
        sequential,
        &listed,
        faults(&listed, &begin, &middle),
    );
    let exact = faults(&found, &middle, &end);
    row("the crawl", crawled, &found, exact);
    let ratio = sequential.as_secs_f64() / crawled.as_secs_f64();
    println!("{:<28} {ratio:>8.1}", format!("times as fast (bar: {BAR})"));
    assert_eq!(exact, (0, 0), "the crawl is not exact");
    assert!(ratio >= BAR, "the crawl is too slow");
}
