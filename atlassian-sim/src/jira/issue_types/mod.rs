//! Issue types.

use std::collections::BTreeMap;

use serde_json::Value;

use super::forms::new_text;
use super::project::visible;
use super::views::config::issue_type;
use super::{MANAGE, READ_WORK};
use crate::call::Call;
use crate::errors;
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::{Anonymous, Login};
use crate::routes::Operation;
use crate::state::State;
use crate::state::jira::config::IssueType;
use crate::state::jira::field::{FieldId, System};
use crate::state::jira::issue::ChangeItem;
use crate::state::permissions::ADMINISTER;

pub(super) mod properties;
pub(super) mod schemes;
pub(super) mod screen_schemes;

const READ_ISSUE_TYPE: &[&str] = &[
    "read:issue-type:jira",
    "read:avatar:jira",
    "read:project-category:jira",
    "read:project:jira",
];
const WRITE_ISSUE_TYPE: &[&str] = &[
    "write:issue-type:jira",
    "read:avatar:jira",
    "read:issue-type:jira",
    "read:project-category:jira",
    "read:project:jira",
];

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::new("GET", "/rest/api/3/issuetype", Anonymous, list)
        .scopes(READ_WORK, READ_ISSUE_TYPE),
    Operation::new("POST", "/rest/api/3/issuetype", Login, create).scopes(MANAGE, WRITE_ISSUE_TYPE),
    Operation::new(
        "GET",
        "/rest/api/3/issuetype/project",
        Anonymous,
        of_project,
    )
    .scopes(READ_WORK, READ_ISSUE_TYPE),
    Operation::new("GET", "/rest/api/3/issuetype/{id}", Anonymous, get)
        .scopes(READ_WORK, READ_ISSUE_TYPE),
    Operation::new("PUT", "/rest/api/3/issuetype/{id}", Login, update)
        .scopes(MANAGE, WRITE_ISSUE_TYPE),
    Operation::new("DELETE", "/rest/api/3/issuetype/{id}", Login, delete)
        .scopes(MANAGE, &["delete:issue-type:jira"]),
    Operation::new(
        "GET",
        "/rest/api/3/issuetype/{id}/alternatives",
        Anonymous,
        alternatives,
    )
    .scopes(
        READ_WORK,
        &[
            "read:issue-type:jira",
            "read:project-category:jira",
            "read:project:jira",
            "read:avatar:jira",
        ],
    ),
];

/// The longest name.
const NAME_LIMIT: usize = 60;

/// An issue type as its own resource shows it.
fn view(call: &Call<'_>, state: &State, id: u32) -> Option<Value> {
    let mut view = issue_type(call, state, id)?;
    view["untranslatedName"] = view["name"].clone();
    Some(view)
}

pub(super) fn no_such_type() -> Reply {
    errors::jira(404, "The issue type was not found.")
}

/// Issue types of projects that the caller sees; administrators see all.
fn sees(call: &Call<'_>, state: &State, id: u32, kind: &IssueType) -> bool {
    let mut projects = state.jira.projects.all();
    state.holds(call.caller, ADMINISTER)
        || projects.any(|p| {
            kind.project.is_none_or(|own| own == p.id)
                && state.jira.types_of(p).contains(&id)
                && state.sees_project(call.caller, p)
        })
}

/// The issue type, if the caller sees it.
fn wanted(call: &Call<'_>, state: &State) -> Result<u32, Reply> {
    let id: u32 = call
        .param()
        .parse()
        .map_err(|_| errors::bad_request("The issue type ID is invalid."))?;
    let kind = state.jira.config.issue_types.get(&id);
    kind.filter(|kind| sees(call, state, id, kind))
        .map(|_| id)
        .ok_or_else(no_such_type)
}

fn shown(call: &Call<'_>, state: &State, status: u16, id: u32) -> Answer {
    let view = view(call, state, id).ok_or_else(no_such_type)?;
    Ok(Reply::json(status, &view))
}

fn list(call: &Call<'_>) -> Answer {
    let state = call.read();
    let kinds = state.jira.config.issue_types.iter();
    let mine = kinds.filter(|(id, kind)| sees(call, &state, **id, kind));
    ok(&mine.filter_map(|(id, _)| view(call, &state, *id)).collect())
}

fn of_project(call: &Call<'_>) -> Answer {
    let id = call.query.required("projectId")?;
    if id.parse::<u32>().is_err() {
        return Err(errors::bad_request("The project ID is invalid."));
    }
    let level = call.query.filled("level");
    let level: Option<i8> = level
        .map(|text| {
            text.parse()
                .map_err(|_| errors::bad_request("The level is invalid."))
        })
        .transpose()?;
    let state = call.read();
    let project = visible(call, &state, id)?;
    let kinds = &state.jira.config.issue_types;
    let types = state.jira.types_of(project).iter();
    ok(&types
        .filter(|id| {
            kinds
                .get(*id)
                .is_some_and(|k| level.is_none_or(|l| l == k.level))
        })
        .filter_map(|id| view(call, &state, *id))
        .collect())
}

fn get(call: &Call<'_>) -> Answer {
    let state = call.read();
    shown(call, &state, 200, wanted(call, &state)?)
}

/// 409 if another issue type of the site has the name.
fn free(state: &State, name: &str, own: Option<u32>) -> Result<(), Reply> {
    let scope = own.and_then(|id| state.jira.config.issue_types.get(&id)?.project);
    let mut others = state.jira.config.issue_types.iter();
    if others.any(|(id, kind)| {
        Some(*id) != own && kind.project == scope && kind.name.eq_ignore_ascii_case(name)
    }) {
        return Err(errors::jira_field(
            409,
            "name",
            "An issue type with this name already exists.",
        ));
    }
    Ok(())
}

fn create(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let body = call.json()?;
    let name = super::forms::needed_text(&body, "name", NAME_LIMIT)?;
    let level = match (body["hierarchyLevel"].as_i64(), body["type"].as_str()) {
        (Some(-1), _) | (None, Some("subtask")) => -1,
        (Some(0), _) | (None, Some("standard") | None) => 0,
        _ => {
            return Err(errors::jira_field(
                400,
                "hierarchyLevel",
                "The hierarchy level must be 0 for standard issue types or -1 for sub-tasks.",
            ));
        }
    };
    let mut state = call.write();
    free(&state, name, None)?;
    let kind = IssueType {
        name: name.to_owned(),
        description: body["description"].as_str().unwrap_or("").to_owned(),
        level,
        avatar: if level < 0 { 10_316 } else { 10_300 },
        project: None,
        properties: BTreeMap::new(),
    };
    let config = &mut state.jira.config;
    let id = config.next_id();
    config.issue_types.insert(id, kind);
    // The default scheme holds every issue type of the site.
    let schemes = config.issue_type_schemes.values_mut();
    for scheme in schemes.filter(|scheme| scheme.is_default) {
        scheme.issue_types.push(id);
    }
    shown(call, &state, 201, id)
}

fn update(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let body = call.json()?;
    let name = new_text(&body, "name", NAME_LIMIT)?;
    let avatar = super::forms::id(&body["avatarId"]);
    if !body["avatarId"].is_null() && !avatar.is_some_and(super::avatars::exists_for_issue_types) {
        return Err(errors::jira_field(
            400,
            "avatarId",
            "The avatar does not belong to issue types.",
        ));
    }
    let mut state = call.write();
    let id = wanted(call, &state)?;
    if let Some(name) = name {
        free(&state, name, Some(id))?;
    }
    if let Some(kind) = state.jira.config.issue_types.get_mut(&id) {
        if let Some(name) = name {
            name.clone_into(&mut kind.name);
        }
        if let Some(description) = body["description"].as_str() {
            description.clone_into(&mut kind.description);
        }
        kind.avatar = avatar.unwrap_or(kind.avatar);
    }
    shown(call, &state, 200, id)
}

/// Issue types of the same level that have the same workflow and screens in every project with both.
fn alternative_ids(state: &State, id: u32) -> Vec<u32> {
    let config = &state.jira.config;
    let Some(kind) = config.issue_types.get(&id) else {
        return Vec::new();
    };
    let alike = |other: u32| {
        let mut projects = state.jira.projects.all();
        projects.all(|p| {
            let types = state.jira.types_of(p);
            let screens = config
                .issue_type_screen_schemes
                .get(&p.issue_type_screen_scheme);
            let screen = |kind: u32| screens.map(|s| s.mapped.get(&kind).unwrap_or(&s.default));
            let flow = |kind| state.jira.workflow_of(p, kind).map(|w| &w.entity_id);
            !types.contains(&id)
                || types.contains(&other) && flow(id) == flow(other) && screen(id) == screen(other)
        })
    };
    let others = config.issue_types.iter();
    others
        .filter(|(other, k)| {
            **other != id
                && k.is_subtask() == kind.is_subtask()
                && k.project == kind.project
                && alike(**other)
        })
        .map(|(other, _)| *other)
        .collect()
}

fn alternatives(call: &Call<'_>) -> Answer {
    let state = call.read();
    let id = wanted(call, &state)?;
    let ids = alternative_ids(&state, id).into_iter();
    ok(&ids.filter_map(|id| view(call, &state, id)).collect())
}

fn delete(call: &Call<'_>) -> Answer {
    let account = call.account()?;
    call.need_admin()?;
    let mut guard = call.write();
    let state = &mut *guard;
    let id = wanted(call, state)?;
    let issues: Vec<u32> = state
        .jira
        .issues
        .all()
        .filter(|issue| issue.issue_type == id)
        .map(|issue| issue.id)
        .collect();
    if !issues.is_empty() {
        let heir = heir(call, state, id)?;
        retype(call, state, account, &issues, (id, heir));
    }
    let config = &mut state.jira.config;
    config.issue_types.remove(&id);
    for scheme in config.issue_type_schemes.values_mut() {
        scheme.issue_types.retain(|kind| *kind != id);
        scheme.default = scheme.default.filter(|kind| *kind != id);
    }
    for scheme in config.workflow_schemes.values_mut() {
        scheme.mapped.remove(&id);
    }
    for scheme in config.issue_type_screen_schemes.values_mut() {
        scheme.mapped.remove(&id);
    }
    for field in config.fields.values_mut() {
        // A context without issue types is for all of them: one that loses its last one goes.
        field.contexts.retain_mut(|context| {
            let named = !context.issue_types.is_empty();
            context.issue_types.retain(|kind| *kind != id);
            !named || !context.issue_types.is_empty()
        });
    }
    Ok(Reply::empty(204))
}

/// The issue type that the issues of a deleted one get.
fn heir(call: &Call<'_>, state: &State, id: u32) -> Result<u32, Reply> {
    let Some(text) = call.query.filled("alternativeIssueTypeId") else {
        return Err(errors::jira(
            404,
            "The issue type is in use. Name an alternative issue type for its issues.",
        ));
    };
    let kinds = &state.jira.config.issue_types;
    let heir = text.parse().ok().filter(|id| kinds.contains_key(id));
    let heir = heir.ok_or_else(no_such_type)?;
    let subtask = |id: u32| kinds.get(&id).is_some_and(IssueType::is_subtask);
    if heir == id || subtask(heir) != subtask(id) {
        return Err(errors::jira(
            409,
            "The alternative issue type cannot take the place of the deleted one.",
        ));
    }
    if !alternative_ids(state, id).contains(&heir) {
        return Err(errors::bad_request(
            "Issues cannot be changed to the alternative issue type.",
        ));
    }
    Ok(heir)
}

fn retype(
    call: &Call<'_>,
    state: &mut State,
    account: u32,
    issues: &[u32],
    (old, new): (u32, u32),
) {
    let kinds = &state.jira.config.issue_types;
    let name = |id: u32| kinds.get(&id).map(|k| k.name.as_str().into());
    let item = ChangeItem {
        field: FieldId::System(System::IssueType),
        from: Some(old.to_string().into()),
        from_string: name(old),
        to: Some(new.to_string().into()),
        to_string: name(new),
    };
    for issue in issues {
        if let Some(issue) = state.jira.issues.edit(*issue, call.now()) {
            issue.issue_type = new;
        }
        let items = vec![item.clone()];
        state.jira.issues.note(*issue, account, call.now(), items);
    }
}
