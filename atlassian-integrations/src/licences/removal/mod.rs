//! Taking access from a person, with a journal to undo it from.

mod apply;
mod journal;
mod plan;
mod state;
mod undo;

use atlassian_core::{AccountId, Error};
use serde::{Deserialize, Serialize};

use super::{AccountKind, GroupRef, LicencesError, Product};

pub use apply::{Event, Removed};
pub use journal::{Journal, JournalError, Open};
pub use plan::Plan;
pub use undo::{Undo, UndoOutcome};

/// In what way to remove somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Way {
    /// Out of the groups that give access to these products; to all products of the site if none is named. Can be undone.
    Products(Vec<Product>),
    /// The account is deleted from the site's Jira. Cannot be undone but by inviting the person again.
    DeleteFromSite,
    /// Access to everything in the organization is suspended. Can be undone.
    Suspend,
    /// The person is removed from the organization's directory. Cannot be undone but by inviting them again.
    DeleteFromOrganization,
}

/// One change to the service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Step {
    /// The person leaves a group.
    LeaveGroup(GroupRef),
    /// The account is deleted from the site's Jira. It was in these groups.
    DeleteFromSite {
        /// The groups.
        groups: Vec<GroupRef>,
    },
    /// Access to everything in one of the organization's directories is suspended.
    Suspend {
        /// The directory's id.
        directory: String,
    },
    /// The person is removed from one of the organization's directories. They were in these groups.
    DeleteFromOrganization {
        /// The directory's id.
        directory: String,
        /// The groups.
        groups: Vec<GroupRef>,
    },
}

impl std::fmt::Display for Step {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::LeaveGroup(group) => write!(f, "remove from the group {}", group.name),
            Self::DeleteFromSite { .. } => f.write_str("delete the account from the site's Jira"),
            Self::Suspend { .. } => f.write_str("suspend access to the organization"),
            Self::DeleteFromOrganization { .. } => {
                f.write_str("remove from the organization's directory")
            }
        }
    }
}

/// Why a removal was refused, or where it stopped.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RemovalError {
    /// It is the account that asks: it would lock itself out.
    #[error("this is the account that the credential belongs to; it does not remove itself")]
    OwnAccount,
    /// Nobody could say which account asks, so it might be this one.
    #[error(
        "which account the credential belongs to is not told, and it might be this one, so nothing is removed"
    )]
    CallerUnknown(#[source] Option<Error>),
    /// It is no person, or not known to be one.
    #[error("the account {account_id} is {}, and only people are removed", kind_in_words(*.kind))]
    NotAPerson {
        /// The account.
        account_id: AccountId,
        /// What it is.
        kind: AccountKind,
    },
    /// The way needs the organization, and there is none.
    #[error("this way needs the organization: {0}")]
    NoOrganization(String),
    /// Nobody tells which groups give access to a product.
    #[error("which groups give access to {} is not known: {reason}", .product.name())]
    GroupsUnknown {
        /// The product.
        product: Product,
        /// Why.
        reason: String,
    },
    /// The site cannot be asked.
    #[error(transparent)]
    Site(#[from] LicencesError),
    /// The plan was made for another site.
    #[error("the plan is for {plan}, and this is {site}")]
    OtherSite {
        /// The plan's site.
        plan: String,
        /// The site at hand.
        site: String,
    },
    /// Something could not be read. Nothing was changed.
    #[error("{what} could not be read, and nothing was changed")]
    Unreadable {
        /// What it was.
        what: &'static str,
        /// Why.
        #[source]
        error: Error,
    },
    /// The journal cannot be written. The step that it was to be written for was not begun; or, if it was to be written
    /// that a step is done, no further one.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// A step failed, and no further one was begun.
    #[error("it was not possible to {step}{}; {done} steps before it were carried out", if *.possibly_done { ", or nobody knows whether it was done" } else { "" })]
    Step {
        /// Which one.
        step: Step,
        /// Whether it may have been carried out all the same.
        possibly_done: bool,
        /// How many steps were carried out before.
        done: usize,
        /// Why.
        #[source]
        error: Error,
    },
}

impl RemovalError {
    /// The error of the service, where there is one.
    #[must_use]
    pub fn service_error(&self) -> Option<&Error> {
        match self {
            Self::Unreadable { error, .. } | Self::Step { error, .. } => Some(error),
            Self::CallerUnknown(error) => error.as_ref(),
            Self::Site(error) => error.service_error(),
            _ => None,
        }
    }
}

fn kind_in_words(kind: AccountKind) -> &'static str {
    match kind {
        AccountKind::Person => "a person",
        AccountKind::App => "an app",
        AccountKind::Customer => "a customer",
        AccountKind::Unknown => "not known to be a person",
    }
}
