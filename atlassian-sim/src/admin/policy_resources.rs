//! What a policy applies to.

use serde_json::{Value, json};

use super::policies::{accepted, no_such_policy, view as policy_view};
use super::shared::{bad_request, body, not_found};
use crate::call::Call;
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::Organization;
use crate::routes::Operation;
use crate::state::State;
use crate::state::org::events::{About, Action};
use crate::state::org::policies::{Policy, PolicyResource};

const READ: &str = "read:policies:admin";
const WRITE: &str = "write:policies:admin";

pub(crate) const OPERATIONS: &[Operation] = &[
    Operation::new(
        "POST",
        "/admin/v1/orgs/{orgId}/policies/{policyId}/resources",
        Organization(WRITE),
        add_accepted,
    ),
    Operation::new(
        "PUT",
        "/admin/v1/orgs/{orgId}/policies/{policyId}/resources/{resourceId}",
        Organization(WRITE),
        update_accepted,
    ),
    Operation::new(
        "DELETE",
        "/admin/v1/orgs/{orgId}/policies/{policyId}/resources/{resourceId}",
        Organization(WRITE),
        remove_silently,
    ),
    Operation::new(
        "GET",
        "/admin/control/v1/orgs/{orgId}/policies/{policyId}/resources",
        Organization(READ),
        list,
    ),
    Operation::new(
        "POST",
        "/admin/control/v1/orgs/{orgId}/policies/{policyId}/resources",
        Organization(WRITE),
        add,
    ),
    Operation::new(
        "DELETE",
        "/admin/control/v1/orgs/{orgId}/policies/{policyId}/resources",
        Organization(WRITE),
        clear,
    ),
    Operation::new(
        "PUT",
        "/admin/control/v1/orgs/{orgId}/policies/{policyId}/resources/{resourceId}",
        Organization(WRITE),
        update,
    ),
    Operation::new(
        "DELETE",
        "/admin/control/v1/orgs/{orgId}/policies/{policyId}/resources/{resourceId}",
        Organization(WRITE),
        remove,
    ),
    Operation::new(
        "GET",
        "/admin/control/v2/orgs/{orgId}/policies/{policyId}/resources",
        Organization(READ),
        list,
    ),
    Operation::new(
        "DELETE",
        "/admin/control/v2/orgs/{orgId}/policies/{policyId}/resources",
        Organization(WRITE),
        clear,
    ),
];

pub(super) fn view(now: i64, resource: &PolicyResource) -> Value {
    let mut view = json!({ "id": resource.id, "applicationStatus": resource.status(now) });
    for (name, value) in [("meta", &resource.meta), ("links", &resource.links)] {
        if value.is_object() {
            view[name] = value.clone();
        }
    }
    view
}

fn invalid() -> Reply {
    bad_request("ADMIN-400-4", "The resource is not valid.")
}

fn read(value: &Value, now: i64) -> Result<PolicyResource, Reply> {
    let id = value["id"].as_str().filter(|id| !id.is_empty());
    Ok(PolicyResource {
        id: id.ok_or_else(invalid)?.to_owned(),
        meta: value["meta"].clone(),
        links: value["links"].clone(),
        since: now,
    })
}

pub(super) fn read_all(value: &Value, now: i64) -> Result<Vec<PolicyResource>, Reply> {
    let list = value.as_array().ok_or_else(invalid)?;
    list.iter().map(|value| read(value, now)).collect()
}

/// Changes the policy of the path under one lock, notes it, and answers with what it has become.
fn change(call: &Call<'_>, alter: impl FnOnce(&mut Policy) -> Result<(), Reply>) -> Answer {
    let now = call.now();
    let mut guard = call.write();
    let state: &mut State = &mut guard;
    let policy = state.org.policies.find_mut(call.nth_param(1));
    let policy = policy.ok_or_else(no_such_policy)?;
    alter(policy)?;
    policy.updated = now;
    let answer = ok(&json!({ "data": policy_view(call, policy) }));
    let (id, name) = (policy.id.clone(), policy.name.clone());
    let about = [About::Other("policies", &id, &name)];
    state.note_event(now, call.actor(), Action::PolicyUpdated, &about);
    answer
}

fn no_such_resource() -> Reply {
    not_found("ADMIN-404-6", "policy resource")
}

fn list(call: &Call<'_>) -> Answer {
    let state = call.read();
    let policy = state.org.policies.find(call.nth_param(1));
    let rows = policy.ok_or_else(no_such_policy)?.resources.iter();
    let data: Vec<Value> = rows.map(|held| view(call.now(), held)).collect();
    ok(&json!({ "data": data }))
}

fn add(call: &Call<'_>) -> Answer {
    let resource = read(&body(call).map_err(|_| invalid())?, call.now())?;
    change(call, |policy| {
        policy.resources.retain(|held| held.id != resource.id);
        policy.resources.push(resource);
        Ok(())
    })
}

fn add_accepted(call: &Call<'_>) -> Answer {
    accepted(add(call))
}

fn update(call: &Call<'_>) -> Answer {
    let body = body(call).map_err(|_| invalid())?;
    let (id, now) = (call.nth_param(2), call.now());
    change(call, |policy| {
        let mut held = policy.resources.iter_mut();
        let held = held
            .find(|held| held.id == id)
            .ok_or_else(no_such_resource)?;
        for (name, field) in [("meta", &mut held.meta), ("links", &mut held.links)] {
            if let Some(value) = body.get(name) {
                *field = value.clone();
            }
        }
        held.since = now;
        Ok(())
    })
}

fn update_accepted(call: &Call<'_>) -> Answer {
    accepted(update(call))
}

fn remove(call: &Call<'_>) -> Answer {
    let id = call.nth_param(2);
    change(call, |policy| {
        let before = policy.resources.len();
        policy.resources.retain(|held| held.id != id);
        if policy.resources.len() == before {
            return Err(no_such_resource());
        }
        Ok(())
    })
}

fn remove_silently(call: &Call<'_>) -> Answer {
    remove(call)?;
    Ok(Reply::empty(204))
}

fn clear(call: &Call<'_>) -> Answer {
    change(call, |policy| {
        policy.resources.clear();
        Ok(())
    })?;
    Ok(Reply::empty(200))
}
