//! Groups and their members.

use atlassian_core::{AccountId, NoContent, Page, Paging, id_type, open_enum, operations};
use serde::{Deserialize, Serialize};

use crate::users::{User, UserExpand};

/// How version 1 lists groups and accounts: by position. An empty page ends it and not a missing link, since those were
/// known to be missing.
const BY_POSITION: Paging = Paging::offset("results")
    .parameters("start", "limit")
    .beyond_total()
    .page_size(200);

operations! {
    /// The groups of the site: the same that Jira has.
    pub struct Groups;

    /// Every group, by name.
    ///
    /// Pages of 200.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-group/#api-wiki-rest-api-group-get)
    list: GetGroups = GET "/wiki/rest/api/group" => Page<Group> {
        permission "Can use";
        scopes ["read:confluence-groups"];
        granular ["read:group:confluence"];
        query {
            /// Only groups that give this.
            access_type = "accessType": GroupAccessType,
        }
        pages Group = BY_POSITION.unique_by("id");
    }

    /// The groups whose name contains a text.
    ///
    /// Pages of 200, which is the most.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-group/#api-wiki-rest-api-group-picker-get)
    pick: SearchGroups = GET "/wiki/rest/api/group/picker" => Page<Group> {
        permission "Can use";
        scopes ["read:confluence-groups"];
        granular ["read:group:confluence"];
        takes { query query = "query": String }
        query {
            /// Count them as well, for the `total` of a page. It costs the service a lot.
            should_return_total_size = "shouldReturnTotalSize": bool,
        }
        pages Group = BY_POSITION.unique_by("id");
    }

    /// One group.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-group/#api-wiki-rest-api-group-by-id-get)
    get: GetGroupByGroupId = GET "/wiki/rest/api/group/by-id" => Group {
        permission "Can use";
        scopes ["read:confluence-groups"];
        granular ["read:group:confluence"];
        takes { query id = "id": GroupId }
    }

    /// The members of a group, inactive ones included.
    ///
    /// Pages of 200, which is the most: to ask for more is an error (400).
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-group/#api-wiki-rest-api-group-groupid-membersbygroupid-get)
    members: GetGroupMembersByGroupId = GET "/wiki/rest/api/group/{groupId}/membersByGroupId" => Page<User> {
        permission "Can use";
        scopes ["read:confluence-groups"];
        granular ["read:group:confluence", "read:user:confluence"];
        takes { path group_id = "groupId": GroupId }
        query {
            /// Count them as well, for the `total` of a page. It costs the service a lot.
            should_return_total_size = "shouldReturnTotalSize": bool,
        }
        query_joined {
            /// What else to send of each.
            expand = "expand": UserExpand,
        }
        pages User = BY_POSITION.unique_by("accountId");
    }

    /// Makes a group. Its name must be new (400).
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-group/#api-wiki-rest-api-group-post)
    create: CreateGroup = POST "/wiki/rest/api/group" => Group {
        permission "Site admin";
        scopes ["write:confluence-groups"];
        granular ["read:group:confluence", "write:group:confluence"];
        takes { body name = "name": String }
    }

    /// Deletes a group, for all products of the site.
    ///
    /// Who has access through it alone loses it.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-group/#api-wiki-rest-api-group-by-id-delete)
    delete: RemoveGroupById = DELETE "/wiki/rest/api/group/by-id" => NoContent {
        permission "Site admin";
        scopes ["write:confluence-groups"];
        granular ["write:group:confluence"];
        takes { query id = "id": GroupId }
    }

    /// Adds an account to a group. One that is there already stays, and that is no error.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-group/#api-wiki-rest-api-group-userbygroupid-post)
    add_member: AddUserToGroupByGroupId = POST "/wiki/rest/api/group/userByGroupId" => NoContent {
        permission "Site admin";
        scopes ["write:confluence-groups"];
        granular ["write:group:confluence"];
        takes { query group_id = "groupId": GroupId, body account_id = "accountId": AccountId }
    }

    /// Takes an account out of a group.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-group/#api-wiki-rest-api-group-userbygroupid-delete)
    remove_member: RemoveMemberFromGroupByGroupId = DELETE "/wiki/rest/api/group/userByGroupId" => NoContent {
        permission "Site admin";
        scopes ["write:confluence-groups"];
        granular ["write:group:confluence"];
        takes { query group_id = "groupId": GroupId, query account_id = "accountId": AccountId }
    }
}

id_type! {
    /// The id of a group: it stays when the group's name changes.
    pub struct GroupId;
}

open_enum! {
    /// What a group gives its members.
    pub enum GroupAccessType {
        /// The use of Confluence.
        User = "user",
        /// Its administration.
        Admin = "admin",
        /// The administration of the site.
        SiteAdmin = "site-admin",
    }

    /// Who decides over the members of a group.
    pub enum GroupManagedBy {
        /// Administrators.
        Admins = "ADMINS",
        /// A directory outside of Atlassian.
        External = "EXTERNAL",
        /// The members of the team.
        TeamMembers = "TEAM_MEMBERS",
        /// Everybody.
        Open = "OPEN",
    }

    /// What a group is for.
    pub enum GroupUsageType {
        /// Access to products.
        UserbaseGroup = "USERBASE_GROUP",
        /// A team of people.
        TeamCollaboration = "TEAM_COLLABORATION",
    }
}

/// A group.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Group {
    /// Its id.
    pub id: GroupId,
    /// Its name. It can change.
    pub name: String,
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub usage_type: Option<GroupUsageType>,
    /// Who decides over its members.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub managed_by: Option<GroupManagedBy>,
}
