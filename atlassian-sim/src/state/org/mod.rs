//! The organization: what its administrators see and set.

pub(crate) mod access;
pub(crate) mod events;
mod found;
pub(crate) mod people;
pub(crate) mod policies;
pub(crate) mod products;
pub(crate) mod scim;

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use super::State;
use super::rng::Rng;
use super::roles::CONFLUENCE;
use super::users::{Kind, Standing, User, Users};
use access::{DirectRole, Grant};
use events::Events;
use people::Profile;
use policies::{AuthPolicies, Policies};
use scim::Scim;

/// Keeps the organization's data apart from what others draw from the same seed.
const SALT: u64 = 0x6f72_6761_6e69_7a61;

#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Org {
    /// What is derived for each account, and not stored, comes from this.
    seed: u64,
    /// How long after its generated present the site was started for the first time: until then people went on working.
    #[serde(default)]
    pub(crate) elapsed: Option<i64>,
    pub(crate) name: String,
    pub(crate) directory_id: String,
    pub(crate) domains: Vec<Domain>,
    /// What was set for an account; everything else about it is derived.
    pub(crate) profiles: HashMap<u32, Profile>,
    /// Accounts that will be closed, and when.
    pub(crate) closings: BTreeMap<u32, i64>,
    pub(crate) group_descriptions: HashMap<u32, String>,
    pub(crate) grants: Vec<Grant>,
    pub(crate) direct_roles: Vec<DirectRole>,
    /// The groups that may use Confluence.
    pub(crate) confluence_groups: Vec<u32>,
    pub(crate) confluence_seats: usize,
    pub(crate) events: Events,
    pub(crate) policies: Policies,
    pub(crate) auth_policies: AuthPolicies,
    pub(crate) services: Vec<ServiceAccount>,
    pub(crate) scim: Scim,
}

/// A domain that the organization claims, or tries to.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Domain {
    pub(crate) id: String,
    pub(crate) name: String,
    /// Proven by a DNS record, or else by a file.
    pub(crate) dns: bool,
    pub(crate) verified: bool,
}

/// What the organization knows of a service account beyond its account.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct ServiceAccount {
    /// The organization's own id for it; the account has another.
    pub(crate) id: String,
    pub(crate) account: u32,
    pub(crate) description: String,
    pub(crate) created_by: u32,
    pub(crate) updated: i64,
}

impl Org {
    /// What a generated site starts with.
    pub(crate) fn generate(seed: u64, _users: &Users) -> Self {
        let mut rng = Rng::new(seed ^ SALT);
        let mut domain = |name: &str, dns, verified| Domain {
            id: rng.hex(40),
            name: name.to_owned(),
            dns,
            verified,
        };
        let domains = vec![
            domain("example.com", true, true),
            domain("example.org", false, true),
            domain("example.net", true, false),
        ];
        Self {
            seed,
            name: "Acme".to_owned(),
            directory_id: rng.uuid(),
            domains,
            confluence_groups: CONFLUENCE.to_vec(),
            ..Self::default()
        }
    }

    /// Whether the organization has proven that the address's domain is its own.
    pub(crate) fn claims(&self, email: &str) -> bool {
        let Some((_, host)) = email.rsplit_once('@') else {
            return false;
        };
        self.domains
            .iter()
            .any(|domain| domain.verified && domain.name.eq_ignore_ascii_case(host))
    }

    /// Whether the account belongs to the organization: a person's, on a domain it claims.
    pub(crate) fn manages(&self, user: &User) -> bool {
        user.kind == Kind::Atlassian
            && user.standing != Standing::Unlisted
            && self.claims(&user.email)
    }

    pub(crate) fn service_of(&self, account: u32) -> Option<&ServiceAccount> {
        self.services.iter().find(|held| held.account == account)
    }

    /// Whether an account's time has come by now.
    pub(crate) fn has_closings(&self, now: i64) -> bool {
        self.closings.values().any(|due| *due <= now)
    }
}

impl State {
    pub(crate) fn group_description(&self, slot: u32) -> &str {
        self.org
            .group_descriptions
            .get(&slot)
            .map_or("", String::as_str)
    }

    /// Closes the accounts whose days of grace are over.
    pub(crate) fn close_due(&mut self, now: i64) {
        let due = |(account, at): (&u32, &i64)| (*at <= now).then_some(*account);
        let accounts: Vec<u32> = self.org.closings.iter().filter_map(due).collect();
        for account in accounts {
            self.close(account);
        }
    }
}
