//! Application roles: which groups give access to which product, and how many seats are left.

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{Elements, open_enum, operations};

use super::groups::Group;

operations! {
    /// The products of the site, each with the groups whose members may use it.
    pub struct ApplicationRoles;

    /// Every application role.
    ///
    /// The members of the groups in [`group_details`](ApplicationRole::group_details) are those who can use the product.
    /// The seats are those of the old licensing and can be out of date; ask
    /// [`licenses`](crate::cloud::licenses) for the number of accounts.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-application-roles/#api-rest-api-3-applicationrole-get)
    list: ListApplicationRoles = GET "/rest/api/3/applicationrole" => Elements<ApplicationRole> {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["read:application-role:jira"];
    }

    /// One application role. A product that the site does not have is *not found*.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-application-roles/#api-rest-api-3-applicationrole-key-get)
    get: GetApplicationRole = GET "/rest/api/3/applicationrole/{key}" => ApplicationRole {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["read:application-role:jira"];
        takes { path key = "key": ApplicationKey }
    }
}

open_enum! {
    /// The key of a product.
    pub enum ApplicationKey {
        /// What remains of Jira without a further product; formerly Jira Work Management.
        JiraCore = "jira-core",
        /// Jira, formerly Jira Software.
        JiraSoftware = "jira-software",
        /// Jira Service Management. Only its agents count; customers need no seat.
        JiraServiceDesk = "jira-servicedesk",
        /// Jira Product Discovery.
        JiraProductDiscovery = "jira-product-discovery",
    }
}

/// A product of the site and who may use it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ApplicationRole {
    /// The product.
    pub key: ApplicationKey,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The names of the groups that give access. Names change: prefer [`group_details`](Self::group_details).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub groups: Option<Vec<String>>,
    /// The groups that give access.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group_details: Option<Vec<Group>>,
    /// The names of the groups that a new user is put into.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_groups: Option<Vec<String>>,
    /// The groups that a new user is put into.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_groups_details: Option<Vec<Group>>,
    /// Whether a new user gets this product unless said otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub selected_by_default: Option<bool>,
    /// Without meaning by now; Atlassian calls it deprecated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub defined: Option<bool>,
    /// The seats of the licence as sent; [`seats`](Self::seats) knows that -1 is no number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number_of_seats: Option<i64>,
    /// The seats left, as sent; -1 where they are unlimited.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remaining_seats: Option<i64>,
    /// How many users count for the licence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_count: Option<i64>,
    /// What kind of users are counted, like `agents`. Can be empty.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_count_description: Option<String>,
    /// Whether the licence has no limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub has_unlimited_seats: Option<bool>,
    /// Whether this is the platform itself, `jira-core`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform: Option<bool>,
}

impl ApplicationRole {
    /// The seats of the licence; `None` if they are unlimited or not told.
    #[must_use]
    pub fn seats(&self) -> Option<u64> {
        self.limited(self.number_of_seats)
    }

    /// The seats left; `None` if they are unlimited or not told.
    #[must_use]
    pub fn seats_left(&self) -> Option<u64> {
        self.limited(self.remaining_seats)
    }

    fn limited(&self, seats: Option<i64>) -> Option<u64> {
        let seats = seats.filter(|_| self.has_unlimited_seats != Some(true))?;
        u64::try_from(seats).ok()
    }
}
