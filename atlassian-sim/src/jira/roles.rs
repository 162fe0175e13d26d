//! Application roles.

use serde_json::{Value, json};

use super::MANAGE;
use super::views::group_name;
use crate::call::Call;
use crate::errors;
use crate::reply::{Answer, ok};
use crate::routes::Access::Login;
use crate::routes::Operation;
use crate::state::State;
use crate::state::roles::Role;

const READ: &[&str] = &["read:application-role:jira"];

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::new("GET", "/rest/api/3/applicationrole", Login, list).scopes(MANAGE, READ),
    Operation::new("GET", "/rest/api/3/applicationrole/{key}", Login, get).scopes(MANAGE, READ),
];

fn view(call: &Call<'_>, state: &State, role: &Role) -> Value {
    let names = |slots: &[u32]| -> Vec<&str> {
        slots
            .iter()
            .map(|s| state.groups.get(*s).name.as_str())
            .collect()
    };
    let details = |slots: &[u32]| -> Vec<Value> {
        slots
            .iter()
            .map(|s| group_name(call, state.groups.get(*s)))
            .collect()
    };
    let count = state.count(role);
    let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let seats = role.seats.map_or(-1, number);
    let left = role
        .seats
        .map_or(-1, |seats| number(seats.saturating_sub(count)));
    json!({
        "key": role.key,
        "groups": names(&role.groups),
        "groupDetails": details(&role.groups),
        "name": role.name,
        "defaultGroups": names(&role.default_groups),
        "defaultGroupsDetails": details(&role.default_groups),
        "selectedByDefault": role.selected_by_default,
        "defined": true,
        "numberOfSeats": seats,
        "remainingSeats": left,
        "userCount": count,
        "userCountDescription": role.counted,
        "hasUnlimitedSeats": role.seats.is_none(),
        "platform": role.platform,
    })
}

fn list(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let state = call.read();
    ok(&state
        .roles
        .iter()
        .map(|role| view(call, &state, role))
        .collect())
}

fn get(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let state = call.read();
    let key = call.param();
    match state.roles.iter().find(|role| role.key == key) {
        Some(role) => ok(&view(call, &state, role)),
        None => Err(errors::jira(
            404,
            format!("No application role found with key '{key}'."),
        )),
    }
}
