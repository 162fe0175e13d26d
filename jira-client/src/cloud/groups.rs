//! Groups and their members.

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{
    AccountId, Elements, NoContent, Page, Paging, id_type, open_enum, operations,
};

use super::application_roles::ApplicationKey;
use super::users::User;

operations! {
    /// The groups of the site.
    pub struct Groups;

    /// Every group.
    ///
    /// Pages of 50.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-groups/#api-rest-api-3-group-bulk-get)
    list: BulkGetGroups = GET "/rest/api/3/group/bulk" => Page<Group> {
        permission "Browse users and groups";
        scopes ["read:jira-user"];
        granular ["read:group:jira"];
        query {
            /// Only groups that give this kind of access.
            access_type = "accessType": GroupAccessType,
            /// Only groups that give access to this product.
            application_key = "applicationKey": ApplicationKey,
        }
        query_repeated {
            /// Only these groups.
            group_id = "groupId": GroupId,
            /// Only groups of exactly these names.
            group_name = "groupName": String,
        }
        pages Group = Paging::offset("values").unique_by("groupId").page_size(50);
    }

    /// Groups whose name contains a text, for a search box.
    ///
    /// Gives 20 at most unless the site is set up otherwise, and has no further pages:
    /// [`total`](FoundGroups::total) tells how many there are. Use [`list`](Groups::list) to go through all groups.
    /// Without *Browse users and groups*, only a group whose name is exactly the text is found.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-groups/#api-rest-api-3-groups-picker-get)
    pick: FindGroups = GET "/rest/api/3/groups/picker" => FoundGroups {
        permission "Browse users and groups";
        scopes ["read:jira-user"];
        granular ["read:group:jira"];
        query {
            /// The text.
            query = "query": String,
            /// How many to return; the site's own limit may be lower.
            max_results = "maxResults": u32,
            /// Whether `Admins` finds `admins`; not unless set.
            case_insensitive = "caseInsensitive": bool,
        }
        query_repeated {
            /// Not these names. Not together with `exclude_id`, which is the safer choice: names change.
            exclude = "exclude": String,
            /// Not these groups.
            exclude_id = "excludeId": GroupId,
        }
    }

    /// Makes a group.
    ///
    /// A name that is in use is refused (400).
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-groups/#api-rest-api-3-group-post)
    create: CreateGroup = POST "/rest/api/3/group" => GroupWithMembers {
        permission "Site administration";
        scopes ["manage:jira-configuration"];
        granular ["read:group:jira", "read:user:jira", "write:group:jira", "read:avatar:jira"];
        takes { body name = "name": String }
    }

    /// Deletes a group.
    ///
    /// Comments and worklogs that only this group may see cannot be seen by anybody afterwards, unless another group is
    /// named that takes them over. A group that comes from another directory (SCIM) cannot be deleted here.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-groups/#api-rest-api-3-group-delete)
    delete: RemoveGroup = DELETE "/rest/api/3/group" => NoContent {
        permission "Site administration";
        scopes ["manage:jira-configuration"];
        granular ["delete:group:jira"];
        takes { query group_id = "groupId": GroupId }
        query {
            /// The group that comments and worklogs are left to.
            swap_group_id = "swapGroupId": GroupId,
            /// The same by its name, which can change. Not together with `swap_group_id`.
            swap_group = "swapGroup": String,
        }
    }

    /// The members of a group, those of the groups inside it included.
    ///
    /// Pages of 50; more is not given, whatever is asked for. Inactive accounts are left out unless asked for.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-groups/#api-rest-api-3-group-member-get)
    members: GetUsersFromGroup = GET "/rest/api/3/group/member" => Page<User> {
        permission "Browse users and groups, or Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["read:group:jira", "read:user:jira", "read:avatar:jira"];
        takes { query group_id = "groupId": GroupId }
        query {
            /// Also accounts that cannot be used any more.
            include_inactive_users = "includeInactiveUsers": bool,
        }
        pages User = Paging::offset("values").unique_by("accountId").page_size(50);
    }

    /// Puts an account into a group.
    ///
    /// An account that is a member already is refused (400). A group that comes from another directory (SCIM) cannot be
    /// changed here.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-groups/#api-rest-api-3-group-user-post)
    add_member: AddUserToGroup = POST "/rest/api/3/group/user" => GroupWithMembers {
        permission "Site administration";
        scopes ["manage:jira-configuration"];
        granular ["write:group:jira", "read:avatar:jira", "read:group:jira", "read:user:jira"];
        takes { query group_id = "groupId": GroupId, body account_id = "accountId": AccountId }
    }

    /// Takes an account out of a group.
    ///
    /// Sent once only: in between somebody may have put the account back.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-groups/#api-rest-api-3-group-user-delete)
    remove_member: RemoveUserFromGroup = DELETE "/rest/api/3/group/user" => NoContent {
        permission "Site administration";
        scopes ["manage:jira-configuration"];
        granular ["write:group:jira"];
        repeat never;
        takes { query group_id = "groupId": GroupId, query account_id = "accountId": AccountId }
    }
}

id_type! {
    /// The id of a group, like `952d12c3-5b5b-4d04-bb32-44d383afc4b2`: the same in all products, and it stays when the
    /// group's name changes.
    pub struct GroupId;
}

open_enum! {
    /// The kind of access that a group gives.
    pub enum GroupAccessType {
        /// Administration of the site.
        SiteAdmin = "site-admin",
        /// Administration of a product.
        Admin = "admin",
        /// Use of a product.
        User = "user",
    }

    /// Who decides over the members of a group.
    pub enum GroupManagedBy {
        /// Another directory that is synchronised (SCIM). The group cannot be changed here.
        External = "EXTERNAL",
        /// Administrators.
        Admins = "ADMINS",
        /// The members themselves.
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
        /// The duties of administrators.
        AdminOversight = "ADMIN_OVERSIGHT",
    }

    /// What a label on a group says.
    pub enum GroupLabelType {
        /// The group gives administration.
        Admin = "ADMIN",
        /// It gives access to one product.
        Single = "SINGLE",
        /// It gives access to several products.
        Multiple = "MULTIPLE",
    }
}

/// A group, as other answers name it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Group {
    /// Its name. It can change.
    pub name: String,
    /// Its id. Atlassian's description allows for it to be missing; no site is known to leave it out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group_id: Option<GroupId>,
    /// Its address in the API; [`Groups::list`] does not send it.
    #[serde(rename = "self", skip_serializing_if = "Option::is_none")]
    pub self_url: Option<String>,
}

/// A group that was made or changed.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct GroupWithMembers {
    /// Its name. It can change.
    pub name: String,
    /// Its id. Atlassian's description allows for it to be missing; no site is known to leave it out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group_id: Option<GroupId>,
    /// Its address in the API.
    #[serde(rename = "self", skip_serializing_if = "Option::is_none")]
    pub self_url: Option<String>,
    /// The first of its members. Use [`Groups::members`] for all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub users: Option<FirstMembers>,
    /// What could have been asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expand: Option<String>,
}

/// The first members of a group, 50 at most.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct FirstMembers {
    /// How many members there are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<u64>,
    /// The members that were sent.
    #[serde(default)]
    pub items: Vec<User>,
    /// How many are sent at most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_results: Option<u64>,
    /// The place of the first one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_index: Option<u64>,
    /// The place of the last one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_index: Option<u64>,
}

/// What the picker found.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct FoundGroups {
    /// A sentence for people: `Showing 2 of 2 matching groups`.
    pub header: Option<String>,
    /// How many groups match, the ones not sent included.
    pub total: Option<u64>,
    /// The groups, in the order of their names.
    #[serde(default)]
    pub groups: Elements<FoundGroup>,
}

/// A group that the picker found.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct FoundGroup {
    /// Its name.
    pub name: String,
    /// Its id.
    pub group_id: Option<GroupId>,
    /// Its name as HTML, with the text that was searched for in bold.
    pub html: Option<String>,
    /// What it gives, in a word or two.
    #[serde(default)]
    pub labels: Vec<GroupLabel>,
    /// Its picture, if it is a team that has one.
    pub avatar_url: Option<String>,
    /// Who decides over its members.
    pub managed_by: Option<GroupManagedBy>,
    /// What it is for.
    pub usage_type: Option<GroupUsageType>,
}

/// A label on a group.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct GroupLabel {
    /// The label.
    pub text: Option<String>,
    /// What it means, in a sentence.
    pub title: Option<String>,
    /// Its kind.
    #[serde(rename = "type")]
    pub kind: Option<GroupLabelType>,
}
