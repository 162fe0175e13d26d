//! Changing groups and memberships, with the same effect as in Jira.

use super::super::answers::{bad_request, forbidden, no_content, v1_json, with_status};
use super::super::viewer::Viewer;
use super::groups::wanted;
use super::users::{find, wanted as wanted_user};
use super::views;
use crate::call::Call;
use crate::reply::{Answer, Reply};
use crate::routes::Access::Login;
use crate::routes::Operation;
use crate::state::State;
use crate::state::audit::Record;
use crate::state::groups::{ORG_ADMINS, SITE_ADMINS};
use crate::state::wiki::audit::Object;

const SCOPE: &str = "write:confluence-groups";
const WRITE: &[&str] = &["write:group:confluence"];

pub(in super::super) const OPERATIONS: &[Operation] = &[
    Operation::new("POST", "/wiki/rest/api/group", Login, create)
        .scopes(SCOPE, &["read:group:confluence", "write:group:confluence"]),
    Operation::new("DELETE", "/wiki/rest/api/group/by-id", Login, delete).scopes(SCOPE, WRITE),
    Operation::new("POST", "/wiki/rest/api/group/userByGroupId", Login, add).scopes(SCOPE, WRITE),
    Operation::new(
        "DELETE",
        "/wiki/rest/api/group/userByGroupId",
        Login,
        remove,
    )
    .scopes(SCOPE, WRITE),
];

/// The caller, who must be a site administrator.
fn admin<'a>(call: &'a Call<'a>, state: &'a State) -> Result<Viewer<'a>, Reply> {
    let viewer = Viewer::v1(call, state)?;
    if viewer.is_admin() {
        Ok(viewer)
    } else {
        Err(forbidden("User must be a site admin."))
    }
}

/// Refuses groups that are provisioned from outside.
fn changeable(state: &State, slot: u32) -> Result<(), Reply> {
    if state.groups.get(slot).external {
        return Err(forbidden(
            "The group is managed externally and cannot be changed.",
        ));
    }
    Ok(())
}

/// Into the audit logs of both products.
fn note(call: &Call<'_>, state: &mut State, author: u32, summary: &'static str, slot: u32) {
    let item = state.group_item(slot);
    let name = item.name.clone();
    state.note(Record::new(
        call.now(),
        author,
        summary,
        "group management",
        item,
    ));
    let kind = "Group".to_owned();
    let object = Object { name, kind };
    state
        .wiki
        .note(author, call.now(), summary, "Users and groups", object);
}

fn create(call: &Call<'_>) -> Answer {
    let mut state = call.write();
    let author = admin(call, &state)?.account;
    let body = v1_json(call)?;
    let name = body["name"].as_str().unwrap_or("").trim();
    if name.is_empty() || name.chars().count() > 255 {
        return Err(bad_request("The group name is missing or invalid"));
    }
    if state.groups.find_by_name(name).is_some() {
        return Err(bad_request(format!(
            "A group with the name {name} already exists"
        )));
    }
    let id = state.rng.uuid();
    let slot = state.groups.push(id, name.to_owned(), false);
    note(call, &mut state, author, "Group created", slot);
    let viewer = Viewer::v1(call, &state)?;
    let view = views::group(&viewer, state.groups.get(slot));
    Ok(with_status(201, &view))
}

fn delete(call: &Call<'_>) -> Answer {
    let mut state = call.write();
    let author = admin(call, &state)?.account;
    let slot = wanted(call, &state, "id")?;
    changeable(&state, slot)?;
    if slot == ORG_ADMINS || slot == SITE_ADMINS {
        return Err(bad_request(
            "The administrators' own group cannot be deleted",
        ));
    }
    note(call, &mut state, author, "Group deleted", slot);
    state.delete_group(slot);
    no_content()
}

/// To add somebody who is there already changes nothing and is no error.
fn add(call: &Call<'_>) -> Answer {
    let mut state = call.write();
    let author = admin(call, &state)?.account;
    let slot = wanted(call, &state, "groupId")?;
    let body = v1_json(call)?;
    let id = body["accountId"].as_str().filter(|id| !id.is_empty());
    let id = id.ok_or_else(|| bad_request("The accountId is missing or invalid"))?;
    let account =
        find(&state, id).map_err(|_| bad_request("The accountId is missing or invalid"))?;
    changeable(&state, slot)?;
    if state.join(account, slot) {
        note(call, &mut state, author, "User added to group", slot);
    }
    Ok(Reply::empty(201))
}

/// To remove somebody who is not there is no error either.
fn remove(call: &Call<'_>) -> Answer {
    let mut state = call.write();
    let author = admin(call, &state)?.account;
    let slot = wanted(call, &state, "groupId")?;
    let account = wanted_user(call, &state)?;
    changeable(&state, slot)?;
    if state.leave(account, slot) {
        note(call, &mut state, author, "User removed from group", slot);
    }
    no_content()
}
