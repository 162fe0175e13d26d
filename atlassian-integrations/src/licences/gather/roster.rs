//! Everybody who was found, joined by account id.

use std::collections::HashMap;

use atlassian_admin::api_tokens::ApiToken;
use atlassian_core::{AccountId, Timestamp};

use super::super::{
    Access, AccountKind, Activity, Day, Gathered, GroupRef, Known, Note, Person, Product,
    ProductSeats, ProductUse, Reason, Why,
};

/// What the sources told so far.
#[derive(Default)]
pub(super) struct Roster {
    people: HashMap<AccountId, Draft>,
    pub(super) products: Vec<ProductSeats>,
    pub(super) notes: Vec<Note>,
    /// Why nobody's tokens are known, unless they are.
    pub(super) tokens: Option<Why>,
    /// Why activity is not known where nothing more special is said.
    activity: Option<Why>,
}

/// What the sources told of one account.
#[derive(Default)]
pub(super) struct Draft {
    pub(super) kind: Option<AccountKind>,
    pub(super) name: String,
    pub(super) email: Option<String>,
    pub(super) active: Option<bool>,
    /// Since when it is in the organization.
    pub(super) added: Option<Day>,
    /// Whether the organization manages it; only then its tokens are told.
    pub(super) managed: bool,
    pub(super) tokens: Vec<ApiToken>,
    pub(super) uses: Vec<(Product, Access)>,
    pub(super) activity: Vec<(Product, Activity)>,
}

impl Draft {
    /// A name that somebody else has given already stays.
    pub(super) fn named(&mut self, name: Option<String>, email: Option<String>) {
        if let Some(name) = name.filter(|name| !name.is_empty() && self.name.is_empty()) {
            self.name = name;
        }
        if self.email.is_none() {
            self.email = email.filter(|email| !email.is_empty());
        }
    }

    /// One word for "deactivated" is enough.
    pub(super) fn is_active(&mut self, active: Option<bool>) {
        self.active = match (self.active, active) {
            (Some(false), _) | (_, Some(false)) => Some(false),
            (Some(true), _) | (_, Some(true)) => Some(true),
            (None, None) => None,
        };
    }

    pub(super) fn access(&mut self, product: &Product) -> &mut Access {
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
        may_be_a_person && self.active != Some(false)
    }

    /// The products that the organization reports on, if it has not yet.
    pub(super) fn unjudged(&self) -> Vec<Product> {
        let reported = self.unknown().into_iter().filter(Product::is_reported);
        reported.collect()
    }

    /// The products with a seat that may be unused, for all that is known.
    pub(super) fn unknown(&self) -> Vec<Product> {
        if !self.may_count() {
            return Vec::new();
        }
        let held = self.uses.iter().map(|(product, _)| product);
        let unknown = held
            .filter(|product| matches!(self.activity(product), None | Some(Activity::Unknown(_))));
        unknown.cloned().collect()
    }

    fn activity(&self, product: &Product) -> Option<&Activity> {
        let mut told = self.activity.iter();
        told.find(|(held, _)| held == product).map(|(_, it)| it)
    }

    pub(super) fn was(&mut self, product: Product, activity: Activity) {
        self.activity.retain(|(held, _)| *held != product);
        self.activity.push((product, activity));
    }
}

impl Roster {
    pub(super) fn person(&mut self, id: &AccountId) -> &mut Draft {
        // Most accounts come more than once.
        if !self.people.contains_key(id) {
            self.people.insert(id.clone(), Draft::default());
        }
        self.people.entry(id.clone()).or_default()
    }

    pub(super) fn people(&mut self) -> impl Iterator<Item = (&AccountId, &mut Draft)> {
        self.people.iter_mut()
    }

    /// Nothing comes from an organization.
    pub(super) fn without_organization(&mut self, why: Why) {
        self.tokens = Some(why.clone());
        self.activity = Some(why);
    }

    pub(super) fn note(&mut self, about: &str, text: impl Into<String>) {
        self.notes.push(Note::new(about, text));
    }

    pub(super) fn product(&mut self, product: &Product) -> &mut ProductSeats {
        let at = self.products.iter().position(|one| one.product == *product);
        let at = at.unwrap_or_else(|| {
            let untold = || Why::new(Reason::NotTold, "nobody told");
            self.products.push(ProductSeats {
                product: product.clone(),
                seats: Known::Unknown(untold()),
                used: Known::Unknown(untold()),
                unread: Vec::new(),
            });
            self.products.len() - 1
        });
        &mut self.products[at]
    }

    /// What is missing of the people of a product, in the product's figures and in the notes.
    pub(super) fn unread(&mut self, product: &Product, what: impl Into<String>) {
        let what = what.into();
        self.note(product.name(), what.clone());
        self.product(product).unread.push(what);
    }

    pub(super) fn finish(self, taken_at: Timestamp, site: impl Into<String>) -> Gathered {
        let Self {
            people,
            products,
            notes,
            tokens,
            activity,
        } = self;
        let untold = activity.unwrap_or_else(|| {
            Why::new(
                Reason::NotTold,
                "the organization does not tell of this account",
            )
        });
        let people = people
            .into_iter()
            .map(|(id, draft)| draft.person(id, &products, tokens.as_ref(), &untold));
        let mut people: Vec<Person> = people.collect();
        people.sort_by_cached_key(|person| {
            (
                person.name.to_lowercase(),
                person.account_id.as_str().to_owned(),
            )
        });
        Gathered {
            taken_at,
            site: site.into(),
            notes,
            products,
            people,
        }
    }
}

impl Draft {
    fn person(
        mut self,
        account_id: AccountId,
        products: &[ProductSeats],
        tokens: Option<&Why>,
        untold: &Why,
    ) -> Person {
        let kind = self.kind.unwrap_or(AccountKind::Unknown);
        let mut groups: Vec<GroupRef> = Vec::new();
        let mut uses = Vec::new();
        for product in products {
            let held = self.uses.iter().find(|(held, _)| *held == product.product);
            let may_count = self.may_count();
            let access = match held {
                Some((_, access)) => Known::Known(access.clone()),
                None if product.unread.is_empty() || !may_count => continue,
                None => Known::Unknown(Why::new(Reason::Failed, product.unread.join("; "))),
            };
            if let Known::Known(access) = &access {
                groups.extend(access.groups.iter().cloned());
            }
            uses.push(ProductUse {
                product: product.product.clone(),
                access,
                activity: self
                    .activity(&product.product)
                    .cloned()
                    .unwrap_or_else(|| Activity::Unknown(untold.clone())),
            });
        }
        groups.sort();
        groups.dedup();
        let tokens = match tokens {
            Some(why) => Known::Unknown(why.clone()),
            None if self.managed => Known::Known(std::mem::take(&mut self.tokens)),
            None => Known::Unknown(Why::new(
                Reason::NotTold,
                "the organization does not manage this account, and tells the tokens of managed ones only",
            )),
        };
        Person {
            account_id,
            kind,
            name: self.name,
            email: self.email,
            active: self.active,
            groups,
            products: uses,
            tokens,
        }
    }
}
