//! Tabs of screens, and the fields on them.

use serde_json::{Value, json};

use super::{field, field_view, shows, wanted};
use crate::call::Call;
use crate::errors;
use crate::jira::MANAGE_PROJECT;
use crate::jira::forms::{needed_text, path_id, path_part};
use crate::jira::project::visible;
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::Login;
use crate::routes::Operation;
use crate::state::State;
use crate::state::jira::config::{Screen, ScreenTab};
use crate::state::permissions::ADMINISTER;

const WRITE_SCREEN_TAB: &[&str] = &["read:screen-tab:jira", "write:screen-tab:jira"];

pub(in crate::jira) const OPERATIONS: &[Operation] = &[
    Operation::new("GET", "/rest/api/3/screens/{screenId}/tabs", Login, list)
        .scopes(MANAGE_PROJECT, &["read:screen-tab:jira"]),
    Operation::new("POST", "/rest/api/3/screens/{screenId}/tabs", Login, create)
        .scopes(MANAGE_PROJECT, WRITE_SCREEN_TAB),
    Operation::new(
        "PUT",
        "/rest/api/3/screens/{screenId}/tabs/{tabId}",
        Login,
        rename,
    )
    .scopes(MANAGE_PROJECT, WRITE_SCREEN_TAB),
    Operation::new(
        "DELETE",
        "/rest/api/3/screens/{screenId}/tabs/{tabId}",
        Login,
        delete,
    )
    .scopes(MANAGE_PROJECT, &["delete:screen-tab:jira"]),
    Operation::new(
        "POST",
        "/rest/api/3/screens/{screenId}/tabs/{tabId}/move/{pos}",
        Login,
        move_tab,
    )
    .scopes(MANAGE_PROJECT, &["write:screen:jira"]),
    Operation::new(
        "GET",
        "/rest/api/3/screens/{screenId}/tabs/{tabId}/fields",
        Login,
        fields,
    )
    .scopes(MANAGE_PROJECT, &["read:screenable-field:jira"]),
    Operation::new(
        "POST",
        "/rest/api/3/screens/{screenId}/tabs/{tabId}/fields",
        Login,
        add_field,
    )
    .scopes(
        MANAGE_PROJECT,
        &["read:screenable-field:jira", "write:screenable-field:jira"],
    ),
    Operation::new(
        "DELETE",
        "/rest/api/3/screens/{screenId}/tabs/{tabId}/fields/{id}",
        Login,
        remove_field,
    )
    .scopes(MANAGE_PROJECT, &["delete:screenable-field:jira"]),
    Operation::new(
        "POST",
        "/rest/api/3/screens/{screenId}/tabs/{tabId}/fields/{id}/move",
        Login,
        move_field,
    )
    .scopes(MANAGE_PROJECT, &["write:screenable-field:jira"]),
];

fn no_such_tab() -> Reply {
    errors::jira(404, "The screen tab was not found.")
}

/// Administrators of the site read screens, and those of the project that `projectKey` names.
fn may_read(call: &Call<'_>, state: &State) -> Result<(), Reply> {
    if state.holds(call.caller, ADMINISTER) {
        return Ok(());
    }
    if let Some(key) = call.query.filled("projectKey") {
        let project = visible(call, state, key)?;
        if state.edits_project(call.caller, project) {
            return Ok(());
        }
    }
    Err(errors::jira(
        403,
        "Only Jira administrators can perform this operation.",
    ))
}

fn view(tab: &ScreenTab) -> Value {
    json!({ "id": tab.id, "name": tab.name })
}

fn list(call: &Call<'_>) -> Answer {
    let state = call.read();
    may_read(call, &state)?;
    let id = wanted(call, &state)?;
    let tabs = state
        .jira
        .config
        .screens
        .get(&id)
        .map(|screen| &screen.tabs);
    ok(&tabs.into_iter().flatten().map(view).collect())
}

/// The screen to change, with the place of the tab that the path names.
fn open<'a>(call: &Call<'_>, state: &'a mut State) -> Result<(&'a mut Screen, usize), Reply> {
    let id = wanted(call, state)?;
    let tab = path_id(call, 1);
    let screen = state
        .jira
        .config
        .screens
        .get_mut(&id)
        .ok_or_else(no_such_tab)?;
    let at = screen.tabs.iter().position(|t| Some(t.id) == tab);
    Ok((screen, at.ok_or_else(no_such_tab)?))
}

/// The tab to change.
fn open_tab<'a>(call: &Call<'_>, state: &'a mut State) -> Result<&'a mut ScreenTab, Reply> {
    let (screen, at) = open(call, state)?;
    screen.tabs.get_mut(at).ok_or_else(no_such_tab)
}

fn taken(name: &str) -> Reply {
    let message = format!("The tab name '{name}' is used on this screen already.");
    errors::jira_field(400, "name", message)
}

fn create(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let body = call.json()?;
    let name = needed_text(&body, "name", 255)?;
    let mut state = call.write();
    let id = wanted(call, &state)?;
    let tab = ScreenTab {
        id: state.jira.config.next_id(),
        name: name.to_owned(),
        fields: Vec::new(),
    };
    let shown = view(&tab);
    if let Some(screen) = state.jira.config.screens.get_mut(&id) {
        if screen.tabs.iter().any(|tab| tab.name == name) {
            return Err(taken(name));
        }
        screen.tabs.push(tab);
    }
    ok(&shown)
}

fn rename(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let body = call.json()?;
    let name = needed_text(&body, "name", 255)?;
    let mut state = call.write();
    let (screen, at) = open(call, &mut state)?;
    let mut others = screen.tabs.iter().enumerate();
    if others.any(|(other, tab)| other != at && tab.name == name) {
        return Err(taken(name));
    }
    let tab = screen.tabs.get_mut(at).ok_or_else(no_such_tab)?;
    name.clone_into(&mut tab.name);
    ok(&view(tab))
}

fn delete(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let mut state = call.write();
    let (screen, at) = open(call, &mut state)?;
    screen.tabs.remove(at);
    Ok(Reply::empty(204))
}

fn move_tab(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let mut state = call.write();
    let (screen, at) = open(call, &mut state)?;
    let to: Option<usize> = path_part(call, 2).parse().ok();
    let to = to.filter(|to| *to < screen.tabs.len());
    let to = to.ok_or_else(|| errors::jira(404, "The position of the tab is invalid."))?;
    let tab = screen.tabs.remove(at);
    screen.tabs.insert(to, tab);
    Ok(Reply::empty(204))
}

fn fields(call: &Call<'_>) -> Answer {
    let state = call.read();
    may_read(call, &state)?;
    let id = wanted(call, &state)?;
    let tab = path_id(call, 1);
    let screen = state.jira.config.screens.get(&id);
    let mut tabs = screen.into_iter().flat_map(|screen| &screen.tabs);
    let tab = tabs.find(|t| Some(t.id) == tab).ok_or_else(no_such_tab)?;
    let known = tab.fields.iter().filter(|id| field(&state, id).is_some());
    ok(&known.map(|id| field_view(&state, id)).collect())
}

fn no_such_field(id: &str) -> Reply {
    errors::jira(404, format!("The field with id '{id}' was not found."))
}

fn add_field(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let body = call.json()?;
    let wanted = body["fieldId"].as_str().unwrap_or("");
    let mut state = call.write();
    let id = field(&state, wanted).ok_or_else(|| no_such_field(wanted))?;
    let shown = field_view(&state, &id);
    let (screen, at) = open(call, &mut state)?;
    if shows(screen, &id) {
        return Err(errors::jira_field(
            400,
            "fieldId",
            format!("The field with id '{id}' already exists on the screen."),
        ));
    }
    let tab = screen.tabs.get_mut(at).ok_or_else(no_such_tab)?;
    tab.fields.push(id);
    ok(&shown)
}

fn remove_field(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let id = path_part(call, 2);
    let mut state = call.write();
    let tab = open_tab(call, &mut state)?;
    let at = tab.fields.iter().position(|field| field == id);
    tab.fields.remove(at.ok_or_else(|| no_such_field(id))?);
    Ok(Reply::empty(204))
}

/// To an end of the tab, one place on, or behind another field.
fn move_field(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let body = call.json()?;
    let id = path_part(call, 2);
    let mut state = call.write();
    let tab = open_tab(call, &mut state)?;
    let at = tab.fields.iter().position(|field| field == id);
    let at = at.ok_or_else(|| no_such_field(id))?;
    let last = tab.fields.len() - 1;
    let to = match (body["after"].as_str(), body["position"].as_str()) {
        (None, Some("First")) => 0,
        (None, Some("Last")) => last,
        (None, Some("Earlier")) => at.saturating_sub(1),
        (None, Some("Later")) => (at + 1).min(last),
        (Some(after), None) => {
            let after = after.rsplit('/').next().unwrap_or("");
            let mut others = tab.fields.iter().filter(|field| *field != id);
            let place = others.position(|field| field == after);
            place.ok_or_else(|| no_such_field(after))? + 1
        }
        _ => {
            return Err(errors::bad_request(
                "Either 'after' or 'position' must be given, and be valid.",
            ));
        }
    };
    let field = tab.fields.remove(at);
    tab.fields.insert(to, field);
    Ok(Reply::empty(204))
}
