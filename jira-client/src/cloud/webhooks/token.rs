//! The token of a delivery to an app: a JWT that is signed with HS256.

use std::time::{SystemTime, UNIX_EPOCH};

use atlassian_core::model::Deserialize;
use ring::hmac;
use serde_json::Value;

use super::SignatureError;

/// How far the clocks of the site and of this machine may be apart, in seconds.
const LEEWAY: f64 = 60.0;

#[derive(Deserialize)]
struct Head {
    alg: String,
    /// Extensions without which the token must not be understood. None is known here.
    crit: Option<Value>,
}

#[derive(Deserialize)]
struct Claims {
    exp: Option<f64>,
    nbf: Option<f64>,
}

/// Whether the token was made with this key, and for this time. A token without an end is refused.
pub(super) fn check(key: &[u8], token: &str, now: SystemTime) -> Result<(), SignatureError> {
    let (signed, signature) = token.rsplit_once('.').ok_or(SignatureError::Unknown)?;
    let (head, claims) = signed.split_once('.').ok_or(SignatureError::Unknown)?;
    // The token does not choose how it is checked: one kind is accepted, and with no other is it looked at further.
    let head: Head = read(head).ok_or(SignatureError::Unknown)?;
    if head.alg != "HS256" || head.crit.is_some() {
        return Err(SignatureError::Unknown);
    }
    let signature = bytes(signature).ok_or(SignatureError::Wrong)?;
    let key = hmac::Key::new(hmac::HMAC_SHA256, key);
    hmac::verify(&key, signed.as_bytes(), &signature).map_err(|_| SignatureError::Wrong)?;
    let claims: Claims = read(claims).ok_or(SignatureError::Wrong)?;
    let now = now
        .duration_since(UNIX_EPOCH)
        .map_or(0.0, |since| since.as_secs_f64());
    let ended = claims.exp.is_none_or(|end| end + LEEWAY <= now);
    let early = claims.nbf.is_some_and(|begin| begin - LEEWAY > now);
    if ended || early {
        return Err(SignatureError::OutOfTime);
    }
    Ok(())
}

fn read<T: for<'de> Deserialize<'de>>(part: &str) -> Option<T> {
    serde_json::from_slice(&bytes(part)?).ok()
}

/// Reads base64 of the kind for addresses, which has no padding.
fn bytes(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u32>> = text.bytes().map(digit).collect();
    let mut out = Vec::with_capacity(text.len());
    for group in digits?.chunks(4) {
        // A digit alone is less than a byte.
        if group.len() == 1 {
            return None;
        }
        let bits = (0..4).fold(0, |bits, at| bits << 6 | group.get(at).unwrap_or(&0));
        out.extend_from_slice(&bits.to_be_bytes()[1..group.len()]);
    }
    Some(out)
}

fn digit(byte: u8) -> Option<u32> {
    let digit = match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'-' => 62,
        b'_' => 63,
        _ => return None,
    };
    Some(digit.into())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test ends so")]
mod tests {
    use std::time::Duration;

    use atlassian_core::http::{HeaderMap, HeaderValue};
    use proptest::prelude::*;

    use super::super::WebhookSecret;
    use super::*;

    /// `{"iss":"acme","iat":1790812800,"nbf":1790812800,"exp":1790812980}`.
    const RIGHT: &str = concat!(
        "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.",
        "eyJpc3MiOiJhY21lIiwiaWF0IjoxNzkwODEyODAwLCJuYmYiOjE3OTA4MTI4MDAsImV4cCI6MTc5MDgxMjk4MH0.",
        "4jfsJnrjrRUjXRzeMWP30HekZIBu3EQiZ4RBlPx-J-E"
    );
    const ENDLESS: &str = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJhY21lIn0.3TSbM-yTC4vvxOImhZOsoaOGCnKanlOOBsDt_rl7mUg";
    const CRITICAL: &str = "eyJhbGciOiJIUzI1NiIsImNyaXQiOlsieCJdfQ.eyJleHAiOjE3OTA4MTI5ODB9.8d1f2wCkD8oPUgDvsKLNRRBL8agTbF7vQdeaLS0uTmQ";
    /// The same key and kind of signature under another name.
    const OTHER: &str =
        "eyJhbGciOiJIUzUxMiJ9.eyJleHAiOjE3OTA4MTI5ODB9.DahD9vjGEdhrKtDoJYrtQTxgYgEwcEY6XDvwIbi2cDE";
    const UNSIGNED: &str = "eyJhbGciOiJub25lIn0.eyJleHAiOjE3OTA4MTI5ODB9.";
    const KEY: &[u8] = b"client-secret";

    fn at(seconds: u64) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(seconds)
    }

    /// The first example of RFC 7515.
    #[test]
    fn the_token_of_rfc_7515_is_accepted_in_its_time() {
        let key = bytes("AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow").unwrap();
        let token = concat!(
            "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.",
            "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.",
            "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
        );
        assert_eq!(check(&key, token, at(1_300_819_379)), Ok(()));
        let late = check(&key, token, at(1_300_819_440));
        assert_eq!(late, Err(SignatureError::OutOfTime));
    }

    #[test]
    fn everything_else_is_refused() {
        use SignatureError::{OutOfTime, Unknown, Wrong};
        let noon = at(1_790_812_900);
        assert_eq!(check(KEY, RIGHT, noon), Ok(()));
        for (key, token, time, error) in [
            (KEY, RIGHT, at(1_790_812_739), OutOfTime),
            (KEY, RIGHT, at(1_790_813_040), OutOfTime),
            (KEY, ENDLESS, noon, OutOfTime),
            (KEY, CRITICAL, noon, Unknown),
            (KEY, OTHER, noon, Unknown),
            (KEY, UNSIGNED, noon, Unknown),
            (b"another", RIGHT, noon, Wrong),
            (b"", RIGHT, noon, Wrong),
            (KEY, &RIGHT[..RIGHT.len() - 1], noon, Wrong),
            (KEY, &RIGHT[..RIGHT.len() - 43], noon, Wrong),
            (KEY, "", noon, Unknown),
            (KEY, "a.b", noon, Unknown),
            (KEY, "a.b.c", noon, Unknown),
        ] {
            assert_eq!(check(key, token, time), Err(error), "{token}");
        }
        // A minute apart is nothing.
        for time in [1_790_812_740, 1_790_813_039] {
            assert_eq!(check(KEY, RIGHT, at(time)), Ok(()));
        }
    }

    #[test]
    fn the_token_is_found_in_its_header() {
        let verify = |header: Option<String>| {
            let mut headers = HeaderMap::new();
            if let Some(header) = header {
                headers.insert("Authorization", HeaderValue::from_str(&header).unwrap());
            }
            WebhookSecret::new("client-secret").verify_token(&headers, at(1_790_812_900))
        };
        assert_eq!(verify(Some(format!("Bearer {RIGHT}"))), Ok(()));
        assert_eq!(verify(Some(format!("bearer  {RIGHT}"))), Ok(()));
        assert_eq!(verify(None), Err(SignatureError::Missing));
        for other in [
            format!("Basic {RIGHT}"),
            RIGHT.to_owned(),
            "Bearer".to_owned(),
        ] {
            assert_eq!(verify(Some(other)), Err(SignatureError::Unknown));
        }
    }

    proptest! {
        #[test]
        fn one_other_character_is_enough(place in 0..RIGHT.len(), other in "[A-Za-z0-9._-]") {
            // The last one holds two bits that are no part of the signature.
            prop_assume!(place != RIGHT.len() - 1 && !RIGHT[place..].starts_with(&other));
            let mut token = RIGHT.to_owned();
            token.replace_range(place..=place, &other);
            prop_assert!(check(KEY, &token, at(1_790_812_900)).is_err());
        }
    }
}
