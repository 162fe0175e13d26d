//! Field schemes: which fields the projects that share one have, which are required, and how they are described.

mod changes;

use std::collections::BTreeMap;

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{Page, Paging, id_type, operations};

use super::fields::FieldId;
use super::issue_types::IssueTypeId;
use super::users::AvatarUrls;
use crate::ids::{ProjectId, ProjectKey};

pub use changes::{
    FieldPlacement, InSchemes, Outcomes, ParameterChange, ParameterOutcome, ParameterRemoval,
    PlacementOutcome, ProjectOutcome, ProjectsOfScheme, RemovalError, RemovalOutcome,
};

operations! {
    /// Field schemes, the successors of field configurations and their schemes. For company-managed projects.
    ///
    /// Atlassian is switching sites over: one that is not yet answers 404, and has
    /// [field configurations](super::field_configurations) instead.
    pub struct FieldSchemes;

    /// Every scheme.
    ///
    /// Pages of up to 100.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-field-schemes/#api-rest-api-3-config-fieldschemes-get)
    list: GetFieldAssociationSchemes = GET "/rest/api/3/config/fieldschemes" => Page<FieldScheme> {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["read:field-configuration-scheme:jira"];
        query {
            /// Only those whose name or description contains this.
            query = "query": String,
        }
        query_repeated {
            /// Only those of these projects.
            project_id = "projectId": ProjectId,
        }
        pages FieldScheme = Paging::offset("values").unique_by("id").page_size(100);
    }

    /// One scheme.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-field-schemes/#api-rest-api-3-config-fieldschemes-id-get)
    get: GetFieldAssociationSchemeById = GET "/rest/api/3/config/fieldschemes/{id}" => FieldScheme {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["read:field-configuration-scheme:jira"];
        takes { path scheme = "id": FieldSchemeId }
    }

    /// The fields of a scheme.
    ///
    /// Pages of up to 100.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-field-schemes/#api-rest-api-3-config-fieldschemes-id-fields-get)
    fields: SearchFieldAssociationSchemeFields = GET "/rest/api/3/config/fieldschemes/{id}/fields" => Page<SchemeField> {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["read:field-configuration:jira"];
        takes { path scheme = "id": FieldSchemeId }
        query_repeated {
            /// Only these fields; the same one twice is refused (400).
            field_id = "fieldId": FieldId,
        }
        pages SchemeField = Paging::offset("values").unique_by("fieldId").page_size(100);
    }

    /// Whether a field of a scheme is required and how it is described, by type of issue.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-field-schemes/#api-rest-api-3-config-fieldschemes-id-fields-fieldid-parameters-get)
    parameters: GetFieldAssociationSchemeItemParameters = GET "/rest/api/3/config/fieldschemes/{id}/fields/{fieldId}/parameters" => SchemeField {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["read:field-configuration:jira"];
        takes { path scheme = "id": FieldSchemeId, path field = "fieldId": FieldId }
    }

    /// The projects that use a scheme.
    ///
    /// Pages of up to 100.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-field-schemes/#api-rest-api-3-config-fieldschemes-id-projects-get)
    projects: SearchFieldAssociationSchemeProjects = GET "/rest/api/3/config/fieldschemes/{id}/projects" => Page<SchemeProject> {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["read:field-configuration:jira"];
        takes { path scheme = "id": FieldSchemeId }
        query_repeated {
            /// Only these projects.
            project_id = "projectId": ProjectId,
        }
        pages SchemeProject = Paging::offset("values").unique_by("id").page_size(100);
    }

    /// The schemes that these projects use.
    ///
    /// Pages of up to 100. Atlassian calls it temporary.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-field-schemes/#api-rest-api-3-config-fieldschemes-projects-get)
    of_projects: GetProjectsWithFieldSchemes = GET "/rest/api/3/config/fieldschemes/projects" => Page<ProjectFieldScheme> {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["read:field-configuration-scheme:jira"];
        takes { query_repeated projects = "projectId": ProjectId }
        pages ProjectFieldScheme = Paging::offset("values").unique_by("projectId").page_size(100);
    }

    /// Makes a scheme.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-field-schemes/#api-rest-api-3-config-fieldschemes-post)
    create: CreateFieldAssociationScheme = POST "/rest/api/3/config/fieldschemes" => ChangedFieldScheme {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["write:field-configuration-scheme:jira"];
        takes { body name = "name": String }
        body {
            /// A description, for people.
            description = "description": String,
        }
    }

    /// Makes a scheme that has what another one has.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-field-schemes/#api-rest-api-3-config-fieldschemes-id-clone-post)
    copy: CloneFieldAssociationScheme = POST "/rest/api/3/config/fieldschemes/{id}/clone" => ChangedFieldScheme {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["write:field-configuration-scheme:jira"];
        takes { path scheme = "id": FieldSchemeId, body name = "name": String }
        body {
            /// A description, for people.
            description = "description": String,
        }
    }

    /// Changes the name or the description of a scheme.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-field-schemes/#api-rest-api-3-config-fieldschemes-id-put)
    update: UpdateFieldAssociationScheme = PUT "/rest/api/3/config/fieldschemes/{id}" => ChangedFieldScheme {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["write:field-configuration-scheme:jira"];
        takes { path scheme = "id": FieldSchemeId }
        body {
            /// Its name.
            name = "name": String,
            /// A description, for people.
            description = "description": String,
        }
    }

    /// Deletes a scheme. The default one is refused (400), and so is one that a project uses (409).
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-field-schemes/#api-rest-api-3-config-fieldschemes-id-delete)
    delete: DeleteFieldAssociationScheme = DELETE "/rest/api/3/config/fieldschemes/{id}" => DeletedFieldScheme {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["write:field-configuration-scheme:jira"];
        takes { path scheme = "id": FieldSchemeId }
    }

    /// Puts fields into schemes.
    ///
    /// Each field is done on its own: look through the outcomes, for the answer is no error where some of them failed. The
    /// service may also answer with nothing at all, when all went well.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-field-schemes/#api-rest-api-3-config-fieldschemes-fields-put)
    set_fields: UpdateFieldsAssociatedWithSchemes = PUT "/rest/api/3/config/fieldschemes/fields" => Option<Outcomes<PlacementOutcome>> {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["write:field-configuration:jira"];
        takes { whole_body fields = "body": BTreeMap<FieldId, Vec<FieldPlacement>> }
    }

    /// Takes fields out of schemes. Outcomes as of [`set_fields`](FieldSchemes::set_fields).
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-field-schemes/#api-rest-api-3-config-fieldschemes-fields-delete)
    remove_fields: RemoveFieldsAssociatedWithSchemes = DELETE "/rest/api/3/config/fieldschemes/fields" => Option<Outcomes<PlacementOutcome>> {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["write:field-configuration:jira"];
        takes { whole_body fields = "body": BTreeMap<FieldId, InSchemes> }
    }

    /// Says whether fields of schemes are required and how they are described. Outcomes as of
    /// [`set_fields`](FieldSchemes::set_fields).
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-field-schemes/#api-rest-api-3-config-fieldschemes-fields-parameters-put)
    set_parameters: UpdateFieldAssociationSchemeItemParameters = PUT "/rest/api/3/config/fieldschemes/fields/parameters" => Option<Outcomes<ParameterOutcome>> {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["write:field-configuration:jira"];
        takes { whole_body fields = "body": BTreeMap<FieldId, Vec<ParameterChange>> }
    }

    /// Removes what was said for single types of issues. Outcomes as of [`set_fields`](FieldSchemes::set_fields).
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-field-schemes/#api-rest-api-3-config-fieldschemes-fields-parameters-delete)
    remove_parameters: RemoveFieldAssociationSchemeItemParameters = DELETE "/rest/api/3/config/fieldschemes/fields/parameters" => Option<Outcomes<RemovalOutcome>> {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["write:field-configuration:jira"];
        takes { whole_body fields = "body": BTreeMap<FieldId, Vec<ParameterRemoval>> }
    }

    /// Gives projects their schemes, in place of those that they have.
    ///
    /// Each project is done on its own: look through the outcomes, for the answer is no error where some of them failed. The
    /// service may also answer with nothing at all, when all went well.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-field-schemes/#api-rest-api-3-config-fieldschemes-projects-put)
    set_projects: AssociateProjectsToFieldAssociationSchemes = PUT "/rest/api/3/config/fieldschemes/projects" => Option<Outcomes<ProjectOutcome>> {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["write:field-configuration:jira"];
        takes { whole_body projects = "body": BTreeMap<FieldSchemeId, ProjectsOfScheme> }
    }
}

id_type! {
    /// The id of a field scheme: digits, like `10000`.
    pub struct FieldSchemeId;
}

/// A field scheme.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct FieldScheme {
    /// Its id.
    pub id: FieldSchemeId,
    /// Its name.
    pub name: Option<String>,
    /// Its description.
    pub description: Option<String>,
    /// Whether projects have it for which nobody chose one.
    pub is_default: Option<bool>,
    /// How many fields it has.
    pub fields_count: Option<u64>,
}

/// A scheme that was made or changed.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct ChangedFieldScheme {
    /// Its id.
    pub id: FieldSchemeId,
    /// Its name.
    pub name: Option<String>,
    /// Its description.
    pub description: Option<String>,
}

/// What became of a scheme that was to be deleted.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct DeletedFieldScheme {
    /// Its id.
    pub id: Option<FieldSchemeId>,
    /// Whether it is gone.
    pub deleted: Option<bool>,
}

/// A field of a scheme.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SchemeField {
    /// The field.
    pub field_id: FieldId,
    /// What holds for all types of issues for which nothing else is said.
    pub parameters: Option<FieldParameters>,
    /// What holds for single types of issues.
    #[serde(default)]
    pub work_type_parameters: Vec<FieldParameters>,
    /// The types of issues that have the field; none are all. Not sent by [`FieldSchemes::parameters`].
    #[serde(default)]
    pub restricted_to_work_types: Vec<IssueTypeId>,
    /// What can be done with it in the scheme. Not sent by [`FieldSchemes::parameters`].
    #[serde(default)]
    pub allowed_operations: Vec<String>,
}

/// Whether a field is required, and how it is described. What is not set stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FieldParameters {
    /// The type of issues that it holds for, if not for all.
    #[serde(
        rename = "workTypeId",
        skip_serializing_if = "Option::is_none",
        serialize_with = "crate::ids::optional_number"
    )]
    pub issue_type: Option<IssueTypeId>,
    /// Whether it cannot be left empty.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_required: Option<bool>,
    /// Its description, for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

/// A project that uses a scheme.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SchemeProject {
    /// Its id.
    pub id: ProjectId,
    /// Its key.
    pub key: Option<ProjectKey>,
    /// Its name.
    pub name: Option<String>,
    /// Whether it is in the trash.
    pub deleted: Option<bool>,
    /// Its picture.
    pub avatar_urls: Option<AvatarUrls>,
}

/// The scheme that a project uses.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ProjectFieldScheme {
    /// The project.
    pub project_id: Option<ProjectId>,
    /// Its scheme.
    pub scheme_id: Option<FieldSchemeId>,
}
