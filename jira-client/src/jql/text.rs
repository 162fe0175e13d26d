//! The letters of JQL: how a text is written so that nothing in it means anything, and where a text given whole ends.

use std::fmt::Write as _;

/// Words that a name must not be unless it stands in quotation marks: those of the grammar and those that JQL keeps.
#[rustfmt::skip]
const RESERVED: &[&str] = &[
    "abort", "access", "add", "after", "alias", "all", "alter", "and", "any", "as", "asc", "audit", "avg", "before",
    "begin", "between", "boolean", "break", "by", "byte", "catch", "cf", "changed", "char", "character", "check",
    "checkpoint", "collate", "collation", "column", "commit", "connect", "continue", "count", "create", "current",
    "date", "decimal", "declare", "decrement", "default", "defaults", "define", "delete", "delimiter", "desc",
    "difference", "distinct", "divide", "do", "double", "drop", "during", "else", "empty", "encoding", "end", "equals",
    "escape", "exclusive", "exec", "execute", "exists", "explain", "false", "fetch", "field", "file", "first", "float",
    "for", "from", "function", "go", "goto", "grant", "greater", "group", "having", "identified", "if", "immediate",
    "in", "increment", "index", "initial", "inner", "inout", "input", "insert", "int", "integer", "intersect",
    "intersection", "into", "is", "isempty", "isnull", "join", "last", "left", "less", "like", "limit", "lock", "long",
    "max", "min", "minus", "mode", "modify", "modulo", "more", "multiply", "next", "noaudit", "not", "notin", "nowait",
    "null", "number", "object", "of", "on", "option", "or", "order", "outer", "output", "power", "previous", "prior",
    "privileges", "public", "raise", "raw", "remainder", "rename", "resource", "return", "returns", "revoke", "right",
    "row", "rowid", "rownum", "rows", "select", "session", "set", "share", "size", "sqrt", "start", "strict", "string",
    "subtract", "sum", "synonym", "table", "then", "to", "trans", "transaction", "trigger", "true", "uid", "union",
    "unique", "update", "user", "validate", "values", "view", "was", "when", "whenever", "where", "while", "with",
];

/// Characters that JQL takes only as an escape, in quotation marks too.
fn must_be_escaped(c: char) -> bool {
    c.is_control() || matches!(c, '\u{fdd0}'..='\u{fdef}' | '\u{fffe}'..='\u{ffff}')
}

/// The text in quotation marks, whatever it holds.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if must_be_escaped(c) => {
                // Writing to a text cannot fail.
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// The name of a field or a function: bare where that is plain to read and safe, in quotation marks elsewhere.
pub(super) fn name(text: &str) -> String {
    let bare = text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '.')
        && RESERVED
            .binary_search(&text.to_ascii_lowercase().as_str())
            .is_err();
    if bare { text.to_owned() } else { quoted(text) }
}

/// A piece of a query, as far as parentheses and `ORDER BY` need it.
#[derive(Clone, Copy, Debug)]
struct Token<'a> {
    text: &'a str,
    /// Where it begins.
    at: usize,
    /// In how many parentheses it stands.
    depth: usize,
}

impl Token<'_> {
    fn is(&self, word: &str) -> bool {
        self.depth == 0 && self.text.eq_ignore_ascii_case(word)
    }
}

/// Where an unquoted word ends.
fn ends_word(c: char) -> bool {
    c.is_ascii_whitespace() || "\"'=!<>()~,[]|&{}*/%+^$#@?;".contains(c)
}

/// The tokens of a query; `None` where a quotation mark or a parenthesis has no partner.
fn tokens(text: &str) -> Option<Vec<Token<'_>>> {
    let mut tokens = Vec::new();
    let mut depth = 0_usize;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let mut end = at + c.len_utf8();
        match c {
            '"' | '\'' => loop {
                let (at, next) = chars.next()?;
                end = at + next.len_utf8();
                if next == '\\' {
                    chars.next()?;
                } else if next == c {
                    break;
                }
            },
            '(' => depth += 1,
            ')' => depth = depth.checked_sub(1)?,
            c if c.is_ascii_whitespace() => continue,
            c if ends_word(c) => {}
            _ => {
                if c == '\\' {
                    let (at, next) = chars.next()?;
                    end = at + next.len_utf8();
                }
                while let Some((at, next)) = chars.next_if(|(_, c)| !ends_word(*c)) {
                    end = at + next.len_utf8();
                    if next == '\\' {
                        let (at, next) = chars.next()?;
                        end = at + next.len_utf8();
                    }
                }
            }
        }
        tokens.push(Token {
            text: text.get(at..end)?,
            at,
            depth,
        });
    }
    (depth == 0).then_some(tokens)
}

/// The first word of a text, or what stands between its quotation marks.
pub(super) fn first_word(text: &str) -> &str {
    let tokens = tokens(text).unwrap_or_default();
    let first = tokens.first().map_or("", |token| token.text);
    let quoted = ['"', '\'']
        .into_iter()
        .find_map(|mark| first.strip_prefix(mark)?.strip_suffix(mark));
    quoted.unwrap_or(first)
}

/// The text from the first of some tokens to the last. Space around it is left out, and space that is escaped is not.
fn span<'a>(text: &'a str, tokens: &[Token<'a>]) -> Option<&'a str> {
    let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else {
        return Some("");
    };
    text.get(first.at..last.at + last.text.len())
}

/// A whole query in its condition and the fields of its order; `None` where a quotation mark or a parenthesis has no
/// partner.
pub(super) fn split(text: &str) -> Option<(&str, Vec<&str>)> {
    let tokens = tokens(text)?;
    let order = tokens
        .windows(2)
        .position(|pair| matches!(pair, [order, by] if order.is("order") && by.is("by")));
    let Some(order) = order else {
        return Some((span(text, &tokens)?, Vec::new()));
    };
    let condition = span(text, tokens.get(..order)?)?;
    let fields = tokens.get(order + 2..)?.split(|token| token.is(","));
    let fields = fields.map(|field| span(text, field));
    Some((condition, fields.collect::<Option<_>>()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_quoted() {
        assert_eq!(
            quoted("a \"b\" \\ c\n\u{0}\u{7f}\u{fffe}🐝"),
            "\"a \\\"b\\\" \\\\ c\\n\\u0000\\u007f\\ufffe🐝\""
        );
    }

    #[test]
    fn names_are_quoted_where_they_need_it() {
        assert!(RESERVED.is_sorted());
        for bare in ["project", "issue.key", "statusCategory", "T_1"] {
            assert_eq!(name(bare), bare);
        }
        for other in [
            "Order",
            "limit",
            "Story Points",
            "10010",
            "-1",
            "",
            "a-b",
            "Größe",
            "x]",
        ] {
            assert_eq!(name(other), format!("\"{other}\""));
        }
    }

    #[test]
    fn an_order_is_split_off() {
        for (text, condition, order) in [
            ("project = A", "project = A", vec![]),
            ("project = A ORDER BY key", "project = A", vec!["key"]),
            (
                "a = \"x ORDER BY y\" order\nBy b desc, \"c, d\" ASC",
                "a = \"x ORDER BY y\"",
                vec!["b desc", "\"c, d\" ASC"],
            ),
            ("order by key", "", vec!["key"]),
            (
                "a = 'it\\'s' OR b = '\"'",
                "a = 'it\\'s' OR b = '\"'",
                vec![],
            ),
            (
                "\"order\" = by AND x in (order)",
                "\"order\" = by AND x in (order)",
                vec![],
            ),
            ("a=\"b\"ORDER BY c", "a=\"b\"", vec!["c"]),
            ("reorder by b", "reorder by b", vec![]),
            ("  ", "", vec![]),
            (" a = b\\  ORDER BY c\\ , d", "a = b\\ ", vec!["c\\ ", "d"]),
            ("\\) ORDER BY \\(", "\\)", vec!["\\("]),
            (
                "a = 1 ORDER BY issue.property[\"a, b\"].c, d",
                "a = 1",
                vec!["issue.property[\"a, b\"].c", "d"],
            ),
        ] {
            assert_eq!(split(text), Some((condition, order)), "{text}");
        }
    }

    #[test]
    fn what_has_no_partner_is_found() {
        for text in [
            "a = \"b",
            "a = 'b\\'",
            "(a = 1",
            "a = 1)",
            "a = 1) OR (b = 2",
            "a = b\\",
            "a = \"\\",
        ] {
            assert_eq!(split(text), None, "{text}");
        }
    }
}
