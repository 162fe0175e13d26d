//! The directory that an identity provider keeps in step, by SCIM 2.0.

pub(crate) mod groups;
pub(crate) mod metadata;
mod patch;
mod project;
pub(crate) mod users;

use serde_json::{Map, Value, json};

use crate::call::Call;
use crate::errors;
use crate::reply::{Answer, Reply, SCIM};

/// Resources on one page, unless told otherwise, and at most.
const DEFAULT_COUNT: i64 = 100;
const MAX_COUNT: usize = 1_000;

fn answer(status: u16, body: &Value) -> Answer {
    Ok(Reply::text(status, SCIM, body.to_string()))
}

fn invalid(kind: &str, detail: &str) -> Reply {
    errors::scim(400, Some(kind), detail)
}

fn not_found(what: &str) -> Reply {
    errors::scim(404, None, &format!("The {what} does not exist."))
}

fn taken(what: &str) -> Reply {
    errors::scim(
        409,
        Some("uniqueness"),
        &format!("The {what} already exists."),
    )
}

/// The body, which must be a JSON object.
fn body(call: &Call<'_>) -> Result<Map<String, Value>, Reply> {
    match serde_json::from_slice(call.body) {
        Ok(Value::Object(body)) => Ok(body),
        _ => Err(invalid(
            "invalidSyntax",
            "The request body is not a JSON object.",
        )),
    }
}

fn url(call: &Call<'_>, rest: &str) -> String {
    let gateway = &call.world.gateway_url;
    format!("{gateway}/scim/directory/{}/{rest}", call.param())
}

/// `name eq "value"`, the only filter there is; the name must be one of these.
fn filter<'a>(call: &Call<'_>, names: &[&'a str]) -> Result<Option<(&'a str, String)>, Reply> {
    let Some(text) = call.query.filled("filter") else {
        return Ok(None);
    };
    let odd = || {
        let names = names.join(" and ");
        invalid(
            "invalidFilter",
            &format!("Only {names} can be compared, by eq."),
        )
    };
    let (name, rest) = text.trim().split_once(' ').ok_or_else(odd)?;
    let (operator, value) = rest.trim().split_once(' ').ok_or_else(odd)?;
    let name = names.iter().find(|known| known.eq_ignore_ascii_case(name));
    match (
        name,
        operator.to_ascii_lowercase().as_str(),
        serde_json::from_str(value.trim()),
    ) {
        (Some(name), "eq", Ok(Value::String(value))) => Ok(Some((name, value))),
        _ => Err(odd()),
    }
}

/// One page. The index begins at 1, and a page tells how many resources it really has.
fn list<T>(call: &Call<'_>, rows: &[T], view: impl Fn(&T) -> Result<Value, Reply>) -> Answer {
    let number = |name: &str, default: i64| match call.query.filled(name) {
        None => Ok(default),
        Some(text) => text
            .parse::<i64>()
            .map_err(|_| invalid("invalidValue", &format!("The {name} is not a number."))),
    };
    let start = number("startIndex", 1)?.max(1);
    let count = number("count", DEFAULT_COUNT)?.max(0);
    let skip = usize::try_from(start - 1).unwrap_or(usize::MAX);
    let take = usize::try_from(count).unwrap_or(MAX_COUNT).min(MAX_COUNT);
    let page = rows.iter().skip(skip).take(take);
    let resources = page.map(view).collect::<Result<Vec<Value>, Reply>>()?;
    answer(
        200,
        &json!({
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
            "totalResults": rows.len(),
            "startIndex": start,
            "itemsPerPage": resources.len(),
            "Resources": resources,
        }),
    )
}
