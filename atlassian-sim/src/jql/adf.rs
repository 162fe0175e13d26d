//! The words of rich text, read off its JSON without taking the whole document apart.

use std::borrow::Cow;

/// The values of every `"text"` in a document, in their order: what people typed, and what mentions
/// and the like show.
pub(crate) fn texts(document: &str) -> impl Iterator<Item = Cow<'_, str>> {
    Texts { rest: document }
}

struct Texts<'a> {
    rest: &'a str,
}

impl<'a> Iterator for Texts<'a> {
    type Item = Cow<'a, str>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let (string, rest) = string(self.rest)?;
            self.rest = rest;
            // The same word is a value too (`"type":"text"`); only as a key a colon follows.
            if string != "text" {
                continue;
            }
            let Some(value) = rest.trim_start().strip_prefix(':') else {
                continue;
            };
            if value.trim_start().starts_with('"') {
                let (text, rest) = self::string(value)?;
                self.rest = rest;
                return Some(unescaped(text));
            }
        }
    }
}

/// The next string of the JSON, still escaped, and what comes after it.
fn string(json: &str) -> Option<(&str, &str)> {
    let start = json.find('"')? + 1;
    let bytes = json.as_bytes();
    let mut at = start;
    loop {
        match bytes.get(at)? {
            b'\\' => at += 2,
            b'"' => return Some((json.get(start..at)?, json.get(at + 1..)?)),
            _ => at += 1,
        }
    }
}

fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains('\\') {
        return Cow::Borrowed(text);
    }
    let whole = serde_json::from_str(&format!("\"{text}\""));
    Cow::Owned(whole.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_is_found_and_nothing_else() {
        let document = serde_json::json!({ "type": "doc", "version": 1, "content": [
            { "type": "paragraph", "content": [
                { "type": "text", "text": "say \"hi\"\n\\ 🦀" },
                { "type": "mention", "attrs": { "id": "x", "text": "@Person 12" } },
                { "type": "text", "text": "text" },
            ] },
            { "type": "codeBlock", "attrs": { "language": "text" }, "content": [] },
        ] });
        let all: Vec<String> = texts(&document.to_string()).map(Cow::into_owned).collect();
        assert_eq!(all, ["say \"hi\"\n\\ 🦀", "@Person 12", "text"]);
        for broken in [
            "",
            "{",
            "\"text\":",
            "\"text\":\"a",
            "\"text\":\"a\\",
            "\\\"text\":\"é",
        ] {
            assert_eq!(texts(broken).count(), 0, "{broken}");
        }
    }
}
