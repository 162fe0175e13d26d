//! What stands in a line, from Markdown.

use std::mem;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use crate::build::{Inline, media_single};
use crate::kind::MarkKind;
use crate::node::{Mark, Node};

/// A piece of what Markdown has in one line.
pub(super) enum Part {
    Line(Inline),
    Picture(Node),
}

/// A line; pictures stand between lines, as documents have none within.
pub(super) fn lines(events: &[Event<'_>]) -> Vec<Part> {
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
    /// What has begun and not yet ended.
    open: Vec<Open>,
    written: usize,
    /// How many pictures have begun and not yet ended, and of the outermost: its address, its title, what it shows.
    pictures: usize,
    picture: [String; 3],
}

/// Something that marks text, such as emphasis.
struct Open {
    /// The marks of the text in it, also those from around it.
    marks: Vec<Mark>,
    /// If it is a link, its address.
    href: Option<String>,
    /// How much had been written when it began.
    written: usize,
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
            .marks()
            .iter()
            .find(|mark| mark.mark_type() == "link")
            .cloned();
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

    fn marks(&self) -> &[Mark] {
        self.open.last().map_or(&[], |open| &open.marks)
    }

    fn begin(&mut self, mark: Option<Mark>) {
        let mut marks = self.marks().to_vec();
        let href = mark.as_ref().and_then(|mark| match mark.kind() {
            MarkKind::Link { href, .. } => Some(href.to_owned()),
            _ => None,
        });
        if let Some(mark) = mark
            && marks.iter().all(|one| one.mark_type() != mark.mark_type())
        {
            marks.push(mark);
        }
        if marks.iter().any(|mark| mark.mark_type() == "code") {
            marks.retain(|mark| matches!(mark.mark_type(), "code" | "link"));
        }
        self.open.push(Open {
            marks,
            href,
            written: self.written,
        });
    }

    fn end(&mut self) {
        // A link around nothing would be lost with its address.
        if let Some(Open {
            href: Some(href),
            written,
            ..
        }) = self.open.last()
            && *written == self.written
        {
            let href = href.clone();
            self.text(&href);
        }
        self.open.pop();
    }

    fn text(&mut self, text: &str) {
        for mut node in Inline::from(text).nodes {
            if node.as_text().is_some() && !self.marks().is_empty() {
                node.marks = Some(self.marks().to_vec());
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

/// How many tags that have begun are looked at for the one that ends.
const REACH: usize = 100;

/// For each event, whether it is a tag that begins something and has its end, or the other way round.
fn paired(events: &[Event<'_>]) -> Vec<bool> {
    let mut paired = vec![false; events.len()];
    // The tags that have begun, and how many had where Markdown itself began something: no tag reaches past that.
    let mut open: Vec<(String, usize)> = vec![];
    let mut begun: Vec<usize> = vec![];
    for (index, event) in events.iter().enumerate() {
        match event {
            Event::Start(_) => begun.push(open.len()),
            Event::End(_) => open.truncate(begun.pop().unwrap_or_default()),
            Event::InlineHtml(html) => match Html::of(html) {
                Html::Begin(name, _) => open.push((name, index)),
                Html::End(name) => {
                    let reach = begun.last().copied().unwrap_or_default();
                    let reach = reach.max(open.len().saturating_sub(REACH));
                    let found = open[reach..].iter().rposition(|(begun, _)| *begun == name);
                    if let Some(at) = found {
                        paired[open[reach + at].1] = true;
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
