//! Licences: plans, and about how many accounts count for them.

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{open_enum, operations};

use super::application_roles::ApplicationKey;

operations! {
    /// Plans, and about how many accounts count for them.
    pub struct Licenses;

    /// The products of the site and their plans.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-license-metrics/#api-rest-api-3-instance-license-get)
    instance: GetLicense = GET "/rest/api/3/instance/license" => License {
        permission "none";
        scopes ["manage:jira-configuration"];
        granular ["read:license:jira"];
    }

    /// About how many accounts count for all Jira products together.
    ///
    /// Atlassian counts seldom: the number can be seven days old, so it does not show what was done this morning.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-license-metrics/#api-rest-api-3-license-approximatelicensecount-get)
    approximate_count: GetApproximateLicenseCount = GET "/rest/api/3/license/approximateLicenseCount" => LicenseMetric {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["read:license:jira"];
    }

    /// About how many accounts count for one product; up to seven days old as well.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-license-metrics/#api-rest-api-3-license-approximatelicensecount-product-applicationkey-get)
    approximate_count_of: GetApproximateApplicationLicenseCount =
        GET "/rest/api/3/license/approximateLicenseCount/product/{applicationKey}" => LicenseMetric {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["read:license:jira"];
        takes { path product = "applicationKey": ApplicationKey }
    }
}

open_enum! {
    /// What is paid for a product.
    pub enum LicensePlan {
        /// Nothing, and it cannot be used: a trial has ended, or there never was one.
        Unlicensed = "UNLICENSED",
        /// Nothing. Some operations, such as the audit log, are refused on sites that have free plans only.
        Free = "FREE",
        /// Something.
        Paid = "PAID",
    }
}

/// The products of a site.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct License {
    /// Each product with its plan.
    pub applications: Vec<LicensedApplication>,
}

/// A product and its plan.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct LicensedApplication {
    /// The product.
    pub id: ApplicationKey,
    /// Its plan.
    pub plan: LicensePlan,
}

/// A number that Atlassian counts for a licence.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct LicenseMetric {
    /// What is counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// The number as sent: decimal digits in a string. [`count`](Self::count) reads it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

impl LicenseMetric {
    /// The number; `None` if none was sent or it is not one.
    #[must_use]
    pub fn count(&self) -> Option<u64> {
        self.value.as_deref()?.trim().parse().ok()
    }
}
