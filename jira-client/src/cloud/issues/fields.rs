//! The fields of an issue, every one of them.

mod set;
mod system;

use atlassian_core::Result;
use atlassian_core::model::{Deserialize, Serialize};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::cloud::fields::{Field, FieldValue, unexpected};

pub use set::IdOrName;

/// The fields of an issue, by field id, exactly as they were sent, or as they are going to be.
///
/// Nothing is interpreted until it is asked for, so that an issue that is read and written back loses nothing. Jira's own
/// fields have a method each; a custom one is read by [`value`](Self::value) with what a
/// [`FieldCatalogue`](crate::cloud::fields::FieldCatalogue) knows of it.
///
/// ```
/// use jira_client::cloud::issues::IssueFields;
/// use jira_client::cloud::priorities::PriorityId;
///
/// let mut fields = IssueFields::new();
/// fields.set_project("ACME").set_issue_type("Task").set_summary("Order tea");
/// fields.set_priority(PriorityId::new("3")).set_labels(["kitchen"]);
/// fields.insert("customfield_10016", 5);
/// assert_eq!(fields.summary(), Some("Order tea"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct IssueFields(Map<String, Value>);

impl IssueFields {
    /// No fields.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether there is no field at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many fields there are, those without a value included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// A field as it was sent; `None` where it was not. A field without a value is often sent as null.
    #[must_use]
    pub fn get(&self, field: impl AsRef<str>) -> Option<&Value> {
        self.0.get(field.as_ref())
    }

    /// Every field, by its id.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(field, value)| (field.as_str(), value))
    }

    /// Sets a field, by its id, to any JSON or [`FieldValue`]. Gives what it was before.
    pub fn insert(&mut self, field: impl AsRef<str>, value: impl Into<Value>) -> Option<Value> {
        self.0.insert(field.as_ref().to_owned(), value.into())
    }

    /// Takes a field out: written, it stays as it is on the service. Gives what it was.
    pub fn remove(&mut self, field: impl AsRef<str>) -> Option<Value> {
        self.0.remove(field.as_ref())
    }

    /// Sets a field to null: written, it is emptied on the service.
    pub fn clear(&mut self, field: impl AsRef<str>) -> &mut Self {
        self.insert(field, Value::Null);
        self
    }

    /// The fields as JSON.
    #[must_use]
    pub fn into_map(self) -> Map<String, Value> {
        self.0
    }

    /// The value of a field, typed by its schema. [`Empty`](FieldValue::Empty) where the field was not sent, too.
    ///
    /// An error of the kind [`UnexpectedAnswer`](atlassian_core::ErrorKind::UnexpectedAnswer) says that the value is not
    /// what the schema announces; [`get`](Self::get) has it in any case.
    #[inline]
    pub fn value(&self, field: &Field) -> Result<FieldValue> {
        FieldValue::read(field, self.get(&field.id).unwrap_or(&Value::Null))
    }

    /// A field as a type of one's own; `None` where it was not sent or is null.
    pub fn get_as<T: DeserializeOwned>(&self, field: impl AsRef<str>) -> Result<Option<T>> {
        let field = field.as_ref();
        self.get(field)
            .filter(|value| !value.is_null())
            .map(|value| T::deserialize(value).map_err(|error| unexpected(field, &error)))
            .transpose()
    }
}

impl From<Map<String, Value>> for IssueFields {
    fn from(fields: Map<String, Value>) -> Self {
        Self(fields)
    }
}

impl From<IssueFields> for Value {
    fn from(fields: IssueFields) -> Self {
        Value::Object(fields.0)
    }
}

impl<F: Into<String>, V: Into<Value>> FromIterator<(F, V)> for IssueFields {
    fn from_iter<I: IntoIterator<Item = (F, V)>>(fields: I) -> Self {
        let mut all = Self::new();
        all.extend(fields);
        all
    }
}

impl<F: Into<String>, V: Into<Value>> Extend<(F, V)> for IssueFields {
    fn extend<I: IntoIterator<Item = (F, V)>>(&mut self, fields: I) {
        let fields = fields.into_iter();
        self.0
            .extend(fields.map(|(field, value)| (field.into(), value.into())));
    }
}

impl IntoIterator for IssueFields {
    type Item = (String, Value);
    type IntoIter = serde_json::map::IntoIter;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}
