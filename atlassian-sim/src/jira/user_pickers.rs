//! Suggestions for fields that take people, and the operations that only apps may use.

use serde_json::{Value, json};

use super::groups::{found as found_groups, marked};
use super::users::matches;
use super::{READ_USERS, READ_WORK};
use crate::call::Call;
use crate::errors;
use crate::query::encode;
use crate::reply::{Answer, ok};
use crate::routes::Access::{Anonymous, Login};
use crate::routes::Operation;
use crate::state::State;
use crate::state::permissions::USER_PICKER;
use crate::state::users::{Kind, User};

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::new("GET", "/rest/api/3/user/picker", Anonymous, picker)
        .scopes(READ_USERS, &["read:user:jira"]),
    Operation::new("GET", "/rest/api/3/groupuserpicker", Anonymous, both)
        .scopes(READ_WORK, &["read:group:jira", "read:user:jira"]),
    Operation::new("GET", "/rest/api/3/user/email", Login, email),
    Operation::new("GET", "/rest/api/3/user/email/bulk", Login, email),
    Operation::new("GET", "/rest/api/3/user/bulk/migration", Login, migration)
        .scopes(READ_USERS, &["read:user:jira"]),
];

/// The last account that is looked for, whatever the window.
const LAST: usize = 1_000;

/// The accounts that the query of a picker means: for callers who may not browse users only those
/// with exactly this name.
fn found_users(
    call: &Call<'_>,
    state: &State,
    (query, size): (&str, usize),
    without_apps: bool,
) -> Value {
    let needle = query.trim().to_lowercase();
    let browse = state.holds(call.caller, USER_PICKER);
    let excluded = |user: &User| {
        let mut ids = call
            .query
            .all("excludeAccountIds")
            .flat_map(|v| v.split(','));
        ids.any(|id| id.trim() == &*user.id) || without_apps && user.kind == Kind::App
    };
    let fits = |user: &&User| {
        let hit = if browse {
            needle.is_empty() || matches(user, &needle)
        } else {
            user.name.to_lowercase() == needle
        };
        user.active() && hit && !excluded(user)
    };
    let mut shown = Vec::new();
    let mut total = 0;
    for user in state.users.all().iter().filter(fits).take(LAST) {
        total += 1;
        if shown.len() < size {
            shown.push(suggestion(call, user, &needle));
        }
    }
    json!({
        "users": shown,
        "total": total,
        "header": format!("Showing {} of {total} matching users", shown.len()),
    })
}

fn suggestion(call: &Call<'_>, user: &User, needle: &str) -> Value {
    let strong = |text: &str| marked(text, &text.to_lowercase(), needle, "strong");
    let name = strong(&user.name);
    let html = match user.shown_email().filter(|email| !email.is_empty()) {
        Some(email) => format!("{name} - {}", strong(email)),
        None => name,
    };
    let mut view = json!({
        "accountId": &*user.id,
        "accountType": user.kind.as_str(),
        "html": html,
        "displayName": &*user.name,
    });
    if call.query.flag("showAvatar") {
        let avatar = format!("https://avatars.example.com/{}?size=16", encode(&user.id));
        view["avatarUrl"] = avatar.into();
    }
    view
}

fn picker(call: &Call<'_>) -> Answer {
    let query = call.query.required("query")?;
    if call.query.get("exclude").is_some() && call.query.get("excludeAccountIds").is_some() {
        return Err(errors::bad_request(
            "The query parameters 'exclude' and 'excludeAccountIds' cannot be used together.",
        ));
    }
    let size = call.query.number("maxResults", 50)?;
    let state = call.read();
    let without_apps = call.query.flag("excludeConnectUsers");
    ok(&found_users(call, &state, (query, size), without_apps))
}

/// People and groups in one answer.
fn both(call: &Call<'_>) -> Answer {
    let query = call.query.required("query")?;
    let size = call.query.number("maxResults", 50)?;
    call.need_browse_users()?;
    let state = call.read();
    let without_apps = call.query.flag("excludeConnectAddons");
    ok(&json!({
        "users": found_users(call, &state, (query, size), without_apps),
        "groups": found_groups(call, &state, size),
    }))
}

/// Only apps that Atlassian approved learn hidden addresses; a person's credential is none of these.
fn email(call: &Call<'_>) -> Answer {
    call.query.required("accountId")?;
    Err(errors::bad_request(
        "The calling app is not approved to use this API.",
    ))
}

/// Nobody here has a user name or a key from before account ids, so that none is found.
fn migration(call: &Call<'_>) -> Answer {
    let given = |name| call.query.filled(name).is_some();
    if given("username") == given("key") {
        return Err(errors::bad_request(
            "Exactly one of the query parameters 'username' and 'key' must be given.",
        ));
    }
    ok(&Value::Array(Vec::new()))
}
