//! Workflows: reading them.

use serde_json::{Value, json};

use super::forms::{id as read_id, order};
use super::statuses_bulk::{category_code, scope_view, usages};
use super::{MANAGE, MANAGE_PROJECT};
use crate::call::Call;
use crate::errors;
use crate::paging::{Window, bean};
use crate::query::strings;
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::Login;
use crate::routes::Operation;
use crate::state::State;
use crate::state::jira::config::{Config, Status, Transition, TransitionKind, Workflow};
use crate::state::jira::permit::ADMINISTER_PROJECTS;
use crate::state::permissions::ADMINISTER;
use crate::time;

pub(super) mod check;
pub(super) mod scheme_parts;
pub(super) mod scheme_users;
pub(super) mod schemes;
pub(super) mod switch;
pub(super) mod writes;

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::new("POST", "/rest/api/3/workflows", Login, read)
        .scopes(MANAGE, &["read:workflow:jira"]),
    Operation::new("GET", "/rest/api/3/workflows/search", Login, search)
        .scopes(MANAGE, &["read:workflow:jira"]),
    Operation::new(
        "GET",
        "/rest/api/3/workflows/capabilities",
        Login,
        capabilities,
    )
    .scopes(MANAGE, &["read:workflow:jira"]),
    Operation::new(
        "GET",
        "/rest/api/3/workflows/defaultEditor",
        Login,
        default_editor,
    )
    .scopes(MANAGE, &["read:workflow:jira"]),
    Operation::new("GET", "/rest/api/3/workflow/search", Login, removed).scopes(
        MANAGE_PROJECT,
        &[
            "read:group:jira",
            "read:issue-security-level:jira",
            "read:project-role:jira",
            "read:screen:jira",
            "read:status:jira",
            "read:user:jira",
            "read:workflow:jira",
            "read:webhook:jira",
            "read:avatar:jira",
            "read:project-category:jira",
            "read:project:jira",
        ],
    ),
    Operation::new(
        "GET",
        "/rest/api/3/workflow/{workflowId}/projectUsages",
        Login,
        project_usages,
    )
    .scopes(MANAGE, &["read:project:jira", "read:workflow:jira"]),
    Operation::new(
        "GET",
        "/rest/api/3/workflow/{workflowId}/workflowSchemes",
        Login,
        scheme_usages,
    )
    .scopes(MANAGE, &["read:workflow-scheme:jira", "read:workflow:jira"]),
    Operation::new(
        "GET",
        "/rest/api/3/workflow/{workflowId}/project/{projectId}/issueTypeUsages",
        Login,
        type_usages,
    )
    .scopes(
        MANAGE,
        &[
            "read:project:jira",
            "read:workflow:jira",
            "read:issue-type:jira",
        ],
    ),
];

/// A status as workflows refer to it: by a reference, which is its id in answers.
fn status_view(id: u32, status: &Status) -> Value {
    json!({
        "id": id.to_string(),
        "name": status.name,
        "description": status.description,
        "statusCategory": category_code(status.category),
        "statusReference": id.to_string(),
        "scope": scope_view(status.project),
    })
}

fn transition_view(transition: &Transition) -> Value {
    let kind = match transition.kind {
        TransitionKind::Initial => "INITIAL",
        TransitionKind::Global => "GLOBAL",
        TransitionKind::Directed => "DIRECTED",
    };
    let from = transition.from.iter();
    let links: Vec<Value> = from
        .map(|id| json!({ "fromPort": 0, "fromStatusReference": id.to_string(), "toPort": 1 }))
        .collect();
    let mut view = json!({
        "id": transition.id.to_string(),
        "type": kind,
        "name": transition.name,
        "description": "",
        "links": links,
        "toStatusReference": transition.to.to_string(),
        "actions": [],
        "validators": [],
        "triggers": [],
        "properties": {},
    });
    if let Some(screen) = transition.screen {
        view["transitionScreen"] = json!({
            "ruleKey": "system:transition-screen",
            "parameters": { "screenId": screen.to_string() },
        });
    }
    if let Some(permission) = &transition.permission {
        let rule = json!({
            "ruleKey": "system:restrict-issue-transition",
            "parameters": {
                "accountIds": "",
                "roleIds": "",
                "groupIds": "",
                "permissionKeys": permission,
                "groupCustomFields": "",
                "allowUserCustomFields": "",
                "denyUserCustomFields": "",
            },
        });
        view["conditions"] =
            json!({ "operation": "ALL", "conditions": [rule], "conditionGroups": [] });
    }
    view
}

/// The id of one version of a workflow.
fn version_id(workflow: &Workflow) -> String {
    let tail = workflow.entity_id.get(8..).unwrap_or("");
    format!("{:08x}{tail}", workflow.version)
}

fn view(workflow: &Workflow) -> Value {
    let statuses: Vec<Value> = workflow
        .statuses
        .iter()
        .zip(1_u32..)
        .map(|(id, column)| {
            json!({
                "statusReference": id.to_string(),
                "layout": { "x": f64::from(column) * 200.0, "y": 0.0 },
                "properties": {},
                "deprecated": false,
            })
        })
        .collect();
    let transitions: Vec<Value> = workflow.transitions.iter().map(transition_view).collect();
    json!({
        "id": workflow.entity_id,
        "name": workflow.name,
        "description": workflow.description,
        "isEditable": true,
        "scope": scope_view(workflow.project),
        "version": { "id": version_id(workflow), "versionNumber": workflow.version },
        "startPointLayout": { "x": 0.0, "y": 0.0 },
        "statuses": statuses,
        "transitions": transitions,
        "created": time::rfc3339(workflow.created),
        "updated": time::rfc3339(workflow.updated),
    })
}

/// The statuses of these workflows, each once.
fn statuses_of(config: &Config, workflows: &[&Workflow]) -> Vec<Value> {
    let all = workflows.iter().flat_map(|workflow| &workflow.statuses);
    let mut ids: Vec<u32> = all.copied().collect();
    ids.sort_unstable();
    ids.dedup();
    ids.iter()
        .filter_map(|id| Some(status_view(*id, config.statuses.get(id)?)))
        .collect()
}

/// Administrators of the site, and of a project.
fn need_administrator(call: &Call<'_>, state: &State) -> Result<(), Reply> {
    let holds = |permission| state.holds(call.caller, permission);
    if holds(ADMINISTER) || holds(ADMINISTER_PROJECTS) {
        Ok(())
    } else {
        Err(errors::jira(
            403,
            "Only administrators of Jira or of a project can perform this operation.",
        ))
    }
}

fn by_entity<'a>(config: &'a Config, entity_id: &str) -> Option<(u32, &'a Workflow)> {
    let mut all = config.workflows.iter();
    let found = all.find(|(_, workflow)| workflow.entity_id == entity_id);
    found.map(|(id, workflow)| (*id, workflow))
}

fn no_such_workflow(what: &str) -> Reply {
    errors::jira(404, format!("The workflow '{what}' was not found."))
}

/// By name, by id, or as projects use them for their issue types.
fn read(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let state = call.read();
    need_administrator(call, &state)?;
    let config = &state.jira.config;
    let (names, ids) = (
        strings(&body["workflowNames"]),
        strings(&body["workflowIds"]),
    );
    let pairs = body["projectAndIssueTypes"].as_array();
    let pairs: Vec<&Value> = pairs.into_iter().flatten().collect();
    if names.len() + ids.len() + pairs.len() == 0 {
        return Err(errors::bad_request(
            "Workflows must be named by name, by ID, or by project and issue type.",
        ));
    }
    let mut found: Vec<u32> = Vec::new();
    for name in names {
        let mut all = config.workflows.iter();
        found.extend(all.find(|(_, w)| w.name == name).map(|(id, _)| *id));
    }
    for id in ids {
        found.extend(by_entity(config, id).map(|(id, _)| id));
    }
    for pair in pairs {
        let project = read_id(&pair["projectId"]).and_then(|id| state.jira.projects.get(id));
        let scheme = project.and_then(|p| config.workflow_schemes.get(&p.workflow_scheme));
        let kind = read_id(&pair["issueTypeId"]);
        let (Some(scheme), Some(kind)) = (scheme, kind) else {
            return Err(errors::bad_request(
                "A project or an issue type was not found.",
            ));
        };
        found.push(scheme.workflow(kind));
    }
    found.sort_unstable();
    found.dedup();
    let found = found.iter().filter_map(|id| config.workflows.get(id));
    let found: Vec<&Workflow> = found.collect();
    ok(&json!({
        "statuses": statuses_of(config, &found),
        "workflows": found.iter().map(|w| view(w)).collect::<Vec<_>>(),
    }))
}

/// Whether a project uses the workflow.
fn active(state: &State, id: u32) -> bool {
    let schemes = &state.jira.config.workflow_schemes;
    state.jira.projects.all().any(|project| {
        let scheme = schemes.get(&project.workflow_scheme);
        scheme.is_some_and(|s| s.default == id || s.mapped.values().any(|used| *used == id))
    })
}

fn search(call: &Call<'_>) -> Answer {
    let window = Window::of_bean(call, 50, 200)?;
    let needle = call.query.get("queryString").unwrap_or("").to_lowercase();
    let (by, down) = order(call, &["name", "created", "updated"])?.unwrap_or(("name", false));
    let scope = call.query.filled("scope");
    if scope.is_some_and(|scope| !["GLOBAL", "PROJECT"].contains(&scope)) {
        return Err(errors::bad_request("The scope must be GLOBAL or PROJECT."));
    }
    let flag = call.query.filled("isActive");
    let wanted_active = flag.map(|text| text.eq_ignore_ascii_case("true"));
    let state = call.read();
    need_administrator(call, &state)?;
    let config = &state.jira.config;
    let all = config.workflows.iter();
    let mut found: Vec<&Workflow> = all
        .filter(|(_, w)| w.name.to_lowercase().contains(&needle))
        .filter(|(_, w)| scope.is_none_or(|s| (s == "PROJECT") == w.project.is_some()))
        .filter(|(id, _)| wanted_active.is_none_or(|wanted| wanted == active(&state, **id)))
        .map(|(_, workflow)| workflow)
        .collect();
    match by {
        "created" => found.sort_by_key(|w| w.created),
        "updated" => found.sort_by_key(|w| w.updated),
        _ => found.sort_by(|a, b| a.name.cmp(&b.name)),
    }
    if down {
        found.reverse();
    }
    let shown = found.iter().skip(window.start).take(window.size);
    let shown: Vec<&Workflow> = shown.copied().collect();
    let views: Vec<Value> = shown.iter().map(|w| view(w)).collect();
    let mut page = bean(call, window, found.len(), &views);
    page["statuses"] = statuses_of(config, &shown).into();
    ok(&page)
}

/// The rules that workflows can have here: those that have an effect.
fn capabilities(call: &Call<'_>) -> Answer {
    let state = call.read();
    need_administrator(call, &state)?;
    let workflow = match call.query.filled("workflowId") {
        None => None,
        Some(id) => {
            let found = by_entity(&state.jira.config, id);
            Some(
                found
                    .ok_or_else(|| errors::bad_request("The workflow was not found."))?
                    .1,
            )
        }
    };
    let project = call.query.filled("projectId");
    let project = project.and_then(|id| id.parse().ok());
    let project = project.and_then(|id| state.jira.projects.get(id));
    let local = workflow.map_or_else(
        || project.is_some_and(|p| p.team_managed),
        |workflow| workflow.project.is_some(),
    );
    let rule = |key: &str, kind: &str, name: &str, initial: bool| {
        json!({
            "ruleKey": key,
            "ruleType": kind,
            "name": name,
            "description": name,
            "incompatibleRuleKeys": [],
            "isAvailableForInitialTransition": initial,
            "isVisible": true,
        })
    };
    ok(&json!({
        "editorScope": if local { "PROJECT" } else { "GLOBAL" },
        "projectTypes": ["software", "business", "service_desk"],
        "systemRules": [
            rule("system:restrict-issue-transition", "Condition", "Restrict who can move an issue", false),
            rule("system:transition-screen", "Screen", "Show a screen", false),
        ],
        "connectRules": [],
        "forgeRules": [],
        "triggerRules": [],
    }))
}

fn default_editor(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    ok(&json!({ "value": "NEW" }))
}

/// Gone since June 2026.
fn removed(_: &Call<'_>) -> Answer {
    Err(errors::jira(
        410,
        "The requested API has been removed. Please migrate to the /rest/api/3/workflows/search API. \
         A full migration guideline is available at https://developer.atlassian.com/changelog/#CHANGE-2569",
    ))
}

/// The workflow whose long id the path names.
fn wanted<'a>(call: &Call<'_>, state: &'a State) -> Result<(u32, &'a Workflow), Reply> {
    let found = by_entity(&state.jira.config, call.param());
    found.ok_or_else(|| no_such_workflow(call.param()))
}

fn project_usages(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let state = call.read();
    let (id, workflow) = wanted(call, &state)?;
    let schemes = &state.jira.config.workflow_schemes;
    let all = state.jira.projects.all();
    let users = all.filter(|project| {
        let scheme = schemes.get(&project.workflow_scheme);
        scheme.is_some_and(|s| s.default == id || s.mapped.values().any(|used| *used == id))
    });
    let ids: Vec<String> = users.map(|p| p.id.to_string()).collect();
    ok(&json!({ "workflowId": workflow.entity_id, "projects": usages(call, &ids)? }))
}

fn scheme_usages(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let state = call.read();
    let (id, workflow) = wanted(call, &state)?;
    let all = state.jira.config.workflow_schemes.iter();
    let users = all.filter(|(_, s)| s.default == id || s.mapped.values().any(|used| *used == id));
    let ids: Vec<String> = users.map(|(id, _)| id.to_string()).collect();
    ok(&json!({ "workflowId": workflow.entity_id, "workflowSchemes": usages(call, &ids)? }))
}

fn type_usages(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let state = call.read();
    let (_, workflow) = wanted(call, &state)?;
    let project = super::forms::path_id(call, 1).and_then(|id| state.jira.projects.get(id));
    let project = project.ok_or_else(|| errors::jira(404, "The project was not found."))?;
    let types = state.jira.types_of(project).iter();
    let users = types.filter(|kind| {
        let used = state.jira.workflow_of(project, **kind);
        used.is_some_and(|used| used.entity_id == workflow.entity_id)
    });
    let ids: Vec<String> = users.map(ToString::to_string).collect();
    ok(&json!({
        "workflowId": workflow.entity_id,
        "projectId": project.id.to_string(),
        "issueTypes": usages(call, &ids)?,
    }))
}
