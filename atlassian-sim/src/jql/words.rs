//! The words and characters of JQL that mean something, and how a text is written so that they do not.

/// Words of the grammar.
pub(crate) const KEYWORDS: [&str; 20] = [
    "after", "and", "asc", "before", "by", "cf", "changed", "desc", "during", "empty", "from",
    "in", "is", "not", "null", "on", "or", "order", "to", "was",
];

/// Words that may only be used in quotation marks, although the grammar has no use for them.
#[rustfmt::skip]
pub(crate) const RESERVED: [&str; 160] = [
    "abort", "access", "add", "alias", "all", "alter", "any", "as", "audit", "avg", "begin",
    "between", "boolean", "break", "byte", "catch", "char", "character", "check", "checkpoint",
    "collate", "collation", "column", "commit", "connect", "continue", "count", "create", "current",
    "date", "decimal", "declare", "decrement", "default", "defaults", "define", "delete",
    "delimiter", "difference", "distinct", "divide", "do", "double", "drop", "else", "encoding",
    "end", "equals", "escape", "exclusive", "exec", "execute", "exists", "explain", "false",
    "fetch", "field", "file", "first", "float", "for", "function", "go", "goto", "grant", "greater",
    "group", "having", "identified", "if", "immediate", "increment", "index", "initial", "inner",
    "inout", "input", "insert", "int", "integer", "intersect", "intersection", "into", "isempty",
    "isnull", "join", "last", "left", "less", "like", "limit", "lock", "long", "max", "min",
    "minus", "mode", "modify", "modulo", "more", "multiply", "next", "noaudit", "notin", "nowait",
    "number", "object", "of", "option", "outer", "output", "power", "previous", "prior",
    "privileges", "public", "raise", "raw", "remainder", "rename", "resource", "return", "returns",
    "revoke", "right", "row", "rowid", "rownum", "rows", "select", "session", "set", "share",
    "size", "sqrt", "start", "strict", "string", "subtract", "sum", "synonym", "table", "then",
    "trans", "transaction", "trigger", "true", "uid", "union", "unique", "update", "user",
    "validate", "values", "view", "when", "whenever", "where", "while", "with",
];

fn among(list: &[&str], word: &str) -> bool {
    // The longest word has twelve letters: longer ones need no lower-case copy.
    word.len() <= 12
        && list
            .binary_search(&word.to_ascii_lowercase().as_str())
            .is_ok()
}

pub(crate) fn is_keyword(word: &str) -> bool {
    among(&KEYWORDS, word)
}

pub(crate) fn is_reserved(word: &str) -> bool {
    among(&RESERVED, word)
}

/// Characters without a meaning of their own that an unquoted word may not contain either.
pub(crate) fn is_reserved_char(c: char) -> bool {
    "{}*/%+^$#@?;".contains(c)
}

/// Characters that have to be written as an escape, in quotation marks too.
pub(crate) fn is_illegal_char(c: char) -> bool {
    matches!(c, '\0'..='\u{8}' | '\u{b}'..='\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        | '\u{fdd0}'..='\u{fdef}' | '\u{fffe}'..='\u{ffff}')
}

/// Whether the lexer ends an unquoted word at this character.
pub(crate) fn ends_word(c: char) -> bool {
    c.is_ascii_whitespace()
        || "\"'=!<>()~,[]|&".contains(c)
        || is_reserved_char(c)
        || is_illegal_char(c)
}

/// Whether the lexer takes this text for a number.
pub(crate) fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
}

/// The text in quotation marks.
pub(crate) fn quote(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if is_illegal_char(c) => out.push_str(&escaped(c)),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// `\u002f` for `/`.
pub(crate) fn escaped(c: char) -> String {
    format!("\\u{:04x}", u32::from(c))
}

/// The text as a query may hold it: in quotation marks only where it needs them.
pub(crate) fn encode(text: &str) -> String {
    let plain = !text.is_empty()
        && !text.chars().any(|c| c == '\\' || ends_word(c))
        && !is_number(text)
        && !is_keyword(text)
        && !is_reserved(text);
    if plain { text.to_owned() } else { quote(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted_for_the_search() {
        assert!(KEYWORDS.is_sorted());
        assert!(RESERVED.is_sorted());
        assert!(RESERVED.iter().chain(&KEYWORDS).all(|w| w.len() <= 12));
    }

    #[test]
    fn texts_are_quoted_only_where_they_need_it() {
        for plain in [
            "Bug",
            "ABC-12",
            "712020:5f-a",
            "1.0",
            "-5d",
            "2026-01-01",
            "été",
        ] {
            assert_eq!(encode(plain), plain);
        }
        assert_eq!(encode("In Progress"), "\"In Progress\"");
        assert_eq!(encode("10"), "\"10\"");
        assert_eq!(encode("Order"), "\"Order\"");
        assert_eq!(encode("select"), "\"select\"");
        assert_eq!(encode(""), "\"\"");
        assert_eq!(encode("a\\\"\u{7f}b"), "\"a\\\\\\\"\\u007fb\"");
    }
}
