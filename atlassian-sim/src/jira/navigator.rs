//! The columns of lists of issues: the site's, and each account's own.

use serde_json::{Value, json};

use super::user_properties::own_or_administered;
use super::{MANAGE, READ_USERS};
use crate::call::Call;
use crate::errors;
use crate::multipart;
use crate::query::strings;
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::{Anonymous, Login};
use crate::routes::Operation;
use crate::state::State;
use crate::state::jira::field::FieldId;

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::new("GET", "/rest/api/3/settings/columns", Login, get).scopes(MANAGE, &[]),
    Operation::new("PUT", "/rest/api/3/settings/columns", Login, set).scopes(MANAGE, &[]),
    Operation::new("GET", "/rest/api/3/user/columns", Anonymous, own).scopes(
        READ_USERS,
        &["read:user.columns:jira", "read:filter.column:jira"],
    ),
    Operation::new("PUT", "/rest/api/3/user/columns", Anonymous, set_own)
        .scopes(MANAGE, &["write:user.columns:jira"]),
    Operation::new("DELETE", "/rest/api/3/user/columns", Anonymous, reset_own)
        .scopes(MANAGE, &["delete:user.columns:jira"]),
];

fn view(state: &State, columns: &[String]) -> Value {
    let config = &state.jira.config;
    let known = columns
        .iter()
        .filter_map(|id| Some((id, FieldId::parse(id)?)))
        .filter(|(_, field)| config.has_field(*field));
    known
        .map(|(id, field)| json!({ "label": config.field_name(field), "value": id }))
        .collect()
}

/// The values of `columns`, in a form of either kind or in JSON; none at all take every column away.
fn sent(call: &Call<'_>) -> Result<Vec<String>, Reply> {
    let wrong = || errors::bad_request("The columns cannot be read.");
    let is_json = call
        .content_type
        .is_some_and(|kind| kind.starts_with("application/json"));
    if is_json {
        let body = call.json()?;
        let columns = strings(&body["columns"]).into_iter();
        return Ok(columns.map(str::to_owned).collect());
    }
    match multipart::parse(call.content_type, call.body) {
        Ok(parts) => parts
            .into_iter()
            .filter(|part| part.name == "columns")
            .map(|part| String::from_utf8(part.bytes.to_vec()).map_err(|_| wrong()))
            .collect(),
        Err(multipart::Bad::Type) => Ok(call.form().all("columns").map(str::to_owned).collect()),
        Err(_) => Err(wrong()),
    }
}

/// The first of these that is no field which can be a column.
fn unknown<'a>(state: &State, columns: &'a [String]) -> Option<&'a String> {
    let fits = |id: &&String| {
        let field = FieldId::parse(id).filter(|field| state.jira.config.has_field(*field));
        field.is_some_and(|field| match field {
            FieldId::System(system) => system.info().navigable,
            FieldId::Custom(_) => true,
        })
    };
    columns.iter().find(|id| !fits(id))
}

fn get(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let state = call.read();
    ok(&view(&state, &state.jira.site.columns))
}

fn set(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let columns = sent(call)?;
    let mut state = call.write();
    if let Some(id) = unknown(&state, &columns) {
        return Err(errors::jira(
            404,
            format!("The column '{id}' does not exist."),
        ));
    }
    state.jira.site.columns = columns;
    Ok(Reply::empty(200))
}

/// The caller, or another account for administrators.
fn whose(call: &Call<'_>, state: &State) -> Result<u32, Reply> {
    match call.query.filled("accountId") {
        Some(id) => {
            call.account()?;
            own_or_administered(call, state, id)
        }
        None => call.account(),
    }
}

fn own(call: &Call<'_>) -> Answer {
    let state = call.read();
    let account = whose(call, &state)?;
    let site = &state.jira.site;
    let chosen = site.people.get(&account).and_then(|p| p.columns.as_ref());
    ok(&view(&state, chosen.unwrap_or(&site.columns)))
}

/// A column that does not exist is the service's own failure here.
fn set_own(call: &Call<'_>) -> Answer {
    let columns = sent(call)?;
    let mut state = call.write();
    let account = whose(call, &state)?;
    if let Some(id) = unknown(&state, &columns) {
        return Err(errors::jira(
            500,
            format!("The column '{id}' does not exist."),
        ));
    }
    state.jira.site.people.entry(account).or_default().columns = Some(columns);
    Ok(Reply::empty(200))
}

fn reset_own(call: &Call<'_>) -> Answer {
    let mut state = call.write();
    let account = whose(call, &state)?;
    if let Some(personal) = state.jira.site.people.get_mut(&account) {
        personal.columns = None;
    }
    Ok(Reply::empty(204))
}
