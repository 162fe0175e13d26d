//! Tokens into a query, with Jira's own messages where they do not make one.

use super::ast::{
    Clause, Function, Operand, Operator, Predicate, PredicateKind, Query, Sort, Terminal,
};
use super::lexer::{Kind, Place, Token, error, shown, tokens};

/// How deep parentheses, negations and lists may be nested. Deeper ones would only cost stack.
const MAX_DEPTH: usize = 200;

const OPERATORS: &str = "The valid operators are '=', '!=', '<', '>', '<=', '>=', '~', '!~', 'IN', \
                         'NOT IN', 'IS' and 'IS NOT'.";

pub(crate) fn parse(text: &str) -> Result<Query, String> {
    let mut parser = Parser {
        tokens: tokens(text)?,
        next: 0,
        depth: 0,
    };
    parser.query()
}

pub(super) struct Parser {
    /// The last one is the end, which is never passed.
    tokens: Vec<Token>,
    pub(super) next: usize,
    depth: usize,
}

/// What the parser got instead, for messages; `None` at the end of the query.
pub(super) type Got = Option<(String, Place)>;

impl Parser {
    pub(super) fn look(&self, ahead: usize) -> Option<&Token> {
        self.tokens.get(self.next + ahead)
    }

    pub(super) fn symbol_at(&self, ahead: usize, symbol: &str) -> bool {
        self.look(ahead)
            .is_some_and(|t| t.kind == Kind::Symbol && t.text == symbol)
    }

    fn keyword_at(&self, ahead: usize, word: &str) -> bool {
        self.look(ahead)
            .is_some_and(|t| t.kind == Kind::Keyword && t.text.eq_ignore_ascii_case(word))
    }

    pub(super) fn take_symbol(&mut self, symbol: &str) -> bool {
        let here = self.symbol_at(0, symbol);
        self.next += usize::from(here);
        here
    }

    pub(super) fn take_keyword(&mut self, word: &str) -> bool {
        let here = self.keyword_at(0, word);
        self.next += usize::from(here);
        here
    }

    fn kind(&self) -> Kind {
        self.look(0).map_or(Kind::End, |t| t.kind)
    }

    /// Takes a text, a quoted text or a number.
    pub(super) fn take_string(&mut self) -> Option<Token> {
        let found = self
            .look(0)
            .filter(|t| matches!(t.kind, Kind::Word | Kind::Quoted | Kind::Number))
            .cloned();
        self.next += usize::from(found.is_some());
        found
    }

    pub(super) fn got(&self) -> Got {
        self.look(0)
            .filter(|t| t.kind != Kind::End)
            .map(|t| (shown(&t.text), t.at))
    }

    /// `Expecting X but got 'Y'.`, or `Expecting X before the end of the query.`
    pub(super) fn expecting(&self, what: &str) -> String {
        match self.got() {
            Some((got, at)) => error(&format!("Expecting {what} but got '{got}'."), at),
            None => {
                format!("Error in the JQL Query: Expecting {what} before the end of the query.")
            }
        }
    }

    pub(super) fn need_symbol(&mut self, symbol: &str) -> Result<(), String> {
        if self.take_symbol(symbol) {
            Ok(())
        } else {
            Err(self.expecting(&format!("'{symbol}'")))
        }
    }

    /// Goes one level down, if that is allowed, and comes back.
    fn nested<T>(&mut self, read: fn(&mut Self) -> Result<T, String>) -> Result<T, String> {
        if self.depth >= MAX_DEPTH {
            let (got, at) = match self.look(0) {
                Some(token) => (shown(&token.text), token.at),
                None => return Err(self.expecting("')'")),
            };
            return Err(error(&format!("Unable to parse the query at '{got}'."), at));
        }
        self.depth += 1;
        let result = read(self);
        self.depth -= 1;
        result
    }

    fn query(&mut self) -> Result<Query, String> {
        let mut query = Query::default();
        if self.kind() != Kind::End && !self.keyword_at(0, "order") {
            query.clause = Some(self.or()?);
        }
        if self.take_keyword("order") {
            query.order = Some(self.order()?);
        }
        if self.kind() == Kind::End {
            Ok(query)
        } else {
            Err(self.expecting("either 'OR' or 'AND'"))
        }
    }

    fn or(&mut self) -> Result<Clause, String> {
        let first = self.and()?;
        let mut parts = vec![first];
        while self.take_keyword("or") || self.take_symbol("||") || self.take_symbol("|") {
            parts.push(self.and()?);
        }
        Ok(one_or(parts, Clause::Or))
    }

    fn and(&mut self) -> Result<Clause, String> {
        let first = self.not()?;
        let mut parts = vec![first];
        while self.take_keyword("and") || self.take_symbol("&&") || self.take_symbol("&") {
            parts.push(self.not()?);
        }
        Ok(one_or(parts, Clause::And))
    }

    fn not(&mut self) -> Result<Clause, String> {
        if self.take_keyword("not") || self.take_symbol("!") {
            let inner = self.nested(Self::not)?;
            return Ok(Clause::Not(Box::new(inner)));
        }
        if self.take_symbol("(") {
            let inner = self.nested(Self::or)?;
            self.need_symbol(")")?;
            return Ok(inner);
        }
        self.terminal().map(Clause::Terminal)
    }

    fn terminal(&mut self) -> Result<Terminal, String> {
        let field = self.field()?;
        let operator = self.operator()?;
        let operand = if operator == Operator::Changed {
            self.stray_operand()?;
            None
        } else {
            Some(self.operand()?)
        };
        let mut predicates = Vec::new();
        while let Some(predicate) = self.predicate()? {
            predicates.push(predicate);
        }
        if let (false, Some(first)) = (operator.history(), predicates.first()) {
            return Err(format!(
                "The {} operator does not support the use of the {} {} predicate.",
                operator.constant(),
                first.kind.as_str(),
                first.operand.shown()
            ));
        }
        Ok(Terminal {
            field,
            operator,
            operand,
            predicates,
        })
    }

    /// `CHANGED` takes no operand.
    fn stray_operand(&mut self) -> Result<(), String> {
        let begins = match self.kind() {
            Kind::Word | Kind::Quoted | Kind::Number => true,
            Kind::Keyword => self.keyword_at(0, "empty") || self.keyword_at(0, "null"),
            Kind::Symbol => self.symbol_at(0, "("),
            Kind::End => false,
        };
        if !begins {
            return Ok(());
        }
        let value = self.operand()?;
        Err(format!(
            "The CHANGED operator does not support the use of values without predicates. You must \
             prefix the {value} value with a suitable predicate."
        ))
    }

    fn predicate(&mut self) -> Result<Option<Predicate>, String> {
        for kind in PredicateKind::ALL {
            if self.take_keyword(kind.as_str()) {
                let operand = self.operand()?;
                return Ok(Some(Predicate { kind, operand }));
            }
        }
        Ok(None)
    }

    fn operator(&mut self) -> Result<Operator, String> {
        for operator in [
            Operator::Equals,
            Operator::NotEquals,
            Operator::Like,
            Operator::NotLike,
            Operator::LessOrEqual,
            Operator::GreaterOrEqual,
            Operator::Less,
            Operator::Greater,
        ] {
            if self.take_symbol(operator.as_str()) {
                return Ok(operator);
            }
        }
        if self.take_keyword("in") {
            return Ok(Operator::In);
        }
        if self.take_keyword("not") {
            return if self.take_keyword("in") {
                Ok(Operator::NotIn)
            } else {
                Err(self.expecting("'IN'"))
            };
        }
        if self.take_keyword("is") {
            return if self.take_keyword("not") {
                Ok(Operator::IsNot)
            } else if self.symbol_at(0, "!") {
                Err(self.expecting("'NOT'"))
            } else {
                Ok(Operator::Is)
            };
        }
        if self.take_keyword("was") {
            let not = self.take_keyword("not");
            return Ok(match (not, self.take_keyword("in")) {
                (false, false) => Operator::Was,
                (true, false) => Operator::WasNot,
                (false, true) => Operator::WasIn,
                (true, true) => Operator::WasNotIn,
            });
        }
        if self.take_keyword("changed") {
            return Ok(Operator::Changed);
        }
        Err(match self.got() {
            Some((got, at)) => error(
                &format!("Expecting operator but got '{got}'. {OPERATORS}"),
                at,
            ),
            None => format!(
                "Error in the JQL Query: Expecting operator before the end of the query. {OPERATORS}"
            ),
        })
    }

    fn operand(&mut self) -> Result<Operand, String> {
        if self.take_keyword("empty") || self.take_keyword("null") {
            return Ok(Operand::Empty);
        }
        if self.take_symbol("(") {
            return self.nested(Self::list);
        }
        let Some(token) = self.take_string() else {
            // These two have another beginning than all other messages.
            return Err(match self.got() {
                Some((got, at)) => error(
                    &format!(
                        "Expecting either a value, list or function but got '{got}'. You must \
                         surround '{got}' in quotation marks to use it as a value."
                    ),
                    at,
                )
                .replacen("the JQL", "JQL", 1),
                None => {
                    "Error in JQL Query: Expecting either a value, list or function before the \
                         end of the query."
                        .to_owned()
                }
            });
        };
        if self.take_symbol("(") {
            if token.text.trim().is_empty() {
                return Err(error("A function name cannot be empty.", token.at));
            }
            let arguments = self.arguments()?;
            return Ok(Operand::Function(Function {
                name: token.text,
                arguments,
            }));
        }
        let text = in_range(&token)?;
        match (token.kind, text.parse()) {
            (Kind::Number, Ok(number)) => Ok(Operand::Number(number)),
            _ => Ok(Operand::Text(text)),
        }
    }

    /// From behind the parenthesis.
    fn list(&mut self) -> Result<Operand, String> {
        let mut items = vec![self.operand()?];
        while self.take_symbol(",") {
            items.push(self.operand()?);
        }
        self.need_symbol(")")?;
        Ok(Operand::List(items))
    }

    /// From behind the parenthesis.
    fn arguments(&mut self) -> Result<Vec<String>, String> {
        let mut arguments = Vec::new();
        if self.take_symbol(")") {
            return Ok(arguments);
        }
        if self.kind() == Kind::End || self.symbol_at(0, ",") {
            return Err(self.expecting("')'"));
        }
        loop {
            let Some(token) = self.take_string() else {
                return Err(match self.got() {
                    None => "Error in the JQL Query: Expecting a function argument at the end of \
                             the query."
                        .to_owned(),
                    Some((_, at)) if self.symbol_at(0, ")") || self.symbol_at(0, ",") => {
                        error("Function argument must be specified.", at)
                    }
                    Some((got, at)) => error(
                        &format!(
                            "Expecting a function argument but got '{got}'. You must surround \
                             '{got}' in quotation marks to use it as an argument."
                        ),
                        at,
                    ),
                });
            };
            arguments.push(in_range(&token)?);
            if self.take_symbol(")") {
                return Ok(arguments);
            }
            if !self.take_symbol(",") {
                let wanted = if self.kind() == Kind::End {
                    "')'"
                } else {
                    "')' or ','"
                };
                return Err(self.expecting(wanted));
            }
        }
    }

    /// From behind `ORDER`.
    fn order(&mut self) -> Result<Vec<Sort>, String> {
        if !self.take_keyword("by") {
            return Err(self.expecting("'by'"));
        }
        let mut order = Vec::new();
        loop {
            let field = self.field()?;
            let descending = if self.take_keyword("asc") {
                Some(false)
            } else if self.take_keyword("desc") {
                Some(true)
            } else {
                None
            };
            order.push(Sort { field, descending });
            if self.take_symbol(",") {
                continue;
            }
            return match (self.kind(), descending) {
                (Kind::End, _) => Ok(order),
                (_, None) => Err(self.expecting("either 'ASC' or 'DESC'")),
                (_, Some(_)) => Err(self.expecting("','")),
            };
        }
    }
}

/// The text of a token; a number must fit into 64 bits.
pub(super) fn in_range(token: &Token) -> Result<String, String> {
    if token.kind != Kind::Number || token.text.parse::<i64>().is_ok() {
        return Ok(token.text.clone());
    }
    let message = format!(
        "'{}' is not a valid number. Numbers must be between -9,223,372,036,854,775,808 and \
         9,223,372,036,854,775,807.",
        token.text
    );
    Err(error(&message, token.at))
}

fn one_or(mut parts: Vec<Clause>, several: fn(Vec<Clause>) -> Clause) -> Clause {
    match (parts.len(), parts.pop()) {
        (1, Some(only)) => only,
        (_, Some(last)) => {
            parts.push(last);
            several(parts)
        }
        (_, None) => several(parts),
    }
}

#[cfg(test)]
#[path = "parser_tests.rs"]
mod tests;
