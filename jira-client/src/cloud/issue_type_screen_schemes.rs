//! Issue type screen schemes: which screen scheme each issue type of a project has.

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{NoContent, Page, Paging, id_type, operations};

use super::issue_types::IssueTypeId;
use super::projects::Project;
use super::screen_schemes::ScreenSchemeId;
use super::screens::ScreenOrder;
use crate::ids::{Created, List, ProjectId};

operations! {
    /// Issue type screen schemes.
    pub struct IssueTypeScreenSchemes;

    /// Every issue type screen scheme of company-managed projects.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-type-screen-schemes/#api-rest-api-3-issuetypescreenscheme-get)
    list: GetIssueTypeScreenSchemes = GET "/rest/api/3/issuetypescreenscheme" => Page<IssueTypeScreenScheme> {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["read:issue-type-screen-scheme:jira"];
        query {
            /// Only schemes with this text in their name, in capitals or not.
            query_string = "queryString": String,
            /// How the schemes are ordered.
            order_by = "orderBy": ScreenOrder,
        }
        query_repeated {
            /// Only these schemes.
            id = "id": IssueTypeScreenSchemeId,
        }
        pages IssueTypeScreenScheme = Paging::offset("values").unique_by("id").page_size(50);
    }

    /// Makes an issue type screen scheme.
    ///
    /// One of the mappings has to be that of [`default`](IssueTypeScreenSchemeMapping::default_to) (400 otherwise).
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-type-screen-schemes/#api-rest-api-3-issuetypescreenscheme-post)
    create: CreateIssueTypeScreenScheme =
        POST "/rest/api/3/issuetypescreenscheme" => Created<IssueTypeScreenSchemeId> {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["write:issue-type-screen-scheme:jira"];
        takes {
            body name = "name": String,
            body mappings = "issueTypeMappings": Vec<IssueTypeScreenSchemeMapping>,
        }
        body {
            /// What it is for.
            description = "description": String,
        }
    }

    /// Renames or describes an issue type screen scheme. What is not set stays.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-type-screen-schemes/#api-rest-api-3-issuetypescreenscheme-issuetypescreenschemeid-put)
    update: UpdateIssueTypeScreenScheme =
        PUT "/rest/api/3/issuetypescreenscheme/{issueTypeScreenSchemeId}" => NoContent {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["write:issue-type-screen-scheme:jira"];
        takes { path scheme = "issueTypeScreenSchemeId": IssueTypeScreenSchemeId }
        body {
            /// The new name.
            name = "name": String,
            /// What it is for.
            description = "description": String,
        }
    }

    /// Deletes an issue type screen scheme that no project uses.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-type-screen-schemes/#api-rest-api-3-issuetypescreenscheme-issuetypescreenschemeid-delete)
    delete: DeleteIssueTypeScreenScheme =
        DELETE "/rest/api/3/issuetypescreenscheme/{issueTypeScreenSchemeId}" => NoContent {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["delete:issue-type-screen-scheme:jira"];
        takes { path scheme = "issueTypeScreenSchemeId": IssueTypeScreenSchemeId }
    }

    /// Which screen scheme each issue type has, in all schemes or some.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-type-screen-schemes/#api-rest-api-3-issuetypescreenscheme-mapping-get)
    mappings: GetIssueTypeScreenSchemeMappings =
        GET "/rest/api/3/issuetypescreenscheme/mapping" => Page<IssueTypeScreenSchemeItem> {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["read:issue-type-screen-scheme:jira"];
        query_repeated {
            /// Only in these schemes.
            scheme_id = "issueTypeScreenSchemeId": IssueTypeScreenSchemeId,
        }
        pages IssueTypeScreenSchemeItem = Paging::offset("values").page_size(50);
    }

    /// Maps further issue types. One that is mapped already is mapped anew.
    ///
    /// A sub-task type is refused (409) while sub-tasks are off.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-type-screen-schemes/#api-rest-api-3-issuetypescreenscheme-issuetypescreenschemeid-mapping-put)
    add_mappings: AppendMappingsForIssueTypeScreenScheme =
        PUT "/rest/api/3/issuetypescreenscheme/{issueTypeScreenSchemeId}/mapping" => NoContent {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["write:issue-type-screen-scheme:jira"];
        takes {
            path scheme = "issueTypeScreenSchemeId": IssueTypeScreenSchemeId,
            body mappings = "issueTypeMappings": Vec<IssueTypeScreenSchemeMapping>,
        }
    }

    /// Sets the screen scheme of the issue types that are not mapped.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-type-screen-schemes/#api-rest-api-3-issuetypescreenscheme-issuetypescreenschemeid-mapping-default-put)
    set_default: UpdateDefaultScreenScheme =
        PUT "/rest/api/3/issuetypescreenscheme/{issueTypeScreenSchemeId}/mapping/default" => NoContent {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["write:issue-type-screen-scheme:jira"];
        takes {
            path scheme = "issueTypeScreenSchemeId": IssueTypeScreenSchemeId,
            body screen_scheme = "screenSchemeId": ScreenSchemeId,
        }
    }

    /// Removes the mappings of issue types, which get the default then.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-type-screen-schemes/#api-rest-api-3-issuetypescreenscheme-issuetypescreenschemeid-mapping-remove-post)
    remove_mappings: RemoveMappingsFromIssueTypeScreenScheme =
        POST "/rest/api/3/issuetypescreenscheme/{issueTypeScreenSchemeId}/mapping/remove" => NoContent {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["write:issue-type-screen-scheme:jira"];
        takes {
            path scheme = "issueTypeScreenSchemeId": IssueTypeScreenSchemeId,
            body issue_types = "issueTypeIds": List<IssueTypeId>,
        }
    }

    /// The schemes of these projects, each with those of the projects that use it.
    ///
    /// Team-managed projects are left out.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-type-screen-schemes/#api-rest-api-3-issuetypescreenscheme-project-get)
    of_projects: GetIssueTypeScreenSchemeProjectAssociations =
        GET "/rest/api/3/issuetypescreenscheme/project" => Page<IssueTypeScreenSchemesProjects> {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["read:issue-type-screen-scheme:jira"];
        takes { query_repeated projects = "projectId": ProjectId }
        pages IssueTypeScreenSchemesProjects = Paging::offset("values").page_size(50);
    }

    /// Gives a company-managed project an issue type screen scheme.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-type-screen-schemes/#api-rest-api-3-issuetypescreenscheme-project-put)
    assign: AssignIssueTypeScreenSchemeToProject = PUT "/rest/api/3/issuetypescreenscheme/project" => NoContent {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["write:issue-type-screen-scheme:jira", "write:project:jira"];
        takes {
            body scheme = "issueTypeScreenSchemeId": IssueTypeScreenSchemeId,
            body project = "projectId": ProjectId,
        }
    }

    /// The projects that use an issue type screen scheme.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-type-screen-schemes/#api-rest-api-3-issuetypescreenscheme-issuetypescreenschemeid-project-get)
    projects: GetProjectsForIssueTypeScreenScheme =
        GET "/rest/api/3/issuetypescreenscheme/{issueTypeScreenSchemeId}/project" => Page<Project> {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["read:avatar:jira", "read:project-category:jira", "read:project:jira"];
        takes { path scheme = "issueTypeScreenSchemeId": IssueTypeScreenSchemeId }
        query {
            /// Only projects with this text in their name.
            query = "query": String,
        }
        pages Project = Paging::offset("values").unique_by("id").page_size(50);
    }
}

id_type! {
    /// The id of an issue type screen scheme: digits, like `10000`.
    pub struct IssueTypeScreenSchemeId;
}

/// An issue type screen scheme.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct IssueTypeScreenScheme {
    /// Its id.
    pub id: IssueTypeScreenSchemeId,
    /// Its name.
    pub name: String,
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

/// Which screen scheme an issue type is to have.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct IssueTypeScreenSchemeMapping {
    /// The issue type; `default` stands for all that are not mapped.
    pub issue_type_id: IssueTypeId,
    /// Its screen scheme.
    pub screen_scheme_id: ScreenSchemeId,
}

impl IssueTypeScreenSchemeMapping {
    /// This issue type to this screen scheme.
    #[must_use]
    pub fn new(
        issue_type: impl Into<IssueTypeId>,
        screen_scheme: impl Into<ScreenSchemeId>,
    ) -> Self {
        Self {
            issue_type_id: issue_type.into(),
            screen_scheme_id: screen_scheme.into(),
        }
    }

    /// All issue types that are not mapped to this screen scheme.
    #[must_use]
    pub fn default_to(screen_scheme: impl Into<ScreenSchemeId>) -> Self {
        Self::new("default", screen_scheme)
    }
}

/// Which screen scheme an issue type has in a scheme.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct IssueTypeScreenSchemeItem {
    /// The issue type screen scheme.
    pub issue_type_screen_scheme_id: IssueTypeScreenSchemeId,
    /// The issue type; `default` stands for all that are not mapped.
    pub issue_type_id: IssueTypeId,
    /// The screen scheme.
    pub screen_scheme_id: ScreenSchemeId,
}

/// Projects that have the same issue type screen scheme.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct IssueTypeScreenSchemesProjects {
    /// The scheme.
    pub issue_type_screen_scheme: IssueTypeScreenScheme,
    /// Those of the projects that were asked for which have it.
    pub project_ids: Vec<ProjectId>,
}
