//! Issue type screen schemes: which screen scheme each issue type of a project uses.

use serde_json::{Value, json};

use super::schemes::{by_scheme, classic_project, project_ids};
use crate::call::Call;
use crate::errors;
use crate::jira::MANAGE;
use crate::jira::forms::{
    admits, asked_ids, id as read_id, loose_text, needed_ids, needed_text, new_text, order, page,
    path_id,
};
use crate::jira::views::config::project as project_view;
use crate::paging::Window;
use crate::reply::{Answer, Reply};
use crate::routes::Access::Login;
use crate::routes::Operation;
use crate::state::State;
use crate::state::jira::config::IssueTypeScreenScheme;

pub(in crate::jira) const OPERATIONS: &[Operation] = &[
    Operation::new("GET", "/rest/api/3/issuetypescreenscheme", Login, list)
        .scopes(MANAGE, &["read:issue-type-screen-scheme:jira"]),
    Operation::new("POST", "/rest/api/3/issuetypescreenscheme", Login, create)
        .scopes(MANAGE, &["write:issue-type-screen-scheme:jira"]),
    Operation::new(
        "GET",
        "/rest/api/3/issuetypescreenscheme/mapping",
        Login,
        mapping,
    )
    .scopes(MANAGE, &["read:issue-type-screen-scheme:jira"]),
    Operation::new(
        "GET",
        "/rest/api/3/issuetypescreenscheme/project",
        Login,
        projects,
    )
    .scopes(MANAGE, &["read:issue-type-screen-scheme:jira"]),
    Operation::new(
        "PUT",
        "/rest/api/3/issuetypescreenscheme/project",
        Login,
        assign,
    )
    .scopes(
        MANAGE,
        &["write:issue-type-screen-scheme:jira", "write:project:jira"],
    ),
    Operation::new(
        "PUT",
        "/rest/api/3/issuetypescreenscheme/{issueTypeScreenSchemeId}",
        Login,
        update,
    )
    .scopes(MANAGE, &["write:issue-type-screen-scheme:jira"]),
    Operation::new(
        "DELETE",
        "/rest/api/3/issuetypescreenscheme/{issueTypeScreenSchemeId}",
        Login,
        delete,
    )
    .scopes(MANAGE, &["delete:issue-type-screen-scheme:jira"]),
    Operation::new(
        "PUT",
        "/rest/api/3/issuetypescreenscheme/{issueTypeScreenSchemeId}/mapping",
        Login,
        add,
    )
    .scopes(MANAGE, &["write:issue-type-screen-scheme:jira"]),
    Operation::new(
        "PUT",
        "/rest/api/3/issuetypescreenscheme/{issueTypeScreenSchemeId}/mapping/default",
        Login,
        set_default,
    )
    .scopes(MANAGE, &["write:issue-type-screen-scheme:jira"]),
    Operation::new(
        "POST",
        "/rest/api/3/issuetypescreenscheme/{issueTypeScreenSchemeId}/mapping/remove",
        Login,
        remove,
    )
    .scopes(MANAGE, &["write:issue-type-screen-scheme:jira"]),
    Operation::new(
        "GET",
        "/rest/api/3/issuetypescreenscheme/{issueTypeScreenSchemeId}/project",
        Login,
        users,
    )
    .scopes(
        MANAGE,
        &[
            "read:project:jira",
            "read:avatar:jira",
            "read:project-category:jira",
        ],
    ),
];

fn view(id: u32, scheme: &IssueTypeScreenScheme) -> Value {
    json!({ "id": id.to_string(), "name": scheme.name, "description": scheme.description })
}

fn no_such_scheme() -> Reply {
    errors::jira(404, "The issue type screen scheme was not found.")
}

fn wanted(call: &Call<'_>, state: &State) -> Result<u32, Reply> {
    let schemes = &state.jira.config.issue_type_screen_schemes;
    path_id(call, 0)
        .filter(|id| schemes.contains_key(id))
        .ok_or_else(no_such_scheme)
}

fn list(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let window = Window::of_bean(call, 50, 50)?;
    let ids = asked_ids(call, "id")?;
    let needle = call.query.get("queryString").unwrap_or("").to_lowercase();
    let (by, down) = order(call, &["name", "id"])?.unwrap_or(("id", false));
    let state = call.read();
    let schemes = state.jira.config.issue_type_screen_schemes.iter();
    let mut found: Vec<(&u32, &IssueTypeScreenScheme)> = schemes
        .filter(|(id, _)| admits(ids.as_ref(), **id))
        .filter(|(_, s)| s.name.to_lowercase().contains(&needle))
        .collect();
    if by == "name" {
        found.sort_by(|(_, a), (_, b)| a.name.cmp(&b.name));
    }
    if down {
        found.reverse();
    }
    page(call, window, &found, |(id, scheme)| view(**id, scheme))
}

fn mapping(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let window = Window::of_bean(call, 50, 50)?;
    let ids = asked_ids(call, "issueTypeScreenSchemeId")?;
    let state = call.read();
    let schemes = state.jira.config.issue_type_screen_schemes.iter();
    let found: Vec<(u32, String, u32)> = schemes
        .filter(|(id, _)| admits(ids.as_ref(), **id))
        .flat_map(|(id, scheme)| {
            let mapped = scheme.mapped.iter();
            let mapped = mapped.map(|(kind, screens)| (*id, kind.to_string(), *screens));
            std::iter::once((*id, "default".to_owned(), scheme.default)).chain(mapped)
        })
        .collect();
    page(call, window, &found, |(scheme, kind, screens)| {
        json!({
            "issueTypeScreenSchemeId": scheme.to_string(),
            "issueTypeId": kind,
            "screenSchemeId": screens.to_string(),
        })
    })
}

fn projects(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let window = Window::of_bean(call, 50, 50)?;
    let state = call.read();
    let found = by_scheme(call, &state, |p| p.issue_type_screen_scheme)?;
    page(call, window, &found, |(id, projects)| {
        let scheme = state.jira.config.issue_type_screen_schemes.get(id);
        json!({
            "issueTypeScreenScheme": scheme.map(|scheme| view(*id, scheme)),
            "projectIds": project_ids(projects),
        })
    })
}

fn assign(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let body = call.json()?;
    let mut state = call.write();
    let schemes = &state.jira.config.issue_type_screen_schemes;
    let id = read_id(&body["issueTypeScreenSchemeId"]).filter(|id| schemes.contains_key(id));
    let id = id.ok_or_else(no_such_scheme)?;
    let project = classic_project(&state, &body)?;
    if let Some(project) = state.jira.projects.get_mut(project) {
        project.issue_type_screen_scheme = id;
    }
    Ok(Reply::empty(204))
}

/// Pairs of issue type (`None`: the default) and screen scheme, all of which must exist.
fn read_mappings(state: &State, body: &Value) -> Result<Vec<(Option<u32>, u32)>, Reply> {
    let config = &state.jira.config;
    let list = body["issueTypeMappings"].as_array();
    let list = list.filter(|list| !list.is_empty()).ok_or_else(|| {
        errors::bad_request("'issueTypeMappings' must be a list that is not empty.")
    })?;
    let mut found = Vec::new();
    for entry in list {
        let kind = if entry["issueTypeId"].as_str() == Some("default") {
            None
        } else {
            let kind = read_id(&entry["issueTypeId"]);
            let kind = kind.filter(|id| config.issue_types.contains_key(id));
            Some(kind.ok_or_else(super::no_such_type)?)
        };
        if found.iter().any(|(known, _)| *known == kind) {
            return Err(errors::bad_request(
                "An issue type is mapped more than once.",
            ));
        }
        let screens = read_id(&entry["screenSchemeId"]);
        let screens = screens.filter(|id| config.screen_schemes.contains_key(id));
        found.push((
            kind,
            screens.ok_or_else(|| errors::jira(404, "The screen scheme was not found."))?,
        ));
    }
    Ok(found)
}

fn free(state: &State, name: &str, own: Option<u32>) -> Result<(), Reply> {
    let mut others = state.jira.config.issue_type_screen_schemes.iter();
    if others.any(|(id, s)| Some(*id) != own && s.name == name) {
        return Err(errors::bad_request(
            "The issue type screen scheme name is used by another scheme.",
        ));
    }
    Ok(())
}

fn create(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let body = call.json()?;
    let name = needed_text(&body, "name", 255)?;
    let description = loose_text(&body, "description", 255)?.unwrap_or("");
    let mut state = call.write();
    free(&state, name, None)?;
    let mappings = read_mappings(&state, &body)?;
    let default = mappings.iter().find(|(kind, _)| kind.is_none());
    let default = default.map(|(_, screens)| *screens).ok_or_else(|| {
        errors::bad_request("The mapping of the default issue type must be given.")
    })?;
    let scheme = IssueTypeScreenScheme {
        name: name.to_owned(),
        description: description.to_owned(),
        default,
        mapped: mappings
            .into_iter()
            .filter_map(|(kind, screens)| Some((kind?, screens)))
            .collect(),
    };
    let config = &mut state.jira.config;
    let id = config.next_id();
    config.issue_type_screen_schemes.insert(id, scheme);
    Ok(Reply::json(201, &json!({ "id": id.to_string() })))
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
    let schemes = &mut state.jira.config.issue_type_screen_schemes;
    if let Some(scheme) = schemes.get_mut(&id) {
        if let Some(name) = name {
            name.clone_into(&mut scheme.name);
        }
        if let Some(description) = description {
            description.clone_into(&mut scheme.description);
        }
    }
    Ok(Reply::empty(204))
}

fn delete(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let mut state = call.write();
    let id = wanted(call, &state)?;
    let mut projects = state.jira.projects.all();
    if id == 1 || projects.any(|p| p.issue_type_screen_scheme == id) {
        return Err(errors::bad_request(
            "The issue type screen scheme is in use and cannot be deleted.",
        ));
    }
    drop(projects);
    state.jira.config.issue_type_screen_schemes.remove(&id);
    Ok(Reply::empty(204))
}

fn add(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let body = call.json()?;
    let mut state = call.write();
    let id = wanted(call, &state)?;
    let mappings = read_mappings(&state, &body)?;
    let schemes = &mut state.jira.config.issue_type_screen_schemes;
    if let Some(scheme) = schemes.get_mut(&id) {
        for (kind, screens) in mappings {
            match kind {
                Some(kind) => {
                    scheme.mapped.insert(kind, screens);
                }
                None => scheme.default = screens,
            }
        }
    }
    Ok(Reply::empty(204))
}

fn set_default(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let body = call.json()?;
    let mut state = call.write();
    let id = wanted(call, &state)?;
    let known = &state.jira.config.screen_schemes;
    let screens = read_id(&body["screenSchemeId"]).filter(|id| known.contains_key(id));
    let screens = screens.ok_or_else(|| errors::jira(404, "The screen scheme was not found."))?;
    let schemes = &mut state.jira.config.issue_type_screen_schemes;
    if let Some(scheme) = schemes.get_mut(&id) {
        scheme.default = screens;
    }
    Ok(Reply::empty(204))
}

fn remove(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let body = call.json()?;
    let gone = needed_ids(&body, "issueTypeIds")?;
    let mut state = call.write();
    let id = wanted(call, &state)?;
    let schemes = &mut state.jira.config.issue_type_screen_schemes;
    if let Some(scheme) = schemes.get_mut(&id) {
        if !gone.iter().all(|kind| scheme.mapped.contains_key(kind)) {
            return Err(errors::jira(404, "One of the mappings was not found."));
        }
        scheme.mapped.retain(|kind, _| !gone.contains(kind));
    }
    Ok(Reply::empty(204))
}

fn users(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let window = Window::of_bean(call, 50, 50)?;
    let needle = call.query.get("query").unwrap_or("").to_lowercase();
    let state = call.read();
    let id = wanted(call, &state)?;
    let all = state.jira.projects.all();
    let found: Vec<u32> = all
        .filter(|p| !p.team_managed && p.issue_type_screen_scheme == id)
        .filter(|p| {
            p.name.to_lowercase().contains(&needle) || p.key.to_lowercase().contains(&needle)
        })
        .map(|p| p.id)
        .collect();
    page(call, window, &found, |id| {
        project_view(call, &state, *id).unwrap_or_default()
    })
}
