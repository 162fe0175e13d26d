//! How time is tracked, and how people write durations.

use serde_json::{Value, json};

use super::MANAGE;
use crate::call::Call;
use crate::errors;
use crate::reply::{Answer, Reply, ok};
use crate::routes::Access::Login;
use crate::routes::Operation;
use crate::state::Feature;
use crate::state::jira::site::{TimeFormat, TimeTracking, TimeUnit};

const READ: &[&str] = &["read:issue.time-tracking:jira"];
const WRITE: &[&str] = &["write:issue.time-tracking:jira"];

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::new("GET", "/rest/api/3/configuration/timetracking", Login, get)
        .scopes(MANAGE, READ),
    Operation::new(
        "PUT",
        "/rest/api/3/configuration/timetracking",
        Login,
        select,
    )
    .scopes(MANAGE, WRITE),
    Operation::new(
        "GET",
        "/rest/api/3/configuration/timetracking/list",
        Login,
        list,
    )
    .scopes(MANAGE, READ),
    Operation::new(
        "GET",
        "/rest/api/3/configuration/timetracking/options",
        Login,
        options,
    )
    .scopes(MANAGE, READ),
    Operation::new(
        "PUT",
        "/rest/api/3/configuration/timetracking/options",
        Login,
        set_options,
    )
    .scopes(
        MANAGE,
        &[
            "write:issue.time-tracking:jira",
            "read:issue.time-tracking:jira",
        ],
    ),
];

/// The key of Jira's own provider; others come with apps, which the simulator has none of.
const PROVIDER: &str = "JIRA";

fn provider() -> Value {
    json!({ "key": PROVIDER, "name": "JIRA provided time tracking" })
}

/// Empty while time tracking is off.
fn get(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    if call.read().jira.site.has(Feature::TimeTracking) {
        ok(&provider())
    } else {
        Ok(Reply::empty(204))
    }
}

fn list(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    ok(&Value::from(vec![provider()]))
}

fn select(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let body = call.json()?;
    let key = body["key"].as_str().unwrap_or("");
    if key.eq_ignore_ascii_case(PROVIDER) {
        Ok(Reply::empty(204))
    } else {
        Err(errors::bad_request(format!(
            "Time tracking provider '{key}' does not exist."
        )))
    }
}

const FORMATS: [(&str, TimeFormat); 3] = [
    ("pretty", TimeFormat::Pretty),
    ("days", TimeFormat::Days),
    ("hours", TimeFormat::Hours),
];

const UNITS: [(&str, TimeUnit); 4] = [
    ("minute", TimeUnit::Minute),
    ("hour", TimeUnit::Hour),
    ("day", TimeUnit::Day),
    ("week", TimeUnit::Week),
];

fn name_of<T: PartialEq>(names: &[(&'static str, T)], value: &T) -> &'static str {
    let found = names.iter().find(|(_, held)| held == value);
    found.map_or("", |(name, _)| name)
}

pub(super) fn options_view(time: &TimeTracking) -> Value {
    json!({
        "workingHoursPerDay": time.hours_per_day,
        "workingDaysPerWeek": time.days_per_week,
        "timeFormat": name_of(&FORMATS, &time.format),
        "defaultUnit": name_of(&UNITS, &time.unit),
    })
}

fn options(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    ok(&options_view(&call.read().jira.site.time))
}

/// All four must be there.
fn set_options(call: &Call<'_>) -> Answer {
    call.need_admin()?;
    let body = call.json()?;
    let amount = |field: &str, most: f64| {
        let value = body[field].as_f64().filter(|v| *v > 0.0 && *v <= most);
        value.ok_or_else(|| errors::bad_request(format!("The value of '{field}' is not valid.")))
    };
    let hours_per_day = amount("workingHoursPerDay", 24.0)?;
    let days_per_week = amount("workingDaysPerWeek", 7.0)?;
    let time = TimeTracking {
        hours_per_day,
        days_per_week,
        format: choice(&body, "timeFormat", &FORMATS)?,
        unit: choice(&body, "defaultUnit", &UNITS)?,
    };
    let view = options_view(&time);
    call.write().jira.site.time = time;
    ok(&view)
}

fn choice<T: Copy>(body: &Value, field: &str, names: &[(&str, T)]) -> Result<T, Reply> {
    let found = names.iter().find(|(name, _)| body[field] == **name);
    found
        .map(|(_, value)| *value)
        .ok_or_else(|| errors::bad_request(format!("The value of '{field}' is not valid.")))
}

/// Seconds, in whole minutes, from `1w 2d 3h 30m`, `1.5h`, or a number of the site's own unit.
/// `None` for anything else.
pub(super) fn parse_duration(time: &TimeTracking, text: &str) -> Option<u32> {
    let mut seconds = 0.0;
    let mut parts = 0;
    for part in text.split_whitespace() {
        let unit = part.chars().next_back().filter(char::is_ascii_alphabetic);
        let number = unit.map_or(part, |unit| part.strip_suffix(unit).unwrap_or(part));
        let unit = match unit.map(|u| u.to_ascii_lowercase()) {
            Some('w') => TimeUnit::Week,
            Some('d') => TimeUnit::Day,
            Some('h') => TimeUnit::Hour,
            Some('m') => TimeUnit::Minute,
            Some(_) => return None,
            None => time.unit,
        };
        let plain = |b: u8| b.is_ascii_digit() || b == b'.';
        if number.is_empty() || !number.bytes().all(plain) {
            return None;
        }
        seconds += number.parse::<f64>().ok()? * time.seconds(unit);
        parts += 1;
    }
    let minutes = (seconds / 60.0).floor();
    if parts == 0 || minutes * 60.0 > f64::from(u32::MAX) {
        return None;
    }
    // Whole, not negative and small enough, as was just made sure.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    Some(minutes as u32 * 60)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::jira::site::Site;

    #[test]
    fn durations_are_read_as_people_write_them() {
        let mut time = Site::default().time;
        for (text, seconds) in [
            ("1w 2d 3h 30m", Some(((5 + 2) * 8 + 3) * 3_600 + 1_800)),
            ("1.5h", Some(5_400)),
            (" 45 ", Some(2_700)),
            ("2D", Some(57_600)),
            ("0m", Some(0)),
            ("", None),
            ("-1h", None),
            ("1x", None),
            ("h", None),
            ("1e9w", None),
            ("99999999999w", None),
            ("3h20m", None),
            ("١h", None),
        ] {
            assert_eq!(parse_duration(&time, text), seconds, "{text}");
        }
        time.unit = TimeUnit::Hour;
        time.hours_per_day = 7.5;
        assert_eq!(parse_duration(&time, "2"), Some(7_200));
        assert_eq!(parse_duration(&time, "1d"), Some(27_000));
    }
}
