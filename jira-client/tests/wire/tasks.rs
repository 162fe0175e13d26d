use std::sync::Arc;
use std::time::Duration;

use jira_client::ErrorKind;
use jira_client::cloud::tasks::{Task, TaskStatus};
use jira_client::core::VirtualClock;
use serde_json::{Value, json};

use crate::site::Site;

fn task(status: &str, progress: u32) -> Value {
    json!({"self": "https://acme.example.com/rest/api/3/task/10641", "id": "10641", "description": "Archive issues",
        "status": status, "message": "the disk is full", "result": {"n": 3}, "submittedBy": 10000, "progress": progress,
        "elapsedRuntime": 156, "submitted": 1_501_708_132_800_u64, "started": 1_501_708_132_900_u64,
        "finished": 1_501_708_133_000_u64, "lastUpdate": 1_501_708_133_000_u64})
}

const ASK: &str = "GET /rest/api/3/task/10641";

#[tokio::test]
async fn asks_for_a_task_and_ends_it() {
    let site = Site::start().await;
    site.answer(ASK, task("CANCEL_REQUESTED", 40)).await;
    let tasks = site.jira.tasks();
    let read: Task = tasks.get("10641").send().await.unwrap();
    assert_eq!(read.status, TaskStatus::CancelRequested);
    assert_eq!((read.progress, read.submitted_by), (Some(40), Some(10_000)));
    let finished = read.finished.as_ref().unwrap();
    assert_eq!(finished.epoch_millis(), Some(1_501_708_133_000));
    assert_eq!(
        serde_json::to_value(read).unwrap(),
        task("CANCEL_REQUESTED", 40)
    );

    let ask = "POST /rest/api/3/task/10641/cancel";
    site.exchange(ask, None, 202, "").await;
    tasks.cancel("10641").send().await.unwrap();
    assert!(!tasks.cancel("10641").request().is_safe_to_repeat());
}

#[tokio::test]
async fn waits_ever_longer_until_it_is_over() {
    let clock = Arc::new(VirtualClock::new());
    let site = Site::with_clock(clock.clone()).await;
    // A question that the service cannot answer says nothing of the task.
    let mut replies = vec![task("ENQUEUED", 0), Value::Null];
    replies.extend((2..=7).map(|n| task("RUNNING", n * 10)));
    replies.push(task("COMPLETE", 100));
    let asked = site.answer_in_turn(ASK, replies).await;
    let done = site.jira.tasks().wait("10641").finish().await.unwrap();
    assert_eq!(done.result, Some(json!({"n": 3})));
    asked.assert_calls(9);
    // 0.5, 1, 2, 4, 8, 10, 10 and 10 seconds.
    assert_eq!(clock.slept(), Duration::from_millis(45_500));
}

#[tokio::test]
async fn a_question_that_is_refused_ends_the_wait() {
    let site = Site::start().await;
    let waiting = site.jira.tasks().wait("10641");
    let error = waiting.with_deadline(Duration::MAX).finish().await;
    assert!(error.unwrap_err().is_not_found());
}

#[tokio::test]
async fn asks_once_more_at_the_deadline_and_then_says_so() {
    let clock = Arc::new(VirtualClock::new());
    let site = Site::with_clock(clock.clone()).await;
    let asked = site.answer_in_turn(ASK, vec![task("RUNNING", 65)]).await;
    let waiting = site.jira.tasks().wait("10641");
    let waiting = waiting.with_deadline(Duration::from_secs(2));
    let error = waiting.finish().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert!(error.to_string().contains("RUNNING, at 65 %"), "{error}");
    assert_eq!(clock.slept(), Duration::from_secs(2));
    asked.assert_calls(4);
}

#[tokio::test]
async fn an_end_without_success_is_an_error() {
    for (status, kind) in [
        ("FAILED", ErrorKind::Server),
        ("DEAD", ErrorKind::Server),
        ("CANCELLED", ErrorKind::Conflict),
    ] {
        let site = Site::start().await;
        site.answer(ASK, task(status, 40)).await;
        let error = site.jira.tasks().wait("10641").finish().await.unwrap_err();
        assert_eq!(error.kind(), kind, "{status}");
        let text = error.to_string();
        assert!(
            text.contains(status) && text.contains("the disk is full"),
            "{text}"
        );
    }
}
