//! Who uses Jira and Confluence, and which licences are really needed.

mod activity;
mod day;
mod figures;
mod gathered;
mod insights;
mod known;
mod person;
mod product;

pub use activity::{Activity, Verdict};
pub use day::Day;
pub use gathered::{Gathered, ProductSeats};
pub use insights::{Histogram, Insights, Month, Note, ProductFigures};
pub use known::{Known, Reason, Why};
pub use person::{Access, AccountKind, GroupRef, Person, ProductUse};
pub use product::{Product, Seats};
