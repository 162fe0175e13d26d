//! What is switched on for the whole site, and what people set for themselves.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// How much may hang on one issue.
pub(crate) const MOST_COMMENTS: usize = 5_000;
pub(crate) const MOST_WORKLOGS: usize = 10_000;
pub(crate) const MOST_ATTACHMENTS: usize = 2_000;
pub(crate) const MOST_LINKS: usize = 2_000;
pub(crate) const MOST_REMOTE_LINKS: usize = 2_000;

/// The columns of a list of issues unless somebody chooses others.
pub(crate) const COLUMNS: [&str; 11] = [
    "issuetype",
    "issuekey",
    "summary",
    "assignee",
    "reporter",
    "priority",
    "status",
    "resolution",
    "created",
    "updated",
    "duedate",
];

/// Something that administrators of a site can switch off; its operations answer 404 then (those of
/// remote links 403), and `/rest/api/3/configuration` says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Feature {
    /// Votes for issues.
    Voting,
    /// Watching issues.
    Watching,
    /// Links between issues, and from issues to other systems.
    IssueLinking,
    /// Worklogs and estimates.
    TimeTracking,
    /// Files on issues.
    Attachments,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum TimeFormat {
    Pretty,
    Days,
    Hours,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum TimeUnit {
    Minute,
    Hour,
    Day,
    Week,
}

/// How long a day of work is, and how durations are written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct TimeTracking {
    pub(crate) hours_per_day: f64,
    pub(crate) days_per_week: f64,
    pub(crate) format: TimeFormat,
    pub(crate) unit: TimeUnit,
}

impl TimeTracking {
    /// Seconds of one unit: weeks and days as long as people work in them.
    pub(crate) fn seconds(&self, unit: TimeUnit) -> f64 {
        match unit {
            TimeUnit::Minute => 60.0,
            TimeUnit::Hour => 3_600.0,
            TimeUnit::Day => 3_600.0 * self.hours_per_day,
            TimeUnit::Week => 3_600.0 * self.hours_per_day * self.days_per_week,
        }
    }
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Banner {
    pub(crate) message: String,
    pub(crate) dismissible: bool,
    pub(crate) enabled: bool,
    pub(crate) private: bool,
}

/// What one account set for itself.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Personal {
    pub(crate) properties: BTreeMap<String, Value>,
    pub(crate) preferences: BTreeMap<String, String>,
    /// Ids of fields; `None`: the site's own columns.
    pub(crate) columns: Option<Vec<String>>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Site {
    pub(crate) off: Vec<Feature>,
    pub(crate) time: TimeTracking,
    pub(crate) banner: Banner,
    /// Ids of fields.
    pub(crate) columns: Vec<String>,
    /// By account; those who set nothing are absent.
    pub(crate) people: BTreeMap<u32, Personal>,
}

impl Default for Site {
    fn default() -> Self {
        Self {
            off: Vec::new(),
            time: TimeTracking {
                hours_per_day: 8.0,
                days_per_week: 5.0,
                format: TimeFormat::Pretty,
                unit: TimeUnit::Minute,
            },
            banner: Banner::default(),
            columns: COLUMNS.map(str::to_owned).to_vec(),
            people: BTreeMap::new(),
        }
    }
}

impl Site {
    pub(crate) fn has(&self, feature: Feature) -> bool {
        !self.off.contains(&feature)
    }

    pub(crate) fn switch(&mut self, feature: Feature, on: bool) {
        self.off.retain(|off| *off != feature);
        if !on {
            self.off.push(feature);
        }
    }

    /// Whether an account comes to watch the issues that it comments on.
    pub(crate) fn watches_by_itself(&self, account: u32) -> bool {
        let preferences = self.people.get(&account).map(|p| &p.preferences);
        preferences
            .and_then(|p| p.get("user.autowatch.disabled"))
            .is_none_or(|value| value != "true")
    }
}
