//! Moving many issues to other projects, types and parents.

use std::collections::BTreeMap;

use atlassian_document::Document;
use serde::{Serialize, Serializer};
use serde_json::{Map, Value, json};

use crate::cloud::issue_types::IssueTypeId;
use crate::cloud::statuses::StatusId;
use crate::ids::{IssueIdOrKey, List, ProjectIdOrKey};

/// Which issues to move where.
///
/// ```
/// use jira_client::cloud::issue_bulk::{BulkMove, MoveTarget};
///
/// let moves = BulkMove::new(MoveTarget::new("ACME", "10001").issues(["OLD-1", "OLD-2"])).without_mail();
/// # let _ = moves;
/// ```
#[derive(Clone, Debug)]
#[must_use = "it moves nothing until it is given to `move_to`"]
pub struct BulkMove {
    targets: BTreeMap<String, Value>,
    with_mail: Option<bool>,
}

impl BulkMove {
    /// To this target.
    pub fn new(target: MoveTarget) -> Self {
        let nowhere = Self {
            targets: BTreeMap::new(),
            with_mail: None,
        };
        nowhere.and(target)
    }

    /// To this target, too. Of two with the same project, issue type and parent, the later one counts.
    pub fn and(mut self, target: MoveTarget) -> Self {
        let (name, how) = target.into_parts();
        self.targets.insert(name, how);
        self
    }

    /// Sends no mails about it.
    pub fn without_mail(mut self) -> Self {
        self.with_mail = Some(false);
        self
    }
}

impl Serialize for BulkMove {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut body = json!({ "targetToSourcesMapping": self.targets });
        if let Some(with_mail) = self.with_mail {
            body["sendBulkNotification"] = with_mail.into();
        }
        body.serialize(serializer)
    }
}

/// Where issues go, and what becomes there of what they have.
///
/// Unless said otherwise the service decides: fields keep their values where they can, statuses that the workflow does not
/// have become its first one, sub-tasks get some type of sub-task, and classifications stay or become the project's own.
/// Whatever is said of one kind of thing here must then be said of all that the target lacks.
#[derive(Clone, Debug)]
#[must_use]
pub struct MoveTarget {
    project: ProjectIdOrKey,
    issue_type: IssueTypeId,
    parent: Option<IssueIdOrKey>,
    issues: Vec<IssueIdOrKey>,
    statuses: BTreeMap<String, Vec<StatusId>>,
    fields: Map<String, Value>,
    classifications: BTreeMap<String, Vec<String>>,
    own_subtask_types: bool,
}

impl MoveTarget {
    /// This project, and this issue type there.
    pub fn new(project: impl Into<ProjectIdOrKey>, issue_type: impl Into<IssueTypeId>) -> Self {
        Self {
            project: project.into(),
            issue_type: issue_type.into(),
            parent: None,
            issues: Vec::new(),
            statuses: BTreeMap::new(),
            fields: Map::new(),
            classifications: BTreeMap::new(),
            own_subtask_types: false,
        }
    }

    /// Below this issue.
    pub fn parent(mut self, issue: impl Into<IssueIdOrKey>) -> Self {
        self.parent = Some(issue.into());
        self
    }

    /// These issues go there.
    pub fn issues(mut self, issues: impl Into<List<IssueIdOrKey>>) -> Self {
        self.issues = issues.into().into_vec();
        self
    }

    /// Issues in one of the statuses `from`, if the workflow there does not have it, get the status `to`.
    pub fn status(mut self, to: impl Into<StatusId>, from: impl Into<List<StatusId>>) -> Self {
        let to: StatusId = to.into();
        self.statuses
            .insert(to.into_inner(), from.into().into_vec());
        self
    }

    /// Sets a field that must have a value there: by its id, with ids or texts.
    pub fn field(self, field: impl Into<String>, values: impl Into<List<String>>) -> Self {
        let values = values.into().into_vec();
        self.mandatory(field, json!({ "type": "raw", "value": values }))
    }

    /// Sets a field of rich text that must have a value there.
    pub fn rich_text(self, field: impl Into<String>, text: &Document) -> Self {
        self.mandatory(field, json!({ "type": "adf", "value": text }))
    }

    /// A value that the issue has already is kept.
    fn mandatory(mut self, field: impl Into<String>, mut value: Value) -> Self {
        value["retain"] = true.into();
        self.fields.insert(field.into(), value);
        self
    }

    /// Issues with one of the classifications `from` get the classification `to`; `-1` stands for none.
    pub fn classification(mut self, to: impl Into<String>, from: impl Into<List<String>>) -> Self {
        self.classifications
            .insert(to.into(), from.into().into_vec());
        self
    }

    /// Sub-tasks are not given a type by the service: they have a target of their own.
    pub fn subtasks_have_own_target(mut self) -> Self {
        self.own_subtask_types = true;
        self
    }

    /// The name of the target, and what happens there.
    fn into_parts(self) -> (String, Value) {
        let mut name = format!("{},{}", self.project, self.issue_type);
        if let Some(parent) = &self.parent {
            name = format!("{name},{parent}");
        }
        let mut how = json!({
            "issueIdsOrKeys": self.issues,
            "inferFieldDefaults": self.fields.is_empty(),
            "inferStatusDefaults": self.statuses.is_empty(),
            "inferSubtaskTypeDefault": !self.own_subtask_types,
            "inferClassificationDefaults": self.classifications.is_empty(),
        });
        if !self.statuses.is_empty() {
            how["targetStatus"] = json!([{ "statuses": self.statuses }]);
        }
        if !self.fields.is_empty() {
            how["targetMandatoryFields"] = json!([{ "fields": self.fields }]);
        }
        if !self.classifications.is_empty() {
            how["targetClassification"] = json!([{ "classifications": self.classifications }]);
        }
        (name, how)
    }
}
