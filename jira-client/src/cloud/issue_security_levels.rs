//! The levels of issue security schemes.

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{Page, Paging, id_type, operations};

use super::issue_security_schemes::{IssueSecuritySchemeId, MemberExpand, SecurityLevelMember};

operations! {
    /// The levels of issue security schemes.
    pub struct IssueSecurityLevels;

    /// One security level.
    ///
    /// It can be asked anonymously.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-security-level/#api-rest-api-3-securitylevel-id-get)
    get: GetIssueSecurityLevel = GET "/rest/api/3/securitylevel/{id}" => SecurityLevel {
        permission "none";
        scopes ["manage:jira-configuration"];
        granular ["read:field:jira", "read:issue-security-level:jira", "read:project-role:jira", "read:user:jira"];
        takes { path level = "id": SecurityLevelId }
    }

    /// Who belongs to the levels of one scheme of company-managed projects.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-security-level/#api-rest-api-3-issuesecurityschemes-issuesecurityschemeid-members-get)
    members: GetIssueSecurityLevelMembers =
        GET "/rest/api/3/issuesecurityschemes/{issueSecuritySchemeId}/members" => Page<SecurityLevelMember> {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["read:field:jira", "read:issue-security-level:jira", "read:project-role:jira", "read:user:jira"];
        takes { path scheme = "issueSecuritySchemeId": IssueSecuritySchemeId }
        query_repeated {
            /// Only the members of these levels.
            level_id = "issueSecurityLevelId": SecurityLevelId,
        }
        query_joined {
            /// What to send of the members.
            expand = "expand": MemberExpand,
        }
        pages SecurityLevelMember = Paging::offset("values").unique_by("id").page_size(50);
    }
}

id_type! {
    /// The id of a security level: digits, like `10021`.
    pub struct SecurityLevelId;
}

/// A level of secrecy: who belongs to it sees the issues that have it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SecurityLevel {
    /// Its id.
    pub id: SecurityLevelId,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Whether new issues have it unless another is chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_default: Option<bool>,
    /// The scheme that it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issue_security_scheme_id: Option<IssueSecuritySchemeId>,
    /// Its address in the API.
    #[serde(rename = "self", skip_serializing_if = "Option::is_none")]
    pub self_url: Option<String>,
}
