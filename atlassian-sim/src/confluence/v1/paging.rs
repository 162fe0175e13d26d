//! The page envelope of v1: `{results, start, limit, size, _links}`, where `_links.next` is
//! relative to `_links.base`.

use serde_json::{Value, json};

use super::super::answers::{negative, not_a_number};
use super::super::viewer::Viewer;
use crate::call::Call;
use crate::query::encode;
use crate::reply::Reply;

/// The window a caller asked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Window {
    pub(super) start: usize,
    pub(super) limit: usize,
}

impl Window {
    /// Reads `start` and `limit`; a larger `limit` is lowered without a word.
    pub(super) fn of(call: &Call<'_>, default: usize, max: usize) -> Result<Self, Reply> {
        Ok(Self {
            start: number(call, "start", 0)?,
            limit: number(call, "limit", default)?.min(max),
        })
    }

    pub(super) fn cut<T>(self, rows: impl Iterator<Item = T>) -> impl Iterator<Item = T> {
        rows.skip(self.start).take(self.limit)
    }
}

/// A 32-bit number from 0 up.
pub(super) fn number(call: &Call<'_>, name: &str, default: usize) -> Result<usize, Reply> {
    let text = call.query.get(name).unwrap_or("").trim();
    if text.is_empty() {
        return Ok(default);
    }
    let value: i32 = text.parse().map_err(|_| not_a_number(text))?;
    usize::try_from(value).map_err(|_| negative(name))
}

/// One page of `total` rows.
pub(super) fn page(viewer: &Viewer<'_>, window: Window, total: usize, rows: Vec<Value>) -> Value {
    let mut links = links(viewer);
    let size = rows.len();
    let end = window.start.saturating_add(window.limit);
    if end < total {
        links["next"] = link(viewer.call, end, window.limit).into();
    }
    if window.start > 0 {
        let before = window.start.saturating_sub(window.limit);
        links["prev"] = link(viewer.call, before, window.limit).into();
    }
    let mut page = json!({
        "start": window.start,
        "limit": window.limit,
        "size": size,
        "_links": links,
    });
    page["results"] = Value::Array(rows);
    page
}

/// `base`, `context` and `self`.
pub(super) fn links(viewer: &Viewer<'_>) -> Value {
    let call = viewer.call;
    let query = parameters(call, &[]);
    let mark = if query.is_empty() { "" } else { "?" };
    json!({
        "base": viewer.base(),
        "context": "/wiki",
        "self": format!("{}{}{mark}{query}", call.world.site_url, call.path),
    })
}

fn link(call: &Call<'_>, start: usize, limit: usize) -> String {
    let others = parameters(call, &["start", "limit"]);
    let more = if others.is_empty() { "" } else { "&" };
    let path = below_base(call);
    format!("{path}?limit={limit}&start={start}{more}{others}")
}

/// The path of the call, below the base.
pub(super) fn below_base<'a>(call: &'a Call<'_>) -> &'a str {
    call.path.strip_prefix("/wiki").unwrap_or(call.path)
}

/// The parameters of the call, but for these, encoded again.
pub(super) fn parameters(call: &Call<'_>, without: &[&str]) -> String {
    let pairs = call.query.pairs();
    let pairs = pairs.filter(|(name, _)| !without.contains(name));
    let pairs: Vec<String> = pairs
        .map(|(name, value)| format!("{}={}", encode(name), encode(value)))
        .collect();
    pairs.join("&")
}
