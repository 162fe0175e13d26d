//! Queries in tokens.
//!
//! A query is read to its end before it is parsed, as Jira does: a character that is not allowed is
//! reported even where an earlier word stands in the wrong place.

use super::words::{
    ends_word, escaped, is_illegal_char, is_keyword, is_number, is_reserved, is_reserved_char,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// An unquoted word.
    Word,
    /// A text in quotation marks.
    Quoted,
    Number,
    /// A word of the grammar.
    Keyword,
    /// `=`, `!=`, `(`, …
    Symbol,
    End,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    /// Decoded; keywords and symbols as they were written.
    pub(super) text: String,
    pub(super) at: Place,
}

/// Counted from 1, in UTF-16 units as Java does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    line: usize,
    column: usize,
}

/// A message of the parser with its place.
pub(super) fn error(message: &str, at: Place) -> String {
    format!(
        "Error in the JQL Query: {message} (line {}, character {})",
        at.line, at.column
    )
}

/// As messages show a piece of the query: on one line.
pub(super) fn shown(text: &str) -> String {
    text.replace(['\n', '\r'], " ")
}

const VALID_ESCAPES: &str =
    "The valid escape sequences are \\', \\\", \\t, \\n, \\r, \\\\, '\\ ' and \\uXXXX.";

struct Lexer<'a> {
    rest: std::str::Chars<'a>,
    at: Place,
}

pub(super) fn tokens(text: &str) -> Result<Vec<Token>, String> {
    let mut lexer = Lexer {
        rest: text.chars(),
        at: Place { line: 1, column: 1 },
    };
    let mut tokens = Vec::new();
    loop {
        let token = lexer.token()?;
        let end = token.kind == Kind::End;
        tokens.push(token);
        if end {
            return Ok(tokens);
        }
    }
}

impl Lexer<'_> {
    fn peek(&self) -> Option<char> {
        self.rest.clone().next()
    }

    fn next(&mut self) -> Option<char> {
        let c = self.rest.next()?;
        if c == '\n' {
            self.at.line += 1;
            self.at.column = 1;
        } else {
            self.at.column += c.len_utf16();
        }
        Some(c)
    }

    fn token(&mut self) -> Result<Token, String> {
        while self.peek().is_some_and(|c| c.is_ascii_whitespace()) {
            self.next();
        }
        let at = self.at;
        let Some(c) = self.peek() else {
            return Ok(Token {
                kind: Kind::End,
                text: String::new(),
                at,
            });
        };
        if c == '"' || c == '\'' {
            return self.quoted(c, at);
        }
        if is_reserved_char(c) {
            return Err(error(
                &format!(
                    "The character '{c}' is a reserved JQL character. You must enclose it in a \
                     string or use the escape '{}' instead.",
                    escaped(c)
                ),
                at,
            ));
        }
        if is_illegal_char(c) {
            return Err(illegal(c, at));
        }
        if ends_word(c) {
            return Ok(self.symbol(at));
        }
        self.word(at)
    }

    fn symbol(&mut self, at: Place) -> Token {
        let mut text = String::new();
        if let Some(first) = self.next() {
            text.push(first);
            let double = match (first, self.peek()) {
                ('!', Some(second)) => second == '=' || second == '~',
                ('<' | '>', Some(second)) => second == '=',
                ('&' | '|', Some(second)) => second == first,
                _ => false,
            };
            if double {
                text.extend(self.next());
            }
        }
        Token {
            kind: Kind::Symbol,
            text,
            at,
        }
    }

    fn word(&mut self, at: Place) -> Result<Token, String> {
        let mut text = String::new();
        let mut plain = true;
        while let Some(c) = self.peek() {
            if c == '\\' {
                plain = false;
                text.push(self.escape()?);
            } else if ends_word(c) {
                break;
            } else {
                text.extend(self.next());
            }
        }
        let kind = if !plain {
            Kind::Word
        } else if is_keyword(&text) {
            Kind::Keyword
        } else if is_reserved(&text) {
            return Err(error(
                &format!(
                    "'{text}' is a reserved JQL word. You must surround it in quotation marks to \
                     use it in a query."
                ),
                at,
            ));
        } else if is_number(&text) {
            Kind::Number
        } else {
            Kind::Word
        };
        Ok(Token { kind, text, at })
    }

    fn quoted(&mut self, mark: char, at: Place) -> Result<Token, String> {
        self.next();
        let mut text = String::new();
        loop {
            match self.peek() {
                Some('\\') => text.push(self.escape()?),
                Some(c) if c == mark => {
                    self.next();
                    return Ok(Token {
                        kind: Kind::Quoted,
                        text,
                        at,
                    });
                }
                Some(c) if is_illegal_char(c) => return Err(illegal(c, self.at)),
                Some(_) => text.extend(self.next()),
                None if text.trim().is_empty() => {
                    return Err(error("The quoted string has not been completed.", at));
                }
                None => {
                    let text = shown(&text);
                    let message = format!("The quoted string '{text}' has not been completed.");
                    return Err(error(&message, at));
                }
            }
        }
    }

    /// Reads from the backslash to the end of the escape.
    fn escape(&mut self) -> Result<char, String> {
        let at = self.at;
        self.next();
        let Some(c) = self.next() else {
            let message = format!("The escape sequence has not been completed. {VALID_ESCAPES}");
            return Err(error(&message, at));
        };
        match c {
            't' => Ok('\t'),
            'n' => Ok('\n'),
            'r' => Ok('\r'),
            '\\' | '\'' | '"' | ' ' => Ok(c),
            'u' => self.unicode(at),
            _ => Err(bad_escape(&format!("\\{c}"), at)),
        }
    }

    fn unicode(&mut self, at: Place) -> Result<char, String> {
        let high = self.unit(at)?;
        if !(0xd800..0xdc00).contains(&high) {
            // Half a character on its own cannot be kept: it becomes the replacement character.
            return Ok(char::from_u32(high).unwrap_or(char::REPLACEMENT_CHARACTER));
        }
        let mut ahead = self.rest.clone();
        if ahead.next() != Some('\\') || ahead.next() != Some('u') {
            return Ok(char::REPLACEMENT_CHARACTER);
        }
        let second = self.at;
        self.next();
        self.next();
        let low = self.unit(second)?;
        let both = 0x1_0000 + ((high - 0xd800) << 10) + low.wrapping_sub(0xdc00);
        let whole = (0xdc00..0xe000)
            .contains(&low)
            .then(|| char::from_u32(both));
        Ok(whole.flatten().unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    /// Four hexadecimal digits.
    fn unit(&mut self, at: Place) -> Result<u32, String> {
        let mut value = 0;
        let mut seen = String::from("\\u");
        for _ in 0..4 {
            let Some(c) = self.next() else {
                return Err(bad_escape(&seen, at));
            };
            seen.push(c);
            let Some(digit) = c.to_digit(16) else {
                return Err(bad_escape(&seen, at));
            };
            value = value * 16 + digit;
        }
        Ok(value)
    }
}

fn bad_escape(sequence: &str, at: Place) -> String {
    let sequence = shown(sequence);
    error(
        &format!("'{sequence}' is an illegal JQL escape sequence. {VALID_ESCAPES}"),
        at,
    )
}

fn illegal(c: char, at: Place) -> String {
    let message = format!(
        "The character 'U+{:04X}' on line {} at position {} must be escaped. Use the escape '{}' \
         instead.",
        u32::from(c),
        at.line,
        at.column,
        escaped(c)
    );
    error(&message, at)
}
