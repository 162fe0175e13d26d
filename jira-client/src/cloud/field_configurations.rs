//! Field configurations and their schemes, to be read: what field schemes replace.

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{Page, Paging, id_type, operations};

use super::fields::FieldId;
use super::issue_types::IssueTypeId;
use crate::ids::ProjectId;

operations! {
    /// Field configurations: which fields are hidden or required, of company-managed projects.
    ///
    /// Atlassian replaces them by [field schemes](super::field_schemes) and calls these operations deprecated; on sites that
    /// are not switched over, nothing else tells. To change something, use
    /// [a call by hand](crate::Jira::request) until they are.
    pub struct FieldConfigurations;

    /// Every configuration.
    ///
    /// Pages of 50.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-field-configurations/#api-rest-api-3-fieldconfiguration-get)
    list: GetAllFieldConfigurations = GET "/rest/api/3/fieldconfiguration" => Page<FieldConfiguration> {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["read:field-configuration:jira"];
        query {
            /// Only the default one, or only the others.
            is_default = "isDefault": bool,
            /// Only those whose name or description contains this.
            query = "query": String,
        }
        query_repeated {
            /// Only these.
            id = "id": FieldConfigurationId,
        }
        pages FieldConfiguration = Paging::offset("values").unique_by("id").page_size(50);
    }

    /// The fields of a configuration.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-field-configurations/#api-rest-api-3-fieldconfiguration-id-fields-get)
    fields: GetFieldConfigurationItems = GET "/rest/api/3/fieldconfiguration/{id}/fields" => Page<ConfiguredField> {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["read:field-configuration:jira"];
        takes { path configuration = "id": FieldConfigurationId }
        pages ConfiguredField = Paging::offset("values").unique_by("id").page_size(50);
    }

    /// Every scheme of configurations. The default one is not among them.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-field-configurations/#api-rest-api-3-fieldconfigurationscheme-get)
    schemes: GetAllFieldConfigurationSchemes = GET "/rest/api/3/fieldconfigurationscheme" => Page<FieldConfigurationScheme> {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["read:field-configuration-scheme:jira"];
        query_repeated {
            /// Only these.
            id = "id": FieldConfigurationSchemeId,
        }
        pages FieldConfigurationScheme = Paging::offset("values").unique_by("id").page_size(50);
    }

    /// Which configuration each scheme has for which type of issues.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-field-configurations/#api-rest-api-3-fieldconfigurationscheme-mapping-get)
    mappings: GetFieldConfigurationSchemeMappings = GET "/rest/api/3/fieldconfigurationscheme/mapping" => Page<FieldConfigurationMapping> {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["read:field-configuration-scheme:jira"];
        query_repeated {
            /// Only of these schemes.
            scheme_id = "fieldConfigurationSchemeId": FieldConfigurationSchemeId,
        }
        pages FieldConfigurationMapping = Paging::offset("values").page_size(50);
    }

    /// The schemes of these projects, each with those of them that use it.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-field-configurations/#api-rest-api-3-fieldconfigurationscheme-project-get)
    of_projects: GetFieldConfigurationSchemeProjectMapping = GET "/rest/api/3/fieldconfigurationscheme/project" => Page<SchemeOfProjects> {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["read:field-configuration-scheme:jira"];
        takes { query_repeated projects = "projectId": ProjectId }
        pages SchemeOfProjects = Paging::offset("values").page_size(50);
    }
}

id_type! {
    /// The id of a field configuration: digits, like `10000`.
    pub struct FieldConfigurationId;

    /// The id of a scheme of field configurations: digits, like `10010`.
    pub struct FieldConfigurationSchemeId;
}

/// A field configuration.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct FieldConfiguration {
    /// Its id.
    pub id: FieldConfigurationId,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its description.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Whether it is the default one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_default: Option<bool>,
}

/// A field in a configuration.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ConfiguredField {
    /// The field.
    pub id: FieldId,
    /// Its description there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Whether nobody sees it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_hidden: Option<bool>,
    /// Whether it cannot be left empty.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_required: Option<bool>,
    /// How its text is shown: `wiki-renderer`, `text-renderer`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub renderer: Option<String>,
}

/// A scheme of configurations.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct FieldConfigurationScheme {
    /// Its id.
    pub id: FieldConfigurationSchemeId,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its description.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

/// The configuration that a scheme has for a type of issues.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct FieldConfigurationMapping {
    /// The scheme.
    pub field_configuration_scheme_id: FieldConfigurationSchemeId,
    /// The configuration.
    pub field_configuration_id: FieldConfigurationId,
    /// The type of issues; `default` for all for which nothing else is said.
    pub issue_type_id: IssueTypeId,
}

/// A scheme with some of the projects that use it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SchemeOfProjects {
    /// The scheme. Absent for the default one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field_configuration_scheme: Option<FieldConfigurationScheme>,
    /// Those of the projects that were asked for.
    #[serde(default)]
    pub project_ids: Vec<ProjectId>,
}
