//! The contexts of a custom field: in which projects, and for which types of issues, it has which options and default.

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{Elements, NoContent, Page, Paging, id_type, operations};

use super::fields::FieldId;
use super::issue_types::IssueTypeId;
use crate::ids::{List, ProjectId};

operations! {
    /// The contexts of custom fields. Only those of company-managed projects; fields of team-managed ones have none (404).
    ///
    /// A custom field without a context for a project and a type of issue does not exist there. The context that holds for
    /// all projects is the *global* one; since April 2026 the service refuses to delete it or to narrow it (400).
    pub struct FieldContexts;

    /// The contexts of a field.
    ///
    /// Pages of 50.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-custom-field-contexts/#api-rest-api-3-field-fieldid-context-get)
    list: GetContextsForField = GET "/rest/api/3/field/{fieldId}/context" => Page<FieldContext> {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["read:field:jira", "read:custom-field-contextual-configuration:jira"];
        takes { path field = "fieldId": FieldId }
        query {
            /// Only those that hold for all types of issues, or only the others.
            is_any_issue_type = "isAnyIssueType": bool,
            /// Only the one that holds for all projects, or only the others.
            is_global_context = "isGlobalContext": bool,
        }
        query_repeated {
            /// Only these.
            context_id = "contextId": FieldContextId,
        }
        pages FieldContext = Paging::offset("values").unique_by("id").page_size(50);
    }

    /// The types of issues that each context holds for.
    ///
    /// One entry for each pair; a context for all types has one entry that says so.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-custom-field-contexts/#api-rest-api-3-field-fieldid-context-issuetypemapping-get)
    issue_types: GetIssueTypeMappingsForContexts = GET "/rest/api/3/field/{fieldId}/context/issuetypemapping" => Page<ContextIssueType> {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["read:field:jira"];
        takes { path field = "fieldId": FieldId }
        query_repeated {
            /// Only of these contexts.
            context_id = "contextId": FieldContextId,
        }
        pages ContextIssueType = Paging::offset("values").page_size(50);
    }

    /// The projects that each context holds for.
    ///
    /// One entry for each pair; the global context has one entry that says so. Unknown ids are left out without a word.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-custom-field-contexts/#api-rest-api-3-field-fieldid-context-projectmapping-get)
    projects: GetProjectContextMapping = GET "/rest/api/3/field/{fieldId}/context/projectmapping" => Page<ContextProject> {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["read:field:jira"];
        takes { path field = "fieldId": FieldId }
        query_repeated {
            /// Only of these contexts.
            context_id = "contextId": FieldContextId,
        }
        pages ContextProject = Paging::offset("values").page_size(50);
    }

    /// Which context decides for issues of a type in a project.
    ///
    /// The answer has the pairs in the order in which they were asked for; the same pair twice is refused (400).
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-custom-field-contexts/#api-rest-api-3-field-fieldid-context-mapping-post)
    find: GetCustomFieldContextsForProjectsAndIssueTypes = POST "/rest/api/3/field/{fieldId}/context/mapping" => Page<DecidingContext> {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["read:field:jira"];
        repeat safe;
        takes { path field = "fieldId": FieldId, body mappings = "mappings": List<ProjectAndIssueType> }
        pages DecidingContext = Paging::offset("values").in_query().page_size(50);
    }

    /// Makes a context.
    ///
    /// Without projects it is the global one, of which there can be one only; without types it holds for all of them. A
    /// project can be in one context of a field only.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-custom-field-contexts/#api-rest-api-3-field-fieldid-context-post)
    create: CreateCustomFieldContext = POST "/rest/api/3/field/{fieldId}/context" => NewFieldContext {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["read:field:jira", "write:field:jira", "read:custom-field-contextual-configuration:jira"];
        takes { path field = "fieldId": FieldId, body name = "name": String }
        body {
            /// A description, for people.
            description = "description": String,
            /// The types of issues that it holds for.
            issue_type_ids = "issueTypeIds": List<IssueTypeId>,
            /// The projects that it holds for.
            project_ids = "projectIds": List<ProjectId>,
        }
    }

    /// Changes the name or the description of a context.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-custom-field-contexts/#api-rest-api-3-field-fieldid-context-contextid-put)
    update: UpdateCustomFieldContext = PUT "/rest/api/3/field/{fieldId}/context/{contextId}" => NoContent {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["write:field:jira"];
        takes { path field = "fieldId": FieldId, path context = "contextId": FieldContextId }
        body {
            /// Its name, of 255 characters at most; no other context of the field may have it.
            name = "name": String,
            /// A description, of 255 characters at most.
            description = "description": String,
        }
    }

    /// Deletes a context, with its options. The field is gone from issues that it held for, unless the global context
    /// takes them over.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-custom-field-contexts/#api-rest-api-3-field-fieldid-context-contextid-delete)
    delete: DeleteCustomFieldContext = DELETE "/rest/api/3/field/{fieldId}/context/{contextId}" => NoContent {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["delete:field:jira"];
        takes { path field = "fieldId": FieldId, path context = "contextId": FieldContextId }
    }

    /// Adds types of issues to a context.
    ///
    /// A context that held for all types holds for these alone afterwards. One that is there already is refused, with all
    /// of them (400).
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-custom-field-contexts/#api-rest-api-3-field-fieldid-context-contextid-issuetype-put)
    add_issue_types: AddIssueTypesToContext = PUT "/rest/api/3/field/{fieldId}/context/{contextId}/issuetype" => NoContent {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["write:field:jira"];
        repeat never;
        takes {
            path field = "fieldId": FieldId,
            path context = "contextId": FieldContextId,
            body issue_type_ids = "issueTypeIds": List<IssueTypeId>,
        }
    }

    /// Removes types of issues from a context. One that has none left holds for all types.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-custom-field-contexts/#api-rest-api-3-field-fieldid-context-contextid-issuetype-remove-post)
    remove_issue_types: RemoveIssueTypesFromContext = POST "/rest/api/3/field/{fieldId}/context/{contextId}/issuetype/remove" => NoContent {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["write:field:jira"];
        takes {
            path field = "fieldId": FieldId,
            path context = "contextId": FieldContextId,
            body issue_type_ids = "issueTypeIds": List<IssueTypeId>,
        }
    }

    /// Adds projects to a context.
    ///
    /// A project that is in another context of the field is refused, with all of them (400).
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-custom-field-contexts/#api-rest-api-3-field-fieldid-context-contextid-project-put)
    add_projects: AssignProjectsToCustomFieldContext = PUT "/rest/api/3/field/{fieldId}/context/{contextId}/project" => NoContent {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["write:field:jira"];
        repeat never;
        takes {
            path field = "fieldId": FieldId,
            path context = "contextId": FieldContextId,
            body project_ids = "projectIds": List<ProjectId>,
        }
    }

    /// Removes projects from a context.
    ///
    /// One that has none left would hold for all projects: where there is a global context already, that is refused (400).
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-custom-field-contexts/#api-rest-api-3-field-fieldid-context-contextid-project-remove-post)
    remove_projects: RemoveCustomFieldContextFromProjects = POST "/rest/api/3/field/{fieldId}/context/{contextId}/project/remove" => NoContent {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["write:field:jira"];
        takes {
            path field = "fieldId": FieldId,
            path context = "contextId": FieldContextId,
            body project_ids = "projectIds": List<ProjectId>,
        }
    }
}

id_type! {
    /// The id of a context of a custom field: digits, like `10130`.
    pub struct FieldContextId;
}

/// A context.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct FieldContext {
    /// Its id.
    pub id: FieldContextId,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its description.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Whether it holds for all projects.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_global_context: Option<bool>,
    /// Whether it holds for all types of issues.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_any_issue_type: Option<bool>,
}

/// A context that was made.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct NewFieldContext {
    /// Its id.
    pub id: FieldContextId,
    /// Its name.
    pub name: Option<String>,
    /// Its description.
    pub description: Option<String>,
    /// The types of issues that it holds for; none are all.
    #[serde(default)]
    pub issue_type_ids: Elements<IssueTypeId>,
    /// The projects that it holds for; none are all.
    #[serde(default)]
    pub project_ids: Elements<ProjectId>,
}

/// A type of issues that a context holds for.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ContextIssueType {
    /// The context.
    pub context_id: FieldContextId,
    /// The type. Absent where it holds for all.
    pub issue_type_id: Option<IssueTypeId>,
    /// Whether it holds for all types.
    pub is_any_issue_type: Option<bool>,
}

/// A project that a context holds for.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ContextProject {
    /// The context.
    pub context_id: FieldContextId,
    /// The project. Absent where it holds for all.
    pub project_id: Option<ProjectId>,
    /// Whether it holds for all projects.
    pub is_global_context: Option<bool>,
}

/// A type of issues in a project, to ask for the context that decides there.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ProjectAndIssueType {
    /// The project.
    pub project_id: ProjectId,
    /// The type of issues.
    pub issue_type_id: IssueTypeId,
}

/// The context that decides for a type of issues in a project.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct DecidingContext {
    /// The project.
    pub project_id: Option<ProjectId>,
    /// The type of issues.
    pub issue_type_id: Option<IssueTypeId>,
    /// The context. `None` where there is none, and with it no such field.
    pub context_id: Option<FieldContextId>,
}
