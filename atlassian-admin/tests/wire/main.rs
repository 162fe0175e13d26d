//! Each operation against exact answers.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test ends so")]

mod api_keys;
mod api_tokens;
mod site;

use atlassian_admin::{ADDRESS, Admin, operations};

#[test]
fn every_operation_lives_below_the_gateway() {
    assert_eq!(Admin::site().unwrap().as_str(), ADDRESS);
    assert_eq!(operations().count(), 6);
    for operation in operations() {
        assert!(
            operation
                .path
                .starts_with("/admin/api-access/v1/orgs/{orgId}/api-"),
            "{}",
            operation.name
        );
        assert!(
            operation.scopes[0].ends_with(":admin"),
            "{}",
            operation.name
        );
    }
}
