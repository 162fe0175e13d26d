//! What the organization's resources share: bodies, cursors, links, and what is not there.

use serde_json::{Map, Value, json};

use crate::call::Call;
use crate::errors;
use crate::query::encode;
use crate::reply::Reply;
use crate::state::State;

pub(super) fn bad_request(code: &str, detail: &str) -> Reply {
    errors::admin(400, code, "Bad Request", detail)
}

pub(super) fn bad_body(detail: &str) -> Reply {
    bad_request("ADMIN-400-24", detail)
}

pub(super) fn bad_cursor() -> Reply {
    bad_request("ADMIN-400-1", "The cursor is not valid.")
}

pub(super) fn not_found(code: &str, what: &str) -> Reply {
    errors::admin(
        404,
        code,
        "Not Found",
        &format!("The {what} was not found."),
    )
}

pub(super) fn no_such_user() -> Reply {
    not_found("ADMIN-404-8", "user")
}

pub(super) fn forbidden(code: &str, detail: &str) -> Reply {
    errors::admin(403, code, "Forbidden", detail)
}

pub(super) fn conflict(code: &str, detail: &str) -> Reply {
    errors::admin(409, code, "Conflict", detail)
}

/// The body, which must be a JSON object.
pub(super) fn body(call: &Call<'_>) -> Result<Value, Reply> {
    match serde_json::from_slice(call.body) {
        Ok(body @ Value::Object(_)) => Ok(body),
        _ => Err(bad_body("The request body must be a JSON object.")),
    }
}

/// Like [`body`], where it may be left out.
pub(super) fn optional_body(call: &Call<'_>) -> Result<Value, Reply> {
    if call.body.is_empty() {
        return Ok(json!({}));
    }
    body(call)
}

/// A text that must be there.
pub(super) fn required<'a>(body: &'a Value, name: &str) -> Result<&'a str, Reply> {
    body.get(name)
        .and_then(Value::as_str)
        .map(str::trim)
        .filter(|text| !text.is_empty())
        .ok_or_else(|| bad_body(&format!("The field {name} is required.")))
}

/// The parameters of a query as the JSON object that a body would be, so that both are read the
/// same way. Of `lists` each value counts, repeated or separated by commas.
pub(super) fn query_as_body(call: &Call<'_>, lists: &[&str]) -> Value {
    let mut body = Map::new();
    for (name, value) in call.query.pairs().filter(|(_, value)| !value.is_empty()) {
        if lists.contains(&name) {
            let held = body.entry(name).or_insert_with(|| json!([]));
            if let Value::Array(held) = held {
                held.extend(value.split(',').map(Value::from));
            }
        } else {
            // Numbers and flags, and the rare parameter that is JSON itself.
            let value = match serde_json::from_str(value) {
                Ok(Value::String(_)) | Err(_) => Value::from(value),
                Ok(_) if name == "searchTerm" || name == "cursor" => Value::from(value),
                Ok(value) => value,
            };
            body.insert(name.to_owned(), value);
        }
    }
    Value::Object(body)
}

/// A list of texts, if it is given.
pub(super) fn texts(body: &Value, name: &str, max: usize) -> Result<Option<Vec<String>>, Reply> {
    let list = match body.get(name) {
        None | Some(Value::Null) => return Ok(None),
        Some(Value::Array(list)) if (1..=max).contains(&list.len()) => list,
        Some(_) => {
            return Err(bad_body(&format!(
                "The field {name} must be a list of 1 to {max} values."
            )));
        }
    };
    list.iter()
        .map(|value| value.as_str().map(str::to_owned))
        .collect::<Option<Vec<String>>>()
        .map(Some)
        .ok_or_else(|| bad_body(&format!("The field {name} must be a list of strings.")))
}

/// A list of texts that must be among those allowed.
pub(super) fn choices(
    body: &Value,
    name: &str,
    max: usize,
    allowed: &[&str],
) -> Result<Option<Vec<String>>, Reply> {
    let given = texts(body, name, max)?;
    let odd = given
        .iter()
        .flatten()
        .find(|value| !allowed.contains(&value.as_str()));
    match odd {
        Some(value) => Err(bad_body(&format!(
            "The value {value} is not valid for the field {name}."
        ))),
        None => Ok(given),
    }
}

pub(super) fn limit(body: &Value, default: usize, max: usize) -> Result<usize, Reply> {
    match body.get("limit") {
        None | Some(Value::Null) => Ok(default),
        Some(value) => value
            .as_u64()
            .and_then(|limit| usize::try_from(limit).ok())
            .filter(|limit| (1..=max).contains(limit))
            .ok_or_else(|| bad_body(&format!("The limit must be between 1 and {max}."))),
    }
}

/// Whether the one allowed field is to be sorted by, and downwards.
pub(super) fn sort_by(body: &Value, field: &str) -> Result<Option<bool>, Reply> {
    let Some(sorts) = body.get("sortBy").filter(|sorts| !sorts.is_null()) else {
        return Ok(None);
    };
    let odd = || bad_body(&format!("Results can be sorted by {field} only."));
    let sort = match sorts.as_array().map(Vec::as_slice) {
        Some([sort]) if sort["field"] == field => sort,
        _ => return Err(odd()),
    };
    match sort["direction"].as_str() {
        Some("asc") | None => Ok(Some(false)),
        Some("desc") => Ok(Some(true)),
        Some(_) => Err(odd()),
    }
}

/// A checksum, by which a cursor is told from a text that somebody made up.
fn sum(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |sum: u32, byte| {
        (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

/// Hides a position in a cursor. Callers must not read anything into it.
pub(super) fn seal(text: &str) -> String {
    let digits = text.bytes().map(|byte| byte ^ 0x5a);
    let mut cursor = format!("{:08x}", sum(text));
    for byte in digits {
        for nibble in [byte >> 4, byte & 15] {
            cursor.push(char::from_digit(u32::from(nibble), 16).unwrap_or('0'));
        }
    }
    cursor
}

/// What was hidden in a cursor.
pub(super) fn open(cursor: &str) -> Option<String> {
    let (head, digits) = cursor.split_at_checked(8)?;
    let digits: Vec<u32> = digits
        .chars()
        .map(|digit| digit.to_digit(16))
        .collect::<Option<_>>()?;
    let bytes = digits.chunks(2).map(|pair| match pair {
        [high, low] => u8::try_from(high * 16 + low).ok().map(|byte| byte ^ 0x5a),
        _ => None,
    });
    let text = String::from_utf8(bytes.collect::<Option<Vec<u8>>>()?).ok()?;
    (u32::from_str_radix(head, 16) == Ok(sum(&text))).then_some(text)
}

/// The position in the query's `cursor`, for listings that keep nothing else in it.
pub(super) fn position(call: &Call<'_>) -> Result<u64, Reply> {
    match call.query.filled("cursor") {
        None => Ok(0),
        Some(cursor) => open(cursor)
            .and_then(|text| text.parse().ok())
            .ok_or_else(bad_cursor),
    }
}

/// A page's request and where the page begins. With a cursor, which holds the request it came
/// from, everything else is ignored.
pub(super) fn resume(request: Value) -> Result<(Value, usize), Reply> {
    let cursor = match request.get("cursor") {
        None | Some(Value::Null) => return Ok((request, 0)),
        Some(cursor) => cursor.as_str().ok_or_else(bad_cursor)?,
    };
    let held = open(cursor)
        .and_then(|text| serde_json::from_str::<(Value, usize)>(&text).ok())
        .ok_or_else(bad_cursor)?;
    Ok(held)
}

/// The cursors of a page, `{self, next?}`, from the request and the positions.
pub(super) fn cursors(request: &Value, start: usize, next: Option<usize>) -> Value {
    let cursor = |at: usize| seal(&json!([request, at]).to_string());
    let mut links = json!({ "self": cursor(start) });
    if let Some(next) = next {
        links["next"] = cursor(next).into();
    }
    links
}

/// A full URL of the organization's API, with the call's own parameters but for the cursor.
pub(super) fn page_url(call: &Call<'_>, cursor: Option<&str>) -> String {
    let mut url = format!("{}{}", call.world.gateway_url, call.path);
    let kept = call.query.pairs().filter(|(name, _)| *name != "cursor");
    let mut sign = '?';
    for (name, value) in kept.chain(cursor.map(|cursor| ("cursor", cursor))) {
        url.push(sign);
        url.push_str(&encode(name));
        url.push('=');
        url.push_str(&encode(value));
        sign = '&';
    }
    url
}

/// `{self, next?}` with full URLs.
pub(super) fn url_links(call: &Call<'_>, next: Option<&str>) -> Value {
    let mut links = json!({ "self": page_url(call, call.query.filled("cursor")) });
    if let Some(next) = next {
        links["next"] = page_url(call, Some(next)).into();
    }
    links
}

/// The URL of something in the organization.
pub(super) fn org_url(call: &Call<'_>, rest: &str) -> String {
    let world = call.world;
    format!("{}/admin/v1/orgs/{}{rest}", world.gateway_url, world.org_id)
}

/// Which directory a path names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    /// `-`: every directory, and the managed accounts that are in none.
    Everywhere,
    Directory,
}

/// The directory of a reading path.
pub(super) fn scope(call: &Call<'_>, state: &State) -> Result<Scope, Reply> {
    match call.nth_param(1) {
        "-" => Ok(Scope::Everywhere),
        id if id == state.org.directory_id => Ok(Scope::Directory),
        _ => Err(not_found("ADMIN-404-1", "directory")),
    }
}

/// Checks the directory of a writing path, which must be a real one.
pub(super) fn directory(call: &Call<'_>, state: &State) -> Result<(), Reply> {
    match scope(call, state)? {
        Scope::Directory => Ok(()),
        Scope::Everywhere => Err(not_found("ADMIN-404-1", "directory")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cursors_open_again_and_nothing_else_does() {
        for text in ["", "7", "[{\"searchTerm\":\"Персона\"},50]"] {
            assert_eq!(open(&seal(text)).as_deref(), Some(text));
        }
        for odd in ["", "c00000001", "zzzzzzzz", "00000000ab", "811c9dc5a"] {
            assert_eq!(open(odd), None, "{odd}");
        }
    }
}
