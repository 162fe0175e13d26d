//! Queries in CQL, put together so that no value can change what the query asks.
//!
//! ```
//! use confluence_client::cql::{Cql, Direction, Moment};
//!
//! let title = "Save \"as\" fails\" OR space = SECRET";
//! let query = Cql::field("space")
//!     .eq("DOCS")
//!     .and(Cql::field("text").contains_phrase(title))
//!     .and(Cql::field("type").eq("page").or(Cql::field("created").ge(Moment::now().days(-5))))
//!     .order_by("created", Direction::Descending);
//! assert_eq!(
//!     query.to_string(),
//!     r#"space = "DOCS" AND text ~ "\"Save \\\"as\\\" fails\\\" OR space = SECRET\"" "#.to_owned()
//!         + r#"AND (type = "page" OR created >= now("-5d")) ORDER BY created DESC"#,
//! );
//! ```
//!
//! A query that exists as text is taken as it is, and can still be narrowed down:
//!
//! ```
//! # use confluence_client::cql::Cql;
//! let query = Cql::raw("space = A OR space = B ORDER BY title").and(Cql::field("label").eq("urgent"));
//! assert_eq!(query.to_string(), r#"(space = A OR space = B) AND label = "urgent" ORDER BY title"#);
//! ```
//!
//! # Times
//!
//! CQL reads a date in the time zone of the instance, which no answer tells, and knows no other way to name an instant.
//! So a [`Timestamp`](crate::Timestamp) is no value of a query. [`Moment`] counts from the service's own clock;
//! [`Field::not_before`] and [`Field::not_after`] take an instant and write a bound that leaves nothing out in any zone,
//! and lets in up to 26 hours too much: look at the time of what is found.

mod field;
mod text;
mod value;

use std::fmt;

use atlassian_core::ParameterValue;

pub use field::Field;
pub use value::{Function, Moment, Value, Values};

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

/// What must be fulfilled: a comparison, or several of them.
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

    /// A condition as text, without `ORDER BY`. It goes into parentheses where it meets another one. A text in which a
    /// quotation mark or a parenthesis is left open makes the whole query that text alone, which the service refuses.
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

    /// Not this.
    #[allow(
        clippy::should_implement_trait,
        reason = "the word of CQL; `!` would surprise"
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
    pub fn order_by(self, field: impl Into<Field>, direction: Direction) -> Cql {
        Cql::from(self).order_by(field, direction)
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
/// What takes a query takes a condition or a text as well; a text is read as by [`Cql::raw`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[must_use = "a query is made to be sent"]
pub struct Cql {
    condition: Option<Condition>,
    /// Each with its direction, as it is written.
    order: Vec<String>,
}

impl Cql {
    /// A field, to be compared with something.
    #[must_use]
    pub fn field(name: impl Into<Field>) -> Field {
        name.into()
    }

    /// A query as text, with its `ORDER BY` if it has one.
    ///
    /// Nothing is validated that the service validates better. The condition goes into parentheses where it meets
    /// another one, and the order stays at the end. A text in which a quotation mark or a parenthesis is left open makes
    /// the whole query that text alone, which the service refuses.
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

    /// The same query, sorted by one more field after those that it is sorted by already.
    pub fn order_by(mut self, field: impl Into<Field>, direction: Direction) -> Self {
        let direction = match direction {
            Direction::Ascending => "ASC",
            Direction::Descending => "DESC",
        };
        self.order.push(format!("{} {direction}", field.into()));
        self
    }
}

impl fmt::Display for Cql {
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

impl From<Condition> for Cql {
    fn from(condition: Condition) -> Self {
        Self {
            condition: Some(condition),
            order: Vec::new(),
        }
    }
}

impl From<&str> for Cql {
    fn from(text: &str) -> Self {
        Self::raw(text)
    }
}

impl From<String> for Cql {
    fn from(text: String) -> Self {
        Self::raw(text)
    }
}

impl From<&Self> for Cql {
    fn from(query: &Self) -> Self {
        query.clone()
    }
}

impl ParameterValue for Cql {
    fn into_parameter(self) -> String {
        self.to_string()
    }
}

#[cfg(test)]
mod tests;
