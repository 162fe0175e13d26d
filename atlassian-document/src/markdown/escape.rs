//! Text and addresses of which nothing is taken for Markdown.

use crate::markdown::line::Place;

/// Text of which nothing is taken for Markdown.
pub(super) fn escaped(text: &str, place: Place) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut last = None;
    let mut rest = text.chars().peekable();
    while let Some(char) = rest.next() {
        let next = rest.peek().copied();
        let letter = |char: Option<char>| char.is_some_and(char::is_alphanumeric);
        let special = match char {
            '\\' | '`' | '*' | '[' | ']' | '<' | '~' | '|' => true,
            // Within a word it is only an underscore.
            '_' => !(letter(last) && letter(next)),
            '&' => next.is_some_and(|next| next == '#' || next.is_ascii_alphanumeric()),
            _ => false,
        };
        if char == '|' && place == Place::Cell && last == Some('\\') {
            // Parsers disagree on which backslash a `|` after several belongs to.
            escaped.push_str("&#124;");
        } else {
            if special {
                escaped.push('\\');
            }
            escaped.push(char);
        }
        last = Some(char);
    }
    escaped
}

/// A line that does not begin like a heading, a list, a quotation or a rule.
pub(super) fn guarded(line: &str) -> String {
    let digits = line.len()
        - line
            .trim_start_matches(|char: char| char.is_ascii_digit())
            .len();
    let (first, rest) = (line.chars().next(), line.get(1..).unwrap_or_default());
    let blank = |text: &str| text.is_empty() || text.starts_with(' ');
    let at = match first {
        Some('#' | '>' | '=') => Some(0),
        Some('-') if blank(rest) || rest.starts_with(['-', ':']) => Some(0),
        Some('+') if blank(rest) => Some(0),
        Some(':') if rest.starts_with('-') => Some(0),
        Some('0'..='9') if line[digits..].starts_with(['.', ')']) && blank(&line[digits + 1..]) => {
            Some(digits)
        }
        _ => None,
    };
    match at {
        Some(at) => format!("{}\\{}", &line[..at], &line[at..]),
        None => line.to_owned(),
    }
}

/// A heading of which the end is not taken for its mark.
pub(super) fn guarded_end(text: &str) -> String {
    let end = text.trim_end_matches('#').len();
    if end == text.len() {
        text.to_owned()
    } else {
        format!("{}\\{}", &text[..end], &text[end..])
    }
}

pub(super) fn code_span(text: &str, linked: bool, place: Place) -> String {
    // In a code span nothing can be escaped: not what would end a cell, nor what would make of a link's text the name
    // of a definition.
    if (place == Place::Cell && text.contains("\\|")) || (linked && text.contains(']')) {
        return format!("<code>{}</code>", escaped(text, place));
    }
    let text = if place == Place::Cell {
        text.replace('|', "\\|")
    } else {
        text.to_owned()
    };
    let fence = "`".repeat(longest_run(&text) + 1);
    let padded = text.starts_with('`')
        || text.ends_with('`')
        || (text.starts_with(' ') && text.ends_with(' ') && !text.trim_matches(' ').is_empty());
    if padded {
        format!("{fence} {text} {fence}")
    } else {
        format!("{fence}{text}{fence}")
    }
}

/// How many backticks stand together at most.
pub(super) fn longest_run(text: &str) -> usize {
    text.split(|char| char != '`')
        .map(str::len)
        .max()
        .unwrap_or(0)
}

/// An address that is its own text.
pub(super) fn autolink(url: &str) -> Option<String> {
    let plain = url.chars().all(|char| {
        !char.is_whitespace() && !char.is_control() && !matches!(char, '<' | '>' | '\\' | '|')
    });
    let web = url.starts_with("https://") || url.starts_with("http://");
    (plain && web).then(|| format!("<{url}>"))
}

/// The target of a link or picture, in its parentheses.
pub(super) fn target(href: &str, title: Option<&str>, place: Place) -> String {
    let mut target = String::from("(");
    let plain = |char: char| char.is_ascii_alphanumeric() || "-._~:/?#@!$'+,;=%".contains(char);
    if href.chars().all(plain) {
        target.push_str(href);
    } else {
        target.push('<');
        for char in href.chars() {
            match char {
                '<' | '>' | '\\' | '&' => target.extend(['\\', char]),
                '\n' | '\r' => target.push_str("%0A"),
                '|' if place == Place::Cell => target.push_str("&#124;"),
                _ => target.push(char),
            }
        }
        target.push('>');
    }
    if let Some(title) = title.filter(|title| !title.trim().is_empty()) {
        target.push_str(" \"");
        for char in title.chars() {
            match char {
                '"' | '\\' | '&' | '<' => target.extend(['\\', char]),
                '|' => target.push_str("&#124;"),
                char if char.is_whitespace() => target.push(' '),
                _ => target.push(char),
            }
        }
        target.push('"');
    }
    target.push(')');
    target
}
