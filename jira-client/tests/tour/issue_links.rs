use jira_client::cloud::comments::NewComment;
use jira_client::cloud::issue_links::{IssueLink, LinkFrom, LinkTo};

use crate::comments::text;
use crate::site::Site;

/// The links between two issues, as the first one has them.
async fn links(site: &Site, issue: &str, other: &str) -> Vec<IssueLink> {
    let issue = site
        .jira
        .issues()
        .get(issue)
        .fields(["issuelinks"])
        .send()
        .await
        .unwrap();
    let links: Vec<IssueLink> =
        serde_json::from_value(issue.fields.get("issuelinks").unwrap().clone()).unwrap();
    let to = |link: &IssueLink| link.from_here().unwrap().1.key.as_ref().unwrap().as_str() == other;
    links.into_iter().filter(to).collect()
}

pub(crate) async fn tour(site: &Site) {
    let all = site.jira.issue_links();
    let comments = site
        .jira
        .comments()
        .list("ACME-3")
        .items()
        .collect()
        .await
        .unwrap()
        .len();
    let link = || all.create("Blocks", LinkFrom::issue("ACME-3"), LinkTo::issue("OPS-1"));
    link()
        .comment(NewComment::new(text("See there")))
        .send()
        .await
        .unwrap();
    // Nothing comes of a second one.
    link().send().await.unwrap();
    let from = links(site, "ACME-3", "OPS-1").await;
    assert_eq!(from.len(), 1);
    assert_eq!(from[0].from_here().unwrap().0, "blocks");
    let to = links(site, "OPS-1", "ACME-3").await;
    assert_eq!(to[0].from_here().unwrap().0, "is blocked by");
    assert_eq!(to[0].id, from[0].id);
    let after = site
        .jira
        .comments()
        .list("ACME-3")
        .items()
        .collect()
        .await
        .unwrap()
        .len();
    assert_eq!(after, comments + 1);
    let whole = all.get(&from[0].id).send().await.unwrap();
    let key = |issue: Option<jira_client::cloud::issue_links::LinkedIssue>| {
        issue.unwrap().key.unwrap().into_inner()
    };
    assert_eq!(
        (key(whole.inward_issue), key(whole.outward_issue)),
        ("ACME-3".to_owned(), "OPS-1".to_owned())
    );
    all.delete(&from[0].id).send().await.unwrap();
    assert!(links(site, "ACME-3", "OPS-1").await.is_empty());
}
