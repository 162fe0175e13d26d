//! Atlassian Documents: which are sound, and what they are as text, as wiki text and as simple HTML.

use serde_json::Value;

mod check;
mod from_wiki;
mod to_wiki;
#[cfg(test)]
mod wiki_tests;

pub(crate) use check::valid;
pub(crate) use from_wiki::from_wiki;
pub(crate) use to_wiki::wiki;

/// The words of a document, a line for each block.
pub(crate) fn plain_text(document: &str) -> String {
    let mut out = String::new();
    if let Ok(node) = serde_json::from_str(document) {
        walk(&node, &mut out);
    }
    out.truncate(out.trim_end().len());
    out
}

/// Whether what a node holds runs on in one line.
fn inline(kind: &str) -> bool {
    matches!(
        kind,
        "text" | "mention" | "emoji" | "hardBreak" | "inlineCard" | "status" | "date"
    )
}

fn walk(node: &Value, out: &mut String) {
    let kind = node["type"].as_str().unwrap_or("");
    match kind {
        "text" => out.push_str(node["text"].as_str().unwrap_or("")),
        "hardBreak" => out.push('\n'),
        "mention" | "emoji" | "status" => {
            let text = node["attrs"]["text"]
                .as_str()
                .or(node["attrs"]["shortName"].as_str());
            out.push_str(text.unwrap_or(""));
        }
        "inlineCard" => out.push_str(node["attrs"]["url"].as_str().unwrap_or("")),
        _ => {}
    }
    let children = node["content"].as_array().map_or(&[][..], Vec::as_slice);
    for child in children {
        walk(child, out);
    }
    let holds_text = children
        .first()
        .is_some_and(|c| inline(c["type"].as_str().unwrap_or("")));
    if holds_text {
        out.push('\n');
    }
}

/// The document as HTML: paragraphs and lines, without its finer marks.
pub(crate) fn html(document: &str) -> String {
    plain_text(document)
        .split('\n')
        .map(|line| {
            let line = line
                .replace('&', "&amp;")
                .replace('<', "&lt;")
                .replace('>', "&gt;");
            format!("<p>{line}</p>")
        })
        .collect::<Vec<_>>()
        .join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_a_document_come_line_by_line() {
        let document = r#"{"type":"doc","version":1,"content":[
            {"type":"paragraph","content":[{"type":"text","text":"one <b>"},{"type":"hardBreak"},{"type":"text","text":"two"}]},
            {"type":"bulletList","content":[{"type":"listItem","content":[{"type":"paragraph","content":[{"type":"mention","attrs":{"text":"@A"}}]}]}]}]}"#;
        assert_eq!(plain_text(document), "one <b>\ntwo\n@A");
        assert_eq!(
            html(document),
            "<p>one &lt;b&gt;</p>\n<p>two</p>\n<p>@A</p>"
        );
        assert_eq!(plain_text("no document"), "");
    }
}
