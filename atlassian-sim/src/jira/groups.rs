//! Reading groups.

use serde_json::{Value, json};

use super::views::{detailed, group_whole};
use super::{MANAGE, READ_USERS};
use crate::call::Call;
use crate::errors;
use crate::paging::{Window, bean};
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::{Anonymous, Login};
use crate::routes::Operation;
use crate::state::State;
use crate::state::groups::{Group, JIRA_ADMINS, ORG_ADMINS, SITE_ADMINS};
use crate::state::permissions::{ADMINISTER, USER_PICKER};

const GROUP_DETAILS: &[&str] = &["read:group:jira", "read:user:jira", "read:avatar:jira"];

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::new("GET", "/rest/api/3/group", Login, get).scopes(READ_USERS, GROUP_DETAILS),
    Operation::new("GET", "/rest/api/3/group/bulk", Login, bulk)
        .scopes(READ_USERS, &["read:group:jira"]),
    Operation::new("GET", "/rest/api/3/group/member", Login, members).scopes(MANAGE, GROUP_DETAILS),
    Operation::new("GET", "/rest/api/3/groups/picker", Anonymous, picker)
        .scopes(READ_USERS, &["read:group:jira"]),
];

fn no_such_group(what: &str) -> Reply {
    errors::jira(404, format!("The group named '{what}' does not exist."))
}

/// The group that `groupId` or `groupname` names: one of the two, not both.
pub(super) fn wanted(call: &Call<'_>, state: &State, id: &str, name: &str) -> Result<u32, Reply> {
    match (call.query.filled(id), call.query.filled(name)) {
        (Some(_), Some(_)) => Err(errors::bad_request(format!(
            "The query parameters '{id}' and '{name}' cannot be used together."
        ))),
        (Some(id), None) => state.groups.find(id).ok_or_else(|| no_such_group(id)),
        (None, Some(name)) => state
            .groups
            .find_by_name(name)
            .ok_or_else(|| no_such_group(name)),
        (None, None) => Err(errors::bad_request(format!(
            "You must specify one of the query parameters '{id}' and '{name}'."
        ))),
    }
}

/// *Browse users and groups* or *Administer Jira*; either will do.
fn need_either(call: &Call<'_>) -> Result<(), Reply> {
    if call.read().holds(call.caller, ADMINISTER) {
        return Ok(());
    }
    call.need_browse_groups()
}

fn get(call: &Call<'_>) -> Answer {
    need_either(call)?;
    let state = call.read();
    let slot = wanted(call, &state, "groupId", "groupname")?;
    let members = call
        .query
        .all("expand")
        .any(|v| v.split(',').any(|p| p.trim().starts_with("users")));
    ok(&group_whole(call, &state, slot, members))
}

fn bulk(call: &Call<'_>) -> Answer {
    call.need_browse_groups()?;
    let window = Window::of_bean(call, 50, 50)?;
    let state = call.read();
    let filled = |name: &'static str| {
        call.query
            .all(name)
            .filter(|v| !v.is_empty())
            .collect::<Vec<_>>()
    };
    let (ids, names) = (filled("groupId"), filled("groupName"));
    let access = match call.query.filled("accessType") {
        None => None,
        Some("site-admin") => Some(vec![SITE_ADMINS, ORG_ADMINS]),
        Some("admin") => Some(vec![JIRA_ADMINS, SITE_ADMINS, ORG_ADMINS]),
        Some("user") => Some(state.roles.iter().flat_map(|r| r.groups.clone()).collect()),
        Some(other) => return Err(errors::bad_request(format!("Invalid accessType: {other}"))),
    };
    let product = match call.query.filled("applicationKey") {
        None => None,
        Some(key) => match state.roles.iter().find(|role| role.key == key) {
            Some(role) => Some(role.groups.clone()),
            None => {
                return Err(errors::bad_request(format!(
                    "Invalid applicationKey: {key}"
                )));
            }
        },
    };
    let fits = |(slot, group): &(u32, &Group)| {
        let chosen = ids.is_empty() && names.is_empty()
            || ids.contains(&&*group.id)
            || names.contains(&group.name.as_str());
        let has = |slots: &Option<Vec<u32>>| slots.as_ref().is_none_or(|s| s.contains(slot));
        chosen && has(&access) && has(&product)
    };
    let found: Vec<&Group> = state
        .groups
        .listed()
        .filter(fits)
        .map(|(_, group)| group)
        .collect();
    let page: Vec<Value> = found
        .iter()
        .skip(window.start)
        .take(window.size)
        .map(|group| json!({ "name": group.name, "groupId": &*group.id }))
        .collect();
    ok(&bean(call, window, found.len(), &page))
}

/// The members, fifty at a time and never more: a larger `maxResults` is lowered without a word.
fn members(call: &Call<'_>) -> Answer {
    need_either(call)?;
    let window = Window::of_bean(call, 50, 50)?;
    let inactive = call.query.flag("includeInactiveUsers");
    let state = call.read();
    let slot = wanted(call, &state, "groupId", "groupname")?;
    let members = &state.groups.get(slot).members;
    let shown = || {
        members
            .iter()
            .filter(|m| inactive || state.users.get(**m).active())
    };
    let total = if inactive {
        members.len()
    } else {
        shown().count()
    };
    let page: Vec<Value> = shown()
        .skip(window.start)
        .take(window.size)
        .map(|m| detailed(call, *m, state.users.get(*m)))
        .collect();
    ok(&bean(call, window, total, &page))
}

/// Suggestions, not an enumeration: sorted, few, and only exact matches for callers who may not
/// browse groups.
fn picker(call: &Call<'_>) -> Answer {
    let state = call.read();
    let limit = suggestions(&state);
    let size = call.query.number("maxResults", limit)?.min(limit);
    ok(&found(call, &state, size))
}

/// How many suggestions the site shows.
fn suggestions(state: &State) -> usize {
    let mut properties = state.properties.iter();
    properties
        .find(|p| p.key == "jira.ajax.autocomplete.limit")
        .and_then(|p| p.value.parse().ok())
        .unwrap_or(20)
}

/// The groups that the query of a picker means.
pub(super) fn found(call: &Call<'_>, state: &State, size: usize) -> Value {
    let fold = |text: &str| {
        if call.query.flag("caseInsensitive") {
            text.to_lowercase()
        } else {
            text.to_owned()
        }
    };
    let needle = call.query.get("query").map_or_else(String::new, fold);
    let browse = state.holds(call.caller, USER_PICKER);
    let found: Vec<&Group> = state
        .groups
        .listed()
        .map(|(_, group)| group)
        .filter(|group| {
            let name = fold(&group.name);
            let excluded = call.query.all("exclude").any(|n| n == group.name)
                || call.query.all("excludeId").any(|id| id == &*group.id);
            let hit = if browse {
                name.contains(&needle)
            } else {
                name == needle
            };
            call.caller.is_some() && hit && !excluded
        })
        .collect();
    let shown = found.len().min(size);
    let groups: Vec<Value> = found
        .iter()
        .take(size)
        .map(|group| {
            json!({
                "name": group.name,
                "groupId": &*group.id,
                "html": marked(&group.name, &fold(&group.name), &needle, "b"),
                "labels": [],
                "managedBy": if group.external { "EXTERNAL" } else { "ADMINS" },
                "usageType": "USERBASE_GROUP",
            })
        })
        .collect();
    json!({
        "header": format!("Showing {shown} of {} matching groups", found.len()),
        "total": found.len(),
        "groups": groups,
    })
}

/// The name with the match between tags, as HTML.
pub(super) fn marked(name: &str, folded: &str, needle: &str, tag: &str) -> String {
    let escape = |text: &str| {
        text.replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;")
            .replace('"', "&quot;")
    };
    let at = if needle.is_empty() {
        None
    } else {
        folded.find(needle)
    };
    let parts = at.and_then(|at| {
        let end = at + needle.len();
        Some((name.get(..at)?, name.get(at..end)?, name.get(end..)?))
    });
    match parts {
        Some((before, hit, after)) => {
            let (before, hit, after) = (escape(before), escape(hit), escape(after));
            format!("{before}<{tag}>{hit}</{tag}>{after}")
        }
        None => escape(name),
    }
}
