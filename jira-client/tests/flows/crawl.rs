use std::time::Duration;

use atlassian_sim::{Fault, Sim};
use jira_client::jql::Jql;
use jira_client::{ErrorKind, IssueId};
use serde_json::json;

use crate::site::{Site, ids};

const SEARCH: &str = "/rest/api/3/search/jql";
const FETCH: &str = "/rest/api/3/issue/bulkfetch";

fn everything() -> Jql {
    Jql::field("created").is_not_empty().into()
}

#[tokio::test]
async fn a_small_result_takes_three_requests() {
    let site = Site::of(Sim::builder().issues(60)).await;
    let mut items = site.jira.crawl("project = ACME ORDER BY rank").items();
    let mut found = Vec::new();
    while let Some(issue) = items.next().await {
        found.push(issue.unwrap());
    }
    let report = items.report();
    assert_eq!(
        (
            report.issues,
            report.ranges,
            report.rounds,
            report.late,
            report.vanished.len()
        ),
        (found.len() as u64, 1, 1, 0, 0)
    );
    assert!(
        found
            .iter()
            .all(|issue| issue.fields.get("summary").is_some())
    );
    assert_eq!(site.sim.requests().len(), 3);
    assert_eq!(ids(&found), site.ids("project = ACME").await);
}

#[tokio::test]
async fn a_large_result_is_cut_into_ranges_and_complete() {
    let site = Site::of(Sim::builder().issues(2_000)).await;
    // Pages of 90 ids, as if there were fifty times as many issues.
    site.sim.inject(Fault::on("POST", SEARCH).short_pages(90));
    let mut items = site.jira.crawl(everything()).fields(["summary"]).items();
    let mut found = Vec::new();
    while let Some(issue) = items.next().await {
        found.push(issue.unwrap());
    }
    let report = items.report().clone();
    assert!(report.ranges > 20, "{report:?}");
    assert_eq!(report.late, 0);
    assert!(
        found
            .iter()
            .all(|issue| issue.fields.get("created").is_none())
    );
    let crawled = ids(&found);
    site.sim.clear_faults();
    assert_eq!(crawled, site.ids(everything()).await);
    assert!(crawled.len() >= 2_000);
}

#[tokio::test]
async fn a_minute_that_holds_more_than_a_page_is_walked_through() {
    let site = Site::of(Sim::builder().issues(20).manual_clock()).await;
    for _ in 0..70 {
        site.create(json!({})).await;
    }
    site.sim.inject(Fault::on("POST", SEARCH).short_pages(10));
    let found = site.jira.crawl(everything()).items().collect().await;
    let crawled = ids(&found.unwrap());
    site.sim.clear_faults();
    assert_eq!(crawled, site.ids(everything()).await);
}

#[tokio::test]
async fn nothing_at_all_is_found_where_there_is_nothing() {
    let site = Site::of(Sim::builder().issues(0)).await;
    let found = site.jira.crawl(everything()).items().collect().await;
    assert!(found.unwrap().is_empty());
}

#[tokio::test]
async fn what_is_wrong_with_the_query_is_said() {
    let site = Site::of(Sim::builder().issues(5)).await;
    for query in [
        "",
        "ORDER BY key",
        "project = A) OR (project = B",
        "nonsense",
    ] {
        let error = site.jira.crawl(query).items().collect().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Invalid, "{query}");
    }
}

#[tokio::test]
async fn every_issue_that_is_there_all_along_comes_once_while_others_work() {
    let site = Site::of(Sim::builder().issues(1_500).manual_clock()).await;
    let before: Vec<String> = site.ids(everything()).await.into_iter().collect();
    site.sim.set_index_lag(Duration::from_millis(40));
    site.sim.inject(Fault::on("POST", SEARCH).short_pages(60));
    site.sim
        .inject(Fault::on("POST", FETCH).share(0.1).status(503));
    site.sim
        .inject(Fault::on("POST", SEARCH).share(0.1).status(504));
    site.sim
        .inject(Fault::on("POST", FETCH).after(3).times(2).cut_body());
    let (deleted, kept) = before.split_at(40);
    let work = async {
        for (n, id) in deleted.iter().enumerate() {
            site.delete(id).await;
            site.edit(&kept[n * 7], json!({"summary": "Edited"})).await;
            site.create(json!({})).await;
            site.sim.advance(Duration::from_millis(15));
        }
    };
    let crawl = async {
        let mut items = site.jira.crawl(everything()).fields(["summary"]).items();
        let mut found = Vec::new();
        while let Some(issue) = items.next().await {
            found.push(issue.unwrap());
        }
        (found, items.report().clone())
    };
    let ((), (found, report)) = tokio::join!(work, crawl);
    let crawled = ids(&found);
    site.sim.clear_faults();
    site.sim.advance(Duration::from_secs(1));
    let after = site.ids(everything()).await;
    let throughout = before.iter().filter(|id| after.contains(*id));
    let missing: Vec<_> = throughout.filter(|id| !crawled.contains(*id)).collect();
    assert!(missing.is_empty(), "{missing:?} {report:?}");
    for id in &report.vanished {
        assert!(!after.contains(id.as_str()), "{id}");
    }
}

#[tokio::test]
async fn an_issue_that_the_index_hides_at_first_is_found() {
    let site = Site::of(Sim::builder().issues(400).manual_clock()).await;
    let hidden = site.ids(everything()).await.pop_first().unwrap();
    site.sim.set_index_lag(Duration::from_secs(60));
    site.edit(&hidden, json!({"labels": ["late"]})).await;
    let query = Jql::field("labels")
        .eq("late")
        .or(Jql::field("id").not_in([IssueId::new(&*hidden)]));
    let mut items = site.jira.crawl(query).items();
    let first = items.next().await.unwrap().unwrap();
    // The consumer holds the crawl up, so that it sees the index again only when that has caught up.
    site.sim.advance(Duration::from_secs(61));
    let mut found = vec![first];
    while let Some(issue) = items.next().await {
        found.push(issue.unwrap());
    }
    assert!(ids(&found).contains(&hidden));
    // It took one more round to see that there was nothing else.
    assert_eq!((items.report().late, items.report().rounds), (1, 2));
}

#[tokio::test]
async fn a_failure_ends_the_crawl() {
    let site = Site::of(Sim::builder().issues(300)).await;
    site.sim
        .inject(Fault::on("POST", FETCH).after(1).status(403));
    let mut items = site.jira.crawl(everything()).items();
    let mut last = None;
    while let Some(issue) = items.next().await {
        last = Some(issue);
    }
    assert!(last.unwrap().unwrap_err().is_forbidden());
    assert!(items.next().await.is_none());
}
