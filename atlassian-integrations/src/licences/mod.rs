//! Who uses Jira and Confluence, and which licences are really needed.

mod activity;
pub mod audit;
mod check;
mod day;
mod error;
mod figures;
mod gather;
mod gathered;
mod insights;
mod known;
mod person;
mod product;
pub mod removal;
pub mod report;

pub use crate::Source;
pub use crate::health::{Check, CheckStatus, Health};
pub use activity::{Activity, Verdict};
pub use check::check;
pub use day::Day;
pub use error::LicencesError;
pub use figures::Standing;
pub use gather::{Gather, Part, Progress};
pub use gathered::{Gathered, ProductSeats};
pub use insights::{Histogram, Insights, Month, Note, ProductFigures};
pub use known::{Known, Reason, Why};
pub use person::{Access, AccountKind, GroupRef, Person, ProductUse};
pub use product::{Product, Seats};
