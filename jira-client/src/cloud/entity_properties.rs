//! Properties of things: JSON that apps keep with a board, a sprint, a gadget, under keys of their own.
//!
//! The resources that have properties have the operations for them too; here is what those take and return.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The keys of a thing's properties.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PropertyKeys {
    /// One for each property.
    #[serde(default)]
    pub keys: Vec<PropertyKey>,
}

/// The key of a property.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PropertyKey {
    /// The key.
    pub key: String,
    /// The property's address in the API.
    #[serde(rename = "self", skip_serializing_if = "Option::is_none")]
    pub self_url: Option<String>,
}

/// A property.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct EntityProperty {
    /// Its key.
    pub key: String,
    /// Its value: any JSON.
    #[serde(default)]
    pub value: Value,
}

impl EntityProperty {
    /// The value as a type of one's own.
    ///
    /// # Errors
    /// The value does not fit the type.
    pub fn read<T: DeserializeOwned>(&self) -> serde_json::Result<T> {
        T::deserialize(&self.value)
    }
}
