//! Nodes and marks from JSON and to JSON. What is read is written back the same, nulls and the order of keys aside.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde::ser::{Error as _, SerializeMap, Serializer};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::node::{DEEPEST, Mark, Node};

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        NodeAt(0).deserialize(deserializer)
    }
}

/// Reads a node at this depth.
struct NodeAt(usize);

impl<'de> DeserializeSeed<'de> for NodeAt {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for NodeAt {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a node of a document, which is an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
        if self.0 > DEEPEST {
            return Err(A::Error::custom(format_args!(
                "the document is nested more than {DEEPEST} nodes deep"
            )));
        }
        let mut node = Node::new(String::new());
        while let Some(name) = map.next_key::<String>()? {
            match name.as_str() {
                "type" => node.name = map.next_value::<Option<_>>()?.unwrap_or_default(),
                "text" => node.text = map.next_value()?,
                "attrs" => node.attrs = map.next_value()?,
                "marks" => node.marks = map.next_value()?,
                "content" => node.content = map.next_value_seed(ContentAt(self.0 + 1))?,
                _ => {
                    node.other.insert(name, map.next_value()?);
                }
            }
        }
        Ok(node)
    }
}

/// Reads nodes of this depth, or null.
struct ContentAt(usize);

impl<'de> DeserializeSeed<'de> for ContentAt {
    type Value = Option<Vec<Node>>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_option(self)
    }
}

impl<'de> Visitor<'de> for ContentAt {
    type Value = Option<Vec<Node>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of nodes")
    }

    fn visit_none<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_seq(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut nodes = vec![];
        while let Some(node) = list.next_element_seed(NodeAt(self.0))? {
            nodes.push(node);
        }
        Ok(Some(nodes))
    }
}

impl Serialize for Node {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Written(self, 0).serialize(serializer)
    }
}

/// A node at a depth.
struct Written<'a>(&'a Node, usize);

impl Serialize for Written<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(node, depth) = *self;
        if depth > DEEPEST {
            return Err(S::Error::custom(format_args!(
                "the document is nested more than {DEEPEST} nodes deep"
            )));
        }
        let mut map = serializer.serialize_map(None)?;
        if !node.name.is_empty() {
            map.serialize_entry("type", &node.name)?;
        }
        if let Some(text) = &node.text {
            map.serialize_entry("text", text)?;
        }
        if let Some(attrs) = &node.attrs {
            map.serialize_entry("attrs", attrs)?;
        }
        if let Some(marks) = &node.marks {
            map.serialize_entry("marks", marks)?;
        }
        for (name, value) in &node.other {
            map.serialize_entry(name, value)?;
        }
        if let Some(content) = &node.content {
            map.serialize_entry("content", &WrittenList(content, depth + 1))?;
        }
        map.end()
    }
}

/// Nodes of a depth.
struct WrittenList<'a>(&'a [Node], usize);

impl Serialize for WrittenList<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|node| Written(node, self.1)))
    }
}

impl<'de> Deserialize<'de> for Mark {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut other = Map::<String, Value>::deserialize(deserializer)?;
        let name = match other.remove("type") {
            Some(Value::String(name)) => name,
            Some(odd) if !odd.is_null() => {
                return Err(D::Error::custom("the type of a mark is a string"));
            }
            _ => String::new(),
        };
        let attrs = match other.remove("attrs") {
            Some(Value::Object(attrs)) => Some(attrs),
            Some(odd) if !odd.is_null() => {
                return Err(D::Error::custom("the attributes of a mark are an object"));
            }
            _ => None,
        };
        Ok(Self { name, attrs, other })
    }
}

impl Serialize for Mark {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if !self.name.is_empty() {
            map.serialize_entry("type", &self.name)?;
        }
        if let Some(attrs) = &self.attrs {
            map.serialize_entry("attrs", attrs)?;
        }
        for (name, value) in &self.other {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}
