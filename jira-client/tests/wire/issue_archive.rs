use jira_client::cloud::issue_archive::ArchiveFilter;
use jira_client::cloud::tasks::TaskStatus;
use jira_client::core::ErrorKind;
use serde_json::json;

use crate::requests::shown;
use crate::site::Site;

#[tokio::test]
async fn archives_and_brings_back() {
    let site = Site::start().await;
    let archive = site.jira.issue_archive();
    let body = json!({"issueIdsOrKeys": ["ACME-1", "10002"]});
    let reply = json!({"numberOfIssuesUpdated": 10, "errors": {
        "issueIsSubtask": {"count": 3, "issueIdsOrKeys": ["ST-1", "ST-2", "ST-3"], "message": "Issue is subtask."},
        "issuesInArchivedProjects": {"count": 1, "issueIdsOrKeys": ["AR-1"], "message": "Archived."},
        "issuesInUnlicensedProjects": {"count": 1, "issueIdsOrKeys": ["UL-1"], "message": "Unlicensed."},
        "userDoesNotHavePermission": {"count": 1, "issueIdsOrKeys": ["NO-1"], "message": "No permission."},
        "issuesNotFound": {"count": 1, "issueIdsOrKeys": ["PR-1"], "message": "Issue not found."}}});
    let ask = "PUT /rest/api/3/issue/archive";
    site.exchange(ask, Some(body.clone()), 200, &reply.to_string())
        .await;
    let outcome = archive.archive(["ACME-1", "10002"]).send().await.unwrap();
    assert_eq!(outcome.number_of_issues_updated, 10);
    let errors = outcome.errors;
    assert_eq!(errors.issue_is_subtask.unwrap().issue_ids_or_keys.len(), 3);
    let one_each = [
        errors.issues_in_archived_projects,
        errors.issues_in_unlicensed_projects,
        errors.user_does_not_have_permission,
        errors.issues_not_found,
    ];
    assert!(one_each.iter().all(|it| it.as_ref().unwrap().count == 1));

    let ask = "PUT /rest/api/3/issue/unarchive";
    site.exchange(
        ask,
        Some(body),
        200,
        r#"{"numberOfIssuesUpdated":2,"errors":{}}"#,
    )
    .await;
    let outcome = archive.unarchive(["ACME-1", "10002"]).send().await.unwrap();
    assert_eq!(outcome.number_of_issues_updated, 2);
    assert!(outcome.errors.issues_not_found.is_none());
}

#[tokio::test]
async fn starts_tasks() {
    let site = Site::start().await;
    let archive = site.jira.issue_archive();
    let ask = "POST /rest/api/3/issue/archive";
    let reply = r#""https://acme.example.com/rest/api/3/task/1010""#;
    let body = json!({"jql": "project = ACME"});
    site.exchange(ask, Some(body), 202, reply).await;
    let link = archive.archive_by_jql("project = ACME").send().await;
    assert_eq!(link.unwrap().task_id().as_str(), "1010");

    let ask = "PUT /rest/api/3/issues/archive/export";
    let reply = r#"{"payload":"{projects=[ACME]}","progress":0,"status":"ENQUEUED","submittedTime":1623230887000,
        "taskId":"10990"}"#;
    site.exchange(ask, Some(json!({})), 202, reply).await;
    let export = archive.export(ArchiveFilter::all()).send().await.unwrap();
    assert_eq!(export.task_id.as_str(), "10990");
    assert_eq!(export.status, Some(TaskStatus::Enqueued));
    let time = export.submitted_time.unwrap();
    assert_eq!(time.epoch_millis(), Some(1_623_230_887_000));

    let filter = ArchiveFilter::all()
        .archived_by(["a1"])
        .reporters(["a2", "a3"])
        .issue_types(["10001"])
        .projects(["ACME"])
        .archived_between("2026-01-01", "2026-01-12");
    let call = archive.export(filter);
    let expected = json!({"archivedBy": ["a1"], "reporters": ["a2", "a3"], "issueTypes": ["10001"], "projects": ["ACME"],
        "archivedDateRange": {"dateAfter": "2026-01-01", "dateBefore": "2026-01-12"}});
    assert_eq!(shown(call.request()).1, expected);
    // A second file would be written.
    assert!(!call.request().is_safe_to_repeat());
}

/// To the service an empty list is no filter at all, and the file would hold every archived issue.
#[tokio::test]
async fn no_project_is_not_taken_for_all_of_them() {
    let site = Site::start().await;
    let archive = site.jira.issue_archive();
    let none = Vec::<String>::new;
    for filter in [
        ArchiveFilter::all().projects(none()),
        ArchiveFilter::all().archived_by(none()),
        ArchiveFilter::all().issue_types(none()),
        ArchiveFilter::all().reporters(none()),
    ] {
        let error = archive.export(filter).send().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration);
        assert!(error.to_string().contains("an empty list"), "{error}");
    }
}
