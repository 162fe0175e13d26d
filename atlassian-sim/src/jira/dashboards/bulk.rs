//! Changing many dashboards at once.

use serde_json::{Map, Value, json};

use super::super::shares;
use super::{WRITE, WRITING, extended, is_taken, may_edit, owns};
use crate::call::Call;
use crate::errors;
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::Login;
use crate::routes::Operation;
use crate::state::State;
use crate::state::jira::sharing::{Share, With};

pub(crate) const OPERATIONS: &[Operation] =
    &[
        Operation::new("PUT", "/rest/api/3/dashboard/bulk/edit", Login, edit)
            .scopes(WRITE, WRITING),
    ];

/// How many dashboards one request may change.
const MOST: usize = 100;

/// What is to be done with each of them.
enum Action {
    GiveTo { owner: u32, rename: bool },
    Replace(Vec<With>, Vec<With>),
    Add(Vec<With>, Vec<With>),
    Remove(Vec<With>, Vec<With>),
}

impl Action {
    fn read(call: &Call<'_>, state: &State, body: &Value) -> Result<Self, Reply> {
        let action = body["action"].as_str().unwrap_or("");
        if action == "changeOwner" {
            let details = &body["changeOwnerDetails"];
            let owner = details["newOwner"].as_str();
            let owner = owner.and_then(|id| state.users.find(id)).ok_or_else(|| {
                errors::jira_field(400, "newOwner", "The new owner does not exist.")
            })?;
            let rename = details["autofixName"].as_bool().unwrap_or(false);
            return Ok(Self::GiveTo { owner, rename });
        }
        let make = match action {
            "changePermission" => Self::Replace,
            "addPermission" => Self::Add,
            "removePermission" => Self::Remove,
            _ => {
                return Err(errors::jira_field(
                    400,
                    "action",
                    "The action is not valid.",
                ));
            }
        };
        let details = &body["permissionDetails"];
        if !details.is_object() {
            return Err(errors::jira_field(
                400,
                "permissionDetails",
                "The details of the permissions are required.",
            ));
        }
        shares::may_share(call, state)?;
        Ok(make(
            shares::read(call, state, &details["sharePermissions"])?,
            shares::read(call, state, &details["editPermissions"])?,
        ))
    }
}

fn edit(call: &Call<'_>) -> Answer {
    let body = call.json()?;
    let mut state = call.write();
    let action = Action::read(call, &state, &body)?;
    let ids = body["entityIds"].as_array().map_or(&[][..], Vec::as_slice);
    if ids.is_empty() || ids.len() > MOST {
        return Err(errors::jira_field(
            400,
            "entityIds",
            format!("Between 1 and {MOST} dashboards can be changed at once."),
        ));
    }
    let admin = extended(
        call,
        &state,
        body["extendAdminPermissions"].as_bool().unwrap_or(false),
    );
    let mut refused = Map::new();
    for id in ids {
        let number = id.as_u64().and_then(|id| u32::try_from(id).ok());
        if let Err(message) = change(call, &mut state, number.unwrap_or(0), &action, admin) {
            refused.insert(
                id.to_string(),
                json!({ "errorMessages": [message], "errors": {} }),
            );
        }
    }
    ok(&json!({ "action": body["action"], "entityErrors": refused }))
}

fn change(
    call: &Call<'_>,
    state: &mut State,
    id: u32,
    action: &Action,
    admin: bool,
) -> Result<(), &'static str> {
    let found = if admin {
        state.jira.sharing.dashboards.get(&id)
    } else {
        state.visible_dashboard(call.caller, id)
    };
    let dashboard = found.ok_or("The dashboard does not exist.")?;
    let mut changed = dashboard.clone();
    match action {
        Action::GiveTo { owner, rename } => {
            if dashboard.owner.is_none() || !admin && !owns(state, call.caller, dashboard) {
                return Err("Only owner of the dashboard can change the owner.");
            }
            let taken = |name: &str| is_taken(state, Some(*owner), Some(id), name);
            if taken(&changed.name) {
                let free = (2..).map(|n| format!("{} ({n})", dashboard.name));
                let free = free.take(1_000).find(|name| !taken(name));
                changed.name = free
                    .filter(|_| *rename)
                    .ok_or("The new owner has a dashboard with this name already.")?;
            }
            changed.owner = Some(*owner);
        }
        _ if !admin && !may_edit(state, call.caller, dashboard) => {
            return Err("Only owner or editors of the dashboard can change permissions.");
        }
        Action::Replace(shared, edited) => {
            changed.shares = shares::numbered(state, shared.clone());
            changed.edit_shares = shares::numbered(state, edited.clone());
        }
        Action::Add(shared, edited) => {
            add(state, &mut changed.shares, shared);
            add(state, &mut changed.edit_shares, edited);
        }
        Action::Remove(shared, edited) => {
            changed.shares.retain(|held| !shared.contains(&held.with));
            changed
                .edit_shares
                .retain(|held| !edited.contains(&held.with));
        }
    }
    state.jira.sharing.dashboards.insert(id, changed);
    Ok(())
}

/// Adds those that are not there yet.
fn add(state: &mut State, held: &mut Vec<Share>, more: &[With]) {
    let new = more
        .iter()
        .filter(|with| held.iter().all(|h| h.with != **with));
    let new: Vec<With> = new.cloned().collect();
    held.extend(shares::numbered(state, new));
}
