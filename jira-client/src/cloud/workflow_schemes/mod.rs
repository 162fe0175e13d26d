//! Workflow schemes: which workflow each issue type of a project has.

mod changes;
mod scheme;

use std::collections::BTreeMap;

use atlassian_core::{Elements, NoContent, Page, Paging, id_type, operations};

use super::issue_types::IssueTypeId;
use super::statuses::ProjectUsage;
use super::tasks::Task;
use super::workflows::WorkflowId;
use crate::ids::{List, ProjectId};

pub use changes::{
    IssueTypeStatusMappings, StatusMapping, WorkflowAssociation, WorkflowSchemeUpdate,
    WorkflowStatusMappings,
};
pub use scheme::{
    DefaultWorkflow, IssueTypeWorkflow, RequiredByIssueType, RequiredByWorkflow, RequiredMappings,
    StatusMetadata, StatusesOfWorkflow, WorkflowIssueTypes, WorkflowMetadata, WorkflowOfIssueTypes,
    WorkflowScheme, WorkflowSchemeAssociation, WorkflowSchemeAssociations, WorkflowSchemeDetails,
    WorkflowsOfScheme,
};

operations! {
    /// Workflow schemes.
    ///
    /// A scheme that a project uses cannot be changed by [`update`](WorkflowSchemes::update) and the operations on its
    /// parts: they refuse it (400), or put the change into a draft where `update_draft_if_needed` is set.
    /// [`update_now`](WorkflowSchemes::update_now) knows no drafts, and moves the issues too. To publish or discard a
    /// draft is not declared: do it on the site's screen, or by hand
    /// (`POST /rest/api/3/workflowscheme/{id}/draft/publish`, `DELETE /rest/api/3/workflowscheme/{id}/draft`).
    pub struct WorkflowSchemes;

    /// Every workflow scheme of company-managed projects, without drafts.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-workflow-schemes/#api-rest-api-3-workflowscheme-get)
    list: GetAllWorkflowSchemes = GET "/rest/api/3/workflowscheme" => Page<WorkflowScheme> {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular [
            "read:application-role:jira", "read:avatar:jira", "read:group:jira", "read:issue-type:jira",
            "read:project-category:jira", "read:project:jira", "read:user:jira", "read:workflow-scheme:jira"
        ];
        pages WorkflowScheme = Paging::offset("values").unique_by("id").page_size(50);
    }

    /// One workflow scheme.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-workflow-schemes/#api-rest-api-3-workflowscheme-id-get)
    get: GetWorkflowScheme = GET "/rest/api/3/workflowscheme/{id}" => WorkflowScheme {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular [
            "read:application-role:jira", "read:avatar:jira", "read:group:jira", "read:issue-type:jira",
            "read:project-category:jira", "read:project:jira", "read:user:jira", "read:workflow-scheme:jira"
        ];
        takes { path scheme = "id": WorkflowSchemeId }
        query {
            /// Its draft, if it has one.
            return_draft_if_exists = "returnDraftIfExists": bool,
        }
    }

    /// Makes a workflow scheme.
    ///
    /// No other scheme may have its name (400). Without a default workflow it has Jira's own.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-workflow-schemes/#api-rest-api-3-workflowscheme-post)
    create: CreateWorkflowScheme = POST "/rest/api/3/workflowscheme" => WorkflowScheme {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular [
            "read:application-role:jira", "read:avatar:jira", "read:group:jira", "read:issue-type:jira",
            "read:project-category:jira", "read:project:jira", "read:user:jira", "read:workflow-scheme:jira",
            "write:workflow-scheme:jira"
        ];
        takes { body name = "name": String }
        body {
            /// What it is for.
            description = "description": String,
            /// The workflow of issue types that are not mapped, by its name.
            default_workflow = "defaultWorkflow": String,
            /// Workflows of issue types, by their names.
            issue_type_mappings = "issueTypeMappings": BTreeMap<IssueTypeId, String>,
        }
    }

    /// Changes a workflow scheme that no project uses. What is not set stays.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-workflow-schemes/#api-rest-api-3-workflowscheme-id-put)
    update: UpdateWorkflowScheme = PUT "/rest/api/3/workflowscheme/{id}" => WorkflowScheme {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular [
            "read:application-role:jira", "read:avatar:jira", "read:group:jira", "read:issue-type:jira",
            "read:project-category:jira", "read:project:jira", "read:user:jira", "read:workflow-scheme:jira",
            "write:workflow-scheme:jira"
        ];
        takes { path scheme = "id": WorkflowSchemeId }
        body {
            /// The new name.
            name = "name": String,
            /// What it is for.
            description = "description": String,
            /// The workflow of issue types that are not mapped, by its name.
            default_workflow = "defaultWorkflow": String,
            /// Workflows of issue types, by their names; they take the place of all there were.
            issue_type_mappings = "issueTypeMappings": BTreeMap<IssueTypeId, String>,
            /// Whether to change a draft of it where a project uses it.
            update_draft_if_needed = "updateDraftIfNeeded": bool,
        }
    }

    /// Deletes a workflow scheme that no project uses.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-workflow-schemes/#api-rest-api-3-workflowscheme-id-delete)
    delete: DeleteWorkflowScheme = DELETE "/rest/api/3/workflowscheme/{id}" => NoContent {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["delete:workflow-scheme:jira"];
        takes { path scheme = "id": WorkflowSchemeId }
    }

    /// Workflow schemes by their ids or by projects that use them, those of team-managed projects too.
    ///
    /// At least one must be named (400 otherwise). Each has its version, which
    /// [`update_now`](WorkflowSchemes::update_now) wants. It only reads, so it is repeated like a GET.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-workflow-schemes/#api-rest-api-3-workflowscheme-read-post)
    read: ReadWorkflowSchemes = POST "/rest/api/3/workflowscheme/read" => Elements<WorkflowSchemeDetails> {
        permission "Administer Jira, or Administer Projects";
        scopes ["manage:jira-configuration"];
        granular ["read:workflow-scheme:jira"];
        repeat safe;
        body {
            /// By their ids.
            ids = "workflowSchemeIds": List<WorkflowSchemeId>,
            /// By projects that use them.
            projects = "projectIds": List<ProjectId>,
        }
    }

    /// Changes a workflow scheme at once, whether projects use it or not.
    ///
    /// Where issues have statuses that go, [`required_mappings`](WorkflowSchemes::required_mappings) tells which, and
    /// the service moves them in a task of its own: the answer is that task then, and `None` otherwise. A scheme that
    /// was changed meanwhile is refused, and so is every one while another change is going on (409).
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-workflow-schemes/#api-rest-api-3-workflowscheme-update-post)
    update_now: UpdateSchemes = POST "/rest/api/3/workflowscheme/update" => Option<Task> {
        permission "Administer Jira, or Administer Projects";
        scopes ["manage:jira-configuration"];
        granular ["write:workflow-scheme:jira"];
        takes { whole_body update = "body": WorkflowSchemeUpdate }
    }

    /// The statuses for which a change of a workflow scheme needs a mapping.
    ///
    /// It only reads, so it is repeated like a GET.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-workflow-schemes/#api-rest-api-3-workflowscheme-update-mappings-post)
    required_mappings: GetRequiredWorkflowSchemeMappings =
        POST "/rest/api/3/workflowscheme/update/mappings" => RequiredMappings {
        permission "Administer Jira, or Administer Projects";
        scopes ["manage:jira-configuration"];
        granular ["write:workflow-scheme:jira"];
        repeat safe;
        takes {
            body scheme = "id": WorkflowSchemeId,
            body workflows = "workflowsForIssueTypes": Vec<WorkflowAssociation>,
        }
        body {
            /// The workflow of issue types that are not mapped.
            default_workflow_id = "defaultWorkflowId": WorkflowId,
        }
    }

    /// The workflow of issue types that a scheme does not map, by its name.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-workflow-schemes/#api-rest-api-3-workflowscheme-id-default-get)
    default_workflow: GetDefaultWorkflow = GET "/rest/api/3/workflowscheme/{id}/default" => DefaultWorkflow {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["read:workflow-scheme:jira", "read:workflow:jira"];
        takes { path scheme = "id": WorkflowSchemeId }
        query {
            /// That of its draft, if it has one.
            return_draft_if_exists = "returnDraftIfExists": bool,
        }
    }

    /// Sets the workflow of issue types that a scheme does not map, by its name.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-workflow-schemes/#api-rest-api-3-workflowscheme-id-default-put)
    set_default_workflow: UpdateDefaultWorkflow = PUT "/rest/api/3/workflowscheme/{id}/default" => WorkflowScheme {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular [
            "read:application-role:jira", "read:avatar:jira", "read:group:jira", "read:issue-type:jira",
            "read:project-category:jira", "read:project:jira", "read:user:jira", "read:workflow-scheme:jira",
            "write:workflow-scheme:jira"
        ];
        takes { path scheme = "id": WorkflowSchemeId, body workflow = "workflow": String }
        body {
            /// Whether to change a draft of it where a project uses it.
            update_draft_if_needed = "updateDraftIfNeeded": bool,
        }
    }

    /// Gives issue types that a scheme does not map Jira's own workflow again.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-workflow-schemes/#api-rest-api-3-workflowscheme-id-default-delete)
    reset_default_workflow: DeleteDefaultWorkflow = DELETE "/rest/api/3/workflowscheme/{id}/default" => WorkflowScheme {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular [
            "read:application-role:jira", "read:avatar:jira", "read:group:jira", "read:issue-type:jira",
            "read:project-category:jira", "read:project:jira", "read:user:jira", "read:workflow-scheme:jira",
            "write:workflow-scheme:jira"
        ];
        takes { path scheme = "id": WorkflowSchemeId }
        query {
            /// Whether to change a draft of it where a project uses it.
            update_draft_if_needed = "updateDraftIfNeeded": bool,
        }
    }

    /// The workflow of an issue type, by its name. An issue type that the scheme does not map is *not found*.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-workflow-schemes/#api-rest-api-3-workflowscheme-id-issuetype-issuetype-get)
    issue_type: GetWorkflowSchemeIssueType =
        GET "/rest/api/3/workflowscheme/{id}/issuetype/{issueType}" => IssueTypeWorkflow {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["read:issue-type:jira", "read:workflow-scheme:jira", "read:workflow:jira"];
        takes { path scheme = "id": WorkflowSchemeId, path issue_type = "issueType": IssueTypeId }
        query {
            /// That of its draft, if it has one.
            return_draft_if_exists = "returnDraftIfExists": bool,
        }
    }

    /// Sets the workflow of an issue type, by its name.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-workflow-schemes/#api-rest-api-3-workflowscheme-id-issuetype-issuetype-put)
    set_issue_type: SetWorkflowSchemeIssueType =
        PUT "/rest/api/3/workflowscheme/{id}/issuetype/{issueType}" => WorkflowScheme {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular [
            "read:application-role:jira", "read:avatar:jira", "read:group:jira", "read:issue-type:jira",
            "read:project-category:jira", "read:project:jira", "read:user:jira", "read:workflow-scheme:jira",
            "read:workflow:jira", "write:workflow-scheme:jira"
        ];
        takes {
            path scheme = "id": WorkflowSchemeId,
            path issue_type = "issueType": IssueTypeId,
            body workflow = "workflow": String,
        }
        body {
            /// Whether to change a draft of it where a project uses it.
            update_draft_if_needed = "updateDraftIfNeeded": bool,
        }
    }

    /// Takes an issue type out of a scheme: it has the default workflow then.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-workflow-schemes/#api-rest-api-3-workflowscheme-id-issuetype-issuetype-delete)
    remove_issue_type: DeleteWorkflowSchemeIssueType =
        DELETE "/rest/api/3/workflowscheme/{id}/issuetype/{issueType}" => WorkflowScheme {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular [
            "delete:workflow-scheme:jira", "read:application-role:jira", "read:avatar:jira", "read:group:jira",
            "read:issue-type:jira", "read:project-category:jira", "read:project:jira", "read:user:jira",
            "read:workflow-scheme:jira", "read:workflow:jira"
        ];
        takes { path scheme = "id": WorkflowSchemeId, path issue_type = "issueType": IssueTypeId }
        query {
            /// Whether to change a draft of it where a project uses it.
            update_draft_if_needed = "updateDraftIfNeeded": bool,
        }
    }

    /// The workflows of a scheme, each with the issue types that have it.
    ///
    /// Atlassian describes an answer of one object; a list is read as well.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-workflow-schemes/#api-rest-api-3-workflowscheme-id-workflow-get)
    workflows: GetWorkflows = GET "/rest/api/3/workflowscheme/{id}/workflow" => WorkflowsOfScheme {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["read:issue-type:jira", "read:workflow-scheme:jira", "read:workflow:jira"];
        takes { path scheme = "id": WorkflowSchemeId }
        query {
            /// Those of its draft, if it has one.
            return_draft_if_exists = "returnDraftIfExists": bool,
        }
    }

    /// The issue types that have a workflow of a scheme, by the workflow's name.
    ///
    /// The same address as [`workflows`](WorkflowSchemes::workflows), with a name.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-workflow-schemes/#api-rest-api-3-workflowscheme-id-workflow-get)
    workflow: GetWorkflow = GET "/rest/api/3/workflowscheme/{id}/workflow" => WorkflowIssueTypes {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["read:issue-type:jira", "read:workflow-scheme:jira", "read:workflow:jira"];
        takes { path scheme = "id": WorkflowSchemeId, query workflow = "workflowName": String }
        query {
            /// Those of its draft, if it has one.
            return_draft_if_exists = "returnDraftIfExists": bool,
        }
    }

    /// Sets the issue types that have a workflow of a scheme, by the workflow's name.
    ///
    /// Issue types that had it and are not named have the default workflow then.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-workflow-schemes/#api-rest-api-3-workflowscheme-id-workflow-put)
    set_workflow: UpdateWorkflowMapping = PUT "/rest/api/3/workflowscheme/{id}/workflow" => WorkflowScheme {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular [
            "read:application-role:jira", "read:avatar:jira", "read:group:jira", "read:issue-type:jira",
            "read:project-category:jira", "read:project:jira", "read:user:jira", "read:workflow-scheme:jira",
            "read:workflow:jira", "write:workflow-scheme:jira"
        ];
        takes { path scheme = "id": WorkflowSchemeId, query workflow = "workflowName": String }
        body {
            /// The issue types.
            issue_types = "issueTypes": List<IssueTypeId>,
            /// Whether issue types that are not mapped have it too.
            default_mapping = "defaultMapping": bool,
            /// Whether to change a draft of it where a project uses it.
            update_draft_if_needed = "updateDraftIfNeeded": bool,
        }
    }

    /// Takes a workflow out of a scheme, by its name: its issue types have the default workflow then.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-workflow-schemes/#api-rest-api-3-workflowscheme-id-workflow-delete)
    remove_workflow: DeleteWorkflowMapping = DELETE "/rest/api/3/workflowscheme/{id}/workflow" => NoContent {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["delete:workflow-scheme:jira"];
        takes { path scheme = "id": WorkflowSchemeId, query workflow = "workflowName": String }
        query {
            /// Whether to change a draft of it where a project uses it.
            update_draft_if_needed = "updateDraftIfNeeded": bool,
        }
    }

    /// The projects that use a workflow scheme.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-workflow-schemes/#api-rest-api-3-workflowscheme-workflowschemeid-projectusages-get)
    project_usages: GetProjectUsagesForWorkflowScheme =
        GET "/rest/api/3/workflowscheme/{workflowSchemeId}/projectUsages" => Page<ProjectUsage> {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["read:project:jira", "read:workflow-scheme:jira"];
        takes { path scheme = "workflowSchemeId": WorkflowSchemeId }
        pages ProjectUsage = Paging::token("values").within("projects").unique_by("id").page_size(200);
    }

    /// The workflow schemes of these projects.
    ///
    /// Team-managed projects, and ones that do not exist, are left out. The *Default Workflow Scheme* comes without an
    /// id, for it has none.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-workflow-scheme-project-associations/#api-rest-api-3-workflowscheme-project-get)
    of_projects: GetWorkflowSchemeProjectAssociations =
        GET "/rest/api/3/workflowscheme/project" => WorkflowSchemeAssociations {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular [
            "read:application-role:jira", "read:avatar:jira", "read:group:jira", "read:issue-type:jira",
            "read:project-category:jira", "read:project:jira", "read:user:jira", "read:workflow-scheme:jira",
            "read:workflow:jira"
        ];
        takes { query_repeated projects = "projectId": ProjectId }
    }

    /// Gives a company-managed project that has no issues a workflow scheme; `None` is the *Default Workflow Scheme*.
    ///
    /// A project with issues is refused (400): use [`switch_project`](WorkflowSchemes::switch_project).
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-workflow-scheme-project-associations/#api-rest-api-3-workflowscheme-project-put)
    assign: AssignSchemeToProject = PUT "/rest/api/3/workflowscheme/project" => NoContent {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["write:workflow-scheme:jira"];
        takes { body project = "projectId": ProjectId, body scheme = "workflowSchemeId": Option<WorkflowSchemeId> }
    }

    /// Gives a company-managed project a workflow scheme, and its issues statuses of their new workflows, in a task of
    /// its own.
    ///
    /// A status that the new workflow has not needs a mapping (refused otherwise, 400). While another such task is
    /// going on, this one is refused (409).
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-workflow-schemes/#api-rest-api-3-workflowscheme-project-switch-post)
    switch_project: SwitchWorkflowSchemeForProject = POST "/rest/api/3/workflowscheme/project/switch" => Task {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["write:project:jira", "write:workflow-scheme:jira"];
        takes { body project = "projectId": ProjectId, body scheme = "targetSchemeId": WorkflowSchemeId }
        body {
            /// Which statuses take the place of others.
            mappings = "mappingsByIssueTypeOverride": Vec<IssueTypeStatusMappings>,
        }
    }
}

id_type! {
    /// The id of a workflow scheme: digits, like `10000`.
    pub struct WorkflowSchemeId;
}
