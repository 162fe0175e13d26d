use jira_client::cloud::issues::IssueEdit;

use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let edit = IssueEdit::new().add("labels", "zebra");
    let edit = site.jira.issues().edit("ACME-1", edit);
    edit.send().await.unwrap();
    let labels = site.jira.labels().list().page_size(2).items();
    let labels = labels.collect().await.unwrap();
    assert!(labels.len() > 2 && labels.contains(&"zebra".to_owned()));
}
