//! Provisioned people. What is written here changes the accounts of the site.

use serde_json::{Map, Value, json};

use super::patch::{apply, operations};
use super::project::Projection;
use super::{answer, body, filter, invalid, list as list_page, not_found, taken, url};
use crate::call::Call;
use crate::reply::{Answer, Reply};
use crate::routes::Access::Directory;
use crate::routes::Operation;
use crate::state::State;
use crate::state::org::events::{About, Action, Actor};
use crate::state::org::scim::{ScimUser, primary_email};
use crate::time::rfc3339;

pub(crate) const OPERATIONS: &[Operation] = &[
    Operation::new(
        "GET",
        "/scim/directory/{directoryId}/Users",
        Directory,
        list,
    ),
    Operation::new(
        "POST",
        "/scim/directory/{directoryId}/Users",
        Directory,
        create,
    ),
    Operation::new(
        "GET",
        "/scim/directory/{directoryId}/Users/{userId}",
        Directory,
        get,
    ),
    Operation::new(
        "PUT",
        "/scim/directory/{directoryId}/Users/{userId}",
        Directory,
        replace,
    ),
    Operation::new(
        "PATCH",
        "/scim/directory/{directoryId}/Users/{userId}",
        Directory,
        patch,
    ),
    Operation::new(
        "DELETE",
        "/scim/directory/{directoryId}/Users/{userId}",
        Directory,
        delete,
    ),
];

pub(super) const CORE: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
pub(super) const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const ATLASSIAN: &str = "urn:scim:schemas:extension:atlassian-external:1.0";

/// The attributes that are kept; others are ignored. The first ones are plain texts.
const TEXTS: [&str; 9] = [
    "userName",
    "externalId",
    "displayName",
    "nickName",
    "title",
    "preferredLanguage",
    "department",
    "organization",
    "timezone",
];
const OTHERS: [&str; 4] = ["name", "emails", "phoneNumbers", "active"];

fn view(call: &Call<'_>, state: &State, user: &ScimUser) -> Value {
    let groups: Vec<Value> = state
        .org
        .scim
        .groups
        .iter()
        .filter(|group| {
            let members = &state.groups.get(group.slot).members;
            members.binary_search(&user.account).is_ok()
        })
        .map(|group| {
            json!({
                "type": "User",
                "value": group.id,
                "display": state.groups.get(group.slot).name,
                "$ref": url(call, &format!("Groups/{}", group.id)),
            })
        })
        .collect();
    let mut view = user.attributes.clone();
    let active = user.attributes.get("active") != Some(&Value::Bool(false));
    let mut add = |name: &str, value: Value| view.insert(name.to_owned(), value);
    add("schemas", json!([ATLASSIAN, CORE, ENTERPRISE]));
    add("id", user.id.as_str().into());
    add("active", active.into());
    add("groups", groups.into());
    add(
        "meta",
        json!({
            "resourceType": "User",
            "location": url(call, &format!("Users/{}", user.id)),
            "created": rfc3339(user.created),
            "lastModified": rfc3339(user.modified),
        }),
    );
    let account = &state.users.get(user.account).id;
    add(ATLASSIAN, json!({ "atlassianAccountId": &**account }));
    let mut work = Map::new();
    for name in ["organization", "department"] {
        if let Some(value) = user.attributes.get(name) {
            work.insert(name.to_owned(), value.clone());
        }
    }
    if !work.is_empty() {
        add(ENTERPRISE, Value::Object(work));
    }
    Value::Object(view)
}

fn list(call: &Call<'_>) -> Answer {
    let projection = Projection::of(call)?;
    let wanted = filter(call, &["userName", "externalId"])?;
    let state = call.read();
    let fits = |user: &&ScimUser| match &wanted {
        None => true,
        Some(("userName", value)) => user.user_name().eq_ignore_ascii_case(value),
        Some((name, value)) => user.text(name) == Some(value),
    };
    let rows: Vec<&ScimUser> = state.org.scim.users.iter().filter(fits).collect();
    list_page(call, &rows, |user| {
        Ok(projection.apply(view(call, &state, user)))
    })
}

fn no_such_user() -> Reply {
    not_found("user")
}

fn get(call: &Call<'_>) -> Answer {
    let projection = Projection::of(call)?;
    let state = call.read();
    let user = state.org.scim.user(call.nth_param(1));
    let user = user.ok_or_else(no_such_user)?;
    answer(200, &projection.apply(view(call, &state, user)))
}

/// The attributes of a body that are kept.
fn attributes(mut body: Map<String, Value>) -> Map<String, Value> {
    // The work details may come by the name of the extension.
    if let Some(Value::Object(work)) = body.remove(ENTERPRISE) {
        for (name, value) in work {
            body.entry(name).or_insert(value);
        }
    }
    let kept = |name: &String| TEXTS.contains(&name.as_str()) || OTHERS.contains(&name.as_str());
    body.retain(|name, value| kept(name) && !value.is_null());
    body
}

/// What must hold of every user, whichever way it was written.
fn check(state: &State, attributes: &Map<String, Value>) -> Result<(), Reply> {
    let text = |name: &str| attributes.get(name).is_none_or(Value::is_string);
    if let Some(name) = TEXTS.iter().find(|name| !text(name)) {
        return Err(invalid(
            "invalidValue",
            &format!("The {name} must be a string."),
        ));
    }
    if attributes
        .get("active")
        .is_some_and(|active| !active.is_boolean())
    {
        return Err(invalid(
            "invalidValue",
            "The value of active must be true or false.",
        ));
    }
    if attributes.get("name").is_some_and(|name| !name.is_object()) {
        return Err(invalid("invalidValue", "The name must be an object."));
    }
    let named = attributes.get("userName").and_then(Value::as_str);
    if named.is_none_or(|name| name.trim().is_empty()) {
        return Err(invalid("invalidValue", "The userName is required."));
    }
    let email = primary_email(attributes);
    let email = email.ok_or_else(|| {
        invalid(
            "invalidValue",
            "One of the emails must be marked as primary.",
        )
    })?;
    let held = state.users.find_by_email(email);
    let kept = held.is_some_and(|account| state.provisioned(account));
    if !email.contains('@') || !kept && !state.org.claims(email) {
        return Err(invalid(
            "invalidValue",
            "The primary email must be on a verified domain.",
        ));
    }
    Ok(())
}

/// Whether another record has the name, or stands for the account of the address.
fn is_taken(state: &State, attributes: &Map<String, Value>, id: &str) -> bool {
    let name = attributes.get("userName").and_then(Value::as_str);
    let name = name.unwrap_or("");
    let account = primary_email(attributes).and_then(|email| state.users.find_by_email(email));
    let mut others = state.org.scim.users.iter().filter(|user| user.id != id);
    let own = state.org.scim.user(id).map(|user| user.account);
    let elsewhere = own.is_some() && account.is_some() && account != own;
    elsewhere
        || others.any(|user| {
            user.user_name().eq_ignore_ascii_case(name) || Some(user.account) == account
        })
}

fn create(call: &Call<'_>) -> Answer {
    let projection = Projection::of(call)?;
    let attributes = attributes(body(call)?);
    let now = call.now();
    let mut state = call.write();
    check(&state, &attributes)?;
    if is_taken(&state, &attributes, "") {
        return Err(taken("user"));
    }
    // An account that has the address already is linked, and no second one made.
    let account = state.invite(now, primary_email(&attributes).unwrap_or(""));
    let user = ScimUser {
        id: state.rng.uuid(),
        account,
        attributes,
        created: now,
        modified: now,
    };
    state.apply_scim(now, &user);
    let view = view(call, &state, &user);
    state.org.scim.users.push(user);
    note(call, &mut state, account, Action::UserAdded);
    answer(201, &projection.apply(view))
}

fn note(call: &Call<'_>, state: &mut State, account: u32, action: Action) {
    let about = [About::User(account)];
    state.note_event(call.now(), Actor::Provisioning, action, &about);
}

/// Puts changed attributes into a record and carries them over to the account.
fn store(
    call: &Call<'_>,
    state: &mut State,
    id: &str,
    attributes: Map<String, Value>,
) -> Result<Value, Reply> {
    check(state, &attributes)?;
    if is_taken(state, &attributes, id) {
        return Err(taken("user"));
    }
    let now = call.now();
    let user = state.org.scim.user_mut(id).ok_or_else(no_such_user)?;
    user.attributes = attributes;
    user.modified = now;
    let user = user.clone();
    state.apply_scim(now, &user);
    note(call, state, user.account, Action::ProfileChanged);
    Ok(view(call, state, &user))
}

/// What is not in the body is emptied.
fn replace(call: &Call<'_>) -> Answer {
    let projection = Projection::of(call)?;
    let attributes = attributes(body(call)?);
    let id = call.nth_param(1);
    let mut state = call.write();
    state.org.scim.user(id).ok_or_else(no_such_user)?;
    let view = store(call, &mut state, id, attributes)?;
    answer(200, &projection.apply(view))
}

/// All operations are carried out, or none.
fn patch(call: &Call<'_>) -> Answer {
    let projection = Projection::of(call)?;
    let operations = operations(call)?;
    let id = call.nth_param(1);
    let mut state = call.write();
    let user = state.org.scim.user(id).ok_or_else(no_such_user)?;
    let mut changed = user.attributes.clone();
    for operation in &operations {
        apply(&mut changed, operation)?;
    }
    let view = store(call, &mut state, id, attributes(changed))?;
    answer(200, &projection.apply(view))
}

/// Unlinks the person from the identity provider, and deactivates the account.
fn delete(call: &Call<'_>) -> Answer {
    let id = call.nth_param(1);
    let mut state = call.write();
    let account = state.org.scim.user(id).ok_or_else(no_such_user)?.account;
    state.org.scim.users.retain(|user| user.id != id);
    let slots: Vec<u32> = state
        .org
        .scim
        .groups
        .iter()
        .map(|group| group.slot)
        .collect();
    for slot in slots {
        state.leave(account, slot);
    }
    state.deactivate(call.now(), account);
    note(call, &mut state, account, Action::AccountDeactivated);
    Ok(Reply::empty(204))
}
