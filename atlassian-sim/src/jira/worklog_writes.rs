//! Logging work, changing and deleting what was logged; each moves the issue's remaining estimate.

use serde_json::Value;

use super::WRITE_WORK;
use super::entity_properties::{self, Properties};
use super::forms::path_part;
use super::on_issues::{may, may_as, need_feature, need_room, read_text, read_visibility, seen};
use super::time_tracking::parse_duration;
use super::worklog_estimates::{Adjust, items, refused, remove, times};
use super::worklogs::{expanded, no_such_worklog, wanted};
use crate::call::Call;
use crate::errors;
use crate::reply::{Answer, Reply};
use crate::routes::Access::Anonymous;
use crate::routes::Operation;
use crate::state::jira::event::Happened;
use crate::state::jira::issue::{Issue, Worklog};
use crate::state::jira::site::MOST_WORKLOGS;
use crate::state::{Feature, State};
use crate::time;

const EDIT: (&str, &str) = ("EDIT_ALL_WORKLOGS", "EDIT_OWN_WORKLOGS");
const DELETE: (&str, &str) = ("DELETE_ALL_WORKLOGS", "DELETE_OWN_WORKLOGS");

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::new(
        "POST",
        "/rest/api/3/issue/{issueIdOrKey}/worklog",
        Anonymous,
        add,
    )
    .scopes(
        WRITE_WORK,
        &[
            "write:issue-worklog:jira",
            "write:issue-worklog.property:jira",
            "read:avatar:jira",
            "read:group:jira",
            "read:issue-worklog:jira",
            "read:project-role:jira",
            "read:user:jira",
            "read:issue-worklog.property:jira",
        ],
    ),
    Operation::new(
        "PUT",
        "/rest/api/3/issue/{issueIdOrKey}/worklog/{id}",
        Anonymous,
        update,
    )
    .scopes(
        WRITE_WORK,
        &[
            "read:comment:jira",
            "read:group:jira",
            "read:issue-worklog:jira",
            "read:issue-worklog.property:jira",
            "read:project-role:jira",
            "read:user:jira",
            "write:comment:jira",
            "write:issue-worklog:jira",
            "write:issue-worklog.property:jira",
            "read:avatar:jira",
        ],
    ),
    Operation::new(
        "DELETE",
        "/rest/api/3/issue/{issueIdOrKey}/worklog/{id}",
        Anonymous,
        delete,
    )
    .scopes(
        WRITE_WORK,
        &[
            "delete:issue-worklog:jira",
            "delete:issue-worklog.property:jira",
            "write:issue.time-tracking:jira",
        ],
    ),
    Operation::new(
        "PUT",
        "/rest/api/3/issue/{issueIdOrKey}/worklog/{worklogId}/properties/{propertyKey}",
        Anonymous,
        set,
    )
    .scopes(WRITE_WORK, &["write:issue-worklog.property:jira"]),
    Operation::new(
        "DELETE",
        "/rest/api/3/issue/{issueIdOrKey}/worklog/{worklogId}/properties/{propertyKey}",
        Anonymous,
        unset,
    )
    .scopes(WRITE_WORK, &["delete:issue-worklog.property:jira"]),
];

/// The time that was worked, in whole minutes; `None` if the body says nothing about it.
fn spent(state: &State, body: &Value) -> Result<Option<u32>, Reply> {
    let seconds = match (&body["timeSpentSeconds"], &body["timeSpent"]) {
        (Value::Null, Value::Null) => return Ok(None),
        (Value::Null, text) => {
            let text = text.as_str().unwrap_or("");
            parse_duration(&state.jira.site.time, text)
        }
        (seconds, _) => seconds
            .as_u64()
            .and_then(|seconds| u32::try_from(seconds).ok())
            .map(|seconds| seconds / 60 * 60),
    };
    match seconds {
        None => Err(refused("timeLogged", "Invalid time duration entered.")),
        Some(0) => Err(refused("timeLogged", "Time Spent can not be zero.")),
        Some(seconds) => Ok(Some(seconds)),
    }
}

/// The moment at which the work began, in exactly one form: `2021-01-17T12:34:00.000+0000`.
fn started(body: &Value) -> Result<Option<i64>, Reply> {
    let value = &body["started"];
    if value.is_null() {
        return Ok(None);
    }
    let text = value.as_str().unwrap_or("");
    let fits = text.len() == 28
        && text
            .bytes()
            .zip("0000-00-00T00:00:00.000+0000".bytes())
            .all(|(b, model)| match model {
                b'0' => b.is_ascii_digit(),
                b'+' => b == b'+' || b == b'-',
                other => b == other,
            });
    let at = time::parse(text).filter(|_| fits).ok_or_else(|| {
        errors::jira_field(
            400,
            "started",
            "Invalid date format. Please enter the date in the format \
             \"yyyy-MM-dd'T'HH:mm:ss.SSSZ\".",
        )
    })?;
    Ok(Some(at))
}

fn written(call: &Call<'_>, state: &State, issue: u32, id: u32, status: u16) -> Answer {
    let issue = state.jira.issues.get(issue);
    let worklog = issue.and_then(|i| i.worklogs.iter().find(|w| w.id == id));
    match (issue, worklog) {
        (Some(issue), Some(worklog)) => {
            Ok(Reply::json(status, &expanded(call, state, issue, worklog)))
        }
        _ => Err(no_such_worklog(&id.to_string())),
    }
}

/// A worklog as it was sent, found fit to be added to this issue.
pub(super) struct Draft {
    worklog: Worklog,
    adjust: Adjust,
}

impl Draft {
    /// Checks permission, room and content, in this order.
    pub(super) fn read(
        call: &Call<'_>,
        state: &State,
        issue: &Issue,
        body: &Value,
    ) -> Result<Self, Reply> {
        need_feature(state, Feature::TimeTracking)?;
        if !may(call, state, issue, "WORK_ON_ISSUES") {
            return Err(errors::bad_request(
                "You do not have the permission to associate a worklog to this issue.",
            ));
        }
        let account = call.account()?;
        need_room("worklogs", issue.worklogs.len(), 1, MOST_WORKLOGS)?;
        let adjust = Adjust::read(call, state, Some("reduceBy"))?;
        let seconds = spent(state, body)?
            .ok_or_else(|| refused("timeLogged", "You must indicate the time spent working."))?;
        let comment = match &body["comment"] {
            Value::Null => None,
            // An empty text is none here.
            Value::String(text) if text.trim().is_empty() && call.wiki_text() => None,
            text => Some(read_text(call, state, text)?),
        };
        let now = call.now();
        let worklog = Worklog {
            id: 0,
            author: Some(account),
            update_author: Some(account),
            created: now,
            updated: now,
            started: started(body)?.unwrap_or(now),
            seconds,
            comment,
            visibility: read_visibility(call, state, issue, &body["visibility"])?,
            properties: entity_properties::sent(&body["properties"])?,
        };
        Ok(Self { worklog, adjust })
    }

    /// Adds it with its traces, and tells whoever listens; the id of the worklog.
    pub(super) fn add(self, call: &Call<'_>, state: &mut State, issue: u32) -> u32 {
        let Self { worklog, adjust } = self;
        let (now, seconds, author) = (call.now(), worklog.seconds, worklog.author);
        let jira = &mut state.jira;
        let id = jira.issues.worklogs.give(issue);
        let Some(held) = jira.issues.edit(issue, now) else {
            return id;
        };
        let before = times(held);
        let after = (
            adjust.apply(before.0, seconds, 0),
            before.1.unwrap_or(0).saturating_add(seconds),
        );
        held.remaining_estimate = after.0;
        held.worklogs.push(Worklog { id, ..worklog });
        let items = items(before, after, (None, Some(id)), adjust);
        if let Some(author) = author {
            jira.issues.note(issue, author, now, items);
        }
        jira.emit(Happened::WorklogCreated(id), Some(issue), call.caller, now);
        id
    }
}

fn add(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let mut state = call.write();
    let issue = seen(call, &state)?;
    let draft = Draft::read(call, &state, issue, &body)?;
    let issue = issue.id;
    let id = draft.add(call, &mut state, issue);
    written(call, &state, issue, id, 201)
}

/// What is not sent stays as it is; a visibility of `null` opens the worklog to everybody.
fn update(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let now = call.now();
    let mut state = call.write();
    let (issue, worklog) = wanted(call, &state)?;
    if !may_as(call, &state, issue, worklog.author, EDIT) {
        return Err(errors::bad_request(
            "You do not have the permission to edit this worklog.",
        ));
    }
    let account = call.account()?;
    let adjust = Adjust::read(call, &state, None)?;
    let mut changed = worklog.clone();
    changed.seconds = spent(&state, &body)?.unwrap_or(worklog.seconds);
    changed.started = started(&body)?.unwrap_or(worklog.started);
    if let Some(text) = body.get("comment").filter(|text| !text.is_null()) {
        changed.comment = Some(read_text(call, &state, text)?);
    }
    if let Some(visibility) = body.get("visibility") {
        changed.visibility = read_visibility(call, &state, issue, visibility)?;
    }
    changed
        .properties
        .extend(entity_properties::sent(&body["properties"])?);
    changed.updated = now;
    changed.update_author = Some(account);
    let (id, old, new) = (worklog.id, worklog.seconds, changed.seconds);
    let (issue, before) = (issue.id, times(issue));
    let after = (
        adjust.apply(before.0, new, old),
        before
            .1
            .unwrap_or(0)
            .saturating_sub(old)
            .saturating_add(new),
    );
    let jira = &mut state.jira;
    if let Some(held) = jira.issues.edit(issue, now) {
        held.remaining_estimate = after.0;
        if let Some(slot) = held.worklogs.iter_mut().find(|w| w.id == id) {
            *slot = changed;
        }
    }
    let items = items(before, after, (Some(id), Some(id)), adjust);
    jira.issues.note(issue, account, now, items);
    jira.emit(Happened::WorklogUpdated(id), Some(issue), call.caller, now);
    written(call, &state, issue, id, 200)
}

fn delete(call: &Call<'_>) -> Answer {
    let now = call.now();
    let mut state = call.write();
    let (issue, worklog) = wanted(call, &state)?;
    if !may_as(call, &state, issue, worklog.author, DELETE) {
        return Err(errors::bad_request(
            "You do not have the permission to delete this worklog.",
        ));
    }
    let account = call.account()?;
    let adjust = Adjust::read(call, &state, Some("increaseBy"))?;
    let (issue, id) = (issue.id, worklog.id);
    state
        .jira
        .emit(Happened::WorklogDeleted(id), Some(issue), call.caller, now);
    remove(&mut state, issue, &[id], adjust, (account, now));
    Ok(Reply::empty(204))
}

/// Properties change nothing else about the worklog or its issue.
fn change_properties(call: &Call<'_>, change: impl FnOnce(&mut Properties) -> Answer) -> Answer {
    let mut state = call.write();
    let (issue, worklog) = wanted(call, &state)?;
    if !may_as(call, &state, issue, worklog.author, EDIT) {
        return Err(errors::jira(
            403,
            "You do not have the permission to edit this worklog.",
        ));
    }
    let (issue, id) = (issue.id, worklog.id);
    let held = state.jira.issues.edit(issue, call.now());
    let worklog = held.and_then(|i| i.worklogs.iter_mut().find(|w| w.id == id));
    let worklog = worklog.ok_or_else(|| no_such_worklog(path_part(call, 1)))?;
    change(&mut worklog.properties)
}

fn set(call: &Call<'_>) -> Answer {
    let key = path_part(call, 2);
    let value = entity_properties::value(call, key)?;
    change_properties(call, |held| entity_properties::set(Some(held), key, value))
}

fn unset(call: &Call<'_>) -> Answer {
    change_properties(call, |held| {
        entity_properties::delete(Some(held), path_part(call, 2))
    })
}
