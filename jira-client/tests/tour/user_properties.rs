use serde_json::json;

use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let properties = site.jira.user_properties();
    let me = site.jira.myself().get().send().await.unwrap();
    let id = me.account_id.unwrap();
    let value = json!({"x": [1, null]});
    properties
        .set(&id, "tour", value.clone())
        .send()
        .await
        .unwrap();
    let read = properties.get(&id, "tour").send().await.unwrap();
    assert_eq!(read.value, value);
    let keys = properties.keys(&id).send().await.unwrap();
    assert!(format!("{keys:?}").contains("tour"));
    properties.delete(&id, "tour").send().await.unwrap();
    let gone = properties.get(&id, "tour").send().await.unwrap_err();
    assert!(gone.is_not_found());
}
