#![doc = include_str!("../README.md")]
#![deny(missing_docs)]
// The operation table fills every field unless `contract` adds one, and the macro cannot tell.
#![allow(clippy::needless_update)]

mod ids;

#[cfg(feature = "cloud")]
pub mod cloud;

pub use atlassian_core as core;
pub use atlassian_core::{
    Call, Client, ClientBuilder, Credential, Cursor, Elements, Error, ErrorKind, Items, NoContent,
    OddElement, OperationInfo, Page, Pages, Result, SiteUrl, SiteUrlError, Timestamp, http,
};
pub use ids::{CommentId, IssueId, IssueKey, ProjectId, ProjectKey};

#[cfg(feature = "cloud")]
pub use cloud::Jira;
