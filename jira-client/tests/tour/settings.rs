use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let settings = site.jira.settings();
    let flags = settings.configuration().send().await.unwrap();
    assert!(flags.time_tracking_enabled);
    let all = settings
        .properties()
        .send()
        .await
        .unwrap()
        .into_vec()
        .unwrap();
    let advanced = settings
        .advanced()
        .send()
        .await
        .unwrap()
        .into_vec()
        .unwrap();
    assert!(!all.is_empty() && !advanced.is_empty());
    let title = settings.property("jira.title").send().await.unwrap();
    assert_eq!(title.key.as_ref().map(AsRef::as_ref), Some("jira.title"));
    let changed = settings.set("jira.title", "Tours").send().await.unwrap();
    assert_eq!(changed.value.as_deref(), Some("Tours"));
}
