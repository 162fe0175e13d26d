//! Ids that more than one resource speaks of.

use atlassian_core::model::{Deserialize, Serialize};
use serde::Serializer;
use serde::ser::Error;
use serde_json::Value;

pub use atlassian_core::List;

atlassian_core::id_type! {
    /// The id of a project: digits, like `10001`. It stays when the project's key changes.
    pub struct ProjectId;

    /// The key of a project, like `ABC`. An administrator can change it; the old one goes on leading to the project.
    pub struct ProjectKey;

    /// A project by its id or by its key, where the service takes either. Keys are case-sensitive.
    pub struct ProjectIdOrKey;

    /// The id of an issue: digits, like `10002`. It stays when the issue moves to another project.
    pub struct IssueId;

    /// The key of an issue, like `ABC-1`. It changes when the issue moves to another project.
    pub struct IssueKey;

    /// An issue by its id or by its key, where the service takes either.
    pub struct IssueIdOrKey;

    /// The id of a comment: digits, like `10000`.
    pub struct CommentId;
}

macro_rules! project_by {
    ($($id:ty),+) => { $(
        impl From<$id> for ProjectIdOrKey {
            fn from(id: $id) -> Self {
                Self::new(id.into_inner())
            }
        }

        impl From<&$id> for ProjectIdOrKey {
            fn from(id: &$id) -> Self {
                Self::new(id.as_str())
            }
        }
    )+ };
}
project_by!(ProjectId, ProjectKey);

macro_rules! issue_by {
    ($($id:ty),+) => { $(
        impl From<$id> for IssueIdOrKey {
            fn from(id: $id) -> Self {
                Self::new(id.into_inner())
            }
        }

        impl From<&$id> for IssueIdOrKey {
            fn from(id: &$id) -> Self {
                Self::new(id.as_str())
            }
        }
    )+ };
}
issue_by!(IssueId, IssueKey);

impl IssueIdOrKey {
    /// How bodies name an issue.
    pub(crate) fn as_reference(&self) -> Value {
        reference(self.as_str())
    }
}

/// `{"id": …}` or `{"key": …}`: ids are digits, and no key begins with one.
fn reference(id_or_key: &str) -> Value {
    let is_id = id_or_key.bytes().all(|byte| byte.is_ascii_digit());
    let name = if is_id { "id" } else { "key" };
    serde_json::json!({ name: id_or_key })
}

/// An id as a JSON number, as some models and bodies have it. What is no number is written as it is: the service says
/// best what is wrong with it.
struct Numeric<'a>(&'a str);

impl Serialize for Numeric<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.parse::<u64>() {
            Ok(number) => serializer.serialize_u64(number),
            Err(_) => serializer.serialize_str(self.0),
        }
    }
}

/// Writes an id as a number, for a field of a model.
pub(crate) fn number<T: AsRef<str>, S: Serializer>(
    id: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    Numeric(id.as_ref()).serialize(serializer)
}

/// [`number`] for an id that may be absent.
#[allow(clippy::ref_option, reason = "serde calls it so")]
pub(crate) fn optional_number<T: AsRef<str>, S: Serializer>(
    id: &Option<T>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match id {
        Some(id) => number(id, serializer),
        None => serializer.serialize_none(),
    }
}

/// Declares, for an id, the form in which some bodies want it: its digits as a JSON number. It is made from whatever the
/// id is made from, so that callers see the id only.
macro_rules! numeric_ids {
    ($( $(#[$meta:meta])* $name:ident($id:ty); )+) => { $(
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $name($id);

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                $crate::ids::number(&self.0, to)
            }
        }

        impl<T: Into<$id>> From<T> for $name {
            fn from(id: T) -> Self {
                Self(id.into())
            }
        }
    )+ };
}
pub(crate) use numeric_ids;

numeric_ids! {
    /// The id of a project, written as a number. Made from whatever a [`ProjectId`] is made from.
    NumericProjectId(ProjectId);
}

/// Several ids for an operation that wants them as JSON numbers.
///
/// Made from anything that lists ids: `["10000", "10001"]`, a `Vec` of ids, an iterator. An id that is no number is sent
/// as it is, for the service to refuse.
///
/// ```
/// use jira_client::{CommentId, NumericIds};
///
/// let ids = NumericIds::<CommentId>::from(["10000", "10001"]);
/// assert_eq!(serde_json::to_string(&ids)?, "[10000,10001]");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct NumericIds<Id>(Vec<Id>);

impl<Id, I> From<I> for NumericIds<Id>
where
    I: IntoIterator,
    I::Item: Into<Id>,
{
    fn from(ids: I) -> Self {
        Self(ids.into_iter().map(Into::into).collect())
    }
}

impl<Id: AsRef<str>> Serialize for NumericIds<Id> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|id| Numeric(id.as_ref())))
    }
}

/// A list that is a filter. An empty one cannot be written: the service would take it for all.
#[derive(Clone, Debug)]
pub(crate) struct AtLeastOne<T>(pub(crate) Vec<T>);

impl<T: Serialize> Serialize for AtLeastOne<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0.is_empty() {
            let text = "an empty list, which the service would take for all";
            return Err(S::Error::custom(text));
        }
        self.0.serialize(serializer)
    }
}

/// What was made, by its id.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct Created<Id> {
    /// The id of what is new.
    pub id: Id,
}

/// The beginning of a list that stands inside an answer. The rest has an operation of its own.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Sublist<T> {
    /// What was sent of it.
    #[serde(default = "Vec::new")]
    pub values: Vec<T>,
    /// How many there are in all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<u64>,
    /// Whether this is all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_last: Option<bool>,
    /// The position of the first, counted from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_at: Option<u64>,
    /// How many are sent at most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_results: Option<u64>,
}
