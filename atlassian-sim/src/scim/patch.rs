//! The operations of a SCIM PATCH, on the attributes of a user.

use serde_json::{Map, Value, json};

use super::{body, invalid};
use crate::call::Call;
use crate::reply::Reply;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Op {
    Add,
    Replace,
    Remove,
}

/// One operation; without a path the value is an object of attributes.
#[derive(Debug)]
pub(super) struct Operation {
    pub(super) op: Op,
    pub(super) path: Option<String>,
    pub(super) value: Value,
}

/// The operations of the body. The names of the operations are written in any case.
pub(super) fn operations(call: &Call<'_>) -> Result<Vec<Operation>, Reply> {
    let body = body(call)?;
    let list = body.get("Operations").or_else(|| body.get("operations"));
    let list = list
        .and_then(Value::as_array)
        .filter(|list| !list.is_empty());
    let list = list.ok_or_else(|| invalid("invalidSyntax", "The Operations are required."))?;
    list.iter().map(operation).collect()
}

fn operation(value: &Value) -> Result<Operation, Reply> {
    let op = match value["op"].as_str().unwrap_or("").to_lowercase().as_str() {
        "add" => Op::Add,
        "replace" => Op::Replace,
        "remove" => Op::Remove,
        _ => {
            return Err(invalid(
                "invalidSyntax",
                "An operation is add, replace or remove.",
            ));
        }
    };
    let path = value["path"].as_str().map(str::trim);
    let path = path.filter(|path| !path.is_empty()).map(str::to_owned);
    if op == Op::Remove && path.is_none() {
        return Err(invalid("noTarget", "A removal needs a path."));
    }
    if op != Op::Remove && value["value"].is_null() {
        return Err(invalid("invalidValue", "The value is required."));
    }
    Ok(Operation {
        op,
        path,
        value: value["value"].clone(),
    })
}

/// `name[attribute eq "value"].rest`, taken apart.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Path {
    pub(super) name: String,
    pub(super) only: Option<(String, Value)>,
    pub(super) rest: Option<String>,
}

impl Path {
    pub(super) fn parse(text: &str) -> Option<Self> {
        // The name of an extension has dots of its own: what follows its last colon is the rest.
        if text.starts_with("urn:") {
            let (urn, last) = text.rsplit_once(':')?;
            let core = urn.ends_with(":core:2.0:User");
            let whole = matches!(last, "User" | "1.0");
            return match (whole, core) {
                (true, _) => Some(Self::plain(text, None)),
                (false, true) => Self::parse(last),
                (false, false) => Some(Self::plain(urn, Some(last))),
            };
        }
        if let Some((name, after)) = text.split_once('[') {
            let (condition, rest) = after.split_once(']')?;
            let (attribute, value) = condition.split_once(" eq ")?;
            let value = serde_json::from_str(value.trim()).ok()?;
            let rest = match rest.strip_prefix('.') {
                Some(rest) => Some(rest.to_owned()),
                None if rest.is_empty() => None,
                None => return None,
            };
            return Some(Self {
                name: name.to_owned(),
                only: Some((attribute.trim().to_owned(), value)),
                rest,
            });
        }
        Some(match text.split_once('.') {
            Some((name, rest)) => Self::plain(name, Some(rest)),
            None => Self::plain(text, None),
        })
    }

    fn plain(name: &str, rest: Option<&str>) -> Self {
        Self {
            name: name.to_owned(),
            only: None,
            rest: rest.map(str::to_owned),
        }
    }

    fn fits(&self, element: &Value) -> bool {
        self.only
            .as_ref()
            .is_none_or(|(attribute, value)| element.get(attribute) == Some(value))
    }
}

/// Carries out one operation on the attributes.
pub(super) fn apply(
    attributes: &mut Map<String, Value>,
    operation: &Operation,
) -> Result<(), Reply> {
    let Some(text) = &operation.path else {
        let values = operation.value.as_object();
        let values =
            values.ok_or_else(|| invalid("invalidValue", "The value must be an object."))?;
        for (name, value) in values {
            at_path(attributes, operation.op, name, value)?;
        }
        return Ok(());
    };
    at_path(attributes, operation.op, text, &operation.value)
}

fn at_path(
    attributes: &mut Map<String, Value>,
    op: Op,
    text: &str,
    value: &Value,
) -> Result<(), Reply> {
    let path = Path::parse(text).ok_or_else(|| invalid("invalidPath", "The path is not valid."))?;
    if ["id", "meta", "groups"].contains(&path.name.as_str()) {
        return Err(invalid("mutability", "The attribute is read-only."));
    }
    // The work details have two names each; the plain one is kept.
    if path.name.ends_with(":enterprise:2.0:User") {
        return match (&path.rest, value.as_object()) {
            (Some(rest), _) => at_path(attributes, op, rest, value),
            (None, Some(inner)) => {
                for (name, value) in inner {
                    at_path(attributes, op, name, value)?;
                }
                Ok(())
            }
            (None, None) => Err(invalid("invalidValue", "The value must be an object.")),
        };
    }
    if path.only.is_some() {
        return at_elements(attributes, op, &path, value);
    }
    let Some(rest) = &path.rest else {
        at_name(attributes, op, &path.name, value);
        return Ok(());
    };
    let held = attributes
        .entry(path.name.clone())
        .or_insert_with(|| json!({}));
    match held {
        Value::Object(inner) => at_name(inner, op, rest, value),
        Value::Array(list) => {
            for element in list.iter_mut().filter_map(Value::as_object_mut) {
                at_name(element, op, rest, value);
            }
        }
        _ => return Err(invalid("invalidPath", "The attribute has no parts.")),
    }
    Ok(())
}

fn at_name(attributes: &mut Map<String, Value>, op: Op, name: &str, value: &Value) {
    match (op, attributes.get_mut(name)) {
        (Op::Remove, _) => {
            attributes.remove(name);
        }
        (Op::Add, Some(Value::Array(held))) => {
            let more = value
                .as_array()
                .cloned()
                .unwrap_or_else(|| vec![value.clone()]);
            // There is one primary value at most, and the new one is it.
            if more.iter().any(|element| element["primary"] == true) {
                for element in held.iter_mut().filter(|element| element["primary"] == true) {
                    element["primary"] = false.into();
                }
            }
            for element in more {
                held.retain(|old| old.get("value") != element.get("value"));
                held.push(element);
            }
        }
        _ => {
            attributes.insert(name.to_owned(), boolean(name, value));
        }
    }
}

/// Some identity providers send `active` as a text.
fn boolean(name: &str, value: &Value) -> Value {
    match value.as_str() {
        Some(text) if name == "active" => match text.to_lowercase().as_str() {
            "true" => true.into(),
            "false" => false.into(),
            _ => value.clone(),
        },
        _ => value.clone(),
    }
}

/// The elements of a list that a condition chooses; a replacement that finds none is refused, an
/// addition makes one.
fn at_elements(
    attributes: &mut Map<String, Value>,
    op: Op,
    path: &Path,
    value: &Value,
) -> Result<(), Reply> {
    let held = attributes
        .entry(path.name.clone())
        .or_insert_with(|| json!([]));
    let list = held.as_array_mut();
    let list = list.ok_or_else(|| invalid("invalidPath", "The attribute is not a list."))?;
    if op == Op::Remove && path.rest.is_none() {
        list.retain(|element| !path.fits(element));
        return Ok(());
    }
    if !list.iter().any(|element| path.fits(element)) {
        if op != Op::Add {
            return Err(invalid("noTarget", "Nothing fits the path."));
        }
        let (attribute, wanted) = path.only.clone().unwrap_or_default();
        list.push(json!({ attribute: wanted }));
    }
    for element in list.iter_mut().filter(|element| path.fits(element)) {
        let Some(element) = element.as_object_mut() else {
            continue;
        };
        match (&path.rest, value.as_object()) {
            (Some(rest), _) => at_name(element, op, rest, value),
            (None, Some(inner)) => element.extend(inner.clone()),
            (None, None) => {
                return Err(invalid("invalidValue", "The value must be an object."));
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(name: &str, only: Option<(&str, &str)>, rest: Option<&str>) -> Option<Path> {
        Some(Path {
            name: name.to_owned(),
            only: only.map(|(attribute, value)| (attribute.to_owned(), value.into())),
            rest: rest.map(str::to_owned),
        })
    }

    #[test]
    fn paths_are_taken_apart() {
        let enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
        assert_eq!(Path::parse("active"), path("active", None, None));
        assert_eq!(
            Path::parse("name.givenName"),
            path("name", None, Some("givenName"))
        );
        assert_eq!(
            Path::parse("emails[type eq \"work\"].value"),
            path("emails", Some(("type", "work")), Some("value"))
        );
        assert_eq!(
            Path::parse("members[value eq \"1\"]"),
            path("members", Some(("value", "1")), None)
        );
        assert_eq!(
            Path::parse(&format!("{enterprise}:department")),
            path(enterprise, None, Some("department"))
        );
        assert_eq!(Path::parse(enterprise), path(enterprise, None, None));
        assert_eq!(
            Path::parse("urn:ietf:params:scim:schemas:core:2.0:User:title"),
            path("title", None, None)
        );
        for odd in [
            "emails[type]",
            "emails[type eq work]",
            "emails[type eq \"a\"]value",
        ] {
            assert_eq!(Path::parse(odd), None, "{odd}");
        }
    }
}
