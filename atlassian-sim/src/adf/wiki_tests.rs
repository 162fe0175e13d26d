//! Documents through wiki text and back.

use serde_json::{Value, json};

use super::{from_wiki, valid, wiki};
use crate::state::rng::Rng;

fn read(text: &str) -> Value {
    from_wiki(text, &|id| (id == "a-1").then(|| "Person 1".to_owned()))
}

fn text(text: &str, marks: &[&str]) -> Value {
    let mut node = json!({ "type": "text", "text": text });
    if !marks.is_empty() {
        node["marks"] = marks.iter().map(|mark| json!({ "type": mark })).collect();
    }
    node
}

fn paragraph(content: &[Value]) -> Value {
    json!({ "type": "paragraph", "content": content })
}

fn item(content: &[Value]) -> Value {
    json!({ "type": "listItem", "content": content })
}

#[test]
fn wiki_text_as_people_write_it_is_read() {
    let document = read(
        "h2. Title\nSome *bold* and _thin_ text, see [the page|https://example.com] [~accountid:a-1].\nnext line\n\n* one\n** inner\n* two\n{code:rust}\nfn main() {}\n{code}\nbq. said\n----\n||A||B||\n|1|{{x|y}} 2|",
    );
    let link = json!({ "type": "text", "text": "the page", "marks": [{ "type": "link", "attrs": { "href": "https://example.com" } }] });
    let mention = json!({ "type": "mention", "attrs": { "id": "a-1", "text": "@Person 1" } });
    assert_eq!(document["content"][0]["attrs"]["level"], 2);
    assert_eq!(
        document["content"][1],
        paragraph(&[
            text("Some ", &[]),
            text("bold", &["strong"]),
            text(" and ", &[]),
            text("thin", &["em"]),
            text(" text, see ", &[]),
            link,
            text(" ", &[]),
            mention,
            text(".", &[]),
            json!({ "type": "hardBreak" }),
            text("next line", &[]),
        ])
    );
    let inner =
        json!({ "type": "bulletList", "content": [item(&[paragraph(&[text("inner", &[])])])] });
    let list = json!({ "type": "bulletList", "content": [
        item(&[paragraph(&[text("one", &[])]), inner]),
        item(&[paragraph(&[text("two", &[])])]),
    ] });
    assert_eq!(document["content"][2], list);
    let code = json!({ "type": "codeBlock", "attrs": { "language": "rust" }, "content": [text("fn main() {}", &[])] });
    assert_eq!(document["content"][3], code);
    assert_eq!(document["content"][4]["type"], "blockquote");
    assert_eq!(document["content"][5]["type"], "rule");
    let header = &document["content"][6]["content"][0]["content"];
    assert_eq!(header[1]["type"], "tableHeader");
    assert!(valid(&document), "{document}");
}

#[test]
fn what_is_no_markup_stays_text() {
    for plain in [
        "a*b*c",
        "snake_case_name",
        "2 * 3 * 4",
        "a - b - c",
        "-1 + 2",
        "[no link]",
        "{no macro}",
        "x^2",
        "50% ~ 60%",
        "unclosed *star",
        "C:\\dir",
        "{{",
        "[",
        "{color:red}",
    ] {
        assert_eq!(
            read(plain)["content"],
            json!([paragraph(&[text(plain, &[])])]),
            "{plain}"
        );
    }
}

fn words(rng: &mut Rng) -> String {
    let all = [
        "plain",
        "a*b",
        "*star*",
        "_x_",
        "-5",
        "{brace}",
        "[bracket]",
        "back\\slash",
        "C:\\",
        "a|b",
        "ünï 数",
        "h1. no",
        "# no",
        "- no",
        "* no",
        "----",
        "||",
        "~t~",
        "^",
        "+1+",
        "!bang!",
        "bq. no",
        "&#92;",
        "end\\\\",
        "x_y_z",
        "{{c}}",
        "{*}",
        "(*)",
    ];
    let mut out = Vec::new();
    for _ in 0..=rng.below(3) {
        out.push(all[rng.below(all.len())]);
    }
    out.join(" ")
}

fn some_inline(rng: &mut Rng) -> Vec<Value> {
    let mut out: Vec<Value> = Vec::new();
    for _ in 0..=rng.below(4) {
        let plain_before = out
            .last()
            .is_some_and(|last| last["type"] == "text" && last.get("marks").is_none());
        out.push(match rng.below(8) {
            0 => json!({ "type": "hardBreak" }),
            1 => json!({ "type": "mention", "attrs": { "id": "a-1", "text": "@Person 1" } }),
            2 => text("bold words", &["strong"]),
            3 => text("both", &["strong", "em"]),
            4 => text("let x = 1;", &["code"]),
            5 => json!({ "type": "text", "text": "link", "marks": [{ "type": "link", "attrs": { "href": "https://example.com/a?b=c" } }] }),
            // Two plain texts next to each other are one.
            _ if plain_before => json!({ "type": "inlineCard", "attrs": { "url": "https://example.com/card" } }),
            _ => text(&words(rng), &[]),
        });
    }
    out.dedup();
    // Nobody sees a line break at the end.
    while out.last().is_some_and(|last| last["type"] == "hardBreak") {
        out.pop();
    }
    if out.first().is_none_or(|first| first["type"] == "hardBreak") {
        out.insert(0, text("Begin", &[]));
    }
    out
}

fn some_list(rng: &mut Rng, depth: usize) -> Value {
    let mut items = Vec::new();
    for _ in 0..=rng.below(2) {
        let mut content = vec![paragraph(&[
            text("item", &["em"]),
            text(&format!(" {}", words(rng)), &[]),
        ])];
        if depth < 3 && rng.below(3) == 0 {
            content.push(some_list(rng, depth + 1));
        }
        items.push(item(&content));
    }
    let kind = ["bulletList", "orderedList"][rng.below(2)];
    json!({ "type": kind, "content": items })
}

fn some_block(rng: &mut Rng, nested: bool) -> Value {
    match rng.below(if nested { 3 } else { 8 }) {
        0 => some_list(rng, 0),
        1 => {
            json!({ "type": "codeBlock", "attrs": { "language": "rust" }, "content": [text("a\n\n  b {x} *y*\n# z", &[])] })
        }
        3 => {
            json!({ "type": "heading", "attrs": { "level": 1 + rng.below(6) }, "content": [text("Heading ", &[]), text("bold", &["strong"])] })
        }
        4 => json!({ "type": "blockquote", "content": [some_block(rng, true)] }),
        5 => json!({ "type": "rule" }),
        6 => {
            let row = |kind: &str, rng: &mut Rng| {
                let cell = |rng: &mut Rng| json!({ "type": kind, "attrs": {}, "content": [paragraph(&[text(&format!("cell {}", words(rng)), &[])])] });
                json!({ "type": "tableRow", "content": [cell(rng), cell(rng)] })
            };
            let rows = vec![row("tableHeader", rng), row("tableCell", rng)];
            json!({ "type": "table", "content": rows })
        }
        _ => paragraph(&some_inline(rng)),
    }
}

/// Two lists in a row are one list in wiki text, so that something stands between blocks.
fn some_document(rng: &mut Rng) -> Value {
    let mut content = Vec::new();
    for at in 0..=rng.below(4) {
        if at > 0 {
            content.push(paragraph(&[text("between", &[])]));
        }
        content.push(some_block(rng, false));
    }
    json!({ "type": "doc", "version": 1, "content": content })
}

#[test]
fn documents_survive_wiki_text() {
    for seed in 0..3_000 {
        let document = some_document(&mut Rng::new(seed));
        assert!(valid(&document), "seed {seed}: {document}");
        let through = wiki(&document.to_string());
        let back = read(&through);
        assert_eq!(back, document, "seed {seed}, wiki text:\n{through}");
    }
}

#[test]
fn any_text_gives_a_valid_document_at_once() {
    let signs: Vec<char> = "*_-+~^{}[]|\\#h1. \n\n!:abé&;".chars().collect();
    for seed in 0..3_000 {
        let mut rng = Rng::new(seed ^ 0xabcd);
        let mut made = String::new();
        for _ in 0..rng.below(80) {
            made.push_str(
                [
                    "{code}",
                    "{quote}",
                    "{color:red}",
                    "{color}",
                    "[~accountid:x]",
                    "----",
                ][rng.below(6)]
                .get(..rng.below(14))
                .unwrap_or("\n"),
            );
            made.push(signs[rng.below(signs.len())]);
        }
        let document = read(&made);
        assert!(valid(&document), "seed {seed}: {made:?}\n{document}");
    }
    for hostile in [
        "{*}",
        "*a ",
        "{color:red}",
        "[a|",
        "{{",
        "{quote}\n",
        "{panel}\n{quote}\n",
        "** ",
        "|",
        "a\n* b\n",
    ] {
        read(&hostile.repeat(20_000));
    }
}
