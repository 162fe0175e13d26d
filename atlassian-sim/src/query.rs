//! Percent-encoding and query strings.

use crate::errors;
use crate::reply::{Answer, Reply};

/// Decodes `%XX`. `None` when an escape is broken or the bytes are not UTF-8.
pub(crate) fn decode(text: &str, plus_is_space: bool) -> Option<String> {
    let mut out = Vec::with_capacity(text.len());
    let mut bytes = text.bytes();
    while let Some(b) = bytes.next() {
        match b {
            b'%' => {
                let high = char::from(bytes.next()?).to_digit(16)?;
                let low = char::from(bytes.next()?).to_digit(16)?;
                out.push(u8::try_from(high * 16 + low).ok()?);
            }
            b'+' if plus_is_space => out.push(b' '),
            other => out.push(other),
        }
    }
    String::from_utf8(out).ok()
}

/// Encodes everything but the unreserved characters.
pub(crate) fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for b in text.bytes() {
        if b.is_ascii_alphanumeric() || b"-._~".contains(&b) {
            out.push(char::from(b));
        } else {
            out.push('%');
            for nibble in [b >> 4, b & 15] {
                out.push(
                    char::from_digit(u32::from(nibble), 16).map_or('0', |c| c.to_ascii_uppercase()),
                );
            }
        }
    }
    out
}

/// The parameters of a query string or a form, in the order in which they were sent.
#[derive(Debug, Default)]
pub(crate) struct Query(Vec<(String, String)>);

impl FromIterator<(String, String)> for Query {
    fn from_iter<T: IntoIterator<Item = (String, String)>>(pairs: T) -> Self {
        Self(pairs.into_iter().collect())
    }
}

impl Query {
    pub(crate) fn parse(raw: &str) -> Option<Self> {
        let mut pairs = Vec::new();
        for part in raw.split('&').filter(|part| !part.is_empty()) {
            let (key, value) = part.split_once('=').unwrap_or((part, ""));
            pairs.push((decode(key, true)?, decode(value, true)?));
        }
        Some(Self(pairs))
    }

    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(key, _)| key.as_str())
    }

    pub(crate) fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(key, value)| (key.as_str(), value.as_str()))
    }

    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0
            .iter()
            .filter(move |(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// The first value of the parameter, also an empty one.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// The first value of the parameter unless it is empty.
    pub(crate) fn filled(&self, name: &str) -> Option<&str> {
        self.get(name).filter(|value| !value.is_empty())
    }

    /// A parameter that is a number from 0 up; anything else is a 400.
    pub(crate) fn number(&self, name: &str, default: usize) -> Result<usize, Reply> {
        let Some(text) = self.filled(name) else {
            return Ok(default);
        };
        let value: i64 = text
            .parse()
            .map_err(|_| errors::bad_request(format!("For input string: \"{text}\"")))?;
        usize::try_from(value).map_err(|_| {
            errors::bad_request(format!("The '{name}' parameter must not be negative."))
        })
    }

    pub(crate) fn flag(&self, name: &str) -> bool {
        self.get(name)
            .is_some_and(|v| v.eq_ignore_ascii_case("true"))
    }

    /// A parameter that must be there.
    pub(crate) fn required(&self, name: &str) -> Result<&str, Reply> {
        self.filled(name).ok_or_else(|| {
            errors::bad_request(format!("The '{name}' query parameter is required."))
        })
    }

    /// Whether a comma-separated parameter such as `expand` names this value.
    pub(crate) fn lists(&self, name: &str, value: &str) -> bool {
        self.all(name)
            .any(|v| v.split(',').any(|p| p.trim() == value))
    }
}

/// A body that must be JSON, of whatever kind.
pub(crate) fn json_value(
    content_type: Option<&str>,
    body: &[u8],
) -> Result<serde_json::Value, Reply> {
    let is_json = content_type.is_some_and(|t| {
        t.split(';')
            .next()
            .is_some_and(|t| t.trim().eq_ignore_ascii_case("application/json"))
    });
    if !is_json {
        return Err(errors::unsupported_media_type());
    }
    serde_json::from_slice(body).map_err(|_| errors::bad_json())
}

/// A body that must be a JSON object.
pub(crate) fn json_object(
    content_type: Option<&str>,
    body: &[u8],
) -> Result<serde_json::Value, Reply> {
    let value = json_value(content_type, body)?;
    if value.is_object() {
        Ok(value)
    } else {
        Err(errors::bad_json())
    }
}

/// The strings of an array; anything else in it is passed over.
pub(crate) fn strings(value: &serde_json::Value) -> Vec<&str> {
    let items = value.as_array().into_iter().flatten();
    items.filter_map(serde_json::Value::as_str).collect()
}

/// What every handler returns; the alias keeps the signatures short.
pub(crate) type Handler = fn(&crate::call::Call<'_>) -> Answer;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percent_encoding_is_exact() {
        assert_eq!(decode("a%2Fb%20c", false).as_deref(), Some("a/b c"));
        assert_eq!(decode("a+b", false).as_deref(), Some("a+b"));
        assert_eq!(decode("a+b", true).as_deref(), Some("a b"));
        assert_eq!(decode("%C3%A9", true).as_deref(), Some("é"));
        for bad in ["%", "%4", "%zz", "%ff", "%C3"] {
            assert_eq!(decode(bad, true), None, "{bad}");
        }
        assert_eq!(encode("712020:a b/é"), "712020%3Aa%20b%2F%C3%A9");
    }

    #[test]
    fn repeated_and_empty_parameters_are_kept() {
        let query = Query::parse("a=1&a=2&b&c=&expand=groups,x&n=-4").unwrap();
        assert_eq!(query.all("a").collect::<Vec<_>>(), ["1", "2"]);
        assert_eq!(query.get("b"), Some(""));
        assert_eq!(query.filled("c"), None);
        assert!(query.lists("expand", "groups") && !query.lists("expand", "group"));
        assert_eq!(query.number("n", 3).unwrap_err().status, 400);
        assert_eq!(query.number("absent", 3).unwrap(), 3);
    }
}
