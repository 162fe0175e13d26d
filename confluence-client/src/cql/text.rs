//! The letters of CQL: how a text is written so that nothing in it means anything, and where a text given whole ends.

use atlassian_core::__private::query_text::is_plain_name;
pub(super) use atlassian_core::__private::query_text::split;

/// Words that a name must not be unless it stands in quotation marks.
#[rustfmt::skip]
const RESERVED: &[&str] = &[
    "after", "and", "as", "asc", "avg", "before", "begin", "by", "commit", "contains", "count", "desc", "distinct",
    "else", "empty", "end", "explain", "from", "having", "if", "in", "inner", "insert", "into", "is", "isnull", "left",
    "like", "limit", "max", "min", "not", "null", "or", "order", "outer", "right", "select", "sum", "then", "update",
    "was", "where",
];

/// The text in quotation marks, whatever it holds. Line breaks and other control characters become spaces: no title or
/// name has them, a text search takes them for space, and no escape of CQL is known for them.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if c.is_control() => out.push(' '),
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
            quoted("a \"b\" \\ c\n\u{0}🐝"),
            "\"a \\\"b\\\" \\\\ c  🐝\""
        );
    }

    #[test]
    fn names_are_quoted_where_they_need_it() {
        assert!(RESERVED.is_sorted());
        for bare in ["space", "space.key", "lastModified"] {
            assert_eq!(name(bare), bare);
        }
        for other in ["Order", "two words", "1", "", "a-b", "x)"] {
            assert_eq!(name(other), format!("\"{other}\""));
        }
    }

    #[test]
    fn an_order_is_split_off() {
        for (text, condition, order) in [
            ("space = A", "space = A", vec![]),
            (
                "a = \"x ORDER BY y\" order\nBy b desc, \"c, d\" ASC",
                "a = \"x ORDER BY y\"",
                vec!["b desc", "\"c, d\" ASC"],
            ),
            ("order by key", "", vec!["key"]),
            ("  ", "", vec![]),
        ] {
            assert_eq!(split(text), Some((condition, order)), "{text}");
        }
        for text in [
            "a = \"b",
            "a = 'b\\'",
            "(a = 1",
            "a = 1)",
            "a = 1) OR (b = 2",
        ] {
            assert_eq!(split(text), None, "{text}");
        }
    }
}
