//! Ids that more than one resource speaks of.

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
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[non_exhaustive]
pub struct Created<Id> {
    /// The id of what is new.
    pub id: Id,
}

/// The beginning of a list that stands inside an answer. The rest has an operation of its own.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
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

/// Writes an id as the number that the service sends and wants in its place.
#[cfg(feature = "cloud")]
pub(crate) fn as_number<Id: AsRef<str>, S: serde::Serializer>(
    id: &Id,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let text = id.as_ref();
    match text.parse::<i64>() {
        Ok(number) => serializer.serialize_i64(number),
        Err(_) => serializer.serialize_str(text),
    }
}

/// The same for an id that may be absent.
#[cfg(feature = "cloud")]
#[allow(clippy::ref_option, reason = "serde passes a reference to the field")]
pub(crate) fn as_number_if_any<Id: AsRef<str>, S: serde::Serializer>(
    id: &Option<Id>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match id {
        Some(id) => as_number(id, serializer),
        None => serializer.serialize_none(),
    }
}

/// An id as bodies want it that take numbers only.
#[cfg(feature = "cloud")]
#[derive(Clone, Debug)]
pub(crate) struct Number<Id>(pub(crate) Id);

#[cfg(feature = "cloud")]
impl<Id: AsRef<str>> serde::Serialize for Number<Id> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        as_number(&self.0, serializer)
    }
}

/// Many of them.
#[cfg(feature = "cloud")]
pub(crate) fn numbers<Id>(ids: impl IntoIterator<Item = impl Into<Id>>) -> Vec<Number<Id>> {
    ids.into_iter().map(|id| Number(id.into())).collect()
}
