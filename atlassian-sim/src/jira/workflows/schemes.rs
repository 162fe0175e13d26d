//! Workflow schemes: which workflow each issue type of a project follows.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::call::Call;
use crate::errors;
use crate::jira::MANAGE;
use crate::jira::forms::{loose_text, needed_text, new_text, page, path_id};
use crate::jira::views::config::issue_type;
use crate::jira::views::url;
use crate::paging::Window;
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::Login;
use crate::routes::Operation;
use crate::state::State;
use crate::state::jira::config::{Config, WorkflowScheme};
use crate::state::jira::project::Project;

const READ_WORKFLOW_SCHEME: &[&str] = &[
    "read:workflow-scheme:jira",
    "read:application-role:jira",
    "read:avatar:jira",
    "read:group:jira",
    "read:issue-type:jira",
    "read:project-category:jira",
    "read:project:jira",
    "read:user:jira",
];

pub(in crate::jira) const OPERATIONS: &[Operation] = &[
    Operation::new("GET", "/rest/api/3/workflowscheme", Login, list)
        .scopes(MANAGE, READ_WORKFLOW_SCHEME),
    Operation::new("POST", "/rest/api/3/workflowscheme", Login, create).scopes(
        MANAGE,
        &[
            "write:workflow-scheme:jira",
            "read:application-role:jira",
            "read:avatar:jira",
            "read:group:jira",
            "read:issue-type:jira",
            "read:project-category:jira",
            "read:project:jira",
            "read:user:jira",
            "read:workflow-scheme:jira",
        ],
    ),
    Operation::new("GET", "/rest/api/3/workflowscheme/{id}", Login, get)
        .scopes(MANAGE, READ_WORKFLOW_SCHEME),
    Operation::new("PUT", "/rest/api/3/workflowscheme/{id}", Login, update).scopes(
        MANAGE,
        &[
            "read:workflow-scheme:jira",
            "write:workflow-scheme:jira",
            "read:application-role:jira",
            "read:avatar:jira",
            "read:group:jira",
            "read:issue-type:jira",
            "read:project-category:jira",
            "read:project:jira",
            "read:user:jira",
        ],
    ),
    Operation::new("DELETE", "/rest/api/3/workflowscheme/{id}", Login, delete)
        .scopes(MANAGE, &["delete:workflow-scheme:jira"]),
];

pub(super) fn name_of(config: &Config, workflow: u32) -> &str {
    config.workflows.get(&workflow).map_or("", |w| &w.name)
}

pub(super) fn view(call: &Call<'_>, state: &State, id: u32) -> Option<Value> {
    let config = &state.jira.config;
    let scheme = config.workflow_schemes.get(&id)?;
    let mapped: Map<String, Value> = scheme
        .mapped
        .iter()
        .map(|(kind, workflow)| (kind.to_string(), name_of(config, *workflow).into()))
        .collect();
    let kinds: Map<String, Value> = scheme
        .mapped
        .keys()
        .filter_map(|kind| Some((kind.to_string(), issue_type(call, state, *kind)?)))
        .collect();
    Some(json!({
        "id": id,
        "name": scheme.name,
        "description": scheme.description,
        "defaultWorkflow": name_of(config, scheme.default),
        "issueTypeMappings": mapped,
        "issueTypes": kinds,
        "draft": false,
        "self": url(call, &format!("/workflowscheme/{id}")),
    }))
}

pub(super) fn no_such_scheme() -> Reply {
    errors::jira(404, "The workflow scheme was not found.")
}

pub(super) fn wanted(call: &Call<'_>, state: &State) -> Result<u32, Reply> {
    path_id(call, 0)
        .filter(|id| state.jira.config.workflow_schemes.contains_key(id))
        .ok_or_else(no_such_scheme)
}

fn shown(call: &Call<'_>, state: &State, status: u16, id: u32) -> Answer {
    let view = view(call, state, id).ok_or_else(no_such_scheme)?;
    Ok(Reply::json(status, &view))
}

/// Schemes of team-managed projects are their own matter.
fn is_shared(config: &Config, scheme: &WorkflowScheme) -> bool {
    let workflow = config.workflows.get(&scheme.default);
    workflow.is_none_or(|w| w.project.is_none())
}

fn list(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let window = Window::of_bean(call, 50, 50)?;
    let state = call.read();
    let config = &state.jira.config;
    let all = config.workflow_schemes.iter();
    let found = all.filter(|(_, scheme)| is_shared(config, scheme));
    let found: Vec<u32> = found.map(|(id, _)| *id).collect();
    page(call, window, &found, |id| {
        let mut view = view(call, &state, *id).unwrap_or_default();
        if let Some(view) = view.as_object_mut() {
            view.remove("issueTypes");
            view.remove("draft");
        }
        view
    })
}

fn get(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let state = call.read();
    shown(call, &state, 200, wanted(call, &state)?)
}

/// A workflow of the site, by its name.
pub(super) fn workflow(config: &Config, name: &Value) -> Result<u32, Reply> {
    let name = name.as_str().unwrap_or("");
    let mut all = config.workflows.iter();
    let found = all.find(|(_, w)| w.project.is_none() && w.name == name);
    found
        .map(|(id, _)| *id)
        .ok_or_else(|| errors::bad_request(format!("The workflow '{name}' was not found.")))
}

/// Workflows by issue type, as a body maps them by name.
fn mapping(config: &Config, body: &Value) -> Result<Option<BTreeMap<u32, u32>>, Reply> {
    let Some(entries) = body["issueTypeMappings"].as_object() else {
        return Ok(None);
    };
    let mut mapped = BTreeMap::new();
    for (kind, name) in entries {
        let id = kind
            .parse()
            .ok()
            .filter(|id| config.issue_types.contains_key(id));
        let id = id.ok_or_else(|| {
            errors::bad_request(format!("The issue type '{kind}' was not found."))
        })?;
        mapped.insert(id, workflow(config, name)?);
    }
    Ok(Some(mapped))
}

fn free(config: &Config, name: &str, own: Option<u32>) -> Result<(), Reply> {
    let mut others = config.workflow_schemes.iter();
    if others.any(|(id, s)| Some(*id) != own && s.name == name) {
        return Err(errors::bad_request(
            "The workflow scheme name is used by another scheme.",
        ));
    }
    Ok(())
}

/// The workflow of schemes that name none.
pub(super) fn system_workflow(config: &Config) -> u32 {
    let mut all = config.workflows.iter();
    let found = all.find(|(_, w)| w.project.is_none());
    found.map_or(0, |(id, _)| *id)
}

fn create(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let body = call.json()?;
    let name = needed_text(&body, "name", 255)?;
    let description = loose_text(&body, "description", 4_000)?.unwrap_or("");
    let mut state = call.write();
    let config = &mut state.jira.config;
    free(config, name, None)?;
    let default = if body["defaultWorkflow"].is_null() {
        system_workflow(config)
    } else {
        workflow(config, &body["defaultWorkflow"])?
    };
    let scheme = WorkflowScheme {
        name: name.to_owned(),
        description: description.to_owned(),
        default,
        mapped: mapping(config, &body)?.unwrap_or_default(),
    };
    let id = config.next_id();
    config.workflow_schemes.insert(id, scheme);
    shown(call, &state, 201, id)
}

pub(super) fn users(state: &State, id: u32) -> impl Iterator<Item = &Project> {
    let all = state.jira.projects.all();
    all.filter(move |project| project.workflow_scheme == id)
}

/// The scheme to change, which no project may use: those in use are changed by a draft.
fn open<'a>(call: &Call<'_>, state: &'a mut State) -> Result<(u32, &'a mut Config), Reply> {
    let id = wanted(call, state)?;
    if users(state, id).next().is_some() {
        return Err(errors::bad_request(
            "The workflow scheme is active and cannot be edited.",
        ));
    }
    Ok((id, &mut state.jira.config))
}

/// Changes a scheme in some way, and shows it.
pub(super) fn change(
    call: &Call<'_>,
    with: impl FnOnce(&mut WorkflowScheme, &Config) -> Result<(), Reply>,
) -> Answer {
    call.need_admin()?;
    let mut state = call.write();
    let (id, config) = open(call, &mut state)?;
    let mut scheme = config
        .workflow_schemes
        .get(&id)
        .cloned()
        .ok_or_else(no_such_scheme)?;
    with(&mut scheme, config)?;
    config.workflow_schemes.insert(id, scheme);
    shown(call, &state, 200, id)
}

fn update(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let name = new_text(&body, "name", 255)?;
    let description = loose_text(&body, "description", 4_000)?;
    let own = path_id(call, 0);
    change(call, |scheme, config| {
        if let Some(name) = name {
            free(config, name, own)?;
            name.clone_into(&mut scheme.name);
        }
        if let Some(description) = description {
            description.clone_into(&mut scheme.description);
        }
        if !body["defaultWorkflow"].is_null() {
            scheme.default = workflow(config, &body["defaultWorkflow"])?;
        }
        if let Some(mapped) = mapping(config, &body)? {
            scheme.mapped = mapped;
        }
        Ok(())
    })
}

fn delete(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let mut state = call.write();
    let (id, config) = open(call, &mut state)?;
    config.workflow_schemes.remove(&id);
    Ok(Reply::empty(204))
}

/// Reads something of the scheme that the path names.
pub(super) fn look(
    call: &Call<'_>,
    at: impl FnOnce(&WorkflowScheme, &Config) -> Result<Value, Reply>,
) -> Answer {
    call.need_admin()?;
    let state = call.read();
    let id = wanted(call, &state)?;
    let config = &state.jira.config;
    let scheme = config
        .workflow_schemes
        .get(&id)
        .ok_or_else(no_such_scheme)?;
    ok(&at(scheme, config)?)
}
