//! Transitions: which there are from where an issue stands, and going through one.

use serde_json::{Value, json};

use super::draft::Draft;
use super::edit::store;
use super::meta;
use super::request::changes;
use super::rules::{Phase, applies};
use super::trouble::Errors;
use crate::call::Call;
use crate::errors;
use crate::jira::entity_properties;
use crate::jira::issues::no_such_issue;
use crate::jira::on_issues::{may, seen};
use crate::jira::views::config::status;
use crate::jira::{READ_WORK, WRITE_WORK};
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::Anonymous;
use crate::routes::Operation;
use crate::state::State;
use crate::state::jira::config::{StatusCategory, Transition, TransitionKind};
use crate::state::jira::field::{FieldId, System};
use crate::state::jira::issue::Issue;

pub(in crate::jira) const OPERATIONS: &[Operation] = &[
    Operation::new(
        "GET",
        "/rest/api/3/issue/{issueIdOrKey}/transitions",
        Anonymous,
        list,
    )
    .scopes(
        READ_WORK,
        &[
            "read:issue.transition:jira",
            "read:status:jira",
            "read:field-configuration:jira",
        ],
    ),
    Operation::new(
        "POST",
        "/rest/api/3/issue/{issueIdOrKey}/transitions",
        Anonymous,
        post,
    )
    .scopes(
        WRITE_WORK,
        &["write:issue:jira", "write:issue.property:jira"],
    ),
];

/// The transitions from where the issue stands, and whether the caller may go through them.
pub(crate) fn from_here<'a>(
    call: &Call<'_>,
    state: &'a State,
    issue: &Issue,
) -> Vec<(&'a Transition, bool)> {
    if !may(call, state, issue, "TRANSITION_ISSUES") {
        return Vec::new();
    }
    let workflow = state.jira.workflow_for(issue);
    let leaving = workflow
        .into_iter()
        .flat_map(|workflow| workflow.leaving(issue.status));
    let allowed = |transition: &Transition| {
        let permission = transition.permission.as_deref();
        permission.is_none_or(|permission| may(call, state, issue, permission))
    };
    leaving
        .map(|transition| (transition, allowed(transition)))
        .collect()
}

/// The fields on the screen of a transition.
fn on_screen(
    call: &Call<'_>,
    state: &State,
    issue: &Issue,
    transition: &Transition,
) -> Vec<FieldId> {
    let screen = transition
        .screen
        .and_then(|id| state.jira.config.screens.get(&id));
    let fields = screen
        .into_iter()
        .flat_map(crate::state::jira::config::Screen::fields);
    fields
        .filter(|field| applies(call, state, issue, *field, Phase::Transition))
        .collect()
}

fn list(call: &Call<'_>) -> Answer {
    let state = call.read();
    let issue = seen(call, &state)?;
    let with_fields = call.query.lists("expand", "transitions.fields");
    let all = call.query.flag("includeUnavailableTransitions");
    let only = call.query.filled("transitionId");
    let shown: Vec<Value> = from_here(call, &state, issue)
        .into_iter()
        .filter(|(transition, available)| {
            (all || *available) && only.is_none_or(|id| transition.id.to_string() == id)
        })
        .map(|found| view(call, &state, issue, found, with_fields))
        .collect();
    ok(&json!({ "expand": "transitions", "transitions": shown }))
}

/// What the caller can do with an issue now, as `expand=transitions` shows it.
pub(in crate::jira) fn available(call: &Call<'_>, state: &State, issue: &Issue) -> Value {
    let all = from_here(call, state, issue).into_iter();
    let available = all.filter(|(_, available)| *available);
    available
        .map(|found| view(call, state, issue, found, false))
        .collect()
}

fn view(
    call: &Call<'_>,
    state: &State,
    issue: &Issue,
    (transition, available): (&Transition, bool),
    with_fields: bool,
) -> Value {
    let mut view = json!({
        "id": transition.id.to_string(),
        "name": transition.name,
        "to": status(call, state, transition.to),
        "hasScreen": transition.screen.is_some(),
        "isGlobal": transition.kind == TransitionKind::Global,
        "isInitial": false,
        "isAvailable": available,
        "isConditional": transition.permission.is_some(),
        "looped": transition.to == issue.status,
    });
    if with_fields {
        let fields = on_screen(call, state, issue, transition);
        view["fields"] = meta::by_id(call, state, issue, &fields, Phase::Transition);
    }
    view
}

fn post(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let mut state = call.write();
    let issue = seen(call, &state)?.id;
    perform(call, &mut state, issue, &body)?.map_err(|troubles| troubles.reply())?;
    Ok(Reply::empty(204))
}

/// The number of the wanted transition; it may be sent as a text or as a number.
fn wanted(body: &Value) -> Result<u32, Reply> {
    let transition = match &body["transition"] {
        Value::Null => return Err(errors::bad_request("Missing 'transition' identifier")),
        Value::Object(transition) => transition.get("id"),
        _ => return Err(errors::bad_json()),
    };
    let id = match transition {
        None => return Err(errors::bad_request("Missing 'transition' identifier")),
        Some(Value::String(text)) => text.parse().ok(),
        Some(value) => value.as_u64().and_then(|id| u32::try_from(id).ok()),
    };
    id.ok_or_else(|| errors::bad_request("'transition' identifier must be an integer"))
}

/// Goes through a transition, or says all that stands against it.
pub(crate) fn perform(
    call: &Call<'_>,
    state: &mut State,
    issue: u32,
    body: &Value,
) -> Result<Result<(), Errors>, Reply> {
    let wanted = wanted(body)?;
    let mut troubles = Errors::default();
    let changes = changes(body, &mut troubles)?;
    let properties = entity_properties::sent(&body["properties"])?;
    let issue = state.jira.issues.get(issue).ok_or_else(no_such_issue)?;
    let mut all = from_here(call, state, issue).into_iter();
    let found = all.find(|(transition, available)| transition.id == wanted && *available);
    let Some((transition, _)) = found else {
        return Ok(Err(Errors::message(format!(
            "Transition id '{wanted}' is not valid for this issue."
        ))));
    };
    let mut shown = on_screen(call, state, issue, transition);
    let asks_for_resolution = shown.contains(&FieldId::System(System::Resolution));
    if transition.screen.is_some() {
        // Every screen of a transition takes a comment.
        shown.push(FieldId::System(System::Comment));
    }
    let mut draft = Draft::of(call, state, issue, Phase::Transition);
    draft.apply(&changes, Some(&shown));
    if asks_for_resolution && draft.issue.resolution.is_none() {
        draft.errors.field("resolution", "Resolution is required.");
    }
    draft.issue.properties.extend(properties);
    arrive(call, state, &mut draft.issue, transition.to);
    let Draft {
        issue: after,
        errors,
        parts,
        ..
    } = draft;
    if let Err(troubles) = troubles.check().and_then(|()| errors.check()) {
        return Ok(Err(troubles));
    }
    let id = after.id;
    store(call, state, after);
    parts.add(call, state, id);
    Ok(Ok(()))
}

/// What comes with another status: finished issues are resolved, others are not.
pub(super) fn arrive(call: &Call<'_>, state: &State, issue: &mut Issue, status: u32) {
    let jira = &state.jira;
    let (before, after) = (jira.category_of(issue.status), jira.category_of(status));
    issue.status = status;
    if before != after {
        issue.category_changed = call.now();
    }
    if after != StatusCategory::Done {
        issue.resolution = None;
        issue.resolved = None;
        return;
    }
    if issue.resolution.is_none() {
        let first = jira
            .config
            .resolutions
            .iter()
            .min_by_key(|(_, r)| r.position);
        let first = first.map(|(id, _)| *id);
        issue.resolution = jira.config.default_resolution.or(first);
    }
    issue.resolved = issue.resolved.or(Some(call.now()));
}

/// The transition that leads into a status, if the caller may go through one that asks for nothing.
pub(super) fn into_status(
    call: &Call<'_>,
    state: &State,
    issue: &Issue,
    status: u32,
) -> Option<u32> {
    let mut all = from_here(call, state, issue).into_iter();
    let found = all.find(|(transition, available)| {
        transition.to == status && *available && transition.screen.is_none()
    });
    found.map(|(transition, _)| transition.id)
}
