//! Workflows: statuses and the ways between them.

mod changes;
mod workflow;

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{NoContent, Page, Paging, Timestamp, id_type, open_enum, operations};
use serde_json::Value;

use super::issue_types::IssueTypeId;
use super::projects::ScopeType;
use super::statuses::{IssueTypeUsage, ProjectUsage};
use super::workflow_schemes::WorkflowSchemeId;
use crate::ids::{List, ProjectId};

pub use changes::{
    NewWorkflow, StatusMigration, UpdateWorkflow, ValidationLevel, ValidationOptions,
    WorkflowCreation, WorkflowElement, WorkflowStatusDefinition, WorkflowUpdates,
    WorkflowValidation, WorkflowValidationError,
};
pub use workflow::{
    ConditionGroup, ConditionOperation, Layout, TransitionLink, TransitionType, Version, Workflow,
    WorkflowRule, WorkflowStatus, WorkflowTransition, WorkflowsWithStatuses,
};

operations! {
    /// Workflows.
    ///
    /// A workflow in an answer, and in a body, names its statuses by references. In answers a reference is the status's
    /// id; the statuses themselves stand beside the workflows.
    pub struct Workflows;

    /// Every workflow, or some.
    ///
    /// Those of company-managed and of team-managed projects. The statuses beside the workflows are left out here;
    /// [`read`](Workflows::read) has them.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-workflows/#api-rest-api-3-workflows-search-get)
    search: SearchWorkflows = GET "/rest/api/3/workflows/search" => Page<Workflow> {
        permission "Administer Jira, or Administer Projects";
        scopes ["manage:jira-configuration"];
        granular ["read:workflow:jira"];
        query {
            /// Only workflows with this text in their name, in capitals or not.
            query_string = "queryString": String,
            /// How the workflows are ordered.
            order_by = "orderBy": WorkflowOrder,
            /// Only those of the whole site, or only those of team-managed projects.
            scope = "scope": ScopeType,
            /// Only those in use, or only those that are not.
            is_active = "isActive": bool,
            /// `values.transitions`: also the transitions of each.
            expand = "expand": String,
        }
        pages Workflow = Paging::offset("values").unique_by("id").page_size(50);
    }

    /// Workflows by id, by name, or by the projects and issue types that have them, with their statuses.
    ///
    /// At least one must be named (400 otherwise). It only reads, so it is repeated like a GET.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-workflows/#api-rest-api-3-workflows-post)
    read: ReadWorkflows = POST "/rest/api/3/workflows" => WorkflowsWithStatuses {
        permission "Administer Jira, or Administer Projects";
        scopes ["manage:jira-configuration"];
        granular ["read:workflow:jira"];
        repeat safe;
        body {
            /// By their ids.
            ids = "workflowIds": List<WorkflowId>,
            /// By their exact names.
            names = "workflowNames": List<String>,
            /// As these issue types have them.
            of = "projectAndIssueTypes": Vec<ProjectAndIssueType>,
        }
    }

    /// The workflows of a project, without their rules, for people who may only look.
    ///
    /// It only reads, so it is repeated like a GET.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-workflows/#api-rest-api-3-workflows-preview-post)
    preview: ReadWorkflowPreviews = POST "/rest/api/3/workflows/preview" => WorkflowsWithStatuses {
        permission "Administer Projects, or View (read-only) workflow";
        scopes ["manage:jira-configuration"];
        granular ["read:workflow:jira"];
        repeat safe;
        takes { body project = "projectId": ProjectId }
        body {
            /// As these issue types have them.
            issue_types = "issueTypeIds": List<IssueTypeId>,
            /// By their ids.
            ids = "workflowIds": List<WorkflowId>,
            /// By their exact names.
            names = "workflowNames": List<String>,
        }
    }

    /// The rules that a workflow can have: conditions, validators, actions, triggers and screens, those of apps too.
    ///
    /// Say either which workflow, or which issue type of which project.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-workflows/#api-rest-api-3-workflows-capabilities-get)
    capabilities: WorkflowCapabilities = GET "/rest/api/3/workflows/capabilities" => Capabilities {
        permission "Administer Jira, or Administer Projects";
        scopes ["manage:jira-configuration"];
        granular ["read:workflow:jira"];
        query {
            /// The workflow.
            workflow_id = "workflowId": WorkflowId,
            /// The project.
            project_id = "projectId": ProjectId,
            /// The issue type in that project.
            issue_type_id = "issueTypeId": IssueTypeId,
        }
    }

    /// Makes workflows, and the statuses that they need.
    ///
    /// All or nothing. [`validate_create`](Workflows::validate_create) tells beforehand what is wrong. While workflows
    /// are being changed elsewhere, it is refused (409).
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-workflows/#api-rest-api-3-workflows-create-post)
    create: CreateWorkflows = POST "/rest/api/3/workflows/create" => WorkflowsWithStatuses {
        permission "Administer Jira, or Administer Projects";
        scopes ["manage:jira-configuration"];
        granular ["write:workflow:jira"];
        takes { whole_body workflows = "body": WorkflowCreation }
    }

    /// What would be wrong with workflows if they were made. It changes nothing.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-workflows/#api-rest-api-3-workflows-create-validation-post)
    validate_create: ValidateCreateWorkflows = POST "/rest/api/3/workflows/create/validation" => WorkflowValidation {
        permission "Administer Jira, or Administer Projects";
        scopes ["manage:jira-configuration"];
        granular ["write:workflow:jira"];
        repeat safe;
        takes { body workflows = "payload": WorkflowCreation }
        body {
            /// What to report.
            options = "validationOptions": ValidationOptions,
        }
    }

    /// Changes workflows, and the statuses that they need. Each takes the place of what there was.
    ///
    /// All or nothing. Each names the version that it was read in; one that was changed meanwhile is refused (409).
    /// Where a status goes that issues have, say which takes its place.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-workflows/#api-rest-api-3-workflows-update-post)
    update: UpdateWorkflows = POST "/rest/api/3/workflows/update" => WorkflowsWithStatuses {
        permission "Administer Jira, or Administer Projects";
        scopes ["manage:jira-configuration"];
        granular ["write:workflow:jira"];
        takes { whole_body workflows = "body": WorkflowUpdates }
    }

    /// What would be wrong with changes of workflows if they were made. It changes nothing.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-workflows/#api-rest-api-3-workflows-update-validation-post)
    validate_update: ValidateUpdateWorkflows = POST "/rest/api/3/workflows/update/validation" => WorkflowValidation {
        permission "Administer Jira, or Administer Projects";
        scopes ["manage:jira-configuration"];
        granular ["write:workflow:jira"];
        repeat safe;
        takes { body workflows = "payload": WorkflowUpdates }
        body {
            /// What to report.
            options = "validationOptions": ValidationOptions,
        }
    }

    /// Deletes a workflow that neither a project nor a workflow scheme uses.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-workflows/#api-rest-api-3-workflow-entityid-delete)
    delete: DeleteInactiveWorkflow = DELETE "/rest/api/3/workflow/{entityId}" => NoContent {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["delete:workflow:jira"];
        takes { path workflow = "entityId": WorkflowId }
    }

    /// The versions that a workflow had.
    ///
    /// They are kept for 60 days. It only reads, so it is repeated like a GET.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-workflows/#api-rest-api-3-workflow-history-list-post)
    history: ListWorkflowHistory = POST "/rest/api/3/workflow/history/list" => WorkflowHistory {
        permission "Administer Jira, or Administer Projects";
        scopes ["manage:jira-configuration"];
        granular ["read:workflow:jira"];
        repeat safe;
        takes { body workflow = "workflowId": WorkflowId }
        query {
            /// `includeIntermediateWorkflows`: also versions that were there only while a change was going on.
            expand = "expand": String,
        }
    }

    /// A workflow as it was in a version.
    ///
    /// Versions are kept for 60 days. It only reads, so it is repeated like a GET.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-workflows/#api-rest-api-3-workflow-history-post)
    read_version: ReadWorkflowFromHistory = POST "/rest/api/3/workflow/history" => WorkflowsWithStatuses {
        permission "Administer Jira, or Administer Projects";
        scopes ["manage:jira-configuration"];
        granular ["read:workflow:jira"];
        repeat safe;
        takes { body workflow = "workflowId": WorkflowId, body version = "version": u64 }
    }

    /// Which editor of workflows the caller sees first.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-workflows/#api-rest-api-3-workflows-defaulteditor-get)
    default_editor: GetDefaultEditor = GET "/rest/api/3/workflows/defaultEditor" => DefaultWorkflowEditor {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["read:workflow:jira"];
    }

    /// The projects that use a workflow.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-workflows/#api-rest-api-3-workflow-workflowid-projectusages-get)
    project_usages: GetProjectUsagesForWorkflow =
        GET "/rest/api/3/workflow/{workflowId}/projectUsages" => Page<ProjectUsage> {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["read:project:jira", "read:workflow:jira"];
        takes { path workflow = "workflowId": WorkflowId }
        pages ProjectUsage = Paging::token("values").within("projects").unique_by("id").page_size(200);
    }

    /// The workflow schemes that use a workflow.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-workflows/#api-rest-api-3-workflow-workflowid-workflowschemes-get)
    scheme_usages: GetWorkflowSchemeUsagesForWorkflow =
        GET "/rest/api/3/workflow/{workflowId}/workflowSchemes" => Page<WorkflowSchemeUsage> {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["read:workflow-scheme:jira", "read:workflow:jira"];
        takes { path workflow = "workflowId": WorkflowId }
        pages WorkflowSchemeUsage = Paging::token("values").within("workflowSchemes").unique_by("id").page_size(200);
    }

    /// The issue types of a project that use a workflow.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-workflows/#api-rest-api-3-workflow-workflowid-project-projectid-issuetypeusages-get)
    issue_type_usages: GetWorkflowProjectIssueTypeUsages =
        GET "/rest/api/3/workflow/{workflowId}/project/{projectId}/issueTypeUsages" => Page<IssueTypeUsage> {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["read:issue-type:jira", "read:project:jira", "read:workflow:jira"];
        takes { path workflow = "workflowId": WorkflowId, path project = "projectId": ProjectId }
        pages IssueTypeUsage = Paging::token("values").within("issueTypes").unique_by("id").page_size(200);
    }
}

id_type! {
    /// The id of a workflow, like `5e79ae0f-7eb7-4519-9bb9-08fcf6a50ad1`. Old workflows have their name as their id.
    pub struct WorkflowId;
}

open_enum! {
    /// How workflows are ordered.
    pub enum WorkflowOrder {
        /// By name.
        Name = "name",
        /// By name, backwards.
        NameDescending = "-name",
        /// By when they were made.
        Created = "created",
        /// By when they were made, the latest first.
        CreatedDescending = "-created",
        /// By when they were changed.
        Updated = "updated",
        /// By when they were changed, the latest first.
        UpdatedDescending = "-updated",
    }

    /// An editor of workflows.
    pub enum WorkflowEditor {
        /// The one of today.
        New = "NEW",
        /// The one of former times.
        Legacy = "LEGACY",
    }
}

/// An issue type in a project.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ProjectAndIssueType {
    /// The project.
    pub project_id: ProjectId,
    /// The issue type.
    pub issue_type_id: IssueTypeId,
}

impl ProjectAndIssueType {
    /// This issue type in this project.
    #[must_use]
    pub fn new(project: impl Into<ProjectId>, issue_type: impl Into<IssueTypeId>) -> Self {
        Self {
            project_id: project.into(),
            issue_type_id: issue_type.into(),
        }
    }
}

/// The rules that a workflow can have.
///
/// Rules are described by their owners, each in its own way, and so are kept as they are sent: `ruleKey`, `name`,
/// `description` and more.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Capabilities {
    /// Whether the workflow is the whole site's or a project's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub editor_scope: Option<ScopeType>,
    /// The kinds of projects that can use it: `software`, `business` and others.
    #[serde(default)]
    pub project_types: Vec<String>,
    /// Jira's own rules.
    #[serde(default)]
    pub system_rules: Vec<Value>,
    /// What can set off a transition.
    #[serde(default)]
    pub trigger_rules: Vec<Value>,
    /// Rules of Forge apps.
    #[serde(default)]
    pub forge_rules: Vec<Value>,
    /// Rules of Connect apps.
    #[serde(default)]
    pub connect_rules: Vec<Value>,
}

/// The versions of a workflow.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct WorkflowHistory {
    /// The versions.
    #[serde(default)]
    pub entries: Vec<WorkflowHistoryEntry>,
}

/// A version of a workflow.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct WorkflowHistoryEntry {
    /// The workflow.
    pub workflow_id: Option<WorkflowId>,
    /// The number of the version.
    pub workflow_version: Option<u64>,
    /// When it was written.
    pub written_at: Option<Timestamp>,
    /// Whether it was there only while a change was going on.
    pub is_intermediate: Option<bool>,
}

/// Which editor of workflows somebody sees first.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct DefaultWorkflowEditor {
    /// The editor.
    pub value: WorkflowEditor,
}

/// A workflow scheme that uses something.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct WorkflowSchemeUsage {
    /// The scheme.
    pub id: WorkflowSchemeId,
}
