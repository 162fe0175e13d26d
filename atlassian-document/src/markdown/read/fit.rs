//! Blocks from Markdown, as the service takes them.

use std::mem;

use crate::build::Inline;
use crate::kind::Kind;
use crate::node::{Mark, Node};
use crate::text::own_text;

/// What may stand in an item; all but the last in a quotation.
pub(super) const IN_ITEM: [&str; 6] = [
    "paragraph",
    "bulletList",
    "orderedList",
    "codeBlock",
    "mediaSingle",
    "taskList",
];
pub(super) const IN_PANEL: [&str; 8] = [
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
pub(super) fn fitting(nodes: Vec<Node>, types: &[&str]) -> Vec<Node> {
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
pub(super) fn or_paragraph(mut nodes: Vec<Node>) -> Vec<Node> {
    if nodes
        .first()
        .is_none_or(|node| node.node_type().ends_with("List"))
    {
        nodes.insert(0, Node::new("paragraph"));
    }
    nodes
}

pub(super) fn marker(done: bool) -> &'static str {
    if done { "[x] " } else { "[ ] " }
}

/// A list of tasks if all its items are, and have one line and further such lists only; or else a list in which
/// tasks are marked in their text.
pub(super) fn list(
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
pub(super) fn table(mut rows: Vec<Node>) -> Option<Node> {
    let says_nothing = |row: &Node| row.descendants().all(|node| own_text(node).is_none());
    if rows.first().is_some_and(says_nothing) && !rows[0].descendants().any(is_picture) {
        rows.remove(0);
    }
    (!rows.is_empty()).then(|| Node::new("table").with_content(rows))
}

fn is_picture(node: &Node) -> bool {
    matches!(node.kind(), Kind::Media(_))
}
