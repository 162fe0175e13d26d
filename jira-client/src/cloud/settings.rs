//! The settings of the whole site: which features are on, and the application properties.

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{Elements, id_type, open_enum, operations};

operations! {
    /// The settings of the whole site.
    pub struct Settings;

    /// Which features are on, and how time is tracked.
    ///
    /// Worth a look before writing: the operations of votes, watchers, links and worklogs answer *not found* while their
    /// feature is off.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-jira-settings/#api-rest-api-3-configuration-get)
    configuration: GetConfiguration = GET "/rest/api/3/configuration" => Configuration {
        permission "Permission to access Jira";
        scopes ["read:jira-user"];
        granular ["read:instance-configuration:jira", "read:issue.time-tracking:jira"];
    }

    /// Every application property that can be changed.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-jira-settings/#api-rest-api-3-application-properties-get)
    properties: GetApplicationProperties = GET "/rest/api/3/application-properties" => Elements<ApplicationProperty> {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["read:instance-configuration:jira"];
        query {
            /// Only properties of this permission level.
            permission_level = "permissionLevel": String,
            /// Only properties whose key matches this regular expression, like `jira.lf.*`.
            key_filter = "keyFilter": String,
        }
    }

    /// One application property.
    ///
    /// The same address as [`properties`](Settings::properties): with a key, the service answers with one object in
    /// place of a list. A key that it does not know is *not found*.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-jira-settings/#api-rest-api-3-application-properties-get)
    property: GetApplicationProperty = GET "/rest/api/3/application-properties" => ApplicationProperty {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["read:instance-configuration:jira"];
        takes { query key = "key": ApplicationPropertyKey }
    }

    /// The application properties of the page *Advanced Settings*.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-jira-settings/#api-rest-api-3-application-properties-advanced-settings-get)
    advanced: GetAdvancedSettings =
        GET "/rest/api/3/application-properties/advanced-settings" => Elements<ApplicationProperty> {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["read:instance-configuration:jira"];
    }

    /// Changes an application property.
    ///
    /// Every value is text, `true` and numbers too; one that does not fit the property's
    /// [`kind`](ApplicationProperty::kind) is refused (400).
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-jira-settings/#api-rest-api-3-application-properties-id-put)
    set: SetApplicationProperty = PUT "/rest/api/3/application-properties/{id}" => ApplicationProperty {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["write:instance-configuration:jira", "read:instance-configuration:jira"];
        takes { path id = "id": ApplicationPropertyKey, body value = "value": String }
    }
}

id_type! {
    /// The key of an application property, like `jira.clone.prefix`. It is also the property's id.
    pub struct ApplicationPropertyKey;
}

open_enum! {
    /// How tracked time is shown.
    pub enum TimeFormat {
        /// In words: `2 days 3 hours`.
        Pretty = "pretty",
        /// As days and hours: `2d 3.5h`.
        Days = "days",
        /// As hours: `19.5h`.
        Hours = "hours",
    }

    /// What a tracked time without a unit is counted in.
    pub enum TimeUnit {
        /// Minutes.
        Minute = "minute",
        /// Hours.
        Hour = "hour",
        /// Working days.
        Day = "day",
        /// Working weeks.
        Week = "week",
    }
}

/// Which features are on.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
#[allow(
    clippy::struct_excessive_bools,
    reason = "this is what the service sends"
)]
pub struct Configuration {
    /// Whether issues can be voted for.
    pub voting_enabled: bool,
    /// Whether issues can be watched.
    pub watching_enabled: bool,
    /// Whether an issue may be nobody's.
    pub unassigned_issues_allowed: bool,
    /// Whether there are subtasks.
    pub sub_tasks_enabled: bool,
    /// Whether issues can be linked.
    pub issue_linking_enabled: bool,
    /// Whether time is tracked.
    pub time_tracking_enabled: bool,
    /// Whether files can be attached.
    pub attachments_enabled: bool,
    /// How time is tracked; absent where it is not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time_tracking_configuration: Option<TimeTrackingConfiguration>,
}

/// How time is tracked.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct TimeTrackingConfiguration {
    /// What a tracked day is worth, in hours.
    pub working_hours_per_day: f64,
    /// What a tracked week is worth, in days.
    pub working_days_per_week: f64,
    /// How it is shown.
    pub time_format: TimeFormat,
    /// The unit of a number without one.
    pub default_unit: TimeUnit,
}

/// One setting of the site.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ApplicationProperty {
    /// The same as the key.
    pub id: ApplicationPropertyKey,
    /// The key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<ApplicationPropertyKey>,
    /// The value, always as text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// What people call it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What it does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub desc: Option<String>,
    /// What kind of value it takes, like `string`, `boolean` or `enum`.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// The value that it has until it is changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_value: Option<String>,
    /// What the value leads to, where the service shows that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub example: Option<String>,
    /// The values that are accepted, where they can be listed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allowed_values: Option<Vec<String>>,
}
