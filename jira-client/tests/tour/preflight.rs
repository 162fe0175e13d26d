//! What an administrator, a member and a program with odd wishes are told before they start.

use jira_client::cloud::permissions::{Permission, PermissionState};
use jira_client::cloud::preflight::Requirements;

use crate::site::Site;

#[tokio::test]
async fn an_administrator_lacks_nothing_for_a_backup() {
    let site = Site::start().await;
    let check = site.jira.preflight().require(Requirements::backup());
    let report = check.project_keys(["ACME", "OPS"]).check().await.unwrap();
    assert!(report.is_complete(), "{report}");
    assert_eq!(report.to_string(), "backup: everything is granted");
    let set = &report.sets[0];
    assert_eq!((set.global.permissions.len(), set.projects.len()), (2, 2));
    assert_eq!(set.projects[1].project, "OPS");
    assert_eq!(set.projects[1].permissions.granted().count(), 3);
}

#[tokio::test]
async fn a_member_is_told_what_is_missing_and_where_to_get_it() {
    let site = Site::start().await;
    let check = site
        .as_member()
        .preflight()
        .require(Requirements::restore());
    let report = check.project_keys(["ACME", "NONE"]).check().await.unwrap();
    assert!(!report.is_complete());
    let text = report.to_string();
    let administer = "  missing: Administer Jira (ADMINISTER), to be granted in Jira settings > System > Global permissions";
    assert!(text.lines().any(|line| line == administer), "{text}");
    assert!(
        text.contains("project ACME: missing: Administer Projects (ADMINISTER_PROJECTS)"),
        "{text}"
    );
    assert!(
        text.contains("project NONE: does not exist, or the account cannot see it"),
        "{text}"
    );
    let hidden = &report.sets[0].projects[1];
    assert!(!hidden.visible && hidden.permissions.granted().count() == 0);
    // In ACME, and nowhere else, a member may do what members do.
    let acme = &report.sets[0].projects[0].permissions;
    assert!(
        acme.granted()
            .any(|one| one.permission == Permission::CreateIssues),
        "{text}"
    );
}

#[tokio::test]
async fn without_a_project_it_says_what_is_held_in_any() {
    let site = Site::start().await;
    let check = site.jira.preflight().require(Requirements::backup());
    let report = check.check().await.unwrap();
    assert_eq!(report.sets[0].global.permissions.len(), 5);
    assert!(report.is_complete(), "{report}");
}

#[tokio::test]
async fn a_permission_that_the_site_does_not_know_spoils_nothing() {
    let site = Site::start().await;
    let odd = Requirements::named("odd").permissions([
        Permission::from("com.example__FLY"),
        Permission::Administer,
        Permission::BrowseProjects,
    ]);
    let check = site
        .jira
        .preflight()
        .require(odd)
        .require(Requirements::backup());
    let report = check.all_projects().check().await.unwrap();
    let states: Vec<_> = report.sets[0]
        .global
        .permissions
        .iter()
        .map(|one| one.state)
        .collect();
    assert_eq!(states, [PermissionState::Unknown, PermissionState::Granted]);
    assert!(
        report
            .to_string()
            .contains("odd:\n  unknown to this site: com.example__FLY"),
        "{report}"
    );
    assert!(
        report.sets[0].projects.len() >= 4,
        "all projects are looked at"
    );
}
