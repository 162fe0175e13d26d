//! From text to a query. `None` stands for anything that cannot be read.

use super::{Clause, Expression, Operand, Operator, Query};

/// How deep a query may be nested, so that a hostile one cannot use up the stack.
const DEPTH: usize = 64;

#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Word(String),
    Quoted(String),
    Symbol(&'static str),
}

const SYMBOLS: [&str; 11] = ["!=", "!~", ">=", "<=", "=", "~", ">", "<", "(", ")", ","];

fn tokens(text: &str) -> Option<Vec<Token>> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        if let Some(symbol) = SYMBOLS.iter().find(|symbol| rest.starts_with(**symbol)) {
            tokens.push(Token::Symbol(symbol));
            rest = rest.strip_prefix(*symbol)?;
        } else if first == '"' || first == '\'' {
            let (quoted, after) = quoted(rest, first)?;
            tokens.push(Token::Quoted(quoted));
            rest = after;
        } else {
            let ends = |c: char| c.is_whitespace() || "=!~<>(),\"'".contains(c);
            let end = rest.find(ends).unwrap_or(rest.len());
            let (word, after) = rest.split_at_checked(end)?;
            if word.is_empty() {
                return None;
            }
            tokens.push(Token::Word(word.to_owned()));
            rest = after;
        }
        rest = rest.trim_start();
    }
    Some(tokens)
}

/// A text in quotes, and what comes after it.
fn quoted(text: &str, quote: char) -> Option<(String, &str)> {
    let mut out = String::new();
    let mut chars = text.char_indices().skip(1);
    while let Some((at, c)) = chars.next() {
        if c == '\\' {
            out.push(chars.next()?.1);
        } else if c == quote {
            return Some((out, text.get(at + 1..)?));
        } else {
            out.push(c);
        }
    }
    None
}

pub(in super::super) fn parse(text: &str) -> Option<Query> {
    let mut parser = Parser {
        tokens: tokens(text)?,
        at: 0,
        depth: 0,
    };
    let filter = parser.any()?;
    let order = parser.order()?;
    (parser.at == parser.tokens.len()).then_some(Query { filter, order })
}

struct Parser {
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
}

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn next(&mut self) -> Option<Token> {
        let token = self.peek()?.clone();
        self.at += 1;
        Some(token)
    }

    /// Takes a keyword if it comes next.
    fn keyword(&mut self, wanted: &str) -> bool {
        let hit =
            matches!(self.peek(), Some(Token::Word(word)) if word.eq_ignore_ascii_case(wanted));
        self.at += usize::from(hit);
        hit
    }

    fn symbol(&mut self, wanted: &str) -> bool {
        let hit = matches!(self.peek(), Some(Token::Symbol(symbol)) if *symbol == wanted);
        self.at += usize::from(hit);
        hit
    }

    fn any(&mut self) -> Option<Expression> {
        let mut parts = vec![self.all()?];
        while self.keyword("or") {
            parts.push(self.all()?);
        }
        one_or(parts, Expression::Or)
    }

    fn all(&mut self) -> Option<Expression> {
        let mut parts = vec![self.part()?];
        while self.keyword("and") {
            parts.push(self.part()?);
        }
        one_or(parts, Expression::And)
    }

    fn part(&mut self) -> Option<Expression> {
        if self.depth == DEPTH {
            return None;
        }
        self.depth += 1;
        let part = if self.keyword("not") {
            Expression::Not(Box::new(self.part()?))
        } else if self.symbol("(") {
            let inner = self.any()?;
            if !self.symbol(")") {
                return None;
            }
            inner
        } else {
            Expression::Clause(self.clause()?)
        };
        self.depth -= 1;
        Some(part)
    }

    fn clause(&mut self) -> Option<Clause> {
        let Token::Word(field) = self.next()? else {
            return None;
        };
        let operator = self.operator()?;
        let operands = if matches!(operator, Operator::In | Operator::NotIn) {
            self.list()?
        } else {
            vec![self.operand()?]
        };
        Some(Clause {
            field: field.to_lowercase(),
            operator,
            operands,
        })
    }

    fn operator(&mut self) -> Option<Operator> {
        if self.keyword("in") {
            return Some(Operator::In);
        }
        if self.keyword("not") {
            return self.keyword("in").then_some(Operator::NotIn);
        }
        let Token::Symbol(symbol) = self.next()? else {
            return None;
        };
        Some(match symbol {
            "=" => Operator::Is,
            "!=" => Operator::IsNot,
            "~" => Operator::Contains,
            "!~" => Operator::Lacks,
            ">" => Operator::Above,
            ">=" => Operator::AtLeast,
            "<" => Operator::Below,
            "<=" => Operator::AtMost,
            _ => return None,
        })
    }

    fn list(&mut self) -> Option<Vec<Operand>> {
        if !self.symbol("(") {
            return None;
        }
        let mut operands = vec![self.operand()?];
        while self.symbol(",") {
            operands.push(self.operand()?);
        }
        self.symbol(")").then_some(operands)
    }

    fn operand(&mut self) -> Option<Operand> {
        let word = match self.next()? {
            Token::Quoted(text) => return Some(Operand::Text(text)),
            Token::Word(word) => word,
            Token::Symbol(_) => return None,
        };
        if !self.symbol("(") {
            return Some(Operand::Text(word));
        }
        let mut arguments = Vec::new();
        while let Some(Token::Word(text) | Token::Quoted(text)) = self.peek() {
            arguments.push(text.clone());
            self.at += 1;
            if !self.symbol(",") {
                break;
            }
        }
        self.symbol(")")
            .then(|| Operand::Function(word.to_lowercase(), arguments))
    }

    fn order(&mut self) -> Option<Vec<(String, bool)>> {
        let mut order = Vec::new();
        if !self.keyword("order") {
            return Some(order);
        }
        if !self.keyword("by") {
            return None;
        }
        loop {
            let Token::Word(field) = self.next()? else {
                return None;
            };
            let down = self.keyword("desc");
            if !down {
                self.keyword("asc");
            }
            order.push((field.to_lowercase(), down));
            if !self.symbol(",") {
                return Some(order);
            }
        }
    }
}

fn one_or(
    mut parts: Vec<Expression>,
    many: fn(Vec<Expression>) -> Expression,
) -> Option<Expression> {
    if parts.len() == 1 {
        parts.pop()
    } else {
        Some(many(parts))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clause(field: &str, operator: Operator, texts: &[&str]) -> Expression {
        Expression::Clause(Clause {
            field: field.to_owned(),
            operator,
            operands: texts
                .iter()
                .map(|t| Operand::Text((*t).to_owned()))
                .collect(),
        })
    }

    #[test]
    fn and_binds_closer_than_or() {
        let query = parse("Type=page AND space in (ENG, \"H R\") or not title ~ 'a\\'b*' order by created DESC, id")
            .unwrap();
        let both = Expression::And(vec![
            clause("type", Operator::Is, &["page"]),
            clause("space", Operator::In, &["ENG", "H R"]),
        ]);
        let other = Expression::Not(Box::new(clause("title", Operator::Contains, &["a'b*"])));
        assert_eq!(query.filter, Expression::Or(vec![both, other]));
        assert_eq!(
            query.order,
            [("created".to_owned(), true), ("id".to_owned(), false)]
        );
        let query = parse("a not in (1) and (b != 2 or c >= now(\"-4w\"))").unwrap();
        assert_eq!(query.filter.clauses().len(), 3);
        let function = Operand::Function("now".to_owned(), vec!["-4w".to_owned()]);
        assert_eq!(query.filter.clauses()[2].operands, [function]);
    }

    #[test]
    fn what_cannot_be_read_is_refused() {
        for text in [
            "",
            "type",
            "type =",
            "= page",
            "type = page and",
            "type = page page",
            "(type = page",
            "type = page)",
            "type in page",
            "type in ()",
            "type = \"page",
            "order by id",
            "type = page order created",
            "type = page order by",
            "a ! b",
            "type = now(",
            "not",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
        assert_eq!(parse(&"(".repeat(100_000)), None);
        assert_eq!(parse(&"not ".repeat(100_000)), None);
    }
}
