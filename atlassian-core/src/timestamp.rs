//! Points in time as Atlassian sends them, in any of its formats.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::ser::{Serialize, Serializer};

const DAY_MS: i64 = 86_400_000;
/// First and last day (counted from 1970-01-01) that a year of four digits can name.
const FOUR_DIGIT_YEARS: std::ops::RangeInclusive<i64> = -719_528..=2_932_896;

/// A point in time, kept as the text that was sent.
///
/// Atlassian's APIs have many formats. These are understood:
///
/// | Text | Meaning |
/// |---|---|
/// | `2021-01-17T12:34:00.000+0000` | Jira |
/// | `2021-01-17T12:34:00Z`, `…+02:00`, any number of fraction digits | RFC 3339 |
/// | `2026-03-26T16:00Z` | without seconds |
/// | `2023-02-01` | a date: counts as its midnight in UTC |
/// | `1732877091000` (JSON number or digits) | milliseconds since 1970-01-01T00:00:00Z |
///
/// Any other text is kept and written back too, the empty one included; only its [`epoch_millis`](Self::epoch_millis)
/// is `None`. That also goes for a time without an offset: nobody can tell which zone it means.
///
/// Two timestamps are equal if their texts are: `…Z` and `…+00:00` are not. Compare points in time by
/// [`epoch_millis`](Self::epoch_millis) or [`is_before`](Self::is_before). Conversions to `jiff`, `chrono` and `time`
/// are behind the features of these names. The unit is the millisecond; further digits stay in the text only.
///
/// ```
/// use atlassian_core::Timestamp;
///
/// let created: Timestamp = serde_json::from_str("\"2021-01-17T12:34:00.000+0000\"")?;
/// assert_eq!(created.epoch_millis(), Some(1_610_886_840_000));
/// assert_eq!(created.as_str(), "2021-01-17T12:34:00.000+0000");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone)]
pub struct Timestamp {
    text: String,
    /// It was a JSON number, and is written back as one.
    number: bool,
}

/// A timestamp whose text is not understood, or that lies outside of what the other type can hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimestampError {
    text: String,
}

impl fmt::Display for TimestampError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = &self.text;
        write!(f, "`{text}` is not a point in time that can be converted")
    }
}

impl std::error::Error for TimestampError {}

impl Timestamp {
    /// Keeps a text, whatever its format.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            number: false,
        }
    }

    /// From milliseconds since 1970-01-01T00:00:00Z; negative before. The text is RFC 3339 in UTC with three fraction
    /// digits, or the number itself where the year does not have four digits.
    #[must_use]
    pub fn from_epoch_millis(millis: i64) -> Self {
        let days = millis.div_euclid(DAY_MS);
        if !FOUR_DIGIT_YEARS.contains(&days) {
            return Self::new(millis.to_string());
        }
        let (year, month, day) = civil_from_days(days);
        let ms = millis.rem_euclid(DAY_MS);
        let (hour, minute, second) = (ms / 3_600_000, ms / 60_000 % 60, ms / 1_000 % 60);
        Self::new(format!(
            "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{:03}Z",
            ms % 1_000
        ))
    }

    /// The text as sent; for a JSON number, its digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Milliseconds since 1970-01-01T00:00:00Z, or `None` if the text is not in a known format.
    #[must_use]
    pub fn epoch_millis(&self) -> Option<i64> {
        read_number(&self.text).or_else(|| read_text(&self.text))
    }

    /// Whether the text is a date without a time of day, like `2023-02-01`.
    #[must_use]
    pub fn is_date_only(&self) -> bool {
        matches!(read_date(self.text.as_bytes()), Some((_, [])))
    }

    /// Whether this point in time is before the other one, or `None` if one of the two is not understood.
    #[must_use]
    pub fn is_before(&self, other: &Self) -> Option<bool> {
        Some(self.epoch_millis()? < other.epoch_millis()?)
    }

    /// As the standard library's type, or `None` if the text is not understood or the platform cannot hold it.
    #[must_use]
    pub fn to_system_time(&self) -> Option<SystemTime> {
        let millis = self.epoch_millis()?;
        let distance = Duration::from_millis(millis.unsigned_abs());
        if millis < 0 {
            UNIX_EPOCH.checked_sub(distance)
        } else {
            UNIX_EPOCH.checked_add(distance)
        }
    }
}

/// Digits, perhaps with a sign: milliseconds. A fraction of a millisecond is dropped.
fn read_number(text: &str) -> Option<i64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    if !digits(whole.strip_prefix('-').unwrap_or(whole)) || !digits(fraction) {
        return None;
    }
    whole.parse().ok()
}

fn read_text(text: &str) -> Option<i64> {
    let (days, rest) = read_date(text.as_bytes())?;
    let midnight = days * DAY_MS;
    let Some((b'T' | b't' | b' ', rest)) = rest.split_first() else {
        return rest.is_empty().then_some(midnight);
    };
    let (hour, rest) = digits(rest, 2, 23)?;
    let (minute, mut rest) = digits(rest.strip_prefix(b":")?, 2, 59)?;
    let mut ms = (hour * 60 + minute) * 60_000;
    if let Some(after) = rest.strip_prefix(b":") {
        // 60 is a leap second.
        let (second, after) = digits(after, 2, 60)?;
        ms += second * 1_000;
        rest = after;
        if let Some((b'.' | b',', after)) = rest.split_first() {
            let length = after.iter().take_while(|b| b.is_ascii_digit()).count();
            let (fraction, after) = after.split_at(length);
            let mut padded = [b'0'; 3];
            for (place, digit) in padded.iter_mut().zip(fraction) {
                *place = *digit;
            }
            ms += digits(&padded, 3, 999)?.0;
            rest = after;
            if length == 0 {
                return None;
            }
        }
    }
    Some(midnight + ms - read_offset(rest)?)
}

/// `Z`, `+0200`, `+02:00` or `+02`, in milliseconds.
fn read_offset(text: &[u8]) -> Option<i64> {
    let (sign, rest) = match text.split_first()? {
        (b'Z' | b'z', []) => return Some(0),
        (b'+', rest) => (1, rest),
        (b'-', rest) => (-1, rest),
        _ => return None,
    };
    let (hours, rest) = digits(rest, 2, 23)?;
    let (minutes, rest) = match rest {
        [] => (0, rest),
        _ => digits(rest.strip_prefix(b":").unwrap_or(rest), 2, 59)?,
    };
    rest.is_empty()
        .then_some(sign * (hours * 60 + minutes) * 60_000)
}

/// `2023-02-01` at the beginning of a text: its day, counted from 1970-01-01, and the rest of the text.
fn read_date(text: &[u8]) -> Option<(i64, &[u8])> {
    let (year, rest) = digits(text, 4, 9999)?;
    let (month, rest) = digits(rest.strip_prefix(b"-")?, 2, 12)?;
    let (day, rest) = digits(rest.strip_prefix(b"-")?, 2, 31)?;
    let days = days_from_civil(year, month, day);
    (civil_from_days(days) == (year, month, day)).then_some((days, rest))
}

/// Exactly `count` digits, at most `max`, and the rest of the text.
fn digits(text: &[u8], count: usize, max: i64) -> Option<(i64, &[u8])> {
    let (head, rest) = text.split_at_checked(count)?;
    let mut value = 0;
    for byte in head {
        value = value * 10 + i64::from(byte.is_ascii_digit().then(|| byte - b'0')?);
    }
    (value <= max).then_some((value, rest))
}

/// Days since 1970-01-01 of a date in the Gregorian calendar. Years begin in March here, so that a leap day is the
/// last of its year; 400 of them, an era, always have 146,097 days.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let month = (shifted + 2) % 12 + 1;
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    (year, month, day_of_year - (153 * shifted + 2) / 5 + 1)
}

impl From<SystemTime> for Timestamp {
    /// To the millisecond before; a time beyond what an `i64` can count becomes the last that it can.
    fn from(time: SystemTime) -> Self {
        let millis = match time.duration_since(UNIX_EPOCH) {
            Ok(after) => i64::try_from(after.as_millis()).unwrap_or(i64::MAX),
            Err(before) => {
                let distance = before.duration().as_nanos().div_ceil(1_000_000);
                i64::try_from(distance).map_or(i64::MIN, |distance| -distance)
            }
        };
        Self::from_epoch_millis(millis)
    }
}

impl FromStr for Timestamp {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self::new(text))
    }
}

impl PartialEq for Timestamp {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Timestamp {}

impl Hash for Timestamp {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Timestamp").field(&self.text).finish()
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.number {
            if let Ok(number) = self.text.parse::<i64>() {
                return serializer.serialize_i64(number);
            }
            if let Ok(number) = self.text.parse::<u64>() {
                return serializer.serialize_u64(number);
            }
            if let Ok(number) = self.text.parse::<f64>() {
                return serializer.serialize_f64(number);
            }
        }
        serializer.serialize_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TimestampVisitor)
    }
}

struct TimestampVisitor;

impl TimestampVisitor {
    fn number(text: String) -> Timestamp {
        Timestamp { text, number: true }
    }
}

impl Visitor<'_> for TimestampVisitor {
    type Value = Timestamp;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a time as a string or as a number of milliseconds")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Timestamp, E> {
        Ok(Timestamp::new(text))
    }

    fn visit_string<E: de::Error>(self, text: String) -> Result<Timestamp, E> {
        Ok(Timestamp::new(text))
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Timestamp, E> {
        Ok(Self::number(number.to_string()))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Timestamp, E> {
        Ok(Self::number(number.to_string()))
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Timestamp, E> {
        Ok(Self::number(format!("{number:?}")))
    }
}

#[cfg(any(feature = "jiff", feature = "chrono", feature = "time"))]
fn converted<T>(
    timestamp: &Timestamp,
    convert: impl FnOnce(i64) -> Option<T>,
) -> Result<T, TimestampError> {
    timestamp
        .epoch_millis()
        .and_then(convert)
        .ok_or_else(|| TimestampError {
            text: timestamp.text.chars().take(64).collect(),
        })
}

#[cfg(feature = "jiff")]
impl TryFrom<&Timestamp> for jiff::Timestamp {
    type Error = TimestampError;

    fn try_from(timestamp: &Timestamp) -> Result<Self, TimestampError> {
        converted(timestamp, |millis| Self::from_millisecond(millis).ok())
    }
}

#[cfg(feature = "chrono")]
impl TryFrom<&Timestamp> for chrono::DateTime<chrono::Utc> {
    type Error = TimestampError;

    fn try_from(timestamp: &Timestamp) -> Result<Self, TimestampError> {
        converted(timestamp, Self::from_timestamp_millis)
    }
}

#[cfg(feature = "time")]
impl TryFrom<&Timestamp> for time::OffsetDateTime {
    type Error = TimestampError;

    fn try_from(timestamp: &Timestamp) -> Result<Self, TimestampError> {
        converted(timestamp, |millis| {
            Self::from_unix_timestamp_nanos(i128::from(millis) * 1_000_000).ok()
        })
    }
}

#[cfg(test)]
mod tests;
