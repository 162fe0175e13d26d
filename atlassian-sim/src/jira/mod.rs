//! Jira Cloud, REST v3: one file for each resource, which holds its operations and handlers.

use crate::routes::Operation;

mod audit;
mod dashboards;
mod filters;
mod gadgets;
mod group_writes;
mod groups;
pub(crate) mod issue_view;
pub(crate) mod issues;
mod licences;
mod permissions;
mod roles;
pub(crate) mod search;
mod server_info;
mod settings;
pub(crate) mod shares;
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
    filters::search::OPERATIONS,
    filters::columns::OPERATIONS,
    filters::sharing::OPERATIONS,
    dashboards::OPERATIONS,
    dashboards::bulk::OPERATIONS,
    dashboards::search::OPERATIONS,
    gadgets::OPERATIONS,
    gadgets::properties::OPERATIONS,
];
