//! Each operation once against the simulator: what is asked is accepted there, and what is answered fits the model.
//!
//! A module here has the name of its resource. Its `tour` calls every operation of that resource with success; what was
//! left out fails the test.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test ends so")]
#![allow(
    clippy::too_many_lines,
    reason = "a tour calls all operations of its resource, one after the other"
)]

mod attachment_properties;
mod attachments;
mod blog_post_properties;
mod blog_posts;
mod body_conversion;
mod comment_properties;
mod content;
mod footer_comments;
mod inline_comments;
mod inline_tasks;
mod labels;
mod likes;
mod page_properties;
mod page_tree;
mod pages;
mod permitted_operations;
mod restrictions;
mod site;
mod spaces;
mod users;
mod versions;

use confluence_client::{OPERATIONS, OperationInfo};

use site::Site;

/// Operations that cannot succeed at the simulator, each with the reason; their requests and answers are in `tests/wire`.
const ELSEWHERE: &[(&str, &str)] = &[
    ("GetPageLikeUsers", NO_LIKES),
    ("GetPageLikeCount", NO_LIKES),
    ("GetBlogPostLikeUsers", NO_LIKES),
    ("GetBlogPostLikeCount", NO_LIKES),
    ("GetFooterLikeUsers", NO_LIKES),
    ("GetFooterLikeCount", NO_LIKES),
    ("GetInlineLikeUsers", NO_LIKES),
    ("GetInlineLikeCount", NO_LIKES),
    ("GetAttachmentContentProperties", OTHER_PROPERTIES),
    ("GetAttachmentContentPropertiesById", OTHER_PROPERTIES),
    ("CreateAttachmentProperty", OTHER_PROPERTIES),
    ("UpdateAttachmentPropertyById", OTHER_PROPERTIES),
    ("DeleteAttachmentPropertyById", OTHER_PROPERTIES),
    ("GetCommentContentProperties", OTHER_PROPERTIES),
    ("GetCommentContentPropertiesById", OTHER_PROPERTIES),
    ("CreateCommentProperty", OTHER_PROPERTIES),
    ("UpdateCommentPropertyById", OTHER_PROPERTIES),
    ("DeleteCommentPropertyById", OTHER_PROPERTIES),
    ("GetRestrictions", NO_RESTRICTIONS),
    ("GetRestrictionsByOperation", NO_RESTRICTIONS),
    ("GetRestrictionsForOperation", NO_RESTRICTIONS),
    ("AddRestrictions", NO_RESTRICTIONS),
    ("UpdateRestrictions", NO_RESTRICTIONS),
    ("DeleteRestrictions", NO_RESTRICTIONS),
    ("AddGroupToContentRestrictionByGroupId", NO_RESTRICTIONS),
    ("RemoveGroupFromContentRestriction", NO_RESTRICTIONS),
    ("AddUserToContentRestriction", NO_RESTRICTIONS),
    ("RemoveUserFromContentRestriction", NO_RESTRICTIONS),
    ("CheckContentPermission", NO_RESTRICTIONS),
    ("GetTasks", NO_TASKS),
    ("GetTaskById", NO_TASKS),
    ("UpdateTask", NO_TASKS),
    ("AsyncConvertContentBodyRequest", NO_CONVERSION),
    ("AsyncConvertContentBodyResponse", NO_CONVERSION),
    ("BulkAsyncConvertContentBodyRequest", NO_CONVERSION),
    ("BulkAsyncConvertContentBodyResponse", NO_CONVERSION),
    ("GetAttachmentLabels", OTHER_LABELS),
    ("GetLabelAttachments", OTHER_LABELS),
    ("GetAttachmentComments", NO_FILE_COMMENTS),
    ("ArchivePages", NO_TASKS_BUT_ONE),
    ("DeletePageTree", NO_TASKS_BUT_ONE),
    ("CopyPage", NO_COPIES),
    ("CopyPageHierarchy", NO_COPIES),
    ("DeleteContentVersion", NO_HOLES),
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
    attachment_properties,
    attachments,
    blog_post_properties,
    blog_posts,
    body_conversion,
    comment_properties,
    content,
    footer_comments,
    inline_comments,
    inline_tasks,
    labels,
    likes,
    page_properties,
    page_tree,
    pages,
    permitted_operations,
    restrictions,
    spaces,
    users,
    versions,
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
