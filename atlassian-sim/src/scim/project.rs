//! Leaving attributes out of an answer, as `attributes` and `excludedAttributes` ask for.

use serde_json::{Map, Value};

use super::invalid;
use crate::call::Call;
use crate::reply::Reply;

/// Which attributes an answer has.
pub(super) enum Projection {
    All,
    Only(Vec<Vec<String>>),
    Without(Vec<Vec<String>>),
}

/// Attributes that are never left out.
const ALWAYS: [&str; 2] = ["schemas", "id"];

/// `emails.value` as its parts; the name of an extension, which has dots and colons, is one part.
fn path(text: &str) -> Vec<String> {
    if let Some(at) = text.rfind(':') {
        let (urn, last) = text.split_at(at);
        let is_whole = ["User", "Group", "1.0"].contains(&&last[1..]);
        return if is_whole {
            vec![text.to_owned()]
        } else {
            vec![urn.to_owned(), last[1..].to_owned()]
        };
    }
    text.split('.').map(str::to_owned).collect()
}

impl Projection {
    pub(super) fn of(call: &Call<'_>) -> Result<Self, Reply> {
        let list = |name: &'static str| -> Option<Vec<Vec<String>>> {
            let text = call.query.filled(name)?;
            let names = text.split(',').map(str::trim);
            Some(names.filter(|name| !name.is_empty()).map(path).collect())
        };
        match (list("attributes"), list("excludedAttributes")) {
            (Some(_), Some(_)) => Err(invalid(
                "invalidValue",
                "attributes and excludedAttributes cannot be used together.",
            )),
            (Some(only), None) => Ok(Self::Only(only)),
            (None, Some(without)) => Ok(Self::Without(without)),
            (None, None) => Ok(Self::All),
        }
    }

    pub(super) fn apply(&self, view: Value) -> Value {
        let Value::Object(view) = view else {
            return view;
        };
        Value::Object(match self {
            Self::All => view,
            Self::Only(paths) => only(view, paths, &ALWAYS),
            Self::Without(paths) => without(view, paths),
        })
    }
}

/// The rests of the paths that begin with this name; empty when none does.
fn below<'a>(paths: &'a [Vec<String>], name: &str) -> Vec<&'a [String]> {
    paths
        .iter()
        .filter_map(|path| match path.split_first() {
            Some((first, rest)) if first.eq_ignore_ascii_case(name) => Some(rest),
            _ => None,
        })
        .collect()
}

fn owned(paths: &[&[String]]) -> Vec<Vec<String>> {
    paths.iter().map(|path| path.to_vec()).collect()
}

/// Applies a change to the object, or to each object of the list.
fn each(value: Value, change: &dyn Fn(Map<String, Value>) -> Map<String, Value>) -> Value {
    match value {
        Value::Object(inner) => Value::Object(change(inner)),
        Value::Array(list) => list.into_iter().map(|value| each(value, change)).collect(),
        other => other,
    }
}

fn only(view: Map<String, Value>, paths: &[Vec<String>], always: &[&str]) -> Map<String, Value> {
    view.into_iter()
        .filter_map(|(name, value)| {
            if always.contains(&name.as_str()) {
                return Some((name, value));
            }
            let rests = below(paths, &name);
            if rests.is_empty() {
                None
            } else if rests.iter().any(|rest| rest.is_empty()) {
                Some((name, value))
            } else {
                let rests = owned(&rests);
                Some((name, each(value, &|inner| only(inner, &rests, &[]))))
            }
        })
        .collect()
}

fn without(view: Map<String, Value>, paths: &[Vec<String>]) -> Map<String, Value> {
    view.into_iter()
        .filter_map(|(name, value)| {
            let rests = below(paths, &name);
            let whole = rests.iter().any(|rest| rest.is_empty());
            if rests.is_empty() || ALWAYS.contains(&name.as_str()) {
                Some((name, value))
            } else if whole {
                None
            } else {
                let rests = owned(&rests);
                Some((name, each(value, &|inner| without(inner, &rests))))
            }
        })
        .collect()
}
