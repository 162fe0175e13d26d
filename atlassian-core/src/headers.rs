//! Reading the headers that steer a client.

use std::time::{Duration, SystemTime};

use http::HeaderMap;

use crate::timestamp::Timestamp;

/// Longer waits than this mean nothing, and would run over the end of the clock.
pub(crate) const LONGEST: Duration = Duration::from_secs(366 * 24 * 3600);

/// A header as trimmed text.
pub(crate) fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get(name)?
        .to_str()
        .ok()
        .map(str::trim)
        .filter(|text| !text.is_empty())
}

pub(crate) fn number(headers: &HeaderMap, name: &str) -> Option<u64> {
    text(headers, name)?.parse().ok()
}

/// `Retry-After` in seconds or as a date. A date is held against the service's own clock, if it sent that.
pub(crate) fn retry_after(headers: &HeaderMap, wall: SystemTime) -> Option<Duration> {
    let value = text(headers, "retry-after")?;
    if let Ok(seconds) = value.parse::<u64>() {
        return Some(Duration::from_secs(seconds).min(LONGEST));
    }
    if let Ok(seconds) = value.parse::<f64>() {
        return Duration::try_from_secs_f64(seconds.ceil())
            .ok()
            .map(|wait| wait.min(LONGEST));
    }
    let at = httpdate::parse_http_date(value).ok()?;
    Some(
        at.duration_since(server_time(headers, wall))
            .unwrap_or_default()
            .min(LONGEST),
    )
}

/// `X-RateLimit-Reset`, a point in time: full ISO-8601, or without seconds, or epoch seconds.
pub(crate) fn reset(headers: &HeaderMap, wall: SystemTime) -> Option<Duration> {
    let value = text(headers, "x-ratelimit-reset")?;
    let at = match value.parse::<u64>() {
        Ok(epoch) => SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(epoch))?,
        Err(_) => Timestamp::new(value).to_system_time()?,
    };
    at.duration_since(server_time(headers, wall))
        .ok()
        .map(|wait| wait.min(LONGEST))
}

/// When Data Center's token bucket holds a token again.
pub(crate) fn refill(headers: &HeaderMap) -> Option<Duration> {
    let interval = number(headers, "x-ratelimit-interval-seconds")?;
    number(headers, "x-ratelimit-fillrate").filter(|rate| *rate > 0)?;
    Some(Duration::from_secs(interval).min(LONGEST))
}

fn server_time(headers: &HeaderMap, wall: SystemTime) -> SystemTime {
    text(headers, "date")
        .and_then(|date| httpdate::parse_http_date(date).ok())
        .unwrap_or(wall)
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(n, v)| (n.parse().unwrap(), HeaderValue::from_static(v)))
            .collect()
    }

    #[test]
    fn a_date_is_held_against_the_clock_of_the_service() {
        let said = headers(&[
            ("date", "Sun, 01 Mar 2026 10:00:00 GMT"),
            ("retry-after", "Sun, 01 Mar 2026 10:00:45 GMT"),
            ("x-ratelimit-reset", "2026-03-01T10:02Z"),
        ]);
        // The local clock is years away, and it does not matter.
        assert_eq!(
            retry_after(&said, SystemTime::UNIX_EPOCH),
            Some(Duration::from_secs(45))
        );
        assert_eq!(
            reset(&said, SystemTime::UNIX_EPOCH),
            Some(Duration::from_secs(120))
        );
    }

    #[test]
    fn each_form_of_the_wait_is_read() {
        for (value, expected) in [
            ("0", Some(0)),
            ("17", Some(17)),
            ("1.2", Some(2)),
            ("soon", None),
            ("-5", None),
        ] {
            let said = HeaderMap::from_iter([(http::header::RETRY_AFTER, value.parse().unwrap())]);
            assert_eq!(
                retry_after(&said, SystemTime::now()),
                expected.map(Duration::from_secs),
                "{value}"
            );
        }
    }
}
