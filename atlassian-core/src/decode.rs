//! The reading of JSON, and the place where it failed.

use serde::de::DeserializeOwned;

/// JSON that does not fit.
#[derive(Debug)]
pub(crate) struct DecodeError {
    /// What does not fit, such as `groups[1].name`. Empty if it is the whole.
    pub(crate) path: String,
    pub(crate) source: serde_json::Error,
}

/// Reads JSON. With the feature `drift`, the current listener hears of unknown fields.
pub(crate) fn decode<T: DeserializeOwned>(json: &[u8]) -> Result<T, DecodeError> {
    read(json).map_err(|source| DecodeError {
        path: path_at(json, consumed(json, source.line(), source.column())),
        source,
    })
}

#[cfg(not(feature = "drift"))]
fn read<T: DeserializeOwned>(json: &[u8]) -> serde_json::Result<T> {
    serde_json::from_slice(json)
}

#[cfg(feature = "drift")]
fn read<T: DeserializeOwned>(json: &[u8]) -> serde_json::Result<T> {
    let mut json = serde_json::Deserializer::from_slice(json);
    let mut report = crate::drift::reporter();
    let value = T::deserialize(serde_ignored::Deserializer::new(&mut json, &mut report))?;
    json.end()?;
    Ok(value)
}

/// How many bytes the reader had taken when it stood at this line and column.
fn consumed(json: &[u8], line: usize, column: usize) -> usize {
    let line_ends = json.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
    let start = match line.checked_sub(2) {
        Some(before) => line_ends.map(|(at, _)| at + 1).nth(before).unwrap_or(0),
        None => 0,
    };
    (start + column).min(json.len())
}

/// How deep a path may be. `serde_json` reads 128 levels, but passes over any number of them in what no model has.
const DEEPEST: usize = 128;

/// What the reader is in: an object with the key that it is at, or an array with the element.
enum Level {
    Object(Option<String>),
    Array(usize),
}

/// The path of the value that a reader is at, or has just ended, who took this many bytes.
///
/// The reader's error knows no path. To note one on the way would make each model's reader a second time, and the
/// reading slower, for what fails once in a long while.
fn path_at(json: &[u8], consumed: usize) -> String {
    let mut levels = Vec::new();
    let mut at = 0;
    while at < consumed && levels.len() <= DEEPEST {
        match json[at] {
            b'{' => levels.push(Level::Object(None)),
            b'[' => levels.push(Level::Array(0)),
            b'}' | b']' => drop(levels.pop()),
            b',' => match levels.last_mut() {
                Some(Level::Object(key)) => *key = None,
                Some(Level::Array(index)) => *index += 1,
                None => {}
            },
            b'"' => {
                let end = string_end(json, at);
                if let (Some(Level::Object(key @ None)), true) =
                    (levels.last_mut(), end <= consumed)
                {
                    *key = Some(serde_json::from_slice(&json[at..end]).unwrap_or_default());
                }
                at = end;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    let mut path = String::new();
    for level in levels {
        match level {
            Level::Object(Some(key)) => {
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(&key);
            }
            Level::Object(None) => {}
            Level::Array(index) => path.extend(["[", &index.to_string(), "]"]),
        }
    }
    path
}

/// The place after the string that begins here.
fn string_end(json: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while at < json.len() {
        match json[at] {
            b'\\' => at += 2,
            b'"' => return at + 1,
            _ => at += 1,
        }
    }
    json.len()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;
    use serde::Deserialize;
    use serde_json::{Value, json};

    use super::*;

    #[derive(Debug, Deserialize)]
    #[allow(dead_code, reason = "only read")]
    struct Node {
        name: String,
        size: Option<u8>,
        #[serde(default)]
        nodes: Vec<Node>,
        #[serde(default)]
        texts: BTreeMap<String, String>,
    }

    fn path<T: DeserializeOwned + std::fmt::Debug>(json: &str) -> String {
        decode::<T>(json.as_bytes()).unwrap_err().path
    }

    #[test]
    fn names_what_does_not_fit() {
        let cases = [
            ("[]", ""),
            ("7", ""),
            (r#"{"name": 7}"#, "name"),
            (r#"{"size": 1}"#, ""),
            (r#"{"name": "a", "size": "large", "nodes": []}"#, "size"),
            (r#"{"name": {"first": "a"}}"#, "name"),
            (r#"{"name": "a", "nodes": [{"name": "b"}, {}]}"#, "nodes[1]"),
            (
                r#"{"name": "a", "nodes": [{"name": "b"}, [], {}]}"#,
                "nodes[1]",
            ),
            (
                r#"{"name": "a", "nodes": [{"name": "b"}, {"name": null}]}"#,
                "nodes[1].name",
            ),
            (r#"{"texts": {"a\"{b": [1]}}"#, "texts.a\"{b"),
            (r#"{"texts": {"aé\u00e9": 1}}"#, "texts.aéé"),
            (r#"{"name": "a"} {"name"#, ""),
        ];
        for (json, expected) in cases {
            assert_eq!(path::<Node>(json), expected, "{json}");
        }
        assert_eq!(path::<Vec<u8>>("[1,\n 2,\n\n \"x\"]"), "[2]");
        assert_eq!(path::<Vec<u8>>("[1, 2"), "[1]");
        assert_eq!(path::<Vec<u8>>("[[1]]"), "[0]");
        assert_eq!(path::<Value>(""), "");
        let deep = format!("{{\"other\": {}", "[".repeat(1000));
        assert_eq!(path::<Node>(&deep), format!("other{}", "[0]".repeat(128)));
    }

    /// A value that fits the model.
    fn node() -> impl Strategy<Value = Value> {
        let leaf = (any::<String>(), any::<Option<u8>>())
            .prop_map(|(name, size)| json!({"name": name, "size": size}));
        leaf.prop_recursive(3, 20, 4, |node| {
            let texts = prop::collection::btree_map(any::<String>(), any::<String>(), 0..3);
            (any::<String>(), prop::collection::vec(node, 0..4), texts).prop_map(
                |(name, nodes, texts)| json!({"name": name, "nodes": nodes, "texts": texts}),
            )
        })
    }

    /// Puts something else in the place of the `nth` value, and counts down on its way.
    fn spoil(value: &mut Value, nth: &mut usize, with: &Value) {
        if *nth == 0 {
            *value = with.clone();
        }
        *nth = nth.wrapping_sub(1);
        match value {
            Value::Array(list) => list.iter_mut().for_each(|value| spoil(value, nth, with)),
            Value::Object(map) => map.values_mut().for_each(|value| spoil(value, nth, with)),
            _ => {}
        }
    }

    proptest! {
        /// The path is the one that a reader finds who notes it on the way.
        #[test]
        fn is_the_path_of_one_who_notes_it(
            mut json in node(), nth in 0..40usize, pretty: bool,
            with in prop_oneof![Just(json!(null)), Just(json!(-1)), Just(json!(true)), Just(json!({"a": [2]}))],
        ) {
            spoil(&mut json, &mut { nth }, &with);
            let text = if pretty { format!("{json:#}") } else { json.to_string() };
            let found = decode::<Node>(text.as_bytes()).map_err(|error| error.path);
            let mut reader = serde_json::Deserializer::from_str(&text);
            let noted: Result<Node, _> = serde_path_to_error::deserialize(&mut reader);
            match (found, noted) {
                (Err(found), Err(noted)) => {
                    let noted = noted.path().to_string();
                    prop_assert_eq!(found, if noted == "." { String::new() } else { noted }, "{}", text);
                }
                (found, noted) => prop_assert_eq!(found.is_ok(), noted.is_ok(), "{}", text),
            }
        }

        /// Whatever the text is, there is a path.
        #[test]
        fn never_fails(json in r#"[\[\]{}:,"\\ \n1a]{0,40}"#, consumed in 0..50usize) {
            path_at(json.as_bytes(), consumed.min(json.len()));
            let _ = decode::<Node>(json.as_bytes());
        }
    }
}
