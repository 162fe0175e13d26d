//! Values that apps keep for an account.

use serde_json::{Map, Value, json};

use super::super::answers::{bad_request, conflict, forbidden, no_content, not_found, ok, v1_json};
use super::super::viewer::Viewer;
use super::paging::{Window, page};
use super::users::find;
use crate::call::Call;
use crate::reply::{Answer, Reply};
use crate::routes::Access::Anonymous;
use crate::routes::Operation;
use crate::state::State;
use crate::state::wiki::UserProperty;
use crate::time;

const READ: &[&str] = &["read:user.property:confluence"];
const WRITE: &[&str] = &["write:user.property:confluence"];
const ONE: &str = "/wiki/rest/api/user/{userId}/property/{key}";

pub(in super::super) const OPERATIONS: &[Operation] = &[
    Operation::new(
        "GET",
        "/wiki/rest/api/user/{userId}/property",
        Anonymous,
        list,
    )
    .scopes("", READ),
    Operation::new("GET", ONE, Anonymous, get).scopes("", READ),
    Operation::new("POST", ONE, Anonymous, create).scopes("", WRITE),
    Operation::new("PUT", ONE, Anonymous, update).scopes("", WRITE),
    Operation::new("DELETE", ONE, Anonymous, delete).scopes("", WRITE),
];

/// The longest key and value.
const KEY_LENGTH: usize = 127;
const VALUE_LENGTH: usize = 32_768;

/// The account of the path: one's own, or anybody's for an administrator.
fn owner(viewer: &Viewer<'_>) -> Result<u32, Reply> {
    let account = find(viewer.state, viewer.call.param())?;
    if account == viewer.account || viewer.is_admin() {
        Ok(account)
    } else {
        Err(forbidden("The user is not allowed to see these properties"))
    }
}

fn key<'a>(call: &'a Call<'_>) -> Result<&'a str, Reply> {
    let key = call.params.get(1).map_or("", String::as_str);
    if key.chars().count() > KEY_LENGTH {
        return Err(bad_request("The property key is too long"));
    }
    Ok(key)
}

fn value(call: &Call<'_>) -> Result<Value, Reply> {
    let mut body = v1_json(call)?;
    let value = body["value"].take();
    if value.as_object().is_none_or(Map::is_empty) {
        return Err(bad_request(
            "The property value must be an object with something in it",
        ));
    }
    if value.to_string().len() > VALUE_LENGTH {
        return Err(bad_request("The property value is too long"));
    }
    Ok(value)
}

fn position(state: &State, account: u32, key: &str) -> Option<usize> {
    let mut all = state.wiki.user_properties.iter();
    all.position(|property| property.account == account && property.key == key)
}

fn no_property(key: &str) -> Reply {
    not_found(format!("No user property found with key : {key}"))
}

fn list(call: &Call<'_>) -> Answer {
    let state = call.read();
    let viewer = Viewer::v1(call, &state)?;
    let account = owner(&viewer)?;
    let window = Window::of(call, 5, 25)?;
    let all: Vec<&UserProperty> = state
        .wiki
        .user_properties
        .iter()
        .filter(|property| property.account == account)
        .collect();
    let rows = window
        .cut(all.iter())
        .map(|property| json!({ "key": property.key }))
        .collect();
    ok(&page(&viewer, window, all.len(), rows))
}

fn get(call: &Call<'_>) -> Answer {
    let state = call.read();
    let viewer = Viewer::v1(call, &state)?;
    let account = owner(&viewer)?;
    let key = key(call)?;
    let found = position(&state, account, key);
    let property = found
        .and_then(|at| state.wiki.user_properties.get(at))
        .ok_or_else(|| no_property(key))?;
    ok(&json!({
        "key": property.key,
        "value": property.value,
        "id": property.id,
        "lastModifiedDate": time::rfc3339(property.modified),
        "createdDate": time::rfc3339(property.created),
        "_links": { "base": viewer.base(), "context": "/wiki" },
    }))
}

fn create(call: &Call<'_>) -> Answer {
    let mut state = call.write();
    let viewer = Viewer::v1(call, &state)?;
    let account = owner(&viewer)?;
    let key = key(call)?;
    let value = value(call)?;
    if position(&state, account, key).is_some() {
        return Err(conflict(format!(
            "A user property already exists with key : {key}"
        )));
    }
    let now = call.now();
    let id = state.rng.uuid();
    state.wiki.user_properties.push(UserProperty {
        id,
        account,
        key: key.to_owned(),
        value,
        created: now,
        modified: now,
    });
    Ok(Reply::empty(201))
}

fn update(call: &Call<'_>) -> Answer {
    let mut state = call.write();
    let viewer = Viewer::v1(call, &state)?;
    let account = owner(&viewer)?;
    let key = key(call)?;
    let value = value(call)?;
    let now = call.now();
    let found = position(&state, account, key);
    let property = found
        .and_then(|at| state.wiki.user_properties.get_mut(at))
        .ok_or_else(|| no_property(key))?;
    property.value = value;
    property.modified = now;
    no_content()
}

fn delete(call: &Call<'_>) -> Answer {
    let mut state = call.write();
    let viewer = Viewer::v1(call, &state)?;
    let account = owner(&viewer)?;
    let key = key(call)?;
    let at = position(&state, account, key).ok_or_else(|| no_property(key))?;
    state.wiki.user_properties.remove(at);
    no_content()
}
