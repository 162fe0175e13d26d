//! From people to figures. Nothing in here asks anybody anything.

use serde::Serialize;

use super::{
    AccountKind, Activity, Day, Gathered, Histogram, Insights, Known, Month, Person, Product,
    ProductFigures, ProductSeats, Verdict,
};

/// How many months a histogram shows.
const MONTHS: usize = 12;

impl Gathered {
    /// The figures, if somebody counts as inactive after this many days without use.
    #[must_use]
    pub fn insights(self, inactive_after_days: u32) -> Insights {
        let today = Day::of(&self.taken_at).unwrap_or_default();
        let since = today.minus(inactive_after_days);
        let people = self.people;
        let products = self.products.into_iter();
        Insights {
            taken_at: self.taken_at,
            site: self.site,
            inactive_after_days,
            active_since: since,
            notes: self.notes,
            products: products
                .map(|product| figures(product, &people, today, since))
                .collect(),
            people,
        }
    }
}

/// What somebody is to the licences of a product: everybody who is known to have access is exactly one of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// An app. It takes no seat.
    App,
    /// A customer. They take no seat.
    Customer,
    /// A deactivated account that still has access. It takes no seat until it is activated again.
    Deactivated,
    /// An active account of which it is not known whether it has access. It is not counted.
    UnknownAccess,
    /// It takes a seat, and this is what its use says.
    Counts(Verdict),
}

impl Person {
    /// What the person is to the licences of a product, if who was active on this day or later counts as active; `None`
    /// without access.
    #[must_use]
    pub fn standing(&self, product: &Product, since: Day) -> Option<Standing> {
        let held = self.product(product)?;
        let standing = match (self.kind, &held.access, self.active) {
            (AccountKind::App, ..) => Standing::App,
            (AccountKind::Customer, ..) => Standing::Customer,
            (_, _, Some(false)) => Standing::Deactivated,
            (_, Known::Unknown(_), _) => return Some(Standing::UnknownAccess),
            // Who may be an app, or may be deactivated, frees no seat for certain.
            (AccountKind::Unknown, ..) | (_, _, None) => Standing::Counts(Verdict::Unknown),
            (AccountKind::Person, Known::Known(_), Some(true)) => {
                Standing::Counts(held.activity.verdict(since))
            }
        };
        // An account that may have no access at all is none of these for certain.
        held.access.known().map(|_| standing)
    }
}

fn figures(product: ProductSeats, people: &[Person], today: Day, since: Day) -> ProductFigures {
    let mut figures = ProductFigures {
        product: product.product,
        seats: product.seats,
        seats_used: product.used,
        unread: product.unread,
        counted: 0,
        needed: 0,
        possibly_freeable: 0,
        freeable: 0,
        new: 0,
        apps: 0,
        customers: 0,
        deactivated: 0,
        unknown_access: 0,
        freeable_people: Vec::new(),
        histogram: Histogram::until(today),
    };
    let mut freeable = Vec::new();
    for person in people {
        let standing = person.standing(&figures.product, since);
        let (Some(standing), Some(held)) = (standing, person.product(&figures.product)) else {
            continue;
        };
        let verdict = match standing {
            Standing::App => {
                figures.apps += 1;
                continue;
            }
            Standing::Customer => {
                figures.customers += 1;
                continue;
            }
            Standing::Deactivated => {
                figures.deactivated += 1;
                continue;
            }
            Standing::UnknownAccess => {
                figures.unknown_access += 1;
                continue;
            }
            Standing::Counts(verdict) => verdict,
        };
        figures.counted += 1;
        figures.histogram.add(&held.activity);
        match verdict {
            Verdict::Active => figures.needed += 1,
            Verdict::New => {
                figures.needed += 1;
                figures.new += 1;
            }
            Verdict::Unknown => figures.possibly_freeable += 1,
            Verdict::Inactive => {
                figures.freeable += 1;
                freeable.push((held.activity.day(), &person.account_id));
            }
        }
    }
    freeable.sort_by(|(one, a), (other, b)| (one, a.as_str()).cmp(&(other, b.as_str())));
    figures.freeable_people = freeable.into_iter().map(|(_, id)| id.clone()).collect();
    figures
}

impl Histogram {
    /// Empty, with the months up to this day.
    fn until(today: Day) -> Self {
        let mut months = Vec::with_capacity(MONTHS);
        let mut first = today.first_of_month();
        for _ in 0..MONTHS {
            months.push(Month {
                first,
                last_active: 0,
                seen: 0,
            });
            first = first.minus(1).first_of_month();
        }
        months.sort_by_key(|month| month.first);
        Self {
            months,
            ..Self::default()
        }
    }

    fn add(&mut self, activity: &Activity) {
        let found = activity.day().and_then(|day| {
            // A day after today is one of this month: the service's clock is ahead.
            self.months.iter_mut().rfind(|month| month.first <= day)
        });
        match (activity, found) {
            (Activity::LastActive { .. }, Some(month)) => month.last_active += 1,
            (Activity::LastActive { .. }, None) => self.earlier += 1,
            (Activity::SeenOn { .. }, Some(month)) => month.seen += 1,
            (Activity::Never { .. }, _) => self.never += 1,
            (Activity::SeenOn { .. }, None) | (Activity::Unknown(_), _) => self.unknown += 1,
        }
    }

    /// How many people stand in it.
    #[must_use]
    pub fn people(&self) -> u64 {
        let months = self.months.iter();
        let in_months: u64 = months.map(|month| month.last_active + month.seen).sum();
        in_months + self.earlier + self.never + self.unknown
    }
}

#[cfg(test)]
mod tests;
