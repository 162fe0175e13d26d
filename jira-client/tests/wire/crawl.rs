//! A crawl against answers that the simulator does not give.

use jira_client::ErrorKind;
use jira_client::cloud::issues::IssueExpand;
use serde_json::{Value, json};

use crate::site::Site;

const SEARCH: &str = "POST /rest/api/3/search/jql";
const FETCH: &str = "POST /rest/api/3/issue/bulkfetch";

fn census(jql: &str) -> Option<Value> {
    Some(
        json!({"jql": format!("{jql}ORDER BY created ASC, key ASC"), "fields": ["id"], "maxResults": 5000}),
    )
}

fn ids(ids: &[u64]) -> String {
    let issues: Vec<Value> = ids.iter().map(|id| json!({"id": id.to_string()})).collect();
    json!({"issues": issues, "isLast": true}).to_string()
}

/// The body of a fetch with the usual fields.
fn ask(ids: &[&str]) -> Option<Value> {
    Some(json!({"issueIdsOrKeys": ids, "fields": ["*navigable"]}))
}

#[tokio::test]
async fn each_id_is_accounted_for() {
    let site = Site::start().await;
    site.exchange(SEARCH, census("a = 1 "), 200, &ids(&[1, 2, 3, 4, 5, 6]))
        .await;
    // Of 4 and 5 the service says nothing, 2 does not fit, 3 is not there, and nobody asked for 9.
    let first = json!({"issues": [{"id": "1", "key": "A-1", "fields": {"summary": "x"}}, {"id": 2, "key": {}},
        {"id": "6", "key": "A-6"}, {"id": "9", "key": "A-9"}], "issueErrors": [{"id": "3", "errorMessage": "Not there."}]});
    site.exchange(
        FETCH,
        ask(&["1", "2", "3", "4", "5", "6"]),
        200,
        &first.to_string(),
    )
    .await;
    // When it is asked once more, 3 and 4 are there after all.
    let again =
        r#"{"issues":[{"id":"3","key":"A-3"},{"id":"4","key":"A-4"}],"issueErrors":[{"id":"5"}]}"#;
    site.exchange(FETCH, ask(&["3", "4", "5"]), 200, again)
        .await;

    let mut items = site.jira.crawl("a = 1 ORDER BY b").items();
    let mut found = Vec::new();
    while let Some(issue) = items.next().await {
        found.push(match issue {
            Ok(issue) => issue.id.into_inner(),
            Err(error) => format!("{:?}", error.kind()),
        });
    }
    assert_eq!(found, ["1", "OddElement", "6", "3", "4"]);
    assert_eq!(items.report().issues, 5);
    assert_eq!(items.report().vanished[0].as_str(), "5");
    assert_eq!(items.report().vanished.len(), 1);
}

#[tokio::test]
async fn what_is_asked_for_is_sent() {
    let site = Site::start().await;
    site.exchange(SEARCH, census("(a = 1 OR b = 2) "), 200, &ids(&[7]))
        .await;
    let query = jira_client::jql::Condition::raw("a = 1 OR b = 2");
    let body = json!({"issueIdsOrKeys": ["7"], "fields": ["summary"], "expand": ["renderedFields"], "properties": ["p"],
        "fieldsByKeys": true});
    site.exchange(FETCH, Some(body), 200, r#"{"issues":[{"id":"7"}]}"#)
        .await;
    // Without a range there is nothing to put the query into parentheses for.
    site.exchange(SEARCH, census("a = 1 OR b = 2 "), 200, &ids(&[7]))
        .await;
    let call = site
        .jira
        .crawl(query)
        .fields(["summary"])
        .expand([IssueExpand::RenderedFields])
        .properties(["p"])
        .fields_by_keys(true);
    assert_eq!(call.items().collect().await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_warning_of_the_search_is_an_error() {
    let site = Site::start().await;
    let warned = json!({"issues": [{"id": "1"}], "isLast": true, "warnings": [{"type": "JQL_FUNCTION_LIMIT_EXCEEDED",
        "details": {"clause": "issueHistory()", "limit": 1000, "actual": 1200}}]});
    site.exchange(SEARCH, census("a = 1 "), 200, &warned.to_string())
        .await;
    let error = site
        .jira
        .crawl("a = 1")
        .items()
        .collect()
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::IncompleteListing);
    assert!(error.to_string().contains("JQL_FUNCTION_LIMIT_EXCEEDED"));
}
