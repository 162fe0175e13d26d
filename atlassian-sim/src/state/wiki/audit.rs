//! Confluence's own audit log.

use serde::{Deserialize, Serialize};

use crate::time::DAY;

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Object {
    pub(crate) name: String,
    pub(crate) kind: String,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Change {
    pub(crate) name: String,
    pub(crate) old: String,
    pub(crate) new: String,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Record {
    /// `None`: somebody outside, known by a name only.
    pub(crate) author: Option<u32>,
    pub(crate) author_name: String,
    pub(crate) remote: String,
    pub(crate) at: i64,
    pub(crate) summary: String,
    pub(crate) description: String,
    pub(crate) category: String,
    pub(crate) sys_admin: bool,
    pub(crate) object: Object,
    pub(crate) changed: Vec<Change>,
    pub(crate) associated: Vec<Object>,
}

/// How long records are kept.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct Retention {
    pub(crate) number: u32,
    pub(crate) unit: Unit,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(crate) enum Unit {
    Nanos,
    Micros,
    Millis,
    Seconds,
    Minutes,
    Hours,
    HalfDays,
    Days,
    Weeks,
    Months,
    Years,
    Decades,
    Centuries,
    Millennia,
    Eras,
    Forever,
}

impl Unit {
    /// Milliseconds of so many; a month has 30 days, a year 365.
    pub(crate) fn times(self, number: i64) -> i64 {
        let one = match self {
            Self::Nanos => return number / 1_000_000,
            Self::Micros => return number / 1_000,
            Self::Millis => 1,
            Self::Seconds => 1_000,
            Self::Minutes => 60_000,
            Self::Hours => 3_600_000,
            Self::HalfDays => DAY / 2,
            Self::Days => DAY,
            Self::Weeks => 7 * DAY,
            Self::Months => 30 * DAY,
            Self::Years => 365 * DAY,
            Self::Decades => 3_650 * DAY,
            Self::Centuries => 36_500 * DAY,
            Self::Millennia => 365_000 * DAY,
            Self::Eras | Self::Forever => i64::MAX,
        };
        number.saturating_mul(one)
    }
}

/// The records, in the order in which they were written.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Audit {
    records: Vec<Record>,
    pub(crate) retention: Retention,
}

impl Default for Audit {
    fn default() -> Self {
        Self {
            records: Vec::new(),
            retention: Retention {
                number: 1,
                unit: Unit::Years,
            },
        }
    }
}

impl Audit {
    pub(crate) fn push(&mut self, record: Record) {
        self.records.push(record);
    }

    /// Newest first: written records may carry a date of their own.
    pub(crate) fn newest_first(&self) -> Vec<&Record> {
        let mut records: Vec<&Record> = self.records.iter().rev().collect();
        records.sort_by_key(|record| std::cmp::Reverse(record.at));
        records
    }

    /// Sets the retention and drops what is older.
    pub(crate) fn keep(&mut self, retention: Retention, now: i64) {
        let age = retention.unit.times(i64::from(retention.number));
        let oldest = now.saturating_sub(age);
        self.records.retain(|record| record.at >= oldest);
        self.retention = retention;
    }
}
