//! REST v1: what Confluence Cloud has not moved to v2.

pub(super) mod attachments;
pub(super) mod audit;
mod cql;
pub(super) mod group_writes;
pub(super) mod groups;
pub(super) mod labels;
pub(super) mod page_moves;
mod paging;
pub(super) mod retired;
pub(super) mod search;
pub(super) mod space_writes;
pub(super) mod spaces;
pub(super) mod tasks;
pub(super) mod user_properties;
pub(super) mod user_search;
pub(super) mod users;
mod views;
pub(super) mod watches;

pub(super) use views::email;
