//! Properties: JSON values that apps keep on pages, blog posts, attachments and comments, each under a key.

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{id_type, open_enum};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::versions::{NewVersion, Version};

id_type! {
    /// The id of a property: digits.
    pub struct PropertyId;
}

open_enum! {
    /// The order of properties.
    pub enum PropertySort {
        /// By key.
        Key = "key",
        /// By key, backwards.
        KeyDescending = "-key",
    }
}

/// A property: a key, any JSON value, and how often it was changed.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct ContentProperty {
    /// Its id.
    pub id: PropertyId,
    /// Its key.
    pub key: String,
    /// Its value.
    #[serde(default)]
    pub value: Value,
    /// Its version.
    pub version: Option<Version>,
}

impl ContentProperty {
    /// The value as a type of one's own.
    ///
    /// # Errors
    /// The value does not fit the type.
    pub fn read<T: DeserializeOwned>(&self) -> serde_json::Result<T> {
        T::deserialize(&self.value)
    }
}

/// A property to make.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[must_use = "a property is made by `create`"]
pub struct NewProperty {
    key: String,
    value: Value,
}

impl NewProperty {
    /// This value under this key, which has 255 characters at most.
    pub fn new(key: impl Into<String>, value: impl Into<Value>) -> Self {
        Self {
            key: key.into(),
            value: value.into(),
        }
    }
}

/// A new value for a property, made from the property as it was read.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[must_use = "a property is changed by `update`"]
pub struct PropertyUpdate {
    key: String,
    value: Value,
    version: NewVersion,
}

impl PropertyUpdate {
    /// The property that was read, with this value.
    pub fn of(property: &ContentProperty, value: impl Into<Value>) -> Self {
        Self {
            key: property.key.clone(),
            value: value.into(),
            version: NewVersion::of_content(None, property.version.as_ref()),
        }
    }

    /// With a note on what has changed.
    pub fn message(mut self, message: impl Into<String>) -> Self {
        self.version = self.version.message(message);
        self
    }
}
