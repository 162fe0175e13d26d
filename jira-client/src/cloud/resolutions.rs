//! Resolutions.

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{NoContent, Page, Paging, ParameterValue, id_type, operations};

use super::priorities::ListPosition;
use super::tasks::Task;
use crate::ids::{Created, List};

operations! {
    /// Resolutions.
    pub struct Resolutions;

    /// Every resolution, in the order of the screens, or some.
    ///
    /// Pages of 50. The plain list (`GET /rest/api/3/resolution`), which Atlassian announced to remove, is not offered.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-resolutions/#api-rest-api-3-resolution-search-get)
    list: SearchResolutions = GET "/rest/api/3/resolution/search" => Page<Resolution> {
        permission "Permission to access Jira";
        scopes ["read:jira-work"];
        granular ["read:resolution:jira"];
        query {
            /// Only the default.
            only_default = "onlyDefault": bool,
        }
        query_repeated {
            /// Only these resolutions.
            id = "id": ResolutionId,
        }
        pages Resolution = Paging::offset("values").unique_by("id").page_size(50);
    }

    /// One resolution.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-resolutions/#api-rest-api-3-resolution-id-get)
    get: GetResolution = GET "/rest/api/3/resolution/{id}" => Resolution {
        permission "Permission to access Jira";
        scopes ["read:jira-work"];
        granular ["read:resolution:jira"];
        takes { path id = "id": ResolutionId }
    }

    /// Makes a resolution, as the last one.
    ///
    /// The name has 60 characters at most, and no other resolution may have it (400).
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-resolutions/#api-rest-api-3-resolution-post)
    create: CreateResolution = POST "/rest/api/3/resolution" => Created<ResolutionId> {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular [];
        takes { body name = "name": String }
        body {
            /// What it means, in 255 characters.
            description = "description": String,
        }
    }

    /// Renames or describes a resolution. The name has to be given, as it is or as it is to be.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-resolutions/#api-rest-api-3-resolution-id-put)
    update: UpdateResolution = PUT "/rest/api/3/resolution/{id}" => NoContent {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular [];
        takes { path id = "id": ResolutionId, body name = "name": String }
        body {
            /// What it means.
            description = "description": String,
        }
    }

    /// Deletes a resolution. Its issues get another, in a task of its own.
    ///
    /// While another resolution is being deleted, this one is refused (409).
    ///
    /// ```no_run
    /// # async fn example(jira: jira_client::Jira) -> jira_client::Result<()> {
    /// use jira_client::cloud::resolutions::ReplaceWith;
    ///
    /// // 10000 is deleted, and its issues get 10001.
    /// let task = jira.resolutions().delete("10000", ReplaceWith::resolution("10001")).send().await?;
    /// # Ok(()) }
    /// ```
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-resolutions/#api-rest-api-3-resolution-id-delete)
    delete: DeleteResolution = DELETE "/rest/api/3/resolution/{id}" => Task {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular [];
        repeat never;
        takes { path id = "id": ResolutionId, query replace_with = "replaceWith": ReplaceWith }
    }

    /// Makes a resolution the default; an empty id leaves none.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-resolutions/#api-rest-api-3-resolution-default-put)
    set_default: SetDefaultResolution = PUT "/rest/api/3/resolution/default" => NoContent {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular [];
        takes { body id = "id": ResolutionId }
    }

    /// Changes the order of the resolutions.
    ///
    /// Say either [`after`](MoveResolutions::after) or [`position`](MoveResolutions::position).
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-resolutions/#api-rest-api-3-resolution-move-put)
    move_to: MoveResolutions = PUT "/rest/api/3/resolution/move" => NoContent {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular [];
        takes { body ids = "ids": List<ResolutionId> }
        body {
            /// The resolution that they are to follow.
            after = "after": ResolutionId,
            /// Where among all.
            position = "position": ListPosition,
        }
    }
}

id_type! {
    /// The id of a resolution: digits, like `10000`.
    pub struct ResolutionId;
}

/// The resolution that takes the place of one that is deleted.
#[derive(Clone, Debug)]
pub struct ReplaceWith(ResolutionId);

impl ReplaceWith {
    /// This resolution.
    pub fn resolution(id: impl Into<ResolutionId>) -> Self {
        Self(id.into())
    }
}

impl ParameterValue for ReplaceWith {
    fn into_parameter(self) -> String {
        self.0.into_inner()
    }
}

/// A resolution.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Resolution {
    /// Its id.
    pub id: ResolutionId,
    /// Its name, in the caller's language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What it means.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The address of its picture. Resolutions hardly have one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub icon_url: Option<String>,
    /// Whether it is chosen for an issue unless another is. Listings send it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_default: Option<bool>,
    /// Its address in the API.
    #[serde(rename = "self", skip_serializing_if = "Option::is_none")]
    pub self_url: Option<String>,
}
