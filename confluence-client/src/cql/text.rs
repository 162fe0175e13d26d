//! The letters of CQL: how a text is written so that nothing in it means anything, and where a text given whole ends.

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
