//! Bulk operations: accepted as a whole, carried out issue by issue, asked for by the id of their task.

mod edit;
mod fields;
mod moves;
mod transition;

use serde_json::{Map, Value, json};

use super::edit::remove;
use super::trouble::Errors;
use crate::call::Call;
use crate::jira::on_issues::may;
use crate::jira::{READ_WORK, WRITE_WORK};
use crate::query::strings;
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::Login;
use crate::routes::Operation;
use crate::state::State;
use crate::time::DAY;

const WRITE: &[&str] = &["write:issue:jira", "read:issue:jira"];
const READ: &[&str] = &["read:issue:jira"];

pub(in crate::jira) const OPERATIONS: &[Operation] = &[
    Operation::new("POST", "/rest/api/3/bulk/issues/delete", Login, delete)
        .scopes(WRITE_WORK, WRITE),
    Operation::new("GET", "/rest/api/3/bulk/issues/fields", Login, fields::list)
        .scopes(READ_WORK, READ),
    Operation::new(
        "POST",
        "/rest/api/3/bulk/issues/fields",
        Login,
        edit::submit,
    )
    .scopes(WRITE_WORK, WRITE),
    Operation::new("POST", "/rest/api/3/bulk/issues/move", Login, moves::submit)
        .scopes(WRITE_WORK, WRITE),
    Operation::new(
        "GET",
        "/rest/api/3/bulk/issues/transition",
        Login,
        transition::list,
    )
    .scopes(READ_WORK, READ),
    Operation::new(
        "POST",
        "/rest/api/3/bulk/issues/transition",
        Login,
        transition::submit,
    )
    .scopes(WRITE_WORK, WRITE),
    Operation::new("POST", "/rest/api/3/bulk/issues/watch", Login, watch).scopes(WRITE_WORK, WRITE),
    Operation::new("POST", "/rest/api/3/bulk/issues/unwatch", Login, unwatch)
        .scopes(WRITE_WORK, WRITE),
    Operation::new("GET", "/rest/api/3/bulk/queue/{taskId}", Login, progress)
        .scopes(READ_WORK, READ),
];

/// How many issues one operation may name.
const MOST: usize = 1_000;
/// How long the progress can be asked for.
const KEPT: i64 = 14 * DAY;
/// What the tasks of bulk operations are called.
const TASK: &str = "Bulk Operation";

/// These operations have a shape of error of their own.
fn refuse(status: u16, message: impl Into<String>) -> Reply {
    Reply::json(
        status,
        &json!({ "errors": [{ "message": message.into() }] }),
    )
}

fn body(call: &Call<'_>) -> Result<Value, Reply> {
    call.json().map_err(|reply| match reply.status {
        400 => refuse(400, "The request body is not valid"),
        _ => reply,
    })
}

fn need_bulk_change(call: &Call<'_>, state: &State) -> Result<u32, Reply> {
    let account = call.account()?;
    if state.holds(call.caller, "BULK_CHANGE") {
        return Ok(account);
    }
    Err(refuse(
        403,
        "You do not have the global permission to make bulk changes.",
    ))
}

/// The issues that an operation is about.
struct Selection {
    ids: Vec<u32>,
    /// How many were named that do not exist, or that the caller does not see.
    invalid: usize,
}

impl Selection {
    /// At least one of the issues must be there.
    fn of(call: &Call<'_>, state: &State, named: &[&str]) -> Result<Self, Reply> {
        if named.is_empty() {
            return Err(refuse(400, "The issueIdsOrKeys cannot be empty"));
        }
        if named.len() > MOST {
            return Err(refuse(
                400,
                format!("The number of issues exceeds the limit of {MOST}"),
            ));
        }
        let mut ids: Vec<u32> = Vec::new();
        let mut invalid = 0;
        for name in named {
            match state.visible_issue(call.caller, name) {
                Some(issue) if ids.contains(&issue.id) => {}
                Some(issue) => ids.push(issue.id),
                None => invalid += 1,
            }
        }
        if ids.is_empty() {
            return Err(refuse(
                400,
                "Some of the issues in the issueIdsOrKeys are not valid",
            ));
        }
        Ok(Self { ids, invalid })
    }

    fn read(call: &Call<'_>, state: &State, body: &Value) -> Result<Self, Reply> {
        Self::of(call, state, &strings(&body["selectedIssueIdsOrKeys"]))
    }
}

/// How an operation went, issue by issue.
#[derive(Default)]
struct Outcome {
    done: Vec<u32>,
    failed: Map<String, Value>,
    invalid: usize,
}

impl Outcome {
    fn note(&mut self, id: u32, result: Result<(), Errors>) {
        match result {
            Ok(()) => self.done.push(id),
            Err(errors) => {
                self.failed.insert(id.to_string(), errors.texts().into());
            }
        }
    }

    /// Keeps the outcome as a task, and answers with its id.
    fn finish(self, call: &Call<'_>, state: &mut State, by: u32) -> Answer {
        let total = self.done.len() + self.failed.len() + self.invalid;
        let mut result = json!({
            "processedAccessibleIssues": self.done,
            "invalidOrInaccessibleIssueCount": self.invalid,
            "totalIssueCount": total,
        });
        if !self.failed.is_empty() {
            result["failedAccessibleIssues"] = self.failed.into();
        }
        let id = state.jira.tasks.done(TASK, result, by, call.now());
        Ok(Reply::json(201, &json!({ "taskId": id.to_string() })))
    }
}

/// Does something to each of the selected issues.
fn each(
    call: &Call<'_>,
    state: &mut State,
    selection: Selection,
    act: impl Fn(&mut State, u32) -> Result<(), Errors>,
) -> Answer {
    let by = call.account()?;
    let mut outcome = Outcome {
        invalid: selection.invalid,
        ..Outcome::default()
    };
    for id in selection.ids {
        let result = act(state, id);
        outcome.note(id, result);
    }
    outcome.finish(call, state, by)
}

fn delete(call: &Call<'_>) -> Answer {
    let body = body(call)?;
    let mut state = call.write();
    need_bulk_change(call, &state)?;
    let selection = Selection::read(call, &state, &body)?;
    each(call, &mut state, selection, |state, id| {
        // Sub-tasks that were selected, too, may be gone with their issue.
        let Some(issue) = state.jira.issues.get(id) else {
            return Ok(());
        };
        if !may(call, state, issue, "DELETE_ISSUES") {
            let message = "You do not have permission to delete issues in this project.";
            return Err(Errors::message(message));
        }
        remove(call, state, id);
        Ok(())
    })
}

fn watch(call: &Call<'_>) -> Answer {
    set_watching(call, true)
}

fn unwatch(call: &Call<'_>) -> Answer {
    set_watching(call, false)
}

fn set_watching(call: &Call<'_>, on: bool) -> Answer {
    let body = body(call)?;
    let mut state = call.write();
    let account = need_bulk_change(call, &state)?;
    let selection = Selection::read(call, &state, &body)?;
    each(call, &mut state, selection, |state, id| {
        if let Some(issue) = state.jira.issues.edit(id, call.now()) {
            issue.watchers.retain(|watcher| *watcher != account);
            if on {
                issue.watchers.push(account);
            }
        }
        Ok(())
    })
}

/// Operations are over as soon as they were accepted.
fn progress(call: &Call<'_>) -> Answer {
    let state = call.read();
    need_bulk_change(call, &state)?;
    let id = call.param().parse().ok();
    let task = id.and_then(|id| state.jira.tasks.get(id));
    let task = task.filter(|task| task.description == TASK && call.now() - task.at <= KEPT);
    let task = task.ok_or_else(|| {
        let message = "The task associated with this taskId is not a bulk operation task";
        crate::errors::bad_request(message)
    })?;
    let mut view = task.result.clone();
    view["taskId"] = task.id.to_string().into();
    view["status"] = "COMPLETE".into();
    view["progressPercent"] = 100.into();
    view["submittedBy"] = json!({ "accountId": &*state.users.get(task.by).id });
    for name in ["created", "started", "updated"] {
        view[name] = task.at.into();
    }
    ok(&view)
}

/// A page of at most fifty of a list, by the places before and behind it.
fn page(call: &Call<'_>, name: &str, all: Vec<Value>) -> Answer {
    const SIZE: usize = 50;
    let place = |name: &str| call.query.filled(name).map(str::parse::<usize>);
    let wrong = |_| refuse(400, "The cursor is not valid");
    let start = match (place("startingAfter"), place("endingBefore")) {
        (Some(after), _) => after.map_err(wrong)?,
        (None, Some(before)) => before.map_err(wrong)?.saturating_sub(SIZE),
        (None, None) => 0,
    };
    let total = all.len();
    let shown: Vec<Value> = all.into_iter().skip(start).take(SIZE).collect();
    let end = start + shown.len();
    let mut page = json!({ name: shown });
    if end < total {
        page["startingAfter"] = end.to_string().into();
    }
    if start > 0 {
        page["endingBefore"] = start.to_string().into();
    }
    ok(&page)
}
