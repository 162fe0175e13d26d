//! One issue with what boards know of it, and its estimate on a board.

use serde_json::json;

use super::boards::visible;
use super::issue_lists::agile_fields;
use crate::call::Call;
use crate::errors;
use crate::jira::issue_view::{Wanted, Writer};
use crate::jira::issues::{no_such_issue, parts};
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::{Anonymous, Login};
use crate::routes::Operation;
use crate::state::jira::field::{FieldId, STORY_POINTS};
use crate::state::jira::issue::{ChangeItem, CustomValue};

const ESTIMATION: &str = "/rest/agile/1.0/issue/{issueIdOrKey}/estimation";

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::new(
        "GET",
        "/rest/agile/1.0/issue/{issueIdOrKey}",
        Anonymous,
        get,
    )
    .scopes("", &["read:issue:jira-software"]),
    Operation::new("GET", ESTIMATION, Login, estimation)
        .scopes("", &["read:issue:jira-software", "read:issue-details:jira"]),
    Operation::new("PUT", ESTIMATION, Login, estimate).scopes(
        "",
        &["write:issue:jira-software", "read:issue-details:jira"],
    ),
];

fn get(call: &Call<'_>) -> Answer {
    let state = call.read();
    let issue = state
        .visible_issue(call.caller, call.param())
        .ok_or_else(no_such_issue)?;
    let asked: Vec<&str> = call.query.all("fields").collect();
    let wanted = Wanted {
        fields: Some(Wanted::fields(&state, &asked, "*all").unwrap_or_default()),
        properties: Vec::new(),
        expand: parts(call.query.all("expand")),
        more: asked.iter().all(|f| f.is_empty()).then_some(agile_fields),
    };
    let mut out = String::new();
    Writer::new(call, &state, &wanted).issue(&mut out, issue, false);
    Ok(Reply::raw_json(200, out))
}

fn value(points: Option<&CustomValue>) -> serde_json::Value {
    let mut view = json!({ "fieldId": format!("customfield_{STORY_POINTS}") });
    if let Some(CustomValue::Number(points)) = points {
        view["value"] = format!("{points:?}").into();
    }
    view
}

fn board<'a>(call: &'a Call<'_>) -> Result<&'a str, Reply> {
    call.query
        .filled("boardId")
        .ok_or_else(|| errors::jira_field(400, "boardId", "The board is required."))
}

fn estimation(call: &Call<'_>) -> Answer {
    let state = call.read();
    let issue = state
        .visible_issue(call.caller, call.param())
        .ok_or_else(no_such_issue)?;
    visible(call, &state, board(call)?)?;
    ok(&value(issue.custom(STORY_POINTS)))
}

fn estimate(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let author = call.account()?;
    let mut state = call.write();
    let issue = state
        .visible_issue(call.caller, call.param())
        .ok_or_else(no_such_issue)?;
    visible(call, &state, board(call)?)?;
    if !state.may_for(call.caller, issue, "EDIT_ISSUES") {
        return Err(errors::jira(
            403,
            "You do not have permission to edit this issue.",
        ));
    }
    let id = issue.id;
    let before = issue.custom(STORY_POINTS).cloned();
    let sent = &body["value"];
    let text = sent
        .as_str()
        .map_or_else(|| sent.to_string(), str::to_owned);
    let after = match text.as_str() {
        "null" | "" => None,
        text => {
            let points: Option<f64> = text
                .parse()
                .ok()
                .filter(|p: &f64| p.is_finite() && *p >= 0.0);
            let points = points.ok_or_else(|| {
                errors::jira_field(400, "value", format!("'{text}' is an invalid number"))
            })?;
            Some(CustomValue::Number(points))
        }
    };
    let words = |value: &Option<CustomValue>| match value {
        Some(CustomValue::Number(points)) => Some(points.to_string().into()),
        _ => None,
    };
    let item = ChangeItem {
        field: FieldId::Custom(STORY_POINTS),
        from: None,
        from_string: words(&before),
        to: None,
        to_string: words(&after),
    };
    let changed = before != after;
    let shown = value(after.as_ref());
    if let Some(issue) = state.jira.issues.edit(id, call.now()) {
        issue.set_custom(STORY_POINTS, after);
    }
    if changed {
        state.jira.issues.note(id, author, call.now(), vec![item]);
    }
    ok(&shown)
}
