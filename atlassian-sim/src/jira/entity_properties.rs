//! Values that apps keep on things, by key: the same for all that can hold them.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::call::Call;
use crate::errors;
use crate::query::encode;
use crate::reply::{Answer, Reply, ok};

/// The longest key.
const KEY_LIMIT: usize = 255;
/// The longest value, in characters of JSON.
const VALUE_LIMIT: usize = 32_768;

pub(crate) type Properties = BTreeMap<String, Value>;

fn no_such_property(key: &str) -> Reply {
    errors::jira(
        404,
        format!("The property with key '{key}' does not exist."),
    )
}

/// `{keys: [{self, key}]}`, where `base` is the address of all of them.
pub(crate) fn keys(properties: &Properties, base: &str) -> Answer {
    keys_at(properties, |key| format!("{base}/{key}"))
}

/// The same where addresses are made in another way out of encoded keys.
pub(super) fn keys_at(properties: &Properties, address: impl Fn(&str) -> String) -> Answer {
    let keys: Vec<Value> = properties
        .keys()
        .map(|key| json!({ "self": address(&encode(key)), "key": key }))
        .collect();
    ok(&json!({ "keys": keys }))
}

pub(crate) fn get(properties: &Properties, key: &str) -> Answer {
    let value = properties.get(key).ok_or_else(|| no_such_property(key))?;
    ok(&json!({ "key": key, "value": value }))
}

/// The value in the body of a call that sets the property with this key.
pub(crate) fn value(call: &Call<'_>, key: &str) -> Result<Value, Reply> {
    if call.body.is_empty() {
        return Err(errors::bad_request("The property value must not be empty."));
    }
    let value = call.any_json()?;
    check(key, &value)?;
    Ok(value)
}

/// Refuses a key or a value that is too long.
pub(super) fn check(key: &str, value: &Value) -> Result<(), Reply> {
    if key.chars().count() > KEY_LIMIT {
        return Err(errors::bad_request(
            "The property key must not be longer than 255 characters.",
        ));
    }
    if value.to_string().chars().count() > VALUE_LIMIT {
        return Err(errors::bad_request(
            "The property value must not be longer than 32768 characters.",
        ));
    }
    Ok(())
}

/// Properties that were sent along with the thing they are of: `[{key, value}]`.
pub(super) fn sent(value: &Value) -> Result<Properties, Reply> {
    let mut found = Properties::new();
    for property in value.as_array().into_iter().flatten() {
        let key = property["key"].as_str().filter(|key| !key.is_empty());
        let key = key.ok_or_else(|| errors::bad_request("The property key must not be empty."))?;
        check(key, &property["value"])?;
        found.insert(key.to_owned(), property["value"].clone());
    }
    Ok(found)
}

/// All of them in one list: `[{key, value}]`.
pub(super) fn list(properties: &Properties) -> Value {
    let all = properties.iter();
    all.map(|(key, value)| json!({ "key": key, "value": value }))
        .collect()
}

/// 201 for a new key, 200 for one that was there.
pub(crate) fn set(properties: Option<&mut Properties>, key: &str, value: Value) -> Answer {
    let was = properties.and_then(|p| p.insert(key.to_owned(), value));
    Ok(Reply::empty(if was.is_some() { 200 } else { 201 }))
}

pub(crate) fn delete(properties: Option<&mut Properties>, key: &str) -> Answer {
    properties
        .and_then(|p| p.remove(key))
        .map(|_| Reply::empty(204))
        .ok_or_else(|| no_such_property(key))
}
