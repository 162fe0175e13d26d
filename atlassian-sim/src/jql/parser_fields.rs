//! Fields as queries name them.

use super::ast::{Field, Property};
use super::lexer::{Kind, error};
use super::parser::{Parser, in_range};

impl Parser {
    pub(super) fn field(&mut self) -> Result<Field, String> {
        if self.take_keyword("cf") {
            return self.custom_field();
        }
        let Some(token) = self.take_string() else {
            return Err(match self.got() {
                None => "Error in the JQL Query: Expecting a field name at the end of the query."
                    .to_owned(),
                Some((got, at)) if self.symbol_at(0, "[") => error(
                    &format!("Expecting a field name but got '{got}'. Did you mean 'cf['?"),
                    at,
                ),
                Some((got, at)) => error(
                    &format!(
                        "Expecting a field name but got '{got}'. You must surround '{got}' in \
                         quotation marks to use it as a field name."
                    ),
                    at,
                ),
            });
        };
        if token.text.trim().is_empty() {
            return Err(error("A field name cannot be empty.", token.at));
        }
        let name = in_range(&token)?;
        let property = if self.take_symbol("[") {
            Some(self.property()?)
        } else {
            None
        };
        Ok(Field { name, property })
    }

    /// From behind `cf`.
    fn custom_field(&mut self) -> Result<Field, String> {
        self.need_symbol("[")?;
        let wanted = "a custom field id (a positive number)";
        let number = match self.look(0) {
            Some(t) if t.kind == Kind::Number && !t.text.starts_with('-') => t.clone(),
            _ => return Err(self.expecting(wanted)),
        };
        let number = in_range(&number)?;
        self.next += 1;
        self.need_symbol("]")?;
        Ok(Field {
            name: format!("cf[{number}]"),
            property: None,
        })
    }

    /// From behind `issue.property[`.
    fn property(&mut self) -> Result<Property, String> {
        let Some(key) = self.take_string() else {
            return Err(match self.got() {
                Some((got, at)) => error(
                    &format!(
                        "Expecting a property id but got '{got}'. You must surround '{got}' in \
                         quotation marks to use it as a value."
                    ),
                    at,
                ),
                None => self.expecting("a property id"),
            });
        };
        self.need_symbol("]")?;
        let path = self
            .look(0)
            .filter(|t| matches!(t.kind, Kind::Word | Kind::Quoted))
            .and_then(|t| t.text.strip_prefix('.'))
            .map(str::to_owned);
        self.next += usize::from(path.is_some());
        Ok(Property {
            key: key.text,
            path: path.unwrap_or_default(),
        })
    }
}
