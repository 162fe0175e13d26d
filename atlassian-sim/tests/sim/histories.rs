//! Histories of issues: of one, by id, and of many at once.

use atlassian_sim::Sim;
use serde_json::{Value, json};

use super::client::{admin, outsider, pluck};

#[tokio::test]
async fn a_history_is_told_from_its_beginning() {
    let sim = Sim::builder().start().await.unwrap();
    let client = admin(&sim);
    let mut longest = 0;
    for number in 1..=40 {
        let issue = format!("/rest/api/3/issue/ACME-{number}");
        let path = format!("{issue}/changelog?maxResults=2");
        if client.get(&path).await.status != 200 {
            continue;
        }
        let all = client.walk(&path).await;
        let times = pluck(&all, "created");
        assert!(times.is_sorted());
        longest = longest.max(all.len());
        // The expansion of the issue has the same entries, the newest first.
        let expanded = client
            .json(&format!("{issue}?fields=status&expand=changelog"))
            .await;
        let mut newest = expanded["changelog"]["histories"]
            .as_array()
            .unwrap()
            .clone();
        newest.reverse();
        assert_eq!(newest, all);
        if let Some(moved) = all.iter().rev().find_map(|change| {
            let items = change["items"].as_array().unwrap();
            items.iter().find(|item| item["field"] == "status")
        }) {
            assert_eq!(moved["to"], expanded["fields"]["status"]["id"]);
            assert_eq!(moved["toString"], expanded["fields"]["status"]["name"]);
        }
        let ids: Vec<u64> = pluck(&all, "id")
            .iter()
            .map(|id| id.parse().unwrap())
            .collect();
        let some: Vec<u64> = ids.iter().copied().step_by(2).chain([1]).collect();
        let list = client
            .call(
                "POST",
                &format!("{issue}/changelog/list"),
                &json!({ "changelogIds": some }),
            )
            .await;
        let told = pluck(list.json()["histories"].as_array().unwrap(), "id");
        let wanted: Vec<String> = ids.iter().step_by(2).map(u64::to_string).collect();
        assert_eq!(told, wanted);
    }
    assert!(longest >= 3);
    let refused = client
        .call(
            "POST",
            "/rest/api/3/issue/ACME-1/changelog/list",
            &json!({}),
        )
        .await;
    assert_eq!(refused.status, 400);
    assert_eq!(
        outsider(&sim)
            .get("/rest/api/3/issue/SEC-1/changelog")
            .await
            .status,
        404
    );
}

#[tokio::test]
async fn histories_of_many_issues_come_in_pages_without_a_gap() {
    let sim = Sim::builder().start().await.unwrap();
    let client = admin(&sim);
    let keys: Vec<String> = (1..=30).map(|n| format!("ACME-{n}")).collect();
    let mut wanted: Vec<(u64, Vec<String>)> = Vec::new();
    for key in &keys {
        let issue = client
            .get(&format!("/rest/api/3/issue/{key}?fields=id"))
            .await;
        if issue.status == 200 {
            let id = issue.json()["id"].as_str().unwrap().parse().unwrap();
            let log = client
                .walk(&format!("/rest/api/3/issue/{key}/changelog"))
                .await;
            if !log.is_empty() {
                wanted.push((id, pluck(&log, "id")));
            }
        }
    }
    wanted.sort();
    let path = "/rest/api/3/changelog/bulkfetch";
    for size in [1, 3, 1_000] {
        let mut found: Vec<(u64, Vec<String>)> = Vec::new();
        let mut token = Value::Null;
        loop {
            // Asking twice for an issue gives it once.
            let mut order = json!({ "issueIdsOrKeys": keys, "maxResults": size });
            order["issueIdsOrKeys"]
                .as_array_mut()
                .unwrap()
                .push("ACME-1".into());
            if !token.is_null() {
                order["nextPageToken"] = token;
            }
            let page = client.call("POST", path, &order).await;
            assert_eq!(page.status, 200, "{}", page.body);
            let page = page.json();
            let mut count = 0;
            for log in page["issueChangeLogs"].as_array().unwrap() {
                let id = log["issueId"].as_str().unwrap().parse().unwrap();
                let ids = pluck(log["changeHistories"].as_array().unwrap(), "id");
                count += ids.len();
                match found.last_mut() {
                    Some((last, held)) if *last == id => held.extend(ids),
                    _ => found.push((id, ids)),
                }
            }
            assert!(0 < count && count <= size);
            token = page["nextPageToken"].clone();
            if token.is_null() {
                break;
            }
        }
        assert_eq!(found, wanted, "{size}");
    }
}

#[tokio::test]
async fn one_asks_for_the_history_of_some_fields() {
    let sim = Sim::builder().start().await.unwrap();
    let client = admin(&sim);
    let path = "/rest/api/3/changelog/bulkfetch";
    let keys: Vec<String> = (1..=30).map(|n| format!("ACME-{n}")).collect();
    let order = json!({ "issueIdsOrKeys": keys, "fieldIds": ["assignee"] });
    let page = client.call("POST", path, &order).await.json();
    let logs = page["issueChangeLogs"].as_array().unwrap();
    assert!(!logs.is_empty());
    for change in logs
        .iter()
        .flat_map(|log| log["changeHistories"].as_array().unwrap())
    {
        assert!(change["created"].as_i64().unwrap() > 1_600_000_000_000);
        for item in change["items"].as_array().unwrap() {
            assert_eq!(item["fieldId"], "assignee");
        }
    }
    let many: Vec<String> = (0..1_001).map(|n| n.to_string()).collect();
    for order in [
        json!({ "issueIdsOrKeys": [] }),
        json!({}),
        json!({ "issueIdsOrKeys": many }),
        json!({ "issueIdsOrKeys": ["ACME-1"], "fieldIds": many[..11] }),
        json!({ "issueIdsOrKeys": ["ACME-1"], "maxResults": 0 }),
        json!({ "issueIdsOrKeys": ["ACME-1"], "nextPageToken": "what?" }),
    ] {
        assert_eq!(
            client.call("POST", path, &order).await.status,
            400,
            "{order}"
        );
    }
    // What the caller does not see is passed over.
    let hidden = json!({ "issueIdsOrKeys": ["SEC-1", "ACME-99999"] });
    let nothing = outsider(&sim).call("POST", path, &hidden).await.json();
    assert_eq!(nothing, json!({ "issueChangeLogs": [] }));
}
