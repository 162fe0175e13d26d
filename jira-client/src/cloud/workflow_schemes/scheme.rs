//! Workflow schemes as they are read.

use std::collections::BTreeMap;

use atlassian_core::Elements;
use atlassian_core::model::{Deserialize, Serialize};
use serde::de::Error;
use serde_json::Value;

use super::WorkflowSchemeId;
use crate::cloud::issue_types::{IssueType, IssueTypeId};
use crate::cloud::projects::Scope;
use crate::cloud::statuses::{StatusCategoryCode, StatusId};
use crate::cloud::users::User;
use crate::cloud::workflows::{Version, WorkflowId};
use crate::ids::{ProjectId, optional_number};

/// A workflow scheme, which names its workflows by their names.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct WorkflowScheme {
    /// Its id. The *Default Workflow Scheme* has none.
    #[serde(
        serialize_with = "optional_number",
        skip_serializing_if = "Option::is_none"
    )]
    pub id: Option<WorkflowSchemeId>,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The workflow of issue types that are not mapped.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_workflow: Option<String>,
    /// The workflow of each other issue type.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issue_type_mappings: Option<BTreeMap<IssueTypeId, String>>,
    /// The same as [`default_workflow`](Self::default_workflow) in what this is the draft of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub original_default_workflow: Option<String>,
    /// The same as [`issue_type_mappings`](Self::issue_type_mappings) in what this is the draft of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub original_issue_type_mappings: Option<BTreeMap<IssueTypeId, String>>,
    /// Whether it is a draft.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub draft: Option<bool>,
    /// Who changed the draft last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_modified_user: Option<User>,
    /// When the draft was changed last, in words: `Today 6:38 PM`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_modified: Option<String>,
    /// The issue types that it maps.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issue_types: Option<BTreeMap<IssueTypeId, IssueType>>,
    /// Its address in the API.
    #[serde(rename = "self", skip_serializing_if = "Option::is_none")]
    pub self_url: Option<String>,
}

/// A workflow scheme with its version, which names its workflows by their ids.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct WorkflowSchemeDetails {
    /// Its id.
    pub id: WorkflowSchemeId,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// Whose it is.
    pub scope: Scope,
    /// Its version.
    pub version: Version,
    /// The workflow of issue types that are not mapped.
    pub default_workflow: Option<WorkflowMetadata>,
    /// The other workflows.
    #[serde(default)]
    pub workflows_for_issue_types: Vec<WorkflowOfIssueTypes>,
    /// The task that changes its issues, while there is one.
    pub task_id: Option<String>,
}

/// A workflow, in short.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct WorkflowMetadata {
    /// Its id.
    pub id: WorkflowId,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// Its version.
    pub version: Option<Version>,
}

/// A workflow of a scheme and the issue types that have it.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct WorkflowOfIssueTypes {
    /// The workflow.
    pub workflow: WorkflowMetadata,
    /// The issue types.
    #[serde(default)]
    pub issue_type_ids: Vec<IssueTypeId>,
}

/// The workflow of issue types that a scheme does not map.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct DefaultWorkflow {
    /// Its name.
    pub workflow: String,
}

/// The workflow of an issue type.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct IssueTypeWorkflow {
    /// The issue type.
    pub issue_type: Option<IssueTypeId>,
    /// The name of the workflow.
    pub workflow: Option<String>,
}

/// The issue types that have a workflow.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct WorkflowIssueTypes {
    /// The name of the workflow.
    pub workflow: Option<String>,
    /// The issue types.
    #[serde(default)]
    pub issue_types: Vec<IssueTypeId>,
    /// Whether issue types that are not mapped have it too.
    pub default_mapping: Option<bool>,
}

/// The workflows of a scheme.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct WorkflowsOfScheme {
    /// Each with the issue types that have it.
    pub workflows: Elements<WorkflowIssueTypes>,
}

impl<'de> serde::Deserialize<'de> for WorkflowsOfScheme {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let sent: Value = serde::Deserialize::deserialize(deserializer)?;
        let list = match sent {
            list @ Value::Array(_) => list,
            one => Value::Array(vec![one]),
        };
        let workflows = serde_json::from_value(list).map_err(D::Error::custom)?;
        Ok(Self { workflows })
    }
}

/// Workflow schemes and projects that use them.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct WorkflowSchemeAssociations {
    /// Each scheme once.
    pub values: Elements<WorkflowSchemeAssociation>,
}

/// A workflow scheme and projects that use it.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct WorkflowSchemeAssociation {
    /// The scheme.
    pub workflow_scheme: WorkflowScheme,
    /// Those of the projects that were asked for which use it.
    pub project_ids: Vec<ProjectId>,
}

/// The statuses for which a change needs a mapping.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct RequiredMappings {
    /// Issue type by issue type.
    #[serde(default)]
    pub status_mappings_by_issue_types: Vec<RequiredByIssueType>,
    /// Workflow by workflow.
    #[serde(default)]
    pub status_mappings_by_workflows: Vec<RequiredByWorkflow>,
    /// The statuses that are spoken of.
    #[serde(default)]
    pub statuses: Vec<StatusMetadata>,
    /// The statuses that can take their place, workflow by workflow.
    #[serde(default)]
    pub statuses_per_workflow: Vec<StatusesOfWorkflow>,
}

/// The statuses of an issue type that need a mapping.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct RequiredByIssueType {
    /// The issue type.
    pub issue_type_id: Option<IssueTypeId>,
    /// The statuses.
    #[serde(default)]
    pub status_ids: Vec<StatusId>,
}

/// The statuses of a workflow that need a mapping.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct RequiredByWorkflow {
    /// The workflow that issues come from.
    pub source_workflow_id: Option<WorkflowId>,
    /// The workflow that they get.
    pub target_workflow_id: Option<WorkflowId>,
    /// The statuses.
    #[serde(default)]
    pub status_ids: Vec<StatusId>,
}

/// A status, in short.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct StatusMetadata {
    /// Its id.
    pub id: StatusId,
    /// Its name.
    pub name: Option<String>,
    /// Its category.
    pub category: Option<StatusCategoryCode>,
}

/// The statuses of a workflow.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct StatusesOfWorkflow {
    /// The workflow.
    pub workflow_id: Option<WorkflowId>,
    /// The status that new issues have.
    pub initial_status_id: Option<StatusId>,
    /// All its statuses.
    #[serde(default)]
    pub statuses: Vec<StatusId>,
}
