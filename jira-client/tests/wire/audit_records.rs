use jira_client::Timestamp;
use serde_json::{Value, json};

use crate::site::Site;

fn records(ids: &[i64]) -> Value {
    let record = |id: &i64| {
        json!({
            "id": id, "summary": "User added to group", "remoteAddress": "192.0.2.1", "authorKey": "ug:0",
            "authorAccountId": "a1", "created": "2026-11-01T10:00:00.000+0000", "category": "group management",
            "eventSource": "", "objectItem": {"name": "admins", "typeName": "GROUP", "parentId": "1"},
            "changedValues": [{"fieldName": "Active", "changedTo": "true"}],
            "associatedItems": [{"id": "a2", "name": "a2", "typeName": "USER"}]
        })
    };
    json!({"offset": 0, "limit": 1000, "total": 900, "records": ids.iter().map(record).collect::<Vec<_>>()})
}

/// The service counts all records even where a filter leaves few, or none.
#[tokio::test]
async fn the_total_of_a_filtered_log_is_wrong_and_an_empty_page_ends_it() {
    let site = Site::start().await;
    let ask = |offset: usize| {
        format!(
            "GET /rest/api/3/auditing/record?filter=group+added&from=2026-11-01T00%3A00%3A00.000%2B0000\
             &to=2026-11-02&limit=1000&offset={offset}"
        )
    };
    site.answer(&ask(0), records(&[12, 11])).await;
    let mut second = records(&[11, 10]);
    second["offset"] = json!(2);
    site.answer(&ask(2), second).await;
    let mut last = records(&[]);
    last["offset"] = json!(4);
    let last = site.answer(&ask(4), last).await;
    let found = site
        .jira
        .audit_records()
        .list()
        .filter("group added")
        .from(Timestamp::new("2026-11-01T00:00:00.000+0000"))
        .to(Timestamp::new("2026-11-02"))
        .items()
        .collect()
        .await
        .unwrap();
    assert_eq!(
        found.iter().map(|record| record.id).collect::<Vec<_>>(),
        [12, 11, 10]
    );
    assert_eq!(
        found[0].object_item.as_ref().unwrap().type_name.as_deref(),
        Some("GROUP")
    );
    assert_eq!(found[0].author_account_id.as_ref().unwrap().as_str(), "a1");
    assert_eq!(
        found[0].changed_values.as_ref().unwrap()[0]
            .changed_to
            .as_deref(),
        Some("true")
    );
    last.assert_async().await;
}

#[tokio::test]
async fn free_plans_have_no_log() {
    let site = Site::start().await;
    let text = "Audit logs aren't available for this site as all of its Jira Cloud products are on Free plans";
    let body = json!({"errorMessages": [text], "errors": {}}).to_string();
    site.exchange(
        "GET /rest/api/3/auditing/record?limit=1000&offset=0",
        None,
        403,
        &body,
    )
    .await;
    let error = site
        .jira
        .audit_records()
        .list()
        .items()
        .collect()
        .await
        .unwrap_err();
    assert!(error.is_forbidden());
    assert_eq!(error.messages(), [text]);
}
