use serde_json::{Map, json};

use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let me = site.api.users().current().send().await.unwrap();
    let me = me.account_id.unwrap();
    let properties = site.api.user_properties();
    let value = |dark: bool| Map::from_iter([("dark".to_owned(), json!(dark))]);
    for number in 0..30 {
        let key = format!("key-{number}");
        properties
            .create(&me, key, value(true))
            .send()
            .await
            .unwrap();
    }
    let again = properties.create(&me, "key-0", value(true)).send().await;
    assert!(again.unwrap_err().is_conflict());
    let keys = properties.keys(&me).items().collect().await.unwrap();
    assert_eq!(keys.len(), 30);
    properties
        .update(&me, "key-0", value(false))
        .send()
        .await
        .unwrap();
    let read = properties.get(&me, "key-0").send().await.unwrap();
    assert_eq!(read.value, value(false));
    properties.delete(&me, "key-0").send().await.unwrap();
    let gone = properties.get(&me, "key-0").send().await.unwrap_err();
    assert!(gone.is_not_found());
}
