//! Jira Cloud, REST v3: one file for each resource, which holds its operations and handlers.

use crate::routes::Operation;

mod audit;
mod filters;
pub(crate) mod found;
mod group_writes;
mod groups;
pub(crate) mod issue_view;
pub(crate) mod issues;
mod jql;
mod jql_reference;
mod licences;
mod permissions;
mod roles;
pub(crate) mod search;
mod server_info;
mod settings;
mod shares;
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
    search::OPERATIONS,
    filters::OPERATIONS,
    jql::OPERATIONS,
    jql_reference::OPERATIONS,
];
