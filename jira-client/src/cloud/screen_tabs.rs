//! The tabs of a screen.

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{Elements, NoContent, Page, Paging, id_type, operations};

use super::screens::ScreenId;
use crate::ids::{ProjectKey, number};

operations! {
    /// The tabs of a screen.
    pub struct ScreenTabs;

    /// The tabs of many screens at once.
    ///
    /// Screens or tabs must be named (400 otherwise). Pages of 100.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-screen-tabs/#api-rest-api-3-screens-tabs-get)
    of_screens: GetBulkScreenTabs = GET "/rest/api/3/screens/tabs" => Page<TabOfScreen> {
        permission "Administer Jira";
        scopes ["manage:jira-project"];
        granular ["read:screen-tab:jira"];
        query_repeated {
            /// The tabs of these screens.
            screen_id = "screenId": ScreenId,
            /// These tabs.
            tab_id = "tabId": ScreenTabId,
        }
        pages TabOfScreen = Paging::offset("values")
            .parameters("startAt", "maxResult")
            .unique_by("tabId")
            .page_size(100);
    }

    /// The tabs of a screen, in their order.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-screen-tabs/#api-rest-api-3-screens-screenid-tabs-get)
    list: GetAllScreenTabs = GET "/rest/api/3/screens/{screenId}/tabs" => Elements<ScreenTab> {
        permission "Administer Jira, or Administer Projects with the project's key";
        scopes ["manage:jira-project"];
        granular ["read:screen-tab:jira"];
        takes { path screen = "screenId": ScreenId }
        query {
            /// A project that uses the screen. Its administrators may look then.
            project_key = "projectKey": ProjectKey,
        }
    }

    /// Adds an empty tab to a screen.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-screen-tabs/#api-rest-api-3-screens-screenid-tabs-post)
    create: AddScreenTab = POST "/rest/api/3/screens/{screenId}/tabs" => ScreenTab {
        permission "Administer Jira";
        scopes ["manage:jira-project"];
        granular ["read:screen-tab:jira", "write:screen-tab:jira"];
        takes { path screen = "screenId": ScreenId, body name = "name": String }
    }

    /// Renames a tab.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-screen-tabs/#api-rest-api-3-screens-screenid-tabs-tabid-put)
    rename: RenameScreenTab = PUT "/rest/api/3/screens/{screenId}/tabs/{tabId}" => ScreenTab {
        permission "Administer Jira";
        scopes ["manage:jira-project"];
        granular ["read:screen-tab:jira", "write:screen-tab:jira"];
        takes { path screen = "screenId": ScreenId, path tab = "tabId": ScreenTabId, body name = "name": String }
    }

    /// Removes a tab, and with it its fields from the screen.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-screen-tabs/#api-rest-api-3-screens-screenid-tabs-tabid-delete)
    delete: DeleteScreenTab = DELETE "/rest/api/3/screens/{screenId}/tabs/{tabId}" => NoContent {
        permission "Administer Jira";
        scopes ["manage:jira-project"];
        granular ["delete:screen-tab:jira"];
        takes { path screen = "screenId": ScreenId, path tab = "tabId": ScreenTabId }
    }

    /// Moves a tab to a position, counted from 0.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-screen-tabs/#api-rest-api-3-screens-screenid-tabs-tabid-move-pos-post)
    move_to: MoveScreenTab = POST "/rest/api/3/screens/{screenId}/tabs/{tabId}/move/{pos}" => NoContent {
        permission "Administer Jira";
        scopes ["manage:jira-project"];
        granular ["write:screen:jira"];
        takes { path screen = "screenId": ScreenId, path tab = "tabId": ScreenTabId, path position = "pos": u32 }
    }
}

id_type! {
    /// The id of a tab: digits, like `10300`.
    pub struct ScreenTabId;
}

/// A tab of a screen.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ScreenTab {
    /// Its id.
    #[serde(serialize_with = "number")]
    pub id: ScreenTabId,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// A tab among those of many screens.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct TabOfScreen {
    /// The screen that it is on.
    #[serde(serialize_with = "number")]
    pub screen_id: ScreenId,
    /// Its id.
    #[serde(serialize_with = "number")]
    pub tab_id: ScreenTabId,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tab_name: Option<String>,
}
