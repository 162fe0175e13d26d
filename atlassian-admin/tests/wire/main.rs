//! Each operation against exact answers.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test ends so")]

mod api_keys;
mod api_tokens;
mod events;
mod follow;
mod groups;
mod oauth_clients;
mod orgs;
mod policies;
mod scim_groups;
mod scim_schemas;
mod scim_users;
mod service_accounts;
mod site;
mod user_management;
mod user_roles;
mod users;
mod workspaces;

use atlassian_admin::{ADDRESS, Admin, operations};

#[test]
fn every_operation_lives_below_the_gateway() {
    assert_eq!(Admin::site().unwrap().as_str(), ADDRESS);
    for operation in operations() {
        assert!(
            ["/admin/", "/users/", "/scim/directory/"]
                .iter()
                .any(|root| operation.path.starts_with(root)),
            "{}",
            operation.name
        );
    }
}
