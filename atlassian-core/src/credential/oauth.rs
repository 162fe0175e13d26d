//! OAuth 2.0: access tokens that are renewed before they end.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use futures_core::future::BoxFuture;
use secrecy::{ExposeSecret, SecretString};
use serde_json::json;
use tokio::sync::Mutex;

use super::{BoxError, Gateway};
use crate::error::{Error, ErrorKind, Result};
use crate::error_body;
use crate::headers::LONGEST;
use crate::limits;
use crate::model::Deserialize;
use crate::response::excerpt;
use crate::site::SiteUrl;

/// How long before its end an access token is renewed.
const RENEW_BEFORE: Duration = Duration::from_secs(60);
/// A token answer is small; anything larger is not one.
const LARGEST_ANSWER: usize = 256 * 1024;

/// The tokens after a renewal, to be stored before they are used.
#[derive(Clone, Debug)]
pub struct RotatedTokens {
    /// The refresh token from now on; the one before is spent.
    pub refresh_token: SecretString,
    /// The access token that came with it.
    pub access_token: SecretString,
    /// How long the access token lives.
    pub expires_in: Duration,
}

type Store = dyn Fn(RotatedTokens) -> BoxFuture<'static, Result<(), BoxError>> + Send + Sync;

/// An OAuth 2.0 app: three-legged with a refresh token that rotates, or client credentials.
///
/// A refresh token can be used once. So there is one renewal at a time, however many calls need it, and the new token
/// goes to your `store` first: if that fails, the call fails, and the next one hands the same token to `store` again.
///
/// ```
/// use atlassian_core::{Credential, OAuth};
///
/// let app = OAuth::three_legged("client-id", "client-secret", "refresh-token", |tokens| async move {
///     // write tokens.refresh_token where the next start of the program finds it
///     # let _ = tokens;
///     Ok(())
/// });
/// let credential = Credential::oauth(app);
/// ```
pub struct OAuth {
    client_id: String,
    client_secret: SecretString,
    token_url: String,
    /// Data Center's scope; its token endpoint also wants a form instead of JSON.
    data_center_scope: Option<String>,
    store: Option<Box<Store>>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    access: Option<(SecretString, Instant)>,
    refresh_token: Option<SecretString>,
    /// A renewed token that `store` has not taken yet.
    unstored: Option<RotatedTokens>,
}

#[derive(Deserialize)]
struct TokenAnswer {
    access_token: SecretString,
    refresh_token: Option<SecretString>,
    #[serde(default)]
    expires_in: Option<u64>,
}

impl OAuth {
    fn new(client_id: String, client_secret: SecretString) -> Self {
        Self {
            client_id,
            client_secret,
            token_url: "https://auth.atlassian.com/oauth/token".to_owned(),
            data_center_scope: None,
            store: None,
            state: Mutex::default(),
        }
    }

    /// A user's consent (3LO), as the refresh token that came of it. The scope `offline_access` must have been asked for.
    ///
    /// `store` keeps each new refresh token; what it returns as an error ends the call.
    pub fn three_legged<F>(
        client_id: impl Into<String>,
        client_secret: impl Into<SecretString>,
        refresh_token: impl Into<SecretString>,
        store: impl Fn(RotatedTokens) -> F + Send + Sync + 'static,
    ) -> Self
    where
        F: Future<Output = Result<(), BoxError>> + Send + 'static,
    {
        let mut oauth = Self::new(client_id.into(), client_secret.into());
        oauth.state.get_mut().refresh_token = Some(refresh_token.into());
        oauth.store = Some(Box::new(move |tokens| Box::pin(store(tokens))));
        oauth
    }

    /// A service account's own credential, without a user.
    pub fn client_credentials(
        client_id: impl Into<String>,
        client_secret: impl Into<SecretString>,
    ) -> Self {
        Self::new(client_id.into(), client_secret.into())
    }

    /// A service account of Data Center, with the scope to ask for, such as `WRITE`.
    pub fn data_center(
        site: &SiteUrl,
        client_id: impl Into<String>,
        client_secret: impl Into<SecretString>,
        scope: impl Into<String>,
    ) -> Self {
        Self {
            token_url: format!("{}/rest/oauth2/latest/token", site.as_str()),
            data_center_scope: Some(scope.into()),
            ..Self::new(client_id.into(), client_secret.into())
        }
    }

    /// Another token endpoint than `https://auth.atlassian.com/oauth/token`: the path `/oauth/token` of this host.
    #[must_use]
    pub fn token_host(mut self, host: &SiteUrl) -> Self {
        self.token_url = format!("{}/oauth/token", host.as_str());
        self
    }

    /// An access token that is still good for a while, so that the start of a program spends no refresh token.
    #[must_use]
    pub fn access_token_for(mut self, token: impl Into<SecretString>, lifetime: Duration) -> Self {
        self.state.get_mut().access = Some((token.into(), Instant::now() + lifetime.min(LONGEST)));
        self
    }

    pub(super) fn gateway(&self) -> Gateway {
        if self.data_center_scope.is_some() {
            Gateway::Never
        } else {
            Gateway::Always
        }
    }

    /// The access token, renewed if it is about to end.
    pub(super) async fn access_token(
        self: &Arc<Self>,
        http: &reqwest::Client,
    ) -> Result<SecretString> {
        self.renewed(http, |access| {
            access.is_some_and(|(_, ends)| Instant::now() + RENEW_BEFORE < *ends)
        })
        .await
    }

    /// After a 401 with `refused`: renews it unless another call has done so.
    pub(super) async fn refresh(
        self: &Arc<Self>,
        refused: SecretString,
        http: &reqwest::Client,
    ) -> Result<bool> {
        self.renewed(http, move |access| {
            access.is_some_and(|(token, _)| token.expose_secret() != refused.expose_secret())
        })
        .await?;
        Ok(true)
    }

    /// The access token, after a renewal unless the current one is good enough.
    ///
    /// It runs in a task of its own: a call that is given up in the middle of a renewal must not take the new refresh
    /// token with it.
    async fn renewed(
        self: &Arc<Self>,
        http: &reqwest::Client,
        good_enough: impl Fn(Option<&(SecretString, Instant)>) -> bool + Send + 'static,
    ) -> Result<SecretString> {
        let (this, http) = (Arc::clone(self), http.clone());
        let renewal = tokio::spawn(async move {
            let mut state = this.state.lock().await;
            this.hand_to_store(&mut state).await?;
            match &state.access {
                Some((token, _)) if good_enough(state.access.as_ref()) => Ok(token.clone()),
                _ => this.renew(&mut state, &http).await,
            }
        });
        renewal.await.map_err(|error| {
            Error::new(
                ErrorKind::Unauthorized,
                "the renewal of the access token was broken off",
            )
            .source_of(error)
        })?
    }

    async fn renew(&self, state: &mut State, http: &reqwest::Client) -> Result<SecretString> {
        let answer = self.ask(state.refresh_token.as_ref(), http).await?;
        let lifetime = Duration::from_secs(answer.expires_in.unwrap_or(3600)).min(LONGEST);
        let access_token = answer.access_token;
        // From here on the old refresh token is spent: the new one is kept even if `store` fails.
        state.access = Some((access_token.clone(), Instant::now() + lifetime));
        if let Some(refresh_token) = answer.refresh_token {
            state.refresh_token = Some(refresh_token.clone());
            let access_token = access_token.clone();
            state.unstored = Some(RotatedTokens {
                refresh_token,
                access_token,
                expires_in: lifetime,
            });
        }
        self.hand_to_store(state).await?;
        Ok(access_token)
    }

    async fn hand_to_store(&self, state: &mut State) -> Result<()> {
        if let (Some(store), Some(tokens)) = (&self.store, &state.unstored) {
            store(tokens.clone()).await.map_err(|error| {
                Error::new(
                    ErrorKind::Unauthorized,
                    "the renewed refresh token could not be stored, so it is not used",
                )
                .hint("Make `store` work again: the next call hands it the same token")
                .source_of(error)
            })?;
            state.unstored = None;
        }
        Ok(())
    }

    async fn ask(
        &self,
        refresh_token: Option<&SecretString>,
        http: &reqwest::Client,
    ) -> Result<TokenAnswer> {
        let grant = if refresh_token.is_some() {
            "refresh_token"
        } else {
            "client_credentials"
        };
        let mut fields = vec![
            ("grant_type", grant),
            ("client_id", &self.client_id),
            ("client_secret", self.client_secret.expose_secret()),
        ];
        fields.extend(refresh_token.map(|token| ("refresh_token", token.expose_secret())));
        fields.extend(
            self.data_center_scope
                .as_deref()
                .map(|scope| ("scope", scope)),
        );
        let request = http
            .post(&self.token_url)
            .header("accept", "application/json")
            .timeout(Duration::from_secs(30));
        let request = if self.data_center_scope.is_some() {
            let form = url::form_urlencoded::Serializer::new(String::new())
                .extend_pairs(fields)
                .finish();
            request
                .header("content-type", "application/x-www-form-urlencoded")
                .body(form)
        } else {
            let object: serde_json::Map<_, _> = fields
                .into_iter()
                .map(|(name, value)| (name.to_owned(), json!(value)))
                .collect();
            request
                .header("content-type", "application/json")
                .body(serde_json::Value::from(object).to_string())
        };
        let response = request.send().await.map_err(|error| unreachable(&error))?;
        let (status, headers) = (response.status(), response.headers().clone());
        let body = crate::exchange::read(response, LARGEST_ANSWER).await?;
        if status.is_success() {
            // The answer holds tokens: neither its text nor the parser's words go into an error.
            return serde_json::from_slice(&body).map_err(|_| {
                Error::new(
                    ErrorKind::UnexpectedAnswer,
                    "the token endpoint answered something else than tokens",
                )
                .status_of(status)
            });
        }
        let said = error_body::parse(crate::headers::text(&headers, "content-type"), &body);
        let wait = limits::retry_after(status, &headers, SystemTime::now());
        Err(refused(status, said.code.as_deref())
            .status_of(status)
            .wait(wait)
            .said(said.messages, said.field_errors)
            .code_of(said.code)
            .body_of(excerpt(&body)))
    }
}

fn refused(status: http::StatusCode, code: Option<&str>) -> Error {
    let (kind, detail, hint) = match (status.as_u16(), code) {
        (_, Some("invalid_grant")) | (403, Some("unauthorized_client")) => (
            ErrorKind::Unauthorized,
            "the refresh token is spent, expired or revoked",
            "Ask the user for consent again, and store each new refresh token",
        ),
        (401, _) | (_, Some("access_denied" | "invalid_client")) => (
            ErrorKind::Configuration,
            "the token endpoint does not accept the app",
            "Check client id and client secret; the user's consent is not the problem",
        ),
        (429, _) => (ErrorKind::RateLimited, "too many renewals", ""),
        (500..=599, _) => (
            ErrorKind::Server,
            "the token endpoint failed",
            "Try again later",
        ),
        _ => (ErrorKind::Unauthorized, "the token endpoint refused", ""),
    };
    Error::new(kind, detail).hint(hint)
}

fn unreachable(error: &reqwest::Error) -> Error {
    let kind = if error.is_connect() {
        ErrorKind::Connect
    } else {
        ErrorKind::Interrupted
    };
    let why = crate::exchange::cause(error);
    Error::new(kind, format!("the token endpoint was not reached: {why}"))
        .hint("The call itself was not sent")
}

impl fmt::Debug for OAuth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OAuth")
            .field("client_id", &self.client_id)
            .finish_non_exhaustive()
    }
}
