use std::time::{Duration, UNIX_EPOCH};

use jira_client::cloud::comments::Visibility;
use jira_client::cloud::worklogs::{
    EstimateAfter, EstimateAfterMany, EstimateAfterUpdate, Worklog, WorklogId,
};
use jira_client::core::Patch;

use crate::comments::text;
use crate::site::Site;

const ISSUE: &str = "ACME-2";
const MINUTE: Duration = Duration::from_secs(60);
const HOUR: u64 = 3_600;

pub(crate) async fn tour(site: &Site) {
    let begun = site.sim.now().duration_since(UNIX_EPOCH).unwrap();
    let since = i64::try_from(begun.as_millis()).unwrap() - 1;
    let first = log(site).await;
    let (moved, gone) = others(site, &first.id).await;
    feeds(site, since, &[first.id, moved], &gone).await;
}

/// The remaining estimate of the issue, in seconds.
async fn estimate(site: &Site) -> u64 {
    let call = site.jira.issues().get(ISSUE).fields(["timetracking"]);
    let issue = call.send().await.unwrap();
    let times = issue.fields.get("timetracking").unwrap();
    times["remainingEstimateSeconds"].as_u64().unwrap()
}

/// Logs work, and changes what was logged.
async fn log(site: &Site) -> Worklog {
    let worklogs = site.jira.worklogs();
    let made = worklogs
        .create(ISSUE, 90 * MINUTE)
        .started("2026-03-26T09:00:00+01:00")
        .comment(text("Wrote the plan"))
        .visibility(Visibility::role("Administrators"))
        .estimate(EstimateAfter::New("4h".into()))
        .notify_users(false)
        .send()
        .await
        .unwrap();
    assert_eq!(made.time_spent_seconds, Some(5_400));
    assert_eq!(made.time_spent.as_deref(), Some("1h 30m"));
    let started = made.started.as_ref().unwrap();
    assert_eq!(started.as_str(), "2026-03-26T08:00:00.000+0000");
    assert_eq!(estimate(site).await, 4 * HOUR);
    let hidden = site.as_member().worklogs().get(ISSUE, &made.id).send();
    assert!(hidden.await.unwrap_err().is_not_found());

    let changed = worklogs
        .update(ISSUE, &made.id)
        .time_spent(MINUTE)
        .comment(text("Wrote it down"))
        .visibility(Patch::Clear)
        .estimate(EstimateAfterUpdate::New("3h".into()))
        .send()
        .await
        .unwrap();
    assert_eq!(
        (changed.time_spent_seconds, changed.visibility),
        (Some(60), None)
    );
    assert_eq!(estimate(site).await, 3 * HOUR);
    let read = worklogs.get(ISSUE, &made.id).send().await.unwrap();
    assert_eq!(read.comment, Some(text("Wrote it down")));
    read
}

/// Logs more, of which one worklog is moved and two are deleted.
async fn others(site: &Site, first: &WorklogId) -> (WorklogId, [WorklogId; 2]) {
    let worklogs = site.jira.worklogs();
    let mut made = Vec::new();
    for (after, hours) in [
        (EstimateAfter::Leave, 3),
        (EstimateAfter::Manual("1h".into()), 2),
        (EstimateAfter::Auto, 1),
    ] {
        let call = worklogs.create(ISSUE, 60 * MINUTE).estimate(after);
        made.push(call.send().await.unwrap().id);
        assert_eq!(estimate(site).await, hours * HOUR);
    }
    let all = worklogs.list(ISSUE).page_size(2).items().collect().await;
    let all: Vec<_> = all.unwrap().into_iter().map(|worklog| worklog.id).collect();
    assert!(all.contains(first) && made.iter().all(|id| all.contains(id)));
    let unknown = WorklogId::new("999999");
    let list = worklogs.by_ids([first, &made[0], &unknown]).send().await;
    assert_eq!(list.unwrap().good().count(), 2);

    let [moved, one, two] = <[WorklogId; 3]>::try_from(made).unwrap();
    let call = worklogs.move_many(ISSUE, [&moved]).to("ACME-3");
    call.estimate(EstimateAfterMany::Leave)
        .send()
        .await
        .unwrap();
    let there = worklogs.get("ACME-3", &moved).send().await.unwrap();
    assert_eq!(there.time_spent_seconds, Some(HOUR));
    let call = worklogs.delete(ISSUE, &one);
    let call = call.estimate(EstimateAfter::Manual("5h".into()));
    call.send().await.unwrap();
    assert_eq!(estimate(site).await, 6 * HOUR);
    worklogs.delete_many(ISSUE, [&two]).send().await.unwrap();
    assert_eq!(estimate(site).await, 7 * HOUR);
    (moved, [one, two])
}

/// The feeds tell of the last minute a minute later.
async fn feeds(site: &Site, since: i64, changed: &[WorklogId], deleted: &[WorklogId]) {
    let worklogs = site.jira.worklogs();
    let soon = worklogs.updated().since(since).items().collect().await;
    assert_eq!(soon.unwrap().len(), 0);
    site.sim.advance(MINUTE + MINUTE);
    let found = worklogs.updated().since(since).items().collect().await;
    let mut ids: Vec<_> = found.unwrap().into_iter().map(|it| it.worklog_id).collect();
    ids.sort();
    assert_eq!(ids, changed);
    let found = worklogs
        .deleted()
        .since(since)
        .items()
        .collect()
        .await
        .unwrap();
    let ids: Vec<_> = found.iter().map(|it| it.worklog_id.clone()).collect();
    assert_eq!(ids, deleted);
    let last = found.iter().map(|it| it.updated_time).max().unwrap();
    let further = worklogs.deleted().since(last).items().collect().await;
    assert_eq!(further.unwrap().len(), 0);
}
