//! Days, as activity is told in them.

use std::fmt;

use atlassian_core::Timestamp;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

const MILLIS: i64 = 86_400_000;

/// A day in UTC. In JSON and in text it is `2026-11-22`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i64);

impl Day {
    /// The day of a point in time; `None` if its text is not understood.
    #[must_use]
    pub fn of(time: &Timestamp) -> Option<Self> {
        Some(Self(time.epoch_millis()?.div_euclid(MILLIS)))
    }

    /// The day that lies this many days earlier.
    #[must_use]
    pub fn minus(self, days: u32) -> Self {
        Self(self.0 - i64::from(days))
    }

    /// The day after it.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0 + 1)
    }

    /// How many days lie between an earlier day and this one; negative if the other is later.
    #[must_use]
    pub fn since(self, earlier: Self) -> i64 {
        self.0 - earlier.0
    }

    /// The first day of its month.
    #[must_use]
    pub fn first_of_month(self) -> Self {
        let text = self.to_string();
        let of_month: i64 = text.get(8..).and_then(|day| day.parse().ok()).unwrap_or(1);
        Self(self.0 - of_month + 1)
    }

    /// Its midnight, at which it begins.
    #[must_use]
    pub fn midnight(self) -> Timestamp {
        Timestamp::from_epoch_millis(self.0.saturating_mul(MILLIS))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let midnight = self.midnight();
        let text = midnight.as_str();
        f.pad(text.split_once('T').map_or(text, |(day, _)| day))
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let time = Timestamp::deserialize(deserializer)?;
        Self::of(&time).ok_or_else(|| de::Error::custom("a day like 2026-11-22"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::of(&Timestamp::new(text)).unwrap()
    }

    #[test]
    fn a_moment_belongs_to_its_day_in_utc() {
        assert_eq!(day("2026-11-22").to_string(), "2026-11-22");
        assert_eq!(day("2026-11-22T23:59:59.999Z"), day("2026-11-22"));
        assert_eq!(day("2026-11-22T23:30:00-01:00"), day("2026-11-23"));
        assert_eq!(day("1969-12-31T12:00:00Z").to_string(), "1969-12-31");
        assert_eq!(Day::of(&Timestamp::new("soon")), None);
    }

    #[test]
    fn days_are_counted_over_the_ends_of_months() {
        assert_eq!(day("2024-03-01").minus(1), day("2024-02-29"));
        assert_eq!(day("2024-03-01").since(day("2024-02-01")), 29);
        assert_eq!(day("2024-02-29").first_of_month(), day("2024-02-01"));
        assert_eq!(day("2024-02-01").first_of_month(), day("2024-02-01"));
    }

    #[test]
    fn a_day_survives_json() {
        let written = serde_json::to_string(&day("2026-02-01")).unwrap();
        assert_eq!(written, "\"2026-02-01\"");
        assert_eq!(
            serde_json::from_str::<Day>(&written).unwrap(),
            day("2026-02-01")
        );
    }
}
