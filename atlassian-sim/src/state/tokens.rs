//! Credentials, and the tokens and keys that the organization can see.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::words::{self, Word};

/// What a secret sent with `Basic` is worth.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Credential {
    pub(crate) account: u32,
    pub(crate) kind: TokenKind,
    /// The row in [`Tokens::issued`] that says whether it still lives.
    pub(crate) row: Option<usize>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum TokenKind {
    /// An API token without scopes: the site only.
    Classic,
    /// Expired: the site treats its owner as anonymous.
    Expired,
    /// An API token with scopes, of a person or of a service account: the gateway only.
    Scoped(#[serde(deserialize_with = "words::many")] Vec<Word>),
}

/// One API token of a managed account, as the organization lists it.
#[derive(Debug, Clone, Serialize, Deserialize)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Expiry {
    At(i64),
    NeverAbsent,
    NeverEmpty,
}

/// One organization API key.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct OrgKey {
    pub(crate) id: String,
    pub(crate) label: String,
    pub(crate) secret: String,
    #[serde(deserialize_with = "words::many")]
    pub(crate) scopes: Vec<Word>,
    pub(crate) created: i64,
    pub(crate) expires: i64,
    pub(crate) last_active: Option<i64>,
    pub(crate) created_by: u32,
    pub(crate) revoked: bool,
}

impl OrgKey {
    /// A key that was made without scopes may do everything.
    pub(crate) fn may(&self, scope: &str) -> bool {
        self.scopes.is_empty() || self.scopes.contains(&scope)
    }
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct AccessToken {
    pub(crate) account: u32,
    pub(crate) expires: i64,
}

/// The one OAuth app of the site.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct OauthApp {
    pub(crate) client_id: String,
    pub(crate) client_secret: String,
    #[serde(deserialize_with = "words::many")]
    pub(crate) scopes: Vec<Word>,
    /// Refresh tokens that were not used yet.
    pub(crate) refresh: HashMap<String, u32>,
    pub(crate) access: HashMap<String, AccessToken>,
    pub(crate) issued: u64,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Tokens {
    pub(crate) basic: HashMap<String, Credential>,
    pub(crate) issued: Vec<ApiToken>,
    pub(crate) org_keys: Vec<OrgKey>,
    pub(crate) oauth: OauthApp,
}

impl Tokens {
    /// The credential behind a secret, unless it was revoked or blocked, or has expired.
    pub(crate) fn basic(&self, secret: &str, now: i64) -> Option<&Credential> {
        let found = self.basic.get(secret)?;
        let dead = found
            .row
            .and_then(|row| self.issued.get(row))
            .is_some_and(|token| {
                token.revoked
                    || token.blocked
                    || matches!(token.expires, Expiry::At(end) if end <= now)
            });
        (!dead).then_some(found)
    }

    /// The row of an organization API key that can be used.
    pub(crate) fn org_key(&self, secret: &str, now: i64) -> Option<usize> {
        self.org_keys
            .iter()
            .position(|key| key.secret == secret && !key.revoked && now < key.expires)
    }

    /// Renews what is handed out with a site that is started long after its generated present, as
    /// its owners would have done: nothing handed out may be dead from the beginning.
    pub(crate) fn renew(&mut self, now: i64) {
        for row in self.basic.values().filter_map(|held| held.row) {
            if let Some(token) = self.issued.get_mut(row)
                && let Expiry::At(end) = &mut token.expires
            {
                renew(&mut token.created, end, &mut token.last_active, now);
            }
        }
        for key in &mut self.org_keys {
            renew(
                &mut key.created,
                &mut key.expires,
                &mut key.last_active,
                now,
            );
        }
    }
}

/// Moves a life of some length on in whole steps, each a little before its end, until it lasts.
fn renew(created: &mut i64, expires: &mut i64, last_active: &mut Option<i64>, now: i64) {
    let life = *expires - *created;
    let margin = life / 10;
    let late = now + margin - *expires;
    if late < 0 || life - margin <= 0 {
        return;
    }
    let moved = (late / (life - margin) + 1) * (life - margin);
    *created += moved;
    *expires += moved;
    if last_active.is_some() {
        *last_active = Some(*created);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::DAY;

    #[test]
    fn a_renewed_credential_has_begun_and_lasts() {
        for now in [0, 60, 89, 90, 91, 180, 181, 7_654].map(|day| day * DAY) {
            let (mut created, mut expires, mut last) = (0, 100 * DAY, Some(7));
            renew(&mut created, &mut expires, &mut last, now);
            assert_eq!(expires - created, 100 * DAY);
            assert!(created <= now && now + 10 * DAY <= expires, "{now}");
            assert_eq!(last, Some(if created == 0 { 7 } else { created }));
        }
    }
}
