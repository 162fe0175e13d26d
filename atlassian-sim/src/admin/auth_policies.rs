//! Authentication policies: which managed account logs in how.

use serde_json::{Value, json};

use super::policies::no_such_policy;
use super::shared::{bad_body, body, not_found, texts};
use crate::call::Call;
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::Organization;
use crate::routes::Operation;
use crate::state::org::events::{About, Action};
use crate::state::org::policies::Task;

pub(crate) const OPERATIONS: &[Operation] = &[
    Operation::new(
        "POST",
        "/admin/control/v1/orgs/{orgId}/auth-policy/{policyId}/add-users",
        Organization("write:policies:admin"),
        add_users,
    ),
    Operation::new(
        "GET",
        "/admin/control/v1/orgs/{orgId}/auth-policy/task/{taskId}",
        Organization("read:policies:admin"),
        task,
    ),
    Operation::new(
        "POST",
        "/admin/control/v1/orgs/{orgId}/users/auth-policies/bulk-fetch",
        Organization("write:policies:admin"),
        bulk_fetch,
    ),
];

/// The account ids of a body; clients know the field by two names.
fn ids(body: &Value) -> Result<Vec<String>, Reply> {
    let named = if body.get("userIds").is_some() {
        "userIds"
    } else {
        "users"
    };
    texts(body, named, 1_000)?.ok_or_else(|| bad_body("The account ids are required."))
}

/// The policy is changed by a task, whose end tells whom it could not be changed for.
fn add_users(call: &Call<'_>) -> Answer {
    let ids = ids(&body(call)?)?;
    let mut guard = call.write();
    let state = &mut *guard;
    let policy = call.nth_param(1);
    let mut policies = state.org.auth_policies.list.iter();
    let at = policies
        .position(|held| held.id == policy)
        .ok_or_else(no_such_policy)?;
    let mut failed = Vec::new();
    for id in ids {
        match state.users.known(&id) {
            Some(account) if state.org.manages(state.users.get(account)) => {
                state.org.auth_policies.chosen.insert(account, at);
            }
            Some(_) => failed.push((id, "The account is not managed.".to_owned())),
            None => failed.push((id, "The account was not found.".to_owned())),
        }
    }
    let id = state.rng.uuid();
    let started = call.now();
    let task = Task { started, failed };
    state.org.auth_policies.tasks.insert(id.clone(), task);
    let about = [About::Other("policies", policy, policy)];
    state.note_event(started, call.actor(), Action::PolicyUpdated, &about);
    ok(&json!({ "taskId": id }))
}

fn task(call: &Call<'_>) -> Answer {
    let id = call.nth_param(1);
    let state = call.read();
    let task = state.org.auth_policies.tasks.get(id);
    let task = task.ok_or_else(|| not_found("ADMIN-404-1", "task"))?;
    let status = task.status(call.now());
    let errors: Vec<Value> = if status == "IN_PROGRESS" {
        Vec::new()
    } else {
        let failed = task.failed.iter();
        failed
            .map(|(id, reason)| json!({ "userId": id, "message": reason }))
            .collect()
    };
    ok(&json!({ "taskId": id, "status": status, "errors": errors }))
}

/// Accounts that are not managed are left out.
fn bulk_fetch(call: &Call<'_>) -> Answer {
    let ids = ids(&body(call)?)?;
    let state = call.read();
    let held = &state.org.auth_policies;
    let data: Vec<Value> = ids
        .iter()
        .filter_map(|id| {
            let account = state.users.known(id)?;
            if !state.org.manages(state.users.get(account)) {
                return None;
            }
            let policy = held.list.get(*held.chosen.get(&account).unwrap_or(&0))?;
            Some(json!({
                "userId": id,
                "authPolicy": { "id": policy.id, "name": policy.name },
            }))
        })
        .collect();
    ok(&json!({ "data": data }))
}
