use serde_json::json;

use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let properties = site.jira.project_properties();
    properties
        .set("ACME", "mood", json!({"sunny": true}))
        .send()
        .await
        .unwrap();
    let read = properties.get("ACME", "mood").send().await.unwrap();
    assert_eq!(
        (read.key.as_str(), &read.value),
        ("mood", &json!({"sunny": true}))
    );
    let keys = properties
        .keys("ACME")
        .send()
        .await
        .unwrap()
        .keys
        .into_vec()
        .unwrap();
    assert!(keys.iter().any(|key| key.key == "mood"));
    properties.delete("ACME", "mood").send().await.unwrap();
    let gone = properties.get("ACME", "mood").send().await.unwrap_err();
    assert!(gone.is_not_found());
}
