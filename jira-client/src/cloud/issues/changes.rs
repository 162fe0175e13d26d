//! What a request says of an issue's fields: the part that creating, editing and transitions have in common.

use std::collections::BTreeMap;

use serde::ser::{Error as _, Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value};

use super::{HistoryMetadata, IssueFields};
use crate::cloud::properties::EntityProperty;

/// Changes of fields, with what else goes along in the same body.
#[derive(Clone, Debug, Default)]
pub(super) struct Changes {
    fields: BTreeMap<String, Vec<Change>>,
    properties: BTreeMap<String, Value>,
    history: Option<HistoryMetadata>,
    /// The first value that cannot be written as JSON; the body then cannot be either.
    defect: Option<String>,
}

#[derive(Clone, Debug)]
enum Change {
    /// The field becomes this.
    Become(Value),
    /// One step of several, in the words of the service.
    Step(&'static str, Value),
}

impl Changes {
    /// The field becomes this, whatever was asked for before.
    pub(super) fn become_value(&mut self, field: String, value: &impl Serialize) {
        let value = self.json(&field, value);
        self.fields.insert(field, vec![Change::Become(value)]);
    }

    pub(super) fn become_all(&mut self, fields: IssueFields) {
        for (field, value) in fields {
            self.fields.insert(field, vec![Change::Become(value)]);
        }
    }

    pub(super) fn step(&mut self, field: String, verb: &'static str, value: &impl Serialize) {
        let value = self.json(&field, value);
        let steps = self.fields.entry(field).or_default();
        steps.push(Change::Step(verb, value));
    }

    /// This one step, whatever was asked for before.
    pub(super) fn only_step(&mut self, field: String, verb: &'static str, value: Value) {
        self.fields.insert(field, vec![Change::Step(verb, value)]);
    }

    pub(super) fn property(&mut self, key: String, value: Value) {
        self.properties.insert(key, value);
    }

    pub(super) fn history(&mut self, history: HistoryMetadata) {
        self.history = Some(history);
    }

    fn json(&mut self, field: &str, value: &impl Serialize) -> Value {
        serde_json::to_value(value).unwrap_or_else(|error| {
            self.defect.get_or_insert(format!("{field}: {error}"));
            Value::Null
        })
    }

    /// The body, with `transition` if there is one.
    ///
    /// The service refuses a field that stands in `fields` and in `update`: one with steps goes into `update` with all
    /// that was said of it.
    pub(super) fn serialize_with<S: Serializer>(
        &self,
        transition: Option<&Value>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        if let Some(defect) = &self.defect {
            return Err(S::Error::custom(defect));
        }
        let (mut fields, mut update) = (Map::new(), Map::new());
        for (field, changes) in &self.fields {
            if let [Change::Become(value)] = changes.as_slice() {
                fields.insert(field.clone(), value.clone());
                continue;
            }
            let steps = changes.iter().map(|change| match change {
                Change::Become(value) => serde_json::json!({ "set": value }),
                Change::Step(verb, value) => serde_json::json!({ *verb: value }),
            });
            update.insert(field.clone(), steps.collect());
        }
        let mut body = serializer.serialize_map(None)?;
        if let Some(transition) = transition {
            body.serialize_entry("transition", transition)?;
        }
        if !fields.is_empty() {
            body.serialize_entry("fields", &fields)?;
        }
        if !update.is_empty() {
            body.serialize_entry("update", &update)?;
        }
        if !self.properties.is_empty() {
            let properties = self.properties.iter();
            let properties: Vec<EntityProperty> = properties
                .map(|(key, value)| EntityProperty::new(key, value.clone()))
                .collect();
            body.serialize_entry("properties", &properties)?;
        }
        if let Some(history) = &self.history {
            body.serialize_entry("historyMetadata", history)?;
        }
        body.end()
    }
}

/// The setters that creating, editing and transitions have in common; `$type` holds its `Changes` as `changes`.
macro_rules! change_setters {
    ($type:ident) => {
        impl $type {
            /// Sets a field, by its id: `customfield_10001`. The value is in the form that the service wants it in.
            ///
            /// It replaces what was said of this field before. A null empties the field.
            pub fn field(mut self, field: impl Into<String>, value: impl serde::Serialize) -> Self {
                self.changes.become_value(field.into(), &value);
                self
            }

            /// Sets all of these fields, like [`field`](Self::field).
            pub fn fields(mut self, fields: impl Into<$crate::cloud::issues::IssueFields>) -> Self {
                self.changes.become_all(fields.into());
                self
            }

            /// Adds to a field of several values: a label, a component; or a comment or a worklog to the issue.
            pub fn add(mut self, field: impl Into<String>, value: impl serde::Serialize) -> Self {
                self.changes.step(field.into(), "add", &value);
                self
            }

            /// Takes out of a field of several values.
            pub fn remove(
                mut self,
                field: impl Into<String>,
                value: impl serde::Serialize,
            ) -> Self {
                self.changes.step(field.into(), "remove", &value);
                self
            }

            /// Changes what is in a field: the time tracking, a comment or a worklog.
            pub fn edit(mut self, field: impl Into<String>, value: impl serde::Serialize) -> Self {
                self.changes.step(field.into(), "edit", &value);
                self
            }

            /// Takes values over from other issues, into a field that allows it: attachments, links.
            pub fn copy(mut self, field: impl Into<String>, value: impl serde::Serialize) -> Self {
                self.changes.step(field.into(), "copy", &value);
                self
            }

            /// Sets a property of the issue.
            pub fn property(
                mut self,
                key: impl Into<String>,
                value: impl Into<serde_json::Value>,
            ) -> Self {
                self.changes.property(key.into(), value.into());
                self
            }

            /// What the issue's history says of where the change came from.
            pub fn history(mut self, history: $crate::cloud::issues::HistoryMetadata) -> Self {
                self.changes.history(history);
                self
            }
        }
    };
}
pub(super) use change_setters;
