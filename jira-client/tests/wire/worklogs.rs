use std::time::Duration;

use jira_client::cloud::comments::Visibility;
use jira_client::cloud::worklogs::{EstimateAfter, EstimateAfterMany, EstimateAfterUpdate};
use jira_client::core::{Patch, Timestamp};
use serde_json::{Value, from_value, json};

use crate::requests::assert_sends;
use crate::site::Site;

const fn secs(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

const ISSUE: &str = "/rest/api/3/issue/ACME-1/worklog";

fn worklog(id: u32) -> Value {
    json!({
        "self": "https://acme.example.com/rest/api/3/issue/10010/worklog/10000",
        "author": {"accountId": "a1", "displayName": "M", "active": false},
        "updateAuthor": {"accountId": "a1", "displayName": "M", "active": false},
        "comment": {"type": "doc", "version": 1, "content": []},
        "created": "2021-01-18T23:45:00.000+0000", "updated": "2021-01-18T23:45:00.000+0000",
        "visibility": {"type": "group", "value": "crew", "identifier": "276f955c-63d7-42c8-9520-92d01dca0625"},
        "started": "2021-01-17T12:34:00.000+0000", "timeSpent": "3h 20m", "timeSpentSeconds": 12000,
        "id": id.to_string(), "issueId": "10010", "properties": [{"key": "k", "value": 1}]
    })
}

#[tokio::test]
async fn each_call_sends_what_the_service_reads() {
    let site = Site::start().await;
    let worklogs = site.jira.worklogs();
    let properties = site.jira.worklog_properties();
    let text = json!({"type": "doc", "version": 1, "content": []});
    assert_sends! {
        worklogs.list("ACME-1").started_after(5_i64).started_before(9_i64).expand(["properties"]),
            format!("GET {ISSUE}?startedAfter=5&startedBefore=9&expand=properties");
        worklogs.get("ACME-1", "7").expand(["properties"]), format!("GET {ISSUE}/7?expand=properties");
        worklogs.by_ids(["7", "x"]).expand(["properties"]),
            "POST /rest/api/3/worklog/list?expand=properties", {"ids": [7, "x"]};
        worklogs.updated().since(1_700_000_000_000_i64).expand(["properties"]),
            "GET /rest/api/3/worklog/updated?since=1700000000000&expand=properties";
        worklogs.deleted().since(-1_i64), "GET /rest/api/3/worklog/deleted?since=-1";
        worklogs.create("ACME-1", secs(3_600)), format!("POST {ISSUE}"), {"timeSpentSeconds": 3600};
        worklogs
            .create("ACME-1", secs(90))
            .started(Timestamp::from_epoch_millis(1_610_886_840_000))
            .comment(from_value::<jira_client::document::Document>(text.clone()).unwrap())
            .visibility(Visibility::role("Developers"))
            .properties(vec![])
            .notify_users(false)
            .override_editable_flag(true)
            .estimate(EstimateAfter::Leave)
            .expand(["properties"]),
            format!("POST {ISSUE}?notifyUsers=false&overrideEditableFlag=true&adjustEstimate=leave&expand=properties"),
            {"timeSpentSeconds": 90, "started": "2021-01-17T12:34:00.000+0000", "comment": text, "properties": [],
                "visibility": {"type": "role", "value": "Developers"}};
        worklogs.create("ACME-1", secs(60)).estimate(EstimateAfter::Auto),
            format!("POST {ISSUE}?adjustEstimate=auto"), {"timeSpentSeconds": 60};
        worklogs.create("ACME-1", secs(60)).estimate(EstimateAfter::New("2d".into())),
            format!("POST {ISSUE}?adjustEstimate=new&newEstimate=2d"), {"timeSpentSeconds": 60};
        worklogs.create("ACME-1", secs(60)).estimate(EstimateAfter::Manual("3h 30m".into())),
            format!("POST {ISSUE}?adjustEstimate=manual&reduceBy=3h 30m"), {"timeSpentSeconds": 60};
        worklogs.delete("ACME-1", "7").estimate(EstimateAfter::Manual(secs(5_400).into())),
            format!("DELETE {ISSUE}/7?adjustEstimate=manual&increaseBy=90m");
        worklogs.delete("ACME-1", "7").notify_users(false).override_editable_flag(false),
            format!("DELETE {ISSUE}/7?notifyUsers=false&overrideEditableFlag=false");
        worklogs.update("ACME-1", "7").time_spent(secs(60)).estimate(EstimateAfterUpdate::New("1h".into())),
            format!("PUT {ISSUE}/7?adjustEstimate=new&newEstimate=1h"), {"timeSpentSeconds": 60};
        worklogs.update("ACME-1", "7").started("2021-01-17T12:34:00Z").estimate(EstimateAfterUpdate::Leave),
            format!("PUT {ISSUE}/7?adjustEstimate=leave"), {"started": "2021-01-17T12:34:00.000+0000"};
        worklogs.update("ACME-1", "7").visibility(Patch::Clear).properties(vec![]).notify_users(false)
            .override_editable_flag(true).estimate(EstimateAfterUpdate::Auto).expand(["properties"])
            .comment(from_value::<jira_client::document::Document>(text.clone()).unwrap()),
            format!("PUT {ISSUE}/7?notifyUsers=false&overrideEditableFlag=true&adjustEstimate=auto&expand=properties"),
            {"visibility": null, "properties": [], "comment": text};
        worklogs.delete_many("ACME-1", ["7", "8"]).estimate(EstimateAfterMany::Leave).override_editable_flag(true),
            format!("DELETE {ISSUE}?adjustEstimate=leave&overrideEditableFlag=true"), {"ids": [7, 8]};
        worklogs.move_many("ACME-1", ["7"]).to("ACME-2").estimate(EstimateAfterMany::Auto).override_editable_flag(true),
            format!("POST {ISSUE}/move?adjustEstimate=auto&overrideEditableFlag=true"),
            {"ids": [7], "issueIdOrKey": "ACME-2"};
        properties.keys("ACME-1", "7"), format!("GET {ISSUE}/7/properties");
        properties.get("ACME-1", "7", "k"), format!("GET {ISSUE}/7/properties/k");
        properties.set("ACME-1", "7", "k", true), format!("PUT {ISSUE}/7/properties/k"), true;
        properties.delete("ACME-1", "7", "k"), format!("DELETE {ISSUE}/7/properties/k");
    }
    assert!(worklogs.by_ids(["7"]).request().is_safe_to_repeat());
    assert!(
        !worklogs
            .create("ACME-1", secs(60))
            .request()
            .is_safe_to_repeat()
    );
    assert!(
        !worklogs
            .move_many("ACME-1", ["7"])
            .request()
            .is_safe_to_repeat()
    );
}

#[tokio::test]
async fn worklogs_come_with_all_that_is_sent() {
    let site = Site::start().await;
    let page = json!({"startAt": 0, "maxResults": 1, "total": 1, "worklogs": [worklog(1)]});
    site.answer(&format!("GET {ISSUE}?maxResults=1000&startAt=0"), page)
        .await;
    let all = site
        .jira
        .worklogs()
        .list("ACME-1")
        .items()
        .collect()
        .await
        .unwrap();
    assert_eq!(serde_json::to_value(&all).unwrap(), json!([worklog(1)]));
    assert_eq!(all[0].time_spent_seconds, Some(12_000));

    let list = json!([worklog(1), {"id": []}]).to_string();
    site.exchange(
        "POST /rest/api/3/worklog/list",
        Some(json!({"ids": [1, 2]})),
        200,
        &list,
    )
    .await;
    let list = site
        .jira
        .worklogs()
        .by_ids(["1", "2"])
        .send()
        .await
        .unwrap();
    assert_eq!((list.good().count(), list.odd().count()), (1, 1));

    let one = worklog(1).to_string();
    site.exchange(
        &format!("POST {ISSUE}"),
        Some(json!({"timeSpentSeconds": 60})),
        201,
        &one,
    )
    .await;
    site.exchange(
        &format!("PUT {ISSUE}/1"),
        Some(json!({"timeSpentSeconds": 60})),
        200,
        &one,
    )
    .await;
    site.exchange(&format!("GET {ISSUE}/1"), None, 200, &one)
        .await;
    site.exchange(&format!("DELETE {ISSUE}/1"), None, 204, "")
        .await;
    // What is done in part is a success that says so in words.
    site.exchange(
        &format!("DELETE {ISSUE}"),
        Some(json!({"ids": [1]})),
        200,
        "\"Some were not deleted\"",
    )
    .await;
    let body = Some(json!({"ids": [1], "issueIdOrKey": "ACME-2"}));
    site.exchange(&format!("POST {ISSUE}/move"), body, 204, "")
        .await;
    let worklogs = site.jira.worklogs();
    worklogs.create("ACME-1", secs(60)).send().await.unwrap();
    worklogs
        .update("ACME-1", "1")
        .time_spent(secs(60))
        .send()
        .await
        .unwrap();
    worklogs.get("ACME-1", "1").send().await.unwrap();
    worklogs.delete("ACME-1", "1").send().await.unwrap();
    worklogs.delete_many("ACME-1", ["1"]).send().await.unwrap();
    worklogs
        .move_many("ACME-1", ["1"])
        .to("ACME-2")
        .send()
        .await
        .unwrap();
}

#[tokio::test]
async fn a_feed_is_read_to_its_last_page() {
    let site = Site::start().await;
    let entry = |id: u32, at: i64| json!({"worklogId": id, "updatedTime": at, "properties": []});
    let page = |since: i64, until: i64, values: Value, next: bool| {
        let mut page = json!({"values": values, "since": since, "until": until, "lastPage": !next, "self": "https://x"});
        if next {
            // The host is another one behind the gateway, and does not matter.
            page["nextPage"] =
                format!("https://elsewhere.example.com/rest/api/3/worklog/updated?since={until}")
                    .into();
        }
        page
    };
    let path = "GET /rest/api/3/worklog/updated?";
    let first = json!([entry(1, 100), {"worklogId": null}, entry(2, 200)]);
    site.answer(
        &format!("{path}since=5&expand=properties"),
        page(5, 200, first, true),
    )
    .await;
    site.answer(
        &format!("{path}expand=properties&since=200"),
        page(200, 300, json!([entry(1, 300)]), false),
    )
    .await;
    let call = site
        .jira
        .worklogs()
        .updated()
        .since(5_i64)
        .expand(["properties"]);
    let mut items = call.items();
    let (mut seen, mut odd) = (Vec::new(), 0);
    while let Some(item) = items.next().await {
        match item {
            Ok(changed) => seen.push((changed.worklog_id.to_string(), changed.updated_time)),
            Err(error) => odd += i32::from(error.is_odd_element()),
        }
    }
    // The same worklog comes again when it was changed again.
    assert_eq!(
        seen,
        [("1", 100), ("2", 200), ("1", 300)].map(|(id, at)| (id.to_owned(), at))
    );
    assert_eq!(odd, 1);

    // A page that promises another one and does not name it is no end.
    let cut = json!({"values": [entry(3, 400)], "since": 0, "until": 400, "lastPage": false});
    site.answer("GET /rest/api/3/worklog/deleted", cut).await;
    let error = site
        .jira
        .worklogs()
        .deleted()
        .items()
        .collect()
        .await
        .unwrap_err();
    assert_eq!(error.kind(), jira_client::ErrorKind::IncompleteListing);
}
