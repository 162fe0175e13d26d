#![doc = include_str!("../README.md")]
#![deny(missing_docs)]

mod ids;

#[cfg(feature = "cloud")]
pub mod cloud;

pub use atlassian_core as core;
pub use atlassian_core::{
    AccountId, Call, Client, ClientBuilder, Credential, Cursor, Elements, Error, ErrorKind, Items,
    NoContent, OddElement, OperationInfo, Page, Pages, Result, SiteUrl, SiteUrlError, Timestamp,
    http,
};
#[cfg(feature = "cloud")]
pub use atlassian_document as document;
pub use ids::{CommentId, IssueId, IssueKey, NumericIds, ProjectId, ProjectKey};

#[cfg(feature = "cloud")]
pub use cloud::Jira;
