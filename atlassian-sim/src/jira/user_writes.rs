//! Inviting and removing accounts.

use serde_json::Value;

use super::MANAGE;
use super::users::wanted;
use super::views::whole;
use crate::call::Call;
use crate::errors;
use crate::reply::{Answer, Reply};
use crate::routes::Access::Login;
use crate::routes::Operation;
use crate::state::State;
use crate::state::audit::Record;
use crate::state::org::events::{About, Action};
use crate::state::permissions::ADMINISTER;
use crate::state::users::Membership;

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::new("POST", "/rest/api/3/user", Login, create).scopes(MANAGE, &["write:user:jira"]),
    Operation::new("DELETE", "/rest/api/3/user", Login, delete)
        .scopes(MANAGE, &["write:user:jira"]),
];

/// Invites an account. The caller must be an organization admin; `products` may be empty, but not
/// absent.
fn create(call: &Call<'_>) -> Answer {
    let author = call.account()?;
    {
        let state = call.read();
        if !state.holds(Some(author), ADMINISTER) || !state.is_org_admin(author) {
            return Err(errors::jira(
                403,
                "The caller must be an organization admin.",
            ));
        }
    }
    let body = call.json()?;
    let email = body["emailAddress"].as_str().unwrap_or("").trim();
    if !email.contains('@') {
        return Err(errors::jira_field(
            400,
            "emailAddress",
            "You must specify a valid email address.",
        ));
    }
    let Some(products) = body["products"].as_array() else {
        return Err(errors::jira_field(
            400,
            "products",
            "The products field is required.",
        ));
    };
    let mut state = call.write();
    let slots = slots_of(&state, products)?;
    let account = match state.users.find_by_email(email) {
        Some(known) if state.users.get(known).visible() && !state.roles_of(known).is_empty() => {
            known
        }
        Some(known) if state.users.get(known).membership != Membership::None => {
            return Err(errors::bad_request(format!(
                "User with email {email} already exists but does not have access to Jira."
            )));
        }
        _ => {
            let account = state.invite(call.now(), email);
            for slot in slots {
                state.join(account, slot);
            }
            let about = [About::User(account)];
            state.note_event(call.now(), call.actor(), Action::UserAdded, &about);
            let item = state.user_item(account);
            state.note(Record::new(
                call.now(),
                author,
                "User created",
                "user management",
                item,
            ));
            account
        }
    };
    Ok(Reply::json(201, &whole(call, &state, account)))
}

/// The default groups of the products, if each has a seat left.
fn slots_of(state: &State, products: &[Value]) -> Result<Vec<u32>, Reply> {
    let mut slots = Vec::new();
    for product in products {
        let key = product.as_str().unwrap_or("");
        let Some(role) = state.roles.iter().find(|role| role.key == key) else {
            return Err(errors::jira_field(
                400,
                "products",
                format!("Invalid product: {key}"),
            ));
        };
        if role.seats.is_some_and(|seats| state.count(role) >= seats) {
            return Err(errors::bad_request(format!(
                "The user limit of {} is exceeded.",
                role.name
            )));
        }
        slots.extend_from_slice(&role.default_groups);
    }
    Ok(slots)
}

fn delete(call: &Call<'_>) -> Answer {
    let author = call.need_site_admin()?;
    let mut state = call.write();
    let account = wanted(call, &state)?;
    if account == author {
        return Err(errors::bad_request(
            "You cannot delete the currently logged in user.",
        ));
    }
    let about = [About::User(account)];
    state.note_event(call.now(), call.actor(), Action::UserRemoved, &about);
    let item = state.user_item(account);
    state.remove_user(account);
    state.note(Record::new(
        call.now(),
        author,
        "User deleted",
        "user management",
        item,
    ));
    Ok(Reply::empty(204))
}
