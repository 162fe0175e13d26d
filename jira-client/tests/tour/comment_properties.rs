use serde_json::json;

use crate::comments::text;
use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let comment = site
        .jira
        .comments()
        .create("ACME-1", text("Hi"))
        .send()
        .await
        .unwrap()
        .id;
    let properties = site.jira.comment_properties();
    for value in [json!({"by": ["me"]}), json!("again")] {
        properties
            .set(&comment, "seen/1", value.clone())
            .send()
            .await
            .unwrap();
        let read = properties.get(&comment, "seen/1").send().await.unwrap();
        assert_eq!((read.key.as_str(), read.value), ("seen/1", value));
    }
    let keys = properties.keys(&comment).send().await.unwrap().keys;
    assert_eq!(keys.good().next().unwrap().key, "seen/1");
    properties.delete(&comment, "seen/1").send().await.unwrap();
    assert!(
        properties
            .keys(&comment)
            .send()
            .await
            .unwrap()
            .keys
            .is_empty()
    );
}
