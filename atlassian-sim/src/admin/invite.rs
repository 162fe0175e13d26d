//! Inviting people to the organization.

use serde_json::{Value, json};

use super::user_roles::{bad_role, no_seat, resource_of, unknown_resource};
use crate::call::Call;
use crate::errors;
use crate::reply::{Answer, Reply};
use crate::routes::Access::Organization;
use crate::routes::Operation;
use crate::state::State;
use crate::state::org::events::{About, Action};
use crate::state::org::products::{OrgRole, Resource};
use crate::state::users::Standing;

pub(crate) const OPERATIONS: &[Operation] = &[Operation::new(
    "POST",
    "/admin/v2/orgs/{orgId}/users/invite",
    Organization(""),
    invite,
)];

/// What everybody who is invited gets.
struct Gifts {
    roles: Vec<(String, Resource, OrgRole)>,
    groups: Vec<u32>,
}

fn malformed(detail: &str) -> Reply {
    bad_role("ADMIN-UAM-400-1", detail)
}

fn emails(body: &Value) -> Result<Vec<&str>, Reply> {
    let list = body["emails"].as_array().filter(|list| !list.is_empty());
    let list = list.ok_or_else(|| malformed("At least one email address is required."))?;
    list.iter()
        .map(|email| {
            let email = email.as_str().map(str::trim);
            email
                .filter(|email| {
                    email
                        .split_once('@')
                        .is_some_and(|(a, b)| !a.is_empty() && b.contains('.'))
                })
                .ok_or_else(|| malformed("An email address is not valid."))
        })
        .collect()
}

fn gifts(call: &Call<'_>, state: &State, body: &Value) -> Result<Gifts, Reply> {
    let none = Vec::new();
    let given = body["permissionRules"].as_array().unwrap_or(&none);
    let roles = given.iter().map(|rule| {
        let ari = rule["resource"].as_str().unwrap_or("");
        let resource = resource_of(call, ari).ok_or_else(unknown_resource)?;
        let role = rule["role"]
            .as_str()
            .and_then(OrgRole::parse)
            .filter(|role| role.fits(resource))
            .ok_or_else(|| bad_role("ADMIN-UAM-400-3", "The role is not valid."))?;
        Ok((ari.to_owned(), resource, role))
    });
    let groups = body["additionalGroups"].as_array().unwrap_or(&none);
    let groups = groups.iter().map(|id| {
        let found = id.as_str().and_then(|id| state.groups.find(id));
        found.ok_or_else(|| {
            errors::admin(
                404,
                "ADMIN-UAM-404-3",
                "Not Found",
                "The group was not found.",
            )
        })
    });
    Ok(Gifts {
        roles: roles.collect::<Result<_, Reply>>()?,
        groups: groups.collect::<Result<_, Reply>>()?,
    })
}

/// 200 when everything worked, 206 when something did not. Without a seat for anybody it is a 409.
fn invite(call: &Call<'_>) -> Answer {
    let body: Value = serde_json::from_slice(call.body)
        .map_err(|_| malformed("The request body is not valid JSON."))?;
    let emails = emails(&body)?;
    let mut state = call.write();
    let gifts = gifts(call, &state, &body)?;
    let full = gifts
        .roles
        .iter()
        .any(|(_, resource, role)| match resource {
            Resource::Product(product) if matches!(role, OrgRole::User | OrgRole::Admin) => {
                let seats = state.seats(*product);
                seats.is_some_and(|seats| state.seats_taken(*product) >= seats)
            }
            _ => false,
        });
    if full {
        return Err(no_seat());
    }
    let mut failed = false;
    let mut data: Vec<Value> = Vec::new();
    for email in emails {
        let account = state.invite(call.now(), email);
        let about = [About::User(account)];
        state.note_event(call.now(), call.actor(), Action::UserInvited, &about);
        let (results, ok) = give(&mut state, account, &gifts);
        failed |= !ok;
        data.push(json!({
            "id": &*state.users.get(account).id,
            "email": email,
            "results": [results],
        }));
    }
    let status = if failed { 206 } else { 200 };
    Ok(Reply::json(status, &json!({ "data": data })))
}

/// What became of each gift, and whether all of them arrived.
fn give(state: &mut State, account: u32, gifts: &Gifts) -> (Value, bool) {
    let mut all = true;
    let mut outcome = |name: &str, of: &str, error: Option<&str>| {
        all &= error.is_none();
        match error {
            None => json!({ name: of, "status": "INVITED" }),
            Some(reason) => json!({ name: of, "status": "ERROR", "statusReason": reason }),
        }
    };
    let usable = state.users.get(account).standing == Standing::Active;
    let mut roles: Vec<Value> = Vec::new();
    for (ari, resource, role) in &gifts.roles {
        let error = if usable {
            let given = state.assign_role(account, *resource, *role);
            given.is_err().then_some("The user limit is exceeded.")
        } else {
            Some("The account is not active.")
        };
        let mut result = outcome("resource", ari, error);
        result["role"] = role.as_str().into();
        roles.push(result);
    }
    let mut groups: Vec<Value> = Vec::new();
    for slot in &gifts.groups {
        let error = if state.groups.get(*slot).external {
            Some("The group is managed by an identity provider.")
        } else if !state.may_join(account, *slot) {
            Some("The user limit is exceeded.")
        } else {
            state.join(account, *slot);
            None
        };
        let id = state.groups.get(*slot).id.to_string();
        groups.push(outcome("group", &id, error));
    }
    let results = json!({ "roleAssignmentResult": roles, "groupAssignmentResult": groups });
    (results, all)
}
