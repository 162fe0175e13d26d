//! Which Confluence an instance of Data Center is.

use atlassian_core::{Timestamp, operations};
use serde::{Deserialize, Serialize};

operations! {
    /// Which Confluence this is.
    pub struct ServerInformationResource;

    /// The version of the instance, and its address.
    ///
    /// [Reference](https://developer.atlassian.com/server/confluence/rest/)
    get: GetServerInformation = GET "/rest/api/server-information" => ServerInformation {
        permission "Can use";
        scopes [];
        granular [];
    }
}

/// Which Confluence this is.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ServerInformation {
    /// The version: `10.2.14`.
    pub version: String,
    /// The number of the build.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub build_number: Option<u64>,
    /// When it was built.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub build_date: Option<Timestamp>,
    /// Its address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base_url: Option<String>,
}
