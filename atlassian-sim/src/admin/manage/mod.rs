//! User management: what an organization may do to the accounts it manages.

mod lifecycle;
mod privileges;
pub(crate) mod profile;
mod tokens;

use serde_json::{Value, json};

use crate::call::Call;
use crate::errors;
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::UserManagement;
use crate::routes::Operation;
use crate::state::State;
use privileges::Privilege;

pub(crate) const OPERATIONS: &[Operation] = &[
    Operation::new("GET", "/users/{account_id}/manage", UserManagement, show),
    Operation::new(
        "POST",
        "/users/{account_id}/manage/lifecycle/disable",
        UserManagement,
        lifecycle::disable,
    ),
    Operation::new(
        "POST",
        "/users/{account_id}/manage/lifecycle/enable",
        UserManagement,
        lifecycle::enable,
    ),
    Operation::new(
        "POST",
        "/users/{account_id}/manage/lifecycle/delete",
        UserManagement,
        lifecycle::delete,
    ),
    Operation::new(
        "POST",
        "/users/{account_id}/manage/lifecycle/cancel-delete",
        UserManagement,
        lifecycle::cancel_delete,
    ),
    Operation::new(
        "GET",
        "/users/{account_id}/manage/api-tokens",
        UserManagement,
        tokens::list,
    ),
    Operation::new(
        "DELETE",
        "/users/{account_id}/manage/api-tokens/{tokenId}",
        UserManagement,
        tokens::delete,
    ),
];

/// The account of the path, which must be one that the organization manages.
fn managed(call: &Call<'_>, state: &State) -> Result<u32, Reply> {
    let account = state.users.known(call.param());
    let account = account.ok_or_else(|| errors::user_management(404, "accountNotFound"))?;
    if state.org.manages(state.users.get(account)) {
        Ok(account)
    } else {
        Err(errors::user_management(403, "forbidden"))
    }
}

/// The account of the path, to which the caller must be allowed to do this.
fn allowed(call: &Call<'_>, state: &State, privilege: Privilege) -> Result<u32, Reply> {
    let account = managed(call, state)?;
    match privileges::reason(call, state, account, privilege) {
        None => Ok(account),
        Some(reason) => Err(errors::user_management_with(
            403,
            "forbidden.action",
            &privileges::unallowed(reason),
        )),
    }
}

fn bad_body() -> Reply {
    errors::user_management(400, "bodyParseFailure")
}

/// The body, which must be a JSON object.
fn body(call: &Call<'_>) -> Result<Value, Reply> {
    match serde_json::from_slice(call.body) {
        Ok(body @ Value::Object(_)) => Ok(body),
        _ => Err(bad_body()),
    }
}

/// 400 with the constraint that a field violates.
fn violated(field: &str, constraint: &str) -> Reply {
    let violation = json!({ "field": field, "violations": [{ "key": constraint }] });
    errors::user_management_with(
        400,
        "fieldConstraintsViolated",
        &json!({ "fieldViolations": [violation] }),
    )
}

fn show(call: &Call<'_>) -> Answer {
    let state = call.read();
    let account = managed(call, &state)?;
    ok(&privileges::view(call, &state, account))
}
