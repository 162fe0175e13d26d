use confluence_client::properties::{NewProperty, PropertyUpdate};
use serde_json::json;

use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let properties = site.api.blog_post_properties();
    let posts = site
        .api
        .blog_posts()
        .list()
        .items()
        .collect()
        .await
        .unwrap();
    let page = &posts[0];
    let before = properties
        .list(&page.id)
        .items()
        .collect()
        .await
        .unwrap()
        .len();
    let new = || NewProperty::new("acme.status", json!({"done": false}));
    let property = properties.create(&page.id, new()).send().await.unwrap();
    let taken = properties.create(&page.id, new()).send().await.unwrap_err();
    assert!(taken.is_conflict(), "{taken}");
    let update = PropertyUpdate::of(&property, json!({"done": true})).message("Done");
    let update = || properties.update(&page.id, &property.id, update.clone());
    update().send().await.unwrap();
    assert!(update().send().await.unwrap_err().is_conflict());
    let read = properties.get(&page.id, &property.id).send().await.unwrap();
    assert_eq!(
        (read.value, read.version.unwrap().number),
        (json!({"done": true}), 2)
    );
    let found = properties.list(&page.id).key("acme.status").items();
    assert_eq!(found.collect().await.unwrap().len(), 1);
    properties
        .delete(&page.id, &property.id)
        .send()
        .await
        .unwrap();
    let after = properties
        .list(&page.id)
        .items()
        .collect()
        .await
        .unwrap()
        .len();
    assert_eq!(after, before);
}
