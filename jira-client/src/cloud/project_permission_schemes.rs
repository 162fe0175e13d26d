//! The permission scheme and the issue security scheme of a project.

use atlassian_core::model::Deserialize;
use atlassian_core::{Elements, operations};

use super::issue_security_levels::SecurityLevel;
use super::issue_security_schemes::SecurityScheme;
use super::permission_schemes::{GrantExpand, PermissionScheme, PermissionSchemeId};
use crate::ids::{ProjectIdOrKey, numeric_ids};

operations! {
    /// The permission scheme and the issue security scheme of a project.
    pub struct ProjectPermissionSchemes;

    /// The permission scheme of a project.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-project-permission-schemes/#api-rest-api-3-project-projectkeyorid-permissionscheme-get)
    get: GetAssignedPermissionScheme = GET "/rest/api/3/project/{projectKeyOrId}/permissionscheme" => PermissionScheme {
        permission "Administer Jira, or Administer Projects";
        scopes ["read:jira-work"];
        granular [
            "read:application-role:jira", "read:avatar:jira", "read:field:jira", "read:group:jira",
            "read:permission-scheme:jira", "read:permission:jira", "read:project-category:jira",
            "read:project-role:jira", "read:project:jira", "read:user:jira"
        ];
        takes { path project = "projectKeyOrId": ProjectIdOrKey }
        query_joined {
            /// What to send besides. Whatever is named, the grants come along.
            expand = "expand": GrantExpand,
        }
    }

    /// Gives a project a permission scheme.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-project-permission-schemes/#api-rest-api-3-project-projectkeyorid-permissionscheme-put)
    assign: AssignPermissionScheme = PUT "/rest/api/3/project/{projectKeyOrId}/permissionscheme" => PermissionScheme {
        permission "Administer Jira";
        scopes ["manage:jira-project"];
        granular [
            "read:application-role:jira", "read:avatar:jira", "read:field:jira", "read:group:jira",
            "read:permission-scheme:jira", "read:permission:jira", "read:project-category:jira",
            "read:project-role:jira", "read:project:jira", "read:user:jira", "write:project:jira"
        ];
        takes { path project = "projectKeyOrId": ProjectIdOrKey, body scheme = "id": NumericPermissionSchemeId }
        query_joined {
            /// What to send besides. Whatever is named, the grants come along.
            expand = "expand": GrantExpand,
        }
    }

    /// The issue security scheme of a project, with its levels. A project without one is *not found*.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-project-permission-schemes/#api-rest-api-3-project-projectkeyorid-issuesecuritylevelscheme-get)
    security_scheme: GetProjectIssueSecurityScheme =
        GET "/rest/api/3/project/{projectKeyOrId}/issuesecuritylevelscheme" => SecurityScheme {
        permission "Administer Jira, or Administer Projects";
        scopes ["read:jira-work"];
        granular ["read:issue-security-level:jira", "read:issue-security-scheme:jira"];
        takes { path project = "projectKeyOrId": ProjectIdOrKey }
    }

    /// The security levels that the caller may give to issues of a project.
    ///
    /// It can be asked anonymously; without *Set Issue Security*, nothing is listed.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-project-permission-schemes/#api-rest-api-3-project-projectkeyorid-securitylevel-get)
    security_levels: GetSecurityLevelsForProject =
        GET "/rest/api/3/project/{projectKeyOrId}/securitylevel" => ProjectIssueSecurityLevels {
        permission "Browse Projects, and Set Issue Security";
        scopes ["read:jira-work"];
        granular ["read:issue-security-level:jira"];
        takes { path project = "projectKeyOrId": ProjectIdOrKey }
    }
}

numeric_ids! {
    /// The id of a permission scheme, written as a number. Made from whatever a [`PermissionSchemeId`] is made from.
    NumericPermissionSchemeId(PermissionSchemeId);
}

/// Security levels of a project.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct ProjectIssueSecurityLevels {
    /// The levels.
    pub levels: Elements<SecurityLevel>,
}
