use confluence_client::spaces::{DescriptionFormat, SpaceSort, SpaceStatus, SpaceType};

use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let spaces = site.api.spaces();
    let all = spaces.list().items().collect().await.unwrap();
    assert!(all.len() > 2, "{}", all.len());
    // Page after page it is the same.
    let small = spaces.list().page_size(1).items().collect().await.unwrap();
    let ids = |spaces: &[confluence_client::spaces::Space]| {
        let ids = spaces.iter().map(|space| space.id.clone());
        ids.collect::<Vec<_>>()
    };
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
}
