//! How time is tracked, and what that does to durations.

use atlassian_sim::{Feature, Sim};
use serde_json::json;

use super::client::{admin, member};

#[tokio::test]
async fn the_working_day_is_as_long_as_it_is_set() {
    let sim = Sim::builder().start().await.unwrap();
    let boss = admin(&sim);
    let path = "/rest/api/3/configuration/timetracking/options";
    let usual = json!({
        "workingHoursPerDay": 8.0, "workingDaysPerWeek": 5.0, "timeFormat": "pretty", "defaultUnit": "minute",
    });
    assert_eq!(boss.json(path).await, usual);
    let log = async |text: &str| {
        let answer = boss
            .call(
                "POST",
                "/rest/api/3/issue/ACME-1/worklog",
                &json!({ "timeSpent": text }),
            )
            .await;
        assert_eq!(answer.status, 201);
        (
            answer.json()["timeSpentSeconds"].clone(),
            answer.json()["timeSpent"].clone(),
        )
    };
    assert_eq!(log("1w 90").await, (json!(149_400), json!("1w 1h 30m")));
    let short = json!({
        "workingHoursPerDay": 7.5, "workingDaysPerWeek": 4.0, "timeFormat": "pretty", "defaultUnit": "hour",
    });
    let answer = boss.call("PUT", path, &short).await;
    assert_eq!((answer.status, answer.json()), (200, short.clone()));
    let configuration = boss.json("/rest/api/3/configuration").await;
    assert_eq!(configuration["timeTrackingConfiguration"], short);
    assert_eq!(log("1w 2").await, (json!(115_200), json!("1w 2h")));
    let mut hours = short.clone();
    hours["timeFormat"] = json!("hours");
    boss.call("PUT", path, &hours).await;
    assert_eq!(log("1d").await, (json!(27_000), json!("7.5h")));
    for (field, value) in [
        ("workingHoursPerDay", json!(25)),
        ("workingDaysPerWeek", json!(0)),
        ("timeFormat", json!("long")),
        ("defaultUnit", json!(null)),
    ] {
        let mut bad = short.clone();
        bad[field] = value;
        assert_eq!(boss.call("PUT", path, &bad).await.status, 400, "{field}");
    }
    assert_eq!(member(&sim).get(path).await.status, 403);
}

#[tokio::test]
async fn there_is_one_provider() {
    let sim = Sim::builder().start().await.unwrap();
    let boss = admin(&sim);
    let path = "/rest/api/3/configuration/timetracking";
    let provider = json!({ "key": "JIRA", "name": "JIRA provided time tracking" });
    assert_eq!(boss.json(path).await, provider);
    assert_eq!(boss.json(&format!("{path}/list")).await, json!([provider]));
    assert_eq!(
        boss.call("PUT", path, &json!({ "key": "Jira" }))
            .await
            .status,
        204
    );
    assert_eq!(
        boss.call("PUT", path, &json!({ "key": "other" }))
            .await
            .status,
        400
    );
    sim.set_feature(Feature::TimeTracking, false);
    assert_eq!(boss.get(path).await.status, 204);
}
