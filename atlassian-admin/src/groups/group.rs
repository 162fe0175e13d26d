//! What a directory says of groups.

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::open_enum;

use crate::data::{Direction, SelfLink};
use crate::{DirectoryId, GroupId, ResourceId, RoleId};

open_enum! {
    /// Who decides over the members of a group.
    pub enum GroupManagedBy {
        /// Another directory, which is kept in step. The group cannot be changed here.
        External = "external",
        /// Administrators.
        Admins = "admins",
        /// The members themselves.
        TeamMembers = "team-members",
        /// Everybody.
        Open = "open",
    }

    /// What kind of group it is.
    pub enum GroupType {
        /// A team of people.
        Team = "TEAM",
        /// A group.
        Group = "GROUP",
        /// A group that gives access to apps.
        UserbaseGroup = "USERBASE_GROUP",
    }

    /// What a search sends on demand only.
    pub enum GroupExpand {
        /// [`GroupCounts::resources`].
        Resources = "counts.resources",
        /// [`GroupCounts::users`].
        Users = "counts.users",
    }
}

/// How a search is ordered.
#[derive(Clone, Debug, Serialize)]
pub struct GroupSort {
    field: &'static str,
    direction: Direction,
}

impl GroupSort {
    /// By name.
    #[must_use]
    pub fn name(direction: Direction) -> Self {
        Self {
            field: "name",
            direction,
        }
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
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The directory that it is in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub directory_id: Option<DirectoryId>,
    /// Whether an identity provider made it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_synced: Option<bool>,
    /// Who decides over its members.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub managed_by: Option<GroupManagedBy>,
    /// What may be done with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub management_access: Option<ManagementAccess>,
    /// How much there is of what, on demand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counts: Option<GroupCounts>,
    /// A cursor that stands for this group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub links: Option<SelfLink>,
}

/// What may be done with a group.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ManagementAccess {
    /// It can be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub readable: Option<bool>,
    /// It can be changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub modifiable: Option<bool>,
    /// It can be deleted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deletable: Option<bool>,
}

/// How much belongs to a group.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct GroupCounts {
    /// Resources with a role.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resources: Option<u64>,
    /// Members.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub users: Option<u64>,
}

/// How many groups there are.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct GroupCount {
    /// The number.
    pub count: u64,
}

/// How many groups there are of which kind.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct GroupStats {
    /// Of the whole organization.
    pub totals: Option<GroupTotals>,
    /// By kind.
    #[serde(default)]
    pub types: Vec<GroupTypeCount>,
}

/// How many groups an organization has.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct GroupTotals {
    /// All.
    pub all: Option<u64>,
    /// Those that something outside manages.
    pub managed: Option<u64>,
    /// Those that an identity provider keeps in step.
    pub synced: Option<u64>,
}

/// How many groups there are of one kind.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct GroupTypeCount {
    /// The kind.
    #[serde(rename = "type")]
    pub kind: Option<GroupType>,
    /// The number.
    pub count: Option<u64>,
}

/// The roles that a group gives on one resource.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct GroupRoleAssignment {
    /// The resource.
    pub resource_id: ResourceId,
    /// The app that it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource_owner: Option<String>,
    /// The roles.
    #[serde(default)]
    pub roles: Vec<RoleId>,
    /// The role that who is given the app gets through this group; absent if it is not such a group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_role: Option<RoleId>,
}
