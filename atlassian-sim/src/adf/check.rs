//! Which Atlassian Documents the service takes: known nodes, each where it may stand, with what it cannot do without.

use serde_json::Value;

/// How deep nodes may be nested.
const DEEPEST: usize = 50;

const INLINE: &[&str] = &[
    "text",
    "hardBreak",
    "mention",
    "emoji",
    "inlineCard",
    "status",
    "date",
    "placeholder",
    "inlineExtension",
    "mediaInline",
];

const BLOCKS: &[&str] = &[
    "paragraph",
    "heading",
    "bulletList",
    "orderedList",
    "blockquote",
    "codeBlock",
    "rule",
    "panel",
    "table",
    "mediaGroup",
    "mediaSingle",
    "taskList",
    "decisionList",
    "expand",
    "blockCard",
    "embedCard",
    "extension",
    "bodiedExtension",
    "layoutSection",
];

/// What may stand in a cell of a table, in a panel, or folded away.
const IN_BOX: &[&str] = &[
    "paragraph",
    "heading",
    "bulletList",
    "orderedList",
    "blockquote",
    "codeBlock",
    "rule",
    "panel",
    "mediaGroup",
    "mediaSingle",
    "taskList",
    "decisionList",
    "nestedExpand",
    "blockCard",
    "embedCard",
    "extension",
];

const IN_LIST: &[&str] = &[
    "paragraph",
    "bulletList",
    "orderedList",
    "taskList",
    "codeBlock",
    "mediaSingle",
    "extension",
];

const IN_QUOTE: &[&str] = &[
    "paragraph",
    "bulletList",
    "orderedList",
    "codeBlock",
    "mediaGroup",
    "mediaSingle",
    "extension",
];

/// What a node may hold, and whether it must hold something; `None`: no such node.
fn children(kind: &str) -> Option<(&'static [&'static str], bool)> {
    Some(match kind {
        "doc" | "bodiedExtension" => (BLOCKS, false),
        "layoutColumn" => (BLOCKS, true),
        "paragraph" | "heading" | "taskItem" | "decisionItem" | "caption" => (INLINE, false),
        "bulletList" | "orderedList" => (&["listItem"], true),
        "listItem" => (IN_LIST, true),
        "blockquote" => (IN_QUOTE, true),
        "codeBlock" => (&["text"], false),
        "panel" | "expand" | "nestedExpand" | "tableCell" | "tableHeader" => (IN_BOX, true),
        "table" => (&["tableRow"], true),
        "tableRow" => (&["tableCell", "tableHeader"], true),
        "mediaGroup" => (&["media"], true),
        "mediaSingle" => (&["media", "caption"], true),
        "taskList" => (&["taskItem", "blockTaskItem", "taskList"], true),
        "blockTaskItem" => (&["paragraph", "extension"], true),
        "decisionList" => (&["decisionItem"], true),
        "layoutSection" => (&["layoutColumn"], true),
        "text" | "hardBreak" | "mention" | "emoji" | "inlineCard" | "status" | "date"
        | "placeholder" | "inlineExtension" | "mediaInline" | "rule" | "media" | "blockCard"
        | "embedCard" | "extension" => (&[], false),
        _ => return None,
    })
}

/// Whether the service takes this document. Attributes that it does not know are kept.
pub(crate) fn valid(document: &Value) -> bool {
    document["type"] == "doc"
        && document["version"] == 1
        && document["content"].is_array()
        && node(document, DEEPEST)
}

fn node(node: &Value, depth: usize) -> bool {
    let Some(kind) = node["type"].as_str() else {
        return false;
    };
    let Some((allowed, filled)) = children(kind) else {
        return false;
    };
    let content = match &node["content"] {
        Value::Null => &[][..],
        Value::Array(content) => content,
        _ => return false,
    };
    let fits = |child: &Value| {
        let child_kind = child["type"].as_str().unwrap_or("");
        allowed.contains(&child_kind)
            && (kind != "codeBlock" || child["marks"].as_array().is_none_or(Vec::is_empty))
    };
    depth > 0
        && (!filled || !content.is_empty())
        && has_its_own(kind, node)
        && marks(node)
        && content
            .iter()
            .all(|child| fits(child) && self::node(child, depth - 1))
}

/// Whether a node has what it cannot do without.
fn has_its_own(kind: &str, node: &Value) -> bool {
    let attrs = &node["attrs"];
    let filled = |name: &str| attrs[name].as_str().is_some_and(|text| !text.is_empty());
    match kind {
        "text" => node["text"].as_str().is_some_and(|text| !text.is_empty()),
        "heading" => attrs["level"]
            .as_u64()
            .is_some_and(|l| (1..=6).contains(&l)),
        "mention" => filled("id"),
        "emoji" => filled("shortName"),
        "status" => filled("text"),
        "date" => filled("timestamp") || attrs["timestamp"].is_number(),
        "inlineCard" | "blockCard" => filled("url") || attrs["data"].is_object(),
        "embedCard" => filled("url"),
        "media" | "mediaInline" => match attrs["type"].as_str() {
            Some("external") => filled("url"),
            _ => filled("id"),
        },
        "panel" => attrs["panelType"].as_str().is_some_and(|kind| {
            let kinds = [
                "info", "note", "tip", "warning", "error", "success", "custom",
            ];
            kinds.contains(&kind)
        }),
        _ => true,
    }
}

/// Whether the marks of a node are known ones that go together.
fn marks(node: &Value) -> bool {
    let marks = match &node["marks"] {
        Value::Null => return true,
        Value::Array(marks) => marks,
        _ => return false,
    };
    let kind = |mark: &Value| mark["type"].as_str().unwrap_or("").to_owned();
    let code = marks.iter().any(|mark| mark["type"] == "code");
    marks.iter().all(|mark| {
        let known = match kind(mark).as_str() {
            "strong" | "em" | "strike" | "underline" | "code" | "annotation" | "alignment"
            | "indentation" | "breakout" | "border" | "fragment" | "dataConsumer" => true,
            "link" => mark["attrs"]["href"]
                .as_str()
                .is_some_and(|href| !href.is_empty()),
            "subsup" => mark["attrs"]["type"] == "sub" || mark["attrs"]["type"] == "sup",
            "textColor" | "backgroundColor" => mark["attrs"]["color"].is_string(),
            _ => false,
        };
        known && (!code || matches!(kind(mark).as_str(), "code" | "link" | "annotation"))
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn holding(content: &Value) -> Value {
        json!({ "type": "doc", "version": 1, "content": [content] })
    }

    #[test]
    fn documents_as_people_write_them_are_taken() {
        let text = json!({ "type": "text", "text": "x", "marks": [{ "type": "code" }, { "type": "link", "attrs": { "href": "https://example.com" } }] });
        let paragraph = json!({ "type": "paragraph", "content": [text], "attrs": { "localId": "unknown here" } });
        let list = json!({ "type": "bulletList", "content": [{ "type": "listItem", "content": [paragraph] }] });
        for taken in [
            json!({ "type": "paragraph" }),
            paragraph.clone(),
            list.clone(),
            json!({ "type": "heading", "attrs": { "level": 6 }, "content": [] }),
            json!({ "type": "codeBlock", "content": [{ "type": "text", "text": "x" }] }),
            json!({ "type": "table", "content": [{ "type": "tableRow", "content": [{ "type": "tableCell", "content": [list] }] }] }),
            json!({ "type": "panel", "attrs": { "panelType": "note" }, "content": [paragraph] }),
        ] {
            assert!(valid(&holding(&taken)), "{taken}");
        }
        assert!(valid(
            &json!({ "type": "doc", "version": 1, "content": [] })
        ));
    }

    #[test]
    fn what_live_sites_refuse_is_refused() {
        let paragraph = json!({ "type": "paragraph" });
        let marked = |marks: &Value| json!({ "type": "paragraph", "content": [{ "type": "text", "text": "x", "marks": marks }] });
        for refused in [
            json!({ "type": "unheardOf" }),
            json!({ "type": "text", "text": "a text needs a paragraph" }),
            json!({ "type": "paragraph", "content": [{ "type": "text", "text": "" }] }),
            json!({ "type": "paragraph", "content": "text" }),
            marked(&json!([{ "type": "code" }, { "type": "strong" }])),
            marked(&json!([{ "type": "blink" }])),
            marked(&json!([{ "type": "link", "attrs": { "href": "" } }])),
            json!({ "type": "codeBlock", "content": [{ "type": "text", "text": "x", "marks": [{ "type": "em" }] }] }),
            json!({ "type": "blockquote", "content": [{ "type": "heading", "attrs": { "level": 1 } }] }),
            json!({ "type": "heading", "attrs": { "level": 7 } }),
            json!({ "type": "bulletList", "content": [] }),
            json!({ "type": "bulletList", "content": [paragraph] }),
            json!({ "type": "orderedList", "content": [{ "type": "listItem", "content": [] }] }),
            json!({ "type": "paragraph", "content": [{ "type": "mention", "attrs": {} }] }),
        ] {
            assert!(!valid(&holding(&refused)), "{refused}");
        }
        for refused in [
            json!("text"),
            json!({ "type": "doc", "content": [] }),
            json!({ "type": "doc", "version": 2, "content": [] }),
            json!({ "type": "doc", "version": 1 }),
        ] {
            assert!(!valid(&refused), "{refused}");
        }
        let mut deep = json!({ "type": "paragraph" });
        for _ in 0..40 {
            deep = json!({ "type": "bulletList", "content": [{ "type": "listItem", "content": [deep] }] });
        }
        assert!(!valid(&holding(&deep)));
    }
}
