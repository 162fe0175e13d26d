//! The date formats of the services, made and read without a date library.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Milliseconds of one day.
pub(crate) const DAY: i64 = 86_400_000;

/// 2026-10-01T00:00:00Z: the moment at which a generated site "is", so that the same seed always
/// gives the same site.
pub(crate) const GENERATED_AT: i64 = 1_790_812_800_000;

/// Whole milliseconds, as far as they can be counted.
pub(crate) fn ms(time: Duration) -> i64 {
    i64::try_from(time.as_millis()).unwrap_or(i64::MAX)
}

/// As callers in Rust write it; nothing before 1970.
pub(crate) fn system(ms: i64) -> SystemTime {
    UNIX_EPOCH + Duration::from_millis(u64::try_from(ms).unwrap_or(0))
}

struct Civil {
    year: i64,
    month: i64,
    day: i64,
    ms: i64,
}

/// Days since 1970 to a date (proleptic Gregorian calendar).
fn civil(ms: i64) -> Civil {
    let days = ms.div_euclid(DAY) + 719_468;
    let era = days.div_euclid(146_097);
    let doe = days.rem_euclid(146_097);
    let yoe = (doe - doe / 1_460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let month = if mp < 10 { mp + 3 } else { mp - 9 };
    Civil {
        year: yoe + era * 400 + i64::from(month <= 2),
        month,
        day: doy - (153 * mp + 2) / 5 + 1,
        ms: ms.rem_euclid(DAY),
    }
}

fn stamp(ms: i64, zone: &str) -> String {
    let c = civil(ms);
    let (h, m, s, milli) = (
        c.ms / 3_600_000,
        c.ms / 60_000 % 60,
        c.ms / 1_000 % 60,
        c.ms % 1_000,
    );
    let (year, month, day) = (c.year, c.month, c.day);
    format!("{year:04}-{month:02}-{day:02}T{h:02}:{m:02}:{s:02}.{milli:03}{zone}")
}

/// `2026-10-01T00:00:00.000+0000`, as Jira writes it.
pub(crate) fn jira(ms: i64) -> String {
    stamp(ms, "+0000")
}

/// `2026-10-01T00:00:00.000Z`, as the organization API writes it.
pub(crate) fn rfc3339(ms: i64) -> String {
    stamp(ms, "Z")
}

/// `2026-10-01`, from days since 1970.
pub(crate) fn date(days: i32) -> String {
    let c = civil(i64::from(days) * DAY);
    format!("{:04}-{:02}-{:02}", c.year, c.month, c.day)
}

/// Days since 1970, from `2026-10-01` and nothing else.
pub(crate) fn parse_date(text: &str) -> Option<i32> {
    let ms = parse(text).filter(|_| text.len() == 10)?;
    i32::try_from(ms / DAY)
        .ok()
        .filter(|days| date(*days) == text)
}

/// `2026-10-01T00:00:00Z`: without a fraction.
pub(crate) fn rfc3339_seconds(ms: i64) -> String {
    let mut text = rfc3339(ms);
    text.replace_range(19..23, "");
    text
}

/// `Thu, 01 Oct 2026 00:00:00 GMT`, as in the headers of HTTP.
pub(crate) fn http(ms: i64) -> String {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    // 1970 began on a Thursday.
    const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
    let c = civil(ms);
    let name = |names: &[&'static str], at: i64| {
        usize::try_from(at)
            .ok()
            .and_then(|at| names.get(at).copied())
            .unwrap_or("")
    };
    let (weekday, month) = (
        name(&DAYS, ms.div_euclid(DAY).rem_euclid(7)),
        name(&MONTHS, c.month - 1),
    );
    let (h, m, s) = (c.ms / 3_600_000, c.ms / 60_000 % 60, c.ms / 1_000 % 60);
    let (year, day) = (c.year, c.day);
    format!("{weekday}, {day:02} {month} {year:04} {h:02}:{m:02}:{s:02} GMT")
}

/// Reads an ISO 8601 date, with or without a time and a zone (`Z`, `+0000`, `+00:00`).
pub(crate) fn parse(text: &str) -> Option<i64> {
    let bytes = text.as_bytes();
    if !text.is_ascii() || bytes.len() < 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    let number = |range: std::ops::Range<usize>| -> Option<i64> {
        let part = text.get(range)?;
        part.bytes()
            .all(|b| b.is_ascii_digit())
            .then(|| part.parse().ok())?
    };
    let (year, month, day) = (number(0..4)?, number(5..7)?, number(8..10)?);
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let shifted = if month > 2 { year } else { year - 1 };
    let era = shifted.div_euclid(400);
    let yoe = shifted.rem_euclid(400);
    let mp = if month > 2 { month - 3 } else { month + 9 };
    let doy = (153 * mp + 2) / 5 + day - 1;
    let days = era * 146_097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719_468;
    let mut ms = days * DAY;
    if bytes.len() == 10 {
        return Some(ms);
    }
    if bytes[10] != b'T' && bytes[10] != b' ' {
        return None;
    }
    let zone_at = text[11..]
        .find(['Z', '+', '-'])
        .map_or(text.len(), |at| at + 11);
    let mut clock = text[11..zone_at].split(':');
    let hours: i64 = clock.next()?.parse().ok()?;
    let minutes: i64 = clock.next()?.parse().ok()?;
    let seconds: f64 = clock.next().unwrap_or("0").parse().ok()?;
    let in_range =
        (0..24).contains(&hours) && (0..60).contains(&minutes) && (0.0..61.0).contains(&seconds);
    if !in_range || clock.next().is_some() {
        return None;
    }
    #[allow(clippy::cast_possible_truncation)] // 0..61000
    let second_ms = (seconds * 1000.0).round() as i64;
    ms += hours * 3_600_000 + minutes * 60_000 + second_ms;
    let zone = &text[zone_at..];
    if zone.is_empty() || zone == "Z" {
        return Some(ms);
    }
    let digits: String = zone[1..].chars().filter(|c| *c != ':').collect();
    let (h, m) = match digits.len() {
        2 => (digits.parse::<i64>().ok()?, 0),
        4 => (digits[..2].parse::<i64>().ok()?, digits[2..].parse().ok()?),
        _ => return None,
    };
    let offset = h * 3_600_000 + m * 60_000;
    Some(if zone.starts_with('+') {
        ms - offset
    } else {
        ms + offset
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_go_there_and_back() {
        assert_eq!(jira(GENERATED_AT), "2026-10-01T00:00:00.000+0000");
        assert_eq!(http(GENERATED_AT), "Thu, 01 Oct 2026 00:00:00 GMT");
        assert_eq!(http(951_782_400_123), "Tue, 29 Feb 2000 00:00:00 GMT");
        assert_eq!(http(784_111_777_000), "Sun, 06 Nov 1994 08:49:37 GMT");
        assert_eq!(rfc3339(951_782_400_123), "2000-02-29T00:00:00.123Z");
        for ms in [0, 951_782_400_123, GENERATED_AT, GENERATED_AT + 86_399_999] {
            assert_eq!(parse(&jira(ms)), Some(ms));
            assert_eq!(parse(&rfc3339(ms)), Some(ms));
        }
        assert_eq!(parse("2000-02-29"), Some(951_782_400_000));
        assert_eq!(date(11_016), "2000-02-29");
        assert_eq!(parse_date("2000-02-29"), Some(11_016));
        assert_eq!(
            parse_date("1960-02-29").map(date).as_deref(),
            Some("1960-02-29")
        );
        assert_eq!(parse_date("2001-02-29"), None);
        assert_eq!(parse("2000-02-29T02:00:00+02:00"), Some(951_782_400_000));
        for bad in [
            "",
            "yesterday",
            "2000-13-01",
            "2000-02-29T",
            "2000-02-29T1:2:3+1",
            "२०००-०१-०१",
        ] {
            assert_eq!(parse(bad), None, "{bad}");
        }
    }
}
