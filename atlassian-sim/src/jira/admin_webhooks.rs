//! The webhooks of administrators, which stay until somebody takes them away.

use serde_json::{Value, json};

use super::{MANAGE, views};
use crate::call::Call;
use crate::errors;
use crate::jql::Query;
use crate::query::strings;
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::Login;
use crate::routes::Operation;
use crate::state::State;
use crate::state::jira::webhook::{Kind, Webhook};

const ALL: &str = "/rest/webhooks/1.0/webhook";
const ONE: &str = "/rest/webhooks/1.0/webhook/{id}";
/// Where the filter stands.
const SECTION: &str = "issue-related-events-section";

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::new("GET", ALL, Login, list).scopes(MANAGE, &[]),
    Operation::new("POST", ALL, Login, create).scopes(MANAGE, &[]),
    Operation::new("GET", ONE, Login, get).scopes(MANAGE, &[]),
    Operation::new("PUT", ONE, Login, update).scopes(MANAGE, &[]),
    Operation::new("DELETE", ONE, Login, delete).scopes(MANAGE, &[]),
];

fn no_such() -> Reply {
    errors::jira(404, "The webhook does not exist.")
}

fn id(call: &Call<'_>) -> Result<u32, Reply> {
    call.param().parse().map_err(|_| no_such())
}

/// The webhook as others see it; `None` if it is an app's. A secret is never told.
fn view(call: &Call<'_>, state: &State, id: u32, hook: &Webhook) -> Option<Value> {
    let Kind::Admin {
        name,
        description,
        enabled,
        exclude_body,
        secret,
        updated,
    } = &hook.kind
    else {
        return None;
    };
    let user = state.users.get(hook.by);
    Some(json!({
        "name": name,
        "description": description,
        "url": hook.url,
        "excludeBody": exclude_body,
        "filters": { SECTION: hook.jql },
        "events": hook.events,
        "enabled": enabled,
        "isSigned": secret.is_some(),
        "self": format!("{}/rest/webhooks/1.0/webhook/{id}", call.world.site_url),
        "lastUpdatedUser": &*user.id,
        "lastUpdatedDisplayName": user.name,
        "lastUpdated": updated,
    }))
}

fn list(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let state = call.read();
    let all = state.jira.webhooks.list.iter();
    let views: Vec<Value> = all
        .filter_map(|(id, hook)| view(call, &state, *id, hook))
        .collect();
    ok(&views.into())
}

fn get(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let id = id(call)?;
    let state = call.read();
    let hook = state.jira.webhooks.list.get(&id).ok_or_else(no_such)?;
    ok(&view(call, &state, id, hook).ok_or_else(no_such)?)
}

/// A webhook with what was sent; what was not sent stays as it was.
fn read(
    call: &Call<'_>,
    state: &State,
    sent: &Value,
    before: Option<&Webhook>,
) -> Result<Webhook, Reply> {
    let by = call.account()?;
    let mut hook = before.cloned().unwrap_or(Webhook {
        url: String::new(),
        events: Vec::new(),
        jql: String::new(),
        kind: Kind::Admin {
            name: String::new(),
            description: String::new(),
            enabled: true,
            exclude_body: false,
            secret: None,
            updated: 0,
        },
        by,
    });
    let Kind::Admin {
        name,
        description,
        enabled,
        exclude_body,
        secret,
        updated,
    } = &mut hook.kind
    else {
        return Err(no_such());
    };
    let text = |field: &str, held: &mut String| {
        if let Some(text) = sent[field].as_str() {
            text.clone_into(held);
        }
    };
    text("name", name);
    text("description", description);
    text("url", &mut hook.url);
    let flag = |field: &str, held: &mut bool| *held = sent[field].as_bool().unwrap_or(*held);
    flag("enabled", enabled);
    flag("excludeBody", exclude_body);
    if let Some(text) = sent["secret"].as_str() {
        *secret = (!text.is_empty()).then(|| text.to_owned());
    }
    *updated = call.now();
    hook.by = by;
    if sent["events"].is_array() {
        hook.events = strings(&sent["events"])
            .into_iter()
            .map(str::to_owned)
            .collect();
    }
    if let Some(jql) = sent["filters"][SECTION].as_str() {
        jql.clone_into(&mut hook.jql);
    }
    if name.trim().is_empty() {
        return Err(errors::bad_request("The webhook must have a name."));
    }
    if !views::is_web_address(&hook.url) {
        return Err(errors::bad_request("The webhook URL is not valid."));
    }
    if !hook.jql.trim().is_empty() {
        Query::compile(&hook.jql, state, Some(by), call.now()).map_err(errors::jql)?;
    }
    Ok(hook)
}

fn create(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let sent = call.json()?;
    let mut state = call.write();
    let hook = read(call, &state, &sent, None)?;
    let id = state.jira.webhooks.add(hook.clone());
    state.jira.listen();
    let view = view(call, &state, id, &hook).unwrap_or_default();
    Ok(Reply::json(201, &view))
}

fn update(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let id = id(call)?;
    let sent = call.json()?;
    let mut state = call.write();
    let before = state.jira.webhooks.list.get(&id).ok_or_else(no_such)?;
    let hook = read(call, &state, &sent, Some(before))?;
    let view = view(call, &state, id, &hook).unwrap_or_default();
    state.jira.webhooks.list.insert(id, hook);
    ok(&view)
}

fn delete(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let id = id(call)?;
    let mut state = call.write();
    let held = state.jira.webhooks.list.get(&id);
    if !held.is_some_and(|hook| matches!(hook.kind, Kind::Admin { .. })) {
        return Err(no_such());
    }
    state.jira.webhooks.list.remove(&id);
    state.jira.listen();
    Ok(Reply::empty(204))
}
