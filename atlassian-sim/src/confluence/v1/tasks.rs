//! Long-running tasks. The only ones are deletions of spaces.

use serde_json::{Value, json};

use super::super::answers::{not_found, ok};
use super::super::viewer::Viewer;
use super::paging::{Window, page};
use crate::call::Call;
use crate::reply::Answer;
use crate::routes::Access::Login;
use crate::routes::Operation;
use crate::state::wiki::{DELETION_MS, Task};

const METADATA: &[&str] = &["read:content.metadata:confluence"];

pub(in super::super) const OPERATIONS: &[Operation] = &[
    Operation::new("GET", "/wiki/rest/api/longtask", Login, list).scopes("", METADATA),
    Operation::new("GET", "/wiki/rest/api/longtask/{id}", Login, get)
        .scopes("read:confluence-space.summary", METADATA),
];

const NAME: &str = "com.atlassian.confluence.longrunning.space.delete";

fn view(viewer: &Viewer<'_>, task: &Task) -> Value {
    let elapsed = viewer.now.saturating_sub(task.started).max(0);
    let finished = elapsed >= DELETION_MS;
    let percentage = (elapsed * 100 / DELETION_MS).min(100);
    json!({
        "ari": format!("ari:cloud:confluence:{}:longtask/{}", viewer.call.world.cloud_id, task.id),
        "id": task.id,
        "name": { "key": NAME, "args": [] },
        "elapsedTime": elapsed,
        "percentageComplete": percentage,
        "successful": finished,
        "finished": finished,
        "messages": [],
        "status": if finished { "Complete" } else { "In progress" },
    })
}

/// The tasks that are still running.
fn list(call: &Call<'_>) -> Answer {
    let state = call.read();
    let viewer = Viewer::v1(call, &state)?;
    let window = Window::of(call, 100, 100)?;
    let key = call.query.filled("key");
    let found: Vec<&Task> = state
        .wiki
        .tasks
        .iter()
        .filter(|task| viewer.now < task.started + DELETION_MS && key.is_none_or(|k| k == NAME))
        .collect();
    let rows = window
        .cut(found.iter())
        .map(|task| view(&viewer, task))
        .collect();
    ok(&page(&viewer, window, found.len(), rows))
}

fn get(call: &Call<'_>) -> Answer {
    let state = call.read();
    let viewer = Viewer::v1(call, &state)?;
    let id = call.param();
    let task = state.wiki.tasks.iter().find(|task| task.id == id);
    let task = task.ok_or_else(|| not_found(format!("No task found with id : {id}")))?;
    let mut view = view(&viewer, task);
    view["_links"] = json!({
        "base": viewer.base(),
        "context": "/wiki",
        "self": format!("{}/rest/api/longtask/{id}", viewer.base()),
    });
    ok(&view)
}
