//! Worklogs, the estimates they move, and the feeds that tell of them.

use std::time::Duration;

use atlassian_sim::{Feature, Sim};
use serde_json::{Value, json};

use super::client::{Client, admin, member, outsider};

const NOW: i64 = 1_790_812_800_000;

/// Sites whose clock stands at [`NOW`], and an issue of it without worklogs.
async fn site() -> (Sim, Client, String) {
    let sim = Sim::builder().manual_clock().start().await.unwrap();
    let client = member(&sim);
    for number in 1..100 {
        let path = format!("/rest/api/3/issue/ACME-{number}");
        let issue = client
            .get(&format!("{path}?fields=worklog,timetracking"))
            .await;
        if issue.status != 200 {
            continue;
        }
        let fields = issue.json()["fields"].clone();
        if fields["worklog"]["total"] == 0 && fields["timetracking"] == json!({}) {
            return (sim, client, path);
        }
    }
    panic!("work was logged on every issue");
}

async fn log(client: &Client, issue: &str, query: &str, body: &Value) -> Value {
    let answer = client
        .call("POST", &format!("{issue}/worklog{query}"), body)
        .await;
    assert_eq!(answer.status, 201, "{}", answer.body);
    answer.json()
}

/// Seconds that remain and that were spent.
async fn times(client: &Client, issue: &str) -> (Value, Value) {
    let fields = client
        .json(&format!("{issue}?fields=timeestimate,timespent"))
        .await["fields"]
        .clone();
    (fields["timeestimate"].clone(), fields["timespent"].clone())
}

#[tokio::test]
async fn logged_work_is_shown_as_it_was_sent() {
    let (sim, client, issue) = site().await;
    let made = log(
        &client,
        &issue,
        "",
        &json!({
            "started": "2021-01-17T12:34:00.000+0200",
            "timeSpent": "1d 3h 20m",
            "comment": { "type": "doc", "version": 1, "content": [
                { "type": "paragraph", "content": [{ "type": "text", "text": "dug" }] },
            ] },
        }),
    )
    .await;
    // 10:34 in Greenwich; a day has eight hours.
    assert_eq!(made["started"], "2021-01-17T10:34:00.000+0000");
    assert_eq!(
        (&made["timeSpent"], &made["timeSpentSeconds"]),
        (&json!("1d 3h 20m"), &json!(40_800))
    );
    assert_eq!(made["created"], "2026-10-01T00:00:00.000+0000");
    assert_eq!(made["author"]["accountId"], *sim.member().account_id);
    let id = made["id"].as_str().unwrap();
    let one = client.json(&format!("{issue}/worklog/{id}")).await;
    assert_eq!(one, made);
    let page = client.json(&format!("{issue}/worklog")).await;
    assert_eq!(
        (&page["total"], &page["maxResults"]),
        (&json!(1), &json!(5_000))
    );
    assert_eq!(page["worklogs"][0], made);
    // 1610879640000 is the moment at which it began.
    for (query, found) in [
        ("startedAfter=1610879640000", 1),
        ("startedAfter=1610879640001", 0),
        ("startedBefore=1610879640000", 1),
        ("startedBefore=1610879639999", 0),
        ("startAt=1", 0),
    ] {
        let page = client.json(&format!("{issue}/worklog?{query}")).await;
        assert_eq!(page["worklogs"].as_array().unwrap().len(), found, "{query}");
    }
    assert_eq!(
        client
            .get(&format!("{issue}/worklog?startAt=x"))
            .await
            .status,
        404
    );
    for id in ["1", "abc"] {
        let missing = client.get(&format!("{issue}/worklog/{id}")).await;
        assert_eq!(missing.status, 404);
        let message = format!("Cannot find worklog with id: '{id}'.");
        assert_eq!(missing.json()["errorMessages"], json!([message]));
    }
    // In version 2 the comment is text.
    let second = issue.replace("/3/", "/2/");
    let old = client.json(&format!("{second}/worklog/{id}")).await;
    assert_eq!(old["comment"], "dug");
}

#[tokio::test]
async fn the_remaining_estimate_moves_as_the_caller_says() {
    let (_sim, client, issue) = site().await;
    let hour = json!({ "timeSpentSeconds": 3_600 });
    // Where nothing was estimated, nothing remains.
    log(&client, &issue, "", &hour).await;
    assert_eq!(times(&client, &issue).await, (json!(0), json!(3_600)));
    let made = log(
        &client,
        &issue,
        "?adjustEstimate=new&newEstimate=5h%2010m",
        &hour,
    )
    .await;
    assert_eq!(times(&client, &issue).await, (json!(18_600), json!(7_200)));
    log(
        &client,
        &issue,
        "?adjustEstimate=leave&notifyUsers=false",
        &hour,
    )
    .await;
    assert_eq!(times(&client, &issue).await, (json!(18_600), json!(10_800)));
    log(
        &client,
        &issue,
        "?adjustEstimate=manual&reduceBy=10m",
        &hour,
    )
    .await;
    assert_eq!(times(&client, &issue).await, (json!(18_000), json!(14_400)));
    log(&client, &issue, "?adjustEstimate=auto", &hour).await;
    assert_eq!(times(&client, &issue).await, (json!(14_400), json!(18_000)));
    let one = format!("{issue}/worklog/{}", made["id"].as_str().unwrap());
    let changed = client
        .call("PUT", &one, &json!({ "timeSpent": "3h" }))
        .await;
    assert_eq!(
        (changed.status, &changed.json()["timeSpentSeconds"]),
        (200, &json!(10_800))
    );
    assert_eq!(times(&client, &issue).await, (json!(7_200), json!(25_200)));
    let refused = client
        .call(
            "PUT",
            &format!("{one}?adjustEstimate=manual&reduceBy=2h"),
            &hour,
        )
        .await;
    assert_eq!(refused.status, 400);
    let message = "Manual adjustment of remaining estimate not allowed when editing a worklog";
    assert_eq!(
        refused.json()["errors"],
        json!({ "adjustEstimate": message })
    );
    let gone = client
        .call(
            "DELETE",
            &format!("{one}?adjustEstimate=manual&increaseBy=30m"),
            &Value::Null,
        )
        .await;
    assert_eq!(gone.status, 204);
    assert_eq!(times(&client, &issue).await, (json!(9_000), json!(14_400)));
    for (method, query, field, message) in [
        (
            "POST",
            "adjustEstimate=new",
            "newEstimate",
            "Value is required when adjustEstimate is new",
        ),
        (
            "POST",
            "adjustEstimate=manual",
            "reduceBy",
            "A value is required for manual estimate adjustment",
        ),
        (
            "POST",
            "adjustEstimate=new&newEstimate=soon",
            "newEstimate",
            "You must supply a valid new estimate.",
        ),
        (
            "POST",
            "adjustEstimate=maybe",
            "adjustEstimate",
            "The value must be one of 'new', 'leave', 'manual' and 'auto'.",
        ),
    ] {
        let refused = client
            .call(method, &format!("{issue}/worklog?{query}"), &hour)
            .await;
        assert_eq!(refused.status, 400, "{query}");
        assert_eq!(refused.json()["errors"], json!({ field: message }));
    }
    assert_eq!(times(&client, &issue).await, (json!(9_000), json!(14_400)));
}

#[tokio::test]
async fn the_history_tells_of_work_as_the_service_does() {
    let (sim, client, issue) = site().await;
    sim.advance(Duration::from_secs(5));
    let made = log(&client, &issue, "", &json!({ "timeSpent": "1h" })).await;
    let id = made["id"].as_str().unwrap();
    let items = async || {
        let log = client.json(&format!("{issue}/changelog")).await;
        log["values"].as_array().unwrap().last().unwrap()["items"].clone()
    };
    assert_eq!(
        items().await,
        json!([
            { "field": "timeestimate", "fieldtype": "jira", "fieldId": "timeestimate",
              "from": null, "fromString": null, "to": "0", "toString": "0" },
            { "field": "timespent", "fieldtype": "jira", "fieldId": "timespent",
              "from": null, "fromString": null, "to": "3600", "toString": "3600" },
            { "field": "WorklogId", "fieldtype": "jira",
              "from": null, "fromString": null, "to": id, "toString": id },
        ])
    );
    let updated = client.json(&format!("{issue}?fields=updated")).await;
    assert_eq!(updated["fields"]["updated"], "2026-10-01T00:00:05.000+0000");
    client
        .call(
            "DELETE",
            &format!("{issue}/worklog/{id}?adjustEstimate=leave"),
            &Value::Null,
        )
        .await;
    assert_eq!(
        items().await,
        json!([
            { "field": "timespent", "fieldtype": "jira", "fieldId": "timespent",
              "from": "3600", "fromString": "3600", "to": "0", "toString": "0" },
            { "field": "WorklogId", "fieldtype": "jira",
              "from": id, "fromString": id, "to": null, "toString": null },
        ])
    );
}

#[tokio::test]
async fn what_cannot_be_a_worklog_is_refused() {
    let (sim, client, issue) = site().await;
    let path = format!("{issue}/worklog");
    for (body, field, message) in [
        (
            json!({}),
            "timeLogged",
            "You must indicate the time spent working.",
        ),
        (
            json!({ "timeSpent": "long" }),
            "timeLogged",
            "Invalid time duration entered.",
        ),
        (
            json!({ "timeSpentSeconds": -60 }),
            "timeLogged",
            "Invalid time duration entered.",
        ),
        (
            json!({ "timeSpentSeconds": 59 }),
            "timeLogged",
            "Time Spent can not be zero.",
        ),
    ] {
        let refused = client.call("POST", &path, &body).await;
        assert_eq!(refused.status, 400, "{body}");
        let wanted = json!({
            "errorMessages": ["Worklog must not be null."], "errors": { field: message },
        });
        assert_eq!(refused.json(), wanted);
    }
    for started in [
        "2021-01-17T12:34:00.000Z",
        "2021-01-17T12:34:00.000+00:00",
        "2021-01-17T12:34:00+0000",
        "2021-01-17",
        "2021-13-17T12:34:00.000+0000",
        "",
    ] {
        let body = json!({ "timeSpentSeconds": 60, "started": started });
        let refused = client.call("POST", &path, &body).await;
        assert_eq!(refused.status, 400, "{started}");
        let message = "Invalid date format. Please enter the date in the format \"yyyy-MM-dd'T'HH:mm:ss.SSSZ\".";
        assert_eq!(refused.json()["errors"], json!({ "started": message }));
    }
    // Seconds beyond the minute do not count.
    let made = log(&client, &issue, "", &json!({ "timeSpentSeconds": 119 })).await;
    assert_eq!(made["timeSpentSeconds"], 60);
    let one = format!("{path}/{}", made["id"].as_str().unwrap());
    let other = outsider(&sim);
    for (method, body) in [
        ("PUT", json!({ "timeSpent": "2h" })),
        ("DELETE", Value::Null),
    ] {
        assert_eq!(other.call(method, &one, &body).await.status, 400);
    }
    assert_eq!(
        other
            .call("PUT", &format!("{one}/properties/a"), &json!(1))
            .await
            .status,
        403
    );
    sim.set_feature(Feature::TimeTracking, false);
    assert_eq!(client.get(&path).await.status, 404);
    assert_eq!(client.get(&one).await.status, 404);
    assert_eq!(
        client
            .call("POST", &path, &json!({ "timeSpent": "1h" }))
            .await
            .status,
        404
    );
    let configuration = client.json("/rest/api/3/configuration").await;
    assert_eq!(configuration["timeTrackingEnabled"], false);
    assert!(configuration.get("timeTrackingConfiguration").is_none());
}

#[tokio::test]
async fn restricted_worklogs_are_not_there_for_others() {
    let (sim, client, issue) = site().await;
    let boss = admin(&sim);
    let restricted =
        json!({ "timeSpent": "1h", "visibility": { "type": "role", "value": "Administrators" } });
    let hidden = log(&boss, &issue, "", &restricted).await;
    log(&boss, &issue, "", &json!({ "timeSpent": "2h" })).await;
    assert_eq!(boss.json(&format!("{issue}/worklog")).await["total"], 2);
    assert_eq!(
        outsider(&sim).json(&format!("{issue}/worklog")).await["total"],
        1
    );
    let id: u64 = hidden["id"].as_str().unwrap().parse().unwrap();
    let one = format!("{issue}/worklog/{id}");
    assert_eq!(outsider(&sim).get(&one).await.status, 404);
    let ids = json!({ "ids": [id, 99_999_999] });
    let list = "/rest/api/3/worklog/list";
    assert_eq!(
        boss.call("POST", list, &ids)
            .await
            .json()
            .as_array()
            .unwrap()
            .len(),
        1
    );
    assert_eq!(
        outsider(&sim).call("POST", list, &ids).await.json(),
        json!([])
    );
    assert_eq!(
        client
            .call("POST", list, &json!({ "ids": [] }))
            .await
            .status,
        400
    );
    // What was not sent stays; null opens.
    let changed = boss
        .call("PUT", &one, &json!({ "timeSpent": "3h" }))
        .await
        .json();
    assert_eq!(changed["visibility"]["value"], "Administrators");
    let changed = boss
        .call("PUT", &one, &json!({ "visibility": null }))
        .await
        .json();
    assert!(changed.get("visibility").is_none());
    assert_eq!(changed["timeSpent"], "3h");
}

#[tokio::test]
async fn the_feeds_tell_of_everything_but_the_last_minute() {
    let (sim, client, issue) = site().await;
    sim.advance(Duration::from_secs(1));
    let made = log(&client, &issue, "", &json!({ "timeSpent": "1h" })).await;
    let id: u64 = made["id"].as_str().unwrap().parse().unwrap();
    let updated = format!("/rest/api/3/worklog/updated?since={NOW}");
    let deleted = format!("/rest/api/3/worklog/deleted?since={NOW}");
    let empty = client.json(&updated).await;
    assert_eq!(
        (&empty["values"], &empty["lastPage"]),
        (&json!([]), &json!(true))
    );
    sim.advance(Duration::from_secs(59));
    assert_eq!(client.json(&updated).await["values"], json!([]));
    sim.advance(Duration::from_secs(1));
    let page = client.json(&updated).await;
    assert_eq!(
        page["values"],
        json!([{ "worklogId": id, "updatedTime": NOW + 1_000, "properties": [] }])
    );
    assert_eq!(
        (&page["since"], &page["until"]),
        (&json!(NOW), &json!(NOW + 1_000))
    );
    assert_eq!(page["self"], format!("{}{updated}", sim.url()));
    // After its own moment there is nothing more.
    let after = format!("/rest/api/3/worklog/updated?since={}", NOW + 1_000);
    assert_eq!(client.json(&after).await["values"], json!([]));
    let one = format!("{issue}/worklog/{id}");
    assert_eq!(
        client
            .call("PUT", &format!("{one}/properties/a.b"), &json!({ "x": 1 }))
            .await
            .status,
        201
    );
    let page = client.json(&format!("{updated}&expand=properties")).await;
    assert_eq!(
        page["values"][0]["properties"],
        json!([{ "key": "a.b", "value": { "x": 1 } }])
    );
    client.call("DELETE", &one, &Value::Null).await;
    assert_eq!(client.json(&deleted).await["values"], json!([]));
    sim.advance(Duration::from_secs(60));
    assert_eq!(client.json(&updated).await["values"], json!([]));
    let page = client.json(&deleted).await;
    assert_eq!(page["values"][0]["worklogId"], id);
    assert_eq!(page["values"][0]["updatedTime"], NOW + 61_000);
    assert_eq!(Client::nobody(sim.url()).get(&updated).await.status, 401);
}

#[tokio::test]
async fn a_feed_walked_page_by_page_gives_every_worklog_once() {
    let sim = Sim::builder().issues(8_000).start().await.unwrap();
    let client = admin(&sim);
    let mut path = "/rest/api/3/worklog/updated".to_owned();
    let mut ids = Vec::new();
    let mut pages = 0;
    loop {
        let page = client.json(&path).await;
        let values = page["values"].as_array().unwrap();
        let times: Vec<i64> = values
            .iter()
            .map(|v| v["updatedTime"].as_i64().unwrap())
            .collect();
        assert!(times.is_sorted());
        assert_eq!(page["until"].as_i64(), times.last().copied());
        ids.extend(values.iter().map(|v| v["worklogId"].as_u64().unwrap()));
        pages += 1;
        if page["lastPage"] == true {
            assert!(page.get("nextPage").is_none());
            break;
        }
        assert!(values.len() >= 1_000);
        path = page["nextPage"]
            .as_str()
            .unwrap()
            .strip_prefix(sim.url())
            .unwrap()
            .to_owned();
    }
    let count = ids.len();
    assert!(pages >= 3 && count > 2_000, "{pages} pages of {count}");
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count);
    let read = json!({ "ids": ids[..1_000] });
    let answer = client
        .call("POST", "/rest/api/3/worklog/list", &read)
        .await
        .json();
    assert_eq!(answer.as_array().unwrap().len(), 1_000);
}

#[tokio::test]
async fn many_worklogs_go_at_once_or_elsewhere() {
    let (sim, client, issue) = site().await;
    let boss = admin(&sim);
    let mut ids: Vec<u64> = Vec::new();
    for _ in 0..3 {
        let made = log(&client, &issue, "", &json!({ "timeSpent": "1h" })).await;
        ids.push(made["id"].as_str().unwrap().parse().unwrap());
    }
    let path = format!("{issue}/worklog");
    let all = json!({ "ids": ids[..2] });
    // Deleting everybody's worklogs is for administrators of the project.
    assert_eq!(outsider(&sim).call("DELETE", &path, &all).await.status, 400);
    let foreign = json!({ "ids": [ids[0], 10_000] });
    assert_eq!(boss.call("DELETE", &path, &foreign).await.status, 404);
    assert_eq!(boss.json(&path).await["total"], 3);
    assert_eq!(
        boss.call("DELETE", &format!("{path}?adjustEstimate=leave"), &all)
            .await
            .status,
        204
    );
    assert_eq!(times(&boss, &issue).await, (json!(0), json!(3_600)));
    let target = if issue.ends_with("ACME-1") {
        "ACME-2"
    } else {
        "ACME-1"
    };
    let target_path = format!("/rest/api/3/issue/{target}/worklog");
    let before = boss.json(&target_path).await["total"].as_u64().unwrap();
    let changes = format!("{issue}/changelog");
    let history = boss.json(&changes).await["total"].clone();
    let order = json!({ "ids": [ids[2]], "issueIdOrKey": target });
    let moved = boss
        .call("POST", &format!("{path}/move?adjustEstimate=leave"), &order)
        .await;
    assert_eq!(moved.status, 204);
    assert_eq!(boss.json(&path).await["total"], 0);
    assert_eq!(boss.json(&target_path).await["total"], before + 1);
    assert_eq!(boss.json(&changes).await["total"], history);
    let one = boss.json(&format!("{target_path}/{}", ids[2])).await;
    assert_eq!(one["timeSpent"], "1h");
    let list = boss
        .call(
            "POST",
            "/rest/api/3/worklog/list",
            &json!({ "ids": [ids[2]] }),
        )
        .await
        .json();
    assert_eq!(list[0]["issueId"], one["issueId"]);
    // By id, as everywhere.
    let keys = boss
        .json(&format!("{target_path}/{}/properties", ids[2]))
        .await;
    assert_eq!(keys, json!({ "keys": [] }));
    let property = format!("{target_path}/{}/properties/k", ids[2]);
    assert_eq!(boss.call("PUT", &property, &json!("v")).await.status, 201);
    assert_eq!(
        boss.json(&property).await,
        json!({ "key": "k", "value": "v" })
    );
    assert_eq!(
        boss.call("DELETE", &property, &Value::Null).await.status,
        204
    );
}
