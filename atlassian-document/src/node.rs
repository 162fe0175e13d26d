//! The tree: nodes and marks, as they are sent.

use std::fmt;
use std::sync::LazyLock;

use serde_json::{Map, Value};

use crate::kind::{Kind, MarkKind};

/// Deeper than this, nothing is read or written. Editors stay below 30.
pub(crate) const DEEPEST: usize = 100;

static NO_ATTRIBUTES: LazyLock<Map<String, Value>> = LazyLock::new(Map::new);

/// One node of a document: a paragraph, a table, a piece of text.
///
/// A node holds what was sent, whether this crate knows it or not, and is written back the same. What it is tells
/// [`kind`](Self::kind), to be matched on.
///
/// ```
/// use atlassian_document::{Kind, Node};
///
/// let node = Node::new("heading").with_attr("level", 2).with_content([Node::text("Plan")]);
/// match node.kind() {
///     Kind::Heading { level } => assert_eq!(level, 2),
///     other => panic!("a heading, not {other:?}"),
/// }
/// assert_eq!(node.content()[0].kind(), Kind::Text("Plan"));
/// ```
///
/// Nodes nested thousands deep do no harm: they are copied, compared, walked, converted and dropped without recursion.
/// JSON is read and written to a depth of 100 nodes (`serde_json` itself gives up at 128 brackets, about 60 nodes);
/// beyond it is an error.
pub struct Node {
    pub(crate) name: String,
    pub(crate) attrs: Option<Map<String, Value>>,
    pub(crate) marks: Option<Vec<Mark>>,
    pub(crate) content: Option<Vec<Node>>,
    pub(crate) text: Option<String>,
    pub(crate) other: Map<String, Value>,
}

impl Node {
    /// A node of any type, also one that this crate does not know. Nothing is checked.
    pub fn new(node_type: impl Into<String>) -> Self {
        Self {
            name: node_type.into(),
            attrs: None,
            marks: None,
            content: None,
            text: None,
            other: Map::new(),
        }
    }

    /// A piece of text. The service refuses an empty one.
    pub fn text(text: impl Into<String>) -> Self {
        let mut node = Self::new("text");
        node.text = Some(text.into());
        node
    }

    /// The same with an attribute.
    #[must_use]
    pub fn with_attr(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.set_attr(name, value);
        self
    }

    /// The same with more nodes at the end of its content.
    #[must_use]
    pub fn with_content(mut self, nodes: impl IntoIterator<Item = Self>) -> Self {
        self.content_mut().extend(nodes);
        self
    }

    /// The same with a mark. A mark of the same type is replaced.
    ///
    /// Marks that exclude each other are the caller's care here; [`Inline`](crate::Inline) sees to them.
    #[must_use]
    pub fn with_mark(mut self, mark: Mark) -> Self {
        let marks = self.marks_mut();
        marks.retain(|one| one.name != mark.name);
        marks.push(mark);
        self
    }

    /// What the node is, with its attributes typed.
    #[must_use]
    pub fn kind(&self) -> Kind<'_> {
        Kind::of(self)
    }

    /// Its type as sent, such as `paragraph`.
    #[must_use]
    pub fn node_type(&self) -> &str {
        &self.name
    }

    /// The text of a text node.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        self.text.as_deref()
    }

    /// Sets the text of a text node.
    pub fn set_text(&mut self, text: impl Into<String>) {
        self.text = Some(text.into());
    }

    /// An attribute, as sent.
    #[must_use]
    pub fn attr(&self, name: &str) -> Option<&Value> {
        self.attrs().get(name)
    }

    /// Sets an attribute.
    pub fn set_attr(&mut self, name: impl Into<String>, value: impl Into<Value>) {
        self.attrs_mut().insert(name.into(), value.into());
    }

    /// Its attributes, as sent.
    #[must_use]
    pub fn attrs(&self) -> &Map<String, Value> {
        self.attrs.as_ref().unwrap_or(&NO_ATTRIBUTES)
    }

    /// Its attributes, to change.
    pub fn attrs_mut(&mut self) -> &mut Map<String, Value> {
        self.attrs.get_or_insert_default()
    }

    /// Its marks.
    #[must_use]
    pub fn marks(&self) -> &[Mark] {
        self.marks.as_deref().unwrap_or_default()
    }

    /// Its marks, to change.
    pub fn marks_mut(&mut self) -> &mut Vec<Mark> {
        self.marks.get_or_insert_default()
    }

    /// The nodes that it contains.
    #[must_use]
    pub fn content(&self) -> &[Self] {
        self.content.as_deref().unwrap_or_default()
    }

    /// The nodes that it contains, to change.
    pub fn content_mut(&mut self) -> &mut Vec<Self> {
        self.content.get_or_insert_default()
    }

    /// The nodes that it contains, taken out.
    #[must_use]
    pub fn into_content(mut self) -> Vec<Self> {
        self.content.take().unwrap_or_default()
    }

    /// The node without its content.
    fn alone(&self) -> Self {
        Self {
            name: self.name.clone(),
            attrs: self.attrs.clone(),
            marks: self.marks.clone(),
            content: None,
            text: self.text.clone(),
            other: self.other.clone(),
        }
    }
}

// What the compiler would derive recurses; these do not, so that depth costs no stack.

impl Drop for Node {
    fn drop(&mut self) {
        let mut rest = self.content.take().unwrap_or_default();
        while let Some(mut node) = rest.pop() {
            rest.append(node.content.as_mut().unwrap_or(&mut vec![]));
        }
    }
}

impl Clone for Node {
    fn clone(&self) -> Self {
        let mut root = self.alone();
        let mut rest = vec![(self, &mut root)];
        while let Some((from, to)) = rest.pop() {
            if let Some(content) = &from.content {
                let copies = to.content.insert(content.iter().map(Self::alone).collect());
                rest.extend(content.iter().zip(copies));
            }
        }
        root
    }
}

impl PartialEq for Node {
    fn eq(&self, other: &Self) -> bool {
        let mut rest = vec![(self, other)];
        while let Some((one, two)) = rest.pop() {
            let same = one.name == two.name
                && one.text == two.text
                && one.attrs == two.attrs
                && one.marks == two.marks
                && one.other == two.other
                && one.content.as_ref().map(Vec::len) == two.content.as_ref().map(Vec::len);
            if !same {
                return false;
            }
            rest.extend(one.content().iter().zip(two.content()));
        }
        true
    }
}

impl Eq for Node {}

impl fmt::Debug for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Shown(self, 0).fmt(f)
    }
}

/// A node at a depth, for `Debug`.
struct Shown<'a>(&'a Node, usize);

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(node, depth) = *self;
        if depth > DEEPEST {
            return f.write_str("…");
        }
        let mut shown = f.debug_struct("Node");
        shown.field("type", &node.name);
        if let Some(text) = &node.text {
            shown.field("text", text);
        }
        if let Some(attrs) = &node.attrs {
            shown.field("attrs", attrs);
        }
        if let Some(marks) = &node.marks {
            shown.field("marks", marks);
        }
        if let Some(content) = &node.content {
            let content: Vec<_> = content.iter().map(|one| Shown(one, depth + 1)).collect();
            shown.field("content", &content);
        }
        if !node.other.is_empty() {
            shown.field("other", &node.other);
        }
        shown.finish()
    }
}

/// A mark on a node: bold, a link, a colour, an alignment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    pub(crate) name: String,
    pub(crate) attrs: Option<Map<String, Value>>,
    pub(crate) other: Map<String, Value>,
}

impl Mark {
    /// A mark of any type, also one that this crate does not know. Nothing is checked.
    ///
    /// ```
    /// use atlassian_document::{Mark, MarkKind};
    ///
    /// let link = Mark::new("link").with_attr("href", "https://example.com");
    /// assert!(matches!(link.kind(), MarkKind::Link { href: "https://example.com", .. }));
    /// ```
    pub fn new(mark_type: impl Into<String>) -> Self {
        Self {
            name: mark_type.into(),
            attrs: None,
            other: Map::new(),
        }
    }

    /// The same with an attribute.
    #[must_use]
    pub fn with_attr(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.attrs_mut().insert(name.into(), value.into());
        self
    }

    /// What the mark says, with its attributes typed.
    #[must_use]
    pub fn kind(&self) -> MarkKind<'_> {
        MarkKind::of(self)
    }

    /// Its type as sent, such as `strong`.
    #[must_use]
    pub fn mark_type(&self) -> &str {
        &self.name
    }

    /// An attribute, as sent.
    #[must_use]
    pub fn attr(&self, name: &str) -> Option<&Value> {
        self.attrs().get(name)
    }

    /// Its attributes, as sent.
    #[must_use]
    pub fn attrs(&self) -> &Map<String, Value> {
        self.attrs.as_ref().unwrap_or(&NO_ATTRIBUTES)
    }

    /// Its attributes, to change.
    pub fn attrs_mut(&mut self) -> &mut Map<String, Value> {
        self.attrs.get_or_insert_default()
    }
}
