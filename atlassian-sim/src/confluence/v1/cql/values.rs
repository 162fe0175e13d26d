//! What the values of a query mean: words and moments.

use super::{Operand, Operator};
use crate::time::{self, DAY};

/// Whether a text has all the words of a query; a `*` at the end stands for any ending.
pub(in super::super) fn words_match(text: &str, query: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric() && c != '*')
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect()
    };
    let text = words(text);
    let query = words(query);
    !query.is_empty()
        && query.iter().all(|wanted| match wanted.strip_suffix('*') {
            Some(start) => text.iter().any(|word| word.starts_with(start)),
            None => text.contains(wanted),
        })
}

/// A moment that a query names, or a whole day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) struct Dates {
    from: i64,
    /// Where it ends; later than `from` for a whole day or minute.
    until: i64,
}

impl Dates {
    pub(in super::super) fn fits(self, operator: Operator, at: i64) -> bool {
        match operator {
            Operator::Is => (self.from..self.until).contains(&at),
            Operator::IsNot => !(self.from..self.until).contains(&at),
            Operator::Above => at >= self.until,
            Operator::AtLeast => at >= self.from,
            Operator::Below => at < self.from,
            Operator::AtMost => at < self.until,
            _ => false,
        }
    }
}

/// Reads `2026-09-01`, `2026/09/01 12:30`, `now("-4w")`, `startOfMonth()` and the like. The time
/// zone is the instance's, UTC.
pub(in super::super) fn moment(operand: &Operand, now: i64) -> Option<Dates> {
    let (from, until) = match operand {
        Operand::Text(text) => {
            let at = time::parse(&text.replace('/', "-"))?;
            let span = if text.len() > 10 { 60_000 } else { DAY };
            (at, at.checked_add(span)?)
        }
        Operand::Function(name, arguments) => {
            let at = named(name, now)?;
            let at = match arguments.as_slice() {
                [] => at,
                [one] => moved(at, one)?,
                _ => return None,
            };
            (at, at.checked_add(1)?)
        }
    };
    Some(Dates { from, until })
}

fn named(name: &str, now: i64) -> Option<i64> {
    let today = now - now.rem_euclid(DAY);
    // 1970 began on a Thursday; weeks begin on Sunday.
    let week = today - (today.div_euclid(DAY) + 4).rem_euclid(7) * DAY;
    Some(match name {
        "now" => now,
        "startofday" => today,
        "endofday" => today + DAY - 1,
        "startofweek" => week,
        "endofweek" => week + 7 * DAY - 1,
        "startofmonth" => month(now, 0)?,
        "endofmonth" => month(now, 1)? - 1,
        "startofyear" => year(now, 0)?,
        "endofyear" => year(now, 1)? - 1,
        _ => return None,
    })
}

/// Year and month (from 0) of a moment.
fn calendar(at: i64) -> Option<(i64, i64)> {
    let stamp = time::rfc3339(at);
    let year = stamp.get(..4)?.parse().ok()?;
    let month: i64 = stamp.get(5..7)?.parse().ok()?;
    Some((year, month - 1))
}

fn month(at: i64, later: i64) -> Option<i64> {
    let (year, month) = calendar(at)?;
    let months = year
        .checked_mul(12)?
        .checked_add(month)?
        .checked_add(later)?;
    let (year, month) = (months.div_euclid(12), months.rem_euclid(12) + 1);
    time::parse(&format!("{year:04}-{month:02}-01"))
}

fn year(at: i64, later: i64) -> Option<i64> {
    let (year, _) = calendar(at)?;
    time::parse(&format!("{:04}-01-01", year + later))
}

/// A moment moved by `-4w` or the like; without a sign it moves forward.
fn moved(at: i64, by: &str) -> Option<i64> {
    let (sign, rest) = match by.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, by.strip_prefix('+').unwrap_or(by)),
    };
    let unit = rest.chars().next_back()?;
    let number = rest.strip_suffix(unit)?;
    if number.is_empty() || !number.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let number = number.parse::<i64>().ok()?.checked_mul(sign)?;
    let ms = match unit {
        'y' | 'M' => {
            let months = if unit == 'y' {
                number.checked_mul(12)?
            } else {
                number
            };
            let into_month = at - month(at, 0)?;
            return month(at, months)?.checked_add(into_month);
        }
        'w' => 7 * DAY,
        'd' => DAY,
        'h' => 3_600_000,
        'm' => 60_000,
        _ => return None,
    };
    at.checked_add(number.checked_mul(ms)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Thursday, 2026-10-01, half past noon.
    const NOW: i64 = time::GENERATED_AT + 45_000_000;

    fn function(name: &str, arguments: &[&str]) -> Option<String> {
        let arguments = arguments.iter().map(|a| (*a).to_owned()).collect();
        let dates = moment(&Operand::Function(name.to_owned(), arguments), NOW)?;
        Some(time::rfc3339(dates.from))
    }

    #[test]
    fn functions_name_moments() {
        for (name, arguments, expected) in [
            ("now", &[] as &[&str], "2026-10-01T12:30:00.000Z"),
            ("now", &["-4w"], "2026-09-03T12:30:00.000Z"),
            ("now", &["1h"], "2026-10-01T13:30:00.000Z"),
            ("now", &["-2M"], "2026-08-01T12:30:00.000Z"),
            ("startofday", &["-1d"], "2026-09-30T00:00:00.000Z"),
            ("startofweek", &[], "2026-09-27T00:00:00.000Z"),
            ("endofmonth", &[], "2026-10-31T23:59:59.999Z"),
            ("startofyear", &["+1y"], "2027-01-01T00:00:00.000Z"),
        ] {
            assert_eq!(
                function(name, arguments).as_deref(),
                Some(expected),
                "{name}"
            );
        }
        for bad in ["", "-", "4", "-4x", "w", "-99999999999999999999d", "é"] {
            assert_eq!(function("now", &[bad]), None, "{bad}");
        }
        assert_eq!(function("tomorrow", &[]), None);
    }

    #[test]
    fn a_date_is_a_whole_day() {
        let day = moment(&Operand::Text("2026/09/01".to_owned()), NOW).unwrap();
        let start = time::parse("2026-09-01").unwrap();
        assert!(day.fits(Operator::Is, start + DAY - 1) && !day.fits(Operator::Is, start + DAY));
        assert!(!day.fits(Operator::Above, start + DAY - 1) && day.fits(Operator::AtLeast, start));
        assert!(day.fits(Operator::AtMost, start + 1) && !day.fits(Operator::Below, start));
        assert_eq!(moment(&Operand::Text("soon".to_owned()), NOW), None);
    }

    #[test]
    fn words_are_whole_unless_they_end_in_a_star() {
        assert!(words_match("Release notes 12", "notes release"));
        assert!(words_match("Release notes 12", "rel* 12"));
        assert!(!words_match("Release notes 12", "rel"));
        assert!(!words_match("Release notes 12", "notes 13"));
        assert!(words_match("Персона 8", "персона"));
        assert!(!words_match("anything", "  "));
    }
}
