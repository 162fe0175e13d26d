//! The filters by which accounts of the directory are chosen.

use std::collections::HashSet;

use serde_json::Value;

use super::directory_users::shown;
use super::shared::{Scope, bad_body, choices, texts};
use crate::call::Call;
use crate::reply::Reply;
use crate::state::State;
use crate::state::org::products::{OrgRole, Resource};
use crate::state::users::Membership;

/// What a request asks for. `None` asks for nothing in particular.
#[derive(Debug, Default)]
pub(super) struct UserFilter {
    /// The only accounts that can fit, ascending, where a filter names them.
    candidates: Option<Vec<u32>>,
    members_only: bool,
    none: bool,
    managed: Option<bool>,
    two_step: Option<bool>,
    status: Option<Vec<String>>,
    account_status: Option<Vec<String>>,
    membership: Option<Vec<String>>,
    domains: Option<Vec<String>>,
    emails: Option<HashSet<String>>,
    term: Option<String>,
}

/// What two sorted lists have in common; `None` stands for everything.
fn both(held: Option<Vec<u32>>, more: Vec<u32>) -> Vec<u32> {
    match held {
        None => more,
        Some(mut held) => {
            held.retain(|account| more.binary_search(account).is_ok());
            held
        }
    }
}

fn lower(values: Vec<String>) -> impl Iterator<Item = String> {
    values.into_iter().map(|value| value.to_lowercase())
}

impl UserFilter {
    pub(super) fn of(call: &Call<'_>, state: &State, request: &Value) -> Result<Self, Reply> {
        let list = |name, max| texts(request, name, max);
        let text = |name: &str| {
            let text = request.get(name).and_then(Value::as_str);
            text.filter(|text| !text.is_empty())
        };
        let mut filter = Self::default();
        filter.name_accounts(call, state, request)?;
        if let Some(ids) = list("directoryIds", 10)? {
            filter.members_only = true;
            filter.none = !ids.contains(&state.org.directory_id);
        }
        filter.managed = match text("claimStatus") {
            None => None,
            Some("managed") => Some(true),
            Some("unmanaged") => Some(false),
            Some(_) => return Err(bad_body("The claimStatus is not valid.")),
        };
        filter.two_step = match request.get("mfaEnabled") {
            None | Some(Value::Null) => None,
            Some(Value::Bool(enabled)) => Some(*enabled),
            Some(_) => return Err(bad_body("The field mfaEnabled must be true or false.")),
        };
        let statuses = [
            "active",
            "suspended",
            "not_invited",
            "deactivated",
            "for_deletion",
        ];
        filter.status = choices(request, "status", 4, &statuses)?;
        let statuses = ["active", "inactive", "closed"];
        filter.account_status = choices(request, "accountStatus", 3, &statuses)?;
        let statuses = ["active", "suspended", "no_membership"];
        filter.membership = choices(request, "membershipStatus", 3, &statuses)?;
        filter.domains = list("emailDomains", 10)?.map(|domains| {
            lower(domains)
                .map(|domain| format!("@{}", domain.trim_start_matches('@')))
                .collect()
        });
        filter.emails = list("emails", 100)?.map(|emails| lower(emails).collect());
        filter.term = text("searchTerm").map(str::to_lowercase);
        if filter.emails.is_some() && filter.term.is_some() {
            return Err(bad_body(
                "The fields searchTerm and emails cannot be used together.",
            ));
        }
        Ok(filter)
    }

    /// The filters that name accounts by something that knows them, so that nobody else needs to
    /// be looked at.
    fn name_accounts(
        &mut self,
        call: &Call<'_>,
        state: &State,
        request: &Value,
    ) -> Result<(), Reply> {
        if let Some(ids) = texts(request, "accountIds", 10)? {
            let mut accounts: Vec<u32> =
                ids.iter().filter_map(|id| state.users.known(id)).collect();
            accounts.sort_unstable();
            accounts.dedup();
            self.candidates = Some(accounts);
        }
        if let Some(ids) = texts(request, "groupIds", 10)? {
            let slots = ids.iter().filter_map(|id| state.groups.find(id));
            let mut members: Vec<u32> = slots
                .flat_map(|slot| state.groups.get(slot).members.iter().copied())
                .collect();
            members.sort_unstable();
            members.dedup();
            self.candidates = Some(both(self.candidates.take(), members));
        }
        let resources = texts(request, "resourceIds", 20)?;
        let known = OrgRole::ALL.map(OrgRole::as_str);
        let roles = choices(request, "roleIds", 10, &known)?;
        if resources.is_some() || roles.is_some() {
            let world = call.world;
            let wanted: Vec<Resource> = Resource::all()
                .filter(|resource| {
                    let ari = resource.ari(&world.cloud_id, &world.org_id);
                    resources.as_ref().is_none_or(|ids| ids.contains(&ari))
                })
                .collect();
            let holders = state.holders(|resource, role| {
                wanted.contains(&resource)
                    && roles
                        .as_ref()
                        .is_none_or(|ids| ids.iter().any(|id| id == role.as_str()))
            });
            self.candidates = Some(both(self.candidates.take(), holders));
        }
        Ok(())
    }

    /// The accounts that fit, in the directory's order from this place on, found as they are asked
    /// for.
    pub(super) fn matching<'a>(
        &'a self,
        state: &'a State,
        scope: Scope,
        from: usize,
    ) -> Box<dyn Iterator<Item = u32> + 'a> {
        let fits = move |account: &u32| shown(state, scope, *account) && self.fits(state, *account);
        if let Some(candidates) = &self.candidates {
            let first = candidates.partition_point(|account| (*account as usize) < from);
            return Box::new(candidates.iter().skip(first).copied().filter(fits));
        }
        let count = u32::try_from(state.users.all().len()).unwrap_or(u32::MAX);
        let first = u32::try_from(from).unwrap_or(u32::MAX);
        Box::new((first..count).filter(fits))
    }

    fn fits(&self, state: &State, account: u32) -> bool {
        let user = state.users.get(account);
        let among = |wanted: &Option<Vec<String>>, held: &str| {
            wanted
                .as_ref()
                .is_none_or(|wanted| wanted.iter().any(|value| value == held))
        };
        let is = |wanted: Option<bool>, held: &dyn Fn() -> bool| {
            wanted.is_none_or(|wanted| wanted == held())
        };
        if self.none || self.members_only && user.membership == Membership::None {
            return false;
        }
        let managed = || state.org.manages(user);
        is(self.managed, &managed)
            // Only of managed accounts is it known.
            && is(self.two_step, &|| state.two_step(account))
            && (self.two_step.is_none() || managed())
            && among(&self.account_status, user.account_status())
            && among(&self.membership, user.membership.as_str())
            && (self.status.is_none() || among(&self.status, state.status(account)))
            && self.fits_text(state, account)
    }

    fn fits_text(&self, state: &State, account: u32) -> bool {
        if self.domains.is_none() && self.emails.is_none() && self.term.is_none() {
            return true;
        }
        let user = state.users.get(account);
        let email = user.email.to_lowercase();
        let ends = |domains: &Vec<String>| domains.iter().any(|domain| email.ends_with(domain));
        self.domains.as_ref().is_none_or(ends)
            && self
                .emails
                .as_ref()
                .is_none_or(|emails| emails.contains(&email))
            && self.term.as_ref().is_none_or(|term| {
                email.contains(term)
                    || user.name.to_lowercase().contains(term)
                    || state.nickname(account).to_lowercase().contains(term)
            })
    }
}
