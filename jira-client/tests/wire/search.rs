use jira_client::cloud::issues::IssueExpand;
use jira_client::jql::{Direction, Jql};
use serde_json::json;

use crate::site::Site;

const SEARCH: &str = "POST /rest/api/3/search/jql";

#[tokio::test]
async fn finds_issues_with_fields_that_are_of_use() {
    let site = Site::start().await;
    let ask = |token: Option<&str>| {
        let mut body = json!({"jql": "project = \"ACME\" ORDER BY created DESC, key ASC", "fields": ["*navigable"],
            "maxResults": 100});
        if let Some(token) = token {
            body["nextPageToken"] = token.into();
        }
        Some(body)
    };
    let first = json!({"issues": [
        {"expand": "operations,changelog", "id": "10002", "key": "ACME-2", "self": "https://x", "fields": {"summary": "b"}},
        {"id": 10001, "key": "ACME-1", "fields": {"summary": "a"}}],
        "nextPageToken": "CAEaAggB", "isLast": false});
    site.exchange(SEARCH, ask(None), 200, &first.to_string())
        .await;
    // An issue that went down in the order meanwhile comes again, with one that is no issue; the last page has no token.
    let second = json!({"issues": [{"id": "10002", "key": "ACME-2"}, {"id": {}}, {"id": "10003", "key": "ACME-3"}]});
    site.exchange(SEARCH, ask(Some("CAEaAggB")), 200, &second.to_string())
        .await;
    let query = Jql::field("project")
        .eq("ACME")
        .order_by("created", Direction::Descending);
    let mut items = site.jira.search().issues(query).items();
    let mut found = Vec::new();
    while let Some(issue) = items.next().await {
        found.push(match issue {
            Ok(issue) => issue.id.into_inner(),
            Err(error) => format!("{:?}", error.kind()),
        });
    }
    assert_eq!(found, ["10002", "10001", "OddElement", "10003"]);
}

#[tokio::test]
async fn asks_for_everything_that_a_search_can_be_asked_for() {
    let site = Site::start().await;
    let body = json!({"jql": "a = 1 OR b = 2 ORDER BY c", "fields": ["summary", "-comment"], "maxResults": 7,
        "expand": "names,changelog", "properties": ["p"], "fieldsByKeys": true,
        "reconcileIssues": [10001, 10002, "odd"]});
    site.exchange(SEARCH, Some(body), 200, r#"{"issues":[],"isLast":true}"#)
        .await;
    let call = site
        .jira
        .search()
        .issues_with("a = 1 OR b = 2 order by c", ["summary", "-comment"])
        .expand([IssueExpand::Names, IssueExpand::Changelog])
        .properties(["p"])
        .fields_by_keys(true)
        .reconcile_issues(["10001", "10002", "odd"])
        .page_size(7);
    assert!(call.request().is_safe_to_repeat());
    assert!(call.send().await.unwrap().items.is_empty());

    let body = json!({"jql": "a = 1 ORDER BY key ASC", "fields": ["id"], "maxResults": 5000});
    site.exchange(
        SEARCH,
        Some(body),
        200,
        r#"{"issues":[{"id":"1"}],"isLast":true}"#,
    )
    .await;
    let ids = site
        .jira
        .search()
        .ids("a = 1")
        .items()
        .collect()
        .await
        .unwrap();
    assert_eq!(ids[0].id.as_str(), "1");
    assert!(ids[0].key.is_none());
}

#[tokio::test]
async fn a_search_that_goes_round_in_a_circle_is_an_error() {
    let site = Site::start().await;
    let page = r#"{"issues":[{"id":"1","key":"A-1"}],"nextPageToken":"again","isLast":false}"#;
    for token in [None, Some("again")] {
        let mut body =
            json!({"jql": "a = 1 ORDER BY key ASC", "fields": ["*navigable"], "maxResults": 100});
        if let Some(token) = token {
            body["nextPageToken"] = token.into();
        }
        site.exchange(SEARCH, Some(body), 200, page).await;
    }
    let error = site.jira.search().issues("a = 1").items().collect().await;
    assert_eq!(
        error.unwrap_err().kind(),
        jira_client::ErrorKind::IncompleteListing
    );
}

#[tokio::test]
async fn a_search_that_the_service_calls_incomplete_ends_with_an_error() {
    let site = Site::start().await;
    let body = json!({"jql": "issue in issueHistory() ORDER BY key ASC", "fields": ["id"], "maxResults": 5000});
    let page = json!({"issues": [{"id": "1"}], "isLast": true,
        "warnings": [{"type": "JQL_FUNCTION_LIMIT_EXCEEDED"}]});
    site.exchange(SEARCH, Some(body), 200, &page.to_string())
        .await;
    let mut items = site.jira.search().ids("issue in issueHistory()").items();
    assert_eq!(items.next().await.unwrap().unwrap().id.as_str(), "1");
    let error = items.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), jira_client::ErrorKind::IncompleteListing);
    assert!(error.to_string().contains("JQL_FUNCTION_LIMIT_EXCEEDED"));
}

#[tokio::test]
async fn counts_and_matches() {
    let site = Site::start().await;
    let count = "POST /rest/api/3/search/approximate-count";
    site.exchange(
        count,
        Some(json!({"jql": "a = 1"})),
        200,
        r#"{"count":153}"#,
    )
    .await;
    let counted = site.jira.search().approximate_count("a = 1").send().await;
    assert_eq!(counted.unwrap().count, 153);

    let body = json!({"issueIds": [10001, 1000], "jqls": ["project = A", "broken = value"]});
    let reply = json!({"matches": [{"matchedIssues": [10001], "errors": []},
        {"matchedIssues": [], "errors": ["Invalid JQL: broken = value"]}]});
    site.exchange(
        "POST /rest/api/3/jql/match",
        Some(body),
        200,
        &reply.to_string(),
    )
    .await;
    let queries = ["project = A", "broken = value"];
    let found = site
        .jira
        .search()
        .match_issues(["10001", "1000"], queries)
        .send()
        .await
        .unwrap();
    assert_eq!(found.matches[0].matched_issues[0].as_str(), "10001");
    assert_eq!(found.matches[1].errors.len(), 1);
}
