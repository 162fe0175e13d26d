//! Through all nodes of a document, to look at them and to change them.

use std::slice;

use crate::document::Document;
use crate::kind::{Kind, MarkKind};
use crate::node::Node;

/// All nodes below one, each before what it contains, in the order of reading.
#[derive(Clone, Debug)]
pub struct Descendants<'a> {
    open: Vec<slice::Iter<'a, Node>>,
}

impl<'a> Iterator for Descendants<'a> {
    type Item = &'a Node;

    fn next(&mut self) -> Option<&'a Node> {
        loop {
            if let Some(node) = self.open.last_mut()?.next() {
                self.open.push(node.content().iter());
                return Some(node);
            }
            self.open.pop();
        }
    }
}

impl Node {
    /// All nodes below this one, in the order of reading.
    #[must_use]
    pub fn descendants(&self) -> Descendants<'_> {
        Descendants {
            open: vec![self.content().iter()],
        }
    }

    /// Changes all nodes below this one, each before what it then contains, in the order of reading.
    pub fn for_each_mut(&mut self, mut change: impl FnMut(&mut Self)) {
        fn open(node: &mut Node) -> slice::IterMut<'_, Node> {
            node.content.as_deref_mut().unwrap_or_default().iter_mut()
        }
        let mut rest = vec![open(self)];
        while let Some(nodes) = rest.last_mut() {
            if let Some(node) = nodes.next() {
                change(node);
                rest.push(open(node));
            } else {
                rest.pop();
            }
        }
    }
}

impl Document {
    /// All nodes below the root, each before what it contains, in the order of reading.
    ///
    /// ```
    /// use atlassian_document::{Document, Kind};
    ///
    /// # let document = Document::new();
    /// let headings = document.nodes().filter(|node| matches!(node.kind(), Kind::Heading { .. }));
    /// # assert_eq!(headings.count(), 0);
    /// ```
    #[must_use]
    pub fn nodes(&self) -> Descendants<'_> {
        self.root().descendants()
    }

    /// Changes all nodes below the root, each before what it then contains, in the order of reading.
    pub fn for_each_mut(&mut self, change: impl FnMut(&mut Node)) {
        self.root_mut().for_each_mut(change);
    }

    /// The account ids of those who are mentioned, as often as they are.
    pub fn mentions(&self) -> impl Iterator<Item = &str> {
        self.nodes().filter_map(|node| match node.kind() {
            Kind::Mention { id, .. } => Some(id),
            _ => None,
        })
    }

    /// The addresses that the document leads to: of links, cards and pictures elsewhere.
    pub fn links(&self) -> impl Iterator<Item = &str> {
        self.nodes().flat_map(|node| {
            let own = match node.kind() {
                Kind::BlockCard { url } | Kind::EmbedCard { url } | Kind::InlineCard { url } => url,
                Kind::Media(media) | Kind::MediaInline(media) => media.url,
                _ => None,
            };
            let marked = node.marks().iter().filter_map(|mark| match mark.kind() {
                MarkKind::Link { href, .. } => Some(href),
                _ => None,
            });
            own.into_iter().chain(marked)
        })
    }

    /// The ids of pictures and files in the media service; they are not the ids of attachments.
    pub fn media_ids(&self) -> impl Iterator<Item = &str> {
        self.nodes().filter_map(|node| match node.kind() {
            Kind::Media(media) | Kind::MediaInline(media) => media.id,
            _ => None,
        })
    }

    /// Gives those who are mentioned other account ids, where the function has one: for a document that moves to
    /// another site.
    pub fn replace_mentions(&mut self, mut new: impl FnMut(&str) -> Option<String>) {
        self.for_each_mut(|node| {
            if let Kind::Mention { id, .. } = node.kind()
                && let Some(id) = new(id)
            {
                node.set_attr("id", id);
            }
        });
    }

    /// Gives pictures and files other ids in the media service, where the function has one.
    pub fn replace_media_ids(&mut self, mut new: impl FnMut(&str) -> Option<String>) {
        self.for_each_mut(|node| {
            if let Kind::Media(media) | Kind::MediaInline(media) = node.kind()
                && let Some(id) = media.id.and_then(&mut new)
            {
                node.set_attr("id", id);
            }
        });
    }
}
