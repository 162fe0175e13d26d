//! Sites, credentials, transport, limits, retries, pages and errors for Atlassian's APIs.
#![deny(missing_docs)]

mod site;
pub mod template;
mod timestamp;

pub use site::{PathError, SiteUrl, SiteUrlError};
pub use timestamp::{Timestamp, TimestampError};
