//! Creating issues, one or up to fifty at once.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::defaults;
use super::draft::Draft;
use super::hierarchy::{self, find_type};
use super::request::{Change, changes};
use super::rules::{Phase, applies};
use super::transitions;
use super::trouble::Errors;
use super::values::{automatic_assignee, says};
use crate::call::Call;
use crate::jira::WRITE_WORK;
use crate::jira::entity_properties;
use crate::jira::views::url;
use crate::reply::{Answer, Reply};
use crate::routes::Access::Anonymous;
use crate::routes::Operation;
use crate::state::State;
use crate::state::jira::field::{FieldId, System};
use crate::state::jira::issue::Issue;
use crate::state::jira::project::Project;
use crate::state::jira::screens::Occasion;

const CREATE: &[&str] = &[
    "write:issue:jira",
    "write:comment:jira",
    "write:comment.property:jira",
    "write:attachment:jira",
    "read:issue:jira",
];

pub(in crate::jira) const OPERATIONS: &[Operation] = &[
    Operation::new("POST", "/rest/api/3/issue", Anonymous, one).scopes(WRITE_WORK, CREATE),
    Operation::new("POST", "/rest/api/3/issue/bulk", Anonymous, many).scopes(WRITE_WORK, CREATE),
];

/// How many issues one request may create.
const MOST: usize = 50;

fn one(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let mut state = call.write();
    let created = create(call, &mut state, &body)?;
    match created {
        Ok(view) => Ok(Reply::json(201, &view)),
        Err(troubles) => Err(troubles.reply()),
    }
}

/// Each of them for itself: 201 if at least one was created, and what is wrong with the others.
fn many(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let updates = body["issueUpdates"]
        .as_array()
        .map_or(&[][..], Vec::as_slice);
    if updates.is_empty() || updates.len() > MOST {
        let message = format!("The number of issues to create must be between 1 and {MOST}.");
        let failed = failure(updates.len().min(MOST), &Errors::message(message));
        return Err(Reply::json(
            400,
            &json!({ "issues": [], "errors": [failed] }),
        ));
    }
    // What cannot be read is refused as a whole, before the first issue is there.
    for update in updates {
        changes(update, &mut Errors::default())?;
        entity_properties::sent(&update["properties"])?;
    }
    let mut state = call.write();
    let (mut issues, mut failed) = (Vec::new(), Vec::new());
    for (at, update) in updates.iter().enumerate() {
        match create(call, &mut state, update)? {
            Ok(view) => issues.push(view),
            Err(troubles) => failed.push(failure(at, &troubles)),
        }
    }
    let status = if issues.is_empty() { 400 } else { 201 };
    Ok(Reply::json(
        status,
        &json!({ "issues": issues, "errors": failed }),
    ))
}

/// Why one of many issues was not created.
fn failure(at: usize, troubles: &Errors) -> Value {
    json!({ "status": 400, "elementErrors": troubles.view(), "failedElementNumber": at })
}

/// Creates one issue, or says all that is wrong with it.
fn create(
    call: &Call<'_>,
    state: &mut State,
    body: &Value,
) -> Result<Result<Value, Errors>, Reply> {
    let mut troubles = Errors::default();
    let changes = changes(body, &mut troubles)?;
    let properties = entity_properties::sent(&body["properties"])?;
    let drafted = troubles
        .check()
        .and_then(|()| draft(call, state, &changes, properties));
    let (issue, parts) = match drafted {
        Ok(drafted) => drafted,
        Err(troubles) => return Ok(Err(troubles)),
    };
    let id = state.jira.add_issue(issue, call.now());
    parts.add(call, state, id);
    let key = state.jira.issues.get(id).map(|issue| state.jira.key(issue));
    let mut view = json!({
        "id": id.to_string(),
        "key": key,
        "self": url(call, &format!("/issue/{id}")),
    });
    if !body["transition"].is_null() {
        view["transition"] = at_once(call, state, id, &body["transition"]);
    }
    Ok(Ok(view))
}

/// The transition that a request wants right after the creation. If it cannot be made, the issue is
/// there all the same.
fn at_once(call: &Call<'_>, state: &mut State, issue: u32, transition: &Value) -> Value {
    let body = json!({ "transition": transition });
    let (status, troubles) = match transitions::perform(call, state, issue, &body) {
        Ok(Ok(())) => (200, Errors::default()),
        Ok(Err(troubles)) => (400, troubles),
        Err(_) => (400, Errors::message("INVALID_INPUT")),
    };
    json!({ "status": status, "errorCollection": troubles.view() })
}

/// The project, if the caller may create issues in it.
fn project<'a>(call: &Call<'_>, state: &'a State, value: &Value) -> Result<&'a Project, Errors> {
    let named = says(value, "id").or_else(|| says(value, "key"));
    let found = named.and_then(|name| state.visible_project(call.caller, &name));
    let Some(project) = found else {
        let mut errors = Errors::default();
        errors.field("project", "Specify a valid project ID or key");
        return Err(errors);
    };
    if call.caller.is_some() && state.may(call.caller, project, "CREATE_ISSUES") {
        return Ok(project);
    }
    Err(Errors::message(if call.caller.is_some() {
        "You do not have permission to create issues in this project."
    } else {
        "Anonymous users do not have permission to create issues in this project. Please try logging in first."
    }))
}

fn draft(
    call: &Call<'_>,
    state: &State,
    changes: &[Change<'_>],
    properties: BTreeMap<String, Value>,
) -> Result<(Issue, super::draft::Parts), Errors> {
    let value_of = |field: System| {
        let mut all = changes.iter();
        let found = all.find(|change| change.field == Some(FieldId::System(field)));
        found.map_or(&Value::Null, |change| change.value)
    };
    let project = match project(call, state, value_of(System::Project)) {
        Ok(project) => project,
        Err(mut errors) => {
            if value_of(System::IssueType).is_null() {
                errors.field("issuetype", "Specify an issue type");
            }
            return Err(errors);
        }
    };
    let mut errors = Errors::default();
    let kind = find_type(state, project, value_of(System::IssueType));
    let kind = errors.take("issuetype", kind);
    let (Some(kind), Some(creator)) = (kind, call.caller) else {
        return Err(errors);
    };
    let mut issue = Issue::new(project.id, kind, 0, creator, call.now());
    let initial = state
        .jira
        .workflow_for(&issue)
        .and_then(crate::state::jira::config::Workflow::initial);
    issue.status = initial.unwrap_or(0);
    let mut draft = Draft::of_new(call, state, issue);
    draft.issue.reporter = Some(creator);
    draft.issue.properties = properties;
    let shown = fields(call, state, project, &draft.issue);
    let is_place = |change: &&Change<'_>| {
        let place = [System::Project, System::IssueType].map(|field| Some(FieldId::System(field)));
        !place.contains(&change.field)
    };
    let rest: Vec<Change<'_>> = changes.iter().filter(is_place).copied().collect();
    draft.apply(&rest, Some(&shown));
    finish(&mut draft, project, &shown);
    let Draft {
        issue,
        errors,
        parts,
        ..
    } = draft;
    errors.check().map(|()| (issue, parts))
}

/// Fills in what the request does not speak of, and checks what must be there.
fn finish(draft: &mut Draft<'_>, project: &Project, shown: &[FieldId]) {
    let state = draft.state;
    let named = |draft: &Draft<'_>, field| draft.named.contains(&FieldId::System(field));
    if !named(draft, System::Summary) {
        draft
            .errors
            .field("summary", "You must specify a summary of the issue.");
    }
    if !named(draft, System::Priority) && shown.contains(&FieldId::System(System::Priority)) {
        draft.issue.priority = state.jira.config.default_priority;
    }
    if !named(draft, System::Security) {
        let scheme = project.security_scheme;
        let scheme = scheme.and_then(|id| state.jira.config.security_schemes.get(&id));
        draft.issue.security = scheme.and_then(|scheme| scheme.default);
    }
    if !named(draft, System::Assignee) {
        draft.issue.assignee = automatic_assignee(state, &draft.issue);
    }
    for field in shown {
        if let FieldId::Custom(number) = field
            && !draft.named.contains(field)
            && let Some(value) = defaults::value(state, &draft.issue, *number, draft.call.now())
        {
            draft.issue.set_custom(*number, Some(value));
        }
    }
    let creator = draft.issue.creator;
    if state.jira.site.watches_by_itself(creator) {
        draft.issue.watchers.push(creator);
    }
    hierarchy::check(draft);
}

/// The fields that the caller sees when creating such an issue: those of the screen, and what every
/// issue must have.
pub(super) fn fields(
    call: &Call<'_>,
    state: &State,
    project: &Project,
    issue: &Issue,
) -> Vec<FieldId> {
    let screen = state
        .jira
        .screen(project, issue.issue_type, Occasion::Create);
    let needed = [
        System::Summary,
        System::IssueType,
        System::Parent,
        System::Project,
    ];
    let needed = needed.map(FieldId::System);
    let mut all: Vec<FieldId> = needed.to_vec();
    for field in screen
        .into_iter()
        .flat_map(crate::state::jira::config::Screen::fields)
    {
        if !all.contains(&field) && applies(call, state, issue, field, Phase::Create) {
            all.push(field);
        }
    }
    all
}
