//! Recorded projects and what belongs to them, wherever they stand: each is read, and what is read and written back loses
//! nothing.

use jira_client::cloud::avatars::Avatar;
use jira_client::cloud::components::Component;
use jira_client::cloud::issue_types::IssueType;
use jira_client::cloud::project_categories::ProjectCategory;
use jira_client::cloud::project_roles::ProjectRole;
use jira_client::cloud::projects::Project;
use jira_client::cloud::versions::Version;
use serde_json::Value;

use crate::recordings::{Count, files, folder, values};

/// What an object is, by its address in the API.
fn kind(object: &Value) -> Option<&'static str> {
    let address = object["self"].as_str()?;
    let (_, path) = address.split_once("/rest/api/")?;
    let mut parts = path.split('/').skip(1);
    let (kind, _id, None) = (parts.next()?, parts.next()?, parts.next()) else {
        return None;
    };
    let kinds = [
        "project",
        "version",
        "component",
        "issuetype",
        "role",
        "projectCategory",
    ];
    kinds.into_iter().find(|one| *one == kind)
}

/// Every such object below; answers that were kept as text inside another are looked into as well.
fn found(value: &Value, at: &str, all: &mut Vec<(&'static str, Value, String)>) {
    match value {
        Value::Object(fields) => {
            if let Some(kind) = kind(value) {
                all.push((kind, value.clone(), at.to_owned()));
            }
            for (name, value) in fields {
                found(value, &format!("{at}.{name}"), all);
            }
        }
        Value::Array(list) => list
            .iter()
            .for_each(|value| found(value, &format!("{at}[]"), all)),
        Value::String(text) if text.starts_with(['{', '[']) => {
            if let Ok(value) = serde_json::from_str(text) {
                found(&value, at, all);
            }
        }
        _ => {}
    }
}

#[test]
fn what_is_read_of_projects_and_written_back_loses_nothing() {
    let folder = folder();
    if !folder.is_dir() {
        println!(
            "recordings: skipped, there are none at {}",
            folder.display()
        );
        return;
    }
    let mut count = Count::default();
    let name = "estuary-airbyte/expected_records/avatars.json";
    count.read_all::<Avatar>("avatar", &values(&folder.join(name))[0], name);

    let mut everything = Vec::new();
    files(&folder, &mut everything);
    for path in everything {
        let name = path.strip_prefix(&folder).unwrap().display().to_string();
        // Servers of old: parts without an id, and ids that are numbers.
        if name.starts_with("jira-rest-java-client") {
            continue;
        }
        let mut all = Vec::new();
        for value in values(&path) {
            found(&value, "", &mut all);
        }
        for (kind, mut object, at) in all {
            let Some(fields) = object.as_object_mut() else {
                continue;
            };
            // The location of a board names a project without being one.
            if fields.contains_key("type") {
                continue;
            }
            // The component once more, inside itself.
            fields.remove("componentBean");
            // What only servers have.
            if kind == "component" {
                fields.remove("archived");
            }
            let at = format!("{name}{at}");
            match kind {
                "project" => count.read::<Project>(kind, &object, &at),
                "version" => count.read::<Version>(kind, &object, &at),
                "component" => count.read::<Component>(kind, &object, &at),
                "issuetype" => count.read::<IssueType>(kind, &object, &at),
                "role" => count.read::<ProjectRole>(kind, &object, &at),
                _ => count.read::<ProjectCategory>(kind, &object, &at),
            }
        }
    }
    for (kind, number) in &count.0 {
        println!("recordings: {number:4} decoded as {kind}");
    }
    assert_eq!(
        count.0.len(),
        7,
        "a kind has no recording any more: {:?}",
        count.0
    );
}
