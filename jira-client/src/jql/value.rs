//! What a field is compared with.

use std::fmt;
use std::time::SystemTime;

use atlassian_core::{AccountId, Timestamp};

use super::text::{name, quoted};
use crate::ids::{IssueId, IssueKey, ProjectId, ProjectKey};

/// A value of a query: a text, a number, a point in time, a function, or `EMPTY`.
///
/// A text stands in quotation marks and is never anything but that text, whatever it holds: `EMPTY`, `currentUser()`,
/// quotation marks, line breaks. Numbers and the ids of issues and projects are written as numbers, for that is how
/// Jira tells an id from a name.
///
/// A point in time is written as milliseconds since 1970. That is the only form of JQL that no time zone shifts: a date
/// in quotation marks is read in the zone of whoever searches. Jira compares by the minute in places: make the bounds
/// whole minutes, and expect issues of the minute at the edge. A [`Timestamp`] that is a date without a time of day is
/// written as that date, for fields such as `due`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Value(String);

impl Value {
    /// No value. `is_empty` asks for it; this is for lists: `fixVersion in ("1.0", EMPTY)`.
    #[must_use]
    pub fn empty() -> Self {
        Self("EMPTY".to_owned())
    }

    /// A text for `~` that is looked for as a phrase: these words in this order, with none of the characters that mean
    /// something to a text search.
    pub(super) fn phrase(text: &str) -> Self {
        let mut phrase = String::with_capacity(text.len() + 2);
        phrase.push('"');
        for c in text.chars() {
            if matches!(c, '"' | '\\') {
                phrase.push('\\');
            }
            phrase.push(c);
        }
        phrase.push('"');
        Self(quoted(&phrase))
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self(quoted(text))
    }
}

macro_rules! texts {
    ($($ty:ty),*) => { $(
        impl From<$ty> for Value {
            fn from(text: $ty) -> Self {
                Self(quoted(text.as_ref()))
            }
        }
    )* };
}
texts!(
    String,
    &String,
    AccountId,
    &AccountId,
    IssueKey,
    &IssueKey,
    ProjectKey,
    &ProjectKey
);

macro_rules! numbers {
    ($($ty:ty),*) => { $(
        impl From<$ty> for Value {
            fn from(number: $ty) -> Self {
                Self(number.to_string())
            }
        }
    )* };
}
numbers!(i32, i64, u32);

impl From<f64> for Value {
    fn from(number: f64) -> Self {
        Self(quoted(&number.to_string()))
    }
}

macro_rules! ids {
    ($($ty:ty),*) => { $(
        impl From<$ty> for Value {
            fn from(id: $ty) -> Self {
                match id.as_str().parse::<u32>() {
                    Ok(number) => number.into(),
                    Err(_) => id.as_str().into(),
                }
            }
        }
    )* };
}
ids!(IssueId, &IssueId, ProjectId, &ProjectId);

impl From<&Timestamp> for Value {
    fn from(time: &Timestamp) -> Self {
        match time.epoch_millis() {
            Some(millis) if !time.is_date_only() => millis.into(),
            _ => time.as_str().into(),
        }
    }
}

impl From<Timestamp> for Value {
    fn from(time: Timestamp) -> Self {
        (&time).into()
    }
}

impl From<SystemTime> for Value {
    fn from(time: SystemTime) -> Self {
        Timestamp::from(time).into()
    }
}

/// A time from now on, by the clock of the service: `Relative::days(-5)` is five days ago.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Relative(i32, char);

impl Relative {
    /// So many minutes from now; negative is ago.
    #[must_use]
    pub fn minutes(count: i32) -> Self {
        Self(count, 'm')
    }

    /// So many hours from now; negative is ago.
    #[must_use]
    pub fn hours(count: i32) -> Self {
        Self(count, 'h')
    }

    /// So many days of 24 hours from now; negative is ago.
    #[must_use]
    pub fn days(count: i32) -> Self {
        Self(count, 'd')
    }

    /// So many weeks from now; negative is ago.
    #[must_use]
    pub fn weeks(count: i32) -> Self {
        Self(count, 'w')
    }
}

impl From<Relative> for Value {
    fn from(Relative(count, unit): Relative) -> Self {
        Self(format!("{count}{unit}"))
    }
}

/// A function of JQL with its arguments.
///
/// ```
/// # use jira_client::jql::{Function, Jql};
/// let query = Jql::field("assignee").is_in(Function::new("membersOf").arg("the \"core\" team"));
/// assert_eq!(query.to_string(), r#"assignee in membersOf("the \"core\" team")"#);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Function {
    name: String,
    arguments: Vec<Value>,
}

impl Function {
    /// A function by its name.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            arguments: Vec::new(),
        }
    }

    /// Whoever searches.
    #[must_use]
    pub fn current_user() -> Self {
        Self::new("currentUser")
    }

    /// One more argument.
    #[must_use]
    pub fn arg(mut self, value: impl Into<Value>) -> Self {
        self.arguments.push(value.into());
        self
    }
}

impl From<Function> for Value {
    fn from(function: Function) -> Self {
        let arguments: Vec<String> = function
            .arguments
            .into_iter()
            .map(|value| value.0)
            .collect();
        Self(format!(
            "{}({})",
            name(&function.name),
            arguments.join(", ")
        ))
    }
}

/// What `IN` takes: a list of values, or a function that gives one.
///
/// An empty list is written as such, and refused by the service: it never means "anything".
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Values(Value);

impl<V: Into<Value>> FromIterator<V> for Values {
    fn from_iter<I: IntoIterator<Item = V>>(values: I) -> Self {
        let values: Vec<String> = values.into_iter().map(|value| value.into().0).collect();
        Self(Value(format!("({})", values.join(", "))))
    }
}

impl<V: Into<Value>, const N: usize> From<[V; N]> for Values {
    fn from(values: [V; N]) -> Self {
        values.into_iter().collect()
    }
}

impl<V: Into<Value>> From<Vec<V>> for Values {
    fn from(values: Vec<V>) -> Self {
        values.into_iter().collect()
    }
}

impl From<Function> for Values {
    fn from(function: Function) -> Self {
        Self(function.into())
    }
}

impl From<Values> for Value {
    fn from(values: Values) -> Self {
        values.0
    }
}
