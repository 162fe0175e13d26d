use std::time::Duration;

use jira_client::cloud::comments::Visibility;
use jira_client::cloud::worklogs::{EstimateAfter, EstimateAfterMany, EstimateAfterUpdate};
use jira_client::core::Patch;

use crate::comments::text;
use crate::site::Site;

/// The remaining estimate of an issue, in seconds.
async fn estimate(site: &Site, issue: &str) -> Option<u64> {
    let issue = site
        .jira
        .issues()
        .get(issue)
        .fields(["timetracking"])
        .send()
        .await
        .unwrap();
    issue.fields.get("timetracking")?["remainingEstimateSeconds"].as_u64()
}

pub(crate) async fn tour(site: &Site) {
    let worklogs = site.jira.worklogs();
    let begun = site.sim.now();
    let before = worklogs
        .list("ACME-2")
        .items()
        .collect()
        .await
        .unwrap()
        .len();
    let made = worklogs
        .create("ACME-2", Duration::from_secs(5_400))
        .started("2026-03-26T09:00:00+01:00")
        .comment(text("Wrote the plan"))
        .visibility(Visibility::role("Administrators"))
        .estimate(EstimateAfter::New("4h".into()))
        .notify_users(false)
        .send()
        .await
        .unwrap();
    assert_eq!(
        (made.time_spent_seconds, made.time_spent.as_deref()),
        (Some(5_400), Some("1h 30m"))
    );
    assert_eq!(
        made.started.unwrap().as_str(),
        "2026-03-26T08:00:00.000+0000"
    );
    assert_eq!(estimate(site, "ACME-2").await, Some(4 * 3_600));
    let left = worklogs
        .create("ACME-2", Duration::from_secs(3_600))
        .estimate(EstimateAfter::Leave)
        .send()
        .await
        .unwrap();
    assert_eq!(estimate(site, "ACME-2").await, Some(4 * 3_600));
    let reduced = worklogs
        .create("ACME-2", Duration::from_secs(60))
        .estimate(EstimateAfter::Manual("2h".into()))
        .send()
        .await
        .unwrap();
    assert_eq!(estimate(site, "ACME-2").await, Some(2 * 3_600));
    let auto = worklogs
        .create("ACME-2", Duration::from_secs(3_600))
        .send()
        .await
        .unwrap();
    assert_eq!(estimate(site, "ACME-2").await, Some(3_600));

    let changed = worklogs
        .update("ACME-2", &made.id)
        .time_spent(Duration::from_secs(60))
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
    assert_eq!(
        worklogs
            .get("ACME-2", &made.id)
            .send()
            .await
            .unwrap()
            .comment,
        Some(text("Wrote it down"))
    );
    let all = worklogs
        .list("ACME-2")
        .page_size(2)
        .items()
        .collect()
        .await
        .unwrap();
    assert_eq!(all.len(), before + 4);
    let list = worklogs
        .by_ids([&made.id, &auto.id, &"999999".into()])
        .send()
        .await
        .unwrap();
    assert_eq!(list.good().count(), 2);

    worklogs
        .delete("ACME-2", &auto.id)
        .estimate(EstimateAfter::Manual("1h".into()))
        .send()
        .await
        .unwrap();
    assert_eq!(estimate(site, "ACME-2").await, Some(4 * 3_600));
    worklogs
        .move_many("ACME-2", [&left.id])
        .to("ACME-3")
        .estimate(EstimateAfterMany::Leave)
        .send()
        .await
        .unwrap();
    assert_eq!(
        worklogs
            .get("ACME-3", &left.id)
            .send()
            .await
            .unwrap()
            .time_spent_seconds,
        Some(3_600)
    );
    worklogs
        .delete_many("ACME-2", [&reduced.id])
        .send()
        .await
        .unwrap();

    // The last minute is left out, and comes a minute later.
    let since = i64::try_from(
        begun
            .duration_since(std::time::UNIX_EPOCH)
            .unwrap()
            .as_millis(),
    )
    .unwrap()
        - 1;
    let soon = worklogs
        .updated()
        .since(since)
        .items()
        .collect()
        .await
        .unwrap();
    assert!(soon.is_empty(), "{soon:?}");
    site.sim.advance(Duration::from_secs(61));
    let updated = worklogs
        .updated()
        .since(since)
        .items()
        .collect()
        .await
        .unwrap();
    let mut ids: Vec<_> = updated.iter().map(|changed| &changed.worklog_id).collect();
    ids.sort();
    let mut expected = [&made.id, &left.id];
    expected.sort();
    assert_eq!(ids, expected);
    let deleted = worklogs
        .deleted()
        .since(since)
        .items()
        .collect()
        .await
        .unwrap();
    assert_eq!(deleted.len(), 2);
    let last = deleted
        .iter()
        .map(|changed| changed.updated_time)
        .max()
        .unwrap();
    assert!(
        worklogs
            .deleted()
            .since(last)
            .items()
            .collect()
            .await
            .unwrap()
            .is_empty()
    );
}
