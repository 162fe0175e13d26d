//! Documents from Markdown.

mod fit;
mod line;

use std::mem;

use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use crate::build::{Inline, code_block};
use crate::document::Document;
use crate::node::Node;
use fit::{IN_ITEM, IN_PANEL, fitting, list, marker, or_paragraph, table};
use line::{Part, lines};

impl Document {
    /// Markdown as a document; GitHub's kind (GFM) with tables, tasks, alerts and what is struck through.
    ///
    /// Needs the feature `markdown`.
    ///
    /// ```
    /// use atlassian_document::Document;
    ///
    /// let document = Document::from_markdown("# Plan\n\n- **first**\n- then `cargo test`");
    /// assert_eq!(document.to_text(), "Plan\n\n- first\n- then cargo test");
    /// ```
    ///
    /// The document is one that the service takes. Where Markdown allows what a document does not, the text is kept and
    /// its place given up: a heading in an item becomes a bold line, a table in an item or a quotation becomes lines, a
    /// quotation in an item or in another becomes paragraphs. Lists in which some items are tasks and some are not keep
    /// `[ ]` as text. Blocks that are nested more than 40 deep are put beside each other.
    ///
    /// HTML stays as it is written, as text, except for `<br>`, `<u>`, `<ins>`, `<sub>`, `<sup>`, `<strong>`, `<b>`,
    /// `<em>`, `<i>`, `<del>`, `<s>` and `<code>`; comments are left out. Pictures with an address of the web become
    /// pictures, others links.
    #[must_use]
    pub fn from_markdown(markdown: &str) -> Self {
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_GFM;
        let mut reader = Reader {
            root: Frame::new(Block::Root),
            open: vec![],
        };
        for event in Parser::new_ext(markdown, options) {
            reader.read(event);
        }
        reader.flush();
        let mut document = Self::new();
        document.content_mut().extend(reader.root.nodes);
        document.number_tasks();
        document
    }
}

/// Blocks nested deeper are put beside each other. `serde_json` reads 60 nodes deep, and some of that is taken by what a
/// document stands in.
const DEEPEST: usize = 40;

/// A block that has begun and not yet ended.
struct Frame<'a> {
    block: Block,
    /// The blocks in it.
    nodes: Vec<Node>,
    /// The line in it that has not yet ended.
    line: Vec<Event<'a>>,
    /// For each item of a list, whether it is a task, and done.
    tasks: Vec<Option<bool>>,
}

impl Frame<'_> {
    fn new(block: Block) -> Self {
        Self {
            block,
            nodes: vec![],
            line: vec![],
            tasks: vec![],
        }
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Block {
    Root,
    /// What is nested too deep: its content goes to its parent.
    Nothing,
    Quote,
    Panel(&'static str),
    List(Option<u64>),
    Item(Option<bool>),
    Heading(u8),
    Code(String),
    Html,
    Table,
    Row {
        heading: bool,
    },
    Cell {
        heading: bool,
    },
}

struct Reader<'a> {
    root: Frame<'a>,
    /// From the outermost to the one that was begun last.
    open: Vec<Frame<'a>>,
}

impl<'a> Reader<'a> {
    fn read(&mut self, event: Event<'a>) {
        match event {
            Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) => self.flush(),
            Event::Start(tag) => match self.block(&tag) {
                Some(block) => {
                    self.flush();
                    self.open.push(Frame::new(block));
                }
                None => self.top().line.push(Event::Start(tag)),
            },
            Event::End(
                TagEnd::Emphasis
                | TagEnd::Strong
                | TagEnd::Strikethrough
                | TagEnd::Link
                | TagEnd::Image,
            ) => self.top().line.push(event),
            Event::End(_) => self.close(),
            Event::Rule => {
                self.flush();
                self.append(vec![Node::new("rule")]);
            }
            Event::TaskListMarker(done) => match &mut self.top().block {
                Block::Item(task) => *task = Some(done),
                _ => self.top().line.push(Event::Text(marker(done).into())),
            },
            inline => self.top().line.push(inline),
        }
    }

    /// The block that a tag begins, if it does not stand in a line.
    fn block(&mut self, tag: &Tag<'_>) -> Option<Block> {
        let depth = self.open.len();
        let parent = &self.top().block;
        let block = match tag {
            Tag::Heading { level, .. } => return Some(Block::Heading(*level as u8)),
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) => {
                let word = info.split_whitespace().next().unwrap_or_default();
                return Some(Block::Code(word.to_owned()));
            }
            Tag::CodeBlock(CodeBlockKind::Indented) => return Some(Block::Code(String::new())),
            Tag::HtmlBlock => return Some(Block::Html),
            Tag::BlockQuote(None) if depth < DEEPEST => Block::Quote,
            Tag::BlockQuote(Some(kind)) if depth < DEEPEST => Block::Panel(match kind {
                BlockQuoteKind::Note => "info",
                BlockQuoteKind::Tip => "success",
                BlockQuoteKind::Important => "note",
                BlockQuoteKind::Warning => "warning",
                BlockQuoteKind::Caution => "error",
            }),
            Tag::List(start) if depth < DEEPEST => Block::List(*start),
            Tag::Item if matches!(parent, Block::List(_)) => Block::Item(None),
            Tag::Table(_) if depth < DEEPEST => Block::Table,
            Tag::TableHead if *parent == Block::Table => Block::Row { heading: true },
            Tag::TableRow if *parent == Block::Table => Block::Row { heading: false },
            Tag::TableCell => match parent {
                Block::Row { heading } => Block::Cell { heading: *heading },
                _ => Block::Nothing,
            },
            Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Link { .. }
            | Tag::Image { .. } => return None,
            _ => Block::Nothing,
        };
        Some(block)
    }

    fn top(&mut self) -> &mut Frame<'a> {
        self.open.last_mut().unwrap_or(&mut self.root)
    }

    /// Ends the line: it becomes a paragraph, and the pictures in it blocks.
    fn flush(&mut self) {
        let events = mem::take(&mut self.top().line);
        let nodes = lines(&events).into_iter().map(|part| match part {
            Part::Line(line) => Node::new("paragraph").with_content(line.nodes),
            Part::Picture(picture) => picture,
        });
        self.top().nodes.extend(nodes);
    }

    /// Adds blocks as they may stand in this one.
    fn append(&mut self, nodes: Vec<Node>) {
        let top = self.top();
        let nodes = match &top.block {
            Block::Item(_) => fitting(nodes, &IN_ITEM),
            Block::Quote => fitting(nodes, &IN_ITEM[..5]),
            Block::Panel(_) => fitting(nodes, &IN_PANEL),
            _ => nodes,
        };
        top.nodes.extend(nodes);
    }

    /// Ends the block that was begun last.
    fn close(&mut self) {
        let Some(mut frame) = self.open.pop() else {
            return;
        };
        let text = |line: &[Event<'_>]| -> String {
            let texts = line.iter().filter_map(|event| match event {
                Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => Some(&**text),
                _ => None,
            });
            texts.collect()
        };
        match frame.block {
            Block::Code(language) => {
                let text = text(&frame.line);
                let code = text.strip_suffix('\n').unwrap_or(&text);
                return self.append(vec![code_block(&language, code.to_owned())]);
            }
            Block::Html => {
                let text = without_comments(&text(&frame.line));
                if !text.trim().is_empty() {
                    let line = Inline::from(text.trim());
                    self.append(vec![Node::new("paragraph").with_content(line.nodes)]);
                }
                return;
            }
            Block::Heading(level) => {
                let heading = Node::new("heading").with_attr("level", level);
                return self.append(heading_of(heading, &frame.line));
            }
            _ => {}
        }
        self.open.push(frame);
        self.flush();
        let Some(closed) = self.open.pop() else {
            return;
        };
        frame = closed;
        let nodes = frame.nodes;
        let node = match frame.block {
            Block::Quote => Node::new("blockquote").with_content(or_paragraph(nodes)),
            Block::Panel(panel_type) => Node::new("panel")
                .with_attr("panelType", panel_type)
                .with_content(or_paragraph(nodes)),
            Block::Item(task) => {
                self.top().tasks.push(task);
                Node::new("listItem").with_content(or_paragraph(nodes))
            }
            Block::List(start) => {
                let tasks_may_stand = self.open.iter().all(|frame| frame.block != Block::Quote);
                list(start, nodes, &frame.tasks, tasks_may_stand)
            }
            Block::Table => match table(nodes) {
                Some(table) => table,
                None => return,
            },
            Block::Row { .. } => Node::new("tableRow").with_content(nodes),
            Block::Cell { heading } => Node::new(if heading { "tableHeader" } else { "tableCell" })
                .with_content(or_paragraph(nodes)),
            _ => return self.append(nodes),
        };
        self.append(vec![node]);
    }
}

/// A heading, and the pictures in it after it.
fn heading_of(mut heading: Node, events: &[Event<'_>]) -> Vec<Node> {
    let mut pictures = vec![];
    let mut line = Inline::new();
    for part in lines(events) {
        match part {
            Part::Line(more) => {
                if !line.nodes.is_empty() {
                    line.add(Node::text(" "));
                }
                line = line.text(more);
            }
            Part::Picture(picture) => pictures.push(picture),
        }
    }
    if !line.nodes.is_empty() {
        heading = heading.with_content(line.nodes);
        pictures.insert(0, heading);
    }
    pictures
}

fn without_comments(html: &str) -> String {
    let mut left = String::new();
    let mut rest = html;
    while let Some((before, comment)) = rest.split_once("<!--") {
        left.push_str(before);
        rest = comment.split_once("-->").map_or("", |(_, after)| after);
    }
    left + rest
}
