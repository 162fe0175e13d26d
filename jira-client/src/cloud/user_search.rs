//! Accounts that can do something, and what people type into a picker.

use atlassian_core::model::Deserialize;
use atlassian_core::{AccountId, Elements, Page, Paging, ParameterValue, operations};

use super::fields::FieldId;
use super::groups::FoundGroups;
use super::issue_types::IssueTypeId;
use super::permissions::PermissionKeys;
use super::users::{AccountType, User};
use crate::ids::{IssueId, IssueKey, ProjectId, ProjectIdOrKey, ProjectKey};

operations! {
    /// Accounts that can do something, and what people type into a picker.
    ///
    /// The listings take the first thousand accounts that match, page by page, and leave out of each page who cannot do it:
    /// pages are short or empty in the middle, and nobody beyond the thousandth is found. To go through everybody, use
    /// [`Users::all`](super::users::Users::all). They want a [`query`](FindAssignableUsers::query) or an account id
    /// (400), and take no two of them. Whoever may not browse users gets fewer accounts or none, and no error.
    pub struct UserSearch;

    /// Who can be assigned an issue: a new one of a project, one that is there, or one in a transition.
    ///
    /// Name a project or an issue (400 otherwise).
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-user-search/#api-rest-api-3-user-assignable-search-get)
    assignable: FindAssignableUsers = GET "/rest/api/3/user/assignable/search" => Page<User> {
        permission "Browse users and groups, or Assign issues";
        scopes ["read:jira-user"];
        granular ["read:issue:jira", "read:project:jira", "read:user:jira", "read:application-role:jira",
            "read:avatar:jira", "read:group:jira"];
        query {
            /// The beginning of the display name or of the e-mail address.
            query = "query": String,
            /// Exactly this account.
            account_id = "accountId": AccountId,
            /// For a new issue of this project.
            project = "project": ProjectIdOrKey,
            /// For this issue.
            issue_key = "issueKey": IssueKey,
            /// For this issue.
            issue_id = "issueId": IssueId,
            /// In this transition of the issue, by its id.
            transition = "actionDescriptorId": u32,
            /// In an order that the service recommends.
            recommend = "recommend": bool,
            /// Accepted by the service, for which all questions about one assignee are one session.
            session_id = "sessionId": String,
        }
        query_repeated {
            /// Only accounts of these kinds.
            account_type = "accountType": AccountType,
            /// Only apps of these kinds.
            app_type = "appType": String,
        }
        pages User = Paging::window().unique_by("accountId").page_size(1000);
    }

    /// Who can be assigned issues in all of these projects.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-user-search/#api-rest-api-3-user-assignable-multiprojectsearch-get)
    assignable_in: FindBulkAssignableUsers = GET "/rest/api/3/user/assignable/multiProjectSearch" => Page<User> {
        permission "none";
        scopes ["read:jira-user"];
        granular ["read:project:jira", "read:user:jira", "read:application-role:jira", "read:avatar:jira",
            "read:group:jira"];
        takes { query projects = "projectKeys": ProjectKeys }
        query {
            /// The beginning of the display name or of the e-mail address.
            query = "query": String,
            /// Exactly this account.
            account_id = "accountId": AccountId,
        }
        pages User = Paging::window().unique_by("accountId").page_size(1000);
    }

    /// Who has all of these permissions, in a project or for an issue.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-user-search/#api-rest-api-3-user-permission-search-get)
    with_permissions: FindUsersWithAllPermissions = GET "/rest/api/3/user/permission/search" => Page<User> {
        permission "Administer Jira, or Administer Projects";
        scopes ["read:jira-user"];
        granular ["read:issue:jira", "read:project:jira", "read:user:jira", "read:application-role:jira",
            "read:avatar:jira", "read:group:jira"];
        takes { query permissions = "permissions": PermissionKeys }
        query {
            /// The beginning of the display name or of the e-mail address.
            query = "query": String,
            /// Exactly this account.
            account_id = "accountId": AccountId,
            /// For this issue.
            issue_key = "issueKey": IssueKey,
            /// In this project.
            project_key = "projectKey": ProjectKey,
        }
        pages User = Paging::window().unique_by("accountId").page_size(1000);
    }

    /// Who can see an issue, or the issues of a project. One of the two must be named (400 otherwise).
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-user-search/#api-rest-api-3-user-viewissue-search-get)
    who_can_browse: FindUsersWithBrowsePermission = GET "/rest/api/3/user/viewissue/search" => Page<User> {
        permission "Browse users and groups";
        scopes ["read:jira-user"];
        granular ["read:issue:jira", "read:project:jira", "read:user:jira", "read:application-role:jira",
            "read:avatar:jira", "read:group:jira"];
        query {
            /// The beginning of the display name or of the e-mail address.
            query = "query": String,
            /// Exactly this account.
            account_id = "accountId": AccountId,
            /// This issue.
            issue_key = "issueKey": IssueKey,
            /// Some issue of this project.
            project_key = "projectKey": ProjectKey,
        }
        pages User = Paging::window().unique_by("accountId").page_size(1000);
    }

    /// Accounts for a search box, with what matched in bold.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-user-search/#api-rest-api-3-user-picker-get)
    pick: FindUsersForPicker = GET "/rest/api/3/user/picker" => FoundUsers {
        permission "Browse users and groups";
        scopes ["read:jira-user"];
        granular ["read:user:jira"];
        takes { query query = "query": String }
        query {
            /// How many to send at most.
            max_results = "maxResults": u32,
            /// The address of each picture too.
            show_avatar = "showAvatar": bool,
            /// The size of the pictures, like `small`.
            avatar_size = "avatarSize": String,
            /// Without the accounts of Connect apps.
            exclude_connect_users = "excludeConnectUsers": bool,
        }
        query_repeated {
            /// Without these accounts.
            exclude_account_ids = "excludeAccountIds": AccountId,
        }
    }

    /// Accounts and groups for a search box. Of groups, capital letters count unless that is switched off.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-group-and-user-picker/#api-rest-api-3-groupuserpicker-get)
    pick_with_groups: FindUsersAndGroups = GET "/rest/api/3/groupuserpicker" => FoundUsersAndGroups {
        permission "Browse users and groups";
        scopes ["read:jira-work"];
        granular ["read:group:jira", "read:user:jira"];
        takes { query query = "query": String }
        query {
            /// How many of each to send at most.
            max_results = "maxResults": u32,
            /// The address of each picture too.
            show_avatar = "showAvatar": bool,
            /// The size of the pictures, like `small`.
            avatar_size = "avatarSize": String,
            /// For this custom field; projects and issue types count with it only.
            field_id = "fieldId": FieldId,
            /// Whatever the capital letters of groups.
            case_insensitive = "caseInsensitive": bool,
            /// Without the accounts and groups of Connect apps.
            exclude_connect_addons = "excludeConnectAddons": bool,
        }
        query_repeated {
            /// Only who sees these projects.
            project_id = "projectId": ProjectId,
            /// Only who sees these issue types; `-1` for all, `-2` for those of sub-tasks.
            issue_type_id = "issueTypeId": IssueTypeId,
        }
    }
}

/// Keys of projects, made from anything that lists them.
#[derive(Clone, Debug)]
pub struct ProjectKeys(Vec<ProjectKey>);

impl<I> From<I> for ProjectKeys
where
    I: IntoIterator,
    I::Item: Into<ProjectKey>,
{
    fn from(keys: I) -> Self {
        Self(keys.into_iter().map(Into::into).collect())
    }
}

impl ParameterValue for ProjectKeys {
    fn into_parameter(self) -> String {
        let keys: Vec<&str> = self.0.iter().map(ProjectKey::as_str).collect();
        keys.join(",")
    }
}

/// The accounts that a picker found.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct FoundUsers {
    /// A sentence for people: `Showing 2 of 2 matching users`.
    pub header: Option<String>,
    /// How many match, the ones not sent included.
    pub total: Option<u64>,
    /// The accounts.
    #[serde(default)]
    pub users: Elements<FoundUser>,
}

/// An account that a picker found.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct FoundUser {
    /// Its id.
    pub account_id: AccountId,
    /// Who stands behind it.
    pub account_type: Option<AccountType>,
    /// The name to show.
    pub display_name: Option<String>,
    /// Name and e-mail address as HTML, with the text that was searched for in bold.
    pub html: Option<String>,
    /// Its picture, where it was asked for.
    pub avatar_url: Option<String>,
}

/// The accounts and the groups that a picker found.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct FoundUsersAndGroups {
    /// The accounts.
    pub users: FoundUsers,
    /// The groups.
    pub groups: FoundGroups,
}
