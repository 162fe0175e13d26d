//! What a delivery says.

use atlassian_core::{Timestamp, open_enum};
use serde::de::{Deserialize, Deserializer, Error};
use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

use super::WebhookId;
use super::subject::Subject;
use crate::cloud::users::User;

/// Something that happened, as a webhook tells of it: the body of a delivery.
///
/// Read it with `serde_json::from_slice`. Any JSON object that names an event is read: of an event that is not known
/// here, or that is told of otherwise than expected, [`json`](Self::json) has everything, and it is written back
/// unchanged. A webhook that is set to send no body has none to read.
///
/// Bodies have the shape of version 2 of the API, whatever version registered the webhook: texts are wiki text and no
/// documents.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct WebhookEvent {
    /// What happened.
    pub name: EventName,
    /// When.
    pub timestamp: Option<Timestamp>,
    /// Who did it, where the event says so: those of issues do.
    pub user: Option<User>,
    /// The webhooks of the app that it fits.
    pub matched_webhook_ids: Vec<WebhookId>,
    /// What it happened to.
    pub subject: Subject,
    json: Map<String, Value>,
}

impl WebhookEvent {
    /// Everything as it was sent.
    #[must_use]
    pub fn json(&self) -> &Map<String, Value> {
        &self.json
    }
}

impl<'de> Deserialize<'de> for WebhookEvent {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = Map::deserialize(deserializer)?;
        let name = json.get("webhookEvent").and_then(Value::as_str);
        let name = EventName::from(name.ok_or_else(|| D::Error::missing_field("webhookEvent"))?);
        Ok(Self {
            timestamp: part(&json, "timestamp"),
            user: part(&json, "user"),
            matched_webhook_ids: part(&json, "matchedWebhookIds").unwrap_or_default(),
            subject: Subject::of(&name, &json),
            name,
            json,
        })
    }
}

/// A part that is good to have: what cannot be read of it is in the JSON.
fn part<'a, T: Deserialize<'a>>(json: &'a Map<String, Value>, name: &str) -> Option<T> {
    T::deserialize(json.get(name)?).ok()
}

impl Serialize for WebhookEvent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.json.serialize(serializer)
    }
}

open_enum! {
    /// The name of an event.
    pub enum EventName {
        /// An issue was created.
        IssueCreated = "jira:issue_created",
        /// An issue was changed; worklogs, attachments and comments change it too.
        IssueUpdated = "jira:issue_updated",
        /// An issue was deleted.
        IssueDeleted = "jira:issue_deleted",
        /// A comment was written.
        CommentCreated = "comment_created",
        /// A comment was changed.
        CommentUpdated = "comment_updated",
        /// A comment was deleted.
        CommentDeleted = "comment_deleted",
        /// Work was logged.
        WorklogCreated = "worklog_created",
        /// Logged work was changed.
        WorklogUpdated = "worklog_updated",
        /// Logged work was deleted.
        WorklogDeleted = "worklog_deleted",
        /// A file was attached.
        AttachmentCreated = "attachment_created",
        /// An attachment was deleted.
        AttachmentDeleted = "attachment_deleted",
        /// Two issues were linked.
        IssueLinkCreated = "issuelink_created",
        /// A link between issues was deleted.
        IssueLinkDeleted = "issuelink_deleted",
        /// A property of an issue was set.
        IssuePropertySet = "issue_property_set",
        /// A property of an issue was deleted.
        IssuePropertyDeleted = "issue_property_deleted",
        /// A project was created.
        ProjectCreated = "project_created",
        /// A project was changed.
        ProjectUpdated = "project_updated",
        /// A project was deleted for good.
        ProjectDeleted = "project_deleted",
        /// A project was moved to the trash.
        ProjectSoftDeleted = "project_soft_deleted",
        /// A project was taken out of the trash.
        ProjectRestoredDeleted = "project_restored_deleted",
        /// A project was archived.
        ProjectArchived = "project_archived",
        /// A project was taken out of the archive.
        ProjectRestoredArchived = "project_restored_archived",
        /// A version was created.
        VersionCreated = "jira:version_created",
        /// A version was changed.
        VersionUpdated = "jira:version_updated",
        /// A version was released.
        VersionReleased = "jira:version_released",
        /// A release was taken back.
        VersionUnreleased = "jira:version_unreleased",
        /// A version was moved among the others.
        VersionMoved = "jira:version_moved",
        /// A version was merged into another one.
        VersionMerged = "jira:version_merged",
        /// A version was deleted.
        VersionDeleted = "jira:version_deleted",
        /// A sprint was created.
        SprintCreated = "sprint_created",
        /// A sprint was changed.
        SprintUpdated = "sprint_updated",
        /// A sprint was started.
        SprintStarted = "sprint_started",
        /// A sprint was completed.
        SprintClosed = "sprint_closed",
        /// A sprint was deleted.
        SprintDeleted = "sprint_deleted",
        /// A board was created.
        BoardCreated = "board_created",
        /// A board was changed.
        BoardUpdated = "board_updated",
        /// A board was deleted.
        BoardDeleted = "board_deleted",
        /// The configuration of a board was changed.
        BoardConfigurationChanged = "board_configuration_changed",
        /// An account was created.
        UserCreated = "user_created",
        /// An account was changed.
        UserUpdated = "user_updated",
        /// An account was deleted.
        UserDeleted = "user_deleted",
    }
}
