//! Transitions: the ways from one status to another.

use std::collections::BTreeMap;

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{id_type, open_enum};
use serde::Serializer;
use serde_json::json;

use super::changes::{Changes, change_setters};
use super::metadata::FieldMetadata;
use crate::cloud::statuses::Status;

id_type! {
    /// The id of a transition: digits, like `31`. Each workflow has ids of its own.
    pub struct TransitionId;
}

open_enum! {
    /// What to send of transitions besides themselves.
    pub enum TransitionExpand {
        /// The fields on each transition's screen.
        Fields = "transitions.fields",
    }
}

/// The transitions of an issue.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct Transitions {
    /// The transitions.
    pub transitions: Vec<Transition>,
}

/// A way from one status to another.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Transition {
    /// Its id.
    pub id: TransitionId,
    /// Its name: what the button says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The status that it leads to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Status>,
    /// Whether a person sees a screen with fields first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub has_screen: Option<bool>,
    /// Whether it leads there from every status.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_global: Option<bool>,
    /// Whether it is the one by which issues come into being.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_initial: Option<bool>,
    /// Whether it can be made now. Those that cannot are only sent where they were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_available: Option<bool>,
    /// Whether it has conditions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_conditional: Option<bool>,
    /// Whether it leads back to the status that it begins in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub looped: Option<bool>,
    /// The fields on its screen, by field id, where they were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fields: Option<BTreeMap<String, FieldMetadata>>,
    /// What could have been asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expand: Option<String>,
}

/// A transition to be made, with the fields of its screen.
///
/// A plain id is one without fields. Only fields on the transition's screen can be given.
///
/// ```
/// use jira_client::cloud::issues::NewTransition;
/// use serde_json::json;
///
/// let done = NewTransition::new("31").field("resolution", json!({"name": "Fixed"}));
/// # let _ = done;
/// ```
#[derive(Clone, Debug)]
#[must_use = "it changes nothing until it is given to `transition`"]
pub struct NewTransition {
    id: TransitionId,
    changes: Changes,
}

change_setters!(NewTransition);

impl NewTransition {
    /// This transition.
    pub fn new(id: impl Into<TransitionId>) -> Self {
        Self {
            id: id.into(),
            changes: Changes::default(),
        }
    }
}

impl<T: Into<TransitionId>> From<T> for NewTransition {
    fn from(id: T) -> Self {
        Self::new(id)
    }
}

impl Serialize for NewTransition {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let transition = json!({ "id": self.id });
        self.changes.serialize_with(Some(&transition), serializer)
    }
}
