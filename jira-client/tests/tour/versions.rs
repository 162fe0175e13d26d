use jira_client::Timestamp;
use jira_client::cloud::versions::{
    MergeInto, VersionExpand, VersionOrder, VersionPlace, VersionReplacement, VersionStatus,
};
use jira_client::core::Patch;

use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let project = site.jira.projects().get("ACME").send().await.unwrap();
    let versions = site.jira.versions();
    let made = versions
        .create(&project.id, "Spring")
        .description("Flowers")
        .start_date(Timestamp::new("2026-03-01"))
        .release_date(Timestamp::new("2026-05-31"))
        .send()
        .await
        .unwrap();
    assert_eq!(made.project_id.as_ref(), Some(&project.id));
    assert!(made.release_date.unwrap().is_date_only());
    let changed = versions
        .update(&made.id)
        .released(true)
        .release_date(Patch::Clear)
        .send()
        .await
        .unwrap();
    assert_eq!((changed.released, changed.release_date), (Some(true), None));
    assert!(changed.start_date.is_some());

    let first = versions
        .move_to(&made.id, VersionPlace::First)
        .send()
        .await
        .unwrap();
    let listed = versions
        .list("ACME")
        .order_by(VersionOrder::Sequence)
        .expand([VersionExpand::IssuesStatus, VersionExpand::Operations])
        .items()
        .collect()
        .await
        .unwrap();
    assert_eq!(listed[0].id, first.id);
    assert!(listed[1].issues_status_for_fix_version.is_some());
    let behind = VersionPlace::After(listed[1].self_url.clone().unwrap());
    versions.move_to(&made.id, behind).send().await.unwrap();
    let released = versions
        .list("ACME")
        .status([VersionStatus::Released])
        .query("spr")
        .items();
    assert_eq!(released.collect().await.unwrap().len(), 1);

    let other = &listed[1].id;
    let counts = versions.issue_counts(other).send().await.unwrap();
    let unresolved = versions.unresolved_count(other).send().await.unwrap();
    assert_eq!(counts.issues_fixed_count, unresolved.issues_count);
    assert!(unresolved.issues_unresolved_count <= unresolved.issues_count);

    versions
        .delete(&made.id, VersionReplacement::none().fix_version(other))
        .send()
        .await
        .unwrap();
    assert!(
        versions
            .get(&made.id)
            .send()
            .await
            .unwrap_err()
            .is_not_found()
    );
    versions
        .merge(other, MergeInto::version(&listed[2].id))
        .send()
        .await
        .unwrap();
    let kept = versions.get(&listed[2].id).send().await.unwrap();
    assert_eq!(kept.name, listed[2].name);
}
