//! Whom filters are shared with, one permission at a time.

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{AccountId, Elements, NoContent, id_type, open_enum, operations};
use serde::Serializer;
use serde::ser::SerializeMap;
use serde_json::json;

use super::filters::FilterId;
use super::groups::{Group, GroupId};
use super::project_roles::{ProjectRole, ProjectRoleId};
use super::projects::Project;
use super::users::User;
use crate::ids::{ProjectId, number};

operations! {
    /// Whom filters are shared with.
    pub struct FilterSharing;

    /// Whom the caller's new filters and dashboards are shared with, unless something else is said.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-filter-sharing/#api-rest-api-3-filter-defaultsharescope-get)
    default_scope: GetDefaultShareScope = GET "/rest/api/3/filter/defaultShareScope" => DefaultShareScope {
        permission "Permission to access Jira";
        scopes ["read:jira-work"];
        granular ["read:filter.default-share-scope:jira"];
    }

    /// Sets whom the caller's new filters and dashboards are shared with.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-filter-sharing/#api-rest-api-3-filter-defaultsharescope-put)
    set_default_scope: SetDefaultShareScope = PUT "/rest/api/3/filter/defaultShareScope" => DefaultShareScope {
        permission "Permission to access Jira";
        scopes ["write:jira-work"];
        granular ["read:filter.default-share-scope:jira", "write:filter.default-share-scope:jira"];
        takes { body scope = "scope": ShareScope }
    }

    /// Whom a filter is shared with.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-filter-sharing/#api-rest-api-3-filter-id-permission-get)
    list: GetSharePermissions = GET "/rest/api/3/filter/{id}/permission" => Elements<SharePermission> {
        permission "none, for a filter that is shared with the caller";
        scopes ["read:jira-work"];
        granular ["read:application-role:jira", "read:avatar:jira", "read:filter:jira", "read:group:jira",
            "read:issue-type-hierarchy:jira", "read:issue-type:jira", "read:project-category:jira",
            "read:project-role:jira", "read:project-version:jira", "read:project.component:jira", "read:project:jira",
            "read:user:jira"];
        takes { path filter = "id": FilterId }
    }

    /// Shares a filter with somebody more, and sends all its permissions.
    ///
    /// Sharing with everybody, or with everybody who is logged in, takes the place of all other permissions.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-filter-sharing/#api-rest-api-3-filter-id-permission-post)
    add: AddSharePermission = POST "/rest/api/3/filter/{id}/permission" => Elements<SharePermission> {
        permission "Owner of the filter, and Share dashboards and filters";
        scopes ["write:jira-work"];
        granular ["read:application-role:jira", "read:avatar:jira", "read:filter:jira", "read:group:jira",
            "read:issue-type-hierarchy:jira", "read:issue-type:jira", "read:project-category:jira",
            "read:project-role:jira", "read:project-version:jira", "read:project.component:jira", "read:project:jira",
            "read:user:jira", "write:filter:jira"];
        takes { path filter = "id": FilterId, whole_body with = "with": NewShare }
    }

    /// One share permission of a filter.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-filter-sharing/#api-rest-api-3-filter-id-permission-permissionid-get)
    get: GetSharePermission = GET "/rest/api/3/filter/{id}/permission/{permissionId}" => SharePermission {
        permission "none, for a filter that is shared with the caller";
        scopes ["read:jira-work"];
        granular ["read:application-role:jira", "read:avatar:jira", "read:filter:jira", "read:group:jira",
            "read:issue-type-hierarchy:jira", "read:issue-type:jira", "read:project-category:jira",
            "read:project-role:jira", "read:project-version:jira", "read:project.component:jira", "read:project:jira",
            "read:user:jira"];
        takes { path filter = "id": FilterId, path permission = "permissionId": SharePermissionId }
    }

    /// Takes back a share permission of a filter.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-filter-sharing/#api-rest-api-3-filter-id-permission-permissionid-delete)
    remove: DeleteSharePermission = DELETE "/rest/api/3/filter/{id}/permission/{permissionId}" => NoContent {
        permission "Owner of the filter";
        scopes ["write:jira-work"];
        granular ["write:filter:jira"];
        takes { path filter = "id": FilterId, path permission = "permissionId": SharePermissionId }
    }
}

id_type! {
    /// The id of a share permission: digits, like `10110`.
    pub struct SharePermissionId: number;
}

open_enum! {
    /// Whom new filters and dashboards are shared with.
    pub enum ShareScope {
        /// With everybody, which Atlassian has given up: it is taken for [`Authenticated`](Self::Authenticated).
        Global = "GLOBAL",
        /// With everybody who is logged in.
        Authenticated = "AUTHENTICATED",
        /// With nobody.
        Private = "PRIVATE",
    }

    /// The kind of a share permission.
    pub enum ShareType {
        /// A person.
        User = "user",
        /// A group.
        Group = "group",
        /// A project, or a role in it if the permission names one.
        Project = "project",
        /// A role in a project; sent to the service only.
        ProjectRole = "projectRole",
        /// Everybody, anonymous people too.
        Global = "global",
        /// Everybody who is logged in.
        LoggedIn = "loggedin",
        /// The same; sent to the service only.
        Authenticated = "authenticated",
        /// A project that the caller may not see.
        ProjectUnknown = "project-unknown",
    }
}

/// Whom new filters and dashboards are shared with.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct DefaultShareScope {
    /// With whom.
    pub scope: ShareScope,
}

/// Whom a filter or a dashboard is shared with: one permission, as it is read.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct SharePermission {
    /// Its id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<SharePermissionId>,
    /// Its kind.
    #[serde(rename = "type")]
    pub kind: ShareType,
    /// The project.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub project: Option<Project>,
    /// The role in the project.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<ProjectRole>,
    /// The group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<Group>,
    /// The person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<User>,
}

impl SharePermission {
    /// The same as a wish, to share something else likewise. `None` where the permission does not say with whom: the
    /// caller may not see the project, or the kind is not known here.
    #[must_use]
    pub fn to_wish(&self) -> Option<ShareWith> {
        match &self.kind {
            ShareType::Global => Some(ShareWith::Everybody),
            ShareType::LoggedIn | ShareType::Authenticated => Some(ShareWith::LoggedIn),
            ShareType::User => Some(ShareWith::User(self.user.as_ref()?.account_id.clone()?)),
            ShareType::Group => Some(ShareWith::Group(self.group.as_ref()?.group_id.clone()?)),
            ShareType::Project | ShareType::ProjectRole => {
                let project = self.project.as_ref()?.id.clone();
                Some(match &self.role {
                    Some(role) => ShareWith::ProjectRole(project, role.id.clone()),
                    None => ShareWith::Project(project),
                })
            }
            ShareType::ProjectUnknown | ShareType::Other(_) => None,
        }
    }
}

/// Whom to share a filter or a dashboard with.
///
/// ```
/// use jira_client::cloud::filter_sharing::ShareWith;
///
/// let with = [ShareWith::group("952d12c3-5b5b-4d04-bb32-44d383afc4b2"), ShareWith::project("10000")];
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ShareWith {
    /// With everybody, anonymous people too.
    Everybody,
    /// With everybody who is logged in.
    LoggedIn,
    /// With a person.
    User(AccountId),
    /// With the members of a group.
    Group(GroupId),
    /// With all who may browse a project.
    Project(ProjectId),
    /// With those who have a role in a project.
    ProjectRole(ProjectId, ProjectRoleId),
}

impl ShareWith {
    /// With a person.
    #[must_use]
    pub fn user(account: impl Into<AccountId>) -> Self {
        Self::User(account.into())
    }

    /// With the members of a group.
    #[must_use]
    pub fn group(group: impl Into<GroupId>) -> Self {
        Self::Group(group.into())
    }

    /// With all who may browse a project.
    #[must_use]
    pub fn project(project: impl Into<ProjectId>) -> Self {
        Self::Project(project.into())
    }

    /// With those who have a role in a project.
    #[must_use]
    pub fn project_role(project: impl Into<ProjectId>, role: impl Into<ProjectRoleId>) -> Self {
        Self::ProjectRole(project.into(), role.into())
    }

    fn kind(&self) -> ShareType {
        match self {
            Self::Everybody => ShareType::Global,
            Self::LoggedIn => ShareType::Authenticated,
            Self::User(_) => ShareType::User,
            Self::Group(_) => ShareType::Group,
            Self::Project(_) => ShareType::Project,
            Self::ProjectRole(..) => ShareType::ProjectRole,
        }
    }
}

/// Nested, as filters and dashboards take it as a whole: `{"type":"group","group":{"groupId":"…"}}`.
impl Serialize for ShareWith {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("type", &self.kind())?;
        match self {
            Self::Everybody | Self::LoggedIn => {}
            Self::User(account) => map.serialize_entry("user", &json!({"accountId": account}))?,
            Self::Group(group) => map.serialize_entry("group", &json!({"groupId": group}))?,
            Self::Project(project) => map.serialize_entry("project", &json!({"id": project}))?,
            Self::ProjectRole(project, role) => {
                map.serialize_entry("project", &json!({"id": project}))?;
                map.serialize_entry("role", &Role { id: role })?;
            }
        }
        map.end()
    }
}

#[derive(Serialize)]
struct Role<'a> {
    #[serde(serialize_with = "number")]
    id: &'a ProjectRoleId,
}

/// What [`FilterSharing::add`] takes: a [`ShareWith`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewShare(ShareWith);

impl From<ShareWith> for NewShare {
    fn from(with: ShareWith) -> Self {
        Self(with)
    }
}

/// Flat, as this one operation takes it: `{"type":"group","groupId":"…"}`. Here all ids are texts.
impl Serialize for NewShare {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("type", &self.0.kind())?;
        match &self.0 {
            ShareWith::Everybody | ShareWith::LoggedIn => {}
            ShareWith::User(account) => map.serialize_entry("accountId", account)?,
            ShareWith::Group(group) => map.serialize_entry("groupId", group)?,
            ShareWith::Project(project) => map.serialize_entry("projectId", project)?,
            ShareWith::ProjectRole(project, role) => {
                map.serialize_entry("projectId", project)?;
                map.serialize_entry("projectRoleId", role.as_str())?;
            }
        }
        map.end()
    }
}
