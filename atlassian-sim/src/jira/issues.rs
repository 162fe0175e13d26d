//! Reading one issue, and many by id.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::issue_view::{Wanted, Writer};
use crate::call::Call;
use crate::errors;
use crate::query::strings;
use crate::reply::{Answer, Reply};
use crate::routes::Access::Anonymous;
use crate::routes::Operation;

pub(super) const READ: &str = "read:jira-work";
/// What reading whole issues takes in granular scopes.
pub(super) const READ_ISSUE: &[&str] = &[
    "read:issue-meta:jira",
    "read:issue-security-level:jira",
    "read:issue.vote:jira",
    "read:issue.changelog:jira",
    "read:avatar:jira",
    "read:issue:jira",
    "read:status:jira",
    "read:user:jira",
    "read:field-configuration:jira",
];

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::new("GET", "/rest/api/3/issue/{issueIdOrKey}", Anonymous, get)
        .scopes(READ, READ_ISSUE),
    Operation::new("POST", "/rest/api/3/issue/bulkfetch", Anonymous, bulk_fetch)
        .scopes(READ, READ_ISSUE),
];

/// How many entries of the changelog one issue brings along; those of lists bring fewer.
pub(crate) const HISTORIES: usize = 100;

/// The answer for issues that do not exist and for those that the caller does not see.
pub(crate) fn no_such_issue() -> Reply {
    errors::jira(
        404,
        "Issue does not exist or you do not have permission to see it.",
    )
}

fn get(call: &Call<'_>) -> Answer {
    let state = call.read();
    let found = state.visible_issue(call.caller, call.param());
    let issue = found.ok_or_else(no_such_issue)?;
    let asked: Vec<&str> = call.query.all("fields").collect();
    let wanted = Wanted {
        // One issue always has the object, be it empty.
        fields: Some(Wanted::fields(&state, &asked, "*all").unwrap_or_default()),
        properties: parts(call.query.all("properties")),
        expand: parts(call.query.all("expand")),
        more: None,
        histories: HISTORIES,
    };
    let mut out = String::new();
    Writer::new(call, &state, &wanted).issue(&mut out, issue);
    Ok(Reply::raw_json(200, out))
}

/// The values of a parameter that takes several, repeated or with commas.
pub(crate) fn parts<'a>(values: impl Iterator<Item = &'a str>) -> Vec<String> {
    values
        .flat_map(|v| v.split(','))
        .map(|v| v.trim().to_owned())
        .filter(|v| !v.is_empty())
        .collect()
}

/// At most a hundred, by ascending id, whatever the order of the request.
fn bulk_fetch(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let asked = strings(&body["issueIdsOrKeys"]);
    if asked.is_empty() {
        return Err(errors::jira_field(
            400,
            "issueIdsOrKeys",
            "The list of issue IDs or keys cannot be empty.",
        ));
    }
    if asked.len() > 100 {
        return Err(errors::bad_request(
            "The number of issues requested exceeds the limit of 100.",
        ));
    }
    let properties = parts(strings(&body["properties"]).into_iter());
    if properties.len() > 5 {
        return Err(errors::bad_request(
            "The number of issue properties exceeds the limit of 5.",
        ));
    }
    let state = call.read();
    let fields = strings(&body["fields"]);
    let wanted = Wanted {
        fields: Wanted::fields(&state, &fields, "*navigable"),
        properties,
        expand: parts(strings(&body["expand"]).into_iter()),
        more: None,
        histories: 40,
    };
    let mut found = Vec::new();
    let mut missing: Vec<Value> = Vec::new();
    for id_or_key in asked {
        match state.visible_issue(call.caller, id_or_key) {
            Some(issue) => found.push(issue),
            None => missing.push(json!({
                "id": id_or_key,
                "errorMessage": "Issue does not exist or you do not have permission to see it.",
            })),
        }
    }
    found.sort_by_key(|issue| issue.id);
    found.dedup_by_key(|issue| issue.id);
    let mut out = r#"{"issues":["#.to_owned();
    let mut writer = Writer::new(call, &state, &wanted);
    for (at, issue) in found.into_iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        writer.issue(&mut out, issue);
    }
    let _ = write!(out, r#"],"issueErrors":{}}}"#, Value::from(missing));
    Ok(Reply::raw_json(200, out))
}
