//! Makes a site out of a seed and two numbers: the same ones always give the same site.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::audit::{Audit, Record};
use super::groups::{
    ARCHIVE, CONFLUENCE_USERS, CONTRACTORS, Groups, JIRA_ADMINS, ORG_ADMINS, SERVICE_AGENTS,
    SITE_ADMINS, SOFTWARE_USERS, SYSTEM_GROUPS,
};
use super::issue::{Secrets, make_api_tokens, make_credentials, no_tokens};
use super::jira::{self, Jira};
use super::org::Org;
use super::rng::Rng;
use super::users::{Kind, Mail, Membership, Standing, User, Users};
use super::wiki::Wiki;
use super::{State, roles, settings};
use crate::time::{DAY, GENERATED_AT};

/// The accounts that every site has, by index.
pub(crate) const ADMIN: u32 = 0;
pub(crate) const MEMBER: u32 = 1;
pub(crate) const OUTSIDER: u32 = 2;
pub(crate) const SERVICE: u32 = 3;
pub(super) const SPECIAL: usize = 4;

/// A site as it was generated: fixed ids, and what can change.
#[derive(Debug)]
pub(crate) struct Site {
    pub(crate) cloud_id: String,
    pub(crate) org_id: String,
    pub(crate) state: State,
}

/// What a generated site follows from.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Recipe {
    pub(crate) seed: u64,
    pub(crate) users: usize,
    pub(crate) groups: usize,
    pub(crate) issues: Option<usize>,
}

impl Recipe {
    /// The site, with credentials that are good now.
    pub(crate) fn make(&self, now: i64) -> Site {
        let mut site = generate(self.seed, self.users, self.groups, self.issues);
        site.state.renew(now);
        site
    }
}

pub(crate) fn generate(seed: u64, users: usize, groups: usize, issues: Option<usize>) -> Site {
    let mut rng = Rng::new(seed);
    let cloud_id = rng.uuid();
    let org_id = rng.uuid();
    let users = make_users(&mut rng, users.max(SPECIAL * 2));
    let mut state = State {
        secrets: Secrets::default(),
        jira: Jira::default(),
        org: Org::generate(seed, &users),
        wiki: Wiki::generate(seed, &users),
        users,
        groups: make_groups(&mut rng, groups.max(SYSTEM_GROUPS.len())),
        roles: roles::roles(),
        properties: settings::properties(),
        audit: Audit::default(),
        tokens: no_tokens(&mut rng),
        counted_last: 0,
        rng: Rng::new(0),
    };
    make_memberships(&mut rng, &mut state);
    let issues = issues.unwrap_or_else(|| jira::issues_to_match(state.users.all().len()));
    state.jira = jira::generate(seed, &state.users, &state.groups, issues);
    state.count_licences();
    make_audit(&mut rng, &mut state);
    state.secrets = make_credentials(&mut rng, &mut state);
    make_api_tokens(&mut rng, &mut state);
    state.found_org(seed, &cloud_id);
    state.rng = rng;
    Site {
        cloud_id,
        org_id,
        state,
    }
}

impl State {
    /// Counts who takes a seat; every product has as many seats as it takes.
    pub(crate) fn count_licences(&mut self) {
        for at in 0..self.roles.len() {
            let count = self.count(&self.roles[at]);
            let role = &mut self.roles[at];
            role.counted_last = count;
            role.seats = (role.key != "jira-product-discovery").then(|| roles::tier(count));
        }
        let held = self.roles.iter().flat_map(|role| role.groups.clone());
        let licensed: Vec<u32> = held.collect();
        self.counted_last = self.count_in(&licensed);
    }
}

/// Where the directory hides accounts: some here and there, and one run of 70 that leaves exactly
/// one window of 50 without anybody.
fn unlisted(at: usize, users: usize) -> bool {
    let run = 50 * (users / 150);
    let run = run.saturating_sub(10)..run + 60;
    if users >= 500 && (run.contains(&at) || at + 1 == run.start || at == run.end) {
        return run.contains(&at);
    }
    at % 31 == 13
}

fn account_id(rng: &mut Rng, at: usize, kind: Kind) -> String {
    match (kind, at % 5) {
        (Kind::App, _) => format!("557058:{}", rng.uuid()),
        (Kind::Customer, _) => format!("qm:{}:{}", rng.uuid(), rng.uuid()),
        (Kind::Atlassian, 1 | 3) => format!("712020:{}", rng.uuid()),
        (Kind::Atlassian, _) => format!("5{}", rng.hex(23)),
    }
}

fn display_name(at: usize) -> String {
    match at % 40 {
        8 => format!("Персона {at}"),
        16 => format!("人物 {at}"),
        24 => format!("Persönlichkeit {at} 🦀"),
        32 => format!("O'Person \"{at}\" <b>&amp;</b>"),
        _ => format!("Person {at}"),
    }
}

fn make_users(rng: &mut Rng, count: usize) -> Users {
    let mut users = Users::default();
    for (kind, name, email) in [
        (Kind::Atlassian, "Admin", "admin@example.com"),
        (Kind::Atlassian, "Member", "member@example.com"),
        (Kind::Atlassian, "Outsider", "outsider@example.com"),
        (
            Kind::App,
            "Service Account",
            "sim@serviceaccount.atlassian.com",
        ),
    ] {
        users.push(User {
            id: account_id(rng, users.all().len(), kind).into(),
            name: name.into(),
            email: email.into(),
            kind,
            standing: Standing::Active,
            membership: Membership::Active,
            mail: Mail::Shown,
            zone: "Europe/Berlin".into(),
            locale: "en_US".into(),
            groups: Vec::new(),
        });
    }
    // Shared, since a large site has a million accounts.
    let zones: [Arc<str>; 4] =
        ["Etc/UTC", "America/New_York", "Asia/Tokyo", "Europe/Berlin"].map(Into::into);
    let locales: [Arc<str>; 4] = ["en_US", "en_GB", "de_DE", "ja_JP"].map(Into::into);
    for at in SPECIAL..count {
        let kind = match at {
            _ if at % 17 == 5 => Kind::App,
            _ if at % 19 == 7 => Kind::Customer,
            _ => Kind::Atlassian,
        };
        let standing = match at {
            _ if unlisted(at, count) => Standing::Unlisted,
            _ if kind == Kind::App => Standing::Active,
            _ if at % 29 == 11 => Standing::Former,
            _ if at % 13 == 9 => Standing::Inactive,
            _ => Standing::Active,
        };
        let mail = Mail::nth(at);
        let id = account_id(rng, at, kind);
        let (name, email) = match kind {
            _ if standing == Standing::Former => ("Former user".to_owned(), String::new()),
            Kind::App => (format!("Automation Bot {at}"), String::new()),
            Kind::Customer => (
                format!("Customer {at}"),
                format!("customer-{at}@customers.example.com"),
            ),
            Kind::Atlassian if mail != Mail::Shown => {
                (display_name(at), format!("user-{at}@partner.example.com"))
            }
            Kind::Atlassian => (display_name(at), format!("user-{at}@example.com")),
        };
        users.push(User {
            id: id.into(),
            name: name.into(),
            mail: if email.is_empty() { Mail::Absent } else { mail },
            email: email.into(),
            kind,
            standing,
            membership: Membership::Active,
            zone: Arc::clone(&zones[rng.below(4)]),
            locale: Arc::clone(&locales[rng.below(4)]),
            groups: Vec::new(),
        });
    }
    users
}

fn make_groups(rng: &mut Rng, count: usize) -> Groups {
    let mut groups = Groups::default();
    for name in SYSTEM_GROUPS {
        groups.push(rng.uuid(), name.to_owned(), false);
    }
    for at in SYSTEM_GROUPS.len()..count {
        let name = match at {
            8 => "all-staff".to_owned(),
            9 => "R&D / Platform + Tools (50%)".to_owned(),
            10 => "équipe-données".to_owned(),
            11 => "scim-engineering".to_owned(),
            _ => format!("team-{at}"),
        };
        let external = name.starts_with("scim-");
        groups.push(rng.uuid(), name, external);
    }
    groups
}

fn make_memberships(rng: &mut Rng, state: &mut State) {
    let teams: Vec<u32> = state
        .groups
        .listed()
        .map(|(slot, _)| slot)
        .filter(|slot| *slot > ARCHIVE)
        .collect();
    let first_team = ARCHIVE + 1;
    for at in 0..state.users.all().len() {
        let account = u32::try_from(at).unwrap_or(u32::MAX);
        let user = state.users.get(account);
        if !matches!(user.standing, Standing::Active | Standing::Inactive) {
            continue;
        }
        let (kind, active) = (user.kind, user.active());
        let mut slots: Vec<u32> = match account {
            ADMIN => vec![
                ORG_ADMINS,
                SITE_ADMINS,
                JIRA_ADMINS,
                SOFTWARE_USERS,
                CONFLUENCE_USERS,
            ],
            MEMBER => vec![SOFTWARE_USERS, CONFLUENCE_USERS],
            OUTSIDER => vec![CONTRACTORS],
            SERVICE => vec![JIRA_ADMINS, CONFLUENCE_USERS],
            _ => match kind {
                Kind::Customer => Vec::new(),
                Kind::App if at % 2 == 0 => Vec::new(),
                Kind::App => vec![SOFTWARE_USERS],
                Kind::Atlassian => {
                    let mut slots = vec![SOFTWARE_USERS];
                    if at % 5 == 0 {
                        slots.push(SERVICE_AGENTS);
                    }
                    if at % 7 != 0 {
                        slots.push(CONFLUENCE_USERS);
                    }
                    if at % 100 == 25 {
                        slots.push(JIRA_ADMINS);
                    }
                    slots
                }
            },
        };
        if account >= 4 && kind == Kind::Atlassian && !teams.is_empty() {
            if active && rng.below(10) < 9 {
                slots.push(first_team);
            }
            for _ in 0..rng.below(4) {
                if slots.len() < 6 {
                    slots.push(teams[rng.skewed_below(teams.len())]);
                }
            }
        }
        slots.sort_unstable();
        slots.dedup();
        for slot in &slots {
            state.groups.get_mut(*slot).members.push(account);
        }
        slots.shrink_to_fit();
        state.users.get_mut(account).groups = slots;
    }
}

fn make_audit(rng: &mut Rng, state: &mut State) {
    let count = state.users.all().len().clamp(200, 2_500);
    let step = 365 * DAY / i64::try_from(count).unwrap_or(1);
    let mut created = GENERATED_AT - 365 * DAY;
    for at in 0..count {
        created += step;
        let account = u32::try_from(rng.below(state.users.all().len())).unwrap_or(0);
        let slot = if at % 2 == 0 {
            SOFTWARE_USERS
        } else {
            CONFLUENCE_USERS
        };
        let (summary, category) = match at % 4 {
            0 => ("User created", "user management"),
            1 => ("User added to group", "group management"),
            2 => ("User removed from group", "group management"),
            _ => ("Global permission added", "permissions"),
        };
        let mut record = match at % 4 {
            0 => Record::new(created, ADMIN, summary, category, state.user_item(account)),
            _ => Record::new(created, ADMIN, summary, category, state.group_item(slot)),
        };
        if matches!(at % 4, 1 | 2) {
            record.associated.push(state.user_item(account));
        }
        state.note(record);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_window_of_fifty_is_empty_and_its_neighbours_are_not() {
        for users in [500, 501, 1_000, 20_000] {
            let hidden: Vec<bool> = (0..users).map(|at| unlisted(at, users)).collect();
            let empty: Vec<usize> = (0..users / 50)
                .filter(|w| hidden[w * 50..w * 50 + 50].iter().all(|h| *h))
                .collect();
            assert_eq!(empty.len(), 1, "{users}");
            assert!(empty[0] > 0 && (empty[0] + 1) * 50 < users);
        }
    }

    #[test]
    fn a_large_site_is_made_quickly_and_makes_sense() {
        let site = generate(1, 20_000, 500, None);
        let state = &site.state;
        assert_eq!(state.users.all().len(), 20_000);
        assert_eq!(state.groups.listed().count(), 500);
        assert!(state.groups.get(SOFTWARE_USERS).members.len() > 10_000);
        assert!(state.groups.get(ARCHIVE).members.is_empty());
        for (slot, group) in state.groups.listed() {
            assert!(group.members.is_sorted());
            for member in &group.members {
                assert!(state.users.get(*member).groups.contains(&slot));
            }
        }
        assert!(state.users.all().iter().all(|u| u.groups.len() <= 6));
    }
}
