//! Jira Cloud, REST v3: one file for each resource, which holds its operations and handlers.

pub(crate) use project::create::bare as bare_project;

use crate::routes::Operation;

mod admin_webhooks;
mod attachment_writes;
mod attachments;
mod audit;
mod avatars;
mod banner;
mod categories;
mod changelogs;
mod comment_writes;
mod comments;
mod components;
mod dashboards;
pub(crate) mod entity_properties;
mod fields;
mod filters;
mod forms;
pub(crate) mod found;
mod gadgets;
mod group_writes;
mod groups;
mod holders;
pub(crate) mod issue;
mod issue_links;
mod issue_properties;
mod issue_properties_bulk;
mod issue_types;
pub(crate) mod issue_view;
pub(crate) mod issues;
mod jql;
mod jql_reference;
mod labels;
mod licences;
mod link_types;
mod navigator;
mod notification_schemes;
mod on_issues;
mod permission_schemes;
mod permissions;
mod preferences;
mod priorities;
mod project;
mod remote_links;
mod resolutions;
mod role_definitions;
mod roles;
mod screens;
pub(crate) mod search;
mod security_schemes;
mod server_info;
mod settings;
pub(crate) mod shares;
mod statuses;
mod statuses_bulk;
mod tasks;
mod time_tracking;
mod user_pickers;
mod user_properties;
mod user_queries;
mod user_search;
mod user_writes;
mod users;
mod versions;
pub(crate) mod views;
mod votes;
mod watchers;
mod webhooks;
mod workflows;
mod worklog_bulk;
mod worklog_estimates;
mod worklog_feeds;
mod worklog_writes;
mod worklogs;

/// The classic scope of reading people and groups.
const READ_USERS: &str = "read:jira-user";
/// The classic scope of administering projects.
const MANAGE_PROJECT: &str = "manage:jira-project";
/// The classic scope of administration.
const MANAGE: &str = "manage:jira-configuration";
/// The classic scopes of issues and what hangs on them.
const READ_WORK: &str = "read:jira-work";
const WRITE_WORK: &str = "write:jira-work";

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
    issue::create::OPERATIONS,
    issue::createmeta::OPERATIONS,
    issue::edit::OPERATIONS,
    issue::meta::OPERATIONS,
    issue::transitions::OPERATIONS,
    issue::archive::OPERATIONS,
    issue::picker::OPERATIONS,
    issue::notify::OPERATIONS,
    issue::limits::OPERATIONS,
    issue::bulk::OPERATIONS,
    comments::OPERATIONS,
    comment_writes::OPERATIONS,
    worklogs::OPERATIONS,
    worklog_writes::OPERATIONS,
    worklog_bulk::OPERATIONS,
    worklog_feeds::OPERATIONS,
    attachments::OPERATIONS,
    attachment_writes::OPERATIONS,
    issue_links::OPERATIONS,
    remote_links::OPERATIONS,
    watchers::OPERATIONS,
    votes::OPERATIONS,
    issue_properties::OPERATIONS,
    issue_properties_bulk::OPERATIONS,
    changelogs::OPERATIONS,
    user_properties::OPERATIONS,
    user_search::OPERATIONS,
    user_pickers::OPERATIONS,
    user_queries::OPERATIONS,
    preferences::OPERATIONS,
    navigator::OPERATIONS,
    banner::OPERATIONS,
    time_tracking::OPERATIONS,
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
    webhooks::OPERATIONS,
    admin_webhooks::OPERATIONS,
    avatars::OPERATIONS,
    tasks::OPERATIONS,
    workflows::OPERATIONS,
    workflows::writes::OPERATIONS,
    workflows::schemes::OPERATIONS,
    workflows::scheme_parts::OPERATIONS,
    workflows::scheme_users::OPERATIONS,
    filters::search::OPERATIONS,
    filters::columns::OPERATIONS,
    filters::sharing::OPERATIONS,
    dashboards::OPERATIONS,
    dashboards::bulk::OPERATIONS,
    dashboards::search::OPERATIONS,
    gadgets::OPERATIONS,
    gadgets::properties::OPERATIONS,
];
