//! What is paid, used and needed, in one sentence and four numbers.

use super::super::{Known, ProductFigures, Seats};
use super::html::{Html, html};
use super::{Report, words};

/// The products together. A number that some product does not tell is of the others. Where there are products with a
/// limit, those without one are left out: freeing their seats saves nothing.
#[derive(Default)]
struct Totals<'a> {
    paid: u64,
    used: u64,
    needed: u64,
    possibly: u64,
    freeable: u64,
    surplus: u64,
    left_out: Vec<&'a str>,
    /// No product has a limit.
    unlimited: bool,
    paid_unknown: Vec<&'a str>,
    used_unknown: Vec<&'a str>,
    unread: Vec<&'a str>,
}

impl<'a> Totals<'a> {
    fn of(products: &'a [ProductFigures]) -> Self {
        let unlimited = |one: &ProductFigures| one.seats == Known::Known(Seats::Unlimited);
        let mut totals = Self {
            unlimited: products.iter().all(unlimited),
            ..Self::default()
        };
        for product in products {
            let name = product.product.name();
            if unlimited(product) && !totals.unlimited {
                totals.left_out.push(name);
                continue;
            }
            match product.seats {
                Known::Known(Seats::Limited(seats)) => totals.paid += seats,
                // No number, and none is missing.
                Known::Known(Seats::Unlimited) => {}
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
        Self::lead(page, &totals);
        let counted = products.len() - totals.left_out.len();
        let known = |missing: &[&str], number: u64| (missing.len() < counted).then_some(number);
        let without = |missing: &[&str]| match missing {
            [] => String::new(),
            missing => format!("not known for {}", missing.join(", ")),
        };
        html!(page, "<dl class=\"tiles\">\n");
        if totals.unlimited {
            tile(page, "Paid seats", "", "no limit", "");
        } else {
            let paid = known(&totals.paid_unknown, totals.paid);
            tile(
                page,
                "Paid seats",
                "",
                &shown(paid),
                &without(&totals.paid_unknown),
            );
        }
        let used = match &*totals.used_unknown {
            [] => "as the services count them".to_owned(),
            missing => without(missing),
        };
        tile(
            page,
            "In use",
            "",
            &shown(known(&totals.used_unknown, totals.used)),
            &used,
        );
        let needed = match totals.possibly {
            0 => "used in these days, or new".to_owned(),
            possibly => format!(
                "up to {} if all are active of whom nobody can tell",
                words::number(totals.needed + possibly)
            ),
        };
        let at_least = if totals.unread.is_empty() {
            ""
        } else {
            "at least"
        };
        tile(
            page,
            "Needed",
            at_least,
            &words::number(totals.needed),
            &needed,
        );
        let days = words::count(self.insights.inactive_after_days.into(), "day");
        let freeable = words::number(totals.freeable);
        tile(
            page,
            "Can be freed",
            at_least,
            &freeable,
            &format!("no use for {days}"),
        );
        html!(page, "</dl>\n");
        if !totals.unread.is_empty() {
            html!(page, "<p class=\"aside\">Not everybody with access to " (totals.unread.join(", ")) " could be read, so what is needed and what can be freed is a lower bound.</p>\n");
        }
        if !totals.left_out.is_empty() {
            html!(page, "<p class=\"aside\">Without " (totals.left_out.join(", ")) ", where seats have no limit.</p>\n");
        }
        html!(page, "</section>\n");
    }

    fn lead(page: &mut Html, totals: &Totals<'_>) {
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

fn shown(number: Option<u64>) -> String {
    number.map_or_else(|| "not known".to_owned(), words::number)
}

fn tile(page: &mut Html, what: &'static str, before: &'static str, number: &str, more: &str) {
    html!(page, "<div><dt>" (what) "</dt><dd>");
    if !before.is_empty() {
        html!(page, "<small>" (before) "</small>");
    }
    html!(page, "<b>" (number) "</b>");
    if !more.is_empty() {
        html!(page, "<span>" (more) "</span>");
    }
    html!(page, "</dd></div>\n");
}
