//! The columns in which the results of a filter are shown.

use serde_json::{Value, json};

use super::{READ, WRITE, change, visible, writable};
use crate::call::Call;
use crate::errors;
use crate::query::strings;
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::{Anonymous, Login};
use crate::routes::Operation;
use crate::state::jira::field::FieldId;

const COLUMNS: &str = "/rest/api/3/filter/{id}/columns";

pub(crate) const OPERATIONS: &[Operation] = &[
    Operation::new("GET", COLUMNS, Anonymous, columns).scopes(READ, &["read:filter.column:jira"]),
    Operation::new("PUT", COLUMNS, Login, set_columns).scopes(WRITE, &["write:filter.column:jira"]),
    Operation::new("DELETE", COLUMNS, Login, reset_columns)
        .scopes(WRITE, &["delete:filter.column:jira"]),
];

fn columns(call: &Call<'_>) -> Answer {
    let state = call.read();
    let (_, filter) = visible(call, &state)?;
    let columns = filter
        .columns
        .as_ref()
        .ok_or_else(|| errors::jira(404, "No column configuration is set for this filter."))?;
    let name = |id: &str| FieldId::parse(id).map_or("", |f| state.jira.config.field_name(f));
    let shown: Vec<Value> = columns
        .iter()
        .map(|id| json!({ "label": name(id), "value": id }))
        .collect();
    ok(&shown.into())
}

/// As JSON, or as the fields `columns` of a form.
fn set_columns(call: &Call<'_>) -> Answer {
    let form = |kind: &str| kind.starts_with("application/x-www-form-urlencoded");
    let named: Vec<String> = if call.content_type.is_some_and(form) {
        call.form().all("columns").map(str::to_owned).collect()
    } else {
        let body = call.json()?;
        let named = strings(&body["columns"]).into_iter();
        named.map(str::to_owned).collect()
    };
    let mut state = call.write();
    let (id, filter) = visible(call, &state)?;
    if call.caller != Some(filter.owner) {
        return Err(errors::jira(
            403,
            "Only the owner of a filter can set its columns.",
        ));
    }
    for name in &named {
        let field = FieldId::parse(name).filter(|f| state.jira.config.has_field(*f));
        let navigable = match field {
            Some(FieldId::System(system)) => system.info().navigable,
            Some(FieldId::Custom(_)) => true,
            None => false,
        };
        if !navigable {
            return Err(errors::bad_request(format!(
                "The field '{name}' cannot be a column."
            )));
        }
    }
    change(&mut state, id, |filter| filter.columns = Some(named));
    ok(&json!({}))
}

fn reset_columns(call: &Call<'_>) -> Answer {
    let mut state = call.write();
    let (id, _) = writable(call, &state)?;
    change(&mut state, id, |filter| filter.columns = None);
    Ok(Reply::empty(204))
}
