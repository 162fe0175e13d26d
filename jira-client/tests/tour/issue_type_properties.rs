use serde_json::json;

use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let types = site
        .jira
        .issue_types()
        .list()
        .send()
        .await
        .unwrap()
        .into_vec()
        .unwrap();
    let id = &types[0].id;
    let properties = site.jira.issue_type_properties();
    properties
        .set(id, "form", json!([1, 2]))
        .send()
        .await
        .unwrap();
    let read = properties.get(id, "form").send().await.unwrap();
    assert_eq!(read.value, json!([1, 2]));
    let keys = properties
        .keys(id)
        .send()
        .await
        .unwrap()
        .keys
        .into_vec()
        .unwrap();
    assert_eq!(keys[0].key, "form");
    properties.delete(id, "form").send().await.unwrap();
    assert!(properties.keys(id).send().await.unwrap().keys.is_empty());
}
