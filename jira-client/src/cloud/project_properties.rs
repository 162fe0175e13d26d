//! What apps keep on projects.

use atlassian_core::{NoContent, operations};
use serde_json::Value;

use super::properties::{EntityProperty, PropertyKeys};
use crate::ids::ProjectIdOrKey;

operations! {
    /// What apps keep on projects: JSON values under keys. They change nothing else about the project.
    pub struct ProjectProperties;

    /// The keys of a project's properties.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-project-properties/#api-rest-api-3-project-projectidorkey-properties-get)
    keys: GetProjectPropertyKeys = GET "/rest/api/3/project/{projectIdOrKey}/properties" => PropertyKeys {
        permission "Browse projects";
        scopes ["read:jira-work"];
        granular ["read:project.property:jira"];
        takes { path project = "projectIdOrKey": ProjectIdOrKey }
    }

    /// One property.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-project-properties/#api-rest-api-3-project-projectidorkey-properties-propertykey-get)
    get: GetProjectProperty =
        GET "/rest/api/3/project/{projectIdOrKey}/properties/{propertyKey}" => EntityProperty {
        permission "Browse projects";
        scopes ["read:jira-work"];
        granular ["read:project.property:jira"];
        takes { path project = "projectIdOrKey": ProjectIdOrKey, path key = "propertyKey": String }
    }

    /// Sets a property, new or not.
    ///
    /// The key has up to 255 characters, the value up to 32768 characters of JSON. Everybody who sees the project can read
    /// it.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-project-properties/#api-rest-api-3-project-projectidorkey-properties-propertykey-put)
    set: SetProjectProperty =
        PUT "/rest/api/3/project/{projectIdOrKey}/properties/{propertyKey}" => NoContent {
        permission "Administer projects, or Administer Jira";
        scopes ["manage:jira-project"];
        granular ["write:project.property:jira"];
        takes {
            path project = "projectIdOrKey": ProjectIdOrKey, path key = "propertyKey": String,
            whole_body value = "value": Value
        }
    }

    /// Removes a property.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-project-properties/#api-rest-api-3-project-projectidorkey-properties-propertykey-delete)
    delete: DeleteProjectProperty =
        DELETE "/rest/api/3/project/{projectIdOrKey}/properties/{propertyKey}" => NoContent {
        permission "Administer projects, or Administer Jira";
        scopes ["manage:jira-project"];
        granular ["delete:project.property:jira"];
        takes { path project = "projectIdOrKey": ProjectIdOrKey, path key = "propertyKey": String }
    }
}
