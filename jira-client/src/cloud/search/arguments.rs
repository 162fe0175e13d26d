//! What a search takes.

use serde::{Serialize, Serializer};

use crate::cloud::issues::IssueExpand;
use crate::ids::IssueId;

/// Which fields of an issue to send.
///
/// Made from names, `["summary", "customfield_10010"]`: ids of fields, and with a minus in front one that is left out of
/// a larger choice, `["*all", "-comment"]`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct FieldList(Vec<String>);

impl FieldList {
    /// All fields.
    #[must_use]
    pub fn all() -> Self {
        ["*all"].into()
    }

    /// The fields that the issue navigator shows.
    #[must_use]
    pub fn navigable() -> Self {
        ["*navigable"].into()
    }

    /// No field at all: the id and not even the key.
    #[must_use]
    pub fn ids() -> Self {
        ["id"].into()
    }

    /// The same choice, with one more field.
    pub(crate) fn with(mut self, field: &str) -> Self {
        self.0.push(field.to_owned());
        self
    }
}

impl<S: Into<String>> FromIterator<S> for FieldList {
    fn from_iter<I: IntoIterator<Item = S>>(names: I) -> Self {
        Self(names.into_iter().map(Into::into).collect())
    }
}

impl<S: Into<String>, const N: usize> From<[S; N]> for FieldList {
    fn from(names: [S; N]) -> Self {
        names.into_iter().collect()
    }
}

impl<S: Into<String>> From<Vec<S>> for FieldList {
    fn from(names: Vec<S>) -> Self {
        names.into_iter().collect()
    }
}

/// What to send of issues besides their fields: `[IssueExpand::RenderedFields]`. One text with commas on the wire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssueExpands(Vec<IssueExpand>);

impl<const N: usize> From<[IssueExpand; N]> for IssueExpands {
    fn from(expands: [IssueExpand; N]) -> Self {
        Self(expands.into())
    }
}

impl From<Vec<IssueExpand>> for IssueExpands {
    fn from(expands: Vec<IssueExpand>) -> Self {
        Self(expands)
    }
}

impl IssueExpands {
    pub(crate) fn into_inner(self) -> Vec<IssueExpand> {
        self.0
    }
}

impl Serialize for IssueExpands {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let words: Vec<&str> = self.0.iter().map(IssueExpand::as_str).collect();
        serializer.serialize_str(&words.join(","))
    }
}

/// Ids of issues where the service wants numbers: `["10001"]`. An id that is no number goes out as it is, to be refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssueNumbers(Vec<IssueId>);

impl<I: Into<IssueId>> FromIterator<I> for IssueNumbers {
    fn from_iter<T: IntoIterator<Item = I>>(ids: T) -> Self {
        Self(ids.into_iter().map(Into::into).collect())
    }
}

impl<I: Into<IssueId>, const N: usize> From<[I; N]> for IssueNumbers {
    fn from(ids: [I; N]) -> Self {
        ids.into_iter().collect()
    }
}

impl<I: Into<IssueId>> From<Vec<I>> for IssueNumbers {
    fn from(ids: Vec<I>) -> Self {
        ids.into_iter().collect()
    }
}

impl Serialize for IssueNumbers {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|id| match id.as_str().parse::<u64>() {
            Ok(number) => serde_json::Value::from(number),
            Err(_) => id.as_str().into(),
        }))
    }
}
