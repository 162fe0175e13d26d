use serde_json::Value;

use super::inline::Inline;
use super::table::{Cell, Table};
use crate::document::Document;
use crate::node::Node;
use crate::words::PanelType;

/// Something that blocks are put into.
macro_rules! containers {
    ($( $(#[$meta:meta])* $name:ident )+) => { $(
        $(#[$meta])*
        #[derive(Clone, Debug, Default, PartialEq, Eq)]
        pub struct $name {
            nodes: Vec<Node>,
        }

        impl $name {
            fn push(&mut self, node: Node) {
                self.nodes.push(node);
            }

            /// The blocks; the service refuses a container without any.
            fn into_nodes(self) -> Vec<Node> {
                if self.nodes.is_empty() { vec![Node::new("paragraph")] } else { self.nodes }
            }
        }

        impl<T: Into<Inline>> From<T> for $name {
            fn from(text: T) -> Self {
                Self::default().paragraph(text)
            }
        }
    )+ };
}

containers! {
    /// An item of a list: a line, and perhaps more blocks under it. Text is an item, too.
    ///
    /// ```
    /// use atlassian_document::{Document, Item};
    ///
    /// let list = Document::new().bullet_list([
    ///     Item::from("Fruit").bullet_list(["Apples", "Pears"]),
    ///     Item::from("Bread"),
    /// ]);
    /// assert_eq!(list.to_text(), "- Fruit\n  - Apples\n  - Pears\n- Bread");
    /// ```
    Item
    /// What a panel contains. Text is such, too.
    Panel
    /// What is quoted. Text is such, too.
    Quote
    /// What is seen once a section is open. Text is such, too.
    Expand
    /// A column of a layout. Text is one, too.
    Column
}

/// Blocks, and the containers in which they may stand.
macro_rules! blocks {
    ($( in $($container:ident),+ { $($methods:tt)+ } )+) => { $( blocks!(@each [$($container)+] { $($methods)+ }); )+ };
    (@each [$($container:ident)+] $methods:tt) => { $( blocks!(@one $container $methods); )+ };
    (@one $container:ident { $( $(#[$meta:meta])* fn $name:ident($($argument:ident: $type:ty),*) $body:block )+ }) => {
        impl $container { $(
            $(#[$meta])*
            #[must_use]
            pub fn $name(mut self, $($argument: $type),*) -> Self {
                let node: Option<Node> = $body.into();
                if let Some(node) = node {
                    self.push(node);
                }
                self
            }
        )+ }
    };
}

blocks! {
    in Document, Column, Expand, Cell, Panel, Item, Quote {
        /// Adds a paragraph.
        fn paragraph(text: impl Into<Inline>) {
            Node::new("paragraph").with_content(text.into().nodes)
        }

        /// Adds a list with bullets. Without items it is nothing.
        fn bullet_list(items: impl IntoIterator<Item = impl Into<Item>>) {
            list(Node::new("bulletList"), items)
        }

        /// Adds a list with numbers. Without items it is nothing.
        fn ordered_list(items: impl IntoIterator<Item = impl Into<Item>>) {
            list(Node::new("orderedList"), items)
        }

        /// Adds code in a language, by the editor's name for it, such as `rust`. It may be empty.
        fn code_block(language: &str, code: impl Into<String>) {
            code_block(language, code.into())
        }

        /// Adds a picture from elsewhere, with what it shows in words.
        fn image(url: impl Into<String>, alt: &str) {
            media_single(Node::new("media").with_attr("type", "external").with_attr("url", url.into()), alt)
        }

        /// Adds a picture or file by its id in the media service, which is not the id of an attachment.
        fn media(id: impl Into<String>, alt: &str) {
            let media = Node::new("media").with_attr("type", "file").with_attr("id", id.into());
            media_single(media.with_attr("collection", ""), alt)
        }

        /// Adds any node. Nothing is checked.
        fn node(node: Node) {
            node
        }
    }

    in Document, Column, Expand, Cell, Panel {
        /// Adds a heading. The level is from 1 to 6; what is outside is moved to the nearest.
        fn heading(level: u8, text: impl Into<Inline>) {
            Node::new("heading").with_attr("level", level.clamp(1, 6)).with_content(text.into().nodes)
        }

        /// Adds a horizontal line.
        fn rule() {
            Node::new("rule")
        }

        /// Adds a list of things to do. Without any it is nothing.
        fn task_list(tasks: impl IntoIterator<Item = Task>) {
            let tasks: Vec<_> = tasks.into_iter().map(|task| task.0).collect();
            (!tasks.is_empty()).then(|| Node::new("taskList").with_attr("localId", "").with_content(tasks))
        }

        /// Adds a list of decisions. Without any it is nothing.
        fn decision_list(decisions: impl IntoIterator<Item = impl Into<Inline>>) {
            let decisions: Vec<_> = decisions.into_iter().map(|one| {
                let node = Node::new("decisionItem").with_attr("localId", "").with_attr("state", "DECIDED");
                node.with_content(one.into().nodes)
            }).collect();
            (!decisions.is_empty()).then(|| Node::new("decisionList").with_attr("localId", "").with_content(decisions))
        }

        /// Adds a link that is shown as a card.
        fn card(url: impl Into<String>) {
            Node::new("blockCard").with_attr("url", url.into())
        }
    }

    in Document, Column, Expand, Cell {
        /// Adds a coloured panel.
        fn panel(panel_type: PanelType, content: impl Into<Panel>) {
            let node = Node::new("panel").with_attr("panelType", String::from(panel_type));
            node.with_content(content.into().into_nodes())
        }

        /// Adds a quotation.
        fn quote(content: impl Into<Quote>) {
            Node::new("blockquote").with_content(content.into().into_nodes())
        }
    }

    in Document, Column, Expand {
        /// Adds a table. Without rows it is nothing.
        fn table(table: Table) {
            table.into_node()
        }
    }

    in Document, Column {
        /// Adds a section that opens on a click.
        fn expand(title: &str, content: impl Into<Expand>) {
            let node = Node::new("expand").with_attr("title", title);
            node.with_content(content.into().into_nodes())
        }
    }

    in Document {
        /// Adds columns side by side, of the same width. The editors know 2 to 5. Jira's fields show none; pages of
        /// Confluence do.
        fn columns(columns: impl IntoIterator<Item = impl Into<Column>>) {
            let columns: Vec<Column> = columns.into_iter().map(Into::into).collect();
            #[allow(clippy::cast_precision_loss, reason = "nobody has that many columns")]
            let width = 100.0 / columns.len().max(1) as f64;
            let columns: Vec<_> = columns.into_iter().map(|column| {
                Node::new("layoutColumn").with_attr("width", width).with_content(column.into_nodes())
            }).collect();
            (!columns.is_empty()).then(|| Node::new("layoutSection").with_content(columns))
        }
    }
}

fn list(list: Node, items: impl IntoIterator<Item = impl Into<Item>>) -> Option<Node> {
    let items: Vec<_> = items
        .into_iter()
        .map(|item| Node::new("listItem").with_content(item.into().into_nodes()))
        .collect();
    (!items.is_empty()).then(|| list.with_content(items))
}

pub(crate) fn code_block(language: &str, code: String) -> Node {
    let mut node = Node::new("codeBlock");
    if !language.is_empty() {
        node.set_attr("language", language);
    }
    if code.is_empty() {
        node
    } else {
        node.with_content([Node::text(code)])
    }
}

pub(crate) fn media_single(mut media: Node, alt: &str) -> Node {
    if !alt.is_empty() {
        media.set_attr("alt", alt);
    }
    Node::new("mediaSingle")
        .with_attr("layout", "center")
        .with_content([media])
}

macro_rules! new {
    ($($container:ident)+) => { $(
        impl $container {
            /// Nothing yet.
            #[must_use]
            pub fn new() -> Self {
                Self::default()
            }
        }
    )+ };
}

// An item has no `new`: it begins with its line.
new!(Panel Quote Expand Column);

/// A thing to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task(Node);

impl Task {
    /// One that is to be done.
    pub fn todo(text: impl Into<Inline>) -> Self {
        Self::new("TODO", text.into())
    }

    /// One that is done.
    pub fn done(text: impl Into<Inline>) -> Self {
        Self::new("DONE", text.into())
    }

    fn new(state: &str, text: Inline) -> Self {
        let node = Node::new("taskItem")
            .with_attr("localId", "")
            .with_attr("state", state);
        Self(node.with_content(text.nodes))
    }
}

impl Document {
    fn push(&mut self, node: Node) {
        let unnumbered = local_id(&node) == Some("")
            || node.descendants().any(|node| local_id(node) == Some(""));
        self.content_mut().push(node);
        if unnumbered {
            self.number_tasks();
        }
    }

    /// Tasks and decisions must have an id of their own in the document: those that have none get the next number, so
    /// that the same steps make the same document.
    pub(crate) fn number_tasks(&mut self) {
        let numbers = self
            .nodes()
            .filter_map(local_id)
            .filter_map(|id| id.parse::<u64>().ok());
        let mut last = numbers.max().unwrap_or(0);
        self.for_each_mut(|node| {
            if local_id(node) == Some("") {
                last = last.saturating_add(1);
                node.set_attr("localId", last.to_string());
            }
        });
    }
}

fn local_id(node: &Node) -> Option<&str> {
    node.attr("localId").and_then(Value::as_str)
}
