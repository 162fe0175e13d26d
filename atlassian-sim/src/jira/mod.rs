//! Jira Cloud, REST v3: one file for each resource, which holds its operations and handlers.

use crate::routes::Operation;

mod attachment_writes;
mod attachments;
mod audit;
mod banner;
mod changelogs;
mod comment_writes;
mod comments;
mod filters;
pub(crate) mod found;
mod group_writes;
mod groups;
mod issue;
mod issue_links;
mod issue_properties;
pub(crate) mod issue_view;
pub(crate) mod issues;
mod jql;
mod jql_reference;
mod licences;
mod navigator;
mod on_issues;
mod permissions;
mod preferences;
mod remote_links;
mod roles;
pub(crate) mod search;
mod server_info;
mod settings;
mod shares;
mod time_tracking;
mod user_pickers;
mod user_properties;
mod user_queries;
mod user_search;
mod user_writes;
mod users;
pub(crate) mod views;
mod votes;
mod watchers;
mod worklog_bulk;
mod worklog_estimates;
mod worklog_feeds;
mod worklog_writes;
mod worklogs;

/// The classic scope of reading people and groups.
const READ_USERS: &str = "read:jira-user";
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
    issue::TABLES[0],
    issue::TABLES[1],
    issue::TABLES[2],
    issue::TABLES[3],
    issue::TABLES[4],
    issue::TABLES[5],
    issue::TABLES[6],
    issue::TABLES[7],
    issue::TABLES[8],
    issue::TABLES[9],
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
];
