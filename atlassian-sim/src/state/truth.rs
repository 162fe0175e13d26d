//! What tests may know about the site without asking it over HTTP.

use super::State;
use super::tokens::Expiry;
use super::users::{Kind, Mail, Membership, User};
use crate::time;

/// One account as it really is.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SimUser {
    /// The account id.
    pub account_id: String,
    /// `atlassian`, `app` or `customer`.
    pub account_type: String,
    /// The display name.
    pub display_name: String,
    /// The address as answers show it: `None` when the field is left out, empty when it is `""`.
    pub shown_email: Option<String>,
    /// The real address, shown or not; empty for bots and former users.
    pub email: String,
    /// Whether the account is active.
    pub active: bool,
    /// Whether any answer shows the account. The others only take up a place in the directory's
    /// order, which is why pages of `users/search` are short.
    pub listed: bool,
    /// Ids of its groups.
    pub group_ids: Vec<String>,
}

/// One group as it really is.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SimGroup {
    /// The group id.
    pub group_id: String,
    /// The name.
    pub name: String,
    /// How many members it has, inactive ones included.
    pub size: usize,
    /// Whether it is provisioned from outside and refuses to be changed.
    pub external: bool,
}

/// One application role as it really is.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SimRole {
    /// `jira-software`, …
    pub key: String,
    /// The display name.
    pub name: String,
    /// Ids of the groups that give access.
    pub group_ids: Vec<String>,
    /// Seats, or `None` when they are unlimited.
    pub seats: Option<usize>,
    /// How many accounts count against the licence now.
    pub user_count: usize,
}

/// One application property as it really is.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SimSetting {
    /// The key.
    pub key: String,
    /// The value.
    pub value: String,
}

/// One API token as the organization sees it. The secret is not part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SimApiToken {
    /// The token's id.
    pub id: String,
    /// The label its owner gave it.
    pub label: String,
    /// The owner.
    pub account_id: String,
    /// Whether the owner is active.
    pub owner_active: bool,
    /// Blocked by an administrator.
    pub blocked: bool,
    /// When it was made.
    pub created_at: String,
    /// When it expires; `None` means never.
    pub expires_at: Option<String>,
    /// When it was last used; `None` means never.
    pub last_active_at: Option<String>,
}

impl State {
    fn sim_user(&self, user: &User) -> SimUser {
        SimUser {
            account_id: user.id.to_string(),
            account_type: user.kind.as_str().to_owned(),
            display_name: user.name.to_string(),
            shown_email: user.shown_email().map(str::to_owned),
            email: user.email.to_string(),
            active: user.active(),
            listed: user.visible(),
            group_ids: user
                .groups
                .iter()
                .map(|s| self.groups.get(*s).id.to_string())
                .collect(),
        }
    }

    pub(crate) fn sim_users(&self) -> Vec<SimUser> {
        self.users
            .all()
            .iter()
            .filter(|user| user.membership != Membership::None)
            .map(|user| self.sim_user(user))
            .collect()
    }

    pub(crate) fn sim_groups(&self) -> Vec<SimGroup> {
        self.groups
            .listed()
            .map(|(_, group)| SimGroup {
                group_id: group.id.to_string(),
                name: group.name.clone(),
                size: group.members.len(),
                external: group.external,
            })
            .collect()
    }

    pub(crate) fn sim_members(&self, group_id: &str) -> Vec<String> {
        let slot = self.groups.find(group_id);
        slot.map_or_else(Vec::new, |slot| {
            let members = self.groups.get(slot).members.iter();
            members.map(|m| self.users.get(*m).id.to_string()).collect()
        })
    }

    pub(crate) fn sim_roles(&self) -> Vec<SimRole> {
        self.roles
            .iter()
            .map(|role| SimRole {
                key: role.key.to_owned(),
                name: role.name.to_owned(),
                group_ids: role
                    .groups
                    .iter()
                    .map(|s| self.groups.get(*s).id.to_string())
                    .collect(),
                seats: role.seats,
                user_count: self.count(role),
            })
            .collect()
    }

    pub(crate) fn sim_settings(&self) -> Vec<SimSetting> {
        self.properties
            .iter()
            .map(|p| SimSetting {
                key: p.key.to_owned(),
                value: p.value.clone(),
            })
            .collect()
    }

    pub(crate) fn sim_api_tokens(&self) -> Vec<SimApiToken> {
        self.tokens
            .issued
            .iter()
            .filter(|token| !token.revoked)
            .filter(|token| self.users.get(token.account).kind == Kind::Atlassian)
            .map(|token| {
                let owner = self.users.get(token.account);
                SimApiToken {
                    id: token.id.clone(),
                    label: token.label.clone(),
                    account_id: owner.id.to_string(),
                    owner_active: owner.active(),
                    blocked: token.blocked,
                    created_at: time::rfc3339(token.created),
                    expires_at: match token.expires {
                        Expiry::At(at) => Some(time::rfc3339(at)),
                        Expiry::NeverAbsent | Expiry::NeverEmpty => None,
                    },
                    last_active_at: token.last_active.map(time::rfc3339),
                }
            })
            .collect()
    }
}

impl Mail {
    /// The usual mixture: most addresses are shown, some are left out, a few are empty.
    pub(crate) fn nth(at: usize) -> Self {
        match at {
            _ if at % 11 == 3 => Self::Absent,
            _ if at % 23 == 6 => Self::Empty,
            _ => Self::Shown,
        }
    }
}
