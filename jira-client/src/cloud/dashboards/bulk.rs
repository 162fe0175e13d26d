//! Changing many dashboards at once.

use std::collections::BTreeMap;

use atlassian_core::AccountId;
use atlassian_core::model::{Deserialize, Serialize};

use super::DashboardId;
use crate::cloud::filter_sharing::ShareWith;
use crate::ids::NumericIds;

/// What to change of which dashboards.
///
/// ```
/// use jira_client::cloud::dashboards::DashboardBulkEdit;
///
/// let edit = DashboardBulkEdit::change_owner(["10000", "10001"], "5b10ac8d82e05b22cc7d4ef5").autofix_names();
/// ```
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct DashboardBulkEdit {
    action: &'static str,
    entity_ids: NumericIds<DashboardId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    change_owner_details: Option<NewOwner>,
    #[serde(skip_serializing_if = "Option::is_none")]
    permission_details: Option<Permissions>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    extend_admin_permissions: bool,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct NewOwner {
    new_owner: AccountId,
    autofix_name: bool,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Permissions {
    share_permissions: Vec<ShareWith>,
    edit_permissions: Vec<ShareWith>,
}

impl DashboardBulkEdit {
    /// Gives them to another owner.
    pub fn change_owner(
        dashboards: impl Into<NumericIds<DashboardId>>,
        owner: impl Into<AccountId>,
    ) -> Self {
        Self {
            change_owner_details: Some(NewOwner {
                new_owner: owner.into(),
                autofix_name: false,
            }),
            ..Self::of("changeOwner", dashboards)
        }
    }

    /// Sets who sees and who can change them, besides their owners.
    pub fn set_permissions(
        dashboards: impl Into<NumericIds<DashboardId>>,
        share: impl Into<Vec<ShareWith>>,
        edit: impl Into<Vec<ShareWith>>,
    ) -> Self {
        Self::of("changePermission", dashboards).with(share.into(), edit.into())
    }

    /// Lets more people see and change them.
    pub fn add_permissions(
        dashboards: impl Into<NumericIds<DashboardId>>,
        share: impl Into<Vec<ShareWith>>,
        edit: impl Into<Vec<ShareWith>>,
    ) -> Self {
        Self::of("addPermission", dashboards).with(share.into(), edit.into())
    }

    /// Takes permissions to see and to change them back.
    pub fn remove_permissions(
        dashboards: impl Into<NumericIds<DashboardId>>,
        share: impl Into<Vec<ShareWith>>,
        edit: impl Into<Vec<ShareWith>>,
    ) -> Self {
        Self::of("removePermission", dashboards).with(share.into(), edit.into())
    }

    fn of(action: &'static str, dashboards: impl Into<NumericIds<DashboardId>>) -> Self {
        Self {
            action,
            entity_ids: dashboards.into(),
            change_owner_details: None,
            permission_details: None,
            extend_admin_permissions: false,
        }
    }

    fn with(mut self, share_permissions: Vec<ShareWith>, edit_permissions: Vec<ShareWith>) -> Self {
        self.permission_details = Some(Permissions {
            share_permissions,
            edit_permissions,
        });
        self
    }

    /// Gives a dashboard another name where its new owner has one of the same name, which is an error otherwise.
    #[must_use]
    pub fn autofix_names(mut self) -> Self {
        if let Some(details) = &mut self.change_owner_details {
            details.autofix_name = true;
        }
        self
    }

    /// Acts as an administrator, on the dashboards of others too.
    #[must_use]
    pub fn extend_admin_permissions(mut self) -> Self {
        self.extend_admin_permissions = true;
        self
    }
}

/// What became of a change of many dashboards.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct DashboardBulkOutcome {
    /// What was to be done.
    pub action: Option<String>,
    /// The dashboards that were not changed, and why. All others were.
    #[serde(default)]
    pub entity_errors: BTreeMap<DashboardId, DashboardBulkError>,
}

/// Why a dashboard was not changed.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct DashboardBulkError {
    /// The reasons.
    #[serde(default)]
    pub error_messages: Vec<String>,
    /// The reasons that belong to one field.
    #[serde(default)]
    pub errors: BTreeMap<String, String>,
}
