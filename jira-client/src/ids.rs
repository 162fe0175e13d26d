//! Ids that more than one resource speaks of.

use serde::{Deserialize, Serialize, Serializer};

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

/// Writes an id as a JSON number, as some models and bodies have it. What is no number is written as it is: the service
/// says best what is wrong with it.
pub(crate) fn number<T: AsRef<str>, S: Serializer>(
    id: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let text = id.as_ref();
    match text.parse::<u64>() {
        Ok(number) => serializer.serialize_u64(number),
        Err(_) => serializer.serialize_str(text),
    }
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

/// An id inside a body that takes numbers only.
#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
pub(crate) struct Number<Id: AsRef<str>>(#[serde(serialize_with = "number")] pub(crate) Id);

/// Many of them.
pub(crate) fn numbers<Id: AsRef<str>>(
    ids: impl IntoIterator<Item = impl Into<Id>>,
) -> Vec<Number<Id>> {
    ids.into_iter().map(|id| Number(id.into())).collect()
}
