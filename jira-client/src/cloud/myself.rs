//! Who is calling.

use atlassian_core::{NoContent, operations};

use super::users::{User, UserExpand};

operations! {
    /// Who is calling.
    pub struct MyselfResource;

    /// The account that the credential belongs to.
    ///
    /// The call to check a credential with: unlike most others it is not answered anonymously, so a dead token is an
    /// [`Unauthorized`](atlassian_core::ErrorKind::Unauthorized) error here. Its
    /// [`time_zone`](User::time_zone) is the zone that dates in JQL are read in.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-myself/#api-rest-api-3-myself-get)
    get: GetMyself = GET "/rest/api/3/myself" => User {
        permission "Permission to access Jira";
        scopes ["read:jira-user"];
        granular ["read:application-role:jira", "read:group:jira", "read:user:jira", "read:avatar:jira"];
        query_joined {
            /// Also groups and application roles.
            expand = "expand": UserExpand,
        }
    }

    /// One preference of the caller. One that is neither set nor has a default is not found (404).
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-myself/#api-rest-api-3-mypreferences-get)
    preference: GetPreference = GET "/rest/api/3/mypreferences" => String {
        permission "Permission to access Jira";
        scopes ["manage:jira-configuration"];
        granular ["read:user-configuration:jira"];
        takes { query key = "key": String }
    }

    /// Sets a preference of the caller. Key and value have up to 255 characters each.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-myself/#api-rest-api-3-mypreferences-put)
    set_preference: SetPreference = PUT "/rest/api/3/mypreferences" => NoContent {
        permission "Permission to access Jira";
        scopes ["manage:jira-configuration"];
        granular ["write:user-configuration:jira"];
        takes { query key = "key": String, whole_body value = "value": String }
    }

    /// Removes a preference of the caller, so that the default counts again.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-myself/#api-rest-api-3-mypreferences-delete)
    delete_preference: RemovePreference = DELETE "/rest/api/3/mypreferences" => NoContent {
        permission "Permission to access Jira";
        scopes ["manage:jira-configuration"];
        granular ["delete:user-configuration:jira"];
        takes { query key = "key": String }
    }
}
