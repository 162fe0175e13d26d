//! Service accounts, their tokens, and OAuth clients.

use serde_json::{Value, json};

use super::search::{broken, page};
use super::shared::{bad_body, body, no_such_user, not_found, required, texts};
use crate::call::Call;
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::Organization;
use crate::routes::Operation;
use crate::state::State;
use crate::state::generate::{ADMIN, SERVICE};
use crate::state::org::ServiceAccount;
use crate::state::org::events::{About, Action};
use crate::state::tokens::{ApiToken, Expiry};
use crate::state::users::{Kind, User};
use crate::time::{DAY, GENERATED_AT, rfc3339};

const READ: &str = "read:service-accounts:admin";
const WRITE: &str = "write:service-accounts:admin";
const READ_TOKENS: &str = "read:service-accounts-tokens:admin";

pub(crate) const OPERATIONS: &[Operation] = &[
    Operation::new(
        "GET",
        "/admin/api-access/v1/orgs/{orgId}/service-accounts",
        Organization(READ),
        list,
    ),
    Operation::new(
        "POST",
        "/admin/api-access/v1/orgs/{orgId}/service-accounts",
        Organization(WRITE),
        create,
    ),
    Operation::new(
        "PATCH",
        "/admin/api-access/v1/orgs/{orgId}/service-accounts",
        Organization(WRITE),
        update,
    ),
    Operation::new(
        "DELETE",
        "/admin/api-access/v1/orgs/{orgId}/service-accounts/{serviceAccountId}",
        Organization(WRITE),
        delete,
    ),
    Operation::new(
        "POST",
        "/admin/api-access/v1/orgs/{orgId}/service-accounts/count",
        Organization(READ_TOKENS),
        count_tokens,
    ),
    Operation::new(
        "GET",
        "/admin/api-access/v1/orgs/{orgId}/service-accounts/api-tokens",
        Organization(READ_TOKENS),
        all_tokens,
    ),
    Operation::new(
        "GET",
        "/admin/api-access/v1/orgs/{orgId}/service-accounts/{serviceAccountId}/api-tokens",
        Organization(READ_TOKENS),
        tokens,
    ),
    Operation::new(
        "DELETE",
        "/admin/api-access/v1/orgs/{orgId}/service-accounts/{serviceAccountId}/api-tokens",
        Organization("delete:service-accounts-tokens:admin"),
        revoke_tokens,
    ),
    Operation::new(
        "GET",
        "/admin/api-access/v1/orgs/{orgId}/service-accounts/oauth-clients",
        Organization(READ_TOKENS),
        all_clients,
    ),
    Operation::new(
        "GET",
        "/admin/api-access/v1/orgs/{orgId}/service-accounts/{serviceAccountId}/oauth-clients",
        Organization(READ_TOKENS),
        clients,
    ),
    Operation::new(
        "GET",
        "/admin/api-access/v1/orgs/{orgId}/oauth-clients",
        Organization(READ_TOKENS),
        oauth_clients,
    ),
    Operation::new(
        "POST",
        "/admin/api-access/v1/orgs/{orgId}/oauth-clients/count",
        Organization(READ_TOKENS),
        count_clients,
    ),
    Operation::new(
        "GET",
        "/admin/api-access/v1/orgs/{orgId}/oauth-clients/{clientId}",
        Organization(READ_TOKENS),
        oauth_client,
    ),
];

fn view(call: &Call<'_>, state: &State, service: &ServiceAccount) -> Value {
    let user = state.users.get(service.account);
    json!({
        "atlassianId": &*user.id,
        "id": service.id,
        "email": &*user.email,
        "displayName": &*user.name,
        "picture": super::user_views::picture(user),
        "container": format!("ari:cloud:platform::org/{}", call.world.org_id),
        "status": user.account_status().to_uppercase(),
        "createdById": &*state.users.get(service.created_by).id,
        "description": service.description,
        "updatedAt": service.updated,
    })
}

fn list(call: &Call<'_>) -> Answer {
    let state = call.read();
    let rows = state.org.services.iter();
    let items: Vec<Value> = rows.map(|service| view(call, &state, service)).collect();
    ok(&json!({ "total": items.len(), "items": items, "links": {} }))
}

/// The service account with this id, its own or its account's.
fn named<'a>(state: &'a State, id: &str) -> Result<&'a ServiceAccount, Reply> {
    let is =
        |service: &&ServiceAccount| service.id == id || &*state.users.get(service.account).id == id;
    state.org.services.iter().find(is).ok_or_else(no_such_user)
}

fn note(call: &Call<'_>, state: &mut State, account: u32, action: Action) {
    let about = [About::User(account)];
    state.note_event(call.now(), call.actor(), action, &about);
}

fn create(call: &Call<'_>) -> Answer {
    let body = body(call)?;
    let name = required(&body, "displayName")?;
    let mut state = call.write();
    let email = format!("sim-{}@serviceaccount.atlassian.com", state.rng.hex(10));
    let mut user = User::invited(format!("712020:{}", state.rng.uuid()), name, &email);
    user.kind = Kind::App;
    let account = state.users.push(user);
    state.profile_mut(account).added = Some(call.now());
    let author = call.key.and_then(|row| state.tokens.org_keys.get(row));
    let service = ServiceAccount {
        created_by: author.map_or(ADMIN, |key| key.created_by),
        id: state.rng.uuid(),
        account,
        description: body["description"].as_str().unwrap_or("").to_owned(),
        updated: call.now(),
    };
    let answer = ok(&view(call, &state, &service));
    state.org.services.push(service);
    note(call, &mut state, account, Action::ServiceCreated);
    answer
}

/// The body names the account, and what shall be changed.
fn update(call: &Call<'_>) -> Answer {
    let body = body(call)?;
    let id = required(&body, "id")?;
    let mut guard = call.write();
    let state = &mut *guard;
    let account = named(state, id)?.account;
    if let Some(name) = body["displayName"].as_str() {
        if name.trim().is_empty() {
            return Err(bad_body("The field displayName must not be empty."));
        }
        state.users.get_mut(account).name = name.into();
    }
    let mut services = state.org.services.iter_mut();
    if let Some(service) = services.find(|service| service.account == account) {
        if let Some(description) = body["description"].as_str() {
            description.clone_into(&mut service.description);
        }
        service.updated = call.now();
    }
    note(call, state, account, Action::ServiceUpdated);
    ok(&view(call, state, named(state, id)?))
}

fn delete(call: &Call<'_>) -> Answer {
    let mut state = call.write();
    let account = named(&state, call.nth_param(1))?.account;
    note(call, &mut state, account, Action::ServiceDeleted);
    revoke(&mut state, account);
    state
        .org
        .services
        .retain(|service| service.account != account);
    state.deactivate(call.now(), account);
    state.remove_user(account);
    Ok(Reply::empty(200))
}

fn revoke(state: &mut State, account: u32) {
    for token in &mut state.tokens.issued {
        token.revoked |= token.account == account;
    }
}

/// The living tokens of service accounts, of one or of all.
fn living(state: &State, account: Option<u32>) -> impl Iterator<Item = &ApiToken> {
    state.tokens.issued.iter().filter(move |token| {
        let wanted = match account {
            Some(account) => token.account == account,
            None => state.org.service_of(token.account).is_some(),
        };
        wanted && !token.revoked
    })
}

fn tokens_of(call: &Call<'_>, state: &State, account: Option<u32>) -> Answer {
    let label = call.query.filled("tokenLabel").map(str::to_lowercase);
    let fits = |token: &&ApiToken| {
        let label = label.as_ref();
        label.is_none_or(|label| token.label.to_lowercase().contains(label))
    };
    let data: Vec<Value> = living(state, account)
        .filter(fits)
        .map(|token| {
            let service = state.org.service_of(token.account);
            let mut view = json!({
                "id": token.id,
                "label": token.label,
                "createdAt": rfc3339(token.created),
                "serviceAccountId": service.map(|service| service.id.as_str()),
            });
            if let Expiry::At(at) = token.expires {
                view["expiresAt"] = rfc3339(at).into();
            }
            if let Some(at) = token.last_active {
                view["lastActiveAt"] = rfc3339(at).into();
            }
            view
        })
        .collect();
    ok(&json!({ "data": data }))
}

fn all_tokens(call: &Call<'_>) -> Answer {
    tokens_of(call, &call.read(), None)
}

fn tokens(call: &Call<'_>) -> Answer {
    let state = call.read();
    let account = named(&state, call.nth_param(1))?.account;
    tokens_of(call, &state, Some(account))
}

fn revoke_tokens(call: &Call<'_>) -> Answer {
    let mut state = call.write();
    let account = named(&state, call.nth_param(1))?.account;
    revoke(&mut state, account);
    note(call, &mut state, account, Action::TokensRevoked);
    Ok(Reply::empty(200))
}

/// How many tokens the service accounts of the body have; those nobody knows have none.
fn count_tokens(call: &Call<'_>) -> Answer {
    let list: Value = serde_json::from_slice(call.body)
        .map_err(|_| bad_body("The request body must be a list of ids."))?;
    let ids = texts(&json!({ "ids": list }), "ids", 100)?.unwrap_or_default();
    let state = call.read();
    let services = ids.iter().filter_map(|id| named(&state, id).ok());
    let count: usize = services
        .map(|service| living(&state, Some(service.account)).count())
        .sum();
    ok(&count.into())
}

/// The one client of the site.
fn client_view(state: &State) -> Value {
    let created = GENERATED_AT - 40 * DAY;
    json!({
        "clientId": state.tokens.oauth.client_id,
        "name": "integration",
        "createdAt": created,
        "updatedAt": created,
        "status": "ACTIVE",
    })
}

/// The clients that act as a service account, by name.
fn clients_of(call: &Call<'_>, state: &State, account: u32) -> Answer {
    let name = call.query.filled("clientName").map(str::to_lowercase);
    let named = name.is_none_or(|name| "integration".contains(&name));
    let data: Vec<Value> = (account == SERVICE && named)
        .then(|| client_view(state))
        .into_iter()
        .collect();
    ok(&json!({ "data": data }))
}

fn all_clients(call: &Call<'_>) -> Answer {
    clients_of(call, &call.read(), SERVICE)
}

fn clients(call: &Call<'_>) -> Answer {
    let state = call.read();
    let account = named(&state, call.nth_param(1))?.account;
    clients_of(call, &state, account)
}

fn oauth_clients(call: &Call<'_>) -> Answer {
    if call
        .query
        .names()
        .any(|name| !["pageSize", "cursor"].contains(&name))
    {
        return Err(broken());
    }
    let state = call.read();
    ok(&page(call, &[client_view(&state)], Value::clone)?)
}

fn count_clients(_: &Call<'_>) -> Answer {
    ok(&json!({ "count": 1 }))
}

fn oauth_client(call: &Call<'_>) -> Answer {
    let state = call.read();
    if call.nth_param(1) == state.tokens.oauth.client_id {
        ok(&client_view(&state))
    } else {
        Err(not_found("ADMIN-404-1", "OAuth client"))
    }
}
