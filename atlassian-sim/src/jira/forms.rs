//! What the bodies and queries of many resources have in common.

use serde_json::Value;

use crate::call::Call;
use crate::errors;
use crate::paging::{Window, bean};
use crate::reply::{Answer, Reply, ok};

/// An id, which callers write as a number or as text.
pub(super) fn id(value: &Value) -> Option<u32> {
    match value {
        Value::String(text) => text.trim().parse().ok(),
        other => u32::try_from(other.as_u64()?).ok(),
    }
}

/// An array of ids; `None` if it is none.
pub(super) fn ids(value: &Value) -> Option<Vec<u32>> {
    value.as_array()?.iter().map(id).collect()
}

/// An array of ids that must be there and must not be empty.
pub(super) fn needed_ids(body: &Value, field: &str) -> Result<Vec<u32>, Reply> {
    let wrong = || {
        errors::bad_request(format!(
            "'{field}' must be a list of ids that is not empty."
        ))
    };
    ids(&body[field])
        .filter(|ids| !ids.is_empty())
        .ok_or_else(wrong)
}

/// The ids of a parameter that may be repeated or hold several; `None` if it was not sent.
pub(super) fn asked_ids(call: &Call<'_>, name: &str) -> Result<Option<Vec<u32>>, Reply> {
    let mut found = None;
    for text in call.query.all(name).flat_map(|value| value.split(',')) {
        let text = text.trim();
        if !text.is_empty() {
            let id = text.parse().map_err(|_| {
                errors::bad_request(format!("'{text}' is no valid value of '{name}'."))
            })?;
            found.get_or_insert_with(Vec::new).push(id);
        }
    }
    Ok(found)
}

/// Whether a filter lets an id through; no filter lets everything through.
pub(super) fn admits(filter: Option<&Vec<u32>>, id: u32) -> bool {
    filter.is_none_or(|ids| ids.contains(&id))
}

/// The `{…}` of the path at this place, as an id.
pub(super) fn path_id(call: &Call<'_>, at: usize) -> Option<u32> {
    call.params.get(at)?.parse().ok()
}

/// The `{…}` of the path at this place.
pub(super) fn path_part<'a>(call: &'a Call<'_>, at: usize) -> &'a str {
    call.params.get(at).map_or("", String::as_str)
}

/// Text that must be there, not blank and not too long.
pub(super) fn needed_text<'a>(body: &'a Value, field: &str, max: usize) -> Result<&'a str, Reply> {
    let text = body[field].as_str().map_or("", str::trim);
    if text.is_empty() {
        return Err(errors::jira_field(
            400,
            field,
            format!("The {field} is required."),
        ));
    }
    short_enough(text, field, max)
}

/// Text that may be missing; where it is sent, it must not be blank or too long.
pub(super) fn new_text<'a>(
    body: &'a Value,
    field: &str,
    max: usize,
) -> Result<Option<&'a str>, Reply> {
    if body[field].is_null() {
        return Ok(None);
    }
    needed_text(body, field, max).map(Some)
}

/// Text that may be missing or empty, but not too long.
pub(super) fn loose_text<'a>(
    body: &'a Value,
    field: &str,
    max: usize,
) -> Result<Option<&'a str>, Reply> {
    body[field]
        .as_str()
        .map(|text| short_enough(text, field, max))
        .transpose()
}

fn short_enough<'a>(text: &'a str, field: &str, max: usize) -> Result<&'a str, Reply> {
    if text.chars().count() > max {
        let message = format!("The {field} must not be longer than {max} characters.");
        return Err(errors::jira_field(400, field, message));
    }
    Ok(text)
}

/// The page that the caller asked for, of all that was found.
pub(super) fn page<T>(
    call: &Call<'_>,
    window: Window,
    found: &[T],
    view: impl FnMut(&T) -> Value,
) -> Answer {
    let shown = found.iter().skip(window.start).take(window.size);
    let values: Vec<Value> = shown.map(view).collect();
    ok(&bean(call, window, found.len(), &values))
}

/// `orderBy` without its sign, and whether it turns the order round. What is not allowed is refused.
pub(super) fn order(
    call: &Call<'_>,
    allowed: &[&'static str],
) -> Result<Option<(&'static str, bool)>, Reply> {
    let Some(sent) = call.query.filled("orderBy") else {
        return Ok(None);
    };
    // A `+` that nobody encoded arrives as a space.
    let name = sent.trim_start_matches(['-', '+', ' ']);
    let known = allowed
        .iter()
        .find(|known| known.eq_ignore_ascii_case(name));
    known
        .map(|known| Some((*known, sent.starts_with('-'))))
        .ok_or_else(|| errors::bad_request(format!("'{sent}' is no valid value of 'orderBy'.")))
}

/// Puts ids to a place in an order: before or behind another, or to one of its ends. `None` if the
/// place is none.
pub(super) fn reorder(order: &mut Vec<u32>, moved: &[u32], place: Place) -> Option<()> {
    if let Place::After(after) = place
        && (!order.contains(&after) || moved.contains(&after))
    {
        return None;
    }
    order.retain(|id| !moved.contains(id));
    let at = match place {
        Place::First => 0,
        Place::Last => order.len(),
        Place::After(after) => order.iter().position(|id| *id == after)? + 1,
    };
    order.splice(at..at, moved.iter().copied());
    Some(())
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    First,
    Last,
    After(u32),
}

impl Place {
    /// Reads `after` and `position`, exactly one of which must be there.
    pub(super) fn of(body: &Value) -> Result<Self, Reply> {
        let wrong = || {
            errors::bad_request(
                "Exactly one of 'after' and 'position' must be given, and be valid.",
            )
        };
        let position = body["position"].as_str();
        match (&body["after"], position) {
            (Value::Null, Some("First")) => Ok(Self::First),
            (Value::Null, Some("Last")) => Ok(Self::Last),
            (after, None) => id(after).map(Self::After).ok_or_else(wrong),
            _ => Err(wrong()),
        }
    }
}

/// What a body says of something that may be missing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Patch<T> {
    #[default]
    Keep,
    Clear,
    Set(T),
}

impl<T> Patch<T> {
    /// What is there afterwards.
    pub(super) fn over(self, old: Option<T>) -> Option<T> {
        match self {
            Self::Keep => old,
            Self::Clear => None,
            Self::Set(new) => Some(new),
        }
    }
}
