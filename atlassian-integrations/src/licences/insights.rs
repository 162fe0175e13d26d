//! What comes out of it: figures for each product, and the people behind them.

use atlassian_core::{AccountId, Timestamp};
use serde::Serialize;

use super::{Day, Known, Note, Person, Product, Seats};

/// Who uses the products of a site, and which licences are really needed.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct Insights {
    /// When the site was read.
    pub taken_at: Timestamp,
    /// The site's host.
    pub site: String,
    /// After how many days without use somebody counts as inactive.
    pub inactive_after_days: u32,
    /// The first of these days: who was active on it or later is active.
    pub active_since: Day,
    /// What could not be read, and what else a reader of the figures should know.
    pub notes: Vec<Note>,
    /// Each product's figures.
    pub products: Vec<ProductFigures>,
    /// Everybody who was found, by name.
    pub people: Vec<Person>,
}

/// Licences paid for and licences needed, for one product.
///
/// Everybody who counts is in exactly one of three: `counted = needed + possibly_freeable + freeable`. Who does not count
/// takes no seat: apps, customers, and deactivated accounts.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct ProductFigures {
    /// Which product.
    pub product: Product,
    /// The seats that are paid for. Jira's own number is often stale; the organization's is preferred.
    pub seats: Known<Seats>,
    /// The seats in use, as the service itself counts them.
    pub seats_used: Known<u64>,
    /// What could not be read of the people with access. If there is anything, the numbers below are lower bounds.
    pub unread: Vec<String>,
    /// Active people with access: each takes a seat.
    pub counted: u64,
    /// Of these, the ones who used it in the last N days, and those who are new.
    pub needed: u64,
    /// Of these, the ones of whom nobody can tell. Never to be shown as inactive.
    pub possibly_freeable: u64,
    /// Of these, the ones who certainly did not use it for N days: seats to free.
    pub freeable: u64,
    /// Of the needed ones, those who never used it but were added in the last N days.
    pub new: u64,
    /// Apps with access. They take no seat.
    pub apps: u64,
    /// Customers with access. They take no seat.
    pub customers: u64,
    /// Deactivated accounts that still are in groups with access. They take no seat until they are activated again.
    pub deactivated: u64,
    /// Active accounts of which it is not known whether they have access; they are not counted.
    pub unknown_access: u64,
    /// Who can be freed, the longest without use first.
    pub freeable_people: Vec<AccountId>,
    /// When those who count were last active.
    pub histogram: Histogram,
}

impl ProductFigures {
    /// How many seats are paid for and neither needed nor possibly needed.
    #[must_use]
    pub fn surplus(&self) -> Option<u64> {
        match self.seats.known()? {
            Seats::Limited(seats) if self.unread.is_empty() => {
                Some(seats.saturating_sub(self.needed + self.possibly_freeable))
            }
            _ => None,
        }
    }
}

/// When the people who count for a product were last active: each of them in one place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Histogram {
    /// The last twelve months, this one at the end, gaps included.
    pub months: Vec<Month>,
    /// Last active before all of these months.
    pub earlier: u64,
    /// Never used it.
    pub never: u64,
    /// Nobody can tell. No part of any other column.
    pub unknown: u64,
}

/// A month, and who was last active in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Month {
    /// Its first day.
    pub first: Day,
    /// People whose last use the organization knows to be in it.
    pub last_active: u64,
    /// People who left a trace in it, and may have been active later.
    pub seen: u64,
}
