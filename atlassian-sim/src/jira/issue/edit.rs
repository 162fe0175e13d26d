//! Changing, assigning and deleting issues.

use serde_json::Value;

use super::draft::Draft;
use super::hierarchy;
use super::request::{Change, changes};
use super::rules::Phase;
use super::trouble::Errors;
use super::values::{assignee, automatic_assignee};
use crate::call::Call;
use crate::errors;
use crate::jira::WRITE_WORK;
use crate::jira::entity_properties;
use crate::jira::issue_view::{Wanted, Writer};
use crate::jira::issues::{no_such_issue, parts};
use crate::jira::on_issues::{may, seen};
use crate::reply::{Answer, Reply};
use crate::routes::Access::Anonymous;
use crate::routes::Operation;
use crate::state::State;
use crate::state::jira::field::{FieldId, System};
use crate::state::jira::issue::Issue;
use crate::state::jira::screens::Occasion;
use crate::state::permissions::ADMINISTER;

const WRITE: &[&str] = &["write:issue:jira"];

pub(in crate::jira) const OPERATIONS: &[Operation] = &[
    Operation::new("PUT", "/rest/api/3/issue/{issueIdOrKey}", Anonymous, edit)
        .scopes(WRITE_WORK, WRITE),
    Operation::new(
        "DELETE",
        "/rest/api/3/issue/{issueIdOrKey}",
        Anonymous,
        delete,
    )
    .scopes(WRITE_WORK, &["delete:issue:jira"]),
    Operation::new(
        "PUT",
        "/rest/api/3/issue/{issueIdOrKey}/assignee",
        Anonymous,
        assign,
    )
    .scopes(WRITE_WORK, WRITE),
];

/// Refuses the parameters by which only apps get around the configuration.
pub(super) fn need_no_override(call: &Call<'_>, state: &State) -> Result<(), Reply> {
    let asked = ["overrideScreenSecurity", "overrideEditableFlag"];
    if asked.iter().any(|name| call.query.flag(name)) && !state.holds(call.caller, ADMINISTER) {
        return Err(errors::jira(
            403,
            "You do not have permission to override screen security or the editable flag.",
        ));
    }
    Ok(())
}

fn edit(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let mut state = call.write();
    let issue = seen(call, &state)?;
    need_no_override(call, &state)?;
    need_edit(call, &state, issue)?;
    let mut troubles = Errors::default();
    let changes = changes(&body, &mut troubles)?;
    let properties = entity_properties::sent(&body["properties"])?;
    let id = issue.id;
    let mut draft = draft(call, &state, issue, &changes);
    draft.issue.properties.extend(properties);
    let Draft {
        issue: after,
        errors,
        parts: more,
        ..
    } = draft;
    troubles
        .check()
        .and_then(|()| errors.check())
        .map_err(|troubles| troubles.reply())?;
    store(call, &mut state, after);
    more.add(call, &mut state, id);
    if call.query.flag("returnIssue") {
        return whole(call, &state, id);
    }
    Ok(Reply::empty(204))
}

/// 403 unless the caller may edit the issue as a whole.
pub(super) fn need_edit(call: &Call<'_>, state: &State, issue: &Issue) -> Result<(), Reply> {
    if issue.archived.is_some() {
        return Err(errors::jira(
            403,
            "The issue is archived. It can't be edited.",
        ));
    }
    if may(call, state, issue, "EDIT_ISSUES") {
        return Ok(());
    }
    Err(errors::jira(
        403,
        "You do not have permission to edit issues in this project.",
    ))
}

/// The issue with these changes. The screen does not matter, but for the resolution, which no screen
/// for editing has by default.
pub(super) fn draft<'a>(
    call: &'a Call<'a>,
    state: &'a State,
    issue: &'a Issue,
    changes: &[Change<'_>],
) -> Draft<'a> {
    let mut draft = Draft::of(call, state, issue, Phase::Edit);
    let resolution = FieldId::System(System::Resolution);
    let project = state.jira.projects.get(issue.project);
    let screen = project.and_then(|p| state.jira.screen(p, issue.issue_type, Occasion::Edit));
    let resolves = screen.is_some_and(|screen| screen.fields().any(|field| field == resolution));
    let refused = |change: &&Change<'_>| change.field == Some(resolution) && !resolves;
    for change in changes.iter().filter(refused) {
        draft
            .errors
            .field(change.name, super::draft::not_settable(change.name));
    }
    let taken: Vec<Change<'_>> = changes.iter().filter(|c| !refused(c)).copied().collect();
    draft.apply(&taken, None);
    let place = [System::Parent, System::IssueType].map(FieldId::System);
    if place.iter().any(|field| draft.named.contains(field)) || draft.issue.parent != issue.parent {
        hierarchy::check(&mut draft);
    }
    if draft.issue.resolution != issue.resolution {
        draft.issue.resolved = draft.issue.resolution.map(|_| call.now());
    }
    draft
}

/// Changes an issue to what was tried out, with an entry in its history.
pub(super) fn store(call: &Call<'_>, state: &mut State, after: Issue) {
    let (id, by) = (after.id, call.caller);
    let Some(before) = state.jira.issues.get(id) else {
        return;
    };
    let changes = state.changes(before, &after);
    // Nobody at all may change issues where that is given to everybody.
    let author = by.unwrap_or(before.creator);
    state
        .jira
        .change_issue(id, after, changes, (author, call.now()));
}

fn whole(call: &Call<'_>, state: &State, id: u32) -> Answer {
    let issue = state.jira.issues.get(id).ok_or_else(no_such_issue)?;
    let wanted = Wanted {
        fields: Wanted::fields(state, &[], "*all"),
        expand: parts(call.query.all("expand")),
        ..Wanted::default()
    };
    let mut out = String::new();
    Writer::new(call, state, &wanted).issue(&mut out, issue);
    Ok(Reply::raw_json(200, out))
}

fn assign(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let mut state = call.write();
    let issue = seen(call, &state)?;
    if !may(call, &state, issue, "ASSIGN_ISSUES") {
        return Err(errors::jira(
            403,
            "You do not have permission to assign issues.",
        ));
    }
    let names: Vec<&str> = ["accountId", "name", "key"]
        .into_iter()
        .filter(|name| body.get(*name).is_some())
        .collect();
    let value = match names[..] {
        [name] => &body[name],
        [] => {
            return Err(errors::bad_request(
                "One of 'name', 'key' or 'accountId' must be provided.",
            ));
        }
        _ => {
            return Err(errors::bad_request(
                "Only one of 'name', 'key' or 'accountId' may be provided.",
            ));
        }
    };
    let mut after = issue.values();
    after.assignee = match value {
        Value::String(text) if text == "-1" => automatic_assignee(&state, issue),
        // People have had no other names than account ids for years.
        value => {
            let value = serde_json::json!({ "accountId": value });
            let mut troubles = Errors::default();
            let read = troubles.take("assignee", assignee(&state, issue, &value));
            read.ok_or_else(|| troubles.reply())?
        }
    };
    store(call, &mut state, after);
    Ok(Reply::empty(204))
}

/// The sub-tasks of an issue: its children that cannot be without it.
pub(super) fn subtasks<'a>(state: &'a State, issue: &Issue) -> impl Iterator<Item = &'a Issue> {
    let children = state.jira.issues.children(issue.id);
    children.filter(|child| {
        hierarchy::type_of(state, child)
            .is_some_and(crate::state::jira::config::IssueType::is_subtask)
    })
}

fn delete(call: &Call<'_>) -> Answer {
    let mut state = call.write();
    let issue = seen(call, &state)?;
    if !may(call, &state, issue, "DELETE_ISSUES") {
        return Err(errors::jira(
            403,
            "You do not have permission to delete issues in this project.",
        ));
    }
    let below: Vec<u32> = subtasks(&state, issue).map(|child| child.id).collect();
    if !below.is_empty() && !call.query.flag("deleteSubtasks") {
        let key = state.jira.key(issue);
        return Err(errors::bad_request(format!(
            "The issue '{key}' has subtasks. You must specify the 'deleteSubtasks' parameter to \
             delete this issue and all its subtasks."
        )));
    }
    let id = issue.id;
    remove(call, &mut state, id);
    Ok(Reply::empty(204))
}

/// Deletes an issue with its sub-tasks.
pub(super) fn remove(call: &Call<'_>, state: &mut State, id: u32) {
    let Some(issue) = state.jira.issues.get(id) else {
        return;
    };
    let below: Vec<u32> = subtasks(state, issue).map(|child| child.id).collect();
    for id in below.into_iter().chain([id]) {
        state.jira.delete_issue(id, call.caller, call.now());
    }
}
