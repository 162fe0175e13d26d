//! Priorities of issues.

use serde_json::{Value, json};

use super::forms::{
    Place, admits, asked_ids, id as read_id, loose_text, needed_ids, needed_text, new_text, page,
    path_id, reorder,
};
use super::tasks::started;
use super::views::config::priority as brief;
use super::{MANAGE, READ_WORK};
use crate::call::Call;
use crate::errors;
use crate::paging::Window;
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::Login;
use crate::routes::Operation;
use crate::state::State;
use crate::state::jira::config::{Config, Priority};
use crate::state::jira::field::{FieldId, System};
use crate::state::jira::issue::ChangeItem;

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::new("GET", "/rest/api/3/priority", Login, list)
        .scopes(READ_WORK, &["read:priority:jira"]),
    Operation::new("POST", "/rest/api/3/priority", Login, create).scopes(MANAGE, &[]),
    Operation::new("PUT", "/rest/api/3/priority/default", Login, set_default).scopes(MANAGE, &[]),
    Operation::new("PUT", "/rest/api/3/priority/move", Login, move_to).scopes(MANAGE, &[]),
    Operation::new("GET", "/rest/api/3/priority/search", Login, search).scopes(MANAGE, &[]),
    Operation::new("GET", "/rest/api/3/priority/{id}", Login, get)
        .scopes(READ_WORK, &["read:priority:jira"]),
    Operation::new("PUT", "/rest/api/3/priority/{id}", Login, update).scopes(MANAGE, &[]),
    Operation::new("DELETE", "/rest/api/3/priority/{id}", Login, delete).scopes(MANAGE, &[]),
];

fn no_such_priority(id: &str) -> Reply {
    errors::jira(404, format!("The priority with id '{id}' does not exist"))
}

fn view(call: &Call<'_>, state: &State, id: u32) -> Option<Value> {
    let config = &state.jira.config;
    let priority = config.priorities.get(&id)?;
    let mut view = brief(call, state, id)?;
    view["statusColor"] = priority.color.as_str().into();
    view["description"] = priority.description.as_str().into();
    view["isDefault"] = (config.default_priority == Some(id)).into();
    Some(view)
}

/// Ids in the order of urgency.
fn ordered(config: &Config) -> Vec<u32> {
    let mut ids: Vec<u32> = config.priorities.keys().copied().collect();
    ids.sort_by_key(|id| config.priorities.get(id).map(|p| p.position));
    ids
}

fn wanted(call: &Call<'_>, state: &State) -> Result<u32, Reply> {
    path_id(call, 0)
        .filter(|id| state.jira.config.priorities.contains_key(id))
        .ok_or_else(|| no_such_priority(call.param()))
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
    let projects = asked_ids(call, "projectId")?;
    let name = call.query.get("priorityName").unwrap_or("").to_lowercase();
    let only_default = call.query.flag("onlyDefault");
    let state = call.read();
    let config = &state.jira.config;
    let known = projects.is_none_or(|ids| {
        let mut ids = ids.iter();
        ids.any(|id| {
            state
                .jira
                .projects
                .get(*id)
                .is_some_and(|p| state.sees_project(call.caller, p))
        })
    });
    let mut found = ordered(config);
    found.retain(|id| {
        let fits = config.priorities.get(id);
        known
            && admits(ids.as_ref(), *id)
            && (!only_default || config.default_priority == Some(*id))
            && fits.is_some_and(|p| p.name.to_lowercase().contains(&name))
    });
    page(call, window, &found, |id| {
        view(call, &state, *id).unwrap_or_default()
    })
}

/// The pictures that priorities can have.
const ICONS: [&str; 10] = [
    "blocker", "critical", "high", "highest", "low", "lowest", "major", "medium", "minor",
    "trivial",
];

fn icon(body: &Value) -> Result<Option<String>, Reply> {
    if let Some(avatar) = read_id(&body["avatarId"]) {
        let at = usize::try_from(avatar.saturating_sub(10_280)).unwrap_or(usize::MAX);
        let name = ICONS.get(at).filter(|_| avatar >= 10_280);
        return name
            .map(|name| Some(format!("/images/icons/priorities/{name}.svg")))
            .ok_or_else(|| errors::jira_field(400, "avatarId", "The avatar does not exist."));
    }
    let Some(address) = body["iconUrl"].as_str() else {
        return Ok(None);
    };
    let name = address.strip_prefix("/images/icons/priorities/");
    let name = name.and_then(|name| name.split_once('.'));
    let known = name.is_some_and(|(name, kind)| {
        let name = name.trim_end_matches("_new");
        ICONS.contains(&name) && ["png", "svg"].contains(&kind)
    });
    if known {
        Ok(Some(address.to_owned()))
    } else {
        Err(errors::jira_field(
            400,
            "iconUrl",
            "The icon URL is invalid.",
        ))
    }
}

fn color(body: &Value) -> Result<Option<&str>, Reply> {
    let Some(color) = body["statusColor"].as_str() else {
        return Ok(None);
    };
    let digits = color.strip_prefix('#').unwrap_or("");
    if [3, 6].contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        Ok(Some(color))
    } else {
        Err(errors::jira_field(
            400,
            "statusColor",
            "The colour must be given as #RGB or #RRGGBB.",
        ))
    }
}

fn free(state: &State, name: &str, own: Option<u32>) -> Result<(), Reply> {
    let mut others = state.jira.config.priorities.iter();
    if others.any(|(id, p)| Some(*id) != own && p.name.eq_ignore_ascii_case(name)) {
        return Err(errors::jira_field(
            400,
            "name",
            "A priority with this name already exists.",
        ));
    }
    Ok(())
}

fn create(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let body = call.json()?;
    let name = needed_text(&body, "name", 60)?;
    let description = loose_text(&body, "description", 255)?.unwrap_or("");
    let color = color(&body)?
        .ok_or_else(|| errors::jira_field(400, "statusColor", "The statusColor is required."))?;
    let icon = icon(&body)?.unwrap_or_else(|| "/images/icons/priorities/medium.svg".to_owned());
    let mut state = call.write();
    free(&state, name, None)?;
    let config = &mut state.jira.config;
    let last = config.priorities.values().map(|p| p.position).max();
    let priority = Priority {
        name: name.to_owned(),
        description: description.to_owned(),
        color: color.to_owned(),
        icon,
        position: last.unwrap_or(0) + 1,
    };
    let id = config.next_id();
    config.priorities.insert(id, priority);
    Ok(Reply::json(201, &json!({ "id": id.to_string() })))
}

fn update(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let body = call.json()?;
    let name = new_text(&body, "name", 60)?;
    let description = loose_text(&body, "description", 255)?;
    let (color, icon) = (color(&body)?, icon(&body)?);
    let mut state = call.write();
    let id = wanted(call, &state)?;
    if let Some(name) = name {
        free(&state, name, Some(id))?;
    }
    if let Some(priority) = state.jira.config.priorities.get_mut(&id) {
        if let Some(name) = name {
            name.clone_into(&mut priority.name);
        }
        if let Some(description) = description {
            description.clone_into(&mut priority.description);
        }
        if let Some(color) = color {
            color.clone_into(&mut priority.color);
        }
        if let Some(icon) = icon {
            priority.icon = icon;
        }
    }
    Ok(Reply::empty(204))
}

fn set_default(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let body = call.json()?;
    let mut state = call.write();
    if body["id"].as_str() == Some("") {
        state.jira.config.default_priority = None;
        return Ok(Reply::empty(204));
    }
    let known = &state.jira.config.priorities;
    let id = read_id(&body["id"]).filter(|id| known.contains_key(id));
    let missing = || no_such_priority(body["id"].as_str().unwrap_or(""));
    state.jira.config.default_priority = Some(id.ok_or_else(missing)?);
    Ok(Reply::empty(204))
}

fn move_to(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let body = call.json()?;
    let moved = needed_ids(&body, "ids")?;
    let place = Place::of(&body)?;
    let mut state = call.write();
    let config = &mut state.jira.config;
    if let Some(id) = moved.iter().find(|id| !config.priorities.contains_key(id)) {
        return Err(no_such_priority(&id.to_string()));
    }
    let mut ids = ordered(config);
    reorder(&mut ids, &moved, place).ok_or_else(|| no_such_priority("after"))?;
    for (id, position) in ids.into_iter().zip(1..) {
        if let Some(priority) = config.priorities.get_mut(&id) {
            priority.position = position;
        }
    }
    Ok(Reply::empty(204))
}

/// Its issues get the default priority, as a task.
fn delete(call: &Call<'_>) -> Answer {
    let account = call.account()?;
    call.need_admin()?;
    let mut guard = call.write();
    let state = &mut *guard;
    let id = wanted(call, state)?;
    let config = &state.jira.config;
    if config.default_priority == Some(id) {
        return Err(errors::bad_request(
            "The default priority cannot be deleted.",
        ));
    }
    let name = |id: u32| config.priorities.get(&id).map(|p| p.name.as_str().into());
    let new = config.default_priority;
    let item = ChangeItem {
        field: FieldId::System(System::Priority),
        from: Some(id.to_string().into()),
        from_string: name(id),
        to: new.map(|id| id.to_string().into()),
        to_string: new.and_then(name),
    };
    let all = state.jira.issues.all();
    let issues = all.filter(|i| i.priority == Some(id)).map(|i| i.id);
    let issues: Vec<u32> = issues.collect();
    for number in issues {
        if let Some(issue) = state.jira.issues.edit(number, call.now()) {
            issue.priority = new;
        }
        let items = vec![item.clone()];
        state.jira.issues.note(number, account, call.now(), items);
    }
    state.jira.config.priorities.remove(&id);
    let tasks = &mut state.jira.tasks;
    let task = tasks.done("Delete priority", Value::Null, account, call.now());
    started(call, state, task)
}
