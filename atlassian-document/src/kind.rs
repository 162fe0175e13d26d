//! What nodes and marks are, to be matched on.

use serde_json::Value;

use crate::node::{Mark, Node};
use crate::words::{Alignment, PanelType, StatusColor};

/// What a node is, from [`Node::kind`].
///
/// A node that lacks the attribute which makes it what it is (a mention without an id) is [`Other`](Self::Other), like
/// one of an unknown type; its attributes are in [`Node::attrs`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Kind<'a> {
    /// The root.
    Doc,
    /// A paragraph of inline nodes.
    Paragraph,
    /// A heading of inline nodes.
    Heading {
        /// 1 to 6.
        level: u8,
    },
    /// A list with bullets; contains list items.
    BulletList,
    /// A list with numbers; contains list items.
    OrderedList {
        /// The first number.
        start: u64,
    },
    /// An item of a list; contains blocks.
    ListItem,
    /// A list of things to do; contains task items, and further task lists.
    TaskList,
    /// A thing to do, of inline nodes.
    TaskItem {
        /// Whether it is done.
        done: bool,
    },
    /// A thing to do, of blocks.
    BlockTaskItem {
        /// Whether it is done.
        done: bool,
    },
    /// A list of decisions; contains decision items.
    DecisionList,
    /// A decision, of inline nodes.
    DecisionItem,
    /// Code; contains text without marks.
    CodeBlock {
        /// Its language, in the editor's word.
        language: Option<&'a str>,
    },
    /// A quotation; contains blocks.
    Blockquote,
    /// A coloured panel; contains blocks.
    Panel(PanelType),
    /// A horizontal line.
    Rule,
    /// A table; contains rows.
    Table,
    /// A row; contains cells.
    TableRow,
    /// A cell that is a heading of its row or column; contains blocks.
    TableHeader(Span),
    /// A cell; contains blocks.
    TableCell(Span),
    /// A picture or file with its place on the page; contains one `Media`, and perhaps a `Caption`.
    MediaSingle,
    /// Files in a row; contains `Media`.
    MediaGroup,
    /// A picture or file.
    Media(Media<'a>),
    /// A picture or file in a line of text.
    MediaInline(Media<'a>),
    /// What is written below a picture, of inline nodes.
    Caption,
    /// A section that opens on a click; contains blocks.
    Expand {
        /// What is seen while it is closed.
        title: Option<&'a str>,
    },
    /// The same inside an `Expand` or a table.
    NestedExpand {
        /// What is seen while it is closed.
        title: Option<&'a str>,
    },
    /// Columns side by side; contains `LayoutColumn`.
    LayoutSection,
    /// A column; contains blocks.
    LayoutColumn {
        /// Its share of the width, in percent.
        width: f64,
    },
    /// A link shown as a card.
    BlockCard {
        /// Where it leads. Absent where the card brings its data along, or is a list of issues.
        url: Option<&'a str>,
    },
    /// A link that is shown with the page behind it.
    EmbedCard {
        /// Where it leads.
        url: Option<&'a str>,
    },
    /// A link shown as a card in a line of text.
    InlineCard {
        /// Where it leads. Absent where the card brings its data along.
        url: Option<&'a str>,
    },
    /// What an app draws, as a block.
    Extension(Extension<'a>),
    /// What an app draws around blocks.
    BodiedExtension(Extension<'a>),
    /// What an app draws in a line of text.
    InlineExtension(Extension<'a>),
    /// A piece of text; its marks are in [`Node::marks`].
    Text(&'a str),
    /// A line break.
    HardBreak,
    /// A person is addressed.
    Mention {
        /// The account id.
        id: &'a str,
        /// The name with its `@`, as it was when the document was written. Often absent.
        text: Option<&'a str>,
    },
    /// An emoji.
    Emoji {
        /// Its name between colons, such as `:smile:`.
        short_name: &'a str,
        /// The character.
        text: Option<&'a str>,
    },
    /// A date.
    Date {
        /// Milliseconds since 1970-01-01, at midnight UTC of the day.
        timestamp: i64,
    },
    /// A status, shown as a lozenge.
    Status {
        /// What it says.
        text: &'a str,
        /// Its colour.
        color: StatusColor,
    },
    /// A hint in a template on what to write here.
    Placeholder {
        /// The hint.
        text: &'a str,
    },
    /// Anything else, with its type as sent.
    Other(&'a str),
}

/// How many columns and rows a cell takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Span {
    /// Columns, at least 1.
    pub columns: u64,
    /// Rows, at least 1.
    pub rows: u64,
}

/// A picture or file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Media<'a> {
    /// Its id in Atlassian's media service, a UUID; not the id of an attachment. Absent for a picture elsewhere.
    pub id: Option<&'a str>,
    /// The media service's name for where it is kept. Often empty.
    pub collection: Option<&'a str>,
    /// The address of a picture elsewhere.
    pub url: Option<&'a str>,
    /// What it shows, in words.
    pub alt: Option<&'a str>,
}

/// What an app draws.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Extension<'a> {
    /// Its name within its type, such as `toc`.
    pub key: &'a str,
    /// The app or the kind of extension, such as `com.atlassian.confluence.macro.core`.
    pub extension_type: &'a str,
    /// What stands for it where the app is not there.
    pub text: Option<&'a str>,
}

impl<'a> Kind<'a> {
    pub(crate) fn of(node: &'a Node) -> Self {
        Self::known(node).unwrap_or(Self::Other(&node.name))
    }

    fn known(node: &'a Node) -> Option<Self> {
        let text = |name| node.attr(name).and_then(Value::as_str);
        Some(match node.name.as_str() {
            "doc" => Self::Doc,
            "paragraph" => Self::Paragraph,
            "heading" => Self::Heading {
                level: u8::try_from(whole(node.attr("level")?)?).ok()?.clamp(1, 6),
            },
            "bulletList" => Self::BulletList,
            "orderedList" => Self::OrderedList {
                start: node.attr("order").and_then(whole).unwrap_or(1),
            },
            "listItem" => Self::ListItem,
            "taskList" => Self::TaskList,
            "taskItem" => Self::TaskItem {
                done: text("state") == Some("DONE"),
            },
            "blockTaskItem" => Self::BlockTaskItem {
                done: text("state") == Some("DONE"),
            },
            "decisionList" => Self::DecisionList,
            "decisionItem" => Self::DecisionItem,
            "codeBlock" => Self::CodeBlock {
                language: text("language"),
            },
            "blockquote" => Self::Blockquote,
            "panel" => Self::Panel(text("panelType")?.into()),
            "rule" => Self::Rule,
            "table" => Self::Table,
            "tableRow" => Self::TableRow,
            "tableHeader" => Self::TableHeader(Span::of(node)),
            "tableCell" => Self::TableCell(Span::of(node)),
            "mediaSingle" => Self::MediaSingle,
            "mediaGroup" => Self::MediaGroup,
            "media" => Self::Media(Media::of(node)?),
            "mediaInline" => Self::MediaInline(Media::of(node)?),
            "caption" => Self::Caption,
            "expand" => Self::Expand {
                title: text("title"),
            },
            "nestedExpand" => Self::NestedExpand {
                title: text("title"),
            },
            "layoutSection" => Self::LayoutSection,
            "layoutColumn" => Self::LayoutColumn {
                width: node.attr("width")?.as_f64()?,
            },
            "blockCard" => Self::BlockCard { url: address(node) },
            "embedCard" => Self::EmbedCard { url: address(node) },
            "inlineCard" => Self::InlineCard { url: address(node) },
            "extension" => Self::Extension(Extension::of(node)?),
            "bodiedExtension" => Self::BodiedExtension(Extension::of(node)?),
            "inlineExtension" => Self::InlineExtension(Extension::of(node)?),
            "text" => Self::Text(node.as_text()?),
            "hardBreak" => Self::HardBreak,
            "mention" => Self::Mention {
                id: text("id")?,
                text: text("text"),
            },
            "emoji" => Self::Emoji {
                short_name: text("shortName")?,
                text: text("text"),
            },
            "date" => Self::Date {
                timestamp: match node.attr("timestamp")? {
                    Value::String(digits) => digits.parse().ok()?,
                    other => other.as_i64()?,
                },
            },
            "status" => Self::Status {
                text: text("text")?,
                color: text("color").unwrap_or("neutral").into(),
            },
            "placeholder" => Self::Placeholder {
                text: text("text")?,
            },
            _ => return None,
        })
    }
}

/// A whole number, also one that was written as `2.0`.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "checked to be whole and small"
)]
fn whole(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| {
        let number = value.as_f64()?;
        (number.fract() == 0.0 && (0.0..1e9).contains(&number)).then_some(number as u64)
    })
}

/// Where a card leads.
fn address(node: &Node) -> Option<&str> {
    let url = node.attr("url").or_else(|| node.attr("data")?.get("url"));
    url.and_then(Value::as_str)
}

impl Span {
    fn of(node: &Node) -> Self {
        let number = |name| node.attr(name).and_then(whole).unwrap_or(1).max(1);
        Self {
            columns: number("colspan"),
            rows: number("rowspan"),
        }
    }
}

impl<'a> Media<'a> {
    fn of(node: &'a Node) -> Option<Self> {
        let text = |name| node.attr(name).and_then(Value::as_str);
        let media = Self {
            id: text("id"),
            collection: text("collection"),
            url: text("url"),
            alt: text("alt"),
        };
        (media.id.is_some() || media.url.is_some()).then_some(media)
    }
}

impl<'a> Extension<'a> {
    fn of(node: &'a Node) -> Option<Self> {
        let text = |name| node.attr(name).and_then(Value::as_str);
        Some(Self {
            key: text("extensionKey")?,
            extension_type: text("extensionType")?,
            text: text("text"),
        })
    }
}

/// What a mark says, from [`Mark::kind`].
///
/// A mark that lacks the attribute which makes it what it is (a link without an address) is [`Other`](Self::Other),
/// like one of an unknown type.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum MarkKind<'a> {
    /// Bold.
    Strong,
    /// Italic.
    Em,
    /// Code. Only `Link` and `Annotation` may stand beside it.
    Code,
    /// Struck through.
    Strike,
    /// Underlined.
    Underline,
    /// A link.
    Link {
        /// Where it leads.
        href: &'a str,
        /// What is shown on hovering.
        title: Option<&'a str>,
    },
    /// Below the line.
    Subscript,
    /// Above the line.
    Superscript,
    /// The colour of the letters, as `#rrggbb`.
    TextColor(&'a str),
    /// The colour behind the letters, as `#rrggbb`.
    BackgroundColor(&'a str),
    /// How a paragraph or heading is aligned.
    Alignment(Alignment),
    /// How far a paragraph or heading is moved in, 1 to 6.
    Indentation(u64),
    /// The border of a picture.
    Border {
        /// 1 to 3.
        size: u64,
        /// As `#rrggbb`, or `#rrggbbaa`.
        color: &'a str,
    },
    /// A comment on this piece of text.
    Annotation {
        /// The comment's id.
        id: &'a str,
    },
    /// A block that is wider than the page's text.
    Breakout {
        /// `wide` or `full-width`.
        mode: &'a str,
    },
    /// What an app's extension reads.
    DataConsumer,
    /// A name by which another extension reads this one.
    Fragment {
        /// The id that others refer to.
        local_id: &'a str,
        /// Its name for people.
        name: Option<&'a str>,
    },
    /// Anything else, with its type as sent.
    Other(&'a str),
}

impl<'a> MarkKind<'a> {
    pub(crate) fn of(mark: &'a Mark) -> Self {
        Self::known(mark).unwrap_or(Self::Other(&mark.name))
    }

    fn known(mark: &'a Mark) -> Option<Self> {
        let text = |name| mark.attr(name).and_then(Value::as_str);
        Some(match mark.name.as_str() {
            "strong" => Self::Strong,
            "em" => Self::Em,
            "code" => Self::Code,
            "strike" => Self::Strike,
            "underline" => Self::Underline,
            "link" => Self::Link {
                href: text("href")?,
                title: text("title"),
            },
            "subsup" => match text("type")? {
                "sub" => Self::Subscript,
                "sup" => Self::Superscript,
                _ => return None,
            },
            "textColor" => Self::TextColor(text("color")?),
            "backgroundColor" => Self::BackgroundColor(text("color")?),
            "alignment" => Self::Alignment(text("align")?.into()),
            "indentation" => Self::Indentation(whole(mark.attr("level")?)?),
            "border" => Self::Border {
                size: whole(mark.attr("size")?)?,
                color: text("color")?,
            },
            "annotation" => Self::Annotation { id: text("id")? },
            "breakout" => Self::Breakout {
                mode: text("mode")?,
            },
            "dataConsumer" => Self::DataConsumer,
            "fragment" => Self::Fragment {
                local_id: text("localId")?,
                name: text("name"),
            },
            _ => return None,
        })
    }
}
