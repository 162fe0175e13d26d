//! Comments: reading them, one by one, by issue and by id.

use serde_json::{Value, json};

use super::READ_WORK;
use super::entity_properties;
use super::forms::path_part;
use super::on_issues::{rendered, seen};
use super::views::parts::{comment as view, visible_comments};
use super::views::url;
use crate::call::Call;
use crate::errors;
use crate::paging::{Window, bean};
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::Anonymous;
use crate::routes::Operation;
use crate::state::State;
use crate::state::jira::issue::{Comment, Issue};

const READ_COMMENT: &[&str] = &[
    "read:comment:jira",
    "read:comment.property:jira",
    "read:group:jira",
    "read:project:jira",
    "read:project-role:jira",
    "read:user:jira",
    "read:avatar:jira",
];

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::new(
        "GET",
        "/rest/api/3/issue/{issueIdOrKey}/comment",
        Anonymous,
        list,
    )
    .scopes(READ_WORK, READ_COMMENT),
    Operation::new(
        "GET",
        "/rest/api/3/issue/{issueIdOrKey}/comment/{id}",
        Anonymous,
        get,
    )
    .scopes(READ_WORK, READ_COMMENT),
    Operation::new("POST", "/rest/api/3/comment/list", Anonymous, by_ids).scopes(
        READ_WORK,
        &[
            "delete:comment.property:jira",
            "read:avatar:jira",
            "read:comment:jira",
            "read:group:jira",
            "read:project-role:jira",
            "read:user:jira",
            "read:comment.property:jira",
            "read:project:jira",
        ],
    ),
    Operation::new(
        "GET",
        "/rest/api/3/comment/{commentId}/properties",
        Anonymous,
        keys,
    )
    .scopes(READ_WORK, &["read:comment.property:jira"]),
    Operation::new(
        "GET",
        "/rest/api/3/comment/{commentId}/properties/{propertyKey}",
        Anonymous,
        property,
    )
    .scopes(READ_WORK, &["read:comment.property:jira"]),
];

pub(super) fn no_such_comment(id: &str) -> Reply {
    errors::jira(404, format!("Can not find a comment for the id: {id}."))
}

/// A comment with what the caller asked to have expanded.
pub(super) fn expanded(call: &Call<'_>, state: &State, issue: &Issue, comment: &Comment) -> Value {
    let mut shown = view(call, state, issue, comment);
    if call.query.lists("expand", "renderedBody") {
        shown["renderedBody"] = rendered(&comment.body);
    }
    if call.query.lists("expand", "properties") {
        shown["properties"] = entity_properties::list(&comment.properties);
    }
    shown
}

/// The oldest first, unless `orderBy` says otherwise. Comments that the caller may not see are not
/// counted either.
fn list(call: &Call<'_>) -> Answer {
    let window = Window::of(call, 100, 5_000)?;
    let newest_first = match call.query.filled("orderBy").map(str::trim) {
        // A `+` that nobody encoded arrives as a space.
        None | Some("created" | "+created") => false,
        Some("-created") => true,
        Some(other) => {
            let message = format!("Ordering comments by '{other}' is not supported.");
            return Err(errors::bad_request(message));
        }
    };
    let state = call.read();
    let issue = seen(call, &state)?;
    let mut found: Vec<&Comment> = visible_comments(call, &state, issue).collect();
    if newest_first {
        found.reverse();
    }
    let shown = found.iter().skip(window.start).take(window.size);
    let shown: Vec<Value> = shown
        .map(|comment| expanded(call, &state, issue, comment))
        .collect();
    ok(&json!({
        "startAt": window.start,
        "maxResults": window.size,
        "total": found.len(),
        "comments": shown,
    }))
}

/// The comment that the second `{…}` of the path names, if the caller sees it.
pub(super) fn wanted<'a>(
    call: &Call<'_>,
    state: &'a State,
) -> Result<(&'a Issue, &'a Comment), Reply> {
    let issue = seen(call, state)?;
    let id = path_part(call, 1);
    let (home, comment) = find(call, state, id).ok_or_else(|| no_such_comment(id))?;
    if home.id == issue.id {
        Ok((issue, comment))
    } else {
        let key = state.jira.key(issue);
        Err(errors::jira(
            404,
            format!("No comment with given ID found for issue {key}."),
        ))
    }
}

/// A comment on any issue, if the caller sees both.
pub(super) fn find<'a>(
    call: &Call<'_>,
    state: &'a State,
    id: &str,
) -> Option<(&'a Issue, &'a Comment)> {
    let id = id.parse().ok()?;
    let issues = &state.jira.issues;
    let issue = issues.get(issues.comments.issue(id)?)?;
    if !state.sees(call.caller, issue) {
        return None;
    }
    let comment = visible_comments(call, state, issue).find(|c| c.id == id)?;
    Some((issue, comment))
}

fn get(call: &Call<'_>) -> Answer {
    let state = call.read();
    let (issue, comment) = wanted(call, &state)?;
    ok(&expanded(call, &state, issue, comment))
}

/// Comments that do not exist, and those that the caller does not see, are left out.
fn by_ids(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let ids = body["ids"].as_array().map_or(&[][..], Vec::as_slice);
    if ids.is_empty() || ids.len() > 1_000 {
        return Err(errors::bad_request(
            "The number of comment IDs must be between 1 and 1000.",
        ));
    }
    let state = call.read();
    let found = ids.iter().filter_map(|id| {
        let id = id.as_u64()?.to_string();
        find(call, &state, &id)
    });
    let shown: Vec<Value> = found
        .map(|(issue, comment)| expanded(call, &state, issue, comment))
        .collect();
    // Everything is on one page, which is as large as the service's pages of this kind can be.
    let window = Window {
        start: 0,
        size: 1_048_576,
    };
    ok(&bean(call, window, shown.len(), &shown))
}

/// The comment that the first `{…}` of the path names.
fn by_path<'a>(call: &Call<'_>, state: &'a State) -> Result<&'a Comment, Reply> {
    let id = call.param();
    if id.parse::<u64>().is_err() {
        return Err(errors::bad_request(format!(
            "The comment ID '{id}' is not valid."
        )));
    }
    let found = find(call, state, id);
    found
        .map(|(_, comment)| comment)
        .ok_or_else(|| no_such_comment(id))
}

fn keys(call: &Call<'_>) -> Answer {
    let state = call.read();
    let comment = by_path(call, &state)?;
    let path = format!("/comment/{}/properties", comment.id);
    entity_properties::keys(&comment.properties, &url(call, &path))
}

fn property(call: &Call<'_>) -> Answer {
    let state = call.read();
    let comment = by_path(call, &state)?;
    entity_properties::get(&comment.properties, path_part(call, 1))
}
