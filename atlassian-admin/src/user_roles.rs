//! What people may do: their roles on apps, sites and the organization.
//!
//! The roles of groups are in [`groups`](crate::groups).

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{AccountId, NextIn, NoContent, Page, Paging, open_enum, operations};

use crate::users::MembershipStatus;
use crate::{DirectoryId, OrgId, ResourceId, RoleId};

operations! {
    /// The roles of people.
    ///
    /// What is changed here takes up to half a minute to show.
    pub struct UserRoles;

    /// The roles that somebody has, and whether directly or by a group.
    ///
    /// Pages of 100.
    /// [Reference](https://developer.atlassian.com/cloud/admin/organization/rest/api-group-users/#api-v2-orgs-orgid-directories-directoryid-users-accountid-role-assignments-get)
    list: GetUserRoleAssignments = GET
        "/admin/v2/orgs/{orgId}/directories/{directoryId}/users/{accountId}/role-assignments"
        => Page<UserRoleAssignment>
    {
        permission "Organization admin";
        scopes ["read:directories:admin"];
        granular [];
        takes {
            path org_id = "orgId": OrgId,
            path directory_id = "directoryId": DirectoryId,
            path account_id = "accountId": AccountId,
        }
        query_repeated {
            /// Only in these directories.
            directory_ids = "directoryIds": DirectoryId,
            /// Only on resources of these apps.
            resource_owners = "resourceOwners": String,
            /// Only on these resources.
            resource_ids = "resourceIds": ResourceId,
            /// Only these roles.
            role_ids = "roleIds": RoleId,
        }
        pages UserRoleAssignment = Paging::cursor("data", NextIn::Links).unique_by("resourceId").page_size(100);
    }

    /// Gives somebody a role on a resource.
    ///
    /// Refused (409) where the app has no free seat.
    /// [Reference](https://developer.atlassian.com/cloud/admin/organization/rest/api-group-users/#api-v1-orgs-orgid-users-userid-roles-assign-post)
    assign: AssignRole = POST "/admin/v1/orgs/{orgId}/users/{userId}/roles/assign" => NoContent {
        permission "Organization admin";
        scopes [];
        granular [];
        takes { path org_id = "orgId": OrgId, path account_id = "userId": AccountId, body role = "role": RoleId }
        body {
            /// On what. Every role needs it but that of the organization's administrators.
            resource = "resource": ResourceId,
        }
    }

    /// Takes a role on a resource from somebody. What a group gives stays.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/admin/organization/rest/api-group-users/#api-v1-orgs-orgid-users-userid-roles-revoke-post)
    revoke: RevokeRole = POST "/admin/v1/orgs/{orgId}/users/{userId}/roles/revoke" => NoContent {
        permission "Organization admin";
        scopes [];
        granular [];
        takes { path org_id = "orgId": OrgId, path account_id = "userId": AccountId, body role = "role": RoleId }
        body {
            /// On what. Every role needs it but that of the organization's administrators.
            resource = "resource": ResourceId,
        }
    }

    /// Gives somebody a role on the organization itself: [`RoleId::OrgAdmin`] is the only one there is.
    ///
    /// Atlassian calls this experimental. It is the way to make administrators, since groups will not do so any more.
    /// [Reference](https://developer.atlassian.com/cloud/admin/organization/rest/api-group-users/#api-v1-orgs-orgid-users-userid-role-assignments-assign-post)
    assign_org_role: AssignOrgRole = POST "/admin/v1/orgs/{orgId}/users/{userId}/role-assignments/assign" => NoContent {
        permission "Organization admin";
        scopes [];
        granular [];
        takes { path org_id = "orgId": OrgId, path account_id = "userId": AccountId, body role = "role": RoleId }
    }

    /// Takes a role on the organization itself from somebody.
    ///
    /// Atlassian calls this experimental.
    /// [Reference](https://developer.atlassian.com/cloud/admin/organization/rest/api-group-users/#api-v1-orgs-orgid-users-userid-role-assignments-revoke-post)
    revoke_org_role: RevokeOrgRole = POST "/admin/v1/orgs/{orgId}/users/{userId}/role-assignments/revoke" => NoContent {
        permission "Organization admin";
        scopes [];
        granular [];
        takes { path org_id = "orgId": OrgId, path account_id = "userId": AccountId, body role = "role": RoleId }
    }
}

open_enum! {
    /// How somebody came to a role.
    pub enum RoleAssignmentMethod {
        /// It was given to the person.
        Direct = "direct",
        /// It was given to a group that the person is in.
        GroupDirect = "group_direct",
        /// It follows from something else.
        Inferred = "inferred",
    }
}

/// The roles of somebody on one resource.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct UserRoleAssignment {
    /// The resource.
    pub resource_id: ResourceId,
    /// The app that it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource_owner: Option<String>,
    /// The directory; absent for roles on a site or the organization.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub directory_id: Option<DirectoryId>,
    /// How the person is in that directory.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_directory_status: Option<MembershipStatus>,
    /// The roles, and how the person came to each.
    #[serde(default)]
    pub role_assignments: Vec<AssignedRole>,
    /// The roles by their names alone, which Atlassian will leave out one day.
    #[serde(default)]
    pub roles: Vec<RoleId>,
}

/// A role, and how somebody came to it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct AssignedRole {
    /// The role.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<RoleId>,
    /// How.
    #[serde(default)]
    pub role_assignment_methods: Vec<RoleAssignmentMethod>,
}
