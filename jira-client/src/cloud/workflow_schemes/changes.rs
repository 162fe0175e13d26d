//! Changes of workflow schemes.

use atlassian_core::model::Serialize;

use super::{WorkflowSchemeDetails, WorkflowSchemeId};
use crate::cloud::issue_types::IssueTypeId;
use crate::cloud::statuses::StatusId;
use crate::cloud::workflows::{Version, WorkflowId};

/// A workflow scheme as it is to be.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct WorkflowSchemeUpdate {
    /// Which scheme.
    pub id: WorkflowSchemeId,
    /// The version that the change is made from.
    pub version: Version,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// The workflow of issue types that are not mapped. Team-managed projects have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_workflow_id: Option<WorkflowId>,
    /// All other workflows.
    pub workflows_for_issue_types: Vec<WorkflowAssociation>,
    /// Which statuses take the place of others, workflow by workflow.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub status_mappings_by_workflows: Vec<WorkflowStatusMappings>,
    /// Which statuses take the place of others for one issue type; wins over those by workflow.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub status_mappings_by_issue_type_override: Vec<IssueTypeStatusMappings>,
}

impl WorkflowSchemeUpdate {
    /// The scheme as it was read, for changes to start from.
    #[must_use]
    pub fn of(scheme: &WorkflowSchemeDetails) -> Self {
        let mapped = scheme.workflows_for_issue_types.iter();
        Self {
            id: scheme.id.clone(),
            version: scheme.version.clone(),
            name: scheme.name.clone(),
            description: scheme.description.clone().unwrap_or_default(),
            default_workflow_id: scheme.default_workflow.as_ref().map(|it| it.id.clone()),
            workflows_for_issue_types: mapped
                .map(|it| WorkflowAssociation {
                    workflow_id: it.workflow.id.clone(),
                    issue_type_ids: it.issue_type_ids.clone(),
                })
                .collect(),
            status_mappings_by_workflows: Vec::new(),
            status_mappings_by_issue_type_override: Vec::new(),
        }
    }
}

/// Issue types that are to have a workflow.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct WorkflowAssociation {
    /// The workflow.
    pub workflow_id: WorkflowId,
    /// The issue types.
    pub issue_type_ids: Vec<IssueTypeId>,
}

impl WorkflowAssociation {
    /// This workflow for these issue types.
    #[must_use]
    pub fn new(
        workflow: impl Into<WorkflowId>,
        issue_types: impl IntoIterator<Item = impl Into<IssueTypeId>>,
    ) -> Self {
        Self {
            workflow_id: workflow.into(),
            issue_type_ids: issue_types.into_iter().map(Into::into).collect(),
        }
    }
}

/// A status that takes the place of another.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct StatusMapping {
    /// The status that issues have.
    pub old_status_id: StatusId,
    /// The status that they get.
    pub new_status_id: StatusId,
}

impl StatusMapping {
    /// In place of the one the other.
    #[must_use]
    pub fn new(old: impl Into<StatusId>, new: impl Into<StatusId>) -> Self {
        Self {
            old_status_id: old.into(),
            new_status_id: new.into(),
        }
    }
}

/// Statuses that take the place of others, for issues of one type.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct IssueTypeStatusMappings {
    /// The issue type.
    pub issue_type_id: IssueTypeId,
    /// The statuses.
    pub status_mappings: Vec<StatusMapping>,
}

impl IssueTypeStatusMappings {
    /// For this issue type these.
    #[must_use]
    pub fn new(
        issue_type: impl Into<IssueTypeId>,
        mappings: impl Into<Vec<StatusMapping>>,
    ) -> Self {
        Self {
            issue_type_id: issue_type.into(),
            status_mappings: mappings.into(),
        }
    }
}

/// Statuses that take the place of others, for issues that change from one workflow to another.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct WorkflowStatusMappings {
    /// The workflow that issues come from.
    pub old_workflow_id: WorkflowId,
    /// The workflow that they get.
    pub new_workflow_id: WorkflowId,
    /// The statuses.
    pub status_mappings: Vec<StatusMapping>,
}

impl WorkflowStatusMappings {
    /// From the one workflow to the other these.
    #[must_use]
    pub fn new(
        old: impl Into<WorkflowId>,
        new: impl Into<WorkflowId>,
        mappings: impl Into<Vec<StatusMapping>>,
    ) -> Self {
        Self {
            old_workflow_id: old.into(),
            new_workflow_id: new.into(),
            status_mappings: mappings.into(),
        }
    }
}
