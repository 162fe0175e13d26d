//! The parameters that the lists of tokens and keys share.

use serde_json::{Value, json};

use crate::call::Call;
use crate::errors;
use crate::reply::Reply;
use crate::time::{self, DAY};

/// The answer to a call that the service cannot deal with: the same bytes each time.
pub(super) fn broken() -> Reply {
    errors::admin(
        500,
        "ADMIN-500-1",
        "Internal Server Error",
        "An unexpected error occurred.",
    )
}

fn invalid(what: &str) -> Reply {
    errors::admin(
        400,
        "ADMIN-400-3",
        "Bad Request",
        &format!("The parameter {what} is not valid."),
    )
}

/// 500 when a parameter is there that the service does not know.
pub(super) fn only_known(call: &Call<'_>, plain: &[&str], dates: &[&str]) -> Result<(), Reply> {
    const PARTS: [&str; 7] = [
        "SearchType",
        "Uom",
        "Value",
        "From",
        "To",
        "RangeFrom",
        "RangeTo",
    ];
    let known = |name: &str| {
        plain.contains(&name)
            || dates.iter().any(|date| {
                name.strip_prefix(date)
                    .is_some_and(|rest| PARTS.contains(&rest))
            })
    };
    if call.query.names().all(known) {
        Ok(())
    } else {
        Err(broken())
    }
}

/// A search on one date. `gt`: longer ago than, `lt`: more recent than, `range`: between.
pub(super) struct DateSearch {
    after: Option<i64>,
    before: Option<i64>,
    active: bool,
}

impl DateSearch {
    pub(super) fn of(call: &Call<'_>, field: &str) -> Result<Self, Reply> {
        let name = |part: &str| format!("{field}{part}");
        let text = |part: &str| call.query.filled(&name(part)).map(str::to_owned);
        let mut search = Self {
            after: None,
            before: None,
            active: true,
        };
        match text("SearchType").as_deref() {
            None => search.active = false,
            Some(way @ ("gt" | "lt")) => {
                let unit = match text("Uom").as_deref().map(|u| u.trim_end_matches('s')) {
                    Some("minute") => 60_000,
                    Some("hour") => 3_600_000,
                    Some("day") => DAY,
                    Some("week") => 7 * DAY,
                    Some("month") => 30 * DAY,
                    Some("year") => 365 * DAY,
                    _ => return Err(invalid(&name("Uom"))),
                };
                let value: i64 = text("Value")
                    .and_then(|v| v.parse().ok())
                    .filter(|v| (0..=100_000).contains(v))
                    .ok_or_else(|| invalid(&name("Value")))?;
                let edge = call.now() - value * unit;
                if way == "gt" {
                    search.before = Some(edge);
                } else {
                    search.after = Some(edge);
                }
            }
            Some("range") => {
                for (part, bound) in [("From", &mut search.after), ("To", &mut search.before)] {
                    if let Some(given) = text(part) {
                        let at = time::parse(&given).or_else(|| given.parse().ok());
                        *bound = Some(at.ok_or_else(|| invalid(&name(part)))?);
                    }
                }
            }
            Some(_) => return Err(invalid(&name("SearchType"))),
        }
        Ok(search)
    }

    pub(super) fn fits(&self, at: Option<i64>) -> bool {
        if !self.active {
            return true;
        }
        at.is_some_and(|at| {
            self.after.is_none_or(|edge| at >= edge) && self.before.is_none_or(|edge| at <= edge)
        })
    }
}

/// Whether one of the texts contains the searched text, in any case.
pub(super) fn mentions(call: &Call<'_>, texts: &[&str]) -> bool {
    let Some(needle) = call.query.filled("q").map(str::to_lowercase) else {
        return true;
    };
    texts
        .iter()
        .any(|text| text.to_lowercase().contains(&needle))
}

/// A cursor says where the page begins; callers must not read anything into it.
fn cursor(at: usize) -> String {
    format!("c{:08x}", at ^ 0x5a5a_5a5a)
}

fn position(cursor: &str) -> Option<usize> {
    usize::from_str_radix(cursor.strip_prefix('c')?, 16)
        .ok()
        .map(|at| at ^ 0x5a5a_5a5a)
}

/// One page, `{data, links{self, next?, prev?}}`; the links are bare cursors.
pub(super) fn page<T>(
    call: &Call<'_>,
    rows: &[T],
    view: impl Fn(&T) -> Value,
) -> Result<Value, Reply> {
    // A call without a page size, or an odd one, ends in a 500.
    let size: usize = match call.query.filled("pageSize").map(str::parse) {
        Some(Ok(size)) if size > 0 => size,
        _ => return Err(broken()),
    };
    let size = size.min(100);
    let start = match call.query.filled("cursor") {
        None => 0,
        Some(given) => position(given)
            .filter(|at| *at <= rows.len())
            .ok_or_else(|| {
                errors::admin(
                    400,
                    "ADMIN-400-1",
                    "Bad Request",
                    "The cursor is not valid.",
                )
            })?,
    };
    let data: Vec<Value> = rows.iter().skip(start).take(size).map(view).collect();
    let mut links = json!({ "self": cursor(start) });
    if start + size < rows.len() {
        links["next"] = cursor(start + size).into();
    }
    if start > 0 {
        links["prev"] = cursor(start.saturating_sub(size)).into();
    }
    Ok(json!({ "data": data, "links": links }))
}
