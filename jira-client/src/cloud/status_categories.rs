//! Status categories: the three colours of a board.

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{Elements, id_type, open_enum, operations};

use crate::ids::number;

operations! {
    /// Status categories.
    pub struct StatusCategories;

    /// Every status category. They are the same on all sites, but for the language of their names.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-workflow-status-categories/#api-rest-api-3-statuscategory-get)
    list: GetStatusCategories = GET "/rest/api/3/statuscategory" => Elements<StatusCategory> {
        permission "Permission to access Jira";
        scopes ["read:jira-work"];
        granular ["read:status:jira"];
    }

    /// One status category, by its id or its key.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-workflow-status-categories/#api-rest-api-3-statuscategory-idorkey-get)
    get: GetStatusCategory = GET "/rest/api/3/statuscategory/{idOrKey}" => StatusCategory {
        permission "Permission to access Jira";
        scopes ["read:jira-work"];
        granular ["read:status:jira"];
        takes { path category = "idOrKey": StatusCategoryKey }
    }
}

id_type! {
    /// The id of a status category: a digit, like `4`.
    pub struct StatusCategoryId;
}

open_enum! {
    /// The key of a status category, the same in every language.
    pub enum StatusCategoryKey {
        /// None: of statuses that nobody has sorted in.
        Undefined = "undefined",
        /// Not begun.
        New = "new",
        /// Under way.
        Indeterminate = "indeterminate",
        /// Done.
        Done = "done",
    }
}

/// A status category.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct StatusCategory {
    /// Its id.
    #[serde(serialize_with = "number")]
    pub id: StatusCategoryId,
    /// Its key. Branch on this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<StatusCategoryKey>,
    /// Its name, in the caller's language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its colour, like `blue-gray`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub color_name: Option<String>,
    /// Its address in the API.
    #[serde(rename = "self", skip_serializing_if = "Option::is_none")]
    pub self_url: Option<String>,
}
