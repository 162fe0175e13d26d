//! Each operation once against the simulator: what is asked is accepted there, and what is answered fits the model.
//!
//! A module here has the name of its resource. Its `tour` calls every operation of that resource with success; what was
//! left out fails the test.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test ends so")]
#![allow(
    clippy::too_many_lines,
    reason = "a tour calls all operations of its resource, one after the other"
)]

mod audit;
mod groups;
mod long_tasks;
mod search;
mod site;
mod space_labels;
mod space_permissions;
mod spaces;
mod user_properties;
mod users;
mod watches;

use confluence_client::{OPERATIONS, OperationInfo};

use site::Site;

/// Operations that cannot succeed at the simulator, each with the reason; their requests and answers are in `tests/wire`.
const ELSEWHERE: &[(&str, &str)] = &[
    ("GetPrivacyUnsafeUserEmail", ADDRESSES),
    ("GetPrivacyUnsafeUserEmailBulk", ADDRESSES),
    ("GetSpaceSettings", NOT_YET),
    ("UpdateSpaceSettings", NOT_YET),
    ("GetAvailableSpacePermissions", NO_ROLES),
    ("AddPermissionToSpace", NOT_YET),
    ("AddCustomContentPermissions", NOT_YET),
    ("RemovePermission", NOT_YET),
    ("GetSpaceLabels", NOT_YET),
    ("GetSpaceContentLabels", NOT_YET),
    ("AddLabelsToSpace", NOT_YET),
    ("DeleteLabelFromSpace", NOT_YET),
    ("GetWatchesForSpace", NOT_YET),
    ("GetWatchersForSpace", NOT_YET),
    ("IsWatchingLabel", NOT_YET),
    ("AddLabelWatcher", NOT_YET),
    ("RemoveLabelWatcher", NOT_YET),
];

const ADDRESSES: &str = "for apps that Atlassian has approved, which the simulator has none of";
const NO_ROLES: &str = "The simulator plays a site whose spaces have no roles.";
const NOT_YET: &str = "The simulator does not play it.";

/// Resources of which the simulator plays nothing, each with the reason.
const UNTOURED: &[(&str, &[&OperationInfo])] = &[
    (NO_ROLES, confluence_client::space_roles::TABLE),
    (NOT_YET, confluence_client::space_properties::TABLE),
    (NOT_YET, confluence_client::templates::TABLE),
    (NOT_YET, confluence_client::system_info::TABLE),
];

macro_rules! tours {
    ($($resource:ident),+ $(,)?) => {
        $(
            #[tokio::test]
            async fn $resource() {
                let site = Site::start().await;
                $resource::tour(&site).await;
                site.assert_all_answered(confluence_client::$resource::TABLE);
            }
        )+

        const TOURED: &[&[&OperationInfo]] = &[ $( confluence_client::$resource::TABLE ),+ ];
    };
}

tours! {
    audit,
    groups,
    long_tasks,
    search,
    space_labels,
    space_permissions,
    spaces,
    user_properties,
    users,
    watches,
}

#[test]
fn every_resource_is_toured() {
    let untoured = UNTOURED.iter().map(|(_, table)| table);
    let toured: Vec<&str> = TOURED
        .iter()
        .chain(untoured)
        .flat_map(|table| table.iter().map(|one| one.name))
        .collect();
    let left_out: Vec<&str> = OPERATIONS
        .iter()
        .flat_map(|table| table.iter().map(|one| one.name))
        .filter(|name| !toured.contains(name))
        .collect();
    assert!(left_out.is_empty(), "without a tour: {left_out:?}");
}
