//! REST v2: pages, blog posts, spaces and what hangs on them.

pub(super) mod attachments;
pub(super) mod comment_writes;
pub(super) mod comments;
pub(super) mod kinds;
pub(super) mod labels;
pub(super) mod page_writes;
pub(super) mod pages;
mod paging;
pub(super) mod properties;
pub(super) mod spaces;
pub(super) mod tree;
pub(super) mod users;
pub(super) mod versions;
mod views;
