//! Properties: JSON values that apps keep on issues, comments, worklogs and other things, each under a key.

use atlassian_core::Elements;
use atlassian_core::model::{Deserialize, Serialize};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// A property: a key, and any JSON value.
///
/// A key has up to 255 characters, a value up to 32768 characters of JSON.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct EntityProperty {
    /// Its key.
    pub key: String,
    /// Its value.
    #[serde(default)]
    pub value: Value,
}

impl EntityProperty {
    /// This value under this key.
    #[must_use]
    pub fn new(key: impl Into<String>, value: impl Into<Value>) -> Self {
        Self {
            key: key.into(),
            value: value.into(),
        }
    }

    /// The value as a type of one's own.
    ///
    /// # Errors
    /// The value does not fit the type.
    pub fn read<T: DeserializeOwned>(&self) -> serde_json::Result<T> {
        T::deserialize(&self.value)
    }
}

/// The keys of all properties of a thing.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct PropertyKeys {
    /// The keys.
    #[serde(default)]
    pub keys: Elements<PropertyKey>,
}

/// The key of a property.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct PropertyKey {
    /// The key.
    pub key: String,
    /// The property's address in the API.
    #[serde(rename = "self")]
    pub self_url: Option<String>,
}
