//! Reading accounts.

use serde_json::Value;

use super::READ_USERS;
use super::views::{detailed, group_name, listed, whole};
use crate::call::Call;
use crate::errors;
use crate::paging::{Window, bean};
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::{Anonymous, Login};
use crate::routes::Operation;
use crate::state::State;
use crate::state::permissions::USER_PICKER;
use crate::state::users::User;

const USER_DETAILS: &[&str] = &[
    "read:application-role:jira",
    "read:group:jira",
    "read:user:jira",
    "read:avatar:jira",
];

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::new("GET", "/rest/api/3/myself", Login, myself).scopes(READ_USERS, USER_DETAILS),
    Operation::new("GET", "/rest/api/3/users", Anonymous, list).scopes(READ_USERS, USER_DETAILS),
    Operation::new("GET", "/rest/api/3/users/search", Anonymous, list)
        .scopes(READ_USERS, USER_DETAILS),
    Operation::new("GET", "/rest/api/3/user", Login, get).scopes(READ_USERS, USER_DETAILS),
    Operation::new("GET", "/rest/api/3/user/bulk", Login, bulk).scopes(READ_USERS, USER_DETAILS),
    Operation::new("GET", "/rest/api/3/user/search", Anonymous, search)
        .scopes(READ_USERS, USER_DETAILS),
    Operation::new("GET", "/rest/api/3/user/groups", Login, groups)
        .scopes(READ_USERS, &["read:group:jira"]),
];

fn myself(call: &Call<'_>) -> Answer {
    let account = call.account()?;
    ok(&whole(call, &call.read(), account))
}

/// The directory: the window is taken first and hidden accounts are dropped from it afterwards,
/// so that a page may be short, or empty, in the middle of the list.
fn list(call: &Call<'_>) -> Answer {
    call.need_browse_users()?;
    let window = Window::of(call, 50, 1_000)?;
    let state = call.read();
    let page = state
        .users
        .all()
        .iter()
        .enumerate()
        .skip(window.start)
        .take(window.size)
        .filter(|(_, user)| user.visible())
        .map(|(at, user)| listed(call, u32::try_from(at).unwrap_or(u32::MAX), user))
        .collect::<Vec<Value>>();
    ok(&Value::Array(page))
}

pub(super) fn no_such_user(id: &str) -> Reply {
    errors::jira(
        404,
        format!("Specified user does not exist or you do not have required permissions: {id}"),
    )
}

/// The account that the parameter `accountId` names.
pub(super) fn wanted(call: &Call<'_>, state: &State) -> Result<u32, Reply> {
    let id = call.query.required("accountId")?;
    state.users.find(id).ok_or_else(|| no_such_user(id))
}

fn get(call: &Call<'_>) -> Answer {
    call.need_browse_users()?;
    let state = call.read();
    let account = wanted(call, &state)?;
    ok(&whole(call, &state, account))
}

/// Ids nobody has are dropped without a word.
fn bulk(call: &Call<'_>) -> Answer {
    let window = Window::of_bean(call, 10, 200)?;
    call.query.required("accountId")?;
    let state = call.read();
    let mut found: Vec<u32> = Vec::new();
    for id in call.query.all("accountId") {
        if let Some(account) = state.users.find(id)
            && !found.contains(&account)
        {
            found.push(account);
        }
    }
    let page: Vec<Value> = found
        .iter()
        .skip(window.start)
        .take(window.size)
        .map(|at| detailed(call, *at, state.users.get(*at)))
        .collect();
    ok(&bean(call, window, found.len(), &page))
}

/// Active accounts whose name or shown address has a word that begins like this; never more than
/// the first thousand, whatever the window.
fn search(call: &Call<'_>) -> Answer {
    let query = call.query.get("query");
    let id = call.query.filled("accountId");
    if query.is_none() && id.is_none() && call.query.filled("property").is_none() {
        return Err(errors::bad_request(
            "At least one of the query parameters 'query', 'accountId' or 'property' is required.",
        ));
    }
    if query.is_some() && id.is_some() {
        return Err(errors::bad_request(
            "The query parameters 'query' and 'accountId' cannot be used together.",
        ));
    }
    let window = Window::of(call, 50, 1_000)?;
    let state = call.read();
    if !state.holds(call.caller, USER_PICKER) {
        return ok(&Value::Array(Vec::new()));
    }
    let needle = query.map(str::to_lowercase);
    let property = call
        .query
        .filled("property")
        .map(property_test)
        .transpose()?;
    let fits = |(at, user): &(usize, &User)| {
        let named = match (&needle, id) {
            (Some(needle), _) => matches(user, needle),
            (None, Some(id)) => &*user.id == id,
            (None, None) => true,
        };
        let has = |(path, wanted): &(Vec<&str>, &str)| has_property(&state, *at, path, wanted);
        user.active() && named && property.as_ref().is_none_or(has)
    };
    let end = window.start.saturating_add(window.size).min(1_000);
    let page = state
        .users
        .all()
        .iter()
        .enumerate()
        .filter(fits)
        .take(end)
        .skip(window.start)
        .map(|(at, user)| listed(call, u32::try_from(at).unwrap_or(u32::MAX), user))
        .collect();
    ok(&Value::Array(page))
}

/// Whether the name or the shown address has a word that begins like this, in small letters.
pub(super) fn matches(user: &User, needle: &str) -> bool {
    starts_a_word(&user.name, needle)
        || user
            .shown_email()
            .is_some_and(|email| starts_a_word(email, needle))
}

/// `key.path.to.value=wanted`
fn property_test(text: &str) -> Result<(Vec<&str>, &str), Reply> {
    let wrong = || errors::bad_request("The 'property' parameter is not valid.");
    let (path, wanted) = text.split_once('=').ok_or_else(wrong)?;
    let path: Vec<&str> = path.split('.').collect();
    if path.iter().any(|part| part.is_empty()) {
        return Err(wrong());
    }
    Ok((path, wanted))
}

/// Whether what stands at this path in the account's properties reads like this.
pub(super) fn has_property(state: &State, at: usize, path: &[&str], wanted: &str) -> bool {
    let found = || {
        let (key, path) = path.split_first()?;
        let personal = state.jira.site.people.get(&u32::try_from(at).ok()?)?;
        let value = personal.properties.get(*key)?;
        path.iter().try_fold(value, |value, part| value.get(part))
    };
    match found() {
        Some(Value::String(text)) => text == wanted,
        Some(other) => {
            let text = other.to_string();
            text == wanted
        }
        None => false,
    }
}

fn starts_a_word(text: &str, needle: &str) -> bool {
    let text = text.to_lowercase();
    text.starts_with(needle)
        || text
            .split(|c: char| c.is_whitespace() || c == '@' || c == '.')
            .any(|word| word.starts_with(needle))
}

fn groups(call: &Call<'_>) -> Answer {
    call.need_browse_users()?;
    let state = call.read();
    let account = wanted(call, &state)?;
    let groups = state.users.get(account).groups.iter();
    ok(&groups
        .map(|slot| group_name(call, state.groups.get(*slot)))
        .collect())
}
