//! The same calls from ordinary code.

use jira_client::blocking::{Wait, WaitEach};
use jira_client::cloud::issues::NewIssue;
use jira_client::jql::Jql;

use crate::site::Site;

#[test]
fn ordinary_code_waits_for_calls_and_listings() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let site = runtime.block_on(Site::start());
    let issue = NewIssue::in_project("ACME")
        .issue_type("Task")
        .summary("Without a runtime");
    let created = site.jira.issues().create(issue).send().wait().unwrap();
    let read = site.jira.issues().get(&created.key).send().wait().unwrap();
    assert_eq!(read.fields.summary(), Some("Without a runtime"));

    let listed = site
        .jira
        .search()
        .ids(Jql::field("project").eq("ACME"))
        .page_size(7);
    let ids: Vec<_> = listed
        .items()
        .wait_each()
        .map(|issue| issue.unwrap().id)
        .collect();
    assert!(ids.contains(&created.id) && ids.len() > 7, "{ids:?}");
    let crawled = site.jira.crawl(Jql::field("project").eq("ACME")).items();
    assert_eq!(crawled.wait_each().map(Result::unwrap).count(), ids.len());
}
