//! The fields of an issue, every one of them.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The fields of an issue, by field id, exactly as they were sent.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct IssueFields(Map<String, Value>);

impl IssueFields {
    /// Whether there is no field at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// A field as it was sent; `None` where it was not. A field without a value is often sent as null.
    #[must_use]
    pub fn get(&self, field: &str) -> Option<&Value> {
        self.0.get(field)
    }
}
