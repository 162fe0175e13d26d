use jira_client::IssueId;
use serde_json::{Value, json};

use crate::site::Site;

fn change(id: u32, created: &Value) -> Value {
    json!({"id": id.to_string(), "created": created,
        "author": {"accountId": "a1", "accountType": "atlassian", "active": true, "displayName": "A"},
        "items": [{"field": "status", "fieldtype": "jira", "fieldId": "status", "from": "1", "fromString": "Open",
            "to": "3", "toString": "In Progress"}],
        "historyMetadata": {"type": "acme:deploy", "actor": {"id": "bot", "displayName": "Bot"},
            "extraData": {"step": "4"}}})
}

fn at() -> Value {
    json!("2026-01-18T06:27:50.429+0000")
}

#[tokio::test]
async fn lists_the_changes_of_an_issue() {
    let site = Site::start().await;
    let ask = |start: usize| {
        format!("GET /rest/api/3/issue/ACME-1/changelog?maxResults=100&startAt={start}")
    };
    let page = |start: usize, last: bool, changes: Vec<Value>| {
        json!({"self": "https://acme.example.com", "maxResults": 2, "startAt": start, "total": 3, "isLast": last,
            "values": changes})
    };
    // The oldest entries lack most of it.
    let bare = json!({"id": "1", "items": [{"field": "Workflow", "fieldtype": "jira", "from": null, "fromString": null,
        "to": null, "toString": ""}]});
    let first = page(0, false, vec![bare, change(2, &at())]);
    site.answer(&ask(0), first).await;
    site.answer(&ask(2), page(2, true, vec![change(3, &at())]))
        .await;
    let all = site
        .jira
        .changelogs()
        .list("ACME-1")
        .items()
        .collect()
        .await;
    let all = all.unwrap();
    let ids: Vec<&str> = all.iter().map(|change| change.id.as_str()).collect();
    assert_eq!(ids, ["1", "2", "3"]);
    let old = &all[0].items[0];
    assert_eq!(
        (old.from.as_deref(), old.to_string.as_deref()),
        (None, Some(""))
    );
    assert!(all[0].author.is_none() && old.field_id.is_none());
    let new = &all[2].items[0];
    let was = (
        new.field.as_str(),
        new.from_string.as_deref(),
        new.to.as_deref(),
    );
    assert_eq!(was, ("status", Some("Open"), Some("3")));
    let history = all[2].history_metadata.as_ref().unwrap();
    let actor = history.actor.as_ref().unwrap();
    assert_eq!(actor.display_name.as_deref(), Some("Bot"));
    assert_eq!(serde_json::to_value(&all[2]).unwrap(), change(3, &at()));
}

#[tokio::test]
async fn fetches_some_changes_by_their_ids() {
    let site = Site::start().await;
    let reply = json!({"startAt": 0, "maxResults": 1, "total": 1, "histories": [change(7, &at())]});
    site.exchange(
        "POST /rest/api/3/issue/ACME-1/changelog/list",
        Some(json!({"changelogIds": [7, 8]})),
        200,
        &reply.to_string(),
    )
    .await;
    let call = site.jira.changelogs().by_ids("ACME-1", ["7", "8"]);
    assert!(call.request().is_safe_to_repeat());
    let found = call.send().await.unwrap().histories.into_vec().unwrap();
    assert_eq!(found[0].id.as_str(), "7");
}

#[tokio::test]
async fn fetches_the_changes_of_many_issues() {
    let site = Site::start().await;
    let ask = "POST /rest/api/3/changelog/bulkfetch";
    let body = |token: Option<&str>| {
        let mut body = json!({"issueIdsOrKeys": ["ACME-1", "ACME-2"], "fieldIds": ["status"], "maxResults": 1000});
        if let Some(token) = token {
            body["nextPageToken"] = token.into();
        }
        Some(body)
    };
    let log =
        |issue: &str, changes: Vec<Value>| json!({"issueId": issue, "changeHistories": changes});
    let number = json!(1_492_070_429_000_u64);
    let first = json!({"nextPageToken": "UxAQBFRF", "issueChangeLogs": [
        log("10001", vec![change(1, &number)]), log("10002", vec![json!({"id": "2", "items": 7}), change(3, &number)])]});
    site.exchange(ask, body(None), 200, &first.to_string())
        .await;
    // The same issue goes on.
    let second = json!({"issueChangeLogs": [log("10002", vec![change(4, &number)])]});
    site.exchange(ask, body(Some("UxAQBFRF")), 200, &second.to_string())
        .await;
    let call = site.jira.changelogs().bulk_fetch(["ACME-1", "ACME-2"]);
    let all = call.field_ids(["status"]).items().collect().await.unwrap();
    let ids: Vec<&str> = all.iter().map(|log| log.issue_id.as_str()).collect();
    assert_eq!(ids, ["10001", "10002", "10002"]);
    assert_eq!(all[1].issue_id, IssueId::new("10002"));
    // One that is odd does not lose the other.
    assert_eq!(
        (
            all[1].change_histories.odd().count(),
            all[1].change_histories.good().count()
        ),
        (1, 1)
    );
    let change = all[2].change_histories.good().next().unwrap();
    let created = change.created.as_ref().unwrap();
    assert_eq!(created.epoch_millis(), Some(1_492_070_429_000));
}
