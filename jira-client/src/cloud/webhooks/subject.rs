//! What events are about.

use atlassian_core::Timestamp;
use atlassian_core::model::Deserialize;
use serde_json::{Map, Value};

use super::event::EventName;
use crate::cloud::attachments::Attachment;
use crate::cloud::boards::Board;
use crate::cloud::changelogs::Changelog;
use crate::cloud::issues::Issue;
use crate::cloud::projects::Project;
use crate::cloud::properties::EntityProperty;
use crate::cloud::sprints::Sprint;
use crate::cloud::users::User;
use crate::cloud::versions::Version;
use crate::cloud::worklogs::WorklogId;
use crate::ids::{CommentId, IssueId};

/// What an event is about.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Subject {
    /// An issue.
    Issue(Box<IssueEvent>),
    /// A comment.
    Comment(Box<CommentEvent>),
    /// Logged work.
    Worklog(Box<EventWorklog>),
    /// An attachment.
    Attachment(Box<Attachment>),
    /// A link between issues.
    IssueLink(EventIssueLink),
    /// A property of an issue.
    IssueProperty(Box<PropertyEvent>),
    /// A project.
    Project(Box<Project>),
    /// A version.
    Version(Box<VersionEvent>),
    /// A sprint.
    Sprint(Box<Sprint>),
    /// A board.
    Board(Box<BoardEvent>),
    /// An account.
    User(Box<User>),
    /// The event is not known here.
    Unknown,
    /// The event is known and told of otherwise than expected: the reason.
    Odd(String),
}

impl Subject {
    #[inline]
    pub(super) fn of(name: &EventName, json: &Map<String, Value>) -> Self {
        Self::read(name, json).unwrap_or_else(|error| Self::Odd(error.to_string()))
    }

    #[inline]
    fn read(name: &EventName, json: &Map<String, Value>) -> serde_json::Result<Self> {
        use EventName as E;

        Ok(match name {
            E::IssueCreated | E::IssueUpdated | E::IssueDeleted => Self::Issue(whole(json)?),
            E::CommentCreated | E::CommentUpdated | E::CommentDeleted => {
                Self::Comment(whole(json)?)
            }
            E::WorklogCreated | E::WorklogUpdated | E::WorklogDeleted => {
                Self::Worklog(field(json, "worklog")?)
            }
            E::AttachmentCreated | E::AttachmentDeleted => {
                Self::Attachment(field(json, "attachment")?)
            }
            E::IssueLinkCreated | E::IssueLinkDeleted => {
                Self::IssueLink(*field(json, "issueLink")?)
            }
            E::IssuePropertySet | E::IssuePropertyDeleted => Self::IssueProperty(whole(json)?),
            E::ProjectCreated
            | E::ProjectUpdated
            | E::ProjectDeleted
            | E::ProjectSoftDeleted
            | E::ProjectRestoredDeleted
            | E::ProjectArchived
            | E::ProjectRestoredArchived => Self::Project(field(json, "project")?),
            E::VersionCreated
            | E::VersionUpdated
            | E::VersionReleased
            | E::VersionUnreleased
            | E::VersionMoved
            | E::VersionMerged
            | E::VersionDeleted => Self::Version(whole(json)?),
            E::SprintCreated
            | E::SprintUpdated
            | E::SprintStarted
            | E::SprintClosed
            | E::SprintDeleted => Self::Sprint(field(json, "sprint")?),
            E::BoardCreated | E::BoardUpdated | E::BoardDeleted | E::BoardConfigurationChanged => {
                Self::Board(whole(json)?)
            }
            E::UserCreated | E::UserUpdated | E::UserDeleted => Self::User(field(json, "user")?),
            E::Other(_) => Self::Unknown,
        })
    }
}

fn whole<'a, T: Deserialize<'a>>(json: &'a Map<String, Value>) -> serde_json::Result<Box<T>> {
    T::deserialize(json).map(Box::new)
}

fn field<'a, T: Deserialize<'a>>(
    json: &'a Map<String, Value>,
    name: &str,
) -> serde_json::Result<Box<T>> {
    let value = json.get(name).unwrap_or(&Value::Null);
    T::deserialize(value).map(Box::new)
}

/// Something that happened to an issue.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct IssueEvent {
    /// The issue as it was when the event was put together, which can be later than the event. A deleted one as it was
    /// before.
    pub issue: Issue,
    /// What happened in more detail, like `issue_assigned`.
    pub issue_event_type_name: Option<String>,
    /// What changed.
    pub changelog: Option<Changelog>,
    /// The comment that was written with the change.
    pub comment: Option<EventComment>,
}

/// Something that happened to a comment.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct CommentEvent {
    /// The comment.
    pub comment: EventComment,
    /// The issue, with a few of its fields.
    pub issue: Option<Issue>,
}

/// A comment, as events show it.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct EventComment {
    /// Its id.
    pub id: CommentId,
    /// Its address in the API.
    #[serde(rename = "self")]
    pub self_url: Option<String>,
    /// Who wrote it.
    pub author: Option<User>,
    /// Who changed it last.
    pub update_author: Option<User>,
    /// What it says, as wiki text.
    pub body: Option<String>,
    /// When it was written.
    pub created: Option<Timestamp>,
    /// When it was changed last.
    pub updated: Option<Timestamp>,
    /// Whether customers of a service project see it.
    pub jsd_public: Option<bool>,
}

/// Logged work, as events show it.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct EventWorklog {
    /// Its id.
    pub id: WorklogId,
    /// The issue.
    pub issue_id: Option<IssueId>,
    /// Its address in the API.
    #[serde(rename = "self")]
    pub self_url: Option<String>,
    /// Who logged it.
    pub author: Option<User>,
    /// Who changed it last.
    pub update_author: Option<User>,
    /// What was done, as wiki text.
    pub comment: Option<String>,
    /// When the work began.
    pub started: Option<Timestamp>,
    /// How long it took, for people: `3h 20m`.
    pub time_spent: Option<String>,
    /// How long it took, in seconds.
    pub time_spent_seconds: Option<u64>,
    /// When it was logged.
    pub created: Option<Timestamp>,
    /// When it was changed last.
    pub updated: Option<Timestamp>,
}

/// A link between issues, as events show it.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct EventIssueLink {
    /// Its number.
    pub id: Option<u64>,
    /// The issue that the link goes out from.
    pub source_issue_id: Option<IssueId>,
    /// The issue that it goes to.
    pub destination_issue_id: Option<IssueId>,
    /// Its type.
    pub issue_link_type: Option<EventLinkType>,
    /// Whether Jira made it by itself, such as for a subtask.
    pub system_link: Option<bool>,
}

/// The type of a link, as events show it.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct EventLinkType {
    /// Its name.
    pub name: Option<String>,
    /// What the source does: `blocks`.
    #[serde(alias = "outward", rename = "outwardName")]
    pub outward: Option<String>,
    /// What the destination suffers: `is blocked by`.
    #[serde(alias = "inward", rename = "inwardName")]
    pub inward: Option<String>,
}

/// Something that happened to a property of an issue.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct PropertyEvent {
    /// The property. A deleted one has no value.
    pub property: EntityProperty,
    /// The issue, with a few of its fields.
    pub issue: Option<Issue>,
}

/// Something that happened to a version.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct VersionEvent {
    /// The version.
    pub version: Version,
    /// The version that took its place, of one that was merged or deleted.
    pub merged_to: Option<Version>,
}

/// Something that happened to a board.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct BoardEvent {
    /// The board. Absent where its configuration changed.
    pub board: Option<Board>,
    /// The new configuration, as it was sent.
    pub configuration: Option<Value>,
}
