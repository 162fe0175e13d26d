//! The address that a project's mails come from.

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{NoContent, operations};

use crate::ids::ProjectId;

operations! {
    /// The address that a project's mails come from.
    pub struct ProjectEmail;

    /// The address.
    ///
    /// Takes the project's id; a key is refused.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-project-email/#api-rest-api-3-project-projectid-email-get)
    get: GetProjectEmail = GET "/rest/api/3/project/{projectId}/email" => ProjectEmailAddress {
        permission "Browse projects";
        scopes ["manage:jira-project"];
        granular ["read:project.email:jira"];
        takes { path project = "projectId": ProjectId }
    }

    /// Sets the address. An empty one brings back the site's own.
    ///
    /// Takes the project's id; a key is refused. An address of a domain of one's own has to be verified before it is used;
    /// [`email_address_status`](ProjectEmailAddress::email_address_status) says whether it is.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-project-email/#api-rest-api-3-project-projectid-email-put)
    set: UpdateProjectEmail = PUT "/rest/api/3/project/{projectId}/email" => NoContent {
        permission "Administer projects, or Administer Jira";
        scopes ["manage:jira-project"];
        granular ["write:project.email:jira"];
        takes { path project = "projectId": ProjectId, body address = "emailAddress": String }
    }
}

/// The address that a project's mails come from.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ProjectEmailAddress {
    /// The address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email_address: Option<String>,
    /// Whether an address of a domain of one's own can be used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email_address_status: Option<Vec<String>>,
}
