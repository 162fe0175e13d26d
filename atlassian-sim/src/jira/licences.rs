//! Licences and their approximate counts.

use serde_json::{Value, json};

use super::MANAGE;
use crate::call::Call;
use crate::errors;
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::Login;
use crate::routes::Operation;
use crate::state::permissions::ADMINISTER;

const READ: &[&str] = &["read:license:jira"];

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::new("GET", "/rest/api/3/instance/license", Login, plans).scopes(MANAGE, READ),
    Operation::new(
        "GET",
        "/rest/api/3/license/approximateLicenseCount",
        Login,
        total,
    )
    .scopes(MANAGE, READ),
    Operation::new(
        "GET",
        "/rest/api/3/license/approximateLicenseCount/product/{applicationKey}",
        Login,
        product,
    )
    .scopes(MANAGE, READ),
];

fn plans(call: &Call<'_>) -> Answer {
    let state = call.read();
    let plans: Vec<Value> = state
        .roles
        .iter()
        .map(|role| json!({ "id": role.key, "plan": role.plan }))
        .collect();
    ok(&json!({ "applications": plans }))
}

fn need_admin(call: &Call<'_>) -> Result<(), Reply> {
    call.need(
        ADMINISTER,
        "Only Jira administrators can access license details.",
    )
}

/// Counts are strings, and up to a week old: they do not follow changes.
fn total(call: &Call<'_>) -> Answer {
    need_admin(call)?;
    let count = call.read().counted_last;
    ok(&json!({ "key": "license.totalApproximateUserCount", "value": count.to_string() }))
}

fn product(call: &Call<'_>) -> Answer {
    need_admin(call)?;
    let state = call.read();
    let key = call.param();
    let Some(role) = state.roles.iter().find(|role| role.key == key) else {
        return Err(errors::bad_request(format!(
            "Invalid application key: {key}"
        )));
    };
    ok(&json!({
        "key": format!("license.{key}.approximateUserCount"),
        "value": role.counted_last.to_string(),
    }))
}
