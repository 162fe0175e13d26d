//! API tokens and API keys of the organization.

use serde_json::{Value, json};

use super::search::{DateSearch, broken, mentions, only_known, page};
use crate::call::Call;
use crate::errors;
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::Organization;
use crate::routes::Operation;
use crate::state::State;
use crate::state::org::events::{About, Action};
use crate::state::tokens::{ApiToken, Expiry, OrgKey};
use crate::state::users::Kind;
use crate::time;

pub(crate) const OPERATIONS: &[Operation] = &[
    Operation::new(
        "GET",
        "/admin/api-access/v1/orgs/{orgId}/api-tokens",
        Organization("read:tokens:admin"),
        tokens,
    ),
    Operation::new(
        "DELETE",
        "/admin/api-access/v1/orgs/{orgId}/api-tokens",
        Organization("delete:tokens:admin"),
        revoke_tokens,
    ),
    Operation::new(
        "GET",
        "/admin/api-access/v1/orgs/{orgId}/api-tokens/count",
        Organization("read:tokens:admin"),
        count_tokens,
    ),
    Operation::new(
        "GET",
        "/admin/api-access/v1/orgs/{orgId}/api-keys",
        Organization("read:keys:admin"),
        keys,
    ),
    Operation::new(
        "GET",
        "/admin/api-access/v1/orgs/{orgId}/api-keys/count",
        Organization("read:keys:admin"),
        count_keys,
    ),
    Operation::new(
        "PATCH",
        "/admin/api-access/v1/orgs/{orgId}/api-keys/revoke/{apiKeyId}",
        Organization("delete:keys:admin"),
        revoke_key,
    ),
];

const TOKEN_DATES: &[&str] = &["createdAt", "lastActiveAt"];
const KEY_DATES: &[&str] = &["expiresAt", "lastActiveAt"];

fn status(token: &ApiToken) -> &'static str {
    if token.blocked { "BLOCKED" } else { "ALLOWED" }
}

/// The tokens that the parameters ask for, unsorted.
fn wanted_tokens<'a>(call: &Call<'_>, state: &'a State) -> Result<Vec<&'a ApiToken>, Reply> {
    let created = DateSearch::of(call, "createdAt")?;
    let active = DateSearch::of(call, "lastActiveAt")?;
    let wanted = call.query.filled("status");
    let fits = |token: &&ApiToken| {
        let owner = state.users.get(token.account);
        !token.revoked
            && owner.kind == Kind::Atlassian
            && wanted.is_none_or(|wanted| wanted.eq_ignore_ascii_case(status(token)))
            && mentions(call, &[&token.label, &owner.name, &owner.email])
            && created.fits(Some(token.created))
            && active.fits(token.last_active)
    };
    Ok(state.tokens.issued.iter().filter(fits).collect())
}

fn tokens(call: &Call<'_>) -> Answer {
    only_known(
        call,
        &["q", "status", "sort", "pageSize", "cursor"],
        TOKEN_DATES,
    )?;
    let state = call.read();
    let mut rows = wanted_tokens(call, &state)?;
    let sort = call
        .query
        .filled("sort")
        .unwrap_or("createdAt")
        .trim_start_matches([' ', '+']);
    let (field, down) = sort
        .strip_prefix('-')
        .map_or((sort, false), |field| (field, true));
    match field {
        "createdAt" => rows.sort_by_key(|t| t.created),
        "lastActiveAt" => rows.sort_by_key(|t| t.last_active),
        "expiresAt" => rows.sort_by_key(|t| match t.expires {
            Expiry::At(at) => at,
            _ => i64::MAX,
        }),
        "label" => rows.sort_by(|a, b| a.label.cmp(&b.label)),
        _ => return Err(broken()),
    }
    if down {
        rows.reverse();
    }
    ok(&page(call, &rows, |token| view(call, &state, token))?)
}

fn view(call: &Call<'_>, state: &State, token: &ApiToken) -> Value {
    let owner = state.users.get(token.account);
    let mut view = json!({
        "id": token.id,
        "label": token.label,
        "status": status(token),
        "createdAt": time::rfc3339(token.created),
        "user": {
            "id": &*owner.id,
            "orgId": call.world.org_id,
            "name": &*owner.name,
            "email": &*owner.email,
        },
    });
    match token.expires {
        Expiry::At(at) => view["expiresAt"] = time::rfc3339(at).into(),
        Expiry::NeverEmpty => view["expiresAt"] = "".into(),
        Expiry::NeverAbsent => {}
    }
    if let Some(at) = token.last_active {
        view["lastActiveAt"] = time::rfc3339(at).into();
    }
    view
}

fn count_tokens(call: &Call<'_>) -> Answer {
    only_known(call, &["q", "status"], TOKEN_DATES)?;
    let state = call.read();
    ok(&wanted_tokens(call, &state)?.len().into())
}

/// Every token of the organization's managed accounts, at once. They stop working.
fn revoke_tokens(call: &Call<'_>) -> Answer {
    let mut guard = call.write();
    let state = &mut *guard;
    for token in &mut state.tokens.issued {
        token.revoked |= state.users.get(token.account).kind == Kind::Atlassian;
    }
    state.note_event(call.now(), call.actor(), Action::TokensRevoked, &[]);
    Ok(Reply::empty(200))
}

fn wanted_keys<'a>(call: &Call<'_>, state: &'a State) -> Result<Vec<&'a OrgKey>, Reply> {
    let expires = DateSearch::of(call, "expiresAt")?;
    let active = DateSearch::of(call, "lastActiveAt")?;
    let fits = |key: &&OrgKey| {
        let owner = state.users.get(key.created_by);
        !key.revoked
            && mentions(call, &[&key.label, &owner.name, &owner.email])
            && expires.fits(Some(key.expires))
            && active.fits(key.last_active)
    };
    Ok(state.tokens.org_keys.iter().filter(fits).collect())
}

fn keys(call: &Call<'_>) -> Answer {
    only_known(
        call,
        &["q", "keyType", "sort", "pageSize", "cursor"],
        KEY_DATES,
    )?;
    let state = call.read();
    let rows = wanted_keys(call, &state)?;
    let page = page(call, &rows, |key| {
        let owner = state.users.get(key.created_by);
        let mut view = json!({
            "id": key.id,
            "label": key.label,
            "createdAt": time::rfc3339(key.created),
            "expiresAt": time::rfc3339(key.expires),
            "orgId": call.world.org_id,
            "createdBy": { "id": &*owner.id, "name": &*owner.name, "email": &*owner.email },
            "scopes": key.scopes,
        });
        if let Some(at) = key.last_active {
            view["lastActiveAt"] = time::rfc3339(at).into();
        }
        view
    })?;
    ok(&page)
}

fn count_keys(call: &Call<'_>) -> Answer {
    only_known(call, &["q", "keyType"], KEY_DATES)?;
    let state = call.read();
    ok(&wanted_keys(call, &state)?.len().into())
}

/// A revoked key stops working, this one included.
fn revoke_key(call: &Call<'_>) -> Answer {
    let id = call.params.get(1).map_or("", String::as_str);
    let mut state = call.write();
    let Some(key) = state
        .tokens
        .org_keys
        .iter_mut()
        .find(|key| key.id == id && !key.revoked)
    else {
        return Err(errors::admin(
            404,
            "ADMIN-404-1",
            "Not Found",
            "The API key was not found.",
        ));
    };
    key.revoked = true;
    let label = key.label.clone();
    let about = [About::Other("api-keys", id, &label)];
    state.note_event(call.now(), call.actor(), Action::KeyRevoked, &about);
    Ok(Reply::empty(200))
}
