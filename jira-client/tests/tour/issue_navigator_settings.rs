use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let columns = site
        .jira
        .issue_navigator_settings()
        .columns()
        .send()
        .await
        .unwrap();
    assert!(columns.good().any(|column| {
        column
            .value
            .as_ref()
            .is_some_and(|id| id.as_str() == "summary")
    }));
}
