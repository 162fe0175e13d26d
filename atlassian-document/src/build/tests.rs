use serde_json::{Value, json};

use super::{Cell, Column, Expand, Inline, Item, Panel, Quote, Table, Task};
use crate::{Document, Node, PanelType, StatusColor};

fn blocks(document: &Document) -> Value {
    serde_json::to_value(document).unwrap()["content"].take()
}

fn line(inline: Inline) -> Value {
    blocks(&Document::new().paragraph(inline))[0]["content"].take()
}

#[test]
fn a_document_is_written_as_the_service_wants_it() {
    let document = Document::new()
        .heading(9, "Plan")
        .bullet_list([Item::from("a").bullet_list(["b"]), Item::from("c")])
        .ordered_list(["one"])
        .code_block("rust", "fn main() {}")
        .code_block("", "")
        .panel(
            PanelType::Warning,
            Panel::new().heading(3, "Careful").rule(),
        )
        .quote("said")
        .image("https://example.com/p.png", "a plan")
        .media("6e7c7f2c-dd7a-499c-bceb-6f32bfbf30b5", "")
        .card("https://example.com/")
        .expand("More", Expand::new().paragraph("inside"))
        .columns(["left", "right"])
        .table(Table::new().header(["A", "B"]).row(["1"]));
    let paragraph =
        |text: &str| json!({"type": "paragraph", "content": [{"type": "text", "text": text}]});
    let item = |content: Value| json!({"type": "listItem", "content": content});
    assert_eq!(
        blocks(&document),
        json!([
            {"type": "heading", "attrs": {"level": 6}, "content": [{"type": "text", "text": "Plan"}]},
            {"type": "bulletList", "content": [
                item(json!([paragraph("a"), {"type": "bulletList", "content": [item(json!([paragraph("b")]))]}])),
                item(json!([paragraph("c")])),
            ]},
            {"type": "orderedList", "content": [item(json!([paragraph("one")]))]},
            {"type": "codeBlock", "attrs": {"language": "rust"}, "content": [{"type": "text", "text": "fn main() {}"}]},
            {"type": "codeBlock"},
            {"type": "panel", "attrs": {"panelType": "warning"}, "content": [
                {"type": "heading", "attrs": {"level": 3}, "content": [{"type": "text", "text": "Careful"}]},
                {"type": "rule"},
            ]},
            {"type": "blockquote", "content": [paragraph("said")]},
            {"type": "mediaSingle", "attrs": {"layout": "center"}, "content": [
                {"type": "media", "attrs": {"type": "external", "url": "https://example.com/p.png", "alt": "a plan"}},
            ]},
            {"type": "mediaSingle", "attrs": {"layout": "center"}, "content": [
                {"type": "media", "attrs": {
                    "type": "file", "id": "6e7c7f2c-dd7a-499c-bceb-6f32bfbf30b5", "collection": "",
                }},
            ]},
            {"type": "blockCard", "attrs": {"url": "https://example.com/"}},
            {"type": "expand", "attrs": {"title": "More"}, "content": [paragraph("inside")]},
            {"type": "layoutSection", "content": [
                {"type": "layoutColumn", "attrs": {"width": 50.0}, "content": [paragraph("left")]},
                {"type": "layoutColumn", "attrs": {"width": 50.0}, "content": [paragraph("right")]},
            ]},
            {"type": "table", "content": [
                {"type": "tableRow", "content": [
                    {"type": "tableHeader", "content": [paragraph("A")]},
                    {"type": "tableHeader", "content": [paragraph("B")]},
                ]},
                {"type": "tableRow", "content": [
                    {"type": "tableCell", "content": [paragraph("1")]},
                    {"type": "tableCell", "content": [{"type": "paragraph"}]},
                ]},
            ]},
        ])
    );
}

#[test]
fn a_line_has_its_marks_and_what_else_stands_in_it() {
    let inline = Inline::new()
        .text("a")
        .text(String::from("b"))
        .strong(Inline::new().text("s").em("e"))
        .mention("acc-1", "@Ada")
        .mention("acc-2", "")
        .emoji(":smile:")
        .date(1_775_952_000_000)
        .status("DONE", StatusColor::Green)
        .card("https://example.com");
    assert_eq!(
        line(inline),
        json!([
            {"type": "text", "text": "ab"},
            {"type": "text", "text": "s", "marks": [{"type": "strong"}]},
            {"type": "text", "text": "e", "marks": [{"type": "em"}, {"type": "strong"}]},
            {"type": "mention", "attrs": {"id": "acc-1", "text": "@Ada"}},
            {"type": "mention", "attrs": {"id": "acc-2"}},
            {"type": "emoji", "attrs": {"shortName": ":smile:"}},
            {"type": "date", "attrs": {"timestamp": "1775952000000"}},
            {"type": "status", "attrs": {"text": "DONE", "color": "green"}},
            {"type": "inlineCard", "attrs": {"url": "https://example.com"}},
        ])
    );
    let marks = [
        (Inline::new().em("x"), json!({"type": "em"})),
        (Inline::new().strike("x"), json!({"type": "strike"})),
        (Inline::new().underline("x"), json!({"type": "underline"})),
        (Inline::new().code("x"), json!({"type": "code"})),
        (
            Inline::new().subscript("x"),
            json!({"type": "subsup", "attrs": {"type": "sub"}}),
        ),
        (
            Inline::new().superscript("x"),
            json!({"type": "subsup", "attrs": {"type": "sup"}}),
        ),
        (
            Inline::new().color("x", "#ff0000"),
            json!({"type": "textColor", "attrs": {"color": "#ff0000"}}),
        ),
        (
            Inline::new().background("x", "#ff0000"),
            json!({"type": "backgroundColor", "attrs": {"color": "#ff0000"}}),
        ),
        (
            Inline::new().link("x", "https://example.com"),
            json!({"type": "link", "attrs": {"href": "https://example.com"}}),
        ),
    ];
    for (inline, mark) in marks {
        assert_eq!(
            line(inline),
            json!([{"type": "text", "text": "x", "marks": [mark]}])
        );
    }
}

#[test]
fn what_the_service_refuses_is_not_built() {
    assert_eq!(
        line(Inline::new().text("").strong("").text("a").code("")),
        json!([{"type": "text", "text": "a"}])
    );
    assert_eq!(
        line(Inline::from("a\r\nb\n\nc")),
        json!([
            {"type": "text", "text": "a"}, {"type": "hardBreak"}, {"type": "text", "text": "b"},
            {"type": "hardBreak"}, {"type": "hardBreak"}, {"type": "text", "text": "c"},
        ])
    );
    let code = Inline::new()
        .strong(Inline::new().code("x"))
        .link(Inline::new().code("y"), "u");
    assert_eq!(
        line(code),
        json!([
            {"type": "text", "text": "x", "marks": [{"type": "code"}]},
            {"type": "text", "text": "y", "marks": [{"type": "code"}, {"type": "link", "attrs": {"href": "u"}}]},
        ]),
        "code is nothing else but a link"
    );
    let twice = Inline::new()
        .superscript(Inline::new().subscript("x"))
        .link("", "u");
    assert_eq!(
        line(twice),
        json!([
            {"type": "text", "text": "x", "marks": [{"type": "subsup", "attrs": {"type": "sup"}}]},
            {"type": "text", "text": "u", "marks": [{"type": "link", "attrs": {"href": "u"}}]},
        ])
    );
    let empty = Document::new()
        .bullet_list(Vec::<Item>::new())
        .ordered_list(Vec::<Item>::new())
        .task_list([])
        .decision_list(Vec::<Inline>::new())
        .table(Table::new().header(Vec::<Cell>::new()))
        .columns(Vec::<Column>::new());
    assert_eq!(blocks(&empty), json!([]));
    let filled = Document::new()
        .panel(PanelType::Info, Panel::new())
        .quote(Quote::new())
        .expand("", Expand::new())
        .columns([Column::new()])
        .table(Table::new().row([Cell::new()]));
    for node in filled
        .nodes()
        .filter(|node| node.node_type() != "paragraph")
    {
        assert!(!node.content().is_empty(), "{node:?}");
    }
}

#[test]
fn each_task_and_decision_has_an_id_of_its_own() {
    let document = Document::new()
        .task_list([Task::todo("a"), Task::done("b")])
        .node(Node::new("taskList").with_attr("localId", "17"))
        .panel(
            PanelType::Note,
            Panel::new()
                .task_list([Task::todo("c")])
                .decision_list(["d"]),
        );
    let ids: Vec<_> = document
        .nodes()
        .filter_map(|node| node.attr("localId")?.as_str())
        .collect();
    assert_eq!(ids, ["1", "2", "3", "17", "18", "19", "20", "21"]);
}
