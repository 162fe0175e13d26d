use std::time::Duration;

use jira_client::cloud::tasks::TaskStatus;

use crate::site::Site;

pub(crate) async fn tour(site: &Site) {
    let archive = site.jira.issue_archive();
    let link = archive.archive_by_jql("key = ACME-1").send().await.unwrap();
    let tasks = site.jira.tasks();
    let task = tasks.get(link.task_id()).send().await.unwrap();
    assert_eq!(task.status, TaskStatus::Complete);
    let waiting = tasks.wait(&task.id).with_deadline(Duration::from_secs(5));
    let task = waiting.finish().await.unwrap();
    assert_eq!(task.result.unwrap()["numberOfIssuesUpdated"], 1);
    assert!(task.finished.unwrap().epoch_millis().is_some());
}
