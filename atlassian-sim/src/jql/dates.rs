//! Dates in queries: absolute, relative, and as functions give them.

use super::calendar::{Local, Zone, days_in, weekday};
use crate::time::DAY;

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;

/// A date as a query gave it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Date {
    /// Milliseconds since 1970.
    pub(crate) at: i64,
    /// Whether it names a whole day.
    pub(crate) whole_day: bool,
}

pub(crate) const FORMATS: &str = "Valid formats include: 'yyyy/MM/dd HH:mm', 'yyyy-MM-dd HH:mm', \
                                  'yyyy/MM/dd', 'yyyy-MM-dd', or a period format e.g. '-5d', '4w \
                                  2d'.";

/// Reads `2026-10-01`, `2026/10/01 12:00`, `-5d` or `4w 2d`.
pub(crate) fn parse(text: &str, zone: Zone, now: i64) -> Option<Date> {
    if let Some(period) = period(text) {
        return Some(Date {
            at: now.checked_add(period)?,
            whole_day: false,
        });
    }
    let (date, clock) = match text.trim().split_once(' ') {
        Some((date, clock)) => (date, Some(clock.trim())),
        None => (text.trim(), None),
    };
    let mark = if date.contains('/') { '/' } else { '-' };
    let mut parts = date.split(mark);
    let year = number(parts.next()?, 4..=4)?;
    let month = number(parts.next()?, 1..=2)?;
    let day = number(parts.next()?, 1..=2)?;
    let valid = (1..=12).contains(&month) && (1..=days_in(year, month)).contains(&day);
    if parts.next().is_some() || !valid {
        return None;
    }
    let ms = match clock {
        None => 0,
        Some(clock) => {
            let (hour, minute) = clock.split_once(':')?;
            let (hour, minute) = (number(hour, 1..=2)?, number(minute, 2..=2)?);
            if hour > 23 || minute > 59 {
                return None;
            }
            hour * HOUR + minute * MINUTE
        }
    };
    Some(Date {
        at: zone.moment(Local {
            year,
            month,
            day,
            ms,
        }),
        whole_day: clock.is_none(),
    })
}

fn number(text: &str, digits: std::ops::RangeInclusive<usize>) -> Option<i64> {
    let plain = digits.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| text.parse().ok())?
}

/// Reads `-5d`, `4w 2d`, `100minutes`: the sign stands in front and counts for all parts, units
/// are read without regard to case, and `M` is minutes.
pub(crate) fn period(text: &str) -> Option<i64> {
    let text = text.trim();
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let total = units(rest, |unit| match unit {
        "m" | "minute" | "minutes" => Some(MINUTE),
        "h" | "hour" | "hours" => Some(HOUR),
        "d" | "day" | "days" => Some(DAY),
        "w" | "week" | "weeks" => Some(7 * DAY),
        _ => None,
    })?;
    total.checked_mul(sign)
}

/// The sum of `4w 2d`; at least one part, and each with a unit.
fn units(text: &str, worth: fn(&str) -> Option<i64>) -> Option<i64> {
    let mut rest = text.trim();
    let mut sum: i64 = 0;
    if rest.is_empty() {
        return None;
    }
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit())?;
        let count: i64 = rest.get(..digits)?.parse().ok()?;
        rest = rest.get(digits..)?.trim_start();
        let end = rest
            .find(|c: char| !c.is_ascii_alphabetic())
            .unwrap_or(rest.len());
        let unit = worth(&rest.get(..end)?.to_ascii_lowercase())?;
        sum = sum.checked_add(count.checked_mul(unit)?)?;
        rest = rest.get(end..)?.trim_start();
    }
    Some(sum)
}

/// Seconds of work: `1h 30m`, with days of eight hours and weeks of five days; a bare number is
/// minutes.
pub(crate) fn duration(text: &str) -> Option<i64> {
    let text = text.trim();
    if let Ok(minutes) = text.parse::<i64>() {
        return minutes.checked_mul(60).filter(|seconds| *seconds >= 0);
    }
    units(text, |unit| match unit {
        "m" | "minute" | "minutes" => Some(60),
        "h" | "hour" | "hours" => Some(3_600),
        "d" | "day" | "days" => Some(8 * 3_600),
        "w" | "week" | "weeks" => Some(40 * 3_600),
        _ => None,
    })
}

/// `startOfDay()` and its seven relatives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Boundary {
    unit: Unit,
    end: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Year,
    Month,
    Week,
    Day,
    Hour,
    Minute,
}

impl Boundary {
    /// By the name of the function, in small letters.
    pub(crate) fn named(name: &str) -> Option<Self> {
        let (end, rest) = match name.strip_prefix("startof") {
            Some(rest) => (false, rest),
            None => (true, name.strip_prefix("endof")?),
        };
        let unit = match rest {
            "day" => Unit::Day,
            "week" => Unit::Week,
            "month" => Unit::Month,
            "year" => Unit::Year,
            _ => return None,
        };
        Some(Self { unit, end })
    }

    /// The boundary around now, moved by an increment such as `-1M`; without a unit, the function's
    /// own. Units are read with regard to case here, and `M` is months.
    pub(crate) fn at(self, increment: Option<&str>, zone: Zone, now: i64) -> Option<i64> {
        let (count, unit) = match increment {
            None => (0, self.unit),
            Some(text) => self.increment(text)?,
        };
        let mut local = zone.local(now);
        // Months and years are not all as long as each other: go there first and look for the
        // boundary then. Everything else moves the boundary.
        let calendar = matches!(self.unit, Unit::Year | Unit::Month)
            && matches!(unit, Unit::Year | Unit::Month);
        if calendar {
            local = moved(local, count, unit)?;
        }
        local = self.boundary(local);
        if !calendar {
            local = moved(local, count, unit)?;
        }
        Some(zone.moment(local))
    }

    fn increment(self, text: &str) -> Option<(i64, Unit)> {
        let (sign, rest) = match text.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, text.strip_prefix('+').unwrap_or(text)),
        };
        let end = rest
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(rest.len());
        let count: i64 = rest.get(..end)?.parse().ok()?;
        let unit = match rest.get(end..)? {
            "" => self.unit,
            "y" => Unit::Year,
            "M" => Unit::Month,
            "w" => Unit::Week,
            "d" => Unit::Day,
            "h" => Unit::Hour,
            "m" => Unit::Minute,
            _ => return None,
        };
        // Nobody looks further than a hundred centuries.
        (count <= 6_000_000_000).then_some((sign * count, unit))
    }

    fn boundary(self, local: Local) -> Local {
        let midnight = Local { ms: 0, ..local };
        let (start, length) = match self.unit {
            Unit::Week => {
                let back = weekday(midnight.days());
                (midnight.plus_ms(-back * DAY), 7)
            }
            Unit::Month => (
                Local { day: 1, ..midnight },
                days_in(midnight.year, midnight.month),
            ),
            Unit::Year => {
                let start = Local {
                    month: 1,
                    day: 1,
                    ..midnight
                };
                (start, 337 + days_in(midnight.year, 2))
            }
            Unit::Day | Unit::Hour | Unit::Minute => (midnight, 1),
        };
        if self.end {
            start.plus_ms(length * DAY - 1)
        } else {
            start
        }
    }
}

fn moved(local: Local, count: i64, unit: Unit) -> Option<Local> {
    let limit = 120_000;
    let by = |ms: i64| Some(local.plus_ms(count.checked_mul(ms)?));
    match unit {
        Unit::Year => (count.abs() <= limit / 12).then(|| local.plus_months(count * 12)),
        Unit::Month => (count.abs() <= limit).then(|| local.plus_months(count)),
        Unit::Week => by(7 * DAY),
        Unit::Day => by(DAY),
        Unit::Hour => by(HOUR),
        Unit::Minute => by(MINUTE),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time;

    fn now() -> i64 {
        time::parse("2026-10-01T10:20:30Z").unwrap()
    }

    #[test]
    fn dates_are_read_in_the_searchers_zone() {
        let berlin = Zone::named("Europe/Berlin");
        for (text, utc) in [
            ("2026-10-01", "2026-09-30T22:00:00Z"),
            ("2026/1/2 03:04", "2026-01-02T02:04:00Z"),
            ("2026-07-02 23:59", "2026-07-02T21:59:00Z"),
            ("-5d", "2026-09-26T10:20:30Z"),
            ("4w 2d", "2026-10-31T10:20:30Z"),
            ("-4W 2D", "2026-09-01T10:20:30Z"),
            ("-1M", "2026-10-01T10:19:30Z"),
            ("-100minutes", "2026-10-01T08:40:30Z"),
        ] {
            let date = parse(text, berlin, now()).map(|d| d.at);
            assert_eq!(date, time::parse(utc), "{text}");
        }
        for bad in [
            "",
            "yesterday",
            "2026-02-30",
            "09/1/1",
            "14/May/09",
            "2026/10/01 bad",
            "2026-10-01 24:00",
            "2026-10-01T10:00",
            "-100milestone",
            "4w 2y",
            "5",
            "d",
            "1d -2h",
            "2026-10-01 10:00:00",
            "99999999999999999d",
        ] {
            assert_eq!(parse(bad, berlin, now()), None, "{bad}");
        }
        assert!(parse("2026-10-01", Zone::Utc, 0).unwrap().whole_day);
        assert!(!parse("2026-10-01 00:00", Zone::Utc, 0).unwrap().whole_day);
    }

    #[test]
    fn boundaries_move_by_their_own_unit_unless_told_otherwise() {
        // 2026-10-01 is a Thursday.
        for (name, increment, utc) in [
            ("startofday", None, "2026-10-01T00:00:00Z"),
            ("endofday", None, "2026-10-01T23:59:59.999Z"),
            ("startofday", Some("-1"), "2026-09-30T00:00:00Z"),
            ("startofday", Some("+8h"), "2026-10-01T08:00:00Z"),
            ("startofweek", None, "2026-09-27T00:00:00Z"),
            ("endofweek", Some("1"), "2026-10-10T23:59:59.999Z"),
            ("startofmonth", Some("-1M"), "2026-09-01T00:00:00Z"),
            ("endofmonth", Some("-1M"), "2026-09-30T23:59:59.999Z"),
            ("endofmonth", Some("4"), "2027-02-28T23:59:59.999Z"),
            ("endofmonth", Some("+15d"), "2026-11-15T23:59:59.999Z"),
            ("startofyear", Some("-2y"), "2024-01-01T00:00:00Z"),
            ("endofyear", Some("2"), "2028-12-31T23:59:59.999Z"),
        ] {
            let at = Boundary::named(name)
                .unwrap()
                .at(increment, Zone::Utc, now());
            assert_eq!(at, time::parse(utc), "{name} {increment:?}");
        }
        let day = Boundary::named("startofday").unwrap();
        for bad in ["invalid", "1d 2h", "1D", "-", "", "1x", "99999999999999"] {
            assert_eq!(day.at(Some(bad), Zone::Utc, now()), None, "{bad}");
        }
        assert!(Boundary::named("startofhour").is_none());
    }

    #[test]
    fn work_has_short_days() {
        assert_eq!(duration("1h 30m"), Some(5_400));
        assert_eq!(duration("2d"), Some(57_600));
        assert_eq!(duration("1w"), Some(144_000));
        assert_eq!(duration("90"), Some(5_400));
        for bad in ["", "-1h", "1x", "h", "-5"] {
            assert_eq!(duration(bad), None, "{bad}");
        }
    }
}
