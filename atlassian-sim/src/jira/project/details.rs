//! What a project has besides its fields: statuses, hierarchy, avatars, address for mail.

use serde_json::{Value, json};

use super::{administered, no_such_project, visible};
use crate::call::Call;
use crate::errors;
use crate::jira::avatars;
use crate::jira::forms::id;
use crate::jira::views::config::status;
use crate::jira::views::url;
use crate::jira::{MANAGE_PROJECT, READ_WORK};
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::{Anonymous, Login};
use crate::routes::Operation;

pub(in crate::jira) const OPERATIONS: &[Operation] = &[
    Operation::new(
        "GET",
        "/rest/api/3/project/{projectIdOrKey}/statuses",
        Anonymous,
        statuses,
    )
    .scopes(
        READ_WORK,
        &[
            "read:issue-status:jira",
            "read:issue-type:jira",
            "read:status:jira",
        ],
    ),
    Operation::new(
        "GET",
        "/rest/api/3/project/{projectId}/hierarchy",
        Login,
        hierarchy,
    )
    .scopes(
        READ_WORK,
        &["read:issue-type:jira", "read:issue-type-hierarchy:jira"],
    ),
    Operation::new(
        "GET",
        "/rest/api/3/project/{projectIdOrKey}/avatars",
        Anonymous,
        avatar_list,
    )
    .scopes(READ_WORK, &["read:project.avatar:jira", "read:avatar:jira"]),
    Operation::new(
        "PUT",
        "/rest/api/3/project/{projectIdOrKey}/avatar",
        Login,
        set_avatar,
    )
    .scopes(MANAGE_PROJECT, &["write:project.avatar:jira"]),
    Operation::new("GET", "/rest/api/3/project/{projectId}/email", Login, email)
        .scopes(MANAGE_PROJECT, &["read:project.email:jira"]),
    Operation::new(
        "PUT",
        "/rest/api/3/project/{projectId}/email",
        Login,
        set_email,
    )
    .scopes(MANAGE_PROJECT, &["write:project.email:jira"]),
];

/// The statuses that issues of each type can have here.
fn statuses(call: &Call<'_>) -> Answer {
    let state = call.read();
    let project = visible(call, &state, call.param())?;
    let config = &state.jira.config;
    let views: Vec<Value> = state
        .jira
        .types_of(project)
        .iter()
        .filter_map(|kind| {
            let issue_type = config.issue_types.get(kind)?;
            let workflow = state.jira.workflow_of(project, *kind)?;
            let views: Vec<Value> = workflow
                .statuses
                .iter()
                .filter_map(|id| status(call, &state, *id))
                .collect();
            Some(json!({
                "self": url(call, &format!("/issuetype/{kind}")),
                "id": kind.to_string(),
                "name": issue_type.name,
                "subtask": issue_type.is_subtask(),
                "statuses": views,
            }))
        })
        .collect();
    ok(&views.into())
}

fn hierarchy(call: &Call<'_>) -> Answer {
    let state = call.read();
    if call.param().parse::<u32>().is_err() {
        return Err(errors::bad_request("The project ID is invalid."));
    }
    let project = visible(call, &state, call.param())?;
    let kinds = &state.jira.config.issue_types;
    let levels: Vec<Value> = [(1_i8, "Epic"), (0, "Base"), (-1, "Subtask")]
        .into_iter()
        .map(|(level, name)| {
            let of_level: Vec<Value> = state
                .jira
                .types_of(project)
                .iter()
                .filter_map(|id| Some((id, kinds.get(id).filter(|k| k.level == level)?)))
                .map(|(id, kind)| json!({ "id": id, "name": kind.name, "avatarId": kind.avatar }))
                .collect();
            json!({ "level": level, "name": name, "issueTypes": of_level })
        })
        .collect();
    ok(&json!({ "projectId": project.id, "hierarchy": levels }))
}

fn avatar_list(call: &Call<'_>) -> Answer {
    let state = call.read();
    let project = visible(call, &state, call.param())?;
    ok(&json!({ "system": avatars::for_projects(call, project.avatar), "custom": [] }))
}

fn set_avatar(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let mut state = call.write();
    let number = administered(call, &state, call.param())?.id;
    let avatar = id(&body["id"]).filter(|id| avatars::exists_for_projects(*id));
    let avatar = avatar.ok_or_else(|| errors::jira(404, "The avatar does not exist."))?;
    if let Some(project) = state.jira.projects.get_mut(number) {
        project.avatar = avatar;
    }
    Ok(Reply::empty(204))
}

/// Projects are named by id alone here.
fn only_id<'a>(call: &'a Call<'_>) -> Result<&'a str, Reply> {
    let text = call.param();
    if text.parse::<u32>().is_ok() {
        Ok(text)
    } else {
        Err(no_such_project(text))
    }
}

fn email(call: &Call<'_>) -> Answer {
    let state = call.read();
    let project = visible(call, &state, only_id(call)?)?;
    let site = call.world.site_url.split("://").nth(1).unwrap_or("");
    let host = site.split([':', '/']).next().unwrap_or("");
    let address = project
        .email
        .clone()
        .unwrap_or_else(|| format!("jira@{host}"));
    ok(&json!({ "emailAddress": address }))
}

fn set_email(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let wanted = body["emailAddress"].as_str().unwrap_or("").trim();
    let mut state = call.write();
    let number = administered(call, &state, only_id(call)?)?.id;
    let well_formed = wanted
        .split_once('@')
        .is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
    if !wanted.is_empty() && !well_formed {
        return Err(errors::bad_request("The email address is invalid."));
    }
    if let Some(project) = state.jira.projects.get_mut(number) {
        project.email = (!wanted.is_empty()).then(|| wanted.to_owned());
    }
    Ok(Reply::empty(204))
}
