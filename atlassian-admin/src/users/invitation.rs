//! Invitations and what became of them.

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{AccountId, open_enum};

use crate::{GroupId, ResourceId, RoleId};

/// A role that people get with an invitation.
#[derive(Clone, Debug, Serialize)]
pub struct InvitedRole {
    resource: ResourceId,
    role: RoleId,
}

impl InvitedRole {
    /// This role on this resource.
    pub fn new(resource: impl Into<ResourceId>, role: RoleId) -> Self {
        Self {
            resource: resource.into(),
            role,
        }
    }
}

open_enum! {
    /// Whether a part of an invitation worked.
    pub enum InvitationOutcome {
        /// It did.
        Invited = "INVITED",
        /// It did not.
        Error = "ERROR",
    }
}

/// Somebody who was invited.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Invitation {
    /// The account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<AccountId>,
    /// The address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// What became of the roles and groups.
    #[serde(default)]
    pub results: Vec<InvitationResult>,
}

impl Invitation {
    /// The reasons of what did not work, in the service's words.
    pub fn failures(&self) -> impl Iterator<Item = &str> {
        self.results.iter().flat_map(|result| {
            let roles = result.role_assignment_result.iter();
            let groups = result.group_assignment_result.iter();
            roles
                .map(|role| (&role.status, &role.status_reason))
                .chain(groups.map(|group| (&group.status, &group.status_reason)))
                .filter(|(status, _)| *status == &Some(InvitationOutcome::Error))
                .map(|(_, reason)| reason.as_deref().unwrap_or("no reason was given"))
        })
    }
}

/// What became of the roles and groups of an invitation.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct InvitationResult {
    /// The roles.
    #[serde(default)]
    pub role_assignment_result: Vec<RoleInvitation>,
    /// The groups.
    #[serde(default)]
    pub group_assignment_result: Vec<GroupInvitation>,
}

/// What became of a role.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct RoleInvitation {
    /// On what.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource: Option<ResourceId>,
    /// The role.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<RoleId>,
    /// Whether it was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<InvitationOutcome>,
    /// Why not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_reason: Option<String>,
}

/// What became of a group.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct GroupInvitation {
    /// The group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<GroupId>,
    /// Whether it was joined.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<InvitationOutcome>,
    /// Why not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_reason: Option<String>,
}
