//! Each product: its seats, and when its people were last active.

use super::super::{Known, ProductFigures, Seats};
use super::charts::{self, Part, Share};
use super::html::{Html, html};
use super::{Report, words};

impl Report<'_> {
    pub(super) fn products(&self, page: &mut Html) {
        if self.insights.products.is_empty() {
            return;
        }
        html!(
            page,
            "<section aria-labelledby=\"products\">\n<h2 id=\"products\">Seats of each product</h2>\n"
        );
        for (at, product) in self.insights.products.iter().enumerate() {
            Self::product(page, at, product);
        }
        html!(page, "</section>\n");
    }

    fn product(page: &mut Html, at: usize, product: &ProductFigures) {
        let name = product.product.name();
        html!(page, "<article class=\"product\">\n<div class=\"title\"><h3>" (name) "</h3><p>");
        let paid = match &product.seats {
            Known::Known(Seats::Limited(seats)) => {
                html!(page, (words::count(*seats, "seat")) " paid");
                Some(*seats)
            }
            Known::Known(Seats::Unlimited) => {
                html!(page, "seats without a limit");
                None
            }
            Known::Unknown(_) => {
                html!(page, "paid seats not known");
                None
            }
        };
        if let Known::Known(used) = product.seats_used {
            html!(page, ", " (words::number(used)) " in use");
        }
        html!(page, "</p></div>\n");
        let shares = [
            Share::new(Part::Needed, product.needed),
            Share::new(Part::Unknown, product.possibly_freeable),
            Share::new(Part::Freeable, product.freeable),
            Share::new(
                Part::Empty,
                paid.unwrap_or(0).saturating_sub(product.counted),
            ),
        ];
        charts::bar(
            page,
            &format!("seats-{at}"),
            &format!("Seats of {name}"),
            &shares,
            paid,
        );
        html!(page, "<ul class=\"key\">");
        for share in shares
            .iter()
            .filter(|share| share.number > 0 || share.part != Part::Empty)
        {
            html!(page, "<li>");
            charts::swatch(page, share.part);
            html!(page, "<b>" (words::number(share.number)) "</b> " (share.part.words()));
            if share.part == Part::Needed && product.new > 0 {
                html!(page, " (" (words::number(product.new)) " new)");
            }
            html!(page, "</li>");
        }
        html!(page, "</ul>\n");
        let remarks = remarks(product, paid);
        if !remarks.is_empty() {
            html!(page, "<p class=\"aside\">" (remarks.join(" ")) "</p>\n");
        }
        html!(page, "</article>\n");
    }

    pub(super) fn activity(&self, page: &mut Html) {
        let products = self.insights.products.iter().enumerate();
        let charted: Vec<_> = products
            .filter(|(_, product)| product.counted > 0)
            .collect();
        if charted.is_empty() {
            return;
        }
        html!(page,
            "<section aria-labelledby=\"activity\">\n<h2 id=\"activity\">When people were last active</h2>\n"
            "<p>Each person with a seat stands in one column: the month of their last use. "
            "The dashed line is " (words::count(self.insights.inactive_after_days.into(), "day")) " ago. "
            "People of whom nobody can tell stand apart; they are not inactive.</p>\n"
        );
        html!(page, "<ul class=\"key\">");
        let seen = charted
            .iter()
            .any(|(_, one)| one.histogram.months.iter().any(|month| month.seen > 0));
        for part in [
            Part::Needed,
            Part::Freeable,
            Part::Seen,
            Part::Never,
            Part::Unknown,
        ] {
            if part != Part::Seen || seen {
                html!(page, "<li>");
                charts::swatch(page, part);
                html!(page, (part.in_time()) "</li>");
            }
        }
        html!(page, "</ul>\n<div class=\"charts\">\n");
        for (at, product) in charted {
            let name = product.product.name();
            html!(page, "<figure>\n<figcaption><h3>" (name) "</h3><span>" (words::people(product.counted)) "</span></figcaption>\n");
            let title = format!("Last use of {name}");
            charts::columns(
                page,
                &format!("activity-{at}"),
                &title,
                &product.histogram,
                self.insights.active_since,
            );
            html!(page, "</figure>\n");
        }
        html!(page, "</div>\n</section>\n");
    }
}

/// What the numbers alone would leave open.
fn remarks(product: &ProductFigures, paid: Option<u64>) -> Vec<String> {
    let name = product.product.name();
    let mut remarks = Vec::new();
    if let Some(over) = paid
        .and_then(|paid| product.counted.checked_sub(paid))
        .filter(|over| *over > 0)
    {
        remarks.push(format!(
            "{} more than seats paid for were found with access.",
            words::people(over)
        ));
    }
    if let Some(surplus) = product.surplus().filter(|surplus| *surplus > 0) {
        let seats = words::count(surplus, "paid seat");
        let are = if surplus == 1 { "is" } else { "are" };
        remarks.push(format!("{seats} {are} neither needed nor perhaps needed."));
    }
    match &product.seats_used {
        Known::Known(used) if *used != product.counted => remarks.push(format!(
            "{name} itself counts {} in use, which is often some days old; {} with a seat {} found.",
            words::number(*used),
            words::people(product.counted),
            if product.counted == 1 { "was" } else { "were" },
        )),
        _ => {}
    }
    for (what, why) in [
        ("The paid seats", product.seats.why()),
        ("The seats in use", product.seats_used.why()),
    ] {
        remarks.extend(
            why.map(|why| format!("{what} are not known: {}", words::sentence(&why.detail))),
        );
    }
    if !product.unread.is_empty() {
        remarks.push(format!(
            "The numbers are lower bounds, for not everything could be read: {}",
            words::sentence(&product.unread.join("; "))
        ));
    }
    if product.unknown_access > 0 {
        let is = if product.unknown_access == 1 {
            "is"
        } else {
            "are"
        };
        remarks.push(format!(
            "{} {is} not counted: whether they have access could not be read.",
            words::people(product.unknown_access)
        ));
    }
    remarks
}
