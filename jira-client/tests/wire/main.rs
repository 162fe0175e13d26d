//! Each operation against exact answers, and the models against real recordings.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test ends so")]
#![allow(
    clippy::needless_pass_by_value,
    clippy::too_many_lines,
    reason = "what a test makes with `json!` is given away, and answers are long"
)]

mod attachments;
mod audit_records;
mod avatars;
mod boards;
mod changelogs;
mod comments;
mod components;
mod crawl;
mod dashboards;
mod field_contexts;
mod field_schemes;
mod fields;
mod filters;
mod groups;
mod issue_archive;
mod issue_bulk;
mod issue_properties;
mod issue_type_schemes;
mod issue_types;
mod issues;
mod jql;
mod labels;
mod licenses;
mod links;
mod permissions;
mod project_parts;
mod project_roles;
mod projects;
mod recorded_boards;
mod recorded_changes;
mod recorded_configuration;
mod recorded_issues;
mod recorded_projects;
mod recordings;
mod requests;
mod schemes;
mod screens;
mod search;
mod settings;
mod site;
mod software;
mod statuses;
mod tasks;
mod user_search;
mod users;
mod versions;
mod webhooks;
mod workflows;
mod worklogs;

use std::collections::HashSet;

use jira_client::cloud::operations;

#[test]
fn no_two_operations_have_one_name() {
    let mut names = HashSet::new();
    for operation in operations() {
        assert!(names.insert(operation.name), "{}", operation.name);
    }
}

/// Carried out twice, each of these starts a second task, or is refused for what the first time did.
#[test]
fn what_does_harm_twice_is_sent_once() {
    let once = [
        "DeletePriority",
        "DeleteResolution",
        "RemoveLevel",
        "AssociateSchemesToProjects",
        "BulkSetIssueProperty",
        "BulkDeleteIssueProperty",
        "ReplaceCustomFieldOption",
        "DeleteCustomField",
        "UpdatePriorityScheme",
        "AddIssueTypesToIssueTypeScheme",
        "AddIssueTypesToContext",
        "AssignProjectsToCustomFieldContext",
    ];
    for name in once {
        let operation = operations().find(|known| known.name == name);
        assert!(!operation.unwrap().safe_to_repeat, "{name}");
    }
}

#[test]
fn every_operation_is_declared_once_and_says_what_it_needs() {
    let all: Vec<_> = operations().collect();
    for (index, operation) in all.iter().enumerate() {
        assert!(!operation.permission.is_empty(), "{}", operation.name);
        let same = all[..index]
            .iter()
            .filter(|other| other.method == operation.method && other.path == operation.path);
        // With a key, an id or a name, and without: two operations at one address.
        let second = [
            "GetApplicationProperty",
            "GetRemoteIssueLinkByGlobalId",
            "GetWorkflow",
        ];
        let expected = usize::from(second.contains(&operation.name));
        assert_eq!(same.count(), expected, "{}", operation.name);
    }
}
