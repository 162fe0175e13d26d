//! Issue security schemes: levels of secrecy and their members.

use serde_json::{Value, json};

use super::forms::{admits, asked_ids, page, path_id};
use super::holders;
use super::views::url;
use super::{MANAGE, MANAGE_PROJECT};
use crate::call::Call;
use crate::errors;
use crate::paging::Window;
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::{Anonymous, Login};
use crate::routes::Operation;
use crate::state::State;
use crate::state::jira::config::{Holder, SecurityLevel, SecurityScheme};
use crate::state::permissions::ADMINISTER;

const READ_ISSUE_SECURITY_LEVEL: &[&str] = &[
    "read:issue-security-level:jira",
    "read:issue-security-scheme:jira",
];
const READ_FIELD: &[&str] = &[
    "read:field:jira",
    "read:issue-security-level:jira",
    "read:project-role:jira",
    "read:user:jira",
];

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::new("GET", "/rest/api/3/issuesecurityschemes", Login, list)
        .scopes(MANAGE_PROJECT, READ_ISSUE_SECURITY_LEVEL),
    Operation::new(
        "GET",
        "/rest/api/3/issuesecurityschemes/search",
        Login,
        search,
    )
    .scopes(MANAGE, READ_ISSUE_SECURITY_LEVEL),
    Operation::new(
        "GET",
        "/rest/api/3/issuesecurityschemes/level",
        Login,
        levels,
    )
    .scopes(MANAGE, READ_ISSUE_SECURITY_LEVEL),
    Operation::new(
        "GET",
        "/rest/api/3/issuesecurityschemes/level/member",
        Login,
        level_members,
    )
    .scopes(MANAGE, READ_ISSUE_SECURITY_LEVEL),
    Operation::new(
        "GET",
        "/rest/api/3/issuesecurityschemes/project",
        Login,
        projects,
    )
    .scopes(MANAGE, &[]),
    Operation::new("GET", "/rest/api/3/issuesecurityschemes/{id}", Login, get)
        .scopes(MANAGE_PROJECT, READ_ISSUE_SECURITY_LEVEL),
    Operation::new(
        "GET",
        "/rest/api/3/issuesecurityschemes/{issueSecuritySchemeId}/members",
        Login,
        members,
    )
    .scopes(MANAGE, READ_FIELD),
    Operation::new("GET", "/rest/api/3/securitylevel/{id}", Anonymous, level)
        .scopes(MANAGE, READ_FIELD),
];

pub(super) fn level_view(
    call: &Call<'_>,
    scheme_id: u32,
    scheme: &SecurityScheme,
    level: &SecurityLevel,
) -> Value {
    json!({
        "self": url(call, &format!("/securitylevel/{}", level.id)),
        "id": level.id.to_string(),
        "name": level.name,
        "description": level.description,
        "isDefault": scheme.default == Some(level.id),
        "issueSecuritySchemeId": scheme_id.to_string(),
    })
}

pub(super) fn scheme_view(
    call: &Call<'_>,
    state: &State,
    id: u32,
    with_levels: bool,
) -> Option<Value> {
    let scheme = state.jira.config.security_schemes.get(&id)?;
    let mut view = json!({
        "self": url(call, &format!("/issuesecurityschemes/{id}")),
        "id": id,
        "name": scheme.name,
        "description": scheme.description,
    });
    if let Some(default) = scheme.default {
        view["defaultSecurityLevelId"] = default.into();
    }
    if with_levels {
        let levels = scheme.levels.iter();
        view["levels"] = levels.map(|l| level_view(call, id, scheme, l)).collect();
    }
    Some(view)
}

fn list(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let state = call.read();
    let ids = state.jira.config.security_schemes.keys();
    let views: Vec<Value> = ids
        .filter_map(|id| scheme_view(call, &state, *id, false))
        .collect();
    ok(&json!({ "issueSecuritySchemes": views }))
}

/// For administrators of the site, and of a project that uses it.
fn get(call: &Call<'_>) -> Answer {
    let state = call.read();
    let id = path_id(call, 0).unwrap_or(0);
    let view = scheme_view(call, &state, id, true);
    let view = view.filter(|_| {
        let mut users = state.jira.projects.all();
        state.holds(call.caller, ADMINISTER)
            || users.any(|p| p.security_scheme == Some(id) && state.edits_project(call.caller, p))
    });
    view.map_or_else(
        || {
            Err(errors::jira(
                403,
                "You do not have permission to view this issue security scheme.",
            ))
        },
        |view| ok(&view),
    )
}

/// Ids of the projects that use a scheme.
fn users(state: &State, scheme: u32) -> Vec<u32> {
    let all = state.jira.projects.all();
    all.filter(|p| p.security_scheme == Some(scheme))
        .map(|p| p.id)
        .collect()
}

fn search(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let window = Window::of_bean(call, 50, 50)?;
    let (ids, projects) = (asked_ids(call, "id")?, asked_ids(call, "projectId")?);
    let state = call.read();
    let schemes = state.jira.config.security_schemes.iter();
    let found: Vec<(u32, &SecurityScheme, Vec<u32>)> = schemes
        .filter(|(id, _)| admits(ids.as_ref(), **id))
        .map(|(id, scheme)| (*id, scheme, users(&state, *id)))
        .filter(|(_, _, used)| {
            let wanted = projects.as_ref();
            wanted.is_none_or(|wanted| used.iter().any(|p| wanted.contains(p)))
        })
        .collect();
    page(call, window, &found, |(id, scheme, used)| {
        let mut view = json!({
            "self": url(call, &format!("/issuesecurityschemes/{id}")),
            "id": id,
            "name": scheme.name,
            "description": scheme.description,
            "projectIds": used,
        });
        if let Some(default) = scheme.default {
            view["defaultLevel"] = default.into();
        }
        view
    })
}

/// All levels, each with its scheme.
fn all_levels(state: &State) -> impl Iterator<Item = (u32, &SecurityScheme, &SecurityLevel)> {
    let schemes = state.jira.config.security_schemes.iter();
    schemes.flat_map(|(id, scheme)| scheme.levels.iter().map(move |level| (*id, scheme, level)))
}

fn levels(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let window = Window::of_bean(call, 50, 50)?;
    let (ids, schemes) = (asked_ids(call, "id")?, asked_ids(call, "schemeId")?);
    let only_default = call.query.flag("onlyDefault");
    let state = call.read();
    let found: Vec<_> = all_levels(&state)
        .filter(|(id, scheme, level)| {
            admits(schemes.as_ref(), *id)
                && admits(ids.as_ref(), level.id)
                && (!only_default || scheme.default == Some(level.id))
        })
        .collect();
    page(call, window, &found, |(id, scheme, level)| {
        level_view(call, *id, scheme, level)
    })
}

/// All members of levels, numbered through: scheme, level, number, who.
fn all_members(state: &State) -> impl Iterator<Item = (u32, u32, u32, &Holder)> {
    all_levels(state)
        .flat_map(|(scheme, _, level)| level.holders.iter().map(move |h| (scheme, level.id, h)))
        .zip(10_000..)
        .map(|((scheme, level, holder), number)| (scheme, level, number, holder))
}

fn level_members(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let window = Window::of_bean(call, 50, 50)?;
    let ids = asked_ids(call, "id")?;
    let (schemes, levels) = (asked_ids(call, "schemeId")?, asked_ids(call, "levelId")?);
    let state = call.read();
    let found: Vec<_> = all_members(&state)
        .filter(|(scheme, level, number, _)| {
            admits(schemes.as_ref(), *scheme)
                && admits(levels.as_ref(), *level)
                && admits(ids.as_ref(), *number)
        })
        .collect();
    page(call, window, &found, |(scheme, level, number, holder)| {
        json!({
            "id": number.to_string(),
            "issueSecurityLevelId": level.to_string(),
            "issueSecuritySchemeId": scheme.to_string(),
            "holder": holders::view(call, &state, holder),
        })
    })
}

fn members(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let window = Window::of_bean(call, 50, 50)?;
    let levels = asked_ids(call, "issueSecurityLevelId")?;
    let state = call.read();
    let id = path_id(call, 0).filter(|id| state.jira.config.security_schemes.contains_key(id));
    let id = id.ok_or_else(|| no_such("issue security scheme"))?;
    let found: Vec<_> = all_members(&state)
        .filter(|(scheme, level, ..)| *scheme == id && admits(levels.as_ref(), *level))
        .collect();
    page(call, window, &found, |(_, level, number, holder)| {
        json!({
            "id": number,
            "issueSecurityLevelId": level,
            "holder": holders::view(call, &state, holder),
        })
    })
}

fn no_such(what: &str) -> Reply {
    errors::jira(404, format!("The {what} was not found."))
}

fn projects(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let window = Window::of_bean(call, 50, 50)?;
    let schemes = asked_ids(call, "issueSecuritySchemeId")?;
    let projects = asked_ids(call, "projectId")?;
    let state = call.read();
    let found: Vec<(u32, u32)> = state
        .jira
        .projects
        .all()
        .filter_map(|p| Some((p.id, p.security_scheme?)))
        .filter(|(id, s)| admits(projects.as_ref(), *id) && admits(schemes.as_ref(), *s))
        .collect();
    page(call, window, &found, |(project, scheme)| {
        json!({
            "issueSecuritySchemeId": scheme.to_string(),
            "projectId": project.to_string(),
        })
    })
}

fn level(call: &Call<'_>) -> Answer {
    let state = call.read();
    let wanted = path_id(call, 0);
    let found = all_levels(&state).find(|(_, _, level)| Some(level.id) == wanted);
    found.map_or_else(
        || Err(no_such("issue security level")),
        |(id, scheme, level)| ok(&level_view(call, id, scheme, level)),
    )
}
