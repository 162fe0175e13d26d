//! A person, joined over Jira, Confluence and the organization.

use atlassian_admin::api_tokens::ApiToken;
use atlassian_core::AccountId;
use serde::{Deserialize, Serialize};

use super::{AccountState, Activity, BySource, Known, Origin, Product, Reason, Why};

/// An account that was found in Jira, in Confluence or in the organization.
///
/// It is one by its account id; names and e-mail addresses depend on what their owners show.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct Person {
    /// The id of the account.
    pub account_id: AccountId,
    /// Who stands behind it.
    pub kind: AccountKind,
    /// The name to show; empty where none is sent, as for a deleted account.
    pub name: String,
    /// The e-mail address; `None` where its owner hides it.
    pub email: Option<String>,
    /// Whether the account is active, of all that is known: not, if one source says so; yes, if one says so and none the
    /// opposite; `None` where nobody says. [`states`](Self::states) has who says what.
    pub active: Option<bool>,
    /// What each source says of the account. [`disagree`](BySource::disagree) finds those of which they say different
    /// things: somebody may be active in Jira and suspended in the organization.
    pub states: BySource<Known<AccountState>>,
    /// The groups by which it is known to have access to products, each once, by name.
    pub groups: Vec<GroupRef>,
    /// All its groups, as each source tells, by name.
    pub memberships: BySource<Known<Vec<GroupRef>>>,
    /// The products that it has access to, and those where that is not known. A product that is not here is one
    /// to which it certainly has no access. Where Jira was not read, an unknown [`Product::Jira`] stands for all of its
    /// products. The flow `licences` leaves out what is not known of accounts that take no seat.
    pub products: Vec<ProductUse>,
    /// Its API tokens, as the organization lists them for accounts that it manages.
    pub tokens: Known<Vec<ApiToken>>,
}

impl Person {
    /// An account of which nothing is known yet.
    pub fn new(account_id: impl Into<AccountId>) -> Self {
        let why = || Why::new(Reason::NotAsked, "nobody was asked");
        Self {
            account_id: account_id.into(),
            kind: AccountKind::Unknown,
            name: String::new(),
            email: None,
            active: None,
            states: BySource::made(|_| Known::Unknown(why())),
            groups: Vec::new(),
            memberships: BySource::made(|_| Known::Unknown(why())),
            products: Vec::new(),
            tokens: Known::Unknown(why()),
        }
    }

    /// Whether a source has the account. It is "no" only where the source was read to its end.
    #[must_use]
    pub fn seen_in(&self, origin: Origin) -> Known<bool> {
        let state = self.states.of(origin).clone();
        state.map(|state| state != AccountState::Absent)
    }

    /// What is known of it and this product.
    #[must_use]
    pub fn product(&self, product: &Product) -> Option<&ProductUse> {
        self.products.iter().find(|one| one.product == *product)
    }
}

/// Who stands behind an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountKind {
    /// A person. Only people take seats.
    Person,
    /// An app.
    App,
    /// A customer of a help desk.
    Customer,
    /// The services do not tell.
    Unknown,
}

/// A group, by its id and the name that it had.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[non_exhaustive]
pub struct GroupRef {
    /// Its name.
    pub name: String,
    /// Its id.
    pub id: String,
}

impl GroupRef {
    /// A group of this id and name.
    pub fn new(id: impl Into<String>, name: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            name: name.into(),
        }
    }
}

/// A person and a product.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct ProductUse {
    /// Which product.
    pub product: Product,
    /// How the person comes to have access, where it is known whether there is any.
    pub access: Known<Access>,
    /// When the person last used it.
    pub activity: Activity,
}

/// How it is known that somebody has access to a product.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Access {
    /// The groups that give it; these can be left.
    pub groups: Vec<GroupRef>,
    /// Whether the service itself named the person among those with access, by whatever way it is given.
    pub listed: bool,
}
