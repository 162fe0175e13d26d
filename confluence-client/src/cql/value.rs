//! What a field is compared with.

use std::fmt;

use atlassian_core::{AccountId, Timestamp};

use super::text::{name, quoted};
use crate::ids::{AttachmentId, BlogPostId, CommentId, ContentId, PageId, SpaceKey};

/// A value of a query: a text, a number, or a function.
///
/// A text stands in quotation marks and is never anything but that text, whatever it holds: `currentUser()`, quotation
/// marks, operators. Numbers and ids are written as numbers.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Value(String);

impl Value {
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

/// An instant as CQL writes it, moved before by `minutes`, which makes minutes of milliseconds since 1970.
pub(super) fn instant(time: &Timestamp, minutes: impl Fn(i64) -> i64) -> Value {
    let text = match time.epoch_millis().filter(|_| !time.is_date_only()) {
        None => time.as_str().to_owned(),
        Some(utc) => {
            let moved = Timestamp::from_epoch_millis(minutes(utc).saturating_mul(60_000));
            // `2026-01-02T03:04:05.000Z` becomes `2026-01-02 03:04`.
            let text: String = moved.as_str().chars().take(16).collect();
            text.replace('T', " ")
        }
    };
    Value(quoted(&text))
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
texts!(String, &String, AccountId, &AccountId, SpaceKey, &SpaceKey);

macro_rules! numbers {
    ($($ty:ty),*) => { $(
        impl From<$ty> for Value {
            fn from(number: $ty) -> Self {
                Self(number.to_string())
            }
        }
    )* };
}
numbers!(i32, u32, u64);

macro_rules! ids {
    ($($ty:ty),*) => { $(
        impl From<$ty> for Value {
            fn from(id: $ty) -> Self {
                match id.as_str().parse::<u64>() {
                    Ok(number) => number.into(),
                    Err(_) => id.as_str().into(),
                }
            }
        }

        impl From<&$ty> for Value {
            fn from(id: &$ty) -> Self {
                id.clone().into()
            }
        }
    )* };
}
ids!(AttachmentId, BlogPostId, CommentId, ContentId, PageId);

/// A moment by the clock of the service: `Moment::now().days(-5)` is five days ago, `Moment::start_of_month()` the
/// beginning of this month in the zone of the instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Moment {
    name: &'static str,
    moved: Option<(i32, char)>,
}

macro_rules! moments {
    ($($(#[$doc:meta])* $method:ident = $name:literal;)+) => { $(
        $(#[$doc])*
        #[must_use]
        pub fn $method() -> Self {
            Self { name: $name, moved: None }
        }
    )+ };
}

macro_rules! moves {
    ($($(#[$doc:meta])* $method:ident = $unit:literal;)+) => { $(
        $(#[$doc])*
        #[must_use]
        pub fn $method(self, count: i32) -> Self {
            Self { moved: Some((count, $unit)), ..self }
        }
    )+ };
}

impl Moment {
    moments! {
        /// Now.
        now = "now";
        /// When today began.
        start_of_day = "startOfDay";
        /// When today ends.
        end_of_day = "endOfDay";
        /// When this week began.
        start_of_week = "startOfWeek";
        /// When this week ends.
        end_of_week = "endOfWeek";
        /// When this month began.
        start_of_month = "startOfMonth";
        /// When this month ends.
        end_of_month = "endOfMonth";
        /// When this year began.
        start_of_year = "startOfYear";
        /// When this year ends.
        end_of_year = "endOfYear";
    }

    moves! {
        /// So many minutes later; negative is earlier. It takes the place of an earlier move, as all of these do.
        minutes = 'm';
        /// So many hours later.
        hours = 'h';
        /// So many days later.
        days = 'd';
        /// So many weeks later.
        weeks = 'w';
        /// So many months later.
        months = 'M';
        /// So many years later.
        years = 'y';
    }
}

impl From<Moment> for Value {
    fn from(moment: Moment) -> Self {
        let function = Function::new(moment.name);
        match moment.moved {
            Some((count, unit)) => function.arg(format!("{count}{unit}")),
            None => function,
        }
        .into()
    }
}

/// A function of CQL with its arguments.
///
/// ```
/// # use confluence_client::cql::{Cql, Function};
/// let query = Cql::field("id").is_in(Function::new("recentlyViewedContent").arg(20));
/// assert_eq!(query.to_string(), "id in recentlyViewedContent(20)");
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
