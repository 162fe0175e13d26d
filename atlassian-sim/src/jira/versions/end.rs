//! The end of versions: deletion, and what takes their place on issues.

use super::counts::in_custom;
use super::{changeable, wanted};
use crate::call::Call;
use crate::errors;
use crate::jira::MANAGE_PROJECT;
use crate::jira::components::part_change;
use crate::jira::forms::{id as read_id, path_part};
use crate::reply::{Answer, Reply};
use crate::routes::Access::Anonymous;
use crate::routes::Operation;
use crate::state::State;
use crate::state::jira::event::Happened;
use crate::state::jira::field::System;
use crate::state::jira::issue::{ChangeItem, CustomValue, Issue};

const WRITE_PROJECT_VERSION: &[&str] =
    &["delete:project-version:jira", "write:project-version:jira"];

pub(in crate::jira) const OPERATIONS: &[Operation] = &[
    Operation::new("DELETE", "/rest/api/3/version/{id}", Anonymous, delete)
        .scopes(MANAGE_PROJECT, &["delete:project-version:jira"]),
    Operation::new(
        "POST",
        "/rest/api/3/version/{id}/removeAndSwap",
        Anonymous,
        remove_and_swap,
    )
    .scopes(MANAGE_PROJECT, WRITE_PROJECT_VERSION),
    Operation::new(
        "PUT",
        "/rest/api/3/version/{id}/mergeto/{moveIssuesTo}",
        Anonymous,
        merge,
    )
    .scopes(MANAGE_PROJECT, WRITE_PROJECT_VERSION),
];

/// What takes the place of a version that goes, in each field; `None`: nothing.
#[derive(Debug, Default)]
struct Heirs {
    fix: Option<u32>,
    affected: Option<u32>,
    /// By the number of the custom field.
    custom: Vec<(u32, Option<u32>)>,
}

/// Replaces a version in a list; the entries of the history, if it was there.
fn swap(
    list: &mut Vec<u32>,
    field: System,
    old: (u32, &str),
    new: Option<(u32, &str)>,
) -> Vec<ChangeItem> {
    let before = list.len();
    list.retain(|id| *id != old.0);
    if list.len() == before {
        return Vec::new();
    }
    let mut items = vec![part_change(field, Some(old), None)];
    if let Some(new) = new.filter(|(id, _)| !list.contains(id)) {
        list.push(new.0);
        items.push(part_change(field, None, Some(new)));
    }
    items
}

fn swap_custom(issue: &mut Issue, field: u32, old: u32, new: Option<u32>) {
    if !in_custom(issue, field, old) {
        return;
    }
    let value = match issue.custom(field) {
        Some(CustomValue::Versions(ids)) => {
            let mut ids = ids.clone();
            ids.retain(|id| *id != old);
            ids.extend(new.filter(|id| !ids.contains(id)));
            (!ids.is_empty()).then_some(CustomValue::Versions(ids))
        }
        _ => new.map(CustomValue::Version),
    };
    issue.set_custom(field, value);
}

fn name_of(state: &State, id: u32) -> String {
    let found = state.jira.projects.versions.get(&id);
    found.map_or_else(String::new, |v| v.name.clone())
}

/// Unresolved issues go on to another version when this one is released.
pub(super) fn move_unresolved(call: &Call<'_>, state: &mut State, id: u32, to: u32) {
    let Some(account) = call.caller else { return };
    let (old, new) = (name_of(state, id), name_of(state, to));
    let all = state.jira.issues.all();
    let open: Vec<u32> = all
        .filter(|i| i.resolution.is_none() && i.fix_versions.contains(&id))
        .map(|i| i.id)
        .collect();
    for number in open {
        let Some(issue) = state.jira.issues.edit(number, call.now()) else {
            continue;
        };
        let list = &mut issue.fix_versions;
        let items = swap(list, System::FixVersions, (id, &old), Some((to, &new)));
        state.jira.issues.note(number, account, call.now(), items);
    }
}

/// Takes a version from all issues and out of its project.
fn remove(call: &Call<'_>, state: &mut State, account: u32, id: u32, heirs: &Heirs) {
    let now = call.now();
    let old = name_of(state, id);
    let named = |heir: Option<u32>| heir.map(|id| (id, name_of(state, id)));
    let (fix, affected) = (named(heirs.fix), named(heirs.affected));
    let fields: Vec<u32> = state.jira.config.fields.keys().copied().collect();
    let all = state.jira.issues.all();
    let holding: Vec<u32> = all
        .filter(|issue| {
            issue.fix_versions.contains(&id)
                || issue.affected_versions.contains(&id)
                || fields.iter().any(|field| in_custom(issue, *field, id))
        })
        .map(|issue| issue.id)
        .collect();
    for number in holding {
        let Some(issue) = state.jira.issues.edit(number, now) else {
            continue;
        };
        let fix = fix.as_ref().map(|(id, name)| (*id, name.as_str()));
        let affected = affected.as_ref().map(|(id, name)| (*id, name.as_str()));
        let mut items = swap(
            &mut issue.fix_versions,
            System::FixVersions,
            (id, &old),
            fix,
        );
        let list = &mut issue.affected_versions;
        items.extend(swap(list, System::Versions, (id, &old), affected));
        for field in &fields {
            let heir = heirs.custom.iter().find(|(f, _)| f == field);
            swap_custom(issue, *field, id, heir.and_then(|(_, to)| *to));
        }
        state.jira.issues.note(number, account, now, items);
    }
    let event = Happened::VersionDeleted(id);
    state.jira.emit(event, None, Some(account), now);
    state.jira.projects.versions.remove(&id);
}

/// Another version of the same project.
fn heir(call: &Call<'_>, state: &State, own: (u32, u32), text: &str) -> Result<u32, Reply> {
    let id = wanted(call, state, text)?;
    let project = state.jira.projects.versions.get(&id).map(|v| v.project);
    if id == own.0 || project != Some(own.1) {
        return Err(errors::bad_request(format!(
            "The version with id '{text}' cannot take the place of this one."
        )));
    }
    Ok(id)
}

fn delete(call: &Call<'_>) -> Answer {
    let mut guard = call.write();
    let state = &mut *guard;
    let own = changeable(call, state)?;
    let account = call.account()?;
    let asked = |name: &'static str| {
        let text = call.query.filled(name);
        text.map(|text| heir(call, state, own, text)).transpose()
    };
    let heirs = Heirs {
        fix: asked("moveFixIssuesTo")?,
        affected: asked("moveAffectedIssuesTo")?,
        custom: Vec::new(),
    };
    remove(call, state, account, own.0, &heirs);
    Ok(Reply::empty(204))
}

fn remove_and_swap(call: &Call<'_>) -> Answer {
    let body = if call.body.is_empty() {
        serde_json::Value::Null
    } else {
        call.json()?
    };
    let mut guard = call.write();
    let state = &mut *guard;
    let own = changeable(call, state)?;
    let account = call.account()?;
    let named = |value: &serde_json::Value| {
        read_id(value)
            .map(|id| heir(call, state, own, &id.to_string()))
            .transpose()
    };
    let mut heirs = Heirs {
        fix: named(&body["moveFixIssuesTo"])?,
        affected: named(&body["moveAffectedIssuesTo"])?,
        custom: Vec::new(),
    };
    for entry in body["customFieldReplacementList"]
        .as_array()
        .into_iter()
        .flatten()
    {
        let field = read_id(&entry["customFieldId"]);
        let field = field.filter(|id| state.jira.config.field(*id).is_some());
        let field = field.ok_or_else(|| errors::bad_request("The custom field does not exist."))?;
        heirs.custom.push((field, named(&entry["moveTo"])?));
    }
    remove(call, state, account, own.0, &heirs);
    Ok(Reply::empty(204))
}

/// All issues go to the other version, in every field.
fn merge(call: &Call<'_>) -> Answer {
    let mut guard = call.write();
    let state = &mut *guard;
    let own = changeable(call, state)?;
    let account = call.account()?;
    let text = path_part(call, 1);
    let to = heir(call, state, own, text)?;
    let fields = state.jira.config.fields.keys();
    let heirs = Heirs {
        fix: Some(to),
        affected: Some(to),
        custom: fields.map(|field| (*field, Some(to))).collect(),
    };
    remove(call, state, account, own.0, &heirs);
    Ok(Reply::empty(204))
}
