//! Who is calling, and what a credential is worth at which address.

use axum::http::{HeaderMap, header};

use crate::base64;
use crate::errors;
use crate::reply::Reply;
use crate::routes::{Access, Operation};
use crate::state::State;
use crate::state::tokens::TokenKind;
use crate::world::World;

/// How long an OAuth access token is good for.
pub(crate) const ACCESS_TOKEN_SECONDS: i64 = 3_600;

/// What the `Authorization` header says.
#[derive(Debug)]
enum Sent {
    Nothing,
    Basic(String, String),
    Bearer(String),
    Garbage,
}

/// Whom the service takes the caller for.
#[derive(Debug, Default)]
pub(crate) struct Caller {
    pub(crate) account: Option<u32>,
    /// The row of the organization API key.
    pub(crate) key: Option<usize>,
    pub(crate) scopes: Option<Vec<&'static str>>,
    /// An OAuth token, not an API token.
    pub(crate) oauth: bool,
    /// `X-Seraph-LoginReason`, on the site only.
    pub(crate) login_reason: Option<&'static str>,
}

fn sent(headers: &HeaderMap) -> Sent {
    let Some(value) = headers.get(header::AUTHORIZATION) else {
        return Sent::Nothing;
    };
    let Ok(value) = value.to_str() else {
        return Sent::Garbage;
    };
    let (scheme, rest) = value.trim().split_once(' ').unwrap_or((value, ""));
    if scheme.eq_ignore_ascii_case("bearer") && !rest.trim().is_empty() {
        return Sent::Bearer(rest.trim().to_owned());
    }
    if !scheme.eq_ignore_ascii_case("basic") {
        return Sent::Garbage;
    }
    let text = base64::decode(rest.trim()).and_then(|bytes| String::from_utf8(bytes).ok());
    match text.as_deref().and_then(|text| text.split_once(':')) {
        Some((email, token)) => Sent::Basic(email.to_owned(), token.to_owned()),
        None => Sent::Garbage,
    }
}

/// The owner and kind of a token sent with its owner's e-mail address.
fn owner(state: &State, email: &str, token: &str, now: i64) -> Option<(u32, TokenKind)> {
    let found = state.tokens.basic(token, now)?;
    let user = state.users.get(found.account);
    (user.active() && user.email.eq_ignore_ascii_case(email))
        .then(|| (found.account, found.kind.clone()))
}

/// The site's own rules: a dead classic token makes its owner anonymous, and a credential that
/// belongs on the gateway is refused.
pub(crate) fn at_site(
    world: &World,
    headers: &HeaderMap,
    operation: &Operation,
) -> (Caller, Option<Reply>) {
    const FAILED: Option<&str> = Some("AUTHENTICATED_FAILED");
    if matches!(operation.access, Access::Open) {
        return (Caller::default(), None);
    }
    let refused = |login_reason| {
        let caller = Caller {
            login_reason,
            ..Caller::default()
        };
        (caller, Some(errors::not_logged_in()))
    };
    let caller = match sent(headers) {
        Sent::Nothing => Caller::default(),
        Sent::Bearer(_) => return refused(FAILED),
        Sent::Garbage => Caller {
            login_reason: FAILED,
            ..Caller::default()
        },
        Sent::Basic(email, token) => match owner(&world.read(), &email, &token, world.now()) {
            Some((account, TokenKind::Classic)) => Caller {
                account: Some(account),
                login_reason: Some("OK"),
                ..Caller::default()
            },
            Some((_, TokenKind::Scoped(_))) => return refused(FAILED),
            _ => Caller {
                login_reason: FAILED,
                ..Caller::default()
            },
        },
    };
    if caller.account.is_none() && matches!(operation.access, Access::Login) {
        return refused(caller.login_reason);
    }
    (caller, None)
}

/// The gateway's rules for `/ex/{product}/{cloudId}/…`: tokens with scopes and OAuth tokens only,
/// and never anonymous.
pub(crate) fn at_gateway(
    world: &World,
    headers: &HeaderMap,
    operation: &Operation,
) -> Result<Caller, Reply> {
    let state = world.read();
    let (account, scopes, oauth) = match sent(headers) {
        Sent::Basic(email, token) => match owner(&state, &email, &token, world.now()) {
            Some((account, TokenKind::Scoped(scopes))) => (account, scopes, false),
            _ => return Err(errors::gateway_unauthorized()),
        },
        Sent::Bearer(token) => {
            let account = access_token(&state, &token, world.now())
                .ok_or_else(errors::gateway_unauthorized)?;
            (account, state.tokens.oauth.scopes.clone(), true)
        }
        Sent::Nothing | Sent::Garbage => return Err(errors::gateway_unauthorized()),
    };
    let has = |scope: &&str| scopes.contains(scope);
    let granular = !operation.granular.is_empty() && operation.granular.iter().all(has);
    let open = operation.classic.is_empty() && operation.granular.is_empty();
    if open || has(&operation.classic) || granular {
        Ok(Caller {
            account: Some(account),
            scopes: Some(scopes),
            oauth,
            ..Caller::default()
        })
    } else {
        Err(errors::gateway_scope())
    }
}

fn access_token(state: &State, token: &str, now: i64) -> Option<u32> {
    let found = state.tokens.oauth.access.get(token)?;
    (now < found.expires && state.users.get(found.account).active()).then_some(found.account)
}

/// The owner of the OAuth access token that was sent.
pub(crate) fn bearer(world: &World, headers: &HeaderMap) -> Result<Caller, Reply> {
    let state = world.read();
    match sent(headers) {
        Sent::Bearer(token) => access_token(&state, &token, world.now())
            .map(|account| Caller {
                account: Some(account),
                scopes: Some(state.tokens.oauth.scopes.clone()),
                oauth: true,
                ..Caller::default()
            })
            .ok_or_else(errors::gateway_unauthorized),
        _ => Err(errors::gateway_unauthorized()),
    }
}

/// The organization API: the key first, then the organization if the path names one, then the
/// scope.
pub(crate) fn organization(
    world: &World,
    headers: &HeaderMap,
    org: Option<&str>,
    scope: &str,
    path: &str,
    trace: &str,
) -> Result<Caller, Reply> {
    let Sent::Bearer(key) = sent(headers) else {
        return Err(errors::gateway_unauthorized());
    };
    let state = world.read();
    let row = state
        .tokens
        .org_key(&key, world.now())
        .ok_or_else(errors::gateway_unauthorized)?;
    if org.is_some_and(|org| org != world.org_id) {
        return Err(errors::admin(
            404,
            "ADMIN-404-2",
            "Not Found",
            "The organization was not found.",
        ));
    }
    if !state
        .tokens
        .org_keys
        .get(row)
        .is_some_and(|key| key.may(scope))
    {
        return Err(errors::admin_forbidden(world.now(), path, trace));
    }
    Ok(by_key(row))
}

fn by_key(row: usize) -> Caller {
    Caller {
        key: Some(row),
        ..Caller::default()
    }
}

/// The user management API, which asks a key with scopes for one that no key can be given.
pub(crate) fn user_management(world: &World, headers: &HeaderMap) -> Result<Caller, Reply> {
    let Sent::Bearer(key) = sent(headers) else {
        return Err(errors::user_management(401, "unauthorized"));
    };
    let state = world.read();
    let row = state
        .tokens
        .org_key(&key, world.now())
        .ok_or_else(|| errors::user_management(401, "unauthorized"))?;
    if state
        .tokens
        .org_keys
        .get(row)
        .is_some_and(|key| key.may("manage:org"))
    {
        Ok(by_key(row))
    } else {
        Err(errors::gateway(
            403,
            "Forbidden; scope manage:org is required",
        ))
    }
}

/// The directory of an identity provider: the key first, then the directory.
pub(crate) fn directory(
    world: &World,
    headers: &HeaderMap,
    directory: &str,
    trace: &str,
) -> Result<Caller, Reply> {
    let state = world.read();
    let scim = &state.org.scim;
    match sent(headers) {
        Sent::Bearer(key) if key == scim.key && world.now() < scim.key_expires => {}
        _ => return Err(errors::scim_unauthorized(trace)),
    }
    if directory != scim.directory_id {
        return Err(errors::scim(404, None, "The directory does not exist."));
    }
    Ok(Caller::default())
}
