//! With whom a filter is shared, and with whom new ones are.

use serde_json::json;

use super::{READ, READING, WRITE, WRITING, change, missing_filter, visible};
use crate::call::Call;
use crate::errors;
use crate::jira::shares;
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::{Anonymous, Login};
use crate::routes::Operation;
use crate::state::State;
use crate::state::jira::sharing::{Filter, Share, With};

const SHARES: &str = "/rest/api/3/filter/{id}/permission";
const SHARE: &str = "/rest/api/3/filter/{id}/permission/{permissionId}";
const DEFAULT: &str = "/rest/api/3/filter/defaultShareScope";

pub(crate) const OPERATIONS: &[Operation] = &[
    Operation::new("GET", DEFAULT, Login, default_scope)
        .scopes(READ, &["read:filter.default-share-scope:jira"]),
    Operation::new("PUT", DEFAULT, Login, set_default_scope)
        .scopes(WRITE, &["write:filter.default-share-scope:jira"]),
    Operation::new("GET", SHARES, Anonymous, list_shares).scopes(READ, READING),
    Operation::new("POST", SHARES, Login, add_share).scopes(WRITE, WRITING),
    Operation::new("GET", SHARE, Anonymous, get_share).scopes(READ, READING),
    Operation::new("DELETE", SHARE, Login, delete_share).scopes(WRITE, &["write:filter:jira"]),
];

fn default_scope(call: &Call<'_>) -> Answer {
    let caller = call.account()?;
    let scope = call
        .read()
        .jira
        .sharing
        .default_scopes
        .get(&caller)
        .cloned();
    ok(&json!({ "scope": scope.as_deref().unwrap_or("PRIVATE") }))
}

fn set_default_scope(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let caller = call.account()?;
    let scope = match body["scope"].as_str() {
        Some(scope @ ("AUTHENTICATED" | "PRIVATE")) => scope,
        // The old name of the same.
        Some("GLOBAL") => "AUTHENTICATED",
        _ => {
            return Err(errors::jira_field(
                400,
                "scope",
                "The scope must be AUTHENTICATED or PRIVATE.",
            ));
        }
    };
    call.write()
        .jira
        .sharing
        .default_scopes
        .insert(caller, scope.to_owned());
    ok(&json!({ "scope": scope }))
}

/// Shares are read of filters that the caller sees; others do not exist here.
fn shared<'a>(call: &Call<'_>, state: &'a State) -> Result<(u32, &'a Filter), Reply> {
    visible(call, state).map_err(missing_filter)
}

fn list_shares(call: &Call<'_>) -> Answer {
    let state = call.read();
    let (_, filter) = shared(call, &state)?;
    ok(&shares::views(call, &state, &filter.shares))
}

fn find_share<'a>(call: &Call<'_>, filter: &'a Filter) -> Result<&'a Share, Reply> {
    let wanted = call.params.get(1).and_then(|id| id.parse::<u32>().ok());
    let found = filter.shares.iter().find(|s| Some(s.id) == wanted);
    found.ok_or_else(|| errors::jira(404, "The share permission does not exist."))
}

fn get_share(call: &Call<'_>) -> Answer {
    let state = call.read();
    let (_, filter) = shared(call, &state)?;
    ok(&shares::view(call, &state, find_share(call, filter)?))
}

/// The filter, if the caller owns it; others are refused with this status.
fn owned(call: &Call<'_>, state: &State, otherwise: u16) -> Result<u32, Reply> {
    let (id, filter) = shared(call, state)?;
    if call.caller == Some(filter.owner) {
        Ok(id)
    } else {
        Err(errors::jira(
            otherwise,
            "Only the owner of a filter can change its share permissions.",
        ))
    }
}

/// Sharing with everybody takes the place of all other shares.
fn add_share(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let mut state = call.write();
    let id = owned(call, &state, 400)?;
    shares::may_share(call, &state)?;
    let with = shares::read_flat(call, &state, &body)?;
    let with_all = matches!(with, With::Everybody | With::LoggedIn);
    let added = shares::numbered(&mut state, vec![with]);
    change(&mut state, id, |filter| {
        if with_all {
            filter.shares.clear();
        }
        filter.shares.extend(added);
    });
    let (_, filter) = shared(call, &state)?;
    let shown = shares::views(call, &state, &filter.shares);
    Ok(Reply::json(201, &shown))
}

fn delete_share(call: &Call<'_>) -> Answer {
    let mut state = call.write();
    let id = owned(call, &state, 404)?;
    let (_, filter) = shared(call, &state)?;
    let share = find_share(call, filter)?.id;
    change(&mut state, id, |filter| {
        filter.shares.retain(|s| s.id != share);
    });
    Ok(Reply::empty(204))
}
