//! One view of people: an account in Jira, in Confluence and in the organization is one [`Person`], with products, last
//! activity, API tokens and groups.
//!
//! ```no_run
//! use atlassian_core::{Client, Credential, SiteUrl};
//! use atlassian_integrations::identity::Identities;
//!
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let site = Client::builder(SiteUrl::parse("https://acme.atlassian.net")?)
//!     .credential(Credential::api_token("me@example.com", "the-token"))
//!     .build()?;
//! let gateway = Client::builder(SiteUrl::parse("https://api.atlassian.com")?)
//!     .credential(Credential::organization_key("the-key"))
//!     .build()?;
//! let identities = Identities::new()
//!     .jira(&site)
//!     .confluence(&site)
//!     .organization(&gateway, "the-organization-id");
//!
//! let everybody = identities.everybody().await;
//! for person in everybody.people.iter().filter(|person| person.states.disagree()) {
//!     for (origin, state) in person.states.told() {
//!         println!("{}: {} in {}", person.name, state.name(), origin.name());
//!     }
//! }
//!
//! let whois = identities.person("5b10ac8d82e05b22cc7d4ef5").await;
//! println!("{} has {} tokens", whois.name, whois.tokens.known().map_or(0, Vec::len));
//! # Ok(()) }
//! ```
//!
//! # What comes from where
//!
//! | what | Jira | Confluence | organization |
//! |---|---|---|---|
//! | [`states`](Person::states) | all accounts that the caller may see | people with a licence | everybody in a directory, and managed accounts |
//! | [`products`](Person::products) | its own, by the groups that give access | itself | those of the site; of all sites, if no site is given |
//! | activity | | | the directory, and a call for each person of whom it does not tell |
//! | [`tokens`](Person::tokens) | | | of the accounts that it manages |
//! | [`memberships`](Person::memberships) | for [one person](Identities::person) | for one person | yes |
//!
//! # The rules
//!
//! - People are joined by account id, and by nothing else: names and addresses are what their owners choose to show.
//! - **A source that is not given or fails says nothing.** What it would have told is [`Known::Unknown`] with the reason,
//!   and never "no": an account is [`Absent`](AccountState::Absent) from a source only if that was read to its end.
//! - An account counts as active if a source says so and none says the opposite. Where they differ, both words stay.
//! - The organization's key needs the scopes `read:directories:admin`, `read:workspaces:admin`, `read:groups:admin` and
//!   `read:tokens:admin`.
//! - Nothing is changed.

mod activity;
mod by_source;
mod day;
pub(crate) mod draft;
pub(crate) mod gather;
mod identities;
mod known;
mod note;
mod one;
mod person;
mod product;
pub(crate) mod progress;
pub(crate) mod roster;
mod state;

pub use activity::{Activity, Verdict};
pub use by_source::{BySource, Origin};
pub use day::Day;
pub use identities::{Everybody, Identities};
pub use known::{Known, Reason, Why};
pub use note::Note;
pub use person::{Access, AccountKind, GroupRef, Person, ProductUse};
pub use product::Product;
pub use progress::{Part, Progress};
pub use state::AccountState;
