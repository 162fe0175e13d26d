//! A query as text again.

use std::fmt::{Display, Formatter, Result};

use super::ast::{Clause, Field, Function, Operand, Predicate, Query, Sort, Terminal};
use super::words::{encode, is_number, quote};

impl Display for Query {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        if let Some(clause) = &self.clause {
            write!(f, "{clause}")?;
        }
        if let Some(order) = &self.order {
            if self.clause.is_some() {
                f.write_str(" ")?;
            }
            f.write_str("order by ")?;
            listed(f, order)?;
        }
        Ok(())
    }
}

fn listed<T: Display>(f: &mut Formatter<'_>, items: &[T]) -> Result {
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            f.write_str(", ")?;
        }
        write!(f, "{item}")?;
    }
    Ok(())
}

impl Clause {
    fn within(&self, f: &mut Formatter<'_>, word: &str, parts: &[Self]) -> Result {
        for (at, part) in parts.iter().enumerate() {
            if at > 0 {
                write!(f, " {word} ")?;
            }
            // What binds as loosely as this clause or looser needs its parentheses.
            let loose = match part {
                Self::Or(_) => true,
                Self::And(_) => matches!(self, Self::And(_)),
                Self::Not(_) | Self::Terminal(_) => false,
            };
            if loose {
                write!(f, "({part})")?;
            } else {
                write!(f, "{part}")?;
            }
        }
        Ok(())
    }
}

impl Display for Clause {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::And(parts) => self.within(f, "AND", parts),
            Self::Or(parts) => self.within(f, "OR", parts),
            Self::Not(inner) => match **inner {
                Self::And(_) | Self::Or(_) => write!(f, "NOT ({inner})"),
                Self::Not(_) | Self::Terminal(_) => write!(f, "NOT {inner}"),
            },
            Self::Terminal(terminal) => write!(f, "{terminal}"),
        }
    }
}

impl Display for Terminal {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        write!(f, "{} {}", self.field, self.operator.as_str())?;
        if let Some(operand) = &self.operand {
            write!(f, " {operand}")?;
        }
        for predicate in &self.predicates {
            write!(f, " {predicate}")?;
        }
        Ok(())
    }
}

impl Display for Field {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        if let Some(property) = &self.property {
            let key = encode(&property.key);
            write!(f, "{}[{key}]", encode(&self.name))?;
            if property.path.is_empty() {
                return Ok(());
            }
            // The path is one word that begins with its dot.
            return f.write_str(&encode(&format!(".{}", property.path)));
        }
        if custom_number(&self.name).is_some() {
            return f.write_str(&self.name);
        }
        f.write_str(&encode(&self.name))
    }
}

/// The number in `cf[10001]`.
pub(crate) fn custom_number(name: &str) -> Option<i64> {
    let digits = name.strip_prefix("cf[")?.strip_suffix(']')?;
    (is_number(digits) && !digits.starts_with('-'))
        .then(|| digits.parse().ok())
        .flatten()
}

impl Display for Operand {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::Text(text) => f.write_str(&encode(text)),
            Self::Number(number) => write!(f, "{number}"),
            Self::Empty => f.write_str("EMPTY"),
            Self::List(items) => {
                f.write_str("(")?;
                listed(f, items)?;
                f.write_str(")")
            }
            Self::Function(function) => write!(f, "{function}"),
        }
    }
}

impl Operand {
    /// As messages show it: texts always in quotation marks.
    pub(crate) fn shown(&self) -> String {
        match self {
            Self::Text(text) => quote(text),
            Self::List(items) => {
                let items: Vec<String> = items.iter().map(Self::shown).collect();
                format!("({})", items.join(", "))
            }
            other => other.to_string(),
        }
    }
}

impl Display for Function {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        write!(f, "{}(", encode(&self.name))?;
        for (at, argument) in self.arguments.iter().enumerate() {
            if at > 0 {
                f.write_str(", ")?;
            }
            // A number is an argument without quotation marks too.
            if is_number(argument) && argument.parse::<i64>().is_ok() {
                f.write_str(argument)?;
            } else {
                f.write_str(&encode(argument))?;
            }
        }
        f.write_str(")")
    }
}

impl Display for Predicate {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        write!(f, "{} {}", self.kind.as_str(), self.operand)
    }
}

impl Display for Sort {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        write!(f, "{}", self.field)?;
        match self.descending {
            None => Ok(()),
            Some(false) => f.write_str(" ASC"),
            Some(true) => f.write_str(" DESC"),
        }
    }
}
