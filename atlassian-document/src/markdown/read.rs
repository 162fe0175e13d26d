//! Documents from Markdown.

use std::mem;

use pulldown_cmark::{
    BlockQuoteKind, CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd,
};

use crate::build::{Inline, code_block, media_single};
use crate::document::Document;
use crate::kind::{Kind, MarkKind};
use crate::node::{Mark, Node};
use crate::text::own_text;

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
        for node in reader.root.nodes {
            document.push(node);
        }
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

/// What may stand in an item; all but the last in a quotation.
const IN_ITEM: [&str; 6] = [
    "paragraph",
    "bulletList",
    "orderedList",
    "codeBlock",
    "mediaSingle",
    "taskList",
];
const IN_PANEL: [&str; 8] = [
    "paragraph",
    "bulletList",
    "orderedList",
    "codeBlock",
    "mediaSingle",
    "taskList",
    "heading",
    "rule",
];

/// Blocks of these types only: others give up their form and keep their text.
fn fitting(nodes: Vec<Node>, types: &[&str]) -> Vec<Node> {
    let mut fitting = vec![];
    let mut rest: Vec<_> = nodes.into_iter().rev().collect();
    while let Some(node) = rest.pop() {
        match node.node_type() {
            fits if types.contains(&fits) => fitting.push(node),
            "heading" => {
                let line = Inline {
                    nodes: node.into_content(),
                }
                .marked(&Mark::new("strong"));
                fitting.push(Node::new("paragraph").with_content(line.nodes));
            }
            "table" => {
                let rows = node.into_content().into_iter().flat_map(row_in_lines);
                rest.extend(rows.collect::<Vec<_>>().into_iter().rev());
            }
            "rule" => {}
            _ => rest.extend(node.into_content().into_iter().rev()),
        }
    }
    fitting
}

/// The cells of a row as one paragraph, and the pictures in them.
fn row_in_lines(row: Node) -> Vec<Node> {
    let mut line = Inline::new();
    let mut pictures = vec![];
    for (index, cell) in row.into_content().into_iter().enumerate() {
        if index > 0 {
            line.add(Node::text(" | "));
        }
        for node in cell.into_content() {
            if node.node_type() == "paragraph" {
                node.into_content()
                    .into_iter()
                    .for_each(|node| line.add(node));
            } else {
                pictures.push(node);
            }
        }
    }
    let mut nodes = vec![Node::new("paragraph").with_content(line.nodes)];
    nodes.append(&mut pictures);
    nodes
}

/// The service refuses a container without content, and an item that begins with a list.
fn or_paragraph(mut nodes: Vec<Node>) -> Vec<Node> {
    if nodes
        .first()
        .is_none_or(|node| node.node_type().ends_with("List"))
    {
        nodes.insert(0, Node::new("paragraph"));
    }
    nodes
}

fn marker(done: bool) -> &'static str {
    if done { "[x] " } else { "[ ] " }
}

/// A list of tasks if all its items are, and have one line and further such lists only; or else a list in which
/// tasks are marked in their text.
fn list(
    start: Option<u64>,
    items: Vec<Node>,
    tasks: &[Option<bool>],
    tasks_may_stand: bool,
) -> Node {
    let is_task = |(item, task): (&Node, &Option<bool>)| {
        let mut content = item.content().iter().map(Node::node_type);
        task.is_some()
            && content.next() == Some("paragraph")
            && content.all(|name| name == "taskList")
    };
    if tasks_may_stand && items.iter().zip(tasks).all(is_task) {
        let mut content = vec![];
        for (item, task) in items.into_iter().zip(tasks) {
            let mut nodes = item.into_content().into_iter();
            let state = if *task == Some(true) { "DONE" } else { "TODO" };
            let line = nodes.next().map(Node::into_content).unwrap_or_default();
            let item = Node::new("taskItem")
                .with_attr("localId", "")
                .with_attr("state", state);
            content.push(item.with_content(line));
            content.extend(nodes);
        }
        return Node::new("taskList")
            .with_attr("localId", "")
            .with_content(content);
    }
    let items = items.into_iter().zip(tasks).map(|(mut item, task)| {
        if let Some(done) = task {
            let content = item.content_mut();
            if content
                .first()
                .is_none_or(|node| node.node_type() != "paragraph")
            {
                content.insert(0, Node::new("paragraph"));
            }
            let mut line = Inline::from(marker(*done));
            for node in mem::take(content[0].content_mut()) {
                line.add(node);
            }
            *content[0].content_mut() = line.nodes;
        }
        item
    });
    let list = match start {
        None => Node::new("bulletList"),
        Some(1) => Node::new("orderedList"),
        Some(start) => Node::new("orderedList").with_attr("order", start),
    };
    list.with_content(items)
}

/// A table, without a heading that says nothing. Nothing if no row is left.
fn table(mut rows: Vec<Node>) -> Option<Node> {
    let says_nothing = |row: &Node| row.descendants().all(|node| own_text(node).is_none());
    if rows.first().is_some_and(says_nothing) && !rows[0].descendants().any(is_picture) {
        rows.remove(0);
    }
    (!rows.is_empty()).then(|| Node::new("table").with_content(rows))
}

fn is_picture(node: &Node) -> bool {
    matches!(node.kind(), Kind::Media(_))
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

/// A piece of what Markdown has in one line.
enum Part {
    Line(Inline),
    Picture(Node),
}

/// A line; pictures stand between lines, as documents have none within.
fn lines(events: &[Event<'_>]) -> Vec<Part> {
    let paired = paired(events);
    let mut writer = Writer::default();
    for (event, paired) in events.iter().zip(paired) {
        writer.write(event, paired);
    }
    writer.end_line();
    writer.parts
}

#[derive(Default)]
struct Writer {
    parts: Vec<Part>,
    line: Inline,
    /// What has begun and not yet ended: its mark, and how much had been written by then.
    open: Vec<(Option<Mark>, usize)>,
    written: usize,
    /// How many pictures have begun and not yet ended, and of the outermost: its address, its title, what it shows.
    pictures: usize,
    picture: [String; 3],
}

impl Writer {
    fn write(&mut self, event: &Event<'_>, paired: bool) {
        if self.pictures > 0 {
            return self.write_in_picture(event);
        }
        match event {
            Event::Start(Tag::Emphasis) => self.begin(Some(Mark::new("em"))),
            Event::Start(Tag::Strong) => self.begin(Some(Mark::new("strong"))),
            Event::Start(Tag::Strikethrough) => self.begin(Some(Mark::new("strike"))),
            Event::Start(Tag::Link {
                link_type,
                dest_url,
                title,
                ..
            }) => {
                let scheme = if *link_type == LinkType::Email {
                    "mailto:"
                } else {
                    ""
                };
                self.begin(link(&format!("{scheme}{dest_url}"), title));
            }
            Event::Start(Tag::Image {
                dest_url, title, ..
            }) => {
                self.pictures = 1;
                self.picture = [dest_url.to_string(), title.to_string(), String::new()];
            }
            Event::End(_) => self.end(),
            Event::Text(text) | Event::Html(text) => self.text(text),
            Event::Code(code) => {
                self.begin(Some(Mark::new("code")));
                self.text(code);
                self.end();
            }
            Event::SoftBreak => self.text(" "),
            Event::HardBreak => self.text("\n"),
            Event::InlineHtml(html) => match Html::of(html) {
                Html::Break => self.text("\n"),
                Html::Comment => {}
                Html::Begin(_, mark) if paired => self.begin(Some(mark)),
                Html::End(_) if paired => self.end(),
                _ => self.text(html),
            },
            _ => {}
        }
    }

    fn write_in_picture(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(Tag::Image { .. }) => self.pictures += 1,
            Event::End(TagEnd::Image) => {
                self.pictures -= 1;
                if self.pictures == 0 {
                    self.end_picture();
                }
            }
            Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) => {
                self.picture[2].push_str(text);
            }
            Event::SoftBreak | Event::HardBreak => self.picture[2].push(' '),
            _ => {}
        }
    }

    fn end_picture(&mut self) {
        let [url, title, alt] = mem::take(&mut self.picture);
        let mark = self
            .open
            .iter()
            .find_map(|(mark, _)| mark.clone().filter(|mark| mark.mark_type() == "link"));
        if url.starts_with("https://") || url.starts_with("http://") {
            self.end_line();
            let mut media = Node::new("media")
                .with_attr("type", "external")
                .with_attr("url", url);
            if let Some(mark) = mark {
                media = media.with_mark(mark);
            }
            let mut picture = media_single(media, &alt);
            let caption = Inline::from(title);
            if !caption.nodes.is_empty() {
                picture = picture.with_content([Node::new("caption").with_content(caption.nodes)]);
            }
            self.parts.push(Part::Picture(picture));
            self.written += 1;
        } else {
            self.begin(mark.or_else(|| link(&url, &title)));
            self.text(&alt);
            self.end();
        }
    }

    fn begin(&mut self, mark: Option<Mark>) {
        self.open.push((mark, self.written));
    }

    fn end(&mut self) {
        let Some((Some(mark), before)) = self.open.last() else {
            self.open.pop();
            return;
        };
        // A link around nothing would be lost with its address.
        if *before == self.written
            && let MarkKind::Link { href, .. } = mark.kind()
        {
            let href = href.to_owned();
            self.text(&href);
        }
        self.open.pop();
    }

    fn text(&mut self, text: &str) {
        let mut marks: Vec<Mark> = vec![];
        for mark in self.open.iter().filter_map(|(mark, _)| mark.as_ref()) {
            if marks.iter().all(|one| one.mark_type() != mark.mark_type()) {
                marks.push(mark.clone());
            }
        }
        if marks.iter().any(|mark| mark.mark_type() == "code") {
            marks.retain(|mark| matches!(mark.mark_type(), "code" | "link"));
        }
        for mut node in Inline::from(text).nodes {
            if node.as_text().is_some() && !marks.is_empty() {
                node.marks_mut().clone_from(&marks);
            }
            self.line.add(node);
            self.written += 1;
        }
    }

    /// Ends a line, without blanks and breaks around it.
    fn end_line(&mut self) {
        let mut nodes = mem::take(&mut self.line).nodes;
        while nodes
            .last_mut()
            .is_some_and(|node| is_trimmed_away(node, |text| text.trim_end_matches(' ')))
        {
            nodes.pop();
        }
        let first = nodes
            .iter_mut()
            .position(|node| !is_trimmed_away(node, |text| text.trim_start_matches(' ')));
        if let Some(first) = first {
            nodes.drain(..first);
            self.parts.push(Part::Line(Inline { nodes }));
        }
    }
}

/// Trims a node at the end of a line; whether nothing is left of it. Blanks in code are code.
fn is_trimmed_away(node: &mut Node, trim: impl Fn(&str) -> &str) -> bool {
    if node.marks().iter().any(|mark| mark.mark_type() == "code") {
        return false;
    }
    let text = trim(node.as_text().unwrap_or_default()).to_owned();
    let nothing = text.is_empty();
    if !nothing {
        node.set_text(text);
    }
    nothing
}

/// A link; none without an address.
fn link(href: &str, title: &str) -> Option<Mark> {
    let mark = Mark::new("link").with_attr("href", href);
    let mark = if title.is_empty() {
        mark
    } else {
        mark.with_attr("title", title)
    };
    (!href.is_empty()).then_some(mark)
}

/// What a tag means.
enum Html {
    Break,
    Comment,
    Begin(String, Mark),
    End(String),
    Unknown,
}

impl Html {
    fn of(html: &str) -> Self {
        if html.starts_with("<!--") {
            return Self::Comment;
        }
        let inner = html
            .trim_start_matches('<')
            .trim_end_matches('>')
            .to_ascii_lowercase();
        if inner.trim_end_matches([' ', '/']) == "br" {
            return Self::Break;
        }
        let (ends, name) = match inner.strip_prefix('/') {
            Some(name) => (true, name),
            None => (false, &*inner),
        };
        let mark = match name {
            "u" | "ins" => Mark::new("underline"),
            "sub" | "sup" => Mark::new("subsup").with_attr("type", name),
            "strong" | "b" => Mark::new("strong"),
            "em" | "i" => Mark::new("em"),
            "del" | "s" => Mark::new("strike"),
            "code" => Mark::new("code"),
            _ => return Self::Unknown,
        };
        if ends {
            Self::End(name.to_owned())
        } else {
            Self::Begin(name.to_owned(), mark)
        }
    }
}

/// For each event, whether it is a tag that begins something and has its end, or the other way round.
fn paired(events: &[Event<'_>]) -> Vec<bool> {
    let mut paired = vec![false; events.len()];
    // The tags that have begun; nothing where Markdown itself has begun something, past which no tag reaches.
    let mut open: Vec<Option<(String, usize)>> = vec![];
    for (index, event) in events.iter().enumerate() {
        match event {
            Event::Start(_) => open.push(None),
            Event::End(_) => {
                let begin = open.iter().rposition(Option::is_none).unwrap_or(0);
                open.truncate(begin);
            }
            Event::InlineHtml(html) => match Html::of(html) {
                Html::Begin(name, _) => open.push(Some((name, index))),
                Html::End(name) => {
                    let reach = open
                        .iter()
                        .rposition(Option::is_none)
                        .map_or(0, |at| at + 1);
                    let begin = open[reach..]
                        .iter()
                        .rposition(|tag| tag.as_ref().is_some_and(|(begun, _)| *begun == name));
                    if let Some(at) = begin
                        && let Some((_, begin)) = &open[reach + at]
                    {
                        paired[*begin] = true;
                        paired[index] = true;
                        open.truncate(reach + at);
                    }
                }
                _ => {}
            },
            _ => {}
        }
    }
    paired
}
