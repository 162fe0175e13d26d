//! Jira Cloud, REST v3: one file for each resource, which holds its operations and handlers.

use crate::routes::Operation;

mod audit;
mod avatars;
mod categories;
mod components;
mod entity_properties;
mod fields;
mod filters;
mod forms;
pub(crate) mod found;
mod group_writes;
mod groups;
mod holders;
mod issue_types;
pub(crate) mod issue_view;
pub(crate) mod issues;
mod jql;
mod jql_reference;
mod labels;
mod licences;
mod link_types;
mod notification_schemes;
mod permission_schemes;
mod permissions;
mod priorities;
mod project;
mod resolutions;
mod role_definitions;
mod roles;
mod screens;
pub(crate) mod search;
mod security_schemes;
mod server_info;
mod settings;
mod shares;
mod statuses;
mod statuses_bulk;
mod tasks;
mod user_writes;
mod users;
mod versions;
pub(crate) mod views;
mod workflows;

/// The classic scope of reading people and groups.
const READ_USERS: &str = "read:jira-user";
/// The classic scope of reading projects and issues.
const READ_WORK: &str = "read:jira-work";
/// The classic scope of changing issues.
const WRITE_WORK: &str = "write:jira-work";
/// The classic scope of administering projects.
const MANAGE_PROJECT: &str = "manage:jira-project";
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
    project::list::OPERATIONS,
    project::create::OPERATIONS,
    project::update::OPERATIONS,
    project::lifecycle::OPERATIONS,
    project::details::OPERATIONS,
    project::features::OPERATIONS,
    project::properties::OPERATIONS,
    project::roles::OPERATIONS,
    project::schemes::OPERATIONS,
    project::types::OPERATIONS,
    project::validate::OPERATIONS,
    categories::OPERATIONS,
    components::OPERATIONS,
    versions::OPERATIONS,
    versions::counts::OPERATIONS,
    versions::end::OPERATIONS,
    issue_types::OPERATIONS,
    issue_types::properties::OPERATIONS,
    issue_types::schemes::OPERATIONS,
    issue_types::screen_schemes::OPERATIONS,
    screens::OPERATIONS,
    screens::tabs::OPERATIONS,
    screens::schemes::OPERATIONS,
    priorities::OPERATIONS,
    resolutions::OPERATIONS,
    statuses::OPERATIONS,
    statuses_bulk::OPERATIONS,
    link_types::OPERATIONS,
    fields::OPERATIONS,
    fields::writes::OPERATIONS,
    fields::contexts::OPERATIONS,
    fields::mappings::OPERATIONS,
    fields::defaults::OPERATIONS,
    fields::options::OPERATIONS,
    fields::configurations::OPERATIONS,
    permission_schemes::OPERATIONS,
    security_schemes::OPERATIONS,
    notification_schemes::OPERATIONS,
    role_definitions::OPERATIONS,
    labels::OPERATIONS,
    avatars::OPERATIONS,
    tasks::OPERATIONS,
    workflows::OPERATIONS,
    workflows::writes::OPERATIONS,
    workflows::schemes::OPERATIONS,
    workflows::scheme_parts::OPERATIONS,
    workflows::scheme_users::OPERATIONS,
];
