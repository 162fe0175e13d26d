//! Roles in spaces: named sets of permissions, and who has them.
//!
//! They are there on sites whose spaces have roles; [`SpaceRoles::mode`] tells whether this is one.

use atlassian_core::{Elements, NextIn, Page, Paging, id_type, open_enum, operations};
use serde::{Deserialize, Serialize};

use crate::groups::GroupId;
use crate::long_tasks::LongTaskId;
use crate::{AccountId, List, SpaceId};

operations! {
    /// Roles in spaces.
    pub struct SpaceRoles;

    /// Whether the spaces of this site have roles.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-space-roles/#api-space-role-mode-get)
    mode: GetSpaceRoleMode = GET "/wiki/api/v2/space-role-mode" => SpaceRoleModeAnswer {
        permission "Can use";
        scopes [];
        granular ["read:configuration:confluence"];
    }

    /// The roles of the site, or those of one space.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-space-roles/#api-space-roles-get)
    list: GetAvailableSpaceRoles = GET "/wiki/api/v2/space-roles" => Page<SpaceRole> {
        permission "Can use";
        scopes [];
        granular ["read:space.permission:confluence"];
        query {
            /// Only the roles that can be given in this space.
            space_id = "space-id": SpaceId,
            /// Only roles of this kind.
            role_type = "role-type": SpaceRoleType,
            /// Only the roles that this principal can have; name its type as well.
            principal_id = "principal-id": String,
            /// The type of the principal.
            principal_type = "principal-type": PrincipalType,
        }
        pages SpaceRole = Paging::cursor("results", NextIn::UnderscoreLinks).unique_by("id").page_size(250);
    }

    /// One role.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-space-roles/#api-space-roles-id-get)
    get: GetSpaceRolesById = GET "/wiki/api/v2/space-roles/{id}" => SpaceRole {
        permission "Can use";
        scopes [];
        granular ["read:space.permission:confluence"];
        takes { path id = "id": SpaceRoleId }
    }

    /// Makes a role of permissions ([`available`](crate::space_permissions::SpacePermissions::available) lists them).
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-space-roles/#api-space-roles-post)
    create: CreateSpaceRole = POST "/wiki/api/v2/space-roles" => SpaceRole {
        permission "Organization or site admin";
        scopes [];
        granular ["write:configuration:confluence"];
        takes {
            body name = "name": String,
            body description = "description": String,
            body space_permissions = "spacePermissions": List<String>
        }
    }

    /// Changes a role in the background: whoever has it has other permissions then.
    ///
    /// Name, description and permissions are replaced, all three.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-space-roles/#api-space-roles-id-put)
    update: UpdateSpaceRole = PUT "/wiki/api/v2/space-roles/{id}" => ChangedSpaceRole {
        permission "Organization or site admin";
        scopes [];
        granular ["write:configuration:confluence"];
        takes {
            path id = "id": SpaceRoleId,
            body name = "name": String,
            body description = "description": String,
            body space_permissions = "spacePermissions": List<String>
        }
        body {
            /// Whoever is not logged in and has this role gets that one.
            anonymous_reassignment_role_id = "anonymousReassignmentRoleId": SpaceRoleId,
            /// Guests with this role get that one.
            guest_reassignment_role_id = "guestReassignmentRoleId": SpaceRoleId,
        }
    }

    /// Deletes a role in the background.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-space-roles/#api-space-roles-id-delete)
    delete: DeleteSpaceRole = DELETE "/wiki/api/v2/space-roles/{id}" => DeletedSpaceRole {
        permission "Organization or site admin";
        scopes [];
        granular ["write:configuration:confluence"];
        repeat never;
        takes { path id = "id": SpaceRoleId }
    }

    /// Who has which role in a space.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-space-roles/#api-spaces-id-role-assignments-get)
    assignments: GetSpaceRoleAssignments = GET "/wiki/api/v2/spaces/{id}/role-assignments" => Page<SpaceRoleAssignment> {
        permission "View the space";
        scopes [];
        granular ["read:space.permission:confluence"];
        takes { path id = "id": SpaceId }
        query {
            /// Only this role.
            role_id = "role-id": SpaceRoleId,
            /// Only roles of this kind.
            role_type = "role-type": SpaceRoleType,
            /// Only this principal; name its type as well.
            principal_id = "principal-id": String,
            /// The type of the principal.
            principal_type = "principal-type": PrincipalType,
        }
        pages SpaceRoleAssignment = Paging::cursor("results", NextIn::UnderscoreLinks).page_size(250);
    }

    /// Gives roles in a space to some, and takes them from some. Who is not named keeps the role.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-space-roles/#api-spaces-id-role-assignments-post)
    assign: SetSpaceRoleAssignments = POST "/wiki/api/v2/spaces/{id}/role-assignments" => SpaceRoleAssignments {
        permission "Administer the space";
        scopes [];
        granular ["write:space.permission:confluence"];
        takes { path id = "id": SpaceId, whole_body assignments = "assignments": Vec<SpaceRoleAssignment> }
    }
}

id_type! {
    /// The id of a role.
    pub struct SpaceRoleId;
}

open_enum! {
    /// How far a site has come with roles.
    pub enum SpaceRoleMode {
        /// Spaces have single permissions.
        PreRoles = "PRE_ROLES",
        /// The site is on its way: both are there.
        RolesTransition = "ROLES_TRANSITION",
        /// Spaces have roles.
        Roles = "ROLES",
    }

    /// Who made a role.
    pub enum SpaceRoleType {
        /// Atlassian.
        System = "SYSTEM",
        /// The site.
        Custom = "CUSTOM",
    }

    /// Who can have a role.
    pub enum PrincipalType {
        /// An account.
        User = "USER",
        /// The members of a group.
        Group = "GROUP",
        /// A kind of callers, like those that are not logged in.
        AccessClass = "ACCESS_CLASS",
    }
}

/// Whether the spaces of a site have roles.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct SpaceRoleModeAnswer {
    /// How far the site has come.
    pub mode: SpaceRoleMode,
}

/// A role.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SpaceRole {
    /// Its id.
    pub id: SpaceRoleId,
    /// Who made it.
    #[serde(rename = "type")]
    pub kind: Option<SpaceRoleType>,
    /// Its name.
    pub name: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// The ids of its permissions, like `read/space`.
    #[serde(default)]
    pub space_permissions: Vec<String>,
}

/// A role that is being changed.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ChangedSpaceRole {
    /// Its id.
    pub id: SpaceRoleId,
    /// Who made it.
    #[serde(rename = "type")]
    pub kind: Option<SpaceRoleType>,
    /// Its name.
    pub name: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// The task that changes it.
    pub task_id: Option<LongTaskId>,
}

/// A role that is being deleted.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct DeletedSpaceRole {
    /// The task that deletes it.
    pub task_id: Option<LongTaskId>,
}

/// Somebody's role in a space.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SpaceRoleAssignment {
    /// Who has it.
    pub principal: Principal,
    /// The role. Where roles are given: none takes away whichever the principal has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role_id: Option<SpaceRoleId>,
}

impl SpaceRoleAssignment {
    /// This role for this principal.
    #[must_use]
    pub fn new(principal: Principal, role_id: impl Into<SpaceRoleId>) -> Self {
        Self {
            principal,
            role_id: Some(role_id.into()),
        }
    }

    /// No role for this principal.
    #[must_use]
    pub fn none(principal: Principal) -> Self {
        Self {
            principal,
            role_id: None,
        }
    }
}

/// Who has a role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Principal {
    /// What it is.
    pub principal_type: PrincipalType,
    /// The id of the account or the group, or the name of the kind of callers.
    pub principal_id: String,
}

impl Principal {
    /// An account.
    #[must_use]
    pub fn user(id: impl Into<AccountId>) -> Self {
        Self {
            principal_type: PrincipalType::User,
            principal_id: id.into().into_inner(),
        }
    }

    /// The members of a group.
    #[must_use]
    pub fn group(id: impl Into<GroupId>) -> Self {
        Self {
            principal_type: PrincipalType::Group,
            principal_id: id.into().into_inner(),
        }
    }

    /// A kind of callers, like `anonymous-users`.
    #[must_use]
    pub fn access_class(name: impl Into<String>) -> Self {
        Self {
            principal_type: PrincipalType::AccessClass,
            principal_id: name.into(),
        }
    }
}

/// The roles that were given.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct SpaceRoleAssignments {
    /// Each with its principal.
    #[serde(default)]
    pub results: Elements<SpaceRoleAssignment>,
}
