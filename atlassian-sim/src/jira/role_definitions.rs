//! Project roles, and who plays them in new projects.

use serde_json::{Value, json};

use super::MANAGE;
use super::forms::path_id;
use super::views::config::scope;
use super::views::url;
use crate::call::Call;
use crate::errors;
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::Login;
use crate::routes::Operation;
use crate::state::State;
use crate::state::jira::config::{Actors, Holder, ProjectRole};

const READ_USER: &[&str] = &[
    "read:user:jira",
    "read:group:jira",
    "read:project-role:jira",
    "read:project:jira",
    "read:avatar:jira",
    "read:project-category:jira",
];
const WRITE_PROJECT_ROLE: &[&str] = &[
    "read:user:jira",
    "read:group:jira",
    "read:project:jira",
    "write:project-role:jira",
    "read:avatar:jira",
    "read:project-category:jira",
    "read:project-role:jira",
];

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::new("GET", "/rest/api/3/role", Login, list).scopes(MANAGE, READ_USER),
    Operation::new("POST", "/rest/api/3/role", Login, create).scopes(MANAGE, WRITE_PROJECT_ROLE),
    Operation::new("GET", "/rest/api/3/role/{id}", Login, get).scopes(MANAGE, READ_USER),
    Operation::new("POST", "/rest/api/3/role/{id}", Login, update_part)
        .scopes(MANAGE, WRITE_PROJECT_ROLE),
    Operation::new("PUT", "/rest/api/3/role/{id}", Login, update)
        .scopes(MANAGE, WRITE_PROJECT_ROLE),
    Operation::new("DELETE", "/rest/api/3/role/{id}", Login, delete)
        .scopes(MANAGE, &["delete:project-role:jira"]),
    Operation::new("GET", "/rest/api/3/role/{id}/actors", Login, actors).scopes(MANAGE, READ_USER),
    Operation::new("POST", "/rest/api/3/role/{id}/actors", Login, add).scopes(
        MANAGE,
        &[
            "read:user:jira",
            "read:group:jira",
            "read:project-role:jira",
            "read:project:jira",
            "write:project-role:jira",
            "read:avatar:jira",
            "read:project-category:jira",
        ],
    ),
    Operation::new("DELETE", "/rest/api/3/role/{id}/actors", Login, remove).scopes(
        MANAGE,
        &[
            "write:project-role:jira",
            "read:user:jira",
            "read:group:jira",
            "read:project-role:jira",
            "read:project:jira",
            "read:avatar:jira",
            "read:project-category:jira",
        ],
    ),
];

pub(super) fn no_such_role() -> Reply {
    errors::jira(404, "Role with given id not found.")
}

pub(super) fn view(call: &Call<'_>, id: u32, role: &ProjectRole) -> Value {
    let mut view = json!({
        "self": url(call, &format!("/role/{id}")),
        "name": role.name,
        "id": id,
        "description": role.description,
    });
    if let Some(project) = role.project {
        view["scope"] = scope(project);
    }
    view
}

/// Those who play a role, people first.
pub(super) fn actor_views(
    call: &Call<'_>,
    state: &State,
    actors: &Actors,
    only_active: bool,
) -> Value {
    let users = actors.users.iter().filter_map(|at| {
        let user = state.users.get(*at);
        (user.visible() && (user.active() || !only_active)).then(|| {
            json!({
                "id": 10_000 + at,
                "displayName": &*user.name,
                "type": "atlassian-user-role-actor",
                "actorUser": { "accountId": &*user.id },
                "avatarUrl": super::views::listed(call, *at, user)["avatarUrls"]["16x16"],
            })
        })
    });
    let groups = actors.groups.iter().filter_map(|slot| {
        let group = state.groups.get(*slot);
        (!group.deleted).then(|| {
            json!({
                "id": 500_000 + slot,
                "displayName": group.name,
                "type": "atlassian-group-role-actor",
                "name": group.name,
                "actorGroup": {
                    "name": group.name,
                    "displayName": group.name,
                    "groupId": &*group.id,
                },
            })
        })
    });
    users.chain(groups).collect()
}

/// The accounts and groups that a body names under these keys. Unknown ones, and inactive
/// accounts, are a 404.
pub(super) fn read_actors(
    state: &State,
    body: &Value,
    users: &str,
    group_ids: &str,
    group_names: &str,
) -> Result<Actors, Reply> {
    let texts = |key: &str| -> Vec<String> {
        let list = body[key].as_array().into_iter().flatten();
        list.map(|v| v.as_str().unwrap_or("").to_owned()).collect()
    };
    let missing = |what: &str| {
        errors::jira(
            404,
            format!(
                "We can't find '{what}' in any accessible user directory. Check they're still \
                 active and available, and try again."
            ),
        )
    };
    let mut actors = Actors::default();
    for account in texts(users) {
        let found = state.users.find(&account);
        let found = found.filter(|at| state.users.get(*at).active());
        actors.users.push(found.ok_or_else(|| missing(&account))?);
    }
    for id in texts(group_ids) {
        actors
            .groups
            .push(state.groups.find(&id).ok_or_else(|| missing(&id))?);
    }
    for name in texts(group_names) {
        let found = state.groups.find_by_name(&name);
        actors.groups.push(found.ok_or_else(|| missing(&name))?);
    }
    Ok(actors)
}

/// Adds to those who play a role; 400 if there is nobody to add, or somebody plays it already.
pub(super) fn add_actors(actors: &mut Actors, new: Actors) -> Result<(), Reply> {
    if new == Actors::default() {
        return Err(errors::bad_request(
            "You must provide at least one user or group.",
        ));
    }
    let known = new.users.iter().any(|u| actors.users.contains(u))
        || new.groups.iter().any(|g| actors.groups.contains(g));
    if known {
        return Err(errors::bad_request(
            "The user or group is already a member of this role.",
        ));
    }
    actors.users.extend(new.users);
    actors.groups.extend(new.groups);
    Ok(())
}

/// One who plays a role.
#[derive(Debug, Clone, Copy)]
pub(super) enum Actor {
    User(u32),
    Group(u32),
}

impl Actor {
    /// Takes this one from the actors; `false` if it was none of them.
    pub(super) fn take_from(self, actors: &mut Actors) -> bool {
        let (list, gone) = match self {
            Self::User(at) => (&mut actors.users, at),
            Self::Group(slot) => (&mut actors.groups, slot),
        };
        let before = list.len();
        list.retain(|one| *one != gone);
        list.len() < before
    }
}

/// The one that `user`, `groupId` or `group` names.
pub(super) fn removed_actor(call: &Call<'_>, state: &State) -> Result<Actor, Reply> {
    let asked = |name| call.query.filled(name);
    let found = match (asked("user"), asked("groupId"), asked("group")) {
        (Some(user), None, None) => state.users.find(user).map(Actor::User),
        (None, Some(id), None) => state.groups.find(id).map(Actor::Group),
        (None, None, Some(name)) => state.groups.find_by_name(name).map(Actor::Group),
        _ => {
            return Err(errors::bad_request(
                "Exactly one of 'user', 'groupId' and 'group' must be given.",
            ));
        }
    };
    found.ok_or_else(|| errors::jira(404, "The user or group was not found."))
}

fn wanted(call: &Call<'_>, state: &State) -> Result<u32, Reply> {
    path_id(call, 0)
        .filter(|id| state.jira.config.roles.contains_key(id))
        .ok_or_else(no_such_role)
}

/// The role with those who play it in new projects.
fn whole(call: &Call<'_>, state: &State, id: u32) -> Option<Value> {
    let role = state.jira.config.roles.get(&id)?;
    let mut shown = view(call, id, role);
    shown["actors"] = actor_views(call, state, &role.default_actors, false);
    Some(shown)
}

fn shown(call: &Call<'_>, state: &State, id: u32) -> Answer {
    whole(call, state, id).map_or_else(|| Err(no_such_role()), |view| ok(&view))
}

fn list(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let state = call.read();
    let ids = state.jira.config.roles.keys();
    ok(&ids.filter_map(|id| whole(call, &state, *id)).collect())
}

fn get(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let state = call.read();
    shown(call, &state, wanted(call, &state)?)
}

/// The name of a role: no blank ends, and no other role's.
fn checked<'a>(state: &State, name: &'a str, own: Option<u32>) -> Result<&'a str, Reply> {
    if name.is_empty() || name.trim() != name || name.chars().count() > 255 {
        return Err(errors::bad_request(
            "The role name must not be empty, start or end with whitespace, or exceed 255 characters.",
        ));
    }
    let mut others = state.jira.config.roles.iter();
    if others.any(|(id, role)| Some(*id) != own && role.name.eq_ignore_ascii_case(name)) {
        return Err(errors::jira(
            409,
            format!("A project role with name '{name}' already exists."),
        ));
    }
    Ok(name)
}

fn create(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let body = call.json()?;
    let mut state = call.write();
    let name = checked(&state, body["name"].as_str().unwrap_or(""), None)?.to_owned();
    let role = ProjectRole {
        name,
        description: body["description"].as_str().unwrap_or("").to_owned(),
        project: None,
        default_actors: Actors::default(),
    };
    let id = state.jira.config.next_id();
    state.jira.config.roles.insert(id, role);
    shown(call, &state, id)
}

/// Name or description; where both are sent, the description is passed over.
fn update_part(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let body = call.json()?;
    let mut state = call.write();
    let id = wanted(call, &state)?;
    let (name, description) = (body["name"].as_str(), body["description"].as_str());
    let name = name
        .map(|name| checked(&state, name, Some(id)))
        .transpose()?;
    if name.is_none() && description.is_none() {
        return Err(errors::bad_request(
            "A name or a description must be given.",
        ));
    }
    if let Some(role) = state.jira.config.roles.get_mut(&id) {
        match (name, description) {
            (Some(name), _) => name.clone_into(&mut role.name),
            (None, Some(description)) => description.clone_into(&mut role.description),
            (None, None) => {}
        }
    }
    shown(call, &state, id)
}

/// Name and description, both of which must be there.
fn update(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let body = call.json()?;
    let mut state = call.write();
    let id = wanted(call, &state)?;
    let (Some(name), Some(description)) = (body["name"].as_str(), body["description"].as_str())
    else {
        return Err(errors::bad_request(
            "A name and a description must be given.",
        ));
    };
    let name = checked(&state, name, Some(id))?;
    if let Some(role) = state.jira.config.roles.get_mut(&id) {
        name.clone_into(&mut role.name);
        description.clone_into(&mut role.description);
    }
    shown(call, &state, id)
}

/// Whether a permission or a level of secrecy is held by the role.
fn in_use(state: &State, id: u32) -> bool {
    let config = &state.jira.config;
    let holder = Holder::ProjectRole(id);
    let permissions = config.permission_schemes.values();
    let levels = config.security_schemes.values().flat_map(|s| &s.levels);
    permissions
        .flat_map(|s| &s.grants)
        .any(|g| g.holder == holder)
        || levels.flat_map(|l| &l.holders).any(|h| *h == holder)
}

/// Gives all that the role holds to another, or to nobody.
fn hand_over(state: &mut State, id: u32, to: Option<u32>) {
    let old = Holder::ProjectRole(id);
    let config = &mut state.jira.config;
    for scheme in config.permission_schemes.values_mut() {
        scheme.grants.retain_mut(|grant| match to {
            Some(to) if grant.holder == old => {
                grant.holder = Holder::ProjectRole(to);
                true
            }
            _ => grant.holder != old,
        });
    }
    for level in config
        .security_schemes
        .values_mut()
        .flat_map(|s| &mut s.levels)
    {
        level.holders.retain_mut(|holder| match to {
            Some(to) if *holder == old => {
                *holder = Holder::ProjectRole(to);
                true
            }
            _ => *holder != old,
        });
    }
    for project in state.jira.projects.all_mut() {
        project.roles.remove(&id);
    }
}

fn delete(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let mut state = call.write();
    let id = wanted(call, &state)?;
    let swap = match call.query.filled("swap") {
        None => None,
        Some(text) => {
            let known = text
                .parse()
                .ok()
                .filter(|to| *to != id && state.jira.config.roles.contains_key(to));
            Some(known.ok_or_else(|| {
                errors::bad_request("The replacement project role was not found.")
            })?)
        }
    };
    if swap.is_none() && in_use(&state, id) {
        return Err(errors::jira(
            409,
            "The project role is in use. Name another one to replace it.",
        ));
    }
    hand_over(&mut state, id, swap);
    state.jira.config.roles.remove(&id);
    Ok(Reply::empty(204))
}

fn default_actors(call: &Call<'_>, state: &State, id: u32) -> Answer {
    let role = state.jira.config.roles.get(&id).ok_or_else(no_such_role)?;
    ok(&json!({ "actors": actor_views(call, state, &role.default_actors, false) }))
}

fn actors(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let state = call.read();
    default_actors(call, &state, wanted(call, &state)?)
}

fn add(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let body = call.json()?;
    let mut state = call.write();
    let id = wanted(call, &state)?;
    let new = read_actors(&state, &body, "user", "groupId", "group")?;
    if let Some(role) = state.jira.config.roles.get_mut(&id) {
        add_actors(&mut role.default_actors, new)?;
    }
    default_actors(call, &state, id)
}

fn remove(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let mut state = call.write();
    let id = wanted(call, &state)?;
    let gone = removed_actor(call, &state)?;
    if let Some(role) = state.jira.config.roles.get_mut(&id) {
        gone.take_from(&mut role.default_actors);
    }
    default_actors(call, &state, id)
}
