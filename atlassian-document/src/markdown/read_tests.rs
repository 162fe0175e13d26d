use serde_json::{Value, json};

use crate::Document;

fn blocks(markdown: &str) -> Value {
    let mut document = serde_json::to_value(Document::from_markdown(markdown)).unwrap();
    document["content"].take()
}

fn text(text: &str, marks: &[&str]) -> Value {
    let marks: Vec<_> = marks.iter().map(|mark| json!({"type": mark})).collect();
    if marks.is_empty() {
        json!({"type": "text", "text": text})
    } else {
        json!({"type": "text", "text": text, "marks": marks})
    }
}

fn paragraph(words: &str) -> Value {
    json!({"type": "paragraph", "content": [text(words, &[])]})
}

fn item(content: &Value) -> Value {
    json!({"type": "listItem", "content": content})
}

#[test]
fn markdown_becomes_a_document() {
    let markdown = "\
Title
=====
soft
break and  \nhard <br> break

* a

  3. b

> quoted

> [!CAUTION]
> alarmed

```rust ignore
code

```

    indented

***

| A | B |
|---|:-:|
| 1 | **2** |
";
    let cell = |kind: &str, content: &Value| json!({"type": kind, "content": [{"type": "paragraph", "content": [content]}]});
    assert_eq!(
        blocks(markdown),
        json!([
            {"type": "heading", "attrs": {"level": 1}, "content": [text("Title", &[])]},
            {"type": "paragraph", "content": [
                text("soft break and", &[]), {"type": "hardBreak"}, text("hard ", &[]), {"type": "hardBreak"}, text(" break", &[]),
            ]},
            {"type": "bulletList", "content": [item(&json!([
                paragraph("a"),
                {"type": "orderedList", "attrs": {"order": 3}, "content": [item(&json!([paragraph("b")]))]},
            ]))]},
            {"type": "blockquote", "content": [paragraph("quoted")]},
            {"type": "panel", "attrs": {"panelType": "error"}, "content": [paragraph("alarmed")]},
            {"type": "codeBlock", "attrs": {"language": "rust"}, "content": [text("code\n", &[])]},
            {"type": "codeBlock", "content": [text("indented", &[])]},
            {"type": "rule"},
            {"type": "table", "content": [
                {"type": "tableRow", "content": [cell("tableHeader", &text("A", &[])), cell("tableHeader", &text("B", &[]))]},
                {"type": "tableRow", "content": [cell("tableCell", &text("1", &[])), cell("tableCell", &text("2", &["strong"]))]},
            ]},
        ])
    );
}

#[test]
fn what_stands_in_a_line_has_its_marks() {
    let link = |words: &str, href: &str| json!({"type": "text", "text": words, "marks": [{"type": "link", "attrs": {"href": href}}]});
    for (markdown, nodes) in [
        (
            "**a _b_** ~~c~~ `d`",
            json!([
                text("a ", &["strong"]),
                text("b", &["strong", "em"]),
                text(" ", &[]),
                text("c", &["strike"]),
                text(" ", &[]),
                text("d", &["code"]),
            ]),
        ),
        ("**`a`**", json!([text("a", &["code"])])),
        (
            "<u>a<b>b</b></u>",
            json!([
                text("a", &["underline"]),
                text("b", &["underline", "strong"])
            ]),
        ),
        (
            "x<sub>2</sub>",
            json!([text("x", &[]), {"type": "text", "text": "2", "marks": [{"type": "subsup", "attrs": {"type": "sub"}}]}]),
        ),
        ("<u>open <i>", json!([text("<u>open <i>", &[])])),
        (
            "**<u>a** b</u>",
            json!([text("<u>a", &["strong"]), text(" b</u>", &[])]),
        ),
        (
            "a <kbd>b</kbd><!-- c -->",
            json!([text("a <kbd>b</kbd>", &[])]),
        ),
        (
            "[a](https://example.com)",
            json!([link("a", "https://example.com")]),
        ),
        (
            "[](https://example.com)",
            json!([link("https://example.com", "https://example.com")]),
        ),
        ("[a]()", json!([text("a", &[])])),
        (
            "<ada@example.com>",
            json!([link("ada@example.com", "mailto:ada@example.com")]),
        ),
        ("![a](local.png)", json!([link("a", "local.png")])),
        (
            "[a][1]\n\n[1]: u 'v'",
            json!([{"type": "text", "text": "a", "marks": [{"type": "link", "attrs": {"href": "u", "title": "v"}}]}]),
        ),
        (r"\*a\* &amp; &lt;", json!([text("*a* & <", &[])])),
    ] {
        assert_eq!(
            blocks(markdown),
            json!([{"type": "paragraph", "content": nodes}]),
            "{markdown}"
        );
    }
}

#[test]
fn pictures_stand_between_lines() {
    let markdown =
        "before [![plan](https://example.com/p.png \"the plan\")](https://example.com) after";
    assert_eq!(
        blocks(markdown),
        json!([
            paragraph("before"),
            {"type": "mediaSingle", "attrs": {"layout": "center"}, "content": [
                {"type": "media", "attrs": {"type": "external", "url": "https://example.com/p.png", "alt": "plan"},
                 "marks": [{"type": "link", "attrs": {"href": "https://example.com"}}]},
                {"type": "caption", "content": [text("the plan", &[])]},
            ]},
            paragraph("after"),
        ])
    );
    let heading = blocks("# a ![p](https://example.com/p.png) b");
    assert_eq!(heading[0]["content"], json!([text("a b", &[])]));
    assert_eq!(heading[1]["type"], "mediaSingle");
}

#[test]
fn tasks_are_tasks_where_a_list_has_only_them() {
    assert_eq!(
        blocks("- [ ] a\n  - [x] b\n- [x] c"),
        json!([{"type": "taskList", "attrs": {"localId": "1"}, "content": [
            {"type": "taskItem", "attrs": {"localId": "2", "state": "TODO"}, "content": [text("a", &[])]},
            {"type": "taskList", "attrs": {"localId": "3"}, "content": [
                {"type": "taskItem", "attrs": {"localId": "4", "state": "DONE"}, "content": [text("b", &[])]},
            ]},
            {"type": "taskItem", "attrs": {"localId": "5", "state": "DONE"}, "content": [text("c", &[])]},
        ]}])
    );
    for markdown in ["- [ ] a\n- b", "- [ ] a\n\n  b", "> - [ ] a"] {
        let document = Document::from_markdown(markdown);
        assert!(
            document.nodes().all(|node| node.node_type() != "taskItem"),
            "{markdown}"
        );
        assert!(document.to_text().contains("- [ ] a"), "{markdown}");
    }
}

#[test]
fn what_a_document_does_not_allow_keeps_its_text() {
    for (markdown, document) in [
        (
            "- # a",
            json!([{"type": "bulletList", "content": [item(&json!([
                {"type": "paragraph", "content": [text("a", &["strong"])]},
            ]))]}]),
        ),
        (
            "- - a",
            json!([{"type": "bulletList", "content": [item(&json!([
                {"type": "paragraph"}, {"type": "bulletList", "content": [item(&json!([paragraph("a")]))]},
            ]))]}]),
        ),
        (
            "- > a\n  > > b",
            json!([{"type": "bulletList", "content": [item(&json!([paragraph("a"), paragraph("b")]))]}]),
        ),
        (
            "> a\n>\n> | b | c |\n> |---|---|\n> | d | e |\n>\n> ---",
            json!([{"type": "blockquote", "content": [
                paragraph("a"), paragraph("b | c"), paragraph("d | e"),
            ]}]),
        ),
        (
            "> [!NOTE]\n> # a\n> > b",
            json!([{"type": "panel", "attrs": {"panelType": "info"}, "content": [
                {"type": "heading", "attrs": {"level": 1}, "content": [text("a", &[])]}, paragraph("b"),
            ]}]),
        ),
        (
            "<!-- note\n\n-->\n\n<div>\na\n</div>",
            json!([{"type": "paragraph", "content": [
                text("<div>", &[]), {"type": "hardBreak"}, text("a", &[]), {"type": "hardBreak"}, text("</div>", &[]),
            ]}]),
        ),
        ("", json!([])),
    ] {
        assert_eq!(blocks(markdown), document, "{markdown}");
    }
}

#[test]
fn however_deep_the_text_is_found_and_can_be_sent() {
    for begin in ["> ", "- ", "1. ", "> - ", "- [ ] ", "> [!NOTE]\n> "] {
        let document = Document::from_markdown(&format!("{}bottom", begin.repeat(10_000)));
        assert!(document.to_text().contains("bottom"), "{begin}");
        let sent = json!({"fields": {"description": document}}).to_string();
        let read: Value = serde_json::from_str(&sent).unwrap();
        assert_eq!(
            read["fields"]["description"],
            serde_json::to_value(&document).unwrap()
        );
    }
}
