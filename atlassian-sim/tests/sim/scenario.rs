use atlassian_sim::{Scenario, Sim};
use serde_json::json;

use super::client::{admin, member};

async fn started(text: &str) -> Sim {
    let scenario = Scenario::from_json(text).unwrap();
    Sim::builder()
        .groups(30)
        .scenario(scenario)
        .start()
        .await
        .unwrap()
}

#[tokio::test]
async fn a_scenario_sets_clock_and_limits() {
    let sim = started(
        r#"{
            "clock": { "manual": true, "skewSeconds": -60 },
            "limits": {
                "burstScale": 0.5,
                "burstBufferSeconds": 2,
                "rates": [{ "method": "GET", "path": "/rest/api/3/myself", "perSecond": 2 }],
                "structuredBurst": "beta",
                "issueWrites": false,
                "points": { "quota": { "global": 500 }, "stage": "beta" },
                "userSearchPerSecond": 0.5,
                "eventsPerMinute": 3,
                "organizationPerMinute": 7,
                "resetFormat": "minutes"
            }
        }"#,
    )
    .await;
    let answer = admin(&sim).get("/rest/api/3/myself").await;
    assert_eq!(answer.header("date"), Some("Wed, 30 Sep 2026 23:59:00 GMT"));
    assert_eq!(answer.header("x-ratelimit-limit"), Some("1"));
    let policy = "\"jira-burst-based\";q=1;w=1";
    assert_eq!(answer.header("beta-ratelimit-policy"), Some(policy));
    assert_eq!(admin(&sim).get("/rest/api/3/myself").await.status, 200);
    let refused = admin(&sim).get("/rest/api/3/myself").await;
    assert_eq!(refused.status, 429);
    assert_eq!(
        refused.header("x-ratelimit-reset"),
        Some("2026-09-30T23:59Z")
    );
    let search = "/rest/api/3/user/search?query=person";
    assert_eq!(admin(&sim).get(search).await.status, 200);
    let refused = admin(&sim).get(search).await;
    assert_eq!(refused.header("retry-after"), Some("2"));
    let points = sim.limit_report();
    let points = points.iter().find(|level| level.kind == "points").unwrap();
    assert_eq!((points.limit, points.remaining), (500, 500));
}

#[tokio::test]
async fn a_scenario_orders_every_kind_of_fault() {
    let sim = started(
        r#"{
            "latency": { "ms": 1, "jitterMs": 2 },
            "indexLagMs": 1000,
            "faults": [
                { "path": "/rest/api/3/myself", "times": 1,
                  "action": { "answer": { "status": 429, "retryAfter": 7, "body": { "a": 1 },
                                          "headers": { "RateLimit-Reason": "jira-burst-based" } } } },
                { "path": "/rest/api/3/myself", "times": 1, "action": "loginPage" },
                { "path": "/rest/api/3/myself", "times": 1, "delayMs": 1, "jitterMs": 1,
                  "clockSkewSeconds": 86400 },
                { "path": "/rest/api/3/myself", "times": 1 },
                { "path": "/rest/api/3/group/bulk", "when": { "query": { "startAt": "4" } },
                  "action": { "oddElement": { "name": 5 } } },
                { "path": "/rest/api/3/group/bulk", "when": { "query": { "startAt": "5" } },
                  "action": { "foreignUrls": "https://elsewhere.example.com" } },
                { "method": "GET", "path": "/rest/api/3/group/bulk", "after": 2, "times": 1,
                  "action": { "shortPages": 3 } },
                { "method": "POST", "when": { "bodyContains": "unlucky" },
                  "action": { "answer": { "status": 504, "carriedOut": true } } },
                { "path": "/rest/api/3/users/search", "share": 0, "action": "reset" }
            ]
        }"#,
    )
    .await;
    let client = admin(&sim);
    let answer = client.get("/rest/api/3/myself").await;
    assert_eq!(answer.status, 429);
    assert_eq!(answer.header("retry-after"), Some("7"));
    assert_eq!(answer.header("ratelimit-reason"), Some("jira-burst-based"));
    assert_eq!(answer.header("content-type"), Some("application/json"));
    assert_eq!(answer.json(), json!({ "a": 1 }));
    let answer = client.get("/rest/api/3/myself").await;
    assert_eq!(answer.header("content-type"), Some("text/html"));
    assert_eq!(client.get("/rest/api/3/myself").await.status, 200);
    assert_eq!(client.get("/rest/api/3/myself").await.status, 503);
    assert_eq!(client.get("/rest/api/3/myself").await.status, 200);
    let page = client
        .json("/rest/api/3/group/bulk?startAt=4&maxResults=4")
        .await;
    assert_eq!(page["values"][2], json!({ "name": 5 }));
    let page = client
        .json("/rest/api/3/group/bulk?startAt=5&maxResults=4")
        .await;
    let next = page["nextPage"].as_str().unwrap();
    assert!(
        next.starts_with("https://elsewhere.example.com/rest/"),
        "{next}"
    );
    let page = client.json("/rest/api/3/group/bulk").await;
    assert_eq!(page["maxResults"], 3);
    let body = json!({ "name": "unlucky" });
    let made = client.call("POST", "/rest/api/3/group", &body).await;
    assert_eq!(made.status, 504);
    assert!(sim.groups().iter().any(|group| group.name == "unlucky"));
    assert_eq!(
        member(&sim).get("/rest/api/3/users/search").await.status,
        200
    );
}

#[test]
fn the_scenario_of_the_front_page_can_be_read() {
    let page = include_str!("../../README.md");
    let (_, rest) = page.split_once("```json\n").unwrap();
    let (text, _) = rest.split_once("```").unwrap();
    Scenario::from_json(text).unwrap();
}

#[test]
fn what_is_wrong_is_named_with_its_place() {
    for (text, expected) in [
        ("", "EOF while parsing a value at line 1 column 0"),
        (
            "{\n \"fault\": []\n}",
            "unknown field `fault`, expected one of `clock`",
        ),
        ("{\n \"fault\": []\n}", "at line 2 column 8"),
        (
            r#"{ "faults": [{ "stauts": 1 }] }"#,
            "unknown field `stauts`",
        ),
        (
            r#"{ "faults": [{ "action": "hung" }] }"#,
            "unknown variant `hung`",
        ),
        (
            r#"{ "faults": [{ "action": { "answer": {} } }] }"#,
            "missing field `status`",
        ),
        (
            r#"{ "faults": [{}, { "share": 20 }] }"#,
            "faults[1].share must lie between 0 and 1, and is 20",
        ),
        (
            r#"{ "faults": [{ "action": { "answer": { "status": 42 } } }] }"#,
            "faults[0].action.answer.status must lie between 200 and 599",
        ),
        (
            r#"{ "faults": [{ "action": { "shortPages": 0 } }] }"#,
            "faults[0].action.shortPages must be above 0",
        ),
        (
            r#"{ "limits": { "burstScale": -1 } }"#,
            "limits.burstScale must be above 0",
        ),
        (
            r#"{ "limits": { "points": { "quota": "rich" } } }"#,
            "unknown variant `rich`",
        ),
        (
            r#"{ "latency": { "ms": "5" } }"#,
            "invalid type: string \"5\", expected u64",
        ),
        (r#"{ "clock": { "speed": 2 } }"#, "unknown field `speed`"),
    ] {
        let error = Scenario::from_json(text).unwrap_err().to_string();
        assert!(error.contains(expected), "{text}: {error}");
    }
}
