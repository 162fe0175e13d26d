//! Reading the groups of the directory.

use serde_json::{Value, json};

use super::shared::{
    bad_body, choices, cursors, limit, not_found, optional_body, query_as_body, resume, scope,
    seal, sort_by, texts,
};
use super::user_roles::{LISTS as ROLE_LISTS, RoleFilter};
use crate::call::Call;
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::Organization;
use crate::routes::Operation;
use crate::state::State;
use crate::state::groups::{JIRA_ADMINS, ORG_ADMINS, SITE_ADMINS};
use crate::state::org::products::{OrgRole, Product, Resource};

const READ: &str = "read:groups:admin";

pub(crate) const OPERATIONS: &[Operation] = &[
    Operation::new(
        "GET",
        "/admin/v2/orgs/{orgId}/directories/{directoryId}/groups",
        Organization(READ),
        list,
    ),
    Operation::new(
        "POST",
        "/admin/v2/orgs/{orgId}/directories/{directoryId}/groups/search",
        Organization(READ),
        search,
    ),
    Operation::new(
        "GET",
        "/admin/v2/orgs/{orgId}/directories/{directoryId}/groups/count",
        Organization(READ),
        count,
    ),
    Operation::new(
        "GET",
        "/admin/v2/orgs/{orgId}/directories/{directoryId}/groups/stats",
        Organization(READ),
        stats,
    ),
    Operation::new(
        "GET",
        "/admin/v2/orgs/{orgId}/directories/{directoryId}/groups/{groupId}",
        Organization(READ),
        get,
    ),
    Operation::new(
        "GET",
        "/admin/v2/orgs/{orgId}/directories/{directoryId}/groups/{groupId}/role-assignments",
        Organization(READ),
        role_assignments,
    ),
];

const LISTS: &[&str] = &[
    "directoryIds",
    "accountIds",
    "groupIds",
    "resourceOwners",
    "resourceIds",
    "roleIds",
];

/// Which numbers go with a group.
#[derive(Debug, Clone, Copy)]
pub(super) struct Counts {
    users: bool,
    resources: bool,
}

pub(super) const ALL_COUNTS: Counts = Counts {
    users: true,
    resources: true,
};

/// The groups by which the organization itself gives its administrators their rights.
pub(super) fn is_admins(slot: u32) -> bool {
    [ORG_ADMINS, SITE_ADMINS, JIRA_ADMINS].contains(&slot)
}

pub(super) fn view(state: &State, slot: u32, counts: Counts) -> Value {
    let group = state.groups.get(slot);
    let mut view = json!({
        "id": &*group.id,
        "name": group.name,
        "description": state.group_description(slot),
        "directoryId": state.org.directory_id,
        "externalSynced": group.external,
        "managedBy": if group.external { "external" } else { "admins" },
        "managementAccess": {
            "readable": true,
            "modifiable": !group.external,
            "deletable": !group.external && !is_admins(slot),
        },
        "links": { "self": seal(&group.id) },
    });
    if counts.users {
        view["counts"]["users"] = group.members.len().into();
    }
    if counts.resources {
        let products = Product::ALL.into_iter().map(Resource::Product);
        let held = products.filter(|product| !state.group_roles(slot, *product).is_empty());
        view["counts"]["resources"] = held.count().into();
    }
    view
}

/// The group that the path names.
pub(super) fn named(call: &Call<'_>, state: &State) -> Result<u32, Reply> {
    let found = state.groups.find(call.nth_param(2));
    found.ok_or_else(|| not_found("ADMIN-404-10", "group"))
}

fn list(call: &Call<'_>) -> Answer {
    let mut request = query_as_body(call, LISTS);
    // The object `counts` comes as its fields, or as one piece of JSON.
    let flag = |name: &str| request[name] == true || request["counts"][name] == true;
    let mut expand = Vec::new();
    if flag("includeUsers") {
        expand.push("counts.users");
    }
    if flag("includeResources") {
        expand.push("counts.resources");
    }
    if !expand.is_empty() {
        request["expand"] = expand.into();
    }
    page(call, request)
}

fn search(call: &Call<'_>) -> Answer {
    page(call, optional_body(call)?)
}

fn page(call: &Call<'_>, request: Value) -> Answer {
    let state = call.read();
    scope(call, &state)?;
    let (request, start) = resume(request)?;
    let size = limit(&request, 20, 100)?;
    let expand = choices(&request, "expand", 2, &["counts.resources", "counts.users"])?;
    let has = |name: &str| expand.iter().flatten().any(|held| held == name);
    let counts = Counts {
        users: has("counts.users"),
        resources: has("counts.resources"),
    };
    let mut rows = matching(call, &state, &request)?;
    if sort_by(&request, "name")? == Some(true) {
        rows.reverse();
    }
    let end = start.saturating_add(size);
    let next = (end < rows.len()).then_some(end);
    let data: Vec<Value> = rows
        .into_iter()
        .skip(start)
        .take(size)
        .map(|slot| view(&state, slot, counts))
        .collect();
    ok(&json!({ "data": data, "links": cursors(&request, start, next) }))
}

/// The groups that a request asks for, by name.
fn matching(call: &Call<'_>, state: &State, request: &Value) -> Result<Vec<u32>, Reply> {
    let term = request["searchTerm"].as_str().map(str::to_lowercase);
    let names = texts(request, "groupNames", 100)?;
    if term.is_some() && names.is_some() {
        return Err(bad_body(
            "The fields searchTerm and groupNames cannot be used together.",
        ));
    }
    let ids = texts(request, "groupIds", 10)?;
    if ids.is_some() && names.is_some() {
        return Err(bad_body(
            "The fields groupIds and groupNames cannot be used together.",
        ));
    }
    let names: Option<Vec<String>> = names.map(|names| {
        let lower = names.iter().map(|name| name.to_lowercase());
        lower.collect()
    });
    let directories = texts(request, "directoryIds", 10)?;
    let accounts = texts(request, "accountIds", 10)?.map(|ids| {
        let known = ids.iter().filter_map(|id| state.users.known(id));
        known.collect::<Vec<u32>>()
    });
    let known = OrgRole::ALL.map(OrgRole::as_str);
    choices(request, "roleIds", 10, &known)?;
    let roles = ["resourceOwners", "resourceIds", "roleIds"]
        .iter()
        .any(|name| request.get(*name).is_some_and(|value| !value.is_null()));
    let filter = RoleFilter::of(request)?;
    let world = call.world;
    let has_role = |slot: u32| {
        Resource::all().any(|resource| {
            let ari = resource.ari(&world.cloud_id, &world.org_id);
            let held = state.group_roles(slot, resource);
            filter.fits_resource(resource, &ari) && held.iter().any(|role| filter.fits_role(*role))
        })
    };
    if directories.is_some_and(|ids| !ids.contains(&state.org.directory_id)) {
        return Ok(Vec::new());
    }
    Ok(state
        .groups
        .listed()
        .filter(|(slot, group)| {
            let has_member = |accounts: &Vec<u32>| {
                let mut members = accounts.iter();
                members.any(|account| group.members.binary_search(account).is_ok())
            };
            let is_named = |names: &Vec<String>| names.contains(&group.name.to_lowercase());
            ids.as_ref()
                .is_none_or(|ids| ids.iter().any(|id| id == &*group.id))
                && names.as_ref().is_none_or(is_named)
                && term
                    .as_ref()
                    .is_none_or(|term| group.name.to_lowercase().contains(term))
                && accounts.as_ref().is_none_or(has_member)
                && (!roles || has_role(*slot))
        })
        .map(|(slot, _)| slot)
        .collect())
}

fn count(call: &Call<'_>) -> Answer {
    let state = call.read();
    scope(call, &state)?;
    let request = query_as_body(call, LISTS);
    ok(&json!({ "count": matching(call, &state, &request)?.len() }))
}

fn stats(call: &Call<'_>) -> Answer {
    let state = call.read();
    scope(call, &state)?;
    let all = state.groups.listed().count();
    let external = state.groups.listed().filter(|(_, group)| group.external);
    let external = external.count();
    ok(&json!({
        "totals": { "all": all, "managed": external, "synced": external },
        "types": [{ "type": "USERBASE_GROUP", "count": all }],
    }))
}

fn get(call: &Call<'_>) -> Answer {
    let state = call.read();
    scope(call, &state)?;
    let slot = named(call, &state)?;
    let mut view = view(&state, slot, ALL_COUNTS);
    if let Some(view) = view.as_object_mut() {
        view.remove("links");
    }
    ok(&json!({ "data": view }))
}

fn role_assignments(call: &Call<'_>) -> Answer {
    let state = call.read();
    scope(call, &state)?;
    let slot = named(call, &state)?;
    let (request, start) = resume(query_as_body(call, ROLE_LISTS))?;
    let size = limit(&request, 20, 100)?;
    let filter = RoleFilter::of(&request)?;
    let world = call.world;
    let rows: Vec<Value> = Resource::all()
        .filter_map(|resource| {
            let ari = resource.ari(&world.cloud_id, &world.org_id);
            let roles = state.group_roles(slot, resource);
            let wanted = filter.fits_resource(resource, &ari)
                && roles.iter().any(|role| filter.fits_role(*role));
            let names: Vec<&str> = roles.iter().map(|role| role.as_str()).collect();
            let default = state.is_default_group(slot, resource);
            wanted.then(|| {
                json!({
                    "resourceId": ari,
                    "resourceOwner": resource.owner(),
                    "roles": names,
                    "defaultRole": default.then_some(OrgRole::User.as_str()),
                })
            })
        })
        .collect();
    let end = start.saturating_add(size);
    let next = (end < rows.len()).then_some(end);
    let data: Vec<Value> = rows.into_iter().skip(start).take(size).collect();
    ok(&json!({ "data": data, "links": cursors(&request, start, next) }))
}
