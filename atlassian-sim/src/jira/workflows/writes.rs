//! Making, changing and deleting workflows.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::check::{self, Complaint, Draft, Statuses};
use super::{active, by_entity, no_such_workflow, statuses_of, view};
use crate::call::Call;
use crate::errors;
use crate::jira::MANAGE;
use crate::jira::statuses_bulk::{need_scope, read_scope};
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::Login;
use crate::routes::Operation;
use crate::state::State;
use crate::state::jira::config::{Status, Workflow};
use crate::state::jira::upkeep::entity_id;

use super::switch::{move_issues, statuses_in_use};

pub(in crate::jira) const OPERATIONS: &[Operation] = &[
    Operation::new("POST", "/rest/api/3/workflows/create", Login, create)
        .scopes(MANAGE, &["write:workflow:jira"]),
    Operation::new(
        "POST",
        "/rest/api/3/workflows/create/validation",
        Login,
        check_new,
    )
    .scopes(MANAGE, &["write:workflow:jira"]),
    Operation::new("POST", "/rest/api/3/workflows/update", Login, update)
        .scopes(MANAGE, &["write:workflow:jira"]),
    Operation::new(
        "POST",
        "/rest/api/3/workflows/update/validation",
        Login,
        check_changed,
    )
    .scopes(MANAGE, &["write:workflow:jira"]),
    Operation::new("DELETE", "/rest/api/3/workflow/{entityId}", Login, delete)
        .scopes(MANAGE, &["delete:workflow:jira"]),
];

/// Everything in a body that makes workflows, and what is wrong with it.
fn read_new(
    state: &State,
    project: Option<u32>,
    body: &Value,
) -> (Statuses, Vec<(String, Draft)>, Vec<Complaint>) {
    let mut wrong = Vec::new();
    let statuses = check::statuses(state, project, body, &mut wrong);
    let mut drafts: Vec<(String, Draft)> = Vec::new();
    for entry in body["workflows"].as_array().into_iter().flatten() {
        let name = entry["name"].as_str().map_or("", str::trim).to_owned();
        if name.is_empty() || name.chars().count() > 255 {
            wrong.push(Complaint::new(
                "WORKFLOW",
                "INVALID_WORKFLOW_NAME",
                "You must specify a valid workflow name.",
                json!({}),
            ));
        }
        let mut known = state.jira.config.workflows.values();
        if known.any(|w| w.name == name) || drafts.iter().any(|(other, _)| *other == name) {
            wrong.push(Complaint::new(
                "WORKFLOW",
                "NON_UNIQUE_WORKFLOW_NAME",
                "You must use a unique workflow name.",
                json!({}),
            ));
        }
        let known = |reference: &str| statuses.contains_key(reference);
        drafts.push((name, check::workflow(state, &known, entry, &mut wrong)));
    }
    if drafts.is_empty() {
        wrong.push(Complaint::new(
            "WORKFLOW",
            "NO_WORKFLOWS",
            "At least one workflow must be given.",
            json!({}),
        ));
    }
    (statuses, drafts, wrong)
}

/// 400 with all that is wrong, if anything is.
fn refuse(wrong: &[Complaint]) -> Result<(), Reply> {
    if wrong.is_empty() {
        return Ok(());
    }
    let messages: Vec<&str> = wrong.iter().map(Complaint::message).collect();
    Err(Reply::json(
        400,
        &json!({ "errorMessages": messages, "errors": {} }),
    ))
}

fn complaints(wrong: &[Complaint]) -> Answer {
    let errors: Vec<Value> = wrong.iter().map(Complaint::view).collect();
    ok(&json!({ "errors": errors }))
}

/// Takes in the statuses that are new, and changes those that exist; their ids by reference.
fn keep_statuses(
    state: &mut State,
    project: Option<u32>,
    named: Statuses,
) -> BTreeMap<String, u32> {
    let config = &mut state.jira.config;
    let mut ids = BTreeMap::new();
    for (reference, status) in named {
        let id = status.existing.unwrap_or_else(|| config.next_id());
        let owner = config.statuses.get(&id).map_or(project, |old| old.project);
        let status = Status {
            name: status.name,
            description: status.description,
            category: status.category,
            project: owner,
        };
        config.statuses.insert(id, status);
        ids.insert(reference, id);
    }
    ids
}

fn create(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let mut guard = call.write();
    let state = &mut *guard;
    let project = read_scope(state, &body["scope"])?;
    need_scope(call, state, project)?;
    let (statuses, drafts, wrong) = read_new(state, project, &body);
    refuse(&wrong)?;
    let ids = keep_statuses(state, project, statuses);
    let config = &mut state.jira.config;
    let mut made = Vec::new();
    let entries = body["workflows"].as_array().into_iter().flatten();
    for ((name, draft), entry) in drafts.into_iter().zip(entries) {
        let id = config.next_id();
        let references = draft.statuses.iter();
        let workflow = Workflow {
            entity_id: entity_id(id),
            name,
            description: entry["description"].as_str().unwrap_or("").to_owned(),
            statuses: references.filter_map(|r| ids.get(r).copied()).collect(),
            transitions: draft.transitions(&ids),
            project,
            version: 1,
            created: call.now(),
            updated: call.now(),
        };
        config.workflows.insert(id, workflow);
        made.push(id);
    }
    shown(state, &made)
}

/// The workflows with their statuses.
fn shown(state: &State, ids: &[u32]) -> Answer {
    let config = &state.jira.config;
    let found = ids.iter().filter_map(|id| config.workflows.get(id));
    let found: Vec<&Workflow> = found.collect();
    ok(&json!({
        "statuses": statuses_of(config, &found),
        "workflows": found.iter().map(|w| view(w)).collect::<Vec<_>>(),
    }))
}

fn check_new(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let payload = &body["payload"];
    let state = call.read();
    let project = read_scope(&state, &payload["scope"])?;
    need_scope(call, &state, project)?;
    complaints(&read_new(&state, project, payload).2)
}

/// A workflow of a body that changes it.
struct Change {
    id: u32,
    draft: Draft,
    description: Option<String>,
    /// Statuses that go, with those that take their place, by reference.
    moves: BTreeMap<String, String>,
}

/// Everything in a body that changes workflows, and what is wrong with it.
struct Asked {
    /// The team-managed project that all of them belong to.
    project: Option<u32>,
    statuses: Statuses,
    changes: Vec<Change>,
    wrong: Vec<Complaint>,
}

fn read_changes(call: &Call<'_>, state: &State, body: &Value) -> Result<Asked, Reply> {
    let config = &state.jira.config;
    let entries: Vec<&Value> = body["workflows"].as_array().into_iter().flatten().collect();
    let first = entries
        .first()
        .ok_or_else(|| errors::bad_request("At least one workflow must be given."))?;
    let id = |entry: &Value| entry["id"].as_str().unwrap_or("").to_owned();
    let owner = by_entity(config, &id(first))
        .ok_or_else(|| not_found(&id(first)))?
        .1
        .project;
    need_scope(call, state, owner)?;
    let mut wrong = Vec::new();
    let statuses = check::statuses(state, owner, body, &mut wrong);
    let mut changes = Vec::new();
    for entry in entries {
        let (number, workflow) =
            by_entity(config, &id(entry)).ok_or_else(|| not_found(&id(entry)))?;
        if workflow.project != owner {
            return Err(errors::bad_request(
                "All workflows of one request must have the same scope.",
            ));
        }
        if entry["version"]["versionNumber"].as_u64() != Some(workflow.version.into()) {
            return Err(errors::jira(
                409,
                "The workflow was changed by somebody else. Read it again and repeat the change.",
            ));
        }
        // Statuses that the workflow has need not be listed again.
        let known = |reference: &str| {
            let held = reference
                .parse()
                .is_ok_and(|id| workflow.statuses.contains(&id));
            held || statuses.contains_key(reference)
        };
        let draft = check::workflow(state, &known, entry, &mut wrong);
        let moves: BTreeMap<String, String> = entry["defaultStatusMappings"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|m| {
                let old = m["oldStatusReference"].as_str()?.to_owned();
                Some((old, m["newStatusReference"].as_str()?.to_owned()))
            })
            .collect();
        for gone in statuses_in_use(state, number) {
            let reference = reference_of(&statuses, gone);
            let to = moves.get(&reference);
            let stays = draft.statuses.contains(&reference);
            if !stays && !to.is_some_and(|to| draft.statuses.contains(to)) {
                wrong.push(Complaint::new(
                    "STATUS_MAPPING",
                    "MISSING_STATUS_MAPPING",
                    "A status that issues have was removed, and nothing takes its place.",
                    json!({ "statusReference": reference }),
                ));
            }
        }
        changes.push(Change {
            id: number,
            draft,
            description: entry["description"].as_str().map(str::to_owned),
            moves,
        });
    }
    Ok(Asked {
        project: owner,
        statuses,
        changes,
        wrong,
    })
}

fn not_found(id: &str) -> Reply {
    errors::bad_request(format!("The workflow '{id}' was not found."))
}

/// What a body calls the status; its id where it does not name it.
fn reference_of(named: &Statuses, id: u32) -> String {
    let mut all = named.iter();
    let found = all.find(|(_, status)| status.existing == Some(id));
    found.map_or_else(|| id.to_string(), |(reference, _)| reference.clone())
}

fn update(call: &Call<'_>) -> Answer {
    let account = call.account()?;
    let body = call.json()?;
    let mut guard = call.write();
    let state = &mut *guard;
    let asked = read_changes(call, state, &body)?;
    refuse(&asked.wrong)?;
    let mut ids: BTreeMap<String, u32> = BTreeMap::new();
    for change in &asked.changes {
        let workflow = state.jira.config.workflows.get(&change.id);
        let held = workflow.into_iter().flat_map(|w| &w.statuses);
        ids.extend(held.map(|id| (id.to_string(), *id)));
    }
    ids.extend(keep_statuses(state, asked.project, asked.statuses));
    let mut done = Vec::new();
    for change in asked.changes {
        let id = |reference: &String| ids.get(reference).copied();
        let moves: BTreeMap<u32, u32> = change
            .moves
            .iter()
            .filter(|(old, _)| !change.draft.statuses.contains(old))
            .filter_map(|(old, new)| Some((id(old)?, id(new)?)))
            .collect();
        move_issues(state, account, call.now(), change.id, &moves);
        let transitions = change.draft.transitions(&ids);
        let statuses = change.draft.statuses.iter().filter_map(id).collect();
        if let Some(workflow) = state.jira.config.workflows.get_mut(&change.id) {
            workflow.statuses = statuses;
            workflow.transitions = transitions;
            workflow.version += 1;
            workflow.updated = call.now();
            if let Some(description) = change.description {
                workflow.description = description;
            }
        }
        done.push(change.id);
    }
    shown(state, &done)
}

fn check_changed(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let state = call.read();
    complaints(&read_changes(call, &state, &body["payload"])?.wrong)
}

fn delete(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let mut state = call.write();
    let found = by_entity(&state.jira.config, call.param());
    let id = found.map(|(id, _)| id);
    let id = id.ok_or_else(|| no_such_workflow(call.param()))?;
    let mut schemes = state.jira.config.workflow_schemes.values();
    let in_scheme = schemes.any(|s| s.default == id || s.mapped.values().any(|used| *used == id));
    drop(schemes);
    if in_scheme || active(&state, id) {
        return Err(errors::bad_request(
            "The workflow is used by a workflow scheme and cannot be deleted.",
        ));
    }
    state.jira.config.workflows.remove(&id);
    Ok(Reply::empty(204))
}
