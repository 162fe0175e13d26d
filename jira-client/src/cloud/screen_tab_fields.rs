//! The fields on a tab of a screen.

use atlassian_core::{Elements, NoContent, open_enum, operations};

use super::fields::FieldId;
use super::screen_tabs::ScreenTabId;
use super::screens::{ScreenField, ScreenId};
use crate::ids::ProjectKey;

operations! {
    /// The fields on a tab of a screen.
    pub struct ScreenTabFields;

    /// The fields of a tab, in their order.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-screen-tab-fields/#api-rest-api-3-screens-screenid-tabs-tabid-fields-get)
    list: GetAllScreenTabFields = GET "/rest/api/3/screens/{screenId}/tabs/{tabId}/fields" => Elements<ScreenField> {
        permission "Administer Jira, or Administer Projects with the project's key";
        scopes ["manage:jira-project"];
        granular ["read:screenable-field:jira"];
        takes { path screen = "screenId": ScreenId, path tab = "tabId": ScreenTabId }
        query {
            /// A project that uses the screen. Its administrators may look then.
            project_key = "projectKey": ProjectKey,
        }
    }

    /// Puts a field at the end of a tab.
    ///
    /// A field stands on a screen once: one that another of its tabs has is refused (400).
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-screen-tab-fields/#api-rest-api-3-screens-screenid-tabs-tabid-fields-post)
    add: AddScreenTabField = POST "/rest/api/3/screens/{screenId}/tabs/{tabId}/fields" => ScreenField {
        permission "Administer Jira";
        scopes ["manage:jira-project"];
        granular ["read:screenable-field:jira", "write:screenable-field:jira"];
        takes { path screen = "screenId": ScreenId, path tab = "tabId": ScreenTabId, body field = "fieldId": FieldId }
        query {
            /// Leaves the projects of the screen as they are: the field is not made available in them.
            skip_field_association = "skipFieldAssociation": bool,
        }
    }

    /// Takes a field off a tab. The values that issues have in it stay.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-screen-tab-fields/#api-rest-api-3-screens-screenid-tabs-tabid-fields-id-delete)
    remove: RemoveScreenTabField = DELETE "/rest/api/3/screens/{screenId}/tabs/{tabId}/fields/{id}" => NoContent {
        permission "Administer Jira";
        scopes ["manage:jira-project"];
        granular ["delete:screenable-field:jira"];
        takes { path screen = "screenId": ScreenId, path tab = "tabId": ScreenTabId, path field = "id": FieldId }
    }

    /// Moves a field on its tab.
    ///
    /// Say either [`after`](MoveScreenTabField::after) or [`position`](MoveScreenTabField::position); of both, the
    /// first counts.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-screen-tab-fields/#api-rest-api-3-screens-screenid-tabs-tabid-fields-id-move-post)
    move_field: MoveScreenTabField = POST "/rest/api/3/screens/{screenId}/tabs/{tabId}/fields/{id}/move" => NoContent {
        permission "Administer Jira";
        scopes ["manage:jira-project"];
        granular ["write:screenable-field:jira"];
        takes { path screen = "screenId": ScreenId, path tab = "tabId": ScreenTabId, path field = "id": FieldId }
        body {
            /// The field that it is to follow.
            after = "after": FieldId,
            /// Where on the tab.
            position = "position": FieldPosition,
        }
    }
}

open_enum! {
    /// Where a field goes.
    pub enum FieldPosition {
        /// One place up.
        Earlier = "Earlier",
        /// One place down.
        Later = "Later",
        /// To the top.
        First = "First",
        /// To the bottom.
        Last = "Last",
    }
}
