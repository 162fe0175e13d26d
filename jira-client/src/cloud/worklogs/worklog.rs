//! A worklog as it is read, and the times that are written.

use std::time::{Duration, SystemTime};

use atlassian_core::model::{Deserialize, Serialize};
use atlassian_core::{Timestamp, id_type};
use atlassian_document::Document;
use serde::Serializer;

use crate::cloud::comments::Visibility;
use crate::cloud::properties::EntityProperty;
use crate::cloud::users::User;
use crate::ids::IssueId;

id_type! {
    /// The id of a worklog: digits, like `10000`.
    pub struct WorklogId;
}

/// Logged work.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Worklog {
    /// Its id.
    pub id: WorklogId,
    /// The issue that it was logged on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issue_id: Option<IssueId>,
    /// When the work began.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub started: Option<Timestamp>,
    /// How long it took, in seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time_spent_seconds: Option<u64>,
    /// How long it took, in the site's own units: `3h 20m`, `1d`. Days and weeks are working days and weeks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time_spent: Option<String>,
    /// What was done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<Document>,
    /// Who logged it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<User>,
    /// When it was logged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created: Option<Timestamp>,
    /// Who changed it last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub update_author: Option<User>,
    /// When it was changed last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated: Option<Timestamp>,
    /// Who may see it; absent where everybody may who sees the issue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub visibility: Option<Visibility>,
    /// Its properties, where they were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub properties: Option<Vec<EntityProperty>>,
    /// Its address in the API.
    #[serde(rename = "self", skip_serializing_if = "Option::is_none")]
    pub self_url: Option<String>,
}

/// An entry of the feeds of changed and of deleted worklogs.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ChangedWorklog {
    /// The worklog.
    pub worklog_id: WorklogId,
    /// When it was changed or deleted, in milliseconds since 1970-01-01 UTC: what the next poll begins with.
    pub updated_time: i64,
    /// Its properties, where they were asked for.
    #[serde(default)]
    pub properties: Vec<EntityProperty>,
}

/// A time spent, from a [`Duration`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct TimeSpent(u64);

impl From<Duration> for TimeSpent {
    fn from(time: Duration) -> Self {
        Self(time.as_secs())
    }
}

/// When work began. Sent in the one form that the service reads: `2021-01-17T12:34:00.000+0000`.
#[derive(Clone, Debug)]
pub struct Started(Timestamp);

impl From<Timestamp> for Started {
    fn from(time: Timestamp) -> Self {
        Self(time)
    }
}

impl From<&str> for Started {
    fn from(time: &str) -> Self {
        Self(Timestamp::new(time))
    }
}

impl From<SystemTime> for Started {
    fn from(time: SystemTime) -> Self {
        Self(Timestamp::from(time))
    }
}

impl Serialize for Started {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // What is not understood is sent as it is: the service says best what is wrong with it.
        let Some(millis) = self.0.epoch_millis() else {
            return serializer.serialize_str(self.0.as_str());
        };
        let utc = Timestamp::from_epoch_millis(millis);
        serializer.serialize_str(&utc.as_str().replace('Z', "+0000"))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test ends so")]

    use proptest::prelude::*;

    use super::*;

    fn sent(started: impl Into<Started>) -> String {
        let json = serde_json::to_value(started.into()).unwrap();
        json.as_str().unwrap().to_owned()
    }

    #[test]
    fn the_beginning_of_work_is_sent_in_the_one_form_that_is_read() {
        for time in [
            "2021-01-17T12:34:00.000+0000",
            "2021-01-17T12:34:00Z",
            "2021-01-17T14:34:00+02:00",
            "1610886840000",
        ] {
            assert_eq!(sent(time), "2021-01-17T12:34:00.000+0000", "{time}");
        }
        assert_eq!(sent("next Monday"), "next Monday");
        let time = SystemTime::UNIX_EPOCH + Duration::from_millis(1_500);
        assert_eq!(sent(time), "1970-01-01T00:00:01.500+0000");
    }

    proptest! {
        #[test]
        fn any_moment_is_sent_in_that_form(millis in -60_000_000_000_000_i64..250_000_000_000_000) {
            let text = sent(Timestamp::from_epoch_millis(millis));
            prop_assert_eq!(text.len(), 28);
            prop_assert!(text.ends_with("+0000"));
            prop_assert_eq!(Timestamp::new(text).epoch_millis(), Some(millis));
        }
    }
}
