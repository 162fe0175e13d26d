//! Jira Cloud, REST v3: one file for each resource, which holds its operations and handlers.

use crate::routes::Operation;

mod audit;
mod group_writes;
mod groups;
mod issue_view;
mod issues;
mod jql;
mod jql_reference;
mod licences;
mod permissions;
mod roles;
mod server_info;
mod settings;
mod user_writes;
mod users;
pub(crate) mod views;

/// The classic scope of reading people and groups.
const READ_USERS: &str = "read:jira-user";
/// The classic scope of administration.
const MANAGE: &str = "manage:jira-configuration";

pub(crate) const TABLES: &[&[Operation]] = &[
    users::OPERATIONS,
    user_writes::OPERATIONS,
    groups::OPERATIONS,
    group_writes::OPERATIONS,
    roles::OPERATIONS,
    settings::OPERATIONS,
    permissions::OPERATIONS,
    audit::OPERATIONS,
    licences::OPERATIONS,
    server_info::OPERATIONS,
    issues::OPERATIONS,
    jql::OPERATIONS,
    jql_reference::OPERATIONS,
];
