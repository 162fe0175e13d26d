//! The groups in the directories of an organization, their members and their roles.
//!
//! These operations of the second version take the place of what Atlassian switched off after 2026-06-30:
//! `POST …/groups/search`, `POST` and `DELETE …/directory/groups`, their memberships, and `…/roles/assign` and
//! `…/roles/revoke` of groups. The members of a group are found by
//! [`Users::search`](crate::users::Users::search) with its `group_ids`.

mod group;

use atlassian_core::{AccountId, List, NextIn, NoContent, Page, Paging, operations};

use crate::data::Data;
use crate::{DirectoryId, GroupId, OrgId, ResourceId, RoleId};

pub use group::{
    Group, GroupCount, GroupCounts, GroupExpand, GroupManagedBy, GroupRoleAssignment, GroupSort,
    GroupStats, GroupTotals, GroupType, GroupTypeCount, ManagementAccess,
};

operations! {
    /// The groups in the directories of an organization.
    ///
    /// A group that an identity provider keeps in step can be read here and not changed.
    pub struct Groups;

    /// The groups that fit what is asked for; all, if nothing is.
    ///
    /// Pages of 100, the most there is. It only reads, so it is repeated like a GET.
    /// [Reference](https://developer.atlassian.com/cloud/admin/organization/rest/api-group-groups/#api-v2-orgs-orgid-directories-directoryid-groups-search-post)
    search: SearchDirectoryGroups = POST "/admin/v2/orgs/{orgId}/directories/{directoryId}/groups/search"
        => Page<Group>
    {
        permission "Organization admin";
        scopes ["read:groups:admin"];
        granular [];
        repeat safe;
        takes { path org_id = "orgId": OrgId, path directory_id = "directoryId": DirectoryId }
        body {
            /// Only groups with one of these members.
            account_ids = "accountIds": List<AccountId>,
            /// Only groups of these directories.
            directory_ids = "directoryIds": List<DirectoryId>,
            /// Only these groups. Not together with `group_names`.
            group_ids = "groupIds": List<GroupId>,
            /// Only groups of exactly these names, in any case. Not together with `group_ids` or `search_term`.
            group_names = "groupNames": List<String>,
            /// Only groups with a role on one of these resources.
            resource_ids = "resourceIds": List<ResourceId>,
            /// Only groups with a role on a resource of one of these apps.
            resource_owners = "resourceOwners": List<String>,
            /// Only groups with one of these roles.
            role_ids = "roleIds": List<RoleId>,
            /// Only groups whose name contains this. Not together with `group_names`.
            search_term = "searchTerm": String,
            /// What to send besides the usual.
            expand = "expand": List<GroupExpand>,
            /// The order; one only.
            sort_by = "sortBy": List<GroupSort>,
        }
        pages Group = Paging::cursor("data", NextIn::Links).unique_by("id").page_size(100);
    }

    /// The groups, by the older way.
    ///
    /// Pages of 100.
    /// [Reference](https://developer.atlassian.com/cloud/admin/organization/rest/api-group-groups/#api-v2-orgs-orgid-directories-directoryid-groups-get)
    list: GetGroups = GET "/admin/v2/orgs/{orgId}/directories/{directoryId}/groups" => Page<Group> {
        permission "Organization admin";
        scopes ["read:groups:admin"];
        granular [];
        deprecated "Atlassian stops it on 2027-06-30; use `search`";
        takes { path org_id = "orgId": OrgId, path directory_id = "directoryId": DirectoryId }
        query {
            /// Only groups whose name contains this.
            search_term = "searchTerm": String,
        }
        query_repeated {
            /// Only groups of these directories.
            directory_ids = "directoryIds": DirectoryId,
            /// Only groups with one of these members.
            account_ids = "accountIds": AccountId,
            /// Only these groups.
            group_ids = "groupIds": GroupId,
            /// Only groups with a role on a resource of one of these apps.
            resource_owners = "resourceOwners": String,
            /// Only groups with a role on one of these resources.
            resource_ids = "resourceIds": ResourceId,
            /// Only groups with one of these roles.
            role_ids = "roleIds": RoleId,
        }
        pages Group = Paging::cursor("data", NextIn::Links).unique_by("id").page_size(100);
    }

    /// How many groups fit what is asked for.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/admin/organization/rest/api-group-groups/#api-v2-orgs-orgid-directories-directoryid-groups-count-get)
    count: GetGroupsCount = GET "/admin/v2/orgs/{orgId}/directories/{directoryId}/groups/count" => GroupCount {
        permission "Organization admin";
        scopes ["read:groups:admin"];
        granular [];
        takes { path org_id = "orgId": OrgId, path directory_id = "directoryId": DirectoryId }
        query {
            /// Only groups whose name contains this.
            search_term = "searchTerm": String,
        }
        query_repeated {
            /// Only groups of these directories.
            directory_ids = "directoryIds": DirectoryId,
            /// Only groups with one of these members.
            account_ids = "accountIds": AccountId,
            /// Only these groups.
            group_ids = "groupIds": GroupId,
            /// Only groups with a role on a resource of one of these apps.
            resource_owners = "resourceOwners": String,
            /// Only groups with a role on one of these resources.
            resource_ids = "resourceIds": ResourceId,
            /// Only groups with one of these roles.
            role_ids = "roleIds": RoleId,
        }
    }

    /// How many groups there are of which kind.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/admin/organization/rest/api-group-groups/#api-v2-orgs-orgid-directories-directoryid-groups-stats-get)
    stats: GetGroupsStats = GET "/admin/v2/orgs/{orgId}/directories/{directoryId}/groups/stats" => GroupStats {
        permission "Organization admin";
        scopes ["read:groups:admin"];
        granular [];
        takes { path org_id = "orgId": OrgId, path directory_id = "directoryId": DirectoryId }
    }

    /// One group.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/admin/organization/rest/api-group-groups/#api-v2-orgs-orgid-directories-directoryid-groups-groupid-get)
    get: GetGroup = GET "/admin/v2/orgs/{orgId}/directories/{directoryId}/groups/{groupId}" => Data<Group> {
        permission "Organization admin";
        scopes ["read:groups:admin"];
        granular [];
        takes {
            path org_id = "orgId": OrgId,
            path directory_id = "directoryId": DirectoryId,
            path group_id = "groupId": GroupId,
        }
    }

    /// Makes a group.
    ///
    /// A name that is in use is refused (409). The description does not say what is answered: look the group up by its
    /// name, with [`search`](Groups::search), to have its id. The directory must be named by its id.
    /// [Reference](https://developer.atlassian.com/cloud/admin/organization/rest/api-group-groups/#api-v2-orgs-orgid-directories-directoryid-groups-post)
    create: CreateGroup = POST "/admin/v2/orgs/{orgId}/directories/{directoryId}/groups" => NoContent {
        permission "Organization admin";
        scopes [];
        granular [];
        takes {
            path org_id = "orgId": OrgId,
            path directory_id = "directoryId": DirectoryId,
            body name = "name": String,
        }
        body {
            /// What it is for.
            description = "description": String,
        }
    }

    /// Deletes a group, and with it the access that it gives.
    ///
    /// An app's default group and the groups of administrators are refused (403).
    /// [Reference](https://developer.atlassian.com/cloud/admin/organization/rest/api-group-groups/#api-v2-orgs-orgid-directories-directoryid-groups-groupid-delete)
    delete: DeleteGroup = DELETE "/admin/v2/orgs/{orgId}/directories/{directoryId}/groups/{groupId}" => NoContent {
        permission "Organization admin";
        scopes [];
        granular [];
        repeat never;
        takes {
            path org_id = "orgId": OrgId,
            path directory_id = "directoryId": DirectoryId,
            path group_id = "groupId": GroupId,
        }
    }

    /// Puts somebody of the same directory into a group.
    ///
    /// Refused (409) for a member, and where an app that the group gives access to has no free seat. To make an
    /// administrator of the organization use
    /// [`assign_org_role`](crate::user_roles::UserRoles::assign_org_role): the group of the administrators will not take
    /// members any more.
    /// [Reference](https://developer.atlassian.com/cloud/admin/organization/rest/api-group-groups/#api-v2-orgs-orgid-directories-directoryid-groups-groupid-memberships-post)
    add_member: AddUserToGroup = POST
        "/admin/v2/orgs/{orgId}/directories/{directoryId}/groups/{groupId}/memberships" => NoContent
    {
        permission "Organization admin";
        scopes [];
        granular [];
        takes {
            path org_id = "orgId": OrgId,
            path directory_id = "directoryId": DirectoryId,
            path group_id = "groupId": GroupId,
            body account_id = "accountId": AccountId,
        }
    }

    /// Takes somebody out of a group.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/admin/organization/rest/api-group-groups/#api-v2-orgs-orgid-directories-directoryid-groups-groupid-memberships-accountid-delete)
    remove_member: RemoveUserFromGroup = DELETE
        "/admin/v2/orgs/{orgId}/directories/{directoryId}/groups/{groupId}/memberships/{accountId}" => NoContent
    {
        permission "Organization admin";
        scopes [];
        granular [];
        repeat never;
        takes {
            path org_id = "orgId": OrgId,
            path directory_id = "directoryId": DirectoryId,
            path group_id = "groupId": GroupId,
            path account_id = "accountId": AccountId,
        }
    }

    /// The roles that a group gives.
    ///
    /// Pages of 100.
    /// [Reference](https://developer.atlassian.com/cloud/admin/organization/rest/api-group-groups/#api-v2-orgs-orgid-directories-directoryid-groups-groupid-role-assignments-get)
    roles: GetGroupRoleAssignments = GET
        "/admin/v2/orgs/{orgId}/directories/{directoryId}/groups/{groupId}/role-assignments" => Page<GroupRoleAssignment>
    {
        permission "Organization admin";
        scopes ["read:groups:admin"];
        granular [];
        takes {
            path org_id = "orgId": OrgId,
            path directory_id = "directoryId": DirectoryId,
            path group_id = "groupId": GroupId,
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
        pages GroupRoleAssignment = Paging::cursor("data", NextIn::Links).unique_by("resourceId").page_size(100);
    }

    /// Gives a group a role on a resource, and so all of its members.
    ///
    /// Refused (409) where the app has too few free seats.
    /// [Reference](https://developer.atlassian.com/cloud/admin/organization/rest/api-group-groups/#api-v2-orgs-orgid-directories-directoryid-groups-groupid-role-assignments-assign-post)
    assign_role: AssignRoleToGroup = POST
        "/admin/v2/orgs/{orgId}/directories/{directoryId}/groups/{groupId}/role-assignments/assign" => NoContent
    {
        permission "Organization admin";
        scopes [];
        granular [];
        takes {
            path org_id = "orgId": OrgId,
            path directory_id = "directoryId": DirectoryId,
            path group_id = "groupId": GroupId,
            body resource_id = "resourceId": ResourceId,
            body role_id = "roleId": RoleId,
        }
    }

    /// Takes a role on a resource from a group.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/admin/organization/rest/api-group-groups/#api-v2-orgs-orgid-directories-directoryid-groups-groupid-role-assignments-revoke-post)
    revoke_role: RevokeRoleFromGroup = POST
        "/admin/v2/orgs/{orgId}/directories/{directoryId}/groups/{groupId}/role-assignments/revoke" => NoContent
    {
        permission "Organization admin";
        scopes [];
        granular [];
        takes {
            path org_id = "orgId": OrgId,
            path directory_id = "directoryId": DirectoryId,
            path group_id = "groupId": GroupId,
            body resource_id = "resourceId": ResourceId,
            body role_id = "roleId": RoleId,
        }
    }
}
