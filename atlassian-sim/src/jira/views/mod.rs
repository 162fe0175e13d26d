//! Accounts and groups as answers show them. URLs always point at the site, never at the gateway.

pub(crate) mod config;
pub(crate) mod parts;
pub(crate) mod project;

use serde_json::{Value, json};

use crate::call::Call;
use crate::query::encode;
use crate::state::State;
use crate::state::groups::Group;
use crate::state::users::{Kind, User};

/// An address of the site's API, in the version that the caller uses: `url(call, "/user?…")`.
pub(crate) fn url(call: &Call<'_>, path: &str) -> String {
    format!("{}/rest/api/{}{path}", call.world.site_url, call.version())
}

pub(crate) fn user_url(call: &Call<'_>, user: &User) -> String {
    url(call, &format!("/user?accountId={}", user.id))
}

fn avatars(user: &User) -> Value {
    let key = encode(&user.id);
    let at = |size: u32| format!("https://avatars.example.com/{key}?size={size}");
    json!({ "16x16": at(16), "24x24": at(24), "32x32": at(32), "48x48": at(48) })
}

/// What every list of accounts has. People see their own address, hidden or not.
pub(crate) fn listed(call: &Call<'_>, at: u32, user: &User) -> Value {
    let mut view = json!({
        "self": user_url(call, user),
        "accountId": &*user.id,
        "accountType": user.kind.as_str(),
        "avatarUrls": avatars(user),
        "displayName": &*user.name,
        "active": user.active(),
    });
    let email = if call.caller == Some(at) {
        Some(&*user.email)
    } else {
        user.shown_email()
    };
    if let Some(email) = email {
        view["emailAddress"] = email.into();
    }
    if user.kind == Kind::Atlassian {
        view["locale"] = (&*user.locale).into();
    }
    view
}

/// As authors, assignees and leads are shown.
pub(crate) fn person(call: &Call<'_>, state: &State, at: u32) -> Value {
    detailed(call, at, state.users.get(at))
}

/// As components show people: no more than who it is.
pub(crate) fn brief_person(call: &Call<'_>, state: &State, at: u32) -> Value {
    let user = state.users.get(at);
    json!({
        "self": user_url(call, user),
        "accountId": &*user.id,
        "avatarUrls": avatars(user),
        "displayName": &*user.name,
        "active": user.active(),
    })
}

/// As in group members and bulk answers: with the time zone.
pub(crate) fn detailed(call: &Call<'_>, at: u32, user: &User) -> Value {
    let mut view = listed(call, at, user);
    if let Some(view) = view.as_object_mut() {
        view.remove("locale");
    }
    view["timeZone"] = (&*user.zone).into();
    view
}

/// One account with its groups and roles: their number always, the items where asked for.
pub(crate) fn whole(call: &Call<'_>, state: &State, at: u32) -> Value {
    let user = state.users.get(at);
    let mut view = listed(call, at, user);
    view["timeZone"] = (&*user.zone).into();
    let expand = |what: &str| call.query.lists("expand", what);
    let groups: Vec<Value> = if expand("groups") {
        user.groups
            .iter()
            .map(|s| group_name(call, state.groups.get(*s)))
            .collect()
    } else {
        Vec::new()
    };
    let roles = state.roles_of(at);
    let shown: Vec<Value> = if expand("applicationRoles") {
        roles
            .iter()
            .map(|role| json!({ "key": role.key, "name": role.name }))
            .collect()
    } else {
        Vec::new()
    };
    view["groups"] = json!({ "size": user.groups.len(), "items": groups });
    view["applicationRoles"] = json!({ "size": roles.len(), "items": shown });
    view["expand"] = "groups,applicationRoles".into();
    view
}

pub(crate) fn group_url(call: &Call<'_>, group: &Group) -> String {
    url(call, &format!("/group?groupId={}", group.id))
}

/// `{name, groupId, self}`
pub(crate) fn group_name(call: &Call<'_>, group: &Group) -> Value {
    json!({ "name": group.name, "groupId": &*group.id, "self": group_url(call, group) })
}

/// A group with its first fifty active members where asked for.
pub(crate) fn group_whole(call: &Call<'_>, state: &State, slot: u32, members: bool) -> Value {
    let group = state.groups.get(slot);
    let active: Vec<u32> = group
        .members
        .iter()
        .copied()
        .filter(|m| state.users.get(*m).active())
        .collect();
    let items: Vec<Value> = if members {
        let first = active.iter().take(50);
        first
            .map(|m| detailed(call, *m, state.users.get(*m)))
            .collect()
    } else {
        Vec::new()
    };
    json!({
        "name": group.name,
        "groupId": &*group.id,
        "self": group_url(call, group),
        "users": {
            "size": active.len(),
            "max-results": 50,
            "start-index": 0,
            "end-index": items.len().saturating_sub(1),
            "items": items,
        },
        "expand": "users",
    })
}

/// Whether a text is the address of something on the web.
pub(crate) fn is_web_address(text: &str) -> bool {
    let rest = text
        .strip_prefix("http://")
        .or_else(|| text.strip_prefix("https://"));
    let plain = !text.contains(|c: char| c.is_whitespace() || c.is_control());
    plain && rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with(['/', '?', ':']))
}
