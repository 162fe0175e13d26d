//! Issue type schemes: which issue types a project has.

use serde_json::{Value, json};

use crate::call::Call;
use crate::errors;
use crate::jira::MANAGE;
use crate::jira::forms::{
    Place, admits, asked_ids, id as read_id, loose_text, needed_ids, needed_text, new_text, order,
    page, path_id, reorder,
};
use crate::jira::project::no_such_project;
use crate::paging::Window;
use crate::reply::{Answer, Reply};
use crate::routes::Access::Login;
use crate::routes::Operation;
use crate::state::State;
use crate::state::jira::config::IssueTypeScheme;
use crate::state::jira::project::Project;

pub(in crate::jira) const OPERATIONS: &[Operation] = &[
    Operation::new("GET", "/rest/api/3/issuetypescheme", Login, list)
        .scopes(MANAGE, &["read:issue-type-scheme:jira"]),
    Operation::new("POST", "/rest/api/3/issuetypescheme", Login, create)
        .scopes(MANAGE, &["write:issue-type-scheme:jira"]),
    Operation::new("GET", "/rest/api/3/issuetypescheme/mapping", Login, mapping)
        .scopes(MANAGE, &["read:issue-type-scheme:jira"]),
    Operation::new(
        "GET",
        "/rest/api/3/issuetypescheme/project",
        Login,
        projects,
    )
    .scopes(MANAGE, &["read:issue-type-scheme:jira"]),
    Operation::new("PUT", "/rest/api/3/issuetypescheme/project", Login, assign).scopes(
        MANAGE,
        &["write:issue-type-scheme:jira", "write:project:jira"],
    ),
    Operation::new(
        "PUT",
        "/rest/api/3/issuetypescheme/{issueTypeSchemeId}",
        Login,
        update,
    )
    .scopes(MANAGE, &["write:issue-type-scheme:jira"]),
    Operation::new(
        "DELETE",
        "/rest/api/3/issuetypescheme/{issueTypeSchemeId}",
        Login,
        delete,
    )
    .scopes(
        MANAGE,
        &["delete:issue-type-scheme:jira", "write:project:jira"],
    ),
    Operation::new(
        "PUT",
        "/rest/api/3/issuetypescheme/{issueTypeSchemeId}/issuetype",
        Login,
        add,
    )
    .scopes(MANAGE, &["write:issue-type-scheme:jira"]),
    Operation::new(
        "PUT",
        "/rest/api/3/issuetypescheme/{issueTypeSchemeId}/issuetype/move",
        Login,
        move_types,
    )
    .scopes(MANAGE, &["write:issue-type-scheme:jira"]),
    Operation::new(
        "DELETE",
        "/rest/api/3/issuetypescheme/{issueTypeSchemeId}/issuetype/{issueTypeId}",
        Login,
        remove,
    )
    .scopes(MANAGE, &["write:issue-type-scheme:jira"]),
];

fn view(id: u32, scheme: &IssueTypeScheme) -> Value {
    let mut view = json!({ "id": id.to_string(), "name": scheme.name });
    if !scheme.description.is_empty() {
        view["description"] = scheme.description.as_str().into();
    }
    if let Some(default) = scheme.default {
        view["defaultIssueTypeId"] = default.to_string().into();
    }
    if scheme.is_default {
        view["isDefault"] = true.into();
    }
    view
}

/// The schemes of company-managed projects; team-managed ones keep theirs to themselves.
fn shared(state: &State) -> impl Iterator<Item = (u32, &IssueTypeScheme)> {
    let kinds = &state.jira.config.issue_types;
    let own = move |id: &u32| kinds.get(id).is_some_and(|k| k.project.is_some());
    let all = state.jira.config.issue_type_schemes.iter();
    all.filter(move |(_, s)| !s.issue_types.iter().any(own))
        .map(|(id, scheme)| (*id, scheme))
}

fn no_such_scheme() -> Reply {
    errors::jira(404, "The issue type scheme was not found.")
}

fn wanted(call: &Call<'_>, state: &State) -> Result<u32, Reply> {
    let id = path_id(call, 0);
    let found = shared(state).find(|(known, _)| Some(*known) == id);
    found.map(|(id, _)| id).ok_or_else(no_such_scheme)
}

fn list(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let window = Window::of_bean(call, 50, 50)?;
    let ids = asked_ids(call, "id")?;
    let needle = call.query.get("queryString").unwrap_or("").to_lowercase();
    let (by, down) = order(call, &["name", "id"])?.unwrap_or(("id", false));
    let state = call.read();
    let mut found: Vec<(u32, &IssueTypeScheme)> = shared(&state)
        .filter(|(id, _)| admits(ids.as_ref(), *id))
        .filter(|(_, s)| s.name.to_lowercase().contains(&needle))
        .collect();
    if by == "name" {
        found.sort_by(|(_, a), (_, b)| a.name.cmp(&b.name));
    }
    if down {
        found.reverse();
    }
    page(call, window, &found, |(id, scheme)| view(*id, scheme))
}

fn mapping(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let window = Window::of_bean(call, 50, 50)?;
    let ids = asked_ids(call, "issueTypeSchemeId")?;
    let state = call.read();
    let found: Vec<(u32, u32)> = shared(&state)
        .filter(|(id, _)| admits(ids.as_ref(), *id))
        .flat_map(|(id, scheme)| scheme.issue_types.iter().map(move |kind| (id, *kind)))
        .collect();
    page(
        call,
        window,
        &found,
        |(scheme, kind)| json!({ "issueTypeSchemeId": scheme.to_string(), "issueTypeId": kind.to_string() }),
    )
}

/// Projects by the scheme they use, for company-managed projects that were asked for.
pub(super) fn by_scheme<'a>(
    call: &Call<'_>,
    state: &'a State,
    scheme_of: fn(&Project) -> u32,
) -> Result<Vec<(u32, Vec<&'a Project>)>, Reply> {
    call.query.required("projectId")?;
    let ids = asked_ids(call, "projectId")?;
    let mut found: Vec<(u32, Vec<&Project>)> = Vec::new();
    let all = state.jira.projects.all();
    for project in all.filter(|p| !p.team_managed && admits(ids.as_ref(), p.id)) {
        let scheme = scheme_of(project);
        match found.iter_mut().find(|(id, _)| *id == scheme) {
            Some((_, projects)) => projects.push(project),
            None => found.push((scheme, vec![project])),
        }
    }
    found.sort_by_key(|(id, _)| *id);
    Ok(found)
}

pub(super) fn project_ids(projects: &[&Project]) -> Vec<String> {
    projects.iter().map(|p| p.id.to_string()).collect()
}

fn projects(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let window = Window::of_bean(call, 50, 50)?;
    let state = call.read();
    let found = by_scheme(call, &state, |p| p.issue_type_scheme)?;
    page(call, window, &found, |(id, projects)| {
        let scheme = state.jira.config.issue_type_schemes.get(id);
        json!({
            "issueTypeScheme": scheme.map(|scheme| view(*id, scheme)),
            "projectIds": project_ids(projects),
        })
    })
}

/// A company-managed project that a body names by id.
pub(super) fn classic_project(state: &State, body: &Value) -> Result<u32, Reply> {
    let id = read_id(&body["projectId"]);
    let project = id.and_then(|id| state.jira.projects.get(id));
    let project =
        project.ok_or_else(|| no_such_project(body["projectId"].as_str().unwrap_or("0")))?;
    if project.team_managed {
        return Err(errors::bad_request(
            "Only company-managed projects can be given another scheme.",
        ));
    }
    Ok(project.id)
}

fn assign(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let body = call.json()?;
    let mut state = call.write();
    let wanted = read_id(&body["issueTypeSchemeId"]);
    let scheme = shared(&state).find(|(id, _)| Some(*id) == wanted);
    let (id, types) = scheme
        .map(|(id, scheme)| (id, scheme.issue_types.clone()))
        .ok_or_else(no_such_scheme)?;
    let project = classic_project(&state, &body)?;
    let mut issues = state.jira.issues.all();
    if issues.any(|i| i.project == project && !types.contains(&i.issue_type)) {
        return Err(errors::bad_request(
            "The project has issues of issue types that the scheme does not have.",
        ));
    }
    drop(issues);
    if let Some(project) = state.jira.projects.get_mut(project) {
        project.issue_type_scheme = id;
    }
    Ok(Reply::empty(204))
}

/// 409 if another scheme has the name.
fn free(state: &State, name: &str, own: Option<u32>) -> Result<(), Reply> {
    let mut others = state.jira.config.issue_type_schemes.iter();
    if others.any(|(id, s)| Some(*id) != own && s.name == name) {
        return Err(errors::jira(
            409,
            "The issue type scheme name is used by another scheme.",
        ));
    }
    Ok(())
}

/// Issue types of the site, each once.
fn known_types(state: &State, ids: &[u32]) -> Result<(), Reply> {
    let kinds = &state.jira.config.issue_types;
    let known = |id: &u32| kinds.get(id).is_some_and(|k| k.project.is_none());
    if !ids.iter().all(known) {
        return Err(errors::jira(404, "One of the issue types was not found."));
    }
    Ok(())
}

/// The default that a body names, which must be a standard issue type of the scheme.
fn default(state: &State, body: &Value, types: &[u32]) -> Result<Option<u32>, Reply> {
    if body["defaultIssueTypeId"].is_null() {
        return Ok(None);
    }
    let kinds = &state.jira.config.issue_types;
    let found = read_id(&body["defaultIssueTypeId"])
        .filter(|id| types.contains(id) && kinds.get(id).is_some_and(|k| !k.is_subtask()));
    found.map(Some).ok_or_else(|| {
        errors::bad_request("The default issue type must be a standard one of the scheme.")
    })
}

fn create(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let body = call.json()?;
    let name = needed_text(&body, "name", 255)?;
    let description = loose_text(&body, "description", 4_000)?.unwrap_or("");
    let types = needed_ids(&body, "issueTypeIds")?;
    let mut state = call.write();
    free(&state, name, None)?;
    known_types(&state, &types).map_err(|refused| Reply {
        status: 400,
        ..refused
    })?;
    let default = default(&state, &body, &types)?;
    let scheme = IssueTypeScheme {
        name: name.to_owned(),
        description: description.to_owned(),
        issue_types: types,
        default,
        is_default: false,
    };
    let id = state.jira.config.next_id();
    state.jira.config.issue_type_schemes.insert(id, scheme);
    Ok(Reply::json(
        201,
        &json!({ "issueTypeSchemeId": id.to_string() }),
    ))
}

fn update(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let body = call.json()?;
    let name = new_text(&body, "name", 255)?;
    let description = loose_text(&body, "description", 4_000)?;
    let mut state = call.write();
    let id = wanted(call, &state)?;
    if let Some(name) = name {
        free(&state, name, Some(id)).map_err(|refused| Reply {
            status: 400,
            ..refused
        })?;
    }
    let scheme = state.jira.config.issue_type_schemes.get(&id);
    let types = scheme.map(|s| s.issue_types.clone()).unwrap_or_default();
    let default = default(&state, &body, &types)?;
    if let Some(scheme) = state.jira.config.issue_type_schemes.get_mut(&id) {
        if let Some(name) = name {
            name.clone_into(&mut scheme.name);
        }
        if let Some(description) = description {
            description.clone_into(&mut scheme.description);
        }
        scheme.default = default.or(scheme.default);
    }
    Ok(Reply::empty(204))
}

fn delete(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let mut state = call.write();
    let id = wanted(call, &state)?;
    let scheme = state.jira.config.issue_type_schemes.get(&id);
    if scheme.is_some_and(|scheme| scheme.is_default) {
        return Err(errors::bad_request(
            "The default issue type scheme cannot be deleted.",
        ));
    }
    if state.jira.projects.all().any(|p| p.issue_type_scheme == id) {
        return Err(errors::bad_request(
            "The issue type scheme is used by a project and cannot be deleted.",
        ));
    }
    state.jira.config.issue_type_schemes.remove(&id);
    Ok(Reply::empty(204))
}

fn add(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let body = call.json()?;
    let new = needed_ids(&body, "issueTypeIds")?;
    let mut state = call.write();
    let id = wanted(call, &state)?;
    known_types(&state, &new)?;
    if let Some(scheme) = state.jira.config.issue_type_schemes.get_mut(&id) {
        if new.iter().any(|kind| scheme.issue_types.contains(kind)) {
            return Err(errors::bad_request(
                "The scheme has one of the issue types already.",
            ));
        }
        scheme.issue_types.extend(new);
    }
    Ok(Reply::empty(204))
}

fn move_types(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let body = call.json()?;
    let moved = needed_ids(&body, "issueTypeIds")?;
    let place = Place::of(&body)?;
    let mut state = call.write();
    let id = wanted(call, &state)?;
    if let Some(scheme) = state.jira.config.issue_type_schemes.get_mut(&id) {
        let all = moved.iter().all(|kind| scheme.issue_types.contains(kind));
        if !all || reorder(&mut scheme.issue_types, &moved, place).is_none() {
            return Err(errors::bad_request(
                "The scheme does not have one of the issue types.",
            ));
        }
    }
    Ok(Reply::empty(204))
}

fn remove(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let mut state = call.write();
    let id = wanted(call, &state)?;
    let kind = path_id(call, 1).unwrap_or(0);
    let scheme = state.jira.config.issue_type_schemes.get(&id);
    let scheme = scheme.filter(|scheme| scheme.issue_types.contains(&kind));
    let scheme = scheme.ok_or_else(|| {
        errors::jira(
            404,
            "The issue type was not found in the issue type scheme.",
        )
    })?;
    if scheme.is_default {
        return Err(errors::bad_request(
            "Issue types cannot be removed from the default issue type scheme.",
        ));
    }
    let kinds = &state.jira.config.issue_types;
    let mut standard = scheme
        .issue_types
        .iter()
        .filter(|other| **other != kind && kinds.get(*other).is_some_and(|k| !k.is_subtask()));
    if standard.next().is_none() {
        return Err(errors::bad_request(
            "The last standard issue type of a scheme cannot be removed.",
        ));
    }
    drop(standard);
    let projects = &state.jira.projects;
    let used = state.jira.issues.all().any(|issue| {
        let project = projects.get(issue.project);
        issue.issue_type == kind && project.is_some_and(|p| p.issue_type_scheme == id)
    });
    if used {
        return Err(errors::bad_request(
            "The issue type is used by issues of a project with this scheme.",
        ));
    }
    if let Some(scheme) = state.jira.config.issue_type_schemes.get_mut(&id) {
        scheme.issue_types.retain(|other| *other != kind);
        scheme.default = scheme.default.filter(|default| *default != kind);
    }
    Ok(Reply::empty(204))
}
