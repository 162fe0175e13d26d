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
