//! What became of worklogs all over the site: the changed ones, the deleted ones, and any by id.

use serde_json::{Value, json};

use super::READ_WORK;
use super::entity_properties;
use super::views::url;
use super::worklogs::expanded;
use crate::call::Call;
use crate::errors;
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::Login;
use crate::routes::Operation;
use crate::state::State;
use crate::state::jira::issue::{Issue, Worklog};

const READ: &[&str] = &[
    "read:issue-worklog:jira",
    "read:issue-worklog.property:jira",
];

/// The feeds know nothing of the last minute.
const BLIND: i64 = 60_000;

/// The most that one page tells of.
const PAGE: usize = 1_000;

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::new("GET", "/rest/api/3/worklog/updated", Login, updated).scopes(READ_WORK, READ),
    Operation::new("GET", "/rest/api/3/worklog/deleted", Login, deleted).scopes(READ_WORK, READ),
    Operation::new("POST", "/rest/api/3/worklog/list", Login, list).scopes(
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
];

/// Whether the worklog's own restriction lets the caller see it; the issue's is not asked.
fn passes(call: &Call<'_>, state: &State, issue: &Issue, worklog: &Worklog) -> bool {
    state.passes(call.caller, issue.project, worklog.visibility.as_ref())
}

fn since(call: &Call<'_>) -> Result<i64, Reply> {
    let text = call.query.filled("since").unwrap_or("0");
    text.parse()
        .map_err(|_| errors::bad_request(format!("For input string: \"{text}\"")))
}

fn updated(call: &Call<'_>) -> Answer {
    let since = since(call)?;
    let until = call.now() - BLIND;
    let expand = call.query.lists("expand", "properties");
    let state = call.read();
    let mut found: Vec<(i64, u32, &Worklog)> = Vec::new();
    for issue in state.jira.issues.all() {
        for worklog in &issue.worklogs {
            let in_time = since < worklog.updated && worklog.updated <= until;
            if in_time && passes(call, &state, issue, worklog) {
                found.push((worklog.updated, worklog.id, worklog));
            }
        }
    }
    found.sort_unstable_by_key(|(at, id, _)| (*at, *id));
    ok(&feed(call, since, &found, |(at, id, worklog)| {
        let properties = if expand {
            entity_properties::list(&worklog.properties)
        } else {
            json!([])
        };
        json!({ "worklogId": id, "updatedTime": at, "properties": properties })
    }))
}

fn deleted(call: &Call<'_>) -> Answer {
    let since = since(call)?;
    let until = call.now() - BLIND;
    let state = call.read();
    let all = state.jira.issues.deleted_worklogs.iter();
    let found: Vec<(i64, u32, ())> = all
        .filter(|(_, at)| since < *at && *at <= until)
        .map(|(id, at)| (*at, *id, ()))
        .collect();
    ok(&feed(
        call,
        since,
        &found,
        |(at, id, ())| json!({ "worklogId": id, "updatedTime": at, "properties": [] }),
    ))
}

/// One page, oldest first. The next page begins after the last moment of this one, so that what
/// happened at one moment must not be torn apart.
fn feed<T: Copy>(
    call: &Call<'_>,
    since: i64,
    found: &[(i64, u32, T)],
    view: impl Fn((i64, u32, T)) -> Value,
) -> Value {
    let mut end = found.len().min(PAGE);
    let last = found.get(end.wrapping_sub(1)).map_or(since, |(at, ..)| *at);
    end += found
        .iter()
        .skip(end)
        .take_while(|(at, ..)| *at == last)
        .count();
    let is_last = end == found.len();
    let address = |since: i64| {
        let path = call.path.rsplit('/').next().unwrap_or("");
        url(call, &format!("/worklog/{path}?since={since}"))
    };
    let values: Vec<Value> = found.iter().take(end).copied().map(view).collect();
    let mut page = json!({
        "values": values,
        "since": since,
        "until": last,
        "self": address(since),
        "lastPage": is_last,
    });
    if !is_last {
        page["nextPage"] = address(last).into();
    }
    page
}

/// Worklogs that do not exist, and those that the caller does not see, are left out.
fn list(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let ids = body["ids"].as_array().map_or(&[][..], Vec::as_slice);
    if ids.is_empty() || ids.len() > PAGE {
        return Err(errors::bad_request(
            "The number of worklog IDs must be between 1 and 1000.",
        ));
    }
    let state = call.read();
    let issues = &state.jira.issues;
    let found = ids.iter().filter_map(|id| {
        let id = u32::try_from(id.as_u64()?).ok()?;
        let issue = issues.get(issues.worklogs.issue(id)?)?;
        let worklog = issue.worklogs.iter().find(|w| w.id == id)?;
        passes(call, &state, issue, worklog).then(|| expanded(call, &state, issue, worklog))
    });
    ok(&found.collect())
}
