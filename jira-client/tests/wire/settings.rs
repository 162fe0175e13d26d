use jira_client::cloud::application_roles::ApplicationKey;
use jira_client::cloud::settings::{TimeFormat, TimeUnit};
use serde_json::json;

use crate::site::Site;

#[tokio::test]
async fn reads_the_configuration() {
    let site = Site::start().await;
    let mut answer = json!({
        "votingEnabled": true, "watchingEnabled": true, "unassignedIssuesAllowed": false, "subTasksEnabled": true,
        "issueLinkingEnabled": true, "timeTrackingEnabled": true, "attachmentsEnabled": false,
        "timeTrackingConfiguration":
            {"workingHoursPerDay": 7.5, "workingDaysPerWeek": 5, "timeFormat": "pretty", "defaultUnit": "day"}
    });
    let on = site
        .answer("GET /rest/api/3/configuration", answer.clone())
        .await;
    let read = site.jira.settings().configuration().send().await.unwrap();
    assert!(read.voting_enabled && !read.attachments_enabled && !read.unassigned_issues_allowed);
    let tracking = read.time_tracking_configuration.unwrap();
    assert!((tracking.working_hours_per_day - 7.5).abs() < f64::EPSILON);
    assert_eq!(
        (tracking.time_format, tracking.default_unit),
        (TimeFormat::Pretty, TimeUnit::Day)
    );

    on.delete_async().await;
    answer
        .as_object_mut()
        .unwrap()
        .remove("timeTrackingConfiguration");
    site.answer("GET /rest/api/3/configuration", answer).await;
    let read = site.jira.settings().configuration().send().await.unwrap();
    assert!(read.time_tracking_configuration.is_none());
}

#[tokio::test]
async fn properties_are_a_list_and_one_property_is_an_object() {
    let site = Site::start().await;
    let prefix = json!({"id": "jira.clone.prefix", "key": "jira.clone.prefix", "value": "CLONE -", "type": "string",
        "name": "The prefix", "defaultValue": "CLONE -", "allowedValues": ["CLONE -"]});
    let path = "GET /rest/api/3/application-properties";
    site.answer(path, json!([prefix])).await;
    site.answer(
        &format!("{path}?permissionLevel=ADMIN&keyFilter=jira.lf.*"),
        json!([]),
    )
    .await;
    site.answer(&format!("{path}?key=jira.clone.prefix"), prefix.clone())
        .await;
    site.answer(&format!("{path}/advanced-settings"), json!([prefix, "odd"]))
        .await;
    let settings = site.jira.settings();
    let all = settings
        .properties()
        .send()
        .await
        .unwrap()
        .into_vec()
        .unwrap();
    assert_eq!(all[0].allowed_values.as_ref().unwrap(), &["CLONE -"]);
    let none = settings
        .properties()
        .permission_level("ADMIN")
        .key_filter("jira.lf.*")
        .send()
        .await
        .unwrap();
    assert!(none.is_empty());
    let one = settings.property("jira.clone.prefix").send().await.unwrap();
    assert_eq!(
        (one.id.as_str(), one.value.as_deref()),
        ("jira.clone.prefix", Some("CLONE -"))
    );
    assert_eq!(settings.advanced().send().await.unwrap().odd().count(), 1);
}

#[tokio::test]
async fn changes_a_property() {
    let site = Site::start().await;
    let reply = r#"{"id":"jira.clone.prefix","key":"jira.clone.prefix","value":"Copy of"}"#;
    let body = Some(json!({"value": "Copy of"}));
    site.exchange(
        "PUT /rest/api/3/application-properties/jira.clone.prefix",
        body,
        200,
        reply,
    )
    .await;
    let changed = site
        .jira
        .settings()
        .set("jira.clone.prefix", "Copy of")
        .send()
        .await
        .unwrap();
    assert_eq!(changed.value.as_deref(), Some("Copy of"));
}

#[tokio::test]
async fn reads_application_roles() {
    let site = Site::start().await;
    let limited = json!({
        "key": "jira-software", "name": "Jira", "groups": ["users"], "numberOfSeats": 10, "remainingSeats": 3,
        "groupDetails": [{"name": "users", "groupId": "g-2", "self": "https://x"}], "defaultGroups": [],
        "defaultGroupsDetails": [], "selectedByDefault": false, "defined": true, "userCount": 7,
        "userCountDescription": "", "hasUnlimitedSeats": false, "platform": false
    });
    let unlimited = json!({"key": "jira-moon", "numberOfSeats": -1, "remainingSeats": -1, "hasUnlimitedSeats": true});
    site.answer(
        "GET /rest/api/3/applicationrole",
        json!([limited, unlimited]),
    )
    .await;
    site.answer("GET /rest/api/3/applicationrole/jira-software", limited)
        .await;
    let roles = site
        .jira
        .application_roles()
        .list()
        .send()
        .await
        .unwrap()
        .into_vec()
        .unwrap();
    assert_eq!(
        (roles[0].seats(), roles[0].seats_left()),
        (Some(10), Some(3))
    );
    assert_eq!((roles[1].seats(), roles[1].seats_left()), (None, None));
    assert_eq!(roles[1].key, ApplicationKey::Other("jira-moon".into()));
    let role = site
        .jira
        .application_roles()
        .get(ApplicationKey::JiraSoftware)
        .send()
        .await
        .unwrap();
    assert_eq!(role.group_details.unwrap()[0].group_id, Some("g-2".into()));
}
