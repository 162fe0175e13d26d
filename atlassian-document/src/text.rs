//! Plain text from documents and to documents.

use std::borrow::Cow;

use crate::document::Document;
use crate::kind::Kind;
use crate::node::{DEEPEST, Node};

impl Document {
    /// Plain text as a document: a blank line ends a paragraph, and a line break stays one.
    ///
    /// ```
    /// use atlassian_document::Document;
    ///
    /// let document = Document::from_text("First line\nsecond line\n\nSecond paragraph");
    /// assert_eq!(document.content().len(), 2);
    /// assert_eq!(document.to_text(), "First line\nsecond line\n\nSecond paragraph");
    /// ```
    #[must_use]
    pub fn from_text(text: &str) -> Self {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let lines: Vec<_> = text.split('\n').collect();
        lines
            .split(|line| line.trim().is_empty())
            .filter(|lines| !lines.is_empty())
            .fold(Self::new(), |document, lines| {
                document.paragraph(lines.join("\n"))
            })
    }

    /// The text without its form, for a search, a terminal, a notification.
    ///
    /// Blocks stand apart by a blank line; lists keep their `-` and numbers, tasks `[ ]` and `[x]`, cells of a table
    /// stand between `|`. All that a reader of the document sees as words is there: mentions as `@Name`, dates, statuses,
    /// titles, the addresses of cards and what pictures show. The addresses of links are not; see
    /// [`links`](Self::links).
    #[must_use]
    pub fn to_text(&self) -> String {
        blocks(self.content(), "\n\n", 0)
    }
}

/// Blocks, or what stands in a line.
fn blocks(nodes: &[Node], between: &str, depth: usize) -> String {
    let parts = nodes
        .chunk_by(|one, next| is_inline(one) && is_inline(next))
        .map(|nodes| match nodes {
            [node] if !is_inline(node) => block(node, depth),
            line => {
                let line: String = line.iter().filter_map(own_text).collect();
                line.trim_end_matches('\n').to_owned()
            }
        });
    joined(parts, between)
}

fn block(node: &Node, depth: usize) -> String {
    if depth > DEEPEST {
        return joined(node.descendants().filter_map(own_text), " ");
    }
    let inside = |between| blocks(node.content(), between, depth + 1);
    let listed = |marker: &dyn Fn(usize, &Node) -> String| {
        let items = node.content().iter().enumerate().map(|(index, item)| {
            let marker = marker(index, item);
            let body = match item.kind() {
                Kind::TaskList | Kind::BulletList | Kind::OrderedList { .. } => {
                    block(item, depth + 1)
                }
                _ => blocks(item.content(), "\n", depth + 1),
            };
            let indent = format!("\n{}", " ".repeat(marker.chars().count()));
            format!("{marker}{}", body.replace('\n', &indent))
        });
        items.collect::<Vec<_>>().join("\n")
    };
    match node.kind() {
        Kind::BulletList | Kind::DecisionList => listed(&|_, _| "- ".to_owned()),
        Kind::OrderedList { start } => {
            listed(&|index, _| format!("{}. ", start.saturating_add(index as u64)))
        }
        Kind::TaskList => listed(&|_, item| {
            match item.kind() {
                Kind::TaskItem { done: true } | Kind::BlockTaskItem { done: true } => "[x] ",
                Kind::TaskItem { .. } | Kind::BlockTaskItem { .. } => "[ ] ",
                _ => "  ",
            }
            .to_owned()
        }),
        Kind::Table => inside("\n"),
        Kind::TableRow => {
            let cells = node.content().iter();
            let cells =
                cells.map(|cell| blocks(cell.content(), "\n", depth + 1).replace('\n', " "));
            cells.collect::<Vec<_>>().join(" | ")
        }
        _ => joined(
            [
                own_text(node).unwrap_or_default().into_owned(),
                inside("\n\n"),
            ],
            "\n\n",
        ),
    }
}

/// The parts that are not empty.
fn joined<T: AsRef<str>>(parts: impl IntoIterator<Item = T>, between: &str) -> String {
    let mut all = String::new();
    for part in parts {
        let part = part.as_ref();
        if !part.is_empty() {
            if !all.is_empty() {
                all.push_str(between);
            }
            all.push_str(part);
        }
    }
    all
}

/// Whether a node stands in a line of text. An unknown one does if it contains nothing.
pub(crate) fn is_inline(node: &Node) -> bool {
    match node.kind() {
        Kind::Text(_)
        | Kind::HardBreak
        | Kind::Mention { .. }
        | Kind::Emoji { .. }
        | Kind::Date { .. }
        | Kind::Status { .. }
        | Kind::Placeholder { .. }
        | Kind::InlineCard { .. }
        | Kind::InlineExtension(_)
        | Kind::MediaInline(_) => true,
        Kind::Other(_) => node.content().is_empty(),
        _ => false,
    }
}

/// What a node itself says in words, without what it contains.
pub(crate) fn own_text(node: &Node) -> Option<Cow<'_, str>> {
    let text = match node.kind() {
        Kind::Text(text)
        | Kind::Status { text, .. }
        | Kind::Placeholder { text }
        | Kind::Emoji {
            text: Some(text), ..
        }
        | Kind::Emoji {
            short_name: text,
            text: None,
        } => text,
        Kind::HardBreak => "\n",
        Kind::Mention { id, text } => {
            let name = text.filter(|text| !text.is_empty()).unwrap_or(id);
            return Some(format!("@{}", name.trim_start_matches('@')).into());
        }
        Kind::Date { timestamp } => return Some(day(timestamp).into()),
        Kind::BlockCard { url } | Kind::EmbedCard { url } | Kind::InlineCard { url } => url?,
        Kind::Media(media) | Kind::MediaInline(media) => media.alt?,
        Kind::Expand { title } | Kind::NestedExpand { title } => title?,
        Kind::Extension(extension)
        | Kind::BodiedExtension(extension)
        | Kind::InlineExtension(extension) => extension.text?,
        _ => match node.as_text() {
            Some(text) => text,
            None => node.attr("text")?.as_str()?,
        },
    };
    Some(text.into())
}

/// The day of a point in time, such as `2026-04-12`. By Howard Hinnant's `civil_from_days`.
fn day(milliseconds: i64) -> String {
    let days = milliseconds.div_euclid(86_400_000) + 719_468;
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 {
        shifted_month + 3
    } else {
        shifted_month - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}
