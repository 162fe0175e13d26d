//! What was read of a site and its organization, before any judgement.

use atlassian_core::Timestamp;
use serde::Serialize;

use super::seats::Seats;
use super::{Known, Note, Person, Product};

/// What was read: people, seats, and what could not be read.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct Gathered {
    /// When it was read, by this machine's clock.
    pub taken_at: Timestamp,
    /// The site's host.
    pub site: String,
    /// What could not be read, and what else to know.
    pub notes: Vec<Note>,
    /// The products that take licences.
    pub products: Vec<ProductSeats>,
    /// Everybody who was found, by name.
    pub people: Vec<Person>,
}

/// A product and its seats.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct ProductSeats {
    /// Which product.
    pub product: Product,
    /// The seats that are paid for.
    pub seats: Known<Seats>,
    /// The seats in use, as the service itself counts them.
    pub used: Known<u64>,
    /// What could not be read of the people with access to it.
    pub unread: Vec<String>,
}
