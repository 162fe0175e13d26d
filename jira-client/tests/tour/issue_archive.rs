use jira_client::cloud::issue_archive::ArchiveFilter;

use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let archive = site.jira.issue_archive();
    let outcome = archive.archive(["ACME-1", "ACME-99999"]).send().await;
    let outcome = outcome.unwrap();
    assert_eq!(outcome.number_of_issues_updated, 1);
    let missing = outcome.errors.issues_not_found.unwrap();
    assert_eq!(missing.issue_ids_or_keys, ["ACME-99999".into()]);

    let filter = ArchiveFilter::all()
        .projects(["ACME"])
        .archived_between("2020-01-01", "2100-01-01");
    let export = archive.export(filter).send().await.unwrap();
    let task = site.jira.tasks().wait(&export.task_id).finish().await;
    assert_eq!(task.unwrap().result.unwrap()["numberOfIssues"], 1);

    let outcome = archive.unarchive(["ACME-1"]).send().await.unwrap();
    assert_eq!(outcome.number_of_issues_updated, 1);
    assert!(outcome.errors.issues_not_found.is_none());
    let link = archive.archive_by_jql("key = ACME-1").send().await.unwrap();
    let task = site.jira.tasks().wait(link.task_id()).finish().await;
    assert_eq!(task.unwrap().result.unwrap()["numberOfIssuesUpdated"], 1);
}
