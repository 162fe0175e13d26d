use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let licenses = site.jira.licenses();
    let license = licenses.instance().send().await.unwrap();
    assert!(!license.applications.is_empty());
    let all = licenses
        .approximate_count()
        .send()
        .await
        .unwrap()
        .count()
        .unwrap();
    let software = licenses
        .approximate_count_of("jira-software")
        .send()
        .await
        .unwrap();
    assert!(software.count().unwrap() <= all);
}
