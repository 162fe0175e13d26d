use crate::node::{Mark, Node};
use crate::words::StatusColor;

/// What stands in a line: text and its marks, links, mentions.
///
/// Plain text is one, too: wherever an `Inline` is taken, a `&str` or `String` does. Marks are put around other
/// `Inline`s, and those that exclude each other never meet: what is code stays only code, and can only be a link as well.
///
/// ```
/// use atlassian_document::{Document, Inline, StatusColor};
///
/// let line = Inline::new()
///     .text("Read ")
///     .link(Inline::new().text("the ").strong("docs"), "https://example.com/docs")
///     .text(" and run ")
///     .code("cargo test")
///     .text(", ")
///     .mention("5b10ac8d82e05b22cc7d4ef5", "Ada")
///     .text(": ")
///     .status("OPEN", StatusColor::Blue);
/// let document = Document::new().paragraph(line);
/// assert_eq!(document.to_text(), "Read the docs and run cargo test, @Ada: OPEN");
/// ```
///
/// A line break in a text becomes a line break in the document, and empty text leaves no node, which the service would
/// refuse.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inline {
    pub(crate) nodes: Vec<Node>,
}

impl Inline {
    /// Nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds text, or what else is given.
    #[must_use]
    pub fn text(mut self, text: impl Into<Self>) -> Self {
        for node in text.into().nodes {
            self.add(node);
        }
        self
    }

    /// Adds it in bold.
    #[must_use]
    pub fn strong(self, text: impl Into<Self>) -> Self {
        self.text(text.into().marked(&Mark::new("strong")))
    }

    /// Adds it in italics.
    #[must_use]
    pub fn em(self, text: impl Into<Self>) -> Self {
        self.text(text.into().marked(&Mark::new("em")))
    }

    /// Adds it struck through.
    #[must_use]
    pub fn strike(self, text: impl Into<Self>) -> Self {
        self.text(text.into().marked(&Mark::new("strike")))
    }

    /// Adds it underlined.
    #[must_use]
    pub fn underline(self, text: impl Into<Self>) -> Self {
        self.text(text.into().marked(&Mark::new("underline")))
    }

    /// Adds it below the line.
    #[must_use]
    pub fn subscript(self, text: impl Into<Self>) -> Self {
        self.text(
            text.into()
                .marked(&Mark::new("subsup").with_attr("type", "sub")),
        )
    }

    /// Adds it above the line.
    #[must_use]
    pub fn superscript(self, text: impl Into<Self>) -> Self {
        self.text(
            text.into()
                .marked(&Mark::new("subsup").with_attr("type", "sup")),
        )
    }

    /// Adds it in a colour, `#rrggbb`.
    #[must_use]
    pub fn color(self, text: impl Into<Self>, color: impl Into<String>) -> Self {
        let mark = Mark::new("textColor").with_attr("color", color.into());
        self.text(text.into().marked(&mark))
    }

    /// Adds it on a coloured ground, `#rrggbb`.
    #[must_use]
    pub fn background(self, text: impl Into<Self>, color: impl Into<String>) -> Self {
        let mark = Mark::new("backgroundColor").with_attr("color", color.into());
        self.text(text.into().marked(&mark))
    }

    /// Adds it as a link. Without any text, the address is the text.
    #[must_use]
    pub fn link(self, text: impl Into<Self>, href: impl Into<String>) -> Self {
        let (text, href) = (text.into(), href.into());
        let text = if text.nodes.is_empty() {
            Self::from(href.as_str())
        } else {
            text
        };
        self.text(text.marked(&Mark::new("link").with_attr("href", href)))
    }

    /// Adds text as code.
    #[must_use]
    pub fn code(self, text: impl Into<String>) -> Self {
        self.text(Self::from(text.into()).marked(&Mark::new("code")))
    }

    /// Addresses a person, who is notified where the service does so.
    ///
    /// What is shown is the person's name on the site; the name given here is for those who read the document elsewhere.
    #[must_use]
    pub fn mention(self, account_id: impl AsRef<str>, name: &str) -> Self {
        let node = Node::new("mention").with_attr("id", account_id.as_ref());
        let name = name.trim_start_matches('@');
        self.node(if name.is_empty() {
            node
        } else {
            node.with_attr("text", format!("@{name}"))
        })
    }

    /// Adds an emoji by its name between colons, such as `:smile:`.
    #[must_use]
    pub fn emoji(self, short_name: impl Into<String>) -> Self {
        self.node(Node::new("emoji").with_attr("shortName", short_name.into()))
    }

    /// Adds a date, in milliseconds since 1970-01-01 at midnight UTC of the day.
    #[must_use]
    pub fn date(self, timestamp: i64) -> Self {
        self.node(Node::new("date").with_attr("timestamp", timestamp.to_string()))
    }

    /// Adds a status: a word in a coloured lozenge.
    #[must_use]
    pub fn status(self, text: impl Into<String>, color: StatusColor) -> Self {
        self.node(
            Node::new("status")
                .with_attr("text", text.into())
                .with_attr("color", String::from(color)),
        )
    }

    /// Adds a link that is shown as a card, with the title of the page behind it.
    #[must_use]
    pub fn card(self, url: impl Into<String>) -> Self {
        self.node(Node::new("inlineCard").with_attr("url", url.into()))
    }

    /// Adds a line break.
    #[must_use]
    pub fn line_break(self) -> Self {
        self.node(Node::new("hardBreak"))
    }

    /// Adds any node. Nothing is checked.
    #[must_use]
    pub fn node(mut self, node: Node) -> Self {
        self.nodes.push(node);
        self
    }

    /// Adds a node; text goes to the text before it, if that has the same marks.
    pub(crate) fn add(&mut self, node: Node) {
        match (self.nodes.last_mut(), node.as_text()) {
            (Some(last), Some(more)) if last.marks() == node.marks() => match &mut last.text {
                Some(text) => text.push_str(more),
                None => self.nodes.push(node),
            },
            _ => self.nodes.push(node),
        }
    }

    /// Puts a mark on all text that takes it.
    pub(crate) fn marked(mut self, mark: &Mark) -> Self {
        for node in &mut self.nodes {
            let code = node.marks().iter().any(|one| one.mark_type() == "code");
            if node.as_text().is_some() && (!code || mark.mark_type() == "link") {
                *node = std::mem::replace(node, Node::new("")).with_mark(mark.clone());
            }
        }
        self
    }
}

impl From<&str> for Inline {
    fn from(text: &str) -> Self {
        let mut inline = Self::new();
        for (index, line) in text.replace("\r\n", "\n").split(['\n', '\r']).enumerate() {
            if index > 0 {
                inline.nodes.push(Node::new("hardBreak"));
            }
            if !line.is_empty() {
                inline.nodes.push(Node::text(line));
            }
        }
        inline
    }
}

impl From<String> for Inline {
    fn from(text: String) -> Self {
        Self::from(text.as_str())
    }
}

impl From<&String> for Inline {
    fn from(text: &String) -> Self {
        Self::from(text.as_str())
    }
}
