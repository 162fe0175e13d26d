use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    site.jira.groups().create("noted").send().await.unwrap();
    let records = site
        .jira
        .audit_records()
        .list()
        .items()
        .collect()
        .await
        .unwrap();
    assert!(records.iter().any(|record| {
        record
            .object_item
            .as_ref()
            .and_then(|item| item.name.as_deref())
            == Some("noted")
    }));
}
