//! What some of an issue's fields hold, apart from what is a resource of its own.

use atlassian_core::Elements;
use atlassian_core::model::{Deserialize, Serialize};

use crate::cloud::comments::Comment;
use crate::cloud::worklogs::Worklog;

/// Estimates and time spent.
///
/// As text in the site's own units (`1w 2d`, where a week may have five days of eight hours), and in seconds.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct TimeTracking {
    /// What was estimated at first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub original_estimate: Option<String>,
    /// What is estimated to be left.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remaining_estimate: Option<String>,
    /// What was logged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time_spent: Option<String>,
    /// What was estimated at first, in seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub original_estimate_seconds: Option<u64>,
    /// What is estimated to be left, in seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remaining_estimate_seconds: Option<u64>,
    /// What was logged, in seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time_spent_seconds: Option<u64>,
}

impl TimeTracking {
    /// What of it can be written.
    pub(crate) fn estimates(self) -> Self {
        Self {
            original_estimate: self.original_estimate,
            remaining_estimate: self.remaining_estimate,
            ..Self::default()
        }
    }
}

/// How much of the estimated time is spent, in seconds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Progress {
    /// What was logged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub progress: Option<i64>,
    /// What was logged and what is left.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<i64>,
    /// The same as a percentage.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub percent: Option<i64>,
}

/// How many voted for an issue. Use the votes' own operation for who did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct VotesSummary {
    /// How many.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub votes: Option<u64>,
    /// Whether the caller did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub has_voted: Option<bool>,
    /// The address of the votes in the API.
    #[serde(rename = "self", skip_serializing_if = "Option::is_none")]
    pub self_url: Option<String>,
}

/// How many watch an issue. Use the watchers' own operation for who does.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct WatchesSummary {
    /// How many.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub watch_count: Option<u64>,
    /// Whether the caller does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_watching: Option<bool>,
    /// The address of the watchers in the API.
    #[serde(rename = "self", skip_serializing_if = "Option::is_none")]
    pub self_url: Option<String>,
}

/// The comments that come with an issue: the first ones only, 20 in a search.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct InlineComments {
    /// Those that were sent.
    #[serde(default)]
    pub comments: Elements<Comment>,
    /// How many there are. Some of them may be hidden from the caller.
    pub total: Option<u64>,
    /// How many are sent at most.
    pub max_results: Option<u64>,
    /// The place of the first one.
    pub start_at: Option<u64>,
}

/// The logged work that comes with an issue: the first 20 only.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct InlineWorklogs {
    /// Those that were sent.
    #[serde(default)]
    pub worklogs: Elements<Worklog>,
    /// How many there are. Some of them may be hidden from the caller.
    pub total: Option<u64>,
    /// How many are sent at most.
    pub max_results: Option<u64>,
    /// The place of the first one.
    pub start_at: Option<u64>,
}
