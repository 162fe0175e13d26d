//! Screens: which fields are shown and asked for, and on which tabs.

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{Elements, NoContent, Page, Paging, id_type, open_enum, operations};

use super::fields::FieldId;
use super::projects::Scope;
use super::screen_tabs::ScreenTab;
use crate::ids::number;

operations! {
    /// Screens.
    pub struct Screens;

    /// Every screen of company-managed projects.
    ///
    /// Pages of 100.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-screens/#api-rest-api-3-screens-get)
    list: GetScreens = GET "/rest/api/3/screens" => Page<Screen> {
        permission "Administer Jira";
        scopes ["manage:jira-project"];
        granular ["read:avatar:jira", "read:project-category:jira", "read:project:jira", "read:screen:jira"];
        query {
            /// Only screens with this text in their name, in capitals or not.
            query_string = "queryString": String,
            /// How the screens are ordered.
            order_by = "orderBy": ScreenOrder,
        }
        query_repeated {
            /// Only these screens.
            id = "id": ScreenId,
            /// Only screens of this kind.
            scope = "scope": ScreenScope,
        }
        pages Screen = Paging::offset("values").unique_by("id").page_size(100);
    }

    /// The screens that show a field.
    ///
    /// Pages of 100. With [`expand`](GetScreensForField::expand), each says on which of its tabs.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-screens/#api-rest-api-3-field-fieldid-screens-get)
    of_field: GetScreensForField = GET "/rest/api/3/field/{fieldId}/screens" => Page<Screen> {
        permission "Administer Jira";
        scopes ["manage:jira-project"];
        granular [
            "read:avatar:jira", "read:project-category:jira", "read:project:jira", "read:screen-tab:jira",
            "read:screen:jira"
        ];
        takes { path field = "fieldId": FieldId }
        query {
            /// `tab`: also the tab that holds the field.
            expand = "expand": String,
        }
        pages Screen = Paging::offset("values").unique_by("id").page_size(100);
    }

    /// Makes a screen, with one empty tab.
    ///
    /// A name that another screen has is refused (400).
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-screens/#api-rest-api-3-screens-post)
    create: CreateScreen = POST "/rest/api/3/screens" => Screen {
        permission "Administer Jira";
        scopes ["manage:jira-project"];
        granular [
            "read:avatar:jira", "read:project-category:jira", "read:project:jira", "read:screen:jira",
            "write:screen:jira"
        ];
        takes { body name = "name": String }
        body {
            /// What it is for.
            description = "description": String,
        }
    }

    /// Renames or describes a screen of company-managed projects. What is not set stays.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-screens/#api-rest-api-3-screens-screenid-put)
    update: UpdateScreen = PUT "/rest/api/3/screens/{screenId}" => Screen {
        permission "Administer Jira";
        scopes ["manage:jira-project"];
        granular [
            "read:avatar:jira", "read:project-category:jira", "read:project:jira", "read:screen:jira",
            "write:screen:jira"
        ];
        takes { path screen = "screenId": ScreenId }
        body {
            /// The new name.
            name = "name": String,
            /// What it is for.
            description = "description": String,
        }
    }

    /// Deletes a screen.
    ///
    /// One that a screen scheme, a workflow or a workflow's draft uses is kept (400).
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-screens/#api-rest-api-3-screens-screenid-delete)
    delete: DeleteScreen = DELETE "/rest/api/3/screens/{screenId}" => NoContent {
        permission "Administer Jira";
        scopes ["manage:jira-project"];
        granular ["delete:screen:jira"];
        takes { path screen = "screenId": ScreenId }
    }

    /// Puts a field on the first tab of the site's default screen.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-screens/#api-rest-api-3-screens-addtodefault-fieldid-post)
    add_to_default: AddFieldToDefaultScreen = POST "/rest/api/3/screens/addToDefault/{fieldId}" => NoContent {
        permission "Administer Jira";
        scopes ["manage:jira-project"];
        granular ["read:project:jira", "read:screen:jira", "write:screen:jira"];
        takes { path field = "fieldId": FieldId }
    }

    /// The fields that a screen does not show yet.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-screens/#api-rest-api-3-screens-screenid-availablefields-get)
    available_fields: GetAvailableScreenFields =
        GET "/rest/api/3/screens/{screenId}/availableFields" => Elements<ScreenField> {
        permission "Administer Jira";
        scopes ["manage:jira-project"];
        granular ["read:screen-field:jira", "read:screenable-field:jira"];
        takes { path screen = "screenId": ScreenId }
    }
}

id_type! {
    /// The id of a screen: digits, like `10001`.
    pub struct ScreenId;
}

open_enum! {
    /// Whose screens.
    pub enum ScreenScope {
        /// Of the whole site.
        Global = "GLOBAL",
        /// Of team-managed projects.
        Project = "PROJECT",
        /// Of project templates.
        Template = "TEMPLATE",
    }

    /// How screens and their schemes are ordered.
    pub enum ScreenOrder {
        /// By id.
        Id = "id",
        /// By id, the largest first.
        IdDescending = "-id",
        /// By name.
        Name = "name",
        /// By name, backwards.
        NameDescending = "-name",
    }
}

/// A screen.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Screen {
    /// Its id.
    #[serde(serialize_with = "number")]
    pub id: ScreenId,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Whose it is; absent on screens of the whole site.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<Scope>,
    /// The tab that holds the field that was asked for; see [`Screens::of_field`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tab: Option<ScreenTab>,
}

/// A field as screens name it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ScreenField {
    /// Its id.
    pub id: FieldId,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}
