//! Each operation once against the simulator: what is asked is accepted there, and what is answered fits the model.
//!
//! A module here has the name of its resource. Its `tour` calls every operation of that resource with success; what was
//! left out fails the test.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test ends so")]
#![allow(
    clippy::too_many_lines,
    reason = "a tour calls all operations of its resource, one after the other"
)]

mod api_keys;
mod api_tokens;
mod directories;
mod domains;
mod events;
mod groups;
mod last_active;
mod managed_accounts;
mod oauth_clients;
mod orgs;
mod policies;
mod scim;
mod service_accounts;
mod site;
mod user_management;
mod user_roles;
mod users;
mod workspaces;

use atlassian_admin::{OPERATIONS, OperationInfo};

use site::Site;

/// Operations that cannot succeed at the simulator, each with the reason; their requests and answers are in `tests/wire`.
const ELSEWHERE: &[(&str, &str)] = &[
    ("CreateOAuthClient", SESSION_ONLY),
    ("DeleteOAuthClient", SESSION_ONLY),
];

const SESSION_ONLY: &str = "Only an admin who is logged in in a browser may do it.";

macro_rules! tours {
    ($($resource:ident),+ $(,)? => scim $($scim:ident),+ $(,)?) => {
        $(
            #[tokio::test]
            async fn $resource() {
                let site = Site::start().await;
                $resource::tour(&site).await;
                site.assert_all_answered(atlassian_admin::$resource::TABLE);
            }
        )+

        /// The resources of a directory have a client and a file of their own.
        mod of_scim {
            use crate::site::Site;

            $(
                #[tokio::test]
                async fn $scim() {
                    let site = Site::start().await;
                    crate::scim::$scim(&site).await;
                    site.assert_all_answered(atlassian_admin::scim::$scim::TABLE);
                }
            )+
        }

        const TOURED: &[&[&OperationInfo]] = &[
            $( atlassian_admin::$resource::TABLE, )+
            $( atlassian_admin::scim::$scim::TABLE ),+
        ];
    };
}

tours! {
    api_keys,
    api_tokens,
    directories,
    domains,
    events,
    groups,
    last_active,
    managed_accounts,
    oauth_clients,
    orgs,
    policies,
    service_accounts,
    user_management,
    user_roles,
    users,
    workspaces,
    => scim
    users,
    groups,
    schemas,
    resource_types,
}

#[test]
fn every_resource_is_toured() {
    let toured: Vec<&str> = TOURED
        .iter()
        .flat_map(|table| table.iter().map(|one| one.name))
        .collect();
    let left_out: Vec<&str> = OPERATIONS
        .iter()
        .flat_map(|table| table.iter().map(|one| one.name))
        .filter(|name| !toured.contains(name))
        .collect();
    assert!(left_out.is_empty(), "without a tour: {left_out:?}");
}
