//! Everybody who was found, joined by account id.

use std::collections::HashMap;

use atlassian_core::AccountId;

use super::draft::{Draft, Untold};
use super::{AccountState, BySource, GroupRef, Known, Note, Origin, Person, Product, Reason, Why};

/// What the sources told so far.
pub(crate) struct Roster {
    people: HashMap<AccountId, Draft>,
    products: Vec<Reach>,
    notes: Vec<Note>,
    /// What each source says of an account that it did not show.
    pub(crate) unseen: BySource<Known<AccountState>>,
    /// Why nobody's tokens are known, unless they are.
    pub(crate) tokens: Option<Why>,
    /// Why activity is not known where nothing more special is said.
    activity: Option<Why>,
    /// Why a source does not tell all groups of people, where nothing more special is said.
    pub(crate) memberships: BySource<Why>,
    /// Leaves out what is not known of the access of apps, customers and deactivated people: they take no seats.
    pub(crate) seats_only: bool,
}

/// A product, and what is not known of the people with access to it.
#[derive(Clone, Debug)]
pub(crate) struct Reach {
    pub(crate) product: Product,
    pub(crate) unread: Vec<Why>,
}

/// What the sources told in the end.
pub(crate) struct Found {
    pub(crate) people: Vec<Person>,
    pub(crate) products: Vec<Reach>,
    pub(crate) notes: Vec<Note>,
}

impl Default for Roster {
    fn default() -> Self {
        Self {
            people: HashMap::new(),
            products: Vec::new(),
            notes: Vec::new(),
            unseen: BySource::made(|_| {
                Known::Unknown(Why::new(Reason::NotAsked, "not asked for this account"))
            }),
            tokens: None,
            activity: None,
            memberships: BySource::made(|_| {
                Why::new(Reason::NotAsked, "read only of groups that give access")
            }),
            seats_only: false,
        }
    }
}

impl Roster {
    pub(crate) fn person(&mut self, id: &AccountId) -> &mut Draft {
        // Most accounts come more than once.
        if !self.people.contains_key(id) {
            self.people.insert(id.clone(), Draft::default());
        }
        self.people.entry(id.clone()).or_default()
    }

    pub(crate) fn people(&mut self) -> impl Iterator<Item = (&AccountId, &mut Draft)> {
        self.people.iter_mut()
    }

    /// Nothing comes from a source.
    pub(crate) fn without(&mut self, origin: Origin, why: Why) {
        if origin == Origin::Organization {
            self.tokens = Some(why.clone());
            self.activity = Some(why.clone());
        }
        *self.memberships.of_mut(origin) = why.clone();
        *self.unseen.of_mut(origin) = Known::Unknown(why);
    }

    /// A source was read: to its end, or with this missing.
    pub(crate) fn read(&mut self, origin: Origin, missing: Option<Why>) {
        *self.unseen.of_mut(origin) =
            missing.map_or(Known::Known(AccountState::Absent), Known::Unknown);
    }

    /// A source tells no groups of accounts that it does not have.
    pub(crate) fn absent(&mut self, origin: Origin) {
        let text = format!("{} has no such account", origin.name());
        *self.memberships.of_mut(origin) = Why::new(Reason::NotTold, text);
    }

    pub(crate) fn note(&mut self, about: &str, text: impl Into<String>) {
        self.notes.push(Note::new(about, text));
    }

    /// A product that the site has.
    pub(crate) fn product(&mut self, product: &Product) -> &mut Reach {
        let at = self.products.iter().position(|one| one.product == *product);
        let at = at.unwrap_or_else(|| {
            self.products.push(Reach {
                product: product.clone(),
                unread: Vec::new(),
            });
            self.products.len() - 1
        });
        &mut self.products[at]
    }

    pub(crate) fn products(&self) -> impl Iterator<Item = &Product> {
        self.products.iter().map(|one| &one.product)
    }

    /// What is missing of the people of a product, for the product and in the notes.
    pub(crate) fn unread(&mut self, product: &Product, what: impl Into<String>) {
        let what = what.into();
        self.note(product.name(), what.clone());
        let why = Why::new(Reason::Failed, what);
        self.product(product).unread.push(why);
    }

    pub(crate) fn finish(self) -> Found {
        let Self {
            people,
            products,
            notes,
            unseen,
            tokens,
            activity,
            memberships,
            seats_only,
        } = self;
        let untold = Untold {
            products: &products,
            unseen: &unseen,
            tokens: tokens.as_ref(),
            activity: activity.unwrap_or_else(|| {
                Why::new(
                    Reason::NotTold,
                    "the organization does not tell of this account",
                )
            }),
            memberships: &memberships,
            seats_only,
        };
        let people = people
            .into_iter()
            .map(|(id, draft)| draft.person(id, &untold));
        let mut people: Vec<Person> = people.collect();
        people.sort_by_cached_key(|person| {
            (
                person.name.to_lowercase(),
                person.account_id.as_str().to_owned(),
            )
        });
        Found {
            people,
            products,
            notes,
        }
    }
}

/// Groups in order, each once.
pub(super) fn sorted(mut groups: Vec<GroupRef>) -> Vec<GroupRef> {
    groups.sort();
    groups.dedup();
    groups
}
