//! Which Jira this is: version, deployment and addresses.

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{Timestamp, open_enum, operations};

operations! {
    /// Which Jira this is.
    pub struct ServerInfoResource;

    /// Version, kind of deployment and addresses of the site.
    ///
    /// It answers without any credential, so it proves that the address is right and nothing else; ask
    /// [`myself`](crate::cloud::myself) whether the credential is.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-server-info/#api-rest-api-3-serverinfo-get)
    get: GetServerInfo = GET "/rest/api/3/serverInfo" => ServerInformation {
        permission "none"; scopes []; granular [];
    }
}

open_enum! {
    /// Where a Jira runs.
    pub enum DeploymentType {
        /// Atlassian's cloud.
        Cloud = "Cloud",
        /// The customer's own machines; Data Center says so too.
        Server = "Server",
    }
}

/// What a Jira says of itself.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ServerInformation {
    /// The site's address, without a slash at its end.
    pub base_url: String,
    /// The address that people see, where it differs: a custom domain.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_url: Option<String>,
    /// The same for the help centre of Jira Service Management.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_url_servicedesk_help_center: Option<String>,
    /// The same for Confluence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_url_confluence: Option<String>,
    /// The version as text: `1001.0.0-SNAPSHOT` on Cloud.
    pub version: String,
    /// The version as numbers; the first is 1000 or more on Cloud. Very old servers do not send them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub version_numbers: Vec<u32>,
    /// Cloud or not; servers before 7.0 leave it out. [`is_cloud`](Self::is_cloud) reads the version then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deployment_type: Option<DeploymentType>,
    /// The number of the build.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub build_number: Option<u64>,
    /// When the build was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub build_date: Option<Timestamp>,
    /// The site's clock. Not everybody gets to see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub server_time: Option<Timestamp>,
    /// The commit that the build was made of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scm_info: Option<String>,
    /// The name that an administrator gave the site.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub server_title: Option<String>,
    /// The site's language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_locale: Option<DefaultLocale>,
    /// The site's time zone, like `Europe/Berlin`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub server_time_zone: Option<String>,
}

impl ServerInformation {
    /// Whether it is Jira Cloud: as it says itself, or else by its version.
    #[must_use]
    pub fn is_cloud(&self) -> bool {
        match &self.deployment_type {
            Some(deployment) => *deployment == DeploymentType::Cloud,
            None => self
                .version_numbers
                .first()
                .is_some_and(|major| *major >= 1000),
        }
    }
}

/// A language.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct DefaultLocale {
    /// Such as `en_US`.
    pub locale: String,
}
