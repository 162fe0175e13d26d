//! Options of custom fields, by context.

use serde_json::{Value, json};

use super::contexts::{contexts, no_such_context, open, open_context};
use super::locked;
use crate::call::Call;
use crate::errors;
use crate::jira::forms::{Place, asked_ids, id as read_id, needed_ids, page, path_id, reorder};
use crate::jira::tasks::started;
use crate::jira::views::url;
use crate::jira::{MANAGE, READ_WORK};
use crate::paging::Window;
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::{Anonymous, Login};
use crate::routes::Operation;
use crate::state::State;
use crate::state::jira::config::{FieldContext, FieldKind, FieldOption};
use crate::state::jira::field::FieldId;
use crate::state::jira::issue::CustomValue;

const WRITE_FIELD_OPTION: &[&str] = &["read:field.option:jira", "write:field.option:jira"];

pub(in crate::jira) const OPERATIONS: &[Operation] = &[
    Operation::new(
        "GET",
        "/rest/api/3/field/{fieldId}/context/{contextId}/option",
        Login,
        list,
    )
    .scopes(MANAGE, &["read:field.option:jira"]),
    Operation::new(
        "POST",
        "/rest/api/3/field/{fieldId}/context/{contextId}/option",
        Login,
        create,
    )
    .scopes(MANAGE, WRITE_FIELD_OPTION),
    Operation::new(
        "PUT",
        "/rest/api/3/field/{fieldId}/context/{contextId}/option",
        Login,
        update,
    )
    .scopes(MANAGE, WRITE_FIELD_OPTION),
    Operation::new(
        "PUT",
        "/rest/api/3/field/{fieldId}/context/{contextId}/option/move",
        Login,
        move_to,
    )
    .scopes(MANAGE, &["write:field.option:jira"]),
    Operation::new(
        "DELETE",
        "/rest/api/3/field/{fieldId}/context/{contextId}/option/{optionId}",
        Login,
        delete,
    )
    .scopes(MANAGE, &["delete:field.option:jira"]),
    Operation::new(
        "DELETE",
        "/rest/api/3/field/{fieldId}/context/{contextId}/option/{optionId}/issue",
        Login,
        replace,
    )
    .scopes(MANAGE, WRITE_FIELD_OPTION),
    Operation::new("GET", "/rest/api/3/customFieldOption/{id}", Anonymous, get)
        .scopes(READ_WORK, &["read:field:jira", "read:field.option:jira"]),
];

/// How many options one call may change.
const AT_ONCE: usize = 1_000;

fn view(option: &FieldOption) -> Value {
    let mut view = json!({
        "id": option.id.to_string(),
        "value": option.value,
        "disabled": option.disabled,
    });
    if let Some(parent) = option.parent {
        view["optionId"] = parent.to_string().into();
    }
    view
}

fn no_such_option() -> Reply {
    errors::jira(404, "The option was not found.")
}

/// Options of the first level, each with those below it.
fn in_order(context: &FieldContext) -> Vec<&FieldOption> {
    let first = context.options.iter().filter(|o| o.parent.is_none());
    first
        .flat_map(|top| {
            let below = context.options.iter().filter(|o| o.parent == Some(top.id));
            std::iter::once(top).chain(below)
        })
        .collect()
}

fn list(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let window = Window::of_bean(call, 100, 100)?;
    let wanted = asked_ids(call, "optionId")?.and_then(|ids| ids.first().copied());
    let only_first = call.query.flag("onlyOptions");
    let state = call.read();
    let id = path_id(call, 1);
    let mut all = contexts(call, &state)?.iter();
    let context = all.find(|c| Some(c.id) == id).ok_or_else(no_such_context)?;
    let mut found = in_order(context);
    found.retain(|option| {
        wanted.is_none_or(|id| option.id == id || option.parent == Some(id))
            && !(only_first && option.parent.is_some())
    });
    // All of the first level come before those of the second.
    found.sort_by_key(|option| option.parent.is_some());
    page(call, window, &found, |option| view(option))
}

/// Whether fields of this kind have options.
fn has_options(kind: FieldKind) -> bool {
    matches!(
        kind,
        FieldKind::Select
            | FieldKind::MultiSelect
            | FieldKind::RadioButtons
            | FieldKind::MultiCheckboxes
            | FieldKind::CascadingSelect
    ) && !locked(kind)
}

fn entries(body: &Value) -> Result<&Vec<Value>, Reply> {
    let list = body["options"].as_array();
    list.filter(|list| !list.is_empty() && list.len() <= AT_ONCE)
        .ok_or_else(|| errors::bad_request("Between 1 and 1000 options must be given."))
}

/// The text of an option, which no other one beside it has.
fn free<'a>(
    context: &FieldContext,
    entry: &'a Value,
    parent: Option<u32>,
    own: Option<u32>,
) -> Result<&'a str, Reply> {
    let value = entry["value"].as_str().map_or("", str::trim);
    if value.is_empty() || value.chars().count() > 255 {
        return Err(errors::bad_request(
            "The value of an option must be given and must not be longer than 255 characters.",
        ));
    }
    let mut others = context.options.iter().filter(|o| Some(o.id) != own);
    if others.any(|o| o.parent == parent && o.value.eq_ignore_ascii_case(value)) {
        return Err(errors::bad_request(format!(
            "The option value '{value}' is used in the context already."
        )));
    }
    Ok(value)
}

fn create(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let body = call.json()?;
    let entries = entries(&body)?;
    let mut state = call.write();
    let mut next = state.jira.config.last_id.max(10_500);
    let (field, at) = open(call, &mut state)?;
    if !has_options(field.kind) {
        return Err(errors::bad_request(
            "The custom field does not support options.",
        ));
    }
    let cascading = field.kind == FieldKind::CascadingSelect;
    let context = field.contexts.get_mut(at).ok_or_else(no_such_context)?;
    // Nothing is kept unless all of them are right.
    let mut changed = context.clone();
    let mut views = Vec::new();
    for entry in entries {
        let parent = read_id(&entry["optionId"]);
        if !entry["optionId"].is_null() {
            let tops = changed.options.iter().filter(|o| o.parent.is_none());
            if !cascading || !tops.map(|o| Some(o.id)).any(|id| id == parent) {
                return Err(no_such_option());
            }
        }
        let value = free(&changed, entry, parent, None)?.to_owned();
        next += 1;
        let option = FieldOption {
            id: next,
            value,
            disabled: entry["disabled"].as_bool().unwrap_or(false),
            parent,
        };
        views.push(view(&option));
        changed.options.push(option);
    }
    *context = changed;
    state.jira.config.last_id = next;
    ok(&json!({ "options": views }))
}

fn update(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let body = call.json()?;
    let entries = entries(&body)?;
    let mut state = call.write();
    let context = open_context(call, &mut state)?;
    let mut changed = context.clone();
    let mut views = Vec::new();
    for entry in entries {
        let id = read_id(&entry["id"]);
        let at = changed.options.iter().position(|o| Some(o.id) == id);
        let at = at.ok_or_else(no_such_option)?;
        let parent = changed.options.get(at).and_then(|o| o.parent);
        let value = if entry["value"].is_null() {
            None
        } else {
            Some(free(&changed, entry, parent, id)?.to_owned())
        };
        if let Some(option) = changed.options.get_mut(at) {
            let before = (option.value.clone(), option.disabled);
            option.value = value.unwrap_or_else(|| option.value.clone());
            option.disabled = entry["disabled"].as_bool().unwrap_or(option.disabled);
            // Only what really changed is told.
            if before != (option.value.clone(), option.disabled) {
                views.push(view(option));
            }
        }
    }
    *context = changed;
    ok(&json!({ "options": views }))
}

fn move_to(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let body = call.json()?;
    let moved = needed_ids(&body, "customFieldOptionIds")?;
    let place = Place::of(&body)?;
    let mut state = call.write();
    let context = open_context(call, &mut state)?;
    let parent_of = |id: u32| {
        context
            .options
            .iter()
            .find(|o| o.id == id)
            .map(|o| o.parent)
    };
    let parent = moved
        .first()
        .and_then(|id| parent_of(*id))
        .ok_or_else(no_such_option)?;
    if !moved.iter().all(|id| parent_of(*id) == Some(parent)) {
        return Err(errors::bad_request(
            "All options to move must belong to the same option.",
        ));
    }
    let beside = context.options.iter().filter(|o| o.parent == parent);
    let mut ids: Vec<u32> = beside.map(|o| o.id).collect();
    reorder(&mut ids, &moved, place).ok_or_else(no_such_option)?;
    context
        .options
        .sort_by_key(|o| ids.iter().position(|id| *id == o.id));
    Ok(Reply::empty(204))
}

/// Whether a value of the field names the option.
fn holds(value: Option<&CustomValue>, option: u32) -> bool {
    match value {
        Some(CustomValue::Option(id)) => *id == option,
        Some(CustomValue::Options(ids)) => ids.contains(&option),
        Some(CustomValue::Cascade(top, below)) => *top == option || *below == Some(option),
        _ => false,
    }
}

fn wanted_option(context: &FieldContext, call: &Call<'_>) -> Result<u32, Reply> {
    let id = path_id(call, 2);
    let found = context.options.iter().find(|o| Some(o.id) == id);
    found.map(|o| o.id).ok_or_else(no_such_option)
}

/// The number of the field that the path names.
fn number(call: &Call<'_>) -> u32 {
    match FieldId::parse(call.param()) {
        Some(FieldId::Custom(number)) => number,
        _ => 0,
    }
}

fn delete(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let mut guard = call.write();
    let state = &mut *guard;
    let context = open_context(call, state)?;
    let id = wanted_option(context, call)?;
    if context.options.iter().any(|o| o.parent == Some(id)) {
        return Err(errors::bad_request(
            "The option has cascading options, which must be deleted first.",
        ));
    }
    let field = number(call);
    let mut issues = state.jira.issues.all();
    if issues.any(|issue| holds(issue.custom(field), id)) {
        return Err(errors::bad_request(
            "The option is used by issues and cannot be deleted.",
        ));
    }
    drop(issues);
    let context = open_context(call, state)?;
    context.options.retain(|option| option.id != id);
    let gone_default = context
        .default
        .as_ref()
        .is_some_and(|value| value.to_string().contains(&format!("\"{id}\"")));
    if gone_default {
        context.default = None;
    }
    Ok(Reply::empty(204))
}

/// Takes an option from all issues, or puts another in its place, as a task.
fn replace(call: &Call<'_>) -> Answer {
    let account = call.account()?;
    call.need_admin()?;
    let new = asked_ids(call, "replaceWith")?.and_then(|ids| ids.first().copied());
    if call.query.filled("jql").is_some() {
        return Err(errors::bad_request(
            "The issues to change cannot be chosen by a JQL query here.",
        ));
    }
    let mut guard = call.write();
    let state = &mut *guard;
    let context = open_context(call, state)?;
    let old = wanted_option(context, call)?;
    if new.is_some_and(|new| new == old || !context.options.iter().any(|o| o.id == new)) {
        return Err(no_such_option());
    }
    let field = number(call);
    let all = state.jira.issues.all();
    let holding = all.filter(|issue| holds(issue.custom(field), old));
    let holding: Vec<u32> = holding.map(|issue| issue.id).collect();
    for id in &holding {
        let Some(issue) = state.jira.issues.edit(*id, call.now()) else {
            continue;
        };
        let value = match issue.custom(field) {
            Some(CustomValue::Options(ids)) => {
                let mut ids: Vec<u32> = ids.iter().copied().filter(|id| *id != old).collect();
                ids.extend(new.filter(|new| !ids.contains(new)));
                (!ids.is_empty()).then_some(CustomValue::Options(ids))
            }
            Some(CustomValue::Cascade(top, Some(below))) if *below == old => {
                Some(CustomValue::Cascade(*top, new))
            }
            Some(CustomValue::Cascade(..)) => new.map(|new| CustomValue::Cascade(new, None)),
            _ => new.map(CustomValue::Option),
        };
        issue.set_custom(field, value);
        state.jira.issues.note(*id, account, call.now(), Vec::new());
    }
    let result = json!({ "modifiedIssues": holding, "unmodifiedIssues": [] });
    let tasks = &mut state.jira.tasks;
    let task = tasks.done("Replace custom field option", result, account, call.now());
    started(call, state, task)
}

fn get(call: &Call<'_>) -> Answer {
    let state: &State = &call.read();
    let id = path_id(call, 0).unwrap_or(0);
    let mut fields = state.jira.config.fields.values().filter(|f| !f.trashed);
    let option = fields.find_map(|field| field.option(id));
    let missing = || {
        errors::jira(
            404,
            "A custom field option with id '".to_owned() + call.param() + "' does not exist",
        )
    };
    let option = option.ok_or_else(missing)?;
    ok(&json!({
        "self": url(call, &format!("/customFieldOption/{id}")),
        "value": option.value,
    }))
}
