//! Which Confluence this is.

use atlassian_core::operations;
use serde::{Deserialize, Serialize};

operations! {
    /// Which Confluence this is.
    pub struct SystemInfoResource;

    /// The id of the site, its title, edition, language and time zone.
    ///
    /// The zone is the one in which CQL reads dates.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-settings/#api-wiki-rest-api-settings-systeminfo-get)
    get: GetSystemInfo = GET "/wiki/rest/api/settings/systemInfo" => SystemInfo {
        permission "Can use";
        scopes ["manage:confluence-configuration"];
        granular ["read:configuration:confluence"];
    }
}

/// Which Confluence this is.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SystemInfo {
    /// The id of the site, which addresses of the gateway and resources of the organization name.
    pub cloud_id: String,
    /// The version of the program.
    pub commit_hash: String,
    /// Its address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base_url: Option<String>,
    /// Its address below `atlassian.net`, where it has another one besides.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fallback_base_url: Option<String>,
    /// The plan.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edition: Option<String>,
    /// The title of the site.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub site_title: Option<String>,
    /// The language for who has chosen none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_locale: Option<String>,
    /// The time zone for who has chosen none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_time_zone: Option<String>,
    /// Where it runs: `commercial`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub micros_perimeter: Option<String>,
}
