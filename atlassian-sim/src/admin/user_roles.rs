//! The roles of accounts: which they hold, and giving and taking them.

use serde_json::{Value, json};

use super::directory_users::shown;
use super::shared::{cursors, limit, no_such_user, query_as_body, resume, scope, texts};
use super::user_writes::member;
use crate::call::Call;
use crate::errors;
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::Organization;
use crate::routes::Operation;
use crate::state::State;
use crate::state::org::events::{About, Action};
use crate::state::org::products::{OrgRole, Resource};

pub(crate) const OPERATIONS: &[Operation] = &[
    Operation::new(
        "GET",
        "/admin/v2/orgs/{orgId}/directories/{directoryId}/users/{accountId}/role-assignments",
        Organization("read:directories:admin"),
        list,
    ),
    Operation::new(
        "POST",
        "/admin/v1/orgs/{orgId}/users/{userId}/roles/assign",
        Organization(""),
        assign,
    ),
    Operation::new(
        "POST",
        "/admin/v1/orgs/{orgId}/users/{userId}/roles/revoke",
        Organization(""),
        revoke,
    ),
    Operation::new(
        "POST",
        "/admin/v1/orgs/{orgId}/users/{userId}/role-assignments/assign",
        Organization(""),
        assign_org_role,
    ),
    Operation::new(
        "POST",
        "/admin/v1/orgs/{orgId}/users/{userId}/role-assignments/revoke",
        Organization(""),
        revoke_org_role,
    ),
];

pub(super) const LISTS: &[&str] = &["directoryIds", "resourceOwners", "resourceIds", "roleIds"];

/// Which resources and roles a listing of role assignments asks for.
pub(super) struct RoleFilter {
    owners: Option<Vec<String>>,
    resources: Option<Vec<String>>,
    roles: Option<Vec<String>>,
}

impl RoleFilter {
    pub(super) fn of(request: &Value) -> Result<Self, Reply> {
        Ok(Self {
            owners: texts(request, "resourceOwners", 10)?,
            resources: texts(request, "resourceIds", 20)?,
            roles: texts(request, "roleIds", 10)?,
        })
    }

    pub(super) fn fits_resource(&self, resource: Resource, ari: &String) -> bool {
        let owner = resource.owner();
        let is_among = |owners: &Vec<String>| owners.iter().any(|held| held == owner);
        self.owners.as_ref().is_none_or(is_among)
            && self.resources.as_ref().is_none_or(|ids| ids.contains(ari))
    }

    pub(super) fn fits_role(&self, role: OrgRole) -> bool {
        let named = |ids: &Vec<String>| ids.iter().any(|id| id == role.as_str());
        self.roles.as_ref().is_none_or(named)
    }
}

fn list(call: &Call<'_>) -> Answer {
    let state = call.read();
    let scope = scope(call, &state)?;
    let account = state
        .users
        .known(call.nth_param(2))
        .filter(|account| shown(&state, scope, *account))
        .ok_or_else(no_such_user)?;
    let (request, start) = resume(query_as_body(call, LISTS))?;
    let size = limit(&request, 20, 100)?;
    let filter = RoleFilter::of(&request)?;
    let rows: Vec<Value> = Resource::all()
        .filter_map(|resource| assignment(call, &state, account, resource, &filter))
        .collect();
    let end = start.saturating_add(size);
    let next = (end < rows.len()).then_some(end);
    let data: Vec<Value> = rows.into_iter().skip(start).take(size).collect();
    ok(&json!({ "data": data, "links": cursors(&request, start, next) }))
}

/// The roles of an account on one resource; nothing where it has none.
fn assignment(
    call: &Call<'_>,
    state: &State,
    account: u32,
    resource: Resource,
    filter: &RoleFilter,
) -> Option<Value> {
    let ari = resource.ari(&call.world.cloud_id, &call.world.org_id);
    if !filter.fits_resource(resource, &ari) {
        return None;
    }
    let held = state.user_roles(account, resource);
    if !held.iter().any(|held| filter.fits_role(held.role)) {
        return None;
    }
    let roles: Vec<&str> = held.iter().map(|held| held.role.as_str()).collect();
    let assignments: Vec<Value> = held
        .iter()
        .map(|held| {
            let ways = [(held.direct, "direct"), (held.by_group, "group_direct")];
            let methods: Vec<&str> = ways
                .into_iter()
                .filter(|(so, _)| *so)
                .map(|(_, name)| name)
                .collect();
            json!({ "role": held.role.as_str(), "roleAssignmentMethods": methods })
        })
        .collect();
    // The roles on the organization and its sites belong to no directory.
    let directory = match resource {
        Resource::Product(_) => Value::from(state.org.directory_id.as_str()),
        Resource::Org | Resource::Site => Value::Null,
    };
    Some(json!({
        "resourceId": ari,
        "resourceOwner": resource.owner(),
        "roles": roles,
        "roleAssignments": assignments,
        "directoryId": directory,
        "userDirectoryStatus": state.users.get(account).membership.as_str(),
    }))
}

pub(super) fn bad_role(code: &str, detail: &str) -> Reply {
    errors::admin(400, code, "Bad Request", detail)
}

pub(super) fn no_seat() -> Reply {
    errors::admin(
        409,
        "ADMIN-UAM-409-3",
        "Conflict",
        "The user limit of the product is exceeded.",
    )
}

/// The resource with this identifier.
pub(super) fn resource_of(call: &Call<'_>, ari: &str) -> Option<Resource> {
    let world = call.world;
    Resource::all().find(|resource| resource.ari(&world.cloud_id, &world.org_id) == ari)
}

/// What the body names: of the organization's own role the resource does not matter.
fn wanted(call: &Call<'_>) -> Result<(Resource, OrgRole), Reply> {
    let malformed = |detail| bad_role("ADMIN-UAM-400-1", detail);
    let body: Value = serde_json::from_slice(call.body)
        .map_err(|_| malformed("The request body is not valid JSON."))?;
    let role = body["role"]
        .as_str()
        .and_then(OrgRole::parse)
        .filter(|role| !matches!(role, OrgRole::Viewer | OrgRole::AiAccess))
        .ok_or_else(|| malformed("The role is not valid."))?;
    if role == OrgRole::OrgAdmin {
        return Ok((Resource::Org, role));
    }
    let ari = body["resource"]
        .as_str()
        .ok_or_else(|| malformed("The resource is required for this role."))?;
    let resource = resource_of(call, ari).ok_or_else(unknown_resource)?;
    if role.fits(resource) {
        Ok((resource, role))
    } else {
        Err(bad_role(
            "ADMIN-UAM-400-3",
            "The role does not exist on this resource.",
        ))
    }
}

pub(super) fn unknown_resource() -> Reply {
    errors::admin(
        404,
        "ADMIN-UAM-404-1",
        "Not Found",
        "The resource was not found.",
    )
}

/// The account of the path, with the code that these operations give.
fn holder(call: &Call<'_>, state: &State) -> Result<u32, Reply> {
    member(state, call.nth_param(1)).map_err(|_| {
        errors::admin(
            404,
            "ADMIN-UAM-404-1",
            "Not Found",
            "The user was not found.",
        )
    })
}

fn assign(call: &Call<'_>) -> Answer {
    let (resource, role) = wanted(call)?;
    give(call, resource, role)
}

fn revoke(call: &Call<'_>) -> Answer {
    let (resource, role) = wanted(call)?;
    take(call, resource, role)
}

fn give(call: &Call<'_>, resource: Resource, role: OrgRole) -> Answer {
    let mut state = call.write();
    let account = holder(call, &state)?;
    if !state.users.get(account).active() {
        return Err(bad_role("ADMIN-UAM-400-2", "The user is not active."));
    }
    state
        .assign_role(account, resource, role)
        .map_err(|_| no_seat())?;
    note(call, &mut state, account, role, Action::RoleGranted);
    Ok(Reply::empty(204))
}

fn take(call: &Call<'_>, resource: Resource, role: OrgRole) -> Answer {
    let mut state = call.write();
    let account = holder(call, &state)?;
    state.revoke_role(account, resource, role);
    note(call, &mut state, account, role, Action::RoleRevoked);
    Ok(Reply::empty(204))
}

fn note(call: &Call<'_>, state: &mut State, account: u32, role: OrgRole, action: Action) {
    let about = [
        About::User(account),
        About::Other("roles", role.as_str(), role.as_str()),
    ];
    state.note_event(call.now(), call.actor(), action, &about);
}

/// The body must name the one role that is the organization's own.
fn org_role(call: &Call<'_>) -> Result<(), Reply> {
    let body: Option<Value> = serde_json::from_slice(call.body).ok();
    let role = body.as_ref().and_then(|body| body.get("role")?.as_str());
    if role == Some(OrgRole::OrgAdmin.as_str()) {
        Ok(())
    } else {
        Err(bad_role("ADMIN-UAM-400-1", "The role is not valid."))
    }
}

fn assign_org_role(call: &Call<'_>) -> Answer {
    org_role(call)?;
    give(call, Resource::Org, OrgRole::OrgAdmin)
}

fn revoke_org_role(call: &Call<'_>) -> Answer {
    org_role(call)?;
    take(call, Resource::Org, OrgRole::OrgAdmin)
}
