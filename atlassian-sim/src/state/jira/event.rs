//! What happened, for those who registered to hear of it.

use super::Jira;
use super::issue::Issue;

/// Each names what it is about by its id; an issue's own events carry the issue besides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Happened {
    IssueCreated,
    /// With the id of the entry in the changelog.
    IssueUpdated(Option<u32>),
    IssueDeleted,
    CommentCreated(u32),
    CommentUpdated(u32),
    CommentDeleted(u32),
    WorklogCreated(u32),
    WorklogUpdated(u32),
    WorklogDeleted(u32),
    AttachmentCreated(u32),
    AttachmentDeleted(u32),
    LinkCreated(u32),
    LinkDeleted(u32),
    PropertySet(String),
    PropertyDeleted(String),
    ProjectCreated(u32),
    ProjectUpdated(u32),
    ProjectDeleted(u32),
    VersionCreated(u32),
    VersionUpdated(u32),
    VersionReleased(u32),
    VersionDeleted(u32),
    SprintCreated(u32),
    SprintUpdated(u32),
    SprintStarted(u32),
    SprintClosed(u32),
    SprintDeleted(u32),
    BoardCreated(u32),
    BoardDeleted(u32),
}

#[derive(Debug, Clone)]
pub(crate) struct Event {
    pub(crate) what: Happened,
    /// The issue as it was then; for a deleted one, as it was last.
    pub(crate) issue: Option<Box<Issue>>,
    pub(crate) by: Option<u32>,
    pub(crate) at: i64,
}

impl Jira {
    /// Tells whoever listens. Call it after the change, but before an issue is taken out.
    pub(crate) fn emit(&mut self, what: Happened, issue: Option<u32>, by: Option<u32>, at: i64) {
        if !self.listening {
            return;
        }
        let issue = issue
            .and_then(|id| self.issues.get(id))
            .cloned()
            .map(Box::new);
        self.events.push_back(Event {
            what,
            issue,
            by,
            at,
        });
    }
}
