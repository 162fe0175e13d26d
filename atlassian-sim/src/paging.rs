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

/// `{self, nextPage?, maxResults, startAt, total, isLast, values}`; `nextPage` only while there is
/// a next page, and always on the site's own host.
pub(crate) fn bean(call: &Call<'_>, window: Window, total: usize, values: &[Value]) -> Value {
    let end = window.start.saturating_add(window.size);
    let is_last = end >= total;
    let mut page = json!({
        "self": url(call, window.start, window.size),
        "maxResults": window.size,
        "startAt": window.start,
        "total": total,
        "isLast": is_last,
        "values": values,
    });
    if !is_last {
        page["nextPage"] = url(call, end, window.size).into();
    }
    page
}

fn url(call: &Call<'_>, start: usize, size: usize) -> String {
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
