//! Screens: which fields are shown and asked for.

use serde_json::{Value, json};

use super::MANAGE_PROJECT;
use super::forms::{admits, asked_ids, loose_text, needed_text, new_text, order, page, path_id};
use crate::call::Call;
use crate::errors;
use crate::paging::Window;
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::Login;
use crate::routes::Operation;
use crate::state::State;
use crate::state::jira::config::{Config, Screen, ScreenTab};
use crate::state::jira::field::FieldId;

pub(super) mod schemes;
pub(super) mod tabs;

const WRITE_SCREEN: &[&str] = &[
    "read:project:jira",
    "read:screen:jira",
    "write:screen:jira",
    "read:avatar:jira",
    "read:project-category:jira",
];

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::new("GET", "/rest/api/3/screens", Login, list).scopes(
        MANAGE_PROJECT,
        &[
            "read:project:jira",
            "read:screen:jira",
            "read:avatar:jira",
            "read:project-category:jira",
        ],
    ),
    Operation::new("POST", "/rest/api/3/screens", Login, create)
        .scopes(MANAGE_PROJECT, WRITE_SCREEN),
    Operation::new("GET", "/rest/api/3/screens/tabs", Login, tabs_of_all)
        .scopes(MANAGE_PROJECT, &["read:screen-tab:jira"]),
    Operation::new(
        "POST",
        "/rest/api/3/screens/addToDefault/{fieldId}",
        Login,
        add_to_default,
    )
    .scopes(
        MANAGE_PROJECT,
        &["read:project:jira", "read:screen:jira", "write:screen:jira"],
    ),
    Operation::new("PUT", "/rest/api/3/screens/{screenId}", Login, update)
        .scopes(MANAGE_PROJECT, WRITE_SCREEN),
    Operation::new("DELETE", "/rest/api/3/screens/{screenId}", Login, delete)
        .scopes(MANAGE_PROJECT, &["delete:screen:jira"]),
    Operation::new(
        "GET",
        "/rest/api/3/screens/{screenId}/availableFields",
        Login,
        available,
    )
    .scopes(
        MANAGE_PROJECT,
        &["read:screen-field:jira", "read:screenable-field:jira"],
    ),
    Operation::new(
        "GET",
        "/rest/api/3/field/{fieldId}/screens",
        Login,
        of_field,
    )
    .scopes(
        MANAGE_PROJECT,
        &[
            "read:screen:jira",
            "read:avatar:jira",
            "read:project-category:jira",
            "read:project:jira",
            "read:screen-tab:jira",
        ],
    ),
];

/// The screen that every site has.
const DEFAULT: u32 = 1;

fn view(id: u32, screen: &Screen) -> Value {
    json!({ "id": id, "name": screen.name, "description": screen.description })
}

fn no_such_screen(id: &str) -> Reply {
    errors::jira(404, format!("Screen with id {id} does not exist"))
}

fn wanted(call: &Call<'_>, state: &State) -> Result<u32, Reply> {
    path_id(call, 0)
        .filter(|id| state.jira.config.screens.contains_key(id))
        .ok_or_else(|| no_such_screen(call.param()))
}

fn list(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let window = Window::of_bean(call, 100, 100)?;
    let ids = asked_ids(call, "id")?;
    let needle = call.query.get("queryString").unwrap_or("").to_lowercase();
    let (by, down) = order(call, &["name", "id"])?.unwrap_or(("id", false));
    let scopes: Vec<&str> = call.query.all("scope").flat_map(|v| v.split(',')).collect();
    let state = call.read();
    let screens = state.jira.config.screens.iter();
    let mut found: Vec<(&u32, &Screen)> = screens
        .filter(|_| scopes.is_empty() || scopes.contains(&"GLOBAL"))
        .filter(|(id, _)| admits(ids.as_ref(), **id))
        .filter(|(_, s)| s.name.to_lowercase().contains(&needle))
        .collect();
    if by == "name" {
        found.sort_by(|(_, a), (_, b)| a.name.cmp(&b.name));
    }
    if down {
        found.reverse();
    }
    page(call, window, &found, |(id, screen)| view(**id, screen))
}

fn free(state: &State, name: &str, own: Option<u32>) -> Result<(), Reply> {
    let mut others = state.jira.config.screens.iter();
    if others.any(|(id, s)| Some(*id) != own && s.name == name) {
        return Err(errors::jira_field(
            400,
            "name",
            "A screen with this name already exists.",
        ));
    }
    Ok(())
}

fn shown(state: &State, status: u16, id: u32) -> Answer {
    let screen = state.jira.config.screens.get(&id);
    let screen = screen.ok_or_else(|| no_such_screen(&id.to_string()))?;
    Ok(Reply::json(status, &view(id, screen)))
}

fn create(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let body = call.json()?;
    let name = needed_text(&body, "name", 255)?;
    let description = loose_text(&body, "description", 255)?.unwrap_or("");
    let mut state = call.write();
    free(&state, name, None)?;
    let config = &mut state.jira.config;
    let tab = ScreenTab {
        id: config.next_id(),
        name: "Field Tab".to_owned(),
        fields: Vec::new(),
    };
    let screen = Screen {
        name: name.to_owned(),
        description: description.to_owned(),
        tabs: vec![tab],
    };
    let id = config.next_id();
    config.screens.insert(id, screen);
    shown(&state, 201, id)
}

fn update(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let body = call.json()?;
    let name = new_text(&body, "name", 255)?;
    let description = loose_text(&body, "description", 255)?;
    let mut state = call.write();
    let id = wanted(call, &state)?;
    if let Some(name) = name {
        free(&state, name, Some(id))?;
    }
    if let Some(screen) = state.jira.config.screens.get_mut(&id) {
        if let Some(name) = name {
            name.clone_into(&mut screen.name);
        }
        if let Some(description) = description {
            description.clone_into(&mut screen.description);
        }
    }
    shown(&state, 200, id)
}

/// Whether a screen scheme or a transition shows the screen.
fn in_use(config: &Config, id: u32) -> bool {
    let mut schemes = config.screen_schemes.values();
    let mut transitions = config.workflows.values().flat_map(|w| &w.transitions);
    schemes.any(|s| s.default == id || [s.create, s.edit, s.view].contains(&Some(id)))
        || transitions.any(|t| t.screen == Some(id))
}

fn delete(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let mut state = call.write();
    let id = wanted(call, &state)?;
    if id == DEFAULT || in_use(&state.jira.config, id) {
        return Err(errors::bad_request(
            "The screen is used by a screen scheme or a workflow and cannot be deleted.",
        ));
    }
    state.jira.config.screens.remove(&id);
    Ok(Reply::empty(204))
}

/// A field that can be put on screens, if it exists.
fn field(state: &State, text: &str) -> Option<String> {
    let field = FieldId::parse(text).filter(|id| state.jira.config.has_field(*id))?;
    let fits = match field {
        FieldId::System(system) => system.info().orderable,
        FieldId::Custom(_) => true,
    };
    fits.then(|| field.to_string())
}

fn field_view(state: &State, id: &str) -> Value {
    let name = FieldId::parse(id).map_or("", |id| state.jira.config.field_name(id));
    json!({ "id": id, "name": name })
}

/// Whether a tab of the screen shows the field.
fn shows(screen: &Screen, field: &str) -> bool {
    let mut fields = screen.tabs.iter().flat_map(|tab| &tab.fields);
    fields.any(|known| known == field)
}

fn available(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let state = call.read();
    let id = wanted(call, &state)?;
    let screen = state.jira.config.screens.get(&id);
    let fields = state.jira.config.field_ids().map(|id| id.to_string());
    ok(&fields
        .filter_map(|id| field(&state, &id))
        .filter(|id| screen.is_some_and(|screen| !shows(screen, id)))
        .map(|id| field_view(&state, &id))
        .collect())
}

fn add_to_default(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let mut state = call.write();
    let missing = || {
        let id = call.param();
        errors::jira(
            404,
            format!("The field with id '{id}' was not found or is on the screen already."),
        )
    };
    let field = field(&state, call.param()).ok_or_else(missing)?;
    let screen = state.jira.config.screens.get_mut(&DEFAULT);
    let screen = screen
        .filter(|screen| !shows(screen, &field))
        .ok_or_else(missing)?;
    if let Some(tab) = screen.tabs.first_mut() {
        tab.fields.push(field);
    }
    ok(&json!({}))
}

fn tabs_of_all(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let start = call.query.number("startAt", 0)?;
    let size = call.query.number("maxResult", 100)?.min(100);
    let (screens, tabs) = (asked_ids(call, "screenId")?, asked_ids(call, "tabId")?);
    if screens.is_none() && tabs.is_none() {
        return Err(errors::bad_request(
            "A screen ID or a tab ID must be given.",
        ));
    }
    let state = call.read();
    let all = state.jira.config.screens.iter();
    let found: Vec<Value> = all
        .filter(|(id, _)| admits(screens.as_ref(), **id))
        .flat_map(|(id, screen)| screen.tabs.iter().map(move |tab| (id, tab)))
        .filter(|(_, tab)| admits(tabs.as_ref(), tab.id))
        .map(|(id, tab)| json!({ "screenId": id, "tabId": tab.id, "tabName": tab.name }))
        .collect();
    let total = found.len();
    let values: Vec<Value> = found.into_iter().skip(start).take(size).collect();
    let is_last = start + values.len() >= total;
    ok(&json!({
        "isLast": is_last, "maxResults": size, "startAt": start, "total": total, "values": values,
    }))
}

/// The screens that show a field, each with the tab that does.
fn of_field(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let window = Window::of_bean(call, 100, 100)?;
    let state = call.read();
    let wanted = call.param();
    let screens = state.jira.config.screens.iter();
    let found: Vec<(&u32, &Screen, &ScreenTab)> = screens
        .flat_map(|(id, screen)| screen.tabs.iter().map(move |tab| (id, screen, tab)))
        .filter(|(_, _, tab)| tab.fields.iter().any(|field| field == wanted))
        .collect();
    page(call, window, &found, |(id, screen, tab)| {
        let mut view = view(**id, screen);
        if call.query.lists("expand", "tab") {
            view["tab"] = json!({ "id": tab.id, "name": tab.name });
        }
        view
    })
}
