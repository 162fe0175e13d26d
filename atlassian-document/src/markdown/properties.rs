use proptest::prelude::*;

use crate::{Cell, Document, Inline, Item, Mark, Panel, PanelType, Quote, Table, Task};

/// Markdown, read and written, and once more: the second time nothing changes.
fn settled(markdown: &str) -> String {
    let once = Document::from_markdown(markdown).to_markdown();
    let twice = Document::from_markdown(&once).to_markdown();
    assert_eq!(once, twice, "of {markdown:?}");
    once
}

#[rustfmt::skip]
const MARKUP: &[&str] = &[
        "a",
        "b c",
        " ",
        "\n",
        "\n\n",
        "\n  ",
        "\n    ",
        "- ",
        "* ",
        "+ ",
        "1. ",
        "7) ",
        "- [ ] ",
        "- [x] ",
        "> ",
        ">",
        "> [!NOTE]\n> ",
        "> [!TIP]\n",
        "# ",
        "###### ",
        "#",
        "---\n",
        "===\n",
        "***",
        "**",
        "*",
        "__",
        "_",
        "~~",
        "~",
        "`",
        "``",
        "```\n",
        "```rust\n",
        "~~~\n",
        "\\",
        "\\\n",
        "  \n",
        "|",
        "| a | b |\n",
        "| --- | --- |\n",
        "|-|\n",
        "\\|",
        "a|b\n-|-\n",
        "[a](https://example.com)",
        "[",
        "]",
        "(",
        ")",
        "](x y)",
        "[](u)",
        "[x]()",
        "![",
        "![p](https://example.com/p.png)",
        "![p](https://example.com/p.png \"t\")",
        "![p](local.png)",
        "<https://example.com/a_b>",
        "<ada@example.com>",
        "https://example.com",
        "<u>",
        "</u>",
        "<ins>",
        "</ins>",
        "<sub>",
        "</sub>",
        "<sup>",
        "</sup>",
        "<b>",
        "</b>",
        "<em>",
        "</em>",
        "<del>",
        "</del>",
        "<code>",
        "</code>",
        "<br>",
        "<br/>",
        "<div>",
        "</div>",
        "<!-- c -->",
        "<!--",
        "-->",
        "<",
        ">",
        "&",
        "&amp;",
        "&nbsp;",
        "&#10;",
        "&#32;",
        "&lt;",
        "!",
        "\"",
        "'",
        ":",
        ":-",
        "=",
        "-",
        "+",
        "1",
        "1.",
        "\t",
        "\u{a0}",
        "\u{1f600}",
        "ä",
        "“",
        "\r\n",
        "\r",
        "\u{b}",
        "\u{2028}",
];

/// A word, or what means something in Markdown.
fn markup() -> impl Strategy<Value = String> {
    prop::sample::select(MARKUP).prop_map(str::to_owned)
}

proptest! {
    #[test]
    fn any_letters_settle_at_once(markdown in r"[ab1 \n\n#>*_~`+=.:|<>&;!()\[\]\\x/-]{0,30}") {
        settled(&markdown);
    }

    #[test]
    fn any_markup_settles_at_once(parts in prop::collection::vec(markup(), 0..14)) {
        settled(&parts.concat());
    }

    #[test]
    fn no_letter_and_no_mark_is_lost(document in document()) {
        let markdown = document.to_markdown();
        let again = Document::from_markdown(&markdown);
        prop_assert_eq!(letters(&document), letters(&again), "{}", markdown);
        prop_assert_eq!(settled(&markdown), markdown, "what is written here is settled");
    }
}

/// Each letter that is not blank, with its marks, and the blocks around them.
fn letters(document: &Document) -> Vec<String> {
    let mut letters = vec![];
    for node in document.nodes() {
        if node.as_text().is_none() && !["paragraph", "hardBreak"].contains(&node.node_type()) {
            letters.push(format!("{:?}", node.kind()));
        }
        let mut marks: Vec<_> = node
            .marks()
            .iter()
            .map(|mark| format!("{:?}", mark.kind()))
            .collect();
        marks.sort();
        let text = node.as_text().unwrap_or_default();
        letters.extend(
            text.chars()
                .filter(|char| !char.is_whitespace())
                .map(|char| format!("{char} {marks:?}")),
        );
    }
    letters
}

fn text() -> impl Strategy<Value = String> {
    r#"[ab1 \n#>*_~`+=.:|<&;!()\[\]\\x/"'^$@{}\u{1f600}ä“\u{a0}-]{0,6}[ab#|`~_*.]{1}"#
}

fn inline() -> impl Strategy<Value = Inline> {
    let styles = prop::sample::subsequence(
        vec![
            "strong",
            "em",
            "strike",
            "underline",
            "sub",
            "sup",
            "code",
            "link",
        ],
        0..4,
    );
    prop::collection::vec((text(), styles), 1..5).prop_map(|pieces| {
        pieces
            .into_iter()
            .fold(Inline::new(), |line, (text, styles)| {
                let piece = if styles.contains(&"code") {
                    Inline::new().code(text)
                } else {
                    Inline::from(text)
                };
                let piece = styles.iter().fold(piece, |piece, style| match *style {
                    "code" => piece,
                    "sub" | "sup" => piece.marked(&Mark::new("subsup").with_attr("type", *style)),
                    "link" => Inline::new().link(piece, "https://example.com/a_(b)?c=d&lt=<>|e"),
                    style => piece.marked(&Mark::new(style)),
                });
                line.text(piece)
            })
    })
}

fn item() -> impl Strategy<Value = Item> {
    let leaf = inline().prop_map(Item::from);
    leaf.prop_recursive(3, 8, 3, |item| {
        let items = || prop::collection::vec(item.clone(), 0..3);
        (inline(), items(), items(), text(), any::<[bool; 2]>()).prop_map(
            |(line, bullets, numbers, code, [coded, again])| {
                let item = Item::from(line).bullet_list(bullets).ordered_list(numbers);
                let item = if coded {
                    item.code_block("", code)
                } else {
                    item
                };
                if again { item.paragraph("again") } else { item }
            },
        )
    })
}

fn document() -> impl Strategy<Value = Document> {
    let items = || prop::collection::vec(item(), 0..3);
    let row = || prop::collection::vec(inline().prop_map(Cell::from), 2..=2);
    let new = Document::new;
    let block = prop_oneof![
        inline().prop_map(move |line| new().paragraph(line)),
        (1..7_u8, inline()).prop_map(move |(level, line)| new().heading(level, line)),
        items().prop_map(move |items| new().bullet_list(items)),
        items().prop_map(move |items| new().ordered_list(items)),
        prop::collection::vec(inline(), 0..3)
            .prop_map(move |lines| new().task_list(lines.into_iter().map(Task::todo)).rule()),
        (text(), inline()).prop_map(move |(code, line)| {
            new().code_block("rust", code).panel(PanelType::Note, line)
        }),
        (items(), inline()).prop_map(move |(items, line)| {
            new()
                .quote(
                    Quote::new()
                        .bullet_list(items.clone())
                        .paragraph(line.clone()),
                )
                .quote(
                    Quote::new()
                        .paragraph(line.clone())
                        .ordered_list(items.clone()),
                )
                .panel(
                    PanelType::Error,
                    Panel::new().ordered_list(items).heading(2, line),
                )
        }),
        (row(), row()).prop_map(move |(one, two)| {
            new()
                .table(Table::new().row(one.clone()))
                .table(Table::new().header(one).row(two))
        }),
    ];
    prop::collection::vec(block, 0..4).prop_map(move |parts| {
        let nodes = parts.iter().flat_map(Document::content).cloned();
        nodes.fold(new(), Document::node)
    })
}
