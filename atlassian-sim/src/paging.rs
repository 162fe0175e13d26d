//! The page envelope of Jira.

use serde_json::{Value, json};

use crate::call::Call;
use crate::query::encode;
use crate::reply::Reply;

/// The window a caller asked for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Window {
    pub(crate) start: usize,
    pub(crate) size: usize,
}

impl Window {
    /// Reads `startAt` and `maxResults`. A larger `maxResults` is lowered without a word.
    pub(crate) fn of(call: &Call<'_>, default: usize, max: usize) -> Result<Self, Reply> {
        Ok(Self {
            start: call.query.number("startAt", 0)?,
            size: call.query.number("maxResults", default)?.min(max),
        })
    }

    /// Like [`of`](Self::of), for pages that cannot be empty by request: 0 means the default.
    pub(crate) fn of_bean(call: &Call<'_>, default: usize, max: usize) -> Result<Self, Reply> {
        let window = Self::of(call, default, max)?;
        let size = if window.size == 0 {
            default
        } else {
            window.size
        };
        Ok(Self { size, ..window })
    }
}

impl Window {
    /// The part of a list that the window shows.
    pub(crate) fn cut<'a, T>(&self, all: &'a [T]) -> &'a [T] {
        let start = self.start.min(all.len());
        let end = start.saturating_add(self.size).min(all.len());
        all.get(start..end).unwrap_or(&[])
    }
}

/// The envelope of Jira Software: `{maxResults, startAt, total?, isLast, …}`. `all` is how many
/// there are, which not every list tells.
pub(crate) fn plain(
    window: Window,
    total: Option<usize>,
    all: usize,
    name: &str,
    values: Vec<Value>,
) -> Value {
    let mut page = json!({
        "maxResults": window.size,
        "startAt": window.start,
        "isLast": window.start.saturating_add(window.size) >= all,
    });
    page[name] = values.into();
    if let Some(total) = total {
        page["total"] = total.into();
    }
    page
}

/// `{self, nextPage?, maxResults, startAt, total, isLast, values}`; `nextPage` only while there is
/// a next page, and always on the site's own host.
pub(crate) fn bean(call: &Call<'_>, window: Window, total: usize, values: &[Value]) -> Value {
    let end = window.start.saturating_add(window.size);
    let is_last = end >= total;
    let mut page = json!({
        "self": address(call, window.start, window.size),
        "maxResults": window.size,
        "startAt": window.start,
        "total": total,
        "isLast": is_last,
        "values": values,
    });
    if !is_last {
        page["nextPage"] = address(call, end, window.size).into();
    }
    page
}

/// The address of another page of the same list.
pub(crate) fn address(call: &Call<'_>, start: usize, size: usize) -> String {
    let mut url = format!("{}{}?", call.world.site_url, call.path);
    for (name, value) in call.query.pairs() {
        if name != "startAt" && name != "maxResults" {
            url.push_str(&encode(name));
            url.push('=');
            url.push_str(&encode(value));
            url.push('&');
        }
    }
    url + &format!("startAt={start}&maxResults={size}")
}
