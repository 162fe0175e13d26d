//! Workflow schemes and the projects that use them.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::schemes::{no_such_scheme, users, view, wanted};
use super::switch::set_statuses;
use super::version_id;
use crate::call::Call;
use crate::errors;
use crate::jira::MANAGE;
use crate::jira::forms::{asked_ids, id as read_id};
use crate::jira::project::no_such_project;
use crate::jira::statuses_bulk::{scope_view, usages};
use crate::jira::tasks::started;
use crate::query::strings;
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::Login;
use crate::routes::Operation;
use crate::state::State;
use crate::state::jira::config::Config;

pub(in crate::jira) const OPERATIONS: &[Operation] = &[
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
    Operation::new(
        "GET",
        "/rest/api/3/workflowscheme/{workflowSchemeId}/projectUsages",
        Login,
        project_usages,
    )
    .scopes(MANAGE, &["read:project:jira", "read:workflow-scheme:jira"]),
];

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
                "id": version_id(workflow),
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
