//! The credentials and tokens of a generated site.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::State;
use super::generate::{ADMIN, MEMBER, OUTSIDER, SERVICE, SPECIAL};
use super::rng::Rng;
use super::tokens::{ApiToken, Credential, Expiry, OauthApp, OrgKey, TokenKind, Tokens};
use super::users::{Kind, Mail};
use crate::time::{DAY, GENERATED_AT};

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Secrets {
    pub(crate) admin: String,
    pub(crate) member: String,
    pub(crate) outsider: String,
    pub(crate) scoped_admin: String,
    pub(crate) scoped_reader: String,
    pub(crate) service: String,
    pub(crate) expired: String,
    pub(crate) org_key: String,
    pub(crate) org_key_without_tokens: String,
    pub(crate) refresh: String,
}

/// The scopes of the tokens that may do everything the simulator knows.
pub(crate) const ALL_SCOPES: [&str; 7] = [
    "read:jira-user",
    "read:jira-work",
    "write:jira-work",
    "manage:jira-configuration",
    "manage:jira-project",
    "manage:jira-webhook",
    "read:confluence-user",
];

/// Jira Software's operations know no classic scopes.
const SOFTWARE_SCOPES: &[&str] = &[
    "delete:board-scope.admin:jira-software",
    "delete:sprint:jira-software",
    "read:board-scope.admin:jira-software",
    "read:board-scope:jira-software",
    "read:epic:jira-software",
    "read:issue-details:jira",
    "read:issue:jira-software",
    "read:jql:jira",
    "read:project:jira",
    "read:sprint:jira-software",
    "write:board-scope.admin:jira-software",
    "write:board-scope:jira-software",
    "write:epic:jira-software",
    "write:issue:jira-software",
    "write:sprint:jira-software",
];

fn all_scopes() -> Vec<&'static str> {
    [&ALL_SCOPES, SOFTWARE_SCOPES, super::wiki::SCOPES].concat()
}

pub(super) fn no_tokens(rng: &mut Rng) -> Tokens {
    Tokens {
        basic: HashMap::new(),
        issued: Vec::new(),
        org_keys: Vec::new(),
        oauth: OauthApp {
            client_id: rng.hex(32),
            client_secret: format!("sim-secret-{}", rng.hex(40)),
            scopes: all_scopes(),
            refresh: HashMap::new(),
            access: HashMap::new(),
            issued: 0,
        },
    }
}

pub(super) fn make_credentials(rng: &mut Rng, state: &mut State) -> Secrets {
    let mut issue = |account: u32, label: &str, kind: TokenKind, listed: bool| {
        let secret = format!("sim-token-{}", rng.hex(48));
        let row = listed.then(|| {
            state.tokens.issued.push(ApiToken {
                id: rng.uuid(),
                label: label.to_owned(),
                revoked: false,
                blocked: false,
                created: GENERATED_AT - 30 * DAY,
                expires: Expiry::At(GENERATED_AT + 335 * DAY),
                last_active: Some(GENERATED_AT - DAY),
                account,
            });
            state.tokens.issued.len() - 1
        });
        state
            .tokens
            .basic
            .insert(secret.clone(), Credential { account, kind, row });
        secret
    };
    let admin = issue(ADMIN, "admin", TokenKind::Classic, true);
    let member = issue(MEMBER, "member", TokenKind::Classic, true);
    let outsider = issue(OUTSIDER, "outsider", TokenKind::Classic, true);
    let all = || TokenKind::Scoped(all_scopes());
    let scoped_admin = issue(ADMIN, "admin, scoped", all(), true);
    let scoped_reader = issue(
        ADMIN,
        "reader",
        TokenKind::Scoped(vec!["read:jira-user"]),
        true,
    );
    let service = issue(SERVICE, "service account", all(), false);
    let expired = issue(ADMIN, "expired", TokenKind::Expired, false);
    let mut key = |label: &str, scopes: &[&'static str]| {
        let secret = format!("sim-key-{}", rng.hex(48));
        state.tokens.org_keys.push(OrgKey {
            id: rng.uuid(),
            label: label.to_owned(),
            secret: secret.clone(),
            scopes: scopes.to_vec(),
            created: GENERATED_AT - 3 * DAY,
            expires: GENERATED_AT + 360 * DAY,
            last_active: None,
            created_by: ADMIN,
            revoked: false,
        });
        secret
    };
    let org_key = key(
        "everything",
        &[
            "read:tokens:admin",
            "delete:tokens:admin",
            "read:keys:admin",
            "delete:keys:admin",
            "read:orgs:admin",
            "read:accounts:admin",
            "read:directories:admin",
            "read:groups:admin",
            "read:domains:admin",
            "read:events:admin",
            "read:workspaces:admin",
            "read:policies:admin",
            "write:policies:admin",
            "read:service-accounts:admin",
            "write:service-accounts:admin",
            "read:service-accounts-tokens:admin",
            "delete:service-accounts-tokens:admin",
        ],
    );
    let org_key_without_tokens = key("directories only", &["read:directories:admin"]);
    let refresh = format!("sim-refresh-{}", rng.hex(48));
    state.tokens.oauth.refresh.insert(refresh.clone(), ADMIN);
    Secrets {
        admin,
        member,
        outsider,
        scoped_admin,
        scoped_reader,
        service,
        expired,
        org_key,
        org_key_without_tokens,
        refresh,
    }
}

/// Tokens of managed people: some never expire, some were not used for long or ever, some belong
/// to people who have left.
pub(super) fn make_api_tokens(rng: &mut Rng, state: &mut State) {
    for at in SPECIAL..state.users.all().len() {
        let account = u32::try_from(at).unwrap_or(u32::MAX);
        let user = state.users.get(account);
        let managed = user.kind == Kind::Atlassian && user.mail == Mail::Shown;
        if !managed || !user.visible() || at % 3 != 0 {
            continue;
        }
        for number in 0..=rng.below(3) {
            let row = state.tokens.issued.len();
            let age = i64::try_from(rng.below(700)).unwrap_or(0) + 1;
            let created =
                GENERATED_AT - age * DAY + i64::try_from(rng.below(86_400_000)).unwrap_or(0);
            let offset = i64::try_from(rng.below(86_400_000)).unwrap_or(0);
            let expires = match row % 6 {
                1 => Expiry::NeverAbsent,
                4 => Expiry::NeverEmpty,
                _ => Expiry::At(created + 365 * DAY),
            };
            // Nobody uses a token that has ended.
            let last_day = match expires {
                Expiry::At(end) => end.min(GENERATED_AT),
                Expiry::NeverAbsent | Expiry::NeverEmpty => GENERATED_AT,
            };
            state.tokens.issued.push(ApiToken {
                id: rng.uuid(),
                label: format!("script {number} of user {at}"),
                revoked: false,
                blocked: row % 16 == 15,
                created,
                expires,
                last_active: match row % 5 {
                    2 => None,
                    3 => Some((created + offset).min(last_day)),
                    _ => Some((GENERATED_AT - offset).clamp(created, last_day)),
                },
                account,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{confluence, jira, software};

    #[test]
    fn the_tokens_with_all_scopes_open_every_operation_of_the_products() {
        let scopes = all_scopes();
        let has = |scope: &&str| scopes.contains(scope);
        let products = [jira::TABLES, software::TABLES, confluence::TABLES];
        let closed: Vec<_> = products
            .into_iter()
            .flatten()
            .copied()
            .flatten()
            .filter(|it| !has(&it.classic) && !it.granular.iter().all(has))
            .collect();
        assert!(closed.is_empty(), "{closed:#?}");
    }
}
