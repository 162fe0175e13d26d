//! Whole answers with all that can be asked for in them: the comparison with the descriptions does the rest.

use std::collections::BTreeSet;

use atlassian_sim::Sim;
use serde_json::json;

use super::client::admin;
use super::schema::field_differences;

/// The schemas of an issue's fields, which the description of an issue leaves open.
const FIELDS: [(&str, &str); 18] = [
    ("assignee", "UserDetails"),
    ("attachment", "Attachment"),
    ("comment", "PageOfComments"),
    ("components", "ProjectComponent"),
    ("creator", "UserDetails"),
    ("fixVersions", "Version"),
    ("issuelinks", "IssueLink"),
    ("issuetype", "IssueTypeDetails"),
    ("parent", "LinkedIssue"),
    ("priority", "Priority"),
    ("reporter", "UserDetails"),
    ("resolution", "Resolution"),
    ("status", "StatusDetails"),
    ("subtasks", "LinkedIssue"),
    ("timetracking", "TimeTrackingDetails"),
    ("votes", "Votes"),
    ("watches", "Watchers"),
    ("worklog", "PageOfWorklogs"),
];

const EXPANDED: &str = "renderedFields,names,schema,operations,editmeta,changelog,versionedRepresentations,transitions";

#[tokio::test]
async fn issues_with_everything_expanded() {
    let sim = Sim::builder().start().await.unwrap();
    let client = admin(&sim);
    let mut numbers = Vec::new();
    let mut seen = BTreeSet::new();
    for number in 1..=40 {
        let path = format!(
            "/rest/api/3/issue/ACME-{number}?fields=*all&properties=*all&expand={EXPANDED}"
        );
        let issue = client.get(&path).await;
        if issue.status == 200 {
            let issue = issue.json();
            assert_eq!(issue["key"], format!("ACME-{number}"));
            for (field, schema) in FIELDS {
                let value = &issue["fields"][field];
                let one = [value.clone()];
                for value in value.as_array().map_or(&one[..], Vec::as_slice) {
                    let wrong = if value.is_null() {
                        vec![]
                    } else {
                        field_differences(field, schema, value)
                    };
                    assert!(
                        wrong.is_empty(),
                        "{field} of ACME-{number}: {wrong:#?}\n{value:#}"
                    );
                    seen.extend((!value.is_null()).then_some(field));
                }
            }
            numbers.push(number);
        }
    }
    let missing: Vec<&str> = FIELDS
        .iter()
        .map(|it| it.0)
        .filter(|it| !seen.contains(it))
        .collect();
    assert!(missing.is_empty(), "no issue has {missing:?}");
    assert!(numbers.len() > 20, "{numbers:?}");
    let keys: Vec<String> = numbers
        .iter()
        .map(|number| format!("ACME-{number}"))
        .collect();
    let expand: Vec<&str> = EXPANDED.split(',').collect();
    let body = json!({ "issueIdsOrKeys": keys, "fields": ["*all"], "properties": ["a"], "expand": expand });
    let found = client
        .call("POST", "/rest/api/3/issue/bulkfetch", &body)
        .await;
    assert_eq!(found.status, 200, "{}", found.body);
    assert_eq!(found.json()["issues"].as_array().unwrap().len(), keys.len());
}
