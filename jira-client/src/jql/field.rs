//! Fields, and what can be asked of them.

use std::fmt;

use super::Condition;
use super::text::{name, quoted};
use super::value::{Value, Values};

/// A field of a query; its methods make a [`Condition`] of it.
///
/// A name is put into quotation marks where it needs them. `cf[10010]` and `customfield_10010` both name the custom
/// field of this id, which is the safer choice: several fields may have the same name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Field(String);

/// The digits of `cf[10010]` or `customfield_10010`.
fn custom_field_id(text: &str) -> Option<&str> {
    let digits = match text.strip_prefix("customfield_") {
        Some(digits) => digits,
        None => text.strip_prefix("cf[")?.strip_suffix(']')?,
    };
    let plain = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    plain.then_some(digits)
}

impl From<&str> for Field {
    fn from(text: &str) -> Self {
        Self(match custom_field_id(text) {
            Some(id) => format!("cf[{id}]"),
            None => name(text),
        })
    }
}

impl From<String> for Field {
    fn from(text: String) -> Self {
        text.as_str().into()
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

macro_rules! comparisons {
    ($($(#[$doc:meta])* $method:ident = $operator:literal: $value:ty;)+) => { $(
        $(#[$doc])*
        pub fn $method(self, value: impl Into<$value>) -> Condition {
            let value: Value = value.into().into();
            self.with($operator, &value)
        }
    )+ };
}

macro_rules! histories {
    ($($(#[$doc:meta])* $method:ident = $operator:literal: $value:ty;)+) => { $(
        $(#[$doc])*
        pub fn $method(self, value: impl Into<$value>, past: Past) -> Condition {
            let value: Value = value.into().into();
            Condition::single(format!("{self} {} {value}{past}", $operator))
        }
    )+ };
}

impl Field {
    /// The custom field of this id.
    pub(super) fn custom(id: u64) -> Self {
        Self(format!("cf[{id}]"))
    }

    /// A value within a property of issues.
    pub(super) fn property(key: &str, path: &str) -> Self {
        let path = match path {
            "" => String::new(),
            path if path
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "._-".contains(c)) =>
            {
                format!(".{path}")
            }
            path => quoted(&format!(".{path}")),
        };
        Self(format!("issue.property[{}]{path}", quoted(key)))
    }

    fn with(self, operator: &str, value: &Value) -> Condition {
        Condition::single(format!("{self} {operator} {value}"))
    }

    comparisons! {
        /// Has this value.
        eq = "=": Value;
        /// Has another value. An issue without any value is not found; add `.or(field.is_empty())` for those.
        ne = "!=": Value;
        /// Is greater, or later.
        gt = ">": Value;
        /// Is at least this, or not earlier.
        ge = ">=": Value;
        /// Is less, or earlier.
        lt = "<": Value;
        /// Is at most this, or not later.
        le = "<=": Value;
        /// Has one of these values. An empty list is refused by the service.
        is_in = "in": Values;
        /// Has none of these values. An issue without any value is not found either.
        not_in = "not in": Values;
        /// Matches a text search, in which `*`, `?`, `~`, `"`, `AND` and others have a meaning. For a text that was not
        /// written as a search, use [`contains_phrase`](Self::contains_phrase).
        contains = "~": Value;
        /// Does not match a text search; see [`contains`](Self::contains).
        contains_not = "!~": Value;
    }

    /// Contains these words in this order, as Jira's text search understands words: without regard to case and
    /// endings, punctuation left out. Nothing in the text has a meaning of its own.
    pub fn contains_phrase(self, text: impl AsRef<str>) -> Condition {
        self.contains(Value::phrase(text.as_ref()))
    }

    /// Has no value.
    pub fn is_empty(self) -> Condition {
        self.with("is", &Value::empty())
    }

    /// Has a value.
    pub fn is_not_empty(self) -> Condition {
        self.with("is not", &Value::empty())
    }

    histories! {
        /// Has or had this value.
        was = "was": Value;
        /// Never had this value.
        was_not = "was not": Value;
        /// Has or had one of these values.
        was_in = "was in": Values;
        /// Never had any of these values.
        was_not_in = "was not in": Values;
    }

    /// Was changed.
    pub fn changed(self, Past(past): Past) -> Condition {
        Condition::single(format!("{self} changed{past}"))
    }
}

/// When, by whom and between which values something was so or changed.
///
/// ```
/// # use jira_client::jql::{Function, Jql, Past, Relative};
/// let reopened = Jql::field("status")
///     .changed(Past::any().from("Done").to("Open").after(Relative::days(-7)).by(Function::current_user()));
/// assert_eq!(
///     reopened.to_string(),
///     r#"status changed FROM "Done" TO "Open" AFTER -7d BY currentUser()"#,
/// );
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Past(String);

macro_rules! predicates {
    ($($(#[$doc:meta])* $method:ident = $word:literal;)+) => { $(
        $(#[$doc])*
        #[must_use]
        pub fn $method(self, value: impl Into<Value>) -> Self {
            let value = value.into();
            Self(format!("{self} {} {value}", $word))
        }
    )+ };
}

impl Past {
    /// At any time, by anybody.
    #[must_use]
    pub fn any() -> Self {
        Self::default()
    }

    predicates! {
        /// After this time.
        after = "AFTER";
        /// Before this time.
        before = "BEFORE";
        /// On this day.
        on = "ON";
        /// By this account.
        by = "BY";
        /// From this value; for [`Field::changed`] only.
        from = "FROM";
        /// To this value; for [`Field::changed`] only.
        to = "TO";
    }

    /// Between these two times.
    #[must_use]
    pub fn during(self, begin: impl Into<Value>, end: impl Into<Value>) -> Self {
        let (begin, end) = (begin.into(), end.into());
        Self(format!("{self} DURING ({begin}, {end})"))
    }
}

impl fmt::Display for Past {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
