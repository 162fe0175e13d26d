//! Numbers, days and names as a reader takes them in.

use super::super::{AccountKind, Activity, Day, Person};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// How much of a name is shown, in characters.
const NAME: usize = 80;

/// `12,345`.
pub(super) fn number(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() * 4 / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `12.3k` where there is little room.
pub(super) fn short_number(number: u64) -> String {
    match number {
        0..1_000 => number.to_string(),
        1_000..10_000 => format!("{}.{}k", number / 1_000, number % 1_000 / 100),
        10_000..1_000_000 => format!("{}k", number / 1_000),
        _ => format!("{}M", number / 1_000_000),
    }
}

/// `1 seat`, `2 seats`.
pub(super) fn count(many: u64, one: &str) -> String {
    let s = if many == 1 { "" } else { "s" };
    format!("{} {one}{s}", number(many))
}

/// `1 person`, `2 people`.
pub(super) fn people(many: u64) -> String {
    let who = if many == 1 { "person" } else { "people" };
    format!("{} {who}", number(many))
}

fn parts(day: Day) -> (i64, usize, u32) {
    let text = day.to_string();
    let mut parts = text.rsplitn(3, '-');
    let mut next = || parts.next().unwrap_or_default();
    let (of_month, month, year) = (next(), next(), next());
    (
        year.parse().unwrap_or_default(),
        month.parse().unwrap_or(1),
        of_month.parse().unwrap_or(1),
    )
}

/// `November`.
pub(super) fn month(day: Day) -> &'static str {
    let (_, month, _) = parts(day);
    MONTHS
        .get(month.saturating_sub(1))
        .copied()
        .unwrap_or_default()
}

/// `2026`.
pub(super) fn year(day: Day) -> i64 {
    parts(day).0
}

/// `22 November 2026`.
pub(super) fn date(day: Day) -> String {
    let (year, _, of_month) = parts(day);
    format!("{of_month} {} {year}", month(day))
}

/// `22 Nov 2026`, in one piece.
pub(super) fn short_date(day: Day) -> String {
    let (year, _, of_month) = parts(day);
    format!("{of_month}\u{a0}{}\u{a0}{year}", &month(day)[..3])
}

/// How long before today a day was: `7 months ago`.
pub(super) fn ago(day: Day, today: Day) -> String {
    let days = u64::try_from(today.since(day)).unwrap_or(0);
    match days {
        0 => "today".to_owned(),
        1 => "yesterday".to_owned(),
        2..=13 => format!("{days} days ago"),
        14..=60 => format!("{} weeks ago", days / 7),
        61..=729 => format!("{} months ago", days * 100 / 3_044),
        _ => format!("{} years ago", days / 365),
    }
}

/// When somebody last used a product, in words that claim no more than is known.
pub(super) fn last_use(activity: &Activity, today: Day) -> String {
    match activity {
        Activity::LastActive { day } => ago(*day, today),
        Activity::SeenOn { day } => format!(
            "changed something {}, perhaps active since",
            ago(*day, today)
        ),
        Activity::Never { .. } => "never".to_owned(),
        Activity::Unknown(_) => "not known".to_owned(),
    }
}

/// What a person is shown as: the name, the beginning of a very long one, or the account's id.
pub(super) fn name(person: &Person) -> String {
    let name = person.name.trim();
    if name.is_empty() {
        let what = match person.kind {
            AccountKind::App => "App",
            _ => "Account",
        };
        return format!("{what} {}", cut(person.account_id.as_str()));
    }
    cut(name)
}

/// A text, or the beginning of a very long one.
pub(super) fn cut(text: &str) -> String {
    match text.char_indices().nth(NAME) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// A text with a full stop at its end, unless it has one.
pub(super) fn sentence(text: &str) -> String {
    let text = text.trim();
    let stop = if text.ends_with(['.', '!', '?']) {
        ""
    } else {
        "."
    };
    format!("{text}{stop}")
}

#[cfg(test)]
mod tests {
    use atlassian_core::Timestamp;

    use super::*;

    fn day(text: &str) -> Day {
        Day::of(&Timestamp::new(text)).unwrap()
    }

    #[test]
    fn numbers_are_grouped() {
        let table = [
            (0, "0"),
            (999, "999"),
            (1_000, "1,000"),
            (1_234_567, "1,234,567"),
        ];
        for (value, text) in table {
            assert_eq!(number(value), text);
        }
        let table = [
            (999, "999"),
            (1_290, "1.2k"),
            (12_900, "12k"),
            (3_000_000, "3M"),
        ];
        for (value, text) in table {
            assert_eq!(short_number(value), text);
        }
        assert_eq!(
            (count(1, "seat"), count(2, "seat")),
            ("1 seat".into(), "2 seats".into())
        );
    }

    #[test]
    fn days_are_told_as_people_tell_them() {
        let today = day("2026-11-22");
        assert_eq!(date(today), "22 November 2026");
        assert_eq!(short_date(day("2024-02-01")), "1\u{a0}Feb\u{a0}2024");
        let table = [
            ("2026-11-23", "today"),
            ("2026-11-22", "today"),
            ("2026-11-21", "yesterday"),
            ("2026-11-09", "13 days ago"),
            ("2026-11-08", "2 weeks ago"),
            ("2026-09-23", "8 weeks ago"),
            ("2026-09-22", "2 months ago"),
            ("2025-11-22", "11 months ago"),
            ("2024-11-23", "23 months ago"),
            ("2024-11-22", "2 years ago"),
            ("2016-11-22", "10 years ago"),
        ];
        for (then, text) in table {
            assert_eq!(ago(day(then), today), text, "{then}");
        }
    }
}
