//! Workflow schemes: which workflow each issue type of a project follows.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::switch::set_statuses;
use crate::call::Call;
use crate::errors;
use crate::jira::MANAGE;
use crate::jira::forms::{
    asked_ids, id as read_id, loose_text, needed_text, new_text, page, path_id,
};
use crate::jira::project::no_such_project;
use crate::jira::statuses_bulk::{scope_view, usages};
use crate::jira::tasks::started;
use crate::jira::views::config::issue_type;
use crate::jira::views::url;
use crate::paging::Window;
use crate::query::strings;
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
const WRITE_WORKFLOW_SCHEME: &[&str] = &[
    "read:workflow-scheme:jira",
    "write:workflow-scheme:jira",
    "read:application-role:jira",
    "read:avatar:jira",
    "read:group:jira",
    "read:issue-type:jira",
    "read:project-category:jira",
    "read:project:jira",
    "read:user:jira",
];
const READ_WORKFLOW_SCHEME_WHOLE: &[&str] = &[
    "read:workflow-scheme:jira",
    "read:workflow:jira",
    "read:issue-type:jira",
];
const WRITE_WORKFLOW_SCHEME_WHOLE: &[&str] = &[
    "write:workflow-scheme:jira",
    "read:workflow-scheme:jira",
    "read:workflow:jira",
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
    Operation::new("GET", "/rest/api/3/workflowscheme/project", Login, projects).scopes(
        MANAGE,
        &[
            "read:workflow-scheme:jira",
            "read:workflow:jira",
            "read:application-role:jira",
            "read:avatar:jira",
            "read:group:jira",
            "read:issue-type:jira",
            "read:project-category:jira",
            "read:project:jira",
            "read:user:jira",
        ],
    ),
    Operation::new("PUT", "/rest/api/3/workflowscheme/project", Login, assign)
        .scopes(MANAGE, &["write:workflow-scheme:jira"]),
    Operation::new(
        "POST",
        "/rest/api/3/workflowscheme/project/switch",
        Login,
        switch_project,
    )
    .scopes(
        MANAGE,
        &["write:workflow-scheme:jira", "write:project:jira"],
    ),
    Operation::new("POST", "/rest/api/3/workflowscheme/read", Login, read)
        .scopes(MANAGE, &["read:workflow-scheme:jira"]),
    Operation::new("GET", "/rest/api/3/workflowscheme/{id}", Login, get)
        .scopes(MANAGE, READ_WORKFLOW_SCHEME),
    Operation::new("PUT", "/rest/api/3/workflowscheme/{id}", Login, update)
        .scopes(MANAGE, WRITE_WORKFLOW_SCHEME),
    Operation::new("DELETE", "/rest/api/3/workflowscheme/{id}", Login, delete)
        .scopes(MANAGE, &["delete:workflow-scheme:jira"]),
    Operation::new(
        "GET",
        "/rest/api/3/workflowscheme/{id}/default",
        Login,
        get_default,
    )
    .scopes(MANAGE, &["read:workflow-scheme:jira", "read:workflow:jira"]),
    Operation::new(
        "PUT",
        "/rest/api/3/workflowscheme/{id}/default",
        Login,
        set_default,
    )
    .scopes(MANAGE, WRITE_WORKFLOW_SCHEME),
    Operation::new(
        "DELETE",
        "/rest/api/3/workflowscheme/{id}/default",
        Login,
        delete_default,
    )
    .scopes(MANAGE, WRITE_WORKFLOW_SCHEME),
    Operation::new(
        "GET",
        "/rest/api/3/workflowscheme/{id}/issuetype/{issueType}",
        Login,
        get_type,
    )
    .scopes(MANAGE, READ_WORKFLOW_SCHEME_WHOLE),
    Operation::new(
        "PUT",
        "/rest/api/3/workflowscheme/{id}/issuetype/{issueType}",
        Login,
        set_type,
    )
    .scopes(MANAGE, WRITE_WORKFLOW_SCHEME_WHOLE),
    Operation::new(
        "DELETE",
        "/rest/api/3/workflowscheme/{id}/issuetype/{issueType}",
        Login,
        delete_type,
    )
    .scopes(
        MANAGE,
        &[
            "delete:workflow-scheme:jira",
            "read:application-role:jira",
            "read:avatar:jira",
            "read:group:jira",
            "read:issue-type:jira",
            "read:project-category:jira",
            "read:project:jira",
            "read:user:jira",
            "read:workflow-scheme:jira",
            "read:workflow:jira",
        ],
    ),
    Operation::new(
        "GET",
        "/rest/api/3/workflowscheme/{id}/workflow",
        Login,
        get_workflow,
    )
    .scopes(MANAGE, READ_WORKFLOW_SCHEME_WHOLE),
    Operation::new(
        "PUT",
        "/rest/api/3/workflowscheme/{id}/workflow",
        Login,
        set_workflow,
    )
    .scopes(MANAGE, WRITE_WORKFLOW_SCHEME_WHOLE),
    Operation::new(
        "DELETE",
        "/rest/api/3/workflowscheme/{id}/workflow",
        Login,
        delete_workflow,
    )
    .scopes(MANAGE, &["delete:workflow-scheme:jira"]),
    Operation::new(
        "GET",
        "/rest/api/3/workflowscheme/{workflowSchemeId}/projectUsages",
        Login,
        project_usages,
    )
    .scopes(MANAGE, &["read:project:jira", "read:workflow-scheme:jira"]),
];

fn name_of(config: &Config, workflow: u32) -> &str {
    config.workflows.get(&workflow).map_or("", |w| &w.name)
}

fn view(call: &Call<'_>, state: &State, id: u32) -> Option<Value> {
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

fn no_such_scheme() -> Reply {
    errors::jira(404, "The workflow scheme was not found.")
}

fn wanted(call: &Call<'_>, state: &State) -> Result<u32, Reply> {
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
fn workflow(config: &Config, name: &Value) -> Result<u32, Reply> {
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
fn system_workflow(config: &Config) -> u32 {
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

fn users(state: &State, id: u32) -> impl Iterator<Item = &Project> {
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
fn change(
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
fn look(
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

fn get_default(call: &Call<'_>) -> Answer {
    look(call, |scheme, config| {
        Ok(json!({ "workflow": name_of(config, scheme.default) }))
    })
}

fn set_default(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    change(call, |scheme, config| {
        scheme.default = workflow(config, &body["workflow"])?;
        Ok(())
    })
}

/// Back to the workflow of schemes that name none.
fn delete_default(call: &Call<'_>) -> Answer {
    change(call, |scheme, config| {
        scheme.default = system_workflow(config);
        Ok(())
    })
}

/// The issue type that the path names, which must exist.
fn path_type(call: &Call<'_>, config: &Config) -> Result<u32, Reply> {
    path_id(call, 1)
        .filter(|id| config.issue_types.contains_key(id))
        .ok_or_else(|| errors::jira(404, "The issue type was not found."))
}

fn get_type(call: &Call<'_>) -> Answer {
    look(call, |scheme, config| {
        let kind = path_type(call, config)?;
        let mapped = scheme.mapped.get(&kind);
        let mapped = mapped.ok_or_else(|| {
            errors::jira(404, "The issue type is not mapped in the workflow scheme.")
        })?;
        Ok(json!({ "issueType": kind.to_string(), "workflow": name_of(config, *mapped) }))
    })
}

fn set_type(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    change(call, |scheme, config| {
        let kind = path_type(call, config)?;
        scheme
            .mapped
            .insert(kind, workflow(config, &body["workflow"])?);
        Ok(())
    })
}

fn delete_type(call: &Call<'_>) -> Answer {
    change(call, |scheme, config| {
        let kind = path_type(call, config)?;
        scheme.mapped.remove(&kind);
        Ok(())
    })
}

/// The workflow that the query names, as the scheme uses it.
fn queried(call: &Call<'_>, config: &Config) -> Result<u32, Reply> {
    let name = call.query.filled("workflowName").unwrap_or("");
    workflow(config, &name.into()).map_err(|_| super::no_such_workflow(name))
}

fn workflow_view(scheme: &WorkflowScheme, config: &Config, id: u32) -> Value {
    let mapped = scheme.mapped.iter().filter(|(_, used)| **used == id);
    let kinds: Vec<String> = mapped.map(|(kind, _)| kind.to_string()).collect();
    json!({
        "workflow": name_of(config, id),
        "issueTypes": kinds,
        "defaultMapping": scheme.default == id,
    })
}

/// One workflow with its issue types, or all that the scheme uses.
fn get_workflow(call: &Call<'_>) -> Answer {
    look(call, |scheme, config| {
        if call.query.filled("workflowName").is_some() {
            return Ok(workflow_view(scheme, config, queried(call, config)?));
        }
        let mut ids: Vec<u32> = scheme.mapped.values().copied().collect();
        ids.push(scheme.default);
        ids.sort_unstable();
        ids.dedup();
        let views = ids.iter().map(|id| workflow_view(scheme, config, *id));
        Ok(views.collect())
    })
}

fn set_workflow(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    change(call, |scheme, config| {
        let id = queried(call, config)?;
        scheme.mapped.retain(|_, used| *used != id);
        for kind in strings(&body["issueTypes"]) {
            let known = kind
                .parse()
                .ok()
                .filter(|k| config.issue_types.contains_key(k));
            let known = known.ok_or_else(|| {
                errors::bad_request(format!("The issue type '{kind}' was not found."))
            })?;
            scheme.mapped.insert(known, id);
        }
        if body["defaultMapping"] == true {
            scheme.default = id;
        }
        Ok(())
    })
}

fn delete_workflow(call: &Call<'_>) -> Answer {
    let answer = change(call, |scheme, config| {
        let id = queried(call, config)?;
        scheme.mapped.retain(|_, used| *used != id);
        if scheme.default == id {
            scheme.default = system_workflow(config);
        }
        Ok(())
    });
    answer.map(|_| Reply::empty(200))
}

fn projects(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    call.query.required("projectId")?;
    let ids = asked_ids(call, "projectId")?.unwrap_or_default();
    let state = call.read();
    let mut by_scheme: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for id in ids {
        let project = state.jira.projects.get(id).filter(|p| !p.team_managed);
        if let Some(project) = project {
            let users = by_scheme.entry(project.workflow_scheme).or_default();
            users.push(id.to_string());
        }
    }
    let values: Vec<Value> = by_scheme
        .into_iter()
        .map(|(id, ids)| json!({ "projectIds": ids, "workflowScheme": view(call, &state, id) }))
        .collect();
    ok(&json!({ "values": values }))
}

/// The project and the scheme that a body names.
fn pair(state: &State, body: &Value, scheme: &str) -> Result<(u32, u32), Reply> {
    let id = read_id(&body["projectId"]);
    let project = id.and_then(|id| state.jira.projects.get(id));
    let project =
        project.ok_or_else(|| no_such_project(body["projectId"].as_str().unwrap_or("0")))?;
    if project.team_managed {
        return Err(errors::bad_request(
            "Only company-managed projects can be given another scheme.",
        ));
    }
    let config = &state.jira.config;
    let scheme = match read_id(&body[scheme]) {
        None if body[scheme].is_null() => config.workflow_schemes.keys().next().copied(),
        id => id.filter(|id| config.workflow_schemes.contains_key(id)),
    };
    Ok((project.id, scheme.ok_or_else(no_such_scheme)?))
}

/// Only for projects without issues; others are switched, which moves their issues.
fn assign(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let body = call.json()?;
    let mut state = call.write();
    let (project, scheme) = pair(&state, &body, "workflowSchemeId")?;
    if state
        .jira
        .issues
        .all()
        .any(|issue| issue.project == project)
    {
        return Err(errors::bad_request(
            "The workflow scheme can only be assigned to a project that has no issues.",
        ));
    }
    if let Some(project) = state.jira.projects.get_mut(project) {
        project.workflow_scheme = scheme;
    }
    Ok(Reply::empty(204))
}

/// Gives a project another scheme and its issues statuses of their new workflows, as a task.
fn switch_project(call: &Call<'_>) -> Answer {
    let account = call.account()?;
    call.need_admin()?;
    let body = call.json()?;
    let mut guard = call.write();
    let state = &mut *guard;
    let (project, scheme) = pair(state, &body, "targetSchemeId").map_err(|refused| Reply {
        status: 400,
        ..refused
    })?;
    let config = &state.jira.config;
    let overrides: Vec<&Value> = body["mappingsByIssueTypeOverride"]
        .as_array()
        .into_iter()
        .flatten()
        .collect();
    let mapped = |kind: u32, old: u32| {
        let entry = overrides
            .iter()
            .find(|o| read_id(&o["issueTypeId"]) == Some(kind))?;
        let mut pairs = entry["statusMappings"].as_array()?.iter();
        let found = pairs.find(|pair| read_id(&pair["oldStatusId"]) == Some(old))?;
        read_id(&found["newStatusId"])
    };
    let target = config
        .workflow_schemes
        .get(&scheme)
        .ok_or_else(no_such_scheme)?;
    let mut moved = Vec::new();
    for issue in state.jira.issues.all().filter(|i| i.project == project) {
        let workflow = config.workflows.get(&target.workflow(issue.issue_type));
        let statuses = workflow.map_or(&[][..], |w| &w.statuses);
        let new = mapped(issue.issue_type, issue.status).unwrap_or(issue.status);
        if !statuses.contains(&new) {
            return Err(errors::bad_request(
                "A status that issues have is not in the new workflow, and nothing takes its place.",
            ));
        }
        if new != issue.status {
            moved.push((issue.id, issue.status, new));
        }
    }
    set_statuses(state, account, call.now(), &moved);
    if let Some(project) = state.jira.projects.get_mut(project) {
        project.workflow_scheme = scheme;
    }
    let tasks = &mut state.jira.tasks;
    let task = tasks.done("Switch workflow scheme", Value::Null, account, call.now());
    started(call, state, task)
}

fn brief(config: &Config, id: u32) -> Value {
    config.workflows.get(&id).map_or(Value::Null, |workflow| {
        json!({
            "id": workflow.entity_id,
            "name": workflow.name,
            "description": workflow.description,
            "version": {
                "id": super::version_id(workflow),
                "versionNumber": workflow.version,
            },
        })
    })
}

/// Many schemes at once, by id or by the projects that use them.
fn read(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let body = call.json()?;
    let state = call.read();
    let config = &state.jira.config;
    let mut ids: Vec<u32> = strings(&body["workflowSchemeIds"])
        .into_iter()
        .filter_map(|id| id.parse().ok())
        .collect();
    let projects = strings(&body["projectIds"]).into_iter();
    ids.extend(
        projects.filter_map(|id| Some(state.jira.projects.get(id.parse().ok()?)?.workflow_scheme)),
    );
    if ids.is_empty() {
        return Err(errors::bad_request(
            "Workflow schemes must be named by their IDs or by projects.",
        ));
    }
    ids.sort_unstable();
    ids.dedup();
    let views = ids.into_iter().filter_map(|id| {
        let scheme = config.workflow_schemes.get(&id)?;
        let mut by_workflow: BTreeMap<u32, Vec<String>> = BTreeMap::new();
        for (kind, workflow) in &scheme.mapped {
            by_workflow
                .entry(*workflow)
                .or_default()
                .push(kind.to_string());
        }
        let mapped: Vec<Value> = by_workflow
            .into_iter()
            .map(|(id, kinds)| json!({ "workflow": brief(config, id), "issueTypeIds": kinds }))
            .collect();
        let owner = config
            .workflows
            .get(&scheme.default)
            .and_then(|w| w.project);
        Some(json!({
            "id": id.to_string(),
            "name": scheme.name,
            "description": scheme.description,
            "scope": scope_view(owner),
            "version": { "id": format!("00000000-0000-4000-8000-{id:012}"), "versionNumber": 1 },
            "defaultWorkflow": brief(config, scheme.default),
            "workflowsForIssueTypes": mapped,
        }))
    });
    ok(&views.collect())
}

fn project_usages(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let state = call.read();
    let id = wanted(call, &state)?;
    let ids: Vec<String> = users(&state, id).map(|p| p.id.to_string()).collect();
    ok(&json!({ "workflowSchemeId": id.to_string(), "projects": usages(call, &ids)? }))
}
