//! Each operation against exact answers, and the models against real recordings.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test ends so")]

mod audit_records;
mod avatars;
mod components;
mod crawl;
mod field_contexts;
mod field_schemes;
mod fields;
mod groups;
mod issue_type_schemes;
mod issue_types;
mod jql;
mod licenses;
mod permissions;
mod project_parts;
mod project_roles;
mod projects;
mod recorded_projects;
mod recordings;
mod requests;
mod search;
mod settings;
mod site;
mod users;
mod versions;

use jira_client::cloud::operations;

#[test]
fn every_operation_is_declared_once_and_says_what_it_needs() {
    let all: Vec<_> = operations().collect();
    for (index, operation) in all.iter().enumerate() {
        assert!(!operation.permission.is_empty(), "{}", operation.name);
        let same = all[..index]
            .iter()
            .filter(|other| other.method == operation.method && other.path == operation.path);
        // With and without a key, the application properties are two operations at one address.
        let expected = usize::from(operation.name == "GetApplicationProperty");
        assert_eq!(same.count(), expected, "{}", operation.name);
    }
}
