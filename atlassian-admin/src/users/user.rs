//! What a directory says of people.

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{AccountId, Timestamp, open_enum};

use crate::data::{Direction, SelfLink};
use crate::managed_accounts::{AccountStatus, AccountType};
use crate::{GroupId, ProductKey, ResourceId, RoleId};

open_enum! {
    /// Whether an organization manages the account.
    pub enum ClaimStatus {
        /// It does.
        Managed = "managed",
        /// It does not.
        Unmanaged = "unmanaged",
    }

    /// What can be done with an account here: its own state and its membership in one word.
    pub enum UserStatus {
        /// It can be used, and is in a directory.
        Active = "active",
        /// It can be used, and is suspended in all directories.
        Suspended = "suspended",
        /// It can be used, and is in no directory.
        NotInvited = "not_invited",
        /// It cannot be used.
        Deactivated = "deactivated",
        /// It will be deleted.
        ForDeletion = "for_deletion",
    }

    /// How somebody is in a directory.
    pub enum MembershipStatus {
        /// As a member.
        Active = "active",
        /// Suspended.
        Suspended = "suspended",
        /// Not at all.
        NoMembership = "no_membership",
    }

    /// How an account came into a directory.
    pub enum ManagementSource {
        /// An administrator invited it.
        Invited = "invited",
        /// An identity provider keeps it in step.
        Synced = "synced",
    }

    /// What a search sends on demand only.
    pub enum UserExpand {
        /// [`DirectoryUser::platform_roles`].
        PlatformRoles = "platformRoles",
        /// [`DirectoryUser::counts`].
        Resources = "counts.resources",
        /// [`DirectoryUser::product_access`].
        ProductAccess = "productAccess",
        /// [`DirectoryUser::groups`].
        Groups = "groups",
    }
}

/// How a search is ordered.
#[derive(Clone, Debug, Serialize)]
pub struct UserSort {
    field: &'static str,
    direction: Direction,
}

impl UserSort {
    /// By nickname.
    #[must_use]
    pub fn nickname(direction: Direction) -> Self {
        Self {
            field: "nick_name",
            direction,
        }
    }
}

/// Somebody in a directory.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct DirectoryUser {
    /// The account.
    pub account_id: AccountId,
    /// What kind of account it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_type: Option<AccountType>,
    /// What can be done with it here, in one word.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<UserStatus>,
    /// Whether it can be used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_status: Option<AccountStatus>,
    /// How it is in the directories.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub membership_status: Option<MembershipStatus>,
    /// When it was first added to a directory.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub added_to_org: Option<Timestamp>,
    /// When it was deactivated; only where one person is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deactivated_on: Option<Timestamp>,
    /// The whole name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The nickname.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nickname: Option<String>,
    /// The e-mail address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Whether the person has shown that the address is theirs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email_verified: Option<bool>,
    /// Whether the organization manages the account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claim_status: Option<ClaimStatus>,
    /// How it came into the directory; absent where that is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub management_source: Option<ManagementSource>,
    /// Whether log-in takes a second step; of managed accounts only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mfa_enabled: Option<bool>,
    /// The administrative roles, on demand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform_roles: Option<Vec<RoleId>>,
    /// How much there is of what, on demand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counts: Option<UserCounts>,
    /// The apps and when each was last used, on demand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub product_access: Option<Vec<UserProductAccess>>,
    /// The groups, on demand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub groups: Option<Vec<UserGroup>>,
    /// The address of the profile's picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub picture: Option<String>,
    /// The address of the picture that everybody may see.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub avatar: Option<String>,
    /// The department.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub department: Option<String>,
    /// The job.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub job_title: Option<String>,
    /// The place of work.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<String>,
    /// The company, as the profile names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organization: Option<String>,
    /// The time zone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    /// A cursor that stands for this person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub links: Option<SelfLink>,
}

/// How much belongs to somebody.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct UserCounts {
    /// Resources with a role.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resources: Option<u64>,
}

/// An app that somebody has access to.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct UserProductAccess {
    /// The app on its site.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<ResourceId>,
    /// The app.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<ProductKey>,
    /// When it was last used; absent if it never was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_active_timestamp: Option<Timestamp>,
}

/// A group that somebody is in.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct UserGroup {
    /// The group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<GroupId>,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

/// How many people there are.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct UserCount {
    /// The number.
    pub count: u64,
}

/// How many people there are of which kind.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct UserStats {
    /// By the state of the account.
    #[serde(default)]
    pub account_status: Vec<AccountStatusCount>,
    /// By role.
    #[serde(default)]
    pub roles: Vec<RoleCount>,
}

/// How many accounts there are of one state.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct AccountStatusCount {
    /// The state.
    pub status: Option<AccountStatus>,
    /// The number.
    pub count: Option<u64>,
}

/// How many people have one role.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct RoleCount {
    /// The role.
    pub role_id: Option<RoleId>,
    /// The number.
    pub count: Option<u64>,
}
