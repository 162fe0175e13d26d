use crate::site::Site;

/// Nothing of it is played there: `tests/wire` has it.
pub(crate) async fn tour(site: &Site) {
    let call = site
        .jira
        .field_associations()
        .add(["customfield_10016"], ["10000"]);
    assert!(call.send().await.unwrap_err().is_not_found());
}
