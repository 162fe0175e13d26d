//! The letters that JQL and CQL share: where a query that is given as text has its words and its order.
//!
//! One reader for both, because everything that keeps a hostile text from changing a query rests on it.

/// Whether a name can stand without quotation marks: plain to read, and none of these words, which are sorted.
#[must_use]
pub fn is_plain_name(text: &str, reserved: &[&str]) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '.')
        && reserved
            .binary_search(&text.to_ascii_lowercase().as_str())
            .is_err()
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
#[must_use]
pub fn first_word(text: &str) -> &str {
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
#[must_use]
pub fn split(text: &str) -> Option<(&str, Vec<&str>)> {
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
