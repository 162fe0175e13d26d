use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let issue = site.jira.issues().get("ACME-1").send().await.unwrap();
    assert_eq!(issue.key.unwrap().as_str(), "ACME-1");
}
