//! The announcement banner: a sentence above all pages.

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{NoContent, open_enum, operations};

operations! {
    /// The announcement banner.
    pub struct AnnouncementBanner;

    /// The banner as it is.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-announcement-banner/#api-rest-api-3-announcementbanner-get)
    get: GetBanner = GET "/rest/api/3/announcementBanner" => Banner {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular [];
    }

    /// Changes the banner. What is not set stays.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-announcement-banner/#api-rest-api-3-announcementbanner-put)
    set: SetBanner = PUT "/rest/api/3/announcementBanner" => NoContent {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular [];
        body {
            /// The text, which may be HTML.
            message = "message": String,
            /// Whether it is shown.
            is_enabled = "isEnabled": bool,
            /// Whether people can send it away.
            is_dismissible = "isDismissible": bool,
            /// Who sees it.
            visibility = "visibility": BannerVisibility,
        }
    }
}

open_enum! {
    /// Who sees the banner.
    pub enum BannerVisibility {
        /// Everybody, on the log-in page too.
        Public = "public",
        /// Whoever is logged in.
        Private = "private",
    }
}

/// The announcement banner.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Banner {
    /// The text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// Whether it is shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_enabled: Option<bool>,
    /// Whether people can send it away.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_dismissible: Option<bool>,
    /// Who sees it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub visibility: Option<BannerVisibility>,
    /// Another text has another of these: who sent the banner away sees it again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hash_id: Option<String>,
}
