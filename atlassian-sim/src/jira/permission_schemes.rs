//! Permission schemes and what they grant to whom.

use serde_json::{Value, json};

use super::forms::{needed_text, path_id};
use super::holders;
use super::views::url;
use super::{MANAGE, READ_WORK};
use crate::call::Call;
use crate::errors;
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::Login;
use crate::routes::Operation;
use crate::state::State;
use crate::state::jira::config::{Grant, PermissionScheme};
use crate::state::permissions::find;

const READ_APPLICATION_ROLE: &[&str] = &[
    "read:application-role:jira",
    "read:field:jira",
    "read:group:jira",
    "read:permission-scheme:jira",
    "read:permission:jira",
    "read:project-role:jira",
    "read:user:jira",
    "read:avatar:jira",
    "read:project-category:jira",
    "read:project:jira",
];
const WRITE_PERMISSION_SCHEME: &[&str] = &[
    "write:permission-scheme:jira",
    "read:application-role:jira",
    "read:field:jira",
    "read:group:jira",
    "read:permission-scheme:jira",
    "read:permission:jira",
    "read:project-role:jira",
    "read:user:jira",
    "read:avatar:jira",
    "read:project-category:jira",
    "read:project:jira",
];
const READ_APPLICATION_ROLE_WHOLE: &[&str] = &[
    "read:application-role:jira",
    "read:field:jira",
    "read:group:jira",
    "read:permission:jira",
    "read:project-role:jira",
    "read:user:jira",
];

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::new("GET", "/rest/api/3/permissionscheme", Login, list)
        .scopes(READ_WORK, READ_APPLICATION_ROLE),
    Operation::new("POST", "/rest/api/3/permissionscheme", Login, create)
        .scopes(MANAGE, WRITE_PERMISSION_SCHEME),
    Operation::new("GET", "/rest/api/3/permissionscheme/{schemeId}", Login, get)
        .scopes(READ_WORK, READ_APPLICATION_ROLE),
    Operation::new(
        "PUT",
        "/rest/api/3/permissionscheme/{schemeId}",
        Login,
        update,
    )
    .scopes(MANAGE, WRITE_PERMISSION_SCHEME),
    Operation::new(
        "DELETE",
        "/rest/api/3/permissionscheme/{schemeId}",
        Login,
        delete,
    )
    .scopes(MANAGE, &["delete:permission-scheme:jira"]),
    Operation::new(
        "GET",
        "/rest/api/3/permissionscheme/{schemeId}/permission",
        Login,
        grants,
    )
    .scopes(READ_WORK, READ_APPLICATION_ROLE_WHOLE),
    Operation::new(
        "POST",
        "/rest/api/3/permissionscheme/{schemeId}/permission",
        Login,
        grant,
    )
    .scopes(
        MANAGE,
        &[
            "read:application-role:jira",
            "read:field:jira",
            "read:group:jira",
            "read:permission:jira",
            "read:project-role:jira",
            "read:user:jira",
            "write:permission:jira",
        ],
    ),
    Operation::new(
        "GET",
        "/rest/api/3/permissionscheme/{schemeId}/permission/{permissionId}",
        Login,
        get_grant,
    )
    .scopes(READ_WORK, READ_APPLICATION_ROLE_WHOLE),
    Operation::new(
        "DELETE",
        "/rest/api/3/permissionscheme/{schemeId}/permission/{permissionId}",
        Login,
        revoke,
    )
    .scopes(MANAGE, &["delete:permission:jira"]),
];

const EXPAND: &str = "permissions,user,group,projectRole,field,all";

fn grant_view(call: &Call<'_>, state: &State, scheme: u32, grant: &Grant) -> Value {
    let path = format!("/permissionscheme/{scheme}/permission/{}", grant.id);
    json!({
        "id": grant.id,
        "self": url(call, &path),
        "holder": holders::view(call, state, &grant.holder),
        "permission": grant.permission,
    })
}

/// A scheme; with its grants where `expand` asks for anything at all.
pub(super) fn view(call: &Call<'_>, state: &State, id: u32) -> Option<Value> {
    let scheme = state.jira.config.permission_schemes.get(&id)?;
    let mut view = json!({
        "expand": EXPAND,
        "id": id,
        "self": url(call, &format!("/permissionscheme/{id}")),
        "name": scheme.name,
        "description": scheme.description,
    });
    if call.query.filled("expand").is_some() {
        let grants = scheme.grants.iter();
        view["permissions"] = grants.map(|g| grant_view(call, state, id, g)).collect();
    }
    Some(view)
}

fn no_such_scheme(call: &Call<'_>) -> Reply {
    let id = call.param();
    errors::jira(404, format!("Permission scheme {id} does not exist"))
}

fn wanted(call: &Call<'_>, state: &State) -> Result<u32, Reply> {
    path_id(call, 0)
        .filter(|id| state.jira.config.permission_schemes.contains_key(id))
        .ok_or_else(|| no_such_scheme(call))
}

fn shown(call: &Call<'_>, state: &State, status: u16, id: u32) -> Answer {
    let view = view(call, state, id).ok_or_else(|| no_such_scheme(call))?;
    Ok(Reply::json(status, &view))
}

fn list(call: &Call<'_>) -> Answer {
    let state = call.read();
    let ids = state.jira.config.permission_schemes.keys();
    let views: Vec<Value> = ids.filter_map(|id| view(call, &state, *id)).collect();
    ok(&json!({ "permissionSchemes": views }))
}

fn get(call: &Call<'_>) -> Answer {
    let state = call.read();
    shown(call, &state, 200, wanted(call, &state)?)
}

/// Reads `{permission, holder}`, without an id yet.
fn read_grant(state: &State, body: &Value) -> Result<Grant, Reply> {
    let key = body["permission"].as_str().unwrap_or("");
    let known = find(key).filter(|p| !p.global);
    let known = known.ok_or_else(|| {
        errors::jira_field(
            400,
            "permission",
            format!("Unrecognized permission '{key}'."),
        )
    })?;
    Ok(Grant {
        id: 0,
        permission: known.key.to_owned(),
        holder: holders::read(state, &body["holder"])?,
    })
}

/// The grants of a body; `None` if it names none.
fn read_grants(state: &mut State, body: &Value) -> Result<Option<Vec<Grant>>, Reply> {
    let Some(list) = body["permissions"].as_array() else {
        return Ok(None);
    };
    let mut grants: Vec<Grant> = list
        .iter()
        .map(|grant| read_grant(state, grant))
        .collect::<Result<_, _>>()?;
    for grant in &mut grants {
        grant.id = state.jira.config.next_id();
    }
    Ok(Some(grants))
}

/// The name of a scheme, which no other one has.
fn free(state: &State, name: &str, own: Option<u32>) -> Result<(), Reply> {
    let mut others = state.jira.config.permission_schemes.iter();
    if others.any(|(id, s)| Some(*id) != own && s.name.eq_ignore_ascii_case(name)) {
        return Err(errors::jira_field(
            400,
            "name",
            "A permission scheme with this name already exists.",
        ));
    }
    Ok(())
}

fn create(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let body = call.json()?;
    let name = needed_text(&body, "name", 255)?;
    let mut state = call.write();
    free(&state, name, None)?;
    let grants = read_grants(&mut state, &body)?.unwrap_or_default();
    let scheme = PermissionScheme {
        name: name.to_owned(),
        description: body["description"].as_str().unwrap_or("").to_owned(),
        grants,
    };
    let id = state.jira.config.next_id();
    state.jira.config.permission_schemes.insert(id, scheme);
    shown(call, &state, 201, id)
}

fn update(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let body = call.json()?;
    let name = needed_text(&body, "name", 255)?;
    let mut state = call.write();
    let id = wanted(call, &state)?;
    free(&state, name, Some(id))?;
    let grants = read_grants(&mut state, &body)?;
    if let Some(scheme) = state.jira.config.permission_schemes.get_mut(&id) {
        name.clone_into(&mut scheme.name);
        if let Some(description) = body["description"].as_str() {
            description.clone_into(&mut scheme.description);
        }
        if let Some(grants) = grants {
            scheme.grants = grants;
        }
    }
    shown(call, &state, 200, id)
}

/// Projects that used it fall back on the default scheme, which itself cannot be deleted.
fn delete(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let mut state = call.write();
    let id = wanted(call, &state)?;
    let default = state.jira.config.permission_schemes.keys().next().copied();
    if default == Some(id) {
        return Err(errors::bad_request(
            "The default permission scheme cannot be deleted.",
        ));
    }
    state.jira.config.permission_schemes.remove(&id);
    for project in state.jira.projects.all_mut() {
        if project.permission_scheme == id {
            project.permission_scheme = default.unwrap_or(0);
        }
    }
    Ok(Reply::empty(204))
}

fn grants(call: &Call<'_>) -> Answer {
    let state = call.read();
    let id = wanted(call, &state)?;
    let scheme = state.jira.config.permission_schemes.get(&id);
    let grants = scheme.into_iter().flat_map(|s| &s.grants);
    let views: Vec<Value> = grants.map(|g| grant_view(call, &state, id, g)).collect();
    ok(&json!({ "permissions": views, "expand": "user,group,projectRole,field,all" }))
}

fn grant(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let body = call.json()?;
    let mut state = call.write();
    let id = wanted(call, &state)?;
    let mut new = read_grant(&state, &body)?;
    new.id = state.jira.config.next_id();
    if let Some(scheme) = state.jira.config.permission_schemes.get_mut(&id) {
        let mut known = scheme.grants.iter();
        if known.any(|g| g.permission == new.permission && g.holder == new.holder) {
            return Err(errors::bad_request(
                "The permission is granted to this holder already.",
            ));
        }
        scheme.grants.push(new.clone());
    }
    Ok(Reply::json(201, &grant_view(call, &state, id, &new)))
}

fn get_grant(call: &Call<'_>) -> Answer {
    let state = call.read();
    let id = wanted(call, &state)?;
    let grant = path_id(call, 1);
    let scheme = state.jira.config.permission_schemes.get(&id);
    let mut grants = scheme.into_iter().flat_map(|s| &s.grants);
    let found = grants.find(|g| Some(g.id) == grant);
    found.map_or_else(
        || Err(errors::jira(404, "The permission grant does not exist.")),
        |found| ok(&grant_view(call, &state, id, found)),
    )
}

fn revoke(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let mut state = call.write();
    let id = wanted(call, &state)?;
    let grant = path_id(call, 1);
    if let Some(scheme) = state.jira.config.permission_schemes.get_mut(&id) {
        let before = scheme.grants.len();
        scheme.grants.retain(|g| Some(g.id) != grant);
        if scheme.grants.len() < before {
            return Ok(Reply::empty(204));
        }
    }
    Err(errors::bad_request("The permission grant does not exist."))
}
