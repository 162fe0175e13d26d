use proptest::prelude::*;
use serde_json::{from_str, to_string};

use super::*;

fn millis(text: &str) -> Option<i64> {
    Timestamp::new(text).epoch_millis()
}

#[test]
fn reads_every_format() {
    let noon = Some(1_610_886_840_000);
    for text in [
        "2021-01-17T12:34:00.000+0000",
        "2021-01-17T12:34:00Z",
        "2021-01-17t12:34:00z",
        "2021-01-17 12:34:00Z",
        "2021-01-17T12:34Z",
        "2021-01-17T14:34:00+02:00",
        "2021-01-17T07:04:00.0-0530",
        "2021-01-17T13:34+01",
        "1610886840000",
    ] {
        assert_eq!(millis(text), noon, "{text}");
    }
    assert_eq!(
        millis("2021-01-17T12:34:00.1234567899Z"),
        noon.map(|ms| ms + 123)
    );
    assert_eq!(millis("2021-01-17T12:34:00.5Z"), noon.map(|ms| ms + 500));
    assert_eq!(millis("2016-12-31T23:59:60Z"), millis("2017-01-01"));
    assert_eq!(millis("2023-02-01"), Some(1_675_209_600_000));
    assert_eq!(millis("2024-02-29"), Some(1_709_164_800_000));
    assert_eq!(millis("1969-12-31T23:59:59.999Z"), Some(-1));
    assert_eq!(millis("0000-01-01"), Some(-62_167_219_200_000));
}

#[test]
fn keeps_what_it_does_not_understand() {
    for text in [
        "",
        " ",
        "-",
        "2023-02-29",
        "2023-00-01",
        "2023-01-00",
        "2023-13-01",
        "2023-2-1",
        "23-02-01",
        "2021-01-17T12:34:00",
        "2021-01-17T24:00Z",
        "2021-01-17T12:60Z",
        "2021-01-17T12:34:61Z",
        "2021-01-17T12:34:00.Z",
        "2021-01-17T12:34:00Z ",
        "2021-01-17T12:34:00+2",
        "2021-01-17T",
        "2021-01-17Z",
        "17/Jan/21",
        "1e12",
        "99999999999999999999",
        "٢٠٢١-٠١-١٧",
    ] {
        let json = to_string(text).unwrap();
        let read: Timestamp = from_str(&json).unwrap();
        assert_eq!((read.as_str(), read.epoch_millis()), (text, None));
        assert_eq!(read.to_system_time(), None);
        assert_eq!(to_string(&read).unwrap(), json);
    }
}

#[test]
fn a_number_stays_a_number() {
    for (json, expected) in [
        ("1732877091000", Some(1_732_877_091_000)),
        ("-1", Some(-1)),
        ("0", Some(0)),
        ("1732877091000.5", Some(1_732_877_091_000)),
        ("18446744073709551615", None),
    ] {
        let read: Timestamp = from_str(json).unwrap();
        assert_eq!((read.as_str(), read.epoch_millis()), (json, expected));
        assert_eq!(to_string(&read).unwrap(), json);
    }
    let quoted: Timestamp = from_str("\"1732877091000\"").unwrap();
    assert_eq!(to_string(&quoted).unwrap(), "\"1732877091000\"");
    assert!(from_str::<Timestamp>("null").is_err());
    assert!(from_str::<Timestamp>("[]").is_err());
}

#[test]
fn compares_points_in_time() {
    let date = Timestamp::new("2023-02-01");
    let later = Timestamp::new("2023-02-01T01:00:00+00:30");
    assert_eq!(date.is_before(&later), Some(true));
    assert_eq!(later.is_before(&date), Some(false));
    assert_eq!(date.is_before(&Timestamp::new("soon")), None);
    assert!(date.is_date_only() && !later.is_date_only() && !Timestamp::new("").is_date_only());
    assert_ne!(Timestamp::new("2023-02-01T00:00Z"), date);
    assert_eq!("2023-02-01".parse::<Timestamp>().unwrap(), date);
}

#[test]
fn converts_system_times() {
    assert_eq!(
        Timestamp::from(UNIX_EPOCH).as_str(),
        "1970-01-01T00:00:00.000Z"
    );
    let before = UNIX_EPOCH - Duration::from_nanos(1);
    assert_eq!(Timestamp::from(before).as_str(), "1969-12-31T23:59:59.999Z");
    assert_eq!(
        Timestamp::from_epoch_millis(253_402_300_800_000).as_str(),
        "253402300800000"
    );
}

#[cfg(all(feature = "jiff", feature = "chrono", feature = "time"))]
#[test]
fn converts_to_other_crates() {
    let read = Timestamp::new("2021-01-17T12:34:00.123+0000");
    let ms = read.epoch_millis().unwrap();
    assert_eq!(
        jiff::Timestamp::try_from(&read).unwrap().as_millisecond(),
        ms
    );
    assert_eq!(
        chrono::DateTime::try_from(&read)
            .unwrap()
            .timestamp_millis(),
        ms
    );
    let time = time::OffsetDateTime::try_from(&read).unwrap();
    assert_eq!(time.unix_timestamp_nanos(), i128::from(ms) * 1_000_000);
    for odd in [Timestamp::new("soon"), Timestamp::new(i64::MAX.to_string())] {
        assert!(jiff::Timestamp::try_from(&odd).is_err());
        assert!(chrono::DateTime::try_from(&odd).is_err());
        let error = time::OffsetDateTime::try_from(&odd).unwrap_err();
        assert!(error.to_string().contains(odd.as_str()));
    }
}

proptest! {
    #[test]
    fn milliseconds_come_back(ms in any::<i64>(), near in -70_000_000_000_000_i64..300_000_000_000_000) {
        prop_assert_eq!(Timestamp::from_epoch_millis(ms).epoch_millis(), Some(ms));
        let read = Timestamp::from_epoch_millis(near);
        prop_assert_eq!(read.epoch_millis(), Some(near));
        prop_assert_eq!(Timestamp::from(read.to_system_time().unwrap()), read);
    }

    #[test]
    fn any_text_is_kept(text in any::<String>()) {
        let read = Timestamp::new(text.clone());
        let _ = (read.epoch_millis(), read.is_date_only());
        prop_assert_eq!(read.to_string(), text);
    }
}
