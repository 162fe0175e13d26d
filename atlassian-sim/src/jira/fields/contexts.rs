//! Contexts of custom fields: where a field can be used, with which options.

use serde_json::{Value, json};

use super::custom;
use crate::call::Call;
use crate::errors;
use crate::jira::forms::{
    admits, asked_ids, ids as read_ids, loose_text, needed_ids, needed_text, new_text, page,
    path_id,
};
use crate::jira::{MANAGE, MANAGE_PROJECT};
use crate::paging::Window;
use crate::reply::{Answer, Reply};
use crate::routes::Access::Login;
use crate::routes::Operation;
use crate::state::State;
use crate::state::jira::config::{CustomField, FieldContext};

pub(in crate::jira) const OPERATIONS: &[Operation] = &[
    Operation::new("GET", "/rest/api/3/field/{fieldId}/context", Login, list).scopes(
        MANAGE,
        &[
            "read:field:jira",
            "read:custom-field-contextual-configuration:jira",
        ],
    ),
    Operation::new(
        "GET",
        "/rest/api/3/field/{fieldId}/contexts",
        Login,
        old_list,
    )
    .scopes(
        MANAGE_PROJECT,
        &[
            "read:field:jira",
            "read:avatar:jira",
            "read:project-category:jira",
            "read:project:jira",
        ],
    ),
    Operation::new("POST", "/rest/api/3/field/{fieldId}/context", Login, create).scopes(
        MANAGE,
        &[
            "read:field:jira",
            "write:field:jira",
            "read:custom-field-contextual-configuration:jira",
        ],
    ),
    Operation::new(
        "PUT",
        "/rest/api/3/field/{fieldId}/context/{contextId}",
        Login,
        update,
    )
    .scopes(MANAGE, &["write:field:jira"]),
    Operation::new(
        "DELETE",
        "/rest/api/3/field/{fieldId}/context/{contextId}",
        Login,
        delete,
    )
    .scopes(MANAGE, &["delete:field:jira"]),
    Operation::new(
        "PUT",
        "/rest/api/3/field/{fieldId}/context/{contextId}/issuetype",
        Login,
        add_types,
    )
    .scopes(MANAGE, &["write:field:jira"]),
    Operation::new(
        "POST",
        "/rest/api/3/field/{fieldId}/context/{contextId}/issuetype/remove",
        Login,
        remove_types,
    )
    .scopes(MANAGE, &["write:field:jira"]),
    Operation::new(
        "PUT",
        "/rest/api/3/field/{fieldId}/context/{contextId}/project",
        Login,
        add_projects,
    )
    .scopes(MANAGE, &["write:field:jira"]),
    Operation::new(
        "POST",
        "/rest/api/3/field/{fieldId}/context/{contextId}/project/remove",
        Login,
        remove_projects,
    )
    .scopes(MANAGE, &["write:field:jira"]),
];

/// The contexts of the field that the path names.
pub(super) fn contexts<'a>(call: &Call<'_>, state: &'a State) -> Result<&'a [FieldContext], Reply> {
    let number = custom(call, state)?;
    let field = state.jira.config.fields.get(&number);
    Ok(field.map_or(&[], |field| &field.contexts))
}

/// The field and its context that the path names, to change them.
pub(super) fn open<'a>(
    call: &Call<'_>,
    state: &'a mut State,
) -> Result<(&'a mut CustomField, usize), Reply> {
    let number = custom(call, state)?;
    let wanted = path_id(call, 1);
    let field = state.jira.config.fields.get_mut(&number);
    let field = field.ok_or_else(no_such_context)?;
    let at = field.contexts.iter().position(|c| Some(c.id) == wanted);
    Ok((field, at.ok_or_else(no_such_context)?))
}

/// The context that the path names, to change it.
pub(super) fn open_context<'a>(
    call: &Call<'_>,
    state: &'a mut State,
) -> Result<&'a mut FieldContext, Reply> {
    let (field, at) = open(call, state)?;
    field.contexts.get_mut(at).ok_or_else(no_such_context)
}

pub(super) fn no_such_context() -> Reply {
    errors::jira(404, "The custom field context was not found.")
}

fn list(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let window = Window::of_bean(call, 50, 50)?;
    let ids = asked_ids(call, "contextId")?;
    let flag = |name| {
        call.query
            .filled(name)
            .map(|v| v.eq_ignore_ascii_case("true"))
    };
    let (any_type, global) = (flag("isAnyIssueType"), flag("isGlobalContext"));
    let state = call.read();
    let found: Vec<&FieldContext> = contexts(call, &state)?
        .iter()
        .filter(|c| admits(ids.as_ref(), c.id))
        .filter(|c| any_type.is_none_or(|any| any == c.issue_types.is_empty()))
        .filter(|c| global.is_none_or(|global| global == c.projects.is_empty()))
        .collect();
    page(call, window, &found, |context| {
        json!({
            "id": context.id.to_string(),
            "name": context.name,
            "description": context.description,
            "isGlobalContext": context.projects.is_empty(),
            "isAnyIssueType": context.issue_types.is_empty(),
        })
    })
}

fn old_list(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let window = Window::of_bean(call, 20, 100)?;
    let state = call.read();
    let found = contexts(call, &state)?;
    page(
        call,
        window,
        found,
        |context| json!({ "id": context.id, "name": context.name }),
    )
}

fn known_types(state: &State, ids: &[u32]) -> Result<(), Reply> {
    let kinds = &state.jira.config.issue_types;
    if ids.iter().all(|id| kinds.contains_key(id)) {
        Ok(())
    } else {
        Err(errors::jira(404, "One of the issue types was not found."))
    }
}

fn known_projects(state: &State, ids: &[u32]) -> Result<(), Reply> {
    if ids.iter().all(|id| state.jira.projects.get(*id).is_some()) {
        Ok(())
    } else {
        Err(errors::jira(404, "One of the projects was not found."))
    }
}

/// 400 if another context covers one of the projects already; no projects means all of them.
fn free(contexts: &[FieldContext], projects: &[u32], own: Option<u32>) -> Result<(), Reply> {
    let mut others = contexts.iter().filter(|c| Some(c.id) != own);
    let taken = others.any(|c| {
        projects.is_empty() && c.projects.is_empty()
            || c.projects.iter().any(|p| projects.contains(p))
    });
    if taken {
        return Err(errors::bad_request(
            "One of the projects is associated with another context of the custom field.",
        ));
    }
    Ok(())
}

fn texts(ids: &[u32]) -> Vec<String> {
    ids.iter().map(ToString::to_string).collect()
}

/// The ids of a body; none if there is no such list.
fn optional_ids(body: &Value, field: &str) -> Result<Vec<u32>, Reply> {
    if body[field].is_null() {
        return Ok(Vec::new());
    }
    read_ids(&body[field])
        .ok_or_else(|| errors::bad_request(format!("'{field}' must be a list of ids.")))
}

fn create(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let body = call.json()?;
    let name = needed_text(&body, "name", 255)?;
    let description = loose_text(&body, "description", 255)?.unwrap_or("");
    let projects = optional_ids(&body, "projectIds")?;
    let issue_types = optional_ids(&body, "issueTypeIds")?;
    let mut state = call.write();
    let number = custom(call, &state)?;
    known_projects(&state, &projects)?;
    known_types(&state, &issue_types)?;
    free(contexts(call, &state)?, &projects, None)?;
    let id = state.jira.config.next_id();
    let view = json!({
        "id": id.to_string(),
        "name": name,
        "description": description,
        "projectIds": texts(&projects),
        "issueTypeIds": texts(&issue_types),
    });
    let context = FieldContext {
        id,
        name: name.to_owned(),
        description: description.to_owned(),
        projects,
        issue_types,
        options: Vec::new(),
        default: None,
    };
    if let Some(field) = state.jira.config.fields.get_mut(&number) {
        field.contexts.push(context);
    }
    Ok(Reply::json(201, &view))
}

fn update(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let body = call.json()?;
    let name = new_text(&body, "name", 255)?;
    let description = loose_text(&body, "description", 255)?;
    let mut state = call.write();
    let context = open_context(call, &mut state)?;
    if let Some(name) = name {
        name.clone_into(&mut context.name);
    }
    if let Some(description) = description {
        description.clone_into(&mut context.description);
    }
    Ok(Reply::empty(204))
}

fn delete(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let mut state = call.write();
    let (field, at) = open(call, &mut state)?;
    field.contexts.remove(at);
    Ok(Reply::empty(204))
}

fn add_types(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let new = needed_ids(&call.json()?, "issueTypeIds")?;
    let mut state = call.write();
    known_types(&state, &new)?;
    let context = open_context(call, &mut state)?;
    if new.iter().any(|kind| context.issue_types.contains(kind)) {
        return Err(errors::bad_request(
            "One of the issue types is associated with the context already.",
        ));
    }
    context.issue_types.extend(new);
    Ok(Reply::empty(204))
}

/// A context that loses its last issue type is for all of them.
fn remove_types(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let gone = needed_ids(&call.json()?, "issueTypeIds")?;
    let mut state = call.write();
    known_types(&state, &gone)?;
    let context = open_context(call, &mut state)?;
    if !gone.iter().all(|kind| context.issue_types.contains(kind)) {
        return Err(errors::bad_request(
            "One of the issue types is not associated with the context.",
        ));
    }
    context.issue_types.retain(|kind| !gone.contains(kind));
    Ok(Reply::empty(204))
}

fn add_projects(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let new = needed_ids(&call.json()?, "projectIds")?;
    let mut state = call.write();
    known_projects(&state, &new)?;
    let (field, at) = open(call, &mut state)?;
    let own = field.contexts.get(at).map(|context| context.id);
    free(&field.contexts, &new, own)?;
    let context = field.contexts.get_mut(at).ok_or_else(no_such_context)?;
    let new = new.into_iter().filter(|p| !context.projects.contains(p));
    let new: Vec<u32> = new.collect();
    context.projects.extend(new);
    Ok(Reply::empty(204))
}

/// A context that loses its last project is for all of them, which only one may be.
fn remove_projects(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let gone = needed_ids(&call.json()?, "projectIds")?;
    let mut state = call.write();
    known_projects(&state, &gone)?;
    let (field, at) = open(call, &mut state)?;
    let mut others = field.contexts.iter().enumerate();
    let has_global = others.any(|(other, c)| other != at && c.projects.is_empty());
    let context = field.contexts.get_mut(at).ok_or_else(no_such_context)?;
    if !gone
        .iter()
        .all(|project| context.projects.contains(project))
    {
        return Err(errors::bad_request(
            "One of the projects is not associated with the context.",
        ));
    }
    if has_global && context.projects.iter().all(|p| gone.contains(p)) {
        return Err(errors::bad_request(
            "The custom field has a global context already.",
        ));
    }
    context.projects.retain(|project| !gone.contains(project));
    Ok(Reply::empty(204))
}
