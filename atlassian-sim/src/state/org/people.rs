//! What the organization knows of an account beyond what the site does, and what it does to it.

use serde::{Deserialize, Serialize};

use super::products::Product;
use crate::state::State;
use crate::state::rng::Rng;
use crate::state::users::{Mail, Membership, Standing, User};
use crate::time::{DAY, GENERATED_AT};

/// How long an account that is to be deleted can still be saved.
const GRACE: i64 = 14 * DAY;

/// What was set for an account. Where a field is `None` it keeps its derived value.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Profile {
    pub(crate) nickname: Option<String>,
    pub(crate) department: Option<String>,
    pub(crate) job_title: Option<String>,
    pub(crate) location: Option<String>,
    pub(crate) organization: Option<String>,
    pub(crate) added: Option<i64>,
    pub(crate) deactivated: Option<i64>,
}

/// The work details of a profile; empty ones are left out of answers.
#[derive(Debug, Default)]
pub(crate) struct Work {
    pub(crate) department: String,
    pub(crate) job_title: String,
    pub(crate) location: String,
    pub(crate) organization: String,
}

impl Membership {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Suspended => "suspended",
            Self::None => "no_membership",
        }
    }
}

impl User {
    /// The state of the account itself, wherever it is a member.
    pub(crate) fn account_status(&self) -> &'static str {
        match self.standing {
            Standing::Active | Standing::Unlisted => "active",
            Standing::Inactive => "inactive",
            Standing::Former => "closed",
        }
    }
}

impl State {
    /// A number that belongs to the account and the question, always the same.
    fn lot(&self, account: u32, question: u64) -> u64 {
        let seed = self.org.seed ^ super::SALT ^ (u64::from(account) << 16) ^ question;
        Rng::new(seed).next()
    }

    fn days(&self, account: u32, question: u64, limit: u64) -> i64 {
        i64::try_from(self.lot(account, question) % limit).unwrap_or(0) * DAY
    }

    fn profile(&self, account: u32) -> Option<&Profile> {
        self.org.profiles.get(&account)
    }

    pub(crate) fn profile_mut(&mut self, account: u32) -> &mut Profile {
        self.org.profiles.entry(account).or_default()
    }

    pub(crate) fn nickname(&self, account: u32) -> &str {
        self.profile(account)
            .and_then(|profile| profile.nickname.as_deref())
            .unwrap_or(&self.users.get(account).name)
    }

    pub(crate) fn work(&self, account: u32) -> Work {
        const DEPARTMENTS: [&str; 4] = ["Engineering", "Support", "Finance", "People"];
        const TITLES: [&str; 4] = ["Engineer", "Agent", "Accountant", "Partner"];
        let at = usize::try_from(self.lot(account, 1) % 5).unwrap_or(0);
        let held = |names: &[&str; 4]| names.get(at).copied().unwrap_or("").to_owned();
        let user = self.users.get(account);
        let mut work = Work::default();
        if self.org.manages(user) {
            work.department = held(&DEPARTMENTS);
            work.job_title = held(&TITLES);
        }
        if let Some(set) = self.profile(account) {
            for (field, value) in [
                (&mut work.department, &set.department),
                (&mut work.job_title, &set.job_title),
                (&mut work.location, &set.location),
                (&mut work.organization, &set.organization),
            ] {
                if let Some(value) = value {
                    field.clone_from(value);
                }
            }
        }
        work
    }

    /// When the account first came to the organization.
    pub(crate) fn added_to_org(&self, account: u32) -> i64 {
        self.profile(account)
            .and_then(|profile| profile.added)
            .unwrap_or_else(|| GENERATED_AT - 100 * DAY - self.days(account, 2, 900))
    }

    pub(crate) fn deactivated_on(&self, account: u32) -> Option<i64> {
        let held = || GENERATED_AT - DAY - self.days(account, 3, 60);
        (self.users.get(account).standing == Standing::Inactive).then(|| {
            self.profile(account)
                .and_then(|profile| profile.deactivated)
                .unwrap_or_else(held)
        })
    }

    pub(crate) fn two_step(&self, account: u32) -> bool {
        !self.lot(account, 4).is_multiple_of(3)
    }

    /// When somebody last looked at a page of the product, which is not to say that the account
    /// may still use it. API calls do not count, and some people never came.
    pub(crate) fn last_active(&self, account: u32, product: Product) -> Option<i64> {
        let newcomer = self.profile(account).is_some_and(|p| p.added.is_some());
        let question = 8 + product as u64;
        let never = newcomer || self.lot(account, question).is_multiple_of(7);
        if never || !self.has_access(account, product) {
            return None;
        }
        let (left, longest) = match self.users.get(account).standing {
            Standing::Active | Standing::Unlisted => (
                GENERATED_AT + self.org.elapsed.unwrap_or(0),
                self.longest_absence(account, question),
            ),
            Standing::Inactive | Standing::Former => (GENERATED_AT - 61 * DAY, 30),
        };
        let hour = i64::try_from(self.lot(account, question << 8) % 86_400_000).unwrap_or(0);
        let last = left - self.days(account, question << 16, longest) - hour;
        Some(last.max(self.added_to_org(account) + hour))
    }

    /// Most people came this month, some have not for a while, and a few are long gone.
    fn longest_absence(&self, account: u32, question: u64) -> u64 {
        match self.lot(account, question << 24) % 20 {
            0..13 => 30,
            13..16 => 120,
            16..19 => 360,
            _ => 800,
        }
    }

    /// Account and membership in one word.
    pub(crate) fn status(&self, account: u32) -> &'static str {
        let user = self.users.get(account);
        if self.org.closings.contains_key(&account) {
            return "for_deletion";
        }
        match (user.standing, user.membership) {
            (Standing::Inactive | Standing::Former, _) => "deactivated",
            (_, Membership::Active) => "active",
            (_, Membership::Suspended) => "suspended",
            (_, Membership::None) => "not_invited",
        }
    }
}

/// Changes that an administrator of the organization makes.
impl State {
    /// Makes a member of whoever has this address: an account that was removed comes back without
    /// its groups, and an address nobody has gets an account.
    pub(crate) fn invite(&mut self, now: i64, email: &str) -> u32 {
        if let Some(known) = self.users.find_by_email(email) {
            let user = self.users.get_mut(known);
            if user.membership == Membership::None {
                user.membership = Membership::Active;
            }
            if user.standing == Standing::Unlisted {
                user.standing = Standing::Active;
            }
            return known;
        }
        let id = format!("712020:{}", self.rng.uuid());
        let name = email.split('@').next().unwrap_or(email);
        let account = self.users.push(User::invited(id, name, email));
        self.profile_mut(account).added = Some(now);
        account
    }

    pub(crate) fn deactivate(&mut self, now: i64, account: u32) {
        self.users.get_mut(account).standing = Standing::Inactive;
        self.profile_mut(account).deactivated = Some(now);
    }

    pub(crate) fn activate(&mut self, account: u32) {
        self.users.get_mut(account).standing = Standing::Active;
        self.org.closings.remove(&account);
    }

    /// Begins the days of grace at whose end the account is closed; until then it is inactive.
    pub(crate) fn schedule_closing(&mut self, now: i64, account: u32) {
        self.deactivate(now, account);
        self.org.closings.insert(account, now + GRACE);
    }

    /// Ends an account for ever. What it left behind shows a "Former user".
    pub(super) fn close(&mut self, account: u32) {
        self.org.closings.remove(&account);
        for slot in self.users.get(account).groups.clone() {
            self.leave(account, slot);
        }
        self.org.direct_roles.retain(|held| held.account != account);
        self.org.scim.users.retain(|held| held.account != account);
        for token in &mut self.tokens.issued {
            token.revoked |= token.account == account;
        }
        let user = self.users.get_mut(account);
        user.standing = Standing::Former;
        user.name = "Former user".into();
        user.email = "".into();
        user.mail = Mail::Absent;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::generate::generate;

    #[test]
    fn most_people_came_lately_and_some_have_not_for_long_whenever_the_site_is_started() {
        for later in [0, 52, 2_000] {
            let mut state = generate(1, 500, 12, Some(0)).state;
            let now = GENERATED_AT + later * DAY;
            state.renew(now);
            let accounts = 0..u32::try_from(state.users.all().len()).unwrap();
            let active = accounts.filter(|at| state.users.get(*at).active());
            let last = active.filter_map(|at| {
                let last = state.last_active(at, Product::Software)?;
                assert!(last >= state.added_to_org(at) && last <= now);
                Some(last)
            });
            let days: Vec<i64> = last.map(|last| (now - last) / DAY).collect();
            let within =
                |most: i64| days.iter().filter(|days| **days <= most).count() * 100 / days.len();
            assert!((60..85).contains(&within(30)), "{later}: {}", within(30));
            assert!((75..95).contains(&within(90)), "{later}: {}", within(90));
        }
    }
}
