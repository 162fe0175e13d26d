//! Worklogs: reading them, by issue and one by one.

use serde_json::{Value, json};

use super::READ_WORK;
use super::entity_properties;
use super::forms::path_part;
use super::on_issues::{need_feature, seen};
use super::views::parts::{visible_worklogs, worklog as view};
use super::views::url;
use crate::call::Call;
use crate::errors;
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::Anonymous;
use crate::routes::Operation;
use crate::state::jira::issue::{Issue, Worklog};
use crate::state::{Feature, State};

const READ_PROPERTY: &[&str] = &["read:issue-worklog.property:jira"];

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::new(
        "GET",
        "/rest/api/3/issue/{issueIdOrKey}/worklog",
        Anonymous,
        list,
    )
    .scopes(
        READ_WORK,
        &[
            "read:group:jira",
            "read:issue-worklog:jira",
            "read:issue-worklog.property:jira",
            "read:project-role:jira",
            "read:user:jira",
            "read:avatar:jira",
        ],
    ),
    Operation::new(
        "GET",
        "/rest/api/3/issue/{issueIdOrKey}/worklog/{id}",
        Anonymous,
        get,
    )
    .scopes(
        READ_WORK,
        &[
            "read:comment:jira",
            "read:group:jira",
            "read:issue-worklog:jira",
            "read:issue-worklog.property:jira",
            "read:project-role:jira",
            "read:user:jira",
            "read:avatar:jira",
        ],
    ),
    Operation::new(
        "GET",
        "/rest/api/3/issue/{issueIdOrKey}/worklog/{worklogId}/properties",
        Anonymous,
        keys,
    )
    .scopes(READ_WORK, READ_PROPERTY),
    Operation::new(
        "GET",
        "/rest/api/3/issue/{issueIdOrKey}/worklog/{worklogId}/properties/{propertyKey}",
        Anonymous,
        property,
    )
    .scopes(READ_WORK, READ_PROPERTY),
];

pub(super) fn no_such_worklog(id: &str) -> Reply {
    errors::jira(404, format!("Cannot find worklog with id: '{id}'."))
}

/// A worklog with what the caller asked to have expanded.
pub(super) fn expanded(call: &Call<'_>, state: &State, issue: &Issue, worklog: &Worklog) -> Value {
    let mut shown = view(call, state, issue, worklog);
    if call.query.lists("expand", "properties") {
        shown["properties"] = entity_properties::list(&worklog.properties);
    }
    shown
}

/// A number in the query. What is none means a path that does not exist, as the service sees it.
fn number(call: &Call<'_>, name: &str) -> Result<Option<i64>, Reply> {
    let Some(text) = call.query.filled(name) else {
        return Ok(None);
    };
    let wrong = |_| {
        let uri = format!("{}{}", call.world.site_url, call.path);
        Reply::json(
            404,
            &json!({ "message": format!("null for uri: {uri}"), "status-code": 404 }),
        )
    };
    text.parse().map(Some).map_err(wrong)
}

/// By the moment of their creation. Worklogs that the caller may not see are not counted either.
fn list(call: &Call<'_>) -> Answer {
    let whole = |value: Option<i64>, default: usize| {
        value.map_or(default, |v| usize::try_from(v).unwrap_or(0))
    };
    let start = whole(number(call, "startAt")?, 0);
    let size = whole(number(call, "maxResults")?, 5_000).min(5_000);
    let after = number(call, "startedAfter")?.unwrap_or(i64::MIN);
    let before = number(call, "startedBefore")?.unwrap_or(i64::MAX);
    let state = call.read();
    let issue = seen(call, &state)?;
    need_feature(&state, Feature::TimeTracking)?;
    let found: Vec<&Worklog> = visible_worklogs(call, &state, issue)
        .filter(|worklog| after <= worklog.started && worklog.started <= before)
        .collect();
    let shown = found.iter().skip(start).take(size);
    let shown: Vec<Value> = shown
        .map(|worklog| expanded(call, &state, issue, worklog))
        .collect();
    ok(&json!({
        "startAt": start,
        "maxResults": size,
        "total": found.len(),
        "worklogs": shown,
    }))
}

/// The worklog that the second `{…}` of the path names, if the caller sees it.
pub(super) fn wanted<'a>(
    call: &Call<'_>,
    state: &'a State,
) -> Result<(&'a Issue, &'a Worklog), Reply> {
    let issue = seen(call, state)?;
    need_feature(state, Feature::TimeTracking)?;
    let id = path_part(call, 1);
    let number: Option<u32> = id.parse().ok();
    visible_worklogs(call, state, issue)
        .find(|worklog| Some(worklog.id) == number)
        .map(|worklog| (issue, worklog))
        .ok_or_else(|| no_such_worklog(id))
}

fn get(call: &Call<'_>) -> Answer {
    let state = call.read();
    let (issue, worklog) = wanted(call, &state)?;
    ok(&expanded(call, &state, issue, worklog))
}

fn keys(call: &Call<'_>) -> Answer {
    let state = call.read();
    let (issue, worklog) = wanted(call, &state)?;
    let path = format!("/issue/{}/worklog/{}/properties", issue.id, worklog.id);
    entity_properties::keys(&worklog.properties, &url(call, &path))
}

fn property(call: &Call<'_>) -> Answer {
    let state = call.read();
    let (_, worklog) = wanted(call, &state)?;
    entity_properties::get(&worklog.properties, path_part(call, 2))
}
