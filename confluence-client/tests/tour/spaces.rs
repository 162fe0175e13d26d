use confluence_client::spaces::{
    DescriptionFormat, NewSpace, NewSpacePermission, Space, SpaceSort, SpaceStatus, SpaceType,
};

use crate::site::Site;

fn ids(spaces: &[Space]) -> Vec<&str> {
    spaces.iter().map(|space| space.id.as_str()).collect()
}

pub(crate) async fn tour(site: &Site) {
    let spaces = site.api.spaces();
    let all = spaces.list().items().collect().await.unwrap();
    assert!(all.len() > 2, "{}", all.len());
    // Page after page it is the same.
    let small = spaces.list().page_size(1).items().collect().await.unwrap();
    assert_eq!(ids(&small), ids(&all));

    let call = spaces
        .list()
        .kind(SpaceType::Global)
        .status(SpaceStatus::Current)
        .sort(SpaceSort::NameDescending)
        .description_format(DescriptionFormat::Plain)
        .keys([&all[0].key]);
    let found = call.items().collect().await.unwrap();
    assert_eq!(ids(&found), ids(&all[..1]));
    assert!(found[0].description.as_ref().unwrap().plain.is_some());

    let one = spaces
        .get(&all[0].id)
        .include_labels(true)
        .include_operations(true);
    let one = one.send().await.unwrap();
    let included = one.operations.unwrap().results.into_vec().unwrap();
    let asked = spaces.operations(&one.id).send().await.unwrap();
    assert_eq!(included, asked.operations);

    let made = spaces.create("Tour").key("TOUR").description("A visit.");
    let made = made.send().await.unwrap();
    let renamed = spaces
        .update("TOUR")
        .name("Grand tour")
        .description("A long visit.");
    let renamed = renamed.send().await.unwrap();
    assert_eq!(
        (renamed.id.as_ref(), renamed.name.as_str()),
        (Some(&made.id), "Grand tour")
    );
    let archived = spaces
        .update("TOUR")
        .status(SpaceStatus::Archived)
        .send()
        .await;
    assert_eq!(archived.unwrap().status, SpaceStatus::Archived);

    let group = site.sim.groups()[0].group_id.clone();
    let permission = NewSpacePermission::of_group(group, "read", "space");
    let open = NewSpace::new("OPEN", "Open")
        .description("Hello.")
        .permission(permission);
    spaces.create_with_permissions(open).send().await.unwrap();
    let own = spaces.create_private(NewSpace::new("OWN", "Mine"));
    own.send().await.unwrap();
    // What is private only its maker sees.
    let seen = site.as_member().spaces().list().keys(["OWN"]).items();
    assert!(seen.collect().await.unwrap().is_empty());

    let task = spaces.delete("OWN").send().await.unwrap();
    let task = site.api.long_tasks().get(&task.id).send().await.unwrap();
    assert!(task.name.unwrap().key.contains("space.delete"));
}
