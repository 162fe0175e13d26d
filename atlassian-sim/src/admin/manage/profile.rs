//! The profile and the e-mail address of a managed account.

use serde_json::{Map, Value, json};

use super::privileges::{FIELDS, Privilege, field_reason, unallowed};
use super::{allowed, body, managed, violated};
use crate::admin::user_views::picture;
use crate::call::Call;
use crate::errors;
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::UserManagement;
use crate::routes::Operation;
use crate::state::State;
use crate::state::org::events::{About, Action};

pub(crate) const OPERATIONS: &[Operation] = &[
    Operation::new(
        "GET",
        "/users/{account_id}/manage/profile",
        UserManagement,
        get,
    ),
    Operation::new(
        "PATCH",
        "/users/{account_id}/manage/profile",
        UserManagement,
        update,
    ),
    Operation::new(
        "PUT",
        "/users/{account_id}/manage/email",
        UserManagement,
        set_email,
    ),
];

fn view(state: &State, account: u32) -> Value {
    let user = state.users.get(account);
    let work = state.work(account);
    let mut extended = Map::new();
    for (name, value) in [
        ("department", work.department),
        ("job_title", work.job_title),
        ("location", work.location),
        ("organization", work.organization),
    ] {
        if !value.is_empty() {
            extended.insert(name.to_owned(), value.into());
        }
    }
    json!({
        "account": {
            "account_id": &*user.id,
            "account_type": user.kind.as_str(),
            "account_status": user.account_status(),
            "name": &*user.name,
            "nickname": state.nickname(account),
            "zoneinfo": &*user.zone,
            "locale": user.locale.replace('_', "-"),
            "email": &*user.email,
            "picture": picture(user),
            "characteristics": { "not_mentionable": false },
            "extended_profile": extended,
        },
    })
}

fn get(call: &Call<'_>) -> Answer {
    let state = call.read();
    let account = allowed(call, &state, Privilege::ReadProfile)?;
    ok(&view(&state, account))
}

/// The fields of a body with their full names. A field within `extended_profile` may be set to
/// null, which empties it.
fn changes(body: &Value) -> Vec<(String, &Value)> {
    let mut fields = Vec::new();
    for (name, value) in body.as_object().into_iter().flatten() {
        match value.as_object() {
            Some(inner) if name == "extended_profile" => {
                fields.extend(
                    inner
                        .iter()
                        .map(|(inner, value)| (format!("{name}.{inner}"), value)),
                );
            }
            _ => fields.push((name.clone(), value)),
        }
    }
    fields
}

fn check(field: &str, value: &Value) -> Result<String, Reply> {
    let extended = field.starts_with("extended_profile.");
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Null if extended => String::new(),
        _ => return Err(violated(field, "type")),
    };
    let longest = match field {
        "name" => 100,
        "nickname" => 30,
        _ => 255,
    };
    if text.chars().count() > longest {
        return Err(violated(field, "maxLength"));
    }
    if text.chars().any(char::is_control) {
        return Err(violated(field, "validCharacters"));
    }
    if text.trim().is_empty() && !extended {
        return Err(violated(field, "minLength"));
    }
    Ok(text)
}

/// Writes all of the fields or none.
fn update(call: &Call<'_>) -> Answer {
    let body = body(call)?;
    let mut state = call.write();
    let account = managed(call, &state)?;
    let fields = changes(&body);
    let refused: Map<String, Value> = fields
        .iter()
        .filter_map(|(name, _)| {
            let reason = field_reason(&state, account, name)?;
            Some((name.clone(), unallowed(reason)))
        })
        .collect();
    if !refused.is_empty() {
        return Err(errors::user_management_with(
            403,
            "forbidden.fieldMutation",
            &Value::Object(refused),
        ));
    }
    let mut checked = Vec::new();
    for (name, value) in &fields {
        checked.push((name.as_str(), check(name, value)?));
    }
    for (name, text) in checked {
        write(&mut state, account, name, text);
    }
    let about = [About::User(account)];
    state.note_event(call.now(), call.actor(), Action::ProfileChanged, &about);
    ok(&view(&state, account))
}

fn write(state: &mut State, account: u32, field: &str, text: String) {
    debug_assert!(FIELDS.contains(&field));
    match field {
        "name" => state.users.get_mut(account).name = text.into(),
        "zoneinfo" => state.users.get_mut(account).zone = text.into(),
        "locale" => state.users.get_mut(account).locale = text.replace('-', "_").into(),
        _ => {
            let profile = state.profile_mut(account);
            let held = match field {
                "nickname" => &mut profile.nickname,
                "extended_profile.department" => &mut profile.department,
                "extended_profile.job_title" => &mut profile.job_title,
                "extended_profile.location" => &mut profile.location,
                _ => &mut profile.organization,
            };
            *held = Some(text);
        }
    }
}

/// The new address must be on a domain that the organization has proven to be its own.
fn set_email(call: &Call<'_>) -> Answer {
    let body = body(call)?;
    let email = body["email"].as_str().map(str::trim);
    let email = email.ok_or_else(|| violated("email", "required"))?;
    let parts = email.split_once('@');
    let (user, domain) = parts.ok_or_else(|| violated("email", "format"))?;
    if user.is_empty() || domain.is_empty() {
        return Err(violated("email", "format"));
    }
    if user.len() > 255 || domain.split('.').any(|part| part.len() > 255) {
        return Err(violated("email", "partMaxLength"));
    }
    if email.chars().any(char::is_control) {
        return Err(violated("email", "validCharacters"));
    }
    let mut state = call.write();
    let account = allowed(call, &state, Privilege::SetEmail)?;
    if !state.org.claims(email) {
        return Err(errors::user_management_with(
            403,
            "forbidden.unclaimedDomain",
            &json!({ "domain": domain }),
        ));
    }
    if state
        .users
        .find_by_email(email)
        .is_some_and(|other| other != account)
    {
        return Err(violated("email", "unique"));
    }
    state.users.get_mut(account).email = email.into();
    let about = [About::User(account)];
    state.note_event(call.now(), call.actor(), Action::EmailChanged, &about);
    Ok(Reply::empty(204))
}
