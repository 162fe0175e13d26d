//! What the sources told of one account so far.

use std::mem::take;

use atlassian_admin::api_tokens::ApiToken;
use atlassian_core::AccountId;

use super::roster::{Reach, sorted};
use super::state::is_active;
use super::{
    Access, AccountKind, AccountState, Activity, BySource, Day, GroupRef, Known, Origin, Person,
    Product, ProductUse, Reason, Why,
};

/// What the sources told of one account.
#[derive(Default)]
pub(crate) struct Draft {
    pub(crate) kind: Option<AccountKind>,
    name: String,
    pub(crate) email: Option<String>,
    states: BySource<Option<AccountState>>,
    /// Since when it is in the organization.
    pub(crate) added: Option<Day>,
    /// Whether the organization manages it; only then its tokens are told.
    pub(crate) managed: bool,
    pub(crate) tokens: Vec<ApiToken>,
    pub(crate) memberships: BySource<Option<Vec<GroupRef>>>,
    uses: Vec<(Product, Access)>,
    activity: Vec<(Product, Activity)>,
}

/// What is said of an account where it was not told of itself.
pub(super) struct Untold<'a> {
    pub(super) products: &'a [Reach],
    pub(super) unseen: &'a BySource<Known<AccountState>>,
    pub(super) tokens: Option<&'a Why>,
    pub(super) activity: Why,
    pub(super) memberships: &'a BySource<Why>,
    pub(super) seats_only: bool,
}

impl Draft {
    /// A name that somebody else has given already stays.
    pub(crate) fn named(&mut self, name: Option<String>, email: Option<String>) {
        if let Some(name) = name.filter(|name| !name.is_empty() && self.name.is_empty()) {
            self.name = name;
        }
        if self.email.is_none() {
            self.email = email.filter(|email| !email.is_empty());
        }
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// A source shows the account. Within a source, too, one word for "cannot be used" is enough.
    pub(crate) fn seen(&mut self, origin: Origin, state: AccountState) {
        let held = self.states.of_mut(origin);
        let settled = held.and_then(AccountState::is_active);
        if settled.is_none() || settled == Some(true) && state.is_active() == Some(false) {
            *held = Some(state);
        }
    }

    /// Whether anybody says that it can be used.
    pub(crate) fn active(&self) -> Option<bool> {
        is_active(self.states.iter().filter_map(|(_, state)| *state))
    }

    /// Whether a source shows it without saying whether it can be used.
    pub(crate) fn is_untold(&self, origin: Origin) -> bool {
        *self.states.of(origin) == Some(AccountState::Untold)
    }

    pub(crate) fn access(&mut self, product: &Product) -> &mut Access {
        let at = self.uses.iter().position(|(held, _)| held == product);
        let at = at.unwrap_or_else(|| {
            self.uses.push((product.clone(), Access::default()));
            self.uses.len() - 1
        });
        &mut self.uses[at].1
    }

    /// Whether it may take a seat, as far as is known.
    fn may_count(&self) -> bool {
        let may_be_a_person = matches!(
            self.kind,
            None | Some(AccountKind::Person | AccountKind::Unknown)
        );
        may_be_a_person && self.active() != Some(false)
    }

    /// The products that the organization reports on, if it has not yet.
    pub(crate) fn unjudged(&self) -> Vec<Product> {
        let reported = self.unknown().into_iter().filter(Product::is_reported);
        reported.collect()
    }

    /// The products with a seat that may be unused, for all that is known.
    pub(crate) fn unknown(&self) -> Vec<Product> {
        if !self.may_count() {
            return Vec::new();
        }
        let held = self.uses.iter().map(|(product, _)| product);
        let unknown = held
            .filter(|product| matches!(self.activity(product), None | Some(Activity::Unknown(_))));
        unknown.cloned().collect()
    }

    pub(crate) fn activity(&self, product: &Product) -> Option<&Activity> {
        let mut told = self.activity.iter();
        told.find(|(held, _)| held == product).map(|(_, it)| it)
    }

    pub(crate) fn was(&mut self, product: Product, activity: Activity) {
        self.activity.retain(|(held, _)| *held != product);
        self.activity.push((product, activity));
    }

    pub(super) fn person(mut self, account_id: AccountId, untold: &Untold<'_>) -> Person {
        let kind = self.kind.unwrap_or(AccountKind::Unknown);
        let worth_a_word = self.may_count() || !untold.seats_only;
        let mut groups: Vec<GroupRef> = Vec::new();
        let mut uses = Vec::new();
        for reach in untold.products {
            let held = self.uses.iter().find(|(held, _)| *held == reach.product);
            let access = match (held, missing(&reach.unread)) {
                (Some((_, access)), _) => Known::Known(access.clone()),
                (None, Some(why)) if worth_a_word => Known::Unknown(why),
                (None, _) => continue,
            };
            if let Known::Known(access) = &access {
                groups.extend(access.groups.iter().cloned());
            }
            uses.push(ProductUse {
                product: reach.product.clone(),
                access,
                activity: self
                    .activity(&reach.product)
                    .cloned()
                    .unwrap_or_else(|| Activity::Unknown(untold.activity.clone())),
            });
        }
        let tokens = match untold.tokens {
            Some(why) => Known::Unknown(why.clone()),
            None if self.managed => Known::Known(take(&mut self.tokens)),
            None => Known::Unknown(Why::new(
                Reason::NotTold,
                "the organization does not manage this account, and tells the tokens of managed ones only",
            )),
        };
        Person {
            account_id,
            kind,
            active: self.active(),
            name: self.name,
            email: self.email,
            states: BySource::made(|origin| match self.states.of(origin) {
                Some(state) => Known::Known(*state),
                None => untold.unseen.of(origin).clone(),
            }),
            groups: sorted(groups),
            memberships: BySource::made(|origin| match self.memberships.of_mut(origin).take() {
                Some(groups) => Known::Known(sorted(groups)),
                None => Known::Unknown(untold.memberships.of(origin).clone()),
            }),
            products: uses,
            tokens,
        }
    }
}

/// All reasons in one; the kind is that of the first.
fn missing(unread: &[Why]) -> Option<Why> {
    let details: Vec<&str> = unread.iter().map(|why| why.detail.as_str()).collect();
    let first = unread.first()?;
    Some(Why::new(first.reason, details.join("; ")))
}
