//! Changing groups, their members and their roles. All of it takes a key without scopes.

use serde_json::{Value, json};

use super::groups::{ALL_COUNTS, is_admins, named, view};
use super::shared::{bad_body, body, conflict, directory, forbidden, no_such_user, required};
use super::user_roles::{resource_of, unknown_resource};
use super::user_writes::member;
use crate::call::Call;
use crate::reply::{Answer, Reply};
use crate::routes::Access::Organization;
use crate::routes::Operation;
use crate::state::State;
use crate::state::org::events::{About, Action};
use crate::state::org::products::{OrgRole, Product, Resource};

pub(crate) const OPERATIONS: &[Operation] = &[
    Operation::new(
        "POST",
        "/admin/v2/orgs/{orgId}/directories/{directoryId}/groups",
        Organization(""),
        create,
    ),
    Operation::new(
        "DELETE",
        "/admin/v2/orgs/{orgId}/directories/{directoryId}/groups/{groupId}",
        Organization(""),
        delete,
    ),
    Operation::new(
        "POST",
        "/admin/v2/orgs/{orgId}/directories/{directoryId}/groups/{groupId}/memberships",
        Organization(""),
        add,
    ),
    Operation::new(
        "DELETE",
        "/admin/v2/orgs/{orgId}/directories/{directoryId}/groups/{groupId}/memberships/{accountId}",
        Organization(""),
        remove,
    ),
    Operation::new(
        "POST",
        "/admin/v2/orgs/{orgId}/directories/{directoryId}/groups/{groupId}/role-assignments/assign",
        Organization(""),
        assign,
    ),
    Operation::new(
        "POST",
        "/admin/v2/orgs/{orgId}/directories/{directoryId}/groups/{groupId}/role-assignments/revoke",
        Organization(""),
        revoke,
    ),
];

fn create(call: &Call<'_>) -> Answer {
    let body = body(call)?;
    let name = required(&body, "name")?;
    if name.chars().count() > 255 {
        return Err(bad_body("The name must have at most 255 characters."));
    }
    let mut state = call.write();
    directory(call, &state)?;
    if state.groups.find_by_name(name).is_some() {
        return Err(conflict(
            "ADMIN-409-28",
            "A group with this name already exists.",
        ));
    }
    let id = state.rng.uuid();
    let slot = state.groups.push(id, name.to_owned(), false);
    if let Some(text) = body["description"].as_str() {
        state.org.group_descriptions.insert(slot, text.to_owned());
    }
    let about = [About::Group(slot)];
    state.note_event(call.now(), call.actor(), Action::GroupCreated, &about);
    let data = view(&state, slot, ALL_COUNTS);
    Ok(Reply::json(201, &json!({ "data": data })))
}

fn delete(call: &Call<'_>) -> Answer {
    let mut state = call.write();
    directory(call, &state)?;
    let slot = named(call, &state)?;
    changeable(&state, slot)?;
    if is_admins(slot) {
        return Err(forbidden(
            "ADMIN-403-7",
            "A group that gives administrators their access cannot be deleted.",
        ));
    }
    let default = |product| state.is_default_group(slot, Resource::Product(product));
    if Product::ALL.into_iter().any(default) {
        return Err(forbidden(
            "ADMIN-403-6",
            "The default group of a product cannot be deleted.",
        ));
    }
    let about = [About::Group(slot)];
    state.note_event(call.now(), call.actor(), Action::GroupDeleted, &about);
    state.delete_group(slot);
    Ok(Reply::empty(204))
}

/// Refuses groups that an identity provider keeps.
fn changeable(state: &State, slot: u32) -> Result<(), Reply> {
    if state.groups.get(slot).external {
        return Err(forbidden(
            "ADMIN-403-5",
            "The group is synced from an identity provider and is managed there.",
        ));
    }
    Ok(())
}

fn add(call: &Call<'_>) -> Answer {
    let body = body(call)?;
    let id = required(&body, "accountId")?;
    let mut state = call.write();
    directory(call, &state)?;
    let slot = named(call, &state)?;
    let account = member(&state, id)?;
    changeable(&state, slot)?;
    if !state.may_join(account, slot) {
        return Err(conflict(
            "ADMIN-409-3",
            "The user limit of a product that the group gives access to is exceeded.",
        ));
    }
    if !state.join(account, slot) {
        return Err(conflict(
            "ADMIN-409-28",
            "The user is already in the group.",
        ));
    }
    let about = [About::User(account), About::Group(slot)];
    state.note_event(call.now(), call.actor(), Action::AddedToGroup, &about);
    Ok(Reply::empty(204))
}

fn remove(call: &Call<'_>) -> Answer {
    let mut state = call.write();
    directory(call, &state)?;
    let slot = named(call, &state)?;
    let account = member(&state, call.nth_param(3))?;
    changeable(&state, slot)?;
    if !state.leave(account, slot) {
        return Err(no_such_user());
    }
    let about = [About::User(account), About::Group(slot)];
    state.note_event(call.now(), call.actor(), Action::RemovedFromGroup, &about);
    Ok(Reply::empty(204))
}

/// The group of the path, and the resource and the role of the body.
fn wanted(call: &Call<'_>, state: &State, body: &Value) -> Result<(u32, Resource, OrgRole), Reply> {
    directory(call, state)?;
    let slot = named(call, state)?;
    let role = OrgRole::parse(required(body, "roleId")?)
        .filter(|role| {
            !matches!(
                role,
                OrgRole::OrgAdmin | OrgRole::SiteAdmin | OrgRole::AiAccess
            )
        })
        .ok_or_else(|| bad_body("The roleId is not valid."))?;
    let resource = resource_of(call, required(body, "resourceId")?).ok_or_else(unknown_resource)?;
    if !role.fits(resource) {
        return Err(bad_body("The role does not exist on this resource."));
    }
    Ok((slot, resource, role))
}

fn note(call: &Call<'_>, state: &mut State, slot: u32, role: OrgRole, action: Action) {
    let about = [
        About::Group(slot),
        About::Other("roles", role.as_str(), role.as_str()),
    ];
    state.note_event(call.now(), call.actor(), action, &about);
}

fn assign(call: &Call<'_>) -> Answer {
    let body = body(call)?;
    let mut state = call.write();
    let (slot, resource, role) = wanted(call, &state, &body)?;
    state
        .assign_group_role(slot, resource, role)
        .map_err(|_| conflict("ADMIN-409-3", "The user limit of the product is exceeded."))?;
    note(call, &mut state, slot, role, Action::GroupRoleGranted);
    Ok(Reply::empty(200))
}

fn revoke(call: &Call<'_>) -> Answer {
    let body = body(call)?;
    let mut state = call.write();
    let (slot, resource, role) = wanted(call, &state, &body)?;
    if is_admins(slot) {
        return Err(forbidden(
            "ADMIN-403-5",
            "The roles of the administrators' own groups cannot be taken from them.",
        ));
    }
    if state.revoke_group_role(slot, resource, role) {
        note(call, &mut state, slot, role, Action::GroupRoleRevoked);
    }
    Ok(Reply::empty(204))
}
