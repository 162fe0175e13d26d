//! What stands in a line, as Markdown.

use std::mem;

use crate::kind::{Kind, MarkKind};
use crate::markdown::escape::{autolink, code_span, escaped, guarded, guarded_end, target};
use crate::node::Node;
use crate::text::own_text;

/// Where a line stands, which decides on what must be escaped in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// In a paragraph: line breaks are possible.
    Paragraph,
    /// In a heading: one line.
    Heading,
    /// In a cell of a table: one line, in which `|` is special.
    Cell,
}

/// Inline nodes as Markdown.
pub(super) fn line(nodes: &[Node], place: Place) -> String {
    let mut pieces = pieces(nodes, place);
    settle_space(&mut pieces);
    let text = assemble(&tokens(pieces, place), place);
    match place {
        Place::Paragraph => text.split('\n').map(guarded).collect::<Vec<_>>().join("\n"),
        Place::Heading => guarded_end(&text),
        Place::Cell => text,
    }
}

/// What Markdown can say of a piece of text, from the outermost to the innermost.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Style {
    Link { href: String, title: Option<String> },
    Underline,
    Subscript,
    Superscript,
    Strong,
    Em,
    Strike,
}

#[derive(Debug)]
enum Body {
    /// Text, which is still to be escaped.
    Text(String),
    /// Markdown.
    Markup(String),
    /// Blanks, at which nothing can begin or end.
    Space(String),
    Break,
}

#[derive(Debug)]
struct Piece {
    body: Body,
    styles: Vec<Style>,
}

fn pieces(nodes: &[Node], place: Place) -> Vec<Piece> {
    let mut pieces = vec![];
    for node in nodes {
        let Some(text) = own_text(node) else { continue };
        let mut add = |body, styles: &[Style]| {
            pieces.push(Piece {
                body,
                styles: styles.to_vec(),
            });
        };
        let (styles, code) = styles(node);
        if let Kind::InlineCard { url: Some(url) } = node.kind()
            && let Some(link) = autolink(url)
        {
            add(Body::Markup(link), &[]);
            continue;
        }
        if let [Style::Link { href, title: None }] = &styles[..]
            && !code
            && *href == text
            && let Some(link) = autolink(href)
        {
            add(Body::Markup(link), &[]);
            continue;
        }
        for (index, text) in text.replace("\r\n", "\n").split(['\n', '\r']).enumerate() {
            if index > 0 {
                add(Body::Break, &styles);
            }
            let text: String = text
                .chars()
                .map(|char| {
                    if char.is_ascii_whitespace() || char == '\u{b}' {
                        ' '
                    } else {
                        char
                    }
                })
                .collect();
            if code && !text.is_empty() {
                add(
                    Body::Markup(code_span(&text, !styles.is_empty(), place)),
                    &styles,
                );
                continue;
            }
            let inner = text.trim();
            let start = text.len() - text.trim_start().len();
            for (blank, part) in [
                (true, &text[..start]),
                (false, inner),
                (true, &text[start + inner.len()..]),
            ] {
                match (part, blank) {
                    ("", _) => {}
                    (_, true) => add(Body::Space(part.to_owned()), &styles),
                    (_, false) => add(Body::Text(part.to_owned()), &styles),
                }
            }
        }
    }
    pieces
}

/// The styles of a node, and whether it is code.
fn styles(node: &Node) -> (Vec<Style>, bool) {
    let has = |kind: &MarkKind<'_>| node.marks().iter().any(|mark| mark.kind() == *kind);
    let link = node.marks().iter().find_map(|mark| match mark.kind() {
        MarkKind::Link { href, title } => Some(Style::Link {
            href: href.to_owned(),
            title: title.map(str::to_owned),
        }),
        _ => None,
    });
    let code = has(&MarkKind::Code);
    let others = [
        (MarkKind::Underline, Style::Underline),
        (MarkKind::Subscript, Style::Subscript),
        (MarkKind::Superscript, Style::Superscript),
        (MarkKind::Strong, Style::Strong),
        (MarkKind::Em, Style::Em),
        (MarkKind::Strike, Style::Strike),
    ];
    let others = others.into_iter().filter(|(kind, _)| !code && has(kind));
    (
        link.into_iter()
            .chain(others.map(|(_, style)| style))
            .collect(),
        code,
    )
}

/// Blanks and line breaks have the styles that reach across them, and are dropped where a line begins or ends.
fn settle_space(pieces: &mut Vec<Piece>) {
    let mut before: Vec<Style> = vec![];
    let mut waiting: Vec<usize> = vec![];
    for index in 0..pieces.len() {
        if matches!(pieces[index].body, Body::Text(_) | Body::Markup(_)) {
            let after = pieces[index].styles.clone();
            let common = before
                .iter()
                .zip(&after)
                .take_while(|(one, two)| one == two)
                .count();
            for space in mem::take(&mut waiting) {
                pieces[space].styles = after[..common].to_vec();
            }
            before = after;
        } else {
            waiting.push(index);
        }
    }
    for space in waiting {
        pieces[space].styles.clear();
    }
    let mut settled: Vec<Piece> = vec![];
    for piece in pieces.drain(..) {
        let at_start = matches!(
            settled.last(),
            None | Some(Piece {
                body: Body::Break,
                ..
            })
        );
        match &piece.body {
            Body::Break => {
                drop_space(&mut settled);
                if !settled.is_empty() {
                    settled.push(piece);
                }
            }
            Body::Space(blanks) if at_start && blanks.starts_with(' ') => {
                let blanks = blanks.trim_start_matches(' ');
                if !blanks.is_empty() {
                    settled.push(Piece {
                        body: Body::Space(blanks.to_owned()),
                        ..piece
                    });
                }
            }
            _ => settled.push(piece),
        }
    }
    while matches!(
        settled.last(),
        Some(Piece {
            body: Body::Break | Body::Space(_),
            ..
        })
    ) {
        settled.pop();
    }
    *pieces = settled;
}

fn drop_space(pieces: &mut Vec<Piece>) {
    while matches!(
        pieces.last(),
        Some(Piece {
            body: Body::Space(_),
            ..
        })
    ) {
        pieces.pop();
    }
}

#[derive(Debug)]
enum Token {
    Open(Style),
    Close(Style),
    Text(String),
    Break,
}

/// The pieces, with styles begun and ended between them.
fn tokens(pieces: Vec<Piece>, place: Place) -> Vec<Token> {
    let mut tokens = vec![];
    let mut text = String::new();
    let mut open: Vec<Style> = vec![];
    for piece in pieces {
        let common = open
            .iter()
            .zip(&piece.styles)
            .take_while(|(one, two)| one == two)
            .count();
        let plain = matches!(piece.body, Body::Text(_) | Body::Space(_));
        let goes_on = plain && piece.styles == open;
        if !goes_on && !text.is_empty() {
            // Only now it is known what stands beside each letter of it.
            tokens.push(Token::Text(escaped(&mem::take(&mut text), place)));
        }
        tokens.extend(open.drain(common..).rev().map(Token::Close));
        for style in &piece.styles[common..] {
            open.push(style.clone());
            tokens.push(Token::Open(style.clone()));
        }
        match piece.body {
            Body::Text(more) | Body::Space(more) => text.push_str(&more),
            Body::Markup(markup) => tokens.push(Token::Text(markup)),
            Body::Break => tokens.push(Token::Break),
        }
    }
    if !text.is_empty() {
        tokens.push(Token::Text(escaped(&text, place)));
    }
    tokens.extend(open.into_iter().rev().map(Token::Close));
    tokens
}

fn assemble(tokens: &[Token], place: Place) -> String {
    let tagged = tagged(tokens);
    let mut text = String::new();
    for (index, token) in tokens.iter().enumerate() {
        match token {
            Token::Text(piece) => text.push_str(piece),
            Token::Break => text.push_str(if place == Place::Paragraph {
                "\\\n"
            } else {
                "<br>"
            }),
            Token::Open(Style::Link { .. }) => {
                // `![` would begin a picture.
                if text.ends_with('!') {
                    text.insert(text.len() - 1, '\\');
                }
                text.push('[');
            }
            Token::Close(Style::Link { href, title }) => {
                text.push(']');
                text.push_str(&target(href, title.as_deref(), place));
            }
            Token::Open(style) => match style.delimiter() {
                Some(delimiter) if !tagged[index] => text.push_str(delimiter),
                _ => text.extend(["<", style.tag(), ">"]),
            },
            Token::Close(style) => match style.delimiter() {
                Some(delimiter) if !tagged[index] => text.push_str(delimiter),
                _ => text.extend(["</", style.tag(), ">"]),
            },
        }
    }
    text
}

impl Style {
    fn delimiter(&self) -> Option<&'static str> {
        match self {
            Self::Strong => Some("**"),
            Self::Em => Some("_"),
            Self::Strike => Some("~~"),
            _ => None,
        }
    }

    fn tag(&self) -> &'static str {
        match self {
            Self::Underline => "u",
            Self::Subscript => "sub",
            Self::Superscript => "sup",
            Self::Strong => "strong",
            Self::Em => "em",
            Self::Strike => "del",
            Self::Link { .. } => "a",
        }
    }
}

/// For each style that begins or ends, whether its delimiter would not be understood beside these letters, so that it
/// must be a tag.
///
/// The rules are `CommonMark`'s on flanking, with the careful answer for letters of which implementations disagree
/// whether they are punctuation.
fn tagged(tokens: &[Token]) -> Vec<bool> {
    let mut tagged = vec![false; tokens.len()];
    let mut open = vec![];
    for (index, token) in tokens.iter().enumerate() {
        match token {
            Token::Open(_) => open.push(index),
            Token::Close(style) => {
                let Some(begin) = open.pop() else { continue };
                let outside = [before(tokens, begin), after(tokens, index)];
                let inside = [after(tokens, begin), before(tokens, index)];
                let understood = inside.iter().zip(outside).all(|(inside, outside)| {
                    let apart = outside.is_none_or(|outside| {
                        outside.is_ascii_punctuation() || matches!(outside, ' ' | '\n' | '\u{a0}')
                    });
                    let letter = inside.is_some_and(char::is_alphanumeric);
                    apart || (letter && *style != Style::Em)
                });
                tagged[begin] = !understood;
                tagged[index] = !understood;
            }
            Token::Text(_) | Token::Break => {}
        }
    }
    tagged
}

/// The letter before a token, if it does not begin the line. That of a delimiter, a link or a tag is any punctuation.
fn before(tokens: &[Token], index: usize) -> Option<char> {
    match tokens[..index].last()? {
        Token::Text(text) => text.chars().next_back(),
        Token::Break => Some('\n'),
        Token::Open(_) | Token::Close(_) => Some('*'),
    }
}

/// The letter after a token, if it does not end the line.
fn after(tokens: &[Token], index: usize) -> Option<char> {
    match tokens.get(index + 1)? {
        Token::Text(text) => text.chars().next(),
        Token::Break => Some('\n'),
        Token::Open(_) | Token::Close(_) => Some('*'),
    }
}
