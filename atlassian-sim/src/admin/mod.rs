//! The organization's APIs, on the gateway's address.

mod accounts;
pub(crate) mod api_access;
mod auth_policies;
mod directory_users;
mod events;
mod group_writes;
mod groups;
mod invite;
mod manage;
mod orgs;
mod policies;
mod policy_resources;
mod search;
mod service_accounts;
mod shared;
mod user_filter;
mod user_roles;
mod user_views;
mod user_writes;
mod workspaces;

use crate::routes::Operation;
use crate::{oauth, scim};

/// Everything at the gateway's own address.
pub(crate) const TABLES: &[&[Operation]] = &[
    api_access::OPERATIONS,
    service_accounts::OPERATIONS,
    orgs::OPERATIONS,
    accounts::OPERATIONS,
    directory_users::OPERATIONS,
    user_writes::OPERATIONS,
    user_roles::OPERATIONS,
    invite::OPERATIONS,
    groups::OPERATIONS,
    group_writes::OPERATIONS,
    workspaces::OPERATIONS,
    events::OPERATIONS,
    policies::OF_ORGANIZATION,
    policies::OF_CONTROL,
    policies::OF_CONTROL_V2,
    policies::OTHERS,
    policy_resources::OPERATIONS,
    auth_policies::OPERATIONS,
    manage::OPERATIONS,
    manage::profile::OPERATIONS,
    scim::users::OPERATIONS,
    scim::groups::OPERATIONS,
    scim::metadata::OPERATIONS,
    oauth::OPERATIONS,
];
