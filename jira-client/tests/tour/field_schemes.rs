use crate::site::Site;

/// The site is one that Atlassian has not switched over to field schemes; `tests/wire` has the others.
pub(crate) async fn tour(site: &Site) {
    let schemes = site.jira.field_schemes();
    assert!(schemes.list().send().await.unwrap_err().is_not_found());
}
