//! Statuses of issues.

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{Elements, NoContent, Page, Paging, id_type, open_enum, operations};

use super::issue_types::IssueTypeId;
use super::projects::{Scope, ScopeType};
use super::status_categories::StatusCategory;
use super::workflows::WorkflowId;
use crate::ids::ProjectId;

operations! {
    /// Statuses of issues.
    ///
    /// There are two views of them. People who work with issues see those that a workflow in use has
    /// ([`list`](Statuses::list), [`get`](Statuses::get)); administrators manage them all
    /// ([`search`](Statuses::search) and the others).
    pub struct Statuses;

    /// Every status that a workflow in use has.
    ///
    /// Team-managed projects have statuses of their own, so that one name can come many times.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-workflow-statuses/#api-rest-api-3-status-get)
    list: GetStatuses = GET "/rest/api/3/status" => Elements<Status> {
        permission "Browse projects";
        scopes ["read:jira-work"];
        granular ["read:status:jira"];
    }

    /// One status, by its id or its name.
    ///
    /// Of statuses with the same name the first is returned: use the id where there is one. A status that no workflow
    /// in use has is *not found*.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-workflow-statuses/#api-rest-api-3-status-idorname-get)
    get: GetStatus = GET "/rest/api/3/status/{idOrName}" => Status {
        permission "Browse projects";
        scopes ["read:jira-work"];
        granular ["read:status:jira"];
        takes { path status = "idOrName": StatusId }
    }

    /// Statuses by name, project or category, used or not.
    ///
    /// Those of the whole site unless a project is named, which must be team-managed. Pages of 200.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-status/#api-rest-api-3-statuses-search-get)
    search: SearchStatuses = GET "/rest/api/3/statuses/search" => Page<JiraStatus> {
        permission "Administer Jira, or Administer Projects";
        scopes ["manage:jira-configuration"];
        granular ["read:workflow:jira"];
        query {
            /// The statuses of this team-managed project.
            project_id = "projectId": ProjectId,
            /// Only statuses with this text in their name.
            search_string = "searchString": String,
            /// Only statuses of this category.
            status_category = "statusCategory": StatusCategoryCode,
        }
        pages JiraStatus = Paging::offset("values").unique_by("id").page_size(200);
    }

    /// Up to 50 statuses by their ids. An id that does not exist is left out.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-status/#api-rest-api-3-statuses-get)
    get_many: GetStatusesById = GET "/rest/api/3/statuses" => Elements<JiraStatus> {
        permission "Administer Jira, or Administer Projects";
        scopes ["manage:jira-configuration"];
        granular ["read:workflow:jira"];
        takes { query_repeated ids = "id": StatusId }
    }

    /// Up to 50 statuses by their exact names. A name that does not exist is left out.
    ///
    /// Those of the whole site unless a project is named.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-status/#api-rest-api-3-statuses-bynames-get)
    by_names: GetStatusesByName = GET "/rest/api/3/statuses/byNames" => Elements<JiraStatus> {
        permission "Browse projects";
        scopes ["manage:jira-configuration"];
        granular ["read:workflow:jira"];
        takes { query_repeated names = "name": String }
        query {
            /// The statuses of this team-managed project.
            project_id = "projectId": ProjectId,
        }
    }

    /// Makes up to 50 statuses, for the whole site or for one team-managed project.
    ///
    /// A name that is in use is refused (400), and all others with it. While workflows are being changed elsewhere, it
    /// is refused as a conflict (409).
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-status/#api-rest-api-3-statuses-post)
    create: CreateStatuses = POST "/rest/api/3/statuses" => Elements<JiraStatus> {
        permission "Administer Jira, or Administer Projects";
        scopes ["manage:jira-configuration"];
        granular ["write:workflow:jira"];
        takes { body scope = "scope": NewStatusScope, body statuses = "statuses": Vec<NewStatus> }
    }

    /// Changes up to 50 statuses. Name and category have to be given, as they are or as they are to be.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-status/#api-rest-api-3-statuses-put)
    update: UpdateStatuses = PUT "/rest/api/3/statuses" => NoContent {
        permission "Administer Jira, or Administer Projects";
        scopes ["manage:jira-configuration"];
        granular ["write:workflow:jira"];
        takes { body statuses = "statuses": Vec<UpdateStatus> }
    }

    /// Deletes up to 50 statuses. One that a workflow or an issue has is refused (400), and all others with it.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-status/#api-rest-api-3-statuses-delete)
    delete: DeleteStatusesById = DELETE "/rest/api/3/statuses" => NoContent {
        permission "Administer Jira, or Administer Projects";
        scopes ["manage:jira-configuration"];
        granular ["write:workflow:jira"];
        takes { query_repeated ids = "id": StatusId }
    }

    /// The projects that have a status.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-status/#api-rest-api-3-statuses-statusid-projectusages-get)
    project_usages: GetProjectUsagesForStatus =
        GET "/rest/api/3/statuses/{statusId}/projectUsages" => Page<ProjectUsage> {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["read:project:jira", "read:status:jira"];
        takes { path status = "statusId": StatusId }
        pages ProjectUsage = Paging::token("values").within("projects").unique_by("id").page_size(200);
    }

    /// The workflows that have a status.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-status/#api-rest-api-3-statuses-statusid-workflowusages-get)
    workflow_usages: GetWorkflowUsagesForStatus =
        GET "/rest/api/3/statuses/{statusId}/workflowUsages" => Page<WorkflowUsage> {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["read:status:jira", "read:workflow:jira"];
        takes { path status = "statusId": StatusId }
        pages WorkflowUsage = Paging::token("values").within("workflows").unique_by("id").page_size(200);
    }

    /// The issue types of a project that have a status.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-status/#api-rest-api-3-statuses-statusid-project-projectid-issuetypeusages-get)
    issue_type_usages: GetProjectIssueTypeUsagesForStatus =
        GET "/rest/api/3/statuses/{statusId}/project/{projectId}/issueTypeUsages" => Page<IssueTypeUsage> {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["read:issue-type:jira", "read:project:jira", "read:status:jira"];
        takes { path status = "statusId": StatusId, path project = "projectId": ProjectId }
        pages IssueTypeUsage = Paging::token("values").within("issueTypes").unique_by("id").page_size(200);
    }
}

id_type! {
    /// The id of a status: digits, like `10000`.
    pub struct StatusId;
}

open_enum! {
    /// A status category, as the operations for administrators write it.
    pub enum StatusCategoryCode {
        /// Not begun.
        Todo = "TODO",
        /// Under way.
        InProgress = "IN_PROGRESS",
        /// Done.
        Done = "DONE",
    }
}

/// A status, as issues have it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Status {
    /// Its id.
    pub id: StatusId,
    /// Its name, in the caller's language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its name as administrators wrote it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub untranslated_name: Option<String>,
    /// What it means.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The address of its picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub icon_url: Option<String>,
    /// Its category.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_category: Option<StatusCategory>,
    /// The team-managed project that it belongs to, if it does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<Scope>,
    /// Its address in the API.
    #[serde(rename = "self", skip_serializing_if = "Option::is_none")]
    pub self_url: Option<String>,
}

/// A status, as administrators manage it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct JiraStatus {
    /// Its id.
    pub id: StatusId,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What it means.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Its category.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_category: Option<StatusCategoryCode>,
    /// What it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<Scope>,
    /// What the workflows of the same answer call it. Only answers with workflows have it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_reference: Option<String>,
}

/// What new statuses and workflows are to belong to: the whole site, or one team-managed project.
///
/// ```
/// use jira_client::cloud::statuses::NewStatusScope;
///
/// let everywhere = NewStatusScope::global();
/// let here = NewStatusScope::project("10001");
/// ```
#[derive(Clone, Debug, Serialize)]
pub struct NewStatusScope {
    #[serde(rename = "type")]
    kind: ScopeType,
    #[serde(skip_serializing_if = "Option::is_none")]
    project: Option<ProjectReference>,
}

#[derive(Clone, Debug, Serialize)]
struct ProjectReference {
    id: ProjectId,
}

impl NewStatusScope {
    /// The whole site.
    #[must_use]
    pub fn global() -> Self {
        Self {
            kind: ScopeType::Global,
            project: None,
        }
    }

    /// This team-managed project.
    #[must_use]
    pub fn project(id: impl Into<ProjectId>) -> Self {
        Self {
            kind: ScopeType::Project,
            project: Some(ProjectReference { id: id.into() }),
        }
    }
}

/// A status to make.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct NewStatus {
    /// Its name, 255 characters at most.
    pub name: String,
    /// Its category.
    pub status_category: StatusCategoryCode,
    /// What it means.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

impl NewStatus {
    /// A status of this name and category.
    #[must_use]
    pub fn new(name: impl Into<String>, category: StatusCategoryCode) -> Self {
        Self {
            name: name.into(),
            status_category: category,
            description: None,
        }
    }

    /// Says what it means.
    #[must_use]
    pub fn description(mut self, text: impl Into<String>) -> Self {
        self.description = Some(text.into());
        self
    }
}

/// A status as it is to be.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct UpdateStatus {
    /// The status.
    pub id: StatusId,
    /// Its name from now on.
    pub name: String,
    /// Its category from now on.
    pub status_category: StatusCategoryCode,
    /// What it means from now on, if that changes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

impl UpdateStatus {
    /// The status of this id, with this name and category.
    #[must_use]
    pub fn new(
        id: impl Into<StatusId>,
        name: impl Into<String>,
        category: StatusCategoryCode,
    ) -> Self {
        Self {
            id: id.into(),
            name: name.into(),
            status_category: category,
            description: None,
        }
    }

    /// Says what it means.
    #[must_use]
    pub fn description(mut self, text: impl Into<String>) -> Self {
        self.description = Some(text.into());
        self
    }
}

/// A project that uses something.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct ProjectUsage {
    /// The project.
    pub id: ProjectId,
}

/// A workflow that uses something.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct WorkflowUsage {
    /// The workflow.
    pub id: WorkflowId,
}

/// An issue type that uses something.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct IssueTypeUsage {
    /// The issue type.
    pub id: IssueTypeId,
}
