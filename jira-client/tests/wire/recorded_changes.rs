//! Recorded changelogs and transitions: each is read, and what is read and written back loses nothing.

use jira_client::cloud::changelogs::Changelog;
use jira_client::cloud::issues::Transition;
use serde_json::Value;

use crate::recordings::{Count, files, folder, values};

/// Every object below that is an entry of a changelog or a transition. Answers that were kept as text inside another are
/// looked into as well.
fn found(value: &Value, at: &str, count: &mut Count) {
    match value {
        Value::Object(fields) => {
            let is_change = value["items"][0]["field"].is_string();
            if is_change && fields.contains_key("created") {
                count.read::<Changelog>("entry of a changelog", value, at);
            }
            for (name, value) in fields {
                let at = format!("{at}.{name}");
                if name == "transitions" && value.is_array() {
                    count.read_all::<Transition>("transition", value, &at);
                }
                found(value, &at, count);
            }
        }
        Value::Array(list) => {
            for value in list {
                found(value, &format!("{at}[]"), count);
            }
        }
        Value::String(text) if text.starts_with(['{', '[']) => {
            if let Ok(value) = serde_json::from_str(text) {
                found(&value, at, count);
            }
        }
        _ => {}
    }
}

#[test]
fn what_is_read_of_changes_and_written_back_loses_nothing() {
    let folder = folder();
    if !folder.is_dir() {
        println!(
            "recordings: skipped, there are none at {}",
            folder.display()
        );
        return;
    }
    let mut everything = Vec::new();
    files(&folder, &mut everything);
    let mut count = Count::default();
    for path in everything {
        let name = path.strip_prefix(&folder).unwrap().display().to_string();
        for value in values(&path) {
            found(&value, &name, &mut count);
        }
    }
    println!("recordings: {:?}", count.0);
    assert!(count.0["entry of a changelog"] > 300 && count.0["transition"] > 15);
}
