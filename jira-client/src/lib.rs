#![doc = include_str!("../README.md")]
#![deny(missing_docs)]

#[cfg_attr(
    not(feature = "cloud"),
    allow(dead_code, unused_imports, reason = "the wing uses all of it")
)]
mod ids;
pub mod jql;

#[cfg(feature = "cloud")]
pub mod cloud;

pub use atlassian_core as core;
#[cfg(feature = "blocking")]
pub use atlassian_core::blocking;
pub use atlassian_core::{
    AccountId, Call, Client, ClientBuilder, Credential, Cursor, Elements, Error, ErrorKind,
    FilePart, Items, NoContent, OddElement, OperationInfo, Page, Pages, Result, SiteUrl,
    SiteUrlError, StreamedResponse, Timestamp, http,
};
#[cfg(feature = "cloud")]
pub use atlassian_document as document;
pub use ids::{
    CommentId, Created, IssueId, IssueIdOrKey, IssueKey, List, NumericIds, ProjectId,
    ProjectIdOrKey, ProjectKey, Sublist,
};

#[cfg(feature = "cloud")]
pub use cloud::Jira;
