//! Provisioned groups. They are groups of the site that nobody else can change.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::patch::{Op, Operation as Change, Path, operations};
use super::{answer, body, filter, invalid, list as list_page, not_found, taken, url};
use crate::call::Call;
use crate::reply::{Answer, Reply};
use crate::routes::Access::Directory;
use crate::routes::Operation;
use crate::state::State;
use crate::state::org::events::{About, Action, Actor};
use crate::state::org::scim::{ScimGroup, ScimUser};
use crate::time::rfc3339;

pub(crate) const OPERATIONS: &[Operation] = &[
    Operation::new(
        "GET",
        "/scim/directory/{directoryId}/Groups",
        Directory,
        list,
    ),
    Operation::new(
        "POST",
        "/scim/directory/{directoryId}/Groups",
        Directory,
        create,
    ),
    Operation::new(
        "GET",
        "/scim/directory/{directoryId}/Groups/{id}",
        Directory,
        get,
    ),
    Operation::new(
        "PUT",
        "/scim/directory/{directoryId}/Groups/{id}",
        Directory,
        replace,
    ),
    Operation::new(
        "PATCH",
        "/scim/directory/{directoryId}/Groups/{id}",
        Directory,
        patch,
    ),
    Operation::new(
        "DELETE",
        "/scim/directory/{directoryId}/Groups/{id}",
        Directory,
        delete,
    ),
];

pub(super) const CORE: &str = "urn:ietf:params:scim:schemas:core:2.0:Group";

type People<'a> = HashMap<u32, &'a ScimUser>;

/// The provisioned people by account, for views of many members.
fn people(state: &State) -> People<'_> {
    let users = state.org.scim.users.iter();
    users.map(|user| (user.account, user)).collect()
}

fn view(call: &Call<'_>, state: &State, people: &People<'_>, group: &ScimGroup) -> Value {
    let own = state.groups.get(group.slot);
    let members: Vec<Value> = own
        .members
        .iter()
        .filter_map(|account| people.get(account))
        .map(|user| {
            json!({
                "type": "User",
                "value": user.id,
                "display": user.user_name(),
                "$ref": url(call, &format!("Users/{}", user.id)),
            })
        })
        .collect();
    let mut view = json!({
        "schemas": [CORE],
        "id": group.id,
        "displayName": own.name,
        "members": members,
        "meta": {
            "resourceType": "Group",
            "location": url(call, &format!("Groups/{}", group.id)),
            "created": rfc3339(group.created),
            "lastModified": rfc3339(group.modified),
        },
    });
    if let Some(id) = &group.external_id {
        view["externalId"] = id.as_str().into();
    }
    view
}

fn show(call: &Call<'_>, state: &State, status: u16, id: &str) -> Answer {
    let group = state.org.scim.group(id).ok_or_else(no_such_group)?;
    answer(status, &view(call, state, &people(state), group))
}

fn no_such_group() -> Reply {
    not_found("group")
}

fn list(call: &Call<'_>) -> Answer {
    let wanted = filter(call, &["displayName"])?;
    let state = call.read();
    let people = people(&state);
    let fits = |group: &&ScimGroup| {
        let name = &state.groups.get(group.slot).name;
        let is = |(_, value): &(&str, String)| name.eq_ignore_ascii_case(value);
        wanted.as_ref().is_none_or(is)
    };
    let rows: Vec<&ScimGroup> = state.org.scim.groups.iter().filter(fits).collect();
    list_page(call, &rows, |group| Ok(view(call, &state, &people, group)))
}

fn get(call: &Call<'_>) -> Answer {
    show(call, &call.read(), 200, call.nth_param(1))
}

/// The accounts of the members in a body: a list of objects, or one object, with a `value`.
fn members(state: &State, value: &Value, unknown: impl Fn() -> Reply) -> Result<Vec<u32>, Reply> {
    let one = [value.clone()];
    let list = value.as_array().map_or(&one[..], Vec::as_slice);
    list.iter()
        .map(|member| {
            let id = member["value"].as_str().or_else(|| member.as_str());
            let id = id.ok_or_else(|| invalid("invalidValue", "A member needs a value."))?;
            let user = state.org.scim.user(id).ok_or_else(&unknown)?;
            Ok(user.account)
        })
        .collect()
}

fn unknown_member() -> Reply {
    invalid("invalidValue", "A member does not exist.")
}

fn note(call: &Call<'_>, state: &mut State, action: Action, about: &[About<'_>]) {
    state.note_event(call.now(), Actor::Provisioning, action, about);
}

fn put_in(call: &Call<'_>, state: &mut State, slot: u32, account: u32) {
    if state.join(account, slot) {
        let about = [About::User(account), About::Group(slot)];
        note(call, state, Action::AddedToGroup, &about);
    }
}

fn take_out(call: &Call<'_>, state: &mut State, slot: u32, account: u32) {
    if state.leave(account, slot) {
        let about = [About::User(account), About::Group(slot)];
        note(call, state, Action::RemovedFromGroup, &about);
    }
}

/// Makes these, and nobody else, the members.
fn set_members(call: &Call<'_>, state: &mut State, slot: u32, wanted: &[u32]) {
    for account in state.groups.get(slot).members.clone() {
        if !wanted.contains(&account) {
            take_out(call, state, slot, account);
        }
    }
    for account in wanted {
        put_in(call, state, slot, *account);
    }
}

fn create(call: &Call<'_>) -> Answer {
    let body = body(call)?;
    let name = body.get("displayName").and_then(Value::as_str);
    let name = name.map(str::trim).filter(|name| !name.is_empty());
    let name = name.ok_or_else(|| invalid("invalidValue", "The displayName is required."))?;
    let none = json!([]);
    let given = body.get("members").unwrap_or(&none);
    let mut state = call.write();
    let accounts = members(&state, given, unknown_member)?;
    if state.groups.find_by_name(name).is_some() {
        return Err(taken("group"));
    }
    let group_id = state.rng.uuid();
    let slot = state.groups.push(group_id, name.to_owned(), true);
    let id = state.rng.uuid();
    let external_id = body.get("externalId").and_then(Value::as_str);
    let group = ScimGroup {
        id: id.clone(),
        slot,
        external_id: external_id.map(str::to_owned),
        created: call.now(),
        modified: call.now(),
    };
    state.org.scim.groups.push(group);
    note(
        call,
        &mut state,
        Action::GroupCreated,
        &[About::Group(slot)],
    );
    set_members(call, &mut state, slot, &accounts);
    show(call, &state, 201, &id)
}

/// A group keeps its name: to change it, make another.
fn same_name(state: &State, slot: u32, name: &Value) -> Result<(), Reply> {
    if *name == *state.groups.get(slot).name {
        return Ok(());
    }
    Err(invalid(
        "mutability",
        "The displayName of a group cannot be changed.",
    ))
}

fn modified(call: &Call<'_>, state: &mut State, id: &str) {
    let now = call.now();
    if let Some(group) = state.org.scim.group_mut(id) {
        group.modified = now;
    }
}

fn replace(call: &Call<'_>) -> Answer {
    let body = body(call)?;
    let id = call.nth_param(1);
    let mut state = call.write();
    let slot = state.org.scim.group(id).ok_or_else(no_such_group)?.slot;
    let name = body.get("displayName");
    let name = name.ok_or_else(|| invalid("invalidValue", "The displayName is required."))?;
    same_name(&state, slot, name)?;
    let none = json!([]);
    let given = body.get("members").unwrap_or(&none);
    let accounts = members(&state, given, unknown_member)?;
    set_members(call, &mut state, slot, &accounts);
    if let Some(group) = state.org.scim.group_mut(id) {
        let external_id = body.get("externalId").and_then(Value::as_str);
        group.external_id = external_id.map(str::to_owned);
    }
    modified(call, &mut state, id);
    show(call, &state, 200, id)
}

/// A change of the group, checked and ready to be made.
enum Step {
    Add(Vec<u32>),
    Set(Vec<u32>),
    Remove(Vec<u32>),
    ExternalId(Option<String>),
    Nothing,
}

/// What one operation of a PATCH means. Nothing is changed here, so that a later operation that is
/// refused leaves nothing behind.
fn steps(state: &State, slot: u32, change: &Change) -> Result<Vec<Step>, Reply> {
    let Some(text) = &change.path else {
        let values = change.value.as_object();
        let values =
            values.ok_or_else(|| invalid("invalidValue", "The value must be an object."))?;
        return values
            .iter()
            .map(|(name, value)| step(state, slot, change.op, name, value))
            .collect();
    };
    Ok(vec![step(state, slot, change.op, text, &change.value)?])
}

fn step(state: &State, slot: u32, op: Op, text: &str, value: &Value) -> Result<Step, Reply> {
    let path = Path::parse(text).ok_or_else(|| invalid("invalidPath", "The path is not valid."))?;
    let no_user = || not_found("user");
    match (path.name.as_str(), op) {
        ("members", Op::Remove) => {
            let accounts = match &path.only {
                Some((_, id)) => members(state, id, no_user)?,
                None if value.is_null() => state.groups.get(slot).members.clone(),
                None => members(state, value, no_user)?,
            };
            Ok(Step::Remove(accounts))
        }
        ("members", Op::Add) => Ok(Step::Add(members(state, value, no_user)?)),
        ("members", Op::Replace) => Ok(Step::Set(members(state, value, no_user)?)),
        ("displayName", Op::Add | Op::Replace) => {
            same_name(state, slot, value)?;
            Ok(Step::Nothing)
        }
        ("externalId", Op::Remove) => Ok(Step::ExternalId(None)),
        ("externalId", _) => Ok(Step::ExternalId(value.as_str().map(str::to_owned))),
        ("displayName" | "id" | "meta" | "schemas", _) => {
            Err(invalid("mutability", "The attribute cannot be changed."))
        }
        _ => Err(invalid("invalidPath", "The path is not valid.")),
    }
}

fn patch(call: &Call<'_>) -> Answer {
    let changes = operations(call)?;
    let id = call.nth_param(1);
    let mut state = call.write();
    let slot = state.org.scim.group(id).ok_or_else(no_such_group)?.slot;
    let mut all = Vec::new();
    for change in &changes {
        all.extend(steps(&state, slot, change)?);
    }
    for step in all {
        match step {
            Step::Add(accounts) => {
                for account in accounts {
                    put_in(call, &mut state, slot, account);
                }
            }
            Step::Set(accounts) => set_members(call, &mut state, slot, &accounts),
            Step::Remove(accounts) => {
                for account in accounts {
                    take_out(call, &mut state, slot, account);
                }
            }
            Step::ExternalId(external_id) => {
                if let Some(group) = state.org.scim.group_mut(id) {
                    group.external_id = external_id;
                }
            }
            Step::Nothing => {}
        }
    }
    modified(call, &mut state, id);
    show(call, &state, 200, id)
}

fn delete(call: &Call<'_>) -> Answer {
    let mut state = call.write();
    let group = state.org.scim.group(call.nth_param(1));
    let slot = group.ok_or_else(no_such_group)?.slot;
    note(
        call,
        &mut state,
        Action::GroupDeleted,
        &[About::Group(slot)],
    );
    state.delete_group(slot);
    Ok(Reply::empty(204))
}
