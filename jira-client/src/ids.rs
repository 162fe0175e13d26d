//! Ids that more than one resource speaks of.

use serde::{Serialize, Serializer};
use serde_json::Value;

atlassian_core::id_type! {
    /// The id of a project: digits, like `10001`. It stays when the project's key changes.
    pub struct ProjectId;

    /// The key of a project, like `ABC`. An administrator can change it; the old one goes on leading to the project.
    pub struct ProjectKey;

    /// The id of an issue: digits, like `10002`. It stays when the issue moves to another project.
    pub struct IssueId;

    /// The key of an issue, like `ABC-1`. It changes when the issue moves to another project.
    pub struct IssueKey;

    /// The id of a comment: digits, like `10000`.
    pub struct CommentId;
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
        serializer.collect_seq(self.0.iter().map(|id| {
            let id = id.as_ref();
            id.parse::<u64>()
                .map_or_else(|_| Value::from(id), Value::from)
        }))
    }
}
