use jira_client::cloud::notification_schemes::{NotificationExpand, NotificationType};

use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let schemes = site.jira.notification_schemes();
    let all = schemes
        .list()
        .only_default(true)
        .items()
        .collect()
        .await
        .unwrap();
    assert!(all[0].notification_scheme_events.is_none());
    let one = schemes
        .get(&all[0].id)
        .expand([NotificationExpand::All])
        .send()
        .await
        .unwrap();
    let events = one.notification_scheme_events.unwrap();
    assert_eq!(
        events[0].event.as_ref().unwrap().name.as_deref(),
        Some("Issue Created")
    );
    let told = events[0]
        .notifications
        .iter()
        .filter_map(|one| one.notification_type.clone());
    assert!(
        told.collect::<Vec<_>>()
            .contains(&NotificationType::AllWatchers)
    );
    let projects = schemes
        .projects()
        .scheme_id([&one.id])
        .items()
        .collect()
        .await
        .unwrap();
    assert!(!projects.is_empty());

    let used = schemes.of_project("ACME").send().await.unwrap();
    let same = schemes.get(&used.id).send().await.unwrap();
    assert_eq!(same.name, used.name);
}
