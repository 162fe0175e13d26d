//! Which fields an issue has for whom, and what each of them takes.

use std::collections::BTreeMap;

use atlassian_core::model::{Deserialize, Serialize};
use serde_json::Value;

use crate::cloud::fields::FieldSchema;

/// What can be changed in an issue.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct EditMetadata {
    /// The fields, by their ids.
    #[serde(default)]
    pub fields: BTreeMap<String, FieldMetadata>,
}

/// What can be written into a field.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct FieldMetadata {
    /// The id of the field. Sent where the fields of new issues are listed; elsewhere it stands outside.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field_id: Option<String>,
    /// The key of the field: its id, but for some fields of apps.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// The name of the field.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Whether it must be given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub required: Option<bool>,
    /// What it holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub schema: Option<FieldSchema>,
    /// What can be done to it: `set`, `add`, `remove`, `edit`, `copy`.
    #[serde(default)]
    pub operations: Vec<String>,
    /// The values that it takes, where it takes only some. A field with very many does not list them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allowed_values: Option<Vec<Value>>,
    /// Where values for it are suggested: an address to which the text typed so far is appended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auto_complete_url: Option<String>,
    /// Whether it has a value of its own if none is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub has_default_value: Option<bool>,
    /// That value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_value: Option<Value>,
    /// How the field is set up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub configuration: Option<BTreeMap<String, Value>>,
}
