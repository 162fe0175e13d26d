use serde_json::{Value, json};

use crate::{
    Cell, Document, Expand, Inline, Item, Mark, Node, Panel, PanelType, Quote, StatusColor, Table,
    Task,
};

fn line(inline: impl Into<Inline>) -> String {
    Document::new().paragraph(inline).to_markdown()
}

fn read(content: &Value) -> Document {
    serde_json::from_value(json!({"type": "doc", "version": 1, "content": content})).unwrap()
}

#[test]
fn text_is_not_taken_for_markdown() {
    for (text, markdown) in [
        ("*not bold*", r"\*not bold\*"),
        ("_a_ snake_case __init__", r"\_a\_ snake_case \_\_init\_\_"),
        ("a`b`", r"a\`b\`"),
        ("a | b", r"a \| b"),
        ("<b> & &amp; AT&T &", r"\<b> & \&amp; AT\&T &"),
        ("# no heading", r"\# no heading"),
        ("1. no item", r"1\. no item"),
        ("2) no item", r"2\) no item"),
        ("1.5 is no item", "1.5 is no item"),
        ("- no item", r"\- no item"),
        ("-5 is a number", "-5 is a number"),
        ("+ no item", r"\+ no item"),
        ("--- no rule", r"\--- no rule"),
        ("> no quotation", r"\> no quotation"),
        ("===", r"\==="),
        ("[a](b) ![c](d) [ ] e", r"\[a\](b) !\[c\](d) \[ \] e"),
        ("~~a~~", r"\~\~a\~\~"),
        (r"C:\new", r"C:\\new"),
        ("line\n# two", "line\\\n\\# two"),
        ("    no code", "no code"),
    ] {
        assert_eq!(line(text), markdown);
    }
}

#[test]
fn marks_are_understood_where_they_stand() {
    let inline = Inline::new;
    for (line_of, markdown) in [
        (inline().text("a").strong("b").text("c"), "a**b**c"),
        (inline().text("a").em("b").text("c"), "a<em>b</em>c"),
        (inline().text("a ").em("b").text("."), "a _b_."),
        (
            inline().text("a").strong("(b)").text("c"),
            "a<strong>(b)</strong>c",
        ),
        (inline().strong("a ").text("b"), "**a** b"),
        (inline().strong("a").strong(" ").strong("b"), "**a b**"),
        (
            inline().strong(inline().text("a").em("b")).em("c"),
            "**a<em>b</em>**_c_",
        ),
        (
            inline().strike("a").underline("b").superscript("c"),
            "~~a~~<u>b</u><sup>c</sup>",
        ),
        (inline().strong("a\nb"), "**a\\\nb**"),
        (
            inline().line_break().text("a").line_break().line_break(),
            "a",
        ),
        (inline().code("a`b").code(" "), "``a`b ``"),
        (inline().code("`a`"), "`` `a` ``"),
        (
            inline().link(inline().code("a").strong("b"), "https://example.com"),
            "[`a`**b**](https://example.com)",
        ),
        (
            inline().link(inline().code("]:"), "a"),
            r"[<code>\]:</code>](a)",
        ),
        (inline().link("a", "x y(\\"), r"[a](<x y(\\>)"),
        (
            inline().link("https://example.com", "https://example.com"),
            "<https://example.com>",
        ),
        (inline().text("wow!").link("a", "b"), r"wow\![a](b)"),
        (inline().color("a", "#ff0000"), "a"),
    ] {
        assert_eq!(line(line_of), markdown);
    }
    let titled = Mark::new("link")
        .with_attr("href", "b")
        .with_attr("title", "say \"c\"");
    assert_eq!(
        line(Inline::new().node(Node::text("a").with_mark(titled))),
        r#"[a](b "say \"c\"")"#
    );
}

#[test]
fn what_markdown_has_no_words_for_is_readable() {
    let document = Document::new()
        .paragraph(
            Inline::new()
                .mention("acc-1", "Ada")
                .text(" ")
                .emoji(":smile:")
                .text(" ")
                .date(1_775_952_000_000)
                .text(" ")
                .status("IN [PROGRESS]", StatusColor::Blue)
                .text(" ")
                .card("https://example.com/a_b"),
        )
        .panel(
            PanelType::Tip,
            Panel::new().heading(3, "One #").bullet_list(["two"]),
        )
        .quote(Quote::new().paragraph("three").code_block("", "four"))
        .expand("Five", Expand::new().paragraph("six"))
        .columns(["seven", "eight"])
        .decision_list(["nine"])
        .media("6e7c7f2c", "a photo")
        .media("6e7c7f2c", "")
        .card("https://example.com/block")
        .node(Node::new("rule"));
    assert_eq!(
        document.to_markdown(),
        "@Ada :smile: 2026-04-12 IN \\[PROGRESS\\] <https://example.com/a_b>\n\n\
         > [!TIP]\n> ### One \\#\n>\n> - two\n\n\
         > three\n>\n> ```\n> four\n> ```\n\n\
         **Five**\n\nsix\n\n\
         seven\n\neight\n\n\
         - nine\n\n\
         a photo\n\n\
         6e7c7f2c\n\n\
         <https://example.com/block>\n\n\
         ---"
    );
}

#[test]
fn pictures_have_their_caption_and_their_link() {
    let document = read(
        &json!([{"type": "mediaSingle", "marks": [{"type": "link", "attrs": {"href": "https://example.com"}}], "content": [
            {"type": "media", "attrs": {"type": "external", "url": "https://example.com/p.png", "alt": "a [plan]"}},
            {"type": "caption", "content": [{"type": "text", "text": "the plan"}]},
        ]}]),
    );
    assert_eq!(
        document.to_markdown(),
        r#"[![a \[plan\]](https://example.com/p.png "the plan")](https://example.com)"#
    );
}

#[test]
fn lists_stand_in_each_other_and_beside_each_other() {
    let document = Document::new()
        .bullet_list([
            Item::from("a").ordered_list(["b", "c"]).paragraph("d"),
            Item::from("e").code_block("", "f\n\ng"),
        ])
        .bullet_list(["another list"])
        .ordered_list(["one"])
        .ordered_list(["another one"])
        .task_list([Task::todo("h\ni")]);
    assert_eq!(
        document.to_markdown(),
        "- a\n  1. b\n  2. c\n\n  d\n- e\n\n  ```\n  f\n\n  g\n  ```\n\n\
         * another list\n\n\
         1. one\n\n\
         1) another one\n\n\
         - [ ] h\\\n  i"
    );
    let numbers = read(
        &json!([{"type": "orderedList", "attrs": {"order": 9}, "content": [
            {"type": "listItem", "content": [{"type": "paragraph", "content": [{"type": "text", "text": "a\nb"}]}]},
            {"type": "listItem", "content": [{"type": "paragraph", "content": [{"type": "text", "text": "c\nd"}]}]},
        ]}]),
    );
    assert_eq!(numbers.to_markdown(), "9. a\\\n   b\n10. c\\\n    d");
}

#[test]
fn tables_keep_their_cells_in_their_columns() {
    let table = Table::new()
        .header(["A", "B|C"])
        .row([
            Cell::from(Inline::new().code("x|y")),
            Cell::new()
                .bullet_list(["a", "b\nc"])
                .code_block("", "d\n\ne")
                .task_list([Task::done("f")]),
        ])
        .row(["only one"]);
    assert_eq!(
        Document::new().table(table).to_markdown(),
        "| A | B\\|C |\n\
         | --- | --- |\n\
         | `x\\|y` | - a<br>- b<br>c<br>`d`<br>`e`<br>\\[x\\] f |\n\
         | only one |  |"
    );
    assert_eq!(
        Document::new()
            .table(Table::new().row(["a", "b"]))
            .to_markdown(),
        "|  |  |\n| --- | --- |\n| a | b |",
        "Markdown must have a heading"
    );
    let cell = |text: &str, attrs: &Value| {
        json!({"type": "tableCell", "attrs": attrs, "content": [
            {"type": "paragraph", "content": [{"type": "text", "text": text}]},
        ]})
    };
    let spanned = read(&json!([{"type": "table", "content": [
        {"type": "tableRow", "content": [cell("a", &json!({"rowspan": 2})), cell("b", &json!({"colspan": 2}))]},
        {"type": "tableRow", "content": [cell("c", &json!({})), cell("d", &json!({"colspan": 1e18}))]},
    ]}]));
    let markdown = spanned.to_markdown();
    let rows: Vec<_> = markdown
        .lines()
        .map(|row| row.split('|').map(str::trim).collect::<Vec<_>>())
        .collect();
    assert_eq!(rows[2][1..4], ["a", "b", ""]);
    assert_eq!(rows[3][1..4], ["", "c", "d"]);
    assert!(markdown.len() < 5_000, "however wide a cell says it is");
}

#[test]
fn code_is_fenced_however_it_looks() {
    for (language, code, markdown) in [
        ("rust", "a", "```rust\na\n```"),
        ("", "", "```\n```"),
        ("c++ `x`", "```\na\n```\n", "````c++\n```\na\n```\n\n````"),
    ] {
        assert_eq!(
            Document::new().code_block(language, code).to_markdown(),
            markdown
        );
    }
}

#[test]
fn however_deep_the_text_is_found() {
    for (outer, inner) in [
        ("blockquote", "blockquote"),
        ("bulletList", "listItem"),
        ("table", "tableCell"),
    ] {
        let mut node = Node::new("paragraph").with_content([Node::text("bottom")]);
        for _ in 0..10_000 {
            node = Node::new(outer).with_content([Node::new(inner).with_content([node])]);
        }
        let document = Document::new().node(node);
        assert!(document.to_markdown().contains("bottom"), "{outer}");
    }
}
