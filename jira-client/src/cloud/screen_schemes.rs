//! Screen schemes: which screen is shown when an issue is made, changed and looked at.

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{NoContent, Page, Paging, Patch, id_type, operations};

use super::issue_type_screen_schemes::IssueTypeScreenScheme;
use super::screens::{ScreenId, ScreenOrder};
use crate::ids::{Created, Sublist, number, optional_number};

operations! {
    /// Screen schemes.
    pub struct ScreenSchemes;

    /// Every screen scheme of company-managed projects.
    ///
    /// Pages of 25.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-screen-schemes/#api-rest-api-3-screenscheme-get)
    list: GetScreenSchemes = GET "/rest/api/3/screenscheme" => Page<ScreenScheme> {
        permission "Administer Jira";
        scopes ["manage:jira-project"];
        granular ["read:issue-type-screen-scheme:jira", "read:screen-scheme:jira"];
        query {
            /// `issueTypeScreenSchemes`: also the schemes that use each.
            expand = "expand": String,
            /// Only schemes with this text in their name, in capitals or not.
            query_string = "queryString": String,
            /// How the schemes are ordered.
            order_by = "orderBy": ScreenOrder,
        }
        query_repeated {
            /// Only these schemes.
            id = "id": ScreenSchemeId,
        }
        pages ScreenScheme = Paging::offset("values").unique_by("id").page_size(25);
    }

    /// Makes a screen scheme.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-screen-schemes/#api-rest-api-3-screenscheme-post)
    create: CreateScreenScheme = POST "/rest/api/3/screenscheme" => Created<ScreenSchemeId> {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["write:screen-scheme:jira"];
        takes { body name = "name": String, body screens = "screens": ScreenTypes }
        body {
            /// What it is for.
            description = "description": String,
        }
    }

    /// Changes a screen scheme of company-managed projects. What is not set stays.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-screen-schemes/#api-rest-api-3-screenscheme-screenschemeid-put)
    update: UpdateScreenScheme = PUT "/rest/api/3/screenscheme/{screenSchemeId}" => NoContent {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["write:screen-scheme:jira"];
        takes { path scheme = "screenSchemeId": ScreenSchemeId }
        body {
            /// The new name.
            name = "name": String,
            /// What it is for.
            description = "description": String,
            /// The screens that change.
            screens = "screens": UpdateScreenTypes,
        }
    }

    /// Deletes a screen scheme.
    ///
    /// One that an issue type screen scheme uses is kept (400).
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-screen-schemes/#api-rest-api-3-screenscheme-screenschemeid-delete)
    delete: DeleteScreenScheme = DELETE "/rest/api/3/screenscheme/{screenSchemeId}" => NoContent {
        permission "Administer Jira";
        scopes ["manage:jira-project"];
        granular ["delete:screen-scheme:jira"];
        takes { path scheme = "screenSchemeId": ScreenSchemeId }
    }
}

id_type! {
    /// The id of a screen scheme: digits, like `10010`.
    pub struct ScreenSchemeId;
}

/// A screen scheme.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ScreenScheme {
    /// Its id.
    #[serde(serialize_with = "number")]
    pub id: ScreenSchemeId,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Its screens.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub screens: Option<ScreenTypes>,
    /// The schemes that use it, where they were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issue_type_screen_schemes: Option<Sublist<IssueTypeScreenScheme>>,
}

/// The screens of a scheme.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ScreenTypes {
    /// Where no other is named.
    #[serde(serialize_with = "number")]
    pub default: ScreenId,
    /// For an issue that is made.
    #[serde(
        serialize_with = "optional_number",
        skip_serializing_if = "Option::is_none"
    )]
    pub create: Option<ScreenId>,
    /// For an issue that is changed.
    #[serde(
        serialize_with = "optional_number",
        skip_serializing_if = "Option::is_none"
    )]
    pub edit: Option<ScreenId>,
    /// For an issue that is looked at.
    #[serde(
        serialize_with = "optional_number",
        skip_serializing_if = "Option::is_none"
    )]
    pub view: Option<ScreenId>,
}

impl ScreenTypes {
    /// This screen always.
    #[must_use]
    pub fn new(default: impl Into<ScreenId>) -> Self {
        Self {
            default: default.into(),
            create: None,
            edit: None,
            view: None,
        }
    }

    /// Another screen for an issue that is made.
    #[must_use]
    pub fn create(mut self, screen: impl Into<ScreenId>) -> Self {
        self.create = Some(screen.into());
        self
    }

    /// Another screen for an issue that is changed.
    #[must_use]
    pub fn edit(mut self, screen: impl Into<ScreenId>) -> Self {
        self.edit = Some(screen.into());
        self
    }

    /// Another screen for an issue that is looked at.
    #[must_use]
    pub fn view(mut self, screen: impl Into<ScreenId>) -> Self {
        self.view = Some(screen.into());
        self
    }
}

/// Which screens of a scheme change. One that is cleared gives way to the default, which itself can only be set.
///
/// ```
/// use jira_client::cloud::screen_schemes::UpdateScreenTypes;
/// use jira_client::core::Patch;
///
/// let screens = UpdateScreenTypes::new().default_screen("10001").edit(Patch::Clear);
/// assert_eq!(screens.edit, Patch::Clear);
/// ```
#[derive(Clone, Debug, Default, Serialize)]
#[non_exhaustive]
pub struct UpdateScreenTypes {
    /// Where no other is named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<ScreenId>,
    /// For an issue that is made.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    pub create: Patch<ScreenId>,
    /// For an issue that is changed.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    pub edit: Patch<ScreenId>,
    /// For an issue that is looked at.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    pub view: Patch<ScreenId>,
}

impl UpdateScreenTypes {
    /// No change yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Another screen where no other is named.
    #[must_use]
    pub fn default_screen(mut self, screen: impl Into<ScreenId>) -> Self {
        self.default = Some(screen.into());
        self
    }

    /// Another screen, or none, for an issue that is made.
    #[must_use]
    pub fn create(mut self, screen: impl Into<Patch<ScreenId>>) -> Self {
        self.create = screen.into();
        self
    }

    /// Another screen, or none, for an issue that is changed.
    #[must_use]
    pub fn edit(mut self, screen: impl Into<Patch<ScreenId>>) -> Self {
        self.edit = screen.into();
        self
    }

    /// Another screen, or none, for an issue that is looked at.
    #[must_use]
    pub fn view(mut self, screen: impl Into<Patch<ScreenId>>) -> Self {
        self.view = screen.into();
        self
    }
}
