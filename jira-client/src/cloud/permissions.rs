//! Permissions: what there is, what the caller has, and what is missing.

mod report;

use std::collections::BTreeMap;

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{AccountId, Elements, ParameterValue, open_enum, operations};

use crate::ids::{CommentId, IssueId, IssueKey, List, ProjectId, ProjectKey};

pub use report::{PermissionContext, PermissionReport, PermissionState, ReportedPermission};

operations! {
    /// Permissions.
    pub struct Permissions;

    /// Every permission of the site, those of apps included.
    ///
    /// Says what exists and not who has it; [`UserPermission::have_permission`] is absent here.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-permissions/#api-rest-api-3-permissions-get)
    all: GetAllPermissions = GET "/rest/api/3/permissions" => PermissionMap {
        permission "none";
        scopes ["manage:jira-configuration"];
        granular ["read:permission:jira"];
    }

    /// Which of these permissions the caller has.
    ///
    /// In the whole site unless a project, an issue or a comment is named. In the whole site, a permission of projects
    /// counts as held if it is held in *any* project. One key that the site does not know fails the whole call (400);
    /// [`granted`](Permissions::granted) gets around that.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-permissions/#api-rest-api-3-mypermissions-get)
    mine: GetMyPermissions = GET "/rest/api/3/mypermissions" => PermissionMap {
        permission "none";
        scopes ["read:jira-work"];
        granular ["read:permission:jira"];
        takes { query permissions = "permissions": PermissionKeys }
        query {
            /// In this project.
            project_key = "projectKey": ProjectKey,
            /// In this project; wins over its key.
            project_id = "projectId": ProjectId,
            /// For this issue.
            issue_key = "issueKey": IssueKey,
            /// For this issue; wins over its key.
            issue_id = "issueId": IssueId,
            /// For this comment; only [`Permission::BrowseProjects`] can be asked for then.
            comment_id = "commentId": CommentId,
            /// Accepted by the service, which does not describe it.
            project_uuid = "projectUuid": String,
            /// Accepted by the service, which does not describe it.
            project_configuration_uuid = "projectConfigurationUuid": String,
        }
    }

    /// In which projects and for which issues an account has which permissions.
    ///
    /// Up to 1000 projects and 1000 issues at once; ids that do not exist are left out of the answer. It only reads,
    /// so it is repeated like a GET. It can be asked anonymously, and then grants nothing.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-permissions/#api-rest-api-3-permissions-check-post)
    check: GetBulkPermissions = POST "/rest/api/3/permissions/check" => BulkPermissionGrants {
        permission "none for oneself, Administer Jira for others";
        scopes ["read:jira-work"];
        granular ["read:permission:jira"];
        repeat safe;
        body {
            /// Another account than the caller's.
            account_id = "accountId": AccountId,
            /// Permissions in the whole site.
            global_permissions = "globalPermissions": Vec<Permission>,
            /// Permissions in projects and for issues.
            project_permissions = "projectPermissions": Vec<BulkProjectPermissions>,
        }
    }

    /// The projects in which the caller has all of these permissions of projects.
    ///
    /// It only reads, so it is repeated like a GET. It can be asked anonymously.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-permissions/#api-rest-api-3-permissions-project-post)
    permitted_projects: GetPermittedProjects = POST "/rest/api/3/permissions/project" => PermittedProjects {
        permission "none";
        scopes ["read:jira-work"];
        granular ["read:permission:jira", "read:project:jira"];
        repeat safe;
        takes { body permissions = "permissions": List<Permission> }
    }
}

macro_rules! permissions {
    ($( $variant:ident = $key:literal, $kind:ident, $name:literal; )+) => {
        open_enum! {
            /// A permission, by its key.
            ///
            /// [`name`](Self::name) is what Jira's screens call it, and [`where_to_grant`](Self::where_to_grant) says
            /// on which screen an administrator gives it.
            ///
            /// ```
            /// use jira_client::cloud::permissions::Permission;
            ///
            /// assert_eq!(Permission::from("USER_PICKER").name(), "Browse users and groups");
            /// ```
            pub enum Permission {
                $( #[doc = concat!("*", $name, "*, `", $key, "`.")] $variant = $key, )+
            }
        }

        impl Permission {
            /// What Jira's screens call it; the key itself where that is not known.
            #[must_use]
            pub fn name(&self) -> &str {
                match self {
                    $( Self::$variant => $name, )+
                    Self::Other(key) => key,
                }
            }

            /// Whether it is held in the whole site or project by project; `None` where that is not known.
            #[must_use]
            pub fn kind(&self) -> Option<PermissionType> {
                match self {
                    $( Self::$variant => Some(PermissionType::$kind), )+
                    Self::Other(_) => None,
                }
            }
        }
    };
}

permissions! {
    Administer = "ADMINISTER", Global, "Administer Jira";
    SystemAdmin = "SYSTEM_ADMIN", Global, "Administer Jira system";
    BrowseUsersAndGroups = "USER_PICKER", Global, "Browse users and groups";
    ShareDashboardsAndFilters = "CREATE_SHARED_OBJECTS", Global, "Share dashboards and filters";
    CreateTeamManagedProjects = "CREATE_PROJECT", Global, "Create team-managed projects";
    MakeBulkChanges = "BULK_CHANGE", Global, "Make bulk changes";
    ManageGroupFilterSubscriptions =
        "MANAGE_GROUP_FILTER_SUBSCRIPTIONS", Global, "Manage group filter subscriptions";
    AdministerProjects = "ADMINISTER_PROJECTS", Project, "Administer Projects";
    BrowseProjects = "BROWSE_PROJECTS", Project, "Browse Projects";
    ManageSprints = "MANAGE_SPRINTS_PERMISSION", Project, "Manage Sprints";
    AssignIssues = "ASSIGN_ISSUES", Project, "Assign Issues";
    AssignableUser = "ASSIGNABLE_USER", Project, "Assignable User";
    CreateIssues = "CREATE_ISSUES", Project, "Create Issues";
    EditIssues = "EDIT_ISSUES", Project, "Edit Issues";
    LinkIssues = "LINK_ISSUES", Project, "Link Issues";
    ModifyReporter = "MODIFY_REPORTER", Project, "Modify Reporter";
    ResolveIssues = "RESOLVE_ISSUES", Project, "Resolve Issues";
    ScheduleIssues = "SCHEDULE_ISSUES", Project, "Schedule Issues";
    TransitionIssues = "TRANSITION_ISSUES", Project, "Transition Issues";
    CloseIssues = "CLOSE_ISSUES", Project, "Close Issues";
    MoveIssues = "MOVE_ISSUES", Project, "Move Issues";
    DeleteIssues = "DELETE_ISSUES", Project, "Delete Issues";
    SetIssueSecurity = "SET_ISSUE_SECURITY", Project, "Set Issue Security";
    ManageWatchers = "MANAGE_WATCHERS", Project, "Manage Watchers";
    ViewVotersAndWatchers = "VIEW_VOTERS_AND_WATCHERS", Project, "View Voters and Watchers";
    AddComments = "ADD_COMMENTS", Project, "Add Comments";
    EditAllComments = "EDIT_ALL_COMMENTS", Project, "Edit All Comments";
    DeleteAllComments = "DELETE_ALL_COMMENTS", Project, "Delete All Comments";
    CreateAttachments = "CREATE_ATTACHMENTS", Project, "Create Attachments";
    DeleteAllAttachments = "DELETE_ALL_ATTACHMENTS", Project, "Delete All Attachments";
    WorkOnIssues = "WORK_ON_ISSUES", Project, "Work On Issues";
    EditAllWorklogs = "EDIT_ALL_WORKLOGS", Project, "Edit All Worklogs";
    DeleteAllWorklogs = "DELETE_ALL_WORKLOGS", Project, "Delete All Worklogs";
}

impl Permission {
    /// The screen on which an administrator gives it.
    #[must_use]
    pub fn where_to_grant(&self) -> &'static str {
        match self.kind() {
            Some(PermissionType::Global) => "Jira settings > System > Global permissions",
            Some(PermissionType::Project) => {
                "Project settings > Permissions; in a team-managed project, Project settings > Access"
            }
            _ => "Jira settings > System > Global permissions, or Project settings > Permissions",
        }
    }
}

open_enum! {
    /// Where a permission is held.
    pub enum PermissionType {
        /// In the whole site.
        Global = "GLOBAL",
        /// Project by project.
        Project = "PROJECT",
    }
}

/// Projects in which the caller has some permissions.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct PermittedProjects {
    /// The projects.
    #[serde(default)]
    pub projects: Elements<PermittedProject>,
}

/// A project in which the caller has some permissions.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct PermittedProject {
    /// Its id.
    pub id: ProjectId,
    /// Its key.
    pub key: Option<ProjectKey>,
}

/// The keys that [`Permissions::mine`] asks for, made from one permission, a list or an array of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PermissionKeys(String);

impl ParameterValue for PermissionKeys {
    fn into_parameter(self) -> String {
        self.0
    }
}

impl<P: Into<Permission>> FromIterator<P> for PermissionKeys {
    fn from_iter<I: IntoIterator<Item = P>>(permissions: I) -> Self {
        let keys: Vec<Permission> = permissions.into_iter().map(Into::into).collect();
        Self(
            keys.iter()
                .map(Permission::as_str)
                .collect::<Vec<_>>()
                .join(","),
        )
    }
}

impl<P: Into<Permission>, const N: usize> From<[P; N]> for PermissionKeys {
    fn from(permissions: [P; N]) -> Self {
        permissions.into_iter().collect()
    }
}

impl<P: Into<Permission>> From<Vec<P>> for PermissionKeys {
    fn from(permissions: Vec<P>) -> Self {
        permissions.into_iter().collect()
    }
}

impl From<&[Permission]> for PermissionKeys {
    fn from(permissions: &[Permission]) -> Self {
        permissions.iter().cloned().collect()
    }
}

impl From<Permission> for PermissionKeys {
    fn from(permission: Permission) -> Self {
        [permission].into()
    }
}

/// Permissions by their keys.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PermissionMap {
    /// Each with its key. Apps add keys of their own.
    pub permissions: BTreeMap<String, UserPermission>,
}

/// A permission as the site describes it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct UserPermission {
    /// A number, or the key again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The key.
    pub key: Permission,
    /// What the site's screens call it, in the caller's language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Whether it is held in the whole site or project by project.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<PermissionType>,
    /// What it allows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Whether the caller has it. Only [`Permissions::mine`] says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub have_permission: Option<bool>,
    /// Whether this is a key of former times, which [`Permissions::mine`] refuses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deprecated_key: Option<bool>,
}

/// What to check in which projects and for which issues.
///
/// ```
/// use jira_client::cloud::permissions::{BulkProjectPermissions, Permission};
///
/// let asked = BulkProjectPermissions::new([Permission::EditIssues]).projects([10001]).issues([10010, 10011]);
/// ```
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct BulkProjectPermissions {
    /// The permissions.
    pub permissions: Vec<Permission>,
    /// Ids of projects. The service wants numbers here.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub projects: Vec<u64>,
    /// Ids of issues. The service wants numbers here.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub issues: Vec<u64>,
}

impl BulkProjectPermissions {
    /// These permissions, for no project and no issue yet.
    #[must_use]
    pub fn new(permissions: impl Into<Vec<Permission>>) -> Self {
        Self {
            permissions: permissions.into(),
            projects: Vec::new(),
            issues: Vec::new(),
        }
    }

    /// In these projects.
    #[must_use]
    pub fn projects(mut self, ids: impl Into<Vec<u64>>) -> Self {
        self.projects = ids.into();
        self
    }

    /// For these issues.
    #[must_use]
    pub fn issues(mut self, ids: impl Into<Vec<u64>>) -> Self {
        self.issues = ids.into();
        self
    }
}

/// What an account has of what was asked for.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct BulkPermissionGrants {
    /// The permissions that it has in the whole site.
    #[serde(default)]
    pub global_permissions: Vec<Permission>,
    /// Where it has each of the others.
    #[serde(default)]
    pub project_permissions: Vec<BulkProjectPermissionGrants>,
}

/// Where an account has a permission.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct BulkProjectPermissionGrants {
    /// The permission.
    pub permission: Permission,
    /// In these projects.
    #[serde(default)]
    pub projects: Vec<u64>,
    /// For these issues.
    #[serde(default)]
    pub issues: Vec<u64>,
}
