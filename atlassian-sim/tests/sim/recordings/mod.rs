//! Real answers of real sites: the simulator's have the same keys, of the same types.

mod table;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use atlassian_sim::Sim;
use serde_json::Value;
use table::{DIFFERENCES, ROWS, Row};

use super::client::{Client, admin, encode};
use super::schema::served;

/// How many things are asked about where one thing is one request.
const ASKED: usize = 60;

/// The types that stand at each place, by JSON pointer with `*` for indices. Null is no type.
#[derive(Debug, Default)]
struct Shape(BTreeMap<String, BTreeSet<&'static str>>);

impl Shape {
    fn add(&mut self, value: &Value, at: &str) {
        let kind = match value {
            Value::Null => return,
            Value::Bool(_) => "boolean",
            Value::Number(_) => "number",
            Value::String(_) => "string",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
        };
        self.0.entry(at.to_owned()).or_default().insert(kind);
        match value {
            Value::Array(items) => items.iter().for_each(|it| self.add(it, &format!("{at}/*"))),
            Value::Object(fields) => {
                // Which custom fields there are is each site's own matter.
                for (name, value) in fields.iter().filter(|it| !it.0.starts_with("customfield_")) {
                    self.add(value, &format!("{at}/{name}"));
                }
            }
            _ => {}
        }
    }

    /// The values at a pointer, with `*` for each element.
    fn of<'a>(values: impl IntoIterator<Item = &'a Value>, pointer: &str) -> Self {
        let mut shape = Self::default();
        for value in values {
            for found in at(value, pointer) {
                shape.add(found, "");
            }
        }
        shape
    }

    fn is(&self, at: &str, kind: &str) -> bool {
        self.0.get(at).is_some_and(|kinds| kinds.contains(kind))
    }

    /// Places and what is different there: what a whole recording has not, what the answer has not, and other types.
    /// Below a difference nothing more is told.
    fn differences(&self, recorded: &Self, whole: bool) -> Vec<(String, String)> {
        let parent = |at: &str| {
            at.rfind('/')
                .map_or(String::new(), |end| at[..end].to_owned())
        };
        let mut found = Vec::new();
        for (at, kinds) in &recorded.0 {
            match self.0.get(at) {
                // Without an element nothing is known of the elements.
                None if at.ends_with("/*") => found.push((at.clone(), "always empty".to_owned())),
                None if self.is(&parent(at), "object") => {
                    found.push((at.clone(), "not sent".to_owned()));
                }
                Some(sent) if !sent.is_subset(kinds) => {
                    found.push((at.clone(), format!("{sent:?} and not {kinds:?}")));
                }
                _ => {}
            }
        }
        for at in self
            .0
            .keys()
            .filter(|at| whole && !recorded.0.contains_key(*at))
        {
            if recorded.is(&parent(at), "object") {
                found.push((at.clone(), "not recorded".to_owned()));
            }
        }
        found
    }
}

/// What stands at a pointer, with `*` for each element.
fn at<'a>(value: &'a Value, pointer: &str) -> Vec<&'a Value> {
    pointer
        .split('/')
        .skip(1)
        .fold(vec![value], |values, step| {
            let below = values.into_iter().flat_map(|value| match step {
                "*" => value.as_array().into_iter().flatten().collect(),
                name => value.get(name).into_iter().collect::<Vec<_>>(),
            });
            below.collect()
        })
}

fn folder() -> Option<PathBuf> {
    let folder = std::env::var_os("ATLASSIAN_RECORDINGS").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/recordings"),
        PathBuf::from,
    );
    if !folder.is_dir() {
        println!(
            "recordings: skipped, there are none at {}",
            folder.display()
        );
        return None;
    }
    Some(folder)
}

fn recorded(folder: &Path, row: &Row) -> Shape {
    let text = std::fs::read_to_string(folder.join(row.folder).join(row.file)).unwrap();
    let value: Value = serde_json::from_str(text.trim_start_matches('\u{feff}')).unwrap();
    let shape = Shape::of([&value], row.recorded);
    assert!(
        !shape.0.is_empty(),
        "{}: nothing at {}",
        row.file,
        row.recorded
    );
    shape
}

async fn answered(client: &Client, row: &Row) -> Shape {
    let mut answers = Vec::new();
    if let Some((path, pointer)) = row.each {
        let list = client.json(path).await;
        let found = at(&list, pointer);
        assert!(!found.is_empty(), "{path}: nothing at {pointer}");
        for one in found.into_iter().take(ASKED) {
            let name = one.as_str().map_or_else(|| one.to_string(), encode);
            answers.push(client.json(&row.path.replace("{}", &name)).await);
        }
    } else {
        answers.push(client.json(row.path).await);
    }
    Shape::of(&answers, row.answer)
}

fn path_is_served(path: &str) -> bool {
    let path = path.split('?').next().unwrap_or_default();
    served("GET", &super::schema::as_version_three(path)).is_some()
}

#[tokio::test]
async fn answers_have_the_keys_and_types_of_recorded_ones() {
    let Some(folder) = folder() else { return };
    let sim = Sim::builder().users(200).start().await.unwrap();
    let client = admin(&sim);
    let mut wrong = Vec::new();
    let mut needed = BTreeSet::new();
    let mut compared = 0;
    for row in ROWS {
        let there =
            path_is_served(row.path) && row.each.is_none_or(|(path, _)| path_is_served(path));
        if !there {
            wrong.push(format!("{} is not served", row.path));
            continue;
        }
        let answer = answered(&client, row).await;
        compared += 1;
        for (at, what) in answer.differences(&recorded(&folder, row), row.whole) {
            let known = DIFFERENCES
                .iter()
                .position(|it| it.file == row.file && it.at == at);
            if let Some(known) = known {
                needed.insert(known);
            } else {
                wrong.push(format!("{} and {}: {at} is {what}", row.path, row.file));
            }
        }
    }
    for (index, row) in DIFFERENCES.iter().enumerate() {
        if !needed.contains(&index) {
            wrong.push(format!(
                "not different any more: {} {} ({})",
                row.file, row.at, row.reason
            ));
        }
    }
    println!(
        "recordings: {compared} compared, {} differences known",
        DIFFERENCES.len()
    );
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn each_kind_of_difference_is_noticed() {
    let recorded = serde_json::json!([{ "a": 1, "b": { "c": "x" }, "d": [{ "e": 1 }], "f": [], "g": { "h": 1 } }]);
    let sent = serde_json::json!([{ "a": "1", "b": {}, "d": [], "f": [{ "new": 1 }], "i": null, "k": 1 }, { "g": null }]);
    let (sent, recorded) = (Shape::of([&sent], "/*"), Shape::of([&recorded], "/*"));
    let found = sent.differences(&recorded, true);
    let places: Vec<&str> = found.iter().map(|it| it.0.as_str()).collect();
    assert_eq!(places, ["/a", "/b/c", "/d/*", "/g", "/k"]);
    assert_eq!(sent.differences(&recorded, false).len(), 4);
}
