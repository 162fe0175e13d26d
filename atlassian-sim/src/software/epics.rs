//! Epics: reading, colouring, ranking them, and the issues that belong to them.

use serde_json::{Value, json};

use super::board_issues::shows;
use super::boards::{url, visible};
use super::issue_lists::{Source, list};
use super::moves::{find_all, may_schedule};
use super::ranks::{Target, rank_all};
use super::{no_such_epic, record};
use crate::call::Call;
use crate::errors;
use crate::jira::search::Seen;
use crate::paging::{Window, plain};
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::Login;
use crate::routes::Operation;
use crate::state::State;
use crate::state::jira::config::IssueType;
use crate::state::jira::field::{EPIC_NAME, FieldId, System};
use crate::state::jira::issue::{ChangeItem, CustomValue, Issue};

const EPIC: &str = "/rest/agile/1.0/epic/{epicIdOrKey}";
const READ: &[&str] = &["read:epic:jira-software"];
const WRITE: &[&str] = &["write:epic:jira-software"];
const ISSUES: &[&str] = &[
    "read:epic:jira-software",
    "read:issue-details:jira",
    "read:jql:jira",
];

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::new("GET", EPIC, Login, get).scopes("", READ),
    Operation::new("POST", EPIC, Login, update).scopes("", WRITE),
    Operation::new(
        "PUT",
        "/rest/agile/1.0/epic/{epicIdOrKey}/rank",
        Login,
        rank,
    )
    .scopes("", WRITE),
    Operation::new(
        "GET",
        "/rest/agile/1.0/epic/{epicIdOrKey}/issue",
        Login,
        issues,
    )
    .scopes("", ISSUES),
    Operation::new(
        "GET",
        "/rest/software/1.0/epic/{epicIdOrKey}/issue",
        Login,
        issues,
    )
    .scopes("", ISSUES),
    Operation::new(
        "POST",
        "/rest/agile/1.0/epic/{epicIdOrKey}/issue",
        Login,
        add,
    )
    .scopes("", WRITE),
    Operation::new("GET", "/rest/agile/1.0/epic/none/issue", Login, without).scopes("", ISSUES),
    Operation::new("GET", "/rest/software/1.0/epic/none/issue", Login, without).scopes("", ISSUES),
    Operation::new("POST", "/rest/agile/1.0/epic/none/issue", Login, remove).scopes("", WRITE),
    Operation::new(
        "GET",
        "/rest/agile/1.0/board/{boardId}/epic",
        Login,
        of_board,
    )
    .scopes("", READ),
    Operation::new(
        "GET",
        "/rest/agile/1.0/board/{boardId}/epic/none/issue",
        Login,
        without_on_board,
    )
    .scopes("", ISSUES),
    Operation::new(
        "GET",
        "/rest/software/1.0/board/{boardId}/epic/none/issue",
        Login,
        without_on_board,
    )
    .scopes("", ISSUES),
    Operation::new(
        "GET",
        "/rest/agile/1.0/board/{boardId}/epic/{epicId}/issue",
        Login,
        on_board,
    )
    .scopes("", ISSUES),
    Operation::new(
        "GET",
        "/rest/software/1.0/board/{boardId}/epic/{epicId}/issue",
        Login,
        on_board,
    )
    .scopes("", ISSUES),
];

fn is_epic(state: &State, issue: &Issue) -> bool {
    let kind = state.jira.config.issue_types.get(&issue.issue_type);
    kind.is_some_and(IssueType::is_epic)
}

fn visible_epic<'a>(
    call: &Call<'_>,
    state: &'a State,
    id_or_key: &str,
) -> Result<&'a Issue, Reply> {
    let found = state.visible_issue(call.caller, id_or_key);
    // The epics of team-managed projects are strangers to this API.
    let knows = |issue: &&Issue| {
        let project = state.jira.projects.get(issue.project);
        is_epic(state, issue) && project.is_some_and(|p| !p.team_managed)
    };
    found.filter(knows).ok_or_else(no_such_epic)
}

fn view(call: &Call<'_>, state: &State, epic: &Issue) -> Value {
    let known = state.jira.agile.epics.get(&epic.id);
    let color = known.and_then(|e| e.color.as_deref()).unwrap_or("color_1");
    let name = match epic.custom(EPIC_NAME) {
        Some(CustomValue::Text(name)) => name,
        _ => &*epic.summary,
    };
    json!({
        "id": epic.id,
        "key": state.jira.key(epic),
        "self": url(call, &format!("/epic/{}", epic.id)),
        "name": name,
        "summary": &*epic.summary,
        "color": { "key": color },
        "issueColor": { "key": color },
        "done": known.is_some_and(|e| e.done),
    })
}

/// The epic that an issue belongs to, or null.
pub(super) fn epic_of(call: &Call<'_>, state: &State, issue: &Issue) -> Value {
    let parent = issue.parent.and_then(|id| state.jira.issues.get(id));
    let epic = parent.filter(|p| is_epic(state, p) && state.sees(call.caller, p));
    epic.map(|epic| view(call, state, epic)).into()
}

fn get(call: &Call<'_>) -> Answer {
    let state = call.read();
    let epic = visible_epic(call, &state, call.param())?;
    ok(&view(call, &state, epic))
}

fn update(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let author = call.account()?;
    let mut state = call.write();
    let epic = visible_epic(call, &state, call.param())?;
    if !state.may_for(call.caller, epic, "EDIT_ISSUES") {
        return Err(errors::jira(
            403,
            "You do not have permission to edit this epic.",
        ));
    }
    let id = epic.id;
    let color = body["color"]["key"].as_str();
    let known = |key: &str| (1..=14).any(|n| key == format!("color_{n}"));
    if let Some(odd) = color.filter(|key| !known(key)) {
        return Err(errors::jira_field(
            400,
            "color",
            format!("Unknown color: {odd}"),
        ));
    }
    let summary = body["summary"].as_str();
    if summary.is_some_and(|s| s.trim().is_empty() || s.contains('\n') || s.chars().count() > 255) {
        return Err(errors::jira_field(
            400,
            "summary",
            "Specify a valid summary of the epic.",
        ));
    }
    let before = epic.summary.clone();
    let mut items = Vec::new();
    if let Some(issue) = state.jira.issues.edit(id, call.now()) {
        if let Some(name) = body["name"].as_str() {
            issue.set_custom(EPIC_NAME, Some(CustomValue::Text(name.into())));
        }
        if let Some(summary) = summary.filter(|s| **s != *before) {
            issue.summary = summary.into();
            items.push(ChangeItem {
                field: FieldId::System(System::Summary),
                from: None,
                from_string: Some((&*before).into()),
                to: None,
                to_string: Some(summary.into()),
            });
        }
    }
    let known = state.jira.agile.epics.entry(id).or_default();
    if let Some(color) = color {
        known.color = Some(color.to_owned());
    }
    if let Some(done) = body["done"].as_bool() {
        known.done = done;
    }
    record(call, &mut state, id, author, items);
    let epic = state.jira.issues.get(id).ok_or_else(no_such_epic)?;
    ok(&view(call, &state, epic))
}

fn issues(call: &Call<'_>) -> Answer {
    let state = call.read();
    let epic = visible_epic(call, &state, call.param())?.id;
    let fits = |issue: &Issue| issue.parent == Some(epic);
    list(call, &state, &Source::everywhere(call, &state, &fits)?)
}

/// Whether an issue could belong to an epic, and does not.
fn is_without(state: &State, issue: &Issue) -> bool {
    let kind = state.jira.config.issue_types.get(&issue.issue_type);
    issue.parent.is_none() && kind.is_some_and(|t| t.level == 0)
}

fn without(call: &Call<'_>) -> Answer {
    let state = call.read();
    let fits = |issue: &Issue| is_without(&state, issue);
    list(call, &state, &Source::everywhere(call, &state, &fits)?)
}

fn without_on_board(call: &Call<'_>) -> Answer {
    let state = call.read();
    let (_, board) = visible(call, &state, call.param())?;
    let fits = |issue: &Issue| is_without(&state, issue) && shows(&state, board, issue);
    list(call, &state, &Source::of_board(call, &state, board, &fits)?)
}

fn on_board(call: &Call<'_>) -> Answer {
    let state = call.read();
    let (_, board) = visible(call, &state, call.param())?;
    let epic = visible_epic(call, &state, call.params.get(1).map_or("", String::as_str))?.id;
    let fits = |issue: &Issue| issue.parent == Some(epic) && shows(&state, board, issue);
    list(call, &state, &Source::of_board(call, &state, board, &fits)?)
}

fn of_board(call: &Call<'_>) -> Answer {
    let window = Window::of_bean(call, 50, 50)?;
    let state = call.read();
    let (_, board) = visible(call, &state, call.param())?;
    let wanted = call.query.filled("done").map(|d| d == "true");
    let fits = |issue: &Issue| {
        let done = || {
            state
                .jira
                .agile
                .epics
                .get(&issue.id)
                .is_some_and(|k| k.done)
        };
        is_epic(&state, issue) && wanted.is_none_or(|wanted| wanted == done())
    };
    let source = Source::of_board(call, &state, board, &fits)?;
    let found: Vec<&Issue> = source
        .ids(call, &state, Seen::Now)
        .into_iter()
        .filter_map(|id| state.jira.issues.get(id))
        .collect();
    let page = window
        .cut(&found)
        .iter()
        .map(|e| view(call, &state, e))
        .collect();
    ok(&plain(window, None, found.len(), "values", page))
}

fn may_not_edit() -> Reply {
    errors::jira(403, "You do not have permission to edit these issues.")
}

/// Puts issues under an epic, or under none.
fn set_epic(call: &Call<'_>, epic: Option<&str>) -> Answer {
    let body = call.json()?;
    let author = call.account()?;
    let mut state = call.write();
    let ids = find_all(call, &state, &body["issues"])?;
    let parent = match epic {
        None => None,
        Some(epic) => {
            let epic = visible_epic(call, &state, epic)?;
            if !state.may_for(call.caller, epic, "EDIT_ISSUES") {
                return Err(may_not_edit());
            }
            Some(epic.id)
        }
    };
    let name = |id: Option<u32>| {
        id.and_then(|id| state.jira.issues.get(id))
            .map(|i| state.jira.key(i))
    };
    let mut changes = Vec::new();
    for id in ids {
        let Some(issue) = state.jira.issues.get(id) else {
            continue;
        };
        if !state.may_for(call.caller, issue, "EDIT_ISSUES") {
            return Err(may_not_edit());
        }
        let kind = state.jira.config.issue_types.get(&issue.issue_type);
        if kind.is_none_or(|t| t.level != 0) {
            return Err(errors::bad_request(
                "Only standard issues can belong to an epic.",
            ));
        }
        if issue.parent != parent {
            let text = |id: Option<u32>| id.map(|id| id.to_string().into());
            changes.push((
                id,
                ChangeItem {
                    field: FieldId::System(System::Parent),
                    from: text(issue.parent),
                    from_string: name(issue.parent).map(Into::into),
                    to: text(parent),
                    to_string: name(parent).map(Into::into),
                },
            ));
        }
    }
    for (id, item) in changes {
        state.jira.issues.set_parent(id, parent, call.now());
        record(call, &mut state, id, author, vec![item]);
    }
    Ok(Reply::empty(204))
}

fn add(call: &Call<'_>) -> Answer {
    set_epic(call, Some(call.param()))
}

fn remove(call: &Call<'_>) -> Answer {
    set_epic(call, None)
}

fn rank(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let mut state = call.write();
    let epic = visible_epic(call, &state, call.param())?.id;
    let names = ("rankBeforeEpic", "rankAfterEpic");
    let target = Target::read(&body, names, &[epic], |name| {
        Ok(visible_epic(call, &state, name)?.id)
    })?;
    if target.is_none() {
        return Err(errors::bad_request(
            "One of rankBeforeEpic and rankAfterEpic is required.",
        ));
    }
    may_schedule(call, &state, &[epic])?;
    rank_all(call, &mut state, &[epic], target);
    Ok(Reply::empty(204))
}
