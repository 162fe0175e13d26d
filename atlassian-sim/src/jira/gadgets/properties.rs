//! Properties of gadgets, which apps keep their settings in.

use serde_json::Value;

use super::super::dashboards::{may_edit, visible};
use super::super::entity_properties;
use super::{READ, WRITE, no_such_dashboard, on};
use crate::call::Call;
use crate::errors;
use crate::reply::{Answer, Reply};
use crate::routes::Access::{Anonymous, Login};
use crate::routes::Operation;
use crate::state::State;
use crate::state::jira::sharing::Gadget;

const ALL: &str = "/rest/api/3/dashboard/{dashboardId}/items/{itemId}/properties";
const ONE: &str = "/rest/api/3/dashboard/{dashboardId}/items/{itemId}/properties/{propertyKey}";

pub(crate) const OPERATIONS: &[Operation] = &[
    Operation::new("GET", ALL, Anonymous, keys).scopes(READ, &["read:dashboard.property:jira"]),
    Operation::new("GET", ONE, Anonymous, get).scopes(READ, &["read:dashboard.property:jira"]),
    Operation::new("PUT", ONE, Login, set).scopes(WRITE, &["write:dashboard.property:jira"]),
    Operation::new("DELETE", ONE, Login, delete).scopes(WRITE, &["delete:dashboard.property:jira"]),
];

fn key<'a>(call: &'a Call<'_>) -> &'a str {
    call.params.get(2).map_or("", String::as_str)
}

fn item<'a>(call: &Call<'_>, state: &'a State) -> Result<&'a Gadget, Reply> {
    let (_, dashboard) = visible(call, state).ok_or_else(no_such_dashboard)?;
    on(call, dashboard)
}

/// To change it, which takes who may change the dashboard.
fn item_mut<'a>(call: &Call<'_>, state: &'a mut State) -> Result<&'a mut Gadget, Reply> {
    let id = item(call, state)?.id;
    let (dashboard, held) = visible(call, state).ok_or_else(no_such_dashboard)?;
    if !may_edit(state, call.caller, held) {
        return Err(errors::jira(
            403,
            "Only the owner of a dashboard can change the properties of its items.",
        ));
    }
    let dashboard = state.jira.sharing.dashboards.get_mut(&dashboard);
    let mut gadgets = dashboard.into_iter().flat_map(|d| &mut d.gadgets);
    gadgets
        .find(|gadget| gadget.id == id)
        .ok_or_else(super::no_such_gadget)
}

fn keys(call: &Call<'_>) -> Answer {
    let state = call.read();
    let base = format!("{}{}", call.world.site_url, call.path);
    entity_properties::keys(&item(call, &state)?.properties, &base)
}

fn get(call: &Call<'_>) -> Answer {
    let state = call.read();
    entity_properties::get(&item(call, &state)?.properties, key(call))
}

/// Under `config`, gadgets with an address keep texts alone.
fn set(call: &Call<'_>) -> Answer {
    let value = entity_properties::value(call, key(call))?;
    let mut state = call.write();
    let item = item_mut(call, &mut state)?;
    let flat = |value: &Value| {
        let fields = value.as_object();
        fields.is_some_and(|fields| fields.values().all(Value::is_string))
    };
    if key(call) == "config" && item.module_key.is_none() && !flat(&value) {
        return Err(errors::bad_request(
            "The JSON data provided for the property has too many levels. It must be an object with all keys and values as strings.",
        ));
    }
    entity_properties::set(Some(&mut item.properties), key(call), value)
}

fn delete(call: &Call<'_>) -> Answer {
    let mut state = call.write();
    let item = item_mut(call, &mut state)?;
    entity_properties::delete(Some(&mut item.properties), key(call))
}
