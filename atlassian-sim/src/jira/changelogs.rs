//! Histories of issues: of one issue, and of many at once.

use serde_json::{Value, json};

use super::READ_WORK;
use super::on_issues::seen;
use super::views::parts::{change as view, change_of};
use crate::base64;
use crate::call::Call;
use crate::errors;
use crate::paging::{Window, bean};
use crate::query::strings;
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::{Anonymous, Login};
use crate::routes::Operation;
use crate::state::jira::issue::{Change, ChangeItem};

const READ: &[&str] = &[
    "read:issue-meta:jira",
    "read:avatar:jira",
    "read:issue.changelog:jira",
];

/// The most issues and fields of one bulk request, and the most entries of its pages.
const MOST_ISSUES: usize = 1_000;
const MOST_FIELDS: usize = 10;
const MOST_ENTRIES: usize = 10_000;

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::new(
        "GET",
        "/rest/api/3/issue/{issueIdOrKey}/changelog",
        Anonymous,
        list,
    )
    .scopes(READ_WORK, READ),
    Operation::new(
        "POST",
        "/rest/api/3/issue/{issueIdOrKey}/changelog/list",
        Anonymous,
        by_ids,
    )
    .scopes(READ_WORK, READ),
    Operation::new("POST", "/rest/api/3/changelog/bulkfetch", Login, bulk_fetch)
        .scopes(READ_WORK, READ),
];

/// The oldest first; the expansion of an issue has them the other way round.
fn list(call: &Call<'_>) -> Answer {
    let window = Window::of_bean(call, 100, 100)?;
    let state = call.read();
    let issue = seen(call, &state)?;
    let shown = issue.history.iter().skip(window.start).take(window.size);
    let shown: Vec<Value> = shown.map(|change| view(call, &state, change)).collect();
    ok(&bean(call, window, issue.history.len(), &shown))
}

/// Ids that are not of this issue are passed over.
fn by_ids(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let ids = body["changelogIds"].as_array();
    let ids = ids.filter(|ids| ids.iter().all(Value::is_u64));
    let ids = ids.ok_or_else(|| {
        errors::bad_request("The changelogIds must be given as an array of numbers.")
    })?;
    let wanted = |change: &&Change| ids.iter().any(|id| id.as_u64() == Some(change.id.into()));
    let state = call.read();
    let issue = seen(call, &state)?;
    let found: Vec<Value> = issue
        .history
        .iter()
        .filter(wanted)
        .map(|change| view(call, &state, change))
        .collect();
    ok(&json!({
        "startAt": 0,
        "maxResults": found.len(),
        "total": found.len(),
        "histories": found,
    }))
}

/// Where a page ended: behind this entry of this issue.
fn token(issue: u32, change: u32) -> String {
    base64::encode(format!("after {issue} {change}").as_bytes())
}

fn place(token: &str) -> Option<(u32, u32)> {
    let text = String::from_utf8(base64::decode(token)?).ok()?;
    let (issue, change) = text.strip_prefix("after ")?.split_once(' ')?;
    Some((issue.parse().ok()?, change.parse().ok()?))
}

/// A list of the body that may be missing, but not too long.
fn listed<'a>(body: &'a Value, name: &str, most: usize) -> Result<Vec<&'a str>, Reply> {
    let values = strings(&body[name]);
    if values.len() > most {
        return Err(errors::bad_request(format!(
            "The number of {name} exceeds the limit of {most}."
        )));
    }
    Ok(values)
}

/// The histories of the issues that the caller sees: by issue, the oldest entries first. Of each entry
/// only the wanted fields are shown. Moments are numbers here.
fn bulk_fetch(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let issues = listed(&body, "issueIdsOrKeys", MOST_ISSUES)?;
    let fields = listed(&body, "fieldIds", MOST_FIELDS)?;
    if issues.is_empty() {
        return Err(errors::bad_request(
            "At least one issue ID or key must be given.",
        ));
    }
    let size = match &body["maxResults"] {
        Value::Null => MOST_ISSUES,
        size => {
            let size = size.as_u64().and_then(|size| usize::try_from(size).ok());
            let size = size.filter(|size| (1..=MOST_ENTRIES).contains(size));
            size.ok_or_else(|| {
                errors::bad_request(format!(
                    "The maxResults must be between 1 and {MOST_ENTRIES}."
                ))
            })?
        }
    };
    let after = match body["nextPageToken"].as_str() {
        None => None,
        Some(token) => Some(place(token).ok_or_else(|| {
            errors::bad_request("The provided next page token is invalid or expired.")
        })?),
    };
    let state = call.read();
    let mut found: Vec<_> = issues
        .iter()
        .filter_map(|id| state.visible_issue(call.caller, id))
        .collect();
    found.sort_by_key(|issue| issue.id);
    found.dedup_by_key(|issue| issue.id);
    let wanted =
        |item: &&ChangeItem| fields.is_empty() || fields.contains(&item.field.to_string().as_str());
    let entries = found.iter().flat_map(|issue| {
        let changes = issue.history.iter().map(|change| (issue.id, change));
        changes.filter(|(_, change)| change.items.iter().any(|item| wanted(&item)))
    });
    let mut entries = entries
        .filter(|(issue, change)| after.is_none_or(|place| (*issue, change.id) > place))
        .peekable();
    let mut logs: Vec<Value> = Vec::new();
    let mut last = None;
    for (issue, change) in entries.by_ref().take(size) {
        let shown = change.items.iter().filter(wanted);
        let entry = change_of(call, &state, change, shown, &change.at.into());
        match logs.last_mut() {
            Some(log) if last.is_some_and(|(held, _)| held == issue) => {
                if let Some(histories) = log["changeHistories"].as_array_mut() {
                    histories.push(entry);
                }
            }
            _ => logs.push(json!({
                "issueId": issue.to_string(),
                "changeHistories": [entry],
            })),
        }
        last = Some((issue, change.id));
    }
    let mut answer = json!({ "issueChangeLogs": logs });
    if let (Some((issue, change)), true) = (last, entries.peek().is_some()) {
        answer["nextPageToken"] = token(issue, change).into();
    }
    ok(&answer)
}
