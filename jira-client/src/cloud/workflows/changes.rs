//! Workflows to make and to change, and what the service says of them beforehand.

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::open_enum;

use super::workflow::{Layout, Version, Workflow, WorkflowStatus, WorkflowTransition};
use super::{ProjectAndIssueType, WorkflowId};
use crate::cloud::statuses::{JiraStatus, NewStatusScope, StatusCategoryCode, StatusId};

/// Workflows to make.
///
/// ```
/// use jira_client::cloud::statuses::{NewStatusScope, StatusCategoryCode};
/// use jira_client::cloud::workflows::{
///     NewWorkflow, WorkflowCreation, WorkflowStatus, WorkflowStatusDefinition, WorkflowTransition,
/// };
///
/// let workflow = NewWorkflow::new("Review")
///     .status(WorkflowStatus::new("open"))
///     .status(WorkflowStatus::new("done"))
///     .transition(WorkflowTransition::initial("1", "Create", "open"))
///     .transition(WorkflowTransition::directed("2", "Finish", ["open"], "done"));
/// let creation = WorkflowCreation::new(NewStatusScope::global())
///     .status(WorkflowStatusDefinition::new("open", "Open", StatusCategoryCode::Todo))
///     .status(WorkflowStatusDefinition::new("done", "Done", StatusCategoryCode::Done))
///     .workflow(workflow);
/// ```
#[derive(Clone, Debug, Serialize)]
pub struct WorkflowCreation {
    scope: NewStatusScope,
    statuses: Vec<WorkflowStatusDefinition>,
    workflows: Vec<NewWorkflow>,
}

impl WorkflowCreation {
    /// None yet, for the whole site or for one project.
    #[must_use]
    pub fn new(scope: NewStatusScope) -> Self {
        Self {
            scope,
            statuses: Vec::new(),
            workflows: Vec::new(),
        }
    }

    /// Also this status, which the workflows speak of.
    #[must_use]
    pub fn status(mut self, status: WorkflowStatusDefinition) -> Self {
        self.statuses.push(status);
        self
    }

    /// Also this workflow.
    #[must_use]
    pub fn workflow(mut self, workflow: NewWorkflow) -> Self {
        self.workflows.push(workflow);
        self
    }
}

/// A status that workflows of the same body speak of: an existing one, or a new one.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct WorkflowStatusDefinition {
    /// The name that the body has for it: free to choose, each once.
    pub status_reference: String,
    /// The existing status; absent for a new one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<StatusId>,
    /// Its name.
    pub name: String,
    /// Its category.
    pub status_category: StatusCategoryCode,
    /// What it means.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

impl WorkflowStatusDefinition {
    /// A new status.
    #[must_use]
    pub fn new(
        reference: impl Into<String>,
        name: impl Into<String>,
        category: StatusCategoryCode,
    ) -> Self {
        Self {
            status_reference: reference.into(),
            id: None,
            name: name.into(),
            status_category: category,
            description: None,
        }
    }

    /// An existing status, by the reference that it came with or else by its id. `None` if its name or its category was
    /// not sent.
    #[must_use]
    pub fn existing(status: &JiraStatus) -> Option<Self> {
        let reference = status.status_reference.clone();
        Some(Self {
            status_reference: reference.unwrap_or_else(|| status.id.as_str().to_owned()),
            id: Some(status.id.clone()),
            name: status.name.clone()?,
            status_category: status.status_category.clone()?,
            description: status.description.clone(),
        })
    }
}

/// A workflow to make.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct NewWorkflow {
    /// Its name, which no other workflow may have.
    pub name: String,
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Its statuses.
    pub statuses: Vec<WorkflowStatus>,
    /// The ways between them, exactly one of which makes an issue.
    pub transitions: Vec<WorkflowTransition>,
    /// Where the editor shows the beginning.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_point_layout: Option<Layout>,
    /// Where the editor shows the transitions that lead back to their own status.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub looped_transition_container_layout: Option<Layout>,
}

impl NewWorkflow {
    /// An empty one of this name.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            description: None,
            statuses: Vec::new(),
            transitions: Vec::new(),
            start_point_layout: None,
            looped_transition_container_layout: None,
        }
    }

    /// Says what it is for.
    #[must_use]
    pub fn description(mut self, text: impl Into<String>) -> Self {
        self.description = Some(text.into());
        self
    }

    /// Also this status.
    #[must_use]
    pub fn status(mut self, status: WorkflowStatus) -> Self {
        self.statuses.push(status);
        self
    }

    /// Also this transition.
    #[must_use]
    pub fn transition(mut self, transition: WorkflowTransition) -> Self {
        self.transitions.push(transition);
        self
    }
}

/// Workflows to change.
#[derive(Clone, Debug, Default, Serialize)]
pub struct WorkflowUpdates {
    statuses: Vec<WorkflowStatusDefinition>,
    workflows: Vec<UpdateWorkflow>,
}

impl WorkflowUpdates {
    /// None yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Also this status, which the workflows speak of.
    #[must_use]
    pub fn status(mut self, status: WorkflowStatusDefinition) -> Self {
        self.statuses.push(status);
        self
    }

    /// Also this workflow.
    #[must_use]
    pub fn workflow(mut self, workflow: UpdateWorkflow) -> Self {
        self.workflows.push(workflow);
        self
    }
}

/// A workflow as it is to be.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct UpdateWorkflow {
    /// Which workflow.
    pub id: WorkflowId,
    /// The version that the change is made from.
    pub version: Version,
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// All its statuses.
    pub statuses: Vec<WorkflowStatus>,
    /// All the ways between them.
    pub transitions: Vec<WorkflowTransition>,
    /// Which status takes the place of one that goes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub default_status_mappings: Vec<StatusMigration>,
    /// Where the editor shows the beginning.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_point_layout: Option<Layout>,
    /// Where the editor shows the transitions that lead back to their own status.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub looped_transition_container_layout: Option<Layout>,
}

impl UpdateWorkflow {
    /// The workflow as it was read, for changes to start from. `None` if it came without its version.
    #[must_use]
    pub fn of(workflow: &Workflow) -> Option<Self> {
        Some(Self {
            id: workflow.id.clone(),
            version: workflow.version.clone()?,
            description: workflow.description.clone(),
            statuses: workflow.statuses.clone(),
            transitions: workflow.transitions.clone(),
            default_status_mappings: Vec::new(),
            start_point_layout: workflow.start_point_layout,
            looped_transition_container_layout: workflow.looped_transition_container_layout,
        })
    }

    /// Also this status.
    #[must_use]
    pub fn status(mut self, status: WorkflowStatus) -> Self {
        self.statuses.push(status);
        self
    }

    /// Also this transition.
    #[must_use]
    pub fn transition(mut self, transition: WorkflowTransition) -> Self {
        self.transitions.push(transition);
        self
    }

    /// Issues in the one status get the other.
    #[must_use]
    pub fn migrate(mut self, old: impl Into<String>, new: impl Into<String>) -> Self {
        self.default_status_mappings.push(StatusMigration {
            old_status_reference: old.into(),
            new_status_reference: new.into(),
        });
        self
    }
}

/// A status that goes, and the one that takes its place, by their references.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct StatusMigration {
    /// The one that goes.
    pub old_status_reference: String,
    /// The one that takes its place.
    pub new_status_reference: String,
}

open_enum! {
    /// How bad something is.
    pub enum ValidationLevel {
        /// It works all the same.
        Warning = "WARNING",
        /// It is refused.
        Error = "ERROR",
    }
}

/// What to report of workflows.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct ValidationOptions {
    /// Only what is as bad as one of these.
    pub levels: Vec<ValidationLevel>,
}

impl ValidationOptions {
    /// What is as bad as one of these.
    #[must_use]
    pub fn levels(levels: impl Into<Vec<ValidationLevel>>) -> Self {
        Self {
            levels: levels.into(),
        }
    }
}

/// What would be wrong.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct WorkflowValidation {
    /// All of it; empty if nothing is.
    #[serde(default)]
    pub errors: Vec<WorkflowValidationError>,
}

/// Something that would be wrong.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct WorkflowValidationError {
    /// How bad it is.
    pub level: Option<ValidationLevel>,
    /// What is wrong, as a word of the service's: `NON_UNIQUE_WORKFLOW_NAME`.
    pub code: Option<String>,
    /// What is wrong, in a sentence.
    pub message: Option<String>,
    /// What kind of part it is about: `RULE`, `STATUS`, `WORKFLOW`, `TRANSITION` and others.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// Which part it is about.
    pub element_reference: Option<WorkflowElement>,
}

/// A part of a workflow.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct WorkflowElement {
    /// A property.
    pub property_key: Option<String>,
    /// A rule.
    pub rule_id: Option<String>,
    /// A status.
    pub status_reference: Option<String>,
    /// A transition.
    pub transition_id: Option<String>,
    /// A mapping of statuses.
    pub status_mapping_reference: Option<ProjectAndIssueType>,
}
