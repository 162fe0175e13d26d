//! Changing groups and memberships.

use super::MANAGE;
use super::groups::wanted;
use super::users::{no_such_user, wanted as wanted_user};
use super::views::group_whole;
use crate::call::Call;
use crate::errors;
use crate::reply::{Answer, Reply};
use crate::routes::Access::Login;
use crate::routes::Operation;
use crate::state::State;
use crate::state::audit::Record;
use crate::state::groups::{ORG_ADMINS, SITE_ADMINS};
use crate::state::org::events::{About, Action};

const GROUP_WRITE: &[&str] = &[
    "write:group:jira",
    "read:avatar:jira",
    "read:group:jira",
    "read:user:jira",
];

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::new("POST", "/rest/api/3/group", Login, create).scopes(MANAGE, GROUP_WRITE),
    Operation::new("DELETE", "/rest/api/3/group", Login, delete)
        .scopes(MANAGE, &["delete:group:jira"]),
    Operation::new("POST", "/rest/api/3/group/user", Login, add).scopes(MANAGE, GROUP_WRITE),
    Operation::new("DELETE", "/rest/api/3/group/user", Login, remove)
        .scopes(MANAGE, &["write:group:jira"]),
];

fn create(call: &Call<'_>) -> Answer {
    let author = call.need_site_admin()?;
    let body = call.json()?;
    let name = body["name"].as_str().unwrap_or("").trim();
    if name.is_empty() || name.chars().count() > 255 {
        return Err(errors::bad_request(
            "The group name must be given and have at most 255 characters.",
        ));
    }
    let mut state = call.write();
    if state.groups.find_by_name(name).is_some() {
        return Err(errors::bad_request(format!(
            "A group with the name '{name}' already exists."
        )));
    }
    let id = state.rng.uuid();
    let slot = state.groups.push(id, name.to_owned(), false);
    let item = state.group_item(slot);
    let about = [About::Group(slot)];
    state.note_event(call.now(), call.actor(), Action::GroupCreated, &about);
    state.note(Record::new(
        call.now(),
        author,
        "Group created",
        "group management",
        item,
    ));
    Ok(Reply::json(201, &group_whole(call, &state, slot, true)))
}

/// Refuses groups that are provisioned from outside.
fn changeable(state: &State, slot: u32) -> Result<(), Reply> {
    let group = state.groups.get(slot);
    if group.external {
        return Err(errors::jira(
            403,
            format!(
                "The group '{}' is managed externally and cannot be changed.",
                group.name
            ),
        ));
    }
    Ok(())
}

fn delete(call: &Call<'_>) -> Answer {
    let author = call.need_site_admin()?;
    let mut state = call.write();
    let slot = wanted(call, &state, "groupId", "groupname")?;
    if call.query.filled("swapGroupId").is_some() || call.query.filled("swapGroup").is_some() {
        wanted(call, &state, "swapGroupId", "swapGroup")?;
    }
    changeable(&state, slot)?;
    if slot == ORG_ADMINS || slot == SITE_ADMINS {
        return Err(errors::bad_request(
            "The administrators' own group cannot be deleted.",
        ));
    }
    let item = state.group_item(slot);
    let about = [About::Group(slot)];
    state.note_event(call.now(), call.actor(), Action::GroupDeleted, &about);
    state.delete_group(slot);
    state.note(Record::new(
        call.now(),
        author,
        "Group deleted",
        "group management",
        item,
    ));
    Ok(Reply::empty(200))
}

fn add(call: &Call<'_>) -> Answer {
    let author = call.need_site_admin()?;
    let body = call.json()?;
    let mut state = call.write();
    let slot = wanted(call, &state, "groupId", "groupname")?;
    let Some(id) = body["accountId"].as_str().filter(|id| !id.is_empty()) else {
        return Err(errors::bad_request(
            "The accountId must be given in the request body.",
        ));
    };
    let account = state.users.find(id).ok_or_else(|| no_such_user(id))?;
    changeable(&state, slot)?;
    if !state.join(account, slot) {
        let name = &state.groups.get(slot).name;
        return Err(errors::bad_request(format!(
            "Cannot add user '{id}', user is already a member of '{name}'"
        )));
    }
    note(
        call,
        &mut state,
        author,
        ("User added to group", Action::AddedToGroup),
        slot,
        account,
    );
    Ok(Reply::json(201, &group_whole(call, &state, slot, true)))
}

fn remove(call: &Call<'_>) -> Answer {
    let author = call.need_site_admin()?;
    let mut state = call.write();
    let slot = wanted(call, &state, "groupId", "groupname")?;
    let account = wanted_user(call, &state)?;
    changeable(&state, slot)?;
    if !state.leave(account, slot) {
        let (id, name) = (&state.users.get(account).id, &state.groups.get(slot).name);
        return Err(errors::bad_request(format!(
            "Cannot remove user '{id}' from group '{name}' since user is not a member of '{name}'"
        )));
    }
    note(
        call,
        &mut state,
        author,
        ("User removed from group", Action::RemovedFromGroup),
        slot,
        account,
    );
    Ok(Reply::empty(200))
}

fn note(
    call: &Call<'_>,
    state: &mut State,
    author: u32,
    (summary, action): (&'static str, Action),
    slot: u32,
    account: u32,
) {
    let about = [About::User(account), About::Group(slot)];
    state.note_event(call.now(), call.actor(), action, &about);
    let item = state.group_item(slot);
    let mut record = Record::new(call.now(), author, summary, "group management", item);
    record.associated.push(state.user_item(account));
    state.note(record);
}
