//! Properties of accounts: administrators see everybody's, others their own.

use std::borrow::Cow;

use super::entity_properties::{self, Properties};
use super::users::no_such_user;
use super::views::url;
use super::{READ_USERS, WRITE_WORK};
use crate::call::Call;
use crate::errors;
use crate::reply::{Answer, Reply};
use crate::routes::Access::Login;
use crate::routes::Operation;
use crate::state::State;
use crate::state::permissions::ADMINISTER;

const READ: &[&str] = &["read:user.property:jira"];

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::new("GET", "/rest/api/3/user/properties", Login, keys).scopes(READ_USERS, READ),
    Operation::new(
        "GET",
        "/rest/api/3/user/properties/{propertyKey}",
        Login,
        get,
    )
    .scopes(READ_USERS, READ),
    Operation::new(
        "PUT",
        "/rest/api/3/user/properties/{propertyKey}",
        Login,
        set,
    )
    .scopes(WRITE_WORK, &["write:user.property:jira"]),
    Operation::new(
        "DELETE",
        "/rest/api/3/user/properties/{propertyKey}",
        Login,
        delete,
    )
    .scopes(WRITE_WORK, &["delete:user.property:jira"]),
];

/// The account that the query names, which is the caller or one that an administrator asks about.
pub(super) fn own_or_administered(call: &Call<'_>, state: &State, id: &str) -> Result<u32, Reply> {
    let account = state.users.find(id);
    if account.is_some() && account == call.caller {
        return call.account();
    }
    if !state.holds(call.caller, ADMINISTER) {
        return Err(errors::jira(
            403,
            "Only Jira administrators can access the records of other users.",
        ));
    }
    account.ok_or_else(|| no_such_user(id))
}

fn wanted(call: &Call<'_>, state: &State) -> Result<u32, Reply> {
    own_or_administered(call, state, call.query.required("accountId")?)
}

/// Those of most accounts are none at all.
fn held(state: &State, account: u32) -> Cow<'_, Properties> {
    let personal = state.jira.site.people.get(&account);
    personal.map_or_else(Cow::default, |p| Cow::Borrowed(&p.properties))
}

fn keys(call: &Call<'_>) -> Answer {
    let state = call.read();
    let account = wanted(call, &state)?;
    let id = &state.users.get(account).id;
    entity_properties::keys_at(&held(&state, account), |key| {
        url(call, &format!("/user/properties/{key}?accountId={id}"))
    })
}

fn get(call: &Call<'_>) -> Answer {
    let state = call.read();
    let account = wanted(call, &state)?;
    entity_properties::get(&held(&state, account), call.param())
}

fn set(call: &Call<'_>) -> Answer {
    let key = call.param();
    let value = entity_properties::value(call, key)?;
    let mut state = call.write();
    let account = wanted(call, &state)?;
    let personal = state.jira.site.people.entry(account).or_default();
    entity_properties::set(Some(&mut personal.properties), key, value)
}

fn delete(call: &Call<'_>) -> Answer {
    let mut state = call.write();
    let account = wanted(call, &state)?;
    let personal = state.jira.site.people.entry(account).or_default();
    entity_properties::delete(Some(&mut personal.properties), call.param())
}
