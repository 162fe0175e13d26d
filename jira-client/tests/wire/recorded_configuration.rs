//! Recorded parts of a site's configuration, wherever they stand: each is read, and what is read and written back loses
//! nothing.

use jira_client::cloud::issue_navigator_settings::ColumnItem;
use jira_client::cloud::issue_security_levels::SecurityLevel;
use jira_client::cloud::issue_type_screen_schemes::IssueTypeScreenScheme;
use jira_client::cloud::permission_schemes::{PermissionScheme, PermissionSchemeList};
use jira_client::cloud::priorities::Priority;
use jira_client::cloud::resolutions::Resolution;
use jira_client::cloud::screen_schemes::ScreenScheme;
use jira_client::cloud::screens::Screen;
use jira_client::cloud::status_categories::StatusCategory;
use jira_client::cloud::statuses::Status;
use jira_client::cloud::workflow_schemes::WorkflowScheme;
use serde_json::Value;

use crate::recordings::{Count, files, folder, values};

/// Every object below that an address in the API names as one of these; answers that were kept as text inside another
/// are looked into as well.
fn found(value: &Value, at: &str, all: &mut Vec<(String, Value, String)>) {
    match value {
        Value::Object(fields) => {
            let address = value["self"].as_str().unwrap_or_default();
            let path = address.split_once("/rest/api/").map(|(_, path)| path);
            let mut parts = path.unwrap_or_default().split('/').skip(1);
            if let (Some(kind), Some(_), None) = (parts.next(), parts.next(), parts.next()) {
                all.push((kind.to_owned(), value.clone(), at.to_owned()));
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
fn what_is_read_of_the_configuration_and_written_back_loses_nothing() {
    let folder = folder();
    if !folder.is_dir() {
        println!(
            "recordings: skipped, there are none at {}",
            folder.display()
        );
        return;
    }
    let mut count = Count::default();
    let one = |name: &str| values(&folder.join(name)).remove(0);
    let expected = |name: &str| {
        let name = format!("estuary-airbyte/expected_records/{name}.json");
        (one(&name), name)
    };
    let (sent, at) = expected("screens");
    count.read_all::<Screen>("screen", &sent, &at);
    let (sent, at) = expected("screen_schemes");
    count.read_all::<ScreenScheme>("screen scheme", &sent, &at);
    let (sent, at) = expected("issue_type_screen_schemes");
    count.read_all::<IssueTypeScreenScheme>("issue type screen scheme", &sent, &at);
    let (sent, at) = expected("permission_schemes");
    count.read_all::<PermissionScheme>("permission scheme", &sent, &at);
    let (sent, at) = expected("issue_navigator_settings");
    count.read_all::<ColumnItem>("column", &sent, &at);
    let at = "go-jira/testing/mock-data/all_permissionschemes.json";
    count.read::<PermissionSchemeList>("permission schemes", &one(at), at);
    let at = "estuary-airbyte/source-jira-legacy/unit_tests/responses/workflow_schemas.json";
    count.read_all::<WorkflowScheme>("workflow scheme", &one(at)["values"], at);
    let at = "jira-rest-java-client/test/src/test/resources/json/securitylevel/valid.json";
    count.read::<SecurityLevel>("security level", &one(at), at);

    let mut everything = Vec::new();
    files(&folder, &mut everything);
    for path in everything {
        let name = path.strip_prefix(&folder).unwrap().display().to_string();
        // Servers of old: parts without an id. And a status category that was given the address of a resolution by hand.
        if name.starts_with("jira-rest-java-client")
            || name.ends_with("mock-data/status_category.json")
        {
            continue;
        }
        let mut all = Vec::new();
        for value in values(&path) {
            found(&value, "", &mut all);
        }
        for (kind, sent, at) in all {
            let at = format!("{name}{at}");
            match kind.as_str() {
                "status" => count.read::<Status>("status", &sent, &at),
                "statuscategory" => count.read::<StatusCategory>("status category", &sent, &at),
                "priority" => count.read::<Priority>("priority", &sent, &at),
                "resolution" => count.read::<Resolution>("resolution", &sent, &at),
                _ => {}
            }
        }
    }

    for (kind, number) in &count.0 {
        println!("recordings: {number:4} decoded as {kind}");
    }
    assert_eq!(
        count.0.len(),
        12,
        "a kind has no recording any more: {:?}",
        count.0
    );
}
