//! What is paid, used and needed, in one sentence and four numbers.

use super::super::{Known, ProductFigures, Seats};
use super::html::{Html, html};
use super::{Report, words};

/// The products together. A number that some product does not tell is of the others.
#[derive(Default)]
struct Totals<'a> {
    paid: u64,
    used: u64,
    needed: u64,
    possibly: u64,
    freeable: u64,
    surplus: u64,
    unlimited: Vec<&'a str>,
    paid_unknown: Vec<&'a str>,
    used_unknown: Vec<&'a str>,
    unread: Vec<&'a str>,
}

impl<'a> Totals<'a> {
    fn of(products: &'a [ProductFigures]) -> Self {
        let mut totals = Self::default();
        for product in products {
            let name = product.product.name();
            match product.seats {
                Known::Known(Seats::Limited(seats)) => totals.paid += seats,
                Known::Known(Seats::Unlimited) => totals.unlimited.push(name),
                Known::Unknown(_) => totals.paid_unknown.push(name),
            }
            match product.seats_used {
                Known::Known(used) => totals.used += used,
                Known::Unknown(_) => totals.used_unknown.push(name),
            }
            if !product.unread.is_empty() {
                totals.unread.push(name);
            }
            totals.needed += product.needed;
            totals.possibly += product.possibly_freeable;
            totals.freeable += product.freeable;
            totals.surplus += product.surplus().unwrap_or(0);
        }
        totals
    }

    fn at_least(&self) -> &'static str {
        if self.unread.is_empty() {
            ""
        } else {
            "at least "
        }
    }
}

impl Report<'_> {
    pub(super) fn headline(&self, page: &mut Html) {
        let products = &self.insights.products;
        html!(
            page,
            "<section class=\"headline\" aria-labelledby=\"in-short\">\n<h2 id=\"in-short\">In short</h2>\n"
        );
        if products.is_empty() {
            html!(
                page,
                "<p class=\"lead\">No product that takes licences was found.</p>\n</section>\n"
            );
            return;
        }
        let totals = Totals::of(products);
        self.lead(page, &totals);
        let all = products.len();
        html!(page, "<dl class=\"tiles\">\n");
        let without = |missing: &[&str], word: &str| match missing {
            [] => String::new(),
            missing => format!("{word} for {}", missing.join(", ")),
        };
        let mut paid = vec![
            without(&totals.unlimited, "no limit"),
            without(&totals.paid_unknown, "not known"),
        ];
        paid.retain(|text| !text.is_empty());
        let paid = paid.join("; ");
        let known = |missing: usize, number: u64| (missing < all).then_some(number);
        tile(
            page,
            "Paid seats",
            known(
                totals.unlimited.len() + totals.paid_unknown.len(),
                totals.paid,
            ),
            "",
            &paid,
            false,
        );
        let used = without(&totals.used_unknown, "not known");
        let used = if used.is_empty() {
            "as the services count them".to_owned()
        } else {
            used
        };
        tile(
            page,
            "In use",
            known(totals.used_unknown.len(), totals.used),
            "",
            &used,
            false,
        );
        let needed = match totals.possibly {
            0 => "used in these days, or new".to_owned(),
            possibly => format!(
                "up to {} if all are active of whom nobody can tell",
                words::number(totals.needed + possibly)
            ),
        };
        tile(
            page,
            "Needed",
            Some(totals.needed),
            totals.at_least(),
            &needed,
            false,
        );
        let freeable = format!(
            "no use for {}",
            words::count(self.insights.inactive_after_days.into(), "day")
        );
        tile(
            page,
            "Can be freed",
            Some(totals.freeable),
            totals.at_least(),
            &freeable,
            true,
        );
        html!(page, "</dl>\n");
        if !totals.unread.is_empty() {
            html!(page, "<p class=\"aside\">Not everybody with access to " (totals.unread.join(", ")) " could be read, so what is needed and what can be freed is a lower bound.</p>\n");
        }
        html!(page, "</section>\n");
    }

    fn lead(&self, page: &mut Html, totals: &Totals<'_>) {
        html!(page, "<p class=\"lead\">");
        if totals.paid > 0 {
            html!(page, (words::count(totals.paid, "seat")) " paid");
            if totals.used > 0 {
                html!(page, ", " (words::number(totals.used)) " in use");
            }
            html!(page, ". ");
        } else if totals.used > 0 {
            html!(page, (words::count(totals.used, "seat")) " in use. ");
        }
        match (totals.freeable, totals.possibly) {
            (0, 0) if totals.needed == 0 => html!(page, "Nobody with access was found."),
            (0, 0) => html!(page, "Everybody who has a seat uses it."),
            (0, possibly) => {
                html!(page, "Whether any can be freed is not known: nobody can tell when " (words::people(possibly)) (if possibly == 1 { " was" } else { " were" }) " last active.");
            }
            (freeable, possibly) => {
                html!(page, "<strong>" (if totals.unread.is_empty() { "" } else { "At least " }) (words::number(freeable)) " can be freed</strong>");
                if possibly > 0 {
                    html!(page, ", and of " (words::number(possibly)) " more nobody can tell");
                }
                html!(page, ".");
            }
        }
        html!(page, "</p>\n");
        if totals.surplus > 0 {
            html!(page, "<p class=\"aside\">Together with seats that nobody has, " (words::count(totals.surplus, "paid seat"))
                (if totals.surplus == 1 { " is" } else { " are" }) " not needed.</p>\n");
        }
    }
}

fn tile(
    page: &mut Html,
    what: &'static str,
    number: Option<u64>,
    at_least: &'static str,
    more: &str,
    accent: bool,
) {
    html!(page, "<div");
    if accent {
        html!(page, " class=\"accent\"");
    }
    html!(page, "><dt>" (what) "</dt><dd>");
    match number {
        Some(number) => {
            if !at_least.is_empty() {
                html!(page, "<small>" (at_least) "</small>");
            }
            html!(page, "<b>" (words::number(number)) "</b>");
        }
        None => html!(page, "<b class=\"none\">not known</b>"),
    }
    if !more.is_empty() {
        html!(page, "<span>" (more) "</span>");
    }
    html!(page, "</dd></div>\n");
}
