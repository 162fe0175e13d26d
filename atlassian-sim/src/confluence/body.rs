//! The formats of a text: what comes in is checked, what goes out is converted.

use serde_json::{Value, json};

use super::answers;
use crate::reply::Reply;
use crate::state::wiki::content::Body;
use crate::state::wiki::samples;

/// Elements that stand for a block of text each.
const BLOCKS: [&str; 8] = ["p", "h1", "h2", "h3", "h4", "h5", "h6", "li"];
/// How deep a document may be nested.
const DEPTH: usize = 32;

/// A text as `storage`, which is also what it looks like to readers.
pub(super) fn storage(body: &Body) -> String {
    match body {
        Body::Sample(number) => samples::text(*number).to_owned(),
        Body::Storage(text) => text.clone(),
        Body::Document(text) => serde_json::from_str::<Value>(text)
            .map(|document| {
                let mut out = String::new();
                from_document(&document, &mut out, 0);
                out
            })
            .unwrap_or_default(),
    }
}

/// A text as `atlas_doc_format`: JSON in a string.
pub(super) fn document(body: &Body) -> String {
    match body {
        Body::Document(text) => text.clone(),
        other => to_document(&storage(other)).to_string(),
    }
}

/// The words of a text, without any markup.
pub(super) fn plain(body: &Body) -> String {
    let storage = storage(body);
    let mut out = String::with_capacity(storage.len());
    let mut rest = storage.as_str();
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        // An inline element does not end a word, a block does.
        let name = after.trim_start_matches('/');
        if BLOCKS.iter().any(|block| name.starts_with(block)) {
            out.push(' ');
        }
        rest = after.split_once('>').map_or("", |(_, rest)| rest);
    }
    out.push_str(rest);
    unescape(out.trim())
}

/// Reads what a caller wants to write: `{representation, value}`, or the same under the name of
/// the representation. `None` when nothing was sent.
pub(super) fn sent(body: &Value) -> Result<Option<Body>, Reply> {
    if body.is_null() {
        return Ok(None);
    }
    let names = ["storage", "atlas_doc_format", "wiki"];
    let nested = names.iter().find(|name| body[**name].is_object());
    let one = nested.map_or(body, |name| &body[*name]);
    let representation = one["representation"]
        .as_str()
        .or_else(|| nested.copied())
        .unwrap_or("");
    let value = one["value"].as_str().unwrap_or("");
    match representation {
        "storage" if well_formed(value) => Ok(Some(Body::Storage(value.to_owned()))),
        "storage" => Err(answers::v2_bad_request("Error parsing xhtml")),
        "atlas_doc_format" => {
            let document = serde_json::from_str::<Value>(value).unwrap_or_default();
            if document["type"] == "doc" && document["content"].is_array() {
                Ok(Some(Body::Document(value.to_owned())))
            } else {
                Err(answers::v2_bad_request(
                    "Error converting ADF to storage format",
                ))
            }
        }
        "wiki" => Ok(Some(Body::Storage(from_wiki(value)))),
        _ => Err(answers::v2_bad_parameter(
            "Provided value for 'body.representation' is not one of storage, atlas_doc_format, wiki",
        )),
    }
}

/// Every element that is opened is closed again, in order.
fn well_formed(text: &str) -> bool {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once('<') {
        if let Some(data) = after.strip_prefix("![CDATA[") {
            let Some((_, after)) = data.split_once("]]>") else {
                return false;
            };
            rest = after;
            continue;
        }
        let Some((tag, after)) = after.split_once('>') else {
            return false;
        };
        rest = after;
        if tag.starts_with('!') || tag.ends_with('/') {
            continue;
        }
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop() != Some(name.trim_end()) {
                return false;
            }
        } else {
            let name = tag.split_whitespace().next().unwrap_or("");
            if name.is_empty() {
                return false;
            }
            open.push(name);
        }
    }
    open.is_empty()
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

fn unescape(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&nbsp;", " ")
        .replace("&amp;", "&")
}

/// Headings and paragraphs of wiki markup.
fn from_wiki(text: &str) -> String {
    text.lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| {
            let heading = line
                .strip_prefix('h')
                .and_then(|rest| rest.split_once(". "))
                .filter(|(level, _)| matches!(*level, "1" | "2" | "3" | "4" | "5" | "6"));
            match heading {
                Some((level, text)) => format!("<h{level}>{}</h{level}>", escape(text)),
                None => format!("<p>{}</p>", escape(line)),
            }
        })
        .collect()
}

/// Paragraphs, headings and lists; the text in them without its decoration.
fn to_document(storage: &str) -> Value {
    let mut content: Vec<Value> = Vec::new();
    let mut items: Vec<Value> = Vec::new();
    let mut rest = storage;
    while let Some((_, after)) = rest.split_once('<') {
        let Some((tag, inside)) = after.split_once('>') else {
            break;
        };
        let name = tag.split_whitespace().next().unwrap_or("");
        if !BLOCKS.contains(&name) {
            if matches!(name, "/ul" | "/ol") && !items.is_empty() {
                let kind = if name == "/ul" {
                    "bulletList"
                } else {
                    "orderedList"
                };
                content.push(json!({ "type": kind, "content": std::mem::take(&mut items) }));
            }
            rest = inside;
            continue;
        }
        let (block, after) = inside
            .split_once(&format!("</{name}>"))
            .unwrap_or((inside, ""));
        rest = after;
        let text = plain(&Body::Storage(block.to_owned()));
        let text = if text.is_empty() {
            json!([])
        } else {
            json!([{ "type": "text", "text": text }])
        };
        let paragraph = json!({ "type": "paragraph", "content": text });
        match name
            .strip_prefix('h')
            .and_then(|level| level.parse::<u8>().ok())
        {
            Some(level) => content
                .push(json!({ "type": "heading", "attrs": { "level": level }, "content": text })),
            None if name == "li" => {
                items.push(json!({ "type": "listItem", "content": [paragraph] }));
            }
            None => content.push(paragraph),
        }
    }
    json!({ "type": "doc", "version": 1, "content": content })
}

fn from_document(node: &Value, out: &mut String, depth: usize) {
    if depth > DEPTH {
        return;
    }
    let element = match node["type"].as_str().unwrap_or("") {
        "text" => {
            let text = escape(node["text"].as_str().unwrap_or(""));
            let marks = node["marks"].as_array().into_iter().flatten();
            out.push_str(&marks.fold(text, decorated));
            return;
        }
        "hardBreak" => {
            out.push_str("<br/>");
            return;
        }
        "rule" => {
            out.push_str("<hr/>");
            return;
        }
        "paragraph" => "p",
        "heading" => match node["attrs"]["level"].as_u64() {
            Some(1) => "h1",
            Some(2) => "h2",
            Some(3) => "h3",
            Some(4) => "h4",
            Some(5) => "h5",
            _ => "h6",
        },
        "bulletList" => "ul",
        "orderedList" => "ol",
        "listItem" => "li",
        "blockquote" => "blockquote",
        "codeBlock" => "pre",
        // What is not known here still gives its text.
        _ => "",
    };
    if !element.is_empty() {
        out.extend(["<", element, ">"]);
    }
    for child in node["content"].as_array().into_iter().flatten() {
        from_document(child, out, depth + 1);
    }
    if !element.is_empty() {
        out.extend(["</", element, ">"]);
    }
}

fn decorated(text: String, mark: &Value) -> String {
    match mark["type"].as_str().unwrap_or("") {
        "strong" => format!("<strong>{text}</strong>"),
        "em" => format!("<em>{text}</em>"),
        "code" => format!("<code>{text}</code>"),
        "underline" => format!("<u>{text}</u>"),
        "link" => {
            let target = escape(mark["attrs"]["href"].as_str().unwrap_or(""));
            format!("<a href=\"{}\">{text}</a>", target.replace('"', "&quot;"))
        }
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_converted_both_ways() {
        let body = Body::Storage("<h1>A &amp; B</h1><p>c <em>d</em></p><ul><li>e</li></ul>".into());
        assert_eq!(plain(&body), "A & B  c d  e");
        let there = document(&body);
        let back = storage(&Body::Document(there));
        assert_eq!(
            back,
            "<h1>A &amp; B</h1><p>c d</p><ul><li><p>e</p></li></ul>"
        );
    }

    #[test]
    fn every_sample_is_well_formed() {
        assert!((0..samples::COUNT).all(|number| well_formed(samples::text(number))));
        for text in ["<p>", "</p>", "<b><i></b></i>", "<p", "<>x</>"] {
            assert!(!well_formed(text), "{text}");
        }
        assert!(well_formed("a<br/><ac:x y=\"1\"><![CDATA[<p>]]></ac:x>"));
    }
}
