//! What a workflow consists of. The same models are read and written.

use std::collections::BTreeMap;

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{Timestamp, open_enum};
use serde_json::{Map, Value};

use super::WorkflowId;
use crate::cloud::projects::Scope;
use crate::cloud::statuses::JiraStatus;

open_enum! {
    /// What kind of transition.
    pub enum TransitionType {
        /// The one that makes an issue.
        Initial = "INITIAL",
        /// From every status.
        Global = "GLOBAL",
        /// From some statuses.
        Directed = "DIRECTED",
    }

    /// How the conditions of a group are put together.
    pub enum ConditionOperation {
        /// One of them suffices.
        Any = "ANY",
        /// All of them are needed.
        All = "ALL",
    }
}

/// Workflows and the statuses that they speak of.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct WorkflowsWithStatuses {
    /// The statuses, each once.
    #[serde(default)]
    pub statuses: Vec<JiraStatus>,
    /// The workflows.
    #[serde(default)]
    pub workflows: Vec<Workflow>,
    /// The task that changes issues, where a change of workflows needs one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_id: Option<String>,
}

/// A workflow.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Workflow {
    /// Its id.
    pub id: WorkflowId,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Whose it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<Scope>,
    /// Whether the caller may change it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_editable: Option<bool>,
    /// Its version. A change has to name the one that it is made from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<Version>,
    /// Its statuses.
    #[serde(default)]
    pub statuses: Vec<WorkflowStatus>,
    /// The ways between them. A listing has them only where they were asked for.
    #[serde(default)]
    pub transitions: Vec<WorkflowTransition>,
    /// Where the editor shows the beginning.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_point_layout: Option<Layout>,
    /// Where the editor shows the transitions that lead back to their own status.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub looped_transition_container_layout: Option<Layout>,
    /// The task that changes its issues, while there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_id: Option<String>,
    /// When it was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created: Option<Timestamp>,
    /// When it was changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated: Option<Timestamp>,
}

/// A version of a workflow or a workflow scheme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Version {
    /// Its id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Its number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version_number: Option<u64>,
}

/// A point in the editor's picture.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Layout {
    /// To the right.
    pub x: f64,
    /// Down.
    pub y: f64,
}

impl Layout {
    /// The point so far to the right and down.
    #[must_use]
    pub fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }
}

/// A status as a part of a workflow.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct WorkflowStatus {
    /// Which status.
    pub status_reference: String,
    /// Its properties in this workflow, such as `jira.issue.editable`.
    #[serde(default)]
    pub properties: Map<String, Value>,
    /// Where the editor shows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub layout: Option<Layout>,
    /// Who has to approve what, in service projects.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub approval_configuration: Option<Value>,
    /// Whether it is to go. The service says so, and does not take it.
    #[serde(skip_serializing)]
    pub deprecated: Option<bool>,
}

impl WorkflowStatus {
    /// The status of this reference.
    #[must_use]
    pub fn new(reference: impl Into<String>) -> Self {
        Self {
            status_reference: reference.into(),
            properties: Map::new(),
            layout: None,
            approval_configuration: None,
            deprecated: None,
        }
    }

    /// Shows it there in the editor.
    #[must_use]
    pub fn layout(mut self, layout: Layout) -> Self {
        self.layout = Some(layout);
        self
    }
}

/// A way from one status to another.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct WorkflowTransition {
    /// Its id, a number, each once in a workflow. Issues are moved by it.
    pub id: String,
    /// What kind it is.
    #[serde(rename = "type")]
    pub kind: TransitionType,
    /// Its name: the text on the button.
    pub name: String,
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The status that it leads to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to_status_reference: Option<String>,
    /// The statuses that it leads from; none for a transition that is not directed.
    #[serde(default)]
    pub links: Vec<TransitionLink>,
    /// Who sees it, and when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conditions: Option<ConditionGroup>,
    /// What has to be right about what people fill in.
    #[serde(default)]
    pub validators: Vec<WorkflowRule>,
    /// What is done besides.
    #[serde(default)]
    pub actions: Vec<WorkflowRule>,
    /// What sets it off by itself.
    #[serde(default)]
    pub triggers: Vec<WorkflowRule>,
    /// The screen that is shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transition_screen: Option<WorkflowRule>,
    /// The site's own event that it raises, by its id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custom_issue_event_id: Option<String>,
    /// Its properties.
    #[serde(default)]
    pub properties: BTreeMap<String, String>,
}

impl WorkflowTransition {
    fn new(id: String, kind: TransitionType, name: String, to: String) -> Self {
        Self {
            id,
            kind,
            name,
            description: None,
            to_status_reference: Some(to),
            links: Vec::new(),
            conditions: None,
            validators: Vec::new(),
            actions: Vec::new(),
            triggers: Vec::new(),
            transition_screen: None,
            custom_issue_event_id: None,
            properties: BTreeMap::new(),
        }
    }

    /// The one that makes an issue. A workflow has exactly one.
    #[must_use]
    pub fn initial(id: impl Into<String>, name: impl Into<String>, to: impl Into<String>) -> Self {
        Self::new(id.into(), TransitionType::Initial, name.into(), to.into())
    }

    /// From every status to this one.
    #[must_use]
    pub fn global(id: impl Into<String>, name: impl Into<String>, to: impl Into<String>) -> Self {
        Self::new(id.into(), TransitionType::Global, name.into(), to.into())
    }

    /// From these statuses to this one.
    #[must_use]
    pub fn directed(
        id: impl Into<String>,
        name: impl Into<String>,
        from: impl IntoIterator<Item = impl Into<String>>,
        to: impl Into<String>,
    ) -> Self {
        let links = from.into_iter().map(TransitionLink::from_status);
        Self {
            links: links.collect(),
            ..Self::new(id.into(), TransitionType::Directed, name.into(), to.into())
        }
    }

    /// Only under these conditions.
    #[must_use]
    pub fn conditions(mut self, conditions: ConditionGroup) -> Self {
        self.conditions = Some(conditions);
        self
    }

    /// Checks this too.
    #[must_use]
    pub fn validator(mut self, rule: WorkflowRule) -> Self {
        self.validators.push(rule);
        self
    }

    /// Does this too.
    #[must_use]
    pub fn action(mut self, rule: WorkflowRule) -> Self {
        self.actions.push(rule);
        self
    }
}

/// A status that a transition leads from.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct TransitionLink {
    /// The status.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from_status_reference: Option<String>,
    /// Where the editor draws the line from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from_port: Option<i32>,
    /// Where the editor draws the line to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to_port: Option<i32>,
}

impl TransitionLink {
    /// From this status.
    #[must_use]
    pub fn from_status(reference: impl Into<String>) -> Self {
        Self {
            from_status_reference: Some(reference.into()),
            from_port: None,
            to_port: None,
        }
    }
}

/// Conditions, and groups of conditions.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ConditionGroup {
    /// How they are put together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operation: Option<ConditionOperation>,
    /// The conditions.
    #[serde(default)]
    pub conditions: Vec<WorkflowRule>,
    /// Groups of further ones.
    #[serde(default)]
    pub condition_groups: Vec<ConditionGroup>,
}

impl ConditionGroup {
    /// All of these.
    #[must_use]
    pub fn all(conditions: impl Into<Vec<WorkflowRule>>) -> Self {
        Self {
            operation: Some(ConditionOperation::All),
            conditions: conditions.into(),
            condition_groups: Vec::new(),
        }
    }

    /// One of these.
    #[must_use]
    pub fn any(conditions: impl Into<Vec<WorkflowRule>>) -> Self {
        Self {
            operation: Some(ConditionOperation::Any),
            ..Self::all(conditions)
        }
    }
}

/// A rule of a transition: a condition, a validator, an action, a trigger or a screen.
///
/// ```
/// use jira_client::cloud::workflows::WorkflowRule;
///
/// let rule = WorkflowRule::new("system:check-permission-validator").parameter("permissionKey", "ASSIGN_ISSUES");
/// assert_eq!(rule.parameters["permissionKey"], "ASSIGN_ISSUES");
/// ```
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct WorkflowRule {
    /// Which rule; [`Workflows::capabilities`](super::Workflows::capabilities) lists them.
    pub rule_key: String,
    /// Its id in this workflow; a new one has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Its settings. Each rule has its own; most are text, lists with commas between their elements.
    #[serde(default)]
    pub parameters: Map<String, Value>,
}

impl WorkflowRule {
    /// The rule of this key.
    #[must_use]
    pub fn new(key: impl Into<String>) -> Self {
        Self {
            rule_key: key.into(),
            id: None,
            parameters: Map::new(),
        }
    }

    /// Sets one of its settings.
    #[must_use]
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.parameters.insert(name.into(), value.into());
        self
    }
}
