//! Each operation against exact answers.
//!
//! There are no recordings of Confluence.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test ends so")]
#![allow(
    clippy::too_many_lines,
    clippy::needless_pass_by_value,
    reason = "what a test makes with `json!` is given away, and answers are long"
)]

mod audit;
mod everyone;
mod groups;
mod requests;
mod search;
#[cfg(feature = "server")]
mod server;
mod site;
mod space_parts;
mod spaces;
mod tasks;
mod templates;
mod users;
mod watches;

use confluence_client::operations;

#[test]
fn every_operation_is_declared_once_and_says_what_it_needs() {
    let all: Vec<_> = operations().collect();
    for (index, operation) in all.iter().enumerate() {
        assert!(!operation.permission.is_empty(), "{}", operation.name);
        let same = all[..index]
            .iter()
            .any(|other| other.method == operation.method && other.path == operation.path);
        assert!(!same, "{} is declared twice", operation.name);
        let named = all[..index].iter().any(|it| it.name == operation.name);
        assert!(!named, "the name {} is given twice", operation.name);
    }
}
