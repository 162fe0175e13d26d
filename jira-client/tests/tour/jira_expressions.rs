use crate::site::Site;

/// The simulator computes no expressions; what it learns of them is to be asked here.
pub(crate) async fn tour(site: &Site) {
    let expressions = site.jira.jira_expressions();
    let refused = expressions.evaluate("1 + 1").send().await.unwrap_err();
    assert!(refused.is_not_found());
}
