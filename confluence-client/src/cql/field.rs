//! Fields, and what can be asked of them.

use std::fmt;

use atlassian_core::Timestamp;

use super::Condition;
use super::text::name;
use super::value::{Value, Values, instant};

const HOUR: i64 = 3_600_000;
/// How far the clocks of the world are behind UTC and ahead of it.
const FARTHEST_BEHIND: i64 = 12 * HOUR;
const FARTHEST_AHEAD: i64 = 14 * HOUR;

/// A field of a query; its methods make a [`Condition`] of it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Field(String);

impl From<&str> for Field {
    fn from(text: &str) -> Self {
        Self(name(text))
    }
}

impl From<String> for Field {
    fn from(text: String) -> Self {
        text.as_str().into()
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

macro_rules! comparisons {
    ($($(#[$doc:meta])* $method:ident = $operator:literal: $value:ty;)+) => { $(
        $(#[$doc])*
        pub fn $method(self, value: impl Into<$value>) -> Condition {
            let value: Value = value.into().into();
            self.with($operator, &value)
        }
    )+ };
}

impl Field {
    fn with(self, operator: &str, value: &Value) -> Condition {
        Condition::single(format!("{self} {operator} {value}"))
    }

    comparisons! {
        /// Has this value.
        eq = "=": Value;
        /// Has another value.
        ne = "!=": Value;
        /// Is later.
        gt = ">": Value;
        /// Is not earlier.
        ge = ">=": Value;
        /// Is earlier.
        lt = "<": Value;
        /// Is not later.
        le = "<=": Value;
        /// Has one of these values. An empty list is refused by the service.
        is_in = "in": Values;
        /// Has none of these values.
        not_in = "not in": Values;
        /// Matches a text search, in which `*`, `?`, `~`, `"`, `AND` and others have a meaning. For a text that was not
        /// written as a search, use [`contains_phrase`](Self::contains_phrase).
        contains = "~": Value;
        /// Does not match a text search; see [`contains`](Self::contains).
        contains_not = "!~": Value;
    }

    /// Contains these words in this order, as Confluence's text search understands words: without regard to case and
    /// endings, punctuation left out. Nothing in the text has a meaning of its own.
    pub fn contains_phrase(self, text: impl AsRef<str>) -> Condition {
        self.contains(Value::phrase(text.as_ref()))
    }

    /// Was at this instant or later, whatever the zone of the instance; and up to 26 hours before it.
    ///
    /// A [`Timestamp`] that is a date without a time of day means that day in the zone of the instance, exactly. One that
    /// is not understood is written as it is, for the service to refuse.
    pub fn not_before(self, time: &Timestamp) -> Condition {
        let value = instant(time, |utc| (utc - FARTHEST_BEHIND).div_euclid(60_000));
        self.with(">=", &value)
    }

    /// Was at this instant or earlier, whatever the zone of the instance; and up to 26 hours after it. What is said of
    /// timestamps at [`not_before`](Self::not_before) holds here too.
    pub fn not_after(self, time: &Timestamp) -> Condition {
        let value = instant(time, |utc| {
            (utc + FARTHEST_AHEAD + 59_999).div_euclid(60_000)
        });
        self.with("<=", &value)
    }
}
