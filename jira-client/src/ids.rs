//! Ids that more than one resource speaks of.

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

/// Writes an id of digits as a number, where the service takes nothing else.
#[cfg(feature = "cloud")]
pub(crate) fn as_number<S: serde::Serializer>(
    id: &impl AsRef<str>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match id.as_ref().parse::<i64>() {
        Ok(number) => serializer.serialize_i64(number),
        Err(_) => serializer.serialize_str(id.as_ref()),
    }
}
