//! Types of links between issues.

use serde_json::{Value, json};

use super::forms::{needed_text, new_text};
use super::views::config::link_type as view;
use super::{MANAGE, READ_WORK};
use crate::call::Call;
use crate::errors;
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::{Anonymous, Login};
use crate::routes::Operation;
use crate::state::State;
use crate::state::jira::config::LinkType;
use crate::state::permissions::ADMINISTER;

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::new("GET", "/rest/api/3/issueLinkType", Anonymous, list)
        .scopes(READ_WORK, &["read:issue-link-type:jira"]),
    Operation::new("POST", "/rest/api/3/issueLinkType", Login, create)
        .scopes(MANAGE, &["write:issue-link-type:jira"]),
    Operation::new(
        "GET",
        "/rest/api/3/issueLinkType/{issueLinkTypeId}",
        Anonymous,
        get,
    )
    .scopes(READ_WORK, &["read:issue-link-type:jira"]),
    Operation::new(
        "PUT",
        "/rest/api/3/issueLinkType/{issueLinkTypeId}",
        Login,
        update,
    )
    .scopes(
        MANAGE,
        &["read:issue-link-type:jira", "write:issue-link-type:jira"],
    ),
    Operation::new(
        "DELETE",
        "/rest/api/3/issueLinkType/{issueLinkTypeId}",
        Login,
        delete,
    )
    .scopes(MANAGE, &["delete:issue-link-type:jira"]),
];

fn no_such_type(id: &str) -> Reply {
    errors::jira(404, format!("No issue link type with id '{id}' found."))
}

/// Anonymous callers who see no project see no link types either.
fn sees(call: &Call<'_>, state: &State) -> bool {
    let mut projects = state.jira.projects.all();
    call.caller.is_some() || projects.any(|p| state.sees_project(None, p))
}

fn wanted(call: &Call<'_>, state: &State) -> Result<u32, Reply> {
    let id: u32 = call
        .param()
        .parse()
        .map_err(|_| errors::bad_request("The issue link type ID is invalid."))?;
    let known = sees(call, state) && state.jira.config.link_types.contains_key(&id);
    known
        .then_some(id)
        .ok_or_else(|| no_such_type(call.param()))
}

fn shown(call: &Call<'_>, state: &State, status: u16, id: u32) -> Answer {
    let view = view(call, state, id).ok_or_else(|| no_such_type(&id.to_string()))?;
    Ok(Reply::json(status, &view))
}

fn list(call: &Call<'_>) -> Answer {
    let state = call.read();
    let ids = state.jira.config.link_types.keys();
    let ids = ids.filter(|_| sees(call, &state));
    let views: Vec<Value> = ids.filter_map(|id| view(call, &state, *id)).collect();
    ok(&json!({ "issueLinkTypes": views }))
}

fn get(call: &Call<'_>) -> Answer {
    let state = call.read();
    shown(call, &state, 200, wanted(call, &state)?)
}

/// Who may not administer Jira is told that there is nothing here, as the service does.
fn need_admin(call: &Call<'_>, state: &State) -> Result<(), Reply> {
    if state.holds(call.caller, ADMINISTER) {
        Ok(())
    } else {
        Err(errors::jira(
            404,
            "You do not have permission to manage issue link types.",
        ))
    }
}

fn free(state: &State, name: &str, own: Option<u32>) -> Result<(), Reply> {
    let mut others = state.jira.config.link_types.iter();
    if others.any(|(id, t)| Some(*id) != own && t.name.eq_ignore_ascii_case(name)) {
        return Err(errors::jira(
            404,
            format!("An issue link type with the name '{name}' already exists."),
        ));
    }
    Ok(())
}

fn create(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let mut state = call.write();
    need_admin(call, &state)?;
    let name = needed_text(&body, "name", 60)?;
    let inward = needed_text(&body, "inward", 60)?;
    let outward = needed_text(&body, "outward", 60)?;
    free(&state, name, None)?;
    let kind = LinkType {
        name: name.to_owned(),
        inward: inward.to_owned(),
        outward: outward.to_owned(),
    };
    let id = state.jira.config.next_id();
    state.jira.config.link_types.insert(id, kind);
    shown(call, &state, 201, id)
}

fn update(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let mut state = call.write();
    need_admin(call, &state)?;
    let id = wanted(call, &state)?;
    let name = new_text(&body, "name", 60)?;
    let inward = new_text(&body, "inward", 60)?;
    let outward = new_text(&body, "outward", 60)?;
    if let Some(name) = name {
        free(&state, name, Some(id))?;
    }
    if let Some(kind) = state.jira.config.link_types.get_mut(&id) {
        for (new, old) in [
            (name, &mut kind.name),
            (inward, &mut kind.inward),
            (outward, &mut kind.outward),
        ] {
            if let Some(new) = new {
                new.clone_into(old);
            }
        }
    }
    shown(call, &state, 200, id)
}

/// Its links go with it.
fn delete(call: &Call<'_>) -> Answer {
    let mut guard = call.write();
    let state = &mut *guard;
    need_admin(call, state)?;
    let id = wanted(call, state)?;
    let issues = &mut state.jira.issues;
    let links = issues.links.iter();
    let gone: Vec<(u32, [u32; 2])> = links
        .filter(|(_, link)| link.link_type == id)
        .map(|(number, link)| (*number, [link.source, link.target]))
        .collect();
    for (number, ends) in gone {
        issues.links.remove(&number);
        for end in ends {
            if let Some(issue) = issues.edit(end, call.now()) {
                issue.links.retain(|link| *link != number);
            }
        }
    }
    state.jira.config.link_types.remove(&id);
    Ok(Reply::empty(204))
}
