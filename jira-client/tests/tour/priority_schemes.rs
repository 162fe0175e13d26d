use crate::site::Site;

/// The simulator has no priority schemes; what it learns of them is to be asked here.
pub(crate) async fn tour(site: &Site) {
    let schemes = site.jira.priority_schemes();
    let refused = schemes.list().send().await.unwrap_err();
    assert!(refused.is_not_found());
}
