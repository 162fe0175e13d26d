//! Whole issues, one by one and many at once.

use atlassian_sim::Sim;
use serde_json::{Value, json};

use super::client::{Client, admin, outsider, pluck, refused};

const ISSUE: &str = "/rest/api/3/issue";
const HIDDEN: &str = "Issue does not exist or you do not have permission to see it.";

async fn start() -> Sim {
    Sim::builder().manual_clock().start().await.unwrap()
}

#[tokio::test]
async fn an_issue_is_found_by_key_and_id() {
    let sim = start().await;
    let client = admin(&sim);
    let issue = client.json(&format!("{ISSUE}/ACME-2")).await;
    let id = issue["id"].as_str().unwrap();
    assert_eq!(issue["self"], format!("{}{ISSUE}/{id}", sim.url()));
    assert_eq!(issue["fields"]["project"]["key"], "ACME");
    assert_eq!(client.json(&format!("{ISSUE}/acme-2")).await, issue);
    assert_eq!(client.json(&format!("{ISSUE}/{id}")).await, issue);
    for hidden in [
        "SEC-1",
        "ACME-99999",
        "NOPE-1",
        "ACME",
        "1",
        "99999999999999999999",
    ] {
        let answer = outsider(&sim).get(&format!("{ISSUE}/{hidden}")).await;
        assert_eq!(refused(&answer, 404), HIDDEN, "{hidden}");
    }
    assert_eq!(client.get(&format!("{ISSUE}/SEC-1")).await.status, 200);
    let nobody = Client::nobody(sim.url())
        .get(&format!("{ISSUE}/ACME-2"))
        .await;
    assert_eq!(refused(&nobody, 404), HIDDEN);
}

#[tokio::test]
async fn an_issue_has_the_fields_that_were_asked_for() {
    let sim = start().await;
    let client = admin(&sim);
    let fields = async |query: &str| {
        let issue = client.json(&format!("{ISSUE}/ACME-2?{query}")).await;
        let fields = issue["fields"].as_object().unwrap().keys();
        fields.cloned().collect::<Vec<_>>()
    };
    let all = fields("").await;
    assert!(
        ["comment", "worklog", "attachment", "summary"]
            .iter()
            .all(|f| all.contains(&(*f).to_owned()))
    );
    assert_eq!(fields("fields=*all").await, all);
    assert_eq!(
        fields("fields=summary&fields=status,nope").await,
        ["status", "summary"]
    );
    let without: Vec<String> = all.iter().filter(|f| *f != "comment").cloned().collect();
    assert_eq!(fields("fields=-comment").await, without);
    let navigable = fields("fields=*navigable").await;
    assert!(!navigable.contains(&"comment".to_owned()) && navigable.contains(&"status".to_owned()));
    assert_eq!(fields("fields=id").await, [""; 0]);
}

#[tokio::test]
async fn expansions_tell_more_of_an_issue() {
    let sim = start().await;
    let client = admin(&sim);
    let key = client.find("status was \"In Progress\"").await.remove(0);
    let plain = client.json(&format!("{ISSUE}/{key}")).await;
    for name in [
        "names",
        "schema",
        "renderedFields",
        "changelog",
        "properties",
    ] {
        assert!(plain.get(name).is_none(), "{name}");
    }
    let expand = "names,schema,renderedFields,changelog";
    let whole = client
        .json(&format!("{ISSUE}/{key}?expand={expand}&properties=*all"))
        .await;
    assert_eq!(whole["names"]["customfield_10016"], "Story point estimate");
    assert_eq!(
        whole["schema"]["status"],
        json!({ "type": "status", "system": "status" })
    );
    let log = &whole["changelog"];
    let histories = log["histories"].as_array().unwrap();
    assert_eq!(
        (&log["startAt"], &log["total"]),
        (&json!(0), &json!(histories.len()))
    );
    let dates = pluck(histories, "created");
    let mut newest_first = dates.clone();
    newest_first.sort_by(|a, b| b.cmp(a));
    assert!(!dates.is_empty() && dates == newest_first, "{dates:?}");
}

#[tokio::test]
async fn properties_come_where_they_are_asked_for() {
    let sim = start().await;
    let client = admin(&sim);
    for (key, value) in [("ours", 1), ("theirs", 2)] {
        let path = format!("{ISSUE}/ACME-1/properties/{key}");
        assert_eq!(client.call("PUT", &path, &json!(value)).await.status, 201);
    }
    for (asked, wanted) in [
        ("ours,none", json!({ "ours": 1 })),
        ("*all,-ours", json!({ "theirs": 2 })),
        ("*all", json!({ "ours": 1, "theirs": 2 })),
    ] {
        let path = format!("{ISSUE}/ACME-1?fields=id&properties={asked}");
        assert_eq!(client.json(&path).await["properties"], wanted);
        let path = format!("/rest/api/3/search/jql?jql=key%3DACME-1&properties={asked}");
        let found = client.json(&path).await;
        assert_eq!(found["issues"][0]["properties"], wanted);
    }
}

#[tokio::test]
async fn sums_count_the_subtasks_too() {
    let sim = start().await;
    let client = admin(&sim);
    let mut parents = 0;
    let mut summed = 0;
    for key in client.find("project = ACME AND issuetype = Story").await {
        let below = client.find(&format!("parent = {key}")).await;
        let fields =
            async |key: &str| client.json(&format!("{ISSUE}/{key}")).await["fields"].clone();
        let own = fields(&key).await;
        let mut sums =
            ["timespent", "timeestimate", "timeoriginalestimate"].map(|f| own[f].as_u64());
        for subtask in &below {
            let fields = fields(subtask).await;
            for (sum, field) in
                sums.iter_mut()
                    .zip(["timespent", "timeestimate", "timeoriginalestimate"])
            {
                if let Some(more) = fields[field].as_u64() {
                    *sum = Some(sum.unwrap_or(0) + more);
                    summed += 1;
                }
            }
        }
        for (sum, field) in sums.iter().zip([
            "aggregatetimespent",
            "aggregatetimeestimate",
            "aggregatetimeoriginalestimate",
        ]) {
            assert_eq!(own[field].as_u64(), *sum, "{field} of {key}");
        }
        let done = sums[0].unwrap_or(0);
        assert_eq!(own["aggregateprogress"]["progress"], done);
        assert_eq!(
            own["aggregateprogress"]["total"],
            done + sums[1].unwrap_or(0)
        );
        parents += usize::from(!below.is_empty());
    }
    assert!(parents > 0 && summed > 0, "{parents} {summed}");
}

#[tokio::test]
async fn many_issues_come_by_id_whatever_the_order_of_the_request() {
    let sim = start().await;
    let client = outsider(&sim);
    let fetch = async |body: Value| {
        client
            .call("POST", &format!("{ISSUE}/bulkfetch"), &body)
            .await
    };
    let first = admin(&sim).json(&format!("{ISSUE}/ACME-1")).await["id"].clone();
    let body = json!({ "issueIdsOrKeys": ["ACME-9", first, "SEC-1", "acme-9", "NOPE-1", "ACME-4"], "fields": ["summary"] });
    let found = fetch(body).await;
    assert_eq!(found.status, 200, "{}", found.body);
    let found = found.json();
    let issues = found["issues"].as_array().unwrap();
    assert_eq!(pluck(issues, "key"), ["ACME-1", "ACME-4", "ACME-9"]);
    let ids: Vec<u32> = pluck(issues, "id")
        .iter()
        .map(|id| id.parse().unwrap())
        .collect();
    assert!(ids.is_sorted());
    assert_eq!(issues[0]["fields"].as_object().unwrap().len(), 1);
    let errors = found["issueErrors"].as_array().unwrap();
    assert_eq!(pluck(errors, "id"), ["SEC-1", "NOPE-1"]);
    assert_eq!(errors[0]["errorMessage"], HIDDEN);
    let usual = fetch(json!({ "issueIdsOrKeys": ["ACME-1"] })).await.json();
    let usual = usual["issues"][0]["fields"].as_object().unwrap();
    assert!(usual.contains_key("status") && !usual.contains_key("comment"));
    let hundred: Vec<String> = (1..=100).map(|n| format!("ACME-{n}")).collect();
    assert_eq!(
        fetch(json!({ "issueIdsOrKeys": hundred })).await.status,
        200
    );
    let more: Vec<String> = (1..=101).map(|n| format!("ACME-{n}")).collect();
    for body in [
        json!({ "issueIdsOrKeys": more }),
        json!({ "issueIdsOrKeys": [] }),
        json!({}),
        json!({ "issueIdsOrKeys": ["ACME-1"], "properties": ["a", "b", "c", "d", "e", "f"] }),
    ] {
        refused(&fetch(body).await, 400);
    }
}

#[tokio::test]
async fn a_parent_that_the_caller_does_not_see_is_not_there() {
    let sim = start().await;
    let boss = admin(&sim);
    let epic = json!({ "fields": {
        "project": { "key": "SEC" }, "issuetype": { "name": "Epic" }, "summary": "Nobody's business",
    } });
    let epic = boss.call("POST", ISSUE, &epic).await.json();
    let key = epic["key"].as_str().unwrap();
    let found = "/rest/api/3/search/jql?jql=project=ACME%20AND%20type=Story%20ORDER%20BY%20key&fields=summary";
    let story = boss.json(found).await["issues"][0]["key"].clone();
    let path = format!("{ISSUE}/{}", story.as_str().unwrap());
    let body = json!({ "fields": { "parent": { "key": key } } });
    assert_eq!(boss.call("PUT", &path, &body).await.status, 204);
    let seen = boss.json(&path).await;
    assert_eq!(seen["fields"]["parent"]["key"], key);
    assert_eq!(seen["fields"]["customfield_10014"], key);
    let unseen = outsider(&sim).json(&path).await;
    assert!(unseen["fields"].get("parent").is_none());
    assert_eq!(unseen["fields"]["customfield_10014"], Value::Null);
}

#[tokio::test]
async fn boards_do_not_change_archived_issues() {
    let sim = start().await;
    let boss = admin(&sim);
    let both = json!({ "issues": ["ACME-2"], "rankBeforeIssue": "ACME-3" });
    let rank = async || {
        boss.call("PUT", "/rest/agile/1.0/issue/rank", &both)
            .await
            .status
    };
    assert_eq!(rank().await, 204);
    let archive = json!({ "issueIdsOrKeys": ["ACME-2"] });
    assert_eq!(
        boss.call("PUT", "/rest/api/3/issue/archive", &archive)
            .await
            .status,
        200
    );
    assert_eq!(rank().await, 403);
}

#[tokio::test]
async fn too_many_issues_to_archive_are_refused_before_one_is_archived() {
    let sim = start().await;
    let boss = admin(&sim);
    let mut names = vec!["ACME-2".to_owned()];
    names.extend((0..1_000).map(|n| format!("NOPE-{n}")));
    let body = json!({ "issueIdsOrKeys": names });
    let refused = boss.call("PUT", "/rest/api/3/issue/archive", &body).await;
    assert_eq!(refused.status, 412);
    let found = boss
        .json("/rest/api/3/search/jql?jql=key=ACME-2&fields=summary")
        .await;
    assert_eq!(found["issues"].as_array().unwrap().len(), 1);
}
