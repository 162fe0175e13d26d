//! An issue as it is read.

use std::collections::BTreeMap;

use atlassian_core::model::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{EditMetadata, IssueFields, Transition};
use crate::cloud::changelogs::LatestChanges;
use crate::cloud::fields::FieldSchema;
use crate::ids::{IssueId, IssueKey};

/// An issue.
///
/// What it holds depends on what was asked for. [`fields`](Self::fields) keeps every field that was sent, of kinds that
/// are not known here too, so that an issue that is read and written back loses nothing.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Issue {
    /// Its id. It stays when the issue moves to another project.
    pub id: IssueId,
    /// Its key, like `ABC-1`. Absent only where nothing but ids was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<IssueKey>,
    /// Its address in the API.
    #[serde(rename = "self", skip_serializing_if = "Option::is_none")]
    pub self_url: Option<String>,
    /// Its fields, as far as they were asked for.
    #[serde(default, skip_serializing_if = "IssueFields::is_empty")]
    pub fields: IssueFields,
    /// Rich text as HTML, by field id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rendered_fields: Option<BTreeMap<String, Value>>,
    /// The properties that were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub properties: Option<BTreeMap<String, Value>>,
    /// The name of each field, by field id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub names: Option<BTreeMap<String, String>>,
    /// What each field holds, by field id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub schema: Option<BTreeMap<String, FieldSchema>>,
    /// What the caller can change the status to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transitions: Option<Vec<Transition>>,
    /// How each field can be edited.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub editmeta: Option<EditMetadata>,
    /// The latest changes, the newest first, and not all of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changelog: Option<LatestChanges>,
    /// What the caller can do with the issue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operations: Option<Value>,
    /// The fields in each version of their representation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub versioned_representations: Option<Map<String, Value>>,
    /// What could have been asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expand: Option<String>,
}
