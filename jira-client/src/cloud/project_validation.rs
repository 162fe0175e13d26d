//! Which keys and names a new project can have.

use std::collections::BTreeMap;

use atlassian_core::model::Deserialize;
use atlassian_core::operations;

use crate::ids::ProjectKey;

operations! {
    /// Which keys and names a new project can have.
    pub struct ProjectValidation;

    /// Whether a key is well-formed and free. What is wrong with it is in the answer, which is a success either way.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-project-key-and-name-validation/#api-rest-api-3-projectvalidate-key-get)
    check_key: ValidateProjectKey = GET "/rest/api/3/projectvalidate/key" => ProjectKeyCheck {
        permission "none";
        scopes ["read:jira-work"];
        granular ["read:project:jira"];
        takes { query key = "key": ProjectKey }
    }

    /// The key itself if it is well-formed and free; another one that is, made up by the service, if not.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-project-key-and-name-validation/#api-rest-api-3-projectvalidate-validprojectkey-get)
    valid_key: GetValidProjectKey = GET "/rest/api/3/projectvalidate/validProjectKey" => ProjectKey {
        permission "none";
        scopes ["read:jira-work"];
        granular ["read:project:jira"];
        takes { query key = "key": ProjectKey }
    }

    /// The name itself if it is free, and otherwise the name with a number behind it. *Not found* (404) where none can be
    /// found.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-project-key-and-name-validation/#api-rest-api-3-projectvalidate-validprojectname-get)
    valid_name: GetValidProjectName = GET "/rest/api/3/projectvalidate/validProjectName" => String {
        permission "none";
        scopes ["read:jira-work"];
        granular ["read:project:jira"];
        takes { query name = "name": String }
    }
}

/// What is wrong with a key, if anything.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ProjectKeyCheck {
    /// What is wrong with it, by field.
    #[serde(default)]
    pub errors: BTreeMap<String, String>,
    /// What else is wrong.
    #[serde(default)]
    pub error_messages: Vec<String>,
}

impl ProjectKeyCheck {
    /// Whether a project can be made with the key, as things stood when the service answered.
    #[must_use]
    pub fn is_valid(&self) -> bool {
        self.errors.is_empty() && self.error_messages.is_empty()
    }
}
