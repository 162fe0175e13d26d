//! The values of Jira's own fields, read as callers write them.

use std::sync::Arc;

use serde_json::Value;

use super::draft::{Draft, change_list};
use super::request::{Change, Verb};
use super::trouble::{Read, Trouble};
use crate::adf;
use crate::call::Call;
use crate::jira::on_issues::wiki_document;
use crate::jira::time_tracking::parse_duration;
use crate::state::State;
use crate::state::jira::issue::{Adf, Issue};
use crate::state::jira::project::{AssigneeType, ComponentAssignee};
use crate::time;

/// The longest summary and the longest label.
const LONGEST: usize = 255;
/// The longest rich text.
pub(crate) const LONGEST_TEXT: usize = 32_767;

/// A text; `null` is none.
pub(super) fn text(value: &Value) -> Read<Option<&str>> {
    match value {
        Value::Null => Ok(None),
        Value::String(text) => Ok(Some(text)),
        _ => Err("Operation value must be a string".into()),
    }
}

/// What a reference such as `{"id": "3"}` says under this name; numbers will do for ids.
pub(super) fn says(value: &Value, name: &str) -> Option<String> {
    match &value[name] {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

pub(super) fn summary(value: &Value) -> Read<&str> {
    let text = text(value)?.unwrap_or("").trim();
    if text.is_empty() {
        return Err("You must specify a summary of the issue.".into());
    }
    if text.contains(['\n', '\r']) {
        return Err("The summary is invalid because it contains newline characters.".into());
    }
    if text.chars().count() > LONGEST {
        return Err("Summary must be less than 255 characters.".into());
    }
    Ok(text)
}

/// A document in version 3 and wiki text before; an empty one is none.
pub(super) fn rich_text(call: &Call<'_>, state: &State, value: &Value) -> Read<Option<Adf>> {
    if value.is_null() {
        return Ok(None);
    }
    let document = if call.wiki_text() {
        let text = text(value)?.unwrap_or("");
        if text.chars().count() > LONGEST_TEXT {
            return Err(format!(
                "The entered text is too long. It exceeds the allowed limit of {LONGEST_TEXT} characters."
            )
            .into());
        }
        wiki_document(state, text)
    } else if value["type"] == "doc" {
        if !adf::valid(value) {
            return Err(Trouble::Whole("INVALID_INPUT".to_owned()));
        }
        if value.to_string().chars().count() > LONGEST_TEXT {
            return Err(Trouble::Whole("CONTENT_LIMIT_EXCEEDED".to_owned()));
        }
        value.clone()
    } else {
        return Err(
            "Operation value must be an Atlassian Document (see the Atlassian Document Format)"
                .into(),
        );
    };
    let empty = document["content"].as_array().is_none_or(Vec::is_empty);
    Ok((!empty).then(|| document.to_string().into()))
}

/// An id or a name, of which one must be there.
fn id_or_name(value: &Value, field: &str) -> Read<(Option<String>, String)> {
    // An id has to be a text here, unlike elsewhere.
    let id = value["id"]
        .as_str()
        .filter(|id| !id.is_empty())
        .map(str::to_owned);
    let name = says(value, "name").unwrap_or_default();
    if id.is_none() && name.is_empty() {
        return Err(format!("Specify a valid 'id' or 'name' for {field}").into());
    }
    Ok((id, name))
}

pub(super) fn priority(state: &State, value: &Value) -> Read<Option<u32>> {
    if value.is_null() {
        return Ok(None);
    }
    let (id, name) = id_or_name(value, "priority")?;
    let mut all = state.jira.config.priorities.iter();
    let found = all.find(|(known, priority)| match &id {
        Some(id) => known.to_string() == *id,
        None => priority.name.eq_ignore_ascii_case(&name),
    });
    let found = found.ok_or("The priority selected is invalid.")?;
    Ok(Some(*found.0))
}

pub(super) fn resolution(state: &State, value: &Value) -> Read<Option<u32>> {
    if value.is_null() {
        return Ok(None);
    }
    let (id, name) = id_or_name(value, "resolution")?;
    let mut all = state.jira.config.resolutions.iter();
    let found = all.find(|(known, resolution)| match &id {
        Some(id) => known.to_string() == *id,
        None => resolution.name == name,
    });
    match (found, id) {
        (Some((found, _)), _) => Ok(Some(*found)),
        (None, Some(id)) => Err(format!("Resolution id '{id}' is not valid").into()),
        (None, None) => Err(format!("Resolution name '{name}' is not valid").into()),
    }
}

/// A level of the project's scheme.
pub(super) fn security(state: &State, issue: &Issue, value: &Value) -> Read<Option<u32>> {
    if value.is_null() {
        return Ok(None);
    }
    let (id, name) = id_or_name(value, "security")?;
    let jira = &state.jira;
    let scheme = jira
        .projects
        .get(issue.project)
        .and_then(|p| p.security_scheme);
    let scheme = scheme.and_then(|id| jira.config.security_schemes.get(&id));
    let mut levels = scheme.into_iter().flat_map(|scheme| &scheme.levels);
    let found = levels.find(|level| match &id {
        Some(id) => level.id.to_string() == *id,
        None => level.name == name,
    });
    match (found, id) {
        (Some(level), _) => Ok(Some(level.id)),
        (None, Some(id)) => Err(format!("Security level id '{id}' is not valid").into()),
        (None, None) => Err(format!("Security level name '{name}' is not valid").into()),
    }
}

/// The account that `{"accountId": …}` names; the older `id` does as well.
pub(super) fn account_id(value: &Value, field: &str) -> Read<Option<String>> {
    let named = |name: &str| value.get(name).filter(|_| value.is_object());
    if value.is_null() {
        return Ok(None);
    }
    match named("accountId").or_else(|| named("id")) {
        Some(Value::String(id)) => Ok(Some(id.clone()).filter(|id| !id.is_empty())),
        Some(Value::Null) => Ok(None),
        _ => Err(format!("Specify a valid value for {field}").into()),
    }
}

pub(super) fn assignee(state: &State, issue: &Issue, value: &Value) -> Read<Option<u32>> {
    let Some(id) = account_id(value, "assignee")? else {
        return Ok(None);
    };
    let account = state.users.find(&id);
    let account = account.ok_or_else(|| format!("User '{id}' does not exist."))?;
    if assignable(state, issue, account) {
        Ok(Some(account))
    } else {
        Err(format!("User '{id}' cannot be assigned issues.").into())
    }
}

fn assignable(state: &State, issue: &Issue, account: u32) -> bool {
    let project = state.jira.projects.get(issue.project);
    state.users.get(account).active()
        && project.is_some_and(|p| state.may(Some(account), p, "ASSIGNABLE_USER"))
}

/// Who gets an issue that nobody was named for: the lead of its first component that says so, or
/// whom the project says.
pub(super) fn automatic_assignee(state: &State, issue: &Issue) -> Option<u32> {
    let projects = &state.jira.projects;
    let project = projects.get(issue.project)?;
    let components = issue
        .components
        .iter()
        .filter_map(|id| projects.components.get(id));
    let mut of_components = components.filter_map(|component| match component.assignee_type {
        ComponentAssignee::ComponentLead => Some(component.lead),
        ComponentAssignee::ProjectLead => Some(Some(project.lead)),
        ComponentAssignee::Unassigned => Some(None),
        ComponentAssignee::ProjectDefault => None,
    });
    let chosen = of_components.next().unwrap_or(match project.assignee_type {
        AssigneeType::ProjectLead => Some(project.lead),
        AssigneeType::Unassigned => None,
    });
    chosen.filter(|account| assignable(state, issue, *account))
}

pub(super) fn reporter(state: &State, value: &Value) -> Read<Option<u32>> {
    let Some(id) = account_id(value, "reporter")? else {
        return Err("Reporter is required.".into());
    };
    let account = state
        .users
        .find(&id)
        .filter(|a| state.users.get(*a).active());
    Ok(Some(
        account.ok_or("The reporter specified is not a user.")?,
    ))
}

/// Days since 1970.
pub(super) fn date(value: &Value) -> Read<Option<i32>> {
    let Some(text) = text(value)?.filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    let days = time::parse_date(text);
    Ok(Some(days.ok_or_else(|| {
        format!("Error parsing date string: {text}")
    })?))
}

/// The labels after a change. They are kept in the order of the alphabet.
pub(super) fn labels(held: Vec<Arc<str>>, change: &Change<'_>) -> Read<Vec<Arc<str>>> {
    let not_texts = || {
        let name = change.name;
        Trouble::Field(format!(
            "Specify the value for {name} in an array of strings"
        ))
    };
    let one = |value: &Value| -> Read<Arc<str>> {
        let label = value.as_str().ok_or_else(not_texts)?;
        if label.contains(char::is_whitespace) {
            return Err(format!("The label '{label}' can't contain spaces.").into());
        }
        if label.chars().count() > LONGEST {
            return Err(format!(
                "The label '{label}' exceeds the maximum length for single label of {LONGEST}."
            )
            .into());
        }
        Ok(label.into())
    };
    let found: Vec<Arc<str>> = match (change.verb, change.value) {
        (Verb::Set, Value::Null) => Vec::new(),
        (Verb::Set, Value::Array(all)) => all.iter().map(one).collect::<Read<_>>()?,
        (Verb::Set, _) => return Err(not_texts()),
        (_, single) => vec![one(single)?],
    };
    let mut list = change_list(held, change.verb, found);
    list.retain(|label| !label.is_empty());
    list.sort();
    Ok(list)
}

/// The values of a field with several after a change.
pub(super) fn several(
    held: Vec<u32>,
    verb: Verb,
    value: &Value,
    find: impl Fn(&Value) -> Read<u32>,
) -> Read<Vec<u32>> {
    let found = match (verb, value) {
        (Verb::Set, Value::Null) => Vec::new(),
        (Verb::Set, Value::Array(all)) => all.iter().map(find).collect::<Read<_>>()?,
        (Verb::Set, _) => return Err("data was not an array".into()),
        (_, single) => vec![find(single)?],
    };
    Ok(change_list(held, verb, found))
}

/// What a component or a version is named by: `kind` begins the message.
fn part_of_project<T>(
    kind: &str,
    value: &Value,
    all: &[(u32, T)],
    name_of: impl Fn(&T) -> &str,
) -> Read<u32> {
    if !value.is_object() {
        return Err("data was not an object".into());
    }
    let id = match &value["id"] {
        Value::Null => None,
        Value::String(id) => Some(id.as_str()),
        _ => return Err("expected 'id' property to be a string".into()),
    };
    let name = value["name"].as_str();
    let found = all.iter().find(|(known, part)| match (id, name) {
        (Some(id), _) => known.to_string() == id,
        (None, Some(name)) => name_of(part) == name,
        (None, None) => false,
    });
    match (found, id, name) {
        (Some((found, _)), ..) => Ok(*found),
        (None, Some(id), _) => Err(format!("{kind} id '{id}' is not valid").into()),
        (None, None, Some(name)) => Err(format!("{kind} name '{name}' is not valid").into()),
        (None, None, None) => {
            Err(format!("Specify a valid 'id' or 'name' for {}", kind.to_lowercase()).into())
        }
    }
}

pub(super) fn component(state: &State, project: u32, value: &Value) -> Read<u32> {
    let all = state.jira.projects.components_of(project);
    part_of_project("Component", value, &all, |component| {
        component.name.as_str()
    })
}

pub(super) fn version(state: &State, project: u32, value: &Value) -> Read<u32> {
    let all = state.jira.projects.versions_of(project);
    part_of_project("Version", value, &all, |version| version.name.as_str())
}

/// `{"originalEstimate": "1w 2d", "remainingEstimate": "3h"}`. The first estimate is also what
/// remains, unless that is said.
pub(super) fn time_tracking(draft: &mut Draft<'_>, value: &Value) -> Read<()> {
    if !value.is_object() {
        return Err("data was not an object".into());
    }
    let state = draft.state;
    let read = |name: &'static str| -> Read<Option<u32>> {
        let text = match &value[name] {
            Value::Null => return Ok(None),
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            _ => return Err("Operation value must be a string".into()),
        };
        let said = if name == "originalEstimate" {
            "original"
        } else {
            "remaining"
        };
        let seconds = parse_duration(&state.jira.site.time, &text);
        let wrong = || {
            let message = format!("The {said} estimate specified is not valid.");
            Trouble::Other("timetracking", message)
        };
        seconds.map(Some).ok_or_else(wrong)
    };
    let (original, remaining) = (read("originalEstimate")?, read("remainingEstimate")?);
    let issue = &mut draft.issue;
    if original.is_some() && remaining.is_none() && issue.original_estimate.is_none() {
        issue.remaining_estimate = original;
    }
    issue.original_estimate = original.or(issue.original_estimate);
    issue.remaining_estimate = remaining.or(issue.remaining_estimate);
    Ok(())
}
