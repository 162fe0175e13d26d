//! Each operation once against the simulator: what is asked is accepted there, and what is answered fits the model.
//!
//! A module here has the name of its resource. Its `tour` calls every operation of that resource with success; what was
//! left out fails the test.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test ends so")]
#![allow(
    clippy::too_many_lines,
    reason = "a tour calls all operations of its resource, one after the other"
)]

mod attachments;
mod audit;
mod blog_post_properties;
mod blog_posts;
mod content;
mod footer_comments;
mod groups;
mod inline_comments;
mod labels;
mod long_tasks;
mod page_properties;
mod page_tree;
mod pages;
mod permitted_operations;
mod search;
mod site;
mod space_labels;
mod space_permissions;
mod spaces;
mod user_properties;
mod users;
mod versions;
mod watches;

use confluence_client::{OPERATIONS, OperationInfo};

use site::Site;

/// Operations that cannot succeed at the simulator, each with the reason; their requests and answers are in `tests/wire`.
const ELSEWHERE: &[(&str, &str)] = &[
    ("GetAttachmentLabels", OTHER_LABELS),
    ("GetLabelAttachments", OTHER_LABELS),
    ("GetAttachmentComments", NO_FILE_COMMENTS),
    ("ArchivePages", NO_TASKS_BUT_ONE),
    ("DeletePageTree", NO_TASKS_BUT_ONE),
    ("CopyPage", NO_COPIES),
    ("CopyPageHierarchy", NO_COPIES),
    ("DeleteContentVersion", NO_HOLES),
    ("GetPrivacyUnsafeUserEmail", ADDRESSES),
    ("GetPrivacyUnsafeUserEmailBulk", ADDRESSES),
    ("GetSpaceSettings", NOT_YET),
    ("UpdateSpaceSettings", NOT_YET),
    ("GetAvailableSpacePermissions", NO_ROLES),
    ("AddPermissionToSpace", NOT_YET),
    ("AddCustomContentPermissions", NOT_YET),
    ("RemovePermission", NOT_YET),
    ("GetSpaceContentLabels", NOT_YET),
    ("AddLabelsToSpace", NOT_YET),
    ("DeleteLabelFromSpace", NOT_YET),
    ("GetWatchesForSpace", NOT_YET),
    ("GetWatchersForSpace", NOT_YET),
    ("IsWatchingLabel", NOT_YET),
    ("AddLabelWatcher", NOT_YET),
    ("RemoveLabelWatcher", NOT_YET),
];

const NO_LIKES: &str = "The simulator has no likes.";
const OTHER_PROPERTIES: &str = "The simulator keeps properties on pages and blog posts alone.";
const NO_RESTRICTIONS: &str = "The simulator restricts no content.";
const NO_TASKS: &str = "The simulator looks for no tasks in texts.";
const NO_CONVERSION: &str = "The simulator renders no texts.";
const OTHER_LABELS: &str = "The simulator labels pages, blog posts and spaces alone.";
const NO_FILE_COMMENTS: &str = "The simulator has no comments on attachments.";
const NO_TASKS_BUT_ONE: &str = "The simulator works on nothing later but on deleting a space.";
const NO_COPIES: &str = "The simulator copies no pages.";
const NO_HOLES: &str = "The simulator deletes no former versions.";
const ADDRESSES: &str = "for apps that Atlassian has approved, which the simulator has none of";
const NO_ROLES: &str = "The simulator plays a site whose spaces have no roles.";
const NOT_YET: &str = "The simulator does not play it.";

/// Resources of which the simulator plays nothing, each with the reason.
const UNTOURED: &[(&str, &[&OperationInfo])] = &[
    (NO_LIKES, confluence_client::likes::TABLE),
    (
        OTHER_PROPERTIES,
        confluence_client::attachment_properties::TABLE,
    ),
    (
        OTHER_PROPERTIES,
        confluence_client::comment_properties::TABLE,
    ),
    (NO_RESTRICTIONS, confluence_client::restrictions::TABLE),
    (NO_TASKS, confluence_client::inline_tasks::TABLE),
    (NO_CONVERSION, confluence_client::body_conversion::TABLE),
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
    attachments,
    audit,
    blog_post_properties,
    blog_posts,
    content,
    footer_comments,
    groups,
    inline_comments,
    labels,
    long_tasks,
    page_properties,
    page_tree,
    pages,
    permitted_operations,
    search,
    space_labels,
    space_permissions,
    spaces,
    user_properties,
    users,
    versions,
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
