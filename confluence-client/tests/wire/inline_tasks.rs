use confluence_client::content::BodyFormat;
use confluence_client::inline_tasks::TaskStatus;
use serde_json::json;

use crate::requests::assert_sends;
use crate::site::Site;

#[tokio::test]
async fn each_call_sends_what_the_service_reads() {
    let site = Site::start().await;
    let tasks = site.api.inline_tasks();
    assert_sends! {
        tasks.list().status(TaskStatus::Incomplete).include_blank(false).created_from(1_i64).created_to(2_i64)
            .due_from(3_i64).due_to(4_i64).completed_from(5_i64).completed_to(6_i64).body_format(BodyFormat::Document)
            .ids(["1"]).in_spaces(["2"]).on_pages(["3", "4"]).on_blog_posts(["5"]).created_by(["a"]).assigned_to(["b"])
            .completed_by(["c", "d"]),
        "GET /wiki/api/v2/tasks?status=incomplete&include-blank-tasks=false&created-at-from=1&created-at-to=2\
            &due-at-from=3&due-at-to=4&completed-at-from=5&completed-at-to=6&body-format=atlas_doc_format&task-id=1\
            &space-id=2&page-id=3,4&blogpost-id=5&created-by=a&assigned-to=b&completed-by=c,d";
        tasks.get("1").body_format(BodyFormat::Storage), "GET /wiki/api/v2/tasks/1?body-format=storage";
        tasks.set_status("1", TaskStatus::Complete).body_format(BodyFormat::Storage),
        "PUT /wiki/api/v2/tasks/1?body-format=storage", {"status": "complete"};
    }
}

#[tokio::test]
async fn a_task_is_read() {
    let site = Site::start().await;
    let task = json!({"id": "1", "localId": "7", "spaceId": "65538", "pageId": "65601", "blogPostId": null,
        "status": "incomplete", "body": {"storage": {"representation": "storage", "value": "Ship it"}},
        "createdBy": "a", "assignedTo": "b", "completedBy": null, "createdAt": "2026-01-02T03:04:05.006Z",
        "updatedAt": "2026-01-02T03:04:05.006Z", "dueAt": "2026-02-01T00:00:00.000Z", "completedAt": null});
    site.answer(
        "GET /wiki/api/v2/tasks?limit=250",
        json!({"results": [task], "_links": {}}),
    )
    .await;
    let tasks = site
        .api
        .inline_tasks()
        .list()
        .items()
        .collect()
        .await
        .unwrap();
    let task = &tasks[0];
    assert_eq!(
        (task.local_id.as_deref(), task.body.storage()),
        (Some("7"), Some("Ship it"))
    );
    assert_eq!(task.assigned_to.as_ref().unwrap().as_str(), "b");
    assert_eq!(task.status, Some(TaskStatus::Incomplete));
    assert!(task.due_at.is_some() && task.completed_at.is_none());
}
