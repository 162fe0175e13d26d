//! What is wrong with a request that writes an issue: all of it at once.

use serde_json::{Map, Value, json};

use crate::reply::Reply;

/// Why one value cannot be taken.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// The field is to blame.
    Field(String),
    /// Another field than the one that was read.
    Other(&'static str, String),
    /// The service does not say which field it is.
    Whole(String),
}

impl From<&str> for Trouble {
    fn from(message: &str) -> Self {
        Self::Field(message.to_owned())
    }
}

impl From<String> for Trouble {
    fn from(message: String) -> Self {
        Self::Field(message)
    }
}

pub(super) type Read<T> = Result<T, Trouble>;

/// Everything that is wrong.
#[derive(Debug, Default)]
pub(crate) struct Errors {
    messages: Vec<String>,
    fields: Map<String, Value>,
}

impl Errors {
    pub(super) fn message(message: impl Into<String>) -> Self {
        Self {
            messages: vec![message.into()],
            fields: Map::new(),
        }
    }

    /// The first thing that is wrong with a field is the one that is told.
    pub(super) fn field(&mut self, field: &str, message: impl Into<String>) {
        let told = self.fields.entry(field.to_owned());
        told.or_insert_with(|| message.into().into());
    }

    pub(super) fn add(&mut self, field: &str, trouble: Trouble) {
        match trouble {
            Trouble::Field(message) => self.field(field, message),
            Trouble::Other(other, message) => self.field(other, message),
            Trouble::Whole(message) if self.messages.contains(&message) => {}
            Trouble::Whole(message) => self.messages.push(message),
        }
    }

    /// Keeps a value, or why there is none.
    pub(super) fn take<T>(&mut self, field: &str, read: Read<T>) -> Option<T> {
        read.map_err(|trouble| self.add(field, trouble)).ok()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.messages.is_empty() && self.fields.is_empty()
    }

    /// `{errorMessages, errors}`
    pub(super) fn view(&self) -> Value {
        json!({ "errorMessages": self.messages, "errors": self.fields })
    }

    pub(super) fn reply(&self) -> Reply {
        Reply::json(400, &self.view())
    }

    /// Nothing, or all that is wrong.
    pub(super) fn check(self) -> Result<(), Self> {
        if self.is_empty() { Ok(()) } else { Err(self) }
    }

    /// The messages alone, as lists of what went wrong have them.
    pub(super) fn texts(&self) -> Vec<String> {
        let of_fields = self.fields.values().filter_map(Value::as_str);
        let all = self.messages.iter().map(String::as_str).chain(of_fields);
        all.map(str::to_owned).collect()
    }
}
