//! The forms in which an issue's sprints come.

use serde::Deserialize;
use serde::de::Error as _;
use serde_json::{Map, Value, json};

use crate::cloud::sprints::Sprint;

/// What stands in the text form of a sprint. Only these begin a new entry there: a name can hold commas and equals signs.
const KEYS: &[&str] = &[
    "id",
    "rapidViewId",
    "state",
    "name",
    "goal",
    "startDate",
    "endDate",
    "completeDate",
    "activatedDate",
    "sequence",
    "synced",
    "autoStartStop",
    "incompleteIssuesDestinationId",
];

/// Reads the sprints of an issue: a list, or one alone; each an object, an id, or the text of former times.
pub(super) fn read(value: &Value) -> serde_json::Result<Vec<Sprint>> {
    match value {
        Value::Array(list) => list.iter().map(one).collect(),
        alone => Ok(vec![one(alone)?]),
    }
}

fn one(value: &Value) -> serde_json::Result<Sprint> {
    match value {
        Value::Number(id) => Sprint::deserialize(json!({"id": id})),
        Value::String(text) => {
            let read = from_text(text);
            let sprint =
                read.ok_or_else(|| serde_json::Error::custom("not the text of a sprint"))?;
            Sprint::deserialize(Value::Object(sprint))
        }
        object => Sprint::deserialize(object),
    }
}

/// `com.atlassian.greenhopper.service.sprint.Sprint@1f[id=1,rapidViewId=2,state=CLOSED,name=A, B,startDate=<null>,…]`
/// as the object that is sent today.
fn from_text(text: &str) -> Option<Map<String, Value>> {
    let inside = text.split_once('[')?.1.strip_suffix(']')?;
    let mut sprint = Map::new();
    let mut rest = inside;
    while let Some((key, after)) = rest.split_once('=') {
        let end = next_entry(after);
        let value = &after[..end];
        rest = after.get(end + 1..).unwrap_or_default();
        if value == "<null>" {
            continue;
        }
        let (key, value) = match key {
            "id" => ("id", json!(value.parse::<u64>().ok()?)),
            "rapidViewId" => ("originBoardId", json!(value.parse::<u64>().ok()?)),
            "state" => ("state", json!(value.to_lowercase())),
            // There it has a meaning for the service only.
            "sequence" => continue,
            key => (key, json!(value)),
        };
        sprint.insert(key.to_owned(), value);
    }
    sprint.contains_key("id").then_some(sprint)
}

/// Where the next entry's comma stands.
fn next_entry(text: &str) -> usize {
    let begins_entry = |at: usize| {
        let rest = &text[at + 1..];
        KEYS.iter().any(|key| {
            rest.strip_prefix(key)
                .is_some_and(|rest| rest.starts_with('='))
        })
    };
    text.match_indices(',')
        .map(|(at, _)| at)
        .find(|at| begins_entry(*at))
        .unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn text(id: u64, name: &str) -> String {
        format!(
            "com.atlassian.greenhopper.service.sprint.Sprint@7a1[completeDate=<null>,endDate=2016-02-27T01:31:00.000Z,\
             goal=<null>,id={id},name={name},rapidViewId=121,sequence={id},startDate=<null>,state=ACTIVE]"
        )
    }

    #[test]
    fn the_text_of_former_times_is_read() {
        let read = from_text(&text(582, "Sprint 4, tooling = fun [beta]")).unwrap();
        let expected = json!({"id": 582, "name": "Sprint 4, tooling = fun [beta]", "originBoardId": 121,
            "state": "active", "endDate": "2016-02-27T01:31:00.000Z"});
        assert_eq!(Value::Object(read), expected);
        for odd in [
            "",
            "Sprint@1[]",
            "Sprint@1[name=x]",
            "Sprint@1[id=x]",
            "id=1",
        ] {
            assert_eq!(from_text(odd), None, "{odd}");
        }
    }

    #[test]
    fn each_form_is_read() {
        let forms =
            json!([37, {"id": 38, "name": "B", "state": "future", "boardId": 1}, text(39, "C")]);
        let ids: Vec<_> = read(&forms)
            .unwrap()
            .into_iter()
            .map(|sprint| sprint.id)
            .collect();
        assert_eq!(ids, ["37".into(), "38".into(), "39".into()]);
        assert_eq!(read(&json!(37)).unwrap().len(), 1);
        assert!(read(&json!("Sprint 1")).is_err());
    }

    proptest! {
        #[test]
        fn any_name_is_read(id in any::<u32>(), name in "[ -~,=\\[\\]é]{1,40}") {
            // Nobody can tell this apart.
            prop_assume!(KEYS.iter().all(|key| !name.contains(&format!(",{key}="))) && name != "<null>");
            let read = from_text(&text(id.into(), &name)).unwrap();
            prop_assert_eq!(&read["name"], &json!(name));
            prop_assert_eq!(&read["id"], &json!(id));
        }
    }
}
