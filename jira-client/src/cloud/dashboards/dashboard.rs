//! A dashboard as it is read, and what can be said of one.

use atlassian_core::model::{Deserialize, Serialize};

use super::DashboardId;
use crate::cloud::filter_sharing::{SharePermission, ShareWith};
use crate::cloud::users::User;

/// A dashboard. [`Dashboards::search`](super::Dashboards::search) sends less of it than the others.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Dashboard {
    /// Its id.
    pub id: DashboardId,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its address in the API.
    #[serde(rename = "self", skip_serializing_if = "Option::is_none")]
    pub self_url: Option<String>,
    /// What it is good for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Whose it is. The system dashboard has no owner.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<User>,
    /// How many marked it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub popularity: Option<u64>,
    /// Its place among those that the caller marked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rank: Option<u32>,
    /// Who sees it besides the owner.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share_permissions: Option<Vec<SharePermission>>,
    /// Who can change it besides the owner.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edit_permissions: Option<Vec<SharePermission>>,
    /// Whether the caller marked it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_favourite: Option<bool>,
    /// Whether the caller can change it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_writable: Option<bool>,
    /// Whether it is the one that everybody has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub system_dashboard: Option<bool>,
    /// Where people see it, from the site's address on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub view: Option<String>,
    /// How often it is loaded anew by itself, in milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub automatic_refresh_ms: Option<u64>,
}

/// What is said of a dashboard that is made, changed or copied. Private unless it is shared.
///
/// ```
/// use jira_client::cloud::dashboards::DashboardDetails;
/// use jira_client::cloud::filter_sharing::ShareWith;
///
/// let details = DashboardDetails::new("Releases").description("What comes next").shared_with(ShareWith::project("10000"));
/// ```
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct DashboardDetails {
    /// Its name. The owner has no other dashboard of that name.
    pub name: String,
    /// What it is good for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Who sees it besides the owner.
    pub share_permissions: Vec<ShareWith>,
    /// Who can change it besides the owner.
    pub edit_permissions: Vec<ShareWith>,
}

impl DashboardDetails {
    /// A private dashboard of this name.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            description: None,
            share_permissions: Vec::new(),
            edit_permissions: Vec::new(),
        }
    }

    /// What a dashboard has, to change some of it. `None` where not all of it was sent, or it is shared with somebody
    /// that cannot be named again: saving the rest would take the dashboard away from them.
    #[must_use]
    pub fn of(dashboard: &Dashboard) -> Option<Self> {
        let wishes = |permissions: &Option<Vec<SharePermission>>| {
            let permissions = permissions.as_ref()?.iter();
            permissions
                .map(SharePermission::to_wish)
                .collect::<Option<Vec<_>>>()
        };
        Some(Self {
            name: dashboard.name.clone()?,
            description: dashboard.description.clone(),
            share_permissions: wishes(&dashboard.share_permissions)?,
            edit_permissions: wishes(&dashboard.edit_permissions)?,
        })
    }

    /// What it is good for.
    #[must_use]
    pub fn description(mut self, description: impl Into<String>) -> Self {
        self.description = Some(description.into());
        self
    }

    /// Lets these see it too.
    #[must_use]
    pub fn shared_with(mut self, with: ShareWith) -> Self {
        self.share_permissions.push(with);
        self
    }

    /// Lets these change it too.
    #[must_use]
    pub fn editable_by(mut self, with: ShareWith) -> Self {
        self.edit_permissions.push(with);
        self
    }
}
