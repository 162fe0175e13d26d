//! What is on dashboards.

pub(super) mod properties;

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::dashboards::{may_edit, visible};
use crate::call::Call;
use crate::errors;
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::{Anonymous, Login};
use crate::routes::Operation;
use crate::state::State;
use crate::state::jira::sharing::{Dashboard, Gadget};

const READ: &str = "read:jira-work";
const WRITE: &str = "write:jira-work";
const ALL: &str = "/rest/api/3/dashboard/{dashboardId}/gadget";
const ONE: &str = "/rest/api/3/dashboard/{dashboardId}/gadget/{gadgetId}";

pub(crate) const OPERATIONS: &[Operation] = &[
    Operation::new("GET", "/rest/api/3/dashboard/gadgets", Login, available)
        .scopes(READ, &["read:dashboard:jira"]),
    Operation::new("GET", ALL, Anonymous, list).scopes(READ, &["read:dashboard:jira"]),
    Operation::new("POST", ALL, Login, add)
        .scopes(WRITE, &["write:dashboard:jira", "read:dashboard:jira"]),
    Operation::new("PUT", ONE, Login, update).scopes(WRITE, &["write:dashboard:jira"]),
    Operation::new("DELETE", ONE, Login, remove).scopes(WRITE, &["write:dashboard:jira"]),
];

/// Title, module key and address of what can be put on dashboards; each has one of the two.
const AVAILABLE: [(&str, &str, &str); 6] = [
    (
        "Activity Stream",
        "",
        "rest/gadgets/1.0/g/com.atlassian.streams.streams-jira-plugin:activitystream-gadget/gadgets/activitystream-gadget.xml",
    ),
    (
        "Assigned to Me",
        "",
        "rest/gadgets/1.0/g/com.atlassian.jira.gadgets:assigned-to-me-gadget/gadgets/assigned-to-me-gadget.xml",
    ),
    (
        "Created vs. Resolved Chart",
        "",
        "rest/gadgets/1.0/g/com.atlassian.jira.gadgets:created-vs-resolved-issues-chart-gadget/gadgets/createdvsresolved-gadget.xml",
    ),
    (
        "Filter Results",
        "",
        "rest/gadgets/1.0/g/com.atlassian.jira.gadgets:filter-results-gadget/gadgets/filter-results-gadget.xml",
    ),
    (
        "Pie Chart",
        "",
        "rest/gadgets/1.0/g/com.atlassian.jira.gadgets:pie-chart-gadget/gadgets/piechart-gadget.xml",
    ),
    (
        "Sprint Burndown Gadget",
        "com.pyxis.greenhopper.jira:greenhopper-gadget-sprint-burndown-dashboard-item",
        "",
    ),
];

const COLORS: [&str; 8] = [
    "blue", "red", "yellow", "green", "cyan", "purple", "gray", "white",
];
/// How many gadgets a dashboard holds, and in how many columns.
const MOST: usize = 20;
const COLUMNS: u32 = 3;

fn no_such_dashboard() -> Reply {
    errors::jira(
        404,
        "The dashboard you requested either does not exist or you don't have the required permissions to perform this action.",
    )
}

fn no_such_gadget() -> Reply {
    errors::jira(404, "The dashboard gadget was not found.")
}

/// The dashboard, if the caller may change what is on it.
fn editable<'a>(call: &Call<'_>, state: &'a State) -> Result<(u32, &'a Dashboard), Reply> {
    let found = visible(call, state).filter(|(_, d)| may_edit(state, call.caller, d));
    found.ok_or_else(no_such_dashboard)
}

/// The id of the gadget that the path names on a dashboard.
fn on<'a>(call: &Call<'_>, dashboard: &'a Dashboard) -> Result<&'a Gadget, Reply> {
    let id = call.params.get(1).and_then(|id| id.parse::<u32>().ok());
    let mut gadgets = dashboard.gadgets.iter();
    gadgets
        .find(|gadget| Some(gadget.id) == id)
        .ok_or_else(no_such_gadget)
}

fn view(gadget: &Gadget) -> Value {
    let mut view = json!({
        "id": gadget.id,
        "color": gadget.color,
        "position": { "row": gadget.row, "column": gadget.column },
        "title": gadget.title,
    });
    if let Some(key) = &gadget.module_key {
        view["moduleKey"] = key.as_str().into();
    }
    if let Some(uri) = &gadget.uri {
        view["uri"] = uri.as_str().into();
    }
    view
}

fn available(_: &Call<'_>) -> Answer {
    let all = AVAILABLE.map(|(title, key, uri)| {
        if key.is_empty() {
            json!({ "title": title, "uri": uri })
        } else {
            json!({ "title": title, "moduleKey": key })
        }
    });
    ok(&json!({ "gadgets": all }))
}

fn list(call: &Call<'_>) -> Answer {
    let state = call.read();
    let (_, dashboard) = visible(call, &state).ok_or_else(no_such_dashboard)?;
    let wanted = |name: &'static str, value: Option<&str>| {
        let mut asked = call.query.all(name).peekable();
        asked.peek().is_none() || asked.any(|asked| Some(asked) == value)
    };
    let mut found: Vec<&Gadget> = dashboard
        .gadgets
        .iter()
        .filter(|g| wanted("moduleKey", g.module_key.as_deref()))
        .filter(|g| wanted("uri", g.uri.as_deref()))
        .filter(|g| wanted("gadgetId", Some(&g.id.to_string())))
        .collect();
    found.sort_by_key(|g| (g.column, g.row));
    let shown: Vec<Value> = found.into_iter().map(view).collect();
    ok(&json!({ "gadgets": shown }))
}

/// A color of a body.
fn color(body: &Value) -> Result<Option<&str>, Reply> {
    match body["color"].as_str() {
        Some(color) if COLORS.contains(&color) => Ok(Some(color)),
        None if body["color"].is_null() => Ok(None),
        _ => Err(errors::bad_request(format!(
            "The color must be one of {}.",
            COLORS.join(", ")
        ))),
    }
}

/// A title of a body.
fn title(body: &Value) -> Result<Option<&str>, Reply> {
    match body["title"].as_str().map(str::trim) {
        None if body["title"].is_null() => Ok(None),
        Some(title) if !title.is_empty() && title.chars().count() <= 255 => Ok(Some(title)),
        _ => Err(errors::bad_request("The title is not valid.")),
    }
}

/// The column and the row that a body names, which has to be there or right below the last one.
/// `others` are the gadgets that stay.
fn position(body: &Value, others: &[Gadget]) -> Result<Option<(u32, u32)>, Reply> {
    let position = &body["position"];
    if position.is_null() {
        return Ok(None);
    }
    let number = |name: &str| position[name].as_u64().and_then(|n| u32::try_from(n).ok());
    let column = number("column").filter(|column| *column < COLUMNS);
    let column = column.ok_or_else(|| {
        errors::bad_request(
            "The gadget cannot be placed in the selected column. The selected column does not exist on the dashboard.",
        )
    })?;
    let rows = others.iter().filter(|g| g.column == column).count();
    let row = number("row").filter(|row| *row as usize <= rows);
    let row = row.ok_or_else(|| {
        errors::bad_request(
            "The gadget cannot be placed in the selected row. The selected row does not exist on the dashboard.",
        )
    })?;
    Ok(Some((column, row)))
}

/// Puts a gadget among the others, which make room.
fn put(others: &mut Vec<Gadget>, gadget: Gadget) {
    for other in others.iter_mut() {
        if other.column == gadget.column && other.row >= gadget.row {
            other.row += 1;
        }
    }
    others.push(gadget);
}

/// Takes a gadget out; those below move up.
fn take(gadgets: &mut Vec<Gadget>, id: u32) -> Option<Gadget> {
    let at = gadgets.iter().position(|g| g.id == id)?;
    let gadget = gadgets.remove(at);
    for other in gadgets.iter_mut() {
        if other.column == gadget.column && other.row > gadget.row {
            other.row -= 1;
        }
    }
    Some(gadget)
}

fn keep(state: &mut State, dashboard: u32, gadgets: Vec<Gadget>) {
    if let Some(dashboard) = state.jira.sharing.dashboards.get_mut(&dashboard) {
        dashboard.gadgets = gadgets;
    }
}

/// By module key or by address; without a place, at the top of the first column.
fn add(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let mut state = call.write();
    let (dashboard, held) = editable(call, &state)?;
    let mut gadgets = held.gadgets.clone();
    let (key, uri) = (body["moduleKey"].as_str(), body["uri"].as_str());
    if key.is_some() == uri.is_some() {
        return Err(errors::bad_request(
            "Either the module key or the URI of the gadget must be provided, and not both.",
        ));
    }
    let mut known = AVAILABLE.into_iter();
    let known = known.find(|(_, k, u)| Some(*k) == key || Some(*u) == uri);
    if known.is_none() && body["ignoreUriAndModuleKeyValidation"] != true {
        return Err(errors::bad_request(
            "The module key or the URI of the gadget is not valid.",
        ));
    }
    let usual = known.map_or("Gadget", |(title, ..)| title);
    let (color, title) = (color(&body)?, title(&body)?);
    let (column, row) = position(&body, &gadgets)?.unwrap_or((0, 0));
    if gadgets.len() >= MOST {
        return Err(errors::bad_request(
            "Cannot add another gadget. The maximum number of gadgets the dashboard can hold has been reached.",
        ));
    }
    let gadget = Gadget {
        id: state.jira.sharing.next_id(),
        module_key: key.map(str::to_owned),
        uri: uri.map(str::to_owned),
        color: color.unwrap_or("blue").to_owned(),
        title: title.unwrap_or(usual).to_owned(),
        column,
        row,
        properties: BTreeMap::new(),
    };
    let shown = view(&gadget);
    put(&mut gadgets, gadget);
    keep(&mut state, dashboard, gadgets);
    ok(&shown)
}

fn update(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let mut state = call.write();
    let (dashboard, held) = editable(call, &state)?;
    let id = on(call, held)?.id;
    let mut gadgets = held.gadgets.clone();
    let mut gadget = take(&mut gadgets, id).ok_or_else(no_such_gadget)?;
    if let Some(color) = color(&body)? {
        color.clone_into(&mut gadget.color);
    }
    if let Some(title) = title(&body)? {
        title.clone_into(&mut gadget.title);
    }
    if let Some(place) = position(&body, &gadgets)? {
        (gadget.column, gadget.row) = place;
    }
    put(&mut gadgets, gadget);
    keep(&mut state, dashboard, gadgets);
    Ok(Reply::empty(204))
}

fn remove(call: &Call<'_>) -> Answer {
    let mut state = call.write();
    let (dashboard, held) = editable(call, &state)?;
    let id = on(call, held)?.id;
    let mut gadgets = held.gadgets.clone();
    take(&mut gadgets, id);
    keep(&mut state, dashboard, gadgets);
    Ok(Reply::empty(204))
}
