//! One issue and everything that hangs on it.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::field::FieldId;

/// Rich text: an ADF document as compact JSON, shared where many have the same one.
pub(crate) type Adf = Arc<str>;

// `type` is a keyword, and `issue_type` is what Atlassian calls it.
#[allow(clippy::struct_field_names)]
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Issue {
    pub(crate) id: u32,
    pub(crate) project: u32,
    /// The number in the key.
    pub(crate) number: u32,
    pub(crate) issue_type: u32,
    pub(crate) status: u32,
    pub(crate) priority: Option<u32>,
    pub(crate) resolution: Option<u32>,
    pub(crate) security: Option<u32>,
    pub(crate) reporter: Option<u32>,
    pub(crate) creator: u32,
    pub(crate) assignee: Option<u32>,
    /// The epic of an issue, the issue of a sub-task. Changed by
    /// [`Issues::set_parent`](super::store::Issues::set_parent) alone, which knows the children.
    pub(crate) parent: Option<u32>,
    pub(crate) created: i64,
    pub(crate) updated: i64,
    pub(crate) resolved: Option<i64>,
    pub(crate) category_changed: i64,
    /// Days since 1970.
    pub(crate) due: Option<i32>,
    pub(crate) archived: Option<Archived>,
    /// Seconds.
    pub(crate) original_estimate: Option<u32>,
    /// Seconds.
    pub(crate) remaining_estimate: Option<u32>,
    /// The place in the order of ranks, lower is higher up.
    pub(crate) rank: u64,
    pub(crate) summary: Box<str>,
    pub(crate) description: Option<Adf>,
    pub(crate) environment: Option<Adf>,
    pub(crate) labels: Vec<Arc<str>>,
    pub(crate) components: Vec<u32>,
    pub(crate) fix_versions: Vec<u32>,
    pub(crate) affected_versions: Vec<u32>,
    /// Values of custom fields, by the number of the field, ascending.
    pub(crate) custom: Vec<(u32, CustomValue)>,
    pub(crate) comments: Vec<Comment>,
    pub(crate) worklogs: Vec<Worklog>,
    pub(crate) attachments: Vec<Attachment>,
    /// Ids of links in [`Issues::links`](super::store::Issues).
    pub(crate) links: Vec<u32>,
    pub(crate) remote_links: Vec<RemoteLink>,
    pub(crate) watchers: Vec<u32>,
    pub(crate) voters: Vec<u32>,
    pub(crate) properties: BTreeMap<String, Value>,
    /// Oldest first.
    pub(crate) history: Vec<Change>,
}

impl Issue {
    pub(crate) fn custom(&self, field: u32) -> Option<&CustomValue> {
        let at = self
            .custom
            .binary_search_by_key(&field, |(id, _)| *id)
            .ok()?;
        Some(&self.custom[at].1)
    }

    /// Sets a custom field, or empties it.
    pub(crate) fn set_custom(&mut self, field: u32, value: Option<CustomValue>) {
        match (
            self.custom.binary_search_by_key(&field, |(id, _)| *id),
            value,
        ) {
            (Ok(at), Some(value)) => self.custom[at].1 = value,
            (Ok(at), None) => {
                self.custom.remove(at);
            }
            (Err(at), Some(value)) => self.custom.insert(at, (field, value)),
            (Err(_), None) => {}
        }
    }

    /// Seconds of all worklogs.
    pub(crate) fn time_spent(&self) -> u32 {
        self.worklogs
            .iter()
            .fold(0, |sum, w| sum.saturating_add(w.seconds))
    }

    /// The sprints that the issue was ever in, by the value of that field.
    pub(crate) fn sprints(&self) -> &[u32] {
        match self.custom(super::field::SPRINT) {
            Some(CustomValue::Sprints(ids)) => ids,
            _ => &[],
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Archived {
    pub(crate) at: i64,
    pub(crate) by: u32,
}

/// The value of a custom field; which variant it is follows from the kind of the field.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) enum CustomValue {
    Text(Arc<str>),
    Adf(Adf),
    Number(f64),
    Option(u32),
    Options(Vec<u32>),
    Cascade(u32, Option<u32>),
    User(u32),
    Users(Vec<u32>),
    Group(u32),
    Groups(Vec<u32>),
    /// Days since 1970.
    Date(i32),
    DateTime(i64),
    Labels(Vec<Arc<str>>),
    Project(u32),
    Version(u32),
    Versions(Vec<u32>),
    Sprints(Vec<u32>),
}

/// Who may see a comment or a worklog; everybody who sees the issue where there is none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Visibility {
    Role(u32),
    Group(u32),
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Comment {
    pub(crate) id: u32,
    /// `None`: written by nobody that is known any more.
    pub(crate) author: Option<u32>,
    pub(crate) update_author: Option<u32>,
    pub(crate) created: i64,
    pub(crate) updated: i64,
    pub(crate) body: Adf,
    pub(crate) visibility: Option<Visibility>,
    /// The comment that this one answers.
    pub(crate) parent: Option<u32>,
    pub(crate) properties: BTreeMap<String, Value>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Worklog {
    pub(crate) id: u32,
    pub(crate) author: Option<u32>,
    pub(crate) update_author: Option<u32>,
    pub(crate) created: i64,
    pub(crate) updated: i64,
    pub(crate) started: i64,
    pub(crate) seconds: u32,
    pub(crate) comment: Option<Adf>,
    pub(crate) visibility: Option<Visibility>,
    pub(crate) properties: BTreeMap<String, Value>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Attachment {
    pub(crate) id: u32,
    pub(crate) media_id: String,
    pub(crate) filename: String,
    pub(crate) mime: String,
    pub(crate) author: Option<u32>,
    pub(crate) created: i64,
    pub(crate) content: Content,
}

/// The bytes of an attachment: uploaded ones are kept, generated ones are made when asked for.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) enum Content {
    Generated { size: u32 },
    Uploaded(#[serde(with = "super::blob")] Arc<[u8]>),
}

impl Content {
    pub(crate) fn size(&self) -> usize {
        match self {
            Self::Generated { size } => *size as usize,
            Self::Uploaded(bytes) => bytes.len(),
        }
    }
}

/// From one issue (outward: "blocks") to another (inward: "is blocked by").
// As above.
#[allow(clippy::struct_field_names)]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Link {
    pub(crate) link_type: u32,
    /// The issue that blocks.
    pub(crate) source: u32,
    /// The issue that is blocked.
    pub(crate) target: u32,
}

impl Link {
    /// What the issue at one end calls the other end, and which issue that is.
    pub(crate) fn seen_from(&self, issue: u32) -> (&'static str, u32) {
        if self.source == issue {
            ("outwardIssue", self.target)
        } else {
            ("inwardIssue", self.source)
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct RemoteLink {
    pub(crate) id: u32,
    pub(crate) global_id: Option<String>,
    pub(crate) relationship: Option<String>,
    pub(crate) application: BTreeMap<String, String>,
    /// As sent: `url`, `title`, `summary`, `icon`, `status`.
    pub(crate) object: Value,
}

/// One entry of the changelog.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Change {
    pub(crate) id: u32,
    pub(crate) author: u32,
    pub(crate) at: i64,
    pub(crate) items: Vec<ChangeItem>,
}

/// How one field changed: the values' ids, and their names as they were then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ChangeItem {
    pub(crate) field: FieldId,
    pub(crate) from: Option<Arc<str>>,
    pub(crate) from_string: Option<Arc<str>>,
    pub(crate) to: Option<Arc<str>>,
    pub(crate) to_string: Option<Arc<str>>,
}
