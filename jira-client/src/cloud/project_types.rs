//! What projects can be for.

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{Elements, operations};

use super::projects::ProjectTypeKey;

operations! {
    /// What projects can be for: software, service management, other work.
    pub struct ProjectTypes;

    /// Every type, those included that the site has no licence for.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-project-types/#api-rest-api-3-project-type-get)
    list: GetAllProjectTypes = GET "/rest/api/3/project/type" => Elements<ProjectType> {
        permission "none";
        scopes ["read:jira-work"];
        granular ["read:project-type:jira"];
    }

    /// The types that the site has a licence for.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-project-types/#api-rest-api-3-project-type-accessible-get)
    list_accessible: GetAllAccessibleProjectTypes =
        GET "/rest/api/3/project/type/accessible" => Elements<ProjectType> {
        permission "none";
        scopes ["read:jira-work"];
        granular ["read:project-type:jira"];
    }

    /// One type.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-project-types/#api-rest-api-3-project-type-projecttypekey-get)
    get: GetProjectTypeByKey = GET "/rest/api/3/project/type/{projectTypeKey}" => ProjectType {
        permission "none";
        scopes ["read:jira-work"];
        granular ["read:project-type:jira"];
        takes { path key = "projectTypeKey": ProjectTypeKey }
    }

    /// One type, if the caller can use it; otherwise it is *not found* (404).
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-project-types/#api-rest-api-3-project-type-projecttypekey-accessible-get)
    get_accessible: GetAccessibleProjectTypeByKey =
        GET "/rest/api/3/project/type/{projectTypeKey}/accessible" => ProjectType {
        permission "Permission to access Jira";
        scopes ["read:jira-work"];
        granular ["read:project-type:jira"];
        takes { path key = "projectTypeKey": ProjectTypeKey }
    }
}

/// A type of projects.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ProjectType {
    /// Its key.
    pub key: ProjectTypeKey,
    /// What people call it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub formatted_key: Option<String>,
    /// The key of its description in the site's translations.
    #[serde(rename = "descriptionI18nKey", skip_serializing_if = "Option::is_none")]
    pub description_key: Option<String>,
    /// Its picture: an SVG in Base64.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub icon: Option<String>,
    /// Its colour, like `#AAAAAA`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub color: Option<String>,
}
