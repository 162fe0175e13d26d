use std::time::Duration;

use serde_json::json;

use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let worklog = site
        .jira
        .worklogs()
        .create("ACME-1", Duration::from_secs(60))
        .send()
        .await
        .unwrap()
        .id;
    let properties = site.jira.worklog_properties();
    for value in [json!({"by": ["me"]}), json!(null)] {
        properties
            .set("ACME-1", &worklog, "seen", value.clone())
            .send()
            .await
            .unwrap();
        let read = properties
            .get("ACME-1", &worklog, "seen")
            .send()
            .await
            .unwrap();
        assert_eq!((read.key.as_str(), read.value), ("seen", value));
    }
    let keys = properties
        .keys("ACME-1", &worklog)
        .send()
        .await
        .unwrap()
        .keys;
    assert_eq!(keys.good().next().unwrap().key, "seen");
    properties
        .delete("ACME-1", &worklog, "seen")
        .send()
        .await
        .unwrap();
    assert!(
        properties
            .keys("ACME-1", &worklog)
            .send()
            .await
            .unwrap()
            .keys
            .is_empty()
    );
}
