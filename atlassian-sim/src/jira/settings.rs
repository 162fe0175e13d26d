//! The configuration of the site and its application properties.

use serde_json::{Value, json};

use super::{MANAGE, READ_USERS};
use crate::call::Call;
use crate::errors;
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::Login;
use crate::routes::Operation;
use crate::state::Feature;
use crate::state::audit::{Item, Record};
use crate::state::permissions::ADMINISTER;
use crate::state::settings::{Property, PropertyKind};

const READ: &[&str] = &["read:instance-configuration:jira"];

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::new("GET", "/rest/api/3/configuration", Login, configuration).scopes(
        READ_USERS,
        &[
            "read:instance-configuration:jira",
            "read:issue.time-tracking:jira",
        ],
    ),
    Operation::new("GET", "/rest/api/3/application-properties", Login, list).scopes(MANAGE, READ),
    Operation::new(
        "GET",
        "/rest/api/3/application-properties/advanced-settings",
        Login,
        advanced,
    )
    .scopes(MANAGE, READ),
    Operation::new("PUT", "/rest/api/3/application-properties/{id}", Login, set).scopes(
        MANAGE,
        &[
            "write:instance-configuration:jira",
            "read:instance-configuration:jira",
        ],
    ),
];

fn configuration(call: &Call<'_>) -> Answer {
    let state = call.read();
    let site = &state.jira.site;
    let mut view = json!({
        "votingEnabled": site.has(Feature::Voting),
        "watchingEnabled": site.has(Feature::Watching),
        "unassignedIssuesAllowed": true,
        "subTasksEnabled": true,
        "issueLinkingEnabled": site.has(Feature::IssueLinking),
        "timeTrackingEnabled": site.has(Feature::TimeTracking),
        "attachmentsEnabled": site.has(Feature::Attachments),
    });
    if site.has(Feature::TimeTracking) {
        view["timeTrackingConfiguration"] = super::time_tracking::options_view(&site.time);
    }
    ok(&view)
}

fn view(property: &Property) -> Value {
    let mut view = json!({
        "id": property.key,
        "key": property.key,
        "value": property.value,
        "name": property.name,
        "type": property.kind.as_str(),
        "defaultValue": property.default,
    });
    if let Some(desc) = property.desc {
        view["desc"] = desc.into();
    }
    if let PropertyKind::OneOf(allowed) = property.kind {
        view["allowedValues"] = allowed.into();
    }
    view
}

fn not_found(key: &str) -> Reply {
    errors::jira(
        404,
        format!(
            "Property with key '{key}' does not exist or you do not have permission to view it."
        ),
    )
}

/// All properties as an array, or with `key` one of them as an object.
fn list(call: &Call<'_>) -> Answer {
    let key = call.query.filled("key");
    if let (Some(key), false) = (key, call.read().holds(call.caller, ADMINISTER)) {
        return Err(not_found(key));
    }
    if !call.read().holds(call.caller, ADMINISTER) {
        // The service documents no 403 here: to others the list does not exist.
        let text =
            "The application properties do not exist or you do not have permission to view them.";
        return Err(errors::jira(404, text.to_owned()));
    }
    let state = call.read();
    if let Some(key) = key {
        let found = state.properties.iter().find(|p| p.key == key);
        return ok(&view(found.ok_or_else(|| not_found(key))?));
    }
    let filter = call.query.filled("keyFilter");
    let fits = |p: &&Property| filter.is_none_or(|f| matches(f, p.key));
    ok(&state.properties.iter().filter(fits).map(view).collect())
}

/// The part of regular expressions that this parameter is used with: literal text, `.` and `.*`.
fn matches(pattern: &str, text: &str) -> bool {
    if let Some(rest) = pattern.strip_prefix(".*") {
        return (0..=text.len()).any(|at| text.get(at..).is_some_and(|t| matches(rest, t)));
    }
    let (mut pattern_chars, mut text_chars) = (pattern.chars(), text.chars());
    match (pattern_chars.next(), text_chars.next()) {
        (None, None) => true,
        (Some('\\'), Some(b)) => {
            pattern_chars.next() == Some(b) && matches(pattern_chars.as_str(), text_chars.as_str())
        }
        (Some(a), Some(b)) => {
            (a == '.' || a == b) && matches(pattern_chars.as_str(), text_chars.as_str())
        }
        _ => false,
    }
}

fn advanced(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let state = call.read();
    ok(&state
        .properties
        .iter()
        .filter(|p| p.advanced)
        .map(view)
        .collect())
}

fn set(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let author = call.account()?;
    let body = call.json()?;
    let key = call.param();
    if body["id"].as_str().is_some_and(|id| id != key) {
        return Err(errors::bad_request(
            "The id in the body is not the id in the path.",
        ));
    }
    let value = match &body["value"] {
        Value::String(text) => text.clone(),
        other @ (Value::Bool(_) | Value::Number(_)) => other.to_string(),
        _ => return Err(errors::bad_request("The value must be given.")),
    };
    let mut state = call.write();
    let Some(property) = state.properties.iter_mut().find(|p| p.key == key) else {
        return Err(not_found(key));
    };
    if !property.kind.accepts(&value) {
        return Err(errors::bad_request(format!(
            "The value '{value}' is not of type {}.",
            property.kind.as_str()
        )));
    }
    let before = std::mem::replace(&mut property.value, value.clone());
    let view = view(property);
    let item = Item {
        id: key.to_owned(),
        name: key.to_owned(),
        kind: "APPLICATION_PROPERTY",
    };
    let mut record = Record::new(
        call.now(),
        author,
        "Application property changed",
        "system",
        item,
    );
    record.changed.push(("value", before, value));
    state.note(record);
    ok(&view)
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn key_filters_match_as_far_as_they_go() {
        assert!(matches("jira.lf.*", "jira.lf.logo.url"));
        assert!(matches(".*url", "jira.lf.logo.url"));
        assert!(matches(r"jira\.title", "jira.title"));
        assert!(!matches("jira.lf.*", "jira.title"));
        assert!(!matches("jira", "jira.title"));
    }
}
