//! What stands in the headers of a delivery.

use atlassian_core::http::HeaderMap;

const IDENTIFIER: &str = "x-atlassian-webhook-identifier";
const RETRY: &str = "x-atlassian-webhook-retry";

/// What names a delivery, the same each time that it is tried again. One that was worked on already need not be again.
#[must_use]
pub fn delivery_id(headers: &HeaderMap) -> Option<&str> {
    headers.get(IDENTIFIER)?.to_str().ok()
}

/// How often the delivery was tried before.
#[must_use]
pub fn retry_number(headers: &HeaderMap) -> u32 {
    let number = headers.get(RETRY).and_then(|value| value.to_str().ok());
    number
        .and_then(|text| text.trim().parse().ok())
        .unwrap_or(0)
}

#[cfg(feature = "webhooks")]
pub use signature::{SignatureError, WebhookSecret};

#[cfg(feature = "webhooks")]
mod signature {
    use std::fmt;
    use std::time::SystemTime;

    use atlassian_core::SecretString;
    use atlassian_core::http::HeaderMap;
    use atlassian_core::http::header::AUTHORIZATION;
    use ring::hmac;
    use secrecy::ExposeSecret;

    use super::super::token;

    const SIGNATURE: &str = "x-hub-signature";

    /// What only the site and the receiver know, and deliveries are signed with. `Debug` does not show it.
    ///
    /// - Webhooks that an administrator made on the site's screen, with a secret of their own:
    ///   [`verify`](Self::verify).
    /// - Webhooks that an OAuth app [registered](super::super::Webhooks::register): they carry no signature of the body
    ///   but a token. The secret is the app's client secret, and [`verify_token`](Self::verify_token) checks it.
    ///
    /// ```
    /// # use jira_client::http::HeaderMap;
    /// use jira_client::cloud::webhooks::{WebhookEvent, WebhookSecret};
    ///
    /// # fn receive(headers: &HeaderMap, body: &[u8]) -> Result<(), Box<dyn std::error::Error>> {
    /// let secret = WebhookSecret::new("It's a Secret to Everybody");
    /// // On the bytes as they came: JSON that was read and written again is signed otherwise.
    /// secret.verify(headers, body)?;
    /// let event: WebhookEvent = serde_json::from_slice(body)?;
    /// # Ok(()) }
    /// ```
    #[derive(Clone, Debug)]
    pub struct WebhookSecret(SecretString);

    /// Why a delivery is not known to come from the site.
    ///
    /// # Troubleshooting
    ///
    /// [`Missing`](Self::Missing): the webhook has no secret, it is checked as if it were of the other kind, or somebody
    /// else sends. [`Unknown`](Self::Unknown): Atlassian has begun to sign in another way. [`Wrong`](Self::Wrong): the
    /// secret is another one, or the body was changed on its way, such as by a proxy or by a framework that read the JSON
    /// and wrote it again. [`OutOfTime`](Self::OutOfTime): the delivery lay somewhere, somebody sends it once more, or the
    /// clock of this machine is wrong.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    #[non_exhaustive]
    pub enum SignatureError {
        /// There is no signature.
        Missing,
        /// The signature is of a kind that is not known here.
        Unknown,
        /// The signature is another one.
        Wrong,
        /// The token was right at another time.
        OutOfTime,
    }

    impl fmt::Display for SignatureError {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(match self {
                Self::Missing => "the delivery has no signature",
                Self::Unknown => "the delivery is signed in another way than is known here",
                Self::Wrong => "the signature does not fit what was signed and the secret",
                Self::OutOfTime => "the token of the delivery is not valid at this time",
            })
        }
    }

    impl std::error::Error for SignatureError {}

    impl WebhookSecret {
        /// This text.
        pub fn new(secret: impl Into<SecretString>) -> Self {
            Self(secret.into())
        }

        /// Checks the signature of a delivery over its body (`X-Hub-Signature`), in a time that does not depend on how much of it is right.
        pub fn verify(&self, headers: &HeaderMap, body: &[u8]) -> Result<(), SignatureError> {
            let sent = headers.get(SIGNATURE).ok_or(SignatureError::Missing)?;
            let hex = sent
                .to_str()
                .ok()
                .and_then(|text| text.trim().strip_prefix("sha256="))
                .ok_or(SignatureError::Unknown)?;
            let sent = bytes(hex).ok_or(SignatureError::Wrong)?;
            let key = hmac::Key::new(hmac::HMAC_SHA256, self.0.expose_secret().as_bytes());
            hmac::verify(&key, body, &sent).map_err(|_| SignatureError::Wrong)
        }

        /// Checks the token of a delivery to an OAuth app (`Authorization: Bearer …`) at this time, which is
        /// `SystemTime::now()` outside of tests.
        ///
        /// The token says that the site sends, and nothing of the body: take deliveries over TLS only. A clock may be
        /// wrong by a minute.
        ///
        /// ```
        /// # use jira_client::http::HeaderMap;
        /// use std::time::SystemTime;
        ///
        /// use jira_client::cloud::webhooks::WebhookSecret;
        ///
        /// # fn receive(headers: &HeaderMap) -> Result<(), Box<dyn std::error::Error>> {
        /// WebhookSecret::new("the app's client secret").verify_token(headers, SystemTime::now())?;
        /// # Ok(()) }
        /// ```
        pub fn verify_token(
            &self,
            headers: &HeaderMap,
            now: SystemTime,
        ) -> Result<(), SignatureError> {
            let sent = headers.get(AUTHORIZATION).ok_or(SignatureError::Missing)?;
            let sent = sent.to_str().map_err(|_| SignatureError::Unknown)?;
            let (scheme, token) = sent.trim().split_once(' ').unwrap_or((sent, ""));
            if !scheme.eq_ignore_ascii_case("bearer") {
                return Err(SignatureError::Unknown);
            }
            token::check(self.0.expose_secret().as_bytes(), token.trim_start(), now)
        }
    }

    /// Reads hexadecimal digits.
    fn bytes(hex: &str) -> Option<Vec<u8>> {
        let digits: Option<Vec<u32>> = hex.chars().map(|digit| digit.to_digit(16)).collect();
        let pairs = digits?;
        let pairs = pairs.chunks(2).map(|pair| match pair {
            [high, low] => u8::try_from(high * 16 + low).ok(),
            _ => None,
        });
        pairs.collect()
    }

    #[cfg(test)]
    #[allow(clippy::unwrap_used, reason = "a test ends so")]
    mod tests {
        use atlassian_core::http::HeaderValue;
        use proptest::prelude::*;

        use super::*;

        const BODY: &[u8] = b"what do ya want for nothing?";
        const SIGNED: &str = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";

        fn verify(
            secret: &str,
            signature: Option<&str>,
            body: &[u8],
        ) -> Result<(), SignatureError> {
            let mut headers = HeaderMap::new();
            if let Some(signature) = signature {
                let value = HeaderValue::from_str(signature).unwrap();
                headers.insert("X-Hub-Signature", value);
            }
            WebhookSecret::new(secret).verify(&headers, body)
        }

        #[test]
        fn the_signature_of_rfc_4231_is_accepted() {
            let right = format!("sha256={SIGNED}");
            assert_eq!(verify("Jefe", Some(&right), BODY), Ok(()));
            let capital = format!("sha256={}", SIGNED.to_uppercase());
            assert_eq!(verify("Jefe", Some(&capital), BODY), Ok(()));
        }

        #[test]
        fn everything_else_is_refused() {
            let right = format!("sha256={SIGNED}");
            for (secret, signature, body, error) in [
                ("Jefe", None, BODY, SignatureError::Missing),
                ("Jefe", Some(SIGNED), BODY, SignatureError::Unknown),
                ("Jefe", Some("sha1=00"), BODY, SignatureError::Unknown),
                ("Jefe", Some("sha256="), BODY, SignatureError::Wrong),
                ("Jefe", Some("sha256=5bdcc"), BODY, SignatureError::Wrong),
                ("Jefe", Some("sha256=+f"), BODY, SignatureError::Wrong),
                (
                    "Jefe",
                    Some(&right[..right.len() - 2]),
                    BODY,
                    SignatureError::Wrong,
                ),
                ("Jeff", Some(&*right), BODY, SignatureError::Wrong),
                ("Jefe", Some(&*right), b"what?", SignatureError::Wrong),
                ("", Some(&*right), BODY, SignatureError::Wrong),
            ] {
                assert_eq!(
                    verify(secret, signature, body),
                    Err(error),
                    "{secret} {signature:?}"
                );
            }
            assert!(!format!("{:?}", WebhookSecret::new("Jefe")).contains("Jefe"));
        }

        proptest! {
            #[test]
            fn one_other_bit_is_enough(at in 0..BODY.len(), bit in 0..8_u8) {
                let mut body = BODY.to_vec();
                body[at] ^= 1 << bit;
                let right = format!("sha256={SIGNED}");
                prop_assert_eq!(verify("Jefe", Some(&right), &body), Err(SignatureError::Wrong));
            }
        }
    }
}
