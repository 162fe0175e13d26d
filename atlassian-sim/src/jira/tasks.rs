//! Long-running work, asked for by its id.

use serde_json::{Value, json};

use super::forms::path_id;
use super::views::url;
use super::{READ_WORK, WRITE_WORK};
use crate::call::Call;
use crate::errors;
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::Login;
use crate::routes::Operation;
use crate::state::State;
use crate::state::jira::task::Task;
use crate::state::permissions::ADMINISTER;

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::new("GET", "/rest/api/3/task/{taskId}", Login, get).scopes(READ_WORK, &[]),
    Operation::new("POST", "/rest/api/3/task/{taskId}/cancel", Login, cancel)
        .scopes(WRITE_WORK, &["delete:async-task:jira"]),
];

fn view(call: &Call<'_>, task: &Task) -> Value {
    json!({
        "self": url(call, &format!("/task/{}", task.id)),
        "id": task.id.to_string(),
        "description": task.description,
        "status": "COMPLETE",
        "result": task.result,
        "submittedBy": task.by,
        "progress": 100,
        "elapsedRuntime": 1,
        "submitted": task.at,
        "started": task.at,
        "finished": task.at + 1,
        "lastUpdate": task.at + 1,
    })
}

/// The answer to a call that started a task: where to ask for it.
pub(super) fn started(call: &Call<'_>, state: &State, id: u32) -> Answer {
    let body = state.jira.tasks.get(id).map(|task| view(call, task));
    let reply = body.map_or_else(|| Reply::empty(303), |body| Reply::json(303, &body));
    Ok(reply.with_header("location", &url(call, &format!("/task/{id}"))))
}

/// The task, which only its creator and administrators may see.
fn wanted<'a>(call: &Call<'_>, state: &'a State) -> Result<&'a Task, Reply> {
    let account = call.account()?;
    let task = path_id(call, 0).and_then(|id| state.jira.tasks.get(id));
    let task = task.ok_or_else(|| {
        errors::jira(
            404,
            format!("A task with id '{}' does not exist.", call.param()),
        )
    })?;
    if task.by != account && !state.holds(call.caller, ADMINISTER) {
        return Err(errors::jira(
            403,
            "You do not have permission to view this task.",
        ));
    }
    Ok(task)
}

fn get(call: &Call<'_>) -> Answer {
    let state = call.read();
    ok(&view(call, wanted(call, &state)?))
}

/// Tasks are over before anybody can ask for their end. What is refused, is refused in a bare list.
fn cancel(call: &Call<'_>) -> Answer {
    let state = call.read();
    let refused = |status: u16, message: &str| Reply::json(status, &json!([message]));
    let found = wanted(call, &state);
    let task = found.map_err(|reply| match reply.status {
        403 => refused(403, "You do not have permission to cancel this task."),
        404 => refused(404, "The task does not exist."),
        _ => reply,
    })?;
    let message = format!("The task with id '{}' is complete.", task.id);
    Err(refused(400, &message))
}
