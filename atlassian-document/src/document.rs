//! The document: the root of the tree.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use crate::node::Node;

/// A document: the rich text of a description, a comment, a page.
///
/// It reads nodes and marks of any type, with any attributes and further fields, and writes them back the same. What is
/// no tree of nodes is an error: a `content` or `marks` that is no list, `attrs` that are no object, a `text` that is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document(Node);

impl Serialize for Document {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(to)
    }
}

impl<'de> Deserialize<'de> for Document {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Node::deserialize(from).map(Self)
    }
}

impl Document {
    /// An empty document.
    #[must_use]
    pub fn new() -> Self {
        let mut root = Node::new("doc");
        root.other.insert("version".to_owned(), Value::from(1));
        root.content = Some(vec![]);
        Self(root)
    }

    /// The version of the format: 1, since there is one.
    #[must_use]
    pub fn version(&self) -> Option<u64> {
        self.0.other.get("version")?.as_u64()
    }

    /// Its blocks.
    #[must_use]
    pub fn content(&self) -> &[Node] {
        self.0.content()
    }

    /// Its blocks, to change.
    pub fn content_mut(&mut self) -> &mut Vec<Node> {
        self.0.content_mut()
    }

    /// The root node, of type `doc`.
    #[must_use]
    pub fn root(&self) -> &Node {
        &self.0
    }

    /// The root node, to change.
    pub fn root_mut(&mut self) -> &mut Node {
        &mut self.0
    }
}

impl Default for Document {
    fn default() -> Self {
        Self::new()
    }
}
