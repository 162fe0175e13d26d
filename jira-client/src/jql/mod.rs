//! Queries in JQL, put together so that no value can change what the query asks.
//!
//! ```
//! use jira_client::jql::{Direction, Jql, Relative};
//!
//! let title = "Save \"as\" fails\" OR project = SECRET";
//! let query = Jql::field("project")
//!     .eq("ACME")
//!     .and(Jql::field("summary").contains_phrase(title))
//!     .and(Jql::field("status").eq("Open").or(Jql::field("updated").ge(Relative::days(-5))))
//!     .order_by("created", Direction::Descending);
//! assert_eq!(
//!     query.to_string(),
//!     r#"project = "ACME" AND summary ~ "\"Save \\\"as\\\" fails\\\" OR project = SECRET\"" "#.to_owned()
//!         + r#"AND (status = "Open" OR updated >= -5d) ORDER BY created DESC"#,
//! );
//! ```
//!
//! A query that exists as text is taken as it is, and can still be narrowed down:
//!
//! ```
//! # use jira_client::jql::Jql;
//! let query = Jql::raw("project = A OR project = B ORDER BY rank").and(Jql::field("labels").eq("urgent"));
//! assert_eq!(query.to_string(), r#"(project = A OR project = B) AND labels = "urgent" ORDER BY rank"#);
//! ```

mod field;
mod text;
mod value;

use std::fmt;

use serde::{Serialize, Serializer};

pub use field::{Field, Past};
pub use value::{Function, Relative, Value, Values};

/// What kind of text a condition is, which decides where it needs parentheses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Shape {
    /// One comparison, or a negation.
    Single,
    /// Comparisons, all of which must hold.
    All,
    /// Comparisons of which one must hold.
    Any,
    /// A text that was given.
    Given,
    /// A given text in which a quotation mark or a parenthesis has no partner. Together with anything else it could
    /// mean something that nobody wrote; so it stays alone, for the service to refuse.
    Broken,
}

/// What issues must fulfil: a comparison, or several of them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[must_use = "a condition is made to be part of a query"]
pub struct Condition {
    text: String,
    shape: Shape,
}

impl Condition {
    fn single(text: String) -> Self {
        Self {
            text,
            shape: Shape::Single,
        }
    }

    /// A condition as text. It goes into parentheses where it meets another one.
    ///
    /// It has no `ORDER BY`: that is the affair of [`Jql::raw`]. A text in which a quotation mark or a parenthesis is
    /// left open makes the whole query that text alone, which the service refuses in its own words.
    pub fn raw(text: impl Into<String>) -> Self {
        let text = text.into();
        let shape = match text::split(&text) {
            Some(_) => Shape::Given,
            None => Shape::Broken,
        };
        Self { text, shape }
    }

    /// Both this and the other one.
    pub fn and(self, other: impl Into<Self>) -> Self {
        self.combined(other.into(), Shape::All, " AND ")
    }

    /// This or the other one, or both.
    pub fn or(self, other: impl Into<Self>) -> Self {
        self.combined(other.into(), Shape::Any, " OR ")
    }

    /// Not this. As everywhere in JQL, an issue without a value for a field is found neither by a comparison with it nor
    /// by its opposite.
    #[allow(
        clippy::should_implement_trait,
        reason = "the word of JQL; `!` would surprise"
    )]
    pub fn not(self) -> Self {
        if self.shape == Shape::Broken {
            return self;
        }
        Self::single(format!("NOT ({})", self.text))
    }

    fn combined(self, other: Self, shape: Shape, word: &str) -> Self {
        if self.shape == Shape::Broken {
            return self;
        }
        if other.shape == Shape::Broken {
            return other;
        }
        let mut text = self.within(shape);
        text.push_str(word);
        text.push_str(&other.within(shape));
        Self { text, shape }
    }

    /// The text where it is part of another one.
    fn within(self, outer: Shape) -> String {
        if self.shape == Shape::Single || self.shape == outer {
            self.text
        } else {
            format!("({})", self.text)
        }
    }

    /// The query with this condition in this order.
    pub fn order_by(self, field: impl Into<Field>, direction: Direction) -> Jql {
        Jql::from(self).order_by(field, direction)
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Which way a result is sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// The least, or the oldest, first.
    Ascending,
    /// The greatest, or the newest, first.
    Descending,
}

/// A whole query: a condition, and the order of what is found.
///
/// What takes a query takes a text as well, which is read as by [`Jql::raw`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[must_use = "a query is made to be sent"]
pub struct Jql {
    condition: Option<Condition>,
    /// Each with its direction, as it is written.
    order: Vec<String>,
}

impl Jql {
    /// A field, to be compared with something.
    #[must_use]
    pub fn field(name: impl Into<Field>) -> Field {
        name.into()
    }

    /// The custom field of this id, the number in `customfield_10010`.
    #[must_use]
    pub fn custom_field(id: u64) -> Field {
        Field::custom(id)
    }

    /// A value within a property of issues, by the property's key and the path to the value in it, like `owner.name`;
    /// the path is empty for the whole property. Only what an app has declared searchable is found.
    #[must_use]
    pub fn property(key: impl AsRef<str>, path: impl AsRef<str>) -> Field {
        Field::property(key.as_ref(), path.as_ref())
    }

    /// A query as text, with its `ORDER BY` if it has one.
    ///
    /// Nothing is validated that the service validates better. The condition goes into parentheses where it meets
    /// another one, and the order stays at the end. A text in which a quotation mark or a parenthesis is left open makes
    /// the whole query that text alone, which the service refuses in its own words.
    pub fn raw(text: impl AsRef<str>) -> Self {
        let text = text.as_ref();
        let Some((condition, order)) = text::split(text) else {
            return Condition::raw(text).into();
        };
        Self {
            condition: (!condition.is_empty()).then(|| Condition::raw(condition)),
            order: order.into_iter().map(str::to_owned).collect(),
        }
    }

    /// The same query, narrowed down by one more condition.
    pub fn and(self, condition: impl Into<Condition>) -> Self {
        let condition = condition.into();
        Self {
            condition: Some(match self.condition {
                Some(own) => own.and(condition),
                None => condition,
            }),
            order: self.order,
        }
    }

    /// The same query, sorted by one more field after those that it is sorted by already. The service takes seven at most.
    pub fn order_by(mut self, field: impl Into<Field>, direction: Direction) -> Self {
        let direction = match direction {
            Direction::Ascending => "ASC",
            Direction::Descending => "DESC",
        };
        self.order.push(format!("{} {direction}", field.into()));
        self
    }

    /// The same query without an order.
    pub fn without_order(mut self) -> Self {
        self.order.clear();
        self
    }

    /// The same query in an order that leaves nothing to chance: by key at last, unless it is sorted by key already.
    ///
    /// Issues that are equal to the order come in any order otherwise, and in another one on the next page: some would
    /// come twice and others never.
    pub fn with_stable_order(self) -> Self {
        let by_key = self.order.iter().any(|entry| {
            let field = text::first_word(entry);
            ["key", "issuekey", "issue", "id"]
                .iter()
                .any(|key| field.eq_ignore_ascii_case(key))
        });
        if by_key {
            self
        } else {
            self.order_by("key", Direction::Ascending)
        }
    }
}

impl fmt::Display for Jql {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut gap = "";
        if let Some(condition) = &self.condition {
            f.write_str(&condition.text)?;
            if condition.shape == Shape::Broken {
                return Ok(());
            }
            gap = " ";
        }
        if !self.order.is_empty() {
            write!(f, "{gap}ORDER BY {}", self.order.join(", "))?;
        }
        Ok(())
    }
}

impl From<Condition> for Jql {
    fn from(condition: Condition) -> Self {
        Self {
            condition: Some(condition),
            order: Vec::new(),
        }
    }
}

impl From<&str> for Jql {
    fn from(text: &str) -> Self {
        Self::raw(text)
    }
}

impl From<String> for Jql {
    fn from(text: String) -> Self {
        Self::raw(text)
    }
}

impl From<&Self> for Jql {
    fn from(query: &Self) -> Self {
        query.clone()
    }
}

impl Serialize for Jql {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests;
