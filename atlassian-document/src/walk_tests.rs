use serde_json::json;

use crate::{Document, Node};

fn document() -> Document {
    serde_json::from_value(json!({"type": "doc", "version": 1, "content": [
        {"type": "paragraph", "content": [
            {"type": "mention", "attrs": {"id": "acc-1", "text": "@Ada"}},
            {"type": "text", "text": "docs", "marks": [
                {"type": "strong"}, {"type": "link", "attrs": {"href": "https://example.com/docs"}},
            ]},
            {"type": "inlineCard", "attrs": {"url": "https://example.com/card"}},
            {"type": "inlineCard", "attrs": {"data": {"url": "https://example.com/data"}}},
            {"type": "mediaInline", "attrs": {"id": "file-1", "collection": ""}},
        ]},
        {"type": "blockCard", "attrs": {"datasource": {"id": "d"}}},
        {"type": "mediaSingle", "content": [
            {"type": "media", "attrs": {"type": "external", "url": "https://example.com/p.png"}},
        ]},
        {"type": "mediaGroup", "content": [
            {"type": "media", "attrs": {"type": "file", "id": "file-2", "collection": ""}},
        ]},
        {"type": "taskList", "content": [{"type": "taskItem", "content": [
            {"type": "mention", "attrs": {"id": "acc-2"}}, {"type": "mention", "attrs": {"id": "acc-1"}},
        ]}]},
    ]}))
    .unwrap()
}

#[test]
fn what_a_document_refers_to_is_found() {
    let document = document();
    assert_eq!(
        document.mentions().collect::<Vec<_>>(),
        ["acc-1", "acc-2", "acc-1"]
    );
    assert_eq!(
        document.media_ids().collect::<Vec<_>>(),
        ["file-1", "file-2"]
    );
    assert_eq!(
        document.links().collect::<Vec<_>>(),
        ["docs", "card", "data", "p.png"].map(|path| format!("https://example.com/{path}"))
    );
}

#[test]
fn what_a_document_refers_to_is_replaced() {
    let mut document = document();
    document.replace_mentions(|id| (id == "acc-1").then(|| "new-1".to_owned()));
    document.replace_media_ids(|id| Some(format!("new-{id}")));
    assert_eq!(
        document.mentions().collect::<Vec<_>>(),
        ["new-1", "acc-2", "new-1"]
    );
    assert_eq!(
        document.media_ids().collect::<Vec<_>>(),
        ["new-file-1", "new-file-2"]
    );
    assert_eq!(
        document.content()[0].content()[0].attr("text"),
        Some(&json!("@Ada")),
        "the rest stays"
    );
}

#[test]
fn nodes_come_in_the_order_of_reading() {
    let mut document = document();
    let order: Vec<_> = document.nodes().map(Node::node_type).collect();
    assert_eq!(order[..3], ["paragraph", "mention", "text"]);
    let mut changed = vec![];
    document.for_each_mut(|node| {
        changed.push(node.node_type().to_owned());
        if node.node_type() == "mediaGroup" {
            *node = Node::new("paragraph").with_content([Node::text("new")]);
        }
    });
    assert!(
        changed.contains(&"text".to_owned()),
        "what a change put in is walked too"
    );
    assert_eq!(changed.len(), document.nodes().count());
}
