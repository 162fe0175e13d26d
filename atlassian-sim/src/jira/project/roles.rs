//! Who plays which role in a project.

use serde_json::{Value, json};

use super::{no_such_project, visible};
use crate::call::Call;
use crate::errors;
use crate::jira::forms::path_id;
use crate::jira::role_definitions::{
    self, actor_views, add_actors, no_such_role, read_actors, removed_actor,
};
use crate::jira::views::config::scope;
use crate::jira::views::project::roles;
use crate::jira::views::url;
use crate::jira::{MANAGE, MANAGE_PROJECT, READ_WORK};
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::{Anonymous, Login};
use crate::routes::Operation;
use crate::state::State;
use crate::state::jira::config::{Actors, ProjectRole};
use crate::state::jira::project::Project;

const WRITE_PROJECT_ROLE: &[&str] = &[
    "read:user:jira",
    "read:group:jira",
    "read:project-role:jira",
    "read:project:jira",
    "write:project-role:jira",
    "read:avatar:jira",
    "read:project-category:jira",
];

pub(in crate::jira) const OPERATIONS: &[Operation] = &[
    Operation::new(
        "GET",
        "/rest/api/3/project/{projectIdOrKey}/role",
        Anonymous,
        list,
    )
    .scopes(READ_WORK, &["read:project-role:jira"]),
    Operation::new(
        "GET",
        "/rest/api/3/project/{projectIdOrKey}/roledetails",
        Anonymous,
        details,
    )
    .scopes(
        READ_WORK,
        &[
            "read:project-category:jira",
            "read:project-role:jira",
            "read:project:jira",
            "read:avatar:jira",
        ],
    ),
    Operation::new(
        "GET",
        "/rest/api/3/project/{projectIdOrKey}/role/{id}",
        Anonymous,
        get,
    )
    .scopes(
        READ_WORK,
        &[
            "read:user:jira",
            "read:group:jira",
            "read:project-role:jira",
            "read:project:jira",
            "read:avatar:jira",
            "read:project-category:jira",
        ],
    ),
    Operation::new(
        "POST",
        "/rest/api/3/project/{projectIdOrKey}/role/{id}",
        Anonymous,
        add,
    )
    .scopes(MANAGE, WRITE_PROJECT_ROLE),
    Operation::new(
        "PUT",
        "/rest/api/3/project/{projectIdOrKey}/role/{id}",
        Login,
        set,
    )
    .scopes(MANAGE_PROJECT, WRITE_PROJECT_ROLE),
    Operation::new(
        "DELETE",
        "/rest/api/3/project/{projectIdOrKey}/role/{id}",
        Anonymous,
        remove,
    )
    .scopes(MANAGE_PROJECT, &["delete:project-role:jira"]),
];

/// The roles that a project has: the site's and its own.
fn known(state: &State, project: u32) -> impl Iterator<Item = (u32, &ProjectRole)> {
    let all = state.jira.config.roles.iter();
    all.filter(move |(_, role)| role.project.is_none_or(|p| p == project))
        .map(|(id, role)| (*id, role))
}

fn list(call: &Call<'_>) -> Answer {
    let state = call.read();
    let project = visible(call, &state, call.param())?;
    ok(&roles(call, &state, project))
}

fn details(call: &Call<'_>) -> Answer {
    let state = call.read();
    let project = visible(call, &state, call.param())?;
    let mine = call.query.flag("currentMember");
    let plays = |id: u32| {
        let actors = project.roles.get(&id);
        call.caller.is_some_and(|account| {
            actors.is_some_and(|a| a.users.contains(&account) || state.in_any(account, &a.groups))
        })
    };
    let views: Vec<Value> = known(&state, project.id)
        .filter(|(id, _)| !mine || plays(*id))
        .map(|(id, role)| {
            let mut view = json!({
                "self": url(call, &format!("/project/{}/role/{id}", project.id)),
                "name": role.name,
                "id": id,
                "description": role.description,
                "admin": role.name == "Administrators",
                "default": false,
                "roleConfigurable": true,
                "translatedName": role.name,
                "type": "DEFAULT",
            });
            if let Some(project) = role.project {
                view["scope"] = scope(project);
            }
            view
        })
        .collect();
    ok(&views.into())
}

/// A role with those who play it here.
fn view(call: &Call<'_>, state: &State, project: &Project, id: u32) -> Option<Value> {
    let role = state.jira.config.roles.get(&id)?;
    let none = Actors::default();
    let actors = project.roles.get(&id).unwrap_or(&none);
    let mut view = role_definitions::view(call, id, role);
    view["self"] = url(call, &format!("/project/{}/role/{id}", project.id)).into();
    view["actors"] = actor_views(call, state, actors, call.query.flag("excludeInactiveUsers"));
    Some(view)
}

/// The project and the role, which must be one of the project's. Who may not administer the
/// project is told that it does not exist.
fn wanted<'a>(call: &Call<'_>, state: &'a State) -> Result<(&'a Project, u32), Reply> {
    let project = visible(call, state, call.param())?;
    if !state.edits_project(call.caller, project) {
        return Err(no_such_project(call.param()));
    }
    let role = path_id(call, 1).filter(|id| known(state, project.id).any(|(k, _)| k == *id));
    role.map(|role| (project, role)).ok_or_else(no_such_role)
}

fn shown(call: &Call<'_>, state: &State, project: u32, role: u32) -> Answer {
    let project = state.jira.projects.get(project);
    let view = project.and_then(|p| view(call, state, p, role));
    view.map_or_else(|| Err(no_such_role()), |view| ok(&view))
}

fn get(call: &Call<'_>) -> Answer {
    let state = call.read();
    let (project, role) = wanted(call, &state)?;
    shown(call, &state, project.id, role)
}

fn actors_of(state: &mut State, project: u32, role: u32) -> Option<&mut Actors> {
    let project = state.jira.projects.get_mut(project)?;
    Some(project.roles.entry(role).or_default())
}

fn add(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let mut guard = call.write();
    let state = &mut *guard;
    let (project, role) = wanted(call, state)?;
    let project = project.id;
    let new = read_actors(state, &body, "user", "groupId", "group")?;
    if let Some(actors) = actors_of(state, project, role) {
        add_actors(actors, new)?;
    }
    shown(call, state, project, role)
}

fn set(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let mut guard = call.write();
    let state = &mut *guard;
    let (project, role) = wanted(call, state)?;
    let project = project.id;
    let categorised = &body["categorisedActors"];
    if !categorised.is_object() {
        return Err(errors::bad_request("'categorisedActors' must be given."));
    }
    let new = read_actors(
        state,
        categorised,
        "atlassian-user-role-actor",
        "atlassian-group-role-actor-id",
        "atlassian-group-role-actor",
    )?;
    if let Some(actors) = actors_of(state, project, role) {
        *actors = new;
    }
    shown(call, state, project, role)
}

fn remove(call: &Call<'_>) -> Answer {
    let mut guard = call.write();
    let state = &mut *guard;
    let (project, role) = wanted(call, state)?;
    let project = project.id;
    let gone = removed_actor(call, state)?;
    let actors = actors_of(state, project, role);
    if actors.is_none_or(|actors| !gone.take_from(actors)) {
        return Err(errors::jira(
            404,
            "The user or group does not play this role in the project.",
        ));
    }
    Ok(Reply::empty(204))
}
