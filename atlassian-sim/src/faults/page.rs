//! Where an answer holds its page, and how to ask for a smaller one.

use serde_json::{Map, Value};

use super::view::TOKENS;
use crate::query::Query;

/// The names under which the services list the elements of a page.
const LISTS: [&str; 14] = [
    "values",
    "issues",
    "results",
    "data",
    "records",
    "Resources",
    "users",
    "groups",
    "comments",
    "worklogs",
    "dashboards",
    "histories",
    "issueChangeLogs",
    "sections",
];

/// The elements of the page that an answer is.
pub(super) fn elements(answer: &mut Value) -> Option<&mut Vec<Value>> {
    match answer {
        Value::Array(elements) => Some(elements),
        Value::Object(fields) => {
            let name = LISTS.into_iter().find(|name| {
                fields
                    .get(*name)
                    .is_some_and(|held| held.is_array() || held.is_object())
            })?;
            elements(fields.get_mut(name)?)
        }
        _ => None,
    }
}

/// The objects that can say where the next page is: the answer itself and its links.
pub(super) fn signposts(answer: &mut Value) -> Vec<&mut Map<String, Value>> {
    let Value::Object(fields) = answer else {
        return Vec::new();
    };
    // Whoever has links names the next page there; `next` elsewhere may be something else.
    let holder = ["links", "_links", "meta"]
        .into_iter()
        .filter(|name| fields.get(*name).is_some_and(Value::is_object))
        .collect::<Vec<_>>();
    if holder.is_empty() {
        return vec![fields];
    }
    fields
        .iter_mut()
        .filter(|(name, _)| holder.contains(&name.as_str()))
        .filter_map(|(_, value)| value.as_object_mut())
        .collect()
}

/// The query, and the body where it says something else now, of a request whose page token the
/// service does not know any more. It refuses it in its own words.
pub(crate) fn with_dead_token(query: &Query, body: &[u8]) -> (Query, Option<Vec<u8>>) {
    const DEAD: &str = "expired";
    let dead = |(name, value): (&str, &str)| {
        let token = TOKENS.contains(&name) && !value.is_empty();
        let value = if token { DEAD } else { value };
        (name.to_owned(), value.to_owned())
    };
    let mut changed = None;
    if let Ok(Value::Object(mut fields)) = serde_json::from_slice(body) {
        let sent: Vec<&str> = TOKENS
            .into_iter()
            .filter(|name| fields.get(*name).is_some_and(Value::is_string))
            .collect();
        for name in &sent {
            fields.insert((*name).to_owned(), DEAD.into());
        }
        changed = (!sent.is_empty()).then(|| Value::Object(fields).to_string().into_bytes());
    }
    (query.pairs().map(dead).collect(), changed)
}

/// The names of the size of a page.
const SIZES: [&str; 4] = ["maxResults", "limit", "pageSize", "count"];

/// The name of the page's size where a request does not name one; none where an unknown parameter
/// would be refused.
fn size_name(path: &str) -> Option<&'static str> {
    if path.ends_with("/auditing/record") || path.starts_with("/wiki/") {
        Some("limit")
    } else if path.starts_with("/rest/") {
        Some("maxResults")
    } else if path.starts_with("/scim/") {
        Some("count")
    } else {
        None
    }
}

/// The query, and the body where it says something else now, of a request that asks for at most
/// so many elements.
pub(crate) fn shortened(
    method: &str,
    path: &str,
    query: &Query,
    body: &[u8],
    size: usize,
) -> (Query, Option<Vec<u8>>) {
    let smaller = |asked: usize| asked.min(size).to_string();
    let mut pairs: Vec<(String, String)> = query
        .pairs()
        .map(|(name, value)| {
            let asked = value.parse().ok().filter(|_| SIZES.contains(&name));
            (
                name.to_owned(),
                asked.map_or_else(|| value.to_owned(), smaller),
            )
        })
        .collect();
    let named = pairs.iter().any(|(name, _)| SIZES.contains(&name.as_str()));
    let mut shorter = None;
    match serde_json::from_slice::<Value>(body) {
        Ok(Value::Object(mut fields)) if method == "POST" => {
            let name = SIZES.into_iter().find(|name| fields.contains_key(*name));
            if let Some(name) = name.or(size_name(path).filter(|_| path.ends_with("/search/jql"))) {
                let asked = fields.get(name).and_then(Value::as_u64);
                let size = u64::try_from(size).unwrap_or(u64::MAX);
                let smaller = asked.map_or(size, |asked| asked.min(size));
                fields.insert(name.to_owned(), smaller.into());
                shorter = Some(Value::Object(fields).to_string().into_bytes());
            }
        }
        _ => {
            if let Some(name) = size_name(path).filter(|_| !named && method == "GET") {
                pairs.push((name.to_owned(), size.to_string()));
            }
        }
    }
    (pairs.into_iter().collect(), shorter)
}
