//! The audit logs.

use std::collections::BTreeSet;
use std::time::Duration;

use atlassian_core::http::Method;
use atlassian_core::{Client, Credential, Timestamp};
use atlassian_integrations::licences::audit::{Audit, AuditPosition, AuditRecord, Origin};
use atlassian_sim::Fault;
use serde_json::json;

use super::site;
use crate::stage::Stage;

fn audit(stage: &Stage) -> Audit {
    Audit::of(site(stage, &stage.sim.admin()))
}

/// What tells records apart, without their keys.
fn shown(record: &AuditRecord) -> String {
    serde_json::to_string(record).unwrap()
}

fn admin(stage: &Stage) -> Client {
    let account = stage.sim.admin();
    let credential = Credential::api_token(&*account.email, &*account.token);
    stage.client(stage.sim.url(), credential).build().unwrap()
}

/// A record in Jira's log.
async fn in_jira(stage: &Stage, group: &str) {
    let call = admin(stage).request(Method::POST, "/rest/api/3/group");
    call.json(&json!({ "name": group }))
        .send_raw()
        .await
        .unwrap();
}

/// A record in Confluence's log, as of this moment.
async fn in_confluence(stage: &Stage, summary: &str, at: i64) {
    let call = admin(stage).request(Method::POST, "/wiki/rest/api/audit");
    let record = json!({
        "author": { "type": "user", "displayName": "Acme Bot" },
        "remoteAddress": "192.0.2.1",
        "creationDate": at,
        "summary": summary,
        "description": "",
        "category": "Tests",
        "sysAdmin": false,
        "affectedObject": { "name": "", "objectType": "" },
        "changedValues": [],
        "associatedObjects": [],
    });
    call.json(&record).send_raw().await.unwrap();
}

fn now(stage: &Stage) -> i64 {
    Timestamp::from(stage.sim.now()).epoch_millis().unwrap()
}

#[tokio::test]
async fn both_logs_are_one_the_newest_first() {
    let stage = Stage::of(60).await;
    in_jira(&stage, "acme-reviewers").await;
    in_confluence(&stage, "Tea was served", now(&stage)).await;
    let log = audit(&stage).read().await.unwrap();
    assert!(log.notes.is_empty());
    let origins: BTreeSet<Origin> = log.records.iter().map(|record| record.origin).collect();
    assert_eq!(origins.len(), 2);
    let times: Vec<i64> = log
        .records
        .iter()
        .map(|record| record.at.epoch_millis().unwrap())
        .collect();
    assert!(times.is_sorted_by(|one, next| one >= next));
    let one = log
        .records
        .iter()
        .find(|record| record.objects.contains(&"acme-reviewers".to_owned()));
    assert_eq!(
        one.unwrap().account_id.as_ref().unwrap().as_str(),
        stage.sim.admin().account_id
    );
}

#[tokio::test]
async fn records_are_found_by_text_and_time() {
    let stage = Stage::of(60).await;
    in_jira(&stage, "acme-reviewers").await;
    in_confluence(&stage, "Tea was served", now(&stage)).await;
    let tea = audit(&stage).text("Tea").read().await.unwrap();
    assert!(!tea.records.is_empty());
    assert!(
        tea.records
            .iter()
            .all(|record| shown(record).to_lowercase().contains("tea")),
        "{tea:?}"
    );
    let all = audit(&stage).read().await.unwrap().records;
    let middle = all[all.len() / 2].at.clone();
    let later = audit(&stage)
        .from(middle.clone())
        .read()
        .await
        .unwrap()
        .records;
    let earlier = audit(&stage)
        .to(middle.clone())
        .read()
        .await
        .unwrap()
        .records;
    let at = middle.epoch_millis();
    assert!(later.iter().all(|record| record.at.epoch_millis() >= at));
    assert!(earlier.iter().all(|record| record.at.epoch_millis() <= at));
    assert!(later.len() + earlier.len() >= all.len());
}

#[tokio::test]
async fn a_log_that_is_refused_is_a_note_and_both_are_an_error() {
    let stage = Stage::of(60).await;
    stage
        .sim
        .inject(Fault::on("GET", "/rest/api/3/auditing/record").status(403));
    let log = audit(&stage).read().await.unwrap();
    assert_eq!(log.notes.len(), 1);
    assert!(log.notes[0].contains("Jira"), "{:?}", log.notes);
    let mut follow = audit(&stage).follow(AuditPosition::beginning());
    assert_eq!(follow.poll().await.unwrap().len(), log.records.len());
    assert_eq!(follow.notes().len(), 1);
    let member = Audit::of(site(&stage, &stage.sim.member()));
    assert!(member.read().await.unwrap_err().is_forbidden());
    assert!(member.position().await.unwrap_err().is_forbidden());
    assert!(
        member
            .follow(AuditPosition::beginning())
            .poll()
            .await
            .unwrap_err()
            .is_forbidden()
    );
}

#[tokio::test]
async fn each_record_comes_once_wherever_one_stops() {
    let stage = Stage::of(60).await;
    let all: Vec<String> = audit(&stage)
        .read()
        .await
        .unwrap()
        .records
        .iter()
        .map(shown)
        .collect();
    assert!(all.len() > 20);
    let mut stored = serde_json::to_string(&AuditPosition::beginning()).unwrap();
    let mut got = Vec::new();
    // A new program each time, which works on a few more records than the one before and is stopped.
    for size in 1.. {
        let position = serde_json::from_str(&stored).unwrap();
        let mut follow = audit(&stage).follow(position);
        for _ in 0..size.min(all.len() - got.len()) {
            got.push(shown(&follow.next().await.unwrap()));
            stored = serde_json::to_string(follow.position()).unwrap();
        }
        if got.len() == all.len() {
            break;
        }
    }
    let mut follow = audit(&stage).follow(serde_json::from_str(&stored).unwrap());
    assert!(follow.poll().await.unwrap().is_empty());
    let mut sorted = all.clone();
    sorted.sort();
    got.sort();
    assert_eq!(got, sorted);
}

#[tokio::test]
async fn new_records_come_as_they_are_written() {
    let stage = Stage::of(60).await;
    let start = audit(&stage).position().await.unwrap();
    let mut follow = audit(&stage)
        .follow(start)
        .with_interval(Duration::from_secs(5));
    assert!(
        follow.poll().await.unwrap().is_empty(),
        "what was there is not new"
    );
    let at = now(&stage);
    in_confluence(&stage, "Tea was served", at).await;
    // The same once more, in the same millisecond: Confluence's records have no ids.
    in_confluence(&stage, "Tea was served", at).await;
    in_jira(&stage, "acme-reviewers").await;
    let seen = follow.poll().await.unwrap();
    let tea = seen
        .iter()
        .filter(|record| record.summary == "Tea was served")
        .count();
    assert_eq!((seen.len(), tea), (3, 2), "{seen:?}");
    // A third, and one that comes late, before others that were seen.
    in_confluence(&stage, "Tea was served", at).await;
    in_confluence(&stage, "Late", at - 60_000).await;
    let next = follow.next().await.unwrap();
    assert_eq!(next.summary, "Late");
    assert_eq!(follow.next().await.unwrap().summary, "Tea was served");
    assert!(follow.poll().await.unwrap().is_empty());
}

#[tokio::test]
async fn an_error_loses_nothing() {
    let stage = Stage::of(60).await;
    let start = audit(&stage).position().await.unwrap();
    let mut follow = audit(&stage).follow(start);
    in_jira(&stage, "acme-reviewers").await;
    in_confluence(&stage, "Tea was served", now(&stage)).await;
    stage.sim.inject(
        Fault::on("GET", "/wiki/rest/api/audit")
            .times(1)
            .status(500),
    );
    follow.next().await.unwrap_err();
    assert_eq!(follow.poll().await.unwrap().len(), 2);
}
