//! Ids that more than one resource speaks of.

use serde::Serializer;

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

/// Declares, for an id, the form in which some bodies want it: its digits as a JSON number. It is made from whatever the
/// id is made from, so that callers see the id only.
macro_rules! numeric_ids {
    ($( $(#[$meta:meta])* $name:ident($id:ty); )+) => { $(
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
        pub struct $name(#[serde(serialize_with = "crate::ids::number")] $id);

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
