//! One issue with what boards know of it, and its estimate on a board.

use serde_json::json;

use super::board_issues::issues_of;
use super::boards::visible;
use super::issue_lists::wanted;
use super::record;
use crate::call::Call;
use crate::errors;
use crate::jira::issue_view::Writer;
use crate::jira::issues::{HISTORIES, no_such_issue};
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::Login;
use crate::routes::Operation;
use crate::state::State;
use crate::state::jira::agile::BoardType;
use crate::state::jira::field::{FieldId, STORY_POINTS};
use crate::state::jira::issue::{ChangeItem, CustomValue, Issue};

const ESTIMATION: &str = "/rest/agile/1.0/issue/{issueIdOrKey}/estimation";

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::new("GET", "/rest/agile/1.0/issue/{issueIdOrKey}", Login, get)
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
    let mut wanted = wanted(call, &state, "*all");
    // One issue always has the object, be it empty.
    wanted.fields.get_or_insert_default();
    wanted.histories = HISTORIES;
    let mut out = String::new();
    Writer::new(call, &state, &wanted).issue(&mut out, issue);
    Ok(Reply::raw_json(200, out))
}

fn value(points: Option<&CustomValue>) -> serde_json::Value {
    let mut view = json!({ "fieldId": format!("customfield_{STORY_POINTS}") });
    if let Some(CustomValue::Number(points)) = points {
        view["value"] = format!("{points:?}").into();
    }
    view
}

/// The issue, if the board shows it and estimates by a field.
fn estimated<'a>(call: &Call<'_>, state: &'a State) -> Result<&'a Issue, Reply> {
    let board = call
        .query
        .filled("boardId")
        .ok_or_else(|| errors::jira_field(400, "boardId", "The board is required."))?;
    let issue = state
        .visible_issue(call.caller, call.param())
        .ok_or_else(no_such_issue)?;
    let (_, board) = visible(call, state, board)?;
    if board.kind == BoardType::Kanban {
        return Err(errors::bad_request("The board does not support estimation"));
    }
    if !issues_of(call, state, board)?.contains(&issue.id) {
        return Err(errors::jira(404, "The issue does not belong to the board."));
    }
    Ok(issue)
}

fn estimation(call: &Call<'_>) -> Answer {
    let state = call.read();
    ok(&value(estimated(call, &state)?.custom(STORY_POINTS)))
}

fn estimate(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let author = call.account()?;
    let mut state = call.write();
    let issue = estimated(call, &state)?;
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
        record(call, &mut state, id, author, vec![item]);
    }
    ok(&shown)
}
