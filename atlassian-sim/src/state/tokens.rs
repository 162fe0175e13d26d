//! Credentials, and the tokens and keys that the organization can see.

use std::collections::HashMap;
use std::time::Instant;

/// What a secret sent with `Basic` is worth.
#[derive(Debug, Clone)]
pub(crate) struct Credential {
    pub(crate) account: u32,
    pub(crate) kind: TokenKind,
    /// The row in [`Tokens::issued`] that says whether it still lives.
    pub(crate) row: Option<usize>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// An API token without scopes: the site only.
    Classic,
    /// Expired: the site treats its owner as anonymous.
    Expired,
    /// An API token with scopes, of a person or of a service account: the gateway only.
    Scoped(Vec<&'static str>),
}

/// One API token of a managed account, as the organization lists it.
#[derive(Debug, Clone)]
pub(crate) struct ApiToken {
    pub(crate) id: String,
    pub(crate) label: String,
    pub(crate) revoked: bool,
    pub(crate) blocked: bool,
    pub(crate) created: i64,
    pub(crate) expires: Expiry,
    pub(crate) last_active: Option<i64>,
    pub(crate) account: u32,
}

/// A token that never expires is written in two ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Expiry {
    At(i64),
    NeverAbsent,
    NeverEmpty,
}

/// One organization API key.
#[derive(Debug, Clone)]
pub(crate) struct OrgKey {
    pub(crate) id: String,
    pub(crate) label: String,
    pub(crate) secret: String,
    pub(crate) scopes: Vec<&'static str>,
    pub(crate) created: i64,
    pub(crate) expires: i64,
    pub(crate) last_active: Option<i64>,
    pub(crate) created_by: u32,
    pub(crate) revoked: bool,
}

#[derive(Debug)]
pub(crate) struct AccessToken {
    pub(crate) account: u32,
    pub(crate) issued: Instant,
}

/// The one OAuth app of the site.
#[derive(Debug)]
pub(crate) struct OauthApp {
    pub(crate) client_id: String,
    pub(crate) client_secret: String,
    pub(crate) scopes: Vec<&'static str>,
    /// Refresh tokens that were not used yet.
    pub(crate) refresh: HashMap<String, u32>,
    pub(crate) access: HashMap<String, AccessToken>,
    pub(crate) issued: u64,
}

#[derive(Debug)]
pub(crate) struct Tokens {
    pub(crate) basic: HashMap<String, Credential>,
    pub(crate) issued: Vec<ApiToken>,
    pub(crate) org_keys: Vec<OrgKey>,
    pub(crate) oauth: OauthApp,
}

impl Tokens {
    /// The credential behind a secret, unless it was revoked or blocked.
    pub(crate) fn basic(&self, secret: &str) -> Option<&Credential> {
        let found = self.basic.get(secret)?;
        let dead = found
            .row
            .and_then(|row| self.issued.get(row))
            .is_some_and(|token| token.revoked || token.blocked);
        (!dead).then_some(found)
    }

    pub(crate) fn org_key(&self, secret: &str) -> Option<&OrgKey> {
        self.org_keys
            .iter()
            .find(|key| key.secret == secret && !key.revoked)
    }
}
