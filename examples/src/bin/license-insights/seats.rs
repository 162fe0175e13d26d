//! Seats: paid, in use, needed, to be freed.

use atlassian_integrations::licences::{Known, ProductFigures, Seats};
use examples::outcome::Failure;
use examples::output::{Rows, note};

use crate::General;
use crate::reading::{self, Judging};

const COLUMNS: &[&str] = &[
    "product",
    "paid",
    "in use",
    "needed",
    "not known",
    "can be freed",
    "apps",
    "customers",
    "deactivated",
];

pub(crate) async fn licenses(general: &General, judging: &Judging) -> Result<(), Failure> {
    let insights = reading::insights(general, judging).await?;
    let mut rows = Rows::new(general.format, COLUMNS);
    for product in &insights.products {
        rows.push(product, cells)?;
    }
    rows.finish()?;
    for product in &insights.products {
        let name = product.product.name();
        for unread in &product.unread {
            note(&format!(
                "note: {name}: the numbers are lower bounds: {unread}"
            ));
        }
        let untold = [
            ("paid seats", product.seats.why()),
            ("seats in use", product.seats_used.why()),
        ];
        for (what, why) in untold {
            if let Some(why) = why {
                note(&format!("note: {name}: {what}: {why}"));
            }
        }
        if product.unknown_access > 0 {
            note(&format!(
                "note: {name}: {} accounts are not counted, for it is not known whether they have access",
                product.unknown_access
            ));
        }
    }
    Ok(())
}

fn cells(product: &ProductFigures) -> Vec<String> {
    let paid = match &product.seats {
        Known::Known(Seats::Limited(seats)) => seats.to_string(),
        Known::Known(Seats::Unlimited) => "unlimited".to_owned(),
        Known::Unknown(_) => "unknown".to_owned(),
    };
    let used = product.seats_used.known();
    let counts = [
        product.needed,
        product.possibly_freeable,
        product.freeable,
        product.apps,
        product.customers,
        product.deactivated,
    ];
    let mut cells = vec![
        product.product.name().to_owned(),
        paid,
        used.map_or_else(|| "unknown".to_owned(), u64::to_string),
    ];
    cells.extend(counts.iter().map(u64::to_string));
    cells
}
