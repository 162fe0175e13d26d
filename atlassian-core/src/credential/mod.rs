//! Who is calling.

mod oauth;

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use futures_core::future::BoxFuture;
use http::HeaderValue;
use secrecy::{ExposeSecret, SecretString};

pub use oauth::{OAuth, RotatedTokens};

use crate::error::{Error, ErrorKind, Result};

/// Who is calling. Cheap to clone; the secret inside is wiped from memory with the last clone and shows up in no
/// `Debug`, log or error.
///
/// | what you have | constructor |
/// |---|---|
/// | an API token of an Atlassian account, with or without scopes | [`Credential::api_token`] |
/// | an API token that is known to have scopes, or a service account's | [`Credential::scoped_api_token`] |
/// | an OAuth 2.0 app | [`Credential::oauth`] |
/// | a key of an organization | [`Credential::organization_key`] |
/// | a user of Jira Data Center with a password | [`Credential::password`] |
/// | a personal access token of Data Center | [`Credential::personal_access_token`] |
/// | something else | [`Credential::custom`] |
#[derive(Clone, Debug)]
pub struct Credential(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    kind: Kind,
    /// Set when the service wants a CAPTCHA: from then on nothing is sent with this credential.
    locked: AtomicBool,
}

enum Kind {
    Anonymous,
    Basic {
        user: String,
        secret: SecretString,
        gateway: Gateway,
    },
    Bearer(SecretString),
    OrganizationKey(SecretString),
    OAuth(Arc<OAuth>),
    Custom(Box<dyn Authenticator>),
}

/// Whether a credential belongs to the site's own host or to `api.atlassian.com`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gateway {
    Never,
    /// A token with scopes looks like one without: the site is tried first, and the gateway on a 401.
    IfRefused,
    Always,
}

/// What a credential puts into a request.
#[derive(Clone)]
pub(crate) enum Authorization {
    None,
    Basic { user: String, secret: SecretString },
    Bearer(SecretString),
    Header(HeaderValue),
}

/// The error that one's own code returns; any error type fits.
pub type BoxError = Box<dyn StdError + Send + Sync>;

/// A credential of one's own: a vault, a token broker, a signing proxy.
///
/// ```
/// use atlassian_core::{Authenticator, BoxError, BoxFuture, Credential, http::HeaderValue};
///
/// #[derive(Debug)]
/// struct FromTheVault;
///
/// impl Authenticator for FromTheVault {
///     fn authorization(&self) -> BoxFuture<'_, Result<HeaderValue, BoxError>> {
///         Box::pin(async { Ok(HeaderValue::from_static("Bearer fetched-from-the-vault")) })
///     }
/// }
///
/// let credential = Credential::custom(FromTheVault);
/// ```
pub trait Authenticator: fmt::Debug + Send + Sync + 'static {
    /// The value of the `Authorization` header. Asked for before every attempt, so it should be kept ready.
    fn authorization(&self) -> BoxFuture<'_, Result<HeaderValue, BoxError>>;

    /// Called once after a 401. `true` means that there is a new value and the call is worth another attempt.
    fn refresh(&self) -> BoxFuture<'_, Result<bool, BoxError>> {
        Box::pin(std::future::ready(Ok(false)))
    }
}

impl Credential {
    fn new(kind: Kind) -> Self {
        Self(Arc::new(Inner {
            kind,
            locked: AtomicBool::new(false),
        }))
    }

    /// An API token and the e-mail address of its Atlassian account.
    ///
    /// A token with scopes works only at the gateway `api.atlassian.com`, and one without only at the site. Nothing
    /// tells them apart, so the site is asked first; if it answers 401, the gateway is tried once, and what worked is
    /// remembered. The token of a service account (`…@serviceaccount.atlassian.com`) goes to the gateway at once.
    pub fn api_token(email: impl Into<String>, token: impl Into<SecretString>) -> Self {
        let email = email.into();
        let gateway = if email.trim().ends_with("@serviceaccount.atlassian.com") {
            Gateway::Always
        } else {
            Gateway::IfRefused
        };
        Self::basic(email, token, gateway)
    }

    /// An API token that is known to have scopes: it goes to the gateway at once.
    pub fn scoped_api_token(email: impl Into<String>, token: impl Into<SecretString>) -> Self {
        Self::basic(email, token, Gateway::Always)
    }

    /// User name (not e-mail address) and password of Jira or Confluence Data Center.
    pub fn password(user: impl Into<String>, password: impl Into<SecretString>) -> Self {
        let (user, secret) = (user.into(), password.into());
        Self::new(Kind::Basic {
            user,
            secret,
            gateway: Gateway::Never,
        })
    }

    /// A personal access token of Data Center (Jira 8.14, Confluence 7.9 and later).
    pub fn personal_access_token(token: impl Into<SecretString>) -> Self {
        Self::new(Kind::Bearer(trimmed(token)))
    }

    /// An API key of an organization, for the Admin APIs. It lives for a week unless it was given up to a year.
    pub fn organization_key(key: impl Into<SecretString>) -> Self {
        Self::new(Kind::OrganizationKey(trimmed(key)))
    }

    /// The API key of an identity provider's directory, for user provisioning (SCIM) and nothing else.
    pub fn directory_key(key: impl Into<SecretString>) -> Self {
        Self::new(Kind::Bearer(trimmed(key)))
    }

    /// An OAuth 2.0 app.
    #[must_use]
    pub fn oauth(oauth: OAuth) -> Self {
        Self::new(Kind::OAuth(Arc::new(oauth)))
    }

    /// One's own way to authenticate.
    pub fn custom(authenticator: impl Authenticator) -> Self {
        Self::new(Kind::Custom(Box::new(authenticator)))
    }

    /// Nobody: sees what the site shows to the world.
    #[must_use]
    pub fn anonymous() -> Self {
        Self::new(Kind::Anonymous)
    }

    fn basic(email: impl Into<String>, token: impl Into<SecretString>, gateway: Gateway) -> Self {
        let user = email.into().trim().to_owned();
        Self::new(Kind::Basic {
            user,
            secret: trimmed(token),
            gateway,
        })
    }

    pub(crate) fn gateway(&self) -> Gateway {
        match &self.0.kind {
            Kind::Basic { gateway, .. } => *gateway,
            Kind::OAuth(oauth) => oauth.gateway(),
            Kind::Anonymous | Kind::Bearer(_) | Kind::OrganizationKey(_) | Kind::Custom(_) => {
                Gateway::Never
            }
        }
    }

    pub(crate) fn is_organization_key(&self) -> bool {
        matches!(self.0.kind, Kind::OrganizationKey(_))
    }

    pub(crate) async fn authorization(&self, http: &reqwest::Client) -> Result<Authorization> {
        Ok(match &self.0.kind {
            Kind::Anonymous => Authorization::None,
            Kind::Basic { user, secret, .. } => Authorization::Basic {
                user: user.clone(),
                secret: secret.clone(),
            },
            Kind::Bearer(token) | Kind::OrganizationKey(token) => {
                Authorization::Bearer(token.clone())
            }
            Kind::OAuth(oauth) => Authorization::Bearer(oauth.access_token(http).await?),
            Kind::Custom(custom) => {
                let mut value = custom.authorization().await.map_err(not_had)?;
                value.set_sensitive(true);
                Authorization::Header(value)
            }
        })
    }

    /// After a 401: whether there is a new token to try once.
    pub(crate) async fn refresh(
        &self,
        refused: &Authorization,
        http: &reqwest::Client,
    ) -> Result<bool> {
        match (&self.0.kind, refused) {
            (Kind::OAuth(oauth), Authorization::Bearer(token)) => {
                oauth.refresh(token.clone(), http).await
            }
            (Kind::Custom(custom), _) => custom.refresh().await.map_err(not_had),
            _ => Ok(false),
        }
    }

    /// Stops this credential, in every client that has it.
    pub(crate) fn lock(&self) {
        self.0.locked.store(true, Ordering::Release);
    }

    pub(crate) fn check_unlocked(&self) -> Result<()> {
        if self.0.locked.load(Ordering::Acquire) {
            return Err(Error::new(
                ErrorKind::Captcha,
                "nothing was sent: the service asked for a CAPTCHA before, and every further try prolongs the lock",
            )
            .hint("Log in once in a browser as this user, then make a new credential"));
        }
        Ok(())
    }
}

fn not_had(error: BoxError) -> Error {
    Error::new(ErrorKind::Unauthorized, "the credential could not be had").source_of(error)
}

/// Tokens are pasted, often with a line break behind them.
fn trimmed(token: impl Into<SecretString>) -> SecretString {
    let token = token.into();
    let bare = token.expose_secret().trim();
    if bare.len() == token.expose_secret().len() {
        token
    } else {
        SecretString::from(bare.to_owned())
    }
}

impl fmt::Debug for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Anonymous => "Anonymous",
            Self::Basic {
                gateway: Gateway::Never,
                ..
            } => "Password(..)",
            Self::Basic { .. } => "ApiToken(..)",
            Self::Bearer(_) => "Bearer(..)",
            Self::OrganizationKey(_) => "OrganizationKey(..)",
            Self::OAuth(_) => "OAuth(..)",
            Self::Custom(_) => "Custom(..)",
        })
    }
}
