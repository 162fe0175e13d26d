//! The letters of JQL: how a text is written so that nothing in it means anything, and where a text given whole ends.

use std::fmt::Write as _;

use atlassian_core::__private::query_text::is_plain_name;
pub(super) use atlassian_core::__private::query_text::{first_word, split};

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
    if is_plain_name(text, RESERVED) {
        text.to_owned()
    } else {
        quoted(text)
    }
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
