//! Who is calling.

use atlassian_core::operations;

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
}
