//! Everything the simulated Atlassian knows.

pub(crate) mod audit;
pub(crate) mod generate;
pub(crate) mod groups;
mod issue;
pub(crate) mod jira;
pub(crate) mod org;
pub(crate) mod permissions;
pub(crate) mod rng;
pub(crate) mod roles;
pub(crate) mod settings;
pub(crate) mod tokens;
mod truth;
pub(crate) mod users;
pub(crate) mod wiki;
pub(crate) mod words;

#[cfg(test)]
pub(crate) use generate::generate;
pub(crate) use generate::{ADMIN, MEMBER, OUTSIDER, Recipe, SERVICE, Site};
pub(crate) use issue::Secrets;
pub use jira::site::Feature;
pub use truth::{SimApiToken, SimGroup, SimRole, SimSetting, SimUser};

use serde::{Deserialize, Serialize};

use audit::{Audit, Item, Record};
use groups::Groups;
use roles::Role;
use settings::Property;
use tokens::Tokens;
use users::{Membership, Users};

use crate::time::GENERATED_AT;

/// The account that client credentials act as.
pub(crate) fn service_account() -> u32 {
    SERVICE
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct State {
    /// What was handed out at the start.
    pub(crate) secrets: Secrets,
    pub(crate) users: Users,
    pub(crate) groups: Groups,
    pub(crate) roles: Vec<Role>,
    pub(crate) properties: Vec<Property>,
    pub(crate) audit: Audit,
    pub(crate) tokens: Tokens,
    pub(crate) jira: jira::Jira,
    pub(crate) org: org::Org,
    pub(crate) wiki: wiki::Wiki,
    /// Everybody who counts against a licence of Jira, as of the last weekly count.
    pub(crate) counted_last: usize,
    /// For ids made after the start.
    pub(crate) rng: rng::Rng,
}

impl State {
    /// Finds out again what is not saved.
    pub(crate) fn reindex(&mut self) {
        self.users.reindex();
        self.groups.reindex();
        self.jira.issues.reindex();
        self.jira.listen();
    }

    /// Renews what is handed out with a site that is started long after its present.
    pub(crate) fn renew(&mut self, now: i64) {
        self.tokens.renew(now);
        self.org.scim.renew(now);
        self.org.elapsed.get_or_insert((now - GENERATED_AT).max(0));
    }

    /// Puts an account into a group; `false` if it was there already.
    pub(crate) fn join(&mut self, account: u32, slot: u32) -> bool {
        let groups = &mut self.users.get_mut(account).groups;
        let Err(at) = groups.binary_search(&slot) else {
            return false;
        };
        groups.insert(at, slot);
        let members = &mut self.groups.get_mut(slot).members;
        if let Err(at) = members.binary_search(&account) {
            members.insert(at, account);
        }
        true
    }

    /// Takes an account out of a group; `false` if it was not there.
    pub(crate) fn leave(&mut self, account: u32, slot: u32) -> bool {
        let groups = &mut self.users.get_mut(account).groups;
        let Ok(at) = groups.binary_search(&slot) else {
            return false;
        };
        groups.remove(at);
        let members = &mut self.groups.get_mut(slot).members;
        if let Ok(at) = members.binary_search(&account) {
            members.remove(at);
        }
        true
    }

    pub(crate) fn delete_group(&mut self, slot: u32) {
        for account in self.groups.delete(slot) {
            self.users.get_mut(account).groups.retain(|s| *s != slot);
        }
        for role in &mut self.roles {
            role.groups.retain(|s| *s != slot);
            role.default_groups.retain(|s| *s != slot);
        }
        self.org.grants.retain(|held| held.slot != slot);
        self.org.confluence_groups.retain(|s| *s != slot);
        self.org.scim.groups.retain(|held| held.slot != slot);
    }

    /// Takes an account off the site, with its memberships.
    pub(crate) fn remove_user(&mut self, account: u32) {
        let slots = self.users.get(account).groups.clone();
        for slot in slots {
            self.leave(account, slot);
        }
        self.org.direct_roles.retain(|held| held.account != account);
        self.users.get_mut(account).membership = Membership::None;
    }

    /// The application roles that an account has through its groups.
    pub(crate) fn roles_of(&self, account: u32) -> Vec<&Role> {
        self.roles
            .iter()
            .filter(|role| self.in_any(account, &role.groups))
            .collect()
    }

    /// How many accounts count against the licence of a role.
    pub(crate) fn count(&self, role: &Role) -> usize {
        self.count_in(&role.groups)
    }

    /// How many accounts count that are in at least one of these groups.
    pub(crate) fn count_in(&self, slots: &[u32]) -> usize {
        let mut seen = vec![false; self.users.all().len()];
        let mut count = 0;
        for slot in slots {
            for member in &self.groups.get(*slot).members {
                let seen = &mut seen[*member as usize];
                if !*seen && self.users.get(*member).counts() {
                    count += 1;
                }
                *seen = true;
            }
        }
        count
    }

    pub(crate) fn group_item(&self, slot: u32) -> Item {
        let group = self.groups.get(slot);
        Item {
            id: group.id.to_string(),
            name: group.name.clone(),
            kind: "GROUP",
        }
    }

    pub(crate) fn user_item(&self, account: u32) -> Item {
        let user = self.users.get(account);
        Item {
            id: user.id.to_string(),
            name: user.id.to_string(),
            kind: "USER",
        }
    }

    pub(crate) fn note(&mut self, record: Record) {
        self.audit.push(record);
    }
}
