//! Recorded boards, sprints, filters and dashboards: each is read, and what is read and written back loses nothing.

use jira_client::cloud::boards::{Board, BoardConfiguration};
use jira_client::cloud::dashboards::Dashboard;
use jira_client::cloud::epics::Epic;
use jira_client::cloud::filters::Filter;
use jira_client::cloud::sprints::Sprint;
use serde_json::Value;

use crate::recordings::{Count, folder, values};

/// The elements of an answer: of a page, of a list, or the one that it is.
fn elements(mut answer: Value) -> Vec<Value> {
    for field in ["values", "dashboards"] {
        if answer.get(field).is_some() {
            answer = answer[field].take();
        }
    }
    match answer {
        Value::Array(elements) => elements,
        one => vec![one],
    }
}

fn remove(object: &mut Value, fields: &[&str]) {
    for field in fields {
        object.as_object_mut().unwrap().remove(*field);
    }
}

/// Every object under this name, wherever it stands, alone or in a list.
fn below<'a>(value: &'a Value, name: &str) -> Vec<&'a Value> {
    match value {
        Value::Object(fields) => fields
            .iter()
            .flat_map(|(field, value)| match value {
                Value::Object(_) if field == name => vec![value],
                Value::Array(list) if field == name => list.iter().collect(),
                _ => below(value, name),
            })
            .collect(),
        Value::Array(list) => list.iter().flat_map(|value| below(value, name)).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn what_is_read_of_boards_and_written_back_loses_nothing() {
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
    let (go, cli) = (
        "go-jira/testing/mock-data",
        "ankitpokhrel-jira-cli/pkg/jira/testdata",
    );
    let airbyte = "estuary-airbyte/source-jira-legacy/unit_tests/responses";
    let dapplo = "dapplo.jira/src/Dapplo.Jira.Tests/JsonTestFiles";

    for name in [
        format!("{cli}/boards.json"),
        format!("{go}/all_boards.json"),
        format!("{go}/all_boards_filtered.json"),
        format!("{airbyte}/board.json"),
    ] {
        for mut board in elements(one(&name)) {
            // Added by those who recorded it.
            remove(&mut board, &["projectId", "projectKey"]);
            count.read::<Board>("board", &board, &name);
        }
    }
    for name in [
        format!("{go}/board_configuration.json"),
        format!("{dapplo}/boardConfiguration.json"),
    ] {
        count.read::<BoardConfiguration>("board configuration", &one(&name), &name);
    }
    for name in [
        format!("{cli}/sprints.json"),
        format!("{cli}/sprints-0.json"),
        format!("{cli}/sprint-get.json"),
        format!("{go}/sprints.json"),
        format!("{go}/sprints_filtered.json"),
        "estuary-airbyte/expected_records/sprints.json".to_owned(),
        "jira-ruby/spec/mock_responses/board/1.json".to_owned(),
        "jira-ruby/spec/mock_responses/sprint/1.json".to_owned(),
    ] {
        for mut sprint in elements(one(&name)) {
            // A server's old name for the board.
            remove(&mut sprint, &["rapidview_id"]);
            count.read::<Sprint>("sprint", &sprint, &name);
        }
    }
    for name in [
        format!("{dapplo}/agileIssueOld.json"),
        format!("{dapplo}/agileIssueNew.json"),
        format!("{go}/issues_in_sprint.json"),
        "jira-ruby/spec/mock_responses/sprint/1_issues.json".to_owned(),
    ] {
        let issues = one(&name);
        for epic in below(&issues, "epic") {
            count.read::<Epic>("epic", epic, &name);
        }
        for field in ["sprint", "closedSprints"] {
            for sprint in below(&issues, field) {
                count.read::<Sprint>("sprint of an issue", sprint, &name);
            }
        }
    }
    for name in [
        format!("{go}/filter.json"),
        format!("{go}/all_filters.json"),
        format!("{go}/my_filters.json"),
        format!("{go}/favourite_filters.json"),
        format!("{go}/search_filters.json"),
        format!("{airbyte}/filter.json"),
    ] {
        for filter in elements(one(&name)) {
            count.read::<Filter>("filter", &filter, &name);
        }
    }
    for name in [
        "estuary-airbyte/expected_records/dashboards.json".to_owned(),
        format!("{airbyte}/dashboard.json"),
    ] {
        for dashboard in elements(one(&name)) {
            count.read::<Dashboard>("dashboard", &dashboard, &name);
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
