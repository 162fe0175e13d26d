//! Resolutions: how issues end.

use serde_json::{Value, json};

use super::forms::{
    Place, admits, asked_ids, id as read_id, loose_text, needed_ids, needed_text, page, path_id,
    reorder,
};
use super::tasks::started;
use super::views::config::resolution as view;
use super::{MANAGE, READ_WORK};
use crate::call::Call;
use crate::errors;
use crate::paging::Window;
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::Login;
use crate::routes::Operation;
use crate::state::State;
use crate::state::jira::config::{Config, Resolution};
use crate::state::jira::field::{FieldId, System};
use crate::state::jira::issue::ChangeItem;

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::new("GET", "/rest/api/3/resolution", Login, list)
        .scopes(READ_WORK, &["read:resolution:jira"]),
    Operation::new("POST", "/rest/api/3/resolution", Login, create).scopes(MANAGE, &[]),
    Operation::new("PUT", "/rest/api/3/resolution/default", Login, set_default).scopes(MANAGE, &[]),
    Operation::new("PUT", "/rest/api/3/resolution/move", Login, move_to).scopes(MANAGE, &[]),
    Operation::new("GET", "/rest/api/3/resolution/search", Login, search)
        .scopes(READ_WORK, &["read:resolution:jira"]),
    Operation::new("GET", "/rest/api/3/resolution/{id}", Login, get)
        .scopes(READ_WORK, &["read:resolution:jira"]),
    Operation::new("PUT", "/rest/api/3/resolution/{id}", Login, update).scopes(MANAGE, &[]),
    Operation::new("DELETE", "/rest/api/3/resolution/{id}", Login, delete).scopes(MANAGE, &[]),
];

fn no_such_resolution(id: &str) -> Reply {
    errors::jira(404, format!("The resolution with id '{id}' does not exist"))
}

/// Ids in their order.
fn ordered(config: &Config) -> Vec<u32> {
    let mut ids: Vec<u32> = config.resolutions.keys().copied().collect();
    ids.sort_by_key(|id| config.resolutions.get(id).map(|r| r.position));
    ids
}

fn wanted(call: &Call<'_>, state: &State) -> Result<u32, Reply> {
    path_id(call, 0)
        .filter(|id| state.jira.config.resolutions.contains_key(id))
        .ok_or_else(|| no_such_resolution(call.param()))
}

fn list(call: &Call<'_>) -> Answer {
    let state = call.read();
    let ids = ordered(&state.jira.config).into_iter();
    ok(&ids.filter_map(|id| view(call, &state, id)).collect())
}

fn get(call: &Call<'_>) -> Answer {
    let state = call.read();
    let id = wanted(call, &state)?;
    ok(&view(call, &state, id).unwrap_or_default())
}

fn search(call: &Call<'_>) -> Answer {
    let window = Window::of_bean(call, 50, 50)?;
    let ids = asked_ids(call, "id")?;
    let only_default = call.query.flag("onlyDefault");
    let state = call.read();
    let config = &state.jira.config;
    let mut found = ordered(config);
    found.retain(|id| {
        admits(ids.as_ref(), *id) && (!only_default || config.default_resolution == Some(*id))
    });
    page(call, window, &found, |id| {
        let mut view = view(call, &state, *id).unwrap_or_default();
        view["isDefault"] = (config.default_resolution == Some(*id)).into();
        view
    })
}

fn free(state: &State, name: &str, own: Option<u32>) -> Result<(), Reply> {
    let mut others = state.jira.config.resolutions.iter();
    if others.any(|(id, r)| Some(*id) != own && r.name.eq_ignore_ascii_case(name)) {
        return Err(errors::jira_field(
            400,
            "name",
            "A resolution with this name already exists.",
        ));
    }
    Ok(())
}

fn create(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let body = call.json()?;
    let name = needed_text(&body, "name", 60)?;
    let description = loose_text(&body, "description", 255)?.unwrap_or("");
    let mut state = call.write();
    free(&state, name, None)?;
    let config = &mut state.jira.config;
    let last = config.resolutions.values().map(|r| r.position).max();
    let resolution = Resolution {
        name: name.to_owned(),
        description: description.to_owned(),
        position: last.unwrap_or(0) + 1,
    };
    let id = config.next_id();
    config.resolutions.insert(id, resolution);
    Ok(Reply::json(201, &json!({ "id": id.to_string() })))
}

fn update(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let body = call.json()?;
    let name = needed_text(&body, "name", 60)?;
    let description = loose_text(&body, "description", 255)?;
    let mut state = call.write();
    let id = wanted(call, &state)?;
    free(&state, name, Some(id))?;
    if let Some(resolution) = state.jira.config.resolutions.get_mut(&id) {
        name.clone_into(&mut resolution.name);
        if let Some(description) = description {
            description.clone_into(&mut resolution.description);
        }
    }
    Ok(Reply::empty(204))
}

fn set_default(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let body = call.json()?;
    let mut state = call.write();
    if body["id"].as_str() == Some("") {
        state.jira.config.default_resolution = None;
        return Ok(Reply::empty(204));
    }
    let known = &state.jira.config.resolutions;
    let id = read_id(&body["id"]).filter(|id| known.contains_key(id));
    let missing = || no_such_resolution(body["id"].as_str().unwrap_or(""));
    state.jira.config.default_resolution = Some(id.ok_or_else(missing)?);
    Ok(Reply::empty(204))
}

fn move_to(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let body = call.json()?;
    let moved = needed_ids(&body, "ids")?;
    let place = Place::of(&body)?;
    let mut state = call.write();
    let config = &mut state.jira.config;
    if let Some(id) = moved.iter().find(|id| !config.resolutions.contains_key(id)) {
        return Err(no_such_resolution(&id.to_string()));
    }
    let mut ids = ordered(config);
    reorder(&mut ids, &moved, place).ok_or_else(|| no_such_resolution("after"))?;
    for (id, position) in ids.into_iter().zip(1..) {
        if let Some(resolution) = config.resolutions.get_mut(&id) {
            resolution.position = position;
        }
    }
    Ok(Reply::empty(204))
}

/// Its issues get another resolution, as a task.
fn delete(call: &Call<'_>) -> Answer {
    let account = call.account()?;
    call.need_admin()?;
    let text = call.query.required("replaceWith")?;
    let mut guard = call.write();
    let state = &mut *guard;
    let id = wanted(call, state)?;
    let config = &state.jira.config;
    let new = text.parse().ok();
    let new = new.filter(|new| *new != id && config.resolutions.contains_key(new));
    let new: u32 = new.ok_or_else(|| {
        errors::bad_request("The resolution to replace the deleted one with does not exist.")
    })?;
    let name = |id: u32| config.resolutions.get(&id).map(|r| r.name.as_str().into());
    let item = ChangeItem {
        field: FieldId::System(System::Resolution),
        from: Some(id.to_string().into()),
        from_string: name(id),
        to: Some(new.to_string().into()),
        to_string: name(new),
    };
    let all = state.jira.issues.all();
    let issues = all.filter(|i| i.resolution == Some(id)).map(|i| i.id);
    let issues: Vec<u32> = issues.collect();
    for number in issues {
        if let Some(issue) = state.jira.issues.edit(number, call.now()) {
            issue.resolution = Some(new);
        }
        let items = vec![item.clone()];
        state.jira.issues.note(number, account, call.now(), items);
    }
    let config = &mut state.jira.config;
    config.resolutions.remove(&id);
    if config.default_resolution == Some(id) {
        config.default_resolution = None;
    }
    let tasks = &mut state.jira.tasks;
    let task = tasks.done("Delete resolution", Value::Null, account, call.now());
    started(call, state, task)
}
