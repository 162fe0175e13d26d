//! Tables of people: who can be freed, of whom nobody can tell, and who takes no seat.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::super::{Activity, Known, Person, ProductUse, Standing, Verdict};
use super::html::{Html, html};
use super::{Report, words};

/// Somebody who certainly did not use these products.
struct Inactive<'a> {
    person: &'a Person,
    unused: Vec<&'a ProductUse>,
    /// Products that the person does use, or may.
    others: Vec<&'a str>,
}

impl Report<'_> {
    fn standing(&self, person: &Person, held: &ProductUse) -> Option<Standing> {
        person.standing(&held.product, self.insights.active_since)
    }

    /// Who holds most unused seats first, and of these the longest without use.
    fn inactive_people(&self) -> Vec<Inactive<'_>> {
        let mut found = Vec::new();
        for person in &self.insights.people {
            let (mut unused, mut others) = (Vec::new(), Vec::new());
            for held in &person.products {
                match self.standing(person, held) {
                    Some(Standing::Counts(Verdict::Inactive)) => unused.push(held),
                    Some(Standing::Counts(_)) => others.push(held.product.name()),
                    _ => {}
                }
            }
            if !unused.is_empty() {
                found.push(Inactive {
                    person,
                    unused,
                    others,
                });
            }
        }
        found.sort_by_key(|one| {
            let last = one
                .unused
                .iter()
                .filter_map(|held| held.activity.day())
                .max();
            (Reverse(one.unused.len()), last)
        });
        found
    }

    pub(super) fn inactive(&self, page: &mut Html) {
        let people = self.inactive_people();
        let days = words::count(self.insights.inactive_after_days.into(), "day");
        html!(
            page,
            "<section aria-labelledby=\"inactive\">\n<h2 id=\"inactive\">People to look at</h2>\n"
        );
        if people.is_empty() {
            html!(page, "<p>Nobody is known to have gone without use for " (days) ".</p>\n</section>\n");
            return;
        }
        html!(page,
            "<p>" (words::people(len(&people))) (if people.len() == 1 { " has" } else { " have" }) " a seat that the organization says was not used for "
            (days) ". Ask before you take it: a long leave looks just the same.</p>\n"
            "<table role=\"table\" class=\"people\">\n<thead role=\"rowgroup\"><tr role=\"row\">"
            "<th role=\"columnheader\" scope=\"col\">Who</th><th role=\"columnheader\" scope=\"col\">Last active</th>"
            "<th role=\"columnheader\" scope=\"col\">Why here</th><th role=\"columnheader\" scope=\"col\">Would be freed</th>"
            "</tr></thead>\n<tbody role=\"rowgroup\">\n"
        );
        for one in people.iter().take(self.rows) {
            html!(page, "<tr role=\"row\">");
            who(page, one.person);
            html!(page, "<td role=\"cell\" data-label=\"Last active\"><ul>");
            for (products, activity) in self.uses(&one.unused) {
                html!(page, "<li><span class=\"product-name\">" (products.join(", ")) "</span> " (words::last_use(activity, self.today)));
                if let Some(day) = activity.day() {
                    html!(page, " <small>" (words::short_date(day)) "</small>");
                }
                html!(page, "</li>");
            }
            html!(page, "</ul></td><td role=\"cell\" data-label=\"Why here\">" (self.why(one))
                "</td><td role=\"cell\" data-label=\"Would be freed\">" (words::count(len(&one.unused), "seat")) "</td></tr>\n");
        }
        html!(page, "</tbody>\n</table>\n");
        self.and_more(page, people.len());
        html!(page, "</section>\n");
    }

    /// The products of the same last use together.
    fn uses<'a>(&self, unused: &[&'a ProductUse]) -> Vec<(Vec<&'a str>, &'a Activity)> {
        let mut uses: Vec<(Vec<&str>, &Activity)> = Vec::new();
        let shown = |activity: &Activity| (activity.day(), words::last_use(activity, self.today));
        for held in unused {
            let name = held.product.name();
            match uses
                .iter_mut()
                .find(|(_, same)| shown(same) == shown(&held.activity))
            {
                Some((products, _)) => products.push(name),
                None => uses.push((vec![name], &held.activity)),
            }
        }
        uses
    }

    fn why(&self, one: &Inactive<'_>) -> String {
        let never = |held: &&ProductUse| matches!(held.activity, Activity::Never { .. });
        let days = one.unused.iter().filter_map(|held| match held.activity {
            Activity::Never { added } => Some(self.today.since(added?)),
            _ => Some(self.today.since(held.activity.day()?)),
        });
        let days: Vec<u64> = days.filter_map(|days| u64::try_from(days).ok()).collect();
        let least = days.iter().min().copied().unwrap_or_default();
        let more = if days.iter().all(|days| *days == least) {
            ""
        } else {
            " or more"
        };
        let least = words::count(least, "day");
        let mut text = if one.unused.iter().all(never) {
            format!("Never used in the {least}{more} since the account came")
        } else {
            format!("No use for {least}{more}")
        };
        if !one.others.is_empty() {
            text = format!("{text}. Has {} as well", one.others.join(", "));
        }
        text
    }

    pub(super) fn unknown(&self, page: &mut Html) {
        let mut reasons: BTreeMap<String, u64> = BTreeMap::new();
        let mut all = 0;
        for person in &self.insights.people {
            let unknown = person.products.iter().filter(|held| {
                self.standing(person, held) == Some(Standing::Counts(Verdict::Unknown))
            });
            let mut of_person: Vec<String> = unknown.map(|held| reason(person, held)).collect();
            of_person.sort_unstable();
            of_person.dedup();
            all += u64::from(!of_person.is_empty());
            for reason in of_person {
                *reasons.entry(reason).or_default() += 1;
            }
        }
        if reasons.is_empty() {
            return;
        }
        let mut reasons: Vec<(String, u64)> = reasons.into_iter().collect();
        reasons.sort_by_key(|(_, people)| Reverse(*people));
        html!(page,
            "<section aria-labelledby=\"unknown\">\n<h2 id=\"unknown\">People of whom nobody can tell</h2>\n<p>"
            (words::people(all)) (if all == 1 { " has a seat, and it is" } else { " have seats, and it is" })
            " not known whether it is used. They are not inactive: what is missing is the knowledge.</p>\n"
            "<table role=\"table\" class=\"narrow\">\n<thead role=\"rowgroup\"><tr role=\"row\">"
            "<th role=\"columnheader\" scope=\"col\">Why it is not known</th><th role=\"columnheader\" scope=\"col\" class=\"number\">People</th>"
            "</tr></thead>\n<tbody role=\"rowgroup\">\n"
        );
        for (reason, people) in reasons.iter().take(self.rows) {
            html!(page, "<tr role=\"row\"><td role=\"cell\" data-label=\"Why\">" (words::sentence(reason))
                "</td><td role=\"cell\" class=\"number\" data-label=\"People\">" (words::number(*people)) "</td></tr>\n");
        }
        html!(page, "</tbody>\n</table>\n");
        self.and_more(page, reasons.len());
        html!(page, "</section>\n");
    }

    pub(super) fn without_seat(&self, page: &mut Html) {
        let products = &self.insights.products;
        let some = products
            .iter()
            .any(|one| one.apps + one.customers + one.deactivated > 0);
        if !some {
            return;
        }
        html!(page,
            "<section aria-labelledby=\"no-seat\">\n<h2 id=\"no-seat\">Accounts that take no seat</h2>\n"
            "<p>They have access, and nothing is paid for them.</p>\n"
            "<table role=\"table\" class=\"narrow\">\n<thead role=\"rowgroup\"><tr role=\"row\"><th role=\"columnheader\" scope=\"col\">Product</th>"
            "<th role=\"columnheader\" scope=\"col\" class=\"number\">Apps</th><th role=\"columnheader\" scope=\"col\" class=\"number\">Customers</th>"
            "<th role=\"columnheader\" scope=\"col\" class=\"number\">Deactivated</th></tr></thead>\n<tbody role=\"rowgroup\">\n"
        );
        for one in products {
            html!(page, "<tr role=\"row\"><th role=\"rowheader\" scope=\"row\">" (one.product.name()) "</th>");
            for (label, number) in [
                ("Apps", one.apps),
                ("Customers", one.customers),
                ("Deactivated", one.deactivated),
            ] {
                html!(page, "<td role=\"cell\" class=\"number\" data-label=\"" (label) "\">" (words::number(number)) "</td>");
            }
            html!(page, "</tr>\n");
        }
        html!(page, "</tbody>\n</table>\n");
        self.deactivated(page);
        html!(page, "</section>\n");
    }

    fn deactivated(&self, page: &mut Html) {
        let mut people = Vec::new();
        for person in &self.insights.people {
            let held = person
                .products
                .iter()
                .filter(|held| self.standing(person, held) == Some(Standing::Deactivated));
            let held: Vec<&ProductUse> = held.collect();
            if !held.is_empty() {
                people.push((person, held));
            }
        }
        if people.is_empty() {
            return;
        }
        html!(page,
            "<h3>Deactivated, and still in groups with access</h3>\n"
            "<p>" (words::people(len(&people))) ". Whoever is activated again takes a seat at once.</p>\n"
            "<table role=\"table\">\n<thead role=\"rowgroup\"><tr role=\"row\"><th role=\"columnheader\" scope=\"col\">Who</th>"
            "<th role=\"columnheader\" scope=\"col\">Products</th><th role=\"columnheader\" scope=\"col\">Groups</th></tr></thead>\n<tbody role=\"rowgroup\">\n"
        );
        for (person, held) in people.iter().take(self.rows) {
            html!(page, "<tr role=\"row\">");
            who(page, person);
            let products: Vec<&str> = held.iter().map(|held| held.product.name()).collect();
            let mut groups: Vec<String> = held
                .iter()
                .filter_map(|held| held.access.known())
                .flat_map(|access| access.groups.iter().map(|group| words::cut(&group.name)))
                .collect();
            groups.sort_unstable();
            groups.dedup();
            html!(page, "<td role=\"cell\" data-label=\"Products\">" (products.join(", "))
                "</td><td role=\"cell\" data-label=\"Groups\"><bdi>" (groups.join(", ")) "</bdi></td></tr>\n");
        }
        html!(page, "</tbody>\n</table>\n");
        self.and_more(page, people.len());
    }
}

fn who(page: &mut Html, person: &Person) {
    html!(page, "<th role=\"rowheader\" scope=\"row\"><bdi>" (words::name(person)) "</bdi>");
    if let Some(email) = &person.email {
        html!(page, " <small><bdi>" (words::cut(email)) "</bdi></small>");
    }
    html!(page, "</th>");
}

/// Why nobody can tell whether somebody uses a product.
fn reason(person: &Person, held: &ProductUse) -> String {
    match (&held.activity, person.active) {
        (Activity::Unknown(why), _) => why.detail.clone(),
        (Activity::SeenOn { .. }, _) => {
            "the last trace in the site is older, and reading leaves none".to_owned()
        }
        (Activity::Never { added: None }, _) => {
            "never used, but it is not told since when the account is there".to_owned()
        }
        (_, None) => "whether the account is active is not told".to_owned(),
        _ => match held.access {
            Known::Known(_) => "whether the account is a person or an app is not told".to_owned(),
            Known::Unknown(_) => "whether the account has access is not told".to_owned(),
        },
    }
}

fn len<T>(list: &[T]) -> u64 {
    u64::try_from(list.len()).unwrap_or(u64::MAX)
}
