//! The lists of v2: `{results, _links}`, where `next` and the header `Link` hold the same path with
//! a cursor. And how v2 reads its parameters.

use serde_json::{Value, json};

use super::super::answers::{ok, v2, v2_bad_parameter, v2_wrong_type};
use super::super::cursor;
use super::super::viewer::Viewer;
use crate::call::Call;
use crate::query::encode;
use crate::reply::{Answer, Reply};

/// One page of the rows, each known by its key.
pub(super) fn list<T: Copy>(
    viewer: &Viewer<'_>,
    default: usize,
    rows: &[T],
    key: impl Fn(T) -> u64,
    show: impl Fn(T) -> Value,
) -> Answer {
    let call = viewer.call;
    let limit = limit(call, default)?;
    let keys: Vec<u64> = rows.iter().map(|row| key(*row)).collect();
    let from = match call.query.filled("cursor") {
        None => 0,
        Some(text) => cursor::position(text, &keys).ok_or_else(bad_cursor)?,
    };
    let shown: Vec<Value> = rows
        .get(from..)
        .unwrap_or_default()
        .iter()
        .take(limit)
        .map(|row| show(*row))
        .collect();
    let end = from.saturating_add(limit);
    let mut answer = json!({ "results": shown, "_links": { "base": viewer.base() } });
    if end >= rows.len() {
        return ok(&answer);
    }
    let next = format!(
        "{}?{}limit={limit}&cursor={}",
        call.path,
        kept(call),
        cursor::after(end, &keys)
    );
    answer["_links"]["next"] = next.as_str().into();
    let reply = ok(&answer)?;
    Ok(reply.with_header("link", &format!("<{next}>; rel=\"next\"")))
}

/// The parameters of the call that its next page has too, ready to be continued.
fn kept(call: &Call<'_>) -> String {
    let pairs = call.query.pairs();
    let pairs = pairs.filter(|(name, _)| !["cursor", "limit"].contains(name));
    let pairs: Vec<String> = pairs
        .map(|(name, value)| format!("{}={}&", encode(name), encode(value)))
        .collect();
    pairs.concat()
}

fn bad_cursor() -> Reply {
    v2(
        400,
        "INVALID_REQUEST_PARAMETER",
        "Provided value for 'cursor' is not the correct type. Expected type is Cursor.",
        Some(
            "The provided cursor was not valid. You can get a new valid cursor by making the original \
         pagination request again.",
        ),
    )
}

/// From 1 to 250.
pub(super) fn limit(call: &Call<'_>, default: usize) -> Result<usize, Reply> {
    let limit = number(call, "limit", default)?;
    if (1..=250).contains(&limit) {
        Ok(limit)
    } else {
        Err(v2_bad_parameter("'limit' must be between 1 and 250"))
    }
}

pub(super) fn number(call: &Call<'_>, name: &str, default: usize) -> Result<usize, Reply> {
    match call.query.filled(name) {
        None => Ok(default),
        Some(text) => text.parse().map_err(|_| v2_wrong_type(text, name, "int")),
    }
}

/// The id that stands in the path.
pub(super) fn id(call: &Call<'_>, at: usize, name: &str) -> Result<u64, Reply> {
    let text = call.params.get(at).map_or("", String::as_str);
    text.parse().map_err(|_| v2_wrong_type(text, name, "long"))
}

/// The values of a parameter that may be repeated or separated by commas.
pub(super) fn values<'a>(call: &'a Call<'_>, name: &'a str) -> Vec<&'a str> {
    call.query
        .all(name)
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .filter(|value| !value.is_empty())
        .collect()
}

/// Several ids; empty for none given.
pub(super) fn ids(call: &Call<'_>, name: &str) -> Result<Vec<u64>, Reply> {
    values(call, name)
        .into_iter()
        .map(|text| text.parse().map_err(|_| v2_wrong_type(text, name, "long")))
        .collect()
}

/// A parameter with a fixed set of values.
pub(super) fn choice<'a>(
    call: &'a Call<'_>,
    name: &'a str,
    known: &[&str],
) -> Result<Option<&'a str>, Reply> {
    match call.query.filled(name) {
        Some(value) if !known.contains(&value) => Err(unknown(name, value, known)),
        other => Ok(other),
    }
}

/// Several of a fixed set of values.
pub(super) fn choices<'a>(
    call: &'a Call<'_>,
    name: &'a str,
    known: &[&str],
) -> Result<Vec<&'a str>, Reply> {
    let values = values(call, name);
    match values.iter().find(|value| !known.contains(value)) {
        Some(value) => Err(unknown(name, value, known)),
        None => Ok(values),
    }
}

fn unknown(name: &str, value: &str, known: &[&str]) -> Reply {
    v2_bad_parameter(format!(
        "Provided value {{{value}}} for '{name}' is not one of {}",
        known.join(", ")
    ))
}

/// The order that `sort` asks for: its field and whether it goes downwards.
pub(super) fn sort<'a>(
    call: &'a Call<'_>,
    fields: &[&str],
) -> Result<Option<(&'a str, bool)>, Reply> {
    let Some(value) = call.query.filled("sort") else {
        return Ok(None);
    };
    let (field, down) = value
        .strip_prefix('-')
        .map_or((value, false), |field| (field, true));
    if fields.contains(&field) {
        Ok(Some((field, down)))
    } else {
        Err(unknown("sort", value, fields))
    }
}

/// Puts rows in order by a key.
pub(super) fn order<T, K: Ord>(rows: &mut [T], down: bool, key: impl Fn(&T) -> K) {
    rows.sort_by(|a, b| {
        let order = key(a).cmp(&key(b));
        if down { order.reverse() } else { order }
    });
}
