//! Time tracking: how it is set up.

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{Elements, NoContent, operations};

use super::settings::{TimeFormat, TimeTrackingConfiguration, TimeUnit};

operations! {
    /// How time is tracked.
    pub struct TimeTracking;

    /// The provider of time tracking that is in use; `None` while time tracking is off.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-time-tracking/#api-rest-api-3-configuration-timetracking-get)
    selected: GetSelectedTimeTrackingImplementation =
        GET "/rest/api/3/configuration/timetracking" => Option<TimeTrackingProvider> {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["read:issue.time-tracking:jira"];
    }

    /// Chooses a provider of time tracking, by its key. One that does not exist is refused (400).
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-time-tracking/#api-rest-api-3-configuration-timetracking-put)
    select: SelectTimeTrackingImplementation = PUT "/rest/api/3/configuration/timetracking" => NoContent {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["write:issue.time-tracking:jira"];
        takes { body key = "key": String }
    }

    /// The providers of time tracking: Jira's own, and those of apps.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-time-tracking/#api-rest-api-3-configuration-timetracking-list-get)
    providers: GetAvailableTimeTrackingImplementations =
        GET "/rest/api/3/configuration/timetracking/list" => Elements<TimeTrackingProvider> {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["read:issue.time-tracking:jira"];
    }

    /// How long days and weeks are, and how times are written.
    ///
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-time-tracking/#api-rest-api-3-configuration-timetracking-options-get)
    options: GetSharedTimeTrackingConfiguration =
        GET "/rest/api/3/configuration/timetracking/options" => TimeTrackingConfiguration {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["read:issue.time-tracking:jira"];
    }

    /// Sets how long days and weeks are, and how times are written, all at once.
    ///
    /// What was logged is kept in seconds: with other hours it is shown as other days.
    /// [Reference](https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-time-tracking/#api-rest-api-3-configuration-timetracking-options-put)
    set_options: SetSharedTimeTrackingConfiguration =
        PUT "/rest/api/3/configuration/timetracking/options" => TimeTrackingConfiguration {
        permission "Administer Jira";
        scopes ["manage:jira-configuration"];
        granular ["read:issue.time-tracking:jira", "write:issue.time-tracking:jira"];
        takes {
            body hours_per_day = "workingHoursPerDay": HoursPerDay,
            body days_per_week = "workingDaysPerWeek": DaysPerWeek,
            body format = "timeFormat": TimeFormat,
            body unit = "defaultUnit": TimeUnit,
        }
    }
}

/// A provider of time tracking.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct TimeTrackingProvider {
    /// Its key. Jira's own is `JIRA`.
    pub key: String,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The address of its settings, beginning at the site's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// What a tracked day is worth, in hours.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(transparent)]
pub struct HoursPerDay(pub f64);

/// What a tracked week is worth, in days.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(transparent)]
pub struct DaysPerWeek(pub f64);
