//! Real documents of real sites: each is read, and what is read and written back loses nothing.

#![allow(clippy::unwrap_used, reason = "a test ends so")]

use std::path::{Path, PathBuf};

use atlassian_document::{Document, Kind, MarkKind};
use serde_json::{Value, json};

fn folder() -> PathBuf {
    std::env::var_os("ATLASSIAN_RECORDINGS").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/recordings"),
        PathBuf::from,
    )
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path
            .extension()
            .is_some_and(|extension| extension == "json")
        {
            found.push(path);
        }
    }
}

/// The documents anywhere in a JSON value.
fn documents<'a>(value: &'a Value, found: &mut Vec<&'a Value>) {
    match value {
        Value::Object(object) if object.get("type") == Some(&json!("doc")) => found.push(value),
        Value::Object(object) => object.values().for_each(|value| documents(value, found)),
        Value::Array(array) => array.iter().for_each(|value| documents(value, found)),
        _ => {}
    }
}

#[test]
fn documents_of_real_sites_lose_nothing() {
    if !folder().is_dir() {
        println!("recordings: skipped, none at {}", folder().display());
        return;
    }
    let mut paths = vec![];
    files(&folder(), &mut paths);
    let (mut count, mut nodes) = (0, 0);
    for path in paths {
        let Ok(text) = std::fs::read_to_string(&path) else {
            continue;
        };
        let Ok(json) = serde_json::from_str::<Value>(&text) else {
            continue;
        };
        let mut found = vec![];
        documents(&json, &mut found);
        for sent in found {
            let document: Document = serde_json::from_str(&sent.to_string()).unwrap();
            assert_eq!(
                serde_json::to_value(&document).unwrap(),
                *sent,
                "{}",
                path.display()
            );
            for node in document.nodes() {
                assert!(
                    !matches!(node.kind(), Kind::Other(_)),
                    "not known: {node:?}"
                );
                let odd = node
                    .marks()
                    .iter()
                    .find(|mark| matches!(mark.kind(), MarkKind::Other(_)));
                assert_eq!(odd, None, "not known");
            }
            let (text, markdown) = (document.to_text(), document.to_markdown());
            for word in document.nodes().filter_map(|node| node.as_text()) {
                for word in word.split_whitespace() {
                    assert!(text.contains(word), "{word} is lost in {text}");
                    let plain = markdown.replace('\\', "");
                    assert!(
                        plain.contains(&word.replace('\\', "")),
                        "{word} is lost in {markdown}"
                    );
                }
            }
            #[cfg(feature = "markdown")]
            {
                let settled = Document::from_markdown(&markdown).to_markdown();
                assert_eq!(Document::from_markdown(&settled).to_markdown(), settled);
            }
            count += 1;
            nodes += document.nodes().count();
        }
    }
    assert!(
        count >= 5,
        "the recordings are not where they were: {count} documents"
    );
    println!("recordings: {count} documents of {nodes} nodes");
}
