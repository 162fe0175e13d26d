//! Blocks, as Markdown.

use crate::document::Document;
use crate::kind::{Kind, MarkKind};
use crate::markdown::escape::{autolink, longest_run, target};
use crate::markdown::line::{Place, line};
use crate::markdown::table::table;
use crate::node::{DEEPEST, Mark, Node};
use crate::text::{is_inline, own_text};
use crate::words::PanelType;

impl Document {
    /// The document as Markdown, in GitHub's kind (GFM).
    ///
    /// ```
    /// use atlassian_document::{Document, Inline, PanelType, Task};
    ///
    /// let document = Document::new()
    ///     .heading(2, "Plan")
    ///     .paragraph(Inline::new().text("2 * 3 is ").strong("not").text(" *bold*"))
    ///     .task_list([Task::done("write"), Task::todo("read")])
    ///     .panel(PanelType::Warning, "Mind the gap");
    /// assert_eq!(
    ///     document.to_markdown(),
    ///     "## Plan\n\n2 \\* 3 is **not** \\*bold\\*\n\n- [x] write\n- [ ] read\n\n> [!WARNING]\n> Mind the gap"
    /// );
    /// ```
    ///
    /// No text is lost, and none is taken for Markdown. What Markdown has no words for is put into others:
    ///
    /// | in the document | in Markdown |
    /// |---|---|
    /// | panels | alerts: `> [!NOTE]` for information, `IMPORTANT` for a note, `TIP` for tip and success, `WARNING`, `CAUTION` for an error |
    /// | underlined, sub- and superscript | `<u>`, `<sub>`, `<sup>` |
    /// | bold, italic and struck through, where asterisks would not be understood | `<strong>`, `<em>`, `<del>` |
    /// | line breaks in headings and tables | `<br>` |
    /// | mentions, emojis, dates, statuses | `@Name`, the character or `:name:`, `2026-04-12`, the words |
    /// | cards | links |
    /// | pictures from elsewhere, with their caption | pictures, with a title |
    /// | other pictures and files | what they show in words, or else their id |
    /// | expands | their title in bold, and what they contain |
    /// | columns, and what apps draw around blocks | their blocks, one after the other |
    /// | blocks in cells of a table | lines; cells over several columns or rows leave empty ones |
    /// | decisions | a list |
    /// | colours, alignment, comments on the text, widths | nothing |
    #[must_use]
    pub fn to_markdown(&self) -> String {
        blocks(self.content(), 0)
    }
}

/// Blocks, apart by blank lines.
fn blocks(nodes: &[Node], depth: usize) -> String {
    let mut parts = Parts::default();
    parts.add(nodes, depth);
    parts.joined()
}

/// Blocks one after the other, as Markdown. Blocks of containers that Markdown does not have stand beside their
/// neighbours.
#[derive(Default)]
struct Parts {
    parts: Vec<(Shape, String)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    Paragraph,
    List {
        ordered: bool,
        /// With the second kind of marker: two lists with the same would be one.
        second: bool,
    },
    Other,
}

impl Parts {
    fn add(&mut self, nodes: &[Node], depth: usize) {
        for nodes in nodes.chunk_by(|one, next| is_inline(one) && is_inline(next)) {
            match nodes {
                [node] if !is_inline(node) => self.block(node, depth),
                nodes => self.push(Shape::Paragraph, line(nodes, Place::Paragraph)),
            }
        }
    }

    fn push(&mut self, shape: Shape, text: String) {
        if !text.is_empty() {
            self.parts.push((shape, text));
        }
    }

    fn joined(self) -> String {
        let texts: Vec<_> = self.parts.into_iter().map(|(_, text)| text).collect();
        texts.join("\n\n")
    }

    /// The same, with a list right below its paragraph, as one writes in items.
    fn joined_closely(self) -> String {
        let mut text = String::new();
        let mut last = None;
        for (shape, part) in self.parts {
            let is_list = matches!(shape, Shape::List { .. });
            if is_list && last == Some(Shape::Paragraph) && interrupts(&part) {
                text.push('\n');
            } else if last.is_some() {
                text.push_str("\n\n");
            }
            text.push_str(&part);
            last = Some(shape);
        }
        text
    }

    fn block(&mut self, node: &Node, depth: usize) {
        if depth > DEEPEST {
            let words: Vec<_> = node.descendants().filter_map(own_text).collect();
            let text = line(&[Node::text(words.join(" "))], Place::Paragraph);
            return self.push(Shape::Paragraph, text);
        }
        let content = node.content();
        match node.kind() {
            Kind::Paragraph | Kind::Caption | Kind::TaskItem { .. } | Kind::DecisionItem => {
                self.add(content, depth + 1);
            }
            Kind::Heading { level } => {
                let text = line(content, Place::Heading);
                if !text.is_empty() {
                    let marks = "#".repeat(level.into());
                    self.push(Shape::Other, format!("{marks} {text}"));
                }
            }
            Kind::BulletList | Kind::DecisionList => self.list(None, content, depth),
            Kind::OrderedList { start } => self.list(Some(start), content, depth),
            Kind::TaskList => self.tasks(content, depth),
            Kind::CodeBlock { language } => {
                self.push(Shape::Other, code_block(node, language.unwrap_or_default()));
            }
            Kind::Blockquote => {
                let text = blocks(content, depth + 1);
                self.push(Shape::Other, quoted(&text));
            }
            Kind::Panel(panel_type) => {
                let text = format!("[!{}]\n{}", alert(&panel_type), blocks(content, depth + 1));
                self.push(Shape::Other, quoted(text.trim_end_matches('\n')));
            }
            Kind::Rule => self.push(Shape::Other, "---".to_owned()),
            Kind::Table => self.push(Shape::Other, table(content, depth)),
            Kind::MediaSingle => {
                for text in media_single(node, Place::Paragraph) {
                    self.push(Shape::Paragraph, text);
                }
            }
            Kind::Media(_) => self.push(Shape::Paragraph, media(node, &[], None, Place::Paragraph)),
            Kind::BlockCard { .. } | Kind::EmbedCard { .. } => {
                self.push(Shape::Paragraph, card(node, Place::Paragraph));
            }
            Kind::Expand { title } | Kind::NestedExpand { title } => {
                let title = strong(title.unwrap_or_default());
                self.push(Shape::Paragraph, line(&[title], Place::Paragraph));
                self.add(content, depth + 1);
            }
            _ => {
                let own = own_text(node).map(|text| Node::text(text.into_owned()));
                self.push(Shape::Paragraph, line(own.as_slice(), Place::Paragraph));
                self.add(content, depth + 1);
            }
        }
    }

    /// Items of a list; of one with numbers, if there is a first number.
    fn list(&mut self, start: Option<u64>, items: &[Node], depth: usize) {
        let shape = self.next_list(start.is_some());
        let mut number = start.unwrap_or_default();
        let mut lines = vec![];
        for item in items {
            let mut parts = Parts::default();
            match item.kind() {
                Kind::ListItem | Kind::DecisionItem => parts.add(item.content(), depth + 2),
                _ => parts.block(item, depth + 1),
            }
            let marker = match (start, shape.is_second()) {
                (None, false) => "- ".to_owned(),
                (None, true) => "* ".to_owned(),
                (Some(_), false) => format!("{number}. "),
                (Some(_), true) => format!("{number}) "),
            };
            let text = parts.joined_closely();
            // Markers of empty items in each other would be a rule.
            if !text.is_empty() {
                lines.push(item_text(&marker, &text));
            }
            number = (number + 1).min(MOST);
        }
        self.push(shape, lines.join("\n"));
    }

    fn tasks(&mut self, items: &[Node], depth: usize) {
        let shape = self.next_list(false);
        let bullet = if shape.is_second() { "* " } else { "- " };
        let mut lines: Vec<String> = vec![];
        for item in items {
            let mut parts = Parts::default();
            let done = match item.kind() {
                Kind::TaskItem { done } | Kind::BlockTaskItem { done } => {
                    parts.add(item.content(), depth + 2);
                    Some(done)
                }
                _ => {
                    parts.block(item, depth + 1);
                    None
                }
            };
            let text = parts.joined_closely();
            let text = match (done, lines.last_mut()) {
                (Some(true), _) => format!("[x] {text}"),
                (Some(false), _) => format!("[ ] {text}"),
                (None, Some(above)) if interrupts(&text) => {
                    above.push('\n');
                    above.push_str(&indented(&text, 2));
                    continue;
                }
                (None, _) if text.is_empty() => continue,
                (None, _) => text,
            };
            lines.push(item_text(bullet, &text));
        }
        self.push(shape, lines.join("\n"));
    }

    fn next_list(&self, ordered: bool) -> Shape {
        let second = match self.parts.last() {
            Some((
                Shape::List {
                    ordered: before,
                    second,
                },
                _,
            )) if *before == ordered => !second,
            _ => false,
        };
        Shape::List { ordered, second }
    }
}

impl Shape {
    fn is_second(self) -> bool {
        matches!(self, Self::List { second: true, .. })
    }
}

/// The greatest number that Markdown knows.
const MOST: u64 = 999_999_999;

/// Whether a list is understood as one right below a paragraph: not if it begins with another number than 1.
fn interrupts(list: &str) -> bool {
    ["- ", "* ", "1. ", "1) "]
        .iter()
        .any(|marker| list.starts_with(marker))
}

fn item_text(marker: &str, text: &str) -> String {
    // A rule after the marker would be a rule as a whole.
    let text = match text.strip_prefix("---") {
        Some(rest) => format!("___{rest}"),
        None => text.to_owned(),
    };
    let text = indented(&text, marker.len());
    format!("{marker}{}", text.trim_start_matches(' '))
}

fn indented(text: &str, width: usize) -> String {
    let lines = text.split('\n').map(|line| {
        if line.is_empty() {
            String::new()
        } else {
            format!("{}{line}", " ".repeat(width))
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn quoted(text: &str) -> String {
    let lines = text.split('\n');
    let lines = lines.map(|line| {
        if line.is_empty() {
            ">".to_owned()
        } else {
            format!("> {line}")
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn alert(panel_type: &PanelType) -> &'static str {
    match panel_type {
        PanelType::Note => "IMPORTANT",
        PanelType::Tip | PanelType::Success => "TIP",
        PanelType::Warning => "WARNING",
        PanelType::Error => "CAUTION",
        _ => "NOTE",
    }
}

fn code_block(node: &Node, language: &str) -> String {
    let code: String = node.descendants().filter_map(own_text).collect();
    let code = code.replace("\r\n", "\n").replace('\r', "\n");
    let fence = "`".repeat((longest_run(&code) + 1).max(3));
    let word = language.split_whitespace().next().unwrap_or_default();
    let word: String = word
        .chars()
        .filter(|char| char.is_alphanumeric() || "+-#._/".contains(*char))
        .collect();
    let line_break = if code.is_empty() { "" } else { "\n" };
    format!("{fence}{word}\n{code}{line_break}{fence}")
}

pub(super) fn strong(text: &str) -> Node {
    Node::text(text).with_mark(Mark::new("strong"))
}

pub(super) fn card(node: &Node, place: Place) -> String {
    let url = own_text(node).unwrap_or_default();
    autolink(&url).unwrap_or_else(|| line(&[Node::text(url)], place))
}

/// A picture or file, and its caption if that could not become the picture's title.
pub(super) fn media_single(node: &Node, place: Place) -> Vec<String> {
    let caption = node
        .content()
        .iter()
        .find(|node| node.kind() == Kind::Caption);
    let elsewhere = |node: &Node| matches!(node.kind(), Kind::Media(media) if media.url.is_some());
    let mut texts = vec![];
    let mut caption_left = caption;
    for one in node.content() {
        if elsewhere(one) {
            let title = caption_left.take();
            let title: Option<String> =
                title.map(|caption| caption.content().iter().filter_map(own_text).collect());
            texts.push(media(one, node.marks(), title.as_deref(), place));
        } else if one.kind() != Kind::Caption {
            texts.push(media(one, node.marks(), None, place));
        }
    }
    texts.extend(caption_left.map(|caption| line(caption.content(), place)));
    texts
}

/// A picture from elsewhere, or what stands for another one.
pub(super) fn media(node: &Node, marks: &[Mark], title: Option<&str>, place: Place) -> String {
    let Kind::Media(media) = node.kind() else {
        return line(&[Node::text(own_text(node).unwrap_or_default())], place);
    };
    let Some(url) = media.url else {
        let words = media.alt.filter(|alt| !alt.trim().is_empty()).or(media.id);
        return line(&[Node::text(words.unwrap_or_default())], place);
    };
    let words = media.alt.unwrap_or_default().replace(['\n', '\r'], " ");
    let words = line(&[Node::text(words)], Place::Cell);
    let picture = format!("![{words}]{}", target(url, title, place));
    let link = node
        .marks()
        .iter()
        .chain(marks)
        .find_map(|mark| match mark.kind() {
            MarkKind::Link { href, title } => Some(target(href, title, place)),
            _ => None,
        });
    match link {
        Some(link) => format!("[{picture}]{link}"),
        None => picture,
    }
}
