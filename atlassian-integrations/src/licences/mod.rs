//! Who uses Jira and Confluence, and which licences are really needed.
//!
//! ```no_run
//! use atlassian_core::{Client, Credential, SiteUrl};
//! use atlassian_integrations::licences::{Gather, Source, check};
//!
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let site = Client::builder(SiteUrl::parse("https://acme.atlassian.net")?)
//!     .credential(Credential::api_token("me@example.com", "the-token"))
//!     .build()?;
//! let organization = Client::builder(SiteUrl::parse("https://api.atlassian.com")?)
//!     .credential(Credential::organization_key("the-key"))
//!     .build()?;
//! let source = Source::new(&site).with_organization(&organization, "the-organization-id");
//!
//! for check in check(&source).await.checks {
//!     println!("{}: {} {}", check.name, check.status.name(), check.detail);
//! }
//! let insights = Gather::of(source).run().await?.insights(90);
//! for product in &insights.products {
//!     println!(
//!         "{}: {} people, {} seats to free for certain, {} perhaps",
//!         product.product.name(), product.counted, product.freeable, product.possibly_freeable,
//!     );
//! }
//! # Ok(()) }
//! ```
//!
//! # Where it comes from
//!
//! | what | from | without it |
//! |---|---|---|
//! | people ([`identity`](crate::identity)) | Jira's list of users, Confluence's search for users, the organization's directory; joined by account id | each of the last two is optional |
//! | seats | Jira's application roles; the organization's list of apps where it tells | unknown |
//! | access | members of the groups that give it; who Confluence names as licensed; who has a role on the app in the organization | unknown, where a part was not read |
//! | last use | the organization: its directory, and one call for each of the people of whom that does not tell | unknown |
//! | traces of use | the site, on demand ([`Gather::with_contributions`]): a lower bound | |
//! | API tokens | the organization, of the accounts that it manages | unknown |
//!
//! # The rules
//!
//! - **What is not known is never shown as "inactive".** [`Known`] and [`Activity`] keep the two apart, up to the figures:
//!   [`ProductFigures::freeable`] counts people of whom the organization itself says that they did not use the product, and
//!   nobody else.
//! - **A part that is not granted or fails is a note**, and what it would have told is unknown, with the reason. A dead
//!   token, a site that is not Cloud and a list of Jira's users that breaks off fail the run: figures without them would be
//!   wrong without looking so.
//! - **Nothing is changed** by reading. [`removal`] plans first, writes each step to a journal before it takes it, and can
//!   undo from there.
//! - The organization learns of use up to a day late, and does not count what scripts do. Its key needs the scopes
//!   `read:workspaces:admin`, `read:directories:admin`, `read:groups:admin` and `read:tokens:admin`; [`check`] names those
//!   that are missing. Suspending and removing take a key without scopes.

pub mod audit;
mod check;
mod error;
mod figures;
mod gather;
mod gathered;
mod insights;
pub mod removal;
pub mod report;
mod seats;

pub use crate::Source;
pub use crate::health::{Check, CheckStatus, Health};
pub use crate::identity::{
    Access, AccountKind, Activity, Day, GroupRef, Known, Note, Part, Person, Product, ProductUse,
    Progress, Reason, Verdict, Why,
};
pub use check::check;
pub use error::LicencesError;
pub use figures::Standing;
pub use gather::Gather;
pub use gathered::{Gathered, ProductSeats};
pub use insights::{Histogram, Insights, Month, ProductFigures};
pub use seats::Seats;
