//! Categories of projects.

use serde_json::Value;

use super::forms::{loose_text, needed_text, path_id};
use super::views::config::category as view;
use super::{MANAGE_PROJECT, READ_WORK};
use crate::call::Call;
use crate::errors;
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::Login;
use crate::routes::Operation;
use crate::state::State;
use crate::state::jira::config::Category;

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::new("GET", "/rest/api/3/projectCategory", Login, list)
        .scopes(READ_WORK, &["read:project-category:jira"]),
    Operation::new("POST", "/rest/api/3/projectCategory", Login, create).scopes(
        MANAGE_PROJECT,
        &["write:project-category:jira", "read:project-category:jira"],
    ),
    Operation::new("GET", "/rest/api/3/projectCategory/{id}", Login, get)
        .scopes(READ_WORK, &["read:project-category:jira"]),
    Operation::new("PUT", "/rest/api/3/projectCategory/{id}", Login, update).scopes(
        MANAGE_PROJECT,
        &["read:project-category:jira", "write:project-category:jira"],
    ),
    Operation::new("DELETE", "/rest/api/3/projectCategory/{id}", Login, delete)
        .scopes(MANAGE_PROJECT, &["delete:project-category:jira"]),
];

fn no_such_category(call: &Call<'_>) -> Reply {
    let id = call.param();
    errors::jira(
        404,
        format!("The project category with id '{id}' was not found."),
    )
}

fn wanted(call: &Call<'_>, state: &State) -> Result<u32, Reply> {
    path_id(call, 0)
        .filter(|id| state.jira.config.categories.contains_key(id))
        .ok_or_else(|| no_such_category(call))
}

fn shown(call: &Call<'_>, state: &State, status: u16, id: u32) -> Answer {
    let view = view(call, state, id).ok_or_else(|| no_such_category(call))?;
    Ok(Reply::json(status, &view))
}

fn list(call: &Call<'_>) -> Answer {
    let state = call.read();
    let ids = state.jira.config.categories.keys();
    let views: Vec<Value> = ids.filter_map(|id| view(call, &state, *id)).collect();
    ok(&views.into())
}

fn get(call: &Call<'_>) -> Answer {
    let state = call.read();
    shown(call, &state, 200, wanted(call, &state)?)
}

/// 409 if another category has the name.
fn free(state: &State, name: &str, own: Option<u32>) -> Result<(), Reply> {
    let mut others = state.jira.config.categories.iter();
    if others.any(|(id, c)| Some(*id) != own && c.name.eq_ignore_ascii_case(name)) {
        let message = format!("The project category '{name}' already exists.");
        return Err(errors::jira_field(409, "name", message));
    }
    Ok(())
}

fn create(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let body = call.json()?;
    let name = needed_text(&body, "name", 255)?;
    let description = loose_text(&body, "description", 1_000)?.unwrap_or("");
    let mut state = call.write();
    free(&state, name, None)?;
    let (name, description) = (name.to_owned(), description.to_owned());
    let id = state.jira.config.next_id();
    let categories = &mut state.jira.config.categories;
    categories.insert(id, Category { name, description });
    shown(call, &state, 201, id)
}

fn update(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let body = call.json()?;
    let name = super::forms::new_text(&body, "name", 255)?;
    let description = loose_text(&body, "description", 1_000)?;
    let mut state = call.write();
    let id = wanted(call, &state)?;
    if let Some(name) = name {
        free(&state, name, Some(id))?;
    }
    if let Some(category) = state.jira.config.categories.get_mut(&id) {
        if let Some(name) = name {
            name.clone_into(&mut category.name);
        }
        if let Some(description) = description {
            description.clone_into(&mut category.description);
        }
    }
    shown(call, &state, 200, id)
}

/// Its projects have no category then.
fn delete(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let mut state = call.write();
    let id = wanted(call, &state)?;
    state.jira.config.categories.remove(&id);
    for project in state.jira.projects.all_mut() {
        if project.category == Some(id) {
            project.category = None;
        }
    }
    Ok(Reply::empty(204))
}
