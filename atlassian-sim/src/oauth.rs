//! The authorization server, which the gateway's address plays too.

use serde_json::{Value, json};

use crate::auth::ACCESS_TOKEN_SECONDS;
use crate::call::Call;
use crate::errors;
use crate::query::Query;
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::{Bearer, Open};
use crate::routes::Operation;
use crate::state::service_account;
use crate::state::tokens::AccessToken;

pub(crate) const OPERATIONS: &[Operation] = &[
    Operation::new("POST", "/oauth/token", Open, token),
    Operation::new(
        "GET",
        "/oauth/token/accessible-resources",
        Bearer,
        resources,
    ),
];

/// The parameters, sent as JSON or as a form.
fn parameters(call: &Call<'_>) -> Result<Vec<(String, String)>, Reply> {
    let broken = || {
        errors::oauth(
            400,
            "invalid_request",
            "The request body could not be read.",
        )
    };
    if call
        .content_type
        .is_some_and(|t| t.starts_with("application/x-www-form-urlencoded"))
    {
        let text = std::str::from_utf8(call.body).map_err(|_| broken())?;
        let form = Query::parse(text).ok_or_else(broken)?;
        return Ok(form
            .pairs()
            .map(|(k, v)| (k.to_owned(), v.to_owned()))
            .collect());
    }
    match serde_json::from_slice(call.body) {
        Ok(Value::Object(map)) => Ok(map
            .into_iter()
            .filter_map(|(key, value)| Some((key, value.as_str()?.to_owned())))
            .collect()),
        _ => Err(broken()),
    }
}

/// `client_credentials` acts as the service account; `refresh_token` as whoever gave consent. A
/// refresh token works once: the answer brings the next one.
fn token(call: &Call<'_>) -> Answer {
    let parameters = parameters(call)?;
    let get = |name: &str| {
        parameters
            .iter()
            .find(|(key, _)| key == name)
            .map_or("", |(_, value)| value.as_str())
    };
    let mut state = call.write();
    let new_access = format!("sim-access-{}", state.rng.hex(48));
    let new_refresh = format!("sim-refresh-{}", state.rng.hex(48));
    let oauth = &mut state.tokens.oauth;
    if get("client_id") != oauth.client_id || get("client_secret") != oauth.client_secret {
        return Err(errors::oauth(401, "access_denied", "Unauthorized"));
    }
    let mut answer = json!({
        "access_token": new_access,
        "expires_in": ACCESS_TOKEN_SECONDS,
        "token_type": "Bearer",
        "scope": oauth.scopes.join(" "),
    });
    let account = match get("grant_type") {
        "client_credentials" => service_account(),
        "refresh_token" => {
            let Some(account) = oauth.refresh.remove(get("refresh_token")) else {
                return Err(errors::oauth(
                    403,
                    "unauthorized_client",
                    "refresh_token is invalid",
                ));
            };
            oauth.refresh.insert(new_refresh.clone(), account);
            answer["refresh_token"] = new_refresh.into();
            answer["scope"] = format!("{} offline_access", oauth.scopes.join(" ")).into();
            account
        }
        other => {
            let text = format!("Unsupported grant type: {other}");
            return Err(errors::oauth(400, "unsupported_grant_type", &text));
        }
    };
    let expires = call.now() + ACCESS_TOKEN_SECONDS * 1_000;
    oauth
        .access
        .insert(new_access, AccessToken { account, expires });
    oauth.issued += 1;
    Ok(Reply::json(200, &answer).with_header("pragma", "no-cache"))
}

/// One entry for each product's scopes: the same cloud id appears more than once.
fn resources(call: &Call<'_>) -> Answer {
    let scopes = call.scopes.clone().unwrap_or_default();
    let (wiki, jira): (Vec<&str>, Vec<&str>) = scopes
        .into_iter()
        .partition(|scope| scope.contains("confluence"));
    let entry = |scopes: &[&str]| {
        json!({
            "id": call.world.cloud_id,
            "url": call.world.site_url,
            "name": "acme",
            "scopes": scopes,
            "avatarUrl": "https://avatars.example.com/site",
        })
    };
    ok(&json!([entry(&jira), entry(&wiki)]))
}
