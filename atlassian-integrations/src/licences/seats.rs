//! Seats: paid for and in use, as Jira and the organization tell.

use atlassian_core::{Elements, Error, Timestamp};
use jira_client::cloud::application_roles::ApplicationRole;
use serde::Serialize;

use super::{Gathered, Known, Product, ProductSeats, Reason, Why};
use crate::Source;
use crate::identity::gather::listing::why;
use crate::identity::gather::organization::{App, Org};
use crate::identity::roster::Roster;

/// How many seats a product has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Seats {
    /// This many.
    Limited(u64),
    /// As many as there are people.
    Unlimited,
}

/// What was told of seats, in the order in which it was told: later words go before earlier ones.
#[derive(Default)]
pub(super) struct Told(Vec<Word>);

struct Word {
    product: Product,
    seats: Option<Known<Seats>>,
    used: Option<Known<u64>>,
}

impl Told {
    /// Jira's numbers are often stale, and the organization's are preferred.
    pub(super) fn of(
        roles: &Result<Elements<ApplicationRole>, Error>,
        organization: Option<&Org<'_>>,
    ) -> Self {
        let mut told = Self::default();
        match roles {
            Ok(roles) => roles.iter().flatten().for_each(|role| told.role(role)),
            Err(error) => {
                let seats = Some(Known::Unknown(why(error)));
                let used = Some(Known::Unknown(why(error)));
                told.0.push(Word {
                    product: Product::Jira,
                    seats,
                    used,
                });
            }
        }
        let apps = organization.into_iter().flat_map(|org| &org.apps);
        apps.for_each(|app| told.app(app));
        told
    }

    fn role(&mut self, role: &ApplicationRole) {
        if role.defined == Some(false) {
            return;
        }
        let untold = || Why::new(Reason::NotTold, "Jira does not tell");
        let seats = match (role.has_unlimited_seats, role.seats()) {
            (Some(true), _) => Known::Known(Seats::Unlimited),
            (_, Some(seats)) => Known::Known(Seats::Limited(seats)),
            // Jira writes -1 for a number without a limit.
            (_, None) if role.number_of_seats == Some(-1) => Known::Known(Seats::Unlimited),
            (_, None) => Known::Unknown(untold()),
        };
        let used = role.user_count.and_then(|count| u64::try_from(count).ok());
        let used = used.map_or_else(|| Known::Unknown(untold()), Known::Known);
        self.0.push(Word {
            product: Product::of_key(role.key.as_str()),
            seats: Some(seats),
            used: Some(used),
        });
    }

    fn app(&mut self, app: &App) {
        let Some(told) = &app.workspace.attributes else {
            return;
        };
        self.0.push(Word {
            product: app.product.clone(),
            seats: told.capacity.map(Seats::Limited).map(Known::Known),
            used: told.usage.map(Known::Known),
        });
    }

    /// With everybody who was found.
    pub(super) fn gathered(self, roster: Roster, taken_at: Timestamp, source: &Source) -> Gathered {
        let found = roster.finish();
        let products = found.products.into_iter().map(|reach| {
            let untold = || Why::new(Reason::NotTold, "nobody told");
            let mut product = ProductSeats {
                product: reach.product,
                seats: Known::Unknown(untold()),
                used: Known::Unknown(untold()),
                unread: reach.unread.into_iter().map(|why| why.detail).collect(),
            };
            for word in self.0.iter().filter(|word| word.product == product.product) {
                product.seats = word.seats.clone().unwrap_or(product.seats);
                product.used = word.used.clone().unwrap_or(product.used);
            }
            product
        });
        Gathered {
            taken_at,
            site: source.label(),
            notes: found.notes,
            products: products.collect(),
            people: found.people,
        }
    }
}
