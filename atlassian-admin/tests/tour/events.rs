use atlassian_admin::events::EventCursor;

use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let events = site.admin.events();
    let org = &site.org;
    let kinds = events.actions(org).send().await.unwrap().data;
    let all = events
        .stream(org)
        .page_size(3)
        .items()
        .collect()
        .await
        .unwrap();
    assert!(!all.is_empty());
    let known = |event: &atlassian_admin::events::Event| {
        let action = event.attributes.as_ref().unwrap().action.as_ref();
        kinds.iter().any(|kind| Some(&kind.id) == action)
    };
    assert!(all.iter().all(known));
    let one = events.get(org, &all[0].id).send().await.unwrap().data;
    let action = one.attributes.unwrap().action.unwrap();
    let same = events.list(org).action(action.clone()).page_size(500);
    let same = same.items().collect().await.unwrap();
    assert!(same.iter().any(|event| event.id == all[0].id));

    // Who follows from the beginning sees the same, and then what happens.
    let mut follower = events.follow(org, EventCursor::beginning());
    for event in &all {
        let next = follower.next_now().await.unwrap().unwrap();
        assert_eq!(next.id, event.id);
    }
    assert!(follower.next_now().await.unwrap().is_none());
    let stored = serde_json::to_string(follower.cursor()).unwrap();
    let directory = site.directory().await;
    let groups = site.admin.groups();
    groups.create(org, &directory, "new").send().await.unwrap();
    site.sim.advance(std::time::Duration::from_secs(3_600));
    let mut follower = events.follow(org, serde_json::from_str(&stored).unwrap());
    let made = follower.next_now().await.unwrap().unwrap();
    assert!(all.iter().all(|event| event.id != made.id));
    assert!(follower.next_now().await.unwrap().is_none());
}
