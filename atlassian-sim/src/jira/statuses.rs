//! Statuses as issues show them, and their categories.

use serde_json::Value;

use super::READ_WORK;
use super::views::config::{status, status_category as category_view};
use crate::call::Call;
use crate::errors;
use crate::reply::{Answer, ok};
use crate::routes::Access::{Anonymous, Login};
use crate::routes::Operation;
use crate::state::State;
use crate::state::jira::config::StatusCategory;
use crate::state::permissions::ADMINISTER;

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::new("GET", "/rest/api/3/status", Anonymous, list)
        .scopes(READ_WORK, &["read:status:jira"]),
    Operation::new("GET", "/rest/api/3/status/{idOrName}", Anonymous, get)
        .scopes(READ_WORK, &["read:status:jira"]),
    Operation::new("GET", "/rest/api/3/statuscategory", Login, categories)
        .scopes(READ_WORK, &["read:status:jira"]),
    Operation::new(
        "GET",
        "/rest/api/3/statuscategory/{idOrKey}",
        Login,
        category,
    )
    .scopes(READ_WORK, &["read:status:jira"]),
];

/// A status as its own resource shows it.
fn view(call: &Call<'_>, state: &State, id: u32) -> Option<Value> {
    let mut view = status(call, state, id)?;
    view["untranslatedName"] = view["name"].clone();
    Some(view)
}

/// The statuses of active workflows in projects that the caller sees.
fn visible(call: &Call<'_>, state: &State) -> Vec<u32> {
    let admin = state.holds(call.caller, ADMINISTER);
    let config = &state.jira.config;
    let mut ids: Vec<u32> = state
        .jira
        .projects
        .all()
        .filter(|p| admin || state.sees_project(call.caller, p))
        .filter_map(|p| config.workflow_schemes.get(&p.workflow_scheme))
        .flat_map(|scheme| scheme.mapped.values().chain([&scheme.default]))
        .filter_map(|id| config.workflows.get(id))
        .flat_map(|workflow| workflow.statuses.iter().copied())
        .collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

fn list(call: &Call<'_>) -> Answer {
    let state = call.read();
    let ids = visible(call, &state).into_iter();
    ok(&ids.filter_map(|id| view(call, &state, id)).collect())
}

/// By id, or else by name: of several with one name, the first.
fn get(call: &Call<'_>) -> Answer {
    let state = call.read();
    let ids = visible(call, &state);
    let by_id = call.param().parse().ok().filter(|id| ids.contains(id));
    let named = |id: &&u32| {
        let status = state.jira.config.statuses.get(*id);
        status.is_some_and(|s| s.name.eq_ignore_ascii_case(call.param()))
    };
    let found: Option<u32> = by_id.or_else(|| ids.iter().find(named).copied());
    let view = found.and_then(|id| view(call, &state, id));
    view.map_or_else(
        || Err(errors::jira(404, "The status was not found.")),
        |view: Value| ok(&view),
    )
}

fn categories(call: &Call<'_>) -> Answer {
    let all = StatusCategory::ALL;
    ok(&all.into_iter().map(|c| category_view(call, c)).collect())
}

fn category(call: &Call<'_>) -> Answer {
    let wanted = call.param();
    let found = StatusCategory::ALL
        .into_iter()
        .find(|c| c.key() == wanted || c.id().to_string() == wanted);
    found.map_or_else(
        || Err(errors::jira(404, "The status category was not found.")),
        |found| ok(&category_view(call, found)),
    )
}
