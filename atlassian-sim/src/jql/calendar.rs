//! Local time: what a searcher's clock shows at a moment, and which moment their dates mean.

use crate::time::DAY;

const HOUR: i64 = 3_600_000;

/// A time zone by its name; unknown ones are UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Zone {
    Utc,
    Tokyo,
    /// European summer time on top of an offset of hours.
    Europe(i64),
    /// Summer time of the United States on top of an offset of hours.
    America(i64),
}

impl Zone {
    pub(crate) fn named(name: &str) -> Self {
        match name {
            "Asia/Tokyo" => Self::Tokyo,
            "Europe/London" => Self::Europe(0),
            "Europe/Berlin" | "Europe/Paris" | "Europe/Amsterdam" => Self::Europe(1),
            "America/New_York" => Self::America(-5),
            "America/Chicago" => Self::America(-6),
            "America/Los_Angeles" => Self::America(-8),
            _ => Self::Utc,
        }
    }

    /// Milliseconds that local time is ahead of UTC at this moment.
    fn offset(self, at: i64) -> i64 {
        let year = Local::of_clock(at).year;
        match self {
            Self::Utc => 0,
            Self::Tokyo => 9 * HOUR,
            Self::Europe(hours) => {
                let summer = last_sunday(year, 3) + HOUR..last_sunday(year, 10) + HOUR;
                (hours + i64::from(summer.contains(&at))) * HOUR
            }
            Self::America(hours) => {
                // Two o'clock local time, before and after the change.
                let begin = first_sunday(year, 3) + 7 * DAY + (2 - hours) * HOUR;
                let end = first_sunday(year, 11) + (1 - hours) * HOUR;
                (hours + i64::from((begin..end).contains(&at))) * HOUR
            }
        }
    }

    /// What the clock shows at a moment.
    pub(crate) fn local(self, at: i64) -> Local {
        Local::of_clock(at + self.offset(at))
    }

    /// The moment at which the clock shows this; where it never does, the one an hour on.
    pub(crate) fn moment(self, local: Local) -> i64 {
        let clock = local.clock();
        let first = clock - self.offset(clock);
        clock - self.offset(first)
    }

    /// The day in local time, counted from 1970.
    pub(crate) fn day(self, at: i64) -> i64 {
        (at + self.offset(at)).div_euclid(DAY)
    }
}

fn last_sunday(year: i64, month: i64) -> i64 {
    let (next_year, next) = if month == 12 {
        (year + 1, 1)
    } else {
        (year, month + 1)
    };
    let end = days(next_year, next, 1) - 1;
    (end - weekday(end)) * DAY
}

fn first_sunday(year: i64, month: i64) -> i64 {
    let first = days(year, month, 1);
    (first + (7 - weekday(first)) % 7) * DAY
}

/// 0 for Sunday, of a day counted from 1970.
pub(crate) fn weekday(day: i64) -> i64 {
    (day + 4).rem_euclid(7)
}

/// Days from 1970 to a date (proleptic Gregorian calendar).
pub(crate) fn days(year: i64, month: i64, day: i64) -> i64 {
    let shifted = if month > 2 { year } else { year - 1 };
    let yoe = shifted.rem_euclid(400);
    let mp = if month > 2 { month - 3 } else { month + 9 };
    let doy = (153 * mp + 2) / 5 + day - 1;
    shifted.div_euclid(400) * 146_097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719_468
}

pub(crate) fn days_in(year: i64, month: i64) -> i64 {
    match month {
        2 if (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// A date and a time of day without a zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Local {
    pub(crate) year: i64,
    pub(crate) month: i64,
    pub(crate) day: i64,
    /// Milliseconds since midnight.
    pub(crate) ms: i64,
}

impl Local {
    /// Reads a clock of milliseconds since 1970 as if it were UTC.
    fn of_clock(clock: i64) -> Self {
        let shifted = clock.div_euclid(DAY) + 719_468;
        let era = shifted.div_euclid(146_097);
        let doe = shifted.rem_euclid(146_097);
        let yoe = (doe - doe / 1_460 + doe / 36_524 - doe / 146_096) / 365;
        let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
        let mp = (5 * doy + 2) / 153;
        let month = if mp < 10 { mp + 3 } else { mp - 9 };
        Self {
            year: yoe + era * 400 + i64::from(month <= 2),
            month,
            day: doy - (153 * mp + 2) / 5 + 1,
            ms: clock.rem_euclid(DAY),
        }
    }

    fn clock(self) -> i64 {
        days(self.year, self.month, self.day) * DAY + self.ms
    }

    pub(crate) fn days(self) -> i64 {
        days(self.year, self.month, self.day)
    }

    /// Some months later or earlier; the day is lowered where the month is too short.
    pub(crate) fn plus_months(self, months: i64) -> Self {
        let count = self.year * 12 + self.month - 1 + months;
        let (year, month) = (count.div_euclid(12), count.rem_euclid(12) + 1);
        Self {
            year,
            month,
            day: self.day.min(days_in(year, month)),
            ms: self.ms,
        }
    }

    pub(crate) fn plus_ms(self, ms: i64) -> Self {
        Self::of_clock(self.clock() + ms)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::parse;

    #[test]
    fn clocks_follow_the_rules_of_their_zone() {
        // Moments around the changes of 2026, and what clocks there showed.
        for (zone, moment, shown) in [
            ("Etc/UTC", "2026-07-01T12:00:00Z", "2026-07-01T12:00:00Z"),
            ("Asia/Tokyo", "2026-12-31T16:00:00Z", "2027-01-01T01:00:00Z"),
            (
                "Europe/Berlin",
                "2026-03-29T00:59:00Z",
                "2026-03-29T01:59:00Z",
            ),
            (
                "Europe/Berlin",
                "2026-03-29T01:00:00Z",
                "2026-03-29T03:00:00Z",
            ),
            (
                "Europe/Berlin",
                "2026-10-25T00:59:00Z",
                "2026-10-25T02:59:00Z",
            ),
            (
                "Europe/Berlin",
                "2026-10-25T01:00:00Z",
                "2026-10-25T02:00:00Z",
            ),
            (
                "America/New_York",
                "2026-03-08T06:59:00Z",
                "2026-03-08T01:59:00Z",
            ),
            (
                "America/New_York",
                "2026-03-08T07:00:00Z",
                "2026-03-08T03:00:00Z",
            ),
            (
                "America/New_York",
                "2026-11-01T05:59:00Z",
                "2026-11-01T01:59:00Z",
            ),
            (
                "America/New_York",
                "2026-11-01T06:00:00Z",
                "2026-11-01T01:00:00Z",
            ),
        ] {
            let at = parse(moment).unwrap();
            let shown = Local::of_clock(parse(shown).unwrap());
            assert_eq!(Zone::named(zone).local(at), shown, "{zone} {moment}");
        }
    }

    #[test]
    fn dates_come_back_as_the_moments_they_were() {
        for zone in ["Etc/UTC", "Asia/Tokyo", "Europe/Berlin", "America/New_York"] {
            let zone = Zone::named(zone);
            // Every 5 hours of two years, but for the hours that clocks show twice.
            for step in 0..3_500 {
                let at = 1_767_225_600_000 + step * 5 * HOUR;
                let back = zone.moment(zone.local(at));
                assert!(
                    back == at || (back - at).abs() == HOUR,
                    "{zone:?} {at} {back}"
                );
                assert_eq!(zone.local(back), zone.local(at));
            }
        }
        let berlin = Zone::named("Europe/Berlin");
        let never = Local {
            year: 2026,
            month: 3,
            day: 29,
            ms: 2 * HOUR + HOUR / 2,
        };
        assert_eq!(berlin.local(berlin.moment(never)).ms, 3 * HOUR + HOUR / 2);
    }
}
