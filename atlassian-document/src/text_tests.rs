use proptest::prelude::*;
use serde_json::json;

use crate::{
    Cell, Document, Expand, Inline, Item, Node, Panel, PanelType, StatusColor, Table, Task,
};

#[test]
fn all_that_is_seen_as_words_is_in_the_text() {
    let document = Document::new()
        .heading(1, "Plan")
        .paragraph(
            Inline::new()
                .text("By ")
                .date(1_775_952_000_000)
                .text(" ")
                .mention("acc-1", "Ada")
                .mention("acc-2", "")
                .emoji(":smile:")
                .status("DONE", StatusColor::Green)
                .line_break()
                .link("docs", "https://example.com/docs")
                .card("https://example.com/card"),
        )
        .ordered_list([
            Item::from("one")
                .bullet_list(["a\nb"])
                .code_block("", "x\ny"),
            Item::from("two"),
        ])
        .task_list([Task::todo("open"), Task::done("closed")])
        .decision_list(["decided"])
        .table(
            Table::new()
                .header(["A", "B"])
                .row([Cell::from("1"), Cell::new().bullet_list(["x", "y"])]),
        )
        .expand(
            "More",
            Expand::new().panel(
                PanelType::Info,
                Panel::new().paragraph("in").paragraph("side"),
            ),
        )
        .image("https://example.com/p.png", "a plan")
        .rule()
        .card("https://example.com/block")
        .node(Node::new("future").with_content([Node::text("kept")]))
        .node(
            Node::new("extension")
                .with_attr("extensionKey", "k")
                .with_attr("extensionType", "t")
                .with_attr("text", "shown"),
        );
    assert_eq!(
        document.to_text(),
        "Plan\n\n\
         By 2026-04-12 @Ada@acc-2:smile:DONE\ndocshttps://example.com/card\n\n\
         1. one\n   - a\n     b\n   x\n   y\n2. two\n\n\
         [ ] open\n[x] closed\n\n\
         - decided\n\n\
         A | B\n1 | - x - y\n\n\
         More\n\nin\n\nside\n\n\
         a plan\n\n\
         https://example.com/block\n\n\
         kept\n\n\
         shown"
    );
}

#[test]
fn days_are_right() {
    let day = |timestamp| {
        Document::new()
            .paragraph(Inline::new().date(timestamp))
            .to_text()
    };
    assert_eq!(day(0), "1970-01-01");
    assert_eq!(day(-1), "1969-12-31");
    assert_eq!(day(951_782_400_000), "2000-02-29");
    assert_eq!(day(4_107_542_399_999), "2100-02-28");
    assert_eq!(day(4_107_542_400_000), "2100-03-01");
    let _ = (day(i64::MAX), day(i64::MIN));
}

#[test]
fn nested_task_lists_are_moved_in() {
    let item = |text: &str| json!({"type": "taskItem", "attrs": {"state": "DONE"}, "content": [{"type": "text", "text": text}]});
    let document: Document = serde_json::from_value(json!({"type": "doc", "content": [
        {"type": "taskList", "content": [item("a"), {"type": "taskList", "content": [item("b")]}]},
    ]}))
    .unwrap();
    assert_eq!(document.to_text(), "[x] a\n  [x] b");
}

#[test]
fn however_deep_the_text_is_found() {
    let mut node = Node::new("paragraph").with_content([Node::text("bottom")]);
    for _ in 0..10_000 {
        node = Node::new("listItem").with_content([Node::new("bulletList").with_content([node])]);
    }
    let mut document = Document::new();
    document.content_mut().push(node);
    assert!(document.to_text().ends_with("bottom"));
}

proptest! {
    #[test]
    fn text_through_a_document_stays(text in "[a-z \n\r\t#*]{0,40}") {
        let document = Document::from_text(&text);
        let paragraphs: Vec<_> = text
            .replace("\r\n", "\n").replace('\r', "\n")
            .lines().map(str::to_owned).collect();
        let expected: Vec<_> = paragraphs
            .split(|line| line.trim().is_empty())
            .filter(|lines| !lines.is_empty())
            .map(|lines| lines.join("\n"))
            .collect();
        prop_assert_eq!(document.to_text(), expected.join("\n\n"));
        prop_assert!(document.nodes().all(|node| node.as_text() != Some("")));
    }
}
