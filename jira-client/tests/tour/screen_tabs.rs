use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let screen = site.jira.screens().create("Tour").send().await.unwrap().id;
    let tabs = site.jira.screen_tabs();
    let made = tabs.create(&screen, "More").send().await.unwrap();
    tabs.rename(&screen, &made.id, "Less").send().await.unwrap();
    tabs.move_to(&screen, &made.id, 0_u32).send().await.unwrap();
    let listed = tabs.list(&screen).send().await.unwrap();
    let names: Vec<_> = listed
        .good()
        .map(|tab| tab.name.as_deref().unwrap())
        .collect();
    assert_eq!(names[0], "Less");
    assert_eq!(names.len(), 2);
    let all = tabs
        .of_screens()
        .screen_id([&screen])
        .items()
        .collect()
        .await
        .unwrap();
    assert_eq!(all.len(), 2);
    tabs.delete(&screen, &made.id).send().await.unwrap();
    assert_eq!(tabs.list(&screen).send().await.unwrap().good().count(), 1);
}
