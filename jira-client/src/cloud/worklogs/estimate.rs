//! What logging, changing and deleting work does to an issue's remaining estimate.

use std::time::Duration;

use atlassian_core::{Request, open_enum};

use super::{AddWorklog, DeleteWorklog, UpdateWorklog};

/// What becomes of the remaining estimate when work is logged, or a worklog is deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EstimateAfter {
    /// It goes down by what was logged, or up by what is deleted. The service does so unless told otherwise.
    Auto,
    /// It stays as it is: the choice for work of the past that is brought over from elsewhere.
    Leave,
    /// It becomes this.
    New(WorkingTime),
    /// It goes down by this when work is logged, and up by this when a worklog is deleted.
    Manual(WorkingTime),
}

/// What becomes of the remaining estimate when a worklog is changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EstimateAfterUpdate {
    /// It changes by as much as the time spent does. The service does so unless told otherwise.
    Auto,
    /// It stays as it is.
    Leave,
    /// It becomes this.
    New(WorkingTime),
}

open_enum! {
    /// What becomes of the remaining estimate when many worklogs are deleted or moved.
    pub enum EstimateAfterMany {
        /// It changes by the sum of what was logged. The service does so unless told otherwise.
        Auto = "auto",
        /// It stays as it is.
        Leave = "leave",
    }
}

/// A span of working time as people write it: `2d`, `3h 30m`.
///
/// How many hours a day has and how many days a week is a setting of the site. A [`Duration`] becomes minutes, the
/// seconds beyond a whole one left out.
///
/// ```
/// use std::time::Duration;
/// use jira_client::cloud::worklogs::WorkingTime;
///
/// assert_eq!(WorkingTime::from(Duration::from_secs(5400)), WorkingTime::from("90m"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkingTime(String);

impl From<&str> for WorkingTime {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl From<String> for WorkingTime {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<Duration> for WorkingTime {
    fn from(time: Duration) -> Self {
        Self(format!("{}m", time.as_secs() / 60))
    }
}

impl EstimateAfter {
    /// A manual change goes into the parameter `by`, whose name depends on the operation.
    fn write(self, request: &mut Request, by: &'static str) {
        let (word, amount) = match self {
            Self::Auto => ("auto", None),
            Self::Leave => ("leave", None),
            Self::New(time) => ("new", Some(("newEstimate", time))),
            Self::Manual(time) => ("manual", Some((by, time))),
        };
        request.set_query("adjustEstimate", word);
        if let Some((name, time)) = amount {
            request.set_query(name, time.0);
        }
    }
}

impl AddWorklog {
    /// What becomes of the issue's remaining estimate.
    pub fn estimate(mut self, after: EstimateAfter) -> Self {
        after.write(self.call.request_mut(), "reduceBy");
        self
    }
}

impl DeleteWorklog {
    /// What becomes of the issue's remaining estimate.
    pub fn estimate(mut self, after: EstimateAfter) -> Self {
        after.write(self.call.request_mut(), "increaseBy");
        self
    }
}

impl UpdateWorklog {
    /// What becomes of the issue's remaining estimate.
    pub fn estimate(mut self, after: EstimateAfterUpdate) -> Self {
        let after = match after {
            EstimateAfterUpdate::Auto => EstimateAfter::Auto,
            EstimateAfterUpdate::Leave => EstimateAfter::Leave,
            EstimateAfterUpdate::New(time) => EstimateAfter::New(time),
        };
        after.write(self.call.request_mut(), "");
        self
    }
}
