//! The people in the directories of an organization, managed by it or not.
//!
//! These operations of the second version take the place of what Atlassian switched off after 2026-06-30:
//!
//! | removed | use |
//! |---|---|
//! | `POST /admin/v1/orgs/{orgId}/users/search` | [`search`](Users::search) |
//! | `POST /admin/v1/orgs/{orgId}/users/invite` | [`invite`](Users::invite) |
//! | `POST …/directory/users/{accountId}/suspend-access` | [`suspend`](Users::suspend) |
//! | `POST …/directory/users/{accountId}/restore-access` | [`restore`](Users::restore) |
//! | `DELETE …/directory/users/{accountId}` | [`remove`](Users::remove) |
//!
//! What an account's owner or its organization can change of the account itself is user management, another API.

mod invitation;
mod user;

use atlassian_core::{AccountId, List, NextIn, NoContent, Page, Paging, operations};

use crate::data::Data;
use crate::managed_accounts::AccountStatus;
use crate::{DirectoryId, GroupId, OrgId, ResourceId, RoleId};

pub use invitation::{
    GroupInvitation, Invitation, InvitationOutcome, InvitationResult, InvitedRole, RoleInvitation,
};
pub use user::{
    AccountStatusCount, ClaimStatus, DirectoryUser, ManagementSource, MembershipStatus, RoleCount,
    UserCount, UserCounts, UserExpand, UserGroup, UserProductAccess, UserSort, UserStats,
    UserStatus,
};

operations! {
    /// The people in the directories of an organization.
    pub struct Users;

    /// The people who fit what is asked for; everybody, if nothing is.
    ///
    /// Pages of 100, the most there is. [`DirectoryId::all`] finds people in every directory, and the managed accounts that
    /// are in none; [`directory_ids`](SearchDirectoryUsers::directory_ids) leaves those out. Several filters must all fit;
    /// of several values of one filter any. It only reads, so it is repeated like a GET.
    /// [Reference](https://developer.atlassian.com/cloud/admin/organization/rest/api-group-users/#api-v2-orgs-orgid-directories-directoryid-users-search-post)
    search: SearchDirectoryUsers = POST "/admin/v2/orgs/{orgId}/directories/{directoryId}/users/search"
        => Page<DirectoryUser>
    {
        permission "Organization admin";
        scopes ["read:directories:admin"];
        granular [];
        repeat safe;
        takes { path org_id = "orgId": OrgId, path directory_id = "directoryId": DirectoryId }
        body {
            /// Only these accounts; 10 at most.
            account_ids = "accountIds": List<AccountId>,
            /// Only people in these directories; 10 at most.
            directory_ids = "directoryIds": List<DirectoryId>,
            /// Only people with a role on one of these resources; 20 at most.
            resource_ids = "resourceIds": List<ResourceId>,
            /// Only members of one of these groups; 10 at most.
            group_ids = "groupIds": List<GroupId>,
            /// Only people with one of these roles; 10 at most.
            role_ids = "roleIds": List<RoleId>,
            /// Only managed accounts with or without a second step at log-in.
            mfa_enabled = "mfaEnabled": bool,
            /// Only managed accounts, or only others.
            claim_status = "claimStatus": ClaimStatus,
            /// Only people of these states.
            status = "status": List<UserStatus>,
            /// Only accounts that can be used, or cannot.
            account_status = "accountStatus": List<AccountStatus>,
            /// Only people who are in a directory in this way.
            membership_status = "membershipStatus": List<MembershipStatus>,
            /// Only addresses of these domains, like `example.com`; 10 at most.
            email_domains = "emailDomains": List<String>,
            /// Only these whole addresses; 100 at most. Not together with `search_term`.
            emails = "emails": List<String>,
            /// Only people whose name or address contains this. Not together with `emails`.
            search_term = "searchTerm": String,
            /// What to send besides the usual.
            expand = "expand": List<UserExpand>,
            /// The order; one only.
            sort_by = "sortBy": List<UserSort>,
        }
        pages DirectoryUser = Paging::cursor("data", NextIn::Links).unique_by("accountId").page_size(100);
    }

    /// The people, by the older way: with roles and counts in each answer, and without the newer filters.
    ///
    /// Pages of 100.
    /// [Reference](https://developer.atlassian.com/cloud/admin/organization/rest/api-group-users/#api-v2-orgs-orgid-directories-directoryid-users-get)
    list: GetDirectoryUsers = GET "/admin/v2/orgs/{orgId}/directories/{directoryId}/users" => Page<DirectoryUser> {
        permission "Organization admin";
        scopes ["read:directories:admin"];
        granular [];
        deprecated "Atlassian stops it on 2027-06-30; use `search`";
        takes { path org_id = "orgId": OrgId, path directory_id = "directoryId": DirectoryId }
        query {
            /// Only managed accounts with or without a second step at log-in.
            mfa_enabled = "mfaEnabled": bool,
            /// Only managed accounts, or only others.
            claim_status = "claimStatus": ClaimStatus,
            /// Only people whose nickname or address contains this.
            search_term = "searchTerm": String,
        }
        query_repeated {
            /// Only these accounts.
            account_ids = "accountIds": AccountId,
            /// Only people in these directories.
            directory_ids = "directoryIds": DirectoryId,
            /// Only people with a role on one of these resources.
            resource_ids = "resourceIds": ResourceId,
            /// Only members of one of these groups.
            group_ids = "groupIds": GroupId,
            /// Only people of these states.
            status = "status": UserStatus,
            /// Only accounts that can be used, or cannot.
            account_status = "accountStatus": AccountStatus,
            /// Only people who are in a directory in this way.
            membership_status = "membershipStatus": MembershipStatus,
            /// Only people with one of these roles.
            role_ids = "roleIds": RoleId,
            /// Only addresses of these domains.
            email_domains = "emailDomains": String,
        }
        pages DirectoryUser = Paging::cursor("data", NextIn::Links).unique_by("accountId").page_size(100);
    }

    /// How many people fit what is asked for.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/admin/organization/rest/api-group-users/#api-v2-orgs-orgid-directories-directoryid-users-count-get)
    count: GetDirectoryUsersCount = GET "/admin/v2/orgs/{orgId}/directories/{directoryId}/users/count" => UserCount {
        permission "Organization admin";
        scopes ["read:directories:admin"];
        granular [];
        takes { path org_id = "orgId": OrgId, path directory_id = "directoryId": DirectoryId }
        query {
            /// Only managed accounts with or without a second step at log-in.
            mfa_enabled = "mfaEnabled": bool,
            /// Only managed accounts, or only others.
            claim_status = "claimStatus": ClaimStatus,
            /// Only people whose nickname or address contains this.
            search_term = "searchTerm": String,
        }
        query_repeated {
            /// Only these accounts.
            account_ids = "accountIds": AccountId,
            /// Only people in these directories.
            directory_ids = "directoryIds": DirectoryId,
            /// Only people with a role on one of these resources.
            resource_ids = "resourceIds": ResourceId,
            /// Only members of one of these groups.
            group_ids = "groupIds": GroupId,
            /// Only people of these states.
            status = "status": UserStatus,
            /// Only accounts that can be used, or cannot.
            account_status = "accountStatus": AccountStatus,
            /// Only people who are in a directory in this way.
            membership_status = "membershipStatus": MembershipStatus,
            /// Only people with one of these roles.
            role_ids = "roleIds": RoleId,
            /// Only addresses of these domains.
            email_domains = "emailDomains": String,
        }
    }

    /// How many accounts there are of each state, and how many people have each role.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/admin/organization/rest/api-group-users/#api-v2-orgs-orgid-directories-directoryid-users-stats-get)
    stats: GetUserStats = GET "/admin/v2/orgs/{orgId}/directories/{directoryId}/users/stats" => UserStats {
        permission "Organization admin";
        scopes ["read:directories:admin"];
        granular [];
        takes { path org_id = "orgId": OrgId, path directory_id = "directoryId": DirectoryId }
    }

    /// One person.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/admin/organization/rest/api-group-users/#api-v2-orgs-orgid-directories-directoryid-users-userid-get)
    get: GetDirectoryUserDetails = GET "/admin/v2/orgs/{orgId}/directories/{directoryId}/users/{userId}"
        => Data<DirectoryUser>
    {
        permission "Organization admin";
        scopes ["read:directories:admin"];
        granular [];
        takes {
            path org_id = "orgId": OrgId,
            path directory_id = "directoryId": DirectoryId,
            path account_id = "userId": AccountId,
        }
    }

    /// Invites people to the organization: 25 addresses at most.
    ///
    /// The answer has the account of each, and what became of each role and group: a call that succeeds can hold
    /// failures, see [`Invitation::failures`]. It is refused (402) without a paid subscription, and (409) without a free
    /// seat.
    /// [Reference](https://developer.atlassian.com/cloud/admin/organization/rest/api-group-users/#api-v2-orgs-orgid-users-invite-post)
    invite: InviteUsers = POST "/admin/v2/orgs/{orgId}/users/invite" => Data<Vec<Invitation>> {
        permission "Organization admin";
        scopes [];
        granular [];
        takes { path org_id = "orgId": OrgId, body emails = "emails": List<String> }
        body {
            /// The roles that each gets.
            permission_rules = "permissionRules": List<InvitedRole>,
            /// The groups that each joins.
            additional_groups = "additionalGroups": List<GroupId>,
            /// Whether Atlassian writes to them; not unless set.
            send_notification = "sendNotification": bool,
            /// What that letter says.
            notification_text = "notificationText": String,
        }
    }

    /// Takes somebody's access to every app of a directory, for a while. Groups and roles are kept.
    ///
    /// The seat is free from now on. The Atlassian account itself is not touched: log-in elsewhere, tokens and sessions go
    /// on. The directory must be named by its id.
    /// [Reference](https://developer.atlassian.com/cloud/admin/organization/rest/api-group-users/#api-v2-orgs-orgid-directories-directoryid-users-accountid-suspend-post)
    suspend: SuspendDirectoryUser = POST
        "/admin/v2/orgs/{orgId}/directories/{directoryId}/users/{accountId}/suspend" => NoContent
    {
        permission "Organization admin";
        scopes [];
        granular [];
        takes {
            path org_id = "orgId": OrgId,
            path directory_id = "directoryId": DirectoryId,
            path account_id = "accountId": AccountId,
        }
    }

    /// Gives access back to who was suspended, with the groups and roles of before.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/admin/organization/rest/api-group-users/#api-v2-orgs-orgid-directories-directoryid-users-accountid-restore-post)
    restore: RestoreDirectoryUser = POST
        "/admin/v2/orgs/{orgId}/directories/{directoryId}/users/{accountId}/restore" => NoContent
    {
        permission "Organization admin";
        scopes [];
        granular [];
        takes {
            path org_id = "orgId": OrgId,
            path directory_id = "directoryId": DirectoryId,
            path account_id = "accountId": AccountId,
        }
    }

    /// Takes somebody out of a directory, with all groups and roles.
    ///
    /// Who shall come back has to be invited, and given groups and roles, anew. The Atlassian account stays. It is sent
    /// once: somebody may have brought the person back before a second time.
    /// [Reference](https://developer.atlassian.com/cloud/admin/organization/rest/api-group-users/#api-v2-orgs-orgid-directories-directoryid-users-accountid-delete)
    remove: RemoveDirectoryUser = DELETE "/admin/v2/orgs/{orgId}/directories/{directoryId}/users/{accountId}"
        => NoContent
    {
        permission "Organization admin";
        scopes [];
        granular [];
        repeat never;
        takes {
            path org_id = "orgId": OrgId,
            path directory_id = "directoryId": DirectoryId,
            path account_id = "accountId": AccountId,
        }
    }
}
