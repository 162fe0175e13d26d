//! Screen schemes: which screen shows when issues are created, edited and viewed.

use serde_json::{Value, json};

use crate::call::Call;
use crate::errors;
use crate::jira::forms::{
    Patch, admits, asked_ids, id as read_id, loose_text, needed_text, new_text, order, page,
    path_id,
};
use crate::jira::{MANAGE, MANAGE_PROJECT};
use crate::paging::{Window, bean};
use crate::reply::{Answer, Reply};
use crate::routes::Access::Login;
use crate::routes::Operation;
use crate::state::State;
use crate::state::jira::config::ScreenScheme;

pub(in crate::jira) const OPERATIONS: &[Operation] = &[
    Operation::new("GET", "/rest/api/3/screenscheme", Login, list).scopes(
        MANAGE_PROJECT,
        &[
            "read:screen-scheme:jira",
            "read:issue-type-screen-scheme:jira",
        ],
    ),
    Operation::new("POST", "/rest/api/3/screenscheme", Login, create)
        .scopes(MANAGE, &["write:screen-scheme:jira"]),
    Operation::new(
        "PUT",
        "/rest/api/3/screenscheme/{screenSchemeId}",
        Login,
        update,
    )
    .scopes(MANAGE, &["write:screen-scheme:jira"]),
    Operation::new(
        "DELETE",
        "/rest/api/3/screenscheme/{screenSchemeId}",
        Login,
        delete,
    )
    .scopes(MANAGE_PROJECT, &["delete:screen-scheme:jira"]),
];

fn view(call: &Call<'_>, state: &State, id: u32, scheme: &ScreenScheme) -> Value {
    let mut screens = json!({ "default": scheme.default });
    for (name, screen) in [
        ("create", scheme.create),
        ("edit", scheme.edit),
        ("view", scheme.view),
    ] {
        if let Some(screen) = screen {
            screens[name] = screen.into();
        }
    }
    let mut view = json!({
        "id": id,
        "name": scheme.name,
        "description": scheme.description,
        "screens": screens,
    });
    if call.query.lists("expand", "issueTypeScreenSchemes") {
        let all = state.jira.config.issue_type_screen_schemes.iter();
        let users: Vec<Value> = all
            .filter(|(_, s)| s.default == id || s.mapped.values().any(|used| *used == id))
            .map(|(id, s)| {
                json!({ "id": id.to_string(), "name": s.name, "description": s.description })
            })
            .collect();
        let window = Window {
            start: 0,
            size: users.len().max(1),
        };
        view["issueTypeScreenSchemes"] = bean(call, window, users.len(), &users);
    }
    view
}

fn wanted(call: &Call<'_>, state: &State) -> Result<u32, Reply> {
    path_id(call, 0)
        .filter(|id| state.jira.config.screen_schemes.contains_key(id))
        .ok_or_else(|| errors::jira(404, "The screen scheme was not found."))
}

fn list(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let window = Window::of_bean(call, 25, 100)?;
    let ids = asked_ids(call, "id")?;
    let needle = call.query.get("queryString").unwrap_or("").to_lowercase();
    let (by, down) = order(call, &["name", "id"])?.unwrap_or(("id", false));
    let state = call.read();
    let schemes = state.jira.config.screen_schemes.iter();
    let mut found: Vec<(&u32, &ScreenScheme)> = schemes
        .filter(|(id, _)| admits(ids.as_ref(), **id))
        .filter(|(_, s)| s.name.to_lowercase().contains(&needle))
        .collect();
    if by == "name" {
        found.sort_by(|(_, a), (_, b)| a.name.cmp(&b.name));
    }
    if down {
        found.reverse();
    }
    page(call, window, &found, |(id, scheme)| {
        view(call, &state, **id, scheme)
    })
}

fn free(state: &State, name: &str, own: Option<u32>) -> Result<(), Reply> {
    let mut others = state.jira.config.screen_schemes.iter();
    if others.any(|(id, s)| Some(*id) != own && s.name == name) {
        return Err(errors::bad_request(
            "The screen scheme name is used by another scheme.",
        ));
    }
    Ok(())
}

/// The screen of an occasion.
fn screen(state: &State, screens: &Value, occasion: &str) -> Result<Patch<u32>, Reply> {
    match screens.get(occasion) {
        None => Ok(Patch::Keep),
        Some(Value::Null) => Ok(Patch::Clear),
        Some(value) => {
            let found = read_id(value);
            let found = found.filter(|id| state.jira.config.screens.contains_key(id));
            let missing = || errors::jira(404, "The screen was not found.");
            found.map(Patch::Set).ok_or_else(missing)
        }
    }
}

fn create(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let body = call.json()?;
    let name = needed_text(&body, "name", 255)?;
    let description = loose_text(&body, "description", 255)?.unwrap_or("");
    let mut state = call.write();
    free(&state, name, None)?;
    let one = |occasion| screen(&state, &body["screens"], occasion).map(|found| found.over(None));
    let default = one("default")?.ok_or_else(|| {
        errors::bad_request("The default screen of the screen scheme must be given.")
    })?;
    let scheme = ScreenScheme {
        name: name.to_owned(),
        description: description.to_owned(),
        default,
        create: one("create")?,
        edit: one("edit")?,
        view: one("view")?,
    };
    let id = state.jira.config.next_id();
    state.jira.config.screen_schemes.insert(id, scheme);
    Ok(Reply::json(201, &json!({ "id": id })))
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
    let one = |occasion| screen(&state, &body["screens"], occasion);
    let (default, create) = (one("default")?, one("create")?);
    let (edit, view) = (one("edit")?, one("view")?);
    if default == Patch::Clear {
        return Err(errors::bad_request(
            "The default screen of a screen scheme cannot be taken away.",
        ));
    }
    if let Some(scheme) = state.jira.config.screen_schemes.get_mut(&id) {
        if let Some(name) = name {
            name.clone_into(&mut scheme.name);
        }
        if let Some(description) = description {
            description.clone_into(&mut scheme.description);
        }
        scheme.default = default.over(None).unwrap_or(scheme.default);
        scheme.create = create.over(scheme.create);
        scheme.edit = edit.over(scheme.edit);
        scheme.view = view.over(scheme.view);
    }
    Ok(Reply::empty(204))
}

fn delete(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let mut state = call.write();
    let id = wanted(call, &state)?;
    let mut users = state.jira.config.issue_type_screen_schemes.values();
    if users.any(|s| s.default == id || s.mapped.values().any(|used| *used == id)) {
        return Err(errors::bad_request(
            "The screen scheme is used in an issue type screen scheme and cannot be deleted.",
        ));
    }
    state.jira.config.screen_schemes.remove(&id);
    Ok(Reply::empty(204))
}
