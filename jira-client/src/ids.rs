//! Ids that more than one resource speaks of.

use serde_json::Value;

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

impl ProjectIdOrKey {
    /// How bodies name a project.
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
