//! Atlassian Documents as wiki text, which versions of the API before 3 speak.

use std::fmt::Write as _;

use serde_json::Value;

use crate::time;

/// The document as wiki text.
pub(crate) fn wiki(document: &str) -> String {
    let Ok(document) = serde_json::from_str::<Value>(document) else {
        return String::new();
    };
    blocks(children(&document))
}

pub(super) fn children(node: &Value) -> &[Value] {
    node["content"].as_array().map_or(&[], Vec::as_slice)
}

fn blocks(nodes: &[Value]) -> String {
    let written: Vec<String> = nodes.iter().map(block).collect();
    written.join("\n\n")
}

fn block(node: &Value) -> String {
    let attrs = &node["attrs"];
    match node["type"].as_str().unwrap_or("") {
        "paragraph" => line_start(&inline(children(node))),
        "heading" => {
            let level = attrs["level"].as_u64().unwrap_or(1);
            format!("h{level}. {}", inline(children(node)))
        }
        "bulletList" => list(node, "*"),
        "orderedList" => list(node, "#"),
        "taskList" | "decisionList" => {
            let items = children(node).iter().map(|item| {
                let text = inline(children(item));
                format!("* {text}")
            });
            items.collect::<Vec<_>>().join("\n")
        }
        "codeBlock" => {
            let language = attrs["language"].as_str().filter(|l| !l.is_empty());
            let language = language.map_or_else(String::new, |l| format!(":{l}"));
            let code: String = children(node)
                .iter()
                .filter_map(|text| text["text"].as_str())
                .collect();
            format!("{{code{language}}}\n{code}\n{{code}}")
        }
        "blockquote" => format!("{{quote}}\n{}\n{{quote}}", blocks(children(node))),
        "panel" => {
            let kind = attrs["panelType"].as_str().unwrap_or("info");
            format!(
                "{{panel:type={kind}}}\n{}\n{{panel}}",
                blocks(children(node))
            )
        }
        "rule" => "----".to_owned(),
        "table" => {
            let rows: Vec<String> = children(node).iter().map(row).collect();
            rows.join("\n")
        }
        "mediaSingle" | "mediaGroup" => children(node).iter().map(media).collect(),
        "blockCard" | "embedCard" => {
            let url = attrs["url"].as_str().unwrap_or("");
            format!("[{url}|{url}|smart-card]")
        }
        _ => blocks(children(node)),
    }
}

fn media(node: &Value) -> String {
    let attrs = &node["attrs"];
    let name = ["url", "alt", "id"]
        .iter()
        .find_map(|key| attrs[*key].as_str());
    format!("!{}!", name.unwrap_or(""))
}

/// One line for each item, with as many signs as the list is deep.
fn list(node: &Value, signs: &str) -> String {
    let mut lines = Vec::new();
    for item in children(node) {
        let mut parts = children(item).iter().peekable();
        let text = match parts.next_if(|part| part["type"] == "paragraph") {
            Some(first) => inline(children(first)),
            None => String::new(),
        };
        let text: Vec<&str> = text.split('\n').collect();
        let (first, more) = text.split_first().unwrap_or((&"", &[]));
        lines.push(format!("{signs} {first}"));
        lines.extend(more.iter().map(|line| line_start(line)));
        for part in parts {
            lines.push(match part["type"].as_str() {
                Some("bulletList") => list(part, &format!("{signs}*")),
                Some("orderedList") => list(part, &format!("{signs}#")),
                _ => block(part),
            });
        }
    }
    lines.join("\n")
}

fn row(node: &Value) -> String {
    let mut out = String::new();
    let mut last = "|";
    for cell in children(node) {
        let bar = if cell["type"] == "tableHeader" {
            "||"
        } else {
            "|"
        };
        last = bar;
        let texts: Vec<String> = children(cell)
            .iter()
            .map(|part| {
                if part["type"] == "paragraph" {
                    inline(children(part))
                } else {
                    block(part)
                }
            })
            .collect();
        // A cell is one line: what begins a new one is written out.
        let text = texts.join("\n").replace('|', "\\|").replace('\n', "\\\\ ");
        out.push_str(bar);
        out.push_str(if text.is_empty() { " " } else { &text });
    }
    out + last
}

/// Text and what stands in a line with it.
fn inline(nodes: &[Value]) -> String {
    let mut out = String::new();
    for (at, node) in nodes.iter().enumerate() {
        let attrs = &node["attrs"];
        match node["type"].as_str().unwrap_or("") {
            "text" => {
                let follows = match nodes.get(at + 1) {
                    None => Some(' '),
                    // Anything but plain text begins with a sign.
                    Some(next) if next["marks"][0].is_null() => {
                        next["text"].as_str().and_then(|next| next.chars().next())
                    }
                    Some(_) => None,
                };
                text(&mut out, node, follows);
            }
            "hardBreak" => out.push('\n'),
            "mention" => {
                let id = attrs["id"].as_str().unwrap_or("");
                let _ = write!(out, "[~accountid:{id}]");
            }
            "emoji" => out.push_str(attrs["shortName"].as_str().unwrap_or("")),
            "inlineCard" => {
                let url = attrs["url"].as_str().unwrap_or("");
                let _ = write!(out, "[{url}|{url}|smart-link]");
            }
            "status" => {
                let text = attrs["text"].as_str().unwrap_or("").to_uppercase();
                let _ = write!(out, "*[ {text} ]*");
            }
            "date" => {
                let stamp = attrs["timestamp"].as_str().and_then(|t| t.parse().ok());
                let ms = stamp.or_else(|| attrs["timestamp"].as_i64()).unwrap_or(0);
                let days = i32::try_from(ms.div_euclid(time::DAY)).unwrap_or(0);
                out.push_str(&time::date(days));
            }
            "mediaInline" => out.push_str(&media(node)),
            _ => {}
        }
    }
    out
}

/// One text with its marks; `follows` is the character behind it, if one stands there.
fn text(out: &mut String, node: &Value, follows: Option<char>) {
    let whole = node["text"].as_str().unwrap_or("");
    let marks = node["marks"].as_array().map_or(&[][..], Vec::as_slice);
    if marks.is_empty() {
        escape(out, whole, follows);
        return;
    }
    // Signs stand right at the words that they mark.
    let words = whole.trim();
    let Some(start) = whole.find(words).filter(|_| !words.is_empty()) else {
        out.push_str(whole);
        return;
    };
    out.push_str(&whole[..start]);
    let after = whole[start + words.len()..].chars().next().or(follows);
    let inside_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let braces = inside_word(out.chars().next_back()) || inside_word(after);
    let mut open = String::new();
    let mut close = String::new();
    let mut code = false;
    for mark in marks {
        let attrs = &mark["attrs"];
        let sign = match mark["type"].as_str().unwrap_or("") {
            "strong" => "*",
            "em" => "_",
            "strike" => "-",
            "underline" => "+",
            "subsup" if attrs["type"] == "sub" => "~",
            "subsup" => "^",
            "code" => {
                code = true;
                open.push_str("{{");
                close.insert_str(0, "}}");
                continue;
            }
            "textColor" => {
                let color = attrs["color"].as_str().unwrap_or("");
                let _ = write!(open, "{{color:{color}}}");
                close.insert_str(0, "{color}");
                continue;
            }
            "link" => {
                let href = attrs["href"].as_str().unwrap_or("");
                open.push('[');
                close.insert_str(0, &format!("|{href}]"));
                continue;
            }
            _ => continue,
        };
        let sign = if braces {
            format!("{{{sign}}}")
        } else {
            sign.to_owned()
        };
        open.push_str(&sign);
        close.insert_str(0, &sign);
    }
    out.push_str(&open);
    if code {
        out.push_str(words);
    } else {
        escape(out, words, Some(' '));
    }
    out.push_str(&close);
    out.push_str(&whole[start + words.len()..]);
}

/// Writes text so that none of it is read as markup.
fn escape(out: &mut String, text: &str, follows: Option<char>) {
    let coded = text.contains("&#92;");
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let before = out.chars().next_back();
        let next = chars.peek().copied().or(follows);
        let opens =
            !before.is_some_and(char::is_alphanumeric) && next.is_none_or(|n| !n.is_whitespace());
        let needed = match c {
            '{' | '[' => true,
            '*' | '_' | '-' | '+' | '^' | '~' => opens,
            '\\' => {
                let plain = next.is_some_and(char::is_alphanumeric);
                out.push_str(if plain { "\\" } else { "&#92;" });
                continue;
            }
            '&' => coded,
            _ => false,
        };
        if needed {
            out.push('\\');
        }
        out.push(c);
    }
}

/// Keeps lines from being read as lists, headings, tables and the like.
fn line_start(text: &str) -> String {
    let lines: Vec<String> = text
        .split('\n')
        .map(|line| {
            let sign = line.find([' ', '\t']).map_or("", |at| &line[..at]);
            let is_list = !sign.is_empty() && sign.chars().all(|c| matches!(c, '*' | '#' | '-'));
            let dot = matches!(sign, "h1." | "h2." | "h3." | "h4." | "h5." | "h6." | "bq.");
            if is_list || line.starts_with('|') || line.starts_with("----") {
                format!("\\{line}")
            } else if dot {
                line.replacen('.', "\\.", 1)
            } else {
                line.to_owned()
            }
        })
        .collect();
    lines.join("\n")
}
