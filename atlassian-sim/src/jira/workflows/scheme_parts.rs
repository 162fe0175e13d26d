//! The parts of a workflow scheme: its default, and the workflow of each issue type.

use serde_json::{Value, json};

use super::no_such_workflow;
use super::schemes::{change, look, name_of, system_workflow, workflow};
use crate::call::Call;
use crate::errors;
use crate::jira::MANAGE;
use crate::jira::forms::path_id;
use crate::query::strings;
use crate::reply::{Answer, Reply};
use crate::routes::Access::Login;
use crate::routes::Operation;
use crate::state::jira::config::{Config, WorkflowScheme};

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
const READ_WORKFLOW_SCHEME: &[&str] = &[
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
    .scopes(MANAGE, READ_WORKFLOW_SCHEME),
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
    .scopes(MANAGE, READ_WORKFLOW_SCHEME),
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
];

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
    workflow(config, &name.into()).map_err(|_| no_such_workflow(name))
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
