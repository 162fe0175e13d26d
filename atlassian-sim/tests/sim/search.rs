//! Finding issues by JQL, page by page.

use std::collections::BTreeSet;
use std::time::Duration;

use atlassian_sim::Sim;
use serde_json::{Value, json};

use super::client::{Client, admin, encode, member, outsider, pluck, refused};

const FIND: &str = "/rest/api/3/search/jql";
const EVERYTHING: &str = "created is not EMPTY";
const EXPIRED: &str = "The provided next page token is invalid or expired.";

async fn start() -> Sim {
    Sim::builder().manual_clock().start().await.unwrap()
}

fn path(jql: &str, more: &str) -> String {
    format!("{FIND}?jql={}{more}", encode(jql))
}

async fn post(client: &Client, body: Value) -> super::client::Answer {
    client.call("POST", FIND, &body).await
}

async fn count(client: &Client, jql: &str) -> Value {
    let body = json!({ "jql": jql });
    let counted = client
        .call("POST", "/rest/api/3/search/approximate-count", &body)
        .await;
    assert_eq!(counted.status, 200, "{}", counted.body);
    counted.json()["count"].clone()
}

#[tokio::test]
async fn pages_by_token_hold_every_issue_once() {
    let sim = start().await;
    let client = admin(&sim);
    // Five issues for each of fifty accounts.
    assert_eq!(count(&client, EVERYTHING).await, 250);
    let all = client.walk_tokens(&path(EVERYTHING, "&maxResults=7")).await;
    let ids: BTreeSet<String> = pluck(&all, "id").into_iter().collect();
    assert_eq!((all.len(), ids.len()), (250, 250));
    let mut found = Vec::new();
    let mut token = Value::Null;
    loop {
        let mut body = json!({ "jql": EVERYTHING, "fields": ["key"] });
        if !token.is_null() {
            body["nextPageToken"] = token;
        }
        let page = post(&client, body).await.json();
        let issues = page["issues"].as_array().unwrap();
        assert!(
            issues
                .iter()
                .all(|issue| issue["key"].is_string() && issue.get("fields").is_none())
        );
        found.extend(pluck(issues, "id"));
        token = page["nextPageToken"].clone();
        if token.is_null() {
            assert_eq!(page["isLast"], true);
            break;
        }
        assert_eq!((issues.len(), &page["isLast"]), (50, &json!(false)));
    }
    assert_eq!(found, pluck(&all, "id"));
}

#[tokio::test]
async fn only_ids_unless_fields_are_asked_for() {
    let sim = start().await;
    let client = admin(&sim);
    let bare = client.json(&path("key = ACME-1", "")).await;
    assert_eq!(
        bare,
        json!({ "issues": [{ "id": bare["issues"][0]["id"] }], "isLast": true })
    );
    let few = client
        .json(&path(
            "key = ACME-1",
            "&fields=summary,nothing&expand=names,schema",
        ))
        .await;
    let issue = &few["issues"][0];
    assert_eq!(
        (&issue["key"], issue["fields"].as_object().unwrap().len()),
        (&json!("ACME-1"), 1)
    );
    assert_eq!(few["names"], json!({ "summary": "Summary" }));
    assert_eq!(few["schema"]["summary"]["type"], "string");
    assert!(issue.get("names").is_none());
    let others = client.json(&path("key = ACME-1", "&fields=-summary")).await;
    let others = others["issues"][0]["fields"].as_object().unwrap();
    assert!(
        others.contains_key("status")
            && !others.contains_key("summary")
            && !others.contains_key("comment")
    );
    let all = client
        .json(&path("key = ACME-1", "&fields=*all,-summary"))
        .await;
    let all = all["issues"][0]["fields"].as_object().unwrap();
    assert!(all.contains_key("comment") && !all.contains_key("summary"));
    // A field goes by its id and not by its name.
    let named = client
        .json(&path("key = ACME-1", "&fields=Story%20Points,Sprint"))
        .await;
    assert_eq!(named["issues"][0]["fields"], json!({}));
}

#[tokio::test]
async fn a_page_holds_a_hundred_issues_or_five_thousand_ids() {
    let sim = Sim::builder().issues(5_300).start().await.unwrap();
    let client = admin(&sim);
    let size = async |more: &str| {
        let page = client.json(&path(EVERYTHING, more)).await;
        page["issues"].as_array().unwrap().len()
    };
    assert_eq!(size("&maxResults=9999").await, 5_000);
    assert_eq!(size("&maxResults=9999&fields=key").await, 5_000);
    assert_eq!(size("&maxResults=9999&fields=summary").await, 100);
    assert_eq!(size("&maxResults=9999&expand=changelog").await, 100);
    assert_eq!(size("").await, 50);
    let page = client.json(&path(EVERYTHING, "&startAt=10")).await;
    assert_eq!(
        page["issues"],
        client.json(&path(EVERYTHING, "")).await["issues"]
    );
}

#[tokio::test]
async fn a_token_belongs_to_its_query_and_its_caller_for_seven_days() {
    let sim = start().await;
    let client = admin(&sim);
    let page = client.json(&path(EVERYTHING, "&maxResults=5")).await;
    let token = format!(
        "&nextPageToken={}",
        encode(page["nextPageToken"].as_str().unwrap())
    );
    sim.advance(Duration::from_secs(7 * 24 * 3_600));
    assert_eq!(client.get(&path(EVERYTHING, &token)).await.status, 200);
    let other = client
        .get(&path("created is not EMPTY ORDER BY key", &token))
        .await;
    assert_eq!(refused(&other, 400), EXPIRED);
    assert_eq!(
        refused(&member(&sim).get(&path(EVERYTHING, &token)).await, 400),
        EXPIRED
    );
    let broken = client.get(&path(EVERYTHING, "&nextPageToken=abc")).await;
    assert_eq!(refused(&broken, 400), EXPIRED);
    sim.advance(Duration::from_millis(1));
    assert_eq!(
        refused(&client.get(&path(EVERYTHING, &token)).await, 400),
        EXPIRED
    );
    let list = "/rest/software/1.0/board/1/issue";
    let page = client.json(&format!("{list}?maxResults=1")).await;
    let token = encode(page["nextPageToken"].as_str().unwrap());
    let backlog = client
        .get(&format!(
            "/rest/software/1.0/board/1/backlog?nextPageToken={token}"
        ))
        .await;
    assert_eq!(refused(&backlog, 400), EXPIRED);
}

#[tokio::test]
async fn what_cannot_be_searched() {
    let sim = start().await;
    let client = admin(&sim);
    for jql in ["", "ORDER BY created"] {
        let unbounded = "Unbounded JQL queries are not allowed here. Please add a search restriction to your query.";
        assert_eq!(refused(&client.get(&path(jql, "")).await, 400), unbounded);
        assert_eq!(
            refused(&post(&client, json!({ "jql": jql })).await, 400),
            unbounded
        );
        let body = json!({ "jql": jql });
        let counted = client
            .call("POST", "/rest/api/3/search/approximate-count", &body)
            .await;
        assert_eq!(refused(&counted, 400), unbounded);
    }
    for jql in [
        "nope = 1",
        "project =",
        "project = NOPE",
        "key = 1 ORDER BY a, b, c, d, e, f, g, h",
    ] {
        refused(&client.get(&path(jql, "")).await, 400);
    }
    refused(&outsider(&sim).get(&path("project = SEC", "")).await, 400);
    let ids: Vec<u32> = (10_000..10_051).collect();
    let texts: Vec<String> = ids.iter().map(u32::to_string).collect();
    let few = format!("&reconcileIssues={}", texts[1..].join(","));
    assert_eq!(client.get(&path(EVERYTHING, &few)).await.status, 200);
    let many = format!("&reconcileIssues={}", texts.join(","));
    refused(&client.get(&path(EVERYTHING, &many)).await, 400);
    refused(
        &client
            .get(&format!("/rest/software/1.0/board/1/issue?{}", &many[1..]))
            .await,
        400,
    );
    for body in [
        json!({ "reconcileIssues": ids }),
        json!({ "reconcileIssues": ["ACME-1"] }),
        json!({ "expand": ["names"] }),
        json!({ "properties": ["a", "b", "c", "d", "e", "f"] }),
        json!({ "maxResults": "10" }),
        json!({ "maxResults": -1 }),
        json!({ "jql": 1 }),
    ] {
        let mut whole = json!({ "jql": EVERYTHING });
        whole
            .as_object_mut()
            .unwrap()
            .extend(body.as_object().unwrap().clone());
        refused(&post(&client, whole).await, 400);
    }
}

#[tokio::test]
async fn everybody_finds_what_they_see() {
    let sim = start().await;
    let secret = count(&admin(&sim), "project = SEC").await.as_u64().unwrap();
    assert!(secret > 0);
    let all = outsider(&sim).find(EVERYTHING).await;
    assert!(all.len() < 250 && all.iter().all(|key| !key.starts_with("SEC-")));
    assert_eq!(count(&outsider(&sim), EVERYTHING).await, all.len());
    let nobody = Client::nobody(sim.url());
    assert_eq!(
        nobody.json(&path(EVERYTHING, "")).await,
        json!({ "issues": [], "isLast": true })
    );
    assert_eq!(count(&nobody, EVERYTHING).await, 0);
}

#[tokio::test]
async fn an_index_that_lags_shows_issues_as_they_were_unless_they_are_reconciled() {
    let sim = Sim::builder()
        .manual_clock()
        .index_lag(Duration::from_secs(60))
        .start()
        .await
        .unwrap();
    let client = admin(&sim);
    let free =
        "project = ACME AND sprint is EMPTY AND issuetype = Story AND statusCategory != Done";
    let key = client.find(free).await.remove(0);
    let id = client.json(&format!("/rest/api/3/issue/{key}")).await["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let before = client.find("sprint = 7").await;
    let body = json!({ "issues": [key] });
    client
        .call("POST", "/rest/agile/1.0/sprint/7/issue", &body)
        .await;
    assert_eq!(client.find("sprint = 7").await, before);
    assert!(client.find(free).await.contains(&key));
    assert_eq!(count(&client, "sprint = 7").await, before.len());
    let reconciled = format!("&fields=customfield_10020&maxResults=100&reconcileIssues={id}");
    let found = client.walk_tokens(&path("sprint = 7", &reconciled)).await;
    assert_eq!(found.len(), before.len() + 1);
    let issue = found
        .iter()
        .find(|issue| issue["key"] == key.as_str())
        .unwrap();
    assert_eq!(issue["fields"]["customfield_10020"][0]["id"], 7);
    let found = post(&client, json!({ "jql": free, "fields": ["key"], "maxResults": 100, "reconcileIssues": [id.parse::<u32>().unwrap()] })).await;
    assert!(!pluck(found.json()["issues"].as_array().unwrap(), "key").contains(&key));
    // The older lists of boards do without the index, the newer ones do not.
    let page = client.json("/rest/agile/1.0/sprint/7/issue").await;
    assert_eq!(page["total"], before.len() + 1);
    let path = "/rest/software/1.0/sprint/7/issue?maxResults=100&fields=key";
    assert_eq!(client.walk_tokens(path).await.len(), before.len());
    let path = format!("{path}&reconcileIssues={id}");
    assert_eq!(client.walk_tokens(&path).await.len(), before.len() + 1);
    sim.advance(Duration::from_secs(60));
    assert_eq!(client.find("sprint = 7").await.len(), before.len() + 1);
}

#[tokio::test]
async fn what_was_removed_says_so() {
    let sim = start().await;
    let client = admin(&sim);
    for version in ["2", "3", "latest"] {
        let gone = client
            .get(&format!("/rest/api/{version}/search?jql=x"))
            .await;
        assert!(refused(&gone, 410).starts_with(
            "The requested API has been removed. Please migrate to the /rest/api/3/search/jql API."
        ));
        for path in ["search", "search/id", "expression/eval"] {
            let body = json!({ "jql": "x", "expression": "1" });
            let gone = client
                .call("POST", &format!("/rest/api/{version}/{path}"), &body)
                .await;
            refused(&gone, 410);
        }
    }
    // The credential is not even looked at.
    let nobody = Client::nobody(sim.url());
    refused(&nobody.get("/rest/api/3/search").await, 410);
}

#[tokio::test]
async fn version_two_has_texts_where_version_three_has_documents() {
    let sim = start().await;
    let client = admin(&sim);
    let key = client.find("description is not EMPTY").await.remove(0);
    let ask = async |version: &str| {
        let path =
            format!("/rest/api/{version}/search/jql?jql=key%3D{key}&fields=description,status");
        client.json(&path).await["issues"][0]["fields"].clone()
    };
    let (two, three) = (ask("2").await, ask("3").await);
    assert_eq!(three["description"]["type"], "doc");
    assert!(two["description"].is_string());
    assert!(
        two["status"]["self"]
            .as_str()
            .unwrap()
            .contains("/rest/api/2/")
    );
}
