//! Making, changing and deleting spaces.

use serde_json::{Value, json};

use super::super::answers::{bad_request, no_space, ok, v1_json, with_status};
use super::super::viewer::Viewer;
use super::super::{new_space, valid_key};
use super::views;
use crate::call::Call;
use crate::reply::{Answer, Reply};
use crate::routes::Access::Login;
use crate::routes::Operation;
use crate::state::State;
use crate::state::wiki::audit::Object;
use crate::state::wiki::spaces::Audience;
use crate::state::wiki::{DELETION_MS, Task};

const SCOPE: &str = "write:confluence-space";
const WRITE: &[&str] = &[
    "read:space-details:confluence",
    "write:space:confluence",
    "write:space.permission:confluence",
];

pub(in super::super) const OPERATIONS: &[Operation] = &[
    Operation::new("POST", "/wiki/rest/api/space", Login, create).scopes(SCOPE, WRITE),
    Operation::new(
        "POST",
        "/wiki/rest/api/space/_private",
        Login,
        create_private,
    )
    .scopes(SCOPE, WRITE),
    Operation::new("PUT", "/wiki/rest/api/space/{spaceKey}", Login, update).scopes(SCOPE, WRITE),
    Operation::new("DELETE", "/wiki/rest/api/space/{spaceKey}", Login, delete).scopes(
        SCOPE,
        &[
            "read:content.metadata:confluence",
            "delete:space:confluence",
        ],
    ),
];

/// What a permission list opens: everybody unless it names groups or accounts for this operation.
fn audience(state: &State, permissions: &Value, author: u32, wanted: &str) -> Audience {
    let mut groups: Vec<u32> = Vec::new();
    let mut accounts = vec![author];
    let mut any = false;
    for one in permissions.as_array().into_iter().flatten() {
        if one["operation"]["operation"] != wanted {
            continue;
        }
        any = true;
        let results = |kind: &str| {
            one["subjects"][kind]["results"]
                .as_array()
                .into_iter()
                .flatten()
        };
        groups.extend(results("group").filter_map(|group| {
            let by_id = group["id"].as_str().and_then(|id| state.groups.find(id));
            by_id.or_else(|| state.groups.find_by_name(group["name"].as_str()?))
        }));
        accounts.extend(
            results("user").filter_map(|user| state.users.find(user["accountId"].as_str()?)),
        );
    }
    if any {
        Audience::Only { groups, accounts }
    } else {
        Audience::Everyone
    }
}

fn create(call: &Call<'_>) -> Answer {
    make(call, false)
}

fn create_private(call: &Call<'_>) -> Answer {
    make(call, true)
}

fn make(call: &Call<'_>, private: bool) -> Answer {
    let mut state = call.write();
    let author = Viewer::v1(call, &state)?.account;
    let body = v1_json(call)?;
    let name = body["name"].as_str().unwrap_or("").trim().to_owned();
    if name.is_empty() || name.chars().count() > 200 {
        return Err(bad_request("The name of the space is missing or too long"));
    }
    let key = body["key"]
        .as_str()
        .or(body["alias"].as_str())
        .unwrap_or("");
    if !valid_key(key) {
        return Err(bad_request(format!("The space key is invalid : {key}")));
    }
    if state.wiki.space_by_key(key, call.now()).is_some() {
        return Err(bad_request(format!(
            "A space already exists with key {key}"
        )));
    }
    let (readers, editors) = if private {
        (Audience::account(author), Audience::account(author))
    } else {
        let permissions = &body["permissions"];
        (
            audience(&state, permissions, author, "read"),
            audience(&state, permissions, author, "create"),
        )
    };
    let description = body["description"]["plain"]["value"]
        .as_str()
        .unwrap_or("")
        .to_owned();
    let at = new_space(call, &mut state, author, (key, &name), readers, editors);
    if let Some(space) = state.wiki.spaces.get_mut(at as usize) {
        space.description = description;
        if let Some(alias) = body["alias"].as_str() {
            alias.clone_into(&mut space.alias);
        }
    }
    shown(call, &state, at)
}

/// The space as it is now, with what such an answer always expands.
fn shown(call: &Call<'_>, state: &State, at: u32) -> Answer {
    let viewer = Viewer::v1(call, state)?;
    let space = state.wiki.space(at).ok_or_else(|| no_space(""))?;
    ok(&views::space(&viewer, space, Some("")))
}

/// The space of the path, which the caller must administer.
fn own(call: &Call<'_>, state: &State) -> Result<(u32, u32), Reply> {
    let viewer = Viewer::v1(call, state)?;
    let key = call.param();
    let found = viewer.space_by_key(key);
    let (at, _) = found
        .filter(|(_, space)| viewer.administers(space))
        .ok_or_else(|| no_space(key))?;
    Ok((viewer.account, at))
}

fn update(call: &Call<'_>) -> Answer {
    let mut state = call.write();
    let (author, at) = own(call, &state)?;
    let body = v1_json(call)?;
    let homepage = match body["homepage"]["id"].as_str() {
        None => None,
        Some(id) => {
            let page = id.parse().ok().and_then(|id| state.wiki.pages.get(&id));
            let page = page.filter(|page| page.space == at);
            Some(
                page.ok_or_else(|| bad_request("The homepage does not exist in the space"))?
                    .id,
            )
        }
    };
    let name = body["name"].as_str().map(str::trim);
    if name.is_some_and(|name| name.is_empty() || name.chars().count() > 200) {
        return Err(bad_request("The name of the space is missing or too long"));
    }
    let status = body["status"].as_str();
    if status.is_some_and(|status| !["current", "archived"].contains(&status)) {
        return Err(bad_request("The status of the space is invalid"));
    }
    if let Some(space) = state.wiki.spaces.get_mut(at as usize) {
        if let Some(name) = name {
            name.clone_into(&mut space.name);
        }
        if let Some(text) = body["description"]["plain"]["value"].as_str() {
            text.clone_into(&mut space.description);
        }
        if let Some(status) = status {
            space.archived = status == "archived";
        }
        space.homepage = homepage.or(space.homepage);
    }
    note(call, &mut state, author, "Space configuration updated", at);
    shown(call, &state, at)
}

/// Deletes in a long-running task: until it ends the space is still there.
fn delete(call: &Call<'_>) -> Answer {
    let mut state = call.write();
    let (author, at) = own(call, &state)?;
    note(call, &mut state, author, "Space deleted", at);
    let now = call.now();
    let id = state.rng.uuid();
    if let Some(space) = state.wiki.spaces.get_mut(at as usize) {
        space.gone_at = space.gone_at.or(Some(now + DELETION_MS));
    }
    state.wiki.tasks.push(Task {
        id: id.clone(),
        started: now,
    });
    Ok(with_status(
        202,
        &json!({
            "ari": format!("ari:cloud:confluence:{}:longtask/{id}", call.world.cloud_id),
            "id": id,
            "links": { "status": format!("/rest/api/longtask/{id}") },
        }),
    ))
}

fn note(call: &Call<'_>, state: &mut State, author: u32, summary: &str, at: u32) {
    let name = state
        .wiki
        .space(at)
        .map_or_else(String::new, |space| space.name.clone());
    let kind = "Space".to_owned();
    let object = Object { name, kind };
    state
        .wiki
        .note(author, call.now(), summary, "Spaces", object);
}
