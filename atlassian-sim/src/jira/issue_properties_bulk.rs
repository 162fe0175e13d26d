//! Properties of many issues at once: each call starts a task, which is over at once.

use serde_json::{Map, Value, json};

use super::entity_properties::check;
use super::forms::{id, ids};
use super::on_issues::may;
use super::{WRITE_WORK, tasks};
use crate::call::Call;
use crate::errors;
use crate::reply::{Answer, Reply};
use crate::routes::Access::Login;
use crate::routes::Operation;
use crate::state::State;
use crate::state::jira::event::Happened;
use crate::state::jira::issue::Issue;

const WRITE: &[&str] = &["write:issue.property:jira"];

/// The most issues and properties that one call names.
const MOST_ISSUES: usize = 10_000;
const MOST_ISSUES_APART: usize = 100;
const MOST_PROPERTIES: usize = 10;

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::new("POST", "/rest/api/3/issue/properties", Login, set_all)
        .scopes(WRITE_WORK, WRITE),
    Operation::new(
        "POST",
        "/rest/api/3/issue/properties/multi",
        Login,
        set_each,
    )
    .scopes(WRITE_WORK, WRITE),
    Operation::new(
        "PUT",
        "/rest/api/3/issue/properties/{propertyKey}",
        Login,
        set_one,
    )
    .scopes(
        WRITE_WORK,
        &["read:jira-expressions:jira", "write:issue.property:jira"],
    ),
    Operation::new(
        "DELETE",
        "/rest/api/3/issue/properties/{propertyKey}",
        Login,
        delete_one,
    )
    .scopes(WRITE_WORK, &["delete:issue.property:jira"]),
];

fn wrong(message: impl Into<String>) -> Reply {
    errors::bad_request(message)
}

/// The properties to set: at least one, and not too many.
fn properties(value: &Value) -> Result<&Map<String, Value>, Reply> {
    let found = value
        .as_object()
        .filter(|p| (1..=MOST_PROPERTIES).contains(&p.len()));
    let found = found.ok_or_else(|| {
        wrong(format!(
            "The number of properties must be between 1 and {MOST_PROPERTIES}."
        ))
    })?;
    for (key, value) in found {
        check(key, value)?;
    }
    Ok(found)
}

fn eligible(call: &Call<'_>, state: &State, issue: &Issue) -> bool {
    state.sees(call.caller, issue) && may(call, state, issue, "EDIT_ISSUES")
}

/// Sets properties of one issue.
fn put(call: &Call<'_>, state: &mut State, issue: u32, properties: &Map<String, Value>) {
    let now = call.now();
    if let Some(held) = state.jira.issues.edit(issue, now) {
        let properties = properties.iter();
        held.properties
            .extend(properties.map(|(key, value)| (key.clone(), value.clone())));
    }
    for key in properties.keys() {
        let what = Happened::PropertySet(key.clone());
        state.jira.emit(what, Some(issue), call.caller, now);
    }
}

fn started(call: &Call<'_>, state: &mut State, description: &str) -> Answer {
    let account = call.account()?;
    let tasks = &mut state.jira.tasks;
    let id = tasks.done(description, json!({}), account, call.now());
    tasks::started(call, state, id)
}

/// The same properties for all of these issues, or for none where one of them cannot be changed.
fn set_all(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let ids = ids(&body["entitiesIds"]).unwrap_or_default();
    if ids.is_empty() || ids.len() > MOST_ISSUES {
        return Err(wrong(format!(
            "The number of issues must be between 1 and {MOST_ISSUES}."
        )));
    }
    let properties = properties(&body["properties"])?;
    let mut state = call.write();
    for id in &ids {
        let issue = state.jira.issues.get(*id);
        if !issue.is_some_and(|issue| eligible(call, &state, issue)) {
            return Err(wrong(format!(
                "The issue with id '{id}' does not exist, or you do not have permission to edit it."
            )));
        }
    }
    for id in ids {
        put(call, &mut state, id, properties);
    }
    started(call, &mut state, "Bulk issue properties set")
}

/// Different properties for each issue. Issues that cannot be changed are passed over.
fn set_each(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let issues = body["issues"].as_array().map_or(&[][..], Vec::as_slice);
    if issues.is_empty() || issues.len() > MOST_ISSUES_APART {
        return Err(wrong(format!(
            "The number of issues must be between 1 and {MOST_ISSUES_APART}."
        )));
    }
    let mut orders = Vec::new();
    for order in issues {
        let issue = id(&order["issueID"]).ok_or_else(|| wrong("An issue has no valid issueID."))?;
        orders.push((issue, properties(&order["properties"])?));
    }
    let mut state = call.write();
    for (id, properties) in orders {
        let issue = state.jira.issues.get(id);
        if issue.is_some_and(|issue| eligible(call, &state, issue)) {
            put(call, &mut state, id, properties);
        }
    }
    started(call, &mut state, "Bulk issue properties set")
}

/// The issues that a filter leaves of those that the caller may edit.
fn filtered(call: &Call<'_>, state: &State, filter: &Value, key: &str) -> Result<Vec<u32>, Reply> {
    let chosen = match &filter["entityIds"] {
        Value::Null => None,
        value => Some(ids(value).ok_or_else(|| wrong("The entityIds must be a list of ids."))?),
    };
    let has = filter["hasProperty"].as_bool();
    let current = filter.get("currentValue").filter(|value| !value.is_null());
    if has == Some(false) && current.is_some() {
        return Err(wrong(
            "A currentValue cannot be given for issues without the property.",
        ));
    }
    let fits = |issue: &&Issue| {
        let held = issue.properties.get(key);
        has.is_none_or(|has| has == held.is_some())
            && current.is_none_or(|wanted| held == Some(wanted))
            && eligible(call, state, issue)
    };
    let issues = &state.jira.issues;
    Ok(match chosen {
        Some(ids) => {
            let named = ids.iter().filter_map(|id| issues.get(*id));
            named.filter(fits).map(|issue| issue.id).collect()
        }
        None => issues.all().filter(fits).map(|issue| issue.id).collect(),
    })
}

/// One property of all issues that a filter leaves. Values that are worked out for each issue are
/// beyond the simulator.
fn set_one(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let key = call.param();
    let value = match (body.get("value"), body.get("expression")) {
        (Some(value), None) => value,
        (None, Some(_)) => return Err(wrong("Jira expressions are not evaluated here.")),
        _ => {
            return Err(wrong(
                "Exactly one of 'value' and 'expression' must be given.",
            ));
        }
    };
    let one = Map::from_iter([(key.to_owned(), value.clone())]);
    check(key, value)?;
    let mut state = call.write();
    for id in filtered(call, &state, &body["filter"], key)? {
        put(call, &mut state, id, &one);
    }
    started(call, &mut state, "Bulk issue property set")
}

fn delete_one(call: &Call<'_>) -> Answer {
    let body = if call.body.is_empty() {
        Value::Null
    } else {
        call.json()?
    };
    let key = call.param();
    let now = call.now();
    let mut state = call.write();
    for id in filtered(call, &state, &body, key)? {
        let held = state.jira.issues.edit(id, now);
        if held.is_some_and(|issue| issue.properties.remove(key).is_some()) {
            let what = Happened::PropertyDeleted(key.to_owned());
            state.jira.emit(what, Some(id), call.caller, now);
        }
    }
    started(call, &mut state, "Bulk issue property delete")
}
