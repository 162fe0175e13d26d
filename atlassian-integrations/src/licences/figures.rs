//! From people to figures. Nothing in here asks anybody anything.

use super::{
    Access, AccountKind, Activity, Day, Gathered, Histogram, Insights, Known, Month, Person,
    ProductFigures, ProductSeats, ProductUse, Verdict,
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

/// What somebody is to the licences of a product.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    App,
    Customer,
    Deactivated,
    UnknownAccess,
    Counts(Verdict),
}

fn role(person: &Person, held: &ProductUse, since: Day) -> Role {
    match (person.kind, &held.access, person.active) {
        (AccountKind::App, ..) => Role::App,
        (AccountKind::Customer, ..) => Role::Customer,
        (_, _, Some(false)) => Role::Deactivated,
        (_, Known::Unknown(_), _) => Role::UnknownAccess,
        // Who may be an app, or may be deactivated, frees no seat for certain.
        (AccountKind::Unknown, ..) | (_, _, None) => Role::Counts(Verdict::Unknown),
        (AccountKind::Person, Known::Known(Access { .. }), Some(true)) => {
            Role::Counts(held.activity.verdict(since))
        }
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
        let Some(held) = person.product(&figures.product) else {
            continue;
        };
        let verdict = match role(person, held, since) {
            Role::Counts(verdict) => verdict,
            other => {
                // An account that may have no access at all is none of these for certain.
                let certain = held.access.known().is_some();
                match other {
                    Role::App => figures.apps += u64::from(certain),
                    Role::Customer => figures.customers += u64::from(certain),
                    Role::Deactivated => figures.deactivated += u64::from(certain),
                    _ => figures.unknown_access += 1,
                }
                continue;
            }
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
